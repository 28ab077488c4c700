//! What speaks for a line's place when grammar alone does not say: names bound and used, `return`, the life of tapes.
//!
//! Each rule is a cost; costs add up, and the cheapest layout is tried first. The figures are only an order: 3 and more is
//! something that a program hardly ever does, 1 a matter of habit.

use std::collections::HashMap;

use tape_lang::parse::fragment::TokenKind;

use super::blocks::Frame;
use super::line::{Line, Role};
use super::scope::{LineNames, NameSet, number};
use crate::Known;

/// How many lines behind a `while` are looked at for its end.
const LONGEST_LOOP: usize = 500;

/// What is known of all lines before the search begins.
pub struct Evidence<'l> {
    lines: &'l [Line],
    /// The names of each line.
    names: Vec<LineNames>,
    /// Whether each name means something before the program has said so.
    known: Vec<bool>,
    /// For each line that begins a tape: its name, and the line that first asks it for a gradient.
    tapes: Vec<Option<(String, Option<usize>)>>,
    /// For each line: whether a `return` or `yield` follows before the next function or class.
    returns_ahead: Vec<bool>,
    /// For each `while`: the first line behind it that may end it.
    ends: Vec<Option<usize>>,
    /// Names bound anywhere.
    anywhere: NameSet,
    /// Whether blank lines say anything.
    blanks_count: bool,
}

