//! Two arithmetic ops on three operands in one loop: what lies between them never leaves the registers.

use super::Binary;
use super::kernel::{Done, Places, Side, Unsupported};
use crate::math::Real;
use crate::wide::wide;

/// How the result of the first op and the third operand combine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Second {
    Add,
    /// The first result minus the third operand.
    Sub,
    /// The third operand minus the first result.
    SubFrom,
    Mul,
}

/// A type with loops for pairs of ops.
pub(crate) trait Pairs: Sized {
    /// `second(first(x, y), z)` of each element, each op rounded and flushed by itself.
    ///
    /// # Errors
    /// [`Unsupported`] but for sums, differences and products whose first operand has an element for each result.
    fn pair_sides(first: Binary, second: Second, sides: [Side<'_, Self>; 3], target: &mut Places<Self>) -> Done;
}

macro_rules! pairs {
    ($($type:ty)*) => {$(
        impl Pairs for $type {
            fn pair_sides(first: Binary, second: Second, sides: [Side<'_, $type>; 3], target: &mut Places<$type>) -> Done {
                wide!(
                    target.len(),
                    pair_block::<$type>(
                        first: Binary, second: Second, sides: [Side<'_, $type>; 3], target: &mut Places<$type>
                    ) -> Done
                )
            }
        }
    )*};
}

pairs!(f32 f64);

#[inline(always)]
fn pair_block<T: Real>(first: Binary, second: Second, sides: [Side<'_, T>; 3], target: &mut Places<T>) -> Done {
    match first {
        Binary::Add => then(second, sides, target, |x, y| (x + y).flushed()),
        Binary::Sub => then(second, sides, target, |x, y| (x - y).flushed()),
        Binary::Mul => then(second, sides, target, |x, y| (x * y).flushed()),
        _ => Err(Unsupported),
    }
}

#[inline(always)]
fn then<T: Real>(
    second: Second,
    sides: [Side<'_, T>; 3],
    target: &mut Places<T>,
    first: impl Fn(T, T) -> T + Copy,
) -> Done {
    match second {
        Second::Add => each(sides, target, |x, y, z| (first(x, y) + z).flushed()),
        Second::Sub => each(sides, target, |x, y, z| (first(x, y) - z).flushed()),
        Second::SubFrom => each(sides, target, |x, y, z| (z - first(x, y)).flushed()),
        Second::Mul => each(sides, target, |x, y, z| (first(x, y) * z).flushed()),
    }
}

/// A loop for each case of operands that are one number for all.
#[inline(always)]
fn each<T: Copy>([x, y, z]: [Side<'_, T>; 3], target: &mut Places<T>, function: impl Fn(T, T, T) -> T) -> Done {
    let Side::Each(x) = x else { return Err(Unsupported) };
    let places = target.iter_mut().zip(x);
    match (y, z) {
        (Side::Each(y), Side::Each(z)) => {
            for (((place, &x), &y), &z) in places.zip(y).zip(z) {
                place.write(function(x, y, z));
            }
        }
        (Side::Each(y), Side::All(z)) => {
            for ((place, &x), &y) in places.zip(y) {
                place.write(function(x, y, z));
            }
        }
        (Side::All(y), Side::Each(z)) => {
            for ((place, &x), &z) in places.zip(z) {
                place.write(function(x, y, z));
            }
        }
        (Side::All(y), Side::All(z)) => {
            for (place, &x) in places {
                place.write(function(x, y, z));
            }
        }
    }
    Ok(())
}
