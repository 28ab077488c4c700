//! Powers in full lanes: `2^(y · log2(x))`, the product in double the precision.
//!
//! Sums and products of numbers kept as unevaluated pairs follow Dekker and Muller, "Elementary Functions", 3rd
//! edition, chapter 4, and Joldes, Muller and Popescu (2017).

#![allow(clippy::excessive_precision, clippy::approx_constant, reason = "coefficients as published")]

use super::{Lanes, horner, least, most};

/// A number in double the precision: the sum of the two.
type Pair<T> = (T, T);

/// The exact sum of two numbers of which the first is the larger.
#[inline(always)]
fn sum<T: Lanes>(x: T, y: T) -> Pair<T> {
    let high = x + y;
    (high, y - (high - x))
}

#[inline(always)]
fn sum_pairs<T: Lanes>(x: Pair<T>, y: Pair<T>) -> Pair<T> {
    let (high, low) = sum(x.0, y.0);
    sum(high, (y.1 + low) + x.1)
}

#[inline(always)]
fn sum_single<T: Lanes>(x: T, y: Pair<T>) -> Pair<T> {
    let (high, low) = sum(x, y.0);
    sum(high, y.1 + low)
}

/// The number cut into two halves of its digits.
#[inline(always)]
fn halves<T: Lanes>(x: T) -> Pair<T> {
    let scaled = T::of(T::SPLIT + 1.0) * x;
    let high = (x - scaled) + scaled;
    (high, x - high)
}

/// The low half of the exact product of which `product` is the rounded value.
#[inline(always)]
pub fn product_error<T: Lanes>(x: T, y: T, product: T) -> T {
    let ((x_high, x_low), (y_high, y_low)) = (halves(x), halves(y));
    let low = x_high * y_high + -product;
    let low = x_high * y_low + low;
    let low = x_low * y_high + low;
    x_low * y_low + low
}

#[inline(always)]
fn product<T: Lanes>(x: T, y: T) -> Pair<T> {
    let high = x * y;
    (high, product_error(x, y, high))
}

#[inline(always)]
fn scaled<T: Lanes>(x: Pair<T>, y: T) -> Pair<T> {
    let (high, low) = product(x.0, y);
    let (high, rest) = sum(high, x.1 * y);
    sum(high, rest + low)
}

#[inline(always)]
fn product_pairs<T: Lanes>(x: Pair<T>, y: Pair<T>) -> Pair<T> {
    sum_pairs(scaled(x, y.0), scaled(x, y.1))
}

#[inline(always)]
fn quotient<T: Lanes>(x: Pair<T>, y: T) -> Pair<T> {
    let high = x.0 / y;
    let back = product(high, y);
    sum(high, (((x.0 - back.0) - back.1) + x.1) / y)
}

/// `log2(z)` for z from √½ to √2.
#[inline(always)]
pub fn log2_pair32(z: f32) -> Pair<f32> {
    const C0: f64 = 1.442_695_041_742_110_273_474_963_832_995_854_318_141_937_255_859_375;
    const C1: f64 = -7.213_475_158_826_866_406_869_271_486_357_320_107_020_460_205_078_125e-01;
    let pair = |c: f64| (c as f32, (c - f64::from(c as f32)) as f32);
    let x = z - 1.0;
    let p = horner(
        x,
        [
            9.701_082_855_463_027_954_101_562_5e-02_f32,
            -1.689_648_628_234_863_281_25e-01,
            1.720_083_653_926_849_365_234_375e-01,
            -1.789_227_277_040_481_567_382_812_5e-01,
            2.050_534_486_770_629_882_812_5e-01,
            -2.404_667_735_099_792_480_468_75e-01,
            2.885_755_300_521_850_585_937_5e-01,
            -3.606_741_428_375_244_140_625e-01,
            4.808_979_034_423_828_125e-01,
        ],
    );
    let p = sum_pairs(pair(C1), product(x, p));
    let p = sum_pairs(pair(C0), scaled(p, x));
    scaled(p, x)
}

