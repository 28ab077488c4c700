//! Errors as IPython 8 shows them: a rule, the class, the frames with the lines around the guilty one, the message.
//!
//! This room only lays out; what happened where comes in as data.

mod context;
mod repeated;

use std::path::Path;
use std::rc::Rc;

use tape_lang::parse::parse;
use tape_lang::syntax_error::SyntaxError;
use tape_text::{Markup, Source, Tag};

use self::context::Shown;
use self::repeated::{Entry, collapse};
use super::outcome::Report;

/// How the names of the texts begin that are built in: their frames are not the program's.
pub const EMBEDDED: &str = "<frozen ";

/// Pieces of the program on either side of the guilty one.
const AROUND: usize = 2;

/// As many for the exceptions that led to the last one.
const AROUND_EARLIER: usize = 1;

/// How wide the rule and the head line are.
const WIDTH: usize = 75;

/// How wide the line numbers are, the arrow included.
const NUMBER_WIDTH: usize = 7;

/// A place that an exception passed.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The text that was running.
    pub source: Rc<Source>,
    /// Which line of it.
    pub line: u32,
    /// The function with its parameters' names, `A.m(self)`; empty at the top level.
    pub call: String,
}

/// How an exception came about while another was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `raise … from …`.
    Cause,
    /// It was raised while the other was being handled.
    Context,
}

/// An exception on the way to the one that was not caught.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its class's bare name.
    pub class: String,
    /// Its text.
    pub message: String,
    /// The places it passed, outermost first.
    pub frames: Vec<Frame>,
    /// What stands between it and the exception before it; nothing for the first.
    pub relation: Option<Relation>,
}

/// The report of exceptions in the order in which they arose.
///
/// # Examples
/// ```
/// use tape::shell::traceback::{Frame, Link, show};
/// use tape_text::Source;
/// let frame = Frame { source: Source::new("<cell 1>", "1/0"), line: 1, call: String::new() };
/// let link = Link { class: "ZeroDivisionError".into(), message: "division by zero".into(), frames: vec![frame], relation: None };
/// let text = show(&[link]).plain();
/// assert!(text.ends_with("Cell In[1], line 1\n----> 1 1/0\n\nZeroDivisionError: division by zero\n"));
/// ```
#[must_use]
pub fn show(chain: &[Link]) -> Report {
    let mut pieces = vec![tagged(Tag::Error, "-".repeat(WIDTH))];
    for (index, link) in chain.iter().enumerate() {
        let between = match link.relation {
            Some(Relation::Cause) => "\nThe above exception was the direct cause of the following exception:\n",
            Some(Relation::Context) => "\nDuring handling of the above exception, another exception occurred:\n",
            None => "",
        };
        if !between.is_empty() {
            pieces.push(Markup::from_plain(between));
        }
        let around = if index + 1 == chain.len() { AROUND } else { AROUND_EARLIER };
        show_link(&mut pieces, link, around);
    }
    Report::new(pieces)
}

/// `SystemExit`, which IPython keeps short.
#[must_use]
pub fn show_exit(class: &str, message: &str) -> Report {
    let mut last = tagged(Tag::Error, class);
    last.push(Tag::Plain, if message.is_empty() { "\n".to_owned() } else { format!(": {message}\n") });
    Report::new(vec![Markup::from_plain("An exception has occurred, use %tb to see the full traceback.\n"), last])
}

fn tagged(tag: Tag, text: impl Into<String>) -> Markup {
    let mut markup = Markup::default();
    markup.push(tag, text);
    markup
}

/// A program that does not parse: its line, a caret, and CPython's sentence.
#[must_use]
pub fn show_syntax_error(source: &Source, error: &SyntaxError) -> Report {
    let mut markup = Markup::default();
    markup.push(Tag::Plain, "  ");
    place(&mut markup, source, error.line, "");
    markup.push(Tag::Plain, "\n");
    // IPython looks the line up in the cell, even where the exception has a text of its own.
    let text = source.line(error.line).trim_end();
    let code = text.trim_start();
    if !code.is_empty() {
        let cut = text.chars().count() - code.chars().count();
        let column = (error.column as usize).saturating_sub(cut + 1);
        markup.push(Tag::Plain, format!("    {code}\n"));
        if error.column > 0 {
            markup.push(Tag::Guilty, format!("    {}^", blanks(code, column)));
            markup.push(Tag::Plain, "\n");
        }
    }
    markup.append(last_line(error.kind.class_name(), &error.message));
    markup.push(Tag::Plain, "\n");
    Report::new(vec![markup])
}

