//! Applies kernels to whole arrays: dispatch on the dtype, broadcasting, reuse of buffers, one-element arrays.

use super::kernel::{BLOCK, Comparable, Kernel, Side, Unsupported, places, written};
use super::operand::Operand;
use super::{Binary, Compare, Unary, complex};
use crate::array::{Bytes, check_size};
use crate::dispatch::{each_dtype, each_kernel_type};
use crate::{Array, DType, Element, Error, Result, Shape, deferred};

/// Applies `op` to each element.
///
/// The dtype stays, but for the tests (`IsNan` …), which give bools, and the parts of complex numbers (`Abs`, `Real`,
/// `Imag`, `Angle`), which are real.
///
/// # Errors
/// [`Error::Unimplemented`] where the dtype has no such kernel.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, elementwise::{Unary, unary}};
/// let array = Array::from_vec([3], vec![1i32, -2, 3]);
/// assert_eq!(unary(Unary::Neg, &array)?.as_slice::<i32>(), Some(&[-1, 2, -3][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn unary(op: Unary, array: &Array) -> Result<Array> {
    if let Some(result) = deferred::unary(op, array) {
        return Ok(result);
    }
    match op {
        Unary::IsNan | Unary::IsInf | Unary::IsFinite => test(op, array),
        Unary::Abs | Unary::Real | Unary::Imag | Unary::Angle if array.dtype().is_complex() => complex::part(op, array),
        _ => each_kernel_type!(array.dtype(), T => unary_of::<T>(op, array), missing(op, array.dtype())),
    }
}

/// As [`unary`], in the array's own buffer where nobody else holds it.
///
/// # Errors
/// As [`unary`].
pub fn unary_owned(op: Unary, mut array: Array) -> Result<Array> {
    let dtype = array.dtype();
    let changes_dtype = matches!(op, Unary::IsNan | Unary::IsInf | Unary::IsFinite) || dtype.is_complex();
    if changes_dtype || deferred::is_worth(&array) || array.len() == 1 || !array.is_unique() {
        return unary(op, &array);
    }
    each_kernel_type!(dtype, T => {
        let mut scratch = vec![T::default(); array.len().min(BLOCK)];
        for chunk in elements_mut::<T>(&mut array)?.chunks_mut(BLOCK) {
            let source = &mut scratch[..chunk.len()];
            source.copy_from_slice(chunk);
            T::unary_block(op, source, places(chunk)).or_else(|Unsupported| missing(op, dtype))?;
        }
        Ok(array)
    }, missing(op, dtype))
}

fn unary_of<T: Kernel>(op: Unary, array: &Array) -> Result<Array> {
    let source = elements::<T>(array)?;
    let results = written(source.len(), |target| T::unary_block(op, source, target));
    Ok(Array::from_vec(array.shape().clone(), results.or_else(|Unsupported| missing(op, T::DTYPE))?))
}

fn test(op: Unary, array: &Array) -> Result<Array> {
    each_kernel_type!(array.dtype(), T => {
        let source = elements::<T>(array)?;
        let results = written(source.len(), |target| T::test_block(op, source, target));
        Ok(Array::from_vec(array.shape().clone(), results.or_else(|Unsupported| missing(op, T::DTYPE))?))
    }, missing(op, array.dtype()))
}

