//! Attributes of frame objects.

use std::rc::Rc;

use super::code::CodeObject;
use super::receiver::wrong_receiver;
use crate::Result;
use crate::class::{NativeClass, Property};
use crate::exception::runtime_error;
use crate::native::NativeFunction;
use crate::value::Value;
use crate::vm::FrameObject;

/// The class of frame objects.
pub static FRAME: NativeClass = NativeClass::new("frame").methods(METHODS).properties(PROPERTIES).not_a_base();

fn frame(value: &Value) -> Result<&FrameObject> {
    value.downcast::<FrameObject>().ok_or_else(|| wrong_receiver("frame", Some(value)))
}

static METHODS: &[NativeFunction] =
    &[NativeFunction::new("frame.clear", "(self, /)", "Clear most references held by the frame.", |vm, args| {
        let frame = frame(&args[0])?;
        if frame.is_running(vm) {
            return Err(runtime_error("cannot clear an executing frame"));
        }
        frame.clear();
        Ok(Value::None)
    })];

static PROPERTIES: &[Property] = &[
    Property::new("f_back", "The frame that called it, or None.", |vm, this| {
        Ok(frame(this)?.caller(vm).map_or(Value::None, Value::object))
    }),
    Property::new("f_builtins", "The builtins that it sees.", |vm, _this| Ok(Value::Dict(Rc::clone(vm.builtins())))),
    Property::new("f_code", "What runs.", |_vm, this| {
        Ok(Value::object(CodeObject { code: Rc::clone(frame(this)?.code()), source: None }))
    }),
    Property::new("f_globals", "The globals of its module.", |_vm, this| {
        Ok(Value::Dict(Rc::clone(frame(this)?.globals())))
    }),
    Property::new("f_lineno", "The line where it stands.", |vm, this| Ok(Value::from(frame(this)?.line(vm)))),
    Property::new("f_locals", "Its variables by name.", |vm, this| Ok(Value::Dict(frame(this)?.locals(vm)))),
    Property::new("f_trace", "Nothing: there is no tracing.", |_vm, _this| Ok(Value::None)),
];
