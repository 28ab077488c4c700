//! Products of matrices.
//!
//! * [`matmul`]: batches of matrices, broadcasting, each operand as it is, transposed or adjoint
//!
//! # Design
//! The last digit of a sum depends on the order of its terms. Vectors ([`vector`]) and matrices ([`tiles`]) are
//! multiplied in the order of the kernels that TensorFlow calls on processors with AVX2 for them, chosen in
//! [`multiply`]: losses that an article prints come out the same.

mod across;
#[cfg(target_arch = "x86_64")]
mod group;
mod multiply;
mod operand;
mod pack;
mod scheme;
mod terms;
mod tile;
mod tiled;
mod tiles;
mod turned;
mod vector;

use std::borrow::Cow;

use multiply::{Factors, Matrix, Multiply};
use num_complex::Complex;
use smallvec::{SmallVec, smallvec};

use crate::array::check_size;
use crate::cast::cast;
use crate::dispatch::each_real;
use crate::elementwise::{Unary, elements, unary, written};
use crate::layout;
use crate::{Array, DType, Error, Result, Shape};

/// How an operand of a product is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Side {
    #[default]
    Plain,
    Transposed,
    /// Transposed and conjugated.
    Adjoint,
}

/// The products of the matrices in the last two axes; the leading axes broadcast. As TensorFlow's, results too small for full
/// precision are zero.
///
/// # Errors
/// [`Error::Matmul`] where the inner sizes differ or an operand has fewer than two axes, [`Error::Broadcast`] where the
/// leading axes are incompatible, [`Error::DTypeMismatch`], [`Error::Unimplemented`], [`Error::OutOfMemory`].
///
/// # Examples
/// ```
/// use tape_tensor::{Array, matmul::{Side, matmul}};
/// let left = Array::from_vec([2, 2], vec![1.0f32, 2.0, 3.0, 4.0]);
/// let right = Array::from_vec([2, 1], vec![1.0f32, 1.0]);
/// let product = matmul(&left, &right, Side::Plain, Side::Plain)?;
/// assert_eq!(product.as_slice::<f32>(), Some(&[3.0, 7.0][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn matmul(left: &Array, right: &Array, left_side: Side, right_side: Side) -> Result<Array> {
    multiplied(left, right, (left_side, right_side), true)
}

/// As [`matmul`], with gradual underflow: results below the smallest normal number keep what precision they can, as numpy's do.
///
/// # Errors
/// As [`matmul`].
///
/// # Examples
/// ```
/// use tape_tensor::{Array, matmul::{Side, matmul, matmul_gradual}};
/// let (left, right) = (Array::from_vec([1, 1], vec![1e-30f32]), Array::from_vec([1, 1], vec![1e-10f32]));
/// assert_eq!(matmul(&left, &right, Side::Plain, Side::Plain)?.as_slice::<f32>(), Some(&[0.0][..]));
/// assert_eq!(matmul_gradual(&left, &right, Side::Plain, Side::Plain)?.as_slice::<f32>(), Some(&[1e-40][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn matmul_gradual(left: &Array, right: &Array, left_side: Side, right_side: Side) -> Result<Array> {
    multiplied(left, right, (left_side, right_side), false)
}

fn multiplied(left: &Array, right: &Array, (left_side, right_side): (Side, Side), flushes: bool) -> Result<Array> {
    if left.dtype() != right.dtype() {
        return Err(Error::DTypeMismatch { expected: left.dtype(), found: right.dtype() });
    }
    let product = Product::new(left.shape(), right.shape(), left_side, right_side)?;
    check_size(&product.shape, left.dtype())?;
    let conjugate = |array, side| match side {
        Side::Adjoint => unary(Unary::Conj, array).map(Cow::Owned),
        _ => Ok(Cow::Borrowed(array)),
    };
    let conjugated = || Ok((conjugate(left, left_side)?, conjugate(right, right_side)?));
    match left.dtype() {
        dtype @ (DType::Float16 | DType::BFloat16) => {
            let (left, right) = (cast(left, DType::Float32)?, cast(right, DType::Float32)?);
            cast(&product.compute::<f32>(&left, &right, flushes)?, dtype)
        }
        DType::Complex64 => {
            conjugated().and_then(|(left, right)| product.compute::<Complex<f32>>(&left, &right, flushes))
        }
        DType::Complex128 => {
            conjugated().and_then(|(left, right)| product.compute::<Complex<f64>>(&left, &right, flushes))
        }
        dtype => each_real!(
            dtype,
            T => product.compute::<T>(left, right, flushes),
            Err(Error::Unimplemented(format!("matmul is not implemented for {dtype}")))
        ),
    }
}

