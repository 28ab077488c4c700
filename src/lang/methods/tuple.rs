//! `tuple`.

use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];

/// `tuple(iterable)`.
pub static NEW: NativeFunction =
    NativeFunction::new("tuple", "(cls, iterable=(), /)", "A tuple of items.", |vm, args| {
        Ok(match &args[1] {
            Value::Tuple(tuple) => Value::Tuple(tuple.clone()),
            other => Value::tuple(vm.collect(other)?),
        })
    });
