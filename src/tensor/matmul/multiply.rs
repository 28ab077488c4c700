//! The product of two matrices: which kernel computes it.

use half::{bf16, f16};
use num_complex::Complex;

use super::{tiles, turned, vector};
use crate::Element;
use crate::elementwise::{Places, filled};

/// A matrix inside an array, read by rows or by columns.
#[derive(Clone, Copy)]
pub struct Matrix<'a, T> {
    pub elements: &'a [T],
    pub rows: usize,
    pub columns: usize,
    pub row_step: usize,
    pub column_step: usize,
}

impl<'a, T: Copy> Matrix<'a, T> {
    /// A matrix of so many rows and columns, of which the array holds the transpose if `transposed`.
    pub fn new(elements: &'a [T], rows: usize, columns: usize, transposed: bool) -> Matrix<'a, T> {
        let (row_step, column_step) = if transposed { (1, rows) } else { (columns, 1) };
        Matrix { elements, rows, columns, row_step, column_step }
    }

    #[inline(always)]
    pub fn at(self, row: usize, column: usize) -> T {
        self.elements[row * self.row_step + column * self.column_step]
    }

    /// Whether the elements of a row are neighbours.
    pub fn by_rows(self) -> bool {
        self.column_step == 1
    }

    /// Some of the columns.
    pub fn columns(self, columns: std::ops::Range<usize>) -> Matrix<'a, T> {
        let elements = &self.elements[columns.start * self.column_step..];
        Matrix { elements, columns: columns.len(), ..self }
    }

    /// Some of the rows.
    pub fn rows(self, rows: std::ops::Range<usize>) -> Matrix<'a, T> {
        let elements = &self.elements[rows.start * self.row_step..];
        Matrix { elements, rows: rows.len(), ..self }
    }

    pub fn transpose(self) -> Matrix<'a, T> {
        Matrix {
            elements: self.elements,
            rows: self.columns,
            columns: self.rows,
            row_step: self.column_step,
            column_step: self.row_step,
        }
    }
}

/// Two matrices to be multiplied.
#[derive(Clone, Copy)]
pub struct Factors<'a, T> {
    pub left: Matrix<'a, T>,
    pub right: Matrix<'a, T>,
    /// Whether results too small for full precision become zero.
    pub flushes: bool,
}

/// A type whose matrices can be multiplied.
pub trait Multiply: Element + Copy + Default {
    /// Writes the product of two matrices, none of them empty, to all of `target`; `batched` if it is one of many.
    fn multiply(factors: Factors<Self>, batched: bool, target: &mut Places<Self>);
}

/// Products of more numbers than this run as single ones even in a batch.
const LARGE: usize = 128 * 128;

macro_rules! multiply_floats {
    ($($type:ty, $lane:expr, $tiles:path;)*) => {$(
        impl Multiply for $type {
            fn multiply(factors: Factors<$type>, batched: bool, target: &mut Places<$type>) {
                let Factors { left, right, .. } = factors;
                let (rows, inner, columns) = (left.rows, left.columns, right.columns);
                if rows.min(inner).min(columns) == 1 {
                    vector::multiply::<$type, $lane>(factors, target);
                } else if batched && rows * inner * columns <= LARGE {
                    tiles::multiply_plain(factors, target);
                } else {
                    $tiles(factors, target);
                }
            }
        }
    )*};
}

multiply_floats! {
    f32, 8, turned::multiply_fused;
    f64, 4, tiles::multiply_plain;
}

macro_rules! multiply_others {
    ($($type:ty, $add_product:expr;)*) => {$(
        impl Multiply for $type {
            fn multiply(factors: Factors<$type>, _batched: bool, target: &mut Places<$type>) {
                by_rows(factors.left, factors.right, target, $add_product);
            }
        }
    )*};
}

multiply_others! {
    i8, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    i16, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    i32, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    i64, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    u8, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    u16, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    u32, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    u64, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y));
    f16, |sum, x, y| sum + x * y;
    bf16, |sum, x, y| sum + x * y;
    Complex<f32>, |sum, x, y| sum + x * y;
    Complex<f64>, |sum, x, y| sum + x * y;
}

/// Each row of the result as a sum of rows of the right matrix.
fn by_rows<T: Copy + Default>(
    left: Matrix<T>,
    right: Matrix<T>,
    target: &mut Places<T>,
    add_product: impl Fn(T, T, T) -> T,
) {
    let target = filled(target, T::default());
    for (row, target) in target.chunks_exact_mut(right.columns).enumerate() {
        for inner in 0..left.columns {
            let factor = left.at(row, inner);
            for (column, sum) in target.iter_mut().enumerate() {
                *sum = add_product(*sum, factor, right.at(inner, column));
            }
        }
    }
}
