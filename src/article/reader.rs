//! An article taken apart: prose, code, and the outputs that it shows.
//!
//! A text that is in order is read by [`crate::markdown`], a page of HTML is cut into pieces by [`crate::html`]; all else is read here.
//! Damaged pages have fences that are broken, never closed or in the middle of things, so fences are hints here: what a stretch of lines is
//! shows in its own text, and in the words before it (`Output:`).

use tape_lang::parse::fragment::is_closed;

use crate::repair::gutters::without_logs;
use crate::repair::line::is_header;
use crate::repair::{bound_names, cleaned, is_code_line, is_plain_code_line};
use crate::signs::{
    announces, closing, code_in_traceback, counts, error_of, is_cell, is_label, is_numbers, looks_printed,
};
use crate::{Known, html, transcript};

/// Code with the output that the article shows for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The code, as damaged as it stands there.
    pub code: String,
    /// What the article shows below it.
    pub shown: Option<Expected>,
}

/// An output that an article shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Printed text or a value.
    Text(String),
    /// An exception.
    Error {
        /// What was printed before it.
        printed: String,
        /// Its type.
        class: String,
        /// Its message.
        message: String,
        /// Whether its traceback is shown.
        traceback: bool,
    },
}

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

/// What a stretch of lines is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Prose,
    Code,
    Output,
    /// The words that announce an output.
    Label,
}

/// The code blocks of an article in order, with their outputs.
///
/// `known` tells the names that mean something before any code has run.
///
/// # Examples
/// ```
/// use tape_article::reader::{Expected, blocks};
/// let known = |name: &str| name == "print";
/// let text = "Add them:\n\n```\nprint(1 + 2)\n```\n\nOutput:\n\n`3`\n";
/// let blocks = blocks(text, &known);
/// assert_eq!(blocks[0].code, "print(1 + 2)\n");
/// assert_eq!(blocks[0].shown, Some(Expected::Text("3".to_owned())));
/// ```
#[must_use]
pub fn blocks(text: &str, known: Known<'_>) -> Vec<Block> {
    let pieces = if html::is_page(text) { html::pieces(text) } else { stretches(text) };
    // Where a page has verbatim texts, its words are nothing else.
    let verbatim = pieces.iter().any(|piece| !matches!(piece.hint, Hint::Nothing | Hint::Words));
    let mut reader = Reader { blocks: vec![], names: vec![], known, verbatim, behind: false };
    let mut before = Stretch::Prose;
    // Comments between code belong to it, headings do not: what follows tells.
    let mut remarks: Option<Piece> = None;
    for piece in pieces {
        if without_logs(&piece.lines.join("\n")).is_some_and(|rest| rest.trim().is_empty()) {
            continue;
        }
        let kind = reader.kind(&piece, before);
        match (kind, remarks.take()) {
            (Stretch::Code, Some(remarks)) => reader.add_code(&remarks.lines),
            (_, Some(remarks)) => reader.pass(&remarks.lines),
            _ => {}
        }
        match kind {
            Stretch::Prose
                if before == Stretch::Code && piece.lines.iter().all(|line| line.trim().starts_with("# ")) =>
            {
                remarks = Some(piece);
                continue;
            }
            Stretch::Prose => reader.pass(&piece.lines),
            Stretch::Code => reader.add_code(&piece.lines),
            Stretch::Output => reader.add_output(&piece.lines),
            Stretch::Label => {}
        }
        before = kind;
    }
    reader.blocks.retain(|block| !block.code.is_empty());
    reader.blocks
}

struct Reader<'k> {
    blocks: Vec<Block>,
    /// The names that the code so far has bound.
    names: Vec<String>,
    known: Known<'k>,
    /// Whether the page marks what is verbatim.
    verbatim: bool,
    /// Whether an output may follow: nothing but a few words stands between it and its code.
    behind: bool,
}

