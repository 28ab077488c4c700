//! Operators, comparisons and truths: which instruction does what to which kinds.

use super::arithmetic::exactly;
use super::instruction::{Instruction, Slot};
use super::kind::{Kind, Operand};
use super::translate::{Step, Stop};
use super::version::Body;
use crate::ast::{CmpOp, Operator, UnaryOp};
use crate::code::Reg;

/// A comparison of numbers that are computed with alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Lt,
    LtE,
    Eq,
    NotEq,
}

impl Body<'_, '_> {
    /// The slot of an operand; a constant goes into a scratch slot.
    pub fn in_slot(&mut self, operand: Operand, scratch: u16) -> Step<Slot> {
        match operand {
            Operand::Slot(_, slot) => Ok(slot),
            Operand::Known(_, bits) => {
                let d = self.scratch(scratch);
                self.load(d, bits)?;
                Ok(d)
            }
        }
    }

    /// The slot of an operand as a float.
    pub fn as_float(&mut self, operand: Operand, scratch: u16) -> Step<Slot> {
        match operand {
            Operand::Slot(Kind::Float, slot) => Ok(slot),
            Operand::Slot(kind, s) if kind.is_integral() => {
                let d = self.scratch(scratch);
                self.emit(Instruction::Float { d, s })?;
                Ok(d)
            }
            known => {
                let float = known.known_float().ok_or(Stop::Exit)?;
                self.in_slot(Operand::Known(Kind::Float, float.to_bits()), scratch)
            }
        }
    }

    /// The same for a comparison, which Python makes with all digits of an integer.
    fn as_equal_float(&mut self, operand: Operand, scratch: u16) -> Step<Slot> {
        match operand {
            Operand::Slot(kind, s) if kind.is_integral() => {
                let d = self.scratch(scratch);
                self.emit(Instruction::FloatExactly { d, s })?;
                Ok(d)
            }
            other if other.known_int().is_some_and(|int| exactly(int).is_none()) => Err(Stop::Exit),
            other => self.as_float(other, scratch),
        }
    }

    /// `d = a op b`.
    pub fn binary(&mut self, op: Operator, d: Reg, a: Operand, b: Operand) -> Step<()> {
        let slot = self.slot(d);
        let kind = match (a.kind(), b.kind()) {
            (Kind::None, _) | (_, Kind::None) => return Err(Stop::Exit),
            (Kind::Float, _) | (_, Kind::Float) => self.float_binary(op, slot, a, b)?,
            _ if op == Operator::Pow && b.known_int().is_some_and(|exponent| exponent < 0) => {
                self.float_binary(op, slot, a, b)?
            }
            _ => self.int_binary(op, slot, a, b)?,
        };
        self.set(d, kind);
        Ok(())
    }

    fn int_binary(&mut self, op: Operator, d: Slot, a: Operand, b: Operand) -> Step<Kind> {
        if let Some(instruction) = self.int_with_constant(op, d, a, b) {
            self.emit(instruction)?;
        } else {
            let square = op == Operator::Pow && b.known_int() == Some(2);
            let (a, b) = (self.in_slot(a, 0)?, if square { 0 } else { self.in_slot(b, 1)? });
            self.emit(match op {
                Operator::Add => Instruction::AddInt { d, a, b },
                Operator::Sub => Instruction::SubInt { d, a, b },
                Operator::Mult => Instruction::MulInt { d, a, b },
                Operator::Div => Instruction::DivInt { d, a, b },
                Operator::FloorDiv => Instruction::FloorDivInt { d, a, b },
                Operator::Mod => Instruction::ModInt { d, a, b },
                Operator::Pow if square => Instruction::MulInt { d, a, b: a },
                Operator::Pow => Instruction::PowInt { d, a, b },
                Operator::LShift => Instruction::ShiftLeft { d, a, b },
                Operator::RShift => Instruction::ShiftRight { d, a, b },
                Operator::BitAnd => Instruction::And { d, a, b },
                Operator::BitOr => Instruction::Or { d, a, b },
                Operator::BitXor => Instruction::Xor { d, a, b },
                Operator::MatMult => return Err(Stop::Exit),
            })?;
        }
        Ok(match op {
            Operator::Div => Kind::Float,
            Operator::BitAnd | Operator::BitOr | Operator::BitXor
                if a.kind() == Kind::Bool && b.kind() == Kind::Bool =>
            {
                Kind::Bool
            }
            _ => Kind::Int,
        })
    }

