//! Comments that swallow the code behind them.

use tape_lang::parse::fragment::{TokenKind, tokens};

use super::line::{Line, Role};
use super::split::split;
use crate::Known;

/// The line with the code behind its comments on lines of its own; nothing when no comment of it hides any. A tail is code only
/// from an assignment, a call or a statement with a keyword on, and only if all that follows parses.
pub fn uncover(line: &str) -> Option<String> {
    let at = comment_start(line)?;
    let (code, comment) = line.split_at(at);
    let (said, tail) = tail_of(comment)?;
    let indent = &line[..line.len() - line.trim_start().len()];
    let tail = uncover(tail).unwrap_or_else(|| tail.to_owned());
    let said = said.trim_end();
    let first = if code.trim().is_empty() { format!("{indent}{said}") } else { format!("{}  {said}", code.trim_end()) };
    Some(format!("{first}\n{indent}{tail}"))
}

/// Whether code that a comment swallowed binds a name that the program uses and nothing else binds, or prints something: a comment
/// only speaks of code that does neither.
pub fn hide_names(program: &str, lines: &[Line], visible: Known<'_>) -> bool {
    if !program.contains('#') {
        return false;
    }
    let missing = |name: &String| !visible(name) && lines.iter().any(|line| line.used.contains(name));
    let hidden = program.lines().filter_map(|line| {
        let at = comment_start(line)?;
        tail_of(&line[at..]).map(|(_, tail)| tail)
    });
    hidden.map(Line::new).any(|tail| {
        // Nobody says several statements in a row in a comment.
        let several =
            split(&tail.text).is_some_and(|parts| parts.len() > 1 && parts.iter().all(|part| is_strong(part)));
        let watches = tail.text.split_once(".watch(").is_some_and(|(tape, _)| !visible(tape));
        tail.bound.iter().any(missing) || tail.text.starts_with("print(") || watches || several
    })
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

/// A comment's own words, and the code behind them.
fn tail_of(comment: &str) -> Option<(&str, &str)> {
    let body = comment.trim_start_matches('#').trim_start();
    let first = comment.len() - body.len();
    let mut before = ' ';
    for (at, c) in comment.char_indices() {
        let begins = at > first && before.is_whitespace() && !c.is_whitespace();
        before = c;
        if begins && c != '#' && is_code(&comment[at..]) {
            return Some(comment.split_at(at));
        }
    }
    None
}

/// Whether a text is code up to its next comment.
fn is_code(text: &str) -> bool {
    let code = match comment_start(text) {
        Some(0) => return false,
        Some(at) => &text[..at],
        None => text,
    };
    let Some(first) = tokens(code).first().copied() else { return false };
    use TokenKind::{At, Class, Def, For, From, If, Import, Return, Try, While, With};
    let plausible = first.kind.is_name()
        || matches!(first.kind, At | Class | Def | For | From | If | Import | Return | Try | While | With)
        || matches!(first.kind, TokenKind::Else | TokenKind::Elif | TokenKind::Except | TokenKind::Flow);
    if !plausible {
        return false;
    }
    let Some(parts) = split(code) else { return false };
    let strong = |part: &String| is_strong(part);
    let mut rest = parts.iter();
    rest.next().is_some_and(strong) && rest.enumerate().all(|(index, part)| is_strong(part) || index + 2 == parts.len())
}

/// Whether a statement can hardly be prose: an assignment, a call, a header, a statement with a keyword that says something.
pub fn is_strong(text: &str) -> bool {
    let line = Line::new(text);
    let words = tokens(text);
    match line.role {
        Role::Simple => match line.keyword {
            Some(TokenKind::Import | TokenKind::From | TokenKind::Return | TokenKind::Del) => words.len() > 1,
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
            uncover("y = tf.reduce_sum(x) #sum up the elements in x which is 6 z = tf.square(y) #square of y dz = g(z, x) #taking z with respect to x print(dz)").as_deref(),
            Some("y = tf.reduce_sum(x)  #sum up the elements in x which is 6\nz = tf.square(y)  #square of y\ndz = g(z, x)  #taking z with respect to x\nprint(dz)")
        );
        assert_eq!(uncover("x = 1 # the first of three"), None);
        assert_eq!(uncover("# y = 2"), None);
        assert_eq!(uncover("def f(x): # squares return x**2").as_deref(), Some("def f(x):  # squares\nreturn x**2"));
    }
}
