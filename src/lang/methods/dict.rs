//! `dict`.

use crate::native::NativeFunction;
use crate::value::Value;

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Class methods.
pub static CLASS_METHODS: &[NativeFunction] = &[];

/// `dict(**kwargs)`.
pub static NEW: NativeFunction = NativeFunction::new("dict", "(cls, /, **kwargs)", "A dict.", |_vm, args| {
    Ok(args.keywords(1).map_or_else(Value::dict, |dict| Value::Dict(dict.clone())))
});