/// `log2(z)` for z from √½ to √2, by an odd polynomial in `2 / log(2) · (z - 1) / (z + 1)`.
#[inline(always)]
pub fn log2_pair64(z: f64) -> Pair<f64> {
    const TWO_LOG2_E: Pair<f64> = (2.885_390_081_777_926_77, 4.076_600_168_545_496_67e-17);
    const C: Pair<f64> = (0.040_037_751_159_850_115_7, -4.777_265_822_514_253_91e-19);
    let r = quotient(scaled(TWO_LOG2_E, z - 1.0), z + 1.0);
    let r2 = product_pairs(r, r);
    let r4 = product_pairs(r2, r2);
    let even = horner(
        r4.0,
        [
            2.870_742_554_680_005_86e-9,
            2.310_320_945_400_146_56e-7,
            2.312_710_232_786_256_38e-5,
            2.885_438_732_289_001_72e-3,
        ],
    );
    let odd = horner(r4.0, [2.389_579_809_018_840_82e-8, 2.272_798_573_985_372_78e-6, 2.475_567_384_445_355_13e-4]);
    let p = sum_pairs(C, scaled(r2, odd * r2.0 + even));
    let p = sum_single(1.0, product_pairs(r2, p));
    product_pairs(p, r)
}

/// `2^x`.
#[inline(always)]
fn exp2<T: Lanes>(x: T) -> T {
    let x = most(least(x, T::of(T::MAX_EXPONENT + 1.0)), -T::of(T::MAX_EXPONENT + T::DIGITS - 1.0));
    let (high, low) = product(T::of(std::f64::consts::LN_2), x);
    high.lane_exp() * (T::one() + low)
}

/// `x^y` for a positive finite x.
#[inline(always)]
fn positive_power<T: Lanes>(x: T, y: T) -> T {
    let (fraction, exponent) = x.lane_frexp();
    let small = fraction < T::of(std::f64::consts::FRAC_1_SQRT_2);
    let (fraction, exponent) = if small { (T::of(2.0) * fraction, exponent - T::one()) } else { (fraction, exponent) };
    let whole = product(exponent, y);
    let part = scaled(fraction.lane_log2_pair(), y);
    let (high, low) = sum_pairs(whole, part);
    let n = high.lane_round();
    let rest = (high - n) + low;
    let carry = rest.lane_round();
    exp2(rest - carry).lane_ldexp(n + carry)
}

/// `x^y` with the special cases of C's `pow`. Each case is computed, then one is chosen: no branch keeps the loop from
/// becoming a vector's.
#[inline(always)]
pub fn power<T: Lanes>(x: T, y: T) -> T {
    let (zero, one, infinity) = (T::zero(), T::one(), T::infinity());
    let magnitude = x.abs();
    let half = y * T::of(0.5);
    let whole = y.floor() == y && y.abs() < infinity;
    let odd = whole && half.floor() != half;
    let negative = x.is_sign_negative();

    let general = positive_power(magnitude, y);
    let general = if negative && !whole { T::nan() } else { general };
    let general = if x == zero { if y < zero { infinity } else { zero } } else { general };
    let general = if negative && odd { -general } else { general };

    let grows = (y < zero) != (magnitude > one) || (y < zero && x == zero);
    let beyond = if grows { infinity } else { zero };
    let beyond = if x == -one { one } else { beyond };
    let is_beyond = y.abs() >= T::of(T::MAX_EXPONENT * std::f64::consts::LN_2) / T::EPSILON;
    let value = if is_beyond { beyond } else { general };

    let endless = if y < zero { zero } else { infinity };
    let endless = if x < zero && odd { -endless } else { endless };
    let value = if magnitude == infinity { endless } else { value };

    let value = if x.is_nan() || y.is_nan() { T::nan() } else { value };
    let value = if x == one || y == zero { one } else { value };
    if y == one { x } else { value }
}
