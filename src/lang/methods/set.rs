//! `set` and `frozenset`.

use crate::native::NativeFunction;
use std::rc::Rc;

use crate::Result;
use crate::value::{Set, Value};
use crate::vm::Vm;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Methods.
pub static FROZEN_METHODS: &[NativeFunction] = &[];

fn filled(vm: &mut Vm, iterable: &Value) -> Result<Rc<Set>> {
    let set = Rc::new(Set::new());
    for item in vm.collect(iterable)? {
        set.add(vm, item)?;
    }
    Ok(set)
}

/// `set(iterable)`.
pub static NEW: NativeFunction = NativeFunction::new("set", "(cls, iterable=(), /)", "A set of items.", |vm, args| {
    Ok(Value::Set(filled(vm, &args[1])?))
});

/// `frozenset(iterable)`.
pub static NEW_FROZEN: NativeFunction =
    NativeFunction::new("frozenset", "(cls, iterable=(), /)", "A frozen set of items.", |vm, args| {
        Ok(Value::FrozenSet(filled(vm, &args[1])?))
    });
