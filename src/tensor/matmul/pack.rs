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

    #[inline(always)]
    pub fn pack_left(&mut self, matrix: Matrix<T>, rows: Range<usize>, terms: Range<usize>) {
        self.left.resize(rows.len() * terms.len(), T::zero());
        for (strip, row) in self.left.chunks_mut(HEIGHT * terms.len()).zip(rows.clone().step_by(HEIGHT)) {
            let rows = row..rows.end.min(row + HEIGHT);
            let height = rows.len();
            pack::<T, HEIGHT>(matrix, rows, terms.clone(), height, strip);
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
            line.copy_from_slice(&matrix.elements[rows.start + term * matrix.column_step..][..FULL]);
        }
        return;
    }
    for (lane, row) in rows.enumerate() {
        for (line, term) in target.chunks_exact_mut(step).zip(terms.clone()) {
            line[lane] = matrix.at(row, term);
        }
    }
}
