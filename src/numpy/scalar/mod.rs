//! numpy's scalars: one number with its element type, as a value of the language.

mod classes;
mod string;

use std::rc::Rc;

use tape_lang::exception::{INDEX_ERROR, index_error};
use tape_lang::value::{hash_float, hash_int};
use tape_lang::{Class, Comparison, Object, Operator, Result, Side, UnaryOp, Value, Vm};
use tape_show::array::Strings;
use tape_tensor::{Array, DType, Scalar};

use crate::items::python_value;
use crate::operators;

pub use classes::*;

/// A numpy scalar: a number or truth value.
pub struct NumpyScalar(pub Scalar);

impl NumpyScalar {
    /// The scalar as an array without axes.
    #[must_use]
    pub fn array(&self) -> Array {
        array_of(&self.0)
    }

    /// The number as a value of the language itself.
    #[must_use]
    pub fn python(&self) -> Value {
        python_value(&self.0, Strings::Objects)
    }
}

/// A scalar as an array without axes.
#[must_use]
pub fn array_of(scalar: &Scalar) -> Array {
    // One element without axes always fits into memory.
    Array::full(tape_tensor::Shape::SCALAR, scalar.clone()).unwrap_or_else(|_| Array::scalar(false))
}

impl Object for NumpyScalar {
    fn class(&self) -> Rc<Class> {
        class_of(self.0.dtype()).class()
    }

    fn binary(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        operators::binary(vm, this, op, other, side)
    }

    fn unary(&self, vm: &mut Vm, this: &Value, op: UnaryOp) -> Result<Value> {
        operators::unary(vm, this, op)
    }

    fn compare(&self, vm: &mut Vm, this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        operators::compare(vm, this, op, other)
    }

    fn abs(&self, vm: &mut Vm, this: &Value) -> Result<Value> {
        operators::absolute(vm, this)
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        // `scalar[()]` and `scalar[...]` are the scalar itself, as for an array without axes.
        match vm.item(&crate::ndarray_of(self.array()), key) {
            Err(raise) if raise.is(&INDEX_ERROR) => Err(index_error("invalid index to scalar variable.")),
            other => other,
        }
    }

    fn complex(&self, vm: &mut Vm) -> Option<Result<Value>> {
        match self.python() {
            complex @ Value::Complex(_) => Some(Ok(complex)),
            real => Some(vm.float(&real).map(|real| Value::complex(real, 0.0))),
        }
    }

    fn truth(&self, vm: &mut Vm) -> Result<bool> {
        vm.truth(&self.python())
    }

    fn int(&self, vm: &mut Vm) -> Option<Result<Value>> {
        Some(vm.int(&self.python()))
    }

    fn index(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        self.0.dtype().is_integer().then(|| Ok(self.python()))
    }

    fn float(&self, vm: &mut Vm) -> Option<Result<f64>> {
        Some(vm.float(&self.python()))
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::scalar::repr(&self.0))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::scalar::str(&self.0))
    }

    /// As the Python number that it becomes, with or without a spec: digits beyond those of its own precision show.
    fn format(&self, vm: &mut Vm, _this: &Value, spec: &str) -> Result<String> {
        vm.format(&self.python(), spec)
    }

    fn hash(&self, vm: &mut Vm, _this: &Value) -> Result<i64> {
        match self.python() {
            Value::Int(int) => Ok(hash_int(int)),
            Value::Float(float) => Ok(hash_float(float)),
            other => vm.hash(&other),
        }
    }
}

/// `np.float32(value)`: a scalar of a number, an array of an array.
fn construct(vm: &mut Vm, dtype: DType, value: &Value) -> Result<Value> {
    let items = crate::convert::items_as(vm, value, Some(crate::descr::Descr::Number(dtype)))?;
    Ok(crate::give(items))
}
