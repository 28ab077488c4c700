//! Builtins about objects: attributes, identity, classes, texts.

use std::rc::Rc;

use crate::Result;
use crate::class::Class;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::NativeFunction;
use crate::text::escape_non_ascii;
use crate::value::Value;
use crate::vm::{Vm, not_a_class};

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("ascii", "(obj, /)", "Return an ASCII-only representation of an object.", |vm, args| {
        Ok(Value::str(escape_non_ascii(&vm.repr(&args[0])?)))
    }),
    NativeFunction::new("callable", "(obj, /)", "Return whether the object is callable.", |vm, args| {
        Ok(Value::Bool(vm.is_callable(&args[0])))
    }),
    NativeFunction::new(
        "delattr",
        "(obj, name, /)",
        "Deletes the named attribute from the given object.",
        |vm, args| {
            vm.del_attribute(&args[0], attribute_name(&args[1])?)?;
            Ok(Value::None)
        },
    ),
    NativeFunction::new(
        "format",
        "(value, format_spec='', /)",
        "Return type(value).__format__(value, format_spec).",
        |vm, args| {
            let wrong = || type_error(format!("format() argument 2 must be str, not {}", args[1].type_name()));
            let spec = args[1].as_str().ok_or_else(wrong)?;
            Ok(Value::str(vm.format(&args[0], spec)?))
        },
    ),
    NativeFunction::new(
        "getattr",
        "(object, name, default=<absent>, /)",
        "Get a named attribute from an object.",
        |vm, args| {
            let name = attribute_name(&args[1])?;
            match args.get(2) {
                None => vm.get_attribute(&args[0], name),
                Some(default) => Ok(vm.find_attribute(&args[0], name)?.unwrap_or_else(|| default.clone())),
            }
        },
    ),
    NativeFunction::new(
        "hasattr",
        "(obj, name, /)",
        "Return whether the object has an attribute with the given name.",
        |vm, args| {
            let name = attribute_name(&args[1])?;
            Ok(Value::Bool(vm.find_attribute(&args[0], name)?.is_some()))
        },
    ),
    NativeFunction::new("hash", "(obj, /)", "Return the hash value for the given object.", |vm, args| {
        Ok(Value::Int(vm.hash(&args[0])?))
    }),
    NativeFunction::new("id", "(obj, /)", "Return the identity of an object.", |_, args| Ok(Value::Int(args[0].id()))),
    NativeFunction::new(
        "isinstance",
        "(obj, class_or_tuple, /)",
        "Return whether an object is an instance of a class or of a subclass thereof.",
        |vm, args| Ok(Value::Bool(vm.is_instance(&args[0], &args[1])?)),
    ),
    NativeFunction::new(
        "issubclass",
        "(cls, class_or_tuple, /)",
        "Return whether 'cls' is derived from another class or is the same class.",
        |vm, args| {
            let Value::Class(class) = &args[0] else { return Err(type_error("issubclass() arg 1 must be a class")) };
            Ok(Value::Bool(is_subclass(vm, class, &args[1])?))
        },
    ),
    NativeFunction::new("repr", "(obj, /)", "Return the canonical string representation of the object.", |vm, args| {
        Ok(Value::str(vm.repr(&args[0])?))
    }),
    NativeFunction::new(
        "setattr",
        "(obj, name, value, /)",
        "Sets the named attribute on the given object.",
        |vm, args| {
            vm.set_attribute(&args[0], attribute_name(&args[1])?, args[2].clone())?;
            Ok(Value::None)
        },
    ),
];

fn attribute_name(value: &Value) -> Result<Name> {
    match value.plain() {
        Value::Str(text) => Ok(text.to_name()),
        other => Err(type_error(format!("attribute name must be string, not '{}'", other.type_name()))),
    }
}

fn is_subclass(vm: &mut Vm, class: &Rc<Class>, of: &Value) -> Result<bool> {
    match of {
        Value::Class(of) => {
            if of.has_metaclass()
                && let Some(check) = of.metaclass().lookup_defined(Name::SUBCLASSCHECK)
            {
                let class = Value::Class(Rc::clone(class));
                let verdict = vm.call_values(&check, &[Value::Class(Rc::clone(of)), class])?;
                return vm.truth(&verdict);
            }
            Ok(class.is_subclass(of))
        }
        Value::Tuple(classes) => {
            for of in classes.iter() {
                if is_subclass(vm, class, of)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Instance(_) => match vm.call_special(of, Name::SUBCLASSCHECK, &[Value::Class(Rc::clone(class))])? {
            Some(verdict) => vm.truth(&verdict),
            None => Err(not_a_class("issubclass", 2)),
        },
        _ => Err(not_a_class("issubclass", 2)),
    }
}