/// As many blanks as there are characters before a column; tabs stay tabs, so that the caret stands below its place.
fn blanks(code: &str, column: usize) -> String {
    let mut blanks: String = code.chars().take(column).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    blanks.extend(std::iter::repeat_n(' ', column - blanks.chars().count()));
    blanks
}

fn show_link(pieces: &mut Vec<Markup>, link: &Link, pieces_around: usize) {
    let title = "Traceback (most recent call last)";
    let width = WIDTH.saturating_sub(link.class.chars().count());
    let mut head = tagged(Tag::Error, link.class.clone());
    head.push(Tag::Plain, format!("{title:>width$}"));
    pieces.push(head);
    for entry in collapse(&link.frames) {
        pieces.push(match entry {
            Entry::Frame(frame) => show_frame(frame, pieces_around),
            Entry::Skipped(description) => {
                let mut skipped = tagged(Tag::Error, format!("    [... skipping similar frames: {description}]"));
                skipped.push(Tag::Plain, "\n");
                skipped
            }
        });
    }
    pieces.push(last_line(&link.class, &link.message));
}

fn last_line(class: &str, message: &str) -> Markup {
    let mut markup = tagged(Tag::Error, class);
    markup.push(Tag::Plain, format!(": {message}"));
    markup
}

fn show_frame(frame: &Frame, pieces_around: usize) -> Markup {
    let mut markup = Markup::default();
    place(&mut markup, &frame.source, frame.line, &frame.call);
    markup.push(Tag::Plain, "\n");
    // A text given to `eval` or `exec` has no lines that could be looked up.
    let has_lines = cell_number(frame.source.name()).is_some() || !frame.source.name().starts_with('<');
    let Some(module) = has_lines.then(|| parse(&frame.source).ok()).flatten() else { return markup };
    let shown = context::around(&frame.source, &module, frame.line, pieces_around);
    let indent = common_indent(&frame.source, &shown);
    for part in shown {
        match part {
            Shown::Gap => markup.push(Tag::Plain, "   (...)\n"),
            Shown::Line(number) => {
                let text = frame.source.line(number);
                let text = text.get(indent..).unwrap_or_else(|| text.trim_start());
                show_line(&mut markup, number, text, number == frame.line);
            }
        }
    }
    markup
}

fn show_line(markup: &mut Markup, number: u32, text: &str, guilty: bool) {
    if guilty {
        let number = number.to_string();
        let arrow = NUMBER_WIDTH.saturating_sub(number.len());
        let arrow = if arrow >= 2 { format!("{}> ", "-".repeat(arrow - 2)) } else { ">".repeat(arrow) };
        markup.push(Tag::Guilty, format!("{arrow}{number}"));
    } else {
        markup.push(Tag::Comment, format!("{number:>NUMBER_WIDTH$}"));
    }
    markup.push(Tag::Plain, format!(" {text}\n"));
}

/// `Cell In[3], line 2, in f(x)`, `File ~/model.py:12, in f(x)` or `File <string>:1`.
fn place(markup: &mut Markup, source: &Source, line: u32, call: &str) {
    match cell_number(source.name()) {
        Some(cell) => {
            markup.push(Tag::Plain, "Cell ");
            markup.push(Tag::InPrompt, format!("In[{cell}], line {line}"));
        }
        None => {
            markup.push(Tag::Plain, "File ");
            markup.push(Tag::InPrompt, format!("{}:{line}", short_path(source.name())));
        }
    }
    if !call.is_empty() {
        markup.push(Tag::Plain, ", in ");
        markup.push(Tag::Builtin, call);
    }
}

/// The name under which a cell's text is known.
#[must_use]
pub fn cell_name(number: usize) -> String {
    format!("<cell {number}>")
}

/// The number of the cell whose text has this name.
fn cell_number(name: &str) -> Option<&str> {
    name.strip_prefix("<cell ")?.strip_suffix('>')
}

/// A path with the user's home directory written as `~`.
fn short_path(name: &str) -> String {
    let home = std::env::home_dir().unwrap_or_default();
    match Path::new(name).strip_prefix(&home) {
        Ok(rest) if !home.as_os_str().is_empty() => format!("~/{}", rest.display()),
        _ => name.to_string(),
    }
}

/// How many bytes of indentation all shown lines share.
fn common_indent(source: &Source, shown: &[Shown]) -> usize {
    let lines = shown.iter().filter_map(|part| match part {
        Shown::Line(number) => Some(source.line(*number)),
        Shown::Gap => None,
    });
    let mut indent: Option<&str> = None;
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let own = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        indent = Some(match indent {
            None => own,
            Some(shared) => {
                let length = shared.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count();
                &shared[..length]
            }
        });
    }
    indent.map_or(0, str::len)
}
