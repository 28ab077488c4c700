//! Exponential function and logarithm in full lanes.

#![allow(clippy::excessive_precision, clippy::approx_constant, reason = "coefficients as published")]

use super::scale::{frexp32, frexp64, ldexp_near32, ldexp_near64, ldexp_normal32};
use super::{horner, least, most};

/// `2^m · exp(r)`, r from -log(2)/2 to log(2)/2, by a polynomial of degree 6.
#[inline(always)]
pub fn exp32(x: f32) -> f32 {
    let clamped = least(x, 88.723_f32);
    let m = (clamped * 1.442_695_04_f32 + 0.5).floor();
    let r = m * 2.121_944_40e-4_f32 + (m * -0.693_359_375_f32 + clamped);
    let r2 = r * r;
    let even = r2 * 1.374_496_379_867_196_083_068_847_656_25e-3_f32 + 4.166_965_186_595_916_748_046_875e-2;
    let odd = r2 * 8.368_944_749_236_106_872_558_593_75e-3_f32 + 0.166_665_181_517_601_013_183_593_75;
    let even = r2 * even + 0.499_999_880_790_710_449_218_75;
    let low = r + 1.0;
    let y = r2 * (r * odd + even) + low;
    let power = most(ldexp_near32(y, m), x);
    if x < -104.0 { 0.0 } else { power }
}

/// `2^m · exp(r)` by a rational function.
#[inline(always)]
pub fn exp64(x: f64) -> f64 {
    let clamped = least(x, 709.784);
    let m = (1.442_695_040_888_963_407_359_9 * clamped + 0.5).floor();
    let r = clamped - m * 0.693_145_751_953_125 - m * 1.428_606_820_309_417_232_12e-6;
    let r2 = r * r;
    let p = r * horner(r2, [1.261_771_930_748_105_908_78e-4, 3.029_944_077_074_419_613_00e-2, 1.0]);
    let q = horner(
        r2,
        [3.001_985_051_386_644_550_42e-6, 2.524_483_403_496_841_041_92e-3, 2.272_655_482_081_550_287_66e-1, 2.0],
    );
    let y = 2.0 * (p / (q - p)) + 1.0;
    let power = most(ldexp_near64(y, m), x);
    if x < -745.519 { 0.0 } else { power }
}

/// The logarithm of the fraction, moved to between √½ and √2, plus that of the power of two.
#[inline(always)]
pub fn ln32(x: f32) -> f32 {
    let (fraction, exponent) = frexp32(x);
    let small = fraction < 0.707_106_781_186_547_524_f32;
    let exponent = exponent - if small { 1.0 } else { 0.0 };
    let z = (fraction - 1.0) + if small { fraction } else { 0.0 };
    let p = z * horner(z, [0.182_562_963_498_492_54_f32, 1.000_000_019_028_106_3, 1.000_000_019_028_113_6]);
    let q = horner(z, [0.049_616_247_954_120_038_f32, 0.599_232_495_908_235_20, 1.499_999_999_999_992_7, 1.0]);
    special(x, exponent * std::f32::consts::LN_2 + p / q, f32::NAN, f32::INFINITY)
}

/// The logarithm by a rational function of the fraction.
#[inline(always)]
pub fn ln64(x: f64) -> f64 {
    let (fraction, exponent) = frexp64(x);
    let small = fraction < std::f64::consts::FRAC_1_SQRT_2;
    let exponent = exponent - if small { 1.0 } else { 0.0 };
    let z = (fraction - 1.0) + if small { fraction } else { 0.0 };
    let z2 = z * z;
    let z3 = z2 * z;
    let p = horner(z, [1.018_756_638_045_809_317_96e-4, 4.974_949_949_767_470_014_25e-1, 4.705_791_198_788_817_258_54])
        * z3
        + horner(z, [1.449_892_253_416_109_308_46e1, 1.793_686_785_078_198_163_13e1, 7.708_387_337_558_853_916_66]);
    let q = horner(z, [1.0, 1.128_735_871_891_674_505_90e1, 4.522_791_458_375_322_211_05e1]) * z3
        + horner(z, [8.298_752_669_127_766_032_11e1, 7.115_447_506_185_638_944_66e1, 2.312_516_201_267_653_405_83e1]);
    let y = z + (-0.5 * z2 + p * z3 / q);
    special(x, exponent * std::f64::consts::LN_2 + y, f64::NAN, f64::INFINITY)
}

/// The logarithm `value` of x, but for zero, negative numbers, infinity and nan.
#[inline(always)]
fn special<T: num_traits::Float>(x: T, value: T, nan: T, infinity: T) -> T {
    if x == T::zero() {
        -infinity
    } else if x < T::zero() || x.is_nan() {
        nan
    } else if x == infinity {
        infinity
    } else {
        value
    }
}

/// `exp(x) / (1 + exp(x))`, the exponential as the square of that of x/2.
#[inline(always)]
pub fn sigmoid32(x: f32) -> f32 {
    let half = least(x, 16.635_532_4_f32) * 0.5;
    let m = (half * 1.442_695_04_f32 + 0.5).floor();
    let r = m * 2.121_944_40e-4_f32 + (m * -0.693_359_375_f32 + half);
    let r2 = r * r;
    let even = r2 * 4.189_866_781_234_741_210_937_5e-2_f32 + 0.499_991_416_931_152_343_75;
    let odd = r2 * 8.334_713_056_683_540_344_238_281_25e-3_f32 + 0.166_668_772_697_448_730_468_75;
    let low = r + 1.0;
    let root = ldexp_normal32(r2 * (r * odd + even) + low, m);
    let exponential = root * root;
    if x < -104.0 { 0.0 } else { exponential / (1.0 + exponential) }
}
