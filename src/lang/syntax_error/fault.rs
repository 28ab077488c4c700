//! What is wrong, before it is known in which text.

use std::ops::Range;

use tape_text::Span;

use super::SyntaxErrorKind;

/// Where CPython says that what is marked ends. Its parser knows the ends of tokens, but not of those that cover nothing, and its
/// tokenizer knows only where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// After the span.
    Span,
    /// Where it begins: the tokenizer raises the error itself.
    Start,
    /// After the span, which the tokenizer tells.
    Told,
    /// At column 0: the parser raises what the tokenizer found, or gives the begin alone.
    Unsaid,
    /// At column −1, since a block's begin or end is no text; the column is then the number of characters before it.
    Indentation,
    /// At column −1, and the column is that of the line's end: the tokenizer has read the line before the parser complains.
    LineEnd,
}

/// What is wrong with a program, and at which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Which class of exception it is.
    pub kind: SyntaxErrorKind,
    /// CPython's sentence.
    pub message: String,
    /// What is marked.
    pub span: Span,
    /// Where that is said to end.
    pub reach: Reach,
    /// The expression in an f-string's braces that holds it: CPython parses that by itself, in parentheses.
    pub field: Option<Span>,
    /// Whether more text after the end could mend it: the prompt then asks for another line.
    pub unfinished: bool,
}

impl Fault {
    fn new(kind: SyntaxErrorKind, message: impl Into<String>, span: Range<usize>) -> Fault {
        let span = Span::new(span.start, span.end);
        Fault { kind, message: message.into(), span, reach: Reach::Span, field: None, unfinished: false }
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

    /// A key in a dict display, ending at a byte, without a value.
    pub fn key_without_value(end: usize) -> Fault {
        Fault::syntax("':' expected after dictionary key", end - 1..end).reaching(Reach::Unsaid)
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

    /// The same, ending elsewhere than after what is marked.
    pub fn reaching(self, reach: Reach) -> Fault {
        Fault { reach, ..self }
    }

    /// The same, where more text could mend it.
    pub fn unfinished(self) -> Fault {
        Fault { unfinished: true, ..self }
    }

    /// The same fault in a text that begins `by` bytes earlier.
    pub fn moved(self, by: usize) -> Fault {
        let moved = |span: Span| Span { start: span.start + by as u32, end: span.end + by as u32 };
        Fault { span: moved(self.span), field: self.field.map(moved), ..self }
    }
}
