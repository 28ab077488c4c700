//! Arithmetic that needs more than an instruction of the processor; nothing where the general machine has to say what happens.

use crate::number::float;

/// Integers up to here, and no others, all have a float of their own.
const EXACT: u64 = 1 << 53;

/// The integer as a float that equals it.
#[inline]
pub(super) fn exactly(x: i64) -> Option<f64> {
    (x.unsigned_abs() <= EXACT).then_some(x as f64)
}

/// `x / y`.
#[inline]
pub(super) fn divide(x: i64, y: i64) -> Option<f64> {
    if y == 0 { None } else { Some(exactly(x)? / exactly(y)?) }
}

/// `x // y`.
#[inline]
pub(super) fn floor_divide(x: i64, y: i64) -> Option<i64> {
    let quotient = x.checked_div(y)?;
    Some(if x % y != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient })
}

/// `x % y`.
#[inline]
pub(super) fn modulo(x: i64, y: i64) -> Option<i64> {
    let remainder = x.checked_rem(y)?;
    Some(if remainder != 0 && (remainder < 0) != (y < 0) { remainder + y } else { remainder })
}

/// `x ** y` for a `y` that is not negative.
pub(super) fn power(x: i64, y: i64) -> Option<i64> {
    x.checked_pow(u32::try_from(y).ok()?)
}

/// `x << y`.
pub(super) fn shift_left(x: i64, y: i64) -> Option<i64> {
    let count = u32::try_from(y).ok().filter(|count| *count < 63)?;
    x.checked_mul(1 << count)
}

/// `x >> y`.
pub(super) fn shift_right(x: i64, y: i64) -> Option<i64> {
    (y >= 0).then(|| x >> y.min(63))
}

/// `x ** y`, where that is real.
pub(super) fn float_power(x: f64, y: f64) -> Option<f64> {
    float::power(x, y).ok().flatten()
}

/// `int(x)`.
pub(super) fn truncate(x: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    (-LIMIT..LIMIT).contains(&x).then_some(x as i64)
}

/// How many numbers `range(start, stop, step)` has.
pub(super) fn range_length(start: i64, stop: i64, step: i64) -> Option<i64> {
    (step != 0).then(|| crate::value::Range::new(start, stop, step).length)
}