impl Reader<'_> {
    fn kind(&self, piece: &Piece, before: Stretch) -> Stretch {
        let lines = &piece.lines;
        if is_label(lines[0].trim()) && lines.len() == 1 {
            return Stretch::Label;
        }
        match piece.hint {
            Hint::Words if self.verbatim => return Stretch::Prose,
            Hint::Code => return Stretch::Code,
            _ if transcript::is_prompted(&lines[0]) || is_cell(&lines[0]) => return Stretch::Code,
            Hint::Output => return Stretch::Output,
            _ => {}
        }
        if error_of(lines).is_some() || before == Stretch::Label || lines.iter().any(|line| looks_printed(line.trim()))
        {
            return Stretch::Output;
        }
        let known = |name: &str| (self.known)(name) || self.names.iter().any(|bound| bound == name);
        let waits = self.behind
            && self.blocks.iter().rfind(|block| !block.code.is_empty()).is_some_and(|block| block.shown.is_none());
        // What stands as it is behind code came of it unless it is code without a repair; elsewhere only numbers directly behind it.
        let verbatim = waits && piece.hint == Hint::Verbatim;
        let is_code = |text: &str| {
            text.lines()
                .any(|line| if verbatim { is_plain_code_line(line, &known) } else { is_code_line(line, &known) })
        };
        let text = lines.join("\n");
        if before == Stretch::Code && self.goes_on(lines) || is_code(&text) {
            return Stretch::Code;
        }
        let numbers = before == Stretch::Code && lines.iter().all(|line| is_numbers(line)) && !counts(lines);
        match cleaned(&text) {
            _ if verbatim || (waits && numbers) => Stretch::Output,
            Some(cleaned) if is_code(&cleaned) => Stretch::Code,
            _ => Stretch::Prose,
        }
    }

    /// Whether the code so far demands more: a bracket or a string is open that these lines may close, or a block has only its header.
    fn goes_on(&self, lines: &[String]) -> bool {
        let Some(block) = self.blocks.last() else { return false };
        if is_header(block.code.lines().next_back().unwrap_or_default().trim()) {
            return true;
        }
        !is_closed(&block.code) && is_closed(&format!("{}{}", block.code, lines.join("\n")))
    }

    /// Passes words, which end the code block that is open.
    fn pass(&mut self, lines: &[String]) {
        let ends = self.blocks.last().is_some_and(|block| !block.code.is_empty());
        self.behind = ends && announces(&lines.join(" "));
        if ends {
            self.blocks.push(Block::default());
        }
    }

    fn add_code(&mut self, lines: &[String]) {
        let Some(parts) = transcript::parts(lines) else { return self.add_program(lines) };
        for part in parts {
            self.add_program(&part.code);
            if !part.output.is_empty() {
                self.add_output(&part.output);
            }
        }
    }

    fn add_program(&mut self, lines: &[String]) {
        self.behind = true;
        if self.blocks.last().is_none_or(|block| block.shown.is_some()) {
            self.blocks.push(Block::default());
        }
        let code: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.names.extend(bound_names(&code));
        if let Some(block) = self.blocks.last_mut() {
            block.code.push_str(&code);
        }
    }

    /// An output belongs to the last code before it. What a traceback shows of a cell is its code where the article lost it.
    fn add_output(&mut self, lines: &[String]) {
        while self.blocks.last().is_some_and(|block| block.code.is_empty()) {
            self.blocks.pop();
        }
        let Some(block) = self.blocks.last_mut() else { return };
        if let Some(error) = error_of(lines) {
            let code = code_in_traceback(lines);
            let own = block.code.lines().next_back().unwrap_or_default();
            match code.lines().position(|line| line == own.trim()) {
                Some(0) => block.code = block.code[..block.code.len() - own.len() - 1].to_owned() + &code,
                _ if block.shown.is_some() => self.blocks.push(Block { code, shown: None }),
                _ => {}
            }
            if let Some(block) = self.blocks.last_mut() {
                block.shown = Some(error);
            }
            return;
        }
        let text = lines.join("\n");
        block.shown = match block.shown.take() {
            Some(Expected::Text(before)) => Some(Expected::Text(format!("{before}\n{text}"))),
            Some(error) => Some(error),
            None => Some(Expected::Text(text)),
        };
    }
}

/// Lines between blank ones and fences, without the marks of fences and of code.
fn stretches(text: &str) -> Vec<Piece> {
    let mut stretches = vec![vec![]];
    for line in text.lines() {
        let mut line = line.trim_end();
        let opened = line.trim_start().strip_prefix("```");
        if let Some(rest) = opened {
            stretches.push(vec![]);
            let word = rest.trim();
            let language = ["python", "py", "python3", "text", "none", "bash", "console"].contains(&word);
            line = if language { "" } else { rest };
        }
        let closed = line.strip_suffix("```");
        line = closed.unwrap_or(line);
        let plain = line.trim();
        let inline = plain.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).filter(|rest| !rest.contains('`'));
        let line = inline.unwrap_or(line);
        if line.trim().is_empty() {
            stretches.push(vec![]);
        } else if let Some(stretch) = stretches.last_mut() {
            stretch.push(line.to_owned());
        }
        if closed.is_some() || inline.is_some() {
            stretches.push(vec![]);
        }
    }
    let joined = joined_errors(stretches.into_iter().filter(|stretch| !stretch.is_empty()).collect());
    joined.into_iter().map(|lines| Piece { lines, hint: Hint::Nothing }).collect()
}

/// A traceback that a fence or a blank line cut in two is one stretch.
fn joined_errors(stretches: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut joined: Vec<Vec<String>> = vec![];
    for stretch in stretches {
        match joined.last_mut() {
            Some(before) if before[0].contains("Traceback (most recent call last)") && closing(before).is_none() => {
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
    fn a_traceback_gives_back_the_code_it_shows() {
        let text = "```z = f(y)\n\nI get:\n\n```RuntimeError     Traceback (most recent call last)\n<ipython-input-1> in 2>()\n1 z = f(y)\n\
                    ----> 2 g(z)```\n/usr/lib/a.py in g(z) 10 raise RuntimeError: it is spent\n";
        let found = blocks(text, &|name| ["f", "y", "g"].contains(&name));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, "z = f(y)\ng(z)\n");
        let error = Expected::Error {
            printed: String::new(),
            class: "RuntimeError".to_owned(),
            message: "it is spent".to_owned(),
            traceback: true,
        };
        assert_eq!(found[0].shown, Some(error));
    }
}
