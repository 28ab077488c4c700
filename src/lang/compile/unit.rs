//! One scope's code while it is made: instructions, registers, labels, handlers.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_text::Source;

use super::symbols::{Place, Scope};
use crate::ast::Stmt;
use crate::code::{Cache, Capture, Code, CodeKind, Definition, Handler, Op, ParameterList, Reg};
use crate::exception::Marks;
use crate::name::Name;
use crate::value::{Str, Value};
use crate::vm::{Numeric, is_candidate};

/// A place that jumps go to, known once it is [put](Unit::put).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

/// What leaving a statement early has to undo, innermost last.
#[derive(Clone, Copy)]
pub(super) enum Block<'s> {
    /// A loop; its iterator stands in a temporary.
    Loop { break_to: Label, continue_to: Label, iterator: Option<Reg> },
    /// The body of `try … finally`.
    Finally { body: &'s [Stmt] },
    /// The body of `with`.
    With { context: Reg, span: tape_text::Span },
    /// A handler of an exception in a register.
    Handler { register: Reg },
    /// The body of `except … as name`.
    Named { name: Name },
    /// Code in the middle of which temporaries below a register are in use.
    Held { live: Reg },
}

/// A handler whose range is open.
struct Open {
    start: u32,
    target: Label,
    register: Reg,
    depth: u32,
    suspended: bool,
}

/// Constants are shared when they are equal and of the same type.
#[derive(PartialEq, Eq, Hash)]
enum ConstantKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Float(u64),
    Str(String),
}

pub(super) struct Unit<'s> {
    pub scope: &'s Scope,
    pub kind: CodeKind,
    name: Name,
    pub qualname: String,
    ops: Vec<Op>,
    marks: Vec<Marks>,
    constants: Vec<Value>,
    constant_index: FxHashMap<ConstantKey, u16>,
    caches: Vec<Cache>,
    names: Vec<Name>,
    codes: Vec<Rc<Code>>,
    handlers: Vec<(u32, Handler, Label)>,
    open: Vec<Open>,
    labels: Vec<u32>,
    jumps: Vec<usize>,
    pub blocks: Vec<Block<'s>>,
    variables: Vec<Name>,
    registers: FxHashMap<Name, Reg>,
    next: Reg,
    most: Reg,
    /// Which variables have a value for sure; nothing in code that cannot be reached.
    assigned: Option<Vec<bool>>,
    pub parameters: ParameterList,
    pub captures: Vec<Capture>,
    pub doc: Value,
    pub definition: Option<Definition>,
    pub line: u32,
    overflow: bool,
}

