//! One function's translation: its registers on the path that is being followed, and the versions of its blocks.

use std::rc::Rc;

use super::instruction::{Instruction, Slot};
use super::kind::{Content, Kind, Operand};
use super::translate::{Step, Stop, Translation};
use crate::ast::CmpOp;
use crate::code::{Code, Op, Reg};

/// More versions of a block than this are left to the general machine.
const MOST_VERSIONS: usize = 8;

/// More slots than this in one call.
const MOST_SLOTS: usize = 4096;

/// Slots behind the parameters for what an instruction needs on the way.
const SCRATCH: usize = 2;

/// Code from a place that is jumped to, for registers that hold certain kinds.
struct Version {
    /// The general machine's instruction.
    at: usize,
    registers: Vec<Content>,
    /// Where it stands, once it is translated.
    place: Option<usize>,
}

/// Where the path goes on.
pub(super) enum Flow {
    /// At an instruction of the general machine.
    To(usize),
    /// It ends.
    Ends,
}

/// The translation of one function.
pub(super) struct Body<'t, 'a> {
    pub translation: &'t mut Translation<'a>,
    pub code: Rc<Code>,
    /// Its place among the specialised functions.
    pub index: usize,
    /// What the registers hold on this path.
    pub registers: Vec<Content>,
    /// Where paths may meet.
    is_met: Vec<bool>,
    versions: Vec<Version>,
    /// Jumps whose target is a version.
    jumps: Vec<(usize, usize)>,
    /// The slots behind the parameters that are no registers: scratch ones, and a step for each loop.
    extra: usize,
    /// Where a version was last put: what stands before may not be joined with what stands behind.
    joint: usize,
}

impl<'t, 'a> Body<'t, 'a> {
    /// The function at a place among the specialised ones.
    pub fn new(translation: &'t mut Translation<'a>, index: usize) -> Step<Body<'t, 'a>> {
        let specialised = &translation.specialised[index];
        let code = Rc::clone(&specialised.code);
        let loops = code.ops.iter().filter(|op| matches!(op, Op::GetIter { .. })).count();
        let mut registers = vec![Content::Unset; code.registers];
        for (register, kind) in registers.iter_mut().zip(&specialised.parameters) {
            *register = Content::Held(*kind);
        }
        let extra = SCRATCH + loops;
        // The slot of a loop's step is named by a byte.
        if code.registers + extra > MOST_SLOTS || specialised.parameters.len() + extra > usize::from(u8::MAX) {
            return Err(Stop::Untranslatable);
        }
        let is_met = meeting_places(&code.ops);
        let (versions, jumps) = (Vec::new(), Vec::new());
        Ok(Body { translation, code, index, registers, is_met, versions, jumps, extra, joint: 0 })
    }

    /// Translates it, and gives the number of slots that a call takes.
    pub fn translate(mut self) -> Step<u16> {
        self.follow(0)?;
        let mut done = 0;
        while done < self.versions.len() {
            if self.versions[done].place.is_none() {
                self.registers.clone_from(&self.versions[done].registers);
                self.put(done);
                self.follow(self.versions[done].at)?;
            }
            done += 1;
        }
        for &(jump, version) in &self.jumps {
            let place = self.versions[version].place.ok_or(Stop::Untranslatable)?;
            set_target(&mut self.translation.code[jump], place as u16);
        }
        Ok((self.code.registers + self.extra) as u16)
    }

    /// Follows a path until it ends or meets one that is translated.
    fn follow(&mut self, mut at: usize) -> Step<()> {
        loop {
            match self.instruction(at) {
                Ok(Flow::To(next)) => at = next,
                Ok(Flow::Ends) => return Ok(()),
                Err(Stop::Exit) if self.may_exit(at) => {
                    self.emit(Instruction::GiveUp)?;
                    return Ok(());
                }
                Err(_) => return Err(Stop::Untranslatable),
            }
            // The end of a loop's turn, and leaving, take one instruction each: it stands wherever they are reached.
            let is_short = matches!(self.code.ops[at], Op::ForIter { .. } | Op::Return { .. } | Op::ReturnConst { .. });
            if self.is_met[at] && !is_short {
                let version = self.version(at)?;
                if self.versions[version].place.is_some() {
                    let jump = self.emit(Instruction::Jump { target: 0 })?;
                    self.jumps.push((jump, version));
                    return Ok(());
                }
                self.put(version);
            }
        }
    }

    /// Whether a path may end here in the general machine: where the function raises anyway. Elsewhere time would be lost, since what
    /// was computed is computed again.
    fn may_exit(&self, at: usize) -> bool {
        if matches!(self.code.ops[at], Op::CheckLocal { .. }) {
            return true;
        }
        let ends = self.code.ops[at..].iter().find(|op| is_raise(op) || leaves_block(op));
        ends.is_some_and(is_raise)
    }

