//! The loop that runs numeric programs.
//!
//! Slots and instructions are looked up with checks: without them `fib(27)` takes 3.97 ms for 4.29, a loop of multiply-adds no less.

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
        let (entry, code) = (self.callees[0], &*self.code);
        // Place 0 of a program is never gone back to, so that it says where a run ends.
        let mut base = LINK;
        let Some(places) = stack.get_mut(base..base + arguments.len()) else { return Ended::GaveUp };
        places.copy_from_slice(arguments);
        stack[..LINK].fill(0);
        let mut pc = usize::from(entry.entry);
        loop {
            macro_rules! slot {
                ($slot:expr) => {
                    stack[base + usize::from($slot)]
                };
            }
            macro_rules! int {
                ($slot:expr) => {
                    slot!($slot) as i64
                };
            }
            macro_rules! float {
                ($slot:expr) => {
                    f64::from_bits(slot!($slot))
                };
            }
            macro_rules! constant {
                ($k:expr) => {
                    f64::from_bits(self.constants[usize::from($k)])
                };
            }
            macro_rules! set_int {
                ($d:expr, $value:expr) => {{
                    let value: i64 = $value;
                    slot!($d) = value as u64
                }};
            }
            macro_rules! set_float {
                ($d:expr, $value:expr) => {{
                    let value: f64 = $value;
                    slot!($d) = value.to_bits()
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
                        pc = usize::from($target);
                        poll!();
                    }
                };
            }
            macro_rules! call {
                ($window:expr, $callee:expr) => {{
                    poll!();
                    let callee = self.callees[usize::from($callee)];
                    let called = base + usize::from($window);
                    if calls == 0 || called + usize::from(callee.slots) > stack.len() {
                        give_up!();
                    }
                    calls -= 1;
                    stack[called - LINK] = pc as u64;
                    stack[called - 1] = u64::from($window);
                    base = called;
                    pc = usize::from(callee.entry);
                }};
            }
            macro_rules! leave {
                ($kind:expr, $result:expr) => {{
                    let (result, back) = ($result, stack[base - LINK]);
                    if back == 0 {
                        return Ended::Returned($kind, result);
                    }
                    stack[base - LINK] = result;
                    base -= stack[base - 1] as usize;
                    pc = back as usize;
                    calls += 1;
                }};
            }
            let at = pc;
            pc += 1;
            match code[at] {
                Instruction::GiveUp => give_up!(),
                Instruction::Load { d, k } => slot!(d) = self.constants[usize::from(k)],
                Instruction::Copy { d, s } => slot!(d) = slot!(s),
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
                    let result = self.real_functions[usize::from(function)](float!(s));
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
                    pc = usize::from(target);
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
                        pc = usize::from(target);
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
                        pc = usize::from(target);
                        poll!();
                    }
                }

                Instruction::Call { window, callee } => call!(window, callee),
                Instruction::AddAndCall { callee, window, a, k } => {
                    set_int!(window, or_give_up!(int!(a).checked_add(i64::from(k))));
                    call!(window, callee);
                }
                Instruction::Return { kind, s } => leave!(kind, slot!(s)),
                Instruction::ReturnSum { a, b } => {
                    leave!(Kind::Int, or_give_up!(int!(a).checked_add(int!(b))) as u64);
                }
            }
        }
    }
}
