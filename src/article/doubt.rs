//! Lines that are code as they stand, and may as well be what the code before them prints: `y = 9.0`.

use std::ops::Range;

use tape_lang::parse::fragment::{TokenKind, tokens};

use crate::repair::line::{Line, Role};
use crate::signs::is_numbers;

/// The rows of a program's text that may be an output, each behind a line that shows something. Whoever runs the lines before can tell.
///
/// # Examples
/// ```
/// use tape_article::doubt::doubts;
/// assert_eq!(doubts("y = 3 * 3.0\nprint('y =', y)\ny = 9.0\nz = y * 2\n"), [2..3]);
/// assert!(doubts("y = 3\nz = 4\n").is_empty());
/// ```
#[must_use]
pub fn doubts(code: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found: Vec<Range<usize>> = vec![];
    let mut shows = false;
    for (row, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value = says_values(line);
        match found.last_mut().filter(|last| last.end == row) {
            Some(last) if value => last.end = row + 1,
            _ if value && shows => found.push(row..row + 1),
            _ => {}
        }
        shows = !value && may_show(line);
    }
    found
}

/// Whether a line says what something is by constants alone, or is one, and does nothing.
fn says_values(line: &str) -> bool {
    use TokenKind::{Colon, Comma, Equal, Minus, Number, Str};
    if is_numbers(line) {
        return true;
    }
    let words = tokens(line);
    let (mut equals, mut constants) = (0, 0);
    let plain = words.iter().enumerate().all(|(at, word)| {
        let called = word.kind.opens() && at > 0 && words[at - 1].kind.is_name();
        equals += usize::from(word.kind == Equal);
        constants += usize::from(matches!(word.kind, Number | Str));
        !called
            && (word.kind.is_name()
                || word.kind.opens()
                || word.kind.closes()
                || matches!(word.kind, Number | Str | Equal | Comma | Minus | Colon))
    });
    plain && equals > 0 && constants > 0 && !line.contains('#')
}

/// Whether a line may show something: it prints, or is a value.
fn may_show(line: &str) -> bool {
    let read = Line::new(line);
    line.contains("print(") || (read.role == Role::Simple && read.bound.is_empty())
}
