//! Operators of strings, bytes, lists, tuples, dicts and sets.

use std::rc::Rc;

use crate::Result;
use crate::cycles;
use crate::exception::{memory_error, overflow_error, type_error};
use crate::operator::{Comparison, Operator};
use crate::value::{Dict, Set, Slice, Tuple, Value};
use crate::vm::Vm;

/// The most bytes or items that one repetition may make.
const LARGEST: usize = 1 << 32;

/// Applies an operator to containers and strings; [`Value::NotImplemented`] when they have none.
///
/// # Errors
/// `TypeError` with CPython's sentences for concatenation and repetition; what members' methods raise.
pub fn binary(vm: &mut Vm, op: Operator, left: &Value, right: &Value) -> Result<Value> {
    match op {
        Operator::Add => concatenate(left, right),
        Operator::Mult => match (left.as_int(), right.as_int()) {
            (_, Some(count)) if is_sequence(left) => repeat(left, count),
            (Some(count), _) if is_sequence(right) => repeat(right, count),
            _ if is_sequence(left) && vm.has_index(right) => {
                let count = size(vm, right)?;
                repeat(left, count)
            }
            _ if is_sequence(right) && vm.has_index(left) => {
                let count = size(vm, left)?;
                repeat(right, count)
            }
            _ if is_sequence(left) && !matches!(right, Value::Object(_)) => Err(cannot_repeat(right)),
            _ if is_sequence(right) && !matches!(left, Value::Object(_)) => Err(cannot_repeat(left)),
            _ => Ok(Value::NotImplemented),
        },
        Operator::Mod => match left {
            Value::Str(text) => Ok(Value::str(crate::format::percent(vm, text, right)?)),
            Value::Bytes(template) => Ok(Value::bytes(crate::format::percent_bytes(vm, template, right)?)),
            _ => Ok(Value::NotImplemented),
        },
        Operator::BitOr if matches!(left, Value::Class(_)) || matches!(right, Value::Class(_)) => {
            Ok(crate::generic::union(left, right))
        }
        Operator::BitOr | Operator::BitAnd | Operator::BitXor | Operator::Sub => set_binary(vm, op, left, right),
        _ => Ok(Value::NotImplemented),
    }
}

/// How often something is repeated.
fn size(vm: &mut Vm, count: &Value) -> Result<i64> {
    let count = vm.index_value(count)?;
    count.as_int().ok_or_else(|| overflow_error("cannot fit 'int' into an index-sized integer"))
}

fn is_sequence(value: &Value) -> bool {
    matches!(value, Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_))
}

fn cannot_repeat(by: &Value) -> crate::Raise {
    type_error(format!("can't multiply sequence by non-int of type '{}'", by.type_name()))
}

fn concatenate(left: &Value, right: &Value) -> Result<Value> {
    Ok(match (left, right.plain()) {
        (Value::Str(a), Value::Str(b)) => {
            let mut text = String::with_capacity(a.len() + b.len());
            text.push_str(a);
            text.push_str(b);
            Value::str(text)
        }
        (Value::List(a), Value::List(b)) => {
            let mut items = a.to_vec();
            items.extend_from_slice(&b.borrow());
            Value::list(items)
        }
        (Value::Tuple(a), Value::Tuple(b)) => Value::tuple(a.iter().chain(b.iter()).cloned()),
        (Value::Bytes(a), Value::Bytes(b)) => Value::bytes([&***a, &***b].concat()),
        (_, Value::Object(_) | Value::Instance(_)) => Value::NotImplemented,
        (Value::Str(_), other) => {
            return Err(type_error(format!("can only concatenate str (not \"{}\") to str", other.type_name())));
        }
        (Value::List(_), other) => {
            return Err(type_error(format!("can only concatenate list (not \"{}\") to list", other.type_name())));
        }
        (Value::Tuple(_), other) => {
            return Err(type_error(format!("can only concatenate tuple (not \"{}\") to tuple", other.type_name())));
        }
        (Value::Bytes(_), other) => return Err(type_error(format!("can't concat {} to bytes", other.type_name()))),
        _ => Value::NotImplemented,
    })
}

