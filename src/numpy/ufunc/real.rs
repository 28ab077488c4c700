//! Floats: the processor's arithmetic and the C library's functions, as in numpy.

use num_traits::Float;
use tape_tensor::{Array, Element, Error, Result};

use super::drive::{map, zip};
use super::single;
use super::{Binary, Unary};

/// A float element type with the functions that its C library has.
pub trait Real: Element + Copy + Float {
    /// `exp`, as numpy computes it for this type.
    fn exponential(self) -> Self;
    /// `log`, as numpy computes it for this type.
    fn logarithm(self) -> Self;
    /// `sin`, as numpy computes it for this type.
    fn sine(self) -> Self;
    /// `cos`, as numpy computes it for this type.
    fn cosine(self) -> Self;
    /// `tanh`, as numpy computes it for this type.
    fn hyperbolic_tangent(self) -> Self;
    /// The C library's `asinh`.
    fn area_sine(self) -> Self;
    /// The C library's `acosh`.
    fn area_cosine(self) -> Self;
    /// The C library's `atanh`.
    fn area_tangent(self) -> Self;
    /// The next number towards another one.
    fn next_after(self, towards: Self) -> Self;
    /// A constant.
    fn of(value: f64) -> Self;
}

macro_rules! real {
    ($type:ty, $exp:expr, $log:expr, $sin:expr, $cos:expr, $tanh:expr, $asinh:ident $acosh:ident $atanh:ident $next:ident) => {
        impl Real for $type {
            fn exponential(self) -> $type {
                $exp(self)
            }
            fn logarithm(self) -> $type {
                $log(self)
            }
            fn sine(self) -> $type {
                $sin(self)
            }
            fn cosine(self) -> $type {
                $cos(self)
            }
            fn hyperbolic_tangent(self) -> $type {
                $tanh(self)
            }
            fn area_sine(self) -> $type {
                tape_tensor::system::$asinh(self)
            }
            fn area_cosine(self) -> $type {
                tape_tensor::system::$acosh(self)
            }
            fn area_tangent(self) -> $type {
                tape_tensor::system::$atanh(self)
            }
            fn next_after(self, towards: $type) -> $type {
                tape_tensor::system::$next(self, towards)
            }
            fn of(value: f64) -> $type {
                value as $type
            }
        }
    };
}

real!(f64, f64::exp, f64::ln, f64::sin, f64::cos, f64::tanh, asinh acosh atanh nextafter);
real!(f32, single::exp, single::log, single::sin, single::cos, single::tanh, asinhf acoshf atanhf nextafterf);

fn missing<T>(name: &str) -> Result<T> {
    Err(Error::Unimplemented(name.to_owned()))
}

/// An operation on each pair of floats.
///
/// # Errors
/// [`Error::Unimplemented`] where floats have no such operation, [`Error::Broadcast`].
pub fn binary<T: Real>(op: Binary, x: &Array, y: &Array) -> Result<Array> {
    match op {
        Binary::Add => zip(x, y, |a: T, b| a + b),
        Binary::Subtract => zip(x, y, |a: T, b| a - b),
        Binary::Multiply => zip(x, y, |a: T, b| a * b),
        Binary::Divide => zip(x, y, |a: T, b| a / b),
        Binary::FloorDivide => zip(x, y, |a: T, b| floor_divide(a, b)),
        Binary::Remainder => zip(x, y, |a: T, b| modulo(a, b)),
        Binary::Fmod => zip(x, y, |a: T, b| a % b),
        Binary::Power | Binary::FloatPower => zip_power::<T>(x, y),
        Binary::Maximum => zip(x, y, |a: T, b| if a >= b || a.is_nan() { a } else { b }),
        Binary::Minimum => zip(x, y, |a: T, b| if a <= b || a.is_nan() { a } else { b }),
        Binary::Fmax => zip(x, y, |a: T, b| if a >= b || b.is_nan() { a } else { b }),
        Binary::Fmin => zip(x, y, |a: T, b| if a <= b || b.is_nan() { a } else { b }),
        Binary::Arctan2 => zip(x, y, |a: T, b| a.atan2(b)),
        Binary::Hypot => zip(x, y, |a: T, b| a.hypot(b)),
        Binary::Logaddexp => zip(x, y, |a: T, b| log_add(a, b, T::of(std::f64::consts::LN_2), T::exp, T::ln_1p)),
        Binary::Logaddexp2 => zip(x, y, |a: T, b| {
            let log2_1p = |x: T| T::of(std::f64::consts::LOG2_E) * x.ln_1p();
            log_add(a, b, T::one(), T::exp2, log2_1p)
        }),
        Binary::Copysign => zip(x, y, |a: T, b| a.copysign(b)),
        Binary::Nextafter => zip(x, y, |a: T, b| a.next_after(b)),
        Binary::Heaviside => zip(x, y, |a: T, b| match a {
            a if a.is_nan() => a,
            a if a == T::zero() => b,
            a if a < T::zero() => T::zero(),
            _ => T::one(),
        }),
        _ => missing(op.name()),
    }
}

