//! What numeric code is made of: instructions over slots of 64 bits whose kinds of number were settled when it was translated.

use super::guard::Guards;
use super::kind::Kind;
use crate::native::RealFunction;

/// A slot of the running call: an integer, the bits of a float, or 0 and 1 for a truth.
pub(super) type Slot = u16;

/// An instruction of eight bytes. Where a number of 64 bits does not fit, `k` is a place in the table of constants; `target` is a
/// place in the program. What an instruction cannot do exactly, it leaves to the general machine by giving up.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(u8)]
pub(super) enum Instruction {
    /// Leaves the whole run to the general machine.
    GiveUp,
    /// `d = constants[k]`.
    Load { d: Slot, k: u16 },
    /// `d = s`.
    Copy { d: Slot, s: Slot },
    /// `d = float(s)` of an integer, rounded as Python rounds.
    Float { d: Slot, s: Slot },
    /// The same, unless the integer has more digits than a float keeps: before a comparison, which Python makes exactly.
    FloatExactly { d: Slot, s: Slot },
    /// `d = int(s)` of a float.
    Truncate { d: Slot, s: Slot },

    /// `d = a + b`, of integers.
    AddInt { d: Slot, a: Slot, b: Slot },
    /// `d = a - b`.
    SubInt { d: Slot, a: Slot, b: Slot },
    /// `d = a * b`.
    MulInt { d: Slot, a: Slot, b: Slot },
    /// `d = a / b`, a float.
    DivInt { d: Slot, a: Slot, b: Slot },
    /// `d = a // b`.
    FloorDivInt { d: Slot, a: Slot, b: Slot },
    /// `d = a % b`.
    ModInt { d: Slot, a: Slot, b: Slot },
    /// `d = a ** b`.
    PowInt { d: Slot, a: Slot, b: Slot },
    /// `d = a << b`.
    ShiftLeft { d: Slot, a: Slot, b: Slot },
    /// `d = a >> b`.
    ShiftRight { d: Slot, a: Slot, b: Slot },
    /// `d = a & b`.
    And { d: Slot, a: Slot, b: Slot },
    /// `d = a | b`.
    Or { d: Slot, a: Slot, b: Slot },
    /// `d = a ^ b`.
    Xor { d: Slot, a: Slot, b: Slot },
    /// `d = min(a, b)`.
    MinInt { d: Slot, a: Slot, b: Slot },
    /// `d = max(a, b)`.
    MaxInt { d: Slot, a: Slot, b: Slot },
    /// `d = a + k`.
    AddIntK { d: Slot, a: Slot, k: i16 },
    /// `d = k - b`.
    SubKInt { d: Slot, k: i16, b: Slot },
    /// `d = a * k`.
    MulIntK { d: Slot, a: Slot, k: i16 },
    /// `d = a // k`, for a positive `k`.
    FloorDivIntK { d: Slot, a: Slot, k: i16 },
    /// `d = a % k`, for a positive `k`.
    ModIntK { d: Slot, a: Slot, k: i16 },
    /// `d = a & k`, for a `k` that is not negative; also `a % (k + 1)` where that is a power of two.
    AndK { d: Slot, a: Slot, k: i16 },
    /// `d = a >> k`, for a `k` below 64; also `a // 2 ** k`.
    ShiftRightK { d: Slot, a: Slot, k: i16 },
    /// `d = -s`.
    NegInt { d: Slot, s: Slot },
    /// `d = ~s`.
    Invert { d: Slot, s: Slot },
    /// `d = abs(s)`.
    AbsInt { d: Slot, s: Slot },
    /// `d = not s`.
    NotInt { d: Slot, s: Slot },

    /// `d = a + b`, of floats.
    AddFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a - b`.
    SubFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a * b`.
    MulFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a / b`.
    DivFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a // b`.
    FloorDivFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a % b`.
    ModFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a ** b`.
    PowFloat { d: Slot, a: Slot, b: Slot },
    /// `d = min(a, b)`: the first of equals.
    MinFloat { d: Slot, a: Slot, b: Slot },
    /// `d = max(a, b)`: the first of equals.
    MaxFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a + constants[k]`.
    AddFloatK { d: Slot, a: Slot, k: u16 },
    /// `d = a - constants[k]`.
    SubFloatK { d: Slot, a: Slot, k: u16 },
    /// `d = a * constants[k]`.
    MulFloatK { d: Slot, a: Slot, k: u16 },
    /// `d = a / constants[k]`, which is not 0.
    DivFloatK { d: Slot, a: Slot, k: u16 },
    /// `d = constants[k] - b`.
    SubKFloat { d: Slot, k: u16, b: Slot },
    /// `d = constants[k] / b`.
    DivKFloat { d: Slot, k: u16, b: Slot },
    /// `d = -s`.
    NegFloat { d: Slot, s: Slot },
    /// `d = abs(s)`.
    AbsFloat { d: Slot, s: Slot },
    /// `d = s != 0.0`.
    TruthOfFloat { d: Slot, s: Slot },
    /// `d = function(s)`, unless that is infinite or no number.
    Apply { d: Slot, s: Slot, function: u16 },

    /// `d = a < b`, of integers.
    LtInt { d: Slot, a: Slot, b: Slot },
    /// `d = a <= b`.
    LtEInt { d: Slot, a: Slot, b: Slot },
    /// `d = a == b`.
    EqInt { d: Slot, a: Slot, b: Slot },
    /// `d = a < b`, of floats.
    LtFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a <= b`.
    LtEFloat { d: Slot, a: Slot, b: Slot },
    /// `d = a == b`.
    EqFloat { d: Slot, a: Slot, b: Slot },

