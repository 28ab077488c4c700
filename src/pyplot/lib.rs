//! `matplotlib.pyplot` as a program sees it: the module is there, so that an article's imports succeed, and every use of it
//! says by name that plots are not drawn yet.

use std::rc::Rc;

use tape_lang::exception::not_implemented_error;
use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Name, Result, Value, Vm};

struct Undrawn(&'static str);

impl Namespace for Undrawn {
    fn get(&self, _vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        if name.is_dunder() {
            return Ok(None);
        }
        Err(not_implemented_error(format!("{}.{name} is not supported: this shell does not draw plots yet", self.0)))
    }

    fn names(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

/// The builtin `plt` of the dialect.
struct Dialect;

impl Namespace for Dialect {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        if name.as_str() == "plt" { vm.import("matplotlib.pyplot").map(Some) } else { Ok(None) }
    }

    fn names(&self) -> Vec<&'static str> {
        vec!["plt"]
    }
}

/// Brings `matplotlib.pyplot` and the builtin `plt` into a machine.
pub fn install(vm: &mut Vm) {
    vm.register_module("matplotlib", |_| Ok(Rc::new(Module::new("matplotlib"))));
    vm.register_module("matplotlib.pyplot", |_| {
        Ok(Rc::new(Module::lazy("matplotlib.pyplot", Rc::new(Undrawn("matplotlib.pyplot")))))
    });
    vm.add_builtins(Rc::new(Dialect));
}
