//! Lost indentation: which lines belong to which block.
//!
//! A beam search over the lines from the first to the last. A state is the row of blocks that are open; each line may close some of
//! them. What grammar forbids is left out (an `else` without its `if`, a `return` outside a function, an empty block), what
//! is merely unlikely costs something ([`super::evidence`]).

use std::rc::Rc;

use tape_lang::parse::fragment::TokenKind;

use super::evidence::Evidence;
use super::line::{Line, Role};
use super::scope::NameSet;

/// How many states live beside each other.
const WIDTH: usize = 96;

/// How many blocks may be open: CPython takes no more either.
const DEEPEST: usize = 20;

/// A block that is open.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The keyword that opened it.
    pub kind: TokenKind,
    /// The keyword of the compound statement that it is part of: of an `else`, the `if` or `for` before it.
    pub owner: TokenKind,
    /// The line that opened it.
    pub header: usize,
    /// How many lines are in it.
    pub lines: usize,
    /// Whether its last line jumps away, so that nothing can follow.
    pub ended: bool,
    /// Whether it stands on its header's line.
    pub inline: bool,
    /// The names bound in it.
    pub bound: NameSet,
}

#[derive(Clone)]
struct State {
    frames: Vec<Frame>,
    /// The names of the module, or of what is open outside functions.
    bound: NameSet,
    depths: Rc<Depths>,
    cost: f32,
}

/// The depths of the lines so far, the last first.
enum Depths {
    Begin,
    Line(usize, Rc<Depths>),
}

/// The plausible depths of all lines, the best first, with their costs.
pub fn layouts(lines: &[Line], evidence: &Evidence<'_>, most: usize) -> Vec<(Vec<usize>, f32)> {
    let first = State { frames: vec![], bound: NameSet::default(), depths: Rc::new(Depths::Begin), cost: 0.0 };
    let mut states = vec![first];
    for index in 0..lines.len() {
        let mut next: Vec<State> = Vec::new();
        for state in &states {
            for close in 0..=state.frames.len() {
                next.extend(place(state, lines, index, close, evidence));
            }
        }
        next.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        next.truncate(WIDTH);
        states = next;
    }
    states.retain(|state| state.frames.iter().all(|frame| frame.lines > 0 && frame.kind != TokenKind::Try));
    states.iter().take(most).map(|state| (depths(state), state.cost)).collect()
}

fn depths(state: &State) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = &state.depths;
    while let Depths::Line(depth, before) = &**at {
        found.push(*depth);
        at = before;
    }
    found.reverse();
    found
}

/// The state after a line that closes so many blocks, if that is possible.
fn place(state: &State, lines: &[Line], index: usize, close: usize, evidence: &Evidence<'_>) -> Option<State> {
    let line = &lines[index];
    let mut next = state.clone();
    let keep = state.frames.len() - close;
    let clause = match line.role {
        Role::Clause(kind) => Some(kind),
        _ => None,
    };
    let closed = state.frames.get(keep..)?;
    // A clause goes on where a block ended.
    let continued = match clause {
        Some(TokenKind::Case) | None => None,
        Some(kind) => Some(closed.first().filter(|frame| continues(kind, frame))?.clone()),
    };
    for (position, frame) in closed.iter().enumerate() {
        let continues = position == 0 && continued.is_some();
        if frame.lines == 0 || (frame.kind == TokenKind::Try && !continues) {
            return None;
        }
        if !continues {
            next.cost += evidence.close(frame, &closed[position + 1..], index);
        }
    }
    next.frames.truncate(keep);
    give_back(&mut next, closed, evidence);
    if next.frames.last().is_some_and(|frame| frame.ended || frame.inline) {
        return None;
    }
    let in_match = next.frames.last().is_some_and(|frame| frame.kind == TokenKind::Match);
    if in_match != (clause == Some(TokenKind::Case)) {
        return None;
    }
    next.cost += evidence.place(&next.frames, &next.bound, index)?;
    if let (Some(kind), Some(frame)) = (clause, &continued) {
        next.cost += evidence.go_on(kind, frame, closed);
    }
    let depth = next.frames.len();
    if let Some(indent) = line.indent {
        next.cost += evidence.indented(indent, &next.frames);
    }
    enter(&mut next, line, index, continued.as_ref(), evidence);
    if next.frames.len() > DEEPEST {
        return None;
    }
    next.depths = Rc::new(Depths::Line(depth, Rc::clone(&state.depths)));
    Some(next)
}

/// Names bound in blocks that are no functions stay when these close.
fn give_back(state: &mut State, closed: &[Frame], evidence: &Evidence<'_>) {
    let mut names = NameSet::default();
    for frame in closed.iter().rev() {
        match frame.kind {
            TokenKind::Def | TokenKind::Class => names = NameSet::default(),
            // `except … as e` takes its name back.
            TokenKind::Except => names.join(&frame.bound.without(&evidence.names(frame.header).bound)),
            _ => names.join(&frame.bound),
        }
    }
    state.innermost().join(&names);
}

impl State {
    /// The names of the innermost block, or of the module.
    fn innermost(&mut self) -> &mut NameSet {
        self.frames.last_mut().map_or(&mut self.bound, |frame| &mut frame.bound)
    }
}

/// Puts a line into the innermost block, and opens its own.
fn enter(state: &mut State, line: &Line, index: usize, continued: Option<&Frame>, evidence: &Evidence<'_>) {
    let names = evidence.names(index);
    if let (None, Some(frame)) = (continued, state.frames.last_mut()) {
        frame.lines += 1;
        frame.ended = line.jumps() || line.text == "pass";
    }
    let kind = match line.role {
        Role::Header(kind) | Role::Clause(kind) => kind,
        Role::Simple | Role::Decorator => return state.innermost().extend(&names.bound),
    };
    let mut inside = continued.map(|frame| frame.bound.clone()).unwrap_or_default();
    match kind {
        TokenKind::Def => inside.extend(&names.parameters),
        TokenKind::Class => {}
        _ => inside.extend(&names.bound),
    }
    if matches!(kind, TokenKind::Def | TokenKind::Class) {
        state.innermost().extend(&names.bound);
    }
    let owner = continued.map_or(kind, |frame| frame.owner);
    let lines = usize::from(line.inline);
    let (header, inline) = (index, line.inline);
    state.frames.push(Frame { kind, owner, header, lines, ended: false, inline, bound: inside });
}

/// Whether a clause can follow a block.
fn continues(clause: TokenKind, frame: &Frame) -> bool {
    use TokenKind::{Elif, Else, Except, Finally, For, If, Try, While};
    match clause {
        Elif => matches!(frame.kind, If | Elif),
        Else => matches!(frame.kind, If | Elif | For | While | Except),
        Except => matches!(frame.kind, Try | Except),
        Finally => frame.owner == Try && frame.kind != Finally,
        _ => false,
    }
}
