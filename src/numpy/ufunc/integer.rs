//! Integers and truth values: sums and products wrap, and dividing by zero gives zero.

use num_integer::Integer;
use num_traits::{PrimInt, WrappingAdd, WrappingMul, WrappingNeg, WrappingSub};
use tape_tensor::{Array, Element, Error, Result};

use super::drive::{map, zip};
use super::{Binary, Unary};

/// An integer element type.
pub trait Int:
    Element + Copy + PrimInt + Integer + WrappingAdd + WrappingSub + WrappingMul + WrappingNeg + From<bool>
{
}

impl<T> Int for T where
    T: Element + Copy + PrimInt + Integer + WrappingAdd + WrappingSub + WrappingMul + WrappingNeg + From<bool>
{
}

fn missing<T>(name: &str) -> Result<T> {
    Err(Error::Unimplemented(name.to_owned()))
}

/// An operation on each pair of integers.
///
/// # Errors
/// [`Error::Unimplemented`] where integers have no such operation, [`Error::NegativePower`], [`Error::Broadcast`].
pub fn binary<T: Int>(op: Binary, x: &Array, y: &Array) -> Result<Array> {
    let zero = T::zero();
    match op {
        Binary::Add => zip(x, y, |a: T, b| a.wrapping_add(&b)),
        Binary::Subtract => zip(x, y, |a: T, b| a.wrapping_sub(&b)),
        Binary::Multiply => zip(x, y, |a: T, b| a.wrapping_mul(&b)),
        Binary::FloorDivide => zip(x, y, floor_divide::<T>),
        Binary::Remainder => zip(x, y, |a: T, b| if b == zero { zero } else { modulo(a, b) }),
        Binary::Fmod => zip(x, y, |a: T, b| if b == zero || is_minus_one(b) { zero } else { a % b }),
        Binary::Power => {
            if y.as_slice::<T>().is_some_and(|exponents| exponents.iter().any(|exponent| *exponent < zero)) {
                return Err(Error::NegativePower);
            }
            zip(x, y, power::<T>)
        }
        Binary::Maximum | Binary::Fmax => zip(x, y, |a: T, b| a.max(b)),
        Binary::Minimum | Binary::Fmin => zip(x, y, |a: T, b| a.min(b)),
        Binary::BitwiseAnd => zip(x, y, |a: T, b| a & b),
        Binary::BitwiseOr => zip(x, y, |a: T, b| a | b),
        Binary::BitwiseXor => zip(x, y, |a: T, b| a ^ b),
        Binary::LeftShift => zip(x, y, |a: T, b| bits::<T>(b).map_or(zero, |bits| a << bits)),
        Binary::RightShift => zip(x, y, |a: T, b| match bits::<T>(b) {
            Some(bits) => a >> bits,
            None if a < zero => !zero,
            None => zero,
        }),
        Binary::Gcd => zip(x, y, |a: T, b| gcd(a, b)),
        Binary::Lcm => zip(x, y, |a: T, b| {
            let divisor = gcd(a, b);
            if divisor == zero { zero } else { magnitude((a / divisor).wrapping_mul(&b)) }
        }),
        _ => missing(op.name()),
    }
}

/// A count of bits to shift by, if it is less than all.
fn bits<T: Int>(count: T) -> Option<usize> {
    count.to_usize().filter(|count| *count < 8 * size_of::<T>())
}

fn is_minus_one<T: Int>(x: T) -> bool {
    T::min_value() < T::zero() && x == !T::zero()
}

fn magnitude<T: Int>(x: T) -> T {
    if x < T::zero() { x.wrapping_neg() } else { x }
}

fn gcd<T: Int>(a: T, b: T) -> T {
    let (mut a, mut b) = (magnitude(a), magnitude(b));
    while b != T::zero() {
        (a, b) = (b, modulo(a, b));
    }
    a
}

fn floor_divide<T: Int>(a: T, b: T) -> T {
    match () {
        () if b == T::zero() => T::zero(),
        () if is_minus_one(b) => a.wrapping_neg(),
        () => {
            let quotient = a / b;
            if a % b != T::zero() && (a < T::zero()) != (b < T::zero()) { quotient - T::one() } else { quotient }
        }
    }
}

/// The remainder with the sign of the divisor, which is not zero.
fn modulo<T: Int>(a: T, b: T) -> T {
    if is_minus_one(b) {
        return T::zero();
    }
    let rest = a % b;
    if rest != T::zero() && (rest < T::zero()) != (b < T::zero()) { rest + b } else { rest }
}

/// A power by repeated squaring, wrapping.
fn power<T: Int>(mut base: T, mut exponent: T) -> T {
    let mut result = T::one();
    while exponent > T::zero() {
        if exponent & T::one() == T::one() {
            result = result.wrapping_mul(&base);
        }
        base = base.wrapping_mul(&base);
        exponent = exponent >> 1;
    }
    result
}

/// An operation on each integer.
///
/// # Errors
/// [`Error::Unimplemented`] where integers have no such operation.
pub fn unary<T: Int>(op: Unary, x: &Array) -> Result<Array> {
    let (zero, one) = (T::zero(), T::one());
    match op {
        Unary::Negative => map(x, |a: T| a.wrapping_neg()),
        Unary::Positive | Unary::Conjugate | Unary::Floor | Unary::Ceil | Unary::Trunc => Ok(x.clone()),
        Unary::Absolute => map(x, magnitude::<T>),
        Unary::Sign => map(x, |a: T| match a.cmp(&zero) {
            std::cmp::Ordering::Greater => one,
            std::cmp::Ordering::Less => !zero,
            std::cmp::Ordering::Equal => zero,
        }),
        Unary::Square => map(x, |a: T| a.wrapping_mul(&a)),
        Unary::Reciprocal => map(x, |a: T| if a == zero { zero } else { floor_divide(one, a) }),
        Unary::Invert => map(x, |a: T| !a),
        Unary::Isnan | Unary::Isinf => map(x, |_: T| false),
        Unary::Isfinite => map(x, |_: T| true),
        Unary::LogicalNot => map(x, |a: T| a == zero),
        _ => missing(op.name()),
    }
}

/// An operation on each pair of truth values.
///
/// # Errors
/// [`Error::Unimplemented`] where truth values have no such operation, [`Error::Broadcast`].
pub fn bool_binary(op: Binary, x: &Array, y: &Array) -> Result<Array> {
    match op {
        Binary::Add | Binary::BitwiseOr | Binary::LogicalOr | Binary::Maximum | Binary::Fmax => {
            zip(x, y, |a: bool, b| a | b)
        }
        Binary::Multiply | Binary::BitwiseAnd | Binary::LogicalAnd | Binary::Minimum | Binary::Fmin => {
            zip(x, y, |a: bool, b| a & b)
        }
        Binary::BitwiseXor | Binary::LogicalXor => zip(x, y, |a: bool, b| a ^ b),
        _ => missing(op.name()),
    }
}

/// An operation on each truth value.
///
/// # Errors
/// [`Error::Unimplemented`] where truth values have no such operation.
pub fn bool_unary(op: Unary, x: &Array) -> Result<Array> {
    match op {
        Unary::LogicalNot | Unary::Invert => map(x, |a: bool| !a),
        Unary::Absolute | Unary::Square | Unary::Conjugate | Unary::Floor | Unary::Ceil | Unary::Trunc => Ok(x.clone()),
        Unary::Isnan | Unary::Isinf => map(x, |_: bool| false),
        Unary::Isfinite => map(x, |_: bool| true),
        _ => missing(op.name()),
    }
}