/// Applies `op` to each pair of elements, broadcasting.
///
/// # Errors
/// [`Error::Broadcast`] where the shapes are incompatible, [`Error::DTypeMismatch`] where the dtypes differ,
/// [`Error::DivisionByZero`] and [`Error::NegativePower`] of integers, [`Error::Unimplemented`] where the dtype has no
/// such kernel, [`Error::OutOfMemory`].
///
/// # Examples
/// ```
/// use tape_tensor::{Array, elementwise::{Binary, binary}};
/// let matrix = Array::from_vec([2, 2], vec![1.0f32, 2.0, 3.0, 4.0]);
/// let row = Array::from_vec([2], vec![10.0f32, 20.0]);
/// assert_eq!(binary(Binary::Add, &matrix, &row)?.as_slice::<f32>(), Some(&[11.0, 22.0, 13.0, 24.0][..]));
/// # Ok::<(), tape_tensor::Error>(())
/// ```
pub fn binary(op: Binary, left: &Array, right: &Array) -> Result<Array> {
    if deferred::is_worth(left) || deferred::is_worth(right) {
        let shape = together(left.shape(), right.shape())?;
        check_size(&shape, left.dtype())?;
        if let Some(result) = deferred::binary(op, left, right, &shape) {
            return Ok(result);
        }
    }
    each_kernel_type!(
        left.dtype(),
        T => binary_of::<T>(op, left, right),
        if op == Binary::Add { join(left, right) } else { missing(op, left.dtype()) }
    )
}

fn binary_of<T: Kernel>(op: Binary, left: &Array, right: &Array) -> Result<Array> {
    let (x, y) = (elements::<T>(left)?, elements::<T>(right)?);
    if left.shape() == right.shape() {
        refuse(op, y)?;
        let results = written(x.len(), |target| T::binary_sides(op, Side::Each(x), Side::Each(y), target));
        return Ok(Array::from_vec(left.shape().clone(), results.or_else(|Unsupported| missing(op, T::DTYPE))?));
    }
    let shape = together(left.shape(), right.shape())?;
    check_size(&shape, T::DTYPE)?;
    let total = shape.elements();
    if total > 0 {
        refuse(op, y)?;
    }
    let (mut x, mut y) = (Operand::new(x, left.shape(), &shape), Operand::new(y, right.shape(), &shape));
    let step = if x.is_straight() && y.is_straight() { total.max(1) } else { BLOCK };
    let results = written(total, |target| {
        let mut chunks = target.chunks_mut(step).enumerate();
        chunks.try_for_each(|(nth, chunk)| {
            let (start, length) = (nth * step, chunk.len());
            T::binary_sides(op, x.side(start, length), y.side(start, length), chunk)
        })
    });
    Ok(Array::from_vec(shape, results.or_else(|Unsupported| missing(op, T::DTYPE))?))
}

/// As [`binary`], in the buffer of one of the operands where nobody else holds it and it has the result's shape.
///
/// # Errors
/// As [`binary`].
pub fn binary_owned(op: Binary, mut left: Array, mut right: Array) -> Result<Array> {
    let deferred = deferred::is_worth(&left) || deferred::is_worth(&right);
    if deferred || left.len() == 1 && right.len() == 1 || left.dtype() != right.dtype() {
        return binary(op, &left, &right);
    }
    let shape = together(left.shape(), right.shape())?;
    let reuses = |array: &Array| *array.shape() == shape && array.is_unique() && !array.is_empty();
    let (in_left, in_right) = (reuses(&left), reuses(&right));
    if !in_left && !in_right {
        return binary(op, &left, &right);
    }
    each_kernel_type!(left.dtype(), T => {
        refuse(op, elements::<T>(&right)?)?;
        let mut scratch = vec![T::default(); shape.elements().min(BLOCK)];
        let (reused, other) = if in_left { (&mut left, &right) } else { (&mut right, &left) };
        let mut operand = Operand::new(elements::<T>(other)?, other.shape(), &shape);
        for (start, chunk) in blocks(elements_mut::<T>(reused)?) {
            let own = &mut scratch[..chunk.len()];
            own.copy_from_slice(chunk);
            let (own, other) = (Side::Each(&*own), operand.side(start, chunk.len()));
            let (left, right) = if in_left { (own, other) } else { (other, own) };
            T::binary_sides(op, left, right, places(chunk)).or_else(|Unsupported| missing(op, T::DTYPE))?;
        }
        Ok(if in_left { left } else { right })
    }, binary(op, &left, &right))
}

