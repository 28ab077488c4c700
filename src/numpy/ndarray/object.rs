//! What the language's operations do to ndarrays.

use std::rc::Rc;

use tape_lang::exception::type_error;
use tape_lang::{Class, NativeClass, Object, Result, Value, Vm};
use tape_show::{PrintOptions, array};

use super::NdArray;

/// `numpy.ndarray`.
pub static NDARRAY: NativeClass = NativeClass::new("ndarray").module("numpy").doc("An array of elements of one type.");

impl Object for NdArray {
    fn class(&self) -> Rc<Class> {
        NDARRAY.class()
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(self.view().axes.first().map(|axis| axis.size).ok_or_else(|| type_error("len() of unsized object")))
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(array::repr(&self.items(), &PrintOptions::default()))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(array::str(&self.items(), &PrintOptions::default()))
    }
}