/// Powers; numpy squares and takes roots where one exponent says so for all.
fn zip_power<T: Real>(x: &Array, y: &Array) -> Result<Array> {
    if let Some([exponent]) = y.as_slice::<T>()
        && y.shape().rank() == 0
        && x.shape().rank() > 0
    {
        let exponent = *exponent;
        match exponent {
            e if e == T::of(2.0) => return map(x, |a: T| a * a),
            e if e == T::one() => return Ok(x.clone()),
            e if e == T::of(0.5) => return map(x, T::sqrt),
            e if e == -T::one() => return map(x, |a: T| T::one() / a),
            e if e == T::zero() => return map(x, |_: T| T::one()),
            _ => {}
        }
    }
    zip(x, y, |a: T, b| a.powf(b))
}

/// `log(base**a + base**b)` without overflow.
fn log_add<T: Real>(a: T, b: T, log_two: T, exp: impl Fn(T) -> T, log_1p: impl Fn(T) -> T) -> T {
    if a == b {
        return a + log_two;
    }
    let difference = a - b;
    match difference {
        d if d > T::zero() => a + log_1p(exp(-d)),
        d if d <= T::zero() => b + log_1p(exp(d)),
        d => d,
    }
}

/// Python's `%`: the sign is the divisor's. By zero it is nan.
fn modulo<T: Real>(a: T, b: T) -> T {
    let rest = a % b;
    if b == T::zero() {
        return rest;
    }
    match rest {
        rest if rest == T::zero() => T::zero().copysign(b),
        rest if (b < T::zero()) != (rest < T::zero()) => rest + b,
        rest => rest,
    }
}

/// Python's `//`; by zero it is what division gives.
fn floor_divide<T: Real>(a: T, b: T) -> T {
    if b == T::zero() {
        return a / b;
    }
    let rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != T::zero() && (b < T::zero()) != (rest < T::zero()) {
        quotient = quotient - T::one();
    }
    if quotient == T::zero() {
        return T::zero().copysign(a / b);
    }
    let floor = quotient.floor();
    if quotient - floor > T::of(0.5) { floor + T::one() } else { floor }
}

/// An operation on each float.
///
/// # Errors
/// [`Error::Unimplemented`] where floats have no such operation.
pub fn unary<T: Real>(op: Unary, x: &Array) -> Result<Array> {
    let (zero, one) = (T::zero(), T::one());
    match op {
        Unary::Negative => map(x, |a: T| -a),
        Unary::Positive | Unary::Conjugate => Ok(x.clone()),
        Unary::Absolute | Unary::Fabs => map(x, T::abs),
        Unary::Sign => map(x, |a: T| match a {
            a if a > zero => one,
            a if a < zero => -one,
            a if a == zero => zero,
            nan => nan,
        }),
        Unary::Square => map(x, |a: T| a * a),
        Unary::Reciprocal => map(x, |a: T| one / a),
        Unary::Floor => map(x, T::floor),
        Unary::Ceil => map(x, T::ceil),
        Unary::Trunc => map(x, T::trunc),
        Unary::Rint => map(x, round_to_even::<T>),
        Unary::Sqrt => map(x, T::sqrt),
        Unary::Cbrt => map(x, T::cbrt),
        Unary::Exp => map(x, T::exponential),
        Unary::Exp2 => map(x, T::exp2),
        Unary::Expm1 => map(x, T::exp_m1),
        Unary::Log => map(x, T::logarithm),
        Unary::Log2 => map(x, T::log2),
        Unary::Log10 => map(x, T::log10),
        Unary::Log1p => map(x, T::ln_1p),
        Unary::Sin => map(x, T::sine),
        Unary::Cos => map(x, T::cosine),
        Unary::Tan => map(x, T::tan),
        Unary::Arcsin => map(x, T::asin),
        Unary::Arccos => map(x, T::acos),
        Unary::Arctan => map(x, T::atan),
        Unary::Sinh => map(x, T::sinh),
        Unary::Cosh => map(x, T::cosh),
        Unary::Tanh => map(x, T::hyperbolic_tangent),
        Unary::Arcsinh => map(x, T::area_sine),
        Unary::Arccosh => map(x, T::area_cosine),
        Unary::Arctanh => map(x, T::area_tangent),
        Unary::Degrees | Unary::Rad2deg => map(x, |a: T| a * T::of(180.0 / std::f64::consts::PI)),
        Unary::Radians | Unary::Deg2rad => map(x, |a: T| a * T::of(std::f64::consts::PI / 180.0)),
        Unary::Spacing => map(x, |a: T| {
            let away = T::infinity().copysign(a);
            if a.is_infinite() { T::nan() } else { a.next_after(away) - a }
        }),
        Unary::Isnan => map(x, T::is_nan),
        Unary::Isinf => map(x, T::is_infinite),
        Unary::Isfinite => map(x, T::is_finite),
        Unary::Signbit => map(x, T::is_sign_negative),
        Unary::LogicalNot => map(x, |a: T| a == zero),
        Unary::Invert => missing(op.name()),
    }
}

/// To the nearest whole number, halves to the even one.
pub fn round_to_even<T: Real>(x: T) -> T {
    let rounded = x.round();
    if (x - x.trunc()).abs() == T::of(0.5) {
        return T::of(2.0) * (x / T::of(2.0)).round();
    }
    if rounded == T::zero() { T::zero().copysign(x) } else { rounded }
}
