//! Frames as programs see them: `sys._getframe()`, `generator.gi_frame`, `traceback.tb_frame`.
//!
//! The machine writes nothing for them when it calls. A frame object is a link that is followed when somebody looks: while its call
//! runs, it shows the call's line and variables as they are now; afterwards what it saw last, or what an exception left behind
//! that ended the call. What tells a call from the others on its place in the stack is a number that is given when the first object
//! asks for one (see [`Activation`]).

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::frame::{Frame, FrameKind};
use super::{Generator, Vm};
use crate::code::{Code, CodeKind};
use crate::cycles;
use crate::exception::{Raise, TracebackEntry};
use crate::methods::frame::FRAME;
use crate::modules::is_text_of_compiled;
use crate::object::Object;
use crate::value::{Dict, Function, Tuple, Value};
use crate::{Class, Result};

/// What tells a call from all others.
#[derive(Clone)]
pub(crate) enum Activation {
    /// A number of its own, which stands where the frame has room for an instance.
    Number(i64),
    /// The instance that it initialises.
    Instance(Value),
    /// The generator that runs.
    Generator(Weak<Generator>),
}

impl Activation {
    /// Whether it is this call that runs in a frame.
    fn runs_in(&self, frame: &Frame) -> bool {
        match (self, frame.kind, &frame.instance) {
            (Activation::Number(number), FrameKind::Call | FrameKind::Entry, Value::Int(int)) => number == int,
            (Activation::Instance(instance), FrameKind::Init, initialised) => instance.is(initialised),
            (Activation::Generator(generator), FrameKind::Generator, Value::Generator(running)) => {
                std::ptr::eq(generator.as_ptr(), Rc::as_ptr(running))
            }
            _ => false,
        }
    }

    /// Hands over the value that it holds.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        if let Activation::Instance(instance) = self {
            visit(instance.clone());
        }
    }
}

impl PartialEq for Activation {
    fn eq(&self, other: &Activation) -> bool {
        match (self, other) {
            (Activation::Number(a), Activation::Number(b)) => a == b,
            (Activation::Instance(a), Activation::Instance(b)) => a.is(b),
            (Activation::Generator(a), Activation::Generator(b)) => a.ptr_eq(b),
            _ => false,
        }
    }
}

/// Who called.
enum Caller {
    /// Nobody.
    Nobody,
    /// This call, if it still runs.
    Call(Activation),
    /// The frame that an exception passed after the one here: its entries, innermost first, and which of them.
    Passed(Rc<[TracebackEntry]>, usize),
}

/// A frame object.
pub struct FrameObject {
    activation: Activation,
    code: Rc<Code>,
    globals: Rc<Dict>,
    caller: Caller,
    /// The line where it was seen last.
    line: Cell<u32>,
    /// The variables as they were seen last; for a module or the body of a class the namespace itself.
    locals: Rc<Dict>,
}

impl FrameObject {
    /// The frame of a generator that has not ended.
    #[must_use]
    pub fn of_generator(generator: &Rc<Generator>) -> FrameObject {
        let function = generator.function();
        FrameObject {
            activation: Activation::Generator(Rc::downgrade(generator)),
            code: Rc::clone(&function.code),
            globals: Rc::clone(&function.globals),
            caller: Caller::Nobody,
            line: Cell::new(generator.line()),
            locals: Rc::new(Dict::new()),
        }
    }

    /// The frame of an entry of a traceback.
    #[must_use]
    pub fn of_entry(entries: &Rc<[TracebackEntry]>, place: usize) -> Option<FrameObject> {
        let entry = entries.get(place)?;
        let locals = match &entry.variables {
            Value::Dict(namespace) => Rc::clone(namespace),
            _ if entry.code.kind == CodeKind::Module => Rc::clone(&entry.globals),
            Value::Tuple(values) => {
                let dict = Rc::new(Dict::new());
                write_variables(&entry.code, values.iter(), &dict);
                dict
            }
            _ => Rc::new(Dict::new()),
        };
        Some(FrameObject {
            activation: entry.activation.clone(),
            code: Rc::clone(&entry.code),
            globals: Rc::clone(&entry.globals),
            caller: Caller::Passed(Rc::clone(entries), place + 1),
            line: Cell::new(entry.line),
            locals,
        })
    }

    /// What runs.
    #[must_use]
    pub fn code(&self) -> &Rc<Code> {
        &self.code
    }

    /// The globals of the module that it belongs to.
    #[must_use]
    pub fn globals(&self) -> &Rc<Dict> {
        &self.globals
    }

    /// The line where it stands, or stood last.
    #[must_use]
    pub fn line(&self, vm: &Vm) -> u32 {
        self.look(vm);
        self.line.get()
    }

