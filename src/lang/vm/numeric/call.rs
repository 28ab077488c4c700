//! Names and calls: functions of the program, builtins that are plain on numbers, functions of `math`, ranges.

use std::rc::Rc;

use super::instruction::Instruction;
use super::kind::{Callable, Content, Kind, Operand};
use super::translate::{Outcome, Step, Stop, place_of};
use super::version::{Body, Flow};
use crate::code::{Op, Reg};
use crate::types;
use crate::value::Value;

impl Body<'_, '_> {
    /// `d = ` a global or builtin.
    pub fn load_global(&mut self, d: Reg, c: u16) -> Step<()> {
        let name = &self.code.caches[usize::from(c)].text;
        let translation = &mut *self.translation;
        let value = translation.guards.look_up(name, translation.globals, translation.builtins);
        self.set_to(d, value)
    }

    /// `d = ` what a module has under a name.
    pub fn load_attribute(&mut self, d: Reg, a: Reg, c: u16) -> Step<()> {
        let Content::Module(module) = self.content(a) else { return Err(Stop::Exit) };
        let cache = &self.code.caches[usize::from(c)];
        let module = &self.translation.modules[usize::from(module)];
        if !module.class_has_no(cache.name) {
            return Err(Stop::Exit);
        }
        let value = self.translation.guards.look_up_in(module, &cache.text);
        self.set_to(d, value)
    }

    fn set_to(&mut self, d: Reg, value: Option<Value>) -> Step<()> {
        if let Some((kind, bits)) = value.as_ref().and_then(Kind::of) {
            return self.set_known(d, kind, bits);
        }
        self.registers[usize::from(d)] = match value {
            Some(Value::Module(module)) => Content::Module(place_of(&mut self.translation.modules, module, Rc::ptr_eq)),
            Some(value) => self.callable(&value).map_or(Content::Other, Content::Callable),
            None => Content::Other,
        };
        Ok(())
    }

    /// What calling a value means, if that is known here.
    fn callable(&mut self, value: &Value) -> Option<Callable> {
        match value {
            Value::Function(function) if Rc::ptr_eq(&function.globals, self.translation.globals) => {
                let function = Rc::clone(function);
                Some(Callable::Function(place_of(&mut self.translation.named, function, Rc::ptr_eq)))
            }
            Value::Native(native) => match (native.qualname(), native.real_function()) {
                ("abs", _) => Some(Callable::Abs),
                ("min", _) => Some(Callable::Min),
                ("max", _) => Some(Callable::Max),
                (_, Some(function)) => Some(Callable::Real(self.translation.real_function(function))),
                _ => None,
            },
            Value::Class(class) => {
                let known = [
                    (&types::INT, Callable::Int),
                    (&types::FLOAT, Callable::Float),
                    (&types::BOOL, Callable::Bool),
                    (&types::RANGE, Callable::Range),
                ];
                known.iter().find(|(table, _)| Rc::ptr_eq(class, &table.class())).map(|known| known.1)
            }
            _ => None,
        }
    }

    /// `d = f(first, …)` with `n` arguments.
    pub fn call(&mut self, at: usize, d: Reg, f: Reg, first: Reg, n: u16) -> Step<Flow> {
        let Content::Callable(callable) = self.content(f) else { return Err(Stop::Exit) };
        match callable {
            Callable::Function(function) => return self.call_function(at, d, f, function, first, n),
            Callable::Range => return self.begin_loop(at, d, first, n),
            _ => {}
        }
        let arguments: Vec<Operand> = (first..first + n).map(|r| self.operand(r)).collect::<Step<_>>()?;
        match arguments[..] {
            [argument] => self.call_with_one(callable, d, argument)?,
            [a, b] if a.kind() == b.kind() => self.call_extreme(callable, d, a, b)?,
            _ => return Err(Stop::Exit),
        }
        Ok(Flow::To(at + 1))
    }

    fn call_with_one(&mut self, callable: Callable, d: Reg, argument: Operand) -> Step<()> {
        let slot = self.slot(d);
        let kind = match (callable, argument.kind()) {
            (_, Kind::None) => return Err(Stop::Exit),
            (Callable::Real(function), _) => {
                let s = self.as_float(argument, 0)?;
                self.emit(Instruction::Apply { d: slot, s, function })?;
                Kind::Float
            }
            (Callable::Float, _) => {
                let s = self.as_float(argument, 0)?;
                self.copy(slot, s)?;
                Kind::Float
            }
            (Callable::Bool, _) => {
                let s = self.truth(argument)?;
                self.emit(Instruction::NotInt { d: slot, s })?;
                self.emit(Instruction::NotInt { d: slot, s: slot })?;
                Kind::Bool
            }
            (Callable::Abs, Kind::Float) => {
                let s = self.in_slot(argument, 0)?;
                self.emit(Instruction::AbsFloat { d: slot, s })?;
                Kind::Float
            }
            (Callable::Abs, _) => {
                let s = self.in_slot(argument, 0)?;
                self.emit(Instruction::AbsInt { d: slot, s })?;
                Kind::Int
            }
            (Callable::Int, Kind::Float) => {
                let s = self.in_slot(argument, 0)?;
                self.emit(Instruction::Truncate { d: slot, s })?;
                Kind::Int
            }
            (Callable::Int, _) => {
                let s = self.in_slot(argument, 0)?;
                self.copy(slot, s)?;
                Kind::Int
            }
            _ => return Err(Stop::Exit),
        };
        self.set(d, kind);
        Ok(())
    }

