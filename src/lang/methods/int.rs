//! `int` and `bool`.

use crate::class::Property;
use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Class methods.
pub static CLASS_METHODS: &[NativeFunction] = &[];
/// Computed attributes.
pub static PROPERTIES: &[Property] = &[];

/// `int(x)`.
pub static NEW: NativeFunction =
    NativeFunction::new("int", "(cls, x=0, /)", "Convert a number to an integer.", |vm, args| vm.int(&args[1]));

/// `bool(x)`.
pub static NEW_BOOL: NativeFunction =
    NativeFunction::new("bool", "(cls, x=False, /)", "The truth of a value.", |vm, args| {
        Ok(Value::Bool(vm.truth(&args[1])?))
    });
