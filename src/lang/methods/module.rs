//! Modules as a class: what `types.ModuleType` makes, and computed attributes.

use std::rc::Rc;

use crate::class::Property;
use crate::exception::type_error;
use crate::native::NativeFunction;
use crate::value::{Module, Value};

/// A module without contents.
pub static NEW: NativeFunction =
    NativeFunction::new("module", "(cls, name, doc=None)", "Create a module object.", |_vm, args| {
        let Some(name) = args[1].as_str() else {
            return Err(type_error(format!("module() argument 'name' must be str, not {}", args[1].type_name())));
        };
        let module = Module::new(name);
        module.dict.set_str("__doc__", args[2].clone());
        for detail in ["__package__", "__loader__", "__spec__"] {
            module.dict.set_str(detail, Value::None);
        }
        Ok(Value::Module(Rc::new(module)))
    });

/// Computed attributes.
pub static PROPERTIES: &[Property] = &[Property::new("__dict__", "What the module defines.", |_vm, this| {
    Ok(match this {
        Value::Module(module) => Value::Dict(module.dict.clone()),
        _ => Value::None,
    })
})];
