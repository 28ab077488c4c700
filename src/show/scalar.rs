//! Single values: as numpy's scalars print, and as Python's numbers do.

use half::bf16;
use num_complex::Complex;
use tape_tensor::{DType, Scalar};

use crate::array::Strings;
use crate::decimal::Real;
use crate::floats::{write_exponent, write_positional};
use crate::{c_format, literal};

/// numpy's `str` of a scalar: the shortest text that tells it apart in its own type.
///
/// # Examples
/// ```
/// use tape_show::scalar;
/// use tape_tensor::Scalar;
/// assert_eq!(scalar::str(&Scalar::Float32(0.1)), "0.1");
/// assert_eq!(scalar::str(&Scalar::Float32(1e6)), "1e+06");
/// ```
#[must_use]
pub fn str(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Bool(value) => if *value { "True" } else { "False" }.into(),
        Scalar::Int8(value) => value.to_string(),
        Scalar::Int16(value) => value.to_string(),
        Scalar::Int32(value) => value.to_string(),
        Scalar::Int64(value) => value.to_string(),
        Scalar::UInt8(value) => value.to_string(),
        Scalar::UInt16(value) => value.to_string(),
        Scalar::UInt32(value) => value.to_string(),
        Scalar::UInt64(value) => value.to_string(),
        Scalar::Float16(value) => float(*value),
        Scalar::BFloat16(value) => bfloat16(*value),
        Scalar::Float32(value) => float(*value),
        Scalar::Float64(value) => float(*value),
        Scalar::Complex64(value) => complex(*value),
        Scalar::Complex128(value) => complex(*value),
        Scalar::String(value) => {
            let mut out = String::new();
            literal::bytes(value, &mut out);
            out
        }
    }
}

/// [`str`], with a say in what strings are: text is shown as it is.
pub(crate) fn str_of(scalar: &Scalar, strings: Strings) -> String {
    match (scalar, strings) {
        (Scalar::String(value), Strings::Unicode) => String::from_utf8_lossy(value).into_owned(),
        _ => str(scalar),
    }
}

/// numpy's `repr` of a scalar: `np.float32(0.1)`, `np.True_`.
///
/// # Examples
/// ```
/// use tape_show::scalar;
/// use tape_tensor::Scalar;
/// assert_eq!(scalar::repr(&Scalar::Int64(3)), "np.int64(3)");
/// assert_eq!(scalar::repr(&Scalar::Bool(true)), "np.True_");
/// ```
#[must_use]
pub fn repr(scalar: &Scalar) -> String {
    let text = str(scalar);
    match scalar.dtype() {
        DType::Bool => format!("np.{text}_"),
        DType::String => format!("np.bytes_({text})"),
        DType::BFloat16 => text,
        DType::Complex64 | DType::Complex128 => {
            format!("np.{}({})", scalar.dtype(), text.trim_start_matches('(').trim_end_matches(')'))
        }
        dtype => format!("np.{dtype}({text})"),
    }
}

/// numpy's `repr` of a string scalar: `np.str_('abc')`.
#[must_use]
pub fn text_repr(text: &str) -> String {
    let mut out = String::from("np.str_(");
    literal::text(text, &mut out);
    out.push(')');
    out
}

/// Python's `repr` of the value as a Python object, as `.item()` gives it: `0.10000000149011612`.
///
/// # Examples
/// ```
/// use tape_show::scalar;
/// use tape_tensor::Scalar;
/// assert_eq!(scalar::python(&Scalar::Float32(0.1)), "0.10000000149011612");
/// ```
#[must_use]
pub fn python(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Float16(value) => python_float(value.to_f64()),
        Scalar::BFloat16(value) => python_float(value.to_f64()),
        Scalar::Float32(value) => python_float(f64::from(*value)),
        Scalar::Complex64(value) => complex(Complex::new(f64::from(value.re), f64::from(value.im))),
        _ => str(scalar),
    }
}

/// Python's `repr` of a float: `0.1`, `1e+16`, `inf`.
#[must_use]
pub fn python_float(value: f64) -> String {
    float(value)
}

/// Python's `repr` of a complex number: `(1+2j)`, `2j`.
#[must_use]
pub fn python_complex(value: Complex<f64>) -> String {
    complex(value)
}

/// The text of a bfloat16: six significant digits, no more.
pub(crate) fn bfloat16(value: bf16) -> String {
    if value.is_nan() { "nan".into() } else { c_format::general(value.to_f64(), 6) }
}

fn float<T: Real>(value: T) -> String {
    let mut out = String::new();
    push_float(value, PointZero::Kept, &mut out);
    out
}

/// `(real+imagj)`, or the imaginary part alone where the real one is a positive zero.
fn complex<T: Real>(value: Complex<T>) -> String {
    let mut out = String::new();
    let (real, imaginary) = (value.re.widen(), value.im.widen());
    let both = real != 0.0 || real.is_sign_negative();
    if both {
        out.push('(');
        push_float(value.re, PointZero::Dropped, &mut out);
        if imaginary.is_nan() || !imaginary.is_sign_negative() {
            out.push('+');
        }
    }
    push_float(value.im, PointZero::Dropped, &mut out);
    out.push_str(if both { "j)" } else { "j" });
    out
}

/// Whether whole numbers end in `.0`.
#[derive(PartialEq)]
enum PointZero {
    Kept,
    Dropped,
}

/// Appends the shortest digits, with a power of ten where the number is below 0.0001 or past its type's limit.
fn push_float<T: Real>(number: T, point_zero: PointZero, out: &mut String) {
    let value = number.widen();
    if value.is_nan() {
        return out.push_str("nan");
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let magnitude = value.abs();
    if magnitude.is_infinite() {
        return out.push_str("inf");
    }
    let digits = number.shortest();
    if magnitude != 0.0 && !(0.0001..T::SCALAR_LIMIT).contains(&magnitude) {
        let (first, rest) = digits.ascii().split_at(1);
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        write_exponent(digits.exponent(), 2, out);
    } else if write_positional(digits, out) == 0 {
        match point_zero {
            PointZero::Kept => out.push('0'),
            PointZero::Dropped => out.truncate(out.len() - 1),
        }
    }
}