impl<'s> Unit<'s> {
    pub fn new(scope: &'s Scope, kind: CodeKind, name: Name, qualname: &str) -> Unit<'s> {
        let mut unit = Unit {
            scope,
            kind,
            name,
            qualname: qualname.to_owned(),
            ops: Vec::new(),
            marks: Vec::new(),
            constants: Vec::new(),
            constant_index: FxHashMap::default(),
            caches: Vec::new(),
            names: Vec::new(),
            codes: Vec::new(),
            handlers: Vec::new(),
            open: Vec::new(),
            labels: Vec::new(),
            jumps: Vec::new(),
            blocks: Vec::new(),
            variables: Vec::new(),
            registers: FxHashMap::default(),
            next: 0,
            most: 0,
            assigned: None,
            parameters: ParameterList::default(),
            captures: Vec::new(),
            doc: Value::None,
            definition: None,
            line: 1,
            overflow: false,
        };
        for variable in scope.variables() {
            unit.add_variable(variable);
        }
        unit.assigned = Some(vec![false; unit.variables.len()]);
        unit
    }

    /// Gives parameters their registers: they come first, in the order of a call.
    pub fn set_parameters(&mut self, parameters: ParameterList) {
        let others = std::mem::take(&mut self.variables);
        self.registers.clear();
        self.next = 0;
        for &name in &parameters.names {
            self.add_variable(name);
        }
        for name in others {
            if !self.registers.contains_key(&name) {
                self.add_variable(name);
            }
        }
        let count = parameters.count();
        self.assigned = Some((0..self.variables.len()).map(|register| register < count).collect());
        self.parameters = parameters;
    }

    fn add_variable(&mut self, name: Name) {
        let register = self.temp();
        self.variables.push(name);
        self.registers.insert(name, register);
    }

    pub fn register(&self, name: Name) -> Reg {
        self.registers.get(&name).copied().unwrap_or(0)
    }

    /// How a function made here gets a variable.
    pub fn capture(&self, name: Name) -> Capture {
        if self.scope.place(name) == Place::Cell {
            return Capture::Cell(self.register(name));
        }
        Capture::Free(self.free(name))
    }

    pub fn free(&self, name: Name) -> u16 {
        self.scope.free.iter().position(|free| *free == name).unwrap_or(0) as u16
    }

    pub fn emit(&mut self, marks: Marks, op: Op) -> usize {
        self.ops.push(op);
        self.marks.push(marks);
        self.ops.len() - 1
    }

    pub fn temp(&mut self) -> Reg {
        let register = self.next;
        match self.next.checked_add(1) {
            Some(next) => self.next = next,
            None => self.overflow = true,
        }
        self.most = self.most.max(self.next);
        register
    }

    /// Temporaries in use: the first free register.
    pub fn live(&self) -> Reg {
        self.next
    }

    /// Gives back temporaries from a register on.
    pub fn free_to(&mut self, register: Reg) {
        self.next = register;
    }

    /// The first temporary.
    pub fn first_temp(&self) -> Reg {
        self.variables.len() as Reg
    }

    pub fn is_temp(&self, register: Reg) -> bool {
        register >= self.first_temp()
    }

    /// Gives back all temporaries that no statement around holds.
    pub fn reset(&mut self) {
        let held = self.blocks.iter().rev().find_map(|block| match block {
            Block::Loop { iterator, .. } => iterator.map(|register| register + 2),
            Block::With { context, .. } => Some(context + 1),
            Block::Handler { register } => Some(register + 2),
            Block::Held { live } => Some(*live),
            Block::Finally { .. } | Block::Named { .. } => None,
        });
        self.next = held.unwrap_or(0).max(self.first_temp());
    }

    pub fn constant(&mut self, value: Value) -> u16 {
        let key = match &value {
            Value::None => Some(ConstantKey::None),
            Value::Ellipsis => Some(ConstantKey::Ellipsis),
            Value::Bool(value) => Some(ConstantKey::Bool(*value)),
            Value::Int(int) => Some(ConstantKey::Int(*int)),
            Value::Float(float) => Some(ConstantKey::Float(float.to_bits())),
            Value::Str(text) => Some(ConstantKey::Str(text.to_string())),
            _ => None,
        };
        if let Some(known) = key.as_ref().and_then(|key| self.constant_index.get(key)) {
            return *known;
        }
        let index = self.index(self.constants.len());
        self.constants.push(value);
        if let Some(key) = key {
            self.constant_index.insert(key, index);
        }
        index
    }

    fn index(&mut self, length: usize) -> u16 {
        self.overflow |= length >= usize::from(u16::MAX);
        length as u16
    }

    pub fn cache(&mut self, name: Name) -> u16 {
        let index = self.index(self.caches.len());
        self.caches.push(Cache::new(name));
        index
    }

    pub fn name_index(&mut self, name: Name) -> u16 {
        if let Some(known) = self.names.iter().position(|known| *known == name) {
            return known as u16;
        }
        let index = self.index(self.names.len());
        self.names.push(name);
        index
    }

    pub fn code(&mut self, code: Rc<Code>) -> u16 {
        let index = self.index(self.codes.len());
        self.codes.push(code);
        index
    }

    /// Whether the code is larger than its instructions can address.
    pub fn is_too_large(&self) -> bool {
        self.overflow
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(u32::MAX);
        Label(self.labels.len() as u32 - 1)
    }

    /// The label stands here.
    pub fn put(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.ops.len() as u32;
    }

    pub fn is_put(&self, label: Label) -> bool {
        self.labels[label.0 as usize] != u32::MAX
    }

    pub fn jump(&mut self, marks: Marks, label: Label) {
        let op = if self.is_put(label) { Op::JumpBack { target: label.0 } } else { Op::Jump { target: label.0 } };
        let at = self.emit(marks, op);
        self.jumps.push(at);
    }

    /// From here on exceptions go to `target`, where the exception stands in `register`.
    pub fn open_handler(&mut self, target: Label, register: Reg) {
        let depth = self.open.len() as u32;
        self.open.push(Open { start: self.ops.len() as u32, target, register, depth, suspended: false });
    }

    pub fn close_handler(&mut self) {
        if let Some(open) = self.open.pop() {
            self.record(&open);
        }
    }

    fn record(&mut self, open: &Open) {
        let end = self.ops.len() as u32;
        if open.start < end && !open.suspended {
            let handler = Handler { start: open.start, end, target: 0, register: open.register };
            self.handlers.push((open.depth, handler, open.target));
        }
    }

    pub fn open_handlers(&self) -> usize {
        self.open.len()
    }

    /// Takes handlers out of force while the code that leaves them early is made: all but the first `keep`.
    pub fn suspend_handlers(&mut self, keep: usize) {
        let mut open = std::mem::take(&mut self.open);
        for handler in open.iter_mut().skip(keep).filter(|handler| !handler.suspended) {
            self.record(handler);
            handler.suspended = true;
        }
        self.open = open;
    }

    /// Puts handlers back in force that [`Unit::suspend_handlers`] took out.
    pub fn resume_handlers(&mut self, were: &[bool]) {
        let now = self.ops.len() as u32;
        for (handler, &was) in self.open.iter_mut().zip(were) {
            if handler.suspended && !was {
                handler.suspended = false;
                handler.start = now;
            }
        }
    }

    pub fn suspended(&self) -> Vec<bool> {
        self.open.iter().map(|handler| handler.suspended).collect()
    }

    /// Which variables have a value for sure, to go back to after a branch.
    pub fn assigned(&self) -> Option<Vec<bool>> {
        self.assigned.clone()
    }

    pub fn set_assigned(&mut self, assigned: Option<Vec<bool>>) {
        self.assigned = assigned;
    }

    /// What is known where two branches meet.
    pub fn meet(&mut self, other: Option<Vec<bool>>) {
        self.assigned = match (self.assigned.take(), other) {
            (Some(a), Some(b)) => Some(a.iter().zip(&b).map(|(a, b)| *a && *b).collect()),
            (known, None) | (None, known) => known,
        };
    }

    pub fn note_assigned(&mut self, register: Reg) {
        if let Some(slot) = self.assigned.as_mut().and_then(|assigned| assigned.get_mut(register as usize)) {
            *slot = true;
        }
    }

    pub fn note_deleted(&mut self, register: Reg) {
        if let Some(slot) = self.assigned.as_mut().and_then(|assigned| assigned.get_mut(register as usize)) {
            *slot = false;
        }
    }

    pub fn is_assigned(&self, register: Reg) -> bool {
        self.assigned.as_ref().is_none_or(|assigned| assigned[register as usize])
    }

    /// Whether this may be a function that is run on plain numbers.
    fn may_be_numeric(&self) -> bool {
        let is_function = self.kind == CodeKind::Function && matches!(self.definition, Some(Definition::Function(_)));
        let is_plain = self.parameters.count() == self.parameters.positional && self.captures.is_empty();
        is_function && is_plain && self.handlers.is_empty() && is_candidate(&self.ops)
    }

    pub fn finish(mut self, source: Rc<Source>) -> Code {
        let numeric = self.may_be_numeric().then(|| Box::new(Numeric::new()));
        // The instruction that tries that comes before all others.
        let before = u32::from(numeric.is_some());
        for &at in &self.jumps {
            if let Op::Jump { target } | Op::JumpBack { target } = &mut self.ops[at] {
                *target = self.labels[*target as usize] + before;
            }
        }
        if numeric.is_some() {
            self.ops.insert(0, Op::EnterNumeric);
            let head = self.marks.first().copied().unwrap_or_default();
            self.marks.insert(0, head);
        }
        // Inner handlers are looked at first.
        self.handlers.sort_by_key(|(depth, ..)| std::cmp::Reverse(*depth));
        let labels = &self.labels;
        let handlers =
            self.handlers.iter().map(|(_, handler, label)| Handler { target: labels[label.0 as usize], ..*handler });
        let parameters = self.parameters;
        Code {
            name: self.name,
            qualname: Rc::new(Str::new(self.qualname)),
            source,
            kind: self.kind,
            handlers: handlers.collect(),
            ops: self.ops.into(),
            marks: self.marks.into(),
            constants: self.constants.into(),
            caches: self.caches.into(),
            names: self.names.into(),
            codes: self.codes.into(),
            is_simple: parameters.count() == parameters.positional && self.kind == CodeKind::Function,
            parameters,
            variables: self.variables.into(),
            registers: usize::from(self.most) + 1,
            captures: self.captures.into(),
            free: self.scope.free.clone().into(),
            doc: self.doc,
            definition: self.definition,
            line: self.line,
            numeric,
        }
    }
}
