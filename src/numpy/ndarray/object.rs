//! What the language's operations do to ndarrays.

use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Class, Comparison, NativeClass, Object, Operator, Result, Side, UnaryOp, Value, Vm};
use tape_show::array;

use super::index::{Key, parse_key};
use super::iterator::RowIterator;
use super::{NdArray, attributes, methods};
use crate::items::{element_value, python_value};
use crate::operators;
use crate::printing;

/// `numpy.ndarray`.
pub static NDARRAY: NativeClass = NativeClass::new("ndarray")
    .module("numpy")
    .named_in_full()
    .methods(methods::METHODS)
    .properties(attributes::PROPERTIES)
    .constructor(&methods::NEW)
    .doc("An array of elements of one type.");

impl NdArray {
    /// The only element as a value of the language itself; nothing where there is not one, or there are axes.
    fn only(&self) -> Result<Value> {
        let items = self.items();
        match items.array.get(0) {
            Some(scalar) if items.rank() == 0 => Ok(python_value(&scalar, items.strings)),
            _ => Err(type_error("only 0-dimensional arrays can be converted to Python scalars")),
        }
    }
}

impl Object for NdArray {
    fn class(&self) -> Rc<Class> {
        NDARRAY.class()
    }

    fn binary(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        operators::binary(vm, this, op, other, side)
    }

    fn inplace(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value) -> Result<Value> {
        operators::inplace(vm, this, op, other)
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

    fn item(&self, vm: &mut Vm, this: &Value, key: &Value) -> Result<Value> {
        let selected = parse_key(vm, &self.view(), key)?;
        match selected {
            Key::Element(position) => match self.element_at(position) {
                Some(scalar) => Ok(element_value(scalar, self.strings())),
                None => Err(crate::error::index_out_of_bounds(0, 0, 0)),
            },
            Key::View(view) => Ok(self.viewed(this, view)),
            Key::Places(places) => Ok(Value::object(NdArray::new(self.items_of(self.pick(&places)?)))),
        }
    }

    fn set_item(&self, vm: &mut Vm, key: &Value, value: Value) -> Result<()> {
        self.assign(vm, key, &value)
    }

    fn del_item(&self, _vm: &mut Vm, _key: &Value) -> Result<()> {
        Err(value_error("cannot delete array elements"))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(self.view().axes.first().map(|axis| axis.size).ok_or_else(|| type_error("len() of unsized object")))
    }

    fn contains(&self, vm: &mut Vm, item: &Value) -> Option<Result<bool>> {
        let this = Value::object(NdArray::new(self.items()));
        Some(operators::compare(vm, &this, Comparison::Eq, item).map(|equal| {
            let found = crate::array_of(&equal);
            found.is_some_and(|found| found.as_slice::<bool>().is_some_and(|found| found.contains(&true)))
        }))
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(if self.rank() == 0 { Err(type_error("iteration over a 0-d array")) } else { Ok(RowIterator::over(this)) })
    }

    fn truth(&self, vm: &mut Vm) -> Result<bool> {
        operators::truth(vm, &self.items())
    }

    fn int(&self, vm: &mut Vm) -> Option<Result<Value>> {
        Some(self.only().and_then(|value| vm.int(&value)))
    }

    fn index(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        Some(match self.only() {
            Ok(value) if self.dtype().is_integer() => Ok(value),
            _ => Err(type_error("only integer scalar arrays can be converted to a scalar index")),
        })
    }

    fn float(&self, vm: &mut Vm) -> Option<Result<f64>> {
        Some(self.only().and_then(|value| vm.float(&value)))
    }

    fn complex(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        Some(self.only())
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(array::repr(&self.items(), &printing::options(vm)))
    }

    fn str(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(array::str(&self.items(), &printing::options(vm)))
    }

    fn format(&self, vm: &mut Vm, this: &Value, spec: &str) -> Result<String> {
        match self.only() {
            Ok(value) => vm.format(&value, spec),
            Err(_) if spec.is_empty() => vm.str(this),
            Err(_) => Err(type_error("unsupported format string passed to numpy.ndarray.__format__")),
        }
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Err(type_error("unhashable type: 'numpy.ndarray'"))
    }
}
