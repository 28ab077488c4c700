//! Large elementwise work that waits until somebody looks at it.
//!
//! An op on a large array would stream every intermediate result through memory. Here it becomes a [`Pending`] node
//! instead, which knows its operands; when somebody looks at an element ([`Pending::buffer`]), the whole chain runs block by
//! block through the cache, on all processors, and whatever else is wanted of the same length comes out of the same pass.
//!
//! * [`unary`], [`binary`], [`fill`], [`sum`]: nodes instead of work, where that pays
//! * [`wait_from`]: where that begins to pay
//! * [`settle`]: computes whatever waits, for those who read a clock
//!
//! # Design
//! Nobody outside this crate can tell: shapes, dtypes and errors are known when an op is called, and only ops whose errors
//! do not depend on values get here. What is never looked at is never computed. What waits is bounded in depth, number
//! and in the memory that it keeps alive ([`registry`]).

mod evaluate;
mod node;
mod pass;
mod program;
mod registry;
mod select;
mod shorten;
mod stream;

pub(crate) use node::Pending;
pub use registry::settle;

use std::cell::Cell;

use node::{Expression, Operand};

use crate::array::Data;
use crate::elementwise::{Binary, Kernel, Unary};
use crate::{Array, DType, Shape};

/// Elements from which on work waits: below, an op's array stays in the cache anyway.
const LARGE: usize = 1 << 13;

thread_local! {
    static WAITS_FROM: Cell<usize> = const { Cell::new(LARGE) };
}

/// Lets elementwise work of this thread wait from so many elements on; what waits already is computed first. Results are
/// the same to the bit wherever the line is drawn: tests and measurements move it.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, elementwise::{Unary, unary}, wait_from};
/// wait_from(2);
/// let squares = unary(Unary::Square, &Array::from_vec([2], vec![1.0f32, 3.0]))?;
/// assert_eq!(squares.as_slice::<f32>(), Some(&[1.0f32, 9.0][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn wait_from(elements: usize) {
    settle();
    WAITS_FROM.set(elements.max(2));
}

/// Whether work on an array may wait.
#[inline]
pub(crate) fn is_worth(array: &Array) -> bool {
    (array.len() >= WAITS_FROM.get() || array.is_pending()) && matches!(array.dtype(), DType::Float32 | DType::Float64)
}

/// A function of each element; nothing where it is better computed at once.
pub(crate) fn unary(op: Unary, array: &Array) -> Option<Array> {
    if !is_worth(array) || !exists_unary(op, array.dtype()) {
        return None;
    }
    let operand = Operand::whole(array)?;
    Some(node(array.shape().clone(), array.dtype(), array.len(), Expression::Unary(op, operand)))
}

/// A function of each pair of elements of two arrays that broadcast to `shape`; nothing where it is better computed at
/// once.
pub(crate) fn binary(op: Binary, left: &Array, right: &Array, shape: &Shape) -> Option<Array> {
    let total = shape.elements();
    let waits = total >= WAITS_FROM.get() || total == 1 && (left.is_pending() || right.is_pending());
    if !waits || left.dtype() != right.dtype() || !exists_binary(op, left.dtype()) {
        return None;
    }
    let (x, y) = (Operand::of(left, shape, total)?, Operand::of(right, shape, total)?);
    Some(node(shape.clone(), left.dtype(), total, Expression::Binary(op, x, y)))
}

/// An array of this shape with the only element of another array everywhere; nothing where it is better written at once.
pub(crate) fn fill(value: &Array, shape: &Shape) -> Option<Array> {
    let total = shape.elements();
    if total < WAITS_FROM.get() || !matches!(value.dtype(), DType::Float32 | DType::Float64) {
        return None;
    }
    let operand = Operand::of(value, shape, total)?;
    Some(node(shape.clone(), value.dtype(), total, Expression::Fill(operand)))
}

/// The sum of all elements of an array, under the shape of the result; nothing where it is better added at once.
pub(crate) fn sum(array: &Array, shape: &Shape) -> Option<Array> {
    if array.len() < WAITS_FROM.get() || !matches!(array.dtype(), DType::Float32 | DType::Float64) {
        return None;
    }
    Some(node(shape.clone(), array.dtype(), 1, Expression::Sum(Operand::whole(array)?)))
}

fn node(shape: Shape, dtype: DType, length: usize, expression: Expression) -> Array {
    Array::of(shape, Data::Pending(registry::enter(dtype, length, expression)))
}

/// Whether a kernel exists: it answers for no elements at all.
fn exists_unary(op: Unary, dtype: DType) -> bool {
    match dtype {
        DType::Float32 => f32::unary_block(op, &[], &mut []).is_ok(),
        DType::Float64 => f64::unary_block(op, &[], &mut []).is_ok(),
        _ => false,
    }
}

fn exists_binary(op: Binary, dtype: DType) -> bool {
    match dtype {
        DType::Float32 => f32::binary_block(op, &[], &[], &mut []).is_ok(),
        DType::Float64 => f64::binary_block(op, &[], &[], &mut []).is_ok(),
        _ => false,
    }
}
