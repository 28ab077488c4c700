//! Where the largest or smallest element of an axis is.

use super::plan::reduced_axes;
use crate::dispatch::each_real;
use crate::elementwise::elements;
use crate::{Array, DType, Error, Result, Shape};

/// The position of the largest element along `axis`, the first of equal ones, as `int64`.
///
/// # Errors
/// [`Error::Axis`], [`Error::Invalid`] for an axis without elements, [`Error::Unimplemented`] for dtypes without an
/// order.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, reduce::argmax};
/// let array = Array::from_vec([2, 2], vec![1.0f32, 2.0, 4.0, 3.0]);
/// assert_eq!(argmax(&array, 1)?.as_slice::<i64>(), Some(&[1, 0][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn argmax(array: &Array, axis: usize) -> Result<Array> {
    match array.dtype() {
        DType::Bool => best::<bool>(array, axis, |candidate, best| candidate & !best),
        dtype => each_real!(
            dtype,
            T => best::<T>(array, axis, |candidate, best| candidate > best || replaces_nan(&candidate, &best)),
            missing("argmax", dtype)
        ),
    }
}

/// The position of the smallest element along `axis`, the first of equal ones, as `int64`.
///
/// # Errors
/// As [`argmax`].
pub fn argmin(array: &Array, axis: usize) -> Result<Array> {
    match array.dtype() {
        DType::Bool => best::<bool>(array, axis, |candidate, best| !candidate & best),
        dtype => each_real!(
            dtype,
            T => best::<T>(array, axis, |candidate, best| candidate < best || replaces_nan(&candidate, &best)),
            missing("argmin", dtype)
        ),
    }
}

/// Whether a number meets a nan, which no number ever beats.
fn replaces_nan<T: PartialOrd>(candidate: &T, best: &T) -> bool {
    best.partial_cmp(best).is_none() && candidate.partial_cmp(candidate).is_some()
}

fn best<T: crate::Element + Copy>(array: &Array, axis: usize, beats: impl Fn(T, T) -> bool) -> Result<Array> {
    let shape = array.shape();
    reduced_axes(shape, &[axis])?;
    let size = shape[axis];
    if size == 0 {
        return Err(Error::Invalid(format!("Reduction axis {axis} is empty in shape {shape}")));
    }
    let inner: usize = shape[axis + 1..].iter().product();
    let source = elements::<T>(array)?;
    let kept: Shape = shape[..axis].iter().chain(&shape[axis + 1..]).copied().collect();
    let mut results = vec![0i64; kept.elements()];
    for (block, results) in source.chunks_exact((size * inner).max(1)).zip(results.chunks_exact_mut(inner.max(1))) {
        for (column, result) in results.iter_mut().enumerate() {
            let mut found = 0;
            for row in 1..size {
                if beats(block[row * inner + column], block[found * inner + column]) {
                    found = row;
                }
            }
            *result = found as i64;
        }
    }
    Ok(Array::from_vec(kept, results))
}

fn missing<T>(name: &str, dtype: DType) -> Result<T> {
    Err(Error::Unimplemented(format!("{name} is not implemented for {dtype}")))
}
