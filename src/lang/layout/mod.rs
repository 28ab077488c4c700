//! The layout pass: from program text to the terminals of the grammar.
//!
//! It reads indentation, joins lines in brackets and after backslashes, skips comments, and finds where names, numbers
//! and strings begin and end. What it yields is a text with one character a token (see [`TokenKind`]), which is what
//! the grammar in `grammar/tape.pest` is written over, and beside it the tokens with their places, so that position
//! `n` of that text is token `n` of the program.
//!
//! # Design
//! Python's own grammar has the same terminals (NAME, NUMBER, STRING, NEWLINE, INDENT, DEDENT, keywords, operators) for
//! the same reasons: a grammar that sees no blanks, comments and indentation stays declarative; what is wrong inside a
//! token has sentences of its own (`invalid decimal literal`) that no grammar rule could tell. A terminal being a
//! single character, pest never looks twice at a name to learn that it is no keyword: that is most of the speed.

mod number;
mod scanner;
mod string;
mod token;

use std::ops::Range;

pub(crate) use string::{StringLiteral, find_string_end};
pub use token::{Token, TokenKind};

use crate::syntax_error::Fault;

/// The greatest number of brackets open at once.
pub(crate) const MAX_BRACKETS: usize = 200;

/// The greatest number of nested blocks, with the module itself.
const MAX_INDENTS: usize = 100;

/// A text read into tokens.
#[derive(Debug)]
pub(crate) struct Layout {
    /// A character a token, for pest.
    pub marks: String,
    /// The tokens in order; the last is [`TokenKind::End`], or [`TokenKind::Unknown`] when `fault` says why.
    pub tokens: Vec<Token>,
    /// Brackets that were still open at the end: the character and where it stands.
    pub open: Vec<(u8, u32)>,
    /// Why the text could not be read to its end.
    pub fault: Option<LayoutFault>,
}

/// Why a text could not be read to its end.
#[derive(Debug)]
pub(crate) struct LayoutFault {
    /// What to tell the user.
    pub fault: Fault,
    /// Whether it is told even when an earlier statement does not parse, as CPython does for what its tokenizer finds
    /// wrong inside a token.
    pub precedes: bool,
}

/// Reads a program.
pub(crate) fn read(text: &str) -> Layout {
    scanner::Scanner::new(text, 0..text.len(), scanner::Mode::Program).run()
}

/// Reads a part of a text as if it stood in brackets: line ends mean nothing.
pub(crate) fn read_bracketed(text: &str, range: Range<usize>) -> Layout {
    scanner::Scanner::new(text, range, scanner::Mode::Bracketed).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> String {
        read(text).marks
    }

    #[test]
    fn the_grammar_names_every_mark() {
        let grammar = include_str!("../../../grammar/tape.pest");
        for kind in TokenKind::ALL {
            if *kind != TokenKind::Unknown {
                let mark = format!("\"{}\"", (kind.mark() as char).to_string().replace('"', "\\\""));
                assert!(grammar.contains(&mark), "{kind:?} {mark}");
            }
        }
    }

    #[test]
    fn marks_are_distinct() {
        let mut seen = std::collections::HashSet::new();
        assert!(TokenKind::ALL.iter().all(|kind| seen.insert(kind.mark()) && kind.mark().is_ascii()));
    }

    #[test]
    fn blocks_lines_and_comments() {
        assert_eq!(marks("if x:\n    y\n\n  # no\nz"), "Ia:n>an<an$");
        assert_eq!(marks("a = (1, # one\n  2)\n"), "a=(0,0)n$");
        assert_eq!(marks("a = 1 + \\\n  2\n"), "a=0+0n$");
        assert_eq!(marks("f'{x}' rb\"\"\"\n\"\"\" 'it\\'s'"), "\"\"\"n$");
        assert_eq!(marks(""), "$");
        assert_eq!(marks("\n\n# only\n"), "$");
    }

    #[test]
    fn soft_keywords_begin_a_statement() {
        assert_eq!(marks("match match:\n  case _: case"), "ma:n>c_:an<$");
    }
}
