//! Arithmetic of floats where Python's differs from the processor's.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use super::fixed;
use crate::fault::{Computed, Fault};

/// An integer as the nearest float.
///
/// # Errors
/// `OverflowError` beyond the range of floats.
pub fn big_to_float(int: &BigInt) -> Computed<f64> {
    match int.to_f64() {
        Some(float) if float.is_finite() => Ok(float),
        _ => Err(Fault::overflow("int too large to convert to float")),
    }
}

/// `a % b` with the sign of `b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn modulo(a: f64, b: f64) -> Computed<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float modulo"));
    }
    Ok(floored_remainder(a, b))
}

/// The remainder with the sign of the divisor, a zero too.
fn floored_remainder(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder == 0.0 {
        0.0_f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    }
}

/// `divmod(a, b)`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn divide_with_remainder(a: f64, b: f64) -> Computed<(f64, f64)> {
    if b == 0.0 {
        return Err(Fault::zero_division("float divmod()"));
    }
    Ok((floored_quotient(a, b), floored_remainder(a, b)))
}

/// `a // b`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn floor_divide(a: f64, b: f64) -> Computed<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float floor division by zero"));
    }
    Ok(floored_quotient(a, b))
}

/// The quotient from which the remainder follows: a division of `a` less its remainder is nearly whole, so rounding it
/// cannot go wrong.
fn floored_quotient(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 && (b < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0_f64.copysign(a / b);
    }
    let floored = quotient.floor();
    if quotient - floored > 0.5 { floored + 1.0 } else { floored }
}

