//! Triangular systems and the Cholesky decomposition.

use num_traits::{Float, Zero};

use super::matrix::{Matrix, Scalar, each_scalar, matrices, norm_squared, split, square, stacked};
use crate::{Array, DType, Error, Result};

/// Which half of a matrix is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Triangle {
    Lower,
    Upper,
}

/// Whether the diagonal of a triangle is stored or all ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Diagonal {
    Stored,
    Ones,
}

/// Solves `a x = b` in place of b, for the given triangle of a.
pub fn substitute<T: Scalar>(a: &Matrix<T>, b: &mut Matrix<T>, triangle: Triangle, diagonal: Diagonal) {
    let size = a.rows;
    for nth in 0..size {
        let row = if triangle == Triangle::Lower { nth } else { size - 1 - nth };
        let known = if triangle == Triangle::Lower { 0..row } else { row + 1..size };
        let inverse = if diagonal == Diagonal::Stored { T::one() / a[(row, row)] } else { T::one() };
        for column in 0..b.columns {
            let sum = known.clone().fold(T::zero(), |sum, other| sum + a[(row, other)] * b[(other, column)]);
            b[(row, column)] = (b[(row, column)] - sum) * inverse;
        }
    }
}

/// The matrices x with `a x = b`, or `aᴴ x = b`, of which only one triangle of a is read.
///
/// # Errors
/// [`Error::Invalid`] where the matrices are not square or the right sides do not fit, [`Error::DTypeMismatch`],
/// [`Error::Unimplemented`] for anything but `f32`, `f64` and complex numbers.
pub fn triangular_solve(array: &Array, right: &Array, triangle: Triangle, adjoint: bool) -> Result<Array> {
    let (outer, size) = square(array.shape())?;
    let (other, rows, columns) = split(right.shape())?;
    if outer != other || rows != size {
        return Err(Error::Invalid("Input matrix and rhs are incompatible.".to_owned()));
    }
    each_scalar!(array.dtype(), T => {
        let mut results = matrices::<T>(right)?;
        for (matrix, result) in matrices::<T>(array)?.into_iter().zip(&mut results) {
            match (adjoint, triangle) {
                (false, _) => substitute(&matrix, result, triangle, Diagonal::Stored),
                (true, Triangle::Lower) => substitute(&matrix.adjoint(), result, Triangle::Upper, Diagonal::Stored),
                (true, Triangle::Upper) => substitute(&matrix.adjoint(), result, Triangle::Lower, Diagonal::Stored),
            }
        }
        Ok(stacked(&outer, size, columns, &results))
    })
}

/// The lower triangular matrices l with `l lᴴ = a`; only the lower triangle of a is read. Where a matrix is not positive
/// definite the lower triangle is nan.
///
/// # Errors
/// [`Error::Invalid`] where the matrices are not square, [`Error::Unimplemented`] for anything but `f32`, `f64` and
/// complex numbers.
pub fn cholesky(array: &Array) -> Result<Array> {
    fn of<T: Scalar>(a: &Matrix<T>) -> Matrix<T> {
        let mut l = Matrix::zeros(a.rows, a.rows);
        for k in 0..a.rows {
            let known = (0..k).fold(T::Real::zero(), |sum, column| sum + norm_squared(l[(k, column)]));
            let head = a[(k, k)].re() - known;
            if head <= T::Real::zero() || Float::is_nan(head) {
                return lower_nan(a.rows);
            }
            let head = Float::sqrt(head);
            l[(k, k)] = T::real(head);
            for row in k + 1..a.rows {
                let known = (0..k).fold(T::zero(), |sum, column| sum + l[(row, column)] * l[(k, column)].conj());
                l[(row, k)] = (a[(row, k)] - known) / T::real(head);
            }
        }
        l
    }
    fn lower_nan<T: Scalar>(size: usize) -> Matrix<T> {
        let mut l = Matrix::zeros(size, size);
        for row in 0..size {
            for column in 0..=row {
                l[(row, column)] = T::real(T::Real::nan());
            }
        }
        l
    }
    let (outer, size) = square(array.shape())?;
    each_scalar!(array.dtype(), T => {
        let results: Vec<_> = matrices::<T>(array)?.iter().map(of::<T>).collect();
        Ok(stacked(&outer, size, size, &results))
    })
}
