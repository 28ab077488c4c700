//! What `bytes` and `bytearray` have in common: one table of methods for both, which give back what they were called on.

mod search;
mod shape;
mod split;

use super::bytearray::ByteArray;
use super::str_make::decode_bytes;
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::native::{Args, NativeFunction};
use crate::value::Value;
use crate::vm::Vm;

/// The bytes of a `bytes` or `bytearray`.
pub(crate) fn content(value: &Value) -> Option<Vec<u8>> {
    match value.plain() {
        Value::Bytes(bytes) => Some(bytes.to_vec()),
        other => other.downcast::<ByteArray>().map(ByteArray::to_vec),
    }
}

/// The bytes that a method is called on.
fn whole(args: &Args<'_>) -> Result<Vec<u8>> {
    content(&args[0]).ok_or_else(|| required(&args[0]))
}

/// The error for an argument that is not bytes.
fn required(value: &Value) -> crate::Raise {
    type_error(format!("a bytes-like object is required, not '{}'", value.type_name()))
}

/// An argument that must be bytes.
fn argument(value: &Value) -> Result<Vec<u8>> {
    content(value).ok_or_else(|| required(value))
}

/// Bytes of the kind that a method was called on.
fn like(args: &Args<'_>, bytes: impl Into<Vec<u8>>) -> Value {
    match args[0].downcast::<ByteArray>() {
        Some(_) => Value::object(ByteArray::new(bytes.into())),
        None => Value::bytes(bytes),
    }
}

/// Several of them.
fn list_like(args: &Args<'_>, parts: Vec<Vec<u8>>) -> Value {
    Value::list(parts.into_iter().map(|part| like(args, part)).collect())
}

fn decode(args: &Args<'_>) -> Result<Value> {
    let name = super::str::named_text(&args.values[1], "decode() argument 'encoding'")?;
    let errors = super::str::named_text(&args.values[2], "decode() argument 'errors'")?;
    Ok(Value::str(decode_bytes(&whole(args)?, name, errors)?))
}