/// The shapes of a batched product.
struct Product {
    rows: usize,
    inner: usize,
    columns: usize,
    /// For each product the matrices of the operands that it multiplies.
    pairs: SmallVec<[(usize, usize); 1]>,
    transposes: (bool, bool),
    shape: Shape,
}

impl Product {
    fn new(left: &Shape, right: &Shape, left_side: Side, right_side: Side) -> Result<Product> {
        let refused = || Error::Matmul { left: left.clone(), right: right.clone() };
        let [left_outer @ .., m, k] = &left[..] else { return Err(refused()) };
        let [right_outer @ .., l, n] = &right[..] else { return Err(refused()) };
        let transposes = (left_side != Side::Plain, right_side != Side::Plain);
        let (rows, inner) = if transposes.0 { (*k, *m) } else { (*m, *k) };
        let (other, columns) = if transposes.1 { (*n, *l) } else { (*l, *n) };
        if inner != other {
            return Err(refused());
        }
        // Single matrices, by far the most products, have no axes to broadcast.
        if left_outer.is_empty() && right_outer.is_empty() {
            let (pairs, shape) = (smallvec![(0, 0)], Shape::from([rows, columns]));
            return Ok(Product { rows, inner, columns, pairs, transposes, shape });
        }
        let (left_outer, right_outer) = (Shape::from(left_outer), Shape::from(right_outer));
        let outer = left_outer
            .broadcast(&right_outer)
            .ok_or_else(|| Error::Broadcast { left: left.clone(), right: right.clone() })?;
        let shape = outer.iter().copied().chain([rows, columns]).collect();
        let pairs = matrices(&left_outer, &outer)?.into_iter().zip(matrices(&right_outer, &outer)?).collect();
        Ok(Product { rows, inner, columns, pairs, transposes, shape })
    }

    fn compute<T: Multiply>(&self, left: &Array, right: &Array, flushes: bool) -> Result<Array> {
        let (x, y) = (elements::<T>(left)?, elements::<T>(right)?);
        let size = self.rows * self.columns;
        if size == 0 || self.inner == 0 {
            return Ok(Array::from_vec(self.shape.clone(), vec![T::default(); self.shape.elements()]));
        }
        let products = written(self.shape.elements(), |target| {
            for (&(left, right), target) in self.pairs.iter().zip(target.chunks_exact_mut(size)) {
                let x = &x[left * self.rows * self.inner..][..self.rows * self.inner];
                let y = &y[right * self.inner * self.columns..][..self.inner * self.columns];
                let left = Matrix::new(x, self.rows, self.inner, self.transposes.0);
                let right = Matrix::new(y, self.inner, self.columns, self.transposes.1);
                T::multiply(Factors { left, right, flushes }, self.pairs.len() > 1, target);
            }
            Ok::<(), Error>(())
        })?;
        Ok(Array::from_vec(self.shape.clone(), products))
    }
}

/// Which matrix of an operand with the leading axes `own` belongs to each of `outer`.
fn matrices(own: &Shape, outer: &Shape) -> Result<Vec<usize>> {
    let numbers = Array::from_vec(own.clone(), (0..own.elements() as i64).collect());
    let spread = layout::broadcast_to(&numbers, outer)?;
    Ok(elements::<i64>(&spread)?.iter().map(|&number| number as usize).collect())
}
