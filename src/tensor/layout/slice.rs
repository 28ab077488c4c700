//! Parts of an array along each axis.

use super::view::{Axis, View};
use super::{read, take};
use crate::dispatch::each_dtype;
use crate::elementwise::elements;
use crate::{Array, Element, Error, Result, Shape};

/// The elements that an index takes along one axis: `count` of them from `start`, `step` apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Range {
    pub start: usize,
    pub step: isize,
    pub count: usize,
}

impl Range {
    /// All elements of an axis.
    #[must_use]
    pub fn all(size: usize) -> Range {
        Range { start: 0, step: 1, count: size }
    }

    /// The one element at a position.
    #[must_use]
    pub fn one(position: usize) -> Range {
        Range { start: position, step: 1, count: 1 }
    }
}

/// The part of the array that begins at `begin` and extends over `size` elements along each axis.
///
/// # Errors
/// [`Error::Invalid`] where it reaches beyond the array.
pub fn slice(array: &Array, begin: &[usize], size: &[usize]) -> Result<Array> {
    let shape = array.shape();
    if begin.len() != shape.rank() || size.len() != shape.rank() {
        return Err(Error::Invalid(format!(
            "Expected begin and size arguments to be 1-D tensors of size {}, but got shapes [{}] and [{}] instead.",
            shape.rank(),
            begin.len(),
            size.len()
        )));
    }
    for (axis, &extent) in shape.iter().enumerate() {
        if begin[axis] > extent {
            return Err(Error::Invalid(format!("Expected begin[{axis}] in [0, {extent}], but got {}", begin[axis])));
        }
        if size[axis] > extent - begin[axis] {
            let room = extent - begin[axis];
            return Err(Error::Invalid(format!("Expected size[{axis}] in [0, {room}], but got {}", size[axis])));
        }
    }
    let ranges: Vec<Range> = begin.iter().zip(size).map(|(&start, &count)| Range { start, step: 1, count }).collect();
    strided_slice(array, &ranges)
}

/// The elements in the given ranges, one range an axis; no axis disappears.
///
/// # Errors
/// [`Error::Invalid`] where a range reaches beyond its axis or there is not one an axis.
pub fn strided_slice(array: &Array, ranges: &[Range]) -> Result<Array> {
    let view = ranged(array.shape(), ranges)?;
    if view.offset == 0 && view.shape() == *array.shape() && ranges.iter().all(|range| range.step == 1) {
        return Ok(array.clone());
    }
    read(array, &view)
}

/// The gradient of [`strided_slice`]: zeros of the given shape with `upstream` in the ranges.
///
/// # Errors
/// As [`strided_slice`]; [`Error::Broadcast`] where `upstream` has not the shape of the ranges.
pub fn strided_slice_grad(upstream: &Array, ranges: &[Range], shape: &Shape) -> Result<Array> {
    let view = ranged(shape, ranges)?;
    write(super::zeros(shape.clone(), upstream.dtype())?, &view, upstream)
}

/// The array with `values`, which broadcast, put into the ranges.
///
/// # Errors
/// As [`strided_slice`]; [`Error::Broadcast`] where the values do not fit, [`Error::DTypeMismatch`].
pub fn strided_assign(array: Array, ranges: &[Range], values: &Array) -> Result<Array> {
    let view = ranged(array.shape(), ranges)?;
    let values = super::broadcast_to(values, &view.shape())?;
    write(array, &view, &values)
}

/// The view through the ranges of an array of this shape.
fn ranged(shape: &Shape, ranges: &[Range]) -> Result<View> {
    if ranges.len() != shape.rank() {
        return Err(Error::Axis { axis: ranges.len() as i64, rank: shape.rank() });
    }
    let whole = View::of(shape);
    let mut view = View { offset: 0, axes: Default::default() };
    for (axis, (range, whole)) in ranges.iter().zip(&whole.axes).enumerate() {
        let last = range.step.checked_mul(range.count.saturating_sub(1) as isize);
        let last = last.and_then(|way| range.start.checked_add_signed(way));
        if range.count > 0 && (range.start >= whole.size || last.is_none_or(|last| last >= whole.size)) {
            return Err(Error::Invalid(format!("slice index {} of dimension {axis} out of bounds.", range.start)));
        }
        if range.count > 0 {
            view.offset += range.start * whole.step as usize;
        }
        view.axes.push(Axis { size: range.count, step: range.step * whole.step });
    }
    Ok(view)
}

/// The array with as many values as the view has elements where the view points; the view must stay inside.
///
/// # Errors
/// [`Error::Broadcast`] where the values have another shape than the view.
pub fn write(mut array: Array, view: &View, values: &Array) -> Result<Array> {
    fn of<T: Element>(array: &mut Array, view: &View, values: &Array) -> Result<()> {
        let values = elements::<T>(values)?;
        let Some(target) = array.as_mut_slice::<T>() else { return Ok(()) };
        let mut source = values.iter();
        view.positions(|position| {
            if let (Some(place), Some(value)) = (target.get_mut(position), source.next()) {
                place.clone_from(value);
            }
        });
        Ok(())
    }
    if view.shape() != *values.shape() {
        return Err(Error::Broadcast { left: values.shape().clone(), right: view.shape() });
    }
    each_dtype!(array.dtype(), T => of::<T>(&mut array, view, values))?;
    Ok(array)
}

/// The array with the order of elements turned round along each of `axes`.
///
/// # Errors
/// [`Error::Axis`].
pub fn reverse(array: &Array, axes: &[usize]) -> Result<Array> {
    let rank = array.shape().rank();
    let mut view = View::of(array.shape());
    for &axis in axes {
        let Some(turned) = view.axes.get_mut(axis) else {
            return Err(Error::Axis { axis: axis as i64, rank });
        };
        view.offset = view.offset.wrapping_add_signed(turned.step * turned.size.saturating_sub(1) as isize);
        turned.step = -turned.step;
    }
    if array.is_empty() { Ok(array.clone()) } else { read(array, &view) }
}

/// The array with the elements along each of `axes` moved on by so many places, round the end.
///
/// # Errors
/// [`Error::Axis`].
pub fn roll(array: &Array, shifts: &[i64], axes: &[usize]) -> Result<Array> {
    let mut result = array.clone();
    for (&shift, &axis) in shifts.iter().zip(axes) {
        let shape = array.shape();
        let size = *shape.get(axis).ok_or(Error::Axis { axis: axis as i64, rank: shape.rank() })? as i64;
        if size > 0 && shift.rem_euclid(size) != 0 {
            let first = (-shift).rem_euclid(size);
            let order: Vec<usize> = (0..size).map(|k| ((first + k) % size) as usize).collect();
            result = take(&result, axis, &order)?;
        }
    }
    Ok(result)
}
