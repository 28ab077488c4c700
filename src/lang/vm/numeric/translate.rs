//! From the instructions of the general machine to numeric code.
//!
//! A function is followed through its instructions with the kinds of the numbers that its registers hold. Where paths meet with
//! different kinds, the code behind is translated once for each (basic block versioning: Chevalier-Boisvert and Feeley, "Simple and
//! Effective Type Check Removal through Lazy Basic Block Versioning", ECOOP 2015): `total = 0; for …: total += 0.5` becomes a first
//! turn with an integer and a loop with a float, and the result is what Python's is. What a function of the program gives back is
//! assumed and, when that turns out otherwise, all is translated again.

use std::rc::Rc;

use super::guard::Guards;
use super::instruction::{Callee, Instruction, Program};
use super::kind::Kind;
use super::version::Body;
use crate::code::{Code, CodeKind};
use crate::native::RealFunction;
use crate::value::{Dict, Function, Module};

/// More than so many instructions are left to the general machine.
const MOST_INSTRUCTIONS: usize = 8192;

/// More than so many functions, each counted once for every combination of kinds that it is called with.
const MOST_FUNCTIONS: usize = 64;

/// Why a path ends that leads on in the general machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// What comes now is the general machine's.
    Exit,
    /// The function is not numeric.
    Untranslatable,
}

/// What a step of the translation gives.
pub(super) type Step<T> = Result<T, Stop>;

/// What a function is known to give back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing yet: no path that leaves it has been seen.
    Never,
    /// Numbers of this kind.
    Always(Kind),
    /// Numbers of several kinds.
    Mixed,
}

/// A function with the kinds of its arguments.
pub(super) struct Specialised {
    pub code: Rc<Code>,
    pub parameters: Box<[Kind]>,
    pub outcome: Outcome,
}

/// A translation of a function and all that it calls.
pub(super) struct Translation<'a> {
    pub globals: &'a Rc<Dict>,
    pub builtins: &'a Dict,
    /// The functions that names stand for.
    pub named: Vec<Rc<Function>>,
    /// The modules that names stand for.
    pub modules: Vec<Rc<Module>>,
    pub specialised: Vec<Specialised>,
    pub code: Vec<Instruction>,
    pub constants: Vec<u64>,
    pub callees: Vec<Callee>,
    pub real_functions: Vec<RealFunction>,
    pub guards: Guards,
    /// Whether what was assumed of a function turned out otherwise.
    pub is_revised: bool,
}

/// Translates a function for arguments of these kinds; nothing if it is not numeric.
pub(super) fn translate(code: &Rc<Code>, parameters: &[Kind], globals: &Rc<Dict>, builtins: &Dict) -> Option<Program> {
    let mut translation = Translation {
        globals,
        builtins,
        named: Vec::new(),
        modules: Vec::new(),
        specialised: Vec::new(),
        code: Vec::new(),
        constants: Vec::new(),
        callees: Vec::new(),
        real_functions: Vec::new(),
        guards: Guards::new(globals),
        is_revised: true,
    };
    translation.specialise(code, parameters).ok()?;
    // Each turn but the last widens what is assumed of some function, which can be done twice.
    while translation.is_revised {
        translation.translate_all().ok()?;
    }
    Some(Program {
        parameters: parameters.into(),
        code: translation.code.into(),
        constants: translation.constants.into(),
        callees: translation.callees.into(),
        real_functions: translation.real_functions.into(),
        guards: translation.guards,
    })
}

impl Translation<'_> {
    /// Translates all functions with what is assumed of them now; those that are called for the first time join them.
    fn translate_all(&mut self) -> Step<()> {
        self.is_revised = false;
        self.code.clear();
        self.callees.clear();
        let mut index = 0;
        while index < self.specialised.len() {
            let entry = self.code.len() as u16;
            let slots = Body::new(self, index)?.translate()?;
            self.callees.push(Callee { entry, slots });
            index += 1;
        }
        Ok(())
    }

    /// The place of a function with these kinds of arguments.
    pub fn specialise(&mut self, code: &Rc<Code>, parameters: &[Kind]) -> Step<u8> {
        let known = |one: &Specialised| Rc::ptr_eq(&one.code, code) && *one.parameters == *parameters;
        if let Some(index) = self.specialised.iter().position(known) {
            return Ok(index as u8);
        }
        let is_plain = code.kind == CodeKind::Function && code.captures.is_empty() && code.handlers.is_empty();
        if !is_plain || !code.takes_plainly(parameters.len()) || self.specialised.len() == MOST_FUNCTIONS {
            return Err(Stop::Exit);
        }
        let parameters = parameters.into();
        self.specialised.push(Specialised { code: Rc::clone(code), parameters, outcome: Outcome::Never });
        Ok(self.specialised.len() as u8 - 1)
    }

    /// Notes that a function gives back a number of this kind.
    pub fn note_outcome(&mut self, index: usize, kind: Kind) {
        let outcome = &mut self.specialised[index].outcome;
        let widened = match *outcome {
            Outcome::Never => Outcome::Always(kind),
            Outcome::Always(known) if known != kind => Outcome::Mixed,
            known => known,
        };
        self.is_revised |= widened != *outcome;
        *outcome = widened;
    }

    /// Adds an instruction and gives its place.
    pub fn emit(&mut self, instruction: Instruction) -> Step<usize> {
        if self.code.len() == MOST_INSTRUCTIONS {
            return Err(Stop::Untranslatable);
        }
        self.code.push(instruction);
        Ok(self.code.len() - 1)
    }

    /// The place of a constant.
    pub fn constant(&mut self, bits: u64) -> u16 {
        place_of(&mut self.constants, bits, |a, b| a == b)
    }

    /// The place of a function on floats.
    pub fn real_function(&mut self, function: RealFunction) -> u16 {
        place_of(&mut self.real_functions, function, |a, b| std::ptr::fn_addr_eq(*a, *b))
    }
}

/// The place of an item in a table, which gets it if it lacks it. Tables are shorter than the instructions that name their items.
pub(super) fn place_of<T>(table: &mut Vec<T>, item: T, same: impl Fn(&T, &T) -> bool) -> u16 {
    let place = table.iter().position(|known| same(known, &item)).unwrap_or(table.len());
    if place == table.len() {
        table.push(item);
    }
    place as u16
}
