//! Frames: what the machine knows of the calls that are running.

use std::rc::Rc;

use super::Vm;
use super::registers::{clear, empty, put};
use crate::Result;
use crate::code::{Code, Op, Reg};
use crate::exception::{Marks, Raise, recursion_error, runtime_error};
use crate::name::Name;
use crate::value::{Cell, Dict, Function, Value};

/// What happens when a frame returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// The caller's instructions go on.
    Call,
    /// The same, and the result is the instance that was initialised.
    Init,
    /// The native code that called gets the result.
    Entry,
    /// So does the native code that resumed the generator.
    Generator,
}

/// A call that is running.
///
/// The function is kept alive by a register of the caller (or by the native code that called), so pointers suffice.
pub(super) struct Frame {
    pub code: *const Code,
    pub function: *const Function,
    /// The instruction to go on with.
    pub pc: *const Op,
    pub base: *mut Value,
    /// The caller's register that holds the function.
    pub callee: Reg,
    /// The caller's register for the result.
    pub result: Reg,
    pub kind: FrameKind,
    /// The instance that is being initialised.
    pub instance: Value,
    /// The namespace of a class body.
    pub locals: Option<Rc<Dict>>,
}

impl Frame {
    /// The code that runs.
    #[inline]
    pub fn code(&self) -> &Code {
        // SAFETY: the function that owns the code lives as long as the frame.
        unsafe { &*self.code }
    }

    /// The function that runs.
    pub fn function(&self) -> &Function {
        // SAFETY: as above.
        unsafe { &*self.function }
    }

    /// The number of the instruction that is running.
    pub fn op_index(&self) -> usize {
        let start = self.code().ops.as_ptr() as usize;
        ((self.pc as usize - start) / size_of::<Op>()).saturating_sub(1)
    }

    /// What a traceback marks for the instruction that is running.
    pub fn marks(&self) -> Marks {
        self.code().marks_at(self.op_index())
    }

    /// The value of a register.
    pub fn register(&self, register: usize) -> &Value {
        // SAFETY: callers ask for registers of the frame's code.
        unsafe { &*self.base.add(register) }
    }
}

impl Vm {
    /// The cell of a variable of a function around the running one.
    #[inline]
    pub(super) fn free_cell(&self, index: u16) -> &Rc<Cell> {
        let count = self.frames.len();
        // SAFETY: a frame is running, and the compiler counts its free variables.
        unsafe { (&*self.frames.get_unchecked(count - 1).function).closure.get_unchecked(usize::from(index)) }
    }

    /// The first register behind all frames.
    pub(super) fn top(&self) -> *mut Value {
        match self.frames.last() {
            // SAFETY: the end of a frame's registers lies inside the memory.
            Some(frame) => unsafe { frame.base.add(frame.code().registers) },
            None => self.registers.start(),
        }
    }

    /// Begins a frame whose parameters already stand in its registers.
    #[inline]
    pub(super) fn push_frame(&mut self, frame: Frame) -> Result<()> {
        let code = frame.code();
        if self.frames.len() + self.depth >= self.recursion_limit || !self.registers.fits(frame.base, code.registers) {
            return Err(too_deep());
        }
        let parameters = code.parameters.count();
        for register in parameters..code.variables.len() {
            // SAFETY: the registers were checked to lie inside the memory.
            unsafe { empty(frame.base.add(register)) };
        }
        self.frames.push(frame);
        Ok(())
    }

    /// Begins a frame of kind [`FrameKind::Call`] for a function in the caller's register `callee`. Each part is written where it
    /// stays: a frame made elsewhere and copied would be read back before its parts have arrived.
    ///
    /// # Safety
    /// The parameters stand in the registers from `base` on.
    #[inline(always)]
    pub(super) unsafe fn push_call(
        &mut self,
        function: &Function,
        base: *mut Value,
        callee: Reg,
        result: Reg,
    ) -> Result<()> {
        let code: &Code = &function.code;
        let count = self.frames.len();
        if count + self.depth >= self.recursion_limit || !self.registers.fits(base, code.registers) {
            return Err(too_deep());
        }
        if count == self.frames.capacity() {
            self.frames.reserve(64);
        }
        // SAFETY: there is room for another frame and its registers; all parts of the frame are written.
        unsafe {
            for register in code.parameters.names.len()..code.variables.len() {
                empty(base.add(register));
            }
            let frame = self.frames.as_mut_ptr().add(count);
            (&raw mut (*frame).code).write(code);
            (&raw mut (*frame).function).write(function);
            (&raw mut (*frame).pc).write(code.ops.as_ptr());
            (&raw mut (*frame).base).write(base);
            (&raw mut (*frame).callee).write(callee);
            (&raw mut (*frame).result).write(result);
            (&raw mut (*frame).kind).write(FrameKind::Call);
            (&raw mut (*frame).instance).write(Value::Unset);
            (&raw mut (*frame).locals).write(None);
            self.frames.set_len(count + 1);
        }
        Ok(())
    }

