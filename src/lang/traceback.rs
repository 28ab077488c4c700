//! Tracebacks: an exception's frames as text in CPython's form, and as data.

use std::rc::Rc;

use crate::exception::Exception;
use crate::value::Value;

/// What `exception.__traceback__` shows.
#[must_use]
pub fn value(exception: &Rc<Exception>) -> Value {
    let _ = exception;
    Value::None
}
