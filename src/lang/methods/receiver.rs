//! The value that a method was called on, and the kinds of arguments that methods share.

use std::rc::Rc;

use crate::Result;
use crate::exception::type_error;
use crate::native::Args;
use crate::value::{Dict, List, Range, Set, Slice, Str, Tuple, Value};
use crate::vm::Vm;

/// Declares `function(&args)`: the receiver as its own type. The run time checks receivers before it calls; the error is for
/// natives that are called by hand.
macro_rules! receivers {
    ($($function:ident $name:literal $($pattern:ident)|+ => $type:ty;)*) => {
        $(
            #[doc = concat!("The `", $name, "` that the method was called on.")]
            pub(crate) fn $function<'a>(args: &Args<'a>) -> Result<&'a Rc<$type>> {
                match args.values.first().map(Value::plain) {
                    $(Some(Value::$pattern(value)))|+ => Ok(value),
                    other => Err(wrong_receiver($name, other)),
                }
            }
        )*
    };
}

receivers! {
    text "str" Str => Str;
    list "list" List => List;
    tuple "tuple" Tuple => Tuple;
    dict "dict" Dict => Dict;
    set "set" Set | FrozenSet => Set;
    range "range" Range => Range;
    slice "slice" Slice => Slice;
}

pub(crate) fn wrong_receiver(class: &str, given: Option<&Value>) -> crate::Raise {
    let given = given.map_or("nothing".to_owned(), Value::type_name);
    type_error(format!("descriptor requires a '{class}' object but received a '{given}'"))
}

/// The bounds of a search: `start` and `end` at these places, where `None` stands for the ends.
pub(crate) fn bounds(vm: &mut Vm, args: &Args<'_>, start: usize) -> Result<(i64, i64)> {
    let mut bound = |index: usize, default: i64| match args.get(index) {
        None | Some(Value::None) => Ok(default),
        Some(value) => vm.slice_index(value),
    };
    Ok((bound(start, 0)?, bound(start + 1, i64::MAX)?))
}

/// A count where a negative one means no bound.
pub(crate) fn most(vm: &mut Vm, value: &Value) -> Result<Option<usize>> {
    Ok(usize::try_from(vm.index(value)?).ok())
}
