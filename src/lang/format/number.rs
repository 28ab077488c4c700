//! Integers, floats and complex numbers under a format specification.

use num_bigint::{BigInt, Sign as BigSign};
use num_complex::Complex64;
use num_traits::ToPrimitive;

use super::layout::Parts;
use super::spec::{Align, FormatSpec, Sign, unknown_kind};
use crate::fault::{Computed, Fault};
use crate::number::{self, Digits, fixed, repr_big, shortest_magnitude};

/// Fields and precisions wider than this are refused: no display needs them, and they would eat all memory.
const WIDEST: usize = 100_000_000;

pub(super) fn check_size(spec: &FormatSpec) -> Computed<()> {
    if spec.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return Err(Fault::value("precision too big"));
    }
    if spec.width > WIDEST || spec.precision.is_some_and(|precision| precision > WIDEST) {
        return Err(Fault::new(crate::fault::FaultKind::Memory, ""));
    }
    Ok(())
}

/// `format(int, spec)`; `type_name` is `int`, or `bool` for a bool.
///
/// # Errors
/// `ValueError` for a specification that integers do not know, and `OverflowError` for a float's type on too large an integer.
///
/// # Examples
/// ```
/// use tape_lang::format::format_int;
/// assert_eq!(format_int(&1234567.into(), ",", "int").unwrap(), "1,234,567");
/// assert_eq!(format_int(&255.into(), "#06x", "int").unwrap(), "0x00ff");
/// ```
pub fn format_int(int: &BigInt, spec: &str, type_name: &str) -> Computed<String> {
    if spec.is_empty() {
        return repr_big(int);
    }
    let spec = FormatSpec::parse(spec, Align::Right, type_name)?;
    check_size(&spec)?;
    match spec.kind {
        None | Some('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') => int_digits(int, &spec),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => float_with(number::big_to_float(int)?, &spec, type_name),
        Some(kind) => Err(unknown_kind(kind, type_name)),
    }
}