    /// `min` or `max` of two numbers of one kind.
    fn call_extreme(&mut self, callable: Callable, d: Reg, left: Operand, right: Operand) -> Step<()> {
        let kind = left.kind();
        let (a, b) = (self.in_slot(left, 0)?, self.in_slot(right, 1)?);
        let slot = self.slot(d);
        self.emit(match (callable, kind) {
            (Callable::Min, Kind::Float) => Instruction::MinFloat { d: slot, a, b },
            (Callable::Max, Kind::Float) => Instruction::MaxFloat { d: slot, a, b },
            (Callable::Min, Kind::Int | Kind::Bool) => Instruction::MinInt { d: slot, a, b },
            (Callable::Max, Kind::Int | Kind::Bool) => Instruction::MaxInt { d: slot, a, b },
            _ => return Err(Stop::Exit),
        })?;
        self.set(d, kind);
        Ok(())
    }

    /// Calls a function of the program, whose arguments stand where its own slots will begin.
    fn call_function(&mut self, at: usize, d: Reg, f: Reg, function: u16, first: Reg, n: u16) -> Step<Flow> {
        let mut kinds = Vec::with_capacity(usize::from(n));
        for r in first..first + n {
            self.hold(r)?;
            kinds.push(self.operand(r)?.kind());
        }
        let code = Rc::clone(&self.translation.named[usize::from(function)].code);
        let callee = self.translation.specialise(&code, &kinds)?;
        let window = self.slot(first);
        let call = match self.last() {
            Some(Instruction::AddIntK { d, a, k }) if d == window => {
                self.translation.code.pop();
                Instruction::AddAndCall { callee, window, a, k }
            }
            _ => Instruction::Call { window, callee },
        };
        self.emit(call)?;
        match self.translation.specialised[usize::from(callee)].outcome {
            Outcome::Always(kind) => {
                // What is returned is left where the callee stood.
                let (to, from) = (self.slot(d), self.slot(f));
                self.copy(to, from)?;
                self.set(d, kind);
                Ok(Flow::To(at + 1))
            }
            Outcome::Mixed => Err(Stop::Exit),
            Outcome::Never => {
                self.emit(Instruction::GiveUp)?;
                Ok(Flow::Ends)
            }
        }
    }

    /// Begins a loop over a range, which nothing else sees: the next instruction takes it.
    fn begin_loop(&mut self, at: usize, d: Reg, first: Reg, n: u16) -> Step<Flow> {
        let Op::GetIter { d: it, s } = self.code.ops[at + 1] else { return Err(Stop::Exit) };
        if s != d {
            return Err(Stop::Exit);
        }
        let bounds: Vec<Operand> = (first..first + n).map(|r| self.operand(r)).collect::<Step<_>>()?;
        let (zero, one) = (Operand::Known(Kind::Int, 0), Operand::Known(Kind::Int, 1));
        let (start, stop, step) = match bounds[..] {
            [stop] => (zero, stop, one),
            [start, stop] => (start, stop, one),
            [start, stop, step] => (start, stop, step),
            _ => return Err(Stop::Exit),
        };
        if !(start.kind().is_integral() && stop.kind().is_integral() && step.kind().is_integral()) {
            return Err(Stop::Exit);
        }
        let slot = self.slot(it);
        self.place(start, slot)?;
        self.place(stop, slot + 1)?;
        self.registers[usize::from(it)] = if step.known_int() == Some(1) {
            Content::Range
        } else {
            let by = self.step_of_loop(at + 1);
            self.place(step, u16::from(by))?;
            self.emit(Instruction::BeginRange { it: slot, by: u16::from(by) })?;
            Content::RangeBy(by)
        };
        Ok(Flow::To(at + 2))
    }

    /// `d = operand`.
    fn place(&mut self, operand: Operand, d: u16) -> Step<()> {
        match operand {
            Operand::Slot(_, s) => self.copy(d, s),
            Operand::Known(_, bits) => self.load(d, bits),
        }
    }
}
