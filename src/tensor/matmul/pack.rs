//! Copies of blocks of matrices in the order in which tiles read them.

use std::ops::Range;

use super::across::Rows;
use super::multiply::Matrix;
use super::operand;
use super::tile::{HEIGHT, WIDTH};
use super::tiled::Tiled;
use crate::elementwise::places;

/// The packed blocks, in buffers that the blocks of one product share.
pub struct Workspace<T> {
    left: Vec<T>,
    right: Vec<T>,
}

impl<T: Tiled> Workspace<T> {
    pub const fn new() -> Workspace<T> {
        Workspace { left: Vec::new(), right: Vec::new() }
    }

    /// Packs columns in panels of [`WIDTH`]; in each panel term by term. What fills up the last one is any number: its sums
    /// are not looked at.
    #[inline(always)]
    pub fn pack_right(&mut self, matrix: Matrix<T>, terms: Range<usize>, columns: Range<usize>) {
        let panel = terms.len() * WIDTH;
        let packed = enough(&mut self.right, columns.len().div_ceil(WIDTH) * panel);
        let mut column = columns.start;
        if matrix.by_rows() {
            for panels in packed[..columns.len() / WIDTH * panel].chunks_mut(TOGETHER * panel) {
                column += pack_panels(matrix, terms.clone(), column, panels);
            }
        }
        let rest = &mut packed[(column - columns.start) * terms.len()..];
        for panel in rest.chunks_exact_mut(panel) {
            let end = columns.end.min(column + WIDTH);
            pack::<T, WIDTH>(matrix.transpose(), column..end, terms.clone(), WIDTH, panel);
            column = end;
        }
    }

    /// The panels of so many columns, if they are packed.
    #[inline(always)]
    pub fn panels(&self, terms: usize, columns: usize) -> operand::Packed<'_, T> {
        let start = aligned(&self.right);
        let end = start + columns.div_ceil(WIDTH) * terms * WIDTH;
        operand::Packed { elements: self.right.get(start..end).unwrap_or_default(), terms }
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
        let start = aligned(&self.left) + row * terms;
        operand::Packed { elements: self.left.get(start..start + rows * terms).unwrap_or_default(), terms }
    }
}

/// Panels that are packed together: of each row that is read they take a piece of several lines of the cache, where one panel
/// alone would jump from page to page.
const TOGETHER: usize = 8;

/// Packs whole panels from one column on, row by row, and tells how many columns they have.
#[inline(always)]
fn pack_panels<T: Tiled>(matrix: Matrix<T>, terms: Range<usize>, column: usize, panels: &mut [T]) -> usize {
    let panel = terms.len() * WIDTH;
    let columns = panels.len() / terms.len();
    for (nth, term) in terms.enumerate() {
        let row = &matrix.elements[term * matrix.row_step + column..][..columns];
        for (panel, numbers) in panels.chunks_exact_mut(panel).zip(row.as_chunks::<WIDTH>().0) {
            panel.as_chunks_mut::<WIDTH>().0[nth] = *numbers;
        }
    }
    columns
}

/// The beginning of a buffer that is at least so long; what it held before may still be there.
fn enough<T: Tiled>(buffer: &mut Vec<T>, length: usize) -> &mut [T] {
    let filler = LINE_BYTES / size_of::<T>();
    if buffer.len() < length + filler {
        buffer.resize(length + filler, T::zero());
    }
    let start = aligned(buffer);
    &mut buffer[start..start + length]
}

/// A line of the cache. What is read in registers of that size begins at one: half of a register from each of two takes twice
/// as long.
const LINE_BYTES: usize = 64;

/// Where a buffer is aligned.
#[inline(always)]
fn aligned<T>(buffer: &[T]) -> usize {
    // Not promised to be found, in theory.
    buffer.as_ptr().align_offset(LINE_BYTES).min(LINE_BYTES / size_of::<T>())
}

/// Copies rows term by term; the terms lie `step` apart. Whole lots of `FULL` rows are the usual case.
#[inline(always)]
fn pack<T: Tiled, const FULL: usize>(
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