    /// Jumps.
    Jump { target: u16 },
    /// Jumps if `a < b`, of integers.
    JumpLtInt { a: Slot, b: Slot, target: u16 },
    /// Jumps if `a <= b`.
    JumpLtEInt { a: Slot, b: Slot, target: u16 },
    /// Jumps if `a == b`.
    JumpEqInt { a: Slot, b: Slot, target: u16 },
    /// Jumps if `a != b`.
    JumpNotEqInt { a: Slot, b: Slot, target: u16 },
    /// Jumps if `a < k`.
    JumpLtIntK { a: Slot, k: i16, target: u16 },
    /// Jumps if `a > k`.
    JumpGtIntK { a: Slot, k: i16, target: u16 },
    /// Jumps if `a == k`.
    JumpEqIntK { a: Slot, k: i16, target: u16 },
    /// Jumps if `a != k`.
    JumpNotEqIntK { a: Slot, k: i16, target: u16 },
    /// Jumps if the truth of `a < b` is `expect`, of floats: with NaN, what is not less is not greater or equal.
    JumpLtFloat { expect: bool, a: Slot, b: Slot, target: u16 },
    /// Jumps if the truth of `a <= b` is `expect`.
    JumpLtEFloat { expect: bool, a: Slot, b: Slot, target: u16 },
    /// Jumps if the truth of `a == b` is `expect`.
    JumpEqFloat { expect: bool, a: Slot, b: Slot, target: u16 },
    /// Jumps if the truth of `a < constants[k]` is `expect`.
    JumpLtFloatK { expect: bool, a: Slot, k: u16, target: u16 },
    /// Jumps if the truth of `a > constants[k]` is `expect`.
    JumpGtFloatK { expect: bool, a: Slot, k: u16, target: u16 },

    /// Makes of `start`, `stop`, `step` in `it`, `it + 1` and `by` the next number, how many there are, and the step.
    BeginRange { it: Slot, by: Slot },
    /// If `it` is below `it + 1`, sets `d` to it, steps it by one and jumps.
    NextInRange { d: Slot, it: Slot, target: u16 },
    /// If `it + 1` numbers are left, and not none, sets `d` to `it`, steps that by the slot `by` and jumps.
    NextInRangeBy { by: u8, d: Slot, it: Slot, target: u16 },

    /// Calls the function `callee` with the slots from `window` on; the result goes to the slot two before that.
    Call { window: Slot, callee: u8 },
    /// `window = a + k`, of integers, then the same call: so a function calls itself for the next smaller number.
    AddAndCall { callee: u8, window: Slot, a: Slot, k: i16 },
    /// Leaves the function with a value.
    Return { kind: Kind, s: Slot },
    /// Leaves the function with `a + b`, of integers.
    ReturnSum { a: Slot, b: Slot },
}

/// A function of a numeric program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Callee {
    /// Its first instruction.
    pub entry: u16,
    /// How many slots a call takes.
    pub slots: u16,
}

/// A function that was translated for arguments of certain kinds, together with all that it calls.
///
/// The first of its functions is the one that is entered. Slots, constants, functions and targets named by instructions exist.
pub(super) struct Program {
    /// The kinds of the arguments.
    pub parameters: Box<[Kind]>,
    /// All instructions.
    pub code: Box<[Instruction]>,
    /// The constants, as slots hold them.
    pub constants: Box<[u64]>,
    /// The functions.
    pub callees: Box<[Callee]>,
    /// The functions on floats that it calls.
    pub real_functions: Box<[RealFunction]>,
    /// What it took for granted.
    pub guards: Guards,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_is_eight_bytes() {
        assert_eq!(size_of::<Instruction>(), 8);
    }
}
