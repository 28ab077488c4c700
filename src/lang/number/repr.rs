//! How numbers are shown.

use num_bigint::BigInt;
use num_complex::Complex64;

use super::digits::Digits;
use crate::fault::{Computed, Fault};

/// CPython refuses to convert integers with more decimal digits than this.
pub const MOST_INT_DIGITS: usize = 4300;

/// `repr(float)`: the shortest text that reads back the same.
///
/// # Examples
/// ```
/// use tape_lang::number::repr_float;
/// assert_eq!(repr_float(0.1), "0.1");
/// assert_eq!(repr_float(1e16), "1e+16");
/// assert_eq!(repr_float(-0.0), "-0.0");
/// ```
#[must_use]
pub fn repr_float(number: f64) -> String {
    let text = shortest_magnitude(number, 1);
    if number.is_sign_negative() && !number.is_nan() { format!("-{text}") } else { text }
}

/// The shortest text of the absolute value, with at least `places` digits behind the point where it has no exponent.
pub(crate) fn shortest_magnitude(number: f64, places: usize) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return "inf".to_owned();
    }
    let mut digits = Digits::shortest(number);
    if number == 0.0 {
        digits.point = 1;
    }
    if (-4 < digits.point) && digits.point <= 16 { digits.positional(places) } else { digits.scientific() }
}

/// `repr(complex)`.
///
/// # Examples
/// ```
/// use tape_lang::number::repr_complex;
/// use num_complex::Complex64;
/// assert_eq!(repr_complex(Complex64::new(0.0, 2.0)), "2j");
/// assert_eq!(repr_complex(Complex64::new(1.5, -0.0)), "(1.5-0j)");
/// ```
#[must_use]
pub fn repr_complex(number: Complex64) -> String {
    let signed = |part: f64, plus: &str| {
        let sign = if part.is_nan() || !part.is_sign_negative() { plus } else { "-" };
        format!("{sign}{}", shortest_magnitude(part, 0))
    };
    if number.re == 0.0 && !number.re.is_sign_negative() {
        return format!("{}j", signed(number.im, ""));
    }
    format!("({}{}j)", signed(number.re, ""), signed(number.im, "+"))
}

/// `str(int)` of a large integer.
///
/// # Errors
/// `ValueError` beyond 4300 digits, as in CPython.
pub fn repr_big(int: &BigInt) -> Computed<String> {
    // 10^4300 has 14285 bits: below that no digits need to be counted, far above none need to be made.
    let bits = int.bits();
    if bits > 14_290 {
        return Err(too_many_digits());
    }
    let text = int.to_string();
    if text.trim_start_matches('-').len() > MOST_INT_DIGITS {
        return Err(too_many_digits());
    }
    Ok(text)
}

fn too_many_digits() -> Fault {
    Fault::value(format!(
        "Exceeds the limit ({MOST_INT_DIGITS} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// An integer in a base from 2 to 36, lower case, without prefix.
#[must_use]
pub fn int_in_base(int: &BigInt, base: u32) -> String {
    int.to_str_radix(base)
}
