//! Arithmetic of `int`, `float` and `complex` beyond the virtual machine's fast paths.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_complex::Complex64;
use num_integer::Integer;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use crate::Result;
use crate::exception::{overflow_error, type_error, value_error, zero_division_error};
use crate::operator::{Operator, UnaryOp};
use crate::value::Value;

/// A number lifted to the kind in which an operation is done.
enum Number {
    Int(BigInt),
    Float(f64),
    Complex(Complex64),
}

fn lift(value: &Value) -> Option<Number> {
    Some(match value {
        Value::Bool(value) => Number::Int(BigInt::from(i64::from(*value))),
        Value::Int(int) => Number::Int(BigInt::from(*int)),
        Value::BigInt(int) => Number::Int((**int).clone()),
        Value::Float(float) => Number::Float(*float),
        Value::Complex(complex) => Number::Complex(**complex),
        _ => return None,
    })
}

/// A big integer as a float.
///
/// # Errors
/// `OverflowError` when it is too large.
pub fn big_to_float(int: &BigInt) -> Result<f64> {
    match int.to_f64() {
        Some(float) if float.is_finite() => Ok(float),
        _ => Err(overflow_error("int too large to convert to float")),
    }
}

/// Applies an operator to two numbers; [`Value::NotImplemented`] when one of them is none or the kinds do not have it.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`, `ValueError` as CPython raises them.
pub fn binary(op: Operator, left: &Value, right: &Value) -> Result<Value> {
    if let (Value::Bool(a), Value::Bool(b)) = (left, right) {
        match op {
            Operator::BitAnd => return Ok(Value::Bool(a & b)),
            Operator::BitOr => return Ok(Value::Bool(a | b)),
            Operator::BitXor => return Ok(Value::Bool(a ^ b)),
            _ => {}
        }
    }
    let (Some(left), Some(right)) = (lift(left), lift(right)) else { return Ok(Value::NotImplemented) };
    match (left, right) {
        (Number::Int(a), Number::Int(b)) => int_binary(op, &a, &b),
        (Number::Complex(a), b) => complex_binary(op, a, to_complex(b)?),
        (a, Number::Complex(b)) => complex_binary(op, to_complex(a)?, b),
        (a, b) => float_binary(op, to_float(a)?, to_float(b)?),
    }
}

fn to_float(number: Number) -> Result<f64> {
    match number {
        Number::Int(int) => big_to_float(&int),
        Number::Float(float) => Ok(float),
        Number::Complex(_) => Err(type_error("can't convert complex to float")),
    }
}

fn to_complex(number: Number) -> Result<Complex64> {
    match number {
        Number::Complex(complex) => Ok(complex),
        real => Ok(Complex64::new(to_float(real)?, 0.0)),
    }
}

fn int_binary(op: Operator, a: &BigInt, b: &BigInt) -> Result<Value> {
    Ok(Value::big(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::MatMult => return Ok(Value::NotImplemented),
        Operator::Div => return int_true_division(a, b),
        Operator::FloorDiv if b.is_zero() => {
            return Err(zero_division_error("integer division or modulo by zero"));
        }
        Operator::FloorDiv => a.div_floor(b),
        Operator::Mod if b.is_zero() => return Err(zero_division_error("integer modulo by zero")),
        Operator::Mod => a.mod_floor(b),
        Operator::Pow if b.is_negative() => return float_binary(Operator::Pow, big_to_float(a)?, big_to_float(b)?),
        Operator::Pow => int_power(a, b)?,
        Operator::LShift => a << shift_count(b)?,
        Operator::RShift => match b.to_usize() {
            Some(count) => a >> count,
            None if b.is_negative() => return Err(value_error("negative shift count")),
            None => BigInt::from(if a.is_negative() { -1 } else { 0 }),
        },
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        Operator::BitAnd => a & b,
    }))
}

fn shift_count(count: &BigInt) -> Result<usize> {
    if count.is_negative() {
        return Err(value_error("negative shift count"));
    }
    count.to_usize().filter(|&count| count < 1 << 32).ok_or_else(|| overflow_error("too many digits in integer"))
}

fn int_power(base: &BigInt, exponent: &BigInt) -> Result<BigInt> {
    let too_large = || crate::exception::memory_error("");
    match exponent.to_u32() {
        Some(exponent) if base.bits().saturating_mul(u64::from(exponent)) < 1 << 32 || base.bits() <= 1 => {
            Ok(Pow::pow(base, exponent))
        }
        _ if base.bits() <= 1 => Ok(if base.is_negative() && exponent.is_odd() { base.clone() } else { base * base }),
        _ => Err(too_large()),
    }
}

/// `a / b` rounded once, also when the operands exceed what a float can hold.
fn int_true_division(a: &BigInt, b: &BigInt) -> Result<Value> {
    if b.is_zero() {
        return Err(zero_division_error("division by zero"));
    }
    const EXACT: u64 = 53;
    if a.bits() <= EXACT && b.bits() <= EXACT {
        return Ok(Value::Float(big_to_float(a)? / big_to_float(b)?));
    }
    // Scale so that the quotient has 64 or 65 bits, round it to odd, and let the conversion round to even.
    let shift = 65 - (a.bits() as i64 - b.bits() as i64);
    let (numerator, denominator) =
        if shift >= 0 { (a.abs() << shift as u64, b.abs()) } else { (a.abs(), b.abs() << shift.unsigned_abs()) };
    let (quotient, remainder) = numerator.div_rem(&denominator);
    let quotient = if remainder.is_zero() { quotient } else { quotient | BigInt::from(1) };
    let magnitude = quotient.to_f64().unwrap_or(f64::INFINITY) * 2f64.powi((-shift) as i32);
    if magnitude.is_infinite() {
        return Err(overflow_error("integer division result too large for a float"));
    }
    Ok(Value::Float(if a.is_negative() != b.is_negative() { -magnitude } else { magnitude }))
}

