//! Reductions over groups of rows that share a number.

use super::{max, min, prod, sum};
use crate::cast::cast;
use crate::elementwise::{Binary, binary_owned};
use crate::layout::{self, Update};
use crate::{Array, DType, Error, Result, Scalar, Shape};

/// What becomes of the rows of a segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Segment {
    Sum,
    Mean,
    Prod,
    Max,
    Min,
}

/// Reduces runs of rows with the same number; the numbers `ids` do not decrease. Segments without rows are 0 (products:
/// 1).
///
/// # Errors
/// [`Error::Invalid`] where the numbers are not sorted or not one a row, [`Error::DTypeMismatch`],
/// [`Error::OutOfMemory`].
pub fn segment(array: &Array, ids: &Array, how: Segment) -> Result<Array> {
    let shape = array.shape();
    let numbers = layout::indices(ids)?;
    if shape.first() != Some(&numbers.len()) {
        return Err(Error::Invalid("segment_ids should be the same size as dimension 0 of input.".to_owned()));
    }
    let count = numbers.last().map_or(0, |&last| last.saturating_add(1));
    if let Some(negative) = numbers.iter().find(|&&number| number < 0) {
        return Err(Error::Invalid(format!(
            "Segment id {negative} out of range [0, {count}), possibly because 'segment_ids' input is not sorted."
        )));
    }
    if numbers.windows(2).any(|pair| pair[0] > pair[1]) {
        return Err(Error::Invalid("segment ids are not increasing".to_owned()));
    }
    let result: Shape = std::iter::once(count as usize).chain(shape[1..].iter().copied()).collect();
    let start = cast(&Array::scalar(how == Segment::Prod), array.dtype())?;
    let start = layout::broadcast_to(&start, &result)?;
    let mut begin = vec![0; shape.rank()];
    let mut extent = shape.to_vec();
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for run in numbers.chunk_by(|left, right| left == right) {
        extent[0] = run.len();
        let part = layout::slice(array, &begin, &extent)?;
        begin[0] += run.len();
        places.push(run[0]);
        rows.push(match how {
            Segment::Sum => sum(&part, &[0], true),
            Segment::Mean => running_mean(&part),
            Segment::Prod => prod(&part, &[0], true),
            Segment::Max => max(&part, &[0], true),
            Segment::Min => min(&part, &[0], true),
        }?);
    }
    if rows.is_empty() {
        return Ok(start);
    }
    let rows = layout::concat(&rows.iter().collect::<Vec<_>>(), 0)?;
    layout::tensor_scatter(start, &Array::from_vec([places.len(), 1], places), &rows, Update::Assign)
}

/// The mean of all rows as one, added one after another.
fn running_mean(array: &Array) -> Result<Array> {
    let rows = array.shape()[0];
    let one: Shape = std::iter::once(1).chain(array.shape()[1..].iter().copied()).collect();
    let places = Array::from_vec([rows, 1], vec![0i64; rows]);
    let total = layout::tensor_scatter(layout::zeros(one, array.dtype())?, &places, array, Update::Add)?;
    let count = cast(&Array::scalar(rows as i64), array.dtype())?;
    binary_owned(if array.dtype().is_integer() { Binary::TruncDiv } else { Binary::Div }, total, count)
}

