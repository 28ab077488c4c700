//! `bytes`.

use super::receiver::{bounds, bytes, most};
use super::str::named_text;
use super::str_make::{decode_bytes, encode_text};
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::native::{Args, NativeFunction};
use crate::text::clamp_bounds;
use crate::value::Value;
use crate::vm::Vm;

/// The methods of bytes.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "bytes.count",
        "(self, sub, start=None, end=None, /)",
        "How often sub stands in it.",
        |vm, args| {
            let Some((part, _, sub)) = part(vm, &args)? else { return Ok(Value::Int(0)) };
            let mut count = 0;
            let mut rest = part;
            while let Some(at) = position(rest, &sub) {
                count += 1;
                match rest.get(at + sub.len().max(1)..) {
                    Some(after) => rest = after,
                    None => break,
                }
            }
            Ok(Value::from(count as usize))
        },
    ),
    NativeFunction::new(
        "bytes.decode",
        "(self, /, encoding='utf-8', errors='strict')",
        "Its text in an encoding.",
        |_, args| {
            let name = named_text(&args.values[1], "decode() argument 'encoding'")?;
            let errors = named_text(&args.values[2], "decode() argument 'errors'")?;
            Ok(Value::str(decode_bytes(bytes(&args)?, name, errors)?))
        },
    ),
    NativeFunction::new(
        "bytes.endswith",
        "(self, suffix, start=None, end=None, /)",
        "Whether it ends so.",
        |vm, args| affix(vm, &args, "endswith", |part, affix| part.ends_with(affix)),
    ),
    NativeFunction::new(
        "bytes.find",
        "(self, sub, start=None, end=None, /)",
        "Where sub first stands, or -1.",
        |vm, args| Ok(find(vm, &args, position)?.map_or(Value::Int(-1), Value::from)),
    ),
    NativeFunction::new(
        "bytes.hex",
        "(self, /, sep=<absent>, bytes_per_sep=1)",
        "Two hexadecimal digits a byte.",
        |_, args| {
            let digits: Vec<String> = bytes(&args)?.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(Value::str(digits.join(args.get(1).and_then(Value::as_str).unwrap_or(""))))
        },
    ),
    NativeFunction::new(
        "bytes.index",
        "(self, sub, start=None, end=None, /)",
        "Where sub first stands.",
        |vm, args| find(vm, &args, position)?.map(Value::from).ok_or_else(|| value_error("subsection not found")),
    ),
    NativeFunction::new("bytes.join", "(self, iterable, /)", "Joins bytes with these between them.", join),
    NativeFunction::new("bytes.lower", "(self, /)", "A copy in lower case.", |_, args| {
        Ok(Value::bytes(bytes(&args)?.to_ascii_lowercase()))
    }),
    NativeFunction::new("bytes.lstrip", "(self, chars=None, /)", "Without leading blanks (or chars).", |_, args| {
        strip(&args, Ends::Left)
    }),
    NativeFunction::new("bytes.replace", "(self, old, new, count=-1, /)", "A copy with old replaced by new.", replace),
    NativeFunction::new(
        "bytes.rfind",
        "(self, sub, start=None, end=None, /)",
        "Where sub last stands, or -1.",
        |vm, args| Ok(find(vm, &args, last_position)?.map_or(Value::Int(-1), Value::from)),
    ),
    NativeFunction::new("bytes.rstrip", "(self, chars=None, /)", "Without trailing blanks (or chars).", |_, args| {
        strip(&args, Ends::Right)
    }),
    NativeFunction::new("bytes.split", "(self, /, sep=None, maxsplit=-1)", "What stands between seps.", split),
    NativeFunction::new(
        "bytes.startswith",
        "(self, prefix, start=None, end=None, /)",
        "Whether it begins so.",
        |vm, args| affix(vm, &args, "startswith", |part, affix| part.starts_with(affix)),
    ),
    NativeFunction::new(
        "bytes.strip",
        "(self, chars=None, /)",
        "Without blanks (or chars) at both ends.",
        |_, args| strip(&args, Ends::Both),
    ),
    NativeFunction::new("bytes.upper", "(self, /)", "A copy in upper case.", |_, args| {
        Ok(Value::bytes(bytes(&args)?.to_ascii_uppercase()))
    }),
];

