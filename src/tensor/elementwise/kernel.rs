//! What a kernel is: an opcode applied to blocks of slices of one Rust type.

use std::mem::MaybeUninit;

use super::{Binary, Compare, Unary};
use crate::Element;
use crate::storage::room;

/// There is no kernel for this opcode and this type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported;

/// Whether a kernel existed; the destination is untouched where it did not, and written to its end where it did.
pub type Done = Result<(), Unsupported>;

/// Where a kernel writes: memory that may not hold elements yet.
pub type Places<T> = [MaybeUninit<T>];

/// One side of a pair: an element for each result, or the same for all.
#[derive(Clone, Copy, Debug)]
pub enum Side<'a, T> {
    Each(&'a [T]),
    All(T),
}

/// A type with elementwise kernels.
///
/// The slices of one call have the same length. Vectorised implementations may round the elements of a full lane
/// otherwise than the rest, so whoever cuts an array into blocks cuts at multiples of [`BLOCK`].
///
/// Numbers too small for full precision become zeros, as the processor makes them under TensorFlow's settings; only
/// negation, absolute values and the neighbours of zero keep them.
pub trait Kernel: Element + Copy + Default {
    /// Applies `op` to each element.
    ///
    /// # Errors
    /// [`Unsupported`].
    fn unary_block(op: Unary, source: &[Self], target: &mut Places<Self>) -> Done;

    /// Applies `op` to each pair of elements.
    ///
    /// # Errors
    /// [`Unsupported`].
    fn binary_block(op: Binary, left: &[Self], right: &[Self], target: &mut Places<Self>) -> Done;

    /// As [`Kernel::binary_block`], where one side may be a single number.
    ///
    /// # Errors
    /// [`Unsupported`].
    fn binary_sides(op: Binary, left: Side<'_, Self>, right: Side<'_, Self>, target: &mut Places<Self>) -> Done {
        repeated(left, right, target, |left, right, target| Self::binary_block(op, left, right, target))
    }

    /// A sum, difference, product or quotient of two numbers, to the bit what the kernel makes of it: the shortest way for what
    /// programs on scalars mostly do. Nothing where there is none.
    #[inline]
    fn arithmetic(_op: Binary, _x: Self, _y: Self) -> Option<Self> {
        None
    }

    /// Applies a test (`IsNan`, `IsInf`, `IsFinite`) to each element.
    ///
    /// # Errors
    /// [`Unsupported`], where no other than floats have such tests.
    fn test_block(_op: Unary, _source: &[Self], _target: &mut Places<bool>) -> Done {
        Err(Unsupported)
    }

    /// Whether `op` cannot be computed for this right operand: a zero divisor, a negative power.
    fn refuses(_op: Binary, _right: &Self) -> bool {
        false
    }
}

/// A type whose elements can be compared.
pub trait Comparable: Element {
    /// Compares each pair of elements.
    ///
    /// # Errors
    /// [`Unsupported`], where the type has no order.
    fn compare_block(op: Compare, left: &[Self], right: &[Self], target: &mut Places<bool>) -> Done;
}

/// Elements that go through a chain of kernels at a time: they fit into the first level cache.
pub const BLOCK: usize = 1024;

/// One function for every element.
#[inline(always)]
pub fn map<T: Copy, R>(source: &[T], target: &mut Places<R>, function: impl Fn(T) -> R) -> Done {
    for (result, &element) in target.iter_mut().zip(source) {
        result.write(function(element));
    }
    Ok(())
}

/// One function for every pair of elements.
#[inline(always)]
pub fn zip<T: Copy, R>(left: &[T], right: &[T], target: &mut Places<R>, function: impl Fn(T, T) -> R) -> Done {
    for ((result, &left), &right) in target.iter_mut().zip(left).zip(right) {
        result.write(function(left, right));
    }
    Ok(())
}