    /// Its variables that are bound, as they are or were last.
    #[must_use]
    pub fn locals(&self, vm: &Vm) -> Rc<Dict> {
        self.look(vm);
        Rc::clone(&self.locals)
    }

    /// The frame that called it.
    #[must_use]
    pub fn caller(&self, vm: &mut Vm) -> Option<FrameObject> {
        if let Some(place) = vm.place_of(&self.activation) {
            return vm.frame_object(vm.frame_below(place)?);
        }
        match &self.caller {
            Caller::Nobody => None,
            Caller::Call(activation) => vm.frame_object(vm.place_of(activation)?),
            Caller::Passed(entries, place) => FrameObject::of_entry(entries, *place),
        }
    }

    /// Whether its call runs, so that it cannot be cleared.
    #[must_use]
    pub fn is_running(&self, vm: &Vm) -> bool {
        vm.place_of(&self.activation).is_some()
    }

    /// Forgets the variables of a call that has ended; a generator that waits is ended.
    pub fn clear(&self) {
        if let Activation::Generator(generator) = &self.activation
            && let Some(generator) = generator.upgrade()
        {
            generator.abandon();
        }
        if matches!(self.code.kind, CodeKind::Function | CodeKind::Generator) {
            self.locals.clear();
        }
    }

    /// Notes how things stand, if the call has not ended.
    fn look(&self, vm: &Vm) {
        if let Some(place) = vm.place_of(&self.activation) {
            let frame = &vm.frames[place];
            self.line.set(line_of(frame));
            if frame.locals.is_none() && self.code.kind != CodeKind::Module {
                write_variables(&self.code, registers(frame), &self.locals);
                write_closure(frame.function(), &self.locals);
            }
        } else if let Activation::Generator(generator) = &self.activation
            && let Some(generator) = generator.upgrade()
            && !generator.is_done()
        {
            self.line.set(generator.line());
            generator.look_at(|values| write_variables(&self.code, values, &self.locals));
            write_closure(generator.function(), &self.locals);
        }
    }
}

impl Object for FrameObject {
    fn class(&self) -> Rc<Class> {
        FRAME.class()
    }

    /// Two objects of the same call are equal; CPython makes one object only.
    fn compare(&self, _vm: &mut Vm, _this: &Value, op: crate::Comparison, other: &Value) -> Result<Value> {
        let equal = other.downcast::<FrameObject>().map(|other| self.activation == other.activation);
        Ok(match (op, equal) {
            (crate::Comparison::Eq, Some(equal)) => Value::Bool(equal),
            (crate::Comparison::NotEq, Some(equal)) => Value::Bool(!equal),
            _ => Value::NotImplemented,
        })
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Ok(match &self.activation {
            Activation::Number(number) => *number,
            Activation::Instance(instance) => instance.id() >> 4,
            Activation::Generator(generator) => (generator.as_ptr() as usize >> 4) as i64,
        })
    }

    fn repr(&self, vm: &mut Vm, this: &Value) -> Result<String> {
        let (file, line, name) = (self.code.source.name(), self.line(vm), self.code.name);
        Ok(format!("<frame at {:#x}, file '{file}', line {line}, code {name}>", this.id()))
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Dict(Rc::clone(&self.globals)));
        visit(Value::Dict(Rc::clone(&self.locals)));
        self.activation.visit(visit);
        if let Caller::Call(activation) = &self.caller {
            activation.visit(visit);
        }
    }
}

/// The line where a frame stands.
fn line_of(frame: &Frame) -> u32 {
    frame.code().source.position(frame.marks().whole.start).0
}

/// The variables of a frame.
fn registers(frame: &Frame) -> impl Iterator<Item = &Value> {
    (0..frame.code().variables.len()).map(|register| frame.register(register))
}

/// Writes variables by name into a dict, and takes out those that are not bound.
fn write_variables<'a>(code: &Code, values: impl IntoIterator<Item = &'a Value>, dict: &Rc<Dict>) {
    for (name, value) in code.variables.iter().chain(&code.free).zip(values) {
        let value = match value {
            Value::Cell(cell) => cell.get(),
            other => other.clone(),
        };
        if value.is_unset() {
            drop(dict.remove_name(*name));
        } else {
            cycles::into_dict(dict, &value);
            dict.set_name(*name, value);
        }
    }
}

/// The same for the variables that a function shares with those around it.
fn write_closure(function: &Function, dict: &Rc<Dict>) {
    for (name, cell) in function.code.free.iter().zip(&function.closure) {
        let value = cell.get();
        if !value.is_unset() {
            cycles::into_dict(dict, &value);
            dict.set_name(*name, value);
        }
    }
}

