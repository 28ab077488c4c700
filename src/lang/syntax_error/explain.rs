//! Why pest could not read a statement.

use crate::layout::Layout;
use crate::syntax_error::Fault;

/// What is wrong with the statement that begins at token `at`.
pub(crate) fn explain(_text: &str, layout: &Layout, at: usize, _stack_limit: bool) -> Box<Fault> {
    let token = layout.tokens[at];
    Box::new(Fault::syntax("invalid syntax", token.start as usize..token.end as usize))
}

/// What is wrong with the expression in an f-string's braces.
pub(crate) fn explain_field(text: &str, layout: &Layout) -> Box<Fault> {
    explain(text, layout, 0, false)
}
