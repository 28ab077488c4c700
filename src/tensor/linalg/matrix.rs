//! One matrix at a time, and the walk over a batch of them.

use num_complex::{Complex, ComplexFloat};
use num_traits::{Float, FromPrimitive, NumAssign};

use crate::elementwise::elements;
use crate::{Array, DType, Element, Error, Result, Shape};

/// Real and complex numbers as the decompositions see them.
pub trait Scalar:
    ComplexFloat<Real: Float + Element + Default + NumAssign + FromPrimitive> + NumAssign + Element + Default
{
    /// The number with this real part and no imaginary one.
    fn real(x: Self::Real) -> Self;
}

impl Scalar for f32 {
    fn real(x: f32) -> f32 {
        x
    }
}

impl Scalar for f64 {
    fn real(x: f64) -> f64 {
        x
    }
}

impl Scalar for Complex<f32> {
    fn real(x: f32) -> Complex<f32> {
        Complex::new(x, 0.0)
    }
}

impl Scalar for Complex<f64> {
    fn real(x: f64) -> Complex<f64> {
        Complex::new(x, 0.0)
    }
}

/// The sum of the squares of the real and the imaginary part.
pub fn norm_squared<T: Scalar>(x: T) -> T::Real {
    x.re() * x.re() + x.im() * x.im()
}

/// A small dense matrix, row by row.
#[derive(Clone, Debug)]
pub struct Matrix<T> {
    pub rows: usize,
    pub columns: usize,
    pub elements: Vec<T>,
}

impl<T: Scalar> Matrix<T> {
    pub fn new(rows: usize, columns: usize, elements: &[T]) -> Matrix<T> {
        Matrix { rows, columns, elements: elements.to_vec() }
    }

    pub fn zeros(rows: usize, columns: usize) -> Matrix<T> {
        Matrix { rows, columns, elements: vec![T::zero(); rows * columns] }
    }

    pub fn identity(rows: usize, columns: usize) -> Matrix<T> {
        let mut result = Matrix::zeros(rows, columns);
        for k in 0..rows.min(columns) {
            result[(k, k)] = T::one();
        }
        result
    }

    /// The conjugate transpose.
    pub fn adjoint(&self) -> Matrix<T> {
        let mut result = Matrix::zeros(self.columns, self.rows);
        for row in 0..self.rows {
            for column in 0..self.columns {
                result[(column, row)] = self[(row, column)].conj();
            }
        }
        result
    }

    /// The first rows and columns.
    pub fn corner(&self, rows: usize, columns: usize) -> Matrix<T> {
        let mut result = Matrix::zeros(rows, columns);
        for row in 0..rows {
            for column in 0..columns {
                result[(row, column)] = self[(row, column)];
            }
        }
        result
    }

    pub fn swap_rows(&mut self, one: usize, other: usize) {
        for column in 0..self.columns {
            self.elements.swap(one * self.columns + column, other * self.columns + column);
        }
    }

    pub fn swap_columns(&mut self, one: usize, other: usize) {
        for row in 0..self.rows {
            self.elements.swap(row * self.columns + one, row * self.columns + other);
        }
    }
}

impl<T> std::ops::Index<(usize, usize)> for Matrix<T> {
    type Output = T;

    fn index(&self, (row, column): (usize, usize)) -> &T {
        &self.elements[row * self.columns + column]
    }
}

impl<T> std::ops::IndexMut<(usize, usize)> for Matrix<T> {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut T {
        &mut self.elements[row * self.columns + column]
    }
}

/// The leading axes, the rows and the columns of an array of matrices.
pub fn split(shape: &Shape) -> Result<(Shape, usize, usize)> {
    match &shape[..] {
        [outer @ .., rows, columns] => Ok((Shape::from(outer), *rows, *columns)),
        _ => Err(Error::Invalid(format!("Input must have rank >= 2, got {}", shape.rank()))),
    }
}

/// The leading axes and the size of an array of square matrices.
pub fn square(shape: &Shape) -> Result<(Shape, usize)> {
    match split(shape)? {
        (outer, rows, columns) if rows == columns => Ok((outer, rows)),
        _ => Err(Error::Invalid("Input matrix must be square.".to_owned())),
    }
}

/// The matrices of an array one after another.
pub fn matrices<T: Scalar>(array: &Array) -> Result<Vec<Matrix<T>>> {
    let (outer, rows, columns) = split(array.shape())?;
    let elements = elements::<T>(array)?;
    let size = rows * columns;
    Ok((0..outer.elements()).map(|nth| Matrix::new(rows, columns, &elements[nth * size..][..size])).collect())
}

/// An array of the matrices, all of the given size.
pub fn stacked<T: Scalar>(outer: &Shape, rows: usize, columns: usize, matrices: &[Matrix<T>]) -> Array {
    let shape: Shape = outer.iter().copied().chain([rows, columns]).collect();
    Array::from_vec(shape, matrices.iter().flat_map(|matrix| matrix.elements.iter().copied()).collect())
}

/// Runs an expression for the Rust type of a real or complex dtype; half floats have none.
macro_rules! each_scalar {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::Float32 => {
                type $t = f32;
                $body
            }
            DType::Float64 => {
                type $t = f64;
                $body
            }
            DType::Complex64 => {
                type $t = num_complex::Complex<f32>;
                $body
            }
            DType::Complex128 => {
                type $t = num_complex::Complex<f64>;
                $body
            }
            other => $crate::linalg::matrix::refused(other),
        }
    };
}

/// Runs an expression for `f32` or `f64`.
macro_rules! each_real_scalar {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::Float32 => {
                type $t = f32;
                $body
            }
            DType::Float64 => {
                type $t = f64;
                $body
            }
            other => $crate::linalg::matrix::refused(other),
        }
    };
}

pub(super) use {each_real_scalar, each_scalar};

/// The answer for a dtype without decompositions.
pub fn refused<T>(dtype: DType) -> Result<T> {
    Err(Error::Unimplemented(format!("linear algebra is not implemented for {dtype}")))
}