    /// The version of the code at a place for what the registers hold now.
    fn version(&mut self, at: usize) -> Step<usize> {
        self.settle()?;
        let here = |version: &Version| version.at == at && version.registers == self.registers;
        if let Some(known) = self.versions.iter().position(here) {
            return Ok(known);
        }
        if self.versions.iter().filter(|version| version.at == at).count() == MOST_VERSIONS {
            return Err(Stop::Untranslatable);
        }
        self.versions.push(Version { at, registers: self.registers.clone(), place: None });
        Ok(self.versions.len() - 1)
    }

    /// A version stands here.
    fn put(&mut self, version: usize) {
        self.joint = self.translation.code.len();
        self.versions[version].place = Some(self.joint);
    }

    /// Puts constants that wait in temporaries into their slots, since paths meet in slots.
    pub fn settle(&mut self) -> Step<()> {
        for register in 0..self.registers.len() {
            self.hold(register as Reg)?;
        }
        Ok(())
    }

    /// Puts a constant that waits in a register into its slot.
    pub fn hold(&mut self, r: Reg) -> Step<()> {
        if let Content::Known(kind, bits) = self.registers[usize::from(r)] {
            let d = self.slot(r);
            self.load(d, bits)?;
            self.registers[usize::from(r)] = Content::Held(kind);
        }
        Ok(())
    }

    /// Adds a jump to the code at `target`, for what the registers hold now.
    pub fn jump(&mut self, instruction: Instruction, target: usize) -> Step<()> {
        let version = self.version(target)?;
        let jump = self.emit(instruction)?;
        self.jumps.push((jump, version));
        Ok(())
    }

    /// Adds an instruction.
    pub fn emit(&mut self, instruction: Instruction) -> Step<usize> {
        self.translation.emit(instruction)
    }

    /// The instruction that comes before the next one on every path, if there is such a one.
    pub fn last(&self) -> Option<Instruction> {
        let code = &self.translation.code;
        code.last().copied().filter(|_| self.joint < code.len())
    }

    /// `d = s`.
    pub fn copy(&mut self, d: Slot, s: Slot) -> Step<()> {
        if d != s {
            self.emit(Instruction::Copy { d, s })?;
        }
        Ok(())
    }

    /// `d = ` a constant.
    pub fn load(&mut self, d: Slot, bits: u64) -> Step<()> {
        let k = self.translation.constant(bits);
        self.emit(Instruction::Load { d, k })?;
        Ok(())
    }

    /// The slot of a register.
    pub fn slot(&self, r: Reg) -> Slot {
        if usize::from(r) < self.code.parameters.count() { r } else { r + self.extra as u16 }
    }

    /// A slot for what an instruction needs on the way.
    pub fn scratch(&self, which: u16) -> Slot {
        debug_assert!(usize::from(which) < SCRATCH);
        self.code.parameters.count() as u16 + which
    }

    /// The slot of the step of the loop that begins at an instruction.
    pub fn step_of_loop(&self, at: usize) -> u8 {
        let before = self.code.ops[..at].iter().filter(|op| matches!(op, Op::GetIter { .. })).count();
        (self.code.parameters.count() + SCRATCH + before) as u8
    }

    /// The number that a register holds. Reading a temporary empties it.
    pub fn operand(&mut self, r: Reg) -> Step<Operand> {
        match self.content(r) {
            Content::Held(kind) => Ok(Operand::Slot(kind, self.slot(r))),
            Content::Known(kind, bits) => Ok(Operand::Known(kind, bits)),
            _ => Err(Stop::Exit),
        }
    }

    /// What a register holds. Reading a temporary empties it.
    pub fn content(&mut self, r: Reg) -> Content {
        let content = self.registers[usize::from(r)];
        if self.is_temporary(r) {
            self.registers[usize::from(r)] = Content::Unset;
        }
        content
    }

    fn is_temporary(&self, r: Reg) -> bool {
        usize::from(r) >= self.code.variables.len()
    }

    /// A register holds a number in its slot now.
    pub fn set(&mut self, d: Reg, kind: Kind) {
        self.registers[usize::from(d)] = Content::Held(kind);
    }

    /// A register gets a constant: temporaries wait for whoever reads it.
    pub fn set_known(&mut self, d: Reg, kind: Kind, bits: u64) -> Step<()> {
        self.registers[usize::from(d)] = Content::Known(kind, bits);
        if self.is_temporary(d) { Ok(()) } else { self.hold(d) }
    }

