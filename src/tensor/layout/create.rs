//! Arrays made from a few numbers.

use crate::array::check_size;
use crate::cast::cast;
use crate::dispatch::each_dtype;
use crate::elementwise::{Binary, binary, elements};
use crate::{Array, DType, Element, Error, Result, Scalar, Shape};

/// The numbers from `start` up to, but without, `limit` in steps of `delta`; three scalars of one dtype.
///
/// # Errors
/// [`Error::Invalid`] for a step of 0 or away from the limit, [`Error::DTypeMismatch`], [`Error::Unimplemented`],
/// [`Error::OutOfMemory`].
///
/// # Examples
/// ```
/// use tape_tensor::{Array, layout::range};
/// let numbers = range(&Array::scalar(1i32), &Array::scalar(6i32), &Array::scalar(2i32))?;
/// assert_eq!(numbers.as_slice::<i32>(), Some(&[1, 3, 5][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn range(start: &Array, limit: &Array, delta: &Array) -> Result<Array> {
    let dtype = start.dtype();
    // A delta of one element is taken whatever its rank.
    for (name, array) in [("start", start), ("limit", limit), ("delta", delta)] {
        if array.shape().rank() > 0 && array.len() != 1 {
            return Err(Error::Invalid(format!("{name} must be a scalar, not shape {}", array.shape())));
        }
    }
    let (start, limit, delta) = (&start.with_shape([]), &limit.with_shape([]), &delta.with_shape([]));
    let steps = match dtype {
        dtype if dtype.is_integer() => integer_steps(start, limit, delta)?,
        dtype if dtype.is_floating() => {
            let number =
                |array| Ok(elements::<f64>(&cast(array, DType::Float64)?)?.first().copied().unwrap_or_default());
            let (start, limit, delta): (f64, f64, f64) = (number(start)?, number(limit)?, number(delta)?);
            check_direction(start.partial_cmp(&limit), delta.partial_cmp(&0.0), &[start, limit, delta])?;
            ((limit - start) / delta).abs().ceil() as usize
        }
        other => return Err(Error::Unimplemented(format!("range is not implemented for {other}"))),
    };
    let shape = Shape::from([steps]);
    check_size(&shape, DType::Int64)?;
    let numbers = cast(&Array::from_vec(shape, (0..steps as i64).collect()), dtype)?;
    binary(Binary::Add, &binary(Binary::Mul, &numbers, delta)?, start)
}

fn integer_steps(start: &Array, limit: &Array, delta: &Array) -> Result<usize> {
    let number = |array| Ok(i128::from(super::indices(array)?.first().copied().unwrap_or_default()));
    let (start, limit, delta): (i128, i128, i128) = (number(start)?, number(limit)?, number(delta)?);
    check_direction(Some(start.cmp(&limit)), Some(delta.cmp(&0)), &[start, limit, delta])?;
    Ok(usize::try_from((limit - start).unsigned_abs().div_ceil(delta.unsigned_abs())).unwrap_or(usize::MAX))
}

fn check_direction(
    way: Option<std::cmp::Ordering>,
    step: Option<std::cmp::Ordering>,
    numbers: &[impl std::fmt::Display; 3],
) -> Result<()> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let [start, limit, delta] = numbers;
    match (step, way) {
        (Some(Equal) | None, _) => Err(Error::Invalid(format!("Requires delta != 0: {delta}"))),
        (Some(Greater), Some(Greater)) => {
            Err(Error::Invalid(format!("Requires start <= limit when delta > 0: {start}/{limit}")))
        }
        (Some(Less), Some(Less)) => {
            Err(Error::Invalid(format!("Requires start >= limit when delta < 0: {start}/{limit}")))
        }
        _ => Ok(()),
    }
}

/// `count` numbers evenly from `start` to `stop`, both included; two scalars of one float dtype.
///
/// # Errors
/// [`Error::DTypeMismatch`], [`Error::Unimplemented`], [`Error::OutOfMemory`].
pub fn linspace(start: &Array, stop: &Array, count: usize) -> Result<Array> {
    let dtype = start.dtype();
    check_size(&Shape::from([count]), dtype)?;
    if count == 0 {
        return super::zeros(Shape::from([0]), dtype);
    }
    let thin = |array: &Array| array.with_shape([1]);
    if count == 1 {
        return Ok(thin(start));
    }
    let gaps = cast(&Array::scalar(count as i64 - 1), dtype)?;
    let delta = binary(Binary::Div, &binary(Binary::Sub, stop, start)?, &gaps)?;
    let numbers = cast(&Array::from_vec([count - 2], (1..count as i64 - 1).collect()), dtype)?;
    let between = binary(Binary::Add, start, &binary(Binary::Mul, &delta, &numbers)?)?;
    super::concat(&[&thin(start), &between, &thin(stop)], 0)
}

