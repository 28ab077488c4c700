//! Format specs: `format(x, spec)`, f-strings, and `%` of strings.

use crate::Result;
use crate::exception::{type_error, value_error};
use crate::value::Value;
use crate::vm::Vm;

/// `format(value, spec)` of a value of the language itself.
///
/// # Errors
/// `ValueError` for a spec that the type does not understand.
pub fn format_value(vm: &mut Vm, value: &Value, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return vm.str(value);
    }
    Err(value_error("Invalid format specifier"))
}

/// `template % args`.
///
/// # Errors
/// `TypeError` for arguments that do not fit the template.
pub fn percent(_vm: &mut Vm, template: &str, _args: &Value) -> Result<String> {
    if template.contains('%') {
        return Err(type_error("not enough arguments for format string"));
    }
    Ok(template.to_owned())
}
