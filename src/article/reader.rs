//! An article taken apart: prose, code, and the outputs that it shows.
//!
//! A text that is in order is read by [`crate::markdown`], a page of HTML is cut into pieces by [`crate::html`]; all else is read here.
//! Damaged pages have fences that are broken, never closed or in the middle of things, so fences are hints here: what a stretch of lines is
//! shows in its own text, and in the words before it (`Output:`).

use std::cell::Cell;
use std::collections::{HashSet, VecDeque};

use crate::compare::{Produced, lines_shown};
use crate::mixed::{Open, runs};
use crate::pieces::{Hint, Piece, pieces};
use crate::repair::gutters::without_logs;
use crate::repair::line::is_header;
use crate::repair::{
    bound_names, cleaned, is_mendable, is_plain_code_line, is_program, maybe_code, readings, statements_in,
};
use crate::signs::{announces, code_in_traceback, counts, error_of, is_cell, is_label, is_numbers, looks_printed};
use crate::{Known, html, transcript};

/// So many stretches of words behind code may hold its output.
const BEHIND: usize = 3;

/// So many stretches may stand between a bracket and the one that closes it: pages put blank lines between all lines.
const OPEN: usize = 12;

/// So many lines of an article are mended to see whether they are code.
const MENDS: usize = 1000;

/// And so many in a row that no repair makes code of: what follows is prose that only looks like it.
const IN_VAIN: usize = 200;

/// Code with the output that the article shows for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The code, as damaged as it stands there.
    pub code: String,
    /// What the article shows below it.
    pub shown: Option<Expected>,
    /// The stretches of lines that follow the code: its output may be among them where `shown` is nothing, or not all of it.
    pub behind: Vec<Vec<String>>,
}

impl Block {
    fn follow(&mut self, lines: &[String]) {
        if self.behind.len() < BEHIND {
            self.behind.push(lines.to_vec());
        }
    }

    /// Whether what was printed follows the code, word for word, though it may not have looked like an output.
    #[must_use]
    pub fn is_followed_by(&self, produced: &Produced) -> bool {
        (0..self.behind.len()).any(|from| {
            let lines: Vec<&String> = self.behind[from..].iter().flatten().collect();
            lines_shown(&lines, produced).is_some()
        })
    }
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
    let pieces = if html::is_page(text) { html::pieces(text) } else { pieces(text, known) };
    // Where a page has verbatim texts, its words are nothing else.
    let verbatim = pieces.iter().any(|piece| !matches!(piece.hint, Hint::Nothing | Hint::Words));
    let mut reader = Reader {
        blocks: vec![],
        names: HashSet::new(),
        known,
        verbatim,
        behind: false,
        open: Open::default(),
        mends: Cell::new(MENDS),
        in_vain: Cell::new(IN_VAIN),
    };
    let mut before = Stretch::Prose;
    // Comments between code belong to it, headings do not: what follows tells.
    let mut remarks: Option<Piece> = None;
    let mut rest: VecDeque<Piece> = pieces.into();
    while let Some(piece) = rest.pop_front() {
        if without_logs(&piece.lines.join("\n")).is_some_and(|rest| rest.trim().is_empty()) {
            continue;
        }
        let kind = if before == Stretch::Code && reader.goes_on(&piece.lines, &rest) {
            Stretch::Code
        } else {
            reader.kind(&piece, before)
        };
        if kind == Stretch::Code
            && let Some(parts) = reader.parted(&piece)
        {
            parts.into_iter().rev().for_each(|part| rest.push_front(part));
            continue;
        }
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
    names: HashSet<String>,
    known: Known<'k>,
    /// Whether the page marks what is verbatim.
    verbatim: bool,
    /// Whether an output may follow: nothing but a few words stands between it and its code.
    behind: bool,
    /// What may be open in the code of the last block.
    open: Open,
    /// How many more lines are mended to see whether they are code.
    mends: Cell<usize>,
    /// How many of them that turn out to be no code.
    in_vain: Cell<usize>,
}

impl Reader<'_> {
    fn kind(&self, piece: &Piece, before: Stretch) -> Stretch {
        let plain = without_logs(&piece.lines.join("\n"));
        let plain: Option<Vec<String>> = plain.map(|text| text.lines().map(str::to_owned).collect());
        let lines = plain.as_ref().unwrap_or(&piece.lines);
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
        let known = |name: &str| self.is_known(name);
        let shows = || error_of(lines).is_some() || lines.iter().any(|line| looks_printed(line.trim()));
        let printed = |line: &str| looks_printed(line) || is_numbers(line);
        let begins_as_code = !printed(lines[0].trim()) && is_plain_code_line(&lines[0], &known);
        if before == Stretch::Label || (shows() && !begins_as_code) {
            return Stretch::Output;
        }
        let waits = self.behind
            && self.blocks.iter().rfind(|block| !block.code.is_empty()).is_some_and(|block| block.shown.is_none());
        // What stands as it is behind code came of it unless it is code without a repair; elsewhere only numbers directly behind it.
        let verbatim = waits && piece.hint == Hint::Verbatim;
        let is_code_line = |line: &str| if verbatim { is_plain_code_line(line, &known) } else { self.is_code(line) };
        let is_code = |text: &str| {
            let mut over_lines = statements_in(text).filter(|statement| statement.contains('\n'));
            text.lines().any(is_code_line) || over_lines.any(|statement| is_plain_code_line(&statement, &known))
        };
        let numbers = before == Stretch::Code && lines.iter().all(|line| is_numbers(line)) && !counts(lines);
        if waits && numbers {
            return Stretch::Output;
        }
        let text = lines.join("\n");
        if is_code(&text) {
            return Stretch::Code;
        }
        match cleaned(&text) {
            _ if verbatim => Stretch::Output,
            Some(cleaned) if is_code(&cleaned) => Stretch::Code,
            _ => Stretch::Prose,
        }
    }

