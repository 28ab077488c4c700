//! Instructions of the general machine one by one.

use super::instruction::Instruction;
use super::kind::{Content, Kind, Operand};
use super::translate::{Step, Stop};
use super::version::{Body, Flow, Right, comparing_test};
use crate::ast::{CmpOp, Operator};
use crate::code::{Op, Reg};

impl Body<'_, '_> {
    /// Translates the instruction at a place, and tells where the path goes on.
    pub fn instruction(&mut self, at: usize) -> Step<Flow> {
        let op = self.code.ops[at];
        if let Some((compare, expect, a, right)) = comparing_test(&op) {
            return self.comparing_test(at, compare, expect, a, right);
        }
        match op {
            Op::EnterNumeric => {}
            Op::Const { d, k } => match Kind::of(&self.code.constants[usize::from(k)]) {
                Some((kind, bits)) => self.set_known(d, kind, bits)?,
                None => self.registers[usize::from(d)] = Content::Other,
            },
            Op::Move { d, s } => self.transfer(d, self.registers[usize::from(s)], s)?,
            Op::Take { d, s } => {
                let content = self.content(s);
                self.transfer(d, content, s)?;
            }
            Op::Clear { r } => self.registers[usize::from(r)] = Content::Unset,
            Op::CheckLocal { r } => {
                if self.registers[usize::from(r)] == Content::Unset {
                    return Err(Stop::Exit);
                }
            }
            Op::LoadGlobal { d, c } => self.load_global(d, c)?,
            Op::LoadAttr { d, a, c } => self.load_attribute(d, a, c)?,
            Op::LoadMethod { d, a, c } => {
                self.load_attribute(d, a, c)?;
                self.registers[usize::from(d) + 1] = Content::Unset;
            }

            Op::Unary { op, d, a } => {
                let a = self.operand(a)?;
                self.unary(op, d, a)?;
            }
            Op::Compare { op, d, a, b } => {
                let (a, b) = (self.operand(a)?, self.operand(b)?);
                self.compare(op, d, a, b)?;
            }

            Op::Jump { target } | Op::JumpBack { target } => return Ok(Flow::To(target as usize)),
            Op::Test { expect, r } => {
                let r = self.operand(r)?;
                return self.test(at, expect, r);
            }
            Op::TestKeep { expect, r } => return self.test_keeping(at, expect, r),
            Op::TestNone { expect, a } => {
                let is_none = self.operand(a)?.kind() == Kind::None;
                return Ok(self.decided(at, is_none == expect));
            }

            Op::ForIter { d, it } => return self.next_of_loop(at, d, it),
            Op::Call { d, f, n } => return self.call(at, d, f, f + 2, n),
            Op::CallMethod { d, f, n } if self.registers[usize::from(f) + 1] == Content::Unset => {
                return self.call(at, d, f, f + 2, n);
            }
            Op::Return { r, .. } => {
                let result = self.operand(r)?;
                return self.leave(result);
            }
            Op::ReturnConst { k, .. } => {
                let known = Kind::of(&self.code.constants[usize::from(k)]).ok_or(Stop::Exit)?;
                return self.leave(Operand::Known(known.0, known.1));
            }
            op => {
                let (operator, d, a, b) = self.binary_operands(op)?;
                self.binary(operator, d, a, b)?;
            }
        }
        Ok(Flow::To(at + 1))
    }

    /// The operator, the result's register and the operands of an instruction of arithmetic.
    fn binary_operands(&mut self, op: Op) -> Step<(Operator, Reg, Operand, Operand)> {
        let (operator, d, a, b) = match op {
            Op::Add { d, a, b } | Op::AddInplace { d, a, b } => (Operator::Add, d, a, b),
            Op::Sub { d, a, b } | Op::SubInplace { d, a, b } => (Operator::Sub, d, a, b),
            Op::Mul { d, a, b } | Op::MulInplace { d, a, b } => (Operator::Mult, d, a, b),
            Op::Div { d, a, b } => (Operator::Div, d, a, b),
            Op::Mod { d, a, b } => (Operator::Mod, d, a, b),
            Op::FloorDiv { d, a, b } => (Operator::FloorDiv, d, a, b),
            Op::Binary { op, d, a, b } | Op::Inplace { op, d, a, b } => (op, d, a, b),
            Op::AddK { d, a, k } => return self.with_right(Operator::Add, d, a, k),
            Op::SubK { d, a, k } => return self.with_right(Operator::Sub, d, a, k),
            Op::MulK { d, a, k } => return self.with_right(Operator::Mult, d, a, k),
            Op::ModK { d, a, k } => return self.with_right(Operator::Mod, d, a, k),
            Op::FloorDivK { d, a, k } => return self.with_right(Operator::FloorDiv, d, a, k),
            Op::KMul { d, k, b } => return self.with_left(Operator::Mult, d, k, b),
            Op::KSub { d, k, b } => return self.with_left(Operator::Sub, d, k, b),
            _ => return Err(Stop::Exit),
        };
        Ok((operator, d, self.operand(a)?, self.operand(b)?))
    }

