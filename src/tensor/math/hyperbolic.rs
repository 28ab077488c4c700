//! Hyperbolic tangent and its inverse.

#![allow(clippy::excessive_precision, clippy::approx_constant, reason = "coefficients as published")]

use super::{Lanes, horner, least, most};

/// A rational function, exactly ±1 beyond 7.9; in full lanes and for single elements.
#[inline(always)]
pub fn tanh32(x: f32) -> f32 {
    const LIMIT: f32 = 7.907_389_640_808_105_47;
    let x = most(least(x, LIMIT), -LIMIT);
    let x2 = x * x;
    let p = horner(x2, [1.394_553_628e-8_f32, 2.102_733_560e-5, 3.520_756_727e-3, 1.340_216_100e-1]);
    let q = horner(x2, [8.015_776_984e-7_f32, 3.326_951_409e-4, 2.597_254_514e-2, 4.673_548_340e-1, 1.0]);
    ((x2 * x) * p + x) / q
}

/// A rational function, exactly ±1 beyond 17.7.
#[inline(always)]
pub fn tanh64(x: f64) -> f64 {
    const LIMIT: f64 = 17.714_196_154_005_176;
    let x = most(least(x, LIMIT), -LIMIT);
    let x2 = x * x;
    let p = horner(
        x2,
        [
            2.615_800_786_048_223_0e-23,
            7.653_486_226_874_931_9e-19,
            3.130_948_823_138_668_0e-15,
            4.230_391_814_820_917_6e-12,
            2.461_837_913_129_367_6e-09,
            6.864_436_768_249_707_4e-07,
            9.383_908_767_426_888_0e-05,
            5.980_971_172_444_116_1e-03,
            1.518_471_964_028_432_2e-01,
        ],
    );
    let q = horner(
        x2,
        [
            6.463_747_022_670_968_018e-21,
            5.782_506_856_739_003_571e-17,
            1.293_019_623_712_687_916e-13,
            1.123_643_448_069_621_992e-10,
            4.492_975_677_839_633_985e-08,
            8.785_185_266_237_658_698e-06,
            8.295_161_192_716_231_542e-04,
            3.437_448_108_450_402_717e-02,
            4.851_805_297_361_760_360e-01,
            1.0,
        ],
    );
    ((x2 * x) * p + x) / q
}

/// `small` below 1/2, from there `log((1 + x) / (1 - x)) / 2`.
#[inline(always)]
fn area_tangent<T: Lanes>(x: T, small: T) -> T {
    let (one, half) = (T::one(), T::of(0.5));
    let large = half * ((one + x) / (one - x)).lane_ln();
    let magnitude = x.abs();
    if magnitude > one {
        T::nan()
    } else if magnitude == one {
        T::infinity().copysign(x)
    } else if magnitude >= half {
        large
    } else {
        small
    }
}

#[inline(always)]
pub fn atanh32(x: f32) -> f32 {
    let x2 = x * x;
    let p = horner(
        x2,
        [
            0.181_928_128_004_074_096_679_687_5_f32,
            8.231_111_615_896_224_975_585_937_5e-2,
            0.146_721_318_364_143_371_582_031_25,
            0.199_779_242_277_145_385_742_187_5,
            0.333_337_396_383_285_522_460_937_5,
        ],
    );
    area_tangent(x, (x * x2) * p + x)
}

#[inline(always)]
pub fn atanh64(x: f64) -> f64 {
    let x2 = x * x;
    let p = horner(
        x2,
        [
            3.307_133_846_930_139_1e-03,
            -4.712_952_676_879_873_7e-02,
            1.818_530_617_982_669_9e-01,
            -2.594_953_609_544_567_9e-01,
            1.230_632_872_981_267_6e-01,
        ],
    );
    let q = horner(
        x2,
        [
            -3.867_997_458_064_088_1e-03,
            7.639_188_576_334_191_0e-02,
            -4.282_814_143_639_761_5e-01,
            9.873_349_588_688_364_8e-01,
            -1.0,
            3.691_898_618_943_803_0e-01,
        ],
    );
    area_tangent(x, (x * x2) * (p / q) + x)
}