/// `a ** b` where the result is real; nothing when a negative number is raised to a fraction, which gives a complex number.
///
/// # Errors
/// `ZeroDivisionError` for zero raised to a negative power, `OverflowError` beyond the range of floats.
pub fn power(a: f64, b: f64) -> Computed<Option<f64>> {
    if a == 0.0 && b < 0.0 {
        return Err(Fault::zero_division("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return Ok(None);
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        // What the C library's errno makes of it, number and sentence.
        return Err(Fault::overflow("(34, 'Numerical result out of range')"));
    }
    Ok(Some(result))
}

/// `round(float)`: the nearest integer, halves to the even one.
///
/// # Errors
/// `ValueError` for NaN, `OverflowError` for infinities.
pub fn round_to_int(float: f64) -> Computed<BigInt> {
    to_int(float.round_ties_even())
}

/// `int(float)`: cuts off the fraction.
///
/// # Errors
/// `ValueError` for NaN, `OverflowError` for infinities.
pub fn to_int(float: f64) -> Computed<BigInt> {
    if float.is_nan() {
        return Err(Fault::value("cannot convert float NaN to integer"));
    }
    BigInt::from_f64(float.trunc()).ok_or_else(|| Fault::overflow("cannot convert float infinity to integer"))
}

/// `round(float, places)`: correctly rounded in decimal, halves of the exact value to even.
///
/// # Errors
/// `OverflowError` when the rounded number is too large.
pub fn round_to_places(float: f64, places: i64) -> Computed<f64> {
    // Beyond these bounds nothing changes, or nothing is left.
    if !float.is_finite() || places > 323 {
        return Ok(float);
    }
    if places < -308 {
        return Ok(0.0_f64.copysign(float));
    }
    let text =
        if places >= 0 { fixed(float, places as usize) } else { rounded_whole(float, places.unsigned_abs() as usize) };
    let magnitude: f64 = text.parse().unwrap_or(f64::NAN);
    if magnitude.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(magnitude.copysign(float))
}

/// The magnitude rounded to a multiple of 10^zeros, as digits with an exponent.
fn rounded_whole(float: f64, zeros: usize) -> String {
    let exact = fixed(float, 1100);
    let (whole, places) = exact.split_once('.').unwrap_or((&exact, ""));
    let padded = format!("{whole:0>width$}", width = zeros + 1);
    let (kept, cut) = padded.split_at(padded.len() - zeros);
    let mut kept: BigInt = kept.parse().unwrap_or_default();
    let half = format!("5{}", "0".repeat(zeros.saturating_sub(1)));
    let rest_is_zero = places.bytes().all(|byte| byte == b'0');
    let up = match cut.cmp(&half) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => !rest_is_zero || kept.bit(0),
    };
    kept += i32::from(up);
    format!("{kept}e{zeros}")
}

/// Compares an integer with a float exactly; nothing for NaN.
#[must_use]
pub fn compare_int(int: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // 2^63 is the first float beyond i64.
    if float >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if float < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    let by_whole = int.cmp(&(whole as i64));
    Some(by_whole.then_with(|| {
        if float > whole {
            Ordering::Less
        } else if float < whole {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }))
}

/// Compares a large integer with a float exactly; nothing for NaN.
#[must_use]
pub fn compare_big(int: &BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = BigInt::from_f64(float.trunc())?;
    let fraction = float - float.trunc();
    Some(int.cmp(&whole).then_with(|| 0.0_f64.partial_cmp(&fraction).unwrap_or(Ordering::Equal)))
}

/// `float.as_integer_ratio()`.
///
/// # Errors
/// `OverflowError` and `ValueError` for what is not finite.
pub fn integer_ratio(float: f64) -> Computed<(BigInt, BigInt)> {
    if float.is_infinite() {
        return Err(Fault::overflow("cannot convert Infinity to integer ratio"));
    }
    if float.is_nan() {
        return Err(Fault::value("cannot convert NaN to integer ratio"));
    }
    let (mantissa, exponent) = decompose(float);
    let zeros = mantissa.trailing_zeros().min(63) as i64;
    if mantissa == 0 {
        return Ok((0.into(), 1.into()));
    }
    let (mantissa, exponent) = (mantissa >> zeros, exponent + zeros);
    let signed = BigInt::from(mantissa) * if float < 0.0 { -1 } else { 1 };
    let one = BigInt::from(1);
    Ok(if exponent >= 0 { (signed << exponent, one) } else { (signed, one << -exponent) })
}

/// The magnitude as `mantissa · 2^exponent`.
fn decompose(float: f64) -> (u64, i64) {
    let bits = float.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as i64 {
        0 => (fraction, -1074),
        biased => (fraction | (1 << 52), biased - 1075),
    }
}

/// `float.hex()`.
#[must_use]
pub fn to_hex(float: f64) -> String {
    let sign = if float.is_sign_negative() && !float.is_nan() { "-" } else { "" };
    if !float.is_finite() {
        return format!("{sign}{}", super::shortest_magnitude(float, 0));
    }
    if float == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = float.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (lead, exponent) = match (bits >> 52) as i64 {
        0 => (0, -1022),
        biased => (1, biased - 1023),
    };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex(text)`.
///
/// # Errors
/// `ValueError` for what is no such number, `OverflowError` for what is too large.
pub fn from_hex(text: &str) -> Computed<f64> {
    let invalid = || Fault::value("invalid hexadecimal floating-point string");
    let lower = text.trim().to_ascii_lowercase();
    let (negative, body) = match lower.as_bytes().first() {
        Some(b'-') => (true, &lower[1..]),
        Some(b'+') => (false, &lower[1..]),
        _ => (false, &lower[..]),
    };
    let magnitude = match body {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => hex_magnitude(body.strip_prefix("0x").unwrap_or(body)).ok_or_else(invalid)?,
    };
    if magnitude.is_infinite() && !body.starts_with("inf") {
        return Err(Fault::overflow("hexadecimal value too large to represent as a float"));
    }
    Ok(if negative { -magnitude } else { magnitude })
}

fn hex_magnitude(body: &str) -> Option<f64> {
    let (mantissa, exponent) = body.split_once('p').unwrap_or((body, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{places}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let int = BigInt::parse_bytes(digits.as_bytes(), 16)?;
    let exponent = exponent.clamp(-1_000_000, 1_000_000) - 4 * places.len() as i64;
    // The exact quotient of integers rounds once, subnormal results included.
    let one = BigInt::from(1);
    if int.bits() as i64 + exponent > 1100 {
        return Some(f64::INFINITY);
    }
    if (int.bits() as i64) + exponent < -1100 {
        return Some(0.0);
    }
    let (above, below) = if exponent >= 0 { (int << exponent, one) } else { (int, one << -exponent) };
    Some(super::int::true_divide(&above, &below).unwrap_or(f64::INFINITY))
}
