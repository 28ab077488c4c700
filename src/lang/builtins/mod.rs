//! The builtins of the language itself, as tables; [`install`] puts them into a machine.

mod console;
mod evaluate;
mod iteration;
mod namespace;
mod numbers;
mod objects;

use crate::class::NativeClass;
use crate::exception;
use crate::iterator;
use crate::methods::bytearray::BYTEARRAY;
use crate::native::NativeFunction;
use crate::types;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) use numbers::absolute;

/// The functions, by what they are about.
static FUNCTIONS: &[&[NativeFunction]] = &[
    console::FUNCTIONS,
    evaluate::FUNCTIONS,
    iteration::FUNCTIONS,
    namespace::FUNCTIONS,
    numbers::FUNCTIONS,
    objects::FUNCTIONS,
];

/// The classes that are builtins, beside the exceptions.
static CLASSES: &[&NativeClass] = &[
    &types::OBJECT,
    &types::TYPE,
    &types::INT,
    &types::BOOL,
    &types::FLOAT,
    &types::COMPLEX,
    &types::STR,
    &types::BYTES,
    &BYTEARRAY,
    &types::LIST,
    &types::TUPLE,
    &types::DICT,
    &types::SET,
    &types::FROZENSET,
    &types::RANGE,
    &types::SLICE,
    &types::PROPERTY,
    &types::CLASS_METHOD,
    &types::STATIC_METHOD,
    &types::SUPER,
    &iterator::ENUMERATE,
    &iterator::ZIP,
    &iterator::MAP,
    &iterator::FILTER,
    &iterator::REVERSED,
];

/// Puts all of them into the builtins of a machine.
pub fn install(vm: &Vm) {
    let builtins = vm.builtins();
    for function in FUNCTIONS.iter().copied().flatten() {
        builtins.set_str(function.name(), Value::Native(function));
    }
    for class in CLASSES.iter().chain(exception::CLASSES) {
        builtins.set_str(class.name(), Value::Class(class.class()));
    }
    for (alias, class) in [("IOError", &exception::OS_ERROR), ("EnvironmentError", &exception::OS_ERROR)] {
        builtins.set_str(alias, Value::Class(class.class()));
    }
    for (name, value) in [
        ("None", Value::None),
        ("True", Value::Bool(true)),
        ("False", Value::Bool(false)),
        ("Ellipsis", Value::Ellipsis),
        ("NotImplemented", Value::NotImplemented),
        ("__debug__", Value::Bool(true)),
        // What a class says its module is when it is made among globals without a name.
        ("__name__", Value::str("builtins")),
    ] {
        builtins.set_str(name, value);
    }
}
