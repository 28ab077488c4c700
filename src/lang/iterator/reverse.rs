//! `reversed(sequence)`.

use std::cell::Cell;
use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::type_error;
use crate::methods::dict_view::{DictView, Shows};
use crate::methods::protocol;
use crate::name::Name;
use crate::native::NativeFunction;
use crate::object::Object;
use crate::value::{BigRange, Range, Value};
use crate::vm::Vm;

/// `reversed`.
pub static REVERSED: NativeClass = NativeClass::new("reversed")
    .protocols(&[protocol::ITERATOR])
    .constructor(&NEW)
    .doc("Return a reverse iterator over the values of the given sequence.");
static LIST_REVERSE_ITERATOR: NativeClass =
    NativeClass::new("list_reverseiterator").protocols(&[protocol::ITERATOR]).not_a_base();

static NEW: NativeFunction =
    NativeFunction::new("reversed", "(cls, sequence, /)", "An iterator from the end.", |vm, args| {
        if let Some(iterator) = vm.call_special(&args[1], Name::REVERSED, &[])? {
            return Ok(iterator);
        }
        reversed(vm, &args[1])
    });

/// An iterator over a sequence from its end.
///
/// # Errors
/// `TypeError` for what has no length and no items by index.
pub fn reversed(vm: &mut Vm, value: &Value) -> Result<Value> {
    if let Some(view) = value.downcast::<DictView>() {
        return Ok(view.reversed());
    }
    if let Some(range) = value.downcast::<BigRange>() {
        return Ok(range.backwards().iterator());
    }
    let last = match value.plain() {
        Value::List(list) => list.len(),
        Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) => vm.length(value)?,
        Value::Dict(dict) => {
            return Ok(DictView { dict: Rc::clone(dict), shows: Shows::Keys, is_ordered: false }.reversed());
        }
        Value::Range(range) => return vm.iterate(&Value::Range(Rc::new(backwards(range)))),
        Value::Instance(instance) if instance.class().lookup(Name::GETITEM).is_some() => vm.length(value)?,
        Value::Object(_) if vm.length_of(value).is_some() => vm.length(value)?,
        other => return Err(type_error(format!("'{}' object is not reversible", other.type_name()))),
    };
    Ok(Value::object(ReverseIterator { sequence: value.clone(), left: Cell::new(last) }))
}

fn backwards(range: &Range) -> Range {
    let last = range.at(range.length - 1);
    let stop = range.start.saturating_sub(range.step);
    if range.length == 0 { *range } else { Range { start: last, stop, step: -range.step, length: range.length } }
}

struct ReverseIterator {
    sequence: Value,
    /// How many items are left.
    left: Cell<usize>,
}

impl Object for ReverseIterator {
    fn class(&self) -> Rc<Class> {
        match self.sequence {
            Value::List(_) => LIST_REVERSE_ITERATOR.class(),
            _ => REVERSED.class(),
        }
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.sequence.clone());
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(&self, vm: &mut Vm) -> Result<Option<Value>> {
        let Some(at) = self.left.get().checked_sub(1) else { return Ok(None) };
        self.left.set(at);
        let item = vm.item_or_end(&self.sequence, at as i64)?;
        if item.is_none() {
            self.left.set(0);
        }
        Ok(item)
    }
}
