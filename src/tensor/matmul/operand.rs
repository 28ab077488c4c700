//! The operands of a product as tiles read them, term by term: copied in that order ([`super::pack`]), or in place where the
//! copy would cost more than it saves.

#![allow(unsafe_code)]

use std::ops::Range;

use super::multiply::Matrix;
use super::tile::{HEIGHT, WIDTH};

/// Rows of the left matrix.
pub trait Strips<'a, T: 'a>: Copy {
    /// Whether they are packed.
    const PACKED: bool;
    /// For each term the factors of so many rows from one on.
    fn strip<const ROWS: usize>(self, row: usize) -> impl Iterator<Item = [T; ROWS]>;
    /// The factors of a whole strip of [`HEIGHT`] rows from one on.
    fn strip_lines(self, row: usize) -> Lines<'a, T>;
}

/// Columns of the right matrix.
pub trait Panels<'a, T: 'a>: Copy {
    /// For each term the factors of [`WIDTH`] columns from one on.
    fn panel(self, column: usize) -> impl Iterator<Item = &'a [T; WIDTH]>;
    /// The same as they lie in memory.
    fn panel_lines(self, column: usize) -> Lines<'a, T>;
}

/// The factors of a strip or a panel as they lie in memory.
#[derive(Clone, Copy)]
#[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "read by kernels for x86-64 only"))]
pub struct Lines<'a, T> {
    /// From the first factor of the first term on.
    pub elements: &'a [T],
    /// From one row or column to the next.
    pub across: usize,
    /// From one term to the next.
    pub along: usize,
    pub terms: usize,
}

/// A packed operand.
#[derive(Clone, Copy)]
pub struct Packed<'a, T> {
    pub elements: &'a [T],
    pub terms: usize,
}

impl<'a, T: Copy> Strips<'a, T> for Packed<'a, T> {
    const PACKED: bool = true;

    #[inline(always)]
    fn strip<const ROWS: usize>(self, row: usize) -> impl Iterator<Item = [T; ROWS]> {
        let elements = &self.elements[row * self.terms..][..ROWS * self.terms];
        elements.as_chunks::<ROWS>().0.iter().copied()
    }

    #[inline(always)]
    fn strip_lines(self, row: usize) -> Lines<'a, T> {
        Lines { elements: &self.elements[row * self.terms..], across: 1, along: HEIGHT, terms: self.terms }
    }
}

impl<'a, T: Copy> Panels<'a, T> for Packed<'a, T> {
    #[inline(always)]
    fn panel(self, column: usize) -> impl Iterator<Item = &'a [T; WIDTH]> {
        self.elements[column * self.terms..][..WIDTH * self.terms].as_chunks::<WIDTH>().0.iter()
    }

    #[inline(always)]
    fn panel_lines(self, column: usize) -> Lines<'a, T> {
        Lines { elements: &self.elements[column * self.terms..], across: 1, along: WIDTH, terms: self.terms }
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

impl<'a, T: Copy> Strips<'a, T> for InPlace<'a, T> {
    const PACKED: bool = false;

    #[inline(always)]
    fn strip<const ROWS: usize>(self, row: usize) -> impl Iterator<Item = [T; ROWS]> {
        let mut lines = [&[][..]; ROWS];
        for (lane, line) in lines.iter_mut().enumerate() {
            *line = &self.elements[(row + lane) * self.row_step..][..self.terms];
        }
        // SAFETY: each line has so many terms. Looking that up for each of them would take longer than the sums.
        (0..self.terms).map(move |term| lines.map(|line| unsafe { *line.get_unchecked(term) }))
    }

    #[inline(always)]
    fn strip_lines(self, row: usize) -> Lines<'a, T> {
        let elements = &self.elements[row * self.row_step..];
        Lines { elements, across: self.row_step, along: 1, terms: self.terms }
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
    #[inline(always)]
    fn panel_lines(self, column: usize) -> Lines<'a, T> {
        Lines { elements: &self.elements[column..], across: 1, along: self.row_step, terms: self.terms }
    }
}
