//! Running sums and products along one axis.

use super::plan::reduced_axes;
use crate::dispatch::each_kernel_type;
use crate::elementwise::{Binary, Kernel, elements, places};
use crate::math::Real;
use crate::{Array, DType, Error, Result};

/// Where a scan begins and whether it counts the element it stands at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scan {
    /// Each result leaves out the element at its own place.
    pub exclusive: bool,
    /// From the end of the axis.
    pub reverse: bool,
}

/// The running sum along `axis`.
///
/// # Errors
/// [`Error::Axis`], [`Error::Unimplemented`] for bools and strings.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, reduce::{Scan, cumsum}};
/// let array = Array::from_vec([3], vec![1, 2, 3]);
/// assert_eq!(cumsum(&array, 0, Scan::default())?.as_slice::<i32>(), Some(&[1, 3, 6][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn cumsum(array: &Array, axis: usize, scan: Scan) -> Result<Array> {
    running(array, axis, scan, Binary::Add, false)
}

/// The running product along `axis`.
///
/// # Errors
/// As [`cumsum`].
pub fn cumprod(array: &Array, axis: usize, scan: Scan) -> Result<Array> {
    running(array, axis, scan, Binary::Mul, true)
}

fn running(array: &Array, axis: usize, scan: Scan, op: Binary, identity: bool) -> Result<Array> {
    let dtype = array.dtype();
    let missing = || Err(Error::Unimplemented(format!("a running {op:?} is not implemented for {dtype}")));
    if matches!(dtype, DType::Bool | DType::String) {
        return missing();
    }
    let first = crate::cast::cast(&Array::scalar(identity), dtype)?;
    each_kernel_type!(dtype, T => {
        let first = elements::<T>(&first)?.first().copied().unwrap_or_default();
        let mut failed = false;
        let result = along(array, axis, scan, first, |partials: &[T], row: &[T], results: &mut [T]| {
            failed |= T::binary_block(op, partials, row, places(results)).is_err();
        })?;
        if failed { missing() } else { Ok(result) }
    }, missing())
}

/// The running `log(sum(exp(x)))` along `axis`.
///
/// # Errors
/// [`Error::Axis`], [`Error::Unimplemented`] for anything but floats.
pub fn cumulative_logsumexp(array: &Array, axis: usize, scan: Scan) -> Result<Array> {
    fn of<T: Real + Kernel>(array: &Array, axis: usize, scan: Scan) -> Result<Array> {
        along(array, axis, scan, T::neg_infinity(), |partials: &[T], row: &[T], results: &mut [T]| {
            for ((result, &x), &y) in results.iter_mut().zip(partials).zip(row) {
                let (low, high) = if x > y { (y, x) } else { (x, y) };
                *result = if low == T::neg_infinity() { high } else { high + (low - high).exp().ln_1p() };
            }
        })
    }
    match array.dtype() {
        DType::Float32 => of::<f32>(array, axis, scan),
        DType::Float64 => of::<f64>(array, axis, scan),
        half @ (DType::Float16 | DType::BFloat16) => {
            let wide = crate::cast::cast(array, DType::Float32)?;
            crate::cast::cast(&of::<f32>(&wide, axis, scan)?, half)
        }
        other => Err(Error::Unimplemented(format!("cumulative_logsumexp is not implemented for {other}"))),
    }
}

/// Goes along an axis row by row; `step` combines the partial results with a row into new ones.
fn along<T: Kernel>(
    array: &Array,
    axis: usize,
    scan: Scan,
    first: T,
    mut step: impl FnMut(&[T], &[T], &mut [T]),
) -> Result<Array> {
    let shape = array.shape();
    reduced_axes(shape, &[axis])?;
    let inner: usize = shape[axis + 1..].iter().product();
    let size = shape[axis];
    let source = elements::<T>(array)?;
    let mut target = vec![first; source.len()];
    if target.is_empty() {
        return Ok(array.clone());
    }
    let mut partials = vec![first; inner];
    let mut next = vec![first; inner];
    for (source, target) in source.chunks_exact(size * inner).zip(target.chunks_exact_mut(size * inner)) {
        partials.fill(first);
        for nth in 0..size {
            let row = if scan.reverse { size - 1 - nth } else { nth } * inner;
            step(&partials, &source[row..][..inner], &mut next);
            target[row..][..inner].copy_from_slice(if scan.exclusive { &partials } else { &next });
            std::mem::swap(&mut partials, &mut next);
        }
    }
    Ok(Array::from_vec(shape.clone(), target))
}
