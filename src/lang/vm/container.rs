//! Items, lengths, membership and iteration.

use std::rc::Rc;

use super::{Vm, Walk};
use crate::Result;
use crate::class::Class;
use crate::cycles;
use crate::exception::{
    INDEX_ERROR, Raise, STOP_ITERATION, index_error, key_error, not_subscriptable, overflow_error, type_error,
    value_error,
};
use crate::generic;
use crate::iterator;
use crate::name::Name;
use crate::object::Object;
use crate::value::{BigRange, Dict, Slice, Str, Value};

impl Vm {
    /// `value[key]`.
    ///
    /// # Errors
    /// `TypeError` when it has no items, `IndexError`, `KeyError`.
    pub fn item(&mut self, value: &Value, key: &Value) -> Result<Value> {
        match value {
            Value::List(list) => {
                if let Value::Slice(slice) = key {
                    let items = self.sliced(slice, &list.to_vec())?;
                    return Ok(Value::list(items));
                }
                let index = self.sequence_index(key, "list", list.len())?;
                list.get(index).ok_or_else(|| index_error("list index out of range"))
            }
            Value::Tuple(tuple) => {
                if let Value::Slice(slice) = key {
                    let items = self.sliced(slice, tuple)?;
                    return Ok(Value::tuple(items));
                }
                let index = self.sequence_index(key, "tuple", tuple.len())?;
                tuple.get(index).cloned().ok_or_else(|| index_error("tuple index out of range"))
            }
            Value::Dict(dict) => match dict.get(self, key)? {
                Some(found) => Ok(found),
                None => Err(key_error(key.clone())),
            },
            Value::Str(text) => self.text_item(text, key),
            Value::Bytes(bytes) => {
                if let Value::Slice(slice) = key {
                    let indices = slice.indices(self, bytes.len())?;
                    return Ok(Value::bytes(indices.iter().map(|i| bytes[i]).collect::<Vec<u8>>()));
                }
                let index = self.sequence_index(key, "byte", bytes.len())?;
                let byte = bytes.get(index).ok_or_else(|| index_error("index out of range"))?;
                Ok(Value::Int(i64::from(*byte)))
            }
            Value::Range(range) => match key {
                Value::Int(index) => {
                    let index = if *index < 0 { index + range.length } else { *index };
                    let is_in = (0..range.length).contains(&index);
                    if is_in {
                        Ok(Value::Int(range.at(index)))
                    } else {
                        Err(index_error("range object index out of range"))
                    }
                }
                // Slices may reach beyond 64 bits, and so may what stands for an index.
                _ => BigRange::from(&**range).item(self, value, key),
            },
            Value::Object(object) => object.object().item(self, value, key),
            Value::Instance(instance) => {
                if let Some(found) = self.call_special(value, Name::GETITEM, std::slice::from_ref(key))? {
                    return Ok(found);
                }
                match instance.payload() {
                    Value::Object(object) => object.clone().object().item(self, value, key),
                    Value::Dict(dict) => self.derived_dict_item(value, &Rc::clone(dict), key),
                    Value::Unset => Err(not_subscriptable(instance.class().error_name().into())),
                    payload => self.item(&payload.clone(), key),
                }
            }
            Value::Class(class) => self.class_item(class, value, key),
            other => Err(not_subscriptable(other.type_name().into())),
        }
    }

    /// A missing key of a class derived from `dict` asks `__missing__`.
    fn derived_dict_item(&mut self, value: &Value, dict: &Rc<Dict>, key: &Value) -> Result<Value> {
        if let Some(found) = dict.get(self, key)? {
            return Ok(found);
        }
        match self.call_special(value, Name::MISSING, std::slice::from_ref(key))? {
            Some(found) => Ok(found),
            None => Err(key_error(key.clone())),
        }
    }

    /// `list[int]`: a class with an item is an annotation and stands for the class itself.
    fn class_item(&mut self, class: &Rc<Class>, value: &Value, key: &Value) -> Result<Value> {
        if class.has_metaclass()
            && let Some(found) = self.call_special(value, Name::GETITEM, std::slice::from_ref(key))?
        {
            return Ok(found);
        }
        if let Some(function) = class.lookup(Name::CLASS_GETITEM) {
            let owner = Value::Class(Rc::clone(class));
            let function = match &function {
                Value::Function(_) => crate::types::class_method(function),
                _ => function,
            };
            let bound = self.bind(&function, Some(&owner), class)?;
            return self.call_values(&bound, std::slice::from_ref(key));
        }
        let wrong = || type_error(format!("type '{}' is not subscriptable", class.name()));
        generic::alias(class, key).ok_or_else(wrong)
    }

