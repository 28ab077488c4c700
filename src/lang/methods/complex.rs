//! `complex`.

use num_complex::Complex64;

use super::receiver::wrong_receiver;
use crate::Result;
use crate::class::Property;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::number::{parse_complex, to_complex};
use crate::value::Value;
use crate::vm::Vm;

/// The methods of complex numbers.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("complex.conjugate", "(self, /)", "With the imaginary part negated.", |_, args| {
        Ok(Value::from(of(&args[0])?.conj()))
    }),
    NativeFunction::new("complex.__complex__", "(self, /)", "The number itself.", |_, args| {
        Ok(Value::from(of(&args[0])?))
    }),
];

/// The computed attributes of complex numbers.
pub static PROPERTIES: &[Property] = &[
    Property::new("imag", "The imaginary part.", |_, this| Ok(Value::Float(of(this)?.im))),
    Property::new("real", "The real part.", |_, this| Ok(Value::Float(of(this)?.re))),
];

/// `complex(real, imag)`, `complex(text)`.
pub static NEW: NativeFunction = NativeFunction::new(
    "complex",
    "(cls, real=<absent>, imag=<absent>)",
    "A complex number of its parts or a text.",
    new,
);

fn of(this: &Value) -> Result<Complex64> {
    match this.plain() {
        Value::Complex(complex) => Ok(**complex),
        other => Err(wrong_receiver("complex", Some(other))),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if let Some(text) = args.get(1).and_then(Value::as_str) {
        if args.get(2).is_some() {
            return Err(type_error("complex() can't take second arg if first is a string"));
        }
        return Ok(Value::from(parse_complex(text)?));
    }
    if args.get(2).and_then(Value::as_str).is_some() {
        return Err(type_error("complex() second arg can't be a string"));
    }
    let real = args.get(1).map(|value| part(vm, value, "first")).transpose()?;
    let imaginary = args.get(2).map(|value| part(vm, value, "second")).transpose()?;
    let real = real.unwrap_or_default();
    // complex(a + bi, c + di) is a − d + (b + c)i; parts that are real leave the sign of a zero alone.
    Ok(Value::from(match imaginary {
        None => real,
        Some(imaginary) if real.im == 0.0 && imaginary.im == 0.0 => Complex64::new(real.re, imaginary.re),
        Some(imaginary) => Complex64::new(real.re - imaginary.im, real.im + imaginary.re),
    }))
}

/// A number as complex: what it is, or what its `__complex__`, `__float__` or `__index__` says.
pub(crate) fn part(vm: &mut Vm, value: &Value, position: &str) -> Result<Complex64> {
    if let Some(number) = to_complex(value)? {
        return Ok(number);
    }
    if let Value::Object(object) = value.plain()
        && let Some(result) = object.clone().object().complex(vm)
    {
        return part(vm, &result?, position);
    }
    if matches!(value, Value::Instance(_))
        && let Some(result) = vm.call_special(value, Name::COMPLEX, &[])?
    {
        return match result.plain() {
            Value::Complex(complex) => Ok(**complex),
            other => Err(type_error(format!("__complex__ returned non-complex (type {})", other.type_name()))),
        };
    }
    let is_real = match value {
        Value::Instance(instance) => {
            vm.has_index(value)
                || instance.class().lookup_defined(Name::FLOAT).is_some()
                || !instance.payload().is_unset()
        }
        other => matches!(other, Value::Object(_)),
    };
    if !is_real {
        let given = value.type_name();
        let or_string = if position == "first" { "a string or " } else { "" };
        return Err(type_error(format!("complex() {position} argument must be {or_string}a number, not '{given}'")));
    }
    Ok(Complex64::new(vm.float(value)?, 0.0))
}
