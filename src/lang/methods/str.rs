//! `str`.

use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Static methods.
pub static STATIC_METHODS: &[NativeFunction] = &[];

/// `str(object)`.
pub static NEW: NativeFunction =
    NativeFunction::new("str", "(cls, object='')", "The text of an object.", |vm, args| {
        Ok(Value::str(vm.str(&args[1])?))
    });
