//! What stands on one side of an operation: elements with their dtype, or one of Python's numbers, which takes the other's.

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::ToPrimitive;
use tape_lang::{Result, Value, Vm};
use tape_show::array::Strings;
use tape_tensor::array::Bytes;
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType, Scalar, Shape, elementwise};

use super::Binary;
use crate::convert;
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::scalar::NumpyScalar;

/// One side of an operation.
#[derive(Clone, Debug)]
pub enum Operand {
    /// Elements with a dtype of their own.
    Items(Items),
    /// A numpy scalar.
    Scalar(Array),
    /// An integer of Python's.
    Int(i64),
    /// A large integer of Python's.
    BigInt(Rc<BigInt>),
    /// A float of Python's.
    Float(f64),
    /// A complex number of Python's.
    Complex(Complex<f64>),
}

impl From<Array> for Operand {
    fn from(array: Array) -> Operand {
        Operand::Items(array.into())
    }
}

impl From<&Array> for Operand {
    fn from(array: &Array) -> Operand {
        Operand::Items(array.clone().into())
    }
}

/// The exact value of an integer scalar.
#[must_use]
pub fn whole_number(scalar: Scalar) -> Option<i128> {
    Some(match scalar {
        Scalar::Int8(x) => x.into(),
        Scalar::Int16(x) => x.into(),
        Scalar::Int32(x) => x.into(),
        Scalar::Int64(x) => x.into(),
        Scalar::UInt8(x) => x.into(),
        Scalar::UInt16(x) => x.into(),
        Scalar::UInt32(x) => x.into(),
        Scalar::UInt64(x) => x.into(),
        _ => return None,
    })
}

impl Operand {
    /// The operand that a value is, without asking whether it can become an array.
    #[must_use]
    pub fn simple(value: &Value) -> Option<Operand> {
        if let Value::Object(object) = value {
            if let Some(scalar) = object.downcast::<NumpyScalar>() {
                return Some(Operand::Scalar(scalar.array()));
            }
            return object.downcast::<NdArray>().map(|array| Operand::Items(array.items()));
        }
        Some(match value {
            Value::Int(int) => Operand::Int(*int),
            Value::Float(float) => Operand::Float(*float),
            Value::Bool(value) => Operand::Scalar(Array::scalar(*value)),
            Value::BigInt(int) => Operand::BigInt(Rc::clone(int)),
            Value::Complex(complex) => Operand::Complex(**complex),
            _ => return None,
        })
    }

    /// The operand that a value is.
    ///
    /// # Errors
    /// What converting it to an array raises.
    pub fn read(vm: &mut Vm, value: &Value) -> Result<Operand> {
        match Operand::simple(value) {
            Some(operand) => Ok(operand),
            None => Ok(Operand::Items(convert::items(vm, value)?)),
        }
    }

    /// The dtype, unless the operand takes the other's.
    #[must_use]
    pub fn dtype(&self) -> Option<DType> {
        match self {
            Operand::Items(items) => Some(items.dtype()),
            Operand::Scalar(array) => Some(array.dtype()),
            Operand::Int(_) | Operand::BigInt(_) | Operand::Float(_) | Operand::Complex(_) => None,
        }
    }

    /// The dtype that it has when nothing else gives one.
    #[must_use]
    pub fn own_dtype(&self) -> DType {
        match self {
            Operand::Int(_) => DType::Int64,
            Operand::BigInt(int) => {
                if int.to_u64().is_some() {
                    DType::UInt64
                } else {
                    DType::Float64
                }
            }
            Operand::Float(_) => DType::Float64,
            Operand::Complex(_) => DType::Complex128,
            Operand::Items(items) => items.dtype(),
            Operand::Scalar(array) => array.dtype(),
        }
    }

    /// The sizes of its axes.
    #[must_use]
    pub fn shape(&self) -> Shape {
        match self {
            Operand::Items(items) => items.shape().clone(),
            _ => Shape::SCALAR,
        }
    }

