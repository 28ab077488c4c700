//! Entries for those who read text that is no whole program: its tokens, and the longest statement at its beginning.

use pest::Parser;

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

fn is_word(kind: TokenKind) -> bool {
    use TokenKind::{Dedent, End, Indent, Newline, Unknown};
    !matches!(kind, Newline | Indent | Dedent | End | Unknown)
}
