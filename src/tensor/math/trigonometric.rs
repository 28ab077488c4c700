//! Sine, cosine and the inverse functions in full lanes.

#![allow(clippy::excessive_precision, clippy::approx_constant, reason = "coefficients as published")]

use super::{Lanes, horner};

/// A number less a multiple of π/2, and the low bits of that multiple.
#[inline(always)]
fn reduced(x: f32, huge: f32) -> (f32, u32) {
    if x >= huge && x.is_finite() { reduced_huge(x) } else { reduced_near(x) }
}

/// Cody and Waite's reduction: π/2 in four parts.
#[inline(always)]
fn reduced_near(x: f32) -> (f32, u32) {
    /// Adding it rounds to a whole number, which then stands in the low bits.
    const ROUNDING: f32 = 12_582_912.0;
    let shifted = x * 0.636_619_746_685_028_076_171_875_f32 + ROUNDING;
    let y = shifted - ROUNDING;
    let x = y * -1.570_312_5_f32 + x;
    let x = y * -0.000_483_989_715_576_171_875_f32 + x;
    let x = y * 1.628_650_352_358_818_054_199_218_75e-07_f32 + x;
    let x = y * 5.564_431_554_416_771_064_097_702e-11_f32 + x;
    (x, shifted.to_bits())
}

/// Payne and Hanek's reduction: the product with 2/π in fixed point.
#[cold]
fn reduced_huge(x: f32) -> (f32, u32) {
    /// 2/π, each word shifted by eight bits against the one before.
    const TWO_OVER_PI: [u32; 26] = [
        0x0000_0028,
        0x0000_28be,
        0x0028_be60,
        0x28be_60db,
        0xbe60_db93,
        0x60db_9391,
        0xdb93_9105,
        0x9391_054a,
        0x9105_4a7f,
        0x054a_7f09,
        0x4a7f_09d5,
        0x7f09_d5f4,
        0x09d5_f47d,
        0xd5f4_7d4d,
        0xf47d_4d37,
        0x7d4d_3770,
        0x4d37_7036,
        0x3770_36d8,
        0x7036_d8a5,
        0x36d8_a566,
        0xd8a5_664f,
        0xa566_4f10,
        0x664f_10e4,
        0x4f10_e410,
        0x10e4_1000,
        0xe410_0000,
    ];
    const HALF_PI_SCALED: f64 = 3.406_121_580_086_554_5e-19;
    let exponent = (x.to_bits() >> 23).wrapping_sub(118);
    let mantissa = ((x.to_bits() & 0x007f_ffff) | 0x0080_0000) << (exponent & 7);
    let first = (exponent >> 3) as usize;
    let word = |index: usize| u64::from(TWO_OVER_PI.get(index).copied().unwrap_or_default());
    let wide = u64::from(mantissa);
    let product = wide * word(first + 7);
    let product = wide * word(first + 3) + (product >> 32);
    let product = (u64::from(mantissa.wrapping_mul(word(first - 1) as u32)) << 32).wrapping_add(product);
    let quadrant = product.wrapping_add(1 << 61) >> 62;
    let rest = product.wrapping_sub(quadrant << 62) as i64;
    ((rest as f64 * HALF_PI_SCALED) as f32, quadrant as u32)
}

/// The polynomials for cosine and sine of a reduced argument.
#[inline(always)]
fn cosine_and_sine(x: f32) -> (f32, f32) {
    let x2 = x * x;
    let cosine = horner(
        x2,
        [
            2.437_226_612_528_320_401_906_967_163_085_937_5e-05_f32,
            -0.001_388_652_017_340_064_048_767_089_843_75,
            0.041_666_619_479_656_219_482_421_875,
            -0.5,
            1.0,
        ],
    );
    let sine = x2
        * horner(
            x2,
            [
                -0.000_195_923_411_408_370_289_846_919_698_462_f32,
                0.008_332_687_365_561_685_169_379_479_4,
                -0.166_666_620_329_822_985_5,
            ],
        );
    (cosine, sine * x + x)
}

#[inline(always)]
fn with_sign(x: f32, sign: u32) -> f32 {
    f32::from_bits(x.to_bits() ^ (sign & 0x8000_0000))
}

/// From here on the sine's argument is reduced with care.
const HUGE_SINE: f32 = 25_966.0;

/// From here on the cosine's argument is reduced with care; below, no function here has a branch.
pub const HUGE_COSINE: f32 = 18_838.0;

#[inline(always)]
fn sine((rest, quadrant): (f32, u32), x: f32) -> f32 {
    let (cosine, sine) = cosine_and_sine(rest);
    with_sign(if quadrant & 1 == 0 { sine } else { cosine }, x.to_bits() ^ (quadrant << 30))
}