    /// Whether it is one number that is no ndarray.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Operand::Items(_))
    }

    /// Whether its elements are strings.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Operand::Items(items) if items.dtype() == DType::String)
    }

    /// The integer, if it is one of Python's.
    #[must_use]
    pub fn weak_int(&self) -> Option<i128> {
        match self {
            Operand::Int(int) => Some(i128::from(*int)),
            Operand::BigInt(int) => {
                Some(int.to_i128().unwrap_or(if int.sign() == num_bigint::Sign::Minus { i128::MIN } else { i128::MAX }))
            }
            _ => None,
        }
    }

    /// Its elements in its own dtype.
    #[must_use]
    pub fn array(&self) -> Array {
        match self {
            Operand::Items(items) => items.array.clone(),
            Operand::Scalar(array) => array.clone(),
            Operand::Int(int) => Array::scalar(*int),
            Operand::BigInt(int) => match int.to_u64() {
                Some(int) => Array::scalar(int),
                None => Array::scalar(int.to_f64().unwrap_or(f64::NAN)),
            },
            Operand::Float(float) => Array::scalar(*float),
            Operand::Complex(complex) => Array::scalar(*complex),
        }
    }

    /// Its elements in the dtype of an operation.
    ///
    /// # Errors
    /// `OverflowError` for an integer of Python's that does not fit.
    pub fn array_as(&self, dtype: DType) -> Result<Array> {
        if let Some(int) = self.weak_int()
            && dtype.is_integer()
        {
            convert::check_bounds(int, dtype)?;
            if let Ok(int) = u64::try_from(int) {
                return cast(&Array::scalar(int), dtype).map_err(from_kernel);
            }
        }
        match self {
            Operand::Items(items) if items.dtype() == dtype => Ok(items.array.clone()),
            Operand::Items(items) => cast(&items.array, dtype).map_err(from_kernel),
            _ => cast(&self.array(), dtype).map_err(from_kernel),
        }
    }
}

/// An operation on strings: comparison, and joining.
///
/// # Errors
/// `TypeError` for the others and for numbers.
pub fn text_binary(op: Binary, left: &Operand, right: &Operand) -> Result<Items> {
    let (Operand::Items(x), Operand::Items(y)) = (left, right) else { return mixed(op, left, right) };
    if x.dtype() != y.dtype() {
        return mixed(op, left, right);
    }
    match op.comparison() {
        Some(compare) => Ok(elementwise::compare(compare, &x.array, &y.array).map_err(from_kernel)?.into()),
        None if op == Binary::Add => {
            Ok(x.with(elementwise::binary(elementwise::Binary::Add, &x.array, &y.array).map_err(from_kernel)?))
        }
        None => Err(super::resolve::no_loop(op.name(), &[left, right])),
    }
}

/// Strings and numbers are never equal; nothing else can be asked of them.
fn mixed(op: Binary, left: &Operand, right: &Operand) -> Result<Items> {
    let (a, b) = (left.shape(), right.shape());
    let Some(shape) = a.broadcast(&b) else { return Err(crate::error::cannot_broadcast(&[&a, &b])) };
    match op {
        Binary::Equal | Binary::NotEqual => {
            Ok(Array::full(shape, Scalar::Bool(op == Binary::NotEqual)).map_err(from_kernel)?.into())
        }
        _ => Err(super::resolve::no_loop(op.name(), &[left, right])),
    }
}

/// Text as an operand.
#[must_use]
pub fn text(value: &Value) -> Option<Operand> {
    let (bytes, strings): (Bytes, Strings) = match value.plain() {
        Value::Str(text) => (text.as_bytes().into(), Strings::Unicode),
        Value::Bytes(bytes) => ((***bytes).into(), Strings::Bytes),
        _ => return None,
    };
    Some(Operand::Items(Items { array: Array::scalar(bytes), strings }))
}
