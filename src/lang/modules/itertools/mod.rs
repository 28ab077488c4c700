//! `itertools`: every function is a class whose values are iterators.

mod combine;
mod endless;
mod group;
mod select;

use std::rc::Rc;

use crate::Result;
use crate::class::NativeClass;
use crate::value::{Module, Value};
use crate::vm::Vm;

static CLASSES: &[&[&NativeClass]] = &[combine::CLASSES, endless::CLASSES, group::CLASSES, select::CLASSES];

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module =
        super::module_of("itertools", "Functional tools for creating and using iterators.", &[group::FUNCTIONS]);
    for class in CLASSES.iter().copied().flatten() {
        module.dict.set_str(class.name(), Value::Class(class.class()));
    }
    Ok(module)
}
