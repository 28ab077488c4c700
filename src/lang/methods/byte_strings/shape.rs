//! The case of bytes that are letters of ASCII, fields and tables.

use super::{argument, content, like, whole};
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::native::Args;
use crate::value::Value;
use crate::vm::Vm;

/// Whether there are bytes and all of them are of a kind.
pub(super) fn all(args: &Args<'_>, is: fn(u8) -> bool) -> Result<Value> {
    let whole = whole(args)?;
    Ok(Value::Bool(!whole.is_empty() && whole.into_iter().all(is)))
}

/// Whether there are letters and all bytes are of a kind.
pub(super) fn cased(args: &Args<'_>, is: fn(u8) -> bool) -> Result<Value> {
    let whole = whole(args)?;
    Ok(Value::Bool(whole.iter().any(u8::is_ascii_alphabetic) && whole.into_iter().all(is)))
}

pub(super) fn is_title(args: &Args<'_>) -> Result<Value> {
    let whole = whole(args)?;
    let mut inside = false;
    for byte in &whole {
        if byte.is_ascii_uppercase() && inside || byte.is_ascii_lowercase() && !inside {
            return Ok(Value::Bool(false));
        }
        inside = byte.is_ascii_alphabetic();
    }
    Ok(Value::Bool(whole.iter().any(u8::is_ascii_alphabetic)))
}

pub(super) fn capitalize(args: &Args<'_>) -> Result<Value> {
    let mut made = whole(args)?.to_ascii_lowercase();
    if let Some(first) = made.first_mut() {
        first.make_ascii_uppercase();
    }
    Ok(like(args, made))
}

pub(super) fn title(args: &Args<'_>) -> Result<Value> {
    let mut made = whole(args)?.to_ascii_lowercase();
    let mut inside = false;
    for byte in &mut made {
        let is_letter = byte.is_ascii_alphabetic();
        if is_letter && !inside {
            byte.make_ascii_uppercase();
        }
        inside = is_letter;
    }
    Ok(like(args, made))
}

pub(super) fn swap_case(args: &Args<'_>) -> Result<Value> {
    let swap = |byte: u8| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte };
    Ok(like(args, whole(args)?.into_iter().map(swap).collect::<Vec<u8>>()))
}

/// A field of a width, filled up with a byte at one side or at both.
pub(super) fn pad(vm: &mut Vm, args: &Args<'_>, name: &str) -> Result<Value> {
    let width = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let given = args.get(2).map_or_else(|| Some(vec![b' ']), content);
    let Some([fill]) = given.and_then(|fill| <[u8; 1]>::try_from(fill).ok()) else {
        let given = args[2].type_name();
        return Err(type_error(format!("{name}() argument 2 must be a byte string of length 1, not {given}")));
    };
    let whole = whole(args)?;
    let missing = width.saturating_sub(whole.len());
    let left = match name {
        "center" => missing / 2 + (missing & width & 1),
        "rjust" => missing,
        _ => 0,
    };
    let mut made = vec![fill; left];
    made.extend(whole);
    made.resize(made.len() + missing - left, fill);
    Ok(like(args, made))
}

pub(super) fn zero_fill(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let width = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let mut made = whole(args)?;
    let at = usize::from(matches!(made.first(), Some(b'+' | b'-')));
    let missing = width.saturating_sub(made.len());
    made.splice(at..at, std::iter::repeat_n(b'0', missing));
    Ok(like(args, made))
}

pub(super) fn expand_tabs(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let size = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let (mut made, mut column) = (Vec::new(), 0);
    for byte in whole(args)? {
        match byte {
            b'\t' => {
                let blanks = if size == 0 { 0 } else { size - column % size };
                made.resize(made.len() + blanks, b' ');
                column += blanks;
            }
            _ => {
                made.push(byte);
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(like(args, made))
}

pub(super) fn translate(args: &Args<'_>) -> Result<Value> {
    let doomed = args.get(2).map_or_else(|| Ok(Vec::new()), argument)?;
    let mut made = whole(args)?;
    made.retain(|byte| !doomed.contains(byte));
    if !args[1].is_none() {
        let table = argument(&args[1])?;
        if table.len() != 256 {
            return Err(value_error("translation table must be 256 characters long"));
        }
        made.iter_mut().for_each(|byte| *byte = table[usize::from(*byte)]);
    }
    Ok(like(args, made))
}