    /// Hands an exception to the nearest handler, ending frames on the way; gives it back when native code has to take it.
    ///
    /// `fresh` tells whether the exception was raised here, so that the frame is added to its traceback.
    pub(super) fn unwind(&mut self, raise: Raise, mut fresh: bool) -> Option<Raise> {
        if fresh
            && let Some(handled) = &self.handled
            && !Rc::ptr_eq(handled, raise.exception())
        {
            raise.exception().set_context(handled);
        }
        loop {
            let frame = self.frames.last()?;
            let at = frame.op_index();
            // SAFETY: whoever called the frame's function keeps it, and with it the code, until the frame is gone from here.
            let code = unsafe { &*frame.code };
            if fresh {
                self.note_frame(&raise);
            }
            let frame = self.frames.last_mut()?;
            if let Some(handler) = code.handlers.iter().find(|h| (h.start as usize..h.end as usize).contains(&at)) {
                // SAFETY: handler registers and targets are the code's own.
                unsafe {
                    let first = usize::from(handler.register);
                    clear(frame.base.add(first), code.registers - first);
                    put(frame.base.add(first), Value::Exception(raise.into_exception()));
                    frame.pc = code.ops.as_ptr().add(handler.target as usize);
                }
                return None;
            }
            let frame = self.frames.pop()?;
            frame.leave_variables(&raise);
            // SAFETY: these are the registers of the frame that ends.
            unsafe { clear(frame.base, code.registers) };
            if matches!(frame.kind, FrameKind::Entry | FrameKind::Generator) {
                return Some(raise);
            }
            if let Some(caller) = self.frames.last() {
                // SAFETY: the register that held the function is the caller's.
                unsafe { empty(caller.base.add(usize::from(frame.callee))) };
            }
            fresh = true;
        }
    }

    /// The class and the first argument of the running function: what `super()` means.
    pub(crate) fn super_context(&mut self) -> Result<(Value, Value)> {
        let Some(frame) = self.frames.last() else { return Err(runtime_error("super(): no arguments")) };
        let code = frame.code();
        if code.parameters.positional == 0 && !code.parameters.rest {
            return Err(runtime_error("super(): no arguments"));
        }
        let receiver = match frame.register(0) {
            Value::Cell(cell) => cell.get(),
            other => other.clone(),
        };
        if receiver.is_unset() {
            return Err(runtime_error("super(): arg[0] deleted"));
        }
        let Some(index) = code.free.iter().position(|name| *name == Name::CLASS) else {
            return Err(runtime_error("super(): __class__ cell not found"));
        };
        match frame.function().closure[index].get() {
            Value::Unset => Err(runtime_error("super(): empty __class__ cell")),
            class => Ok((class, receiver)),
        }
    }

    /// The globals of the running code: `globals()`.
    #[must_use]
    pub fn globals(&self) -> Option<Rc<Dict>> {
        Some(Rc::clone(&self.frames.last()?.function().globals))
    }

    /// Where the running program stands: the call that led to the native code that asks.
    #[must_use]
    pub fn current_place(&self) -> Option<super::Place> {
        self.place_of_caller(0)
    }

    /// Where the function stands that called the running one, or one so many calls further out.
    #[must_use]
    pub fn place_of_caller(&self, calls: usize) -> Option<super::Place> {
        let frame = self.frames.get(self.frames.len().checked_sub(calls + 1)?)?;
        let code = frame.code();
        Some(super::Place { source: Rc::clone(&code.source), span: frame.marks().whole })
    }

    /// The address of the running code and the number of the running instruction in it.
    #[inline]
    #[must_use]
    pub fn instruction_address(&self) -> Option<(usize, usize)> {
        self.frames.last().map(|frame| (frame.code as usize, frame.op_index()))
    }

    /// The running code, kept for as long as something is remembered by its address.
    #[must_use]
    pub fn running_code(&self) -> Option<Rc<Code>> {
        self.frames.last().map(|frame| Rc::clone(&frame.function().code))
    }

    /// The names of the functions that are running, outermost first.
    #[must_use]
    pub fn running_functions(&self) -> Vec<&'static str> {
        self.frames.iter().map(|frame| frame.code().name.as_str()).collect()
    }
}

#[cold]
pub(super) fn too_deep() -> Raise {
    recursion_error("maximum recursion depth exceeded")
}