    fn text_item(&mut self, text: &Rc<Str>, key: &Value) -> Result<Value> {
        if let Value::Slice(slice) = key {
            if text.is_ascii() {
                let indices = slice.indices(self, text.len())?;
                if indices.step == 1 {
                    let start = indices.start as usize;
                    return Ok(Value::str(&text.as_str()[start..start + indices.count]));
                }
                let bytes = text.as_bytes();
                return Ok(Value::str(indices.iter().map(|i| char::from(bytes[i])).collect::<String>()));
            }
            let chars: Vec<char> = text.chars().collect();
            let indices = slice.indices(self, chars.len())?;
            return Ok(Value::str(indices.iter().map(|i| chars[i]).collect::<String>()));
        }
        let length = text.char_count();
        let index = self.sequence_index(key, "string", length)?;
        text.char_at(index).map(Value::from).ok_or_else(|| index_error("string index out of range"))
    }

    fn sliced(&mut self, slice: &Slice, items: &[Value]) -> Result<Vec<Value>> {
        let indices = slice.indices(self, items.len())?;
        Ok(indices.iter().map(|index| items[index].clone()).collect())
    }

    /// An index from the front, whatever is in range or not; negative ones count from the end.
    fn sequence_index(&mut self, key: &Value, kind: &str, length: usize) -> Result<usize> {
        let index = match key {
            Value::Int(index) => *index,
            other if self.has_index(other) => {
                let index = self.index_value(other)?;
                let too_large = || index_error("cannot fit 'int' into an index-sized integer");
                index.as_int().ok_or_else(too_large)?
            }
            other => {
                let name = other.type_name();
                return Err(type_error(match kind {
                    "string" => format!("string indices must be integers, not '{name}'"),
                    _ => format!("{kind} indices must be integers or slices, not {name}"),
                }));
            }
        };
        let index = if index < 0 { index + length as i64 } else { index };
        Ok(usize::try_from(index).unwrap_or(usize::MAX))
    }

    /// `value[key] = new`.
    ///
    /// # Errors
    /// `TypeError` when items cannot be set, `IndexError`; what keys' methods raise.
    pub fn set_item(&mut self, value: &Value, key: &Value, new: Value) -> Result<()> {
        match value {
            Value::List(list) => {
                if let Value::Slice(slice) = key {
                    let items = self.collect(&new).map_err(|raise| {
                        if raise.is(&crate::exception::TYPE_ERROR) {
                            type_error("can only assign an iterable")
                        } else {
                            raise
                        }
                    })?;
                    return self.set_slice(value, slice, items);
                }
                let index = self.sequence_index(key, "list", list.len())?;
                cycles::into_list(list, &new);
                let old = match list.borrow_mut().get_mut(index) {
                    Some(slot) => std::mem::replace(slot, new),
                    None => return Err(index_error("list assignment index out of range")),
                };
                drop(old);
                Ok(())
            }
            Value::Dict(dict) => {
                cycles::into_dict(dict, &new);
                dict.insert(self, key.clone(), new).map(drop)
            }
            Value::Object(object) => object.object().set_item(self, key, new),
            Value::Instance(instance) => {
                if self.call_special(value, Name::SETITEM, &[key.clone(), new.clone()])?.is_some() {
                    return Ok(());
                }
                match instance.payload() {
                    Value::Unset => Err(no_item_assignment(value)),
                    payload => self.set_item(&payload.clone(), key, new),
                }
            }
            Value::Class(class) if class.has_metaclass() => {
                match self.call_special(value, Name::SETITEM, &[key.clone(), new])? {
                    Some(_) => Ok(()),
                    None => Err(no_item_assignment(value)),
                }
            }
            other => Err(no_item_assignment(other)),
        }
    }

