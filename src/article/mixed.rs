//! Code among other lines, with no blank line between: books and messages hold their programs so, with what these print.

use tape_lang::parse::fragment::is_closed;

use crate::repair::cleaned;
use crate::signs::{TRACEBACK, looks_printed};

/// The bytes of the longest code that waits for a bracket or a string to close.
const LONGEST_OPEN: usize = 16_000;

/// The end of some code, from where a bracket or a string may be open.
#[derive(Default)]
pub struct Open(String);

impl Open {
    /// Goes on with such code.
    pub fn add(&mut self, code: &str) {
        self.0.push_str(code);
        if self.0.len() > LONGEST_OPEN || is_closed(&self.0) {
            self.close();
        }
    }

    /// Forgets what is open.
    pub fn close(&mut self) {
        self.0.clear();
    }

    /// Whether something is open.
    pub fn is_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether a text closes what is open.
    pub fn is_closed_by(&self, text: &str) -> bool {
        self.is_open() && is_closed(&format!("{}{text}", self.0))
    }
}

/// The lines cut where code begins and ends; `is_code` tells of a line by itself.
pub fn runs(lines: &[String], is_code: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = vec![];
    let mut open = Open::default();
    let (mut code, mut failed) = (false, false);
    for line in lines {
        let plain = cleaned(line);
        let plain = plain.as_deref().unwrap_or(line);
        failed = failed || line.contains(TRACEBACK);
        let shown = failed || looks_printed(plain.trim());
        let goes_on = code && open.is_open();
        let as_before = code;
        code = !shown && (goes_on || goes_with_code(plain) || is_code(plain));
        if code {
            open.add(&format!("{plain}\n"));
        } else {
            open.close();
        }
        match runs.last_mut() {
            Some(run) if code == as_before => run.push(line.clone()),
            _ => runs.push(vec![line.clone()]),
        }
    }
    runs
}

/// Whether a line is code among code, though it may be a word elsewhere: a comment, `else:`, a bracket.
fn goes_with_code(line: &str) -> bool {
    let line = line.trim();
    let words = ["pass", "break", "continue", "return", "try:", "else:", "finally:"];
    words.contains(&line) || line.starts_with('#') || line.chars().all(|c| "()[]{},:".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_among_words_and_outputs() {
        let lines =
            ["We print it:", "x = f(1,", "2)", "print(x)", "# and", "tf.Tensor(3.0)", "Fine."].map(str::to_owned);
        let found = runs(&lines, |line| line.contains(" = ") || line.starts_with("print"));
        let lengths: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(lengths, [1, 4, 2]);
    }
}
