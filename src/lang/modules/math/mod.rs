//! `math`.

mod gamma;
mod integers;
mod real;
mod sums;
mod system;

use std::f64::consts::{E, PI, TAU};
use std::rc::Rc;

use crate::Result;
use crate::value::{Module, Value};
use crate::vm::Vm;

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let doc = "This module provides access to the mathematical functions\ndefined by the C standard.";
    let module = super::module_of("math", doc, &[real::FUNCTIONS, integers::FUNCTIONS, sums::FUNCTIONS]);
    for (name, value) in [("e", E), ("pi", PI), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        module.dict.set_str(name, Value::Float(value));
    }
    Ok(module)
}
