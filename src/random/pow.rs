//! Powers as the C library rounds them.

use std::hint::black_box;

/// `base` to the power of `exponent`.
///
/// Where the compiler knows the exponent it would multiply or take a root instead, and the last digit would differ.
#[must_use]
pub fn pow(base: f64, exponent: f64) -> f64 {
    base.powf(black_box(exponent))
}
