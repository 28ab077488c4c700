//! Methods of generators.

use std::rc::Rc;

use super::code::CodeObject;
use crate::class::Property;
use crate::exception::{Raise, type_error};
use crate::native::NativeFunction;
use crate::value::Value;
use crate::vm::{FrameObject, Generator};
use crate::{Result, Vm};

fn generator(value: &Value) -> Result<Rc<Generator>> {
    match value {
        Value::Generator(generator) => Ok(Rc::clone(generator)),
        other => {
            let name = other.type_name();
            Err(type_error(format!("descriptor for 'generator' objects doesn't apply to a '{name}' object")))
        }
    }
}

/// What `throw` is given: an exception, or a class with an argument.
fn thrown(vm: &mut Vm, class: &Value, argument: &Value) -> Result<Raise> {
    let value = match (class, argument) {
        (Value::Class(_), Value::Exception(_)) => argument.clone(),
        (Value::Class(_), argument) if !argument.is_none() => vm.call_values(class, std::slice::from_ref(argument))?,
        _ => class.clone(),
    };
    if !matches!(value, Value::Class(_) | Value::Exception(_)) {
        let kind = value.type_name();
        let message = format!("exceptions must be classes or instances deriving from BaseException, not {kind}");
        return Err(type_error(message));
    }
    Ok(Raise::from_exception(super::exception::raised(vm, &value)?))
}

/// Methods.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("generator.send", "(self, value, /)", "Resume the generator with a value.", |vm, args| {
        let this = generator(&args[0])?;
        vm.send(&this, args[1].clone())
    }),
    NativeFunction::new(
        "generator.throw",
        "(self, type, value=None, tb=None, /)",
        "Raise in the generator.",
        |vm, args| {
            let this = generator(&args[0])?;
            let raise = thrown(vm, &args[1], &args[2])?;
            vm.throw(&this, raise)
        },
    ),
    NativeFunction::new("generator.close", "(self, /)", "Raise GeneratorExit in the generator.", |vm, args| {
        let this = generator(&args[0])?;
        vm.close_generator(&this)?;
        Ok(Value::None)
    }),
    NativeFunction::new("generator.__next__", "(self, /)", "Implement next(self).", |vm, args| {
        vm.next_or_stop(&args[0])
    }),
    NativeFunction::new("generator.__iter__", "(self, /)", "Implement iter(self).", |_vm, args| Ok(args[0].clone())),
];

/// Computed attributes.
pub static PROPERTIES: &[Property] = &[
    Property::new("__name__", "The function's name.", |_vm, this| {
        Ok(generator(this)?.function().name.borrow().clone())
    }),
    Property::new("__qualname__", "The function's qualified name.", |_vm, this| {
        Ok(generator(this)?.function().qualname.borrow().clone())
    }),
    Property::new("gi_running", "Whether it is running.", |_vm, this| Ok(Value::Bool(generator(this)?.is_running()))),
    Property::new("gi_suspended", "Whether it waits at a yield.", |_vm, this| {
        Ok(Value::Bool(generator(this)?.is_suspended()))
    }),
    Property::new("gi_code", "The code of its function.", |_vm, this| {
        Ok(Value::object(CodeObject { code: Rc::clone(&generator(this)?.function().code), source: None }))
    }),
    Property::new("gi_frame", "Its frame; None once it has ended.", |_vm, this| {
        let generator = generator(this)?;
        Ok(if generator.is_done() { Value::None } else { Value::object(FrameObject::of_generator(&generator)) })
    }),
];
