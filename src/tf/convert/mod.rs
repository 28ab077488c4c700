//! From values of the language to tensors, by TensorFlow's rules.
//!
//! A tensor is taken as it is, a variable is read, an array is copied, a Python number or a nested sequence of them is
//! looked through: the first number decides the dtype (`int32`, `float32`), unless the place where the tensor is needed
//! asks for one.

mod sequence;

use tape_grad::{Cotangent, Tensor, Variable};
use tape_lang::exception::value_error;
use tape_lang::{Result, Value, Vm};
use tape_tensor::{DType, cast};

use crate::errors::{Tail, raise};
use crate::shape::ShapeObject;
use crate::slices::SlicesObject;
use crate::tensor::TensorObject;
use crate::variable::VariableObject;

/// Which dtype the place asks for where the tensor is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Whatever the value suggests.
    Any,
    /// This one; a value that cannot become it is refused.
    Exactly(DType),
    /// This one if the value is a Python number that can become it.
    Preferably(DType),
}

impl Wanted {
    /// What an op asks of an input whose dtype is fixed: whatever is no tensor becomes that; a tensor of another dtype is
    /// left for the op to refuse.
    #[must_use]
    pub fn input(value: &Value, dtype: DType) -> Wanted {
        if is_tensor_like(value) { Wanted::Any } else { Wanted::Exactly(dtype) }
    }

    /// The dtype asked for, if any.
    #[must_use]
    pub fn dtype(self) -> Option<DType> {
        match self {
            Wanted::Any => None,
            Wanted::Exactly(dtype) | Wanted::Preferably(dtype) => Some(dtype),
        }
    }
}

/// Converts a value: `tf.convert_to_tensor`.
///
/// # Errors
/// TensorFlow's `ValueError` or `TypeError` for what is no tensor or not of the dtype asked for.
pub fn to_tensor(vm: &mut Vm, value: &Value, wanted: Wanted) -> Result<Tensor> {
    if let Some(dtype @ DType::Float32) = wanted.dtype()
        && let Some(number) = exact(value, dtype)
    {
        return Ok(Tensor::scalar(number as f32));
    }
    if let Some(tensor) = as_tensor(value)? {
        return match wanted {
            Wanted::Exactly(dtype) if dtype != tensor.dtype() => Err(wrong_dtype(value, &tensor, dtype)),
            _ => Ok(tensor),
        };
    }
    if let Some(array) = tape_numpy::array_of(value) {
        return match wanted {
            Wanted::Exactly(dtype) | Wanted::Preferably(dtype) if dtype != array.dtype() => {
                cast::cast(&array, dtype).map(Tensor::new).map_err(|_| cannot_convert(vm, value, dtype))
            }
            _ => Ok(Tensor::new(array)),
        };
    }
    if let Some(shape) = value.downcast::<ShapeObject>() {
        return shape.to_tensor(wanted);
    }
    sequence::to_tensor(vm, value, wanted)
}

/// A Python number that becomes a float of single or double precision without further questions.
#[inline]
pub(crate) fn exact(value: &Value, dtype: DType) -> Option<f64> {
    const EXACT: u64 = 1 << 24;
    match value {
        _ if !matches!(dtype, DType::Float32 | DType::Float64) => None,
        Value::Float(number) => Some(*number),
        Value::Int(number) if number.unsigned_abs() <= EXACT => Some(*number as f64),
        _ => None,
    }
}

/// [`to_tensor`] for an argument that a tensor's refusal names.
///
/// # Errors
/// As [`to_tensor`].
pub fn to_named_tensor(vm: &mut Vm, name: &str, value: &Value, wanted: Wanted) -> Result<Tensor> {
    to_tensor(vm, value, wanted).map_err(|raised| {
        let text = raised.exception().args.borrow().first().and_then(|text| text.as_str().map(str::to_owned));
        match text {
            Some(text) if text.starts_with("Tensor conversion requested") => value_error(format!("{name}: {text}")),
            _ => raised,
        }
    })
}

/// The tensor that a value is or holds: a tensor, the value of a variable, sparse rows made dense.
///
/// # Errors
/// For sparse rows whose indices are out of range.
pub fn as_tensor(value: &Value) -> Result<Option<Tensor>> {
    if let Some(object) = value.downcast::<TensorObject>() {
        return Ok(Some(object.tensor().clone()));
    }
    if let Some(variable) = as_variable(value) {
        return Ok(Some(variable.read()));
    }
    if let Some(slices) = value.downcast::<SlicesObject>() {
        let dense = Cotangent::from(slices.slices().clone()).dense();
        return dense.map(Some).map_err(|error| raise(error, Tail::Unnamed));
    }
    Ok(None)
}

/// The variable that a value is.
#[must_use]
pub fn as_variable(value: &Value) -> Option<&Variable> {
    value.downcast::<VariableObject>().map(VariableObject::variable)
}

/// Whether a value is a tensor or a variable, not merely convertible to one.
#[must_use]
pub fn is_tensor_like(value: &Value) -> bool {
    value.downcast::<TensorObject>().is_some()
        || as_variable(value).is_some()
        || value.downcast::<SlicesObject>().is_some()
}

fn wrong_dtype(value: &Value, tensor: &Tensor, dtype: DType) -> tape_lang::Raise {
    if let Some(object) = value.downcast::<VariableObject>() {
        return value_error(format!(
            "Incompatible type conversion requested to type {dtype} for `tf.Variable of type {}. (Variable: {})",
            tensor.dtype(),
            object.text(&tape_show::PrintOptions::default())
        ));
    }
    value_error(format!(
        "Tensor conversion requested dtype {dtype} for Tensor with dtype {}: {}",
        tensor.dtype(),
        crate::tensor::repr(tensor)
    ))
}

/// TensorFlow's refusal of a Python value for a dtype.
pub(crate) fn cannot_convert(vm: &mut Vm, value: &Value, dtype: DType) -> tape_lang::Raise {
    match vm.repr(value) {
        Ok(shown) => tape_lang::exception::type_error(format!(
            "Cannot convert {shown} to EagerTensor of dtype {}",
            dtype.cpp_name()
        )),
        Err(raised) => raised,
    }
}
