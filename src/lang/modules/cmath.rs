//! `cmath`: functions of complex numbers.

use std::f64::consts::{E, PI, TAU};
use std::rc::Rc;

use num_complex::Complex64;

use crate::Result;
use crate::exception::{overflow_error, value_error};
use crate::methods::complex::part;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::number::complex;
use crate::value::{Module, Value};
use crate::vm::Vm;

/// The number that an argument is.
fn number(vm: &mut Vm, value: &Value) -> Result<Complex64> {
    match value.plain() {
        Value::Complex(number) => Ok(**number),
        Value::Instance(_) if value.class().lookup(Name::COMPLEX).is_some() => part(vm, value, "first"),
        _ => Ok(Complex64::new(vm.float(value)?, 0.0)),
    }
}

/// Applies a function; what is not finite although the argument was is out of its range.
fn apply(vm: &mut Vm, args: &Args<'_>, function: fn(Complex64) -> Complex64) -> Result<Value> {
    let z = number(vm, &args[0])?;
    let result = function(z);
    if z.is_finite() && !result.is_finite() {
        return Err(overflow_error("math range error"));
    }
    Ok(Value::from(result))
}

/// As [`apply`], for functions that have poles.
fn apply_outside(
    vm: &mut Vm,
    args: &Args<'_>,
    is_pole: fn(Complex64) -> bool,
    function: fn(Complex64) -> Complex64,
) -> Result<Value> {
    if is_pole(number(vm, &args[0])?) {
        return Err(value_error("math domain error"));
    }
    apply(vm, args, function)
}

/// The principal root, by Kahan's formula: no cancellation, and the sign of a zero imaginary part is kept.
fn sqrt(z: Complex64) -> Complex64 {
    if z.re == 0.0 && z.im == 0.0 {
        return Complex64::new(0.0, z.im);
    }
    // Halving twice keeps the length from overflowing.
    let (re, im) = ((z.re / 8.0).abs(), (z.im / 8.0).abs());
    let root = 2.0 * (re + re.hypot(im)).sqrt();
    let other = z.im.abs() / (2.0 * root);
    if z.re >= 0.0 { Complex64::new(root, other.copysign(z.im)) } else { Complex64::new(other, root.copysign(z.im)) }
}

/// The natural logarithm; near the unit circle the length is found without loss.
fn log(z: Complex64) -> Complex64 {
    let (re, im) = (z.re.abs(), z.im.abs());
    let length = re.hypot(im);
    let real = if (0.71..=1.73).contains(&length) {
        let (large, small) = if re > im { (re, im) } else { (im, re) };
        ((large - 1.0) * (large + 1.0) + small * small).ln_1p() / 2.0
    } else {
        length.ln()
    };
    Complex64::new(real, z.im.atan2(z.re))
}

fn asinh(z: Complex64) -> Complex64 {
    let (a, b) = (sqrt(Complex64::new(1.0 + z.im, -z.re)), sqrt(Complex64::new(1.0 - z.im, z.re)));
    Complex64::new((a.re * b.im - b.re * a.im).asinh(), z.im.atan2(a.re * b.re - a.im * b.im))
}

fn acosh(z: Complex64) -> Complex64 {
    let (a, b) = (sqrt(Complex64::new(z.re - 1.0, z.im)), sqrt(Complex64::new(z.re + 1.0, z.im)));
    Complex64::new((a.re * b.re + a.im * b.im).asinh(), 2.0 * a.im.atan2(b.re))
}

fn acos(z: Complex64) -> Complex64 {
    let (a, b) = (sqrt(Complex64::new(1.0 - z.re, -z.im)), sqrt(Complex64::new(1.0 + z.re, z.im)));
    Complex64::new(2.0 * a.re.atan2(b.re), (b.re * a.im - b.im * a.re).asinh())
}

fn atanh(z: Complex64) -> Complex64 {
    // The function is odd, and its formula is good where the real part is not negative.
    if z.re < 0.0 || (z.re == 0.0 && z.re.is_sign_negative()) {
        return -atanh(-z);
    }
    let im = z.im.abs();
    let real = (4.0 * z.re / ((1.0 - z.re).powi(2) + im * im)).ln_1p() / 4.0;
    let angle = (2.0 * z.im).atan2((1.0 - z.re) * (1.0 + z.re) - im * im) / 2.0;
    Complex64::new(real, angle)
}

/// Multiplies by i.
fn turn(z: Complex64) -> Complex64 {
    Complex64::new(-z.im, z.re)
}

/// Divides by i.
fn turn_back(z: Complex64) -> Complex64 {
    Complex64::new(z.im, -z.re)
}

fn sinh(z: Complex64) -> Complex64 {
    Complex64::new(z.im.cos() * z.re.sinh(), z.im.sin() * z.re.cosh())
}

fn cosh(z: Complex64) -> Complex64 {
    Complex64::new(z.im.cos() * z.re.cosh(), z.im.sin() * z.re.sinh())
}

fn tanh(z: Complex64) -> Complex64 {
    if z.re.abs() > 300.0 {
        let im = 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp();
        return Complex64::new(1_f64.copysign(z.re), im);
    }
    let (tangent, angle, cosine) = (z.re.tanh(), z.im.tan(), 1.0 / z.re.cosh());
    let scale = 1.0 + (tangent * angle).powi(2);
    Complex64::new(tangent * (1.0 + angle * angle) / scale, angle / scale * cosine * cosine)
}

