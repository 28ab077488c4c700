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
/// assert_eq!(doubts("x.numpy()\nnp.float32(9.0)\n"), [1..2]);
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
    if is_numbers(line) || is_repr(line) {
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

/// Whether a line is what an interactive session shows for a value, and code as well: `np.float32(6.75)`, `['w:0', 'b:0']`.
fn is_repr(line: &str) -> bool {
    use TokenKind::{Colon, Comma, Dot, Minus, Number, Str};
    let words = tokens(line);
    let word = |at: usize| words.get(at).map_or("", |word| &line[word.start as usize..word.end as usize]);
    let (mut constants, mut brackets) = (0, 0);
    let shown = words.iter().enumerate().all(|(at, own)| {
        constants += usize::from(matches!(own.kind, Number | Str));
        brackets += usize::from(own.kind.opens());
        match own.kind {
            // A scalar of numpy's: all names are its module's and its type's.
            kind if kind.is_name() => {
                matches!(word(at), "True" | "False" | "None")
                    || (word(at) == "np" && word(at + 1) == ".")
                    || (at > 1 && word(at - 2) == "np" && (word(at + 1) == "(" || word(at).ends_with('_')))
                    || (word(at) == "dtype" && word(at + 1) == "(")
            }
            kind => kind.opens() || kind.closes() || matches!(kind, Colon | Comma | Dot | Minus | Number | Str),
        }
    });
    shown && constants + brackets > 0 && !line.contains('#')
}

/// Whether a line may show something: it prints, or is a value.
fn may_show(line: &str) -> bool {
    let read = Line::new(line);
    line.contains("print(") || (read.role == Role::Simple && read.bound.is_empty())
}
