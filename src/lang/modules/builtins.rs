//! `builtins`: the names that need no import, as a module; and `__future__`.

use std::rc::Rc;

use crate::Result;
use crate::name::Name;
use crate::value::{Module, Value};
use crate::vm::{Namespace, Vm};

/// Names that other rooms add are made when somebody asks.
struct Builtins;

impl Namespace for Builtins {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        vm.builtin(name)
    }

    fn names(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

/// Makes `builtins`.
pub(super) fn load(vm: &mut Vm) -> Result<Rc<Module>> {
    let module = Module { dict: Rc::clone(vm.builtins()), ..Module::lazy("builtins", Rc::new(Builtins)) };
    Ok(Rc::new(module))
}

/// What programs once had to ask for.
const FEATURES: [&str; 10] = [
    "absolute_import",
    "annotations",
    "barry_as_FLUFL",
    "division",
    "generator_stop",
    "generators",
    "nested_scopes",
    "print_function",
    "unicode_literals",
    "with_statement",
];

/// Makes `__future__`, whose features the language always has.
pub(super) fn load_future(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("__future__", "Record of phased-in incompatible language changes.", &[]);
    for feature in FEATURES {
        module.dict.set_str(feature, Value::Bool(true));
    }
    Ok(module)
}
