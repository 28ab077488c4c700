//! Copies of blocks of matrices in the order in which tiles read them.

use std::ops::Range;

use num_traits::Float;

use super::multiply::Matrix;
use super::tiles::{HEIGHT, WIDTH};

/// The packed blocks, in buffers that the blocks of one product share.
pub struct Workspace<T> {
    /// Rows in strips of [`HEIGHT`]; in each strip term by term.
    pub left: Vec<T>,
    /// Columns in panels of [`WIDTH`], filled up with zeros; in each panel term by term.
    pub right: Vec<T>,
}

impl<T: Float> Workspace<T> {
    pub fn new() -> Workspace<T> {
        Workspace { left: Vec::new(), right: Vec::new() }
    }

    #[inline(always)]
    pub fn pack_right(&mut self, matrix: Matrix<T>, terms: Range<usize>, columns: Range<usize>) {
        let panel = terms.len() * WIDTH;
        self.right.clear();
        self.right.resize(columns.len().div_ceil(WIDTH) * panel, T::zero());
        for (nth, panel) in self.right.chunks_exact_mut(panel).enumerate() {
            let column = columns.start + nth * WIDTH;
            pack::<T, WIDTH>(matrix.transpose(), column..columns.end.min(column + WIDTH), terms.clone(), WIDTH, panel);
        }
    }

    /// Packs the rows of some bands, band after band.
    #[inline(always)]
    pub fn pack_left(&mut self, matrix: Matrix<T>, bands: &[Range<usize>], terms: Range<usize>) {
        let rows: usize = bands.iter().map(ExactSizeIterator::len).sum();
        self.left.resize(rows * terms.len(), T::zero());
        let mut rest = &mut self.left[..];
        for band in bands {
            let (own, others) = rest.split_at_mut(band.len() * terms.len());
            for (strip, row) in own.chunks_mut(HEIGHT * terms.len()).zip(band.clone().step_by(HEIGHT)) {
                let rows = row..band.end.min(row + HEIGHT);
                let height = rows.len();
                pack::<T, HEIGHT>(matrix, rows, terms.clone(), height, strip);
            }
            rest = others;
        }
    }
}

/// Copies rows term by term; the terms lie `step` apart. Whole lots of `FULL` rows are the usual case.
#[inline(always)]
fn pack<T: Float, const FULL: usize>(
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
    for (lane, row) in rows.enumerate() {
        for (line, term) in target.chunks_exact_mut(step).zip(terms.clone()) {
            line[lane] = matrix.at(row, term);
        }
    }
}
