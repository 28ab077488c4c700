//! What the patterns of a `match` statement ask of their subject.

use std::rc::Rc;

use super::Vm;
use super::slow::broken;
use crate::Result;
use crate::class::Class;
use crate::exception::type_error;
use crate::name::Name;
use crate::types;
use crate::value::{BigRange, Dict, Value};

impl Vm {
    pub(super) fn match_kind(&mut self, subject: &Value, mapping: bool) -> Result<bool> {
        Ok(match subject.plain() {
            Value::List(_) | Value::Tuple(_) | Value::Range(_) => !mapping,
            Value::Dict(_) => mapping,
            Value::Instance(instance) => {
                let abstract_name = if mapping { "Mapping" } else { "Sequence" };
                instance.class().ancestors().iter().any(|class| &*class.name() == abstract_name)
            }
            Value::Object(_) => !mapping && subject.downcast::<BigRange>().is_some(),
            _ => false,
        })
    }

    pub(super) fn match_keys(&mut self, subject: &Value, keys: &Value) -> Result<Value> {
        let Value::Tuple(keys) = keys else { return Err(broken()) };
        let mut values = Vec::with_capacity(keys.len());
        for key in keys.iter() {
            let found = match subject.plain() {
                Value::Dict(dict) => Rc::clone(dict).get(self, key)?,
                _ if self.contains(subject, key)? => Some(self.item(subject, key)?),
                _ => None,
            };
            match found {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
        Ok(Value::tuple(values))
    }

    pub(super) fn match_rest(&mut self, subject: &Value, keys: &Value) -> Result<Value> {
        let rest = Dict::new();
        for (key, value) in self.entries(subject)?.unwrap_or_default() {
            if !self.contains(keys, &key)? {
                rest.insert(self, key, value)?;
            }
        }
        Ok(Value::from(rest))
    }

    /// The attributes that a class pattern asks for: `row` has the class, the number of positional patterns and the names.
    pub(super) fn match_class(&mut self, subject: &Value, row: &[Value]) -> Result<Value> {
        let [class_value, count, Value::Tuple(names)] = row else { return Err(broken()) };
        let Value::Class(class) = class_value else { return Err(type_error("called match pattern must be a type")) };
        if !self.is_instance(subject, class_value)? {
            return Ok(Value::None);
        }
        let count = count.as_int().unwrap_or(0) as usize;
        let mut wanted: Vec<Name> = Vec::with_capacity(count + names.len());
        let mut values = Vec::with_capacity(count + names.len());
        if count > 0 {
            match class.lookup(Name::MATCH_ARGS) {
                Some(Value::Tuple(list)) => {
                    if count > list.len() {
                        return Err(too_many(class, list.len(), count));
                    }
                    wanted.extend(list[..count].iter().filter_map(|name| name.as_str().map(Name::new)));
                }
                Some(other) => {
                    let (class, kind) = (class.name(), other.type_name());
                    return Err(type_error(format!("{class}.__match_args__ must be a tuple (got {kind})")));
                }
                None if count == 1 && matches_itself(class) => values.push(subject.clone()),
                None => {
                    let most = usize::from(matches_itself(class));
                    return Err(too_many(class, most, count));
                }
            }
        }
        for name in names.iter().filter_map(|name| name.as_str().map(Name::new)) {
            if wanted.contains(&name) {
                let class = class.name();
                return Err(type_error(format!("{class}() got multiple sub-patterns for attribute '{name}'")));
            }
            wanted.push(name);
        }
        for name in wanted {
            match self.find_attribute(subject, name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
        Ok(Value::tuple(values))
    }
}

/// A class pattern has more positional patterns than the class takes.
fn too_many(class: &Class, most: usize, count: usize) -> crate::Raise {
    let (class, plural) = (class.name(), if most == 1 { "" } else { "s" });
    type_error(format!("{class}() accepts {most} positional sub-pattern{plural} ({count} given)"))
}

/// Whether a class pattern with one positional pattern means the subject itself, as `int(x)` does.
fn matches_itself(class: &Class) -> bool {
    let itself = [
        &types::BOOL,
        &types::BYTES,
        &types::DICT,
        &types::FLOAT,
        &types::FROZENSET,
        &types::INT,
        &types::LIST,
        &types::SET,
        &types::STR,
        &types::TUPLE,
    ];
    itself.iter().any(|native| class.derives_from(native))
}