/// `bytes.fromhex`.
pub static CLASS_METHODS: &[NativeFunction] =
    &[NativeFunction::new("bytes.fromhex", "(cls, string, /)", "Bytes out of hexadecimal digits.", |_, args| {
        let text = named_text(&args.values[1], "fromhex() argument")?;
        let digits: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_ascii_whitespace()).collect();
        let wrong = |at: usize| value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
        let mut decoded = Vec::with_capacity(digits.len() / 2);
        for pair in digits.chunks(2) {
            let mut byte = 0;
            for &(at, c) in pair {
                byte = byte * 16 + c.to_digit(16).ok_or_else(|| wrong(at))?;
            }
            if pair.len() < 2 {
                return Err(wrong(text.len()));
            }
            decoded.push(byte as u8);
        }
        Ok(Value::bytes(decoded))
    })];

/// `bytes(source, encoding, errors)`.
pub static NEW: NativeFunction = NativeFunction::new(
    "bytes",
    "(cls, source=<absent>, encoding=<absent>, errors='strict')",
    "Bytes of integers, of text in an encoding, or zeros.",
    |vm, args| {
        let Some(source) = args.get(1) else { return Ok(Value::bytes([])) };
        if let Some(text) = source.as_str() {
            let Some(encoding) = args.get(2) else { return Err(type_error("string argument without an encoding")) };
            let encoding = named_text(encoding, "bytes() argument 'encoding'")?;
            return Ok(Value::bytes(encode_text(text, encoding, args[3].as_str().unwrap_or("strict"))?));
        }
        if args.get(2).is_some() {
            return Err(type_error("encoding without a string argument"));
        }
        make(vm, source, "bytes").map(Value::bytes)
    },
);

/// The largest count of zero bytes that is made at once.
const LARGEST: i64 = 1 << 32;

/// The bytes that `bytes(source)` and `bytearray(source)` make of a count or of integers.
pub(crate) fn make(vm: &mut Vm, source: &Value, class: &str) -> Result<Vec<u8>> {
    if let Value::Bytes(bytes) = source.plain() {
        return Ok(bytes.to_vec());
    }
    if vm.has_index(source) {
        let count = vm.index(source)?;
        return match count {
            ..0 => Err(value_error("negative count")),
            0..=LARGEST => Ok(vec![0; count as usize]),
            _ => Err(crate::exception::memory_error("")),
        };
    }
    if vm.try_iterate(source)?.is_none() {
        return Err(type_error(format!("cannot convert '{}' object to {class}", source.type_name())));
    }
    let mut made = Vec::new();
    for item in vm.collect(source)? {
        let out_of_range =
            || value_error(format!("{} must be in range(0, 256)", if class == "bytes" { "bytes" } else { "byte" }));
        made.push(u8::try_from(vm.index(&item)?).map_err(|_| out_of_range())?);
    }
    Ok(made)
}

/// A bytes argument; a small integer stands for one byte.
fn sub_bytes(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    match value.plain() {
        Value::Bytes(bytes) => Ok(bytes.to_vec()),
        Value::Int(_) => {
            let byte = u8::try_from(vm.index(value)?).map_err(|_| value_error("byte must be in range(0, 256)"))?;
            Ok(vec![byte])
        }
        other => {
            let given = other.type_name();
            Err(type_error(format!("argument should be integer or bytes-like object, not '{given}'")))
        }
    }
}

/// The bytes that are searched, where they begin, and what is searched for.
type Search<'a> = (&'a [u8], usize, Vec<u8>);

/// The part that is searched, where it begins, and what is searched for.
fn part<'a>(vm: &mut Vm, args: &Args<'a>) -> Result<Option<Search<'a>>> {
    let sub = sub_bytes(vm, &args[1])?;
    let whole: &[u8] = bytes(args)?;
    let (start, end) = bounds(vm, args, 2)?;
    let (start, end) = clamp_bounds(start, end, whole.len());
    Ok(whole.get(start..end).map(|part| (part, start, sub)))
}

fn position(whole: &[u8], sub: &[u8]) -> Option<usize> {
    if sub.is_empty() {
        return Some(0);
    }
    whole.windows(sub.len()).position(|window| window == sub)
}

fn last_position(whole: &[u8], sub: &[u8]) -> Option<usize> {
    if sub.is_empty() {
        return Some(whole.len());
    }
    whole.windows(sub.len()).rposition(|window| window == sub)
}

