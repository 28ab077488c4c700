//! Compiled code.

use std::rc::Rc;

use tape_text::Source;

use crate::name::Name;

/// The code of a module, a function, a class body or a comprehension.
pub struct Code {
    /// Its name as tracebacks show it.
    pub name: Name,
    /// The text it was compiled from.
    pub source: Rc<Source>,
}
