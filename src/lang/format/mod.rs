//! Formatting: the specifications of `format()` and f-strings, `%`-formatting and the fields of `str.format`.

mod layout;
mod number;
mod percent;
mod spec;
mod template;

use num_bigint::BigInt;

use crate::Result;
use crate::exception::type_error;
use crate::value::Value;
use crate::vm::Vm;

pub use number::{format_complex, format_float, format_int, format_str};
pub use percent::{percent, percent_bytes};
pub use spec::{Align, FormatSpec, Sign};
pub use template::{Fields, format_template};
pub(crate) use template::{Step, next_piece, next_step, parse_index, split_name};

/// `format(value, spec)` of a value of the language itself.
///
/// # Errors
/// `ValueError` for a specification that the type does not know, `TypeError` for a type that knows none.
pub fn format_value(vm: &mut Vm, value: &Value, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return vm.str(value);
    }
    Ok(match value {
        Value::Str(text) => format_str(text, spec)?,
        Value::Int(int) => format_int(&BigInt::from(*int), spec, "int")?,
        Value::BigInt(int) => format_int(int, spec, "int")?,
        Value::Bool(value) => format_int(&BigInt::from(u8::from(*value)), spec, "bool")?,
        Value::Float(float) => format_float(*float, spec)?,
        Value::Complex(complex) => format_complex(**complex, spec)?,
        other => {
            let class = other.type_name();
            return Err(type_error(format!("unsupported format string passed to {class}.__format__")));
        }
    })
}
