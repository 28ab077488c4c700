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
pub(crate) use fault::Fault;
use tape_text::Source;

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
    /// The column after the marked range (`end_offset`); 0 when CPython marks a single column.
    pub end_column: u32,
    /// The line's text, without its newline (`text`).
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
        let (line, start) = source.position(fault.span.start);
        let (end_line, end) = source.position(fault.span.end.max(fault.span.start));
        SyntaxError {
            kind: fault.kind,
            message: fault.message,
            line,
            column: column(source.line(line), start),
            end_line,
            end_column: column(source.line(end_line), end),
            text: source.line(line).to_owned(),
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
