//! Eigenvalues and eigenvectors of symmetric matrices: reflections to tridiagonal form, then implicit QR steps.
//!
//! After Golub and Van Loan, "Matrix Computations", 8.3; signs and order are those of Eigen's
//! `SelfAdjointEigenSolver`, which TensorFlow uses.

use num_traits::{Float, FromPrimitive};

use super::matrix::{Matrix, Scalar, each_real_scalar, matrices, square, stacked};
use super::qr::{Reflection, product};
use super::rotation::Rotation;
use crate::{Array, DType, Result};

/// QR steps for each eigenvalue before giving up.
const STEPS: usize = 30;

/// The eigenvalues in ascending order and the eigenvectors as columns; only the lower triangles are read.
///
/// # Errors
/// [`Error::Invalid`] where the matrices are not square, [`Error::Unimplemented`] for anything but `f32` and `f64`.
pub fn eigh(array: &Array) -> Result<(Array, Array)> {
    let (outer, size) = square(array.shape())?;
    each_real_scalar!(array.dtype(), T => {
        let (mut values, mut vectors) = (Vec::new(), Vec::new());
        for matrix in matrices::<T>(array)? {
            let (own, basis) = symmetric(matrix);
            values.extend(own);
            vectors.push(basis);
        }
        let shape: crate::Shape = outer.iter().copied().chain([size]).collect();
        Ok((Array::from_vec(shape, values), stacked(&outer, size, size, &vectors)))
    })
}

fn symmetric<T: Float + FromPrimitive + Scalar<Real = T>>(mut a: Matrix<T>) -> (Vec<T>, Matrix<T>) {
    let size = a.rows;
    let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
    let mut largest = zero;
    for row in 0..size {
        for column in 0..=row {
            largest = Float::max(largest, Float::abs(a[(row, column)]));
            a[(column, row)] = a[(row, column)];
        }
    }
    let scale = if largest == zero { one } else { largest };
    for element in &mut a.elements {
        *element /= scale;
    }
    let (mut diagonal, mut beside, mut basis) = tridiagonal(a);
    iterate(&mut diagonal, &mut beside, &mut basis);
    for value in &mut diagonal {
        *value *= scale;
    }
    for k in 0..size {
        let mut least = k;
        for other in k + 1..size {
            if diagonal[other] < diagonal[least] {
                least = other;
            }
        }
        if least != k {
            diagonal.swap(k, least);
            basis.swap_columns(k, least);
        }
    }
    (diagonal, basis)
}

/// The diagonal, the numbers beside it, and the basis in which the matrix has that form.
fn tridiagonal<T: Float + Scalar<Real = T>>(mut a: Matrix<T>) -> (Vec<T>, Vec<T>, Matrix<T>) {
    let size = a.rows;
    let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
    let half = one / (one + one);
    let mut reflections = Vec::new();
    let mut beside = Vec::new();
    for k in 0..size.saturating_sub(1) {
        let column: Vec<T> = (k + 1..size).map(|row| a[(row, k)]).collect();
        let reflection = Reflection::new(&column);
        let (v, tau) = (&reflection.vector, reflection.tau);
        let mut w: Vec<T> = (k + 1..size)
            .map(|row| {
                let line = (k + 1..size).zip(v);
                tau * line.fold(zero, |sum, (column, &v)| sum + a[(row, column)] * v)
            })
            .collect();
        let overlap = w.iter().zip(v).fold(zero, |sum, (&w, &v)| sum + w * v);
        for (w, &v) in w.iter_mut().zip(v) {
            *w -= tau * half * overlap * v;
        }
        for row in 0..w.len() {
            for column in 0..w.len() {
                a[(k + 1 + row, k + 1 + column)] -= v[row] * w[column] + w[row] * v[column];
            }
        }
        beside.push(reflection.beta);
        reflections.push(reflection);
    }
    let diagonal = (0..size).map(|k| a[(k, k)]).collect();
    (diagonal, beside, product(&reflections, size, size, 1))
}

/// QR steps until nothing is left beside the diagonal.
fn iterate<T: Float + Scalar<Real = T>>(diagonal: &mut [T], beside: &mut [T], basis: &mut Matrix<T>) {
    let zero = <T as num_traits::Zero>::zero();
    let mut end = beside.len();
    let mut steps = 0;
    let mut start = 0;
    while end > 0 && steps <= STEPS * diagonal.len() {
        for k in start..end {
            let scaled = beside[k] / <T as Float>::epsilon();
            let around = Float::abs(diagonal[k]) + Float::abs(diagonal[k + 1]);
            if Float::abs(beside[k]) < T::min_positive_value() || scaled * scaled <= around {
                beside[k] = zero;
            }
        }
        while end > 0 && beside[end - 1] == zero {
            end -= 1;
        }
        if end == 0 {
            return;
        }
        steps += 1;
        start = end - 1;
        while start > 0 && beside[start - 1] != zero {
            start -= 1;
        }
        step(diagonal, beside, start, end, basis);
    }
}

/// One implicit QR step with Wilkinson's shift.
fn step<T: Float + Scalar<Real = T>>(
    diagonal: &mut [T],
    beside: &mut [T],
    start: usize,
    end: usize,
    basis: &mut Matrix<T>,
) {
    let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
    let td = (diagonal[end - 1] - diagonal[end]) / (one + one);
    let e = beside[end - 1];
    let mut shift = diagonal[end];
    if td == zero {
        shift -= Float::abs(e);
    } else if e != zero {
        let h = Float::hypot(td, e);
        let far = td + if td > zero { h } else { -h };
        shift -= if e * e == zero { e / (far / e) } else { e * e / far };
    }
    let (mut x, mut z) = (diagonal[start] - shift, beside[start]);
    for k in start..end {
        if z == zero {
            return;
        }
        let rotation = Rotation::givens(x, z);
        let Rotation { c, s } = rotation;
        let sdk = s * diagonal[k] + c * beside[k];
        let next = s * beside[k] + c * diagonal[k + 1];
        diagonal[k] = c * (c * diagonal[k] - s * beside[k]) - s * (c * beside[k] - s * diagonal[k + 1]);
        diagonal[k + 1] = s * sdk + c * next;
        beside[k] = c * sdk - s * next;
        if k > start {
            beside[k - 1] = c * beside[k - 1] - s * z;
        }
        x = beside[k];
        if k + 1 < end {
            z = -s * beside[k + 1];
            beside[k + 1] *= c;
        }
        rotation.rotate_columns(basis, k, k + 1);
    }
}
