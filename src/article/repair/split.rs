//! Lines that hold several statements: a boundary is where the parse demands one.

use std::collections::HashSet;
use std::iter;

use tape_lang::parse::fragment::{Token, TokenKind, furthest, longest_statement, tokens};

use super::line::{header_colon, is_header, parses};

/// The bytes of a text that are read first.
const WINDOW: usize = 250;

/// The bytes of the longest text that is taken apart: no line of code is longer.
pub const LONGEST: usize = 64_000;

/// The statements of a text that has lost its line ends, each a logical line; nothing when it is no row of statements. The longest
/// statement is taken at each place, a shorter one only where nothing can follow the longest.
pub fn split(text: &str) -> Option<Vec<String>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut parts = Vec::new();
    let mut dead = HashSet::new();
    rest(text, 0, &mut parts, &mut dead).then_some(parts)
}

/// A row of statements at the beginning of a text.
pub struct Reach {
    /// Where they begin, in bytes.
    pub starts: Vec<usize>,
    /// Where the parse stops.
    pub end: usize,
}

/// How far a row of statements goes from a place on before the parse stops. No statement but the first begins with a number.
pub fn reach(text: &str, from: usize) -> Reach {
    let (mut at, mut starts) = (from, vec![]);
    loop {
        let rest = &text[at..];
        let start = at + rest.len() - rest.trim_start().len();
        if at > 0 && rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return Reach { starts, end: start };
        }
        match ends(&text[start..]).next() {
            Some(end) if end > 0 => {
                starts.push(start);
                at = start + end;
            }
            _ => return Reach { starts, end: start + furthest(&text[start..]) },
        }
    }
}

fn rest(text: &str, from: usize, parts: &mut Vec<String>, dead: &mut HashSet<usize>) -> bool {
    let skipped = text[from..].len() - text[from..].trim_start_matches([' ', '\t', '\n']).len();
    let start = from + skipped;
    let rest_text = &text[start..];
    if !has_more(rest_text) {
        if !rest_text.trim().is_empty() {
            parts.push(rest_text.trim().to_owned());
        }
        return true;
    }
    if dead.contains(&start) {
        return false;
    }
    // What follows a name or a value without a blank calls it or takes a part of it.
    let parted = |end: &usize| !rest_text[*end..].starts_with(['(', '[']);
    for end in ends(rest_text).filter(parted) {
        parts.push(rest_text[..end].trim().to_owned());
        if rest(text, start + end, parts, dead) {
            return true;
        }
        parts.pop();
    }
    dead.insert(start);
    false
}

/// Whether a text is more than comments.
fn has_more(text: &str) -> bool {
    text.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// Where the first statement or header of a text may end, the most plausible first.
fn ends(text: &str) -> Box<dyn Iterator<Item = usize> + '_> {
    let text = &text[..enough(text)];
    let words = tokens(text);
    let Some(first) = words.first() else { return Box::new(iter::empty()) };
    if let Some(colon) = header_colon(text, &words) {
        let end = words[colon].end as usize;
        if is_header(&text[..end]) {
            return Box::new(iter::once(end));
        }
    }
    if first.kind == TokenKind::At {
        return Box::new(decorator_ends(text).into_iter());
    }
    let Some(longest) = longest_statement(text).or_else(|| deletion(text, &words)) else {
        return Box::new(iter::empty());
    };
    let before = words.into_iter().map(|token| token.end as usize).filter(move |end| *end < longest);
    let shorter: Vec<usize> = before.collect();
    // Most texts need no second look: what is shorter is parsed when it is asked for.
    let shorter = shorter.into_iter().rev().take(40).filter(|&end| parses(&text[..end]));
    Box::new(chain_end(text, longest).into_iter().chain(shorter))
}

/// Where `del x` ends, which the grammar takes for a statement only where the line ends.
fn deletion(text: &str, words: &[Token]) -> Option<usize> {
    let all = words.first()?.kind == TokenKind::Del;
    let ends = words.iter().take(40).filter(|_| all).map(|word| word.end as usize);
    ends.rev().find(|&end| parses(&text[..end]))
}

/// How much of a long text must be read to see where its first statement ends: up to a name behind it, which cannot belong to it.
fn enough(text: &str) -> usize {
    let mut length = WINDOW;
    while length < text.len() {
        length = text.floor_char_boundary(length);
        let words = tokens(&text[..length]);
        let end = longest_statement(&text[..length]).unwrap_or(text.len());
        let mut behind = words.iter().skip_while(|word| (word.start as usize) < end);
        // The last word may be cut.
        if behind.next().is_some_and(|word| word.kind.is_name()) && behind.next().is_some() {
            return length;
        }
        length *= 4;
    }
    text.len()
}

/// The end of a statement with the others that semicolons join to it.
fn chain_end(text: &str, mut end: usize) -> Option<usize> {
    if !parses(&text[..end]) {
        // The grammar is wider than the language in a few places.
        return None;
    }
    loop {
        let after = text[end..].trim_start_matches([' ', '\t']);
        let Some(next) = after.strip_prefix(';') else { return Some(end) };
        let start = text.len() - next.len();
        let blank = next.len() - next.trim_start_matches([' ', '\t']).len();
        match longest_statement(&next[blank..]) {
            Some(length) if parses(&next[blank..blank + length]) => end = start + blank + length,
            _ => return Some(start),
        }
    }
}

/// `@name`, `@name.name` or either with a call.
fn decorator_ends(text: &str) -> Vec<usize> {
    let words = tokens(text);
    let follows = |kind: TokenKind| matches!(kind, TokenKind::Def | TokenKind::Class | TokenKind::At);
    let next = words.iter().skip(1).find(|token| follows(token.kind));
    let end = next.map_or(text.trim_end().len(), |token| text[..token.start as usize].trim_end().len());
    if parses(&format!("{}\ndef f(): pass\n", &text[..end])) { vec![end] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_in_a_row() {
        let parts = |text: &str| split(text).unwrap_or_default();
        assert_eq!(
            parts("with GradientTape() as t: t.watch(x) y = 2*(x**3) + 5 dy_dx = t.gradient(y, x) print(dy_dx)"),
            ["with GradientTape() as t:", "t.watch(x)", "y = 2*(x**3) + 5", "dy_dx = t.gradient(y, x)", "print(dy_dx)"]
        );
        assert_eq!(parts("def f(x): return x x = 1; y = 2 f(x)"), ["def f(x):", "return x", "x = 1; y = 2", "f(x)"]);
        assert_eq!(parts("del x, y print(z)"), ["del x, y", "print(z)"]);
        assert_eq!(parts("def f(): return x = 1"), ["def f():", "return", "x = 1"]);
        assert_eq!(
            parts("import a as b from c import d @tf.function def g(): pass"),
            ["import a as b", "from c import d", "@tf.function", "def g():", "pass"]
        );
        assert_eq!(split("the loss = is"), None);
        assert_eq!(split("f(p) = 6.5"), None);
    }
}
