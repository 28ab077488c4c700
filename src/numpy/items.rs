//! Elements on their way through this room: a dense array, and what its strings are to numpy.

use std::rc::Rc;

use num_bigint::BigInt;
use tape_lang::Value;
use tape_lang::value::Instance;
use tape_show::array::{Printed, Strings};
use tape_tensor::{Array, DType, Scalar, Shape};

use crate::scalar::{self, NumpyScalar};

/// Dense elements. The meaning of strings matters only where there are some.
#[derive(Clone, Debug)]
pub struct Items {
    /// The elements.
    pub array: Array,
    /// What strings are: objects, bytes or text of bounded length.
    pub strings: Strings,
}

impl From<Array> for Items {
    fn from(array: Array) -> Items {
        Items { array, strings: Strings::Objects }
    }
}

impl<'a> From<&'a Items> for Printed<'a> {
    fn from(items: &'a Items) -> Printed<'a> {
        Printed { array: &items.array, strings: items.strings }
    }
}

impl Items {
    /// Other elements whose strings mean the same.
    #[must_use]
    pub fn with(&self, array: Array) -> Items {
        Items { array, strings: self.strings }
    }

    /// The sizes of the axes.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        self.array.shape()
    }

    /// The number of axes.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.array.shape().rank()
    }

    /// The element type.
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.array.dtype()
    }
}

/// One element as the language sees it: a numpy scalar, text, or bytes.
#[must_use]
pub fn element_value(scalar: Scalar, strings: Strings) -> Value {
    match (scalar, strings) {
        (Scalar::String(bytes), Strings::Objects) => Value::bytes(bytes.to_vec()),
        (Scalar::String(bytes), Strings::Bytes) => derived(scalar::bytes_class(), Value::bytes(bytes.to_vec())),
        (Scalar::String(bytes), Strings::Unicode) => {
            derived(scalar::text_class(), Value::str(String::from_utf8_lossy(&bytes)))
        }
        (number, _) => Value::object(NumpyScalar(number)),
    }
}

/// An instance of one of numpy's string classes: it stands on a string of the language, whose methods it has.
fn derived(class: Rc<tape_lang::Class>, payload: Value) -> Value {
    Value::Instance(Rc::new(Instance::with_payload(class, payload)))
}

/// One element as a value of the language itself: what `.item()` and `.tolist()` give.
#[must_use]
pub fn python_value(scalar: &Scalar, strings: Strings) -> Value {
    match scalar {
        Scalar::Bool(value) => Value::Bool(*value),
        Scalar::Int8(value) => Value::Int(i64::from(*value)),
        Scalar::Int16(value) => Value::Int(i64::from(*value)),
        Scalar::Int32(value) => Value::Int(i64::from(*value)),
        Scalar::Int64(value) => Value::Int(*value),
        Scalar::UInt8(value) => Value::Int(i64::from(*value)),
        Scalar::UInt16(value) => Value::Int(i64::from(*value)),
        Scalar::UInt32(value) => Value::Int(i64::from(*value)),
        Scalar::UInt64(value) => Value::big(BigInt::from(*value)),
        Scalar::Float16(value) => Value::Float(value.to_f64()),
        Scalar::BFloat16(value) => Value::Float(value.to_f64()),
        Scalar::Float32(value) => Value::Float(f64::from(*value)),
        Scalar::Float64(value) => Value::Float(*value),
        Scalar::Complex64(value) => Value::complex(f64::from(value.re), f64::from(value.im)),
        Scalar::Complex128(value) => Value::complex(value.re, value.im),
        Scalar::String(bytes) if strings == Strings::Unicode => Value::str(String::from_utf8_lossy(bytes)),
        Scalar::String(bytes) => Value::bytes(bytes.to_vec()),
    }
}
