//! Entries for those who read text that is no whole program: its tokens, the longest statement at its beginning, and where the parse stops.

use pest::Parser;
use pest::error::InputLocation;

use super::{Grammar, Rule};
use crate::layout;
pub use crate::layout::{Token, TokenKind};

/// The tokens of a text, without those for line ends, blocks and its end. A text that cannot be read to its end gives the tokens
/// before the place.
///
/// # Examples
/// ```
/// use tape_lang::parse::fragment::{TokenKind, tokens};
/// let kinds: Vec<TokenKind> = tokens("x = 'it").iter().map(|token| token.kind).collect();
/// assert_eq!(kinds, [TokenKind::Name, TokenKind::Equal]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = layout::read(text).tokens;
    tokens.retain(|token| is_word(token.kind));
    tokens
}

/// Whether every bracket and string that a text opens is closed, and nothing in it is unreadable.
#[must_use]
pub fn is_closed(text: &str) -> bool {
    let layout = layout::read(text);
    layout.fault.is_none() && layout.open.is_empty()
}

/// The bytes of the longest simple statement with which a text begins, or nothing when it begins with none. What follows need not be
/// a statement, nor stand on a line of its own.
///
/// # Examples
/// ```
/// use tape_lang::parse::fragment::longest_statement;
/// assert_eq!(longest_statement("y = f(x) print(y)"), Some(8));
/// assert_eq!(longest_statement("y = 2 * x z = y"), Some(9));
/// assert_eq!(longest_statement("for x in y:"), None);
/// ```
#[must_use]
pub fn longest_statement(text: &str) -> Option<usize> {
    let layout = layout::read(text);
    let words = layout.tokens.iter().take_while(|token| is_word(token.kind)).count();
    // A newline for the rules that look for one.
    let marks: String = layout.marks.chars().take(words).chain(['n']).collect();
    let end = Grammar::parse(Rule::simple_stmt, &marks).ok()?.map(|pair| pair.as_span().end()).max()?;
    let last = end.min(words).checked_sub(1)?;
    Some(layout.tokens[last].end as usize)
}

/// How far into a text the parser comes before no statement can go on as the text does, in bytes: inside brackets too.
///
/// # Examples
/// ```
/// use tape_lang::parse::fragment::furthest;
/// assert_eq!(furthest("print(x ifx > 3 else 0)"), "print(x ".len());
/// assert_eq!(furthest("y = f(x)"), "y = f(x)".len());
/// ```
#[must_use]
pub fn furthest(text: &str) -> usize {
    let layout = layout::read(text);
    let words = layout.tokens.iter().take_while(|token| is_word(token.kind)).count();
    let marks: String = layout.marks.chars().take(words).chain(['n']).collect();
    match Grammar::parse(Rule::statement, &marks).map_err(|error| error.location) {
        Err(InputLocation::Pos(at) | InputLocation::Span((at, _))) if at < words => layout.tokens[at].start as usize,
        _ => layout.tokens[..words].last().map_or(0, |token| token.end as usize),
    }
}

fn is_word(kind: TokenKind) -> bool {
    use TokenKind::{Dedent, End, Indent, Newline, Unknown};
    !matches!(kind, Newline | Indent | Dedent | End | Unknown)
}
