//! Finding and replacing bytes in bytes.

use super::{argument, content, like, whole};
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::methods::receiver::{bounds, most};
use crate::native::Args;
use crate::text::clamp_bounds;
use crate::value::Value;
use crate::vm::Vm;

/// Tells where bytes stand in others.
pub(super) type Search = fn(&[u8], &[u8]) -> Option<usize>;

/// Where bytes first stand.
pub(super) fn first(whole: &[u8], sub: &[u8]) -> Option<usize> {
    if sub.is_empty() {
        return Some(0);
    }
    whole.windows(sub.len()).position(|window| window == sub)
}

/// Where bytes last stand.
pub(super) fn last(whole: &[u8], sub: &[u8]) -> Option<usize> {
    if sub.is_empty() {
        return Some(whole.len());
    }
    whole.windows(sub.len()).rposition(|window| window == sub)
}

/// A bytes argument; a small integer stands for one byte.
fn sub_bytes(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = content(value) {
        return Ok(bytes);
    }
    if !vm.has_index(value) {
        let given = value.type_name();
        return Err(type_error(format!("argument should be integer or bytes-like object, not '{given}'")));
    }
    let byte = u8::try_from(vm.index(value)?).map_err(|_| value_error("byte must be in range(0, 256)"))?;
    Ok(vec![byte])
}

/// The part between the bounds that the arguments name, and where it begins.
fn part(vm: &mut Vm, args: &Args<'_>) -> Result<Option<(Vec<u8>, usize)>> {
    let whole = whole(args)?;
    let (start, end) = bounds(vm, args, 2)?;
    let (start, end) = clamp_bounds(start, end, whole.len());
    Ok(whole.get(start..end).map(|part| (part.to_vec(), start)))
}

pub(super) fn count(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let sub = sub_bytes(vm, &args[1])?;
    let Some((part, _)) = part(vm, args)? else { return Ok(Value::Int(0)) };
    let mut count = 0_usize;
    let mut rest = &part[..];
    while let Some(at) = first(rest, &sub) {
        count += 1;
        match rest.get(at + sub.len().max(1)..) {
            Some(after) => rest = after,
            None => break,
        }
    }
    Ok(Value::from(count))
}

fn find(vm: &mut Vm, args: &Args<'_>, search: Search) -> Result<Option<usize>> {
    let sub = sub_bytes(vm, &args[1])?;
    Ok(part(vm, args)?.and_then(|(part, start)| search(&part, &sub).map(|at| at + start)))
}

pub(super) fn find_or(vm: &mut Vm, args: &Args<'_>, search: Search) -> Result<Value> {
    Ok(find(vm, args, search)?.map_or(Value::Int(-1), Value::from))
}

pub(super) fn index(vm: &mut Vm, args: &Args<'_>, search: Search) -> Result<Value> {
    find(vm, args, search)?.map(Value::from).ok_or_else(|| value_error("subsection not found"))
}

pub(super) fn affix(vm: &mut Vm, args: &Args<'_>, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> Result<Value> {
    let affixes = match args[1].plain() {
        Value::Tuple(affixes) => affixes.iter().map(argument).collect::<Result<Vec<_>>>()?,
        other => match content(other) {
            Some(affix) => vec![affix],
            None => {
                let given = other.type_name();
                return Err(type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {given}")));
            }
        },
    };
    let part = part(vm, args)?;
    Ok(Value::Bool(part.is_some_and(|(part, _)| affixes.iter().any(|affix| holds(&part, affix)))))
}

pub(super) fn replace(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let (old, new) = (argument(&args[1])?, argument(&args[2])?);
    let count = most(vm, &args[3])?.unwrap_or(usize::MAX);
    let whole = whole(args)?;
    let mut replaced = Vec::with_capacity(whole.len());
    let mut at = 0;
    for _ in 0..count {
        let Some(found) = first(&whole[at..], &old) else { break };
        replaced.extend_from_slice(&whole[at..at + found]);
        replaced.extend_from_slice(&new);
        at += found + old.len();
        if old.is_empty() {
            let Some(&byte) = whole.get(at) else { return Ok(like(args, replaced)) };
            replaced.push(byte);
            at += 1;
        }
    }
    replaced.extend_from_slice(&whole[at..]);
    Ok(like(args, replaced))
}
