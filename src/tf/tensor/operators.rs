//! Operators on tensors: which op each one is, and how the other operand is converted.

use std::borrow::Cow;

use tape_grad::{Attrs, OpDef, Tensor, apply_one};
use tape_lang::exception::type_error;
use tape_lang::{Comparison, Operator, Result, Side, UnaryOp, Value, Vm};
use tape_tensor::DType;

use super::{TensorObject, value};
use crate::convert::{Wanted, as_tensor, exact, to_tensor};
use crate::errors::{Tail, raise};
use crate::machine;

/// An op's result as a value, its errors in TensorFlow's words.
///
/// # Errors
/// What the op refuses.
pub fn wrap(result: tape_grad::Result<Tensor>) -> Result<Value> {
    result.map(value).map_err(|error| raise(error, Tail::Unnamed))
}

/// A binary operator with the tensor or variable `this` on one side.
///
/// # Errors
/// TensorFlow's, for operands that do not convert or do not fit.
pub fn binary(vm: &mut Vm, op: Operator, this: &Value, other: &Value, side: Side) -> Result<Value> {
    if op == Operator::Mod && side == Side::Right && matches!(other.plain(), Value::Str(_) | Value::Bytes(_)) {
        // A format with a tensor to fill in.
        return Ok(Value::NotImplemented);
    }
    crate::sites::mark(vm);
    if let Some(own) = tensor_in(this)
        && let Some(def) = direct(op, own.dtype())
        && let Some(other) = ready(other, own.dtype())
    {
        let inputs = match side {
            Side::Left => [own, &*other],
            Side::Right => [&*other, own],
        };
        return wrap(machine::lend(vm, || apply_one(def, &inputs, Attrs::NONE)));
    }
    let Some(own) = as_tensor(this)? else { return Ok(Value::NotImplemented) };
    let (left, right) = match side {
        Side::Left => (own.clone(), right_operand(vm, op, &own, other)?),
        Side::Right => (to_tensor(vm, other, Wanted::Exactly(own.dtype()))?, own),
    };
    wrap(machine::lend(vm, || apply(op, &left, &right))?)
}

/// The op that an operator is between floats of one dtype, where it is just that.
fn direct(op: Operator, dtype: DType) -> Option<&'static OpDef> {
    if !dtype.is_floating() {
        return None;
    }
    Some(match op {
        Operator::Add => &tape_grad::basic::ADD,
        Operator::Sub => &tape_ops::math::arithmetic::sub::OP,
        Operator::Mult => &tape_grad::basic::MUL,
        Operator::Div => &tape_ops::math::arithmetic::div::OP,
        Operator::FloorDiv => &tape_ops::math::arithmetic::floor_div::OP,
        Operator::Pow => &tape_ops::math::exponential::pow::OP,
        _ => return None,
    })
}

/// An operand that is of a dtype already, or a number that becomes it without further questions.
fn ready(value: &Value, dtype: DType) -> Option<Cow<'_, Tensor>> {
    if let Some(tensor) = tensor_in(value) {
        return (tensor.dtype() == dtype).then_some(Cow::Borrowed(tensor));
    }
    exact(value, dtype).and_then(|number| tape_ops::literal(number, dtype).ok()).map(Cow::Owned)
}

/// The tensor that a value is, itself and not by reading a variable.
#[inline]
fn tensor_in(value: &Value) -> Option<&Tensor> {
    value.downcast::<TensorObject>().map(TensorObject::tensor)
}

/// The right operand in the left one's dtype. `+` only hints at it, so that a mismatch is refused by the op.
fn right_operand(vm: &mut Vm, op: Operator, left: &Tensor, other: &Value) -> Result<Tensor> {
    if let Some(tensor) = as_tensor(other)? {
        return Ok(tensor);
    }
    let wanted = match op {
        Operator::Add | Operator::Div | Operator::MatMult => Wanted::Preferably(left.dtype()),
        _ => Wanted::Exactly(left.dtype()),
    };
    to_tensor(vm, other, wanted)
}