    /// An operator with a small constant, where there is an instruction for it.
    fn int_with_constant(&self, op: Operator, d: Slot, left: Operand, right: Operand) -> Option<Instruction> {
        if let (Operand::Slot(_, a), Some(k)) = (left, right.small()) {
            let exponent = k.trailing_zeros() as i16;
            return match op {
                Operator::Add => Some(Instruction::AddIntK { d, a, k }),
                Operator::Sub => Some(Instruction::AddIntK { d, a, k: k.checked_neg()? }),
                Operator::Mult => Some(Instruction::MulIntK { d, a, k }),
                Operator::FloorDiv if is_power_of_two(k) => Some(Instruction::ShiftRightK { d, a, k: exponent }),
                Operator::FloorDiv if k > 0 => Some(Instruction::FloorDivIntK { d, a, k }),
                Operator::Mod if is_power_of_two(k) => Some(Instruction::AndK { d, a, k: k - 1 }),
                Operator::Mod if k > 0 => Some(Instruction::ModIntK { d, a, k }),
                Operator::BitAnd if k >= 0 => Some(Instruction::AndK { d, a, k }),
                Operator::RShift if (0..64).contains(&k) => Some(Instruction::ShiftRightK { d, a, k }),
                _ => None,
            };
        }
        let (Some(k), Operand::Slot(_, b)) = (left.small(), right) else { return None };
        match op {
            Operator::Add => Some(Instruction::AddIntK { d, a: b, k }),
            Operator::Sub => Some(Instruction::SubKInt { d, k, b }),
            Operator::Mult => Some(Instruction::MulIntK { d, a: b, k }),
            Operator::BitAnd if k >= 0 => Some(Instruction::AndK { d, a: b, k }),
            _ => None,
        }
    }

    fn float_binary(&mut self, op: Operator, d: Slot, a: Operand, b: Operand) -> Step<Kind> {
        if let Some(instruction) = self.float_with_constant(op, d, a, b)? {
            self.emit(instruction)?;
            return Ok(Kind::Float);
        }
        let (a, b) = (self.as_float(a, 0)?, self.as_float(b, 1)?);
        self.emit(match op {
            Operator::Add => Instruction::AddFloat { d, a, b },
            Operator::Sub => Instruction::SubFloat { d, a, b },
            Operator::Mult => Instruction::MulFloat { d, a, b },
            Operator::Div => Instruction::DivFloat { d, a, b },
            Operator::FloorDiv => Instruction::FloorDivFloat { d, a, b },
            Operator::Mod => Instruction::ModFloat { d, a, b },
            Operator::Pow => Instruction::PowFloat { d, a, b },
            _ => return Err(Stop::Exit),
        })?;
        Ok(Kind::Float)
    }

    /// An operator with a constant, where there is an instruction for it.
    fn float_with_constant(&mut self, op: Operator, d: Slot, a: Operand, b: Operand) -> Step<Option<Instruction>> {
        if let (Operand::Slot(..), Some(constant)) = (a, b.known_float()) {
            if !matches!(op, Operator::Add | Operator::Sub | Operator::Mult | Operator::Div) || constant == 0.0 {
                return Ok(None);
            }
            let a = self.as_float(a, 0)?;
            let k = self.translation.constant(constant.to_bits());
            return Ok(Some(match op {
                Operator::Add => Instruction::AddFloatK { d, a, k },
                Operator::Sub => Instruction::SubFloatK { d, a, k },
                Operator::Mult => Instruction::MulFloatK { d, a, k },
                _ => Instruction::DivFloatK { d, a, k },
            }));
        }
        let (Some(constant), Operand::Slot(..)) = (a.known_float(), b) else { return Ok(None) };
        if !matches!(op, Operator::Add | Operator::Sub | Operator::Mult | Operator::Div) {
            return Ok(None);
        }
        let b = self.as_float(b, 1)?;
        let k = self.translation.constant(constant.to_bits());
        Ok(Some(match op {
            Operator::Add => Instruction::AddFloatK { d, a: b, k },
            Operator::Sub => Instruction::SubKFloat { d, k, b },
            Operator::Mult => Instruction::MulFloatK { d, a: b, k },
            _ => Instruction::DivKFloat { d, k, b },
        }))
    }

