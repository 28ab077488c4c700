//! The standard modules that know no tensors, a file (or a folder) a module.

mod abc;
mod builtins;
mod calendar;
mod cmath;
mod deque;
mod files;
mod functools;
mod gc;
mod itertools;
mod json;
mod library;
mod math;
mod operator;
mod random;
mod re;
mod string;
mod sys;
mod time;
mod time_tuple;
mod traceback;
mod tuple_getter;

use std::rc::Rc;

pub(crate) use self::library::{is_compiled, is_text_of_compiled};

use crate::native::NativeFunction;
use crate::value::{Module, Value};
use crate::vm::{ModuleLoader, Vm};

/// The modules by name.
static MODULES: &[(&str, ModuleLoader)] = &[
    ("__future__", builtins::load_future),
    ("_abc", abc::load),
    ("_calendar", calendar::load),
    ("_collections", deque::load),
    ("_files", files::load),
    ("_functools", functools::load),
    ("_json", json::load),
    ("_operator", operator::load),
    ("_re", re::load),
    ("_string", string::load),
    ("_traceback", traceback::load),
    ("builtins", builtins::load),
    ("cmath", cmath::load),
    ("gc", gc::load),
    ("itertools", itertools::load),
    ("math", math::load),
    ("_random", random::load),
    ("sys", sys::load),
    ("_time", time::load),
];

/// Makes them importable.
pub(crate) fn install(vm: &mut Vm) {
    for &(name, loader) in MODULES.iter().chain(library::MODULES) {
        vm.register_module(name, loader);
    }
}

/// A module of functions, to which its loader adds the rest.
fn module_of(name: &str, doc: &str, functions: &[&'static [NativeFunction]]) -> Rc<Module> {
    let module = Module::new(name);
    module.dict.set_str("__doc__", Value::str(doc));
    for function in functions.iter().copied().flatten() {
        module.dict.set_str(function.name(), Value::Native(function));
    }
    Rc::new(module)
}
