//! A text of lines cut into pieces: at blank lines, fences and the words that announce an output, and where a numbered program begins and
//! ends.

use crate::Known;
use crate::listings::listings;
use crate::repair::gutters::{LANGUAGES, without_quote_marks};
use crate::signs::{TRACEBACK, closing, is_cell, is_label};

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The lines.
    pub lines: Vec<String>,
    /// What the page says that they are.
    pub hint: Hint,
}

/// What a page says of some lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Nothing.
    Nothing,
    /// They are words.
    Words,
    /// They stand there as they are: code or an output.
    Verbatim,
    /// They are code.
    Code,
    /// They are an output.
    Output,
}

/// The pieces of a text in order, without the marks of fences, of code and of quotations.
pub fn pieces(text: &str, known: Known<'_>) -> Vec<Piece> {
    let unquoted = without_quote_marks(text);
    let lines: Vec<&str> = unquoted.as_deref().unwrap_or(text).lines().collect();
    let mut pieces: Vec<Piece> = vec![];
    let mut from = 0;
    for listing in listings(&lines, known) {
        pieces.extend(stretches(&lines[from..listing.rows.start]));
        pieces.push(Piece { lines: listing.lines, hint: Hint::Code });
        from = listing.rows.end;
    }
    pieces.extend(stretches(&lines[from..]));
    pieces
}

/// Lines between blank ones and fences.
fn stretches(lines: &[&str]) -> Vec<Piece> {
    let mut stretches = vec![vec![]];
    for line in lines {
        let mut line = line.trim_end();
        let opened = line.trim_start().strip_prefix("```");
        if let Some(rest) = opened {
            stretches.push(vec![]);
            line = if LANGUAGES.contains(&rest.trim()) { "" } else { rest };
        }
        if is_button(line) {
            stretches.push(vec![]);
            line = "";
        }
        let closed = line.strip_suffix("```");
        line = closed.unwrap_or(line);
        let plain = line.trim();
        let inline = plain.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).filter(|rest| !rest.contains('`'));
        let line = inline.unwrap_or(line);
        // A label stands alone, and a cell begins something new.
        let label = line.ends_with(':') && is_label(line.trim());
        if line.trim().is_empty() || label || is_cell(line) {
            stretches.push(vec![]);
        }
        if let Some(stretch) = stretches.last_mut().filter(|_| !line.trim().is_empty()) {
            stretch.push(line.to_owned());
        }
        if closed.is_some() || inline.is_some() || label {
            stretches.push(vec![]);
        }
    }
    let joined = joined_errors(stretches.into_iter().filter(|stretch| !stretch.is_empty()).collect());
    joined.into_iter().map(|lines| Piece { lines, hint: Hint::Nothing }).collect()
}

/// Whether a line is what a page shows above its code: a button, or the name of the language.
fn is_button(line: &str) -> bool {
    let said = line.trim().to_lowercase();
    let named = ["python3", "python", "ipython"].iter().find_map(|language| said.strip_prefix(language));
    let buttons = ["", "copy", "copy code", "copied!", "content_copy", "copy to clipboard"];
    buttons[usize::from(named.is_none())..].contains(&named.unwrap_or(&said).trim())
}

/// A traceback that a fence or a blank line cut in two is one stretch.
fn joined_errors(stretches: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut joined: Vec<Vec<String>> = vec![];
    for stretch in stretches {
        match joined.last_mut() {
            Some(before) if before[0].contains(TRACEBACK) && closing(before).is_none() => {
                before.extend(stretch);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_end_what_stands_above_them() {
        let found = pieces("We print it:\npython\nCopy code\nprint(1)\nOutput\n1\n", &|_| false);
        let lines: Vec<String> = found.iter().map(|piece| piece.lines.join("|")).collect();
        assert_eq!(lines, ["We print it:", "print(1)|Output|1"]);
    }
}
