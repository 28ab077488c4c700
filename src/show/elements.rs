//! The elements of an array as text, each in its column.

use half::{bf16, f16};
use num_complex::Complex;
use tape_tensor::array::Bytes;
use tape_tensor::{Array, DType, Element};

use crate::array::{Printed, Strings};
use crate::corners::Corners;
use crate::decimal::{DigitBuffer, Real, integer_ascii};
use crate::floats::Floats;
use crate::options::{PrintOptions, Sign};
use crate::{literal, scalar, write};

/// The elements to be shown, measured together so that they line up.
pub(crate) enum Elements<'a> {
    Bool {
        values: Vec<bool>,
        align: bool,
    },
    Integer(Integers),
    Float(Floats<'a>),
    Complex {
        real: Floats<'a>,
        imaginary: Floats<'a>,
    },
    /// Whatever does not line up: strings and bfloat16.
    Text(Vec<String>),
}

impl<'a> Elements<'a> {
    /// Measures the elements at the corners of an array.
    pub(crate) fn new(printed: Printed<'_>, corners: &Corners, options: &'a PrintOptions) -> Elements<'a> {
        let array = printed.array;
        match array.dtype() {
            DType::Bool => Elements::Bool { values: pick(array, corners), align: array.shape().rank() > 0 },
            DType::Int8 => integers::<i8>(array, corners, options),
            DType::Int16 => integers::<i16>(array, corners, options),
            DType::Int32 => integers::<i32>(array, corners, options),
            DType::Int64 => integers::<i64>(array, corners, options),
            DType::UInt8 => integers::<u8>(array, corners, options),
            DType::UInt16 => integers::<u16>(array, corners, options),
            DType::UInt32 => integers::<u32>(array, corners, options),
            DType::UInt64 => integers::<u64>(array, corners, options),
            DType::Float16 => floats::<f16>(array, corners, options),
            DType::Float32 => floats::<f32>(array, corners, options),
            DType::Float64 => floats::<f64>(array, corners, options),
            DType::Complex64 => complexes::<f32>(array, corners, options),
            DType::Complex128 => complexes::<f64>(array, corners, options),
            DType::BFloat16 => Elements::Text(pick::<bf16>(array, corners).into_iter().map(scalar::bfloat16).collect()),
            DType::String => Elements::Text(
                pick::<Bytes>(array, corners).iter().map(|element| string(element, printed.strings)).collect(),
            ),
        }
    }

    /// How many columns every element takes; `None` where they differ.
    pub(crate) fn width(&self) -> Option<usize> {
        match self {
            Elements::Bool { align: true, .. } => Some(5),
            Elements::Integer(integers) => Some(integers.width),
            Elements::Float(floats) => floats.width(),
            Elements::Complex { real, imaginary } => Some(real.width()? + imaginary.width()? + 1),
            Elements::Bool { align: false, .. } | Elements::Text(_) => None,
        }
    }

    /// Appends the element at a position among the corners.
    pub(crate) fn write(&self, index: usize, out: &mut String) {
        match self {
            Elements::Bool { values, align } => out.push_str(match (values[index], align) {
                (true, true) => " True",
                (true, false) => "True",
                (false, _) => "False",
            }),
            Elements::Integer(integers) => integers.write(index, out),
            Elements::Float(floats) => floats.write(index, out),
            Elements::Complex { real, imaginary } => {
                real.write(index, out);
                imaginary.write(index, out);
                let end = out.trim_end_matches(' ').len();
                out.insert(end, 'j');
            }
            Elements::Text(texts) => out.push_str(&texts[index]),
        }
    }
}

/// The elements at the corners.
fn pick<T: Element>(array: &Array, corners: &Corners) -> Vec<T> {
    corners.pick(array.as_slice().unwrap_or_default())
}

fn floats<'a, T: Element + Real>(array: &Array, corners: &Corners, options: &'a PrintOptions) -> Elements<'a> {
    Elements::Float(Floats::new(pick::<T>(array, corners).into_iter(), options, options.sign))
}

fn complexes<'a, T>(array: &Array, corners: &Corners, options: &'a PrintOptions) -> Elements<'a>
where
    T: Real,
    Complex<T>: Element,
{
    let values = pick::<Complex<T>>(array, corners);
    Elements::Complex {
        real: Floats::new(values.iter().map(|value| value.re), options, options.sign),
        imaginary: Floats::new(values.iter().map(|value| value.im), options, Sign::Plus),
    }
}

fn string(element: &[u8], strings: Strings) -> String {
    let mut out = String::new();
    match strings {
        Strings::Objects | Strings::Bytes => literal::bytes(element, &mut out),
        Strings::Unicode => literal::text(&String::from_utf8_lossy(element), &mut out),
    }
    out
}

/// Integers of any type, right-aligned.
pub(crate) struct Integers {
    /// Sign and magnitude.
    values: Vec<(bool, u64)>,
    width: usize,
    sign: Sign,
}

fn integers<'a, T>(array: &Array, corners: &Corners, options: &PrintOptions) -> Elements<'a>
where
    T: Element + Into<i128> + Copy,
{
    let values = pick::<T>(array, corners).into_iter();
    Elements::Integer(Integers::new(values.map(Into::into), options.sign))
}

impl Integers {
    fn new(values: impl Iterator<Item = i128>, sign: Sign) -> Integers {
        let values: Vec<(bool, u64)> = values.map(|value| (value < 0, value.unsigned_abs() as u64)).collect();
        let key = |&(negative, magnitude): &(bool, u64)| match negative {
            true => -i128::from(magnitude),
            false => i128::from(magnitude),
        };
        let least = values.iter().min_by_key(|value| key(value)).copied().unwrap_or_default();
        let greatest = values.iter().max_by_key(|value| key(value)).copied().unwrap_or_default();
        let sign = if sign == Sign::Space && least.0 { Sign::Minus } else { sign };
        let signed = usize::from(!greatest.0 && sign != Sign::Minus);
        let width = (width(greatest) + signed).max(width(least));
        Integers { values, width, sign }
    }

    fn write(&self, index: usize, out: &mut String) {
        let (negative, magnitude) = self.values[index];
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Sign::Minus) => "",
            (false, sign) => sign.name(),
        };
        let mut buffer = DigitBuffer::default();
        let text = integer_ascii(magnitude, &mut buffer);
        write::blanks(out, self.width.saturating_sub(sign.len() + text.len()));
        out.push_str(sign);
        out.push_str(text);
    }
}

/// How many characters an integer takes.
fn width((negative, magnitude): (bool, u64)) -> usize {
    usize::from(negative) + magnitude.checked_ilog10().unwrap_or(0) as usize + 1
}
