//! What is wrong, before it is known in which text.

use std::ops::Range;

use tape_text::Span;

use super::SyntaxErrorKind;

/// What is wrong with a program, and at which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Which class of exception it is.
    pub kind: SyntaxErrorKind,
    /// CPython's sentence.
    pub message: String,
    /// What is marked.
    pub span: Span,
    /// Whether more text after the end could mend it: the prompt then asks for another line.
    pub unfinished: bool,
}

impl Fault {
    fn new(kind: SyntaxErrorKind, message: impl Into<String>, span: Range<usize>) -> Fault {
        Fault { kind, message: message.into(), span: Span::new(span.start, span.end), unfinished: false }
    }

    /// A `SyntaxError`.
    pub fn syntax(message: impl Into<String>, span: Range<usize>) -> Fault {
        Fault::new(SyntaxErrorKind::Syntax, message, span)
    }

    /// An `IndentationError`.
    pub fn indentation(message: impl Into<String>, span: Range<usize>) -> Fault {
        Fault::new(SyntaxErrorKind::Indentation, message, span)
    }

    /// A `TabError`.
    pub fn tab(message: impl Into<String>, span: Range<usize>) -> Fault {
        Fault::new(SyntaxErrorKind::Tab, message, span)
    }

    /// A tree too high to be walked.
    pub fn recursion(span: Span) -> Fault {
        let message = "maximum recursion depth exceeded during compilation";
        Fault::new(SyntaxErrorKind::Recursion, message, span.start as usize..span.end as usize)
    }

    /// A `SyntaxError` that marks a node.
    pub fn at(span: Span, message: impl Into<String>) -> Box<Fault> {
        Box::new(Fault::syntax(message, span.start as usize..span.end as usize))
    }

    /// Whether it says that a block begins or ends where none can.
    pub fn is_unexpected_block(&self) -> bool {
        self.kind == SyntaxErrorKind::Indentation && self.message.starts_with("unexpected")
    }

    /// The same, where more text could mend it.
    pub fn unfinished(self) -> Fault {
        Fault { unfinished: true, ..self }
    }

    /// The same fault in a text that begins `by` bytes earlier.
    pub fn moved(self, by: usize) -> Fault {
        let span = Span { start: self.span.start + by as u32, end: self.span.end + by as u32 };
        Fault { span, ..self }
    }
}
