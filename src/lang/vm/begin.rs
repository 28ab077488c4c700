//! Frames begin and end: calls from the running program and from native code, returns.

use std::mem::ManuallyDrop;
use std::rc::Rc;

use super::frame::{Frame, FrameKind, too_deep};
use super::registers::{clear, empty, put, put_words};
use super::run::Exit;
use super::{Vm, slow};
use crate::Result;
use crate::code::{Code, Reg};
use crate::exception::type_error;
use crate::finalize;
use crate::native::Args;
use crate::value::words::Words;
use crate::value::{Dict, Function, Instance, Value};

impl Vm {
    /// Calls a function of the program from native code.
    pub(super) fn call_function(&mut self, function: &Rc<Function>, args: Args<'_>) -> Result<Value> {
        let code = &function.code;
        if code.kind == crate::code::CodeKind::Generator {
            let bound = self.bind_arguments(function, args)?;
            return Ok(super::generator::make(function, bound));
        }
        if code.is_simple && args.names.is_empty() && args.values.len() == code.parameters.positional {
            self.enter(function, args.values.iter().cloned(), None)
        } else {
            let bound = self.bind_arguments(function, args)?;
            self.enter(function, bound.into_iter(), None)
        }
    }

    /// Runs a function whose parameters are bound; `locals` is the namespace of a class body or of `exec`.
    pub(super) fn enter(
        &mut self,
        function: &Rc<Function>,
        values: impl Iterator<Item = Value>,
        locals: Option<Rc<Dict>>,
    ) -> Result<Value> {
        let base = self.top();
        if !self.registers.fits(base, function.code.registers) {
            return Err(too_deep());
        }
        for (index, value) in values.enumerate() {
            // SAFETY: the parameters lie within the registers that were checked to fit.
            unsafe { put(base.add(index), value) };
        }
        self.push_frame(Frame {
            code: Rc::as_ptr(&function.code),
            function: Rc::as_ptr(function),
            pc: function.code.ops.as_ptr(),
            base,
            callee: 0,
            result: 0,
            kind: FrameKind::Entry,
            instance: Value::Unset,
            locals,
        })?;
        match self.run()? {
            Exit::Returned(value) | Exit::Yielded(value) => Ok(value),
        }
    }

    /// Ends the running frame if it is one of kind [`FrameKind::Call`]: gives its caller's registers, and which of them holds the
    /// function and which wants the result.
    #[inline(always)]
    pub(super) fn caller_of_call(&mut self) -> Option<(*mut Value, usize, usize)> {
        let count = self.frames.len();
        // SAFETY: a frame is running; one of kind `Call` owns nothing, so that forgetting it is enough, and the frame below it is
        // its caller.
        unsafe {
            let frame = self.frames.get_unchecked(count - 1);
            if frame.kind != FrameKind::Call {
                return None;
            }
            let (callee, result) = (usize::from(frame.callee), usize::from(frame.result));
            self.frames.set_len(count - 1);
            Some((self.frames.get_unchecked(count - 2).base, callee, result))
        }
    }

    /// Ends the running frame with a value: tells native code if it was the one that called.
    pub(super) fn leave_rarely(&mut self, value: Value) -> Result<Option<Exit>> {
        let Some(frame) = self.frames.pop() else { return Ok(Some(Exit::Returned(value))) };
        let value = match frame.kind {
            FrameKind::Call => value,
            FrameKind::Init => {
                if !value.is_none() {
                    let name = value.type_name();
                    return Err(type_error(format!("__init__() should return None, not '{name}'")));
                }
                frame.instance
            }
            FrameKind::Entry | FrameKind::Generator => return Ok(Some(Exit::Returned(value))),
        };
        let count = self.frames.len();
        // SAFETY: a frame that was called has its caller below it, whose registers these are.
        unsafe {
            let base = self.frames.get_unchecked(count - 1).base;
            if frame.callee != frame.result {
                empty(base.add(usize::from(frame.callee)));
            }
            put(base.add(usize::from(frame.result)), value);
        }
        Ok(None)
    }

    /// Calls what is in the register `f` with the `n` registers from `first` on, unless that is a function that takes just these.
    /// Tells whether a frame was begun; if not, the result is in `d` already.
    ///
    /// # Safety
    /// The registers are those of the running frame.
    pub(super) unsafe fn begin_other_call(
        &mut self,
        regs: *mut Value,
        d: Reg,
        f: Reg,
        first: Reg,
        n: u16,
    ) -> Result<bool> {
        if finalize::waits() {
            self.run_finalizers();
        }
        // SAFETY: the caller's. The registers do not move while native code runs, and it writes only above them.
        unsafe {
            let callee = &*regs.add(usize::from(f));
            let values = std::slice::from_raw_parts(regs.add(usize::from(first)), usize::from(n));
            if let Value::Native(native) = callee {
                let result = ManuallyDrop::new(native.call_shortly(values));
                if let Some(result) = &*result {
                    finish_call(regs, d, f, first, n, Words::of(result));
                    return Ok(false);
                }
            }
            let result = match callee {
                Value::Native(native) => {
                    let args = Args::positional(values);
                    // A method was found in the class of its receiver.
                    if first == f + 2 {
                        super::call::check_receiver(native, args)?;
                    }
                    native.call(self, args)?
                }
                Value::Function(function) if function.code.kind == crate::code::CodeKind::Function => {
                    if self.begin_with_defaults(regs, d, f, first, n)? {
                        return Ok(true);
                    }
                    let function = Rc::clone(function);
                    let bound = self.bind_arguments(&function, Args::positional(values))?;
                    clear(regs.add(usize::from(first)), usize::from(n));
                    return self.begin_bound(regs, d, f, &function, bound, FrameKind::Call, Value::Unset);
                }
                Value::Method(method) if first == f + 2 => {
                    // There is room for the first argument before the others.
                    let (function, receiver) = (method.function.clone(), method.receiver.clone());
                    put(regs.add(usize::from(f)), function);
                    put(regs.add(usize::from(f) + 1), receiver);
                    return self.begin_other_call(regs, d, f, f + 1, n + 1);
                }
                Value::Class(class) if first == f + 2 => {
                    if let Some(init) = slow::plain_init(class) {
                        return self.begin_init(regs, d, f, &init, n);
                    }
                    let class = Value::Class(Rc::clone(class));
                    self.call(&class, Args::positional(values))?
                }
                other => {
                    let callee = other.clone();
                    self.call(&callee, Args::positional(values))?
                }
            };
            // What a call left in memory in two parts is read in two parts.
            let result = ManuallyDrop::new(result);
            finish_call(regs, d, f, first, n, Words::of(&raw const *result));
            Ok(false)
        }
    }

