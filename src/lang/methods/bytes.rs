//! `bytes`.

use super::byte_strings;
use super::str::named_text;
use super::str_make::encode_text;
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::name::Name;
use crate::native::NativeFunction;
use crate::value::Value;
use crate::vm::Vm;

/// `bytes.__bytes__`; the other methods are those of [`byte_strings`].
pub static METHODS: &[NativeFunction] =
    &[NativeFunction::new("bytes.__bytes__", "(self, /)", "These bytes.", |_, args| Ok(args[0].clone()))];

/// `bytes.fromhex`.
pub static CLASS_METHODS: &[NativeFunction] =
    &[NativeFunction::new("bytes.fromhex", "(cls, string, /)", "Bytes out of hexadecimal digits.", |_, args| {
        byte_strings::from_hex(named_text(&args.values[1], "fromhex() argument")?).map(Value::bytes)
    })];

/// `bytes.maketrans`.
pub static STATIC_METHODS: &[NativeFunction] =
    &[NativeFunction::new("bytes.maketrans", "(frm, to, /)", "A table for translate().", |_, args| {
        byte_strings::make_table(&args[0], &args[1])
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
        if let Value::Instance(_) = source
            && let Some(made) = vm.call_special(source, Name::new("__bytes__"), &[])?
        {
            return match byte_strings::content(&made) {
                Some(_) => Ok(made),
                None => Err(type_error(format!("__bytes__ returned non-bytes (type {})", made.type_name()))),
            };
        }
        make(vm, source, "bytes").map(Value::bytes)
    },
);

/// The largest count of zero bytes that is made at once.
const LARGEST: i64 = 1 << 32;

/// The bytes that `bytes(source)` and `bytearray(source)` make of a count or of integers.
pub(crate) fn make(vm: &mut Vm, source: &Value, class: &str) -> Result<Vec<u8>> {
    if let Some(bytes) = byte_strings::content(source) {
        return Ok(bytes);
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
