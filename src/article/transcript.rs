//! What was typed at a prompt and what came of it: `>>> x` or `In [3]: x`, with outputs between.

use crate::repair::prompts::{after_prompt, cell};

/// A part of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What was typed, without prompts.
    pub code: Vec<String>,
    /// The lines that came of it.
    pub output: Vec<String>,
    /// Where these stand among the lines of the transcript.
    pub place: std::ops::Range<usize>,
}

/// What a line of a transcript is.
enum Row<'l> {
    Typed(&'l str),
    Continued(&'l str),
    Shown(&'l str),
}

/// Whether a line begins with a prompt of Python's or IPython's, and says something behind it.
#[must_use]
pub fn is_prompted(line: &str) -> bool {
    matches!(row(line.trim_start()), Row::Typed(code) if !code.trim().is_empty())
}

/// The parts of a transcript, each with the output that ends it; nothing when the first line has no prompt.
///
/// # Examples
/// ```
/// use tape_article::transcript::parts;
/// let lines = [">>> x = 2", ">>> x", "2", ">>> for i in range(1):", "...     print(i)", "...", "0"];
/// let parts = parts(&lines).unwrap();
/// assert_eq!((parts[0].code.join(";"), parts[0].output.join(";")), ("x = 2;x".to_owned(), "2".to_owned()));
/// assert_eq!(parts[1].code, ["for i in range(1):", "    print(i)", ""]);
/// assert_eq!(parts[1].place, 6..7);
/// ```
#[must_use]
pub fn parts(lines: &[impl AsRef<str>]) -> Option<Vec<Part>> {
    let first = lines.first()?.as_ref();
    if !is_prompted(first) {
        return None;
    }
    let indent = &first[..first.len() - first.trim_start().len()];
    let mut parts: Vec<Part> = vec![];
    let part = |at: usize| Part { code: vec![], output: vec![], place: at..at };
    for (at, line) in lines.iter().enumerate() {
        let row = row(line.as_ref().strip_prefix(indent).unwrap_or(line.as_ref()));
        let typed = matches!(row, Row::Typed(_) | Row::Continued(_));
        if parts.last().is_none_or(|last| typed && !last.output.is_empty()) {
            parts.push(part(at));
        }
        let Some(last) = parts.last_mut() else { continue };
        match row {
            Row::Typed(code) | Row::Continued(code) => {
                last.code.push(code.to_owned());
                last.place = at + 1..at + 1;
            }
            Row::Shown(text) if text.trim().is_empty() && last.output.is_empty() => last.place = at + 1..at + 1,
            Row::Shown(text) => {
                last.output.push(text.to_owned());
                // Blank lines between an output and the next prompt belong to neither.
                if !text.trim().is_empty() {
                    last.place.end = at + 1;
                }
            }
        }
    }
    for part in &mut parts {
        part.output.truncate(part.place.len());
    }
    Some(parts)
}

fn row(line: &str) -> Row<'_> {
    if let Some(code) = after_prompt(line, ">>>") {
        return Row::Typed(code);
    }
    if let Some((number, code)) = cell(line)
        && number.bytes().all(|digit| digit.is_ascii_digit())
    {
        return Row::Typed(code.strip_prefix(' ').unwrap_or(code));
    }
    match after_prompt(line, "...").or_else(|| after_prompt(line.trim_start(), "...:")) {
        Some(code) => Row::Continued(code),
        None => Row::Shown(after_out(line)),
    }
}

/// What `Out[3]: ` stands before.
fn after_out(line: &str) -> &str {
    let shown = line.strip_prefix("Out[").and_then(|rest| rest.split_once("]:"));
    match shown {
        Some((number, text)) if number.bytes().all(|digit| digit.is_ascii_digit()) => text.trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipythons_prompts() {
        let lines = [
            "In [1]: def f():",
            "   ...:     return 1",
            "   ...: ",
            "",
            "In [2]: f()",
            "Out[2]: 1",
            "",
            "In [3]: x = 2",
        ];
        let parts = parts(&lines).unwrap();
        assert_eq!(parts[0].code, ["def f():", "    return 1", "", "f()"]);
        assert_eq!((parts[0].output.join(""), parts[0].place.clone()), ("1".to_owned(), 5..6));
        assert_eq!((parts[1].code.join(""), parts[1].output.len()), ("x = 2".to_owned(), 0));
    }

    #[test]
    fn what_has_no_prompt_is_no_transcript() {
        assert_eq!(parts(&["x = 1", ">>> x"]), None);
        assert_eq!(parts(&[] as &[&str]), None);
    }
}
