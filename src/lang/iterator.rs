//! Iterators over the language's own containers, and over what other iterators give.

mod adapt;
mod reverse;

use std::cell::Cell;
use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::runtime_error;
use crate::methods::protocol;
use crate::native::NativeFunction;
use crate::object::Object;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) use adapt::iterator;
pub use adapt::{ENUMERATE, FILTER, MAP, ZIP, calling};
pub use reverse::{REVERSED, reversed};

/// An iterator over a container of the language: a position in it.
pub struct ContainerIterator {
    /// What is iterated over; [`Value::Unset`] once the end was reached.
    container: std::cell::RefCell<Value>,
    position: Cell<usize>,
    /// The size at the start: dicts and sets must not change while they are iterated over.
    size: usize,
    class: &'static NativeClass,
}

macro_rules! iterator_classes {
    ($($constant:ident = $name:literal;)*) => {
        $(static $constant: NativeClass = NativeClass::new($name).protocols(&[protocol::ITERATOR]).methods(METHODS).not_a_base();)*
    };
}

iterator_classes! {
    LIST_ITERATOR = "list_iterator";
    TUPLE_ITERATOR = "tuple_iterator";
    RANGE_ITERATOR = "range_iterator";
    STR_ITERATOR = "str_iterator";
    STR_ASCII_ITERATOR = "str_ascii_iterator";
    BYTES_ITERATOR = "bytes_iterator";
    DICT_KEYITERATOR = "dict_keyiterator";
    SET_ITERATOR = "set_iterator";
    ITERATOR = "iterator";
}

static METHODS: &[NativeFunction] = &[NativeFunction::new(
    "iterator.__length_hint__",
    "(self, /)",
    "Private method returning an estimate of len(list(it)).",
    |vm, args| {
        let Some(this) = args[0].downcast::<ContainerIterator>() else { return Ok(Value::Int(0)) };
        this.left(vm).map(Value::from)
    },
)];

fn over_container(container: &Value, size: usize, class: &'static NativeClass) -> Value {
    Value::object(ContainerIterator { container: container.clone().into(), position: Cell::new(0), size, class })
}

/// An iterator over a value of the language itself; nothing if it is no container.
#[must_use]
pub fn over(value: &Value) -> Option<Value> {
    let (size, class) = match value {
        Value::List(_) => (0, &LIST_ITERATOR),
        Value::Tuple(_) => (0, &TUPLE_ITERATOR),
        Value::Range(_) => (0, &RANGE_ITERATOR),
        Value::Str(text) if text.is_ascii() => (0, &STR_ASCII_ITERATOR),
        Value::Str(_) => (0, &STR_ITERATOR),
        Value::Bytes(_) => (0, &BYTES_ITERATOR),
        Value::Dict(dict) => (dict.len(), &DICT_KEYITERATOR),
        Value::Set(set) | Value::FrozenSet(set) => (set.len(), &SET_ITERATOR),
        _ => return None,
    };
    Some(over_container(value, size, class))
}

/// An iterator over `value[0]`, `value[1]`, … until `IndexError`.
#[must_use]
pub fn over_items(value: Value) -> Value {
    over_container(&value, 0, &ITERATOR)
}

impl ContainerIterator {
    /// How many items are left.
    fn left(&self, vm: &mut Vm) -> Result<usize> {
        let container = self.container.borrow().clone();
        let mut at = self.position.get();
        Ok(match &container {
            Value::Unset => 0,
            Value::Str(text) => text.as_str()[at..].chars().count(),
            Value::Dict(dict) => std::iter::from_fn(|| dict.next_entry(&mut at)).count(),
            Value::Set(set) | Value::FrozenSet(set) => std::iter::from_fn(|| set.next_member(&mut at)).count(),
            other => vm.length_of(other).transpose()?.unwrap_or(0).saturating_sub(at),
        })
    }

    fn step(&self, vm: &mut Vm, container: &Value) -> Result<Option<Value>> {
        let position = self.position.get();
        let mut at = position;
        let item = match container {
            Value::List(list) => list.get(position),
            Value::Tuple(tuple) => tuple.get(position).cloned(),
            Value::Range(range) => ((position as i64) < range.length).then(|| Value::Int(range.at(position as i64))),
            Value::Str(text) => match text.as_str()[position..].chars().next() {
                Some(char) => {
                    at += char.len_utf8() - 1;
                    Some(Value::from(char))
                }
                None => None,
            },
            Value::Bytes(bytes) => bytes.get(position).map(|&byte| Value::Int(i64::from(byte))),
            Value::Dict(dict) => {
                if dict.len() != self.size {
                    return Err(runtime_error("dictionary changed size during iteration"));
                }
                let entry = dict.next_entry(&mut at);
                at = at.wrapping_sub(1);
                entry.map(|(key, _)| key)
            }
            Value::Set(set) | Value::FrozenSet(set) => {
                if set.len() != self.size {
                    return Err(runtime_error("Set changed size during iteration"));
                }
                let member = set.next_member(&mut at);
                at = at.wrapping_sub(1);
                member
            }
            Value::Unset => None,
            other => vm.item_or_end(other, position as i64)?,
        };
        self.position.set(at.wrapping_add(1));
        Ok(item)
    }
}

impl Object for ContainerIterator {
    fn class(&self) -> Rc<Class> {
        self.class.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        if let Ok(container) = self.container.try_borrow() {
            visit(container.clone());
        }
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(&self, vm: &mut Vm) -> Result<Option<Value>> {
        let container = self.container.borrow().clone();
        let item = self.step(vm, &container)?;
        if item.is_none() {
            drop(self.container.replace(Value::Unset));
        }
        Ok(item)
    }
}
