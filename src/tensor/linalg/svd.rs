//! Singular values and vectors by Jacobi's two-sided rotations.
//!
//! Matrices that are not square first go through a QR decomposition with column pivots. Signs and order are those of
//! Eigen's `JacobiSVD`, which TensorFlow uses for small matrices.

use num_traits::Float;

use super::matrix::{Matrix, Scalar, each_real_scalar, matrices, norm_squared, split, stacked};
use super::qr::{product, reflect_column};
use super::rotation::Rotation;
use crate::{Array, DType, Result};

/// Sweeps over all pairs before giving up.
const SWEEPS: usize = 64;

/// The singular values in descending order and the left and right singular vectors as columns: all of them with `full`,
/// else as many as there are singular values.
///
/// # Errors
/// [`Error::Invalid`] for an array without matrices, [`Error::Unimplemented`] for anything but `f32` and `f64`.
pub fn svd(array: &Array, full: bool) -> Result<(Array, Array, Array)> {
    let (outer, rows, columns) = split(array.shape())?;
    let inner = rows.min(columns);
    let (left, right) = if full { (rows, columns) } else { (inner, inner) };
    each_real_scalar!(array.dtype(), T => {
        let (mut values, mut lefts, mut rights) = (Vec::new(), Vec::new(), Vec::new());
        for matrix in matrices::<T>(array)? {
            let (own, u, v) = decomposed(matrix);
            values.extend(own);
            lefts.push(u.corner(rows, left));
            rights.push(v.corner(columns, right));
        }
        let shape: crate::Shape = outer.iter().copied().chain([inner]).collect();
        let values = Array::from_vec(shape, values);
        Ok((values, stacked(&outer, rows, left, &lefts), stacked(&outer, columns, right, &rights)))
    })
}

fn decomposed<T: Float + Scalar<Real = T>>(mut a: Matrix<T>) -> (Vec<T>, Matrix<T>, Matrix<T>) {
    let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
    let largest = a.elements.iter().fold(zero, |largest, &x| Float::max(largest, Float::abs(x)));
    if a.elements.iter().any(|x| !Float::is_finite(*x)) {
        let nan = |rows, columns| Matrix { rows, columns, elements: vec![T::nan(); rows * columns] };
        return (vec![T::nan(); a.rows.min(a.columns)], nan(a.rows, a.rows), nan(a.columns, a.columns));
    }
    let scale = if largest == zero { one } else { largest };
    for element in &mut a.elements {
        *element /= scale;
    }
    let (mut work, mut u, mut v) = squared(a);
    diagonalize(&mut work, &mut u, &mut v);
    let mut values: Vec<T> = (0..work.rows).map(|k| work[(k, k)]).collect();
    for (k, value) in values.iter_mut().enumerate() {
        if *value < zero {
            for row in 0..u.rows {
                u[(row, k)] = -u[(row, k)];
            }
        }
        *value = Float::abs(*value) * scale;
    }
    for k in 0..values.len() {
        let mut best = k;
        for other in k + 1..values.len() {
            if values[other] > values[best] {
                best = other;
            }
        }
        if best != k {
            values.swap(k, best);
            u.swap_columns(k, best);
            v.swap_columns(k, best);
        }
    }
    (values, u, v)
}

/// A square matrix with the same singular values, and the bases that belong to it.
fn squared<T: Float + Scalar<Real = T>>(a: Matrix<T>) -> (Matrix<T>, Matrix<T>, Matrix<T>) {
    let (rows, columns) = (a.rows, a.columns);
    if rows == columns {
        return (a, Matrix::identity(rows, rows), Matrix::identity(columns, columns));
    }
    if rows > columns {
        let (triangle, q, order) = pivoted(a);
        return (triangle.corner(columns, columns), q, order);
    }
    let (triangle, q, order) = pivoted(a.adjoint());
    (triangle.corner(rows, rows).adjoint(), order, q)
}

/// The QR decomposition that takes the longest column that is left first; the order of the columns as a matrix.
fn pivoted<T: Float + Scalar<Real = T>>(mut a: Matrix<T>) -> (Matrix<T>, Matrix<T>, Matrix<T>) {
    let mut order = Matrix::identity(a.columns, a.columns);
    let mut reflections = Vec::new();
    for k in 0..a.columns {
        let length = |column: usize| {
            (k..a.rows).fold(<T as num_traits::Zero>::zero(), |sum, row| sum + norm_squared(a[(row, column)]))
        };
        let mut longest = k;
        for column in k + 1..a.columns {
            if length(column) > length(longest) {
                longest = column;
            }
        }
        if longest != k {
            a.swap_columns(k, longest);
            order.swap_columns(k, longest);
        }
        reflections.push(reflect_column(&mut a, k));
    }
    let q = product(&reflections, a.rows, a.rows, 0);
    (a, q, order)
}

/// Rotates pairs of rows and columns until nothing is left beside the diagonal.
fn diagonalize<T: Float + Scalar<Real = T>>(work: &mut Matrix<T>, u: &mut Matrix<T>, v: &mut Matrix<T>) {
    let precision = <T as Float>::epsilon() + <T as Float>::epsilon();
    let mut largest = (0..work.rows)
        .fold(<T as num_traits::Zero>::zero(), |largest, k| Float::max(largest, Float::abs(work[(k, k)])));
    for _ in 0..SWEEPS {
        let mut done = true;
        for p in 1..work.rows {
            for q in 0..p {
                let threshold = Float::max(T::min_positive_value(), precision * largest);
                if Float::abs(work[(p, q)]) <= threshold && Float::abs(work[(q, p)]) <= threshold {
                    continue;
                }
                done = false;
                let (left, right) = pair(work, p, q);
                left.rotate_rows(work, p, q);
                left.transpose().rotate_columns(u, p, q);
                right.rotate_columns(work, p, q);
                right.rotate_columns(v, p, q);
                largest = Float::max(largest, Float::max(Float::abs(work[(p, p)]), Float::abs(work[(q, q)])));
            }
        }
        if done {
            return;
        }
    }
}

/// The rotations from the left and from the right that make one pair diagonal.
fn pair<T: Float + Scalar<Real = T>>(work: &Matrix<T>, p: usize, q: usize) -> (Rotation<T>, Rotation<T>) {
    let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
    let corner = [work[(p, p)], work[(p, q)], work[(q, p)], work[(q, q)]];
    let mut m = Matrix::new(2, 2, &corner);
    let (t, d) = (m[(0, 0)] + m[(1, 1)], m[(1, 0)] - m[(0, 1)]);
    let symmetrize = if Float::abs(d) < T::min_positive_value() {
        Rotation { c: one, s: zero }
    } else {
        let u = t / d;
        let length = Float::sqrt(one + u * u);
        Rotation { c: u / length, s: one / length }
    };
    symmetrize.rotate_rows(&mut m, 0, 1);
    let right = Rotation::jacobi(m[(0, 0)], m[(0, 1)], m[(1, 1)]);
    (symmetrize.after(right.transpose()), right)
}
