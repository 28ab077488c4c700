//! Values put at given positions.

use super::gather::{flat, listed};
use super::indices;
use crate::dispatch::{each_dtype, each_kernel_type};
use crate::elementwise::{Binary, Kernel, elements};
use crate::{Array, DType, Element, Error, Result, Shape};

/// What happens where an update meets the element that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Update {
    /// The update replaces it; of several the last one stays.
    Assign,
    Add,
    Sub,
    Mul,
    Max,
    Min,
}

/// Zeros of the given shape with the updates added at the coordinates that the last axis of `positions` lists.
///
/// # Errors
/// [`Error::Invalid`] for coordinates outside or shapes that do not belong together, [`Error::DTypeMismatch`],
/// [`Error::OutOfMemory`].
pub fn scatter_nd(positions: &Array, updates: &Array, shape: &Shape) -> Result<Array> {
    let zeros = super::zeros(shape.clone(), updates.dtype())?;
    let update = if updates.dtype() == DType::String { Update::Assign } else { Update::Add };
    if let Some((_, outer)) = positions.shape().split_last()
        && !updates.shape().starts_with(outer)
    {
        return Err(Error::Invalid(format!(
            "Dimensions [0,{0}) of indices[shape={1}] must match dimensions [0,{0}) of updates[shape={2}]",
            outer.len(),
            positions.shape(),
            updates.shape()
        )));
    }
    tensor_scatter(zeros, positions, updates, update)
}

/// The array with the updates brought in at the coordinates that the last axis of `positions` lists.
///
/// # Errors
/// As [`scatter_nd`].
pub fn tensor_scatter(mut array: Array, positions: &Array, updates: &Array, update: Update) -> Result<Array> {
    let own = array.shape().clone();
    let Some((&depth, outer)) = positions.shape().split_last() else {
        return Err(Error::Invalid("Indices shape must have rank at least one. Found:[]".to_owned()));
    };
    if depth > own.rank() {
        return Err(Error::Invalid(format!(
            "Inner dimension of indices must be <= rank of tensor. Indices shape: {}, tensor shape: {own}",
            positions.shape()
        )));
    }
    let expected: Shape = outer.iter().chain(&own[depth..]).copied().collect();
    if expected != *updates.shape() {
        return Err(Error::Invalid(format!(
            "Outer dimensions of indices and update must match. Indices shape: {}, updates shape:{}",
            positions.shape(),
            updates.shape()
        )));
    }
    let asked = indices(positions)?;
    let rows: usize = outer.iter().product();
    let mut places = Vec::with_capacity(rows);
    for row in 0..rows {
        let coordinates = &asked[row * depth..][..depth];
        let place = flat(coordinates, &own[..depth]).ok_or_else(|| {
            Error::Invalid(format!("indices[{row}] = [{}] does not index into shape {own}", listed(coordinates)))
        })?;
        places.push(place);
    }
    let inner = own[depth..].iter().product();
    put_rows(&mut array, &places, updates, inner, update)?;
    Ok(array)
}

/// Brings rows of `inner` updates in at the given rows of the array.
fn put_rows(array: &mut Array, places: &[usize], updates: &Array, inner: usize, update: Update) -> Result<()> {
    match binary(update) {
        None => each_dtype!(array.dtype(), T => assign_rows::<T>(array, places, elements(updates)?, inner)),
        Some(op) => each_kernel_type!(
            array.dtype(),
            T => combine_rows::<T>(array, places, elements(updates)?, inner, op),
            Err(Error::Unimplemented(format!("{update:?} is not implemented for {}", DType::String)))
        ),
    }
}

fn binary(update: Update) -> Option<Binary> {
    match update {
        Update::Assign => None,
        Update::Add => Some(Binary::Add),
        Update::Sub => Some(Binary::Sub),
        Update::Mul => Some(Binary::Mul),
        Update::Max => Some(Binary::Maximum),
        Update::Min => Some(Binary::Minimum),
    }
}

fn assign_rows<T: Element>(array: &mut Array, places: &[usize], updates: &[T], inner: usize) -> Result<()> {
    let target = array.as_mut_slice::<T>().unwrap_or_default();
    for (row, &place) in places.iter().enumerate() {
        target[place * inner..][..inner].clone_from_slice(&updates[row * inner..][..inner]);
    }
    Ok(())
}

fn combine_rows<T: Kernel>(array: &mut Array, places: &[usize], updates: &[T], inner: usize, op: Binary) -> Result<()> {
    let target = array.as_mut_slice::<T>().unwrap_or_default();
    let mut old = vec![T::default(); inner];
    for (row, &place) in places.iter().enumerate() {
        let target = &mut target[place * inner..][..inner];
        old.copy_from_slice(target);
        T::binary_block(op, &old, &updates[row * inner..][..inner], crate::elementwise::places(target))
            .map_err(|_| Error::Unimplemented(format!("{op:?} is not implemented for {}", T::DTYPE)))?;
    }
    Ok(())
}
