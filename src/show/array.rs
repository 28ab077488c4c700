//! Arrays as numpy prints them.

use tape_tensor::{Array, DType};

use crate::brackets::{self, Frame};
use crate::corners::Corners;
use crate::elements::Elements;
use crate::options::PrintOptions;
use crate::{dtype, scalar, shape};

/// What the elements of string arrays are to numpy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strings {
    /// Python bytes in an array of objects: what TensorFlow's strings become.
    Objects,
    /// Bytes of bounded length: dtype `|S3`.
    Bytes,
    /// Text of bounded length: dtype `<U3`.
    Unicode,
}

/// An array to be printed. Any `&Array` is one; its strings are then objects.
#[derive(Clone, Copy, Debug)]
pub struct Printed<'a> {
    /// The elements.
    pub array: &'a Array,
    /// How strings are shown.
    pub strings: Strings,
}

impl<'a> From<&'a Array> for Printed<'a> {
    fn from(array: &'a Array) -> Printed<'a> {
        Printed { array, strings: Strings::Objects }
    }
}

/// numpy's `str(array)`: blanks between the elements, and of an array without axes the text of its element.
///
/// # Examples
/// ```
/// use tape_show::{PrintOptions, array};
/// use tape_tensor::Array;
/// let matrix = Array::from_vec([2, 2], vec![1.0_f32, 2.5, -3.0, 4.0]);
/// assert_eq!(array::str(&matrix, &PrintOptions::default()), "[[ 1.   2.5]\n [-3.   4. ]]");
/// ```
#[must_use]
pub fn str<'a>(array: impl Into<Printed<'a>>, options: &PrintOptions) -> String {
    let printed = array.into();
    match printed.array.get(0) {
        Some(element) if printed.array.shape().rank() == 0 => scalar::str_of(&element, printed.strings),
        _ => array2string(printed, options, &Around::default()),
    }
}

/// numpy's `repr(array)`: `array([1., 2.], dtype=float32)`.
///
/// The dtype is left out where the elements imply it; the shape is told where they do not show it.
///
/// # Examples
/// ```
/// use tape_show::{PrintOptions, array};
/// use tape_tensor::Array;
/// let vector = Array::from_vec([2], vec![1_i32, 2]);
/// assert_eq!(array::repr(&vector, &PrintOptions::default()), "array([1, 2], dtype=int32)");
/// ```
#[must_use]
pub fn repr<'a>(array: impl Into<Printed<'a>>, options: &PrintOptions) -> String {
    const PREFIX: &str = "array(";
    let printed = array.into();
    let around = Around { separator: ", ", prefix: PREFIX, suffix: ")" };
    let mut text = format!("{PREFIX}{}", array2string(printed, options, &around));
    let extras = extras(printed, options);
    if !extras.is_empty() {
        text.push(',');
        let last_line = text.rsplit('\n').next().unwrap_or_default().chars().count();
        if last_line + extras.len() + 2 > options.linewidth {
            text.push('\n');
            text.push_str(&" ".repeat(PREFIX.len()));
        } else {
            text.push(' ');
        }
        text.push_str(&extras);
    }
    text.push(')');
    text
}

/// What the `repr` of an array tells beside its elements: `shape=(1001,), dtype=float32`.
fn extras(printed: Printed<'_>, options: &PrintOptions) -> String {
    let array = printed.array;
    let mut extras = String::new();
    if (array.is_empty() && **array.shape() != [0]) || array.len() > options.threshold {
        extras.push_str(&format!("shape={}", shape::str(array.shape())));
    }
    let implied = matches!(array.dtype(), DType::Int64 | DType::Float64 | DType::Complex128 | DType::Bool);
    if !implied || array.is_empty() {
        if !extras.is_empty() {
            extras.push_str(", ");
        }
        extras.push_str(&format!("dtype={}", dtype::in_repr(printed)));
    }
    extras
}

/// What stands around and between the elements, as arguments of `np.array2string`.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Between elements.
    pub separator: &'a str,
    /// What the caller will put before the text: continuation lines are indented by its width.
    pub prefix: &'a str,
    /// What the caller will put behind the text: lines are shorter by its width.
    pub suffix: &'a str,
}

impl Default for Around<'_> {
    fn default() -> Self {
        Around { separator: " ", prefix: "", suffix: "" }
    }
}

/// numpy's `np.array2string`: the elements in brackets, without dtype or shape.
///
/// Its other arguments are options, which the caller lays over the ones in force.
#[must_use]
pub fn array2string<'a>(array: impl Into<Printed<'a>>, options: &PrintOptions, around: &Around<'_>) -> String {
    let printed = array.into();
    let array = printed.array;
    if array.is_empty() {
        return "[]".into();
    }
    let summarised = array.len() > options.threshold;
    let corners = Corners::new(array.shape(), summarised.then_some(options.edgeitems));
    let elements = Elements::new(printed, &corners, options);
    let frame = Frame {
        separator: around.separator,
        indent: around.prefix.chars().count(),
        width: i64::try_from(options.linewidth).unwrap_or(i64::MAX) - around.suffix.chars().count() as i64,
    };
    let mut out = String::with_capacity(corners.sizes().iter().product::<usize>() * 12);
    brackets::write(&elements, &corners, &frame, &mut out);
    out
}
