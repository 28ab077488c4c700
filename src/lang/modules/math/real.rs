//! Functions of real numbers.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::{gamma, system};
use crate::Result;
use crate::exception::{OVERFLOW_ERROR, Raise, overflow_error, type_error, value_error, zero_division_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::number::{float, to_big};
use crate::value::Value;
use crate::vm::Vm;

/// Whether an infinite result means that it is too large, and not that the argument is outside the domain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infinity {
    TooLarge,
    OutsideDomain,
}

use Infinity::{OutsideDomain, TooLarge};

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("math.acos", "(x, /)", "Return the arc cosine (measured in radians) of x.", |vm, args| {
        unary(vm, &args, f64::acos, OutsideDomain)
    })
    .real(f64::acos),
    NativeFunction::new("math.acosh", "(x, /)", "Return the inverse hyperbolic cosine of x.", |vm, args| {
        unary(vm, &args, |x| system::acosh(x), OutsideDomain)
    }),
    NativeFunction::new("math.asin", "(x, /)", "Return the arc sine (measured in radians) of x.", |vm, args| {
        unary(vm, &args, f64::asin, OutsideDomain)
    })
    .real(f64::asin),
    NativeFunction::new("math.asinh", "(x, /)", "Return the inverse hyperbolic sine of x.", |vm, args| {
        unary(vm, &args, |x| system::asinh(x), OutsideDomain)
    }),
    NativeFunction::new("math.atan", "(x, /)", "Return the arc tangent (measured in radians) of x.", |vm, args| {
        unary(vm, &args, f64::atan, OutsideDomain)
    })
    .real(f64::atan),
    NativeFunction::new(
        "math.atan2",
        "(y, x, /)",
        "Return the arc tangent (measured in radians) of y/x.",
        |vm, args| {
            let (y, x) = (vm.float(&args[0])?, vm.float(&args[1])?);
            Ok(Value::Float(y.atan2(x)))
        },
    ),
    NativeFunction::new("math.atanh", "(x, /)", "Return the inverse hyperbolic tangent of x.", |vm, args| {
        unary(vm, &args, |x| system::atanh(x), OutsideDomain)
    }),
    NativeFunction::new("math.cbrt", "(x, /)", "Return the cube root of x.", |vm, args| {
        unary(vm, &args, f64::cbrt, OutsideDomain)
    }),
    NativeFunction::new("math.ceil", "(x, /)", "Return the ceiling of x as an Integral.", |vm, args| {
        whole(vm, &args[0], Name::CEIL, f64::ceil)
    }),
    NativeFunction::new(
        "math.copysign",
        "(x, y, /)",
        "Return a float with the magnitude of x but the sign of y.",
        |vm, args| {
            let (x, y) = (vm.float(&args[0])?, vm.float(&args[1])?);
            Ok(Value::Float(x.copysign(y)))
        },
    ),
    NativeFunction::new("math.cos", "(x, /)", "Return the cosine of x (measured in radians).", |vm, args| {
        unary(vm, &args, f64::cos, OutsideDomain)
    })
    .real(f64::cos),
    NativeFunction::new("math.cosh", "(x, /)", "Return the hyperbolic cosine of x.", |vm, args| {
        unary(vm, &args, f64::cosh, TooLarge)
    })
    .real(f64::cosh),
    NativeFunction::new("math.degrees", "(x, /)", "Convert angle x from radians to degrees.", |vm, args| {
        Ok(Value::Float(vm.float(&args[0])? * (180.0 / std::f64::consts::PI)))
    }),
    NativeFunction::new("math.erf", "(x, /)", "Error function at x.", |vm, args| {
        unary(vm, &args, |x| system::erf(x), OutsideDomain)
    }),
    NativeFunction::new("math.erfc", "(x, /)", "Complementary error function at x.", |vm, args| {
        unary(vm, &args, |x| system::erfc(x), OutsideDomain)
    }),
    NativeFunction::new("math.exp", "(x, /)", "Return e raised to the power of x.", |vm, args| {
        unary(vm, &args, f64::exp, TooLarge)
    })
    .real(f64::exp),
    NativeFunction::new("math.exp2", "(x, /)", "Return 2 raised to the power of x.", |vm, args| {
        unary(vm, &args, f64::exp2, TooLarge)
    })
    .real(f64::exp2),
    NativeFunction::new("math.expm1", "(x, /)", "Return exp(x)-1.", |vm, args| unary(vm, &args, f64::exp_m1, TooLarge)),
    NativeFunction::new("math.fabs", "(x, /)", "Return the absolute value of the float x.", |vm, args| {
        unary(vm, &args, f64::abs, OutsideDomain)
    })
    .real(f64::abs),
    NativeFunction::new("math.floor", "(x, /)", "Return the floor of x as an Integral.", |vm, args| {
        whole(vm, &args[0], Name::FLOOR, f64::floor)
    }),
    NativeFunction::new("math.fmod", "(x, y, /)", "Return fmod(x, y), according to platform C.", |vm, args| {
        binary(vm, &args, |x, y| x % y)
    }),
    NativeFunction::new(
        "math.frexp",
        "(x, /)",
        "Return the mantissa and exponent of x, as pair (m, e).",
        |vm, args| {
            let (mantissa, exponent) = split(vm.float(&args[0])?);
            Ok(Value::tuple([Value::Float(mantissa), Value::Int(exponent)]))
        },
    ),
    NativeFunction::new("math.gamma", "(x, /)", "Gamma function at x.", |vm, args| {
        Ok(Value::Float(gamma::gamma(vm.float(&args[0])?)?))
    }),
    NativeFunction::new(
        "math.isclose",
        "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        "Determine whether two floating point numbers are close in value.",
        is_close,
    ),
    NativeFunction::new(
        "math.isfinite",
        "(x, /)",
        "Return True if x is neither an infinity nor a NaN, and False otherwise.",
        |vm, args| Ok(Value::Bool(vm.float(&args[0])?.is_finite())),
    ),
    NativeFunction::new(
        "math.isinf",
        "(x, /)",
        "Return True if x is a positive or negative infinity, and False otherwise.",
        |vm, args| Ok(Value::Bool(vm.float(&args[0])?.is_infinite())),
    ),
    NativeFunction::new(
        "math.isnan",
        "(x, /)",
        "Return True if x is a NaN (not a number), and False otherwise.",
        |vm, args| Ok(Value::Bool(vm.float(&args[0])?.is_nan())),
    ),
    NativeFunction::new("math.ldexp", "(x, i, /)", "Return x * (2**i).", |vm, args| {
        let x = vm.float(&args[0])?;
        if !vm.has_index(&args[1]) {
            return Err(type_error("Expected an int as second argument to ldexp."));
        }
        scale(x, vm.slice_index(&args[1])?).map(Value::Float)
    }),
    NativeFunction::new(
        "math.lgamma",
        "(x, /)",
        "Natural logarithm of absolute value of Gamma function at x.",
        |vm, args| Ok(Value::Float(gamma::ln_gamma(vm.float(&args[0])?)?)),
    ),
    NativeFunction::new(
        "math.log",
        "(x, base=<absent>, /)",
        "log(x, [base=math.e])\nReturn the logarithm of x to the given base.",
        |vm, args| {
            let number = logarithm(vm, &args[0], f64::ln, std::f64::consts::LN_2)?;
            let Some(base) = args.get(1) else { return Ok(Value::Float(number)) };
            let base = logarithm(vm, base, f64::ln, std::f64::consts::LN_2)?;
            if base == 0.0 {
                return Err(zero_division_error("float division by zero"));
            }
            Ok(Value::Float(number / base))
        },
    )
    .real(f64::ln),
    NativeFunction::new("math.log10", "(x, /)", "Return the base 10 logarithm of x.", |vm, args| {
        logarithm(vm, &args[0], f64::log10, std::f64::consts::LOG10_2).map(Value::Float)
    })
    .real(f64::log10),
    NativeFunction::new("math.log1p", "(x, /)", "Return the natural logarithm of 1+x (base e).", |vm, args| {
        unary(vm, &args, f64::ln_1p, OutsideDomain)
    }),
    NativeFunction::new("math.log2", "(x, /)", "Return the base 2 logarithm of x.", |vm, args| {
        logarithm(vm, &args[0], f64::log2, 1.0).map(Value::Float)
    })
    .real(f64::log2),
    NativeFunction::new("math.modf", "(x, /)", "Return the fractional and integer parts of x.", |vm, args| {
        let x = vm.float(&args[0])?;
        let fraction = if x.is_infinite() { 0.0 } else { x % 1.0 };
        Ok(Value::tuple([fraction.copysign(x), x.trunc()].map(Value::Float)))
    }),
    NativeFunction::new(
        "math.nextafter",
        "(x, y, /)",
        "Return the next floating-point value after x towards y.",
        |vm, args| {
            let (x, y) = (vm.float(&args[0])?, vm.float(&args[1])?);
            Ok(Value::Float(system::nextafter(x, y)))
        },
    ),
    NativeFunction::new("math.pow", "(x, y, /)", "Return x**y (x to the power of y).", |vm, args| {
        binary(vm, &args, f64::powf)
    }),
    NativeFunction::new("math.radians", "(x, /)", "Convert angle x from degrees to radians.", |vm, args| {
        Ok(Value::Float(vm.float(&args[0])? * (std::f64::consts::PI / 180.0)))
    }),
    NativeFunction::new(
        "math.remainder",
        "(x, y, /)",
        "Difference between x and the closest integer multiple of y.",
        |vm, args| binary(vm, &args, |x, y| system::remainder(x, y)),
    ),
    NativeFunction::new("math.sin", "(x, /)", "Return the sine of x (measured in radians).", |vm, args| {
        unary(vm, &args, f64::sin, OutsideDomain)
    })
    .real(f64::sin),
    NativeFunction::new("math.sinh", "(x, /)", "Return the hyperbolic sine of x.", |vm, args| {
        unary(vm, &args, f64::sinh, TooLarge)
    })
    .real(f64::sinh),
    NativeFunction::new("math.sqrt", "(x, /)", "Return the square root of x.", |vm, args| {
        unary(vm, &args, f64::sqrt, OutsideDomain)
    })
    .real(f64::sqrt),
    NativeFunction::new("math.tan", "(x, /)", "Return the tangent of x (measured in radians).", |vm, args| {
        unary(vm, &args, f64::tan, OutsideDomain)
    })
    .real(f64::tan),
    NativeFunction::new("math.tanh", "(x, /)", "Return the hyperbolic tangent of x.", |vm, args| {
        unary(vm, &args, f64::tanh, OutsideDomain)
    })
    .real(f64::tanh),
    NativeFunction::new(
        "math.trunc",
        "(x, /)",
        "Truncates the Real x to the nearest Integral toward 0.",
        |vm, args| {
            if let Value::Object(_) = args[0].plain() {
                return Ok(Value::big(float::to_int(vm.float(&args[0])?)?));
            }
            match args[0].class().lookup(Name::TRUNC) {
                Some(function) => vm.call_unbound(&function, &args[0], &[]),
                None => Err(type_error(format!("type {} doesn't define __trunc__ method", args[0].type_name()))),
            }
        },
    ),
    NativeFunction::new(
        "math.ulp",
        "(x, /)",
        "Return the value of the least significant bit of the float x.",
        |vm, args| {
            let x = vm.float(&args[0])?.abs();
            Ok(Value::Float(match () {
                () if !x.is_finite() => x,
                () if x == f64::MAX => x - system::nextafter(x, 0.0),
                () => system::nextafter(x, f64::INFINITY) - x,
            }))
        },
    ),
];