    /// Leaves the function with a number.
    pub fn leave(&mut self, result: Operand) -> Step<Flow> {
        let kind = result.kind();
        self.translation.note_outcome(self.index, kind);
        let s = self.in_slot(result, 0)?;
        let leave = match self.last() {
            // What was copied or added only to be given back is given back from where it was.
            Some(Instruction::Copy { d, s: from }) if d == s => Some(Instruction::Return { kind, s: from }),
            Some(Instruction::AddInt { d, a, b }) if d == s => Some(Instruction::ReturnSum { a, b }),
            _ => None,
        };
        if leave.is_some() {
            self.translation.code.pop();
        }
        self.emit(leave.unwrap_or(Instruction::Return { kind, s }))?;
        Ok(Flow::Ends)
    }
}

/// Which instructions paths may meet at: those that are jumped to, and those behind loops.
fn meeting_places(ops: &[Op]) -> Vec<bool> {
    let mut is_met = vec![false; ops.len() + 2];
    for (at, op) in ops.iter().enumerate() {
        match op {
            Op::Jump { target } | Op::JumpBack { target } => is_met[*target as usize] = true,
            Op::ForIter { .. } => is_met[at + 2] = true,
            _ => {}
        }
    }
    is_met
}

fn is_raise(op: &Op) -> bool {
    matches!(op, Op::Raise { .. } | Op::RaiseFrom { .. } | Op::RaiseAssertion { .. } | Op::RaiseAssertionBare)
}

/// Whether an instruction ends a stretch that runs from its beginning to its end.
fn leaves_block(op: &Op) -> bool {
    use Op::{ForIter, Jump, JumpBack, Return, ReturnConst, Test, TestIn, TestIs, TestKeep, TestNone};
    comparing_test(op).is_some()
        || matches!(
            op,
            ForIter { .. }
                | Jump { .. }
                | JumpBack { .. }
                | Return { .. }
                | ReturnConst { .. }
                | Test { .. }
                | TestIn { .. }
                | TestIs { .. }
                | TestKeep { .. }
                | TestNone { .. }
        )
}

/// The right side of a comparison.
#[derive(Clone, Copy)]
pub(super) enum Right {
    /// A register.
    Register(Reg),
    /// A constant.
    Constant(u16),
}

/// What a test that compares jumps by: the comparison, the truth that it jumps for, and both sides.
pub(super) fn comparing_test(op: &Op) -> Option<(CmpOp, bool, Reg, Right)> {
    Some(match *op {
        Op::TestLt { expect, a, b } => (CmpOp::Lt, expect, a, Right::Register(b)),
        Op::TestLtE { expect, a, b } => (CmpOp::LtE, expect, a, Right::Register(b)),
        Op::TestGt { expect, a, b } => (CmpOp::Gt, expect, a, Right::Register(b)),
        Op::TestGtE { expect, a, b } => (CmpOp::GtE, expect, a, Right::Register(b)),
        Op::TestEq { expect, a, b } => (CmpOp::Eq, expect, a, Right::Register(b)),
        Op::TestNotEq { expect, a, b } => (CmpOp::NotEq, expect, a, Right::Register(b)),
        Op::TestLtK { expect, a, k } => (CmpOp::Lt, expect, a, Right::Constant(k)),
        Op::TestLtEK { expect, a, k } => (CmpOp::LtE, expect, a, Right::Constant(k)),
        Op::TestGtK { expect, a, k } => (CmpOp::Gt, expect, a, Right::Constant(k)),
        Op::TestGtEK { expect, a, k } => (CmpOp::GtE, expect, a, Right::Constant(k)),
        Op::TestEqK { expect, a, k } => (CmpOp::Eq, expect, a, Right::Constant(k)),
        Op::TestNotEqK { expect, a, k } => (CmpOp::NotEq, expect, a, Right::Constant(k)),
        _ => return None,
    })
}

/// Sets where a jump goes.
fn set_target(jump: &mut Instruction, place: u16) {
    use Instruction::{
        Jump, JumpEqFloat, JumpEqInt, JumpEqIntK, JumpGtFloatK, JumpGtIntK, JumpLtEFloat, JumpLtEInt, JumpLtFloat,
        JumpLtFloatK, JumpLtInt, JumpLtIntK, JumpNotEqInt, JumpNotEqIntK, NextInRange, NextInRangeBy,
    };
    match jump {
        Jump { target }
        | JumpLtInt { target, .. }
        | JumpLtEInt { target, .. }
        | JumpEqInt { target, .. }
        | JumpNotEqInt { target, .. }
        | JumpLtIntK { target, .. }
        | JumpGtIntK { target, .. }
        | JumpEqIntK { target, .. }
        | JumpNotEqIntK { target, .. }
        | JumpLtFloat { target, .. }
        | JumpLtEFloat { target, .. }
        | JumpEqFloat { target, .. }
        | JumpLtFloatK { target, .. }
        | JumpGtFloatK { target, .. }
        | NextInRange { target, .. }
        | NextInRangeBy { target, .. } => *target = place,
        _ => {}
    }
}
