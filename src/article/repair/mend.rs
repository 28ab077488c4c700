//! Words and marks that were lost inside a line: blanks between words, `**`, `()`.
//!
//! A line that is no row of statements is changed at the place where the parse stops, a little at a time, until it is one.

use std::collections::{HashSet, VecDeque};

use tape_lang::parse::fragment::{Token, TokenKind, tokens};

use super::comments::is_strong;
use super::line::Line;
use super::split::{reach, split};
use crate::Known;

/// How many changed lines are tried.
const TRIALS: usize = 400;

/// How many changes a line can need.
const CHANGES: usize = 8;

/// A change: where, what is put in, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The byte before which text is put in.
    pub at: usize,
    /// What is put in.
    pub text: &'static str,
    /// What was lost.
    pub lost: &'static str,
}

const BLANK: &str = "blanks between words";
const POWER: &str = "`**`";
const TIMES: &str = "`*`";
const PARENTHESES: &str = "`()`";

/// The keywords that lost their blank, longer ones first.
const KEYWORDS: &[&str] = &[
    "nonlocal", "finally", "return", "lambda", "import", "except", "global", "assert", "while", "raise", "yield",
    "class", "with", "from", "elif", "else", "def", "for", "not", "and", "del", "try", "if", "in", "is", "or", "as",
];

/// The line with what it lost, and what that was; nothing when no few changes make it a row of statements.
pub fn mend(text: &str, known: Known<'_>) -> Option<(String, Vec<&'static str>)> {
    let mut seen = HashSet::from([text.to_owned()]);
    let mut queue = VecDeque::from([(text.to_owned(), Vec::new())]);
    let mut trials = 0;
    while let Some((text, lost)) = queue.pop_front() {
        trials += 1;
        if trials > TRIALS {
            return None;
        }
        if !lost.is_empty() && split(&text).is_some_and(|parts| parts.iter().all(|part| plausible(part, known))) {
            return Some((text, lost));
        }
        if lost.len() == CHANGES {
            continue;
        }
        let reached = reach(&text);
        // From the least plausible on, since what helps is put in front.
        for edit in edits(&text, reached, known).into_iter().rev() {
            let changed = format!("{}{}{}", &text[..edit.at], edit.text, &text[edit.at..]);
            // A change must help the parse on.
            if seen.insert(changed.clone()) {
                let mut lost = lost.clone();
                if !lost.contains(&edit.lost) {
                    lost.push(edit.lost);
                }
                let further = reach(&changed) > reached + edit.text.len();
                if further {
                    queue.push_front((changed, lost));
                } else {
                    queue.push_back((changed, lost));
                }
            }
        }
    }
    None
}

/// Whether a statement says something: a word that the program does not know, or a bare number, is what a wrong guess leaves over.
fn plausible(part: &str, known: Known<'_>) -> bool {
    let words = tokens(part);
    let number = words.first().is_some_and(|word| word.kind == TokenKind::Number);
    is_strong(part) || (!number && Line::new(part).used.iter().all(|name| known(name)))
}

/// The changes that could help where the parse stops.
fn edits(text: &str, reached: usize, known: Known<'_>) -> Vec<Edit> {
    let words = tokens(text);
    let failing = words.iter().position(|token| token.end as usize > reached).unwrap_or(words.len());
    let mut found = Vec::new();
    let last = (failing + 12).min(words.len());
    // The first word too: a header without its blank reads as a statement of its own for a while.
    for index in [0].into_iter().chain(failing.saturating_sub(3).max(1)..last).filter(|&index| index < words.len()) {
        let token = words[index];
        let word = &text[token.start as usize..token.end as usize];
        if token.kind.is_name() {
            found.extend(blanks(word, token.start as usize));
            found.extend(power_in(word, token.start as usize, known));
        }
        if let Some(next) = words.get(index + 1) {
            found.extend(between(text, &words, index, *next));
        }
    }
    found.extend(after_number(text, &words));
    found
}