/// Python's `%` of floats: the sign is the divisor's.
#[must_use]
pub fn float_modulo(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder == 0.0 {
        return 0f64.copysign(b);
    }
    if (b < 0.0) != (remainder < 0.0) { remainder + b } else { remainder }
}

/// Python's `//` of floats.
#[must_use]
pub fn float_floor_division(a: f64, b: f64) -> f64 {
    let quotient = (a - float_modulo(a, b)) / b;
    if quotient == 0.0 {
        return 0f64.copysign(a / b);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

fn float_binary(op: Operator, a: f64, b: f64) -> Result<Value> {
    Ok(Value::Float(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b == 0.0 => return Err(zero_division_error("float division by zero")),
        Operator::Div => a / b,
        Operator::FloorDiv if b == 0.0 => return Err(zero_division_error("float floor division by zero")),
        Operator::FloorDiv => float_floor_division(a, b),
        Operator::Mod if b == 0.0 => return Err(zero_division_error("float modulo")),
        Operator::Mod => float_modulo(a, b),
        Operator::Pow => return float_power(a, b),
        _ => return Ok(Value::NotImplemented),
    }))
}

fn float_power(a: f64, b: f64) -> Result<Value> {
    if a == 0.0 && b < 0.0 {
        return Err(zero_division_error("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.trunc() {
        return complex_binary(Operator::Pow, Complex64::new(a, 0.0), Complex64::new(b, 0.0));
    }
    let power = a.powf(b);
    if power.is_infinite() && a.is_finite() && b.is_finite() {
        let args = [Value::Int(34), Value::str("Numerical result out of range")];
        return Err(crate::Raise::with_args(&crate::exception::OVERFLOW_ERROR, args));
    }
    Ok(Value::Float(power))
}

fn complex_binary(op: Operator, a: Complex64, b: Complex64) -> Result<Value> {
    Ok(Value::from(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b.is_zero() => return Err(zero_division_error("complex division by zero")),
        Operator::Div => a / b,
        Operator::Pow if a.is_zero() && (b.im != 0.0 || b.re < 0.0) => {
            return Err(zero_division_error("0.0 to a negative or complex power"));
        }
        Operator::Pow if b.is_zero() => Complex64::new(1.0, 0.0),
        Operator::Pow if a.is_zero() => Complex64::zero(),
        Operator::Pow if b.im == 0.0 && b.re == b.re.trunc() && b.re.abs() <= 100.0 => a.powi(b.re as i32),
        Operator::Pow => a.powc(b),
        _ => return Ok(Value::NotImplemented),
    }))
}

/// `-x`, `+x`, `~x` of a number; nothing when it is none or lacks the operator.
#[must_use]
pub fn unary(op: UnaryOp, value: &Value) -> Option<Value> {
    let number = lift(value)?;
    Some(match (op, number) {
        (UnaryOp::USub, Number::Int(int)) => Value::big(-int),
        (UnaryOp::USub, Number::Float(float)) => Value::Float(-float),
        (UnaryOp::USub, Number::Complex(complex)) => Value::from(-complex),
        (UnaryOp::UAdd, Number::Int(int)) => Value::big(int),
        (UnaryOp::UAdd, Number::Float(float)) => Value::Float(float),
        (UnaryOp::UAdd, Number::Complex(complex)) => Value::from(complex),
        (UnaryOp::Invert, Number::Int(int)) => Value::big(!int),
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
            Some(a.im == 0.0 && order_float_int(a.re, &b) == Some(Ordering::Equal))
        }
        _ => Some(order(left, right) == Some(Ordering::Equal)),
    }
}

/// How two numbers that are not complex compare: exactly, also an integer with a float. Nothing for NaN.
#[must_use]
pub fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (lift(left)?, lift(right)?) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Float(a), Number::Int(b)) => order_float_int(a, &b),
        (Number::Int(a), Number::Float(b)) => order_float_int(b, &a).map(Ordering::reverse),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => None,
    }
}

fn order_float_int(float: f64, int: &BigInt) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Greater } else { Ordering::Less });
    }
    let whole = num_traits::FromPrimitive::from_f64(float.trunc()).unwrap_or_else(BigInt::zero);
    Some(whole.cmp(int).then(float.fract().partial_cmp(&0.0)?))
}

/// `repr` of a float: the shortest digits that read back the same.
#[must_use]
pub fn float_repr(float: f64) -> String {
    if float.is_nan() {
        return "nan".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{float:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if float != 0.0 && !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    let plain = format!("{float}");
    if plain.contains('.') { plain } else { format!("{plain}.0") }
}

/// `repr` of a complex number.
#[must_use]
pub fn complex_repr(complex: Complex64) -> String {
    let part = |float: f64| {
        let text = float_repr(float);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let imaginary = part(complex.im);
    if complex.re == 0.0 && complex.re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary}j)", part(complex.re))
}
