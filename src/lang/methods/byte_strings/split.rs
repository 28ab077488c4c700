//! Taking bytes apart and joining them.

use super::search::{Search, first, last};
use super::{argument, content, like, list_like, whole};
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::methods::receiver::most;
use crate::native::Args;
use crate::value::Value;
use crate::vm::Vm;

/// What is stripped off.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Left,
    Right,
    Both,
}

/// Whether a byte is a blank of ASCII.
pub(super) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

pub(super) fn strip(args: &Args<'_>, ends: Ends) -> Result<Value> {
    let doomed = if args[1].is_none() { b" \t\n\r\x0b\x0c".to_vec() } else { argument(&args[1])? };
    let whole = whole(args)?;
    let mut rest = &whole[..];
    while ends != Ends::Right && rest.first().is_some_and(|byte| doomed.contains(byte)) {
        rest = &rest[1..];
    }
    while ends != Ends::Left && rest.last().is_some_and(|byte| doomed.contains(byte)) {
        rest = &rest[..rest.len() - 1];
    }
    Ok(like(args, rest))
}

pub(super) fn join(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let items = vm.collect(&args[1])?;
    let wrong = |index: usize, item: &Value| {
        type_error(format!("sequence item {index}: expected a bytes-like object, {} found", item.type_name()))
    };
    let parts = items.iter().enumerate().map(|(index, item)| content(item).ok_or_else(|| wrong(index, item)));
    let parts: Vec<Vec<u8>> = parts.collect::<Result<_>>()?;
    Ok(like(args, parts.join(&whole(args)?[..])))
}

/// What stands before, at and after a separator; `rest_at` says which of the three all of it is when there is none.
pub(super) fn partition(args: &Args<'_>, search: Search, rest_at: usize) -> Result<Value> {
    let (whole, separator) = (whole(args)?, argument(&args[1])?);
    if separator.is_empty() {
        return Err(value_error("empty separator"));
    }
    let parts = match search(&whole, &separator) {
        Some(at) => [whole[..at].to_vec(), separator.clone(), whole[at + separator.len()..].to_vec()],
        None => {
            let mut parts = [Vec::new(), Vec::new(), Vec::new()];
            parts[rest_at] = whole;
            parts
        }
    };
    Ok(Value::tuple(parts.map(|part| like(args, part))))
}

/// The separator; nothing for blanks.
fn separator(args: &Args<'_>) -> Result<Option<Vec<u8>>> {
    if args[1].is_none() {
        return Ok(None);
    }
    let separator = argument(&args[1])?;
    if separator.is_empty() { Err(value_error("empty separator")) } else { Ok(Some(separator)) }
}

pub(super) fn split(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let count = most(vm, &args[2])?.unwrap_or(usize::MAX);
    let whole = whole(args)?;
    let mut rest = &whole[..];
    let mut parts = Vec::new();
    let Some(separator) = separator(args)? else {
        while let Some(start) = rest.iter().position(|&byte| !is_blank(byte)) {
            rest = &rest[start..];
            let end = if parts.len() == count { None } else { rest.iter().position(|&byte| is_blank(byte)) };
            let end = end.unwrap_or(rest.len());
            parts.push(rest[..end].to_vec());
            rest = &rest[end..];
        }
        return Ok(list_like(args, parts));
    };
    while parts.len() < count {
        let Some(at) = first(rest, &separator) else { break };
        parts.push(rest[..at].to_vec());
        rest = &rest[at + separator.len()..];
    }
    parts.push(rest.to_vec());
    Ok(list_like(args, parts))
}

pub(super) fn split_from_end(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let count = most(vm, &args[2])?.unwrap_or(usize::MAX);
    let whole = whole(args)?;
    let mut rest = &whole[..];
    let mut parts = Vec::new();
    match separator(args)? {
        None => {
            while let Some(end) = rest.iter().rposition(|&byte| !is_blank(byte)) {
                rest = &rest[..=end];
                let start = if parts.len() == count { None } else { rest.iter().rposition(|&byte| is_blank(byte)) };
                let start = start.map_or(0, |start| start + 1);
                parts.push(rest[start..].to_vec());
                rest = &rest[..start];
            }
        }
        Some(separator) => {
            while parts.len() < count {
                let Some(at) = last(rest, &separator) else { break };
                parts.push(rest[at + separator.len()..].to_vec());
                rest = &rest[..at];
            }
            parts.push(rest.to_vec());
        }
    }
    parts.reverse();
    Ok(list_like(args, parts))
}

pub(super) fn lines(vm: &mut Vm, args: &Args<'_>) -> Result<Value> {
    let keeps_ends = vm.truth(&args[1])?;
    let whole = whole(args)?;
    let mut rest = &whole[..];
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let next = end + if rest[end..].starts_with(b"\r\n") { 2 } else { usize::from(end < rest.len()) };
        lines.push(rest[..if keeps_ends { next } else { end }].to_vec());
        rest = &rest[next..];
    }
    Ok(list_like(args, lines))
}