    fn with_right(&mut self, op: Operator, d: Reg, a: Reg, k: u16) -> Step<(Operator, Reg, Operand, Operand)> {
        Ok((op, d, self.operand(a)?, self.constant(k)?))
    }

    fn with_left(&mut self, op: Operator, d: Reg, k: u16, b: Reg) -> Step<(Operator, Reg, Operand, Operand)> {
        Ok((op, d, self.constant(k)?, self.operand(b)?))
    }

    /// A constant of the code that is a number.
    fn constant(&self, k: u16) -> Step<Operand> {
        let (kind, bits) = Kind::of(&self.code.constants[usize::from(k)]).ok_or(Stop::Exit)?;
        Ok(Operand::Known(kind, bits))
    }

    /// `d = ` what the register `s` holds.
    fn transfer(&mut self, d: Reg, content: Content, s: Reg) -> Step<()> {
        match content {
            Content::Held(kind) => {
                let (to, from) = (self.slot(d), self.slot(s));
                self.copy(to, from)?;
                self.set(d, kind);
            }
            Content::Known(kind, bits) => self.set_known(d, kind, bits)?,
            Content::Callable(_) | Content::Module(_) | Content::Other => self.registers[usize::from(d)] = content,
            Content::Unset | Content::Range | Content::RangeBy(_) => return Err(Stop::Exit),
        }
        Ok(())
    }

    /// Where a test whose answer is known leads.
    fn decided(&self, at: usize, jumps: bool) -> Flow {
        match self.code.ops[at + 1] {
            Op::Jump { target } | Op::JumpBack { target } if jumps => Flow::To(target as usize),
            _ => Flow::To(at + 2),
        }
    }

    /// Where the test at a place jumps to.
    fn target(&self, at: usize) -> Step<usize> {
        match self.code.ops[at + 1] {
            Op::Jump { target } | Op::JumpBack { target } => Ok(target as usize),
            _ => Err(Stop::Untranslatable),
        }
    }

    fn comparing_test(&mut self, at: usize, op: CmpOp, expect: bool, a: Reg, right: Right) -> Step<Flow> {
        let a = self.operand(a)?;
        let b = match right {
            Right::Register(b) => self.operand(b)?,
            Right::Constant(k) => self.constant(k)?,
        };
        self.settle()?;
        let jump = self.comparing_jump(op, expect, a, b)?;
        self.jump(jump, self.target(at)?)?;
        Ok(Flow::To(at + 2))
    }

    fn test(&mut self, at: usize, expect: bool, operand: Operand) -> Step<Flow> {
        match operand {
            Operand::Known(Kind::Bool | Kind::Int, bits) => return Ok(self.decided(at, (bits != 0) == expect)),
            operand if operand.kind() == Kind::None => return Ok(self.decided(at, !expect)),
            _ => {}
        }
        self.settle()?;
        let a = self.truth(operand)?;
        let jump = jump_by_truth(a, expect);
        self.jump(jump, self.target(at)?)?;
        Ok(Flow::To(at + 2))
    }

    /// A test in `and` and `or`, whose operand is the result where it jumps.
    fn test_keeping(&mut self, at: usize, expect: bool, r: Reg) -> Step<Flow> {
        self.settle()?;
        let Content::Held(kind) = self.registers[usize::from(r)] else { return Err(Stop::Exit) };
        if kind == Kind::None {
            return Ok(self.decided(at, !expect));
        }
        let a = self.truth(Operand::Slot(kind, self.slot(r)))?;
        let jump = jump_by_truth(a, expect);
        self.jump(jump, self.target(at)?)?;
        self.registers[usize::from(r)] = Content::Unset;
        Ok(Flow::To(at + 2))
    }

    /// The end of a loop's turn: the next number, or out of the loop.
    fn next_of_loop(&mut self, at: usize, d: Reg, it: Reg) -> Step<Flow> {
        let (slot, it_slot) = (self.slot(d), self.slot(it));
        let next = match self.registers[usize::from(it)] {
            Content::Range => Instruction::NextInRange { d: slot, it: it_slot, target: 0 },
            Content::RangeBy(by) => Instruction::NextInRangeBy { by, d: slot, it: it_slot, target: 0 },
            _ => return Err(Stop::Exit),
        };
        self.settle()?;
        let before = std::mem::replace(&mut self.registers[usize::from(d)], Content::Held(Kind::Int));
        self.jump(next, self.target(at)?)?;
        self.registers[usize::from(d)] = before;
        self.registers[usize::from(it)] = Content::Unset;
        Ok(Flow::To(at + 2))
    }
}

/// The jump to where a slot that holds 0 for false is `expect`; its target is still open.
fn jump_by_truth(a: u16, expect: bool) -> Instruction {
    if expect {
        Instruction::JumpNotEqIntK { a, k: 0, target: 0 }
    } else {
        Instruction::JumpEqIntK { a, k: 0, target: 0 }
    }
}
