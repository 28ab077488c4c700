//! Lines that hold several statements: a boundary is where the parse demands one.

use std::collections::HashSet;

use tape_lang::parse::fragment::{TokenKind, furthest, longest_statement, tokens};

use super::line::{header_colon, is_header, parses};

/// The statements of a text that has lost its line ends, each a logical line; nothing when it is no row of statements. The longest
/// statement is taken at each place, a shorter one only where nothing can follow the longest.
pub fn split(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut dead = HashSet::new();
    rest(text, 0, &mut parts, &mut dead).then_some(parts)
}

/// How far into a text a row of statements goes before the parse stops, in bytes. No statement but the first begins with a number.
pub fn reach(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let start = at + rest.len() - rest.trim_start().len();
        if at > 0 && rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return start;
        }
        match ends(&text[start..]).first() {
            Some(&end) if end > 0 => at = start + end,
            _ => return start + furthest(&text[start..]),
        }
    }
}

fn rest(text: &str, from: usize, parts: &mut Vec<String>, dead: &mut HashSet<usize>) -> bool {
    let skipped = text[from..].len() - text[from..].trim_start_matches([' ', '\t', '\n']).len();
    let start = from + skipped;
    let rest_text = &text[start..];
    if tokens(rest_text).is_empty() && !has_more(rest_text) {
        if !rest_text.trim().is_empty() {
            parts.push(rest_text.trim().to_owned());
        }
        return true;
    }
    if dead.contains(&start) {
        return false;
    }
    for end in ends(rest_text) {
        parts.push(rest_text[..end].trim().to_owned());
        if rest(text, start + end, parts, dead) {
            return true;
        }
        parts.pop();
    }
    dead.insert(start);
    false
}

/// Whether a text without tokens is more than a comment.
fn has_more(text: &str) -> bool {
    text.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// Where the first statement or header of a text may end, the most plausible first.
fn ends(text: &str) -> Vec<usize> {
    let words = tokens(text);
    let Some(first) = words.first() else { return Vec::new() };
    if let Some(colon) = header_colon(text, &words) {
        let end = words[colon].end as usize;
        if is_header(&text[..end]) {
            return vec![end];
        }
    }
    if first.kind == TokenKind::At {
        return decorator_ends(text);
    }
    let Some(longest) = longest_statement(text) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(chain) = chain_end(text, longest) {
        found.push(chain);
    }
    let short = |token: &&tape_lang::parse::fragment::Token| (token.end as usize) < longest;
    let shorter = words.iter().filter(short).map(|token| token.end as usize).rev().take(40);
    found.extend(shorter.filter(|&end| parses(&text[..end])));
    found
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
        assert_eq!(parts("def f(): return x = 1"), ["def f():", "return", "x = 1"]);
        assert_eq!(
            parts("import a as b from c import d @tf.function def g(): pass"),
            ["import a as b", "from c import d", "@tf.function", "def g():", "pass"]
        );
        assert_eq!(split("the loss = is"), None);
    }
}