fn find(vm: &mut Vm, args: &Args<'_>, search: fn(&[u8], &[u8]) -> Option<usize>) -> Result<Option<usize>> {
    Ok(part(vm, args)?.and_then(|(part, start, sub)| search(part, &sub).map(|at| at + start)))
}

fn affix(vm: &mut Vm, args: &Args<'_>, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> Result<Value> {
    let affixes = match args[1].plain() {
        Value::Bytes(affix) => vec![affix.to_vec()],
        Value::Tuple(affixes) => affixes.iter().map(|affix| sub_bytes(vm, affix)).collect::<Result<_>>()?,
        other => {
            let given = other.type_name();
            return Err(type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {given}")));
        }
    };
    let whole: &[u8] = bytes(args)?;
    let (start, end) = bounds(vm, args, 2)?;
    let (start, end) = clamp_bounds(start, end, whole.len());
    let part = whole.get(start..end);
    Ok(Value::Bool(part.is_some_and(|part| affixes.iter().any(|affix| holds(part, affix)))))
}

fn bytes_argument(value: &Value) -> Result<&[u8]> {
    match value.plain() {
        Value::Bytes(bytes) => Ok(bytes),
        other => Err(type_error(format!("a bytes-like object is required, not '{}'", other.type_name()))),
    }
}

fn join(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = vm.collect(&args[1])?;
    let wrong = |index: usize, item: &Value| {
        type_error(format!("sequence item {index}: expected a bytes-like object, {} found", item.type_name()))
    };
    let parts = items.iter().enumerate().map(|(index, item)| bytes_argument(item).map_err(|_| wrong(index, item)));
    let parts: Vec<&[u8]> = parts.collect::<Result<_>>()?;
    Ok(Value::bytes(parts.join(&***bytes(&args)?)))
}

fn replace(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (old, new) = (bytes_argument(&args.values[1])?, bytes_argument(&args.values[2])?);
    let count = most(vm, &args[3])?.unwrap_or(usize::MAX);
    let whole: &[u8] = bytes(&args)?;
    let mut replaced = Vec::with_capacity(whole.len());
    let mut at = 0;
    let mut done = 0;
    while done < count {
        let Some(found) = position(&whole[at..], old) else { break };
        replaced.extend_from_slice(&whole[at..at + found]);
        replaced.extend_from_slice(new);
        at += found + old.len();
        done += 1;
        if old.is_empty() {
            let Some(&byte) = whole.get(at) else { return Ok(Value::bytes(replaced)) };
            replaced.push(byte);
            at += 1;
        }
    }
    replaced.extend_from_slice(&whole[at..]);
    Ok(Value::bytes(replaced))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Left,
    Right,
    Both,
}

fn strip(args: &Args<'_>, ends: Ends) -> Result<Value> {
    let chars: &[u8] = match args[1].plain() {
        Value::None => b" \t\n\r\x0b\x0c",
        other => bytes_argument(other)?,
    };
    let mut rest: &[u8] = bytes(args)?;
    while ends != Ends::Right && rest.first().is_some_and(|byte| chars.contains(byte)) {
        rest = &rest[1..];
    }
    while ends != Ends::Left && rest.last().is_some_and(|byte| chars.contains(byte)) {
        rest = &rest[..rest.len() - 1];
    }
    Ok(Value::bytes(rest))
}

fn split(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let count = most(vm, &args[2])?.unwrap_or(usize::MAX);
    let mut rest: &[u8] = bytes(&args)?;
    let mut parts = Vec::new();
    if args[1].is_none() {
        let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
        while let Some(start) = rest.iter().position(|byte| !blank(byte)) {
            rest = &rest[start..];
            let end = if parts.len() == count { None } else { rest.iter().position(blank) };
            parts.push(Value::bytes(&rest[..end.unwrap_or(rest.len())]));
            rest = &rest[end.unwrap_or(rest.len())..];
        }
        return Ok(Value::list(parts));
    }
    let separator = bytes_argument(&args.values[1])?;
    if separator.is_empty() {
        return Err(value_error("empty separator"));
    }
    while parts.len() < count {
        let Some(at) = position(rest, separator) else { break };
        parts.push(Value::bytes(&rest[..at]));
        rest = &rest[at + separator.len()..];
    }
    parts.push(Value::bytes(rest));
    Ok(Value::list(parts))
}
