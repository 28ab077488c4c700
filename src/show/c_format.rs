//! Numbers as C's `printf` writes them, which is what TensorFlow's kernels print with.

use crate::decimal::{Real, exact_mantissa, exact_positional};
use crate::floats::write_exponent;
use crate::write;

/// The letter of a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// `%f`.
    Fixed,
    /// `%e`.
    Scientific,
    /// `%g`.
    General,
}

/// The flag of a conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Flag {
    #[default]
    None,
    /// `0`: zeros between the sign and the digits, up to the width.
    Zeros,
    /// `-`: blanks behind instead of before.
    Left,
    /// `+`: a plus before what is not negative.
    Plus,
    /// A blank before what is not negative.
    Blank,
    /// `#`: the point is always there, and `%g` keeps its zeros.
    Alternate,
}

/// `%.{digits}g`: so many significant digits at most, and a power of ten where the number is large or small.
pub(crate) fn general(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return not_finite(value);
    }
    let mut out = sign(value).to_owned();
    push_magnitude(value.abs(), Notation::General, digits, Flag::None, &mut out);
    out
}

/// A floating point conversion.
pub(crate) fn float(value: f64, notation: Notation, precision: usize, flag: Flag, width: usize) -> String {
    if !value.is_finite() {
        // There are no digits that zeros could lead.
        let flag = if flag == Flag::Zeros { Flag::None } else { flag };
        return in_field(value.is_sign_negative(), not_finite(value).trim_start_matches('-'), flag, width);
    }
    let mut digits = String::new();
    push_magnitude(value.abs(), notation, precision, flag, &mut digits);
    in_field(value.is_sign_negative(), &digits, flag, width)
}

/// Sign, magnitude and padding, in the order that the flag asks for.
pub(crate) fn in_field(negative: bool, magnitude: &str, flag: Flag, width: usize) -> String {
    let sign = match (negative, flag) {
        (true, _) => "-",
        (false, Flag::Plus) => "+",
        (false, Flag::Blank) => " ",
        (false, _) => "",
    };
    let padding = width.saturating_sub(sign.len() + magnitude.len());
    let mut out = String::with_capacity(width.max(sign.len() + magnitude.len()));
    if !matches!(flag, Flag::Zeros | Flag::Left) {
        write::blanks(&mut out, padding);
    }
    out.push_str(sign);
    if flag == Flag::Zeros {
        write::zeros(&mut out, padding);
    }
    out.push_str(magnitude);
    if flag == Flag::Left {
        write::blanks(&mut out, padding);
    }
    out
}

fn push_magnitude(value: f64, notation: Notation, precision: usize, flag: Flag, out: &mut String) {
    let alternate = flag == Flag::Alternate;
    match notation {
        Notation::Fixed => {
            exact_positional(value, precision, out);
            out.extend((alternate && precision == 0).then_some('.'));
        }
        Notation::Scientific => {
            let exponent = exact_mantissa(value, precision, out);
            out.extend((alternate && precision == 0).then_some('.'));
            write_exponent(exponent, 2, out);
        }
        Notation::General => {
            let precision = precision.max(1);
            let mut digits = String::new();
            let exponent = exact_mantissa(value, precision - 1, &mut digits);
            digits.retain(|character| character != '.');
            if !alternate {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            push_general(&digits, exponent, precision, alternate, out);
        }
    }
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
    push_general(shortest.ascii(), shortest.exponent(), fewer, false, &mut out);
    out
}

/// Appends digits that begin at a power of ten, as `%g` lays them out: with a power of ten where they would leave
/// zeros behind them, or more than three between them and the point.
fn push_general(digits: &str, exponent: i32, precision: usize, point: bool, out: &mut String) {
    if !(-4..precision as i64).contains(&i64::from(exponent)) {
        push_with_point(digits, 1, point, out);
        write_exponent(exponent, 2, out);
    } else if exponent < 0 {
        out.push_str("0.");
        write::zeros(out, exponent.unsigned_abs() as usize - 1);
        out.push_str(digits);
    } else {
        push_with_point(digits, exponent as usize + 1, point, out);
    }
}

/// Appends digits with a point behind the first `whole`, if any are left for the other side of it or `point` asks for it.
fn push_with_point(digits: &str, whole: usize, point: bool, out: &mut String) {
    let (before, behind) = digits.split_at(whole.min(digits.len()));
    out.push_str(before);
    write::zeros(out, whole - before.len());
    if point || !behind.is_empty() {
        out.push('.');
    }
    out.push_str(behind);
}

fn not_finite(value: f64) -> String {
    format!("{}{}", sign(value), if value.is_nan() { "nan" } else { "inf" })
}

fn sign(value: f64) -> &'static str {
    if value.is_sign_negative() { "-" } else { "" }
}