    fn set_slice(&mut self, value: &Value, slice: &Slice, items: Vec<Value>) -> Result<()> {
        let Value::List(list) = value else { return Err(no_item_assignment(value)) };
        let indices = slice.indices(self, list.len())?;
        items.iter().for_each(|item| cycles::into_list(list, item));
        let old: Vec<Value> = if indices.step == 1 {
            let start = indices.start as usize;
            list.borrow_mut().splice(start..start + indices.count, items).collect()
        } else {
            if items.len() != indices.count {
                let (given, wanted) = (items.len(), indices.count);
                return Err(value_error(format!(
                    "attempt to assign sequence of size {given} to extended slice of size {wanted}"
                )));
            }
            let mut slots = list.borrow_mut();
            indices.iter().zip(items).map(|(index, item)| std::mem::replace(&mut slots[index], item)).collect()
        };
        drop(old);
        Ok(())
    }

    /// `del value[key]`.
    ///
    /// # Errors
    /// `TypeError` when items cannot be deleted, `IndexError`, `KeyError`.
    pub fn del_item(&mut self, value: &Value, key: &Value) -> Result<()> {
        match value {
            Value::List(list) => {
                if let Value::Slice(slice) = key {
                    let indices = slice.indices(self, list.len())?;
                    let mut doomed: Vec<usize> = indices.iter().collect();
                    doomed.sort_unstable();
                    let mut at = 0;
                    let mut next = doomed.iter().copied().peekable();
                    let removed: Vec<Value> = list
                        .borrow_mut()
                        .extract_if(.., |_| {
                            let take = next.next_if_eq(&at).is_some();
                            at += 1;
                            take
                        })
                        .collect();
                    drop(removed);
                    return Ok(());
                }
                let index = self.sequence_index(key, "list", list.len())?;
                if index >= list.len() {
                    return Err(index_error("list assignment index out of range"));
                }
                let removed = list.borrow_mut().remove(index);
                drop(removed);
                Ok(())
            }
            Value::Dict(dict) => match dict.remove(self, key)? {
                Some(_) => Ok(()),
                None => Err(key_error(key.clone())),
            },
            Value::Object(object) => object.object().del_item(self, key),
            Value::Instance(instance) => {
                if self.call_special(value, Name::DELITEM, std::slice::from_ref(key))?.is_some() {
                    return Ok(());
                }
                match instance.payload() {
                    Value::Unset => Err(no_item_deletion(value)),
                    payload => self.del_item(&payload.clone(), key),
                }
            }
            other => Err(no_item_deletion(other)),
        }
    }

    /// `len(value)`.
    ///
    /// # Errors
    /// `TypeError` when it has no length; what `__len__` raises.
    pub fn length(&mut self, value: &Value) -> Result<usize> {
        match self.length_of(value) {
            Some(length) => length,
            None => Err(type_error(format!("object of type '{}' has no len()", value.type_name()))),
        }
    }

