//! Builtins about numbers: `abs`, `bin`, `chr`, `divmod`, `hex`, `max`, `min`, `oct`, `ord`, `pow`, `round`, `sum`.

use num_bigint::BigInt;

use crate::Result;
use crate::exception::{type_error, value_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::number::{self, to_big};
use crate::operator::{Comparison, Operator};
use crate::value::Value;
use crate::vm::{Vm, Walk};

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("abs", "(x, /)", "Return the absolute value of the argument.", |vm, args| {
        absolute(vm, &args[0])
    }),
    NativeFunction::new("bin", "(number, /)", "Return the binary representation of an integer.", |vm, args| {
        in_base(vm, &args[0], 2, "0b")
    }),
    NativeFunction::new("chr", "(i, /)", "Return a Unicode string of one character with ordinal i.", |vm, args| {
        let code = u32::try_from(vm.index(&args[0])?).ok().and_then(char::from_u32);
        code.map(Value::from).ok_or_else(|| value_error("chr() arg not in range(0x110000)"))
    }),
    NativeFunction::new("divmod", "(x, y, /)", "Return the tuple (x//y, x%y).", divide_with_remainder),
    NativeFunction::new("hex", "(number, /)", "Return the hexadecimal representation of an integer.", |vm, args| {
        in_base(vm, &args[0], 16, "0x")
    }),
    NativeFunction::new(
        "max",
        "(*args, key=None, default=<absent>)",
        "With a single iterable, return its biggest item; \
        with two or more arguments, the largest one.",
        |vm, args| extreme(vm, &args, "max", Comparison::Gt),
    ),
    NativeFunction::new(
        "min",
        "(*args, key=None, default=<absent>)",
        "With a single iterable, return its smallest item; \
        with two or more arguments, the smallest one.",
        |vm, args| extreme(vm, &args, "min", Comparison::Lt),
    ),
    NativeFunction::new("oct", "(number, /)", "Return the octal representation of an integer.", |vm, args| {
        in_base(vm, &args[0], 8, "0o")
    }),
    NativeFunction::new("ord", "(c, /)", "Return the Unicode code point of a one-character string.", |_, args| {
        ordinal(&args[0])
    }),
    NativeFunction::new("pow", "(base, exp, mod=None)", "Equivalent to base**exp, or base**exp % mod.", power),
    NativeFunction::new(
        "round",
        "(number, ndigits=None)",
        "Round a number to a given precision in decimal digits.",
        round,
    ),
    NativeFunction::new(
        "sum",
        "(iterable, /, start=0)",
        "Return the sum of a start value and an iterable of numbers.",
        sum,
    ),
];

/// `abs(value)`.
pub(crate) fn absolute(vm: &mut Vm, value: &Value) -> Result<Value> {
    if let Value::Int(int) = value
        && let Some(absolute) = int.checked_abs()
    {
        return Ok(Value::Int(absolute));
    }
    if let Some(result) = vm.call_special(value, Name::ABS, &[])? {
        return Ok(result);
    }
    match value.plain() {
        Value::Object(object) => object.clone().object().abs(vm, value),
        plain => match number::absolute(plain) {
            Some(result) => Ok(result?),
            None => Err(type_error(format!("bad operand type for abs(): '{}'", value.type_name()))),
        },
    }
}

fn in_base(vm: &mut Vm, value: &Value, base: u32, prefix: &str) -> Result<Value> {
    let int = to_big(&vm.index_value(value)?).unwrap_or_default();
    let sign = if int.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    let magnitude = BigInt::from(int.magnitude().clone());
    Ok(Value::str(format!("{sign}{prefix}{}", number::int_in_base(&magnitude, base))))
}

fn ordinal(value: &Value) -> Result<Value> {
    let length = match value.plain() {
        Value::Str(text) => {
            let mut chars = text.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                return Ok(Value::from(u32::from(c)));
            }
            text.char_count()
        }
        Value::Bytes(bytes) => match bytes[..] {
            [byte] => return Ok(Value::Int(i64::from(byte))),
            _ => bytes.len(),
        },
        other => {
            return Err(type_error(format!("ord() expected string of length 1, but {} found", other.type_name())));
        }
    };
    Err(type_error(format!("ord() expected a character, but string of length {length} found")))
}

