//! Element types as TensorFlow and numpy print them.

use tape_tensor::{Array, DType};

use crate::array::{Printed, Strings};

/// TensorFlow's `str` of a dtype: `<dtype: 'float32'>`.
#[must_use]
pub fn str(dtype: DType) -> String {
    format!("<dtype: '{dtype}'>")
}

/// TensorFlow's `repr` of a dtype: `tf.float32`.
#[must_use]
pub fn repr(dtype: DType) -> String {
    format!("tf.{dtype}")
}

/// numpy's `str` of an array's dtype: `float32`, `object`, `<U3`.
#[must_use]
pub fn numpy_str<'a>(array: impl Into<Printed<'a>>) -> String {
    let printed = array.into();
    match (printed.array.dtype(), printed.strings) {
        (DType::String, Strings::Objects) => "object".into(),
        (DType::String, Strings::Bytes) => format!("|S{}", longest(printed.array, <[u8]>::len)),
        (DType::String, Strings::Unicode) => {
            let characters = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().count();
            format!("<U{}", longest(printed.array, characters))
        }
        (dtype, _) => dtype.name().into(),
    }
}

/// numpy's `repr` of an array's dtype: `dtype('float32')`, `dtype('O')`, `dtype('<U3')`.
///
/// # Examples
/// ```
/// use tape_tensor::Array;
/// assert_eq!(tape_show::dtype::numpy_repr(&Array::scalar(true)), "dtype('bool')");
/// ```
#[must_use]
pub fn numpy_repr<'a>(array: impl Into<Printed<'a>>) -> String {
    let printed = array.into();
    match (printed.array.dtype(), printed.strings) {
        (DType::String, Strings::Objects) => "dtype('O')".into(),
        (DType::String, Strings::Bytes) => format!("dtype('{}')", &numpy_str(printed)[1..]),
        // Registered by ml_dtypes, and so without quotes.
        (DType::BFloat16, _) => "dtype(bfloat16)".into(),
        _ => format!("dtype('{}')", numpy_str(printed)),
    }
}

/// The dtype inside the `repr` of an array: bare where it is a name, else in quotes.
pub(crate) fn in_repr(printed: Printed<'_>) -> String {
    let name = numpy_str(printed);
    if name.chars().all(char::is_alphanumeric) { name } else { format!("'{name}'") }
}

/// The length of the longest string of an array; numpy's shortest dtype holds one character.
fn longest(array: &Array, length: impl Fn(&[u8]) -> usize) -> usize {
    let strings = array.as_slice::<tape_tensor::array::Bytes>().unwrap_or_default();
    strings.iter().map(|string| length(string)).max().unwrap_or(0).max(1)
}
