//! `str`: construction, encoding and translation.

use std::rc::Rc;

use super::receiver::text;
use crate::Result;
use crate::exception::{
    INDEX_ERROR, KEY_ERROR, LOOKUP_ERROR, Raise, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, lookup_error, type_error,
    value_error,
};
use crate::native::{Args, NativeFunction};
use crate::text::{Codec, CodecError, OnError};
use crate::value::{Dict, Value};
use crate::vm::Vm;

/// `str(object)`, `str(bytes, encoding, errors)`.
pub static NEW: NativeFunction = NativeFunction::new(
    "str",
    "(cls, object=<absent>, encoding=<absent>, errors=<absent>)",
    "The text of an object, or of bytes in an encoding.",
    |vm, args| {
        let Some(object) = args.get(1) else { return Ok(Value::str("")) };
        if args.get(2).is_none() && args.get(3).is_none() {
            return match object {
                Value::Str(text) => Ok(Value::Str(Rc::clone(text))),
                other => Ok(Value::str(vm.str(other)?)),
            };
        }
        let codec = option_text(args.get(2), "str() argument 'encoding'", "utf-8")?;
        let errors = option_text(args.get(3), "str() argument 'errors'", "strict")?;
        match object.plain() {
            Value::Bytes(bytes) => Ok(Value::str(decode_bytes(bytes, codec, errors)?)),
            Value::Str(_) => Err(type_error("decoding str is not supported")),
            other => Err(type_error(format!("decoding to str: need a bytes-like object, {} found", other.type_name()))),
        }
    },
);

/// `str.maketrans`.
pub static STATIC_METHODS: &[NativeFunction] = &[NativeFunction::new(
    "str.maketrans",
    "(x, y=<absent>, z=<absent>, /)",
    "A table for translate().",
    |vm, args| match args.get(1) {
        None => translation_of_dict(vm, &args[0]),
        Some(to) => translation_of_texts(vm, &args[0], to, args.get(2)),
    },
)];

fn option_text<'a>(value: Option<&'a Value>, name: &str, default: &'static str) -> Result<&'a str> {
    value.map_or(Ok(default), |value| super::str::named_text(value, name))
}

/// `str.encode(encoding, errors)`.
pub(super) fn encode(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let name = super::str::named_text(&args.values[1], "encode() argument 'encoding'")?;
    let errors = super::str::named_text(&args.values[2], "encode() argument 'errors'")?;
    Ok(Value::bytes(encode_text(text(&args)?, name, errors)?))
}

/// Text as bytes.
///
/// # Errors
/// `LookupError` for an unknown encoding, `UnicodeEncodeError`.
pub(crate) fn encode_text(text: &str, encoding: &str, errors: &str) -> Result<Vec<u8>> {
    let (codec, strict) = (find_codec(encoding)?, OnError::Strict);
    match codec.encode(text, OnError::parse(errors).unwrap_or(strict)) {
        Ok(bytes) => Ok(bytes),
        Err(_) if OnError::parse(errors).is_none() => Err(unknown_handler(errors)),
        Err(error) => Err(encode_error(text, &error)),
    }
}

/// Bytes as text.
///
/// # Errors
/// `LookupError` for an unknown encoding, `UnicodeDecodeError`.
pub(crate) fn decode_bytes(bytes: &[u8], encoding: &str, errors: &str) -> Result<String> {
    let (codec, strict) = (find_codec(encoding)?, OnError::Strict);
    match codec.decode(bytes, OnError::parse(errors).unwrap_or(strict)) {
        Ok(text) => Ok(text),
        Err(_) if OnError::parse(errors).is_none() => Err(unknown_handler(errors)),
        Err(error) => Err(decode_error(bytes, &error)),
    }
}

fn find_codec(name: &str) -> Result<Codec> {
    Codec::parse(name).ok_or_else(|| lookup_error(format!("unknown encoding: {name}")))
}

fn unknown_handler(name: &str) -> Raise {
    lookup_error(format!("unknown error handler name '{name}'"))
}

fn encode_error(text: &str, error: &CodecError) -> Raise {
    Raise::with_args(&UNICODE_ENCODE_ERROR, unicode_args(Value::str(text), error))
}

fn decode_error(bytes: &[u8], error: &CodecError) -> Raise {
    Raise::with_args(&UNICODE_DECODE_ERROR, unicode_args(Value::bytes(bytes), error))
}

fn unicode_args(object: Value, error: &CodecError) -> [Value; 5] {
    [Value::str(error.codec), object, Value::from(error.start), Value::from(error.end), Value::str(error.reason)]
}

fn translation_of_dict(vm: &mut Vm, table: &Value) -> Result<Value> {
    let Value::Dict(table) = table.plain() else {
        return Err(type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let translation = Dict::new();
    for (key, value) in table.items() {
        let key = match key.as_str().map(|text| text.chars().collect::<Vec<_>>()).as_deref() {
            Some([c]) => Value::from(u32::from(*c)),
            Some(_) => return Err(value_error("string keys in translate table must be of length 1")),
            None if key.as_int().is_some() => key,
            None => return Err(type_error("keys in translate table must be strings or integers")),
        };
        translation.insert(vm, key, value)?;
    }
    Ok(Value::from(translation))
}

fn translation_of_texts(vm: &mut Vm, from: &Value, to: &Value, removed: Option<&Value>) -> Result<Value> {
    let first = "first maketrans argument must be a string if there is a second argument";
    let from = from.as_str().ok_or_else(|| type_error(first))?;
    let to = super::str::named_text(to, "maketrans() argument 2")?;
    let removed = removed.map_or(Ok(""), |value| super::str::named_text(value, "maketrans() argument 3"))?;
    if from.chars().count() != to.chars().count() {
        return Err(value_error("the first two maketrans arguments must have equal length"));
    }
    let pairs = from.chars().zip(to.chars()).map(|(from, to)| (from, Value::from(u32::from(to))));
    let removals = removed.chars().map(|c| (c, Value::None));
    let table = Dict::new();
    for (from, to) in pairs.chain(removals) {
        table.insert(vm, Value::from(u32::from(from)), to)?;
    }
    Ok(Value::from(table))
}

/// `str.translate(table)`: `None` removes a character, a missing entry keeps it.
pub(super) fn translate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut translated = String::new();
    for c in text(&args)?.chars() {
        let replacement = match vm.item(&args[1], &Value::from(u32::from(c))) {
            Ok(replacement) => replacement,
            Err(raise) if raise.is(&LOOKUP_ERROR) || raise.is(&KEY_ERROR) || raise.is(&INDEX_ERROR) => {
                translated.push(c);
                continue;
            }
            Err(raise) => return Err(raise),
        };
        match replacement.plain() {
            Value::None => {}
            Value::Str(text) => translated.push_str(text),
            Value::Int(code) => {
                let c = u32::try_from(*code).ok().and_then(char::from_u32);
                translated.push(c.ok_or_else(|| value_error("character mapping must be in range(0x110000)"))?);
            }
            _ => return Err(type_error("character mapping must return integer, None or str")),
        }
    }
    Ok(Value::str(translated))
}