/// For each index a row of `depth` elements along a new `axis`: `on` at the index, `off` elsewhere.
///
/// # Errors
/// [`Error::Axis`], [`Error::DTypeMismatch`] where `on` and `off` differ or the indices are no integers,
/// [`Error::OutOfMemory`].
pub fn one_hot(positions: &Array, depth: usize, on: &Scalar, off: &Scalar, axis: usize) -> Result<Array> {
    let own = positions.shape();
    if axis > own.rank() {
        return Err(Error::Axis { axis: axis as i64, rank: own.rank() + 1 });
    }
    let shape: Shape = own[..axis].iter().copied().chain([depth]).chain(own[axis..].iter().copied()).collect();
    check_size(&shape, on.dtype())?;
    let asked = super::indices(positions)?;
    let inner: usize = own[axis..].iter().product();
    let places = asked.iter().enumerate().filter_map(|(nth, &index)| {
        let index = usize::try_from(index).ok().filter(|&index| index < depth)?;
        Some((nth / inner * depth + index) * inner + nth % inner)
    });
    let mut result = Array::full(shape, off.clone())?;
    each_dtype!(on.dtype(), T => put::<T>(&mut result, places, on))?;
    Ok(result)
}

/// Puts one value at the given places.
fn put<T: Element>(array: &mut Array, places: impl Iterator<Item = usize>, value: &Scalar) -> Result<()> {
    let mismatch = Error::DTypeMismatch { expected: value.dtype(), found: array.dtype() };
    let (Some(value), Some(target)) = (T::from_scalar(value), array.as_mut_slice::<T>()) else {
        return Err(mismatch);
    };
    for place in places {
        target[place].clone_from(value);
    }
    Ok(())
}

/// The coordinates of the elements that are not zero, one row each, as `int64`.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn argwhere(array: &Array) -> Result<Array> {
    let shape = array.shape();
    let rank = shape.rank();
    let hits: Vec<bool> = match array.dtype() {
        DType::Bool => elements::<bool>(array)?.to_vec(),
        DType::String => elements::<crate::array::Bytes>(array)?.iter().map(|bytes| !bytes.is_empty()).collect(),
        _ => elements::<bool>(&cast(array, DType::Bool)?)?.to_vec(),
    };
    let strides = shape.strides();
    let places = hits.iter().enumerate().filter(|(_, hit)| **hit).map(|(place, _)| place);
    let rows: Vec<i64> = places
        .flat_map(|place| strides.iter().zip(shape.iter()).map(move |(stride, size)| (place / stride % size) as i64))
        .collect();
    let count = hits.iter().filter(|hit| **hit).count();
    Ok(Array::from_vec([count, rank], rows))
}

/// The slices along the axes from `axis` on where the mask, of bools, is true; those axes become one.
///
/// # Errors
/// [`Error::Invalid`] where the mask has not the shape of those axes, [`Error::DTypeMismatch`].
pub fn boolean_mask(array: &Array, mask: &Array, axis: usize) -> Result<Array> {
    let (own, asked) = (array.shape(), mask.shape());
    let masked = own.get(axis..axis.saturating_add(asked.rank()));
    if masked != Some(&asked[..]) {
        let tuple = |sizes: &[usize]| Shape::from(sizes).to_string();
        return Err(Error::Invalid(format!(
            "Shapes {} and {} are incompatible",
            tuple(masked.unwrap_or_default()),
            tuple(asked)
        )));
    }
    let places: Vec<usize> =
        elements::<bool>(mask)?.iter().enumerate().filter(|(_, hit)| **hit).map(|(place, _)| place).collect();
    let flat: Shape =
        own[..axis].iter().copied().chain([mask.len()]).chain(own[axis + asked.rank()..].iter().copied()).collect();
    super::take(&array.with_shape(flat), axis, &places)
}

/// Batches of matrices with ones on the main diagonal.
///
/// # Errors
/// [`Error::OutOfMemory`], [`Error::Unimplemented`] for strings.
pub fn eye(batch: &[usize], rows: usize, columns: usize, dtype: DType) -> Result<Array> {
    let shape: Shape = batch.iter().copied().chain([rows.min(columns)]).collect();
    let one = cast(&Array::scalar(true), dtype)?;
    let ones = super::broadcast_to(&one, &shape)?;
    super::diag(&ones, 0, Some((rows, columns)))
}
