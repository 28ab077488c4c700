//! `tf.strings.as_string`: numbers as strings, under C's `printf` formats.

use tape_tensor::array::Bytes;
use tape_tensor::{Array, DType, Scalar};

use crate::c_format::{self, Flag, Notation};
use crate::scalar;

/// The attributes of the op, with TensorFlow's defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsString {
    /// Digits after the point, or significant ones with `shortest`; six where negative.
    pub precision: i64,
    /// Always a power of ten.
    pub scientific: bool,
    /// Whichever of both notations is shorter.
    pub shortest: bool,
    /// The least number of characters, where not negative.
    pub width: i64,
    /// How the width is filled up: a blank, `0`, `-`, `+` or `#`, as flags of `printf`.
    pub fill: String,
}

impl Default for AsString {
    fn default() -> AsString {
        AsString { precision: -1, scientific: false, shortest: false, width: -1, fill: String::new() }
    }
}

impl AsString {
    /// The elements of an array as strings.
    ///
    /// # Errors
    /// TensorFlow's text for attributes that contradict each other or do not suit the dtype.
    ///
    /// # Examples
    /// ```
    /// use tape_show::as_string::AsString;
    /// use tape_tensor::{Array, Scalar};
    /// let texts = AsString { precision: 2, ..AsString::default() }.apply(&Array::scalar(1.0_f32 / 3.0)).unwrap();
    /// assert_eq!(texts.get(0), Some(Scalar::String(b"0.33"[..].into())));
    /// ```
    pub fn apply(&self, value: &Array) -> Result<Array, String> {
        let flag = self.check(value.dtype())?;
        let texts = (0..value.len()).filter_map(|index| value.get(index));
        let texts = texts.map(|element| self.element(&element, flag)).collect();
        Ok(Array::from_vec::<Bytes>(value.shape().clone(), texts))
    }

    /// The flag that `fill` stands for, if all attributes suit the dtype.
    fn check(&self, dtype: DType) -> Result<Flag, String> {
        if dtype == DType::Bool || dtype.is_integer() {
            if self.scientific || self.shortest {
                return Err(format!("scientific and shortest format not supported for datatype {}", dtype.cpp_name()));
            }
            if self.precision >= 0 {
                return Err(format!("precision not supported for datatype {}", dtype.cpp_name()));
            }
        }
        if self.fill.len() > 1 {
            return Err("Fill string must be one or fewer characters".into());
        }
        if self.scientific && self.shortest {
            return Err("Cannot select both scientific and shortest notation".into());
        }
        match self.fill.as_str() {
            "" => Ok(Flag::None),
            " " => Ok(Flag::Blank),
            "0" => Ok(Flag::Zeros),
            "-" => Ok(Flag::Left),
            "+" => Ok(Flag::Plus),
            "#" => Ok(Flag::Alternate),
            other => Err(format!("Fill argument not supported: \"{other}\"")),
        }
    }

    fn element(&self, element: &Scalar, flag: Flag) -> Bytes {
        let width = usize::try_from(self.width).unwrap_or(0);
        let text = match element {
            Scalar::Bool(value) => if *value { "true" } else { "false" }.into(),
            Scalar::Float16(value) => self.float(value.to_f64(), flag),
            Scalar::BFloat16(value) => self.float(flushed(value.to_f32()), flag),
            Scalar::Float32(value) => self.float(flushed(*value), flag),
            Scalar::Float64(value) => self.float(*value, flag),
            Scalar::Complex64(value) => {
                format!("({},{})", self.float(flushed(value.re), flag), self.float(flushed(value.im), flag))
            }
            Scalar::Complex128(value) => format!("({},{})", self.float(value.re, flag), self.float(value.im, flag)),
            Scalar::String(value) => return string(value, flag, width),
            Scalar::Int8(_) | Scalar::Int16(_) | Scalar::Int32(_) | Scalar::Int64(_) => {
                let text = scalar::str(element);
                c_format::in_field(text.starts_with('-'), text.trim_start_matches('-'), flag, width)
            }
            Scalar::UInt8(_) | Scalar::UInt16(_) | Scalar::UInt32(_) | Scalar::UInt64(_) => {
                // What has no sign takes none from a flag.
                let flag = if matches!(flag, Flag::Plus | Flag::Blank) { Flag::None } else { flag };
                c_format::in_field(false, &scalar::str(element), flag, width)
            }
        };
        Bytes::from(text.as_bytes())
    }

    fn float(&self, value: f64, flag: Flag) -> String {
        let value = if value.is_subnormal() { 0.0_f64.copysign(value) } else { value };
        let notation = match (self.shortest, self.scientific) {
            (true, _) => Notation::General,
            (false, true) => Notation::Scientific,
            (false, false) => Notation::Fixed,
        };
        let precision = usize::try_from(self.precision).unwrap_or(6);
        c_format::float(value, notation, precision, flag, usize::try_from(self.width).unwrap_or(0))
    }
}

/// Kernels run with subnormal numbers flushed to zero.
fn flushed(value: f32) -> f64 {
    f64::from(if value.is_subnormal() { 0.0_f32.copysign(value) } else { value })
}

fn string(value: &[u8], flag: Flag, width: usize) -> Bytes {
    let mut field = value.to_vec();
    let missing = width.saturating_sub(value.len());
    let at = if flag == Flag::Left { value.len() } else { 0 };
    field.splice(at..at, std::iter::repeat_n(b' ', missing));
    Bytes::from(field)
}
