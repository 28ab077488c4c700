//! Element types as programs name them: `dtype=` arguments in all their spellings.

use tape_lang::exception::type_error;
use tape_lang::{Result, Value, Vm, types};
use tape_show::array::Strings;
use tape_tensor::DType;

use crate::dtype::DTypeObject;
use crate::ndarray::NdArray;
use crate::scalar::{self, NumpyScalar};

/// An element type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Descr {
    /// Numbers or truth values.
    Number(DType),
    /// Text of up to so many characters; 0 for as many as there are.
    Text(usize),
    /// Bytes up to so many; 0 for as many as there are.
    Bytes(usize),
    /// Any object. Only strings of bytes can be elements.
    Object,
}

impl Descr {
    /// The dtype of the elements in memory.
    #[must_use]
    pub fn dtype(self) -> DType {
        match self {
            Descr::Number(dtype) => dtype,
            Descr::Text(_) | Descr::Bytes(_) | Descr::Object => DType::String,
        }
    }

    /// What strings of this type are.
    #[must_use]
    pub fn strings(self) -> Strings {
        match self {
            Descr::Text(_) => Strings::Unicode,
            Descr::Bytes(_) => Strings::Bytes,
            Descr::Number(_) | Descr::Object => Strings::Objects,
        }
    }

    /// `dtype.name`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Descr::Number(dtype) => dtype.name().to_owned(),
            Descr::Text(0) => "str".to_owned(),
            Descr::Text(width) => format!("str{}", width * 32),
            Descr::Bytes(0) => "bytes".to_owned(),
            Descr::Bytes(width) => format!("bytes{}", width * 8),
            Descr::Object => "object".to_owned(),
        }
    }

    /// `str(dtype)`.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Descr::Number(dtype) => dtype.name().to_owned(),
            Descr::Text(width) => format!("<U{width}"),
            Descr::Bytes(width) => format!("|S{width}"),
            Descr::Object => "object".to_owned(),
        }
    }

    /// `repr(dtype)`.
    #[must_use]
    pub fn repr(self) -> String {
        match self {
            Descr::Number(DType::BFloat16) => "dtype(bfloat16)".to_owned(),
            Descr::Object => "dtype('O')".to_owned(),
            Descr::Bytes(width) => format!("dtype('S{width}')"),
            other => format!("dtype('{}')", other.text()),
        }
    }

    /// `dtype.kind`: `f`, `i`, `u`, `b`, `c`, `U`, `S`, `O`.
    #[must_use]
    pub fn kind(self) -> char {
        match self {
            Descr::Number(DType::Bool) => 'b',
            Descr::Number(DType::BFloat16) => 'V',
            Descr::Number(dtype) if dtype.is_floating() => 'f',
            Descr::Number(dtype) if dtype.is_complex() => 'c',
            Descr::Number(dtype) if dtype.is_unsigned() => 'u',
            Descr::Number(_) => 'i',
            Descr::Text(_) => 'U',
            Descr::Bytes(_) => 'S',
            Descr::Object => 'O',
        }
    }

    /// `dtype.char`: the one-letter code.
    #[must_use]
    pub fn char(self) -> char {
        match self {
            Descr::Number(dtype) => match dtype {
                DType::Bool => '?',
                DType::Int8 => 'b',
                DType::Int16 => 'h',
                DType::Int32 => 'i',
                DType::Int64 => 'l',
                DType::UInt8 => 'B',
                DType::UInt16 => 'H',
                DType::UInt32 => 'I',
                DType::UInt64 => 'L',
                DType::Float16 => 'e',
                DType::BFloat16 => 'E',
                DType::Float32 => 'f',
                DType::Float64 => 'd',
                DType::Complex64 => 'F',
                DType::Complex128 => 'D',
                DType::String => 'O',
            },
            other => other.kind(),
        }
    }

    /// `dtype.itemsize`.
    #[must_use]
    pub fn itemsize(self) -> usize {
        match self {
            Descr::Number(dtype) => dtype.size(),
            Descr::Text(width) => 4 * width,
            Descr::Bytes(width) => width,
            Descr::Object => 8,
        }
    }

    /// `dtype.str`: byte order, kind and size.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Descr::Text(_) | Descr::Bytes(_) => self.text(),
            Descr::Object => "|O".to_owned(),
            Descr::Number(dtype) => {
                let order = if dtype.size() == 1 { '|' } else { '<' };
                format!("{order}{}{}", self.kind(), dtype.size())
            }
        }
    }

    /// The type that one of numpy's names or codes means: `float32`, `f4`, `<i8`, `U10`, `double`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Descr> {
        let bare = text.trim_start_matches(['<', '>', '=', '|']);
        let sized = |prefix: &[char]| {
            bare.strip_prefix(prefix).map(|rest| if rest.is_empty() { Some(0) } else { rest.parse().ok() })
        };
        if let Some(Some(width)) = sized(&['U']) {
            return Some(Descr::Text(width));
        }
        if let Some(Some(width)) = sized(&['S', 'a']) {
            return Some(Descr::Bytes(width));
        }
        let dtype = match bare {
            "str" | "str_" => return Some(Descr::Text(0)),
            "bytes" | "bytes_" => return Some(Descr::Bytes(0)),
            "object" | "object_" | "O" => return Some(Descr::Object),
            "?" | "b1" | "bool_" => DType::Bool,
            "b" | "i1" | "byte" => DType::Int8,
            "h" | "i2" | "short" => DType::Int16,
            "i" | "i4" | "intc" => DType::Int32,
            "l" | "q" | "i8" | "p" | "int" | "int_" | "intp" | "long" | "longlong" => DType::Int64,
            "B" | "u1" | "ubyte" => DType::UInt8,
            "H" | "u2" | "ushort" => DType::UInt16,
            "I" | "u4" | "uintc" => DType::UInt32,
            "L" | "Q" | "u8" | "P" | "uint" | "uintp" | "ulong" | "ulonglong" => DType::UInt64,
            "e" | "f2" | "half" => DType::Float16,
            "f" | "f4" | "single" => DType::Float32,
            "d" | "f8" | "double" | "float" => DType::Float64,
            "F" | "c8" | "csingle" => DType::Complex64,
            "D" | "c16" | "cdouble" | "complex" => DType::Complex128,
            "string" => return None,
            name => DType::from_name(name)?,
        };
        Some(Descr::Number(dtype))
    }
}

