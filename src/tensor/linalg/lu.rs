//! Gaussian elimination with row pivots, and what follows from it.

use num_traits::{Float, Zero};

use super::matrix::{Matrix, Scalar, each_scalar, matrices, split, square, stacked};
use super::triangular::{Diagonal, Triangle, substitute};
use crate::{Array, DType, Error, Result};

/// The factors of a matrix: below the diagonal those of the elimination, on and above it the result.
struct Elimination<T> {
    factors: Matrix<T>,
    /// For each row of the factors the row of the matrix.
    order: Vec<usize>,
    /// Whether the number of exchanges is odd.
    odd: bool,
}

impl<T: Scalar> Elimination<T> {
    fn new(mut factors: Matrix<T>) -> Elimination<T> {
        let size = factors.rows;
        let mut order: Vec<usize> = (0..size).collect();
        let mut odd = false;
        for k in 0..size.min(factors.columns) {
            let mut pivot = k;
            for row in k + 1..size {
                if factors[(row, k)].abs() > factors[(pivot, k)].abs() {
                    pivot = row;
                }
            }
            if pivot != k {
                factors.swap_rows(pivot, k);
                order.swap(pivot, k);
                odd = !odd;
            }
            let head = factors[(k, k)];
            for row in k + 1..size {
                if !head.is_zero() {
                    factors[(row, k)] /= head;
                }
                let factor = factors[(row, k)];
                for column in k + 1..factors.columns {
                    let step = factor * factors[(k, column)];
                    factors[(row, column)] -= step;
                }
            }
        }
        Elimination { factors, order, odd }
    }

    fn is_singular(&self) -> bool {
        (0..self.factors.rows).any(|k| self.factors[(k, k)].is_zero())
    }

    fn solve(&self, right: &Matrix<T>) -> Matrix<T> {
        let mut result = Matrix::zeros(right.rows, right.columns);
        for (row, &old) in self.order.iter().enumerate() {
            for column in 0..right.columns {
                result[(row, column)] = right[(old, column)];
            }
        }
        substitute(&self.factors, &mut result, Triangle::Lower, Diagonal::Ones);
        substitute(&self.factors, &mut result, Triangle::Upper, Diagonal::Stored);
        result
    }
}

/// The inverse matrices, or those of the adjoints.
///
/// # Errors
/// [`Error::Invalid`] where the matrices are not square or one is singular, [`Error::Unimplemented`] for anything but
/// `f32`, `f64` and complex numbers.
pub fn inverse(array: &Array, adjoint: bool) -> Result<Array> {
    let (outer, size) = square(array.shape())?;
    each_scalar!(array.dtype(), T => {
        let mut results = matrices::<T>(array)?;
        for matrix in &mut results {
            let source = if adjoint { matrix.adjoint() } else { matrix.clone() };
            let elimination = Elimination::new(source);
            if elimination.is_singular() {
                return Err(Error::Invalid("Input is not invertible.".to_owned()));
            }
            *matrix = elimination.solve(&Matrix::identity(size, size));
        }
        Ok(stacked(&outer, size, size, &results))
    })
}

/// The sign of each determinant and the logarithm of its absolute value.
///
/// # Errors
/// As [`inverse`], but singular matrices have the sign 0 and the logarithm -inf.
pub fn slogdet(array: &Array) -> Result<(Array, Array)> {
    fn of<T: Scalar>(matrix: Matrix<T>) -> (T, T) {
        let elimination = Elimination::new(matrix);
        let mut sign = if elimination.odd { -T::one() } else { T::one() };
        let mut logarithm = T::Real::zero();
        for k in 0..elimination.factors.rows {
            let pivot = elimination.factors[(k, k)];
            let magnitude = pivot.abs();
            if magnitude.is_zero() {
                return (T::zero(), T::real(T::Real::neg_infinity()));
            }
            sign *= pivot / T::real(magnitude);
            logarithm += Float::ln(magnitude);
        }
        (sign, T::real(logarithm))
    }
    let (outer, _) = square(array.shape())?;
    each_scalar!(array.dtype(), T => {
        let (signs, logarithms): (Vec<T>, Vec<T>) = matrices::<T>(array)?.into_iter().map(of::<T>).unzip();
        Ok((Array::from_vec(outer.clone(), signs), Array::from_vec(outer, logarithms)))
    })
}

/// The determinants.
///
/// # Errors
/// As [`slogdet`].
pub fn determinant(array: &Array) -> Result<Array> {
    use crate::elementwise::{Binary, Unary, binary_owned, unary_owned};
    let (signs, logarithms) = slogdet(array)?;
    binary_owned(Binary::Mul, signs, unary_owned(Unary::Exp, logarithms)?)
}

/// The matrices x with `a x = b`, or `aᴴ x = b`.
///
/// # Errors
/// [`Error::Invalid`] where the matrices are not square, one is singular, or the right sides do not fit;
/// [`Error::DTypeMismatch`], [`Error::Unimplemented`].
pub fn solve(array: &Array, right: &Array, adjoint: bool) -> Result<Array> {
    let (outer, size) = square(array.shape())?;
    let (other, rows, columns) = split(right.shape())?;
    if outer != other || rows != size {
        return Err(Error::Invalid("Input matrix and rhs are incompatible.".to_owned()));
    }
    each_scalar!(array.dtype(), T => {
        let mut results = matrices::<T>(right)?;
        for (matrix, result) in matrices::<T>(array)?.into_iter().zip(&mut results) {
            let elimination = Elimination::new(if adjoint { matrix.adjoint() } else { matrix });
            if elimination.is_singular() {
                return Err(Error::Invalid("Input matrix is not invertible.".to_owned()));
            }
            *result = elimination.solve(result);
        }
        Ok(stacked(&outer, size, columns, &results))
    })
}

/// The factors of each matrix in one, and the rows' order as `int32`.
///
/// # Errors
/// As [`inverse`].
pub fn lu(array: &Array) -> Result<(Array, Array)> {
    let (outer, size) = square(array.shape())?;
    each_scalar!(array.dtype(), T => {
        let (mut factors, mut orders) = (Vec::new(), Vec::new());
        for matrix in matrices::<T>(array)? {
            let elimination = Elimination::new(matrix);
            if elimination.is_singular() {
                return Err(Error::Invalid("Input is not invertible.".to_owned()));
            }
            orders.extend(elimination.order.iter().map(|&row| row as i32));
            factors.push(elimination.factors);
        }
        let shape: crate::Shape = outer.iter().copied().chain([size]).collect();
        Ok((stacked(&outer, size, size, &factors), Array::from_vec(shape, orders)))
    })
}
