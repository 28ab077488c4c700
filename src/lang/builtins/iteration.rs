//! Builtins about what can be iterated over: `all`, `any`, `iter`, `len`, `next`, `sorted`.

use crate::Result;
use crate::exception::type_error;
use crate::iterator;
use crate::native::NativeFunction;
use crate::sort::{Direction, sorted};
use crate::value::Value;
use crate::vm::Vm;

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "all",
        "(iterable, /)",
        "Return True if bool(x) is True for all values x in the iterable.",
        |vm, args| Ok(Value::Bool(!holds_somewhere(vm, &args[0], false)?)),
    ),
    NativeFunction::new(
        "any",
        "(iterable, /)",
        "Return True if bool(x) is True for any x in the iterable.",
        |vm, args| Ok(Value::Bool(holds_somewhere(vm, &args[0], true)?)),
    ),
    NativeFunction::new("iter", "(object, sentinel=<absent>, /)", "Get an iterator from an object.", |vm, args| {
        let Some(sentinel) = args.get(1) else { return vm.iterate(&args[0]) };
        if !vm.is_callable(&args[0]) {
            return Err(type_error("iter(v, w): v must be callable"));
        }
        Ok(iterator::calling(args[0].clone(), sentinel.clone()))
    }),
    NativeFunction::new("len", "(obj, /)", "Return the number of items in a container.", |vm, args| {
        Ok(Value::from(vm.length(&args[0])?))
    })
    .shortcut(|arguments| match arguments {
        [Value::List(list)] => Some(Value::from(list.len())),
        [Value::Str(text)] => Some(Value::from(text.char_count())),
        [Value::Dict(dict)] => Some(Value::from(dict.len())),
        [Value::Tuple(tuple)] => Some(Value::from(tuple.len())),
        _ => None,
    }),
    NativeFunction::new(
        "next",
        "(iterator, default=<absent>, /)",
        "Return the next item from the iterator.",
        |vm, args| match args.get(1) {
            Some(default) => Ok(vm.next(&args[0])?.unwrap_or_else(|| default.clone())),
            None => vm.next_or_stop(&args[0]),
        },
    ),
    NativeFunction::new(
        "sorted",
        "(iterable, /, *, key=None, reverse=False)",
        "Return a new list containing all items from the iterable in ascending order.",
        |vm, args| {
            let items = vm.collect(&args[0])?;
            let direction = if vm.truth(&args[2])? { Direction::Descending } else { Direction::Ascending };
            Ok(Value::list(sorted(vm, items, &args[1], direction)?))
        },
    ),
];

/// Whether an item has that truth.
fn holds_somewhere(vm: &mut Vm, iterable: &Value, truth: bool) -> Result<bool> {
    let iterator = vm.iterate(iterable)?;
    while let Some(item) = vm.next(&iterator)? {
        if vm.truth(&item)? == truth {
            return Ok(true);
        }
    }
    Ok(false)
}
