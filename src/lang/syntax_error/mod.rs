//! What is wrong with a program that does not parse, in CPython's own sentences.

mod blocks;
mod brackets;
mod explain;
mod expressions;
mod fault;
mod headers;
mod probe;

use std::fmt;

pub(crate) use explain::{explain, explain_expression, explain_field};
pub(crate) use fault::{Fault, Reach};
use tape_text::{Source, Span};

/// Why a program is not one, and where.
///
/// Positions are what CPython gives its exception: lines count from 1, columns count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Which class of exception it is.
    pub kind: SyntaxErrorKind,
    /// CPython's sentence.
    pub message: String,
    /// The line (`lineno`).
    pub line: u32,
    /// The column (`offset`); 0 when CPython gives none.
    pub column: u32,
    /// The line at which the marked range ends (`end_lineno`).
    pub end_line: u32,
    /// The column after the marked range (`end_offset`); 0 or −1 when CPython does not know it.
    pub end_column: i32,
    /// The line's text, with its newline if CPython's parser says it, without if its tokenizer does (`text`).
    pub text: String,
}

/// Which class of exception a [`SyntaxError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// `RecursionError`: the program is fine, but nested too deep.
    Recursion,
}

impl SyntaxErrorKind {
    /// The name of the exception's class.
    #[must_use]
    pub fn class_name(self) -> &'static str {
        match self {
            SyntaxErrorKind::Syntax => "SyntaxError",
            SyntaxErrorKind::Indentation => "IndentationError",
            SyntaxErrorKind::Tab => "TabError",
            SyntaxErrorKind::Recursion => "RecursionError",
        }
    }
}

impl SyntaxError {
    /// Says of a fault in which line and columns of a text it lies.
    pub(crate) fn new(source: &Source, fault: Fault) -> SyntaxError {
        let place = match (fault.field, fault.reach) {
            (Some(field), _) => Place::in_field(source, field, fault.span, fault.reach),
            (None, Reach::Span) => Place::of_span(source, fault.span),
            (None, Reach::Told) => Place::of_span(source, fault.span).without_newline(),
            (None, reach) => Place::without_end(source, fault.span.start, reach),
        };
        let Place { line, column, end_line, end_column, text } = place;
        SyntaxError { kind: fault.kind, message: fault.message, line, column, end_line, end_column, text }
    }
}

/// The place of an error as its attributes say it.
struct Place {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: i32,
    text: String,
}

impl Place {
    fn of_span(source: &Source, span: Span) -> Place {
        let (line, start) = source.position(span.start);
        let (end_line, end) = source.position(span.end.max(span.start));
        Place {
            line,
            column: column(source.line(line), start),
            end_line,
            end_column: column(source.line(end_line), end) as i32,
            text: format!("{}\n", source.line(line)),
        }
    }

    /// The place as the tokenizer gives it.
    fn without_newline(mut self) -> Place {
        self.text.truncate(self.text.trim_end_matches('\n').len());
        self
    }

    /// A place whose end is not after what is marked.
    fn without_end(source: &Source, start: u32, reach: Reach) -> Place {
        let (mut line, start) = source.position(start);
        if reach == Reach::LineEnd && line > 1 && source.line(line).is_empty() {
            // The end of a text is that of its last line, not the begin of one behind it.
            line -= 1;
        }
        let text = source.line(line);
        let column = match reach {
            Reach::LineEnd => text.chars().count() as u32 + 1,
            Reach::Indentation => column(text, start) - 1,
            _ => column(text, start),
        };
        let end_column = match reach {
            Reach::Span | Reach::Told | Reach::Start => column as i32,
            Reach::Unsaid => 0,
            Reach::Indentation | Reach::LineEnd => -1,
        };
        let newline = if reach == Reach::Start { "" } else { "\n" };
        Place { line, column, end_line: line, end_column, text: format!("{text}{newline}") }
    }

    /// A place in an f-string's field, which is a text of its own in parentheses; only its lines count from that of the string.
    fn in_field(source: &Source, field: Span, span: Span, reach: Reach) -> Place {
        let whole = Place::of_span(source, Span { end: span.end.max(span.start + 1), ..span });
        let (first, begin) = source.position(field.start);
        let before = column(source.line(first), begin);
        let of_field =
            |line: u32, column: u32| if line == first { (column + 2).saturating_sub(before) } else { column };
        let content = source.text().get(field.start as usize..field.end as usize).unwrap_or_default();
        let text = match content.split_once('\n') {
            Some((line, _)) => format!("({line}"),
            None => format!("({content})\n"),
        };
        let (column, end) =
            (of_field(whole.line, whole.column), of_field(whole.end_line, whole.end_column as u32) as i32);
        match reach {
            Reach::Span => Place { column, end_column: end, text, ..whole },
            Reach::Told => Place { column, end_column: end, text, ..whole }.without_newline(),
            Reach::Start => Place { column, end_column: column as i32, text, ..whole }.without_newline(),
            Reach::Unsaid | Reach::Indentation | Reach::LineEnd => Place { column, end_column: 0, text, ..whole },
        }
    }
}

/// The column, in characters from 1, of a byte of a line.
fn column(line: &str, byte: u32) -> u32 {
    let before = line.get(..byte as usize).unwrap_or(line);
    before.chars().count() as u32 + 1
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.class_name(), self.message)
    }
}

impl std::error::Error for SyntaxError {}