    /// `d = op a`.
    pub fn unary(&mut self, op: UnaryOp, d: Reg, a: Operand) -> Step<()> {
        let slot = self.slot(d);
        if op == UnaryOp::Not {
            let s = self.truth(a)?;
            self.emit(Instruction::NotInt { d: slot, s })?;
            self.set(d, Kind::Bool);
            return Ok(());
        }
        let s = self.in_slot(a, 0)?;
        let (instruction, kind) = match (op, a.kind()) {
            (UnaryOp::USub, Kind::Float) => (Instruction::NegFloat { d: slot, s }, Kind::Float),
            (UnaryOp::UAdd, Kind::Float) => (Instruction::Copy { d: slot, s }, Kind::Float),
            (UnaryOp::USub, Kind::Int | Kind::Bool) => (Instruction::NegInt { d: slot, s }, Kind::Int),
            (UnaryOp::UAdd, Kind::Int | Kind::Bool) => (Instruction::Copy { d: slot, s }, Kind::Int),
            (UnaryOp::Invert, Kind::Int | Kind::Bool) => (Instruction::Invert { d: slot, s }, Kind::Int),
            _ => return Err(Stop::Exit),
        };
        self.emit(instruction)?;
        self.set(d, kind);
        Ok(())
    }

    /// A slot that is 0 if an operand is false.
    pub fn truth(&mut self, operand: Operand) -> Step<Slot> {
        match operand.kind() {
            Kind::None => self.in_slot(Operand::Known(Kind::Bool, 0), 0),
            Kind::Bool | Kind::Int => self.in_slot(operand, 0),
            Kind::Float => {
                let s = self.in_slot(operand, 0)?;
                let d = self.scratch(0);
                self.emit(Instruction::TruthOfFloat { d, s })?;
                Ok(d)
            }
        }
    }

    /// `d = a op b` for a comparison.
    pub fn compare(&mut self, op: CmpOp, d: Reg, a: Operand, b: Operand) -> Step<()> {
        let (order, a, b) = order(op, a, b)?;
        let slot = self.slot(d);
        if a.kind() == Kind::Float || b.kind() == Kind::Float {
            let (a, b) = (self.as_equal_float(a, 0)?, self.as_equal_float(b, 1)?);
            self.emit(match order {
                Order::Lt => Instruction::LtFloat { d: slot, a, b },
                Order::LtE => Instruction::LtEFloat { d: slot, a, b },
                Order::Eq | Order::NotEq => Instruction::EqFloat { d: slot, a, b },
            })?;
        } else {
            let (a, b) = (self.in_slot(a, 0)?, self.in_slot(b, 1)?);
            self.emit(match order {
                Order::Lt => Instruction::LtInt { d: slot, a, b },
                Order::LtE => Instruction::LtEInt { d: slot, a, b },
                Order::Eq | Order::NotEq => Instruction::EqInt { d: slot, a, b },
            })?;
        }
        if order == Order::NotEq {
            self.emit(Instruction::NotInt { d: slot, s: slot })?;
        }
        self.set(d, Kind::Bool);
        Ok(())
    }