/// Two digits a byte, in groups that are counted from the right (from the left if the count is negative).
fn hex(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let bytes = whole(args)?;
    let digits = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let Some(separator) = args.get(1) else { return Ok(Value::str(digits(&bytes))) };
    let separator = match (separator.as_str(), content(separator)) {
        (Some(text), _) => text.to_owned(),
        (None, Some(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        _ => return Err(type_error("sep must be str or bytes.")),
    };
    if separator.chars().count() != 1 {
        return Err(value_error("sep must be length 1."));
    }
    let size = vm.index(&args[2])?;
    let groups: Vec<String> = match usize::try_from(size.unsigned_abs()) {
        Ok(0) | Err(_) => vec![digits(&bytes)],
        Ok(size_of_group) if size > 0 => {
            let mut groups: Vec<String> = bytes.rchunks(size_of_group).map(digits).collect();
            groups.reverse();
            groups
        }
        Ok(size_of_group) => bytes.chunks(size_of_group).map(digits).collect(),
    };
    Ok(Value::str(groups.join(&separator)))
}

/// `fromhex`: bytes out of hexadecimal digits.
pub(super) fn from_hex(text: &str) -> Result<Vec<u8>> {
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
    Ok(decoded)
}

/// `maketrans`: a table for `translate`.
pub(super) fn make_table(from: &Value, to: &Value) -> Result<Value> {
    let (from, to) = (argument(from)?, argument(to)?);
    if from.len() != to.len() {
        return Err(value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (byte, new) in from.into_iter().zip(to) {
        table[usize::from(byte)] = new;
    }
    Ok(Value::bytes(table))
}

/// The table of methods for a class of that name.
macro_rules! methods {
    ($class:literal) => {
        &methods! { $class;
            "capitalize" "(self, /)" "The first letter upper case, all others lower." |_, args| shape::capitalize(&args);
            "center" "(self, width, fillchar=b' ', /)" "In the middle of a field." |vm, args| shape::pad(vm, &args, "center");
            "count" "(self, sub, start=None, end=None, /)" "How often sub stands in it." |vm, args| search::count(vm, &args);
            "decode" "(self, /, encoding='utf-8', errors='strict')" "Its text in an encoding." |_, args| decode(&args);
            "endswith" "(self, suffix, start=None, end=None, /)" "Whether it ends so."
                |vm, args| search::affix(vm, &args, "endswith", |part, affix| part.ends_with(affix));
            "expandtabs" "(self, /, tabsize=8)" "Tabs as blanks." |vm, args| shape::expand_tabs(vm, &args);
            "find" "(self, sub, start=None, end=None, /)" "Where sub first stands, or -1."
                |vm, args| search::find_or(vm, &args, search::first);
            "hex" "(self, /, sep=<absent>, bytes_per_sep=1)" "Two hexadecimal digits a byte." |vm, args| hex(vm, &args);
            "index" "(self, sub, start=None, end=None, /)" "Where sub first stands."
                |vm, args| search::index(vm, &args, search::first);
            "isalnum" "(self, /)" "Whether all are letters or digits."
                |_, args| shape::all(&args, |byte| byte.is_ascii_alphanumeric());
            "isalpha" "(self, /)" "Whether all are letters." |_, args| shape::all(&args, |byte| byte.is_ascii_alphabetic());
            "isascii" "(self, /)" "Whether all are below 128." |_, args| Ok(Value::Bool(whole(&args)?.is_ascii()));
            "isdigit" "(self, /)" "Whether all are digits." |_, args| shape::all(&args, |byte| byte.is_ascii_digit());
            "islower" "(self, /)" "Whether no letter is upper case."
                |_, args| shape::cased(&args, |byte| !byte.is_ascii_uppercase());
            "isspace" "(self, /)" "Whether all are blanks." |_, args| shape::all(&args, split::is_blank);
            "istitle" "(self, /)" "Whether words begin upper case." |_, args| shape::is_title(&args);
            "isupper" "(self, /)" "Whether no letter is lower case."
                |_, args| shape::cased(&args, |byte| !byte.is_ascii_lowercase());
            "join" "(self, iterable_of_bytes, /)" "Joins bytes with these between them." |vm, args| split::join(vm, &args);
            "ljust" "(self, width, fillchar=b' ', /)" "At the left of a field." |vm, args| shape::pad(vm, &args, "ljust");
            "lower" "(self, /)" "A copy in lower case." |_, args| Ok(like(&args, whole(&args)?.to_ascii_lowercase()));
            "lstrip" "(self, bytes=None, /)" "Without leading blanks (or bytes)."
                |_, args| split::strip(&args, split::Ends::Left);
            "partition" "(self, sep, /)" "What stands before, at and after sep."
                |_, args| split::partition(&args, search::first, 0);
            "removeprefix" "(self, prefix, /)" "Without a prefix." |_, args| {
                let (whole, prefix) = (whole(&args)?, argument(&args[1])?);
                Ok(like(&args, whole.strip_prefix(&prefix[..]).unwrap_or(&whole)))
            };
            "removesuffix" "(self, suffix, /)" "Without a suffix." |_, args| {
                let (whole, suffix) = (whole(&args)?, argument(&args[1])?);
                Ok(like(&args, whole.strip_suffix(&suffix[..]).unwrap_or(&whole)))
            };
            "replace" "(self, old, new, count=-1, /)" "A copy with old replaced by new." |vm, args| search::replace(vm, &args);
            "rfind" "(self, sub, start=None, end=None, /)" "Where sub last stands, or -1."
                |vm, args| search::find_or(vm, &args, search::last);
            "rindex" "(self, sub, start=None, end=None, /)" "Where sub last stands."
                |vm, args| search::index(vm, &args, search::last);
            "rjust" "(self, width, fillchar=b' ', /)" "At the right of a field." |vm, args| shape::pad(vm, &args, "rjust");
            "rpartition" "(self, sep, /)" "What stands before, at and after the last sep."
                |_, args| split::partition(&args, search::last, 2);
            "rsplit" "(self, /, sep=None, maxsplit=-1)" "What stands between seps, from the end."
                |vm, args| split::split_from_end(vm, &args);
            "rstrip" "(self, bytes=None, /)" "Without trailing blanks (or bytes)."
                |_, args| split::strip(&args, split::Ends::Right);
            "split" "(self, /, sep=None, maxsplit=-1)" "What stands between seps." |vm, args| split::split(vm, &args);
            "splitlines" "(self, /, keepends=False)" "Its lines." |vm, args| split::lines(vm, &args);
            "startswith" "(self, prefix, start=None, end=None, /)" "Whether it begins so."
                |vm, args| search::affix(vm, &args, "startswith", |part, affix| part.starts_with(affix));
            "strip" "(self, bytes=None, /)" "Without blanks (or bytes) at both ends."
                |_, args| split::strip(&args, split::Ends::Both);
            "swapcase" "(self, /)" "Upper case as lower and the reverse." |_, args| shape::swap_case(&args);
            "title" "(self, /)" "Words with upper case beginnings." |_, args| shape::title(&args);
            "translate" "(self, table, /, delete=b'')" "Each byte as a table says." |_, args| shape::translate(&args);
            "upper" "(self, /)" "A copy in upper case." |_, args| Ok(like(&args, whole(&args)?.to_ascii_uppercase()));
            "zfill" "(self, width, /)" "With zeros behind the sign." |vm, args| shape::zero_fill(vm, &args);
        }
    };
    ($class:literal; $($name:literal $signature:literal $doc:literal $body:expr;)*) => {
        [$(NativeFunction::new(concat!($class, ".", $name), $signature, $doc, $body)),*]
    };
}

/// The methods of `bytes`.
pub static BYTES: &[NativeFunction] = methods!("bytes");
/// The same for `bytearray`.
pub static BYTEARRAY: &[NativeFunction] = methods!("bytearray");