    /// `len(value)`, or nothing if it has no length.
    pub fn length_of(&mut self, value: &Value) -> Option<Result<usize>> {
        Some(Ok(match value {
            Value::Str(text) => text.char_count(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(list) => list.len(),
            Value::Tuple(tuple) => tuple.len(),
            Value::Dict(dict) => dict.len(),
            Value::Set(set) | Value::FrozenSet(set) => set.len(),
            Value::Range(range) => range.length as usize,
            Value::Object(object) => return object.object().length(self),
            Value::Instance(instance) => {
                return match self.call_special(value, Name::LEN, &[]) {
                    Ok(Some(length)) => Some(self.length_result(&length)),
                    Ok(None) => match instance.payload() {
                        Value::Unset => None,
                        payload => self.length_of(&payload.clone()),
                    },
                    Err(raise) => Some(Err(raise)),
                };
            }
            Value::Class(class) if class.has_metaclass() => {
                return match self.call_special(value, Name::LEN, &[]) {
                    Ok(Some(length)) => Some(self.length_result(&length)),
                    Ok(None) => None,
                    Err(raise) => Some(Err(raise)),
                };
            }
            _ => return None,
        }))
    }

    fn length_result(&mut self, length: &Value) -> Result<usize> {
        match self.index_value(length)? {
            Value::BigInt(_) => Err(overflow_error("cannot fit 'int' into an index-sized integer")),
            length => {
                usize::try_from(length.as_int().unwrap_or(0)).map_err(|_| value_error("__len__() should return >= 0"))
            }
        }
    }

    /// `item in value`.
    ///
    /// # Errors
    /// `TypeError` when it is no container; what comparisons raise.
    pub fn contains(&mut self, value: &Value, item: &Value) -> Result<bool> {
        match value {
            Value::Str(text) => match item.as_str() {
                Some(part) => Ok(text.contains(part)),
                None => {
                    let name = item.type_name();
                    Err(type_error(format!("'in <string>' requires string as left operand, not {name}")))
                }
            },
            Value::Bytes(bytes) => match item.plain() {
                Value::Bytes(part) => Ok(part.is_empty() || bytes.windows(part.len()).any(|window| *window == ***part)),
                _ => {
                    if !self.has_index(item) {
                        let name = item.type_name();
                        return Err(type_error(format!("a bytes-like object is required, not '{name}'")));
                    }
                    let byte = self.index(item)?;
                    let byte = u8::try_from(byte).map_err(|_| value_error("byte must be in range(0, 256)"))?;
                    Ok(bytes.contains(&byte))
                }
            },
            Value::Dict(dict) => dict.contains(self, item),
            Value::Set(set) | Value::FrozenSet(set) => match item {
                Value::Set(inner) => set.contains(self, &Value::FrozenSet(Rc::clone(inner))),
                _ => set.contains(self, item),
            },
            Value::List(list) => {
                let mut index = 0;
                while let Some(candidate) = list.get(index) {
                    if self.equals(&candidate, item)? {
                        return Ok(true);
                    }
                    index += 1;
                }
                Ok(false)
            }
            Value::Tuple(tuple) => {
                for candidate in tuple.iter() {
                    if self.equals(candidate, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Range(range) if matches!(item, Value::Int(_) | Value::Bool(_)) => {
                Ok(item.as_int().is_some_and(|int| range.index_of(int).is_some()))
            }
            Value::Object(object) => match object.object().contains(self, item) {
                Some(result) => result,
                None => self.contains_by_iterating(value, item),
            },
            Value::Instance(instance) => {
                if let Some(result) = self.call_special(value, Name::CONTAINS, std::slice::from_ref(item))? {
                    return self.truth(&result);
                }
                match instance.payload() {
                    Value::Unset => self.contains_by_iterating(value, item),
                    payload => self.contains(&payload.clone(), item),
                }
            }
            Value::Class(class) if class.has_metaclass() => {
                match self.call_special(value, Name::CONTAINS, std::slice::from_ref(item))? {
                    Some(result) => self.truth(&result),
                    None => self.contains_by_iterating(value, item),
                }
            }
            other => self.contains_by_iterating(other, item),
        }
    }

    fn contains_by_iterating(&mut self, value: &Value, item: &Value) -> Result<bool> {
        let Some(iterator) = self.try_iterate(value)? else {
            return Err(type_error(format!("argument of type '{}' is not iterable", value.type_name())));
        };
        while let Some(candidate) = self.next(&iterator)? {
            if self.equals(&candidate, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `iter(value)`.
    ///
    /// # Errors
    /// `TypeError` when it cannot be iterated over; what `__iter__` raises.
    pub fn iterate(&mut self, value: &Value) -> Result<Value> {
        match self.try_iterate(value)? {
            Some(iterator) => Ok(iterator),
            None => Err(type_error(format!("'{}' object is not iterable", value.type_name()))),
        }
    }

    /// `iter(value)`, or nothing if it cannot be iterated over.
    ///
    /// # Errors
    /// What `__iter__` raises.
    pub fn try_iterate(&mut self, value: &Value) -> Result<Option<Value>> {
        match value {
            Value::Generator(_) => Ok(Some(value.clone())),
            Value::Object(object) => object.object().iterate(self, value).transpose(),
            Value::Instance(instance) => {
                if let Some(iterator) = self.call_special(value, Name::ITER, &[])? {
                    return self.checked_iterator(iterator).map(Some);
                }
                // `__iter__ = None` says that it cannot be iterated over, whatever its bases can.
                if matches!(instance.class().lookup_defined(Name::ITER), Some(Value::None)) {
                    return Ok(None);
                }
                match instance.payload() {
                    Value::Unset if instance.class().lookup_defined(Name::GETITEM).is_some() => {
                        Ok(Some(iterator::over_items(value.clone())))
                    }
                    Value::Unset => Ok(None),
                    Value::Object(object) => object.clone().object().iterate(self, value).transpose(),
                    payload => self.try_iterate(&payload.clone()),
                }
            }
            Value::Class(class) if class.has_metaclass() => self.call_special(value, Name::ITER, &[]),
            other => Ok(iterator::over(other)),
        }
    }

    fn checked_iterator(&mut self, iterator: Value) -> Result<Value> {
        let is_iterator = match &iterator {
            Value::Generator(_) => true,
            Value::Object(object) => object.object().is_iterator(),
            Value::Instance(instance) => instance.class().lookup(Name::NEXT).is_some(),
            _ => false,
        };
        if is_iterator {
            return Ok(iterator);
        }
        Err(type_error(format!("iter() returned non-iterator of type '{}'", iterator.type_name())))
    }

    /// The next item of an iterator; nothing at its end.
    ///
    /// # Errors
    /// `TypeError` when it is no iterator; what it raises, save `StopIteration`.
    pub fn next(&mut self, iterator: &Value) -> Result<Option<Value>> {
        match iterator {
            Value::Object(object) => object.object().next(self),
            Value::Generator(generator) => self.resume(generator, Value::None),
            Value::Instance(_) => match self.call_special(iterator, Name::NEXT, &[]) {
                Ok(Some(item)) => Ok(Some(item)),
                Ok(None) => Err(not_iterator(iterator)),
                Err(raise) if raise.is(&STOP_ITERATION) => Ok(None),
                Err(raise) => Err(raise),
            },
            other => Err(not_iterator(other)),
        }
    }

    /// The next item of an iterator, or the `StopIteration` that ends it with the value that a generator returned.
    ///
    /// # Errors
    /// `StopIteration`, and as [`Vm::next`].
    pub fn next_or_stop(&mut self, iterator: &Value) -> Result<Value> {
        match iterator {
            Value::Generator(generator) => self.send(&Rc::clone(generator), Value::None),
            Value::Instance(_) => match self.call_special(iterator, Name::NEXT, &[])? {
                Some(item) => Ok(item),
                None => Err(not_iterator(iterator)),
            },
            other => self.next(other)?.ok_or_else(|| crate::exception::stop_iteration(Value::None)),
        }
    }

    /// All items of an iterable, safe to hold while the program runs.
    ///
    /// # Errors
    /// As [`Vm::iterate`] and [`Vm::next`].
    pub fn collect(&mut self, value: &Value) -> Result<Vec<Value>> {
        match value {
            Value::List(list) => return Ok(list.to_vec()),
            Value::Tuple(tuple) => return Ok(tuple.to_vec()),
            Value::Dict(dict) => return Ok(dict.keys()),
            Value::Set(set) | Value::FrozenSet(set) => return Ok(set.to_vec()),
            _ => {}
        }
        let mut walk = Walk::over(self, value)?;
        let mut items = Vec::new();
        while let Some(item) = walk.next(self)? {
            items.push(item);
            if items.len() % 1024 == 0 {
                self.check_interrupt()?;
            }
        }
        Ok(items)
    }

    /// Calls `each` with every item of an iterable.
    ///
    /// # Errors
    /// As [`Vm::iterate`] and [`Vm::next`], and what `each` raises.
    pub fn for_each(&mut self, value: &Value, mut each: impl FnMut(&mut Vm, Value) -> Result<()>) -> Result<()> {
        let mut walk = Walk::over(self, value)?;
        while let Some(item) = walk.next(self)? {
            each(self, item)?;
        }
        Ok(())
    }

    /// The items of the old protocol: `value[0]`, `value[1]`, … until `IndexError`.
    pub(crate) fn item_or_end(&mut self, value: &Value, index: i64) -> Result<Option<Value>> {
        match self.item(value, &Value::Int(index)) {
            Ok(item) => Ok(Some(item)),
            Err(raise) if raise.is(&INDEX_ERROR) || raise.is(&STOP_ITERATION) => Ok(None),
            Err(raise) => Err(raise),
        }
    }
}

fn not_iterator(value: &Value) -> Raise {
    type_error(format!("'{}' object is not an iterator", value.type_name()))
}

fn no_item_assignment(value: &Value) -> Raise {
    type_error(format!("'{}' object does not support item assignment", value.type_name()))
}

fn no_item_deletion(value: &Value) -> Raise {
    let verb = if matches!(value, Value::Instance(_)) { "does not" } else { "doesn't" };
    type_error(format!("'{}' object {verb} support item deletion", value.type_name()))
}
