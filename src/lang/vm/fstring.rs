//! f-strings: each is one text that grows, in a register that nobody else reaches.

use std::rc::Rc;

use super::Vm;
use super::slow::broken;
use crate::Result;
use crate::code::FormatConversion;
use crate::number::{push_fixed, push_int};
use crate::value::{Str, Value};

/// What most f-strings need at once.
const ROOM: usize = 32;

/// An f-string that begins with a literal.
pub(super) fn start(literal: &Value) -> Value {
    let mut text = String::with_capacity(ROOM);
    if let Value::Str(literal) = literal {
        text.push_str(literal);
    }
    Value::str(text)
}

/// Appends a literal to an f-string.
pub(super) fn append(text: &mut Value, literal: &Value) {
    if let (Value::Str(text), Value::Str(literal)) = (text, literal)
        && let Some(text) = Rc::get_mut(text)
    {
        text.push_str(literal);
    }
}

/// Appends a number or a string in one of the ways that need no look at a whole specification; tells whether it was one.
fn append_plainly(text: &mut Str, value: &Value, spec: Option<&Value>) -> bool {
    let spec = match spec {
        Some(Value::Str(spec)) => spec.as_bytes(),
        _ => b"",
    };
    match (value, spec) {
        (Value::Str(other), b"") => text.push_str(other),
        (Value::Int(int), b"" | b"d") => text.extend_ascii(|text| push_int(text, *int)),
        (Value::Float(float), [b'.', places @ b'0'..=b'9', b'f']) if float.is_finite() => text.extend_ascii(|text| {
            if float.is_sign_negative() {
                text.push('-');
            }
            push_fixed(text, *float, usize::from(places - b'0'));
        }),
        _ => return false,
    }
    true
}

impl Vm {
    /// Appends a field to an f-string.
    ///
    /// # Errors
    /// What converting and formatting the value raise.
    pub(super) fn append_field(
        &mut self,
        text: &mut Value,
        value: &Value,
        conversion: FormatConversion,
        spec: Option<&Value>,
    ) -> Result<()> {
        let Value::Str(text) = text else { return Err(broken()) };
        let Some(text) = Rc::get_mut(text) else { return Err(broken()) };
        if conversion == FormatConversion::None && append_plainly(text, value, spec) {
            return Ok(());
        }
        let spec = spec.and_then(Value::as_str).unwrap_or_default();
        let converted = match conversion {
            FormatConversion::None => self.format(value, spec)?,
            FormatConversion::Str => self.str(value)?,
            FormatConversion::Repr => self.repr(value)?,
            FormatConversion::Ascii => crate::text::escape_non_ascii(&self.repr(value)?),
        };
        let converted = match conversion {
            FormatConversion::None => converted,
            _ if spec.is_empty() => converted,
            _ => self.format(&Value::str(converted), spec)?,
        };
        text.push_str(&Str::new(converted));
        Ok(())
    }
}
