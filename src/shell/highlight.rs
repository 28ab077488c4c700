//! Program text in tagged pieces: what the prompt and tracebacks colour.
//!
//! The reader here never fails: while somebody types, most texts are no programs yet.

use std::ops::Range;

use tape_text::{Markup, Tag};

/// Words that the grammar reserves.
pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Tags the words, literals and comments of a text; the pieces together are the text.
///
/// # Examples
/// ```
/// use tape::shell::highlight::highlight;
/// use tape_text::Tag;
/// let markup = highlight("x = 'a'  # no", |_| false);
/// assert_eq!(markup.plain(), "x = 'a'  # no");
/// assert!(markup.pieces().contains(&(Tag::Str, "'a'".to_string())));
/// ```
#[must_use]
pub fn highlight(text: &str, is_builtin: impl Fn(&str) -> bool) -> Markup {
    let mut markup = Markup::default();
    let mut after_dot = false;
    for (range, kind) in tokens(text) {
        let piece = &text[range];
        let tag = match kind {
            Token::Blank | Token::Operator => Tag::Plain,
            Token::Comment => Tag::Comment,
            Token::Str => Tag::Str,
            Token::Number => Tag::Literal,
            Token::Word if KEYWORDS.contains(&piece) && !after_dot => Tag::Keyword,
            Token::Word if !after_dot && is_builtin(piece) => Tag::Builtin,
            Token::Word => Tag::Plain,
        };
        if kind != Token::Blank {
            after_dot = piece == ".";
        }
        markup.push(tag, piece);
    }
    markup
}

/// The bracket that belongs to the one at or before a position, if there is one.
#[must_use]
pub fn matching_bracket(text: &str, position: usize) -> Option<usize> {
    let brackets: Vec<(usize, u8)> = tokens(text)
        .into_iter()
        .filter(|(_, kind)| *kind == Token::Operator)
        .map(|(range, _)| (range.start, text.as_bytes()[range.start]))
        .filter(|(_, byte)| b"()[]{}".contains(byte))
        .collect();
    let at = |wanted: usize| brackets.iter().position(|(start, _)| *start == wanted);
    let index = at(position).or_else(|| at(position.checked_sub(1)?))?;
    let mut depth = 0i32;
    let closes = |byte: u8| b")]}".contains(&byte);
    let backward = closes(brackets[index].1);
    let others: Box<dyn Iterator<Item = &(usize, u8)>> =
        if backward { Box::new(brackets[..=index].iter().rev()) } else { Box::new(brackets[index..].iter()) };
    for (start, byte) in others {
        depth += if closes(*byte) == backward { 1 } else { -1 };
        if depth == 0 {
            return Some(*start);
        }
    }
    None
}

/// Whether the last thing in a text, comments aside, is a semicolon: what hides a cell's value.
///
/// # Examples
/// ```
/// use tape::shell::highlight::ends_in_semicolon;
/// assert!(ends_in_semicolon("x;  # hidden\n"));
/// assert!(!ends_in_semicolon("'x;'"));
/// ```
#[must_use]
pub fn ends_in_semicolon(text: &str) -> bool {
    let words = |kind: &Token| !matches!(kind, Token::Blank | Token::Comment);
    tokens(text).iter().rfind(|(_, kind)| words(kind)).is_some_and(|(range, _)| &text[range.clone()] == ";")
}

/// How long the first logical line of a text is: brackets, strings and backslashes carry it over line ends.
#[must_use]
pub fn logical_line_length(text: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while at < text.len() {
        let (range, kind) = next_token(text, at);
        let piece = &text[range.clone()];
        at = range.end;
        match (kind, piece) {
            (Token::Operator, "(" | "[" | "{") => depth += 1,
            (Token::Operator, ")" | "]" | "}") => depth = depth.saturating_sub(1),
            (Token::Operator, "\\") if text[at..].starts_with('\n') => at += 1,
            (Token::Blank, blank) if depth == 0 && blank.contains('\n') => {
                return range.start + blank.find('\n').map_or(0, |newline| newline + 1);
            }
            _ => {}
        }
    }
    text.len()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Blank,
    Comment,
    Str,
    Number,
    Word,
    Operator,
}