/// The element type that a value means as it stands: a dtype, a scalar class or one of the language's own classes.
#[must_use]
pub fn of_value(value: &Value) -> Option<Descr> {
    if let Some(DTypeObject(descr)) = value.downcast() {
        return Some(*descr);
    }
    let Value::Class(class) = value else { return None };
    if let Some(dtype) = scalar::dtype_of_class(class) {
        return Some(Descr::Number(dtype));
    }
    if class.is_subclass(&scalar::text_class()) {
        return Some(Descr::Text(0));
    }
    if class.is_subclass(&scalar::bytes_class()) {
        return Some(Descr::Bytes(0));
    }
    let table = class.native_table()?;
    let is = |other: &'static tape_lang::NativeClass| std::ptr::eq(table, other);
    match () {
        () if is(&types::FLOAT) => Some(Descr::Number(DType::Float64)),
        () if is(&types::INT) => Some(Descr::Number(DType::Int64)),
        () if is(&types::BOOL) => Some(Descr::Number(DType::Bool)),
        () if is(&types::COMPLEX) => Some(Descr::Number(DType::Complex128)),
        () if is(&types::STR) => Some(Descr::Text(0)),
        () if is(&types::BYTES) => Some(Descr::Bytes(0)),
        () if is(&types::OBJECT) || is(&scalar::OBJECT) => Some(Descr::Object),
        () if is(&scalar::FLOATING) || is(&scalar::INEXACT) => Some(Descr::Number(DType::Float64)),
        () if is(&scalar::INTEGER) || is(&scalar::SIGNED_INTEGER) => Some(Descr::Number(DType::Int64)),
        () => None,
    }
}

/// What a `dtype=` argument means; nothing for `None`.
///
/// # Errors
/// `TypeError` where it names no type.
pub fn argument(vm: &mut Vm, value: &Value) -> Result<Option<Descr>> {
    if value.is_none() || value.is_unset() {
        return Ok(None);
    }
    if let Some(descr) = of_value(value) {
        return Ok(Some(descr));
    }
    match value.as_str() {
        Some(text) => match Descr::parse(text) {
            Some(descr) => Ok(Some(descr)),
            None => Err(type_error(format!("data type '{text}' not understood"))),
        },
        None => Err(type_error(format!("Cannot interpret '{}' as a data type", vm.repr(value)?))),
    }
}

/// [`argument`] where only numbers are possible.
///
/// # Errors
/// `TypeError`.
pub fn number(vm: &mut Vm, value: &Value) -> Result<Option<DType>> {
    match argument(vm, value)? {
        None => Ok(None),
        Some(Descr::Number(dtype)) => Ok(Some(dtype)),
        Some(other) => Err(type_error(format!("arrays of {} are not supported here", other.text()))),
    }
}

/// The element type of an array or scalar, or that a value means.
#[must_use]
pub fn of_anything(value: &Value) -> Option<Descr> {
    if let Some(array) = value.downcast::<NdArray>() {
        return Some(array.descr());
    }
    match value.downcast::<NumpyScalar>() {
        Some(scalar) => Some(Descr::Number(scalar.0.dtype())),
        None => of_value(value),
    }
}
