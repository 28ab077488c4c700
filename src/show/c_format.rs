//! Numbers as C's `printf` writes them, which is what TensorFlow's kernels print with.

use std::fmt::Write as _;

use crate::decimal::exact_mantissa;
use crate::floats::write_exponent;

/// `%.{digits}g`: so many significant digits at most, and a power of ten where the number is large or small.
///
/// # Examples
/// ```
/// use tape_show::c_format::general;
/// assert_eq!(general(0.1, 6), "0.1");
/// assert_eq!(general(1234567.0, 6), "1.23457e+06");
/// ```
#[must_use]
pub fn general(value: f64, digits: usize) -> String {
    let digits = digits.max(1);
    if !value.is_finite() {
        return not_finite(value);
    }
    let mut mantissa = String::new();
    let exponent = exact_mantissa(value, digits - 1, &mut mantissa);
    let positional = (-4..digits as i64).contains(&i64::from(exponent));
    let mut out = String::new();
    if positional {
        let places = (digits as i64 - 1 - i64::from(exponent)).max(0) as usize;
        let _ = write!(out, "{value:.places$}");
        drop_trailing_zeros(&mut out);
    } else {
        drop_trailing_zeros(&mut mantissa);
        out = mantissa;
        write_exponent(exponent, 2, &mut out);
    }
    out
}

/// `%.{places}e`.
#[must_use]
pub fn scientific(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return not_finite(value);
    }
    let mut out = String::new();
    let exponent = exact_mantissa(value, places, &mut out);
    write_exponent(exponent, 2, &mut out);
    out
}

/// `%.{places}f`.
#[must_use]
pub fn fixed(value: f64, places: usize) -> String {
    if value.is_finite() { format!("{value:.places$}") } else { not_finite(value) }
}

fn not_finite(value: f64) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    format!("{sign}{}", if value.is_nan() { "nan" } else { "inf" })
}

fn drop_trailing_zeros(text: &mut String) {
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
}
