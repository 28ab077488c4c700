//! Fewer elements to more: broadcasting, tiling, repeating, padding.

use super::view::{Axis, View};
use super::{read, take};
use crate::array::check_size;
use crate::{Array, Error, Result, Scalar, Shape, deferred};

/// The array repeated along its axes of size 1 and along new leading ones, until it has the given shape.
///
/// # Errors
/// [`Error::Broadcast`] where it cannot take that shape, [`Error::OutOfMemory`].
///
/// # Examples
/// ```
/// use tape_tensor::{Array, Shape, layout::broadcast_to};
/// let row = Array::from_vec([2], vec![1, 2]);
/// assert_eq!(broadcast_to(&row, &Shape::from([2, 2]))?.as_slice::<i32>(), Some(&[1, 2, 1, 2][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn broadcast_to(array: &Array, shape: &Shape) -> Result<Array> {
    let own = array.shape();
    if own == shape {
        return Ok(array.clone());
    }
    if own.broadcast(shape).as_ref() != Some(shape) {
        return Err(Error::Broadcast { left: own.clone(), right: shape.clone() });
    }
    check_size(shape, array.dtype())?;
    if array.len() == 1
        && let Some(filled) = deferred::fill(array, shape)
    {
        return Ok(filled);
    }
    if let (1, Some(value)) = (array.len(), array.get(0)) {
        return Array::full(shape.clone(), value);
    }
    let missing = shape.rank() - own.rank();
    let whole = View::of(own);
    let axes = shape
        .iter()
        .enumerate()
        .map(|(axis, &size)| match axis.checked_sub(missing).map(|axis| whole.axes[axis]) {
            Some(old) if old.size == size => old,
            _ => Axis { size, step: 0 },
        })
        .collect();
    read(array, &View { offset: 0, axes })
}

/// The array laid side by side `multiples[axis]` times along each axis.
///
/// # Errors
/// [`Error::Invalid`] where `multiples` has not one number an axis, [`Error::OutOfMemory`].
pub fn tile(array: &Array, multiples: &[usize]) -> Result<Array> {
    let own = array.shape();
    if multiples.len() != own.rank() {
        return Err(Error::Invalid(format!(
            "Expected multiples argument to be a vector of length {} but got length {}",
            own.rank(),
            multiples.len()
        )));
    }
    let shape: Shape = own.iter().zip(multiples).map(|(&size, &count)| size.saturating_mul(count)).collect();
    check_size(&shape, array.dtype())?;
    let axes = View::of(own)
        .axes
        .iter()
        .zip(multiples)
        .flat_map(|(&axis, &count)| [Axis { size: count, step: 0 }, axis])
        .collect();
    Ok(read(array, &View { offset: 0, axes })?.with_shape(shape))
}

/// Each element along `axis` as often as `repeats` says.
///
/// # Errors
/// [`Error::Axis`], [`Error::Invalid`] where `repeats` has not one number an element, [`Error::OutOfMemory`].
pub fn repeat(array: &Array, repeats: &[usize], axis: usize) -> Result<Array> {
    let shape = array.shape();
    let size = *shape.get(axis).ok_or(Error::Axis { axis: axis as i64, rank: shape.rank() })?;
    if size != repeats.len() {
        return Err(Error::Invalid(format!("Dimensions {size} and {} are not compatible", repeats.len())));
    }
    let total = repeats.iter().fold(0, |total: usize, &count| total.saturating_add(count));
    let wide: Shape = shape.iter().enumerate().map(|(k, &size)| if k == axis { total } else { size }).collect();
    check_size(&wide, array.dtype())?;
    let order = repeats.iter().enumerate().flat_map(|(position, &count)| std::iter::repeat_n(position, count));
    take(array, axis, &order.collect::<Vec<_>>())
}

/// What [`pad`] puts around an array.
#[derive(Clone, Debug, PartialEq)]
pub enum Padding {
    /// One value.
    Constant(Scalar),
    /// The array mirrored at its border elements, without repeating them.
    Reflect,
    /// The array mirrored at its border, border elements included.
    Symmetric,
}

/// The array with so many elements before and after it along each axis.
///
/// # Errors
/// [`Error::Invalid`] where `widths` has not one pair an axis or is too wide for a mirror, [`Error::DTypeMismatch`]
/// where the constant is of another dtype, [`Error::OutOfMemory`].
pub fn pad(array: &Array, widths: &[(usize, usize)], padding: &Padding) -> Result<Array> {
    let own = array.shape();
    if widths.len() != own.rank() {
        return Err(Error::Invalid(format!(
            "The first dimension of paddings must be the rank of inputs[{},2] {own}",
            widths.len()
        )));
    }
    let padded = |size: usize, (before, after): (usize, usize)| size.saturating_add(before).saturating_add(after);
    let shape: Shape = own.iter().zip(widths).map(|(&size, &width)| padded(size, width)).collect();
    check_size(&shape, array.dtype())?;
    match padding {
        Padding::Constant(value) => {
            if value.dtype() != array.dtype() {
                return Err(Error::DTypeMismatch { expected: array.dtype(), found: value.dtype() });
            }
            let whole = View::of(&shape);
            let offset = whole.axes.iter().zip(widths).map(|(axis, &(before, _))| axis.step as usize * before).sum();
            let axes = whole.axes.iter().zip(own.iter()).map(|(axis, &size)| Axis { size, ..*axis }).collect();
            super::slice::write(Array::full(shape, value.clone())?, &View { offset, axes }, array)
        }
        Padding::Reflect => mirrored(array, widths, 1),
        Padding::Symmetric => mirrored(array, widths, 0),
    }
}

/// Mirrors each axis; `skipped` border elements are not repeated.
fn mirrored(array: &Array, widths: &[(usize, usize)], skipped: usize) -> Result<Array> {
    let mut result = array.clone();
    for (axis, &(before, after)) in widths.iter().enumerate() {
        let size = array.shape()[axis];
        if before.max(after) + skipped > size && before.max(after) > 0 {
            let limit = if skipped == 1 { "less than" } else { "no greater than" };
            let fact = if skipped == 1 { "not less than" } else { "greater than" };
            return Err(Error::Invalid(format!(
                "paddings must be {limit} the dimension size: {before}, {after} {fact} {size}"
            )));
        }
        if before + after > 0 {
            let head = (0..before).rev().map(|k| k + skipped);
            let tail = (0..after).map(|k| size - 1 - skipped - k);
            result = take(&result, axis, &head.chain(0..size).chain(tail).collect::<Vec<_>>())?;
        }
    }
    Ok(result)
}
