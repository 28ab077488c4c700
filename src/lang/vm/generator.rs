//! Generators: frames that wait on the heap.

use std::cell::RefCell;
use std::rc::Rc;

use super::Vm;
use super::arguments::Bound;
use super::frame::{Frame, FrameKind, too_deep};
use super::registers::{empty, put, restore, save};
use super::run::Exit;
use crate::Result;
use crate::code::Reg;
use crate::exception::{
    Exception, GENERATOR_EXIT, Raise, STOP_ITERATION, runtime_error, stop_iteration, type_error, value_error,
};
use crate::finalize;
use crate::name::Name;
use crate::value::{Function, Value, drop_deep};

/// Where a generator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It has not begun.
    Fresh,
    /// It waits at a `yield`.
    Waiting,
    /// It is running.
    Running,
    /// It has ended.
    Done,
}

struct State {
    stage: Stage,
    registers: Vec<Value>,
    /// The instruction to go on with.
    op: usize,
    /// Where a sent value goes.
    sent_to: Reg,
    /// The exception that it was handling when it waited.
    handled: Option<Rc<Exception>>,
    /// The one that its caller was handling when it went on.
    around: Option<Rc<Exception>>,
}

/// A generator.
pub struct Generator {
    function: Rc<Function>,
    state: RefCell<State>,
}

impl Generator {
    /// The function that made it.
    #[must_use]
    pub fn function(&self) -> &Rc<Function> {
        &self.function
    }

    /// Whether it is running.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state.borrow().stage == Stage::Running
    }

    /// Whether it waits at a `yield`.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.state.borrow().stage == Stage::Waiting
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state.borrow().stage == Stage::Done
    }

    /// The line that it stands at.
    #[must_use]
    pub fn line(&self) -> u32 {
        let (code, state) = (&self.function.code, self.state.borrow());
        match state.stage {
            Stage::Fresh => code.line,
            _ => code.source.position(code.marks_at(state.op.saturating_sub(1)).whole.start).0,
        }
    }

    /// Looks at its registers, while it waits.
    pub(super) fn look_at(&self, look: impl FnOnce(&[Value])) {
        look(&self.state.borrow().registers[..self.function.code.variables.len()]);
    }
}

impl Generator {
    /// Looks at what it refers to while it waits.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Function(Rc::clone(&self.function)));
        let Ok(state) = self.state.try_borrow() else { return };
        state.registers.iter().for_each(|value| visit(value.clone()));
        let exceptions = state.handled.iter().chain(&state.around);
        exceptions.for_each(|exception| visit(Value::Exception(Rc::clone(exception))));
    }

    /// Ends it where it waits, without running its `finally` blocks.
    pub(crate) fn abandon(&self) {
        let mut state = self.state.borrow_mut();
        state.stage = Stage::Done;
        let registers = std::mem::take(&mut state.registers);
        drop(state);
        drop(registers);
    }

    /// Moves what it consists of to a new generator, whose `finally` blocks wait to be run.
    #[cold]
    fn postpone(&mut self) {
        let ended = State { stage: Stage::Done, registers: Vec::new(), op: 0, sent_to: 0, handled: None, around: None };
        let state = std::mem::replace(self.state.get_mut(), ended);
        let moved = Generator { function: Rc::clone(&self.function), state: RefCell::new(state) };
        finalize::postpone(Value::Generator(Rc::new(moved)));
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        let state = self.state.get_mut();
        if state.stage == Stage::Waiting && self.function.code.covers(state.op) {
            return self.postpone();
        }
        let registers = &mut self.state.get_mut().registers;
        if !registers.is_empty() {
            drop_deep(registers);
        }
    }
}

/// What a generator is resumed with.
pub(crate) enum Resumption {
    /// A value: what `yield` evaluates to.
    Send(Value),
    /// An exception, raised at the `yield`.
    Throw(Raise),
}

/// A generator that has not begun.
pub(super) fn make(function: &Rc<Function>, bound: Bound) -> Value {
    let mut registers = vec![Value::Unset; function.code.registers];
    for (slot, value) in registers.iter_mut().zip(bound) {
        *slot = value;
    }
    let state = State { stage: Stage::Fresh, registers, op: 0, sent_to: 0, handled: None, around: None };
    Value::Generator(Rc::new(Generator { function: Rc::clone(function), state: RefCell::new(state) }))
}

impl Vm {
    /// The next item of a generator; nothing at its end.
    pub(super) fn resume(&mut self, generator: &Rc<Generator>, sent: Value) -> Result<Option<Value>> {
        match self.resume_with(generator, Resumption::Send(sent))? {
            Exit::Yielded(value) => Ok(Some(value)),
            Exit::Returned(_) => Ok(None),
        }
    }