fn domain_error() -> Raise {
    value_error("math domain error")
}

fn range_error() -> Raise {
    overflow_error("math range error")
}

fn unary(vm: &mut Vm, args: &Args<'_>, function: impl Fn(f64) -> f64, infinity: Infinity) -> Result<Value> {
    let x = vm.float(&args[0])?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() || result.is_infinite() && x.is_finite() && infinity == OutsideDomain {
        return Err(domain_error());
    }
    if result.is_infinite() && x.is_finite() {
        return Err(range_error());
    }
    Ok(Value::Float(result))
}

fn binary(vm: &mut Vm, args: &Args<'_>, function: impl Fn(f64, f64) -> f64) -> Result<Value> {
    let (x, y) = (vm.float(&args[0])?, vm.float(&args[1])?);
    let result = function(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        // Only a power of zero is infinite without being large.
        return Err(if x == 0.0 { domain_error() } else { range_error() });
    }
    Ok(Value::Float(result))
}

/// `floor` and `ceil`: through the value's own method, else of the float.
fn whole(vm: &mut Vm, value: &Value, method: Name, round: fn(f64) -> f64) -> Result<Value> {
    if !matches!(value.plain(), Value::Float(_) | Value::Object(_))
        && let Some(function) = value.class().lookup(method)
    {
        return vm.call_unbound(&function, value, &[]);
    }
    Ok(Value::big(float::to_int(round(vm.float(value)?))?))
}

