//! `_abc`: `ABCMeta` and `abstractmethod`.

use std::rc::Rc;

use crate::Result;
use crate::name::Name;
use crate::native::NativeFunction;
use crate::types::ABC_META;
use crate::value::{Module, Value};
use crate::vm::Vm;

static FUNCTIONS: &[NativeFunction] = &[NativeFunction::new(
    "abc.abstractmethod",
    "(funcobj, /)",
    "A decorator indicating abstract methods.",
    |vm, args| {
        vm.set_attribute(&args[0], Name::ISABSTRACTMETHOD, Value::Bool(true))?;
        Ok(args[0].clone())
    },
)];

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("_abc", "Module contains faster C implementation of abc.ABCMeta", &[FUNCTIONS]);
    module.dict.set_str("ABCMeta", Value::from(&ABC_META));
    Ok(module)
}
