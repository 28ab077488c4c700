//! Whether what was typed so far is a whole program: what a prompt asks when Enter is pressed.

use super::parse_program;
use crate::layout::{self, TokenKind};

/// What a prompt should do with the text typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Run it.
    Complete,
    /// Ask for another line, indented by so many blanks.
    Incomplete {
        /// How far.
        indent: usize,
    },
    /// Run it: the error it raises says what is wrong.
    Invalid,
}

/// Whether a text is a whole program, by IPython's rules: an open bracket, an open triple-quoted string or a backslash
/// at the end wants more; so does a line that opens a block, a block until a line end follows its last line, a
/// decorator without its function, a `try` without its clauses.
///
/// # Examples
/// ```
/// use tape_lang::parse::{Completeness, completeness};
/// assert_eq!(completeness("x = 1"), Completeness::Complete);
/// assert_eq!(completeness("for i in x:"), Completeness::Incomplete { indent: 4 });
/// assert_eq!(completeness("for i in x:\n    f(i)"), Completeness::Incomplete { indent: 4 });
/// assert_eq!(completeness("for i in x:\n    f(i)\n"), Completeness::Complete);
/// assert_eq!(completeness("x = )"), Completeness::Invalid);
/// ```
#[must_use]
pub fn completeness(text: &str) -> Completeness {
    let indent = last_indent(text);
    if text.trim_end().ends_with('\\') {
        return Completeness::Incomplete { indent };
    }
    if let Some(indent) = opened_block(text) {
        return Completeness::Incomplete { indent };
    }
    match parse_program(text) {
        Err(fault) if fault.unfinished => Completeness::Incomplete { indent },
        Err(_) => Completeness::Invalid,
        Ok(module) => {
            let open = module.body.last().is_some_and(|last| {
                let lines = text.get(last.span.start as usize..).unwrap_or_default();
                layout::read(lines).tokens.iter().any(|token| token.kind == TokenKind::Dedent)
            });
            let ended = text.trim_end_matches([' ', '\t']).ends_with('\n');
            if open && !ended { Completeness::Incomplete { indent } } else { Completeness::Complete }
        }
    }
}

/// When the last line ends in a colon outside brackets, the indentation of the block it opens.
fn opened_block(text: &str) -> Option<usize> {
    let layout = layout::read(text);
    if layout.fault.is_some() {
        return None;
    }
    let words = |kind| !matches!(kind, TokenKind::Newline | TokenKind::Dedent | TokenKind::End);
    let last = layout.tokens.iter().rposition(|token| words(token.kind))?;
    if layout.tokens[last].kind != TokenKind::Colon {
        return None;
    }
    let line_ends = |kind| matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent);
    let first = layout.tokens[..last].iter().rposition(|token| line_ends(token.kind)).map_or(0, |index| index + 1);
    let start = layout.tokens[first].start as usize;
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    Some(start - line_start + 4)
}

/// How far the last line is indented, a tab counting four.
fn last_indent(text: &str) -> usize {
    let lines = text.strip_suffix('\n').unwrap_or(text);
    let last = lines.rsplit('\n').next().unwrap_or_default();
    last.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}