    /// Calls a function that lacks only arguments with defaults, which are put behind those that are there.
    ///
    /// # Safety
    /// As [`Vm::begin_other_call`]; the callee is a function.
    unsafe fn begin_with_defaults(&mut self, regs: *mut Value, d: Reg, f: Reg, first: Reg, n: u16) -> Result<bool> {
        // SAFETY: the caller's; the parameters are written only if they fit.
        unsafe {
            let Value::Function(function) = &*regs.add(usize::from(f)) else { return Ok(false) };
            let code: &Code = &function.code;
            let (given, wanted) = (usize::from(n), code.parameters.positional);
            let base = regs.add(usize::from(first));
            if !code.is_simple || given > wanted || !self.registers.fits(base, code.registers) {
                return Ok(false);
            }
            let defaults = Rc::clone(&function.defaults.borrow());
            let lacking = wanted - given;
            if lacking > defaults.len() {
                return Ok(false);
            }
            for (index, default) in defaults[defaults.len() - lacking..].iter().enumerate() {
                put(base.add(given + index), default.clone());
            }
            self.push_call(function, base, f, d)?;
        }
        Ok(true)
    }

    /// Calls a class of the program that has an `__init__` and nothing else out of the ordinary.
    ///
    /// # Safety
    /// As [`Vm::begin_other_call`].
    unsafe fn begin_init(&mut self, regs: *mut Value, d: Reg, f: Reg, init: &Rc<Function>, n: u16) -> Result<bool> {
        // SAFETY: the caller's.
        unsafe {
            let Value::Class(class) = &*regs.add(usize::from(f)) else { return Ok(false) };
            let instance = Value::Instance(Rc::new(Instance::new(Rc::clone(class))));
            put(regs.add(usize::from(f)), Value::Function(Rc::clone(init)));
            put(regs.add(usize::from(f) + 1), instance.clone());
            let count = usize::from(n) + 1;
            let code: &Code = &init.code;
            if code.is_simple && count == code.parameters.positional {
                self.push_frame(Frame {
                    code,
                    function: Rc::as_ptr(init),
                    pc: code.ops.as_ptr(),
                    base: regs.add(usize::from(f) + 1),
                    callee: f,
                    result: d,
                    kind: FrameKind::Init,
                    instance,
                    locals: None,
                })?;
                return Ok(true);
            }
            let first = regs.add(usize::from(f) + 1);
            let bound = self.bind_arguments(init, Args::positional(std::slice::from_raw_parts(first, count)))?;
            clear(first, count);
            self.begin_bound(regs, d, f, init, bound, FrameKind::Init, instance)
        }
    }

    /// Begins a frame for a function whose parameters are bound. The function is in the register `f`.
    ///
    /// # Safety
    /// As [`Vm::begin_other_call`].
    #[allow(clippy::too_many_arguments, reason = "what a frame is made of")]
    pub(super) unsafe fn begin_bound(
        &mut self,
        regs: *mut Value,
        d: Reg,
        f: Reg,
        function: &Rc<Function>,
        bound: super::arguments::Bound,
        kind: FrameKind,
        instance: Value,
    ) -> Result<bool> {
        // SAFETY: the caller's; the parameters are written only if they fit.
        unsafe {
            let base = regs.add(usize::from(f) + 1);
            if !self.registers.fits(base, function.code.registers) {
                return Err(too_deep());
            }
            for (index, value) in bound.into_iter().enumerate() {
                put(base.add(index), value);
            }
            self.push_frame(Frame {
                code: Rc::as_ptr(&function.code),
                function: Rc::as_ptr(function),
                pc: function.code.ops.as_ptr(),
                base,
                callee: f,
                result: d,
                kind,
                instance,
                locals: None,
            })?;
        }
        Ok(true)
    }
}

/// Puts the result of a call in its place, after the callee and its arguments are gone.
///
/// # Safety
/// As [`Vm::begin_other_call`]; the words are written once.
#[inline(always)]
unsafe fn finish_call(regs: *mut Value, d: Reg, f: Reg, first: Reg, n: u16, result: Words) {
    // SAFETY: the caller's.
    unsafe {
        clear(regs.add(usize::from(first)), usize::from(n));
        empty(regs.add(usize::from(f)));
        put_words(regs.add(usize::from(d)), result);
    }
}
