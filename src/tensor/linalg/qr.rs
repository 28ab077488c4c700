//! Householder reflections and the decomposition into an orthogonal and a triangular matrix.

use num_traits::{Float, Zero};

use super::matrix::{Matrix, Scalar, each_scalar, matrices, norm_squared, split, stacked};
use crate::{Array, DType, Result};

/// The reflection `1 - tau v vᴴ` that leaves only the first of some numbers; `v` begins with 1.
pub struct Reflection<T: Scalar> {
    pub vector: Vec<T>,
    pub tau: T,
    /// What the first number becomes.
    pub beta: T::Real,
}

impl<T: Scalar> Reflection<T> {
    /// The reflection for these numbers, of which there is at least one.
    pub fn new(numbers: &[T]) -> Reflection<T> {
        let head = numbers[0];
        let tail = numbers[1..].iter().fold(T::Real::zero(), |sum, &x| sum + norm_squared(x));
        let tiny = T::Real::min_positive_value();
        let mut vector = vec![T::zero(); numbers.len()];
        vector[0] = T::one();
        if tail <= tiny && head.im() * head.im() <= tiny {
            return Reflection { vector, tau: T::zero(), beta: head.re() };
        }
        let norm = Float::sqrt(norm_squared(head) + tail);
        let beta = if head.re() >= T::Real::zero() { -norm } else { norm };
        for (v, &x) in vector[1..].iter_mut().zip(&numbers[1..]) {
            *v = x / (head - T::real(beta));
        }
        Reflection { vector, tau: ((T::real(beta) - head) / T::real(beta)).conj(), beta }
    }

    /// Reflects the rows from `first` on, in the columns from `column` on.
    pub fn apply_left(&self, tau: T, matrix: &mut Matrix<T>, first: usize, column: usize) {
        for column in column..matrix.columns {
            let rows = self.vector.iter().enumerate();
            let product = rows.fold(T::zero(), |sum, (k, v)| sum + v.conj() * matrix[(first + k, column)]);
            for (k, &v) in self.vector.iter().enumerate() {
                matrix[(first + k, column)] -= tau * v * product;
            }
        }
    }
}

/// The reflections that make a matrix upper triangular, and the triangle that they leave.
pub fn triangularize<T: Scalar>(matrix: &mut Matrix<T>) -> Vec<Reflection<T>> {
    let count = matrix.rows.min(matrix.columns);
    (0..count).map(|k| reflect_column(matrix, k)).collect()
}

/// Clears column k below the diagonal.
pub fn reflect_column<T: Scalar>(matrix: &mut Matrix<T>, k: usize) -> Reflection<T> {
    let column: Vec<T> = (k..matrix.rows).map(|row| matrix[(row, k)]).collect();
    let reflection = Reflection::new(&column);
    matrix[(k, k)] = T::real(reflection.beta);
    for row in k + 1..matrix.rows {
        matrix[(row, k)] = T::zero();
    }
    reflection.apply_left(reflection.tau, matrix, k, k + 1);
    reflection
}

/// The first columns of the product of the reflections' adjoints; the k-th reflection begins in row `shift + k`.
pub fn product<T: Scalar>(reflections: &[Reflection<T>], rows: usize, columns: usize, shift: usize) -> Matrix<T> {
    let mut result = Matrix::identity(rows, columns);
    for (k, reflection) in reflections.iter().enumerate().rev() {
        reflection.apply_left(reflection.tau.conj(), &mut result, shift + k, 0);
    }
    result
}

/// The orthogonal and the upper triangular factors of the matrices: all rows and columns with `full`, else as few as
/// suffice.
///
/// # Errors
/// [`Error::Invalid`] for an array without matrices, [`Error::Unimplemented`] for anything but `f32`, `f64` and complex
/// numbers.
pub fn qr(array: &Array, full: bool) -> Result<(Array, Array)> {
    let (outer, rows, columns) = split(array.shape())?;
    let inner = if full { rows } else { rows.min(columns) };
    each_scalar!(array.dtype(), T => {
        let (mut orthogonal, mut triangular) = (Vec::new(), Vec::new());
        for mut matrix in matrices::<T>(array)? {
            let reflections = triangularize(&mut matrix);
            orthogonal.push(product(&reflections, rows, inner, 0));
            triangular.push(matrix.corner(inner, columns));
        }
        Ok((stacked(&outer, rows, inner, &orthogonal), stacked(&outer, inner, columns, &triangular)))
    })
}