    /// Runs a generator until it yields or returns.
    pub(super) fn resume_with(&mut self, generator: &Rc<Generator>, with: Resumption) -> Result<Exit> {
        let stage = generator.state.borrow().stage;
        match (stage, &with) {
            (Stage::Running, _) => return Err(value_error("generator already executing")),
            (Stage::Done, Resumption::Send(_)) => return Ok(Exit::Returned(Value::None)),
            (Stage::Done, Resumption::Throw(raise)) => return Err(raise.clone()),
            (Stage::Fresh, Resumption::Send(value)) if !value.is_none() => {
                return Err(type_error("can't send non-None value to a just-started generator"));
            }
            _ => {}
        }
        let base = self.top();
        let code = Rc::clone(&generator.function.code);
        if !self.registers.fits(base, code.registers) || self.frames.len() + self.depth >= self.recursion_limit {
            return Err(too_deep());
        }
        let frame = self.restore(generator, base, &with, stage);
        let outer_handled = std::mem::take(&mut self.handled);
        generator.state.borrow_mut().around = outer_handled.clone();
        let own_handled = generator.state.borrow_mut().handled.take();
        self.handled = own_handled.or_else(|| outer_handled.clone());
        self.frames.push(frame);
        let result = match with {
            Resumption::Send(_) => self.run(),
            Resumption::Throw(raise) => self.throw_into(generator, raise, stage),
        };
        self.handled = outer_handled;
        self.settle(generator, result)
    }

    /// Puts a generator's registers in place and makes its frame.
    fn restore(&mut self, generator: &Rc<Generator>, base: *mut Value, with: &Resumption, stage: Stage) -> Frame {
        let mut state = generator.state.borrow_mut();
        let code = &generator.function.code;
        // SAFETY: the caller has checked that the registers fit.
        unsafe { restore(&mut state.registers, base) };
        if let (Resumption::Send(value), Stage::Waiting) = (with, stage) {
            // SAFETY: the register is one of the code's own.
            unsafe { put(base.add(usize::from(state.sent_to)), value.clone()) };
        }
        state.stage = Stage::Running;
        Frame {
            code: Rc::as_ptr(code),
            function: Rc::as_ptr(&generator.function),
            // SAFETY: the instruction is one of the code's own.
            pc: unsafe { code.ops.as_ptr().add(state.op) },
            base,
            callee: 0,
            result: 0,
            kind: FrameKind::Generator,
            instance: Value::Generator(Rc::clone(generator)),
            locals: None,
        }
    }

    /// Raises an exception where a generator waits: in the generator that it delegates to, if there is one.
    fn throw_into(&mut self, generator: &Rc<Generator>, raise: Raise, stage: Stage) -> Result<Exit> {
        if stage == Stage::Fresh {
            // It has not begun: the exception leaves it at once.
            return match self.unwind(raise, true) {
                Some(raise) => Err(raise),
                None => self.run(),
            };
        }
        let delegate = self.frames.last().and_then(|frame| {
            // SAFETY: a waiting frame has an instruction to go on with, which is a `YieldFrom` while it delegates.
            match unsafe { *frame.pc } {
                crate::code::Op::YieldFrom { d, it } => Some((d, it, frame.register(usize::from(it)).clone())),
                _ => None,
            }
        });
        let Some((d, it, inner)) = delegate else {
            return match self.unwind(raise, true) {
                Some(raise) => Err(raise),
                None => self.run(),
            };
        };
        let thrown = self.throw_to_delegate(&inner, raise);
        let Some(frame) = self.frames.last_mut() else { return Ok(Exit::Returned(Value::None)) };
        // SAFETY: registers of the generator's frame; the next instruction exists because the code ends in a return.
        unsafe {
            match thrown {
                Ok(Exit::Yielded(value)) => {
                    self.suspend_generator(it + 1);
                    let _ = generator;
                    Ok(Exit::Yielded(value))
                }
                Ok(Exit::Returned(value)) => {
                    frame.pc = frame.pc.add(1);
                    empty(frame.base.add(usize::from(it)));
                    put(frame.base.add(usize::from(d)), value);
                    self.run()
                }
                Err(raise) => {
                    frame.pc = frame.pc.add(1);
                    match self.unwind(raise, true) {
                        Some(raise) => Err(raise),
                        None => self.run(),
                    }
                }
            }
        }
    }

    fn throw_to_delegate(&mut self, inner: &Value, raise: Raise) -> Result<Exit> {
        if let Value::Generator(generator) = inner {
            if raise.is(&GENERATOR_EXIT) {
                self.close_generator(generator)?;
                return Err(raise);
            }
            return self.resume_with(generator, Resumption::Throw(raise));
        }
        let method = if raise.is(&GENERATOR_EXIT) { Name::CLOSE } else { Name::THROW };
        match self.find_attribute(inner, method)? {
            Some(close) if method == Name::CLOSE => {
                self.call_values(&close, &[])?;
                Err(raise)
            }
            Some(throw) => match self.call_values(&throw, &[Value::Exception(raise.into_exception())]) {
                Ok(value) => Ok(Exit::Yielded(value)),
                Err(raise) if raise.is(&STOP_ITERATION) => Ok(Exit::Returned(raise.exception().stop_value())),
                Err(raise) => Err(raise),
            },
            None => Err(raise),
        }
    }