/// Joins strings pairwise.
fn join(left: &Array, right: &Array) -> Result<Array> {
    let (x, y) = (elements::<Bytes>(left)?, elements::<Bytes>(right)?);
    let shape = together(left.shape(), right.shape())?;
    check_size(&shape, DType::String)?;
    let (mut x, mut y) = (Operand::new(x, left.shape(), &shape), Operand::new(y, right.shape(), &shape));
    let mut target: Vec<Bytes> = Vec::with_capacity(shape.elements());
    for start in (0..shape.elements()).step_by(BLOCK) {
        let length = BLOCK.min(shape.elements() - start);
        let pairs = x.block(start, length).iter().zip(y.block(start, length));
        target.extend(pairs.map(|(left, right)| [&left[..], &right[..]].concat().into()));
    }
    Ok(Array::from_vec(shape, target))
}

/// Compares each pair of elements, broadcasting; the result is of bools.
///
/// # Errors
/// [`Error::Broadcast`], [`Error::DTypeMismatch`], [`Error::Unimplemented`] for an order of complex numbers,
/// [`Error::OutOfMemory`].
pub fn compare(op: Compare, left: &Array, right: &Array) -> Result<Array> {
    each_dtype!(left.dtype(), T => compare_of::<T>(op, left, right))
}

fn compare_of<T: Comparable>(op: Compare, left: &Array, right: &Array) -> Result<Array> {
    let (x, y) = (elements::<T>(left)?, elements::<T>(right)?);
    let shape = together(left.shape(), right.shape())?;
    check_size(&shape, DType::Bool)?;
    let (mut x, mut y) = (Operand::new(x, left.shape(), &shape), Operand::new(y, right.shape(), &shape));
    let results = written(shape.elements(), |target| {
        let mut chunks = target.chunks_mut(BLOCK).enumerate();
        chunks.try_for_each(|(nth, chunk)| {
            let (start, length) = (nth * BLOCK, chunk.len());
            T::compare_block(op, x.block(start, length), y.block(start, length), chunk)
        })
    });
    Ok(Array::from_vec(shape, results.or_else(|Unsupported| missing(op, T::DTYPE))?))
}

/// The shape of two operands together.
pub(super) fn together(left: &Shape, right: &Shape) -> Result<Shape> {
    left.broadcast(right).ok_or_else(|| Error::Broadcast { left: left.clone(), right: right.clone() })
}

/// A target cut at multiples of [`BLOCK`], with the position of each piece.
pub(super) fn blocks<T>(target: &mut [T]) -> impl Iterator<Item = (usize, &mut [T])> {
    target.chunks_mut(BLOCK).enumerate().map(|(block, chunk)| (block * BLOCK, chunk))
}

/// The elements of an array that must be of type `T`.
pub(crate) fn elements<T: Element>(array: &Array) -> Result<&[T]> {
    array.as_slice().ok_or_else(|| Error::DTypeMismatch { expected: T::DTYPE, found: array.dtype() })
}

fn elements_mut<T: Element>(array: &mut Array) -> Result<&mut [T]> {
    let found = array.dtype();
    array.as_mut_slice().ok_or(Error::DTypeMismatch { expected: T::DTYPE, found })
}

/// Refuses the right operands that integers cannot take.
fn refuse<T: Kernel>(op: Binary, right: &[T]) -> Result<()> {
    if matches!(op, Binary::FloorDiv | Binary::TruncDiv | Binary::FloorMod | Binary::TruncMod | Binary::Pow)
        && right.iter().any(|right| T::refuses(op, right))
    {
        return Err(if op == Binary::Pow { Error::NegativePower } else { Error::DivisionByZero });
    }
    Ok(())
}

/// The answer where a dtype has no kernel for an opcode.
pub(super) fn missing<T>(op: impl std::fmt::Debug, dtype: DType) -> Result<T> {
    Err(Error::Unimplemented(format!("{op:?} is not implemented for {dtype}")))
}
