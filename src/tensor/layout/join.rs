//! Several arrays to one, and one to several.

use crate::array::check_size;
use crate::dispatch::each_dtype;
use crate::elementwise::elements;
use crate::{Array, Element, Error, Result, Shape};

/// The arrays one after another along `axis`.
///
/// # Errors
/// [`Error::Axis`], [`Error::Invalid`] where ranks or sizes differ or there is no array, [`Error::DTypeMismatch`],
/// [`Error::OutOfMemory`].
pub fn concat(arrays: &[&Array], axis: usize) -> Result<Array> {
    let Some((first, others)) = arrays.split_first() else {
        return Err(Error::Invalid("ConcatOp : Expected at least one input".to_owned()));
    };
    let own = first.shape();
    if axis >= own.rank() {
        return Err(Error::Axis { axis: axis as i64, rank: own.rank() });
    }
    for (position, other) in others.iter().enumerate() {
        check_joins(own, other.shape(), axis, position + 1)?;
    }
    let total = arrays.iter().fold(0, |total: usize, array| total.saturating_add(array.shape()[axis]));
    let shape: Shape = own.iter().enumerate().map(|(k, &size)| if k == axis { total } else { size }).collect();
    check_size(&shape, first.dtype())?;
    each_dtype!(first.dtype(), T => concat_of::<T>(arrays, axis, shape))
}

fn check_joins(own: &Shape, other: &Shape, axis: usize, position: usize) -> Result<()> {
    if own.rank() != other.rank() {
        return Err(Error::Invalid(format!(
            "ConcatOp : Ranks of all input tensors should match: shape[0] = {own} vs. shape[{position}] = {other}"
        )));
    }
    match (0..own.rank()).find(|&k| k != axis && own[k] != other[k]) {
        Some(k) => Err(Error::Invalid(format!(
            "ConcatOp : Dimension {k} in both shapes must be equal: shape[0] = {own} vs. shape[{position}] = {other}"
        ))),
        None => Ok(()),
    }
}

fn concat_of<T: Element>(arrays: &[&Array], axis: usize, shape: Shape) -> Result<Array> {
    let outer: usize = shape[..axis].iter().product();
    let parts: Vec<(&[T], usize)> = arrays
        .iter()
        .map(|array| Ok((elements::<T>(array)?, array.shape()[axis..].iter().product())))
        .collect::<Result<_>>()?;
    let mut target = Vec::with_capacity(shape.elements());
    for block in 0..outer {
        for (part, width) in &parts {
            target.extend_from_slice(&part[block * width..][..*width]);
        }
    }
    Ok(Array::from_vec(shape, target))
}

/// The arrays, all of one shape, along a new axis.
///
/// # Errors
/// As [`concat`].
pub fn stack(arrays: &[&Array], axis: usize) -> Result<Array> {
    let Some(first) = arrays.first() else {
        return Err(Error::Invalid("Pack : Expected at least one input".to_owned()));
    };
    let own = first.shape();
    if axis > own.rank() {
        return Err(Error::Axis { axis: axis as i64, rank: own.rank() + 1 });
    }
    if let Some(position) = arrays.iter().position(|array| array.shape() != own) {
        return Err(Error::Invalid(format!(
            "Shapes of all inputs must match: values[0].shape = {own} != values[{position}].shape = {}",
            arrays[position].shape()
        )));
    }
    let thin: Shape = own[..axis].iter().copied().chain([1]).chain(own[axis..].iter().copied()).collect();
    let thin: Vec<Array> = arrays.iter().map(|array| array.with_shape(thin.clone())).collect();
    concat(&thin.iter().collect::<Vec<_>>(), axis)
}

/// The array cut along `axis` into pieces of these sizes.
///
/// # Errors
/// [`Error::Axis`], [`Error::Invalid`] where the sizes do not add up.
pub fn split(array: &Array, sizes: &[usize], axis: usize) -> Result<Vec<Array>> {
    let shape = array.shape();
    let size = *shape.get(axis).ok_or(Error::Axis { axis: axis as i64, rank: shape.rank() })?;
    let total = sizes.iter().fold(0, |total: usize, &size| total.saturating_add(size));
    if total != size {
        return Err(Error::Invalid(format!(
            "Determined shape must either match input shape along split_dim exactly if fully specified, or be less \
             than the size of the input along split_dim if not fully specified.  Got: {total}"
        )));
    }
    let mut begin = vec![0; shape.rank()];
    let mut extent = shape.to_vec();
    sizes
        .iter()
        .map(|&size| {
            extent[axis] = size;
            let piece = super::slice(array, &begin, &extent);
            begin[axis] += size;
            piece
        })
        .collect()
}

/// The slices of the array along `axis`, without that axis.
///
/// # Errors
/// [`Error::Axis`].
pub fn unstack(array: &Array, axis: usize) -> Result<Vec<Array>> {
    let shape = array.shape();
    let size = *shape.get(axis).ok_or(Error::Axis { axis: axis as i64, rank: shape.rank() })?;
    let thin: Shape = shape[..axis].iter().chain(&shape[axis + 1..]).copied().collect();
    let pieces = split(array, &vec![1; size], axis)?;
    Ok(pieces.into_iter().map(|piece| piece.with_shape(thin.clone())).collect())
}