#[inline(always)]
fn cosine((rest, quadrant): (f32, u32)) -> f32 {
    let (cosine, sine) = cosine_and_sine(rest);
    with_sign(if quadrant & 1 == 0 { cosine } else { sine }, quadrant.wrapping_add(1) << 30)
}

#[inline(always)]
pub fn sin32(x: f32) -> f32 {
    sine(reduced(x.abs(), HUGE_SINE), x)
}

#[inline(always)]
pub fn cos32(x: f32) -> f32 {
    cosine(reduced(x.abs(), HUGE_COSINE))
}

/// [`sin32`] of an argument that is not huge.
#[inline(always)]
pub fn sin_near32(x: f32) -> f32 {
    sine(reduced_near(x.abs()), x)
}

/// [`cos32`] of an argument that is not huge.
#[inline(always)]
pub fn cos_near32(x: f32) -> f32 {
    cosine(reduced_near(x.abs()))
}

/// `sqrt(1 - |x|)` times a polynomial.
#[inline(always)]
pub fn acos32(x: f32) -> f32 {
    let (magnitude, x2) = (x.abs(), x * x);
    let even = horner(
        x2,
        [
            2.364_231_972_023_844_718_933_105_468_75e-3_f32,
            2.717_843_465_507_030_487_060_546_875e-2,
            8.880_408_853_292_465_209_960_937_5e-2,
            1.570_796_370_506_286_621_093_75,
        ],
    );
    let odd = horner(
        x2,
        [
            -1.136_864_442_378_282_546_997_070_312_5e-2_f32,
            -4.896_954_447_031_021_118_164_062_5e-2,
            -0.214_591_205_120_086_669_921_875,
        ],
    );
    let result = (1.0 - magnitude).sqrt() * (odd * magnitude + even);
    if x.is_sign_negative() { std::f32::consts::PI - result } else { result }
}

/// A polynomial up to 1/2; beyond it `π/2 - 2 asin(sqrt((1 - x) / 2))`.
#[inline(always)]
pub fn asin32(x: f32) -> f32 {
    let magnitude = x.abs();
    let large = magnitude > 0.5;
    let z = if large { (0.5 - 0.5 * magnitude).sqrt() } else { magnitude };
    let p = z * horner(
        z * z,
        [
            5.088_388_547_301_292_419_433_593_75e-2_f32,
            3.951_398_655_772_209_167_480_468_75e-2,
            7.550_220_191_478_729_248_046_875e-2,
            0.166_649_177_670_478_820_800_781_25,
            1.000_000_119_209_289_550_781_25,
        ],
    );
    let p = if large { std::f32::consts::FRAC_PI_2 - 2.0 * p } else { p };
    if magnitude > 1.0 { f32::NAN } else { with_sign(p, x.to_bits()) }
}

/// The arctangent for |x| up to 1, beyond it by the reciprocal.
#[inline(always)]
fn arctangent<T: Lanes>(x: T, up_to_one: impl Fn(T) -> T) -> T {
    let magnitude = x.abs();
    let large = magnitude > T::one();
    let p = up_to_one(if large { magnitude.lane_reciprocal() } else { magnitude });
    let p = if large { T::of(std::f64::consts::FRAC_PI_2) - p } else { p };
    if x.is_sign_negative() { -p } else { p }
}

#[inline(always)]
pub fn atan32(x: f32) -> f32 {
    arctangent(x, |x| {
        let x2 = x * x;
        let p = horner(
            x2,
            [1.120_269_820_094_108_581_542_968_75e-1_f32, 7.296_695_709_228_515_625e-1, 8.109_951_019_287_109_375e-1],
        );
        let q = horner(
            x2,
            [
                1.009_171_083_569_526_672_363_281_25e-2_f32,
                2.831_856_012_344_360_351_562_5e-1,
                1.0,
                8.109_951_019_287_109_375e-1,
            ],
        );
        x * (p / q)
    })
}

#[inline(always)]
pub fn atan64(x: f64) -> f64 {
    arctangent(x, |x| {
        let x2 = x * x;
        let p = horner(
            x2,
            [
                2.666_715_386_646_220_8e-05,
                3.091_751_311_246_278_1e-03,
                5.257_429_678_100_860_4e-02,
                3.040_931_847_344_442_4e-01,
                7.536_570_253_498_702_2e-01,
                8.270_405_540_549_461_4e-01,
                3.300_436_128_927_992_0e-01,
            ],
        );
        let q = horner(
            x2,
            [
                2.731_120_246_243_666_7e-04,
                1.089_915_092_896_270_8e-02,
                1.154_893_264_642_035_3e-01,
                4.971_645_872_846_557_3e-01,
                1.0,
                9.370_550_916_858_785_2e-01,
                3.300_436_128_927_992_0e-01,
            ],
        );
        x * (p / q)
    })
}
