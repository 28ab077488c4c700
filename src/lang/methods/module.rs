//! Attributes of modules.

use crate::class::Property;
use crate::value::Value;

/// Computed attributes.
pub static PROPERTIES: &[Property] = &[Property::new("__dict__", "What the module defines.", |_vm, this| {
    Ok(match this {
        Value::Module(module) => Value::Dict(module.dict.clone()),
        _ => Value::None,
    })
})];
