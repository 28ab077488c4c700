//! The loop that runs numeric programs.
//!
//! # Safety
//! Instructions, constants and slots are read through raw pointers without checks. That is sound because
//! * [`translate`](super::translate) makes no target, constant, function or callee that its program lacks, and no slot at or above
//!   the [slots](super::instruction::Callee::slots) of the function that the instruction belongs to, and ends every path in an
//!   instruction that leaves;
//! * a call begins only where all its slots lie inside the stack, two slots behind the start of its caller's at least: a call's window
//!   begins behind the two slots where the compiler keeps the callee and a receiver, which hold where to go back to meanwhile.
//!
//! Measured against the same loop with checked slots: see `docs/performance.md`.

#![allow(clippy::too_many_lines, reason = "one arm an instruction; splitting the loop would cost a call each")]

use std::hint::cold_path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::arithmetic::{
    divide, exactly, float_power, floor_divide, modulo, power, range_length, shift_left, shift_right, truncate,
};
use super::instruction::{Instruction, Program};
use super::kind::Kind;
use crate::number::float;

/// How a run came to its end.
pub(super) enum Ended {
    /// With a result.
    Returned(Kind, u64),
    /// With something that only the general machine can do.
    GaveUp,
    /// The program is to stop.
    Interrupted,
}

/// Where calls keep what they go back to, before the first slot of their window: the place in the program, and the distance to the
/// caller's window.
const LINK: usize = 2;