fn apply(op: Operator, x: &Tensor, y: &Tensor) -> Result<tape_grad::Result<Tensor>> {
    let logical = x.dtype() == DType::Bool;
    Ok(match op {
        Operator::Add => tape_ops::add_any(x, y),
        Operator::Sub => tape_ops::sub(x, y),
        Operator::Mult => tape_ops::mul(x, y),
        Operator::Div => return divide(x, y),
        Operator::FloorDiv => tape_ops::floor_div(x, y),
        Operator::Mod => tape_ops::floor_mod(x, y),
        Operator::Pow => tape_ops::pow(x, y),
        Operator::MatMult => matrix_product(x, y),
        Operator::BitAnd if logical => tape_ops::logical_and(x, y),
        Operator::BitOr if logical => tape_ops::logical_or(x, y),
        Operator::BitXor if logical => tape_ops::logical_xor(x, y),
        Operator::BitAnd => tape_ops::bitwise_and(x, y),
        Operator::BitOr => tape_ops::bitwise_or(x, y),
        Operator::BitXor => tape_ops::bitwise_xor(x, y),
        Operator::LShift | Operator::RShift => {
            let symbol = op.symbol();
            return Err(type_error(format!(
                "unsupported operand type(s) for {symbol}: 'tensorflow.python.framework.ops.EagerTensor' and '{}'",
                "tensorflow.python.framework.ops.EagerTensor"
            )));
        }
    })
}

fn matrix_product(x: &Tensor, y: &Tensor) -> tape_grad::Result<Tensor> {
    tape_ops::matmul(x, y, false, false, false, false, false, false, None, false, false)
}

/// `/`: integers are divided as floats, and the two dtypes must agree beforehand.
///
/// # Errors
/// `TypeError` where they do not.
pub fn divide(x: &Tensor, y: &Tensor) -> Result<tape_grad::Result<Tensor>> {
    if x.dtype() != y.dtype() {
        return Err(type_error(format!(
            "`x` and `y` must have the same dtype, got tf.{} != tf.{}.",
            x.dtype(),
            y.dtype()
        )));
    }
    Ok(tape_ops::divide(x, y))
}

/// `-x`, `+x`, `~x`.
///
/// # Errors
/// For dtypes that lack the operator.
pub fn unary(op: UnaryOp, tensor: &Tensor) -> Result<Value> {
    match op {
        UnaryOp::USub => wrap(tape_ops::neg(tensor)),
        UnaryOp::Invert if tensor.dtype() == DType::Bool => wrap(tape_ops::logical_not(tensor)),
        UnaryOp::Invert => wrap(tape_ops::invert(tensor)),
        UnaryOp::UAdd => Err(type_error("bad operand type for unary +: 'tensorflow.python.framework.ops.EagerTensor'")),
        UnaryOp::Not => super::truth(tensor).map(|truth| Value::Bool(!truth)),
    }
}

/// A comparison with the tensor or variable `this` on the left.
///
/// # Errors
/// TensorFlow's, for operands that do not convert or do not fit.
pub fn compare(vm: &mut Vm, op: Comparison, this: &Value, other: &Value) -> Result<Value> {
    let equality = matches!(op, Comparison::Eq | Comparison::NotEq);
    if equality && other.is_none() {
        return Ok(Value::Bool(op == Comparison::NotEq));
    }
    crate::sites::mark(vm);
    let Some(x) = as_tensor(this)? else { return Ok(Value::NotImplemented) };
    let y = match as_tensor(other)? {
        Some(tensor) => tensor,
        None => to_tensor(vm, other, Wanted::Exactly(x.dtype()))?,
    };
    if equality && x.shape().broadcast(&y.shape()).is_none() {
        return Ok(value(Tensor::scalar(op == Comparison::NotEq)));
    }
    wrap(match op {
        Comparison::Lt => tape_ops::less(&x, &y),
        Comparison::LtE => tape_ops::less_equal(&x, &y),
        Comparison::Eq => tape_ops::equal(&x, &y),
        Comparison::NotEq => tape_ops::not_equal(&x, &y),
        Comparison::Gt => tape_ops::greater(&x, &y),
        Comparison::GtE => tape_ops::greater_equal(&x, &y),
    })
}
