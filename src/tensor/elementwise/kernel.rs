//! What a kernel is: an opcode applied to blocks of slices of one Rust type.

use super::{Binary, Compare, Unary};
use crate::Element;

/// There is no kernel for this opcode and this type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported;

/// Whether a kernel existed; the destination is untouched where it did not.
pub type Done = Result<(), Unsupported>;

/// A type with elementwise kernels.
///
/// The slices of one call have the same length. Vectorised implementations may round the elements of a full lane
/// otherwise than the rest, so whoever cuts an array into blocks cuts at multiples of [`BLOCK`].
pub trait Kernel: Element + Copy + Default {
    /// Applies `op` to each element.
    ///
    /// # Errors
    /// [`Unsupported`].
    fn unary_block(op: Unary, source: &[Self], target: &mut [Self]) -> Done;

    /// Applies `op` to each pair of elements.
    ///
    /// # Errors
    /// [`Unsupported`].
    fn binary_block(op: Binary, left: &[Self], right: &[Self], target: &mut [Self]) -> Done;

    /// Applies a test (`IsNan`, `IsInf`, `IsFinite`) to each element.
    ///
    /// # Errors
    /// [`Unsupported`], where no other than floats have such tests.
    fn test_block(_op: Unary, _source: &[Self], _target: &mut [bool]) -> Done {
        Err(Unsupported)
    }

    /// Makes zeros of numbers too small for full precision, as the processor does under TensorFlow's settings.
    fn flush(_target: &mut [Self]) {}

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
    fn compare_block(op: Compare, left: &[Self], right: &[Self], target: &mut [bool]) -> Done;
}

/// Elements that go through a chain of kernels at a time: they fit into the first level cache.
pub const BLOCK: usize = 1024;

/// One function for every element.
#[inline(always)]
pub fn map<T: Copy, R>(source: &[T], target: &mut [R], function: impl Fn(T) -> R) -> Done {
    for (result, &element) in target.iter_mut().zip(source) {
        *result = function(element);
    }
    Ok(())
}

/// One function for every pair of elements.
#[inline(always)]
pub fn zip<T: Copy, R>(left: &[T], right: &[T], target: &mut [R], function: impl Fn(T, T) -> R) -> Done {
    for ((result, &left), &right) in target.iter_mut().zip(left).zip(right) {
        *result = function(left, right);
    }
    Ok(())
}

/// The comparison of types that Rust can order.
#[inline(always)]
pub fn compare<T: PartialOrd>(op: Compare, left: &[T], right: &[T], target: &mut [bool]) -> Done {
    #[inline(always)]
    fn each<T>(left: &[T], right: &[T], target: &mut [bool], holds: impl Fn(&T, &T) -> bool) -> Done {
        for ((result, left), right) in target.iter_mut().zip(left).zip(right) {
            *result = holds(left, right);
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
