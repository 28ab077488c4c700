//! The operands of a product as tiles read them, term by term: copied in that order ([`super::pack`]), or in place where the
//! copy would cost more than it saves.

#![allow(unsafe_code)]

use std::ops::Range;

use super::multiply::Matrix;
use super::tile::WIDTH;

/// Rows of the left matrix.
pub trait Strips<T>: Copy {
    /// For each term the factors of so many rows from one on.
    fn strip<const ROWS: usize>(self, row: usize) -> impl Iterator<Item = [T; ROWS]>;
}

/// Columns of the right matrix.
pub trait Panels<'a, T: 'a>: Copy {
    /// For each term the factors of [`WIDTH`] columns from one on.
    fn panel(self, column: usize) -> impl Iterator<Item = &'a [T; WIDTH]>;
}

/// A packed operand.
#[derive(Clone, Copy)]
pub struct Packed<'a, T> {
    pub elements: &'a [T],
    pub terms: usize,
}

impl<T: Copy> Strips<T> for Packed<'_, T> {
    #[inline(always)]
    fn strip<const ROWS: usize>(self, row: usize) -> impl Iterator<Item = [T; ROWS]> {
        let elements = &self.elements[row * self.terms..][..ROWS * self.terms];
        elements.as_chunks::<ROWS>().0.iter().copied()
    }
}

impl<'a, T: Copy> Panels<'a, T> for Packed<'a, T> {
    #[inline(always)]
    fn panel(self, column: usize) -> impl Iterator<Item = &'a [T; WIDTH]> {
        self.elements[column * self.terms..][..WIDTH * self.terms].as_chunks::<WIDTH>().0.iter()
    }
}

/// An operand that is read where it is: rows of the left or the right matrix whose elements are neighbours.
#[derive(Clone, Copy)]
pub struct InPlace<'a, T> {
    /// From the first term of the first row or column on.
    elements: &'a [T],
    row_step: usize,
    terms: usize,
}

impl<'a, T: Copy> InPlace<'a, T> {
    /// Some terms of the left matrix, of its rows from one on.
    pub fn left(matrix: Matrix<'a, T>, row: usize, terms: Range<usize>) -> InPlace<'a, T> {
        InPlace::new(matrix, row, terms.start, terms.len())
    }

    /// Some terms of the right matrix, of its columns from one on.
    pub fn right(matrix: Matrix<'a, T>, terms: Range<usize>, column: usize) -> InPlace<'a, T> {
        InPlace::new(matrix, terms.start, column, terms.len())
    }

    fn new(matrix: Matrix<'a, T>, row: usize, column: usize, terms: usize) -> InPlace<'a, T> {
        debug_assert!(matrix.by_rows(), "what is read in place are rows");
        InPlace { elements: &matrix.elements[row * matrix.row_step + column..], row_step: matrix.row_step, terms }
    }
}

impl<T: Copy> Strips<T> for InPlace<'_, T> {
    #[inline(always)]
    fn strip<const ROWS: usize>(self, row: usize) -> impl Iterator<Item = [T; ROWS]> {
        let mut lines = [&[][..]; ROWS];
        for (lane, line) in lines.iter_mut().enumerate() {
            *line = &self.elements[(row + lane) * self.row_step..][..self.terms];
        }
        // SAFETY: each line has so many terms. Looking that up for each of them would take longer than the sums.
        (0..self.terms).map(move |term| lines.map(|line| unsafe { *line.get_unchecked(term) }))
    }
}

impl<'a, T: Copy> Panels<'a, T> for InPlace<'a, T> {
    #[inline(always)]
    fn panel(self, column: usize) -> impl Iterator<Item = &'a [T; WIDTH]> {
        let reach = column + self.terms.saturating_sub(1) * self.row_step + WIDTH;
        let elements = &self.elements[column..reach];
        // SAFETY: the last of so many lines ends where the elements end. As above.
        (0..self.terms).map(move |term| unsafe { &*elements.as_ptr().add(term * self.row_step).cast() })
    }
}
