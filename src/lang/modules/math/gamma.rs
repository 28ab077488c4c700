//! The gamma function and its logarithm, by the approximation of Lanczos with the rational coefficients that Boost publishes
//! for 53 bits (`lanczos13m53`), in the order of operations of CPython.

#![allow(clippy::excessive_precision, reason = "coefficients stand as they were published")]

use std::f64::consts::PI;

use crate::fault::{Computed, Fault};

const G: f64 = 6.024_680_040_776_729_583_740_234_375;
const G_MINUS_HALF: f64 = 5.524_680_040_776_729_583_740_234_375;
/// The logarithm of π.
const LN_PI: f64 = 1.144_729_885_849_400_174_143_427;

const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];
/// Up to this the factorials are exact.
const LARGEST_EXACT: f64 = 23.0;

fn lanczos_sum(x: f64) -> f64 {
    let mut numerator = 0.0;
    let mut denominator = 0.0;
    // Each way keeps the terms from growing.
    if x < 5.0 {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR).rev() {
            numerator = numerator * x + n;
            denominator = denominator * x + d;
        }
    } else {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR) {
            numerator = numerator / x + n;
            denominator = denominator / x + d;
        }
    }
    numerator / denominator
}

/// sin(πx), exact at the zeros.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let sine = match (2.0 * y).round() as i64 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    sine * 1_f64.copysign(x)
}

fn domain() -> Fault {
    Fault::value("math domain error")
}

fn range() -> Fault {
    Fault::overflow("math range error")
}

/// `math.gamma`.
pub(super) fn gamma(x: f64) -> Computed<f64> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    let is_whole = x == x.floor();
    if x == f64::NEG_INFINITY || x == 0.0 || (is_whole && x < 0.0) {
        return Err(domain());
    }
    if is_whole && x <= LARGEST_EXACT {
        return Ok((1..x as u64).product::<u64>() as f64);
    }
    let size = x.abs();
    let value = if size < 1e-20 {
        1.0 / x
    } else if size > 200.0 {
        if x > 0.0 {
            return Err(range());
        }
        return Ok(0.0 / sin_pi(x));
    } else {
        lanczos_gamma(x)
    };
    if value.is_infinite() { Err(range()) } else { Ok(value) }
}

fn lanczos_gamma(x: f64) -> f64 {
    let size = x.abs();
    let y = size + G_MINUS_HALF;
    // What rounding took from y.
    let lost = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let correction = lost * G / y;
    let power = |value: f64, apply: fn(f64, f64) -> f64| {
        if size < 140.0 {
            return apply(value, y.powf(size - 0.5));
        }
        let root = y.powf(size / 2.0 - 0.25);
        apply(apply(value, root), root)
    };
    if x < 0.0 {
        let value = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        power(value - correction * value, |a, b| a / b)
    } else {
        let value = lanczos_sum(size) / y.exp();
        power(value + correction * value, |a, b| a * b)
    }
}

/// `math.lgamma`.
pub(super) fn ln_gamma(x: f64) -> Computed<f64> {
    if x.is_nan() {
        return Ok(x);
    }
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(domain()) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut value = lanczos_sum(size).ln() - G;
    value += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        value = LN_PI - sin_pi(size).abs().ln() - size.ln() - value;
    }
    if value.is_infinite() { Err(range()) } else { Ok(value) }
}
