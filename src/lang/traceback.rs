//! Tracebacks: the frames that an exception passed, as text in CPython's form and as data.

use std::rc::Rc;

use tape_text::Source;
use unicode_width::UnicodeWidthChar;

use crate::class::{Class, NativeClass};
use crate::exception::{Exception, Marks, SYNTAX_ERROR, TracebackEntry};
use crate::name::Name;
use crate::object::Object;
use crate::suggestion::suggestion;
use crate::value::Value;
use crate::vm::{FrameObject, Vm};

/// The class of tracebacks.
pub static TRACEBACK: NativeClass = NativeClass::new("traceback").not_a_base();

/// What `__traceback__` holds: the frames up to now.
pub struct Traceback {
    /// The frames, innermost first, of which those that `tb_next` stepped over are the last.
    entries: Rc<[TracebackEntry]>,
    /// How many of them are left.
    count: usize,
}

impl Traceback {
    /// The frames, innermost first.
    #[must_use]
    pub fn entries(&self) -> &[TracebackEntry] {
        &self.entries[..self.count]
    }
}

impl Object for Traceback {
    fn class(&self) -> Rc<Class> {
        TRACEBACK.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> crate::Result<Option<Value>> {
        Ok(match name.as_str() {
            "tb_frame" => FrameObject::of_entry(&self.entries, self.count - 1).map(Value::object),
            "tb_lineno" => self.entries().last().map(|entry| Value::from(entry.line)),
            "tb_next" => Some(match self.count {
                1 => Value::None,
                count => Value::object(Traceback { entries: Rc::clone(&self.entries), count: count - 1 }),
            }),
            _ => None,
        })
    }
}

/// What `exception.__traceback__` shows.
#[must_use]
pub fn value(exception: &Exception) -> Value {
    let entries: Rc<[TracebackEntry]> = exception.traceback.borrow().iter().cloned().collect();
    match entries.len() {
        0 => Value::None,
        count => Value::object(Traceback { entries, count }),
    }
}

/// The frames that an exception passed, outermost first.
#[must_use]
pub fn frames(exception: &Exception) -> Vec<TracebackEntry> {
    exception.traceback.borrow().iter().rev().cloned().collect()
}

/// How an exception in a chain led to the next.
const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
/// The same when nobody said `from`.
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// An uncaught exception as Python prints it on standard error: with those that led to it, their frames, and `Type: message`.
pub fn python(vm: &mut Vm, exception: &Rc<Exception>) -> String {
    chained(vm, exception, summary)
}

/// The same without suggestions: what `traceback.format_exception` gives.
pub fn formatted(vm: &mut Vm, exception: &Rc<Exception>) -> String {
    chained(vm, exception, plain_summary)
}

/// An exception behind those that led to it; `summary` gives the lines that name one.
fn chained(vm: &mut Vm, exception: &Rc<Exception>, summary: fn(&mut Vm, &Rc<Exception>) -> String) -> String {
    let mut chain = vec![(Rc::clone(exception), "")];
    while let Some((last, _)) = chain.last() {
        let cause = last.cause.borrow().clone();
        let context = last.context.borrow().clone();
        let next = match (cause, context) {
            (Some(cause), _) => (cause, CAUSE),
            (None, Some(context)) if !last.suppress_context.get() => (context, CONTEXT),
            _ => break,
        };
        if chain.iter().any(|(known, _)| Rc::ptr_eq(known, &next.0)) {
            break;
        }
        chain.push(next);
    }
    let mut text = String::new();
    for (exception, link) in chain.iter().rev() {
        let entries = frames(exception);
        if !entries.is_empty() {
            text.push_str("Traceback (most recent call last):\n");
            push_frames(&mut text, &entries);
        }
        text.push_str(&summary(vm, exception));
        text.push_str(link);
    }
    text
}

/// The frames; a line that repeats more than three times is counted instead.
fn push_frames(text: &mut String, entries: &[TracebackEntry]) {
    let same = |a: &TracebackEntry, b: &TracebackEntry| {
        a.line == b.line && a.function() == b.function() && a.source.name() == b.source.name()
    };
    let mut at = 0;
    while at < entries.len() {
        let run = entries[at..].iter().take_while(|entry| same(entry, &entries[at])).count();
        text.extend(entries[at..at + run.min(3)].iter().map(frame_text));
        if run > 3 {
            let times = if run == 4 { "time" } else { "times" };
            text.push_str(&format!("  [Previous line repeated {} more {times}]\n", run - 3));
        }
        at += run;
    }
}

/// The text of a frame: its place, the line, and marks under the guilty part.
#[must_use]
pub fn frame_text(entry: &TracebackEntry) -> String {
    let mut text = format!("  File \"{}\", line {}, in {}\n", entry.source.name(), entry.line, entry.function());
    let line = entry.source.line(entry.line);
    let trimmed = line.trim();
    if !trimmed.is_empty() {
        text.push_str(&format!("    {trimmed}\n"));
        if let Some(markers) = markers(&entry.source, entry.line, entry.marks) {
            text.push_str(&format!("    {markers}\n"));
        }
    }
    text
}

/// The line under a frame's code that marks the guilty part, if it is not all of the line: `^` under the anchor (an operator, a
/// pair of brackets) and `~` under the rest, or `^` under all.
#[must_use]
pub fn markers(source: &Source, number: u32, marks: Marks) -> Option<String> {
    let line = source.line(number);
    let indent = line.len() - line.trim_start().len();
    let end_of_code = line.trim_end().len();
    let (start_line, start) = source.position(marks.whole.start);
    let (end_line, end) = source.position(marks.whole.end);
    if start_line != number || marks.whole.start == marks.whole.end {
        return None;
    }
    let start = start as usize;
    let end = if end_line == number { end as usize } else { end_of_code };
    let anchored = marks.anchor.start != marks.anchor.end && end_line == number;
    if !anchored && start <= indent && end >= end_of_code {
        return None;
    }
    let (anchor_start, anchor_end) = if anchored {
        (source.position(marks.anchor.start).1 as usize, source.position(marks.anchor.end).1 as usize)
    } else {
        (start, end)
    };
    let mut text = String::new();
    for (at, c) in line.char_indices().filter(|&(at, _)| at >= indent && at < end) {
        let mark = match at {
            at if at < start => ' ',
            at if (anchor_start..anchor_end).contains(&at) => '^',
            _ => '~',
        };
        // Ideographs and their kin take two columns; combining characters count as one.
        let columns = if c.width() == Some(2) { 2 } else { 1 };
        text.extend(std::iter::repeat_n(mark, columns));
    }
    Some(text)
}

/// `Type: message` with notes, and for a syntax error the line that has it; names that were perhaps meant are suggested.
pub fn summary(vm: &mut Vm, exception: &Rc<Exception>) -> String {
    let suggestion = suggestion(vm, exception).map(|name| format!(". Did you mean: '{name}'?"));
    summary_with(vm, exception, suggestion.as_deref().unwrap_or_default())
}

/// The same without suggestions.
pub fn plain_summary(vm: &mut Vm, exception: &Rc<Exception>) -> String {
    summary_with(vm, exception, "")
}

fn summary_with(vm: &mut Vm, exception: &Rc<Exception>, suggestion: &str) -> String {
    let mut text = String::new();
    let name = match exception.class().module().as_deref() {
        Some("builtins" | "__main__") | None => exception.class().qualname().to_string(),
        Some(module) => format!("{module}.{}", exception.class().qualname()),
    };
    let message = if exception.is(&SYNTAX_ERROR) {
        text.push_str(&syntax_lines(exception));
        let msg = exception.dict().get_str("msg").or_else(|| exception.args.borrow().first().cloned());
        msg.and_then(|msg| msg.as_str().map(str::to_owned)).unwrap_or_default()
    } else {
        vm.str(&Value::Exception(Rc::clone(exception))).unwrap_or_else(|_| "<exception str() failed>".to_owned())
    };
    let message = message + suggestion;
    text.push_str(&name);
    if !message.is_empty() {
        text.push_str(": ");
        text.push_str(&message);
    }
    text.push('\n');
    if let Some(Value::List(notes)) = exception.dict().get_name(Name::NOTES) {
        for note in notes.to_vec() {
            if let Some(note) = note.as_str() {
                text.push_str(note);
                text.push('\n');
            }
        }
    }
    text
}

/// The place of a syntax error: file, line, and `^` under the guilty part.
fn syntax_lines(exception: &Exception) -> String {
    let dict = exception.dict();
    let number = |name: &str| dict.get_str(name).and_then(|value| value.as_int()).unwrap_or(0);
    let file = dict.get_str("filename");
    let Some(file) = file.as_ref().and_then(Value::as_str) else { return String::new() };
    let mut text = format!("  File \"{file}\", line {}\n", number("lineno"));
    let line = dict.get_str("text");
    let Some(line) = line.as_ref().and_then(Value::as_str) else { return text };
    let line = line.trim_end_matches('\n');
    let trimmed = line.trim_start();
    let cut = (line.chars().count() - trimmed.chars().count()) as i64;
    text.push_str(&format!("    {trimmed}\n"));
    let start = number("offset");
    // A mark to the left of the text is none.
    if start < 1 + cut {
        return text;
    }
    let end =
        if number("end_lineno") == number("lineno") { number("end_offset") } else { line.chars().count() as i64 + 1 };
    let end = if end <= start { start + 1 } else { end };
    let blanks = (start - 1 - cut) as usize;
    text.push_str(&format!("    {}{}\n", " ".repeat(blanks), "^".repeat((end - start) as usize)));
    text
}
