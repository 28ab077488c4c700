//! Copies of blocks of matrices in the order in which tiles read them.

use std::ops::Range;

use super::across::{Packed, Rows};
use super::multiply::Matrix;
use super::operand;
use super::tile::{HEIGHT, WIDTH};
use crate::elementwise::places;

/// The packed blocks, in buffers that the blocks of one product share.
pub struct Workspace<T> {
    left: Vec<T>,
    right: Vec<T>,
}

impl<T: Packed> Workspace<T> {
    pub const fn new() -> Workspace<T> {
        Workspace { left: Vec::new(), right: Vec::new() }
    }

    /// Packs columns in panels of [`WIDTH`]; in each panel term by term. What fills up the last one is any number: its sums
    /// are not looked at.
    #[inline(always)]
    pub fn pack_right(&mut self, matrix: Matrix<T>, terms: Range<usize>, columns: Range<usize>) {
        let panel = terms.len() * WIDTH;
        let packed = enough(&mut self.right, columns.len().div_ceil(WIDTH) * panel);
        for (nth, panel) in packed.chunks_exact_mut(panel).enumerate() {
            let column = columns.start + nth * WIDTH;
            pack::<T, WIDTH>(matrix.transpose(), column..columns.end.min(column + WIDTH), terms.clone(), WIDTH, panel);
        }
    }

    /// The panels of so many columns, if they are packed.
    #[inline(always)]
    pub fn panels(&self, terms: usize, columns: usize) -> operand::Packed<'_, T> {
        let length = columns.div_ceil(WIDTH) * terms * WIDTH;
        operand::Packed { elements: self.right.get(..length).unwrap_or_default(), terms }
    }

    /// Packs the rows of a band in strips of [`HEIGHT`]; in each strip term by term. It comes after `before` packed rows.
    #[inline(always)]
    pub fn pack_left(&mut self, matrix: Matrix<T>, band: Range<usize>, terms: Range<usize>, before: usize) {
        let packed = enough(&mut self.left, (before + band.len()) * terms.len());
        let strips = packed[before * terms.len()..].chunks_mut(HEIGHT * terms.len());
        for (strip, row) in strips.zip(band.clone().step_by(HEIGHT)) {
            let rows = row..band.end.min(row + HEIGHT);
            let height = rows.len();
            pack::<T, HEIGHT>(matrix, rows, terms.clone(), height, strip);
        }
    }

    /// The strips of so many rows from one on, if they are packed.
    #[inline(always)]
    pub fn strips(&self, terms: usize, row: usize, rows: usize) -> operand::Packed<'_, T> {
        let range = row * terms..(row + rows) * terms;
        operand::Packed { elements: self.left.get(range).unwrap_or_default(), terms }
    }
}

/// The beginning of a buffer that is at least so long; what it held before may still be there.
fn enough<T: Packed>(buffer: &mut Vec<T>, length: usize) -> &mut [T] {
    if buffer.len() < length {
        buffer.resize(length, T::zero());
    }
    &mut buffer[..length]
}

/// Copies rows term by term; the terms lie `step` apart. Whole lots of `FULL` rows are the usual case.
#[inline(always)]
fn pack<T: Packed, const FULL: usize>(
    matrix: Matrix<T>,
    rows: Range<usize>,
    terms: Range<usize>,
    step: usize,
    target: &mut [T],
) {
    if matrix.row_step == 1 && rows.len() == FULL {
        for (line, term) in target.as_chunks_mut::<FULL>().0.iter_mut().zip(terms) {
            // As an array: a copy of a length that the compiler knows needs no call.
            if let Some(source) = matrix.elements[rows.start + term * matrix.column_step..].first_chunk::<FULL>() {
                *line = *source;
            }
        }
        return;
    }
    if matrix.column_step == 1 {
        let elements = &matrix.elements[rows.start * matrix.row_step + terms.start..];
        let rows = Rows { elements, row_step: matrix.row_step, count: rows.len(), terms: terms.len() };
        if T::pack_across(rows, step, places(target)) {
            return;
        }
    }
    for (lane, row) in rows.enumerate() {
        for (line, term) in target.chunks_exact_mut(step).zip(terms.clone()) {
            line[lane] = matrix.at(row, term);
        }
    }
}
