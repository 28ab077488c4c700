//! `float`.

use std::cell::Cell;

use super::receiver::wrong_receiver;
use super::str::named_text;
use crate::Result;
use crate::class::Property;
use crate::exception::{TYPE_ERROR, type_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::number::{float, parse_float};
use crate::value::Value;
use crate::vm::Vm;

/// The methods of floats.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("float.__ceil__", "(self, /)", "The least integer that is not below it.", |_, args| {
        Ok(Value::big(float::to_int(this(&args)?.ceil())?))
    }),
    NativeFunction::new("float.__floor__", "(self, /)", "The largest integer that is not above it.", |_, args| {
        Ok(Value::big(float::to_int(this(&args)?.floor())?))
    }),
    NativeFunction::new("float.__round__", "(self, ndigits=None, /)", "Rounded to some decimal places.", |vm, args| {
        let float = this(&args)?;
        if args[1].is_none() {
            return Ok(Value::big(float::round_to_int(float)?));
        }
        let places = vm.index(&args[1])?;
        Ok(Value::Float(float::round_to_places(float, places)?))
    }),
    NativeFunction::new("float.__trunc__", "(self, /)", "Without its fraction.", |_, args| {
        Ok(Value::big(float::to_int(this(&args)?)?))
    }),
    NativeFunction::new("float.as_integer_ratio", "(self, /)", "The exact fraction that it is.", |_, args| {
        let (numerator, denominator) = float::integer_ratio(this(&args)?)?;
        Ok(Value::tuple([Value::big(numerator), Value::big(denominator)]))
    }),
    NativeFunction::new("float.conjugate", "(self, /)", "The float itself.", |_, args| Ok(Value::Float(this(&args)?))),
    NativeFunction::new("float.hex", "(self, /)", "Its exact text in hexadecimal.", |_, args| {
        Ok(Value::str(float::to_hex(this(&args)?)))
    }),
    NativeFunction::new("float.is_integer", "(self, /)", "Whether it is whole.", |_, args| {
        let float = this(&args)?;
        Ok(Value::Bool(float.is_finite() && float == float.trunc()))
    }),
];

/// `float.fromhex`.
pub static CLASS_METHODS: &[NativeFunction] =
    &[NativeFunction::new("float.fromhex", "(cls, string, /)", "The float of a hexadecimal text.", |_, args| {
        Ok(Value::Float(float::from_hex(named_text(&args[1], "fromhex() argument")?)?))
    })];

/// The computed attributes of floats.
pub static PROPERTIES: &[Property] = &[
    Property::new("imag", "0.0.", |_, _| Ok(Value::Float(0.0))),
    Property::new("real", "The float itself.", |_, this| Ok(this.clone())),
];

/// `float(x)`.
pub static NEW: NativeFunction =
    NativeFunction::new("float", "(cls, x=0, /)", "Convert a number or a text to a float.", new);

fn this(args: &Args<'_>) -> Result<f64> {
    match args[0].plain() {
        Value::Float(float) => Ok(*float),
        other => Err(wrong_receiver("float", Some(other))),
    }
}

/// Whether a value says itself what float it is.
fn defines_float(value: &Value) -> bool {
    match value {
        Value::Instance(instance) => {
            [Name::FLOAT, Name::INDEX].iter().any(|&name| instance.class().lookup_defined(name).is_some())
        }
        other => matches!(other, Value::Object(_)),
    }
}

thread_local! {
    /// How many NaNs were read from texts.
    static NANS: Cell<u64> = const { Cell::new(0) };
}

/// A NaN with a number of its own in those of its bits that no operation looks at. Containers compare by identity first, and a
/// float is known by its bits: so a NaN is found where it was put, and another `float('nan')` is not, as under CPython. The
/// numbers stand in the last 29 bits, which go when it becomes a float of 32 bits.
fn told_apart(float: f64) -> f64 {
    if !float.is_nan() {
        return float;
    }
    let number = NANS.replace(NANS.get() + 1) + 1;
    f64::from_bits(float.to_bits() | number & ((1 << 29) - 1))
}

fn new(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let x = &args[1];
    match x.plain() {
        Value::Str(text) => Ok(Value::Float(told_apart(parse_float(text)?))),
        Value::Bytes(bytes) => {
            let wrong = |_| {
                let shown = crate::text::quote_bytes(bytes);
                crate::exception::value_error(format!("could not convert string to float: {shown}"))
            };
            Ok(Value::Float(parse_float(&String::from_utf8_lossy(bytes)).map_err(wrong)?))
        }
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_) | Value::None | Value::Complex(_) => {
            let given = x.type_name();
            Err(type_error(format!("float() argument must be a string or a real number, not '{given}'")))
        }
        _ => match vm.float(x) {
            Ok(float) => Ok(Value::Float(float)),
            Err(raise) if raise.is(&TYPE_ERROR) && !defines_float(x) => {
                let given = x.type_name();
                Err(type_error(format!("float() argument must be a string or a real number, not '{given}'")))
            }
            Err(raise) => Err(raise),
        },
    }
}
