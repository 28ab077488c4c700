//! `int` and `bool`.

use num_bigint::BigInt;

use super::bytearray::ByteArray;
use super::receiver::wrong_receiver;
use super::str::named_text;
use crate::Result;
use crate::class::Property;
use crate::exception::{overflow_error, type_error, value_error};
use crate::native::{Args, NativeFunction};
use crate::number::int::{ByteOrder, from_bytes, round_to_zeros, to_bytes};
use crate::number::{parse_int, to_big};
use crate::value::Value;
use crate::vm::Vm;

/// The methods of integers.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("int.__ceil__", "(self, /)", "The integer itself.", |_, args| itself(&args[0])),
    NativeFunction::new("int.__floor__", "(self, /)", "The integer itself.", |_, args| itself(&args[0])),
    NativeFunction::new(
        "int.__round__",
        "(self, ndigits=None, /)",
        "Rounded to a multiple of a power of ten.",
        |vm, args| round(vm, &args[0], &args[1]),
    ),
    NativeFunction::new("int.__trunc__", "(self, /)", "The integer itself.", |_, args| itself(&args[0])),
    NativeFunction::new("int.as_integer_ratio", "(self, /)", "The integer over 1.", |_, args| {
        Ok(Value::tuple([itself(&args[0])?, Value::Int(1)]))
    }),
    NativeFunction::new("int.bit_count", "(self, /)", "How many ones its binary magnitude has.", |_, args| {
        let ones: u64 = big(&args[0])?.magnitude().iter_u64_digits().map(|digit| u64::from(digit.count_ones())).sum();
        Ok(Value::Int(ones as i64))
    }),
    NativeFunction::new("int.bit_length", "(self, /)", "How many bits its magnitude has.", |_, args| {
        Ok(Value::Int(big(&args[0])?.bits() as i64))
    }),
    NativeFunction::new("int.conjugate", "(self, /)", "The integer itself.", |_, args| itself(&args[0])),
    NativeFunction::new(
        "int.to_bytes",
        "(self, /, length=1, byteorder='big', *, signed=False)",
        "Its bytes.",
        |vm, args| {
            let length = usize::try_from(vm.index(&args[1])?);
            let length = length.map_err(|_| value_error("length argument must be non-negative"))?;
            let order = ByteOrder::parse(named_text(&args[2], "to_bytes() argument 'byteorder'")?)?;
            let signed = vm.truth(&args[3])?;
            Ok(Value::bytes(to_bytes(&big(&args[0])?, length, order, signed)?))
        },
    ),
];

/// `int.from_bytes`.
pub static CLASS_METHODS: &[NativeFunction] = &[NativeFunction::new(
    "int.from_bytes",
    "(cls, /, bytes, byteorder='big', *, signed=False)",
    "The integer that bytes stand for.",
    |vm, args| {
        let bytes = super::bytes::make(vm, &args[1], "bytes")?;
        let order = ByteOrder::parse(named_text(&args[2], "from_bytes() argument 'byteorder'")?)?;
        let signed = vm.truth(&args[3])?;
        let number = Value::big(from_bytes(&bytes, order, signed));
        match &args[0] {
            Value::Class(class) if !std::ptr::eq(&**class, &*crate::types::INT.class()) => {
                vm.call_values(&args[0], &[number])
            }
            _ => Ok(number),
        }
    },
)];

/// The computed attributes of integers.
pub static PROPERTIES: &[Property] = &[
    Property::new("denominator", "1.", |_, _| Ok(Value::Int(1))),
    Property::new("imag", "0.", |_, _| Ok(Value::Int(0))),
    Property::new("numerator", "The integer itself.", |_, this| itself(this)),
    Property::new("real", "The integer itself.", |_, this| itself(this)),
];

/// `int(x)`, `int(text, base)`.
pub static NEW: NativeFunction =
    NativeFunction::new("int", "(cls, x=<absent>, /, base=<absent>)", "Convert a number or a text to an integer.", new);

/// `bool(x)`.
pub static NEW_BOOL: NativeFunction =
    NativeFunction::new("bool", "(cls, x=False, /)", "The truth of a value.", |vm, args| {
        Ok(Value::Bool(vm.truth(&args[1])?))
    });

fn new(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let base = args.get(2).map(|base| vm.index(base)).transpose()?;
    let Some(x) = args.get(1) else {
        return match base {
            None => Ok(Value::Int(0)),
            Some(_) => Err(type_error("int() missing string argument")),
        };
    };
    let bytes = x.downcast::<ByteArray>().map(|array| Value::bytes(array.to_vec()));
    match (bytes.as_ref().unwrap_or(x).plain(), base) {
        (Value::Str(text), base) => Ok(Value::big(parse_int(text, base.unwrap_or(10))?)),
        (Value::Bytes(bytes), base) => {
            let text = String::from_utf8_lossy(bytes);
            let wrong = |_| {
                let (base, shown) = (base.unwrap_or(10), crate::text::quote_bytes(bytes));
                value_error(format!("invalid literal for int() with base {base}: {shown}"))
            };
            Ok(Value::big(parse_int(&text, base.unwrap_or(10)).map_err(wrong)?))
        }
        (_, Some(_)) => Err(type_error("int() can't convert non-string with explicit base")),
        (_, None) => vm.int(x),
    }
}

/// An integer as `int`, also if it is a bool.
fn itself(this: &Value) -> Result<Value> {
    big(this).map(Value::big)
}

fn big(this: &Value) -> Result<BigInt> {
    to_big(this).ok_or_else(|| wrong_receiver("int", Some(this)))
}

/// `round(int, ndigits)`.
fn round(vm: &mut Vm, this: &Value, digits: &Value) -> Result<Value> {
    if digits.is_none() {
        return itself(this);
    }
    let digits = match vm.index_value(digits)? {
        Value::Int(digits) => digits,
        _ => return Err(overflow_error("Python int too large to convert to C ssize_t")),
    };
    if digits >= 0 {
        return itself(this);
    }
    let zeros = u32::try_from(digits.unsigned_abs()).unwrap_or(u32::MAX);
    Ok(Value::big(round_to_zeros(&big(this)?, zeros)))
}