fn divide_with_remainder(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (left, right) = (&args[0], &args[1]);
    let mut result = number::divide_with_remainder(left.plain(), right.plain())?;
    if matches!(result, Value::NotImplemented) {
        result = vm.call_special(left, Name::DIVMOD, std::slice::from_ref(right))?.unwrap_or(Value::NotImplemented);
    }
    if matches!(result, Value::NotImplemented) {
        result = vm.call_special(right, Name::RDIVMOD, std::slice::from_ref(left))?.unwrap_or(Value::NotImplemented);
    }
    if !matches!(result, Value::NotImplemented) {
        return Ok(result);
    }
    if matches!(left, Value::Object(_)) || matches!(right, Value::Object(_)) {
        let quotient = vm.binary(Operator::FloorDiv, left, right)?;
        let remainder = vm.binary(Operator::Mod, left, right)?;
        return Ok(Value::tuple([quotient, remainder]));
    }
    let (left, right) = (left.type_name(), right.type_name());
    Err(type_error(format!("unsupported operand type(s) for divmod(): '{left}' and '{right}'")))
}

fn power(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (base, exponent, modulus) = (&args[0], &args[1], &args[2]);
    if modulus.is_none() {
        return vm.binary(Operator::Pow, base, exponent);
    }
    if let (Some(base), Some(exponent), Some(modulus)) = (to_big(base), to_big(exponent), to_big(modulus)) {
        return Ok(Value::big(number::int::power_modulo(&base, &exponent, &modulus)?));
    }
    if let Some(result) = vm.call_special(base, Name::POW, &[exponent.clone(), modulus.clone()])? {
        return Ok(result);
    }
    if [base, exponent].iter().any(|value| matches!(value.plain(), Value::Complex(_))) {
        return Err(value_error("complex modulo"));
    }
    if [base, exponent, modulus].iter().all(|value| value.as_float().is_some()) {
        return Err(type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let names = [base, exponent, modulus].map(|value| format!("'{}'", value.type_name()));
    Err(type_error(format!("unsupported operand type(s) for ** or pow(): {}", names.join(", "))))
}

fn round(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let number = &args[0];
    let digits = if args[1].is_none() { &[][..] } else { std::slice::from_ref(&args[1]) };
    match number.class().lookup(Name::ROUND) {
        Some(function) => vm.call_unbound(&function, number, digits),
        None => Err(type_error(format!("type {} doesn't define __round__ method", number.type_name()))),
    }
}

fn extreme(vm: &mut Vm, args: &Args<'_>, name: &str, wins: Comparison) -> Result<Value> {
    let (key, default) = (&args[1], args.get(2));
    let items = match args.rest(0) {
        [] => return Err(type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => vm.collect(iterable)?,
        several if default.is_none() => several.to_vec(),
        _ => {
            return Err(type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
    };
    let mut best: Option<(Value, Value)> = None;
    for item in items {
        let rank = if key.is_none() { item.clone() } else { vm.call_values(key, std::slice::from_ref(&item))? };
        let better = match &best {
            None => true,
            Some((_, leading)) => {
                let verdict = vm.compare(wins, &rank, leading)?;
                vm.truth(&verdict)?
            }
        };
        if better {
            best = Some((item, rank));
        }
    }
    let empty = || value_error(format!("{name}() arg is an empty sequence"));
    best.map(|(item, _)| item).or_else(|| default.cloned()).ok_or_else(empty)
}

fn sum(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    match args[1].plain() {
        Value::Str(_) => return Err(type_error("sum() can't sum strings [use ''.join(seq) instead]")),
        Value::Bytes(_) => return Err(type_error("sum() can't sum bytes [use b''.join(seq) instead]")),
        _ => {}
    }
    let mut walk = Walk::over(vm, &args[0])?;
    let mut total = args[1].clone();
    if let Walk::List(list, at) = &mut walk {
        (total, *at) = sum_of_numbers(total, &list.borrow());
    }
    while let Some(item) = walk.next(vm)? {
        total = vm.add(&total, &item)?;
    }
    Ok(total)
}

/// Adds the plain numbers at the beginning of a list, which run no program; tells how many there were.
fn sum_of_numbers(total: Value, items: &[Value]) -> (Value, usize) {
    let (mut sum, integers) = match total {
        Value::Int(start) => {
            let (sum, count) = sum_of_integers(start, items);
            match items.get(count) {
                Some(Value::Float(_)) => (sum as f64, count),
                _ => return (Value::Int(sum), count),
            }
        }
        Value::Float(start) => (start, 0),
        other => return (other, 0),
    };
    for (index, item) in items.iter().enumerate().skip(integers) {
        match item {
            Value::Float(float) => sum += *float,
            Value::Int(int) => sum += *int as f64,
            _ => return (Value::Float(sum), index),
        }
    }
    (Value::Float(sum), items.len())
}

/// Adds the integers at the beginning of a list as long as 64 bits hold their sum; tells how many there were.
fn sum_of_integers(mut sum: i64, items: &[Value]) -> (i64, usize) {
    for (index, item) in items.iter().enumerate() {
        match item {
            Value::Int(int) if let Some(next) = sum.checked_add(*int) => sum = next,
            _ => return (sum, index),
        }
    }
    (sum, items.len())
}
