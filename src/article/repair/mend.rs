//! Words and marks that were lost inside a line: blanks between words, `**`, `()`.
//!
//! A line that is no row of statements is changed at the place where the parse stops, a little at a time, until it is one.

use std::collections::{HashSet, VecDeque};

use tape_lang::parse::fragment::{Token, TokenKind, tokens};

use super::comments::is_strong;
use super::line::Line;
use super::split::{LONGEST, Reach, reach, split};
use crate::Known;

/// How many changed lines are tried.
const TRIALS: usize = 60;

/// How many bytes are read in them: long texts are tried less often.
const WORK: usize = 200_000;

/// How many tokens from where the parse stops are looked at.
const WINDOW: usize = 12;

/// How many tokens of a bracket are looked at where the parse stops before it.
const LONGEST_BRACKET: usize = 150;

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

/// What was lost where words run into each other.
pub const BLANK: &str = "blanks between words";
const POWER: &str = "`**`";
const TIMES: &str = "`*`";
const PARENTHESES: &str = "`()`";

/// The keywords that lost their blank, longer ones first.
const KEYWORDS: &[&str] = &[
    "nonlocal", "finally", "return", "lambda", "import", "except", "global", "assert", "while", "raise", "yield",
    "class", "with", "from", "elif", "else", "def", "for", "not", "and", "del", "try", "if", "in", "is", "or", "as",
];

/// Those that a line may begin with.
pub const BEGINNING: &[&str] = &["with", "for", "from", "import", "def", "class", "if", "while", "return"];