impl Program {
    /// Runs the program's first function. `calls` is how many more may be begun before Python would say that they are too many.
    pub fn run(&self, arguments: &[u64], stack: &mut [u64], mut calls: usize, interrupt: &AtomicBool) -> Ended {
        let entry = self.callees[0];
        if LINK + usize::from(entry.slots) > stack.len() || arguments.len() > usize::from(entry.slots) {
            return Ended::GaveUp;
        }
        stack[..LINK].fill(0);
        stack[LINK..LINK + arguments.len()].copy_from_slice(arguments);
        let bounds = stack.as_mut_ptr_range();
        let (code, constants) = (self.code.as_ptr(), self.constants.as_ptr());
        let (callees, real_functions) = (self.callees.as_ptr(), self.real_functions.as_ptr());
        // SAFETY: see the top of the file. Place 0 of a program is never gone back to, so that it says where a run ends.
        unsafe {
            let mut slots = bounds.start.add(LINK);
            let mut pc = code.add(usize::from(entry.entry));
            loop {
                macro_rules! int {
                    ($slot:expr) => {
                        *slots.add($slot as usize) as i64
                    };
                }
                macro_rules! float {
                    ($slot:expr) => {
                        f64::from_bits(*slots.add($slot as usize))
                    };
                }
                macro_rules! constant {
                    ($k:expr) => {
                        f64::from_bits(*constants.add($k as usize))
                    };
                }
                macro_rules! set_int {
                    ($d:expr, $value:expr) => {{
                        let value: i64 = $value;
                        *slots.add($d as usize) = value as u64
                    }};
                }
                macro_rules! set_float {
                    ($d:expr, $value:expr) => {{
                        let value: f64 = $value;
                        *slots.add($d as usize) = value.to_bits()
                    }};
                }
                macro_rules! give_up {
                    () => {{
                        cold_path();
                        return Ended::GaveUp;
                    }};
                }
                macro_rules! or_give_up {
                    ($value:expr) => {
                        match $value {
                            Some(value) => value,
                            None => give_up!(),
                        }
                    };
                }
                // Looks whether the program is to stop: at calls and where a loop may begin again.
                macro_rules! poll {
                    () => {
                        if interrupt.load(Ordering::Relaxed) {
                            cold_path();
                            return Ended::Interrupted;
                        }
                    };
                }
                macro_rules! jump_if {
                    ($jumps:expr, $target:expr) => {
                        if $jumps {
                            pc = code.add($target as usize);
                            poll!();
                        }
                    };
                }
                let at = pc;
                pc = pc.add(1);
                match *at {
                    Instruction::GiveUp => give_up!(),
                    Instruction::Load { d, k } => *slots.add(d as usize) = *constants.add(k as usize),
                    Instruction::Copy { d, s } => *slots.add(d as usize) = *slots.add(s as usize),
                    Instruction::Float { d, s } => set_float!(d, int!(s) as f64),
                    Instruction::FloatExactly { d, s } => set_float!(d, or_give_up!(exactly(int!(s)))),
                    Instruction::Truncate { d, s } => set_int!(d, or_give_up!(truncate(float!(s)))),

                    Instruction::AddInt { d, a, b } => set_int!(d, or_give_up!(int!(a).checked_add(int!(b)))),
                    Instruction::SubInt { d, a, b } => set_int!(d, or_give_up!(int!(a).checked_sub(int!(b)))),
                    Instruction::MulInt { d, a, b } => set_int!(d, or_give_up!(int!(a).checked_mul(int!(b)))),
                    Instruction::DivInt { d, a, b } => set_float!(d, or_give_up!(divide(int!(a), int!(b)))),
                    Instruction::FloorDivInt { d, a, b } => set_int!(d, or_give_up!(floor_divide(int!(a), int!(b)))),
                    Instruction::ModInt { d, a, b } => set_int!(d, or_give_up!(modulo(int!(a), int!(b)))),
                    Instruction::PowInt { d, a, b } => set_int!(d, or_give_up!(power(int!(a), int!(b)))),
                    Instruction::ShiftLeft { d, a, b } => set_int!(d, or_give_up!(shift_left(int!(a), int!(b)))),
                    Instruction::ShiftRight { d, a, b } => set_int!(d, or_give_up!(shift_right(int!(a), int!(b)))),
                    Instruction::And { d, a, b } => set_int!(d, int!(a) & int!(b)),
                    Instruction::Or { d, a, b } => set_int!(d, int!(a) | int!(b)),
                    Instruction::Xor { d, a, b } => set_int!(d, int!(a) ^ int!(b)),
                    Instruction::MinInt { d, a, b } => set_int!(d, int!(a).min(int!(b))),
                    Instruction::MaxInt { d, a, b } => set_int!(d, int!(a).max(int!(b))),
                    Instruction::AddIntK { d, a, k } => set_int!(d, or_give_up!(int!(a).checked_add(i64::from(k)))),
                    Instruction::SubKInt { d, k, b } => set_int!(d, or_give_up!(i64::from(k).checked_sub(int!(b)))),
                    Instruction::MulIntK { d, a, k } => set_int!(d, or_give_up!(int!(a).checked_mul(i64::from(k)))),
                    Instruction::FloorDivIntK { d, a, k } => {
                        set_int!(d, or_give_up!(floor_divide(int!(a), i64::from(k))));
                    }
                    Instruction::ModIntK { d, a, k } => set_int!(d, or_give_up!(modulo(int!(a), i64::from(k)))),
                    Instruction::AndK { d, a, k } => set_int!(d, int!(a) & i64::from(k)),
                    Instruction::ShiftRightK { d, a, k } => set_int!(d, int!(a) >> (k & 63)),
                    Instruction::NegInt { d, s } => set_int!(d, or_give_up!(int!(s).checked_neg())),
                    Instruction::Invert { d, s } => set_int!(d, !int!(s)),
                    Instruction::AbsInt { d, s } => set_int!(d, or_give_up!(int!(s).checked_abs())),
                    Instruction::NotInt { d, s } => set_int!(d, i64::from(int!(s) == 0)),

                    Instruction::AddFloat { d, a, b } => set_float!(d, float!(a) + float!(b)),
                    Instruction::SubFloat { d, a, b } => set_float!(d, float!(a) - float!(b)),
                    Instruction::MulFloat { d, a, b } => set_float!(d, float!(a) * float!(b)),
                    Instruction::DivFloat { d, a, b } => {
                        let divisor = float!(b);
                        if divisor == 0.0 {
                            give_up!();
                        }
                        set_float!(d, float!(a) / divisor);
                    }
                    Instruction::FloorDivFloat { d, a, b } => {
                        set_float!(d, or_give_up!(float::floor_divide(float!(a), float!(b)).ok()));
                    }
                    Instruction::ModFloat { d, a, b } => {
                        set_float!(d, or_give_up!(float::modulo(float!(a), float!(b)).ok()));
                    }
                    Instruction::PowFloat { d, a, b } => set_float!(d, or_give_up!(float_power(float!(a), float!(b)))),
                    Instruction::MinFloat { d, a, b } => {
                        set_float!(d, if float!(b) < float!(a) { float!(b) } else { float!(a) });
                    }
                    Instruction::MaxFloat { d, a, b } => {
                        set_float!(d, if float!(b) > float!(a) { float!(b) } else { float!(a) });
                    }
                    Instruction::AddFloatK { d, a, k } => set_float!(d, float!(a) + constant!(k)),
                    Instruction::SubFloatK { d, a, k } => set_float!(d, float!(a) - constant!(k)),
                    Instruction::MulFloatK { d, a, k } => set_float!(d, float!(a) * constant!(k)),
                    Instruction::DivFloatK { d, a, k } => set_float!(d, float!(a) / constant!(k)),
                    Instruction::SubKFloat { d, k, b } => set_float!(d, constant!(k) - float!(b)),
                    Instruction::DivKFloat { d, k, b } => {
                        let divisor = float!(b);
                        if divisor == 0.0 {
                            give_up!();
                        }
                        set_float!(d, constant!(k) / divisor);
                    }
                    Instruction::NegFloat { d, s } => set_float!(d, -float!(s)),
                    Instruction::AbsFloat { d, s } => set_float!(d, float!(s).abs()),
                    Instruction::TruthOfFloat { d, s } => set_int!(d, i64::from(float!(s) != 0.0)),
                    Instruction::Apply { d, s, function } => {
                        let result = (*real_functions.add(function as usize))(float!(s));
                        if !result.is_finite() {
                            give_up!();
                        }
                        set_float!(d, result);
                    }

                    Instruction::LtInt { d, a, b } => set_int!(d, i64::from(int!(a) < int!(b))),
                    Instruction::LtEInt { d, a, b } => set_int!(d, i64::from(int!(a) <= int!(b))),
                    Instruction::EqInt { d, a, b } => set_int!(d, i64::from(int!(a) == int!(b))),
                    Instruction::LtFloat { d, a, b } => set_int!(d, i64::from(float!(a) < float!(b))),
                    Instruction::LtEFloat { d, a, b } => set_int!(d, i64::from(float!(a) <= float!(b))),
                    Instruction::EqFloat { d, a, b } => set_int!(d, i64::from(float!(a) == float!(b))),

                    Instruction::Jump { target } => {
                        pc = code.add(target as usize);
                        poll!();
                    }
                    Instruction::JumpLtInt { a, b, target } => jump_if!(int!(a) < int!(b), target),
                    Instruction::JumpLtEInt { a, b, target } => jump_if!(int!(a) <= int!(b), target),
                    Instruction::JumpEqInt { a, b, target } => jump_if!(int!(a) == int!(b), target),
                    Instruction::JumpNotEqInt { a, b, target } => jump_if!(int!(a) != int!(b), target),
                    Instruction::JumpLtIntK { a, k, target } => jump_if!(int!(a) < i64::from(k), target),
                    Instruction::JumpGtIntK { a, k, target } => jump_if!(int!(a) > i64::from(k), target),
                    Instruction::JumpEqIntK { a, k, target } => jump_if!(int!(a) == i64::from(k), target),
                    Instruction::JumpNotEqIntK { a, k, target } => jump_if!(int!(a) != i64::from(k), target),
                    Instruction::JumpLtFloat { expect, a, b, target } => {
                        jump_if!((float!(a) < float!(b)) == expect, target);
                    }
                    Instruction::JumpLtEFloat { expect, a, b, target } => {
                        jump_if!((float!(a) <= float!(b)) == expect, target);
                    }
                    Instruction::JumpEqFloat { expect, a, b, target } => {
                        jump_if!((float!(a) == float!(b)) == expect, target);
                    }
                    Instruction::JumpLtFloatK { expect, a, k, target } => {
                        jump_if!((float!(a) < constant!(k)) == expect, target);
                    }
                    Instruction::JumpGtFloatK { expect, a, k, target } => {
                        jump_if!((float!(a) > constant!(k)) == expect, target);
                    }

                    Instruction::BeginRange { it, by } => {
                        set_int!(it + 1, or_give_up!(range_length(int!(it), int!(it + 1), int!(by))));
                    }
                    Instruction::NextInRange { d, it, target } => {
                        let next = int!(it);
                        if next < int!(it + 1) {
                            set_int!(d, next);
                            set_int!(it, next + 1);
                            pc = code.add(target as usize);
                            poll!();
                        }
                    }
                    Instruction::NextInRangeBy { by, d, it, target } => {
                        let left = int!(it + 1);
                        if left > 0 {
                            let next = int!(it);
                            set_int!(d, next);
                            set_int!(it, next.wrapping_add(int!(by)));
                            set_int!(it + 1, left - 1);
                            pc = code.add(target as usize);
                            poll!();
                        }
                    }

                    Instruction::Call { window, callee, back } => {
                        poll!();
                        let callee = *callees.add(callee as usize);
                        let called = slots.add(window as usize);
                        if calls == 0
                            || called as usize + callee.slots as usize * size_of::<u64>() > bounds.end as usize
                        {
                            give_up!();
                        }
                        calls -= 1;
                        *called.sub(2) = u64::from(back);
                        *called.sub(1) = u64::from(window);
                        slots = called;
                        pc = code.add(callee.entry as usize);
                    }
                    Instruction::Return { kind, s } => {
                        let result = *slots.add(s as usize);
                        let back = *slots.sub(2);
                        if back == 0 {
                            return Ended::Returned(kind, result);
                        }
                        let window = *slots.sub(1);
                        *slots.sub(2) = result;
                        slots = slots.sub(window as usize);
                        pc = code.add(back as usize);
                        calls += 1;
                    }
                }
            }
        }
    }
}