/// Where a blank may have stood in a word: after or before a keyword.
pub fn blanks(word: &str, start: usize) -> Vec<Edit> {
    let blank = |at: usize| Edit { at: start + at, text: " ", lost: BLANK };
    let begins = KEYWORDS.iter().filter(|keyword| word.len() > keyword.len() && word.starts_with(**keyword));
    let ends = KEYWORDS.iter().filter(|keyword| word.len() > keyword.len() && word.ends_with(**keyword));
    begins.map(|keyword| blank(keyword.len())).chain(ends.map(|keyword| blank(word.len() - keyword.len()))).collect()
}

/// `x2` for `x**2`, where `x` means something and `x2` does not.
pub fn power_in(word: &str, start: usize, known: Known<'_>) -> Option<Edit> {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem.len() < word.len() && !stem.is_empty() && known(stem) && !known(word)).then_some(Edit {
        at: start + stem.len(),
        text: "**",
        lost: POWER,
    })
}

/// What may have stood between two tokens.
fn between(text: &str, words: &[Token], index: usize, next: Token) -> Option<Edit> {
    use TokenKind::{Colon, Def, LeftParen, Number, RightBracket, RightParen};
    let token = words[index];
    let at = token.end as usize;
    let left = token.kind.is_name() || matches!(token.kind, Number | RightParen | RightBracket);
    let same_line = !text[at..next.start as usize].contains('\n');
    if index > 0 && words[index - 1].kind == Def && token.kind.is_name() && next.kind == Colon {
        return Some(Edit { at, text: "()", lost: PARENTHESES });
    }
    let right = next.kind == Number || next.kind.is_name() || (next.kind == LeftParen && token.kind == Number);
    // Where no `*` survived, it may as well have been that between a factor and its name.
    if token.kind == Number && next.kind.is_name() && at == next.start as usize && !text.contains('*') {
        return Some(Edit { at, text: "*", lost: TIMES });
    }
    (left && right && same_line).then_some(Edit { at, text: "**", lost: POWER })
}

/// `2x`: a number that runs into a name, where the tokens end.
fn after_number(text: &str, words: &[Token]) -> Vec<Edit> {
    let from = words.last().map_or(0, |token| token.end as usize);
    let rest = &text[from..];
    let trimmed = rest.trim_start();
    let start = text.len() - trimmed.len();
    let digits = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    if digits == 0 || !trimmed[digits..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return Vec::new();
    }
    let at = start + digits;
    let times = Edit { at, text: "*", lost: TIMES };
    let power = Edit { at, text: "**", lost: POWER };
    // Where `*` survived, it was `**` that was eaten.
    let mut found = if text.contains('*') { vec![power, times] } else { vec![times, power] };
    if KEYWORDS.iter().any(|keyword| trimmed[digits..].starts_with(keyword)) {
        found.push(Edit { at, text: " ", lost: BLANK });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let known = |name: &str| ["tf", "x", "y", "range", "print", "t", "f"].contains(&name);
        mend(text, &known).map(|(text, _)| text).unwrap_or_default()
    }

    #[test]
    fn lost_blanks() {
        assert_eq!(mended("importtensorflow astf"), "import tensorflow as tf");
        assert_eq!(mended("withtf.GradientTape() ast:"), "with tf.GradientTape() as t:");
        assert_eq!(mended("fori inrange(3):"), "for i in range(3):");
        assert_eq!(mended("deff(x):"), "def f(x):");
        assert_eq!(mended("ifx isnot y:"), "if x is not y:");
    }

    #[test]
    fn eaten_marks() {
        assert_eq!(mended("y = (x + 1)2 + x 3"), "y = (x + 1)**2 + x** 3");
        assert_eq!(mended("y = 2x"), "y = 2*x");
        assert_eq!(mended("def f:"), "def f():");
    }
}