fn is_zero(z: Complex64) -> bool {
    z.re == 0.0 && z.im == 0.0
}

/// Declares functions of one number.
macro_rules! functions {
    ($($name:ident $doc:literal $(except $pole:expr)? => $body:expr;)*) => {
        static ELEMENTARY: &[NativeFunction] = &[$(
            NativeFunction::new(concat!("cmath.", stringify!($name)), "(z, /)", $doc, |vm, args| {
                functions!(@ vm, args, $($pole,)? $body)
            })
        ),*];
    };
    (@ $vm:ident, $args:ident, $pole:expr, $body:expr) => { apply_outside($vm, &$args, $pole, $body) };
    (@ $vm:ident, $args:ident, $body:expr) => { apply($vm, &$args, $body) };
}

functions! {
    acos "Return the arc cosine of z." => acos;
    acosh "Return the inverse hyperbolic cosine of z." => acosh;
    asin "Return the arc sine of z." => |z| turn_back(asinh(turn(z)));
    asinh "Return the inverse hyperbolic sine of z." => asinh;
    atan "Return the arc tangent of z." except |z| z.re == 0.0 && z.im.abs() == 1.0 => |z| turn_back(atanh(turn(z)));
    atanh "Return the inverse hyperbolic tangent of z." except |z| z.im == 0.0 && z.re.abs() == 1.0 => atanh;
    cos "Return the cosine of z." => |z| cosh(turn(z));
    cosh "Return the hyperbolic cosine of z." => cosh;
    exp "Return the exponential value e**z." => |z| {
        Complex64::new(z.re.exp() * z.im.cos(), z.re.exp() * z.im.sin())
    };
    log10 "Return the base-10 logarithm of z." except is_zero => |z| log(z) / std::f64::consts::LN_10;
    sin "Return the sine of z." => |z| turn_back(sinh(turn(z)));
    sinh "Return the hyperbolic sine of z." => sinh;
    sqrt "Return the square root of z." => sqrt;
    tan "Return the tangent of z." => |z| turn_back(tanh(turn(z)));
    tanh "Return the hyperbolic tangent of z." => tanh;
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("cmath.isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two are close.", is_close),
    NativeFunction::new("cmath.isfinite", "(z, /)", "Whether both parts are finite.", |vm, args| {
        Ok(Value::Bool(number(vm, &args[0])?.is_finite()))
    }),
    NativeFunction::new("cmath.isinf", "(z, /)", "Whether a part is infinite.", |vm, args| {
        Ok(Value::Bool(number(vm, &args[0])?.is_infinite()))
    }),
    NativeFunction::new("cmath.isnan", "(z, /)", "Whether a part is NaN.", |vm, args| {
        Ok(Value::Bool(number(vm, &args[0])?.is_nan()))
    }),
    NativeFunction::new("cmath.log", "(z, base=<absent>, /)", "The logarithm of z.", |vm, args| {
        let z = number(vm, &args[0])?;
        let base = args.get(1).map(|base| number(vm, base)).transpose()?;
        if is_zero(z) || base.is_some_and(is_zero) {
            return Err(value_error("math domain error"));
        }
        let quotient = base.map_or(Ok(log(z)), |base| complex::divide(log(z), log(base)));
        quotient.map(Value::from).map_err(|_| value_error("math domain error"))
    }),
    NativeFunction::new("cmath.phase", "(z, /)", "Return argument, also known as the phase angle.", |vm, args| {
        let z = number(vm, &args[0])?;
        Ok(Value::Float(z.im.atan2(z.re)))
    }),
    NativeFunction::new("cmath.polar", "(z, /)", "Convert a complex to polar coordinates.", |vm, args| {
        let z = number(vm, &args[0])?;
        Ok(Value::tuple([z.re.hypot(z.im), z.im.atan2(z.re)].map(Value::Float)))
    }),
    NativeFunction::new("cmath.rect", "(r, phi, /)", "Convert from polar coordinates.", |vm, args| {
        let (length, angle) = (vm.float(&args[0])?, vm.float(&args[1])?);
        // At the angle 0 an infinite length has no imaginary part.
        let im = if angle == 0.0 { length * angle } else { length * angle.sin() };
        Ok(Value::complex(length * angle.cos(), im))
    }),
];

fn is_close(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (a, b) = (number(vm, &args[0])?, number(vm, &args[1])?);
    let (relative, absolute) = (vm.float(&args[2])?, vm.float(&args[3])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::Bool(true));
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::Bool(false));
    }
    let difference = (a - b).norm();
    Ok(Value::Bool(difference <= relative * b.norm() || difference <= relative * a.norm() || difference <= absolute))
}

/// Makes `cmath`.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("cmath", "Mathematical functions for complex numbers.", &[ELEMENTARY, FUNCTIONS]);
    for (name, value) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        module.dict.set_str(name, Value::Float(value));
    }
    module.dict.set_str("infj", Value::complex(0.0, f64::INFINITY));
    module.dict.set_str("nanj", Value::complex(0.0, f64::NAN));
    Ok(module)
}