impl<'l> Evidence<'l> {
    /// Looks at all lines.
    pub fn new(lines: &'l [Line], known: Known<'l>) -> Evidence<'l> {
        let (names, all) = number(lines);
        let known = all.iter().map(|name| known(name)).collect();
        let mut anywhere = NameSet::default();
        names.iter().for_each(|line| anywhere.extend(&line.bound));
        let blanks = lines.iter().skip(1).filter(|line| line.after_blank).count();
        let tapes = tapes(lines);
        let ends = (0..lines.len()).map(|index| end_of_while(lines, index)).collect();
        let mut returns_ahead = vec![false; lines.len()];
        let mut ahead = false;
        for (index, line) in lines.iter().enumerate().rev() {
            match (line.role, line.keyword) {
                (Role::Header(TokenKind::Def | TokenKind::Class), _) => ahead = false,
                (_, Some(TokenKind::Return | TokenKind::Yield)) => ahead = true,
                _ => {}
            }
            returns_ahead[index] = ahead;
        }
        let blanks_count = blanks * 2 < lines.len();
        Evidence { lines, names, known, tapes, returns_ahead, ends, anywhere, blanks_count }
    }

    /// The names of a line.
    pub fn names(&self, index: usize) -> &LineNames {
        &self.names[index]
    }

    /// What it costs that a block ends before a line, together with the blocks in it.
    pub fn close(&self, frame: &Frame, inner: &[Frame], index: usize) -> f32 {
        use TokenKind::{Class, Def, For, While, With};
        if frame.ended {
            return 0.0;
        }
        let used = &self.names[index].used;
        match frame.kind {
            With => self.close_with(frame, index),
            For => self.close_for(frame, inner, index),
            While => self.close_while(frame, index),
            Def => {
                let inside = used.iter().any(|name| frame.bound.contains(*name) && !self.known[*name]);
                f32::from(u8::from(self.returns_ahead[index])) * 3.0 + if inside { 0.8 } else { 0.0 }
            }
            Class if takes_self(self.function_after(index)) => 4.0,
            Class => 0.0,
            _ if frame.bound.has_any(used) && frame.header + 1 < index => 0.3,
            _ => 0.0,
        }
    }

    fn close_with(&self, frame: &Frame, index: usize) -> f32 {
        let Some((name, gradient)) = &self.tapes[frame.header] else { return 0.3 };
        let line = &self.lines[index];
        let records = ["watch", "stop_recording", "reset"].iter().any(|method| line.calls(name, method));
        match gradient {
            _ if records => 3.0,
            Some(gradient) if index < *gradient => match line.role {
                // A line that only shows something may stand on either side.
                Role::Simple if line.text.starts_with("print(") => 1.0,
                _ => 2.0,
            },
            Some(_) => 0.0,
            None if line.bound.is_empty() => 0.2,
            None => 0.5,
        }
    }

    fn close_for(&self, frame: &Frame, inner: &[Frame], index: usize) -> f32 {
        let (line, used) = (&self.lines[index], &self.names[index].used);
        let variables = &self.names[frame.header].bound;
        if used.iter().any(|name| variables.contains(name)) {
            return 2.5;
        }
        // None of the names is a variable of the loop's here.
        let inner = inner.iter().filter(|frame| frame.kind != TokenKind::Def);
        let fresh = std::iter::once(frame).chain(inner).any(|frame| frame.bound.has_any(used));
        match fresh {
            // What a loop finds is gathered in the loop.
            true if line.text.contains(".append(") => 2.0,
            true if changes(line) => 1.0,
            true => 0.3,
            false if line.keyword == Some(TokenKind::Flow) => 2.0,
            false => 0.0,
        }
    }

    fn close_while(&self, frame: &Frame, index: usize) -> f32 {
        if self.ends[frame.header].is_some_and(|end| end < index) { 0.0 } else { 4.0 }
    }

    /// What it costs that a line stands in these blocks; nothing when it cannot.
    pub fn place(&self, frames: &[Frame], module: &NameSet, index: usize) -> Option<f32> {
        let line = &self.lines[index];
        let mut cost = self.jump(frames, line)?;
        cost += self.unbound(frames, module, index);
        for (position, frame) in frames.iter().enumerate() {
            if frame.lines > 0 {
                cost += self.stay(frame, index, position + 1 == frames.len());
                let tight = matches!(frame.kind, TokenKind::Class) || takes_self(self.function_after(index));
                if line.after_blank && self.blanks_count && !tight {
                    cost += 0.5;
                }
            }
        }
        Some(cost)
    }

    /// `return` needs a function, `break` a loop; either ends a loop's body only under a condition.
    fn jump(&self, frames: &[Frame], line: &Line) -> Option<f32> {
        use TokenKind::{Class, Def, Flow, For, Return, While, Yield};
        let needs_function = matches!(line.keyword, Some(Return | Yield))
            || line.text.contains("= yield")
            || line.text.contains("(yield");
        let function = frames.iter().rposition(|frame| matches!(frame.kind, Def | Class));
        if needs_function && function.is_none_or(|at| frames[at].kind == Class) {
            return None;
        }
        let within = &frames[function.map_or(0, |at| at + 1)..];
        let in_loop = within.iter().any(|frame| matches!(frame.kind, For | While));
        if line.keyword == Some(Flow) && !line.text.starts_with("pass") && !in_loop {
            return None;
        }
        let directly = frames.last().is_some_and(|frame| matches!(frame.kind, For | While));
        Some(if directly && line.jumps() { 2.0 } else { 0.0 })
    }

    fn unbound(&self, frames: &[Frame], module: &NameSet, index: usize) -> f32 {
        let in_function = frames.iter().any(|frame| frame.kind == TokenKind::Def);
        let visible = |name: usize| {
            self.known[name] || module.contains(name) || frames.iter().any(|frame| frame.bound.contains(name))
        };
        let missing = self.names[index].used.iter().filter(|name| !visible(**name));
        let cost = |name: &usize| match () {
            () if !in_function => 3.0,
            () if self.anywhere.contains(*name) => 0.4,
            () => 0.8,
        };
        missing.map(cost).sum()
    }

    /// What it costs that a block goes on with a line.
    fn stay(&self, frame: &Frame, index: usize, innermost: bool) -> f32 {
        use TokenKind::{Class, Def, For, Try, While, With};
        let (line, used) = (&self.lines[index], &self.names[index].used);
        let header = &self.names[frame.header];
        match frame.kind {
            With => self.stay_with(frame, index),
            For => match () {
                () if used.iter().any(|name| header.bound.contains(name)) => 0.0,
                () if line.keyword == Some(TokenKind::Def) => 1.5,
                () if changes(line) => 0.3,
                () if frame.bound.has_any(used) => 0.5,
                () => 1.0,
            },
            While => match () {
                () if self.close_while(frame, index) > 0.0 => 0.0,
                () if used.iter().any(|name| header.used.contains(name)) => 0.5,
                () => 0.7,
            },
            Def => self.stay_def(frame, index, innermost),
            Class if !innermost => 0.0,
            Class => match line.role {
                _ if takes_self(self.function_after(index)) => 0.0,
                Role::Header(Def) | Role::Decorator => 1.5,
                Role::Simple if !line.bound.is_empty() => 0.6,
                _ => 2.0,
            },
            Try => 0.2,
            _ if frame.bound.has_any(used) && !innermost => 0.2,
            _ => 0.6,
        }
    }

    fn stay_with(&self, frame: &Frame, index: usize) -> f32 {
        let Some((name, gradient)) = &self.tapes[frame.header] else { return 0.5 };
        let line = &self.lines[index];
        let records = ["watch", "stop_recording", "reset"].iter().any(|method| line.calls(name, method));
        match gradient {
            _ if records => 0.0,
            Some(gradient) if index < *gradient => 0.0,
            Some(gradient) if index == *gradient => 1.0,
            Some(_) => 1.2,
            None if line.bound.is_empty() => 0.5,
            None => 0.1,
        }
    }

    fn stay_def(&self, frame: &Frame, index: usize, innermost: bool) -> f32 {
        let line = &self.lines[index];
        if self.returns_ahead[index] || frame.bound.has_any(&self.names[index].used) {
            return 0.0;
        }
        let own = self.lines[frame.header].bound.first();
        let calls_itself = own.is_some_and(|name| line.used.contains(name));
        let method = innermost && takes_self(Some(line));
        1.0 + if calls_itself { 1.0 } else { 0.0 } + if method { 3.0 } else { 0.0 }
    }

    /// What it costs that a clause goes on where `frame` ended, when it might have gone on elsewhere.
    pub fn go_on(&self, clause: TokenKind, frame: &Frame, closed: &[Frame]) -> f32 {
        let skipped = closed.iter().skip(1).filter(|inner| match clause {
            TokenKind::Else => matches!(inner.kind, TokenKind::If | TokenKind::Elif),
            TokenKind::Elif => matches!(inner.kind, TokenKind::If | TokenKind::Elif),
            _ => false,
        });
        // A loop has an `else` where it has a `break`, and what jumps needs none.
        let jumps = |frame: &Frame| frame.inline && self.lines[frame.header].text.ends_with("break");
        let own = match frame.kind {
            _ if clause != TokenKind::Else => 0.0,
            TokenKind::For | TokenKind::While if closed.iter().any(jumps) => 0.0,
            TokenKind::For | TokenKind::While => 0.8,
            _ if jumps(frame) => 1.0,
            _ => 0.0,
        };
        0.5 * skipped.count() as f32 + own
    }

    /// What it costs that a line is not as deep as its indentation says.
    pub fn indented(&self, indent: usize, frames: &[Frame]) -> f32 {
        let put_back = frames.iter().filter(|frame| self.lines[frame.header].put_back).count();
        if indent.div_ceil(4) + put_back == frames.len() { 0.0 } else { 2.0 }
    }

    /// The `def` that a line is, or that the decorators from here on decorate.
    fn function_after(&self, index: usize) -> Option<&Line> {
        let mut lines = self.lines[index..].iter().skip_while(|line| line.role == Role::Decorator);
        lines.next().filter(|line| line.role == Role::Header(TokenKind::Def))
    }
}