impl Vm {
    /// The frame of the running function, or of one so many calls further out.
    #[must_use]
    pub fn frame_of_caller(&mut self, calls: usize) -> Option<FrameObject> {
        let mut place = self.frame_below(self.frames.len())?;
        for _ in 0..calls {
            place = self.frame_below(place)?;
        }
        self.frame_object(place)
    }

    /// The variables of the running code: `locals()`. At the top of a module these are its globals.
    #[must_use]
    pub fn locals(&self) -> Option<Rc<Dict>> {
        let frame = self.frames.last()?;
        if let Some(locals) = &frame.locals {
            return Some(Rc::clone(locals));
        }
        if frame.code().kind == CodeKind::Module {
            return self.globals();
        }
        let dict = Rc::new(Dict::new());
        write_variables(frame.code(), registers(frame), &dict);
        write_closure(frame.function(), &dict);
        Some(dict)
    }

    /// The place of the call that led to the one at a place. Modules that CPython has in C have no frames.
    fn frame_below(&self, place: usize) -> Option<usize> {
        self.frames[..place].iter().rposition(|frame| !is_text_of_compiled(&frame.code().source))
    }

    /// Where a call is running.
    fn place_of(&self, activation: &Activation) -> Option<usize> {
        self.frames.iter().rposition(|frame| activation.runs_in(frame))
    }

    fn frame_object(&mut self, place: usize) -> Option<FrameObject> {
        let activation = self.activation(place)?;
        let caller = self.frame_below(place).and_then(|below| self.activation(below));
        let frame = &self.frames[place];
        let globals = Rc::clone(&frame.function().globals);
        let locals = match &frame.locals {
            Some(namespace) => Rc::clone(namespace),
            None if frame.code().kind == CodeKind::Module => Rc::clone(&globals),
            None => Rc::new(Dict::new()),
        };
        let object = FrameObject {
            activation,
            code: frame.shared_code(),
            globals,
            caller: caller.map_or(Caller::Nobody, Caller::Call),
            line: Cell::new(line_of(frame)),
            locals,
        };
        object.look(self);
        Some(object)
    }

    /// What tells the call at a place from all others; a call that has no number yet gets one.
    fn activation(&mut self, place: usize) -> Option<Activation> {
        let frame = self.frames.get_mut(place)?;
        Some(match (frame.kind, &frame.instance) {
            (FrameKind::Init, instance) => Activation::Instance(instance.clone()),
            (FrameKind::Generator, Value::Generator(generator)) => Activation::Generator(Rc::downgrade(generator)),
            (_, Value::Int(number)) => Activation::Number(*number),
            _ => {
                self.numbered += 1;
                frame.instance = Value::Int(self.numbered);
                Activation::Number(self.numbered)
            }
        })
    }

    /// Adds the running frame to a traceback. Modules that CPython has in C leave no frames there.
    pub(super) fn note_frame(&mut self, raise: &Raise) {
        let Some(frame) = self.frames.last() else { return };
        let code = frame.code();
        if is_text_of_compiled(&code.source) {
            return;
        }
        let marks = frame.marks();
        let mut entry = TracebackEntry {
            source: Rc::clone(&code.source),
            span: marks.whole,
            line: code.source.position(marks.whole.start).0,
            code: frame.shared_code(),
            globals: Rc::clone(&frame.function().globals),
            marks,
            activation: Activation::Number(0),
            variables: Value::Unset,
        };
        if let Some(activation) = self.activation(self.frames.len() - 1) {
            entry.activation = activation;
        }
        raise.exception().traceback.borrow_mut().push(entry);
    }
}

impl Frame {
    /// Leaves the variables of a frame that an exception ends with the exception, whose traceback shows them; the registers still
    /// have to be cleared. The exception itself is left out: it would keep itself alive.
    pub(super) fn leave_variables(&self, raise: &Raise) {
        let mut traceback = raise.exception().traceback.borrow_mut();
        let Some(entry) = traceback.last_mut().filter(|entry| entry.activation.runs_in(self)) else { return };
        if let Some(namespace) = &self.locals {
            entry.variables = Value::Dict(Rc::clone(namespace));
        } else if entry.code.kind != CodeKind::Module {
            let closure = self.function().closure.iter().map(|cell| Value::Cell(Rc::clone(cell)));
            let values = registers(self).map(|value| match value {
                Value::Exception(own) if Rc::ptr_eq(own, raise.exception()) => Value::Unset,
                other => other.clone(),
            });
            entry.variables = Value::Tuple(Rc::new(Tuple::new(values.chain(closure))));
        }
    }
}
