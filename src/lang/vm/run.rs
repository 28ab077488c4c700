//! The inner loop.

use std::rc::Rc;

use super::{Generator, Vm};
use crate::Result;
use crate::exception::{runtime_error, system_error};
use crate::native::Args;
use crate::value::{Function, Value};

impl Vm {
    pub(super) fn call_function(&mut self, function: &Rc<Function>, _args: Args<'_>) -> Result<Value> {
        Err(system_error(format!("{} cannot run", function.qualname())))
    }

    pub(super) fn resume(&mut self, _generator: &Rc<Generator>, _sent: Value) -> Result<Option<Value>> {
        Ok(None)
    }

    pub(super) fn generator_name(&self, _value: &Value) -> String {
        String::new()
    }

    /// The class and the first argument of the running function: what `super()` means.
    pub(crate) fn super_context(&mut self) -> Result<(Value, Value)> {
        Err(runtime_error("super(): no arguments"))
    }
}
