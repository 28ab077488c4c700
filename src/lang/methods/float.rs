//! `float`.

use crate::class::Property;
use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Class methods.
pub static CLASS_METHODS: &[NativeFunction] = &[];
/// Computed attributes.
pub static PROPERTIES: &[Property] = &[];

/// `float(x)`.
pub static NEW: NativeFunction =
    NativeFunction::new("float", "(cls, x=0, /)", "Convert a number to a float.", |vm, args| {
        Ok(Value::Float(vm.float(&args[1])?))
    });