fn int_digits(int: &BigInt, spec: &FormatSpec) -> Computed<String> {
    if spec.precision.is_some() {
        return Err(Fault::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Fault::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    let kind = spec.kind.unwrap_or('d');
    if kind == 'c' {
        return character(int, spec);
    }
    let (base, prefix) = match kind {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let magnitude = BigInt::from(int.magnitude().clone());
    let mut digits = if base == 10 { repr_big(&magnitude)? } else { magnitude.to_str_radix(base) };
    if kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let parts = Parts {
        sign: spec.sign_text(int.sign() == BigSign::Minus),
        prefix: if spec.alternate { prefix } else { "" },
        whole: &digits,
        rest: "",
    };
    Ok(parts.lay_out(spec))
}

fn character(int: &BigInt, spec: &FormatSpec) -> Computed<String> {
    if spec.sign.is_some() {
        return Err(Fault::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Fault::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let out_of_range = || Fault::overflow("%c arg not in range(0x110000)");
    let character = int.to_u32().and_then(char::from_u32).ok_or_else(out_of_range)?;
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    Ok(spec.pad(text))
}

/// `format(float, spec)`.
///
/// # Errors
/// `ValueError` for a specification that floats do not know.
///
/// # Examples
/// ```
/// use tape_lang::format::format_float;
/// assert_eq!(format_float(2.675, ".2f").unwrap(), "2.67");
/// assert_eq!(format_float(1e16, "").unwrap(), "1e+16");
/// assert_eq!(format_float(0.256, ">8.1%").unwrap(), "   25.6%");
/// ```
pub fn format_float(float: f64, spec: &str) -> Computed<String> {
    if spec.is_empty() {
        return Ok(number::repr_float(float));
    }
    let spec = FormatSpec::parse(spec, Align::Right, "float")?;
    check_size(&spec)?;
    float_with(float, &spec, "float")
}

fn float_with(float: f64, spec: &FormatSpec, type_name: &str) -> Computed<String> {
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => {}
        Some(kind) => return Err(unknown_kind(kind, type_name)),
    }
    let style = match (spec.kind, spec.precision) {
        (None, None) => FloatStyle::Repr,
        (None, Some(_)) => FloatStyle::Short,
        (Some('e' | 'E'), _) => FloatStyle::Scientific,
        (Some('f' | 'F' | '%'), _) => FloatStyle::Fixed,
        _ => FloatStyle::General,
    };
    let percent = spec.kind == Some('%');
    let float = if percent { float * 100.0 } else { float };
    let upper = matches!(spec.kind, Some('E' | 'F' | 'G'));
    let mut text = float_magnitude(float, style, spec.precision, spec.alternate);
    if upper {
        text.make_ascii_uppercase();
    }
    if percent {
        text.push('%');
    }
    let (whole, rest) = split_digits(&text);
    let sign = spec.sign_text(is_negative(float, &text, spec.no_negative_zero));
    Ok(Parts { sign, prefix: "", whole, rest }.lay_out(spec))
}

/// Whether a minus stands before the text of a float: also before a zero, unless that is not wanted.
fn is_negative(float: f64, text: &str, no_negative_zero: bool) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let is_zero = !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    float.is_sign_negative() && !float.is_nan() && !(no_negative_zero && float.is_finite() && is_zero)
}

/// The digits before the point, and the rest.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// How a float's digits are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FloatStyle {
    /// The shortest that reads back, always with a point or an exponent.
    Repr,
    /// The shortest without places for whole numbers: how the parts of complex numbers are shown.
    ReprBare,
    /// So many significant digits, always with a point or an exponent.
    Short,
    /// `e`.
    Scientific,
    /// `f`.
    Fixed,
    /// `g`.
    General,
}

/// The text of the absolute value in lower case, without sign.
pub(super) fn float_magnitude(float: f64, style: FloatStyle, precision: Option<usize>, alternate: bool) -> String {
    if !float.is_finite() {
        return shortest_magnitude(float, 0);
    }
    let chosen = precision.unwrap_or(6);
    match style {
        FloatStyle::Repr => with_point(shortest_magnitude(float, 1), alternate),
        FloatStyle::ReprBare => with_point(shortest_magnitude(float, 0), alternate),
        FloatStyle::Fixed => with_point(fixed(float, chosen), alternate),
        FloatStyle::Scientific => {
            let mut digits = Digits::significant(float, chosen.saturating_add(1));
            if float == 0.0 {
                digits.point = 1;
            }
            with_point(digits.scientific(), alternate)
        }
        FloatStyle::General => general(float, chosen.max(1), alternate, 0),
        FloatStyle::Short => general(float, chosen.max(1), alternate, 1),
    }
}

/// `g`: significant digits, with an exponent where the point would lie outside of them. With `least_places` a number without
/// exponent keeps that many places, and turns to the exponent that much earlier.
fn general(float: f64, precision: usize, alternate: bool, least_places: usize) -> String {
    let mut digits = Digits::significant(float, precision);
    if float == 0.0 {
        digits.point = 1;
    }
    if !alternate {
        digits.strip_zeros();
    }
    let most = precision as i64 - least_places as i64;
    let text = if digits.point <= -4 || i64::from(digits.point) > most {
        digits.scientific()
    } else {
        digits.positional(least_places)
    };
    with_point(text, alternate)
}

/// Puts a point behind the digits if the alternate form asks for one and there is none.
fn with_point(mut text: String, alternate: bool) -> String {
    if alternate && !text.contains('.') {
        let end = text.find('e').unwrap_or(text.len());
        text.insert(end, '.');
    }
    text
}

/// `format(complex, spec)`.
///
/// # Errors
/// `ValueError` for a specification that complex numbers do not know.
///
/// # Examples
/// ```
/// use num_complex::Complex64;
/// assert_eq!(tape_lang::format::format_complex(Complex64::new(1.0, 2.0), ".1f").unwrap(), "1.0+2.0j");
/// ```
pub fn format_complex(complex: Complex64, spec: &str) -> Computed<String> {
    if spec.is_empty() {
        return Ok(number::repr_complex(complex));
    }
    let spec = FormatSpec::parse(spec, Align::Right, "complex")?;
    check_size(&spec)?;
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
        Some(kind) => return Err(unknown_kind(kind, "complex")),
    }
    if spec.fill == '0' {
        return Err(Fault::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let style = match (spec.kind, spec.precision) {
        (None, None) => FloatStyle::ReprBare,
        (Some('e' | 'E'), _) => FloatStyle::Scientific,
        (Some('f' | 'F'), _) => FloatStyle::Fixed,
        _ => FloatStyle::General,
    };
    let bare = FormatSpec { width: 0, ..spec.clone() };
    let part = |value: f64, bare: &FormatSpec| {
        let mut text = float_magnitude(value, style, spec.precision, spec.alternate);
        if matches!(spec.kind, Some('E' | 'F' | 'G')) {
            text.make_ascii_uppercase();
        }
        let (whole, rest) = split_digits(&text);
        let sign = bare.sign_text(is_negative(value, &text, spec.no_negative_zero));
        Parts { sign, prefix: "", whole, rest }.lay_out(bare)
    };
    let imaginary = part(complex.im, &FormatSpec { sign: Some(Sign::Plus), ..bare.clone() });
    let without_real = spec.kind.is_none() && complex.re == 0.0 && !complex.re.is_sign_negative();
    let text = match (spec.kind, without_real) {
        (None, true) => format!("{}j", part(complex.im, &bare)),
        (None, false) => format!("({}{imaginary}j)", part(complex.re, &bare)),
        _ => format!("{}{imaginary}j", part(complex.re, &bare)),
    };
    Ok(spec.pad(&text))
}

/// `format(str, spec)`.
///
/// # Errors
/// `ValueError` for a specification that strings do not know.
///
/// # Examples
/// ```
/// assert_eq!(tape_lang::format::format_str("abc", "*^7").unwrap(), "**abc**");
/// ```
pub fn format_str(text: &str, spec: &str) -> Computed<String> {
    if spec.is_empty() {
        return Ok(text.to_owned());
    }
    let spec = FormatSpec::parse(spec, Align::Left, "str")?;
    match spec.kind {
        None | Some('s') => {}
        Some(kind) => return Err(unknown_kind(kind, "str")),
    }
    if let Some(sign) = spec.sign {
        let word = if sign == Sign::Space { "Space" } else { "Sign" };
        return Err(Fault::value(format!("{word} not allowed in string format specifier")));
    }
    if spec.no_negative_zero {
        return Err(Fault::value("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(Fault::value("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment not allowed in string format specifier"));
    }
    check_size(&FormatSpec { precision: None, ..spec.clone() })?;
    let shown = match spec.precision.and_then(|most| text.char_indices().nth(most)) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    Ok(spec.pad(shown))
}