/// The line with what it lost, and what that was; nothing when no few changes make it a row of statements.
pub fn mend(text: &str, known: Known<'_>) -> Option<(String, Vec<&'static str>)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut seen = HashSet::from([text.to_owned()]);
    let mut queue = VecDeque::from([(text.to_owned(), Vec::new())]);
    let mut trials = TRIALS.min(WORK / text.len().max(1));
    while let Some((text, lost)) = queue.pop_front() {
        trials = trials.checked_sub(1)?;
        let done =
            |parts: Vec<String>| parts.iter().all(|part| plausible(part, known)) && run_in(&text, known).is_none();
        if !lost.is_empty() && split(&text).is_some_and(done) {
            return Some((text, lost));
        }
        let all = reach(&text, 0);
        let reached = all.end.min(run_in(&text, known).unwrap_or(all.end));
        // From the least plausible on, since what helps is put in front.
        for edit in edits(&text, reached, known).into_iter().rev() {
            let changed = format!("{}{}{}", &text[..edit.at], edit.text, &text[edit.at..]);
            // A change must help the parse on.
            if seen.insert(changed.clone()) {
                let mut lost = lost.clone();
                if !lost.contains(&edit.lost) {
                    lost.push(edit.lost);
                }
                let further = progress(&changed, &all, edit.at, known) > reached + edit.text.len();
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

/// How far a text is a row of statements in which no keyword has run into a name, when `before` it was changed at a place: what ends well
/// before that is as it was.
fn progress(text: &str, before: &Reach, at: usize, known: Known<'_>) -> usize {
    let same = before.starts.partition_point(|start| *start < at).saturating_sub(2);
    let from = before.starts.get(same).copied().unwrap_or(0);
    let reached = reach(text, from).end;
    run_in(&text[from..], known).map_or(reached, |at| reached.min(from + at))
}

/// Where a keyword has run into a name that means something, though the text may be a program as it stands: `withtf.GradientTape()`.
pub fn run_in(text: &str, known: Known<'_>) -> Option<usize> {
    let words = tokens(text);
    let runs_in = |(index, token): (usize, &Token)| {
        let word = &text[token.start as usize..token.end as usize];
        let attribute = index > 0 && words[index - 1].kind == TokenKind::Dot;
        let meant = |keyword: &&str| word.strip_prefix(*keyword).is_some_and(|name| !name.is_empty() && known(name));
        let damaged = token.kind.is_name() && !attribute && !known(word) && BEGINNING.iter().any(meant);
        damaged.then_some(token.start as usize)
    };
    words.iter().enumerate().find_map(runs_in)
}

/// The text with `**` where two blanks stand between values: pages that eat marks leave the blanks around them.
///
/// It is for texts that are damaged anyway: `a  -b` is a program too.
pub fn wide_powers(text: &str) -> Option<String> {
    use TokenKind::{LeftParen, Number, RightBracket, RightParen};
    let words = tokens(text);
    let wide = |pair: &[Token]| {
        let (end, start) = (pair[0].end as usize, pair[1].start as usize);
        let after = &text[start..];
        let closed = matches!(pair[0].kind, Number | RightParen | RightBracket);
        let negative = after.starts_with('-') && !after[1..].starts_with([' ', '=', '>']);
        let right =
            pair[1].kind == Number || pair[1].kind.is_name() || negative || (pair[1].kind == LeftParen && closed);
        let left = closed || pair[0].kind.is_name();
        (left && right && &text[end..start] == "  ").then_some(end + 1)
    };
    let mut found = text.to_owned();
    for at in words.windows(2).filter_map(wide).rev() {
        found.insert_str(at, "**");
    }
    (found != text).then_some(found)
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
    let last = (failing + WINDOW).max(closing(&words, failing)).min(words.len());
    // The first word too: a header without its blank reads as a statement of its own for a while.
    for index in [0].into_iter().chain(failing.saturating_sub(3).max(1)..last).filter(|&index| index < words.len()) {
        let token = words[index];
        let word = &text[token.start as usize..token.end as usize];
        if token.kind.is_name() {
            let attribute = index > 0 && words[index - 1].kind == TokenKind::Dot;
            let rank = |edit: &Edit| if attribute { 3 } else { 2 * u8::from(ends_in_keyword(word, edit, token)) };
            found.extend(blanks(word, token.start as usize).into_iter().map(|edit| (rank(&edit), edit)));
            found.extend(power_in(word, token.start as usize, known).map(|edit| (1, edit)));
        }
        if let Some(next) = words.get(index + 1) {
            found.extend(between(text, &words, index, *next).map(|edit| (1, edit)));
        }
    }
    found.extend(after_number(text, &words).into_iter().map(|edit| (1, edit)));
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, edit)| edit).collect()
}

/// Whether a blank goes before a keyword at the end of a word: words that end like one are many.
fn ends_in_keyword(word: &str, edit: &Edit, token: Token) -> bool {
    KEYWORDS.contains(&&word[edit.at - token.start as usize..])
}

/// The token behind the bracket that the token at `open` opens: what is broken may stand anywhere in it.
fn closing(words: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in words.iter().enumerate().skip(open).take(LONGEST_BRACKET) {
        match token.kind {
            kind if kind.opens() => depth += 1,
            kind if kind.closes() => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    open
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
    // `s0.5` is `s**0.5`, and no power of `s0`.
    let digits =
        token.kind.is_name() && at == next.start as usize && text[..at].ends_with(|c: char| c.is_ascii_digit());
    // `(x) ast`: a keyword that runs into a name is no power.
    let runs_in =
        |keyword: &&str| next.kind.is_name() && text[next.start as usize..next.end as usize].starts_with(*keyword);
    let glued = ["as", "for", "in", "if", "is", "from", "not", "else"].iter().any(runs_in);
    (left && right && same_line && !glued && !digits).then_some(Edit { at, text: "**", lost: POWER })
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
        assert_eq!(mended("x = 1 withtf.f() ast: y = x"), "x = 1 with tf.f() as t: y = x");
        assert_eq!(mended("deff(x):"), "def f(x):");
        assert_eq!(mended("ifx isnot y:"), "if x is not y:");
    }

    #[test]
    fn eaten_marks() {
        assert_eq!(mended("y = (x + 1)2 + x 3"), "y = (x + 1)**2 + x** 3");
        assert_eq!(mended("y = 2x"), "y = 2*x");
        assert_eq!(mended("y = x0.5"), "y = x**0.5");
        assert_eq!(mended("def f:"), "def f():");
    }
}