fn repeat(value: &Value, count: i64) -> Result<Value> {
    let count = usize::try_from(count).unwrap_or(0);
    let fits = |length: usize| {
        let total = length.checked_mul(count).filter(|&total| total <= LARGEST);
        total.map(|_| ()).ok_or_else(|| memory_error(""))
    };
    Ok(match value {
        Value::Str(text) => {
            fits(text.len())?;
            Value::str(text.repeat(count))
        }
        Value::Bytes(bytes) => {
            fits(bytes.len())?;
            Value::bytes(bytes.repeat(count))
        }
        Value::List(list) => {
            fits(list.len() * size_of::<Value>())?;
            Value::list(repeat_items(&list.borrow(), count))
        }
        Value::Tuple(tuple) => {
            fits(tuple.len() * size_of::<Value>())?;
            Value::Tuple(Rc::new(Tuple::from(repeat_items(tuple, count))))
        }
        _ => Value::NotImplemented,
    })
}

fn repeat_items(items: &[Value], count: usize) -> Vec<Value> {
    let mut repeated = Vec::with_capacity(items.len() * count);
    for _ in 0..count {
        repeated.extend_from_slice(items);
    }
    repeated
}

fn set_binary(vm: &mut Vm, op: Operator, left: &Value, right: &Value) -> Result<Value> {
    if let (Operator::BitOr, Value::Dict(a), Value::Dict(b)) = (op, left, right.plain()) {
        let merged = a.copy();
        update_dict(vm, &merged, b)?;
        return Ok(Value::from(merged));
    }
    let (Value::Set(a) | Value::FrozenSet(a), Value::Set(b) | Value::FrozenSet(b)) = (left, right.plain()) else {
        return Ok(Value::NotImplemented);
    };
    let result = match op {
        Operator::BitOr => {
            let union = a.copy();
            union.merge(vm, b)?;
            union
        }
        Operator::BitAnd => intersection(vm, a, b)?,
        Operator::Sub => difference(vm, a, b)?,
        _ => symmetric_difference(vm, a, b)?,
    };
    Ok(if matches!(left, Value::Set(_)) { Value::from(result) } else { Value::FrozenSet(Rc::new(result)) })
}

/// As CPython does it: the members of the left set go into a copy of the right one, or out of it.
fn symmetric_difference(vm: &mut Vm, a: &Set, b: &Set) -> Result<Set> {
    let result = b.copy();
    for member in a.to_vec() {
        if !result.remove(vm, &member)? {
            result.add(vm, member)?;
        }
    }
    Ok(result)
}

fn intersection(vm: &mut Vm, a: &Set, b: &Set) -> Result<Set> {
    // CPython walks the smaller set and keeps its order.
    let (walked, other) = if b.len() > a.len() { (a, b) } else { (b, a) };
    let result = Set::new();
    for member in walked.to_vec() {
        if other.contains(vm, &member)? {
            result.add(vm, member)?;
        }
    }
    Ok(result)
}

fn difference(vm: &mut Vm, a: &Set, b: &Set) -> Result<Set> {
    let result = Set::new();
    for member in a.to_vec() {
        if !b.contains(vm, &member)? {
            result.add(vm, member)?;
        }
    }
    Ok(result)
}

/// Copies all entries of `from` into `to`.
///
/// # Errors
/// What keys' methods raise.
pub fn update_dict(vm: &mut Vm, to: &Dict, from: &Dict) -> Result<()> {
    let mut position = 0;
    while let Some((key, value)) = from.next_entry(&mut position) {
        to.insert(vm, key, value)?;
    }
    Ok(())
}

/// Applies an operator in place to a mutable container and returns it; [`Value::NotImplemented`] for all others.
///
/// # Errors
/// As [`binary`].
pub fn inplace(vm: &mut Vm, op: Operator, left: &Value, right: &Value) -> Result<Value> {
    match (op, left) {
        (Operator::Add, Value::List(list)) => {
            let items = vm.collect(right)?;
            items.iter().for_each(|item| cycles::into_list(list, item));
            list.borrow_mut().extend(items);
        }
        (Operator::Mult, Value::List(list)) => {
            let Some(count) = right.as_int() else { return Err(cannot_repeat(right)) };
            let Value::List(repeated) = repeat(left, count)? else { return Ok(Value::NotImplemented) };
            let items = std::mem::take(&mut *repeated.borrow_mut());
            let old = std::mem::replace(&mut *list.borrow_mut(), items);
            drop(old);
        }
        (Operator::BitOr, Value::Dict(dict)) => match right.plain() {
            Value::Dict(other) => update_dict(vm, dict, other)?,
            _ => crate::methods::dict::update(vm, dict, right)?,
        },
        (Operator::BitOr | Operator::BitAnd | Operator::Sub | Operator::BitXor, Value::Set(set)) => {
            let Value::Set(result) = set_binary(vm, op, left, right)? else { return Ok(Value::NotImplemented) };
            set.clear();
            set.merge(vm, &result)?;
        }
        _ => return Ok(Value::NotImplemented),
    }
    Ok(left.clone())
}