/// Reduces the rows with the same number into row `number` of `count` rows. The numbers, of any shape that the array's
/// shape begins with, may come in any order; rows with negative ones are left out. Segments without rows hold what the
/// reduction begins with.
///
/// # Errors
/// [`Error::Invalid`] for a number that is too large or shapes that do not belong together, [`Error::Unimplemented`]
/// for means, [`Error::DTypeMismatch`], [`Error::OutOfMemory`].
pub fn unsorted_segment(array: &Array, ids: &Array, count: usize, how: Segment) -> Result<Array> {
    let (shape, asked) = (array.shape(), ids.shape());
    if !shape.starts_with(asked) {
        return Err(Error::Invalid(format!("data.shape = {shape} does not start with segment_ids.shape = {asked}")));
    }
    let numbers = layout::indices(ids)?;
    if let Some(nth) = numbers.iter().position(|&number| number >= count as i64) {
        return Err(Error::Invalid(format!("segment_ids[{nth}] = {} is out of range [0, {count})", numbers[nth])));
    }
    let (update, start) = match how {
        Segment::Sum => (Update::Add, layout::zeros(Shape::SCALAR, array.dtype())?),
        Segment::Prod => (Update::Mul, cast(&Array::scalar(true), array.dtype())?),
        Segment::Max => (Update::Max, Array::full(Shape::SCALAR, limits(array.dtype())?.0)?),
        Segment::Min => (Update::Min, Array::full(Shape::SCALAR, limits(array.dtype())?.1)?),
        Segment::Mean => return Err(Error::Unimplemented("unsorted segments have no mean kernel".to_owned())),
    };
    let inner = &shape[asked.rank()..];
    let result: Shape = std::iter::once(count).chain(inner.iter().copied()).collect();
    let start = layout::broadcast_to(&start, &result)?;
    let kept: Vec<usize> = (0..numbers.len()).filter(|&nth| numbers[nth] >= 0).collect();
    let rows: Shape = std::iter::once(numbers.len()).chain(inner.iter().copied()).collect();
    let rows = layout::take(&array.with_shape(rows), 0, &kept)?;
    let places: Vec<i64> = kept.iter().map(|&nth| numbers[nth]).collect();
    layout::tensor_scatter(start, &Array::from_vec([places.len(), 1], places), &rows, update)
}

/// How often each of the numbers from 0 to `size - 1` occurs in an array of integers, or the sum of its weights.
///
/// # Errors
/// [`Error::Invalid`] for a negative number, [`Error::DTypeMismatch`] where the array is not of integers.
pub fn bincount(array: &Array, size: usize, weights: Option<&Array>, dtype: DType) -> Result<Array> {
    let numbers = layout::indices(array)?;
    if numbers.iter().any(|&number| number < 0) {
        return Err(Error::Invalid("Input arr must be non-negative!".to_owned()));
    }
    crate::array::check_size(&crate::Shape::from([size]), dtype)?;
    let counted: Vec<usize> = (0..numbers.len()).filter(|&nth| (numbers[nth] as usize) < size).collect();
    let places: Vec<i64> = counted.iter().map(|&nth| numbers[nth]).collect();
    let weights = match weights {
        Some(weights) => layout::take(&weights.with_shape([weights.len()]), 0, &counted)?,
        None => cast(&Array::full([counted.len()], Scalar::Int64(1))?, dtype)?,
    };
    layout::scatter_nd(&Array::from_vec([places.len(), 1], places), &weights, &[size].into())
}

/// The lowest and the highest finite value of a dtype.
pub fn limits(dtype: DType) -> Result<(Scalar, Scalar)> {
    use half::{bf16, f16};
    Ok(match dtype {
        DType::Int8 => (Scalar::Int8(i8::MIN), Scalar::Int8(i8::MAX)),
        DType::Int16 => (Scalar::Int16(i16::MIN), Scalar::Int16(i16::MAX)),
        DType::Int32 => (Scalar::Int32(i32::MIN), Scalar::Int32(i32::MAX)),
        DType::Int64 => (Scalar::Int64(i64::MIN), Scalar::Int64(i64::MAX)),
        DType::UInt8 => (Scalar::UInt8(u8::MIN), Scalar::UInt8(u8::MAX)),
        DType::UInt16 => (Scalar::UInt16(u16::MIN), Scalar::UInt16(u16::MAX)),
        DType::UInt32 => (Scalar::UInt32(u32::MIN), Scalar::UInt32(u32::MAX)),
        DType::UInt64 => (Scalar::UInt64(u64::MIN), Scalar::UInt64(u64::MAX)),
        DType::Float16 => (Scalar::Float16(f16::MIN), Scalar::Float16(f16::MAX)),
        DType::BFloat16 => (Scalar::BFloat16(bf16::MIN), Scalar::BFloat16(bf16::MAX)),
        DType::Float32 => (Scalar::Float32(f32::MIN), Scalar::Float32(f32::MAX)),
        DType::Float64 => (Scalar::Float64(f64::MIN), Scalar::Float64(f64::MAX)),
        DType::Bool => (Scalar::Bool(false), Scalar::Bool(true)),
        DType::Complex64 | DType::Complex128 | DType::String => {
            return Err(Error::Unimplemented(format!("{dtype} has no limits")));
        }
    })
}