    fn is_known(&self, name: &str) -> bool {
        (self.known)(name) || self.names.contains(name)
    }

    /// Whether a line is code, as it stands or after a repair.
    fn is_code(&self, line: &str) -> bool {
        let known = |name: &str| self.is_known(name);
        is_plain_code_line(line, &known) || maybe_code(line, &known).is_some_and(|code| self.mends(&code))
    }

    /// Whether a repair makes code of a text, as long as it is worth a trial.
    fn mends(&self, code: &str) -> bool {
        let (Some(mends), Some(in_vain)) = (self.mends.get().checked_sub(1), self.in_vain.get().checked_sub(1)) else {
            return false;
        };
        let mended = is_mendable(code, &|name| self.is_known(name));
        self.mends.set(mends);
        self.in_vain.set(if mended { IN_VAIN } else { in_vain });
        mended
    }

    /// A stretch that holds code and other lines, cut between them; nothing for one that is code, or can be repaired to be.
    fn parted(&self, piece: &Piece) -> Option<Vec<Piece>> {
        if piece.hint == Hint::Code || transcript::is_prompted(&piece.lines[0]) || is_cell(&piece.lines[0]) {
            return None;
        }
        let runs = runs(&piece.lines, |line| self.is_code(line));
        if runs.len() < 2 {
            return None;
        }
        let text: String = piece.lines.iter().map(|line| format!("{line}\n")).collect();
        let recovered = readings(&text, &|name| self.is_known(name), 1).remove(0);
        let parts = runs.into_iter().map(|lines| Piece { lines, hint: piece.hint });
        (!is_program(&recovered.text)).then(|| parts.collect())
    }

    /// Whether the code so far demands more: a bracket or a string is open that these lines may close, perhaps with a few stretches behind
    /// them, or a block has only its header.
    fn goes_on(&self, lines: &[String], rest: &VecDeque<Piece>) -> bool {
        let Some(block) = self.blocks.last() else { return false };
        let last = block.code.lines().next_back().unwrap_or_default();
        if is_header(last.trim()) {
            return true;
        }
        let mut text = lines.join("\n");
        let mut behind = rest.iter().take(if self.open.is_open() { OPEN } else { 0 });
        loop {
            if self.open.is_closed_by(&text) {
                return true;
            }
            let Some(piece) = behind.next() else { return false };
            text = format!("{text}\n{}", piece.lines.join("\n"));
        }
    }

    /// Passes words, which end the code block that is open.
    fn pass(&mut self, lines: &[String]) {
        let ends = self.blocks.last().is_some_and(|block| !block.code.is_empty());
        self.behind = ends && announces(&lines.join(" "));
        if let Some(block) = self.blocks.iter_mut().rfind(|block| !block.code.is_empty()) {
            block.follow(lines);
        }
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
        self.names.extend(bound_names(cleaned(&code).as_deref().unwrap_or(&code)));
        let Some(block) = self.blocks.last_mut() else { return };
        if block.code.is_empty() {
            self.open.close();
        }
        block.code.push_str(&code);
        self.open.add(&code);
    }

    /// An output belongs to the last code before it. What a traceback shows of a cell is its code where the article lost it.
    fn add_output(&mut self, lines: &[String]) {
        while self.blocks.last().is_some_and(|block| block.code.is_empty()) {
            self.blocks.pop();
        }
        let Some(block) = self.blocks.last_mut() else { return };
        block.follow(lines);
        if let Some(error) = error_of(lines) {
            let code = code_in_traceback(lines);
            let own = block.code.lines().next_back().unwrap_or_default();
            match code.lines().position(|line| line == own.trim()) {
                Some(0) => block.code = block.code[..block.code.len() - own.len() - 1].to_owned() + &code,
                _ if block.shown.is_some() => self.blocks.push(Block { code, ..Block::default() }),
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
