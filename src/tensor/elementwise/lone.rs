//! Single numbers without arrays around them: programs on scalars spend their time here.

use super::kernel::{Kernel, places};
use super::{Binary, Unary};

/// `op` of one number, to the bit what [`unary`](super::unary) makes of an array of it; nothing where there is no kernel.
///
/// # Examples
/// ```
/// use tape_tensor::elementwise::{Unary, unary_lone};
/// assert_eq!(unary_lone(Unary::Sqrt, 9.0f32), Some(3.0));
/// ```
#[must_use]
pub fn unary_lone<T: Kernel>(op: Unary, x: T) -> Option<T> {
    let mut result = [T::default()];
    T::unary_block(op, &[x], places(&mut result)).ok()?;
    Some(result[0])
}

/// `op` of two numbers, to the bit what [`binary`](super::binary) makes of arrays of them; nothing where there is no kernel
/// and where the operands are refused.
///
/// # Examples
/// ```
/// use tape_tensor::elementwise::{Binary, binary_lone};
/// assert_eq!(binary_lone(Binary::Mul, 3.0f64, 4.0), Some(12.0));
/// assert_eq!(binary_lone(Binary::FloorDiv, 3i32, 0), None);
/// ```
#[must_use]
#[inline]
pub fn binary_lone<T: Kernel>(op: Binary, x: T, y: T) -> Option<T> {
    T::arithmetic(op, x, y).or_else(|| binary_block_of_one(op, x, y))
}

fn binary_block_of_one<T: Kernel>(op: Binary, x: T, y: T) -> Option<T> {
    if T::refuses(op, &y) {
        return None;
    }
    let mut result = [T::default()];
    T::binary_block(op, &[x], &[y], places(&mut result)).ok()?;
    Some(result[0])
}
