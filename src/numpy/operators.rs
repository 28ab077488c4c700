//! The language's operators on ndarrays and numpy scalars.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Comparison, Operator, Raise, Result, Side, UnaryOp, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::broadcast_to;

use crate::convert;
use crate::error::{from_kernel, tight};
use crate::exceptions::CASTING_ERROR;
use crate::give;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::promote::same_kind;
use crate::ufunc::{self, Binary, Operand, Unary};

/// The ufunc behind an operator; nothing for `@`.
fn ufunc_of(op: Operator) -> Option<Binary> {
    Some(match op {
        Operator::Add => Binary::Add,
        Operator::Sub => Binary::Subtract,
        Operator::Mult => Binary::Multiply,
        Operator::Div => Binary::Divide,
        Operator::FloorDiv => Binary::FloorDivide,
        Operator::Mod => Binary::Remainder,
        Operator::Pow => Binary::Power,
        Operator::LShift => Binary::LeftShift,
        Operator::RShift => Binary::RightShift,
        Operator::BitAnd => Binary::BitwiseAnd,
        Operator::BitOr => Binary::BitwiseOr,
        Operator::BitXor => Binary::BitwiseXor,
        Operator::MatMult => return None,
    })
}

fn ufunc_of_comparison(op: Comparison) -> Binary {
    match op {
        Comparison::Lt => Binary::Less,
        Comparison::LtE => Binary::LessEqual,
        Comparison::Eq => Binary::Equal,
        Comparison::NotEq => Binary::NotEqual,
        Comparison::Gt => Binary::Greater,
        Comparison::GtE => Binary::GreaterEqual,
    }
}

/// What the other operand is.
enum Other {
    Operand(Operand),
    /// An object of another room or of the program, which may have the reflected operator.
    Foreign,
    /// Something that no array can hold.
    Object,
}

fn read_other(vm: &mut Vm, other: &Value) -> Result<Other> {
    if let Some(operand) = Operand::simple(other) {
        return Ok(Other::Operand(operand));
    }
    if let Some(text) = ufunc::text_operand(other) {
        return Ok(Other::Operand(text));
    }
    match other {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            Ok(Other::Operand(Operand::Items(convert::items(vm, other)?)))
        }
        Value::Object(_) | Value::Instance(_) => Ok(Other::Foreign),
        _ => Ok(Other::Object),
    }
}

fn own_operand(this: &Value) -> Operand {
    Operand::simple(this.plain()).unwrap_or(Operand::Int(0))
}

/// A binary operator with an ndarray or scalar on `side`.
///
/// # Errors
/// What the ufunc raises.
pub fn binary(vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
    let Some(ufunc) = ufunc_of(op) else { return matmul(vm, this, other, side) };
    if is_of_sequence(this, op, other, side) {
        return Ok(Value::NotImplemented);
    }
    let own = own_operand(this);
    let result = match read_other(vm, other)? {
        Other::Foreign => return Ok(Value::NotImplemented),
        Other::Object => return Err(unsupported(op, &own, other, side)),
        Other::Operand(other) => match side {
            Side::Left => ufunc::binary(vm, ufunc, &own, &other)?,
            Side::Right => ufunc::binary(vm, ufunc, &other, &own)?,
        },
    };
    Ok(give(result))
}

/// Whether an operator is that of a text or a sequence, which takes the number: `"%.2f" % x`, `[0] * n`.
fn is_of_sequence(this: &Value, op: Operator, other: &Value, side: Side) -> bool {
    let text = matches!(other, Value::Str(_) | Value::Bytes(_));
    match op {
        Operator::Mod => text && side == Side::Right,
        Operator::Mult => {
            let sequence = text || matches!(other, Value::List(_) | Value::Tuple(_));
            sequence && crate::is_scalar(this) && own_operand(this).own_dtype().is_integer()
        }
        _ => false,
    }
}

fn matmul(vm: &mut Vm, this: &Value, other: &Value, side: Side) -> Result<Value> {
    let other = match read_other(vm, other)? {
        Other::Foreign => return Ok(Value::NotImplemented),
        Other::Object => return Err(unsupported(Operator::MatMult, &own_operand(this), other, side)),
        Other::Operand(operand) => operand.array(),
    };
    let own = own_operand(this).array();
    let product = match side {
        Side::Left => crate::linear::matmul(&own, &other)?,
        Side::Right => crate::linear::matmul(&other, &own)?,
    };
    Ok(crate::value_of(product))
}

