//! `_tuplegetter`: what the fields of named tuples are.

use std::cell::RefCell;
use std::rc::Rc;

use crate::class::{Class, NativeClass, Property};
use crate::exception::{attribute_error, index_error, type_error};
use crate::native::NativeFunction;
use crate::object::Object;
use crate::value::Value;
use crate::{Result, Vm};

/// The class.
pub(super) static TUPLE_GETTER: NativeClass =
    NativeClass::new("_tuplegetter").module("collections").constructor(&NEW).properties(PROPERTIES).not_a_base();

static NEW: NativeFunction =
    NativeFunction::new("_tuplegetter", "(cls, index, doc, /)", "Reads one item of a tuple.", |vm, args| {
        let index = usize::try_from(vm.index(&args[1])?).map_err(|_| index_error("tuple index out of range"))?;
        Ok(Value::object(TupleGetter { index, doc: RefCell::new(args[2].clone()) }))
    });

/// Reads one item of a tuple.
struct TupleGetter {
    index: usize,
    doc: RefCell<Value>,
}

fn getter(value: &Value) -> Result<&TupleGetter> {
    value.downcast().ok_or_else(|| type_error(format!("'{}' object is not a _tuplegetter", value.type_name())))
}

static PROPERTIES: &[Property] =
    &[Property::new("__doc__", "The field's documentation.", |_vm, this| Ok(getter(this)?.doc.borrow().clone()))
        .writable(|_vm, this, new| {
            *getter(this)?.doc.borrow_mut() = new;
            Ok(())
        })];

impl Object for TupleGetter {
    fn class(&self) -> Rc<Class> {
        TUPLE_GETTER.class()
    }

    fn descriptor_get(
        &self,
        _vm: &mut Vm,
        _this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        instance.map(|instance| match instance.plain() {
            Value::Tuple(items) => {
                items.get(self.index).cloned().ok_or_else(|| index_error("tuple index out of range"))
            }
            _ => Err(type_error(format!(
                "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
                self.index,
                instance.type_name()
            ))),
        })
    }

    fn descriptor_set(&self, _vm: &mut Vm, _instance: &Value, value: Option<Value>) -> Option<Result<()>> {
        let what = if value.is_some() { "set" } else { "delete" };
        Some(Err(attribute_error(format!("can't {what} attribute"))))
    }

    fn is_data_descriptor(&self) -> bool {
        true
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let doc = self.doc.borrow().clone();
        Ok(format!("_tuplegetter({}, {})", self.index, vm.repr(&doc)?))
    }
}
