//! Complex numbers.

use num_complex::Complex;
use tape_tensor::{Array, Element, Error, Result};

use super::drive::{map, zip};
use super::real::{Real, round_to_even};
use super::{Binary, Unary};

fn missing<T>(name: &str) -> Result<T> {
    Err(Error::Unimplemented(name.to_owned()))
}

/// An operation on each pair of complex numbers.
///
/// # Errors
/// [`Error::Unimplemented`] where complex numbers have no such operation, [`Error::Broadcast`].
pub fn binary<T: Real>(op: Binary, x: &Array, y: &Array) -> Result<Array>
where
    Complex<T>: Element,
{
    type C<T> = Complex<T>;
    let larger = |a: C<T>, b: C<T>| a.re > b.re || (a.re == b.re && a.im >= b.im) || a.re.is_nan() || a.im.is_nan();
    match op {
        Binary::Add => zip(x, y, |a: C<T>, b| a + b),
        Binary::Subtract => zip(x, y, |a: C<T>, b| a - b),
        Binary::Multiply => zip(x, y, |a: C<T>, b| a * b),
        Binary::Divide => zip(x, y, divide::<T>),
        Binary::Power | Binary::FloatPower => zip(x, y, power::<T>),
        Binary::Maximum | Binary::Fmax => zip(x, y, |a: C<T>, b| if larger(a, b) { a } else { b }),
        Binary::Minimum | Binary::Fmin => zip(x, y, |a: C<T>, b| if larger(b, a) { a } else { b }),
        _ => missing(op.name()),
    }
}

/// Smith's division, as numpy does it.
fn divide<T: Real>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    if b.re.abs() >= b.im.abs() {
        if b.re == T::zero() && b.im == T::zero() {
            return Complex::new(a.re / b.re.abs(), a.im / b.re.abs());
        }
        let ratio = b.im / b.re;
        let scale = T::one() / (b.re + b.im * ratio);
        return Complex::new((a.re + a.im * ratio) * scale, (a.im - a.re * ratio) * scale);
    }
    let ratio = b.re / b.im;
    let scale = T::one() / (b.im + b.re * ratio);
    Complex::new((a.re * ratio + a.im) * scale, (a.im * ratio - a.re) * scale)
}

fn power<T: Real>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let (zero, one) = (T::zero(), T::one());
    if b.re == zero && b.im == zero {
        return Complex::new(one, zero);
    }
    if a.re == zero && a.im == zero {
        return if b.re > zero && b.im == zero { a } else { Complex::new(T::nan(), T::nan()) };
    }
    match b.re.to_i32() {
        Some(exponent) if b.im == zero && T::of(f64::from(exponent)) == b.re && exponent.abs() < 100 => {
            a.powi(exponent)
        }
        _ => a.powc(b),
    }
}

/// An operation on each complex number.
///
/// # Errors
/// [`Error::Unimplemented`] where complex numbers have no such operation.
pub fn unary<T: Real>(op: Unary, x: &Array) -> Result<Array>
where
    Complex<T>: Element,
{
    type C<T> = Complex<T>;
    let (zero, one) = (T::zero(), T::one());
    let each = |function: fn(C<T>) -> C<T>| map(x, function);
    match op {
        Unary::Negative => each(|a| -a),
        Unary::Positive => Ok(x.clone()),
        Unary::Conjugate => each(|a| a.conj()),
        Unary::Absolute => map(x, |a: C<T>| a.re.hypot(a.im)),
        Unary::Sign => map(x, |a: C<T>| {
            let size = a.re.hypot(a.im);
            if size == zero { a } else { Complex::new(a.re / size, a.im / size) }
        }),
        Unary::Square => each(|a| a * a),
        Unary::Reciprocal => map(x, |a: C<T>| divide(Complex::new(one, zero), a)),
        Unary::Sqrt => each(|a| a.sqrt()),
        Unary::Exp => each(|a| a.exp()),
        Unary::Exp2 => map(x, |a: C<T>| (a * T::of(std::f64::consts::LN_2)).exp()),
        Unary::Expm1 => map(x, |a: C<T>| a.exp() - one),
        Unary::Log => each(|a| a.ln()),
        Unary::Log2 => map(x, |a: C<T>| a.ln() * T::of(std::f64::consts::LOG2_E)),
        Unary::Log10 => map(x, |a: C<T>| a.ln() * T::of(std::f64::consts::LOG10_E)),
        Unary::Log1p => map(x, |a: C<T>| (a + one).ln()),
        Unary::Sin => each(|a| a.sin()),
        Unary::Cos => each(|a| a.cos()),
        Unary::Tan => each(|a| a.tan()),
        Unary::Arcsin => each(|a| a.asin()),
        Unary::Arccos => each(|a| a.acos()),
        Unary::Arctan => each(|a| a.atan()),
        Unary::Sinh => each(|a| a.sinh()),
        Unary::Cosh => each(|a| a.cosh()),
        Unary::Tanh => each(|a| a.tanh()),
        Unary::Arcsinh => each(|a| a.asinh()),
        Unary::Arccosh => each(|a| a.acosh()),
        Unary::Arctanh => each(|a| a.atanh()),
        Unary::Rint => map(x, |a: C<T>| Complex::new(round_to_even(a.re), round_to_even(a.im))),
        Unary::Isnan => map(x, |a: C<T>| a.re.is_nan() || a.im.is_nan()),
        Unary::Isinf => map(x, |a: C<T>| a.re.is_infinite() || a.im.is_infinite()),
        Unary::Isfinite => map(x, |a: C<T>| a.re.is_finite() && a.im.is_finite()),
        Unary::LogicalNot => map(x, |a: C<T>| a.re == zero && a.im == zero),
        _ => missing(op.name()),
    }
}
