//! Comments that swallow the code behind them.

use tape_lang::parse::fragment::{TokenKind, tokens};

use super::characters::{decode_entities, plain_characters};
use super::hidden::is_mention;
use super::line::{Line, Role};
use super::mend::{BEGINNING, BLANK, mend, wide_powers};
use super::split::split;
use crate::Known;

/// The bytes of the longest comment that is looked into: a whole block may have run into one, but no whole page.
const LONGEST: usize = 8000;

/// The line with the code behind its comments on lines of its own; nothing when no comment of it hides any. A tail is code only
/// from an assignment, a call or a statement with a keyword on, only if all that follows parses, and only if the words before do not
/// lead on to it.
pub fn uncover(line: &str, known: Known<'_>) -> Option<String> {
    let at = comment_start(line)?;
    let (code, comment) = line.split_at(at);
    let Tail { said, code: tail, .. } = tail_of(comment, known).filter(|tail| !tail.mentioned)?;
    let indent = &line[..line.len() - line.trim_start().len()];
    let tail = uncover(&tail, known).unwrap_or(tail);
    let said = said.trim_end();
    let first = if code.trim().is_empty() { format!("{indent}{said}") } else { format!("{}  {said}", code.trim_end()) };
    Some(format!("{first}\n{indent}{tail}"))
}

/// Where a line's first comment begins: at a `#` outside strings.
pub fn comment_start(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '#' => return Some(at),
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {}
        }
    }
    None
}

/// What stands behind the words of a comment.
pub struct Tail<'c> {
    /// The words.
    pub said: &'c str,
    /// Code, in plain characters and with what it lost.
    pub code: String,
    /// Whether the words lead on to it.
    pub mentioned: bool,
}

/// The code behind a comment's own words: the first that these do not lead on to, or the first at all.
pub fn tail_of<'c>(comment: &'c str, known: Known<'_>) -> Option<Tail<'c>> {
    if comment.len() > LONGEST {
        return None;
    }
    let body = comment.trim_start_matches('#').trim_start();
    let first = comment.len() - body.len();
    let mut before = ' ';
    let mut found = None;
    for (at, c) in comment.char_indices() {
        let begins = at > first && before.is_whitespace() && !c.is_whitespace();
        before = c;
        if begins && c != '#' {
            let (said, tail) = comment.split_at(at);
            let mentioned = is_mention(said);
            if mentioned && found.is_some() {
                continue;
            }
            if let Some(code) = as_code(tail, known) {
                found = Some(Tail { said, code, mentioned });
                if !mentioned {
                    break;
                }
            }
        }
    }
    found
}

/// A text that is code up to its next comment, after a repair if it needs one.
fn as_code(text: &str, known: Known<'_>) -> Option<String> {
    if is_code(text) {
        return Some(text.to_owned());
    }
    if may_be_cleaned(text)
        && let Some(cleaned) = plain_characters(text).or_else(|| wide_powers(text)).or_else(|| decode_entities(text))
    {
        return as_code(&cleaned, known);
    }
    if !begins_damaged(text, known) {
        return None;
    }
    let (code, comment) = text.split_at(comment_start(text).unwrap_or(text.len()));
    let (mended, lost) = mend(code, known)?;
    // `B = batch size` is no power.
    let meant = text.starts_with("print(") || lost.iter().all(|what| *what == BLANK);
    (meant && is_code(&mended)).then(|| mended + comment)
}

/// Whether a text that is no code begins as code does that has lost something: `fori inrange(3):`, `print(x ify else 0)`, `y = x ify else 0`.
fn begins_damaged(text: &str, known: Known<'_>) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let runs_in = BEGINNING.iter().any(|keyword| word.starts_with(keyword) && word != *keyword);
    let rest = &text[word.len()..];
    (runs_in && !known(word)) || text.starts_with("print(") || (!word.is_empty() && rest.starts_with(" = "))
}

/// Whether a text holds anything that pages put into code: most hold nothing, which is quickly seen.
fn may_be_cleaned(text: &str) -> bool {
    !text.is_ascii() || text.contains('&') || text.contains("  ")
}

/// Whether a text is code up to its next comment.
fn is_code(text: &str) -> bool {
    let code = match comment_start(text) {
        Some(0) => return false,
        Some(at) => &text[..at],
        None => text,
    };
    let Some(first) = tokens(code).first().copied() else { return false };
    use TokenKind::{At, Class, Def, Del, For, From, If, Import, Raise, Return, Try, While, With};
    let plausible = first.kind.is_name()
        || matches!(
            first.kind,
            At | Class | Def | Del | For | From | If | Import | Raise | Return | Try | While | With
        )
        || matches!(first.kind, TokenKind::Else | TokenKind::Elif | TokenKind::Except | TokenKind::Flow);
    if !plausible || is_before_decorator(code) {
        return false;
    }
    let Some(parts) = split(code) else { return false };
    let strong = |part: &String| is_strong(part);
    let mut rest = parts.iter();
    rest.next().is_some_and(strong) && rest.enumerate().all(|(index, part)| is_strong(part) || index + 2 == parts.len())
}

/// Whether a text is `word @name`: the word of a comment, which is no factor, before a decorator.
fn is_before_decorator(text: &str) -> bool {
    let [word, at, name, ..] = tokens(text)[..] else { return false };
    word.kind.is_name() && at.kind == TokenKind::At && word.end < at.start && at.end == name.start
}

/// Whether a statement can hardly be prose: an assignment, a call, a header, a statement with a keyword that says something.
pub fn is_strong(text: &str) -> bool {
    let line = Line::new(text);
    let words = tokens(text);
    match line.role {
        Role::Simple => match line.keyword {
            Some(TokenKind::Import | TokenKind::From | TokenKind::Return | TokenKind::Del | TokenKind::Assert) => {
                words.len() > 1
            }
            Some(TokenKind::Flow) => true,
            _ => {
                let assigns = words.iter().any(|token| matches!(token.kind, TokenKind::Equal | TokenKind::AugAssign));
                let called = words.windows(2).any(|pair| {
                    pair[0].kind.is_name() && pair[1].kind == TokenKind::LeftParen && pair[0].end == pair[1].start
                });
                assigns || called
            }
        },
        Role::Header(_) | Role::Clause(_) | Role::Decorator => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_behind_comments() {
        assert_eq!(
            uncover("y = tf.reduce_sum(x) #sum up the elements in x which is 6 z = tf.square(y) #square of y dz = g(z, x) #taking z with respect to x print(dz)", &|_| false).as_deref(),
            Some("y = tf.reduce_sum(x)  #sum up the elements in x which is 6\nz = tf.square(y)  #square of y\ndz = g(z, x)  #taking z with respect to x\nprint(dz)")
        );
        assert_eq!(uncover("x = 1 # the first of three", &|_| false), None);
        assert_eq!(uncover("# y = 2", &|_| false), None);
        assert_eq!(uncover("# you may use print(y)", &|_| false), None);
        assert_eq!(
            uncover("def f(x): # squares return x**2", &|_| false).as_deref(),
            Some("def f(x):  # squares\nreturn x**2")
        );
    }
}
