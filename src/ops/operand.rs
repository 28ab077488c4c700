//! What a Rust function of an op takes for a tensor: a tensor, a result of another op, or a plain number.

use tape_grad::{Error, OpDef, Result, Tensor};
use tape_tensor::DType;

use crate::literal::literal;

/// A value on its way into an op. Results are taken as they come, so that calls nest:
/// `mul(g, conj(cos(x)))`.
pub trait Operand {
    /// The tensor, where it is one: ops of tensors alone take them as they are.
    fn as_tensor(&self) -> Option<&Tensor>;

    /// The tensor or number, or the error that stands in its place.
    ///
    /// # Errors
    /// The error of the call that gave the operand.
    fn value(self) -> Result<Value>;
}

/// A tensor, or a number that takes the dtype of the tensors beside it.
#[derive(Clone, Debug)]
pub enum Value {
    Tensor(Tensor),
    Number(f64),
}

impl Operand for Tensor {
    #[inline(always)]
    fn as_tensor(&self) -> Option<&Tensor> {
        Some(self)
    }

    fn value(self) -> Result<Value> {
        Ok(Value::Tensor(self))
    }
}

impl Operand for &Tensor {
    #[inline(always)]
    fn as_tensor(&self) -> Option<&Tensor> {
        Some(self)
    }

    fn value(self) -> Result<Value> {
        Ok(Value::Tensor(self.clone()))
    }
}

impl Operand for Result<Tensor> {
    #[inline(always)]
    fn as_tensor(&self) -> Option<&Tensor> {
        self.as_ref().ok()
    }

    fn value(self) -> Result<Value> {
        self.map(Value::Tensor)
    }
}

impl Operand for f64 {
    #[inline(always)]
    fn as_tensor(&self) -> Option<&Tensor> {
        None
    }

    fn value(self) -> Result<Value> {
        Ok(Value::Number(self))
    }
}

/// The inputs of an op. A number takes the dtype of the first tensor that must agree with it.
///
/// # Errors
/// For a number that no tensor's dtype can hold, as for strings.
#[inline]
pub(crate) fn settle<const N: usize>(op: &'static OpDef, values: [Value; N]) -> Result<[Tensor; N]> {
    let group = |index: usize| op.inputs.get(index).map(|input| input.group);
    let dtypes: [Option<DType>; N] = std::array::from_fn(|index| {
        values.iter().enumerate().find_map(|(other, value)| match value {
            Value::Tensor(tensor) if group(other) == group(index) => Some(tensor.dtype()),
            _ => None,
        })
    });
    let mut tensors = values.into_iter().zip(dtypes).map(|(value, dtype)| match value {
        Value::Tensor(tensor) => Ok(tensor),
        Value::Number(value) => number(op, value, dtype.unwrap_or(DType::Float32)),
    });
    let mut failed = None;
    let settled = std::array::from_fn(|_| match tensors.next() {
        Some(Ok(tensor)) => tensor,
        Some(Err(error)) => {
            failed = Some(error);
            Tensor::scalar(0.0_f32)
        }
        None => Tensor::scalar(0.0_f32),
    });
    failed.map_or(Ok(settled), Err)
}

/// A number as a tensor of a dtype.
fn number(op: &'static OpDef, value: f64, dtype: DType) -> Result<Tensor> {
    literal(value, dtype).map_err(|error| Error::kernel(op, op.inputs.len(), error))
}

/// The tensor that a function with a body was given; a number becomes a float32.
///
/// # Errors
/// The error of the call that gave the operand.
pub(crate) fn tensor(operand: impl Operand) -> Result<Tensor> {
    Ok(match operand.value()? {
        Value::Tensor(tensor) => tensor,
        Value::Number(value) => Tensor::scalar(value as f32),
    })
}