/// The first line behind a `while` that may end it: a `break`, or a change of what its condition reads.
fn end_of_while(lines: &[Line], index: usize) -> Option<usize> {
    let header = &lines[index];
    if header.role != Role::Header(TokenKind::While) {
        return None;
    }
    let changed = |line: &Line, name: &String| {
        line.bound.contains(name) || line.text.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    let ends = |line: &Line| {
        line.text.starts_with("break")
            || line.text.ends_with("break")
            || header.used.iter().any(|name| changed(line, name))
    };
    lines[index + 1..].iter().take(LONGEST_LOOP).position(ends).map(|at| index + 1 + at)
}

/// Whether a line does more than show something: it binds names or calls a method for its effect.
fn changes(line: &Line) -> bool {
    let shows = line.text.starts_with("print(");
    let calls = line.role == Role::Simple && line.text.split('(').next().is_some_and(|name| name.contains('.'));
    !shows && (!line.bound.is_empty() || calls)
}

fn takes_self(line: Option<&Line>) -> bool {
    line.and_then(|line| line.parameters.first()).is_some_and(|name| matches!(name.as_str(), "self" | "cls"))
}

/// For each line the tape that it begins, and the first line that asks it for a gradient before another takes its name.
fn tapes(lines: &[Line]) -> Vec<Option<(String, Option<usize>)>> {
    let mut found = vec![None; lines.len()];
    // What stands behind a line: the next line for each name that asks it, or that takes it for another tape.
    let mut next: HashMap<&str, (usize, bool)> = HashMap::new();
    for (index, line) in lines.iter().enumerate().rev() {
        let opens = line.role == Role::Header(TokenKind::With);
        let name = line.bound.first().filter(|_| opens && begins_tape(&line.text));
        found[index] = name.map(|name| {
            let asked = next.get(name.as_str()).filter(|(_, asks)| *asks).map(|(at, _)| *at);
            (name.clone(), asked)
        });
        next.extend(line.bound.iter().filter(|_| opens).map(|name| (name.as_str(), (index, false))));
        next.extend(line.asked().map(|name| (name, (index, true))));
    }
    found
}

fn begins_tape(text: &str) -> bool {
    ["GradientTape", "ForwardAccumulator", "tape("].iter().any(|part| text.contains(part))
}
