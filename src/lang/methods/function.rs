//! Attributes of functions, bound methods and native functions.

use std::rc::Rc;

use super::code::CodeObject;
use crate::class::Property;
use crate::exception::{attribute_error, type_error, value_error};
use crate::name::Name;
use crate::native::NativeFunction;
use crate::value::{Function, Value};
use crate::{Result, Vm};

fn function(value: &Value) -> Result<&Rc<Function>> {
    match value {
        Value::Function(function) => Ok(function),
        other => Err(type_error(format!(
            "descriptor for 'function' objects doesn't apply to a '{}' object",
            other.type_name()
        ))),
    }
}

/// Methods of functions.
pub static METHODS: &[NativeFunction] =
    &[NativeFunction::new("function.__get__", "(self, instance, owner=None, /)", "Bind the function.", |vm, args| {
        let instance = (!args[1].is_none()).then(|| args[1].clone());
        let owner = args[1].class();
        vm.bind(&args[0], instance.as_ref(), &owner)
    })];

fn defaults(_vm: &mut Vm, this: &Value) -> Result<Value> {
    let defaults = Rc::clone(&function(this)?.defaults.borrow());
    Ok(if defaults.is_empty() { Value::None } else { Value::Tuple(defaults) })
}

/// Attributes of functions.
pub static PROPERTIES: &[Property] = &[
    Property::new("__name__", "The function's name.", |_vm, this| Ok(function(this)?.name.borrow().clone())).writable(
        |_vm, this, new| {
            *function(this)?.name.borrow_mut() = new;
            Ok(())
        },
    ),
    Property::new("__qualname__", "The function's qualified name.", |_vm, this| {
        Ok(function(this)?.qualname.borrow().clone())
    })
    .writable(|_vm, this, new| {
        *function(this)?.qualname.borrow_mut() = new;
        Ok(())
    }),
    Property::new("__doc__", "The function's documentation.", |_vm, this| Ok(function(this)?.doc.borrow().clone()))
        .writable(|_vm, this, new| {
            *function(this)?.doc.borrow_mut() = new;
            Ok(())
        }),
    Property::new("__module__", "The module that defined the function.", |_vm, this| {
        let own = function(this)?.dict.get().and_then(|dict| dict.get_name(Name::MODULE));
        Ok(own.or_else(|| function(this).ok()?.globals.get_name(Name::NAME)).unwrap_or(Value::None))
    })
    .writable(|_vm, this, new| {
        function(this)?.dict().set_name(Name::MODULE, new);
        Ok(())
    }),
    Property::new("__dict__", "The function's own attributes.", |_vm, this| {
        Ok(Value::Dict(function(this)?.dict().clone()))
    }),
    Property::new("__globals__", "The globals of its module.", |_vm, this| {
        Ok(Value::Dict(function(this)?.globals.clone()))
    }),
    Property::new("__annotations__", "Its annotations.", |_vm, this| {
        let this = function(this)?;
        let own = this.annotations.borrow_mut().get_or_insert_with(Rc::default).clone();
        Ok(Value::Dict(own))
    })
    .writable(|_vm, this, new| {
        if let Value::Dict(new) = new {
            *function(this)?.annotations.borrow_mut() = Some(new);
        }
        Ok(())
    }),
    Property::new("__defaults__", "Default values of positional parameters.", defaults),
    Property::new("__kwdefaults__", "Default values of keyword-only parameters.", |_vm, this| {
        Ok(function(this)?.keyword_defaults.borrow().clone().map_or(Value::None, Value::Dict))
    }),
    Property::new("__code__", "The code that runs.", |_vm, this| {
        Ok(Value::object(CodeObject { code: Rc::clone(&function(this)?.code), source: None }))
    }),
    Property::new("__closure__", "The cells of shared variables.", |_vm, this| {
        let cells = &function(this)?.closure;
        Ok(if cells.is_empty() { Value::None } else { Value::tuple(cells.iter().cloned().map(Value::Cell)) })
    }),
];

/// Attributes of the cells in `__closure__`.
pub static CELL_PROPERTIES: &[Property] =
    &[Property::new("cell_contents", "The value of the variable.", |_vm, this| match this {
        Value::Cell(cell) if cell.get().is_unset() => Err(value_error("Cell is empty")),
        Value::Cell(cell) => Ok(cell.get()),
        _ => Ok(Value::None),
    })];

/// Attributes of bound methods; all others are the function's.
pub static METHOD_PROPERTIES: &[Property] = &[
    Property::new("__self__", "What the method is bound to.", |_vm, this| match this {
        Value::Method(method) => Ok(method.receiver.clone()),
        _ => Ok(Value::None),
    }),
    Property::new("__func__", "The function.", |_vm, this| match this {
        Value::Method(method) => Ok(method.function.clone()),
        _ => Ok(Value::None),
    }),
];

fn native(value: &Value) -> Option<&'static NativeFunction> {
    match value {
        Value::Native(native) => Some(native),
        Value::Method(method) => native(&method.function),
        _ => None,
    }
}

/// Attributes of functions written in Rust.
pub static NATIVE_PROPERTIES: &[Property] = &[
    Property::new("__name__", "The function's name.", |_vm, this| {
        Ok(native(this).map_or(Value::None, |native| Value::str(native.name())))
    }),
    Property::new("__qualname__", "The function's qualified name.", |_vm, this| {
        Ok(native(this).map_or(Value::None, |native| Value::str(native.qualname())))
    }),
    Property::new("__doc__", "The function's documentation.", |_vm, this| {
        Ok(native(this).map_or(Value::None, |native| Value::str(native.doc())))
    }),
    Property::new("__module__", "The module that defines the function.", |_vm, this| {
        Ok(match native(this).and_then(|native| native.qualname().split_once('.')) {
            Some((module, _)) if matches!(this, Value::Native(_)) => Value::str(module),
            _ => Value::str("builtins"),
        })
    }),
    Property::new("__self__", "What the method is bound to.", |_vm, this| match this {
        Value::Method(method) => Ok(method.receiver.clone()),
        _ => Ok(Value::None),
    }),
    Property::new("__objclass__", "The class whose method it is.", |vm, this| {
        let native = native(this).filter(|native| native.is_method() && matches!(this, Value::Native(_)));
        let owner = native.and_then(|native| native.qualname().rsplit_once('.')).map(|(owner, _)| Name::new(owner));
        match owner.map(|owner| vm.builtin(owner)).transpose()?.flatten() {
            Some(class @ Value::Class(_)) => Ok(class),
            _ => Err(attribute_error("'builtin_function_or_method' object has no attribute '__objclass__'")),
        }
    }),
    Property::new("__text_signature__", "The signature.", |_vm, this| {
        Ok(native(this).map_or(Value::None, |native| Value::str(native.signature().text())))
    }),
];
