//! Operators on numbers, beyond the virtual machine's fast paths.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::BigInt;
use num_complex::Complex64;
use num_traits::Signed;

use super::{big_to_float, complex, float, int};
use crate::Result;
use crate::exception::{OVERFLOW_ERROR, Raise, zero_division_error};
use crate::fault::{Computed, FaultKind};
use crate::operator::{Operator, UnaryOp};
use crate::value::Value;

/// A number lifted to the kind in which an operation is done.
enum Number<'a> {
    Int(Cow<'a, BigInt>),
    Float(f64),
    Complex(Complex64),
}

fn lift(value: &Value) -> Option<Number<'_>> {
    Some(match value {
        Value::Bool(value) => Number::Int(Cow::Owned(BigInt::from(i64::from(*value)))),
        Value::Int(int) => Number::Int(Cow::Owned(BigInt::from(*int))),
        Value::BigInt(int) => Number::Int(Cow::Borrowed(int)),
        Value::Float(float) => Number::Float(*float),
        Value::Complex(complex) => Number::Complex(**complex),
        _ => return None,
    })
}

/// The integer of a value of any size.
#[must_use]
pub fn to_big(value: &Value) -> Option<BigInt> {
    match lift(value.plain())? {
        Number::Int(int) => Some(int.into_owned()),
        Number::Float(_) | Number::Complex(_) => None,
    }
}

/// The number as complex, if it is a number; integers may be too large.
///
/// # Errors
/// `OverflowError`.
pub fn to_complex(value: &Value) -> Result<Option<Complex64>> {
    lift(value.plain()).map(complex_of).transpose()
}

/// Applies an operator to two numbers; [`Value::NotImplemented`] when one of them is none or the kinds do not have it.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`, `ValueError` as CPython raises them.
pub fn binary(op: Operator, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Bool(a), Value::Bool(b)) => match op {
            Operator::BitAnd => return Ok(Value::Bool(a & b)),
            Operator::BitOr => return Ok(Value::Bool(a | b)),
            Operator::BitXor => return Ok(Value::Bool(a ^ b)),
            _ => {}
        },
        (Value::Int(a), Value::Int(b)) => {
            if let Some(result) = small_binary(op, *a, *b) {
                return Ok(result);
            }
        }
        _ => {}
    }
    let (Some(left), Some(right)) = (lift(left), lift(right)) else { return Ok(Value::NotImplemented) };
    match (left, right) {
        (Number::Int(a), Number::Int(b)) => int_binary(op, &a, &b),
        (Number::Complex(a), b) => complex_binary(op, a, complex_of(b)?),
        (a, Number::Complex(b)) => complex_binary(op, complex_of(a)?, b),
        (a, b) => float_binary(op, float_of(a)?, float_of(b)?),
    }
}

/// Small integers whose result is small too; nothing for the rest, errors included.
fn small_binary(op: Operator, a: i64, b: i64) -> Option<Value> {
    const EXACT: u64 = 1 << 53;
    Some(Value::Int(match op {
        Operator::Add => a.checked_add(b)?,
        Operator::Sub => a.checked_sub(b)?,
        Operator::Mult => a.checked_mul(b)?,
        Operator::Div if b != 0 && a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT => {
            return Some(Value::Float(a as f64 / b as f64));
        }
        Operator::FloorDiv => {
            let quotient = a.checked_div(b)?;
            if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient }
        }
        Operator::Mod => {
            let remainder = a.checked_rem(b)?;
            if remainder != 0 && (remainder < 0) != (b < 0) { remainder + b } else { remainder }
        }
        Operator::Pow => a.checked_pow(u32::try_from(b).ok()?)?,
        Operator::RShift => a >> u32::try_from(b).ok()?.min(63),
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        Operator::BitAnd => a & b,
        Operator::Div | Operator::LShift | Operator::MatMult => return None,
    }))
}

fn float_of(number: Number<'_>) -> Result<f64> {
    match number {
        Number::Int(int) => Ok(big_to_float(&int)?),
        Number::Float(float) => Ok(float),
        Number::Complex(complex) => Ok(complex.re),
    }
}

fn complex_of(number: Number<'_>) -> Result<Complex64> {
    match number {
        Number::Complex(complex) => Ok(complex),
        real => Ok(Complex64::new(float_of(real)?, 0.0)),
    }
}

fn int_binary(op: Operator, a: &BigInt, b: &BigInt) -> Result<Value> {
    Ok(Value::big(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::MatMult => return Ok(Value::NotImplemented),
        Operator::Div => return Ok(Value::Float(int::true_divide(a, b)?)),
        Operator::FloorDiv => int::floor_divide(a, b)?,
        Operator::Mod => int::modulo(a, b)?,
        Operator::Pow if b.is_negative() => return float_power(big_to_float(a)?, big_to_float(b)?),
        Operator::Pow => int::power(a, b)?,
        Operator::LShift => int::shift_left(a, b)?,
        Operator::RShift => int::shift_right(a, b)?,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        Operator::BitAnd => a & b,
    }))
}

