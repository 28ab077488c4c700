//! Walking over the items of an iterable from native code.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::value::{List, Range, Tuple, Value};

/// A walk over an iterable: lists, tuples and ranges by position, without an iterator object; everything else by its iterator.
/// A list may change on the way, as under Python's own iterator.
pub(crate) enum Walk {
    List(Rc<List>, usize),
    Tuple(Rc<Tuple>, usize),
    Range(Rc<Range>, i64),
    Iterator(Value),
}

impl Walk {
    /// Begins a walk.
    ///
    /// # Errors
    /// As [`Vm::iterate`].
    pub fn over(vm: &mut Vm, iterable: &Value) -> Result<Walk> {
        Ok(match iterable {
            Value::List(list) => Walk::List(Rc::clone(list), 0),
            Value::Tuple(tuple) => Walk::Tuple(Rc::clone(tuple), 0),
            Value::Range(range) => Walk::Range(Rc::clone(range), 0),
            other => Walk::Iterator(vm.iterate(other)?),
        })
    }

    /// The next item; nothing at the end.
    ///
    /// # Errors
    /// As [`Vm::next`].
    #[inline]
    pub fn next(&mut self, vm: &mut Vm) -> Result<Option<Value>> {
        match self {
            Walk::List(list, at) => {
                *at += 1;
                Ok(list.get(*at - 1))
            }
            Walk::Tuple(tuple, at) => {
                *at += 1;
                Ok(tuple.get(*at - 1).cloned())
            }
            Walk::Range(range, at) => {
                *at += 1;
                Ok((*at <= range.length).then(|| Value::Int(range.at(*at - 1))))
            }
            Walk::Iterator(iterator) => vm.next(iterator),
        }
    }
}
