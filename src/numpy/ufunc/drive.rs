//! One function for each element or pair of elements: broadcasting, and the case of one element without a detour.

use tape_tensor::layout::broadcast_to;
use tape_tensor::{Array, Element, Error, Result, Shape};

/// The elements of an array of a known type.
fn slice<T: Element>(array: &Array) -> Result<&[T]> {
    array.as_slice().ok_or(Error::DTypeMismatch { expected: T::DTYPE, found: array.dtype() })
}

/// A function of each element.
///
/// # Errors
/// [`Error::DTypeMismatch`] where the array is not of `T`.
#[inline]
pub fn map<T: Element + Copy, R: Element>(array: &Array, function: impl Fn(T) -> R) -> Result<Array> {
    match slice::<T>(array)? {
        [one] => Ok(Array::one(array.shape().clone(), function(*one))),
        many => Ok(Array::from_vec(array.shape().clone(), many.iter().map(|&element| function(element)).collect())),
    }
}

/// A function of each pair of elements, broadcasting.
///
/// # Errors
/// [`Error::Broadcast`], [`Error::OutOfMemory`]; [`Error::DTypeMismatch`] where the arrays are not of `T`.
#[inline]
pub fn zip<T: Element + Copy, R: Element>(left: &Array, right: &Array, function: impl Fn(T, T) -> R) -> Result<Array> {
    let (x, y) = (slice::<T>(left)?, slice::<T>(right)?);
    let shape = together(left.shape(), right.shape())?;
    let elements: Vec<R> = match (x, y) {
        ([x], [y]) => return Ok(Array::one(shape, function(*x, *y))),
        (_, [y]) if left.shape() == &shape => x.iter().map(|&x| function(x, *y)).collect(),
        ([x], _) if right.shape() == &shape => y.iter().map(|&y| function(*x, y)).collect(),
        _ if left.shape() == right.shape() => x.iter().zip(y).map(|(&x, &y)| function(x, y)).collect(),
        _ => {
            let (left, right) = (broadcast_to(left, &shape)?, broadcast_to(right, &shape)?);
            slice::<T>(&left)?.iter().zip(slice::<T>(&right)?).map(|(&x, &y)| function(x, y)).collect()
        }
    };
    Ok(Array::from_vec(shape, elements))
}

/// The shape of two operands together.
///
/// # Errors
/// [`Error::Broadcast`].
pub fn together(left: &Shape, right: &Shape) -> Result<Shape> {
    left.broadcast(right).ok_or_else(|| Error::Broadcast { left: left.clone(), right: right.clone() })
}
