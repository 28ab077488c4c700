//! `range` and `slice`.

use crate::class::Property;
use crate::native::NativeFunction;
use std::rc::Rc;

use crate::exception::value_error;
use crate::value::{Range, Slice, Value};

/// Methods.
pub static METHODS: &[NativeFunction] = &[];
/// Computed attributes.
pub static PROPERTIES: &[Property] = &[];
/// Methods.
pub static SLICE_METHODS: &[NativeFunction] = &[];
/// Computed attributes.
pub static SLICE_PROPERTIES: &[Property] = &[];

/// `range(start, stop, step)`.
pub static NEW: NativeFunction =
    NativeFunction::new("range", "(cls, start, stop=None, step=1, /)", "Numbers at equal distances.", |vm, args| {
        let first = vm.index(&args[1])?;
        let (start, stop) = if args[2].is_none() { (0, first) } else { (first, vm.index(&args[2])?) };
        let step = vm.index(&args[3])?;
        if step == 0 {
            return Err(value_error("range() arg 3 must not be zero"));
        }
        Ok(Value::Range(Rc::new(Range::new(start, stop, step))))
    });

/// `slice(start, stop, step)`.
pub static NEW_SLICE: NativeFunction =
    NativeFunction::new("slice", "(cls, start, stop=<absent>, step=None, /)", "A range of indices.", |_vm, args| {
        let (start, stop) = match args.get(2) {
            Some(stop) => (args[1].clone(), stop.clone()),
            None => (Value::None, args[1].clone()),
        };
        Ok(Value::Slice(Rc::new(Slice { start, stop, step: args[3].clone() })))
    });
