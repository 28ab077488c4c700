//! `float32` functions that numpy computes itself.
//!
//! Where numpy calls the C library there is nothing to do here. For these it has approximations of its own, vectorised for
//! AVX2: rational functions after a Cody–Waite reduction of the argument (`loops_exponent_log.dispatch.c.src`,
//! `loops_trigonometric.dispatch.cpp`). The same operations in the same order give the same digits.

/// `exp(x)`: `2^q · P(r) / Q(r)` with `x = q · ln 2 + r`.
pub fn exp(x: f32) -> f32 {
    const LN_2_HIGH: f32 = -6.931_457_5e-1;
    const LN_2_LOW: f32 = -1.428_606_8e-6;
    const P: [f32; 6] = [1.0, 7.257_665e-1, 2.473_615_4e-1, 5.114_512e-2, 6.757_897e-3, 5.082_763e-4];
    const Q: [f32; 3] = [1.0, -2.742_335_4e-1, 2.159_509_4e-2];
    if x.is_nan() {
        return x;
    }
    if x > 88.722_84 {
        return f32::INFINITY;
    }
    if x < -103.972_084 {
        return 0.0;
    }
    let quotient = nearest(x * std::f32::consts::LOG2_E);
    let rest = quotient.mul_add(LN_2_LOW, quotient.mul_add(LN_2_HIGH, x));
    scale(polynomial(&P, rest) / polynomial(&Q, rest), quotient as i32)
}

/// `log(x)`: `e · ln 2 + P(m) / Q(m)` with `x = 2^e · (1 + m)`.
pub fn log(x: f32) -> f32 {
    const P: [f32; 6] = [0.0, 1.0, 2.112_677_7, 1.480_000_6, 3.808_837_7e-1, 2.589_979_4e-2];
    const Q: [f32; 6] = [1.0, 2.612_677_7, 2.453_007_2, 9.864_967e-1, 1.546_477e-1, 5.875_095_6e-3];
    match x {
        x if x.is_nan() => return x,
        x if x < 0.0 => return f32::NAN,
        0.0 => return f32::NEG_INFINITY,
        f32::INFINITY => return x,
        _ => {}
    }
    // Numbers too small for full precision are scaled up first.
    let (x, shift) = if x < f32::MIN_POSITIVE { (x * 16_777_216.0, -24.0) } else { (x, 0.0) };
    let exponent = ((x.to_bits() >> 23) as i32 - 127) as f32;
    let mantissa = f32::from_bits((x.to_bits() & 0x007f_ffff) | 0x3f80_0000);
    let (mantissa, exponent) =
        if mantissa > std::f32::consts::SQRT_2 { (mantissa / 2.0, exponent + 1.0) } else { (mantissa, exponent) };
    let m = mantissa - 1.0;
    let series = polynomial(&P, m) / polynomial(&Q, m);
    (exponent + shift).mul_add(std::f32::consts::LN_2, series)
}

/// `sin(x)`.
pub fn sin(x: f32) -> f32 {
    circular(x, 0)
}

/// `cos(x)`.
pub fn cos(x: f32) -> f32 {
    circular(x, 1)
}

/// `sin(x + quarters · π/2)`, with the argument reduced to a quarter of the circle.
fn circular(x: f32, quarters: i32) -> f32 {
    /// π/2 in three parts, the first short of bits so that its products are exact.
    const PI_2_HIGH: f32 = f32::from_bits(0xBFC9_0FDA);
    const PI_2_MID: f32 = -7.549_789_4e-8;
    const PI_2_LOW: f32 = -5.390_303e-15;
    /// Beyond these the reduction is too coarse, and numpy asks the C library.
    const LARGEST: [f32; 2] = [117_435.99, 71_476.06];
    const SINE: [f32; 4] = [-0.166_666_66, 0.008_332_16, -1.951_529_6e-4, 2.599_368_4e-6];
    const COSINE: [f32; 5] = [1.0, -0.5, 4.166_664_6e-2, -1.388_731_6e-3, 2.443_315_7e-5];
    if x.is_nan() || x.abs() > LARGEST[quarters as usize & 1] {
        return if quarters == 0 { x.sin() } else { x.cos() };
    }
    let quadrant = nearest(x * std::f32::consts::FRAC_2_PI);
    let rest = quadrant.mul_add(PI_2_LOW, quadrant.mul_add(PI_2_MID, quadrant.mul_add(PI_2_HIGH, x)));
    let square = rest * rest;
    let place = quadrant as i32 + quarters;
    let value = if place & 1 == 0 {
        (polynomial(&SINE, square) * square).mul_add(rest, rest)
    } else {
        polynomial(&COSINE, square)
    };
    if place & 2 == 0 { value } else { -value }
}

/// `tanh(x)`, rounded from double precision.
pub fn tanh(x: f32) -> f32 {
    f64::from(x).tanh() as f32
}

/// The nearest whole number, by the trick of adding a large number.
fn nearest(x: f32) -> f32 {
    const LARGE: f32 = 12_582_912.0;
    (x + LARGE) - LARGE
}

/// `c[0] + c[1] x + …` by Horner's rule with fused steps.
fn polynomial(coefficients: &[f32], x: f32) -> f32 {
    let Some((last, rest)) = coefficients.split_last() else { return 0.0 };
    rest.iter().rev().fold(*last, |sum, &coefficient| sum.mul_add(x, coefficient))
}

/// `x · 2^exponent`, in two steps where one would overflow.
fn scale(x: f32, exponent: i32) -> f32 {
    let power = |exponent: i32| f32::from_bits(((exponent + 127) as u32) << 23);
    let half = exponent / 2;
    x * power(half) * power(exponent - half)
}
