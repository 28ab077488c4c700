//! `list`.

use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];

/// `list(iterable)`.
pub static NEW: NativeFunction =
    NativeFunction::new("list", "(cls, iterable=(), /)", "A list of items.", |vm, args| {
        Ok(Value::list(vm.collect(&args[1])?))
    });