/// A logarithm of a float, or of an integer of any size: `unit` is the logarithm of 2.
fn logarithm(vm: &mut Vm, value: &Value, function: fn(f64) -> f64, unit: f64) -> Result<f64> {
    let x = match vm.float(value) {
        Ok(x) => x,
        Err(raise) if raise.is(&OVERFLOW_ERROR) => {
            return match to_big(value) {
                Some(int) if int.is_positive() => Ok(logarithm_of_big(&int, function, unit)),
                Some(_) => Err(domain_error()),
                None => Err(raise),
            };
        }
        Err(raise) => return Err(raise),
    };
    if x <= 0.0 { Err(domain_error()) } else { Ok(function(x)) }
}

fn logarithm_of_big(int: &BigInt, function: fn(f64) -> f64, unit: f64) -> f64 {
    let exponent = int.bits();
    let mantissa = (int >> (exponent - 64)).to_f64().unwrap_or(1.0) / 2_f64.powi(64);
    function(mantissa) + unit * exponent as f64
}

/// `frexp`.
fn split(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Subnormal numbers become normal first.
    let (normal, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2_f64.powi(54), -54) } else { (x, 0) };
    let bits = normal.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    let mantissa = f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52));
    (mantissa, exponent + shift)
}

/// `ldexp`.
fn scale(x: f64, exponent: i64) -> Result<f64> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let (mantissa, own) = split(x);
    let total = own.saturating_add(exponent);
    if total > 1024 {
        return Err(range_error());
    }
    if total < -1080 {
        return Ok(0.0_f64.copysign(x));
    }
    // Two steps: only the second may round, into the subnormal numbers.
    let first = total.max(-1000);
    Ok(mantissa * 2_f64.powi(first as i32 - 1) * 2.0 * 2_f64.powi((total - first) as i32))
}

fn is_close(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (a, b) = (vm.float(&args[0])?, vm.float(&args[1])?);
    let (relative, absolute) = (vm.float(&args[2])?, vm.float(&args[3])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(value_error("tolerances must be non-negative"));
    }
    let distance = (b - a).abs();
    let within = distance <= (relative * b).abs() || distance <= (relative * a).abs() || distance <= absolute;
    Ok(Value::Bool(a == b || (a.is_finite() && b.is_finite() && within)))
}
