//! `tensor.ref()` and `variable.ref()`: hashable stand-ins for values that are not.

use std::rc::Rc;

use tape_lang::{Class, Comparison, NativeClass, NativeFunction, Object, Result, Value, Vm};

/// The class of references.
static REFERENCE: NativeClass =
    NativeClass::new("Reference").module("tensorflow.python.util.object_identity").methods(METHODS);

static METHODS: &[NativeFunction] =
    &[NativeFunction::new("Reference.deref", "(self)", "What it refers to.", |_, args| {
        Ok(args[0].downcast::<Reference>().map_or(Value::None, |reference| reference.0.clone()))
    })
    .python()];

struct Reference(Value);

/// A reference to a value.
#[must_use]
pub fn value(target: Value) -> Value {
    Value::object(Reference(target))
}

impl Object for Reference {
    fn class(&self) -> Rc<Class> {
        REFERENCE.class()
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let same = other.downcast::<Reference>().is_some_and(|other| other.0.is(&self.0));
        Ok(match op {
            Comparison::Eq => Value::Bool(same),
            Comparison::NotEq => Value::Bool(!same),
            _ => Value::NotImplemented,
        })
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Ok(self.0.id() >> 4)
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(format!("<Reference wrapping {}>", vm.repr(&self.0)?))
    }
}
