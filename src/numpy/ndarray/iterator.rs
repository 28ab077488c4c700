//! Iterating over arrays: along the first axis, and element by element (`flat`).

use std::cell::Cell;
use std::rc::Rc;

use tape_lang::exception::index_error;
use tape_lang::{Class, NativeClass, Object, Result, Value, Vm};
use tape_tensor::layout::{Axis, View};

use super::NdArray;
use crate::convert;
use crate::items::element_value;

static ITERATOR: NativeClass = NativeClass::new("iterator").not_a_base();
static FLAT: NativeClass = NativeClass::new("flatiter").module("numpy").not_a_base();

/// An iterator along the first axis of an array.
pub struct RowIterator {
    array: Value,
    at: Cell<usize>,
}

impl RowIterator {
    /// An iterator at the beginning of an array.
    #[must_use]
    pub fn over(array: &Value) -> Value {
        Value::object(RowIterator { array: array.clone(), at: Cell::new(0) })
    }
}

impl Object for RowIterator {
    fn class(&self) -> Rc<Class> {
        ITERATOR.class()
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(&self, _vm: &mut Vm) -> Result<Option<Value>> {
        let Some(array) = self.array.downcast::<NdArray>() else { return Ok(None) };
        let at = self.at.get();
        self.at.set(at + 1);
        Ok(array.row(&self.array, at))
    }
}

impl NdArray {
    /// The part of the array at a position of its first axis.
    fn row(&self, this: &Value, at: usize) -> Option<Value> {
        let view = self.view();
        let (first, rest) = view.axes.split_first()?;
        if at >= first.size {
            return None;
        }
        let offset = view.offset.wrapping_add_signed(at as isize * first.step);
        if rest.is_empty() {
            return Some(element_value(self.element_at(offset)?, self.strings()));
        }
        let inner = View { offset, axes: rest.iter().copied().collect() };
        Some(self.viewed(this, inner))
    }
}

/// `array.flat`: the elements one by one.
pub struct FlatIterator {
    array: Value,
    at: Cell<usize>,
}

impl FlatIterator {
    /// An iterator at the first element.
    #[must_use]
    pub fn over(array: &Value) -> Value {
        Value::object(FlatIterator { array: array.clone(), at: Cell::new(0) })
    }

    /// The elements as an array with one axis.
    fn flattened(&self) -> NdArray {
        match self.array.downcast::<NdArray>() {
            Some(array) => {
                let items = array.items();
                NdArray::new(items.with(items.array.with_shape([items.array.len()])))
            }
            None => NdArray::new(tape_tensor::Array::from_vec::<f64>([0], Vec::new())),
        }
    }

    /// The position in the shared elements of the element at a row-major position.
    fn position(&self, at: usize) -> Option<usize> {
        let array = self.array.downcast::<NdArray>()?;
        let view = array.view();
        let mut rest = at;
        let mut position = view.offset;
        for &Axis { size, step } in view.axes.iter().rev() {
            position = position.wrapping_add_signed((rest % size.max(1)) as isize * step);
            rest /= size.max(1);
        }
        (at < array.len()).then_some(position)
    }
}

impl Object for FlatIterator {
    fn class(&self) -> Rc<Class> {
        FLAT.class()
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(&self, _vm: &mut Vm) -> Result<Option<Value>> {
        let at = self.at.get();
        let Some(array) = self.array.downcast::<NdArray>() else { return Ok(None) };
        let found = self.position(at).and_then(|position| array.element_at(position));
        self.at.set(at + 1);
        Ok(found.map(|scalar| element_value(scalar, array.strings())))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.array.downcast::<NdArray>().map_or(0, NdArray::len)))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        vm.item(&Value::object(self.flattened()), key)
    }

    fn set_item(&self, vm: &mut Vm, key: &Value, value: Value) -> Result<()> {
        let Some(array) = self.array.downcast::<NdArray>() else { return Ok(()) };
        let flat = Value::object(self.flattened());
        vm.set_item(&flat, key, value)?;
        let written = convert::array(vm, &flat)?;
        if written.len() != array.len() {
            return Err(index_error("unsupported iterator index"));
        }
        array.fill_all(&written.with_shape(array.shape()))
    }
}