/// An array of objects would apply the operator to each; the first one already lacks it.
fn unsupported(op: Operator, own: &Operand, other: &Value, side: Side) -> Raise {
    let own = match own.own_dtype() {
        tape_tensor::DType::Bool => "bool",
        dtype if dtype.is_integer() => "int",
        dtype if dtype.is_complex() => "complex",
        _ => "float",
    };
    let (other, symbol) = (other.type_name(), op.description());
    let (left, right) = if side == Side::Left { (own, &other[..]) } else { (&other[..], own) };
    type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
}

/// A comparison with an ndarray or scalar on the left.
///
/// # Errors
/// What the ufunc raises.
pub fn compare(vm: &mut Vm, this: &Value, op: Comparison, other: &Value) -> Result<Value> {
    let own = own_operand(this);
    match read_other(vm, other)? {
        Other::Foreign => Ok(Value::NotImplemented),
        Other::Object => match op {
            Comparison::Eq | Comparison::NotEq => {
                let unequal = tape_tensor::Scalar::Bool(op == Comparison::NotEq);
                Ok(crate::value_of(tape_tensor::Array::full(own.shape(), unequal).map_err(from_kernel)?))
            }
            _ => Ok(Value::NotImplemented),
        },
        Other::Operand(other) => Ok(give(ufunc::binary(vm, ufunc_of_comparison(op), &own, &other)?)),
    }
}

/// A unary operator.
///
/// # Errors
/// What the ufunc raises.
pub fn unary(vm: &mut Vm, this: &Value, op: UnaryOp) -> Result<Value> {
    let ufunc = match op {
        UnaryOp::USub => Unary::Negative,
        UnaryOp::UAdd => Unary::Positive,
        UnaryOp::Invert => Unary::Invert,
        UnaryOp::Not => Unary::LogicalNot,
    };
    Ok(crate::value_of(ufunc::unary(vm, ufunc, &own_operand(this).array())?))
}

/// `abs(this)`.
///
/// # Errors
/// What the ufunc raises.
pub fn absolute(vm: &mut Vm, this: &Value) -> Result<Value> {
    Ok(crate::value_of(ufunc::unary(vm, Unary::Absolute, &own_operand(this).array())?))
}

/// `array op= other`: into the array's own elements.
///
/// # Errors
/// What the ufunc raises; `TypeError` where the result does not fit the array's dtype, `ValueError` where its shape does not.
pub fn inplace(vm: &mut Vm, this: &Value, op: Operator, other: &Value) -> Result<Value> {
    let Some(target) = this.downcast::<NdArray>() else { return Ok(Value::NotImplemented) };
    let own = own_operand(this);
    let other_operand = match read_other(vm, other)? {
        Other::Foreign => return Ok(Value::NotImplemented),
        Other::Object => return Err(unsupported(op, &own, other, Side::Left)),
        Other::Operand(operand) => operand,
    };
    let result = match ufunc_of(op) {
        Some(ufunc) => ufunc::binary(vm, ufunc, &own, &other_operand)?,
        None => crate::linear::matmul(&own.array(), &other_operand.array())?.into(),
    };
    store(target, result, ufunc_of(op).map_or("matmul", Binary::name))?;
    Ok(this.clone())
}

/// Puts the result of a ufunc into an array that stands ready for it.
///
/// # Errors
/// As [`inplace`].
pub fn store(target: &NdArray, result: Items, name: &str) -> Result<()> {
    let (from, to) = (result.dtype(), target.dtype());
    if !same_kind(from, to) {
        let text = format!(
            "Cannot cast ufunc '{name}' output from dtype('{from}') to dtype('{to}') with casting rule 'same_kind'"
        );
        return Err(Raise::new(&CASTING_ERROR, text));
    }
    let shape = target.shape();
    if shape.broadcast(result.shape()).is_none() {
        return Err(crate::error::cannot_broadcast(&[result.shape(), &shape]));
    }
    if *result.shape() != shape && shape.broadcast(result.shape()).as_ref() != Some(&shape) {
        return Err(value_error(format!(
            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
            tight(&shape),
            tight(result.shape())
        )));
    }
    let array = broadcast_to(&cast(&result.array, to).map_err(from_kernel)?, &shape).map_err(from_kernel)?;
    target.fill_all(&array)
}

/// The truth of an array.
///
/// # Errors
/// `ValueError` for more than one element, or none.
pub fn truth(vm: &mut Vm, items: &Items) -> Result<bool> {
    match items.array.len() {
        1 => match items.array.get(0) {
            Some(scalar) => vm.truth(&crate::items::python_value(&scalar, items.strings)),
            None => Ok(false),
        },
        0 => Err(value_error(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
        )),
        _ => Err(value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        )),
    }
}
