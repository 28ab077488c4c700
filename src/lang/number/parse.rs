//! Numbers out of text: `int("0x1f", 16)`, `float(" 1e5 ")`, `complex("1+2j")`.

use std::borrow::Cow;

use num_bigint::BigInt;
use num_complex::Complex64;
use num_traits::Num;

use super::repr::MOST_INT_DIGITS;
use crate::fault::{Computed, Fault};
use crate::text::{decimal_value, is_space, quote};

/// The text with decimal digits of all scripts as ASCII ones and blanks as spaces, trimmed.
fn plain_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim_matches(is_space));
    }
    let ascii = |c: char| match decimal_value(c).and_then(|value| char::from_digit(value, 10)) {
        Some(digit) => digit,
        None if is_space(c) => ' ',
        None => c,
    };
    Cow::Owned(text.chars().map(ascii).collect::<String>().trim_matches(is_space).to_owned())
}

/// Removes underscores that stand between two digits; nothing if one stands elsewhere.
fn without_underscores(text: &str, is_digit: impl Fn(u8) -> bool) -> Option<Cow<'_, str>> {
    if !text.contains('_') {
        return Some(Cow::Borrowed(text));
    }
    let bytes = text.as_bytes();
    let between =
        |at: usize| at > 0 && is_digit(bytes[at - 1]) && bytes.get(at + 1).is_some_and(|&next| is_digit(next));
    let placed = bytes.iter().enumerate().all(|(at, &byte)| byte != b'_' || between(at));
    placed.then(|| Cow::Owned(text.replace('_', "")))
}

/// The text as an error message shows it: in quotes, cut to 200 characters.
fn shown(text: &str) -> String {
    quote(text).chars().take(200).collect()
}

/// `int(text, base)`, with base 0 for the base that the prefix names.
///
/// # Errors
/// `ValueError` for a base out of range, for text that is no such integer and for one of more than 4300 digits.
///
/// # Examples
/// ```
/// use tape_lang::number::parse_int;
/// assert_eq!(parse_int(" 1_000 ", 10), Ok(1000.into()));
/// assert_eq!(parse_int("0x1f", 0), Ok(31.into()));
/// assert!(parse_int("1.5", 10).is_err());
/// ```
pub fn parse_int(text: &str, base: i64) -> Computed<BigInt> {
    let radix = match u32::try_from(base) {
        Ok(radix @ (0 | 2..=36)) => radix,
        _ => return Err(Fault::value("int() base must be >= 2 and <= 36, or 0")),
    };
    let invalid = || Fault::value(format!("invalid literal for int() with base {base}: {}", shown(text)));
    let plain = plain_digits(text);
    let (negative, digits) = split_sign(&plain);
    let (radix, digits) = split_prefix(digits, radix).ok_or_else(invalid)?;
    let digits = without_underscores(digits, |byte| char::from(byte).is_digit(radix)).ok_or_else(invalid)?;
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(invalid());
    }
    if digits.len() > MOST_INT_DIGITS && !radix.is_power_of_two() {
        return Err(Fault::value(format!(
            "Exceeds the limit ({MOST_INT_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    let magnitude = BigInt::from_str_radix(&digits, radix).map_err(|_| invalid())?;
    Ok(if negative { -magnitude } else { magnitude })
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

/// Takes the prefix of a base off; base 0 becomes the one the prefix names. Nothing for `010` in base 0.
fn split_prefix(digits: &str, base: u32) -> Option<(u32, &str)> {
    let lower = digits.get(..2).map(str::to_ascii_lowercase);
    let named = match lower.as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    if named != 0 && (base == 0 || base == named) {
        let rest = &digits[2..];
        return Some((named, rest.strip_prefix('_').unwrap_or(rest)));
    }
    if base != 0 {
        return Some((base, digits));
    }
    let only_zeros = digits.bytes().all(|byte| matches!(byte, b'0' | b'_'));
    (only_zeros || !digits.starts_with('0')).then_some((10, digits))
}

/// `float(text)`.
///
/// # Errors
/// `ValueError` for text that is no number.
///
/// # Examples
/// ```
/// use tape_lang::number::parse_float;
/// assert_eq!(parse_float(" -1_0.5e1\n"), Ok(-105.0));
/// assert!(parse_float("1 5").is_err());
/// ```
pub fn parse_float(text: &str) -> Computed<f64> {
    let invalid = || Fault::value(format!("could not convert string to float: {}", quote(text)));
    let plain = plain_digits(text);
    let plain = without_underscores(&plain, |byte| byte.is_ascii_digit()).ok_or_else(invalid)?;
    match float_prefix(&plain) {
        Some((number, length)) if length == plain.len() => Ok(number),
        _ => Err(invalid()),
    }
}

/// The number at the start of the text and how many bytes it takes.
fn float_prefix(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    for (word, number) in [("infinity", f64::INFINITY), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        if text.get(sign..sign + word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            let signed = if bytes[0] == b'-' { -number } else { number };
            return Some((signed, sign + word.len()));
        }
    }
    let digits_from = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits_from(sign);
    let mut end = sign + whole;
    let mut places = 0;
    if bytes.get(end) == Some(&b'.') {
        places = digits_from(end + 1);
        end += 1 + places;
    }
    if whole + places == 0 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let exponent = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let length = digits_from(exponent);
        if length > 0 {
            end = exponent + length;
        }
    }
    text[..end].parse().ok().map(|number| (number, end))
}

/// `complex(text)`.
///
/// # Errors
/// `ValueError` for text that is no complex number.
///
/// # Examples
/// ```
/// use tape_lang::number::parse_complex;
/// use num_complex::Complex64;
/// assert_eq!(parse_complex("(1-j)"), Ok(Complex64::new(1.0, -1.0)));
/// ```
pub fn parse_complex(text: &str) -> Computed<Complex64> {
    // Underscores that stand wrong are found before anything else is looked at.
    let plain = plain_digits(text);
    if without_underscores(&plain, |byte| byte.is_ascii_digit()).is_none() {
        return Err(Fault::value(format!("could not convert string to complex: {}", quote(text))));
    }
    complex_of(text).ok_or_else(|| Fault::value("complex() arg is a malformed string"))
}

fn complex_of(text: &str) -> Option<Complex64> {
    let plain = plain_digits(text);
    let plain = match plain.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim_matches(is_space),
        None => &plain,
    };
    let plain = without_underscores(plain, |byte| byte.is_ascii_digit())?;
    let is_unit = |rest: &str| matches!(rest, "j" | "J");
    let (first, length) = part(&plain)?;
    let rest = &plain[length..];
    if rest.is_empty() && length > 0 && !plain.ends_with(['+', '-']) {
        return Some(Complex64::new(first, 0.0));
    }
    if is_unit(rest) {
        return Some(Complex64::new(0.0, first));
    }
    if length == 0 || !rest.starts_with(['+', '-']) || plain[..length].ends_with(['+', '-']) {
        return None;
    }
    let (second, length) = part(rest)?;
    is_unit(&rest[length..]).then(|| Complex64::new(first, second))
}

/// A number, or a bare sign (or nothing) before the unit `j`, which counts as one.
fn part(text: &str) -> Option<(f64, usize)> {
    if let Some(found) = float_prefix(text) {
        return Some(found);
    }
    match text.as_bytes() {
        [b'-', ..] => Some((-1.0, 1)),
        [b'+', ..] => Some((1.0, 1)),
        [b'j' | b'J', ..] => Some((1.0, 0)),
        _ => None,
    }
}
