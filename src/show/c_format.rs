//! Numbers as C's `printf` writes them, which is what TensorFlow's kernels print with.

use crate::decimal::{Real, exact_mantissa};
use crate::floats::write_exponent;
use crate::write;

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
    let exponent = exact_mantissa(value.abs(), digits - 1, &mut mantissa);
    mantissa.retain(|character| character != '.');
    let mut out = sign(value).to_owned();
    push_general(mantissa.trim_end_matches('0'), exponent, digits, &mut out);
    out
}

/// As [`general`] with `fewer` digits where those are enough to tell the number apart in its type, else with `more`.
pub(crate) fn general_round_trip<T: Real>(number: T, fewer: usize, more: usize) -> String {
    let value = number.widen();
    if !value.is_finite() {
        return not_finite(value);
    }
    let shortest = number.shortest();
    if shortest.mantissa_places() >= fewer {
        return general(value, more);
    }
    let mut out = sign(value).to_owned();
    push_general(shortest.ascii().trim_end_matches('0'), shortest.exponent(), fewer, &mut out);
    out
}

/// Appends digits that begin at a power of ten, as `%g` lays them out: with a power of ten where they would leave
/// zeros behind them, or more than three between them and the point.
fn push_general(digits: &str, exponent: i32, precision: usize, out: &mut String) {
    if digits.is_empty() {
        return out.push('0');
    }
    if !(-4..precision as i64).contains(&i64::from(exponent)) {
        push_with_point(digits, 1, out);
        write_exponent(exponent, 2, out);
    } else if exponent < 0 {
        out.push_str("0.");
        write::zeros(out, exponent.unsigned_abs() as usize - 1);
        out.push_str(digits);
    } else {
        push_with_point(digits, exponent as usize + 1, out);
    }
}

/// Appends digits with a point behind the first `whole`, if any are left for the other side of it.
fn push_with_point(digits: &str, whole: usize, out: &mut String) {
    let (before, behind) = digits.split_at(whole.min(digits.len()));
    out.push_str(before);
    write::zeros(out, whole - before.len());
    if !behind.is_empty() {
        out.push('.');
        out.push_str(behind);
    }
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
    format!("{}{}", sign(value), if value.is_nan() { "nan" } else { "inf" })
}

fn sign(value: f64) -> &'static str {
    if value.is_sign_negative() { "-" } else { "" }
}