/// As [`zip`], where one side may be a single number: a loop for each case.
#[inline(always)]
pub fn zip_sides<T: Copy, R>(
    left: Side<'_, T>,
    right: Side<'_, T>,
    target: &mut Places<R>,
    function: impl Fn(T, T) -> R,
) -> Done {
    match (left, right) {
        (Side::Each(left), Side::Each(right)) => zip(left, right, target, function),
        (Side::Each(left), Side::All(right)) => map(left, target, |left| function(left, right)),
        (Side::All(left), Side::Each(right)) => map(right, target, |right| function(left, right)),
        (Side::All(left), Side::All(right)) => map(&[left], target, |left| function(left, right)),
    }
}

/// Runs a kernel of two slices on sides of which one may be a single number, which is repeated block by block.
pub fn repeated<T: Copy + Default, R>(
    left: Side<'_, T>,
    right: Side<'_, T>,
    target: &mut Places<R>,
    kernel: impl Fn(&[T], &[T], &mut Places<R>) -> Done,
) -> Done {
    match (left, right) {
        (Side::Each(left), Side::Each(right)) => kernel(left, right, target),
        (Side::All(left), Side::All(right)) => kernel(&[left], &[right], target),
        (Side::Each(left), Side::All(right)) => {
            let right = [right; BLOCK];
            let mut blocks = left.chunks(BLOCK).zip(target.chunks_mut(BLOCK));
            blocks.try_for_each(|(left, target)| kernel(left, &right[..left.len()], target))
        }
        (Side::All(left), Side::Each(right)) => {
            let left = [left; BLOCK];
            let mut blocks = right.chunks(BLOCK).zip(target.chunks_mut(BLOCK));
            blocks.try_for_each(|(right, target)| kernel(&left[..right.len()], right, target))
        }
    }
}

/// Elements as places to write elements to.
pub fn places<T: Copy>(elements: &mut [T]) -> &mut Places<T> {
    // SAFETY: an element is a written place; kernels only ever write elements.
    #[allow(unsafe_code)]
    unsafe {
        &mut *(std::ptr::from_mut(elements) as *mut Places<T>)
    }
}

/// Writes the same everywhere.
pub fn filled<T: Copy>(places: &mut Places<T>, value: T) -> &mut [T] {
    for place in &mut *places {
        place.write(value);
    }
    // SAFETY: each has just been written.
    #[allow(unsafe_code)]
    unsafe {
        places.assume_init_mut()
    }
}

/// A vector of `length` elements, written by `kernel`.
///
/// # Errors
/// What the kernel answers.
pub fn written<T, E>(length: usize, kernel: impl FnOnce(&mut Places<T>) -> Result<(), E>) -> Result<Vec<T>, E> {
    let mut elements = room(length);
    kernel(&mut elements.spare_capacity_mut()[..length])?;
    // SAFETY: a kernel that answers `Ok` has written its destination to the end.
    #[allow(unsafe_code)]
    unsafe {
        elements.set_len(length);
    }
    Ok(elements)
}

/// Replaces the elements of a vector by `length` others, all written by `kernel`.
pub fn rewrite<T>(elements: &mut Vec<T>, length: usize, kernel: impl FnOnce(&mut Places<T>)) {
    elements.clear();
    elements.reserve(length);
    kernel(&mut elements.spare_capacity_mut()[..length]);
    // SAFETY: the kernel writes its destination to the end.
    #[allow(unsafe_code)]
    unsafe {
        elements.set_len(length);
    }
}

/// The comparison of types that Rust can order.
#[inline(always)]
pub fn compare<T: PartialOrd>(op: Compare, left: &[T], right: &[T], target: &mut Places<bool>) -> Done {
    #[inline(always)]
    fn each<T>(left: &[T], right: &[T], target: &mut Places<bool>, holds: impl Fn(&T, &T) -> bool) -> Done {
        for ((result, left), right) in target.iter_mut().zip(left).zip(right) {
            result.write(holds(left, right));
        }
        Ok(())
    }
    match op {
        Compare::Equal => each(left, right, target, |x, y| x == y),
        Compare::NotEqual => each(left, right, target, |x, y| x != y),
        Compare::Less => each(left, right, target, |x, y| x < y),
        Compare::LessEqual => each(left, right, target, |x, y| x <= y),
        Compare::Greater => each(left, right, target, |x, y| x > y),
        Compare::GreaterEqual => each(left, right, target, |x, y| x >= y),
    }
}