fn float_binary(op: Operator, a: f64, b: f64) -> Result<Value> {
    Ok(Value::Float(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b == 0.0 => return Err(zero_division_error("float division by zero")),
        Operator::Div => a / b,
        Operator::FloorDiv => float::floor_divide(a, b)?,
        Operator::Mod => float::modulo(a, b)?,
        Operator::Pow => return float_power(a, b),
        _ => return Ok(Value::NotImplemented),
    }))
}

fn float_power(a: f64, b: f64) -> Result<Value> {
    match float::power(a, b) {
        Ok(Some(power)) => Ok(Value::Float(power)),
        Ok(None) => complex_binary(Operator::Pow, Complex64::new(a, 0.0), Complex64::new(b, 0.0)),
        // C's error number and sentence are two arguments of the exception.
        Err(fault) if fault.kind() == FaultKind::Overflow => {
            Err(Raise::with_args(&OVERFLOW_ERROR, [Value::Int(34), Value::str("Numerical result out of range")]))
        }
        Err(fault) => Err(fault.into()),
    }
}

fn complex_binary(op: Operator, a: Complex64, b: Complex64) -> Result<Value> {
    Ok(Value::from(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => complex::multiply(a, b),
        Operator::Div => complex::divide(a, b)?,
        Operator::Pow => complex::power(a, b)?,
        _ => return Ok(Value::NotImplemented),
    }))
}

/// `divmod(left, right)` of two numbers; [`Value::NotImplemented`] when one of them is none or complex.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`.
pub fn divide_with_remainder(left: &Value, right: &Value) -> Result<Value> {
    let (Some(left), Some(right)) = (lift(left), lift(right)) else { return Ok(Value::NotImplemented) };
    match (left, right) {
        (Number::Complex(_), _) | (_, Number::Complex(_)) => Ok(Value::NotImplemented),
        (Number::Int(a), Number::Int(b)) => {
            let quotient = int::floor_divide(&a, &b)?;
            let remainder = int::modulo(&a, &b)?;
            Ok(Value::tuple([Value::big(quotient), Value::big(remainder)]))
        }
        (a, b) => {
            let (quotient, remainder) = float::divide_with_remainder(float_of(a)?, float_of(b)?)?;
            Ok(Value::tuple([Value::Float(quotient), Value::Float(remainder)]))
        }
    }
}

/// `abs(value)` of a number; nothing if it is none.
///
/// # Errors
/// `OverflowError` for complex numbers.
pub fn absolute(value: &Value) -> Option<Computed<Value>> {
    Some(Ok(match lift(value)? {
        Number::Int(int) => Value::big(int.abs()),
        Number::Float(float) => Value::Float(float.abs()),
        Number::Complex(number) => return Some(complex::absolute(number).map(Value::Float)),
    }))
}

/// `-x`, `+x`, `~x` of a number; nothing when it is none or lacks the operator.
#[must_use]
pub fn unary(op: UnaryOp, value: &Value) -> Option<Value> {
    let number = lift(value)?;
    Some(match (op, number) {
        (UnaryOp::USub, Number::Int(int)) => Value::big(-&*int),
        (UnaryOp::USub, Number::Float(float)) => Value::Float(-float),
        (UnaryOp::USub, Number::Complex(complex)) => Value::from(-complex),
        (UnaryOp::UAdd, Number::Int(int)) => Value::big(int.into_owned()),
        (UnaryOp::UAdd, Number::Float(float)) => Value::Float(float),
        (UnaryOp::UAdd, Number::Complex(complex)) => Value::from(complex),
        (UnaryOp::Invert, Number::Int(int)) => Value::big(!int.into_owned()),
        _ => return None,
    })
}

/// Whether two numbers are equal; nothing if one of them is none.
#[must_use]
pub fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (lift(left)?, lift(right)?) {
        (Number::Complex(a), Number::Complex(b)) => Some(a == b),
        (Number::Complex(a), Number::Float(b)) | (Number::Float(b), Number::Complex(a)) => {
            Some(a.im == 0.0 && a.re == b)
        }
        (Number::Complex(a), Number::Int(b)) | (Number::Int(b), Number::Complex(a)) => {
            Some(a.im == 0.0 && float::compare_big(&b, a.re) == Some(Ordering::Equal))
        }
        _ => Some(order(left, right) == Some(Ordering::Equal)),
    }
}

/// How two numbers that are not complex compare: exactly, also an integer with a float. Nothing for NaN.
#[must_use]
pub fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => return Some(a.cmp(b)),
        (Value::Int(a), Value::Float(b)) => return float::compare_int(*a, *b),
        (Value::Float(a), Value::Int(b)) => return float::compare_int(*b, *a).map(Ordering::reverse),
        _ => {}
    }
    match (lift(left)?, lift(right)?) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Float(a), Number::Int(b)) => float::compare_big(&b, a).map(Ordering::reverse),
        (Number::Int(a), Number::Float(b)) => float::compare_big(&a, b),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => None,
    }
}
