//! What speaks for a line's place when grammar alone does not say: names bound and used, `return`, the life of tapes.
//!
//! Each rule is a cost; costs add up, and the cheapest layout is tried first. The figures are only an order: 3 and more is
//! something that a program hardly ever does, 1 a matter of habit.

use std::collections::HashSet;

use tape_lang::parse::fragment::TokenKind;

use super::blocks::Frame;
use super::line::{Line, Role};
use crate::Known;

/// What is known of all lines before the search begins.
pub struct Evidence<'l> {
    lines: &'l [Line],
    known: Known<'l>,
    /// For each line that begins a tape: its name, and the line that first asks it for a gradient.
    tapes: Vec<Option<(String, Option<usize>)>>,
    /// For each line: whether a `return` or `yield` follows before the next function or class.
    returns_ahead: Vec<bool>,
    /// Names bound anywhere.
    anywhere: HashSet<&'l str>,
    /// Whether blank lines say anything.
    blanks_count: bool,
}

impl<'l> Evidence<'l> {
    /// Looks at all lines.
    pub fn new(lines: &'l [Line], known: Known<'l>) -> Evidence<'l> {
        let anywhere = lines.iter().flat_map(|line| line.bound.iter().map(String::as_str)).collect();
        let blanks = lines.iter().skip(1).filter(|line| line.after_blank).count();
        let tapes = (0..lines.len()).map(|index| tape(lines, index)).collect();
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
        Evidence { lines, known, tapes, returns_ahead, anywhere, blanks_count: blanks * 2 < lines.len() }
    }

    /// What it costs that a block ends before a line, together with blocks in it that bind these names.
    pub fn close<'f>(&self, frame: &'f Frame, inner: impl Iterator<Item = &'f String>, index: usize) -> f32 {
        use TokenKind::{Class, Def, For, While, With};
        if frame.ended {
            return 0.0;
        }
        let line = &self.lines[index];
        match frame.kind {
            With => self.close_with(frame, index),
            For => self.close_for(frame, inner, line),
            While => self.close_while(frame, index),
            Def => {
                let inside =
                    frame.bound.iter().filter(|name| line.used.contains(name)).any(|name| !self.is_known(name));
                f32::from(u8::from(self.returns_ahead[index])) * 3.0 + if inside { 0.8 } else { 0.0 }
            }
            Class if takes_self(self.function_after(index)) => 4.0,
            Class => 0.0,
            _ if uses(line, &frame.bound) && frame.header + 1 < index => 0.3,
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

    fn close_for<'f>(&self, frame: &'f Frame, inner: impl Iterator<Item = &'f String>, line: &Line) -> f32 {
        let variables = &self.lines[frame.header].bound;
        if uses(line, variables) {
            return 2.5;
        }
        let fresh = frame.bound.iter().chain(inner).filter(|name| !variables.contains(name));
        let fresh: Vec<String> = fresh.cloned().collect();
        match uses(line, &fresh) {
            // What a loop finds is gathered in the loop.
            true if line.text.contains(".append(") => 2.0,
            true if changes(line) => 1.0,
            true => 0.3,
            false if line.keyword == Some(TokenKind::Flow) => 2.0,
            false => 0.0,
        }
    }

    fn close_while(&self, frame: &Frame, index: usize) -> f32 {
        let header = &self.lines[frame.header];
        let body = &self.lines[frame.header + 1..index];
        let ends = body.iter().any(|line| {
            line.text.starts_with("break")
                || line.text.ends_with("break")
                || header.used.iter().any(|name| line.bound.contains(name))
                || header.used.iter().any(|name| line.text.starts_with(&format!("{name}.")))
        });
        if ends { 0.0 } else { 4.0 }
    }

    /// What it costs that a line stands in these blocks; nothing when it cannot.
    pub fn place(&self, frames: &[Frame], module: &[String], index: usize) -> Option<f32> {
        let line = &self.lines[index];
        let mut cost = self.jump(frames, line)?;
        cost += self.unbound(frames, module, line);
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

    fn unbound(&self, frames: &[Frame], module: &[String], line: &Line) -> f32 {
        let in_function = frames.iter().any(|frame| frame.kind == TokenKind::Def);
        let visible = |name: &String| {
            module.contains(name) || frames.iter().any(|frame| frame.bound.contains(name)) || self.is_known(name)
        };
        let missing = line.used.iter().filter(|name| !visible(name));
        let cost = |name: &String| match () {
            () if !in_function => 3.0,
            () if self.anywhere.contains(name.as_str()) => 0.4,
            () => 0.8,
        };
        missing.map(cost).sum()
    }

    /// What it costs that a block goes on with a line.
    fn stay(&self, frame: &Frame, index: usize, innermost: bool) -> f32 {
        use TokenKind::{Class, Def, For, Try, While, With};
        let line = &self.lines[index];
        match frame.kind {
            With => self.stay_with(frame, index),
            For => match () {
                () if uses(line, &self.lines[frame.header].bound) => 0.0,
                () if line.keyword == Some(TokenKind::Def) => 1.5,
                () if changes(line) => 0.3,
                () if uses(line, &frame.bound) => 0.5,
                () => 1.0,
            },
            While => match () {
                () if self.close_while(frame, index) > 0.0 => 0.0,
                () if uses(line, &self.lines[frame.header].used) => 0.5,
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
            _ if uses(line, &frame.bound) && !innermost => 0.2,
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
        if self.returns_ahead[index] || uses(line, &frame.bound) {
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

    fn is_known(&self, name: &str) -> bool {
        (self.known)(name)
    }
}

fn uses(line: &Line, names: &[String]) -> bool {
    line.used.iter().any(|name| names.contains(name))
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

/// The tape that a line begins, and the first line that asks it for a gradient before another takes its name.
fn tape(lines: &[Line], index: usize) -> Option<(String, Option<usize>)> {
    let line = &lines[index];
    let is_tape = line.role == Role::Header(TokenKind::With)
        && (line.text.contains("GradientTape")
            || line.text.contains("ForwardAccumulator")
            || line.text.contains("tape("));
    let name = line.bound.first().filter(|_| is_tape)?.clone();
    let mut later = lines.iter().enumerate().skip(index + 1);
    let asks =
        |line: &Line| ["gradient", "jacobian", "batch_jacobian", "jvp"].iter().any(|method| line.calls(&name, method));
    let found = later
        .find(|(_, line)| asks(line) || (line.bound.contains(&name) && line.role == Role::Header(TokenKind::With)));
    let gradient = found.filter(|(_, line)| asks(line)).map(|(at, _)| at);
    Some((name, gradient))
}
