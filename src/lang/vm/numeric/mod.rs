//! Numeric functions run on plain numbers: the second tier of the machine.
//!
//! A function that only computes with integers, floats and truths, and calls such functions, has no side effects. When it is called
//! with numbers it is [translated](translate) for their kinds into [instructions](instruction) over slots of 64 bits, which a
//! [loop of their own](run) runs without reference counts, type tags and frames. Whatever is out of the ordinary (an integer of more
//! than 64 bits, a division by zero, too many calls, an interrupt) gives up the run, and the function is run from its beginning by
//! the general machine, which raises, says and computes what Python does. That costs as much time again as was spent, so a function
//! that gave up once is left to the general machine.
//!
//! The compiler puts [`Op::EnterNumeric`](crate::code::Op::EnterNumeric) first in functions that [may be](candidate) numeric. All
//! others are as fast as before.

mod arithmetic;
mod call;
mod candidate;
mod guard;
mod instruction;
mod kind;
mod operate;
mod run;
mod stack;
mod step;
#[cfg(test)]
mod tests;
mod translate;
mod version;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::Ordering;

use smallvec::SmallVec;

use self::instruction::Program;
use self::kind::Kind;
use self::run::Ended;
use super::Vm;
use crate::Result;
use crate::code::Code;
use crate::value::{Dict, Value};

pub(crate) use self::candidate::is_candidate;
pub(crate) use self::stack::Stack;

/// How often in a row a function is looked at in vain (called with something else than numbers, or not to be translated) before it is
/// left to the general machine.
const TRIES: u8 = 8;

/// How often a function is translated, for arguments of other kinds or because its names mean something else.
const TRANSLATIONS: u8 = 16;

/// What the machine knows of a function that may be numeric.
pub(crate) struct Numeric {
    programs: RefCell<Vec<Program>>,
    tries: Cell<u8>,
    translations: Cell<u8>,
}

impl Numeric {
    /// A function that has not been called.
    pub fn new() -> Numeric {
        Numeric { programs: RefCell::default(), tries: Cell::new(TRIES), translations: Cell::new(TRANSLATIONS) }
    }

    /// Leaves the function to the general machine from now on.
    fn retire(&self) {
        self.tries.set(0);
        if let Ok(mut programs) = self.programs.try_borrow_mut() {
            programs.clear();
        }
    }

    fn lose_a_try(&self) {
        match self.tries.get() {
            0 | 1 => self.retire(),
            tries => self.tries.set(tries - 1),
        }
    }

    /// Translates the function once more, if it may be.
    fn translate(&self, code: &Rc<Code>, kinds: &[Kind], globals: &Rc<Dict>, builtins: &Dict) -> Option<Program> {
        self.translations.set(self.translations.get().checked_sub(1)?);
        translate::translate(code, kinds, globals, builtins)
    }
}

impl Vm {
    /// As [`Vm::run_numeric`] for the function that was just entered, where there is anything to try.
    ///
    /// # Safety
    /// `regs` are the registers of the running frame.
    #[inline(always)]
    pub(super) unsafe fn enter_numeric(&mut self, code: &Code, regs: *const Value) -> Result<Option<Value>> {
        let tries = code.numeric.as_ref().is_some_and(|numeric| numeric.tries.get() > 0);
        if !tries && !self.interrupt.load(Ordering::Relaxed) {
            return Ok(None);
        }
        // SAFETY: the caller's; the parameters are the first registers.
        self.run_numeric(code, unsafe { std::slice::from_raw_parts(regs, code.parameters.count()) })
    }

    /// Runs the function that was just entered on plain numbers, if that can be done; else the general machine goes on. `arguments`
    /// are its parameters.
    ///
    /// # Errors
    /// `KeyboardInterrupt`: recursion without a loop would not be stopped otherwise.
    fn run_numeric(&mut self, code: &Code, arguments: &[Value]) -> Result<Option<Value>> {
        self.check_interrupt()?;
        let Some(numeric) = code.numeric.as_ref().filter(|numeric| numeric.tries.get() > 0) else { return Ok(None) };
        let mut kinds: SmallVec<[Kind; 8]> = SmallVec::new();
        let mut bits: SmallVec<[u64; 8]> = SmallVec::new();
        for argument in arguments {
            let Some((kind, word)) = Kind::of(argument) else {
                numeric.lose_a_try();
                return Ok(None);
            };
            kinds.push(kind);
            bits.push(word);
        }
        let Some(frame) = self.frames.last() else { return Ok(None) };
        let globals = &frame.function().globals;
        let mut programs = numeric.programs.borrow_mut();
        let holds = |program: &Program| *program.parameters == *kinds && program.guards.hold(globals, &self.builtins);
        let place = match programs.iter().position(holds) {
            Some(place) => place,
            None => {
                programs.retain(|program| *program.parameters != *kinds);
                let Some(program) = numeric.translate(&frame.shared_code(), &kinds, globals, &self.builtins) else {
                    drop(programs);
                    numeric.lose_a_try();
                    return Ok(None);
                };
                programs.push(program);
                programs.len() - 1
            }
        };
        let calls = self.recursion_limit.saturating_sub(self.frames.len() + self.depth);
        match programs[place].run(&bits, self.numbers.slots(), calls, &self.interrupt) {
            Ended::Returned(kind, bits) => {
                numeric.tries.set(TRIES);
                return Ok(Some(kind.value(bits)));
            }
            Ended::Interrupted => {}
            Ended::GaveUp => {
                drop(programs);
                numeric.retire();
            }
        }
        Ok(None)
    }
}