    /// The instruction that jumps if the truth of a comparison is `expect`; its target is still open.
    pub fn comparing_jump(&mut self, op: CmpOp, expect: bool, a: Operand, b: Operand) -> Step<Instruction> {
        let (order, a, b) = order(op, a, b)?;
        if a.kind() == Kind::Float || b.kind() == Kind::Float {
            return self.float_jump(order, expect, a, b);
        }
        // Of integers, what is not less is greater or equal.
        let (order, a, b) = match (order, expect) {
            (order, true) => (order, a, b),
            (Order::Lt, false) => (Order::LtE, b, a),
            (Order::LtE, false) => (Order::Lt, b, a),
            (Order::Eq, false) => (Order::NotEq, a, b),
            (Order::NotEq, false) => (Order::Eq, a, b),
        };
        let target = 0;
        let with_constant = match (a, b) {
            (Operand::Slot(_, a), known) => known.small().and_then(|k| match order {
                Order::Lt => Some(Instruction::JumpLtIntK { a, k, target }),
                Order::LtE => Some(Instruction::JumpLtIntK { a, k: k.checked_add(1)?, target }),
                Order::Eq => Some(Instruction::JumpEqIntK { a, k, target }),
                Order::NotEq => Some(Instruction::JumpNotEqIntK { a, k, target }),
            }),
            (known, Operand::Slot(_, a)) => known.small().and_then(|k| match order {
                Order::Lt => Some(Instruction::JumpGtIntK { a, k, target }),
                Order::LtE => Some(Instruction::JumpGtIntK { a, k: k.checked_sub(1)?, target }),
                Order::Eq => Some(Instruction::JumpEqIntK { a, k, target }),
                Order::NotEq => Some(Instruction::JumpNotEqIntK { a, k, target }),
            }),
            _ => None,
        };
        if let Some(instruction) = with_constant {
            return Ok(instruction);
        }
        let (a, b) = (self.in_slot(a, 0)?, self.in_slot(b, 1)?);
        Ok(match order {
            Order::Lt => Instruction::JumpLtInt { a, b, target },
            Order::LtE => Instruction::JumpLtEInt { a, b, target },
            Order::Eq => Instruction::JumpEqInt { a, b, target },
            Order::NotEq => Instruction::JumpNotEqInt { a, b, target },
        })
    }

    fn float_jump(&mut self, order: Order, expect: bool, a: Operand, b: Operand) -> Step<Instruction> {
        let target = 0;
        match (order, a, b) {
            (Order::Lt, Operand::Slot(Kind::Float, a), Operand::Known(Kind::Float, bits)) => {
                let k = self.translation.constant(bits);
                return Ok(Instruction::JumpLtFloatK { expect, a, k, target });
            }
            (Order::Lt, Operand::Known(Kind::Float, bits), Operand::Slot(Kind::Float, a)) => {
                let k = self.translation.constant(bits);
                return Ok(Instruction::JumpGtFloatK { expect, a, k, target });
            }
            _ => {}
        }
        let (a, b) = (self.as_equal_float(a, 0)?, self.as_equal_float(b, 1)?);
        Ok(match order {
            Order::Lt => Instruction::JumpLtFloat { expect, a, b, target },
            Order::LtE => Instruction::JumpLtEFloat { expect, a, b, target },
            Order::Eq => Instruction::JumpEqFloat { expect, a, b, target },
            Order::NotEq => Instruction::JumpEqFloat { expect: !expect, a, b, target },
        })
    }
}

/// A comparison of two numbers with its sides in the order that the instructions have.
fn order(op: CmpOp, a: Operand, b: Operand) -> Step<(Order, Operand, Operand)> {
    if a.kind() == Kind::None || b.kind() == Kind::None {
        return Err(Stop::Exit);
    }
    Ok(match op {
        CmpOp::Lt => (Order::Lt, a, b),
        CmpOp::LtE => (Order::LtE, a, b),
        CmpOp::Gt => (Order::Lt, b, a),
        CmpOp::GtE => (Order::LtE, b, a),
        CmpOp::Eq => (Order::Eq, a, b),
        CmpOp::NotEq => (Order::NotEq, a, b),
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return Err(Stop::Exit),
    })
}

fn is_power_of_two(k: i16) -> bool {
    k > 0 && k & (k - 1) == 0
}
