//! Containers from registers and registers from containers: displays, `*` and `**`, unpacking.

use std::rc::Rc;

use super::Vm;
use super::registers::take;
use super::slow::broken;
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::name::Name;
use crate::value::{Dict, Set, Slice, Tuple, Value};

/// Moves registers in a row into a vector.
///
/// # Safety
/// They are temporaries of the running frame.
pub(super) unsafe fn take_row(first: *mut Value, count: usize) -> Vec<Value> {
    // SAFETY: the caller's.
    (0..count).map(|index| unsafe { take(first.add(index)) }).collect()
}

/// The most room that a list gets before it has items: beyond it, growing costs little beside filling.
const MOST_ROOM: usize = 1 << 22;

/// An empty list with room for as many items as an iterable has, if it tells without being asked by the program.
pub(super) fn list_for(iterable: &Value) -> Value {
    let length = match iterable {
        Value::Range(range) => usize::try_from(range.length).unwrap_or(0),
        Value::List(list) => list.len(),
        Value::Tuple(tuple) => tuple.len(),
        _ => 0,
    };
    let mut items = Vec::new();
    // Where there is no room, the list grows until there is none.
    let _ = items.try_reserve_exact(length.min(MOST_ROOM));
    Value::list(items)
}

/// # Safety
/// As [`take_row`].
pub(super) unsafe fn tuple_from(first: *mut Value, count: usize) -> Value {
    // SAFETY: the caller's.
    Value::tuple((0..count).map(|index| unsafe { take(first.add(index)) }))
}

/// # Safety
/// As [`take_row`], with three registers.
pub(super) unsafe fn slice_from(first: *mut Value) -> Value {
    // SAFETY: the caller's.
    let [start, stop, step] = unsafe { [take(first), take(first.add(1)), take(first.add(2))] };
    Value::Slice(Rc::new(Slice { start, stop, step }))
}

impl Vm {
    pub(super) fn build_set(&mut self, items: Vec<Value>) -> Result<Value> {
        let set = Set::new();
        for item in items {
            set.add(self, item)?;
        }
        Ok(Value::from(set))
    }

    pub(super) fn build_dict(&mut self, items: Vec<Value>) -> Result<Value> {
        let dict = Dict::new();
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            dict.insert(self, key, value)?;
        }
        Ok(Value::from(dict))
    }

    pub(super) fn extend_list(&mut self, list: &Value, items: &Value) -> Result<()> {
        let Value::List(list) = list else { return Err(broken()) };
        if self.try_iterate(items)?.is_none() {
            let name = items.type_name();
            return Err(type_error(format!("Value after * must be an iterable, not {name}")));
        }
        let items = self.collect(items)?;
        list.borrow_mut().extend(items);
        Ok(())
    }

    /// Adds `*items` to the arguments of a call.
    pub(super) fn spread_arguments(&mut self, list: &Value, items: &Value, callee: &Value) -> Result<()> {
        let Value::List(list) = list else { return Err(broken()) };
        if self.try_iterate(items)?.is_none() {
            let (function, name) = (self.callee_name(callee), items.type_name());
            return Err(type_error(format!("{function}argument after * must be an iterable, not {name}")));
        }
        let items = self.collect(items)?;
        list.borrow_mut().extend(items);
        Ok(())
    }

    pub(super) fn update_set(&mut self, set: &Value, items: &Value) -> Result<()> {
        let Value::Set(set) = set else { return Err(broken()) };
        if let Value::Set(items) | Value::FrozenSet(items) = items {
            return set.merge(self, items);
        }
        for item in self.collect(items)? {
            set.add(self, item)?;
        }
        Ok(())
    }

    /// The entries of a mapping: a dict, or anything with `keys()`.
    pub(super) fn entries(&mut self, mapping: &Value) -> Result<Option<Vec<(Value, Value)>>> {
        if let Value::Dict(dict) = mapping.plain() {
            return Ok(Some(dict.items()));
        }
        let Some(keys) = self.find_attribute(mapping, Name::KEYS)? else { return Ok(None) };
        let keys = self.call_values(&keys, &[])?;
        let mut entries = Vec::new();
        for key in self.collect(&keys)? {
            let value = self.item(mapping, &key)?;
            entries.push((key, value));
        }
        Ok(Some(entries))
    }

    pub(super) fn update_dict(&mut self, dict: &Value, mapping: &Value) -> Result<()> {
        let Value::Dict(dict) = dict else { return Err(broken()) };
        let Some(entries) = self.entries(mapping)? else {
            return Err(type_error(format!("'{}' object is not a mapping", mapping.type_name())));
        };
        for (key, value) in entries {
            dict.insert(self, key, value)?;
        }
        Ok(())
    }

    /// Adds `**mapping` to the keyword arguments of a call.
    pub(super) fn merge_keywords(&mut self, dict: &Value, mapping: &Value, callee: &Value) -> Result<()> {
        let Value::Dict(dict) = dict else { return Err(broken()) };
        let Some(entries) = self.entries(mapping)? else {
            let (function, name) = (self.callee_name(callee), mapping.type_name());
            return Err(type_error(format!("{function}argument after ** must be a mapping, not {name}")));
        };
        for (key, value) in entries {
            if key.as_str().is_none() {
                return Err(type_error("keywords must be strings"));
            }
            if dict.contains(self, &key)? {
                let (function, key) = (self.callee_name(callee), self.str(&key)?);
                return Err(type_error(format!("{function}got multiple values for keyword argument '{key}'")));
            }
            dict.insert(self, key, value)?;
        }
        Ok(())
    }

    /// `module.function() `, as errors of a call begin.
    fn callee_name(&mut self, callee: &Value) -> String {
        let names = [Name::MODULE, Name::QUALNAME].map(|name| {
            let found = self.find_attribute(callee, name).ok().flatten();
            found.and_then(|value| value.as_str().map(str::to_owned))
        });
        match names {
            [Some(module), Some(name)] if module != "builtins" => format!("{module}.{name}() "),
            [_, Some(name)] => format!("{name}() "),
            _ => format!("{} object ", callee.type_name()),
        }
    }

    pub(super) fn unpack(&mut self, value: &Value, count: usize) -> Result<Vec<Value>> {
        let Some(iterator) = self.try_iterate(value)? else {
            return Err(type_error(format!("cannot unpack non-iterable {} object", value.type_name())));
        };
        let mut items = Vec::with_capacity(count);
        while items.len() < count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let got = items.len();
                    return Err(value_error(format!("not enough values to unpack (expected {count}, got {got})")));
                }
            }
        }
        if self.next(&iterator)?.is_some() {
            return Err(value_error(format!("too many values to unpack (expected {count})")));
        }
        Ok(items)
    }

    pub(super) fn unpack_star(&mut self, value: &Value, before: usize, after: usize) -> Result<Vec<Value>> {
        if self.try_iterate(value)?.is_none() {
            return Err(type_error(format!("cannot unpack non-iterable {} object", value.type_name())));
        }
        let mut items = self.collect(value)?;
        if items.len() < before + after {
            let (least, got) = (before + after, items.len());
            return Err(value_error(format!("not enough values to unpack (expected at least {least}, got {got})")));
        }
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        items.push(Value::list(middle));
        items.extend(tail);
        Ok(items)
    }
}

/// A list's items as a tuple's.
pub(super) fn tuple_of(value: &Value) -> Rc<Tuple> {
    match value {
        Value::Tuple(tuple) => Rc::clone(tuple),
        Value::List(list) => Rc::new(Tuple::from(list.to_vec())),
        _ => Rc::new(Tuple::new([])),
    }
}