/// Cuts a text into tokens that touch each other; an operator is a single character.
fn tokens(text: &str) -> Vec<(Range<usize>, Token)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let token = next_token(text, at);
        at = token.0.end;
        tokens.push(token);
    }
    tokens
}

/// The token that begins at a byte.
fn next_token(text: &str, at: usize) -> (Range<usize>, Token) {
    let rest = &text[at..];
    let (length, kind) = match rest.chars().next() {
        None => (0, Token::Blank),
        Some('#') => (rest.find('\n').unwrap_or(rest.len()), Token::Comment),
        Some(c) if c.is_whitespace() => (run(rest, char::is_whitespace), Token::Blank),
        Some('\'' | '"') => (string_length(rest), Token::Str),
        Some(c) if c.is_ascii_digit() => (run(rest, |c| c.is_alphanumeric() || c == '_' || c == '.'), Token::Number),
        Some(c) if c.is_alphabetic() || c == '_' => {
            let length = run(rest, |c| c.is_alphanumeric() || c == '_');
            let is_prefix = length <= 2 && rest[..length].chars().all(|c| "rRbBuUfF".contains(c));
            match rest[length..].chars().next() {
                Some('\'' | '"') if is_prefix => (length + string_length(&rest[length..]), Token::Str),
                _ => (length, Token::Word),
            }
        }
        Some(c) => (c.len_utf8(), Token::Operator),
    };
    (at..at + length, kind)
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// How long the string is that begins a text; one that is never closed ends with its line, a triple-quoted one with the
/// text.
fn string_length(text: &str) -> usize {
    let quote = &text[..1];
    let triple = text.get(..3).filter(|start| *start == quote.repeat(3));
    let end = triple.unwrap_or(quote);
    let mut at = end.len();
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(end) {
            return at + end.len();
        }
        if c == '\n' && triple.is_none() {
            return at;
        }
        let escaped = if c == '\\' { text[at + 1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        at += c.len_utf8() + escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(text: &str, tag: Tag) -> Vec<String> {
        let markup = highlight(text, |word| word == "print");
        assert_eq!(markup.plain(), text);
        markup.pieces().iter().filter(|(own, _)| *own == tag).map(|(_, piece)| piece.clone()).collect()
    }

    #[test]
    fn words_and_literals() {
        assert_eq!(tagged("for x in a.print: print(1.5e3)", Tag::Keyword), ["for", "in"]);
        assert_eq!(tagged("for x in a.print: print(1.5e3)", Tag::Builtin), ["print"]);
        assert_eq!(tagged("x = 0x1f + 2j", Tag::Literal), ["0x1f", "2j"]);
    }

    #[test]
    fn strings_even_if_open() {
        assert_eq!(tagged("rb'a\\'b' + f\"{x}\" + 'open", Tag::Str), ["rb'a\\'b'", "f\"{x}\"", "'open"]);
        assert_eq!(tagged("'''a\n'b' ''' + 1", Tag::Str), ["'''a\n'b' '''"]);
        assert_eq!(tagged("'a\\", Tag::Str), ["'a\\"]);
        assert_eq!(tagged("'é\\é'", Tag::Str), ["'é\\é'"]);
        assert_eq!(tagged("'a # b' # c", Tag::Comment), ["# c"]);
    }

    #[test]
    fn brackets_match_outside_of_strings() {
        assert_eq!(matching_bracket("f(a[1], ')')", 1), Some(11));
        assert_eq!(matching_bracket("f(a[1], ')')", 12), Some(1));
        assert_eq!(matching_bracket("f(a[1], ')')", 9), None);
        assert_eq!(matching_bracket("f(", 2), None);
    }
}