    /// Notes how a generator's run has ended.
    fn settle(&mut self, generator: &Rc<Generator>, result: Result<Exit>) -> Result<Exit> {
        match result {
            Ok(Exit::Yielded(value)) => Ok(Exit::Yielded(value)),
            Ok(Exit::Returned(value)) => {
                generator.state.borrow_mut().stage = Stage::Done;
                Ok(Exit::Returned(value))
            }
            Err(raise) => {
                generator.state.borrow_mut().stage = Stage::Done;
                if raise.is(&STOP_ITERATION) {
                    let wrapped = runtime_error("generator raised StopIteration");
                    let exception = wrapped.exception();
                    *exception.cause.borrow_mut() = Some(Rc::clone(raise.exception()));
                    *exception.context.borrow_mut() = Some(Rc::clone(raise.exception()));
                    exception.suppress_context.set(true);
                    return Err(wrapped);
                }
                Err(raise)
            }
        }
    }

    /// Moves the running generator's registers to the heap; what is sent next goes to `sent_to`.
    pub(super) fn suspend_generator(&mut self, sent_to: Reg) {
        let Some(frame) = self.frames.pop() else { return };
        let Value::Generator(generator) = &frame.instance else { return };
        let count = frame.code().registers;
        let mut state = generator.state.borrow_mut();
        // SAFETY: these are the registers of the frame that is left.
        unsafe { save(frame.base, count, &mut state.registers) };
        state.op = (frame.pc as usize - frame.code().ops.as_ptr() as usize) / size_of::<crate::code::Op>();
        state.sent_to = sent_to;
        state.stage = Stage::Waiting;
        let around = state.around.take();
        let is_own = match (&self.handled, &around) {
            (Some(handled), Some(around)) => !Rc::ptr_eq(handled, around),
            (handled, _) => handled.is_some(),
        };
        state.handled = if is_own { self.handled.clone() } else { None };
    }

    /// Hands a value to the iterator of a `yield from`.
    pub(super) fn delegate(&mut self, inner: &Value, sent: Value) -> Result<Exit> {
        let next = match inner {
            Value::Generator(generator) => return self.resume_with(&Rc::clone(generator), Resumption::Send(sent)),
            other if sent.is_none() || sent.is_unset() => match other {
                Value::Instance(_) => {
                    let result = self.call_method(other, Name::NEXT, &[]);
                    match result {
                        Err(raise) if raise.is(&STOP_ITERATION) => {
                            return Ok(Exit::Returned(raise.exception().stop_value()));
                        }
                        result => Some(result?),
                    }
                }
                other => self.next(other)?,
            },
            other => Some(self.call_method(other, Name::SEND, &[sent])?),
        };
        Ok(match next {
            Some(value) => Exit::Yielded(value),
            None => Exit::Returned(Value::None),
        })
    }

    /// `generator.send(value)`.
    ///
    /// # Errors
    /// `StopIteration` at its end; what it raises.
    pub fn send(&mut self, generator: &Rc<Generator>, value: Value) -> Result<Value> {
        match self.resume_with(generator, Resumption::Send(value))? {
            Exit::Yielded(value) => Ok(value),
            Exit::Returned(value) => Err(stop_iteration(value)),
        }
    }

    /// `generator.throw(exception)`.
    ///
    /// # Errors
    /// As [`Vm::send`].
    pub fn throw(&mut self, generator: &Rc<Generator>, raise: Raise) -> Result<Value> {
        match self.resume_with(generator, Resumption::Throw(raise))? {
            Exit::Yielded(value) => Ok(value),
            Exit::Returned(value) => Err(stop_iteration(value)),
        }
    }

    /// `generator.close()`.
    ///
    /// # Errors
    /// `RuntimeError` when it yields another value; what it raises.
    pub fn close_generator(&mut self, generator: &Rc<Generator>) -> Result<()> {
        let stage = generator.state.borrow().stage;
        match stage {
            Stage::Fresh => {
                let mut state = generator.state.borrow_mut();
                state.stage = Stage::Done;
                let registers = std::mem::take(&mut state.registers);
                drop(state);
                drop(registers);
                Ok(())
            }
            Stage::Done => Ok(()),
            Stage::Waiting | Stage::Running => {
                match self.resume_with(generator, Resumption::Throw(Raise::with_args(&GENERATOR_EXIT, []))) {
                    Ok(Exit::Yielded(_)) => Err(runtime_error("generator ignored GeneratorExit")),
                    Ok(Exit::Returned(_)) => Ok(()),
                    Err(raise) if raise.is(&GENERATOR_EXIT) || raise.is(&STOP_ITERATION) => Ok(()),
                    Err(raise) => Err(raise),
                }
            }
        }
    }

    pub(super) fn generator_name(&self, value: &Value) -> String {
        match value {
            Value::Generator(generator) => generator.function.qualname(),
            _ => String::new(),
        }
    }
}
