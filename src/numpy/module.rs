//! The module `numpy`: its names, made when somebody asks for them.

use std::rc::Rc;

use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Name, Result, Value, Vm};
use tape_tensor::DType;

use crate::scalar;

/// Makes the module.
///
/// # Errors
/// None.
pub fn numpy(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(Rc::new(Module::lazy("numpy", Rc::new(Numpy))))
}

struct Numpy;

impl Namespace for Numpy {
    fn get(&self, _vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        let dtype = DType::from_name(name.as_str()).filter(|dtype| !matches!(dtype, DType::String | DType::BFloat16));
        Ok(dtype.map(|dtype| Value::from(scalar::class_of(dtype))))
    }

    fn names(&self) -> Vec<&'static str> {
        DType::ALL.iter().map(|dtype| dtype.name()).collect()
    }
}