/// Compares strings and containers; [`Value::NotImplemented`] when they have no such comparison.
///
/// # Errors
/// `RecursionError` for values nested too deeply; what items' methods raise.
pub fn compare(vm: &mut Vm, op: Comparison, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Str(a), Value::Str(b)) => Ok(Value::Bool(op.holds(a.as_str().cmp(b.as_str())))),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(Value::Bool(op.holds((***a).cmp(&***b)))),
        (Value::List(a), Value::List(b)) => {
            let (a, b) = (a.to_vec(), b.to_vec());
            vm.deeper(" in comparison", |vm| compare_items(vm, op, &a, &b))
        }
        (Value::Tuple(a), Value::Tuple(b)) => vm.deeper(" in comparison", |vm| compare_items(vm, op, a, b)),
        (Value::Dict(a), Value::Dict(b)) => match op {
            Comparison::Eq | Comparison::NotEq => {
                let equal = vm.deeper(" in comparison", |vm| equal_dicts(vm, a, b))?;
                Ok(Value::Bool(equal == (op == Comparison::Eq)))
            }
            _ => Ok(Value::NotImplemented),
        },
        (Value::Set(a) | Value::FrozenSet(a), Value::Set(b) | Value::FrozenSet(b)) => compare_sets(vm, op, a, b),
        (Value::Slice(a), Value::Slice(b)) => {
            let parts = |slice: &Slice| [slice.start.clone(), slice.stop.clone(), slice.step.clone()];
            vm.deeper(" in comparison", |vm| compare_items(vm, op, &parts(a), &parts(b)))
        }
        _ => Ok(match (op, left.plain_equal(right)) {
            (Comparison::Eq, Some(equal)) => Value::Bool(equal),
            (Comparison::NotEq, Some(equal)) => Value::Bool(!equal),
            _ => Value::NotImplemented,
        }),
    }
}

fn compare_items(vm: &mut Vm, op: Comparison, a: &[Value], b: &[Value]) -> Result<Value> {
    if a.len() != b.len() && matches!(op, Comparison::Eq | Comparison::NotEq) {
        return Ok(Value::Bool(op == Comparison::NotEq));
    }
    for (x, y) in a.iter().zip(b) {
        if !vm.equals(x, y)? {
            return match op {
                Comparison::Eq => Ok(Value::Bool(false)),
                Comparison::NotEq => Ok(Value::Bool(true)),
                _ => vm.compare(op, x, y),
            };
        }
    }
    Ok(Value::Bool(op.holds(a.len().cmp(&b.len()))))
}

fn equal_dicts(vm: &mut Vm, a: &Dict, b: &Dict) -> Result<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (key, value) in a.items() {
        match b.get(vm, &key)? {
            Some(other) if vm.equals(&value, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn compare_sets(vm: &mut Vm, op: Comparison, a: &Set, b: &Set) -> Result<Value> {
    let mut within = |inner: &Set, outer: &Set| -> Result<bool> {
        for member in inner.to_vec() {
            if !outer.contains(vm, &member)? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    Ok(Value::Bool(match op {
        Comparison::Eq => a.len() == b.len() && within(a, b)?,
        Comparison::NotEq => a.len() != b.len() || !within(a, b)?,
        Comparison::Lt => a.len() < b.len() && within(a, b)?,
        Comparison::LtE => a.len() <= b.len() && within(a, b)?,
        Comparison::Gt => a.len() > b.len() && within(b, a)?,
        Comparison::GtE => a.len() >= b.len() && within(b, a)?,
    }))
}
