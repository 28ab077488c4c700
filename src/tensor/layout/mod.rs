//! Where elements lie: other orders, other shapes, parts and joints. The numbers stay what they are.
//!
//! * order: [`transpose`], [`reverse`], [`roll`]
//! * more elements: [`broadcast_to`], [`tile`], [`repeat`], [`pad`]
//! * joints: [`concat`], [`stack`], [`split`], [`unstack`]
//! * parts: [`slice`], [`strided_slice`], [`strided_slice_grad`], [`strided_assign`]
//! * at positions: [`gather`], [`gather_nd`], [`take`], [`scatter_nd`], [`tensor_scatter`]
//! * matrices: [`diag`], [`diag_part`], [`set_diag`], [`band_part`], [`eye`]
//! * from a few numbers: [`zeros`], [`range`], [`linspace`], [`one_hot`]
//! * through any walk: [`read`], [`write`]
//! * by a mask: [`argwhere`], [`boolean_mask`]
//!
//! Reshaping is [`Array::with_shape`], which copies nothing.

mod create;
mod diagonal;
mod gather;
mod join;
mod permute;
mod scatter;
mod slice;
mod spread;
pub mod view;

pub use create::{argwhere, boolean_mask, eye, linspace, one_hot, range};
pub use diagonal::{band_part, diag, diag_part, set_diag};
pub use gather::{gather, gather_nd};
pub use join::{concat, split, stack, unstack};
pub(crate) use permute::permuted;
pub use permute::transpose;
pub use scatter::{Update, scatter_nd, tensor_scatter};
pub use slice::{Range, reverse, roll, slice, strided_assign, strided_slice, strided_slice_grad, write};
pub use spread::{Padding, broadcast_to, pad, repeat, tile};

use crate::dispatch::{each_dtype, each_kernel_type};
use crate::elementwise::elements;
use crate::{Array, DType, Element, Error, Result, Scalar, Shape};
pub use view::{Axis, View};

/// Zeros, `false` or empty strings.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn zeros(shape: Shape, dtype: DType) -> Result<Array> {
    let zero = each_kernel_type!(dtype, T => <T>::default().into_scalar(), Scalar::String([].into()));
    Array::full(shape, zero)
}

/// The slices of the array along `axis` at the given positions.
///
/// # Errors
/// [`Error::Axis`], [`Error::Invalid`] for a position outside the axis.
pub fn take(array: &Array, axis: usize, places: &[usize]) -> Result<Array> {
    let shape = array.shape();
    let size = *shape.get(axis).ok_or(Error::Axis { axis: axis as i64, rank: shape.rank() })?;
    if let Some(nth) = places.iter().position(|&place| place >= size) {
        return Err(Error::Invalid(format!("indices[{nth}] = {} is not in [0, {size})", places[nth])));
    }
    each_dtype!(array.dtype(), T => gather::take_of::<T>(array, axis, places))
}

/// The elements of an integer array as `i64`.
pub(crate) fn indices(array: &Array) -> Result<std::borrow::Cow<'_, [i64]>> {
    match array.dtype() {
        DType::Int64 => Ok(elements::<i64>(array)?.into()),
        dtype if dtype.is_integer() => {
            let wide = crate::cast::cast(array, DType::Int64)?;
            Ok(elements::<i64>(&wide)?.to_vec().into())
        }
        found => Err(Error::DTypeMismatch { expected: DType::Int64, found }),
    }
}

/// The array that a view of another one shows; the view must stay inside it.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn read(array: &Array, view: &View) -> Result<Array> {
    crate::array::check_size(&view.shape(), array.dtype())?;
    each_dtype!(array.dtype(), T => Ok(Array::from_vec(view.shape(), view.read(elements::<T>(array)?))))
}
