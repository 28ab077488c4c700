//! Kinds of numbers, and what a register is known to hold while code is translated.

use super::instruction::Slot;
use crate::value::Value;

/// What a slot's 64 bits mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// `None`; the bits mean nothing.
    None,
    /// A truth: 0 or 1, which is also the integer that Python computes with.
    Bool,
    /// An integer.
    Int,
    /// A float.
    Float,
}

impl Kind {
    /// The kind of a value and its bits; nothing for what is no such value.
    #[inline]
    pub fn of(value: &Value) -> Option<(Kind, u64)> {
        Some(match value {
            Value::None => (Kind::None, 0),
            Value::Bool(truth) => (Kind::Bool, u64::from(*truth)),
            Value::Int(int) => (Kind::Int, *int as u64),
            Value::Float(float) => (Kind::Float, float.to_bits()),
            _ => return None,
        })
    }

    /// The value that bits of this kind stand for.
    #[inline]
    pub fn value(self, bits: u64) -> Value {
        match self {
            Kind::None => Value::None,
            Kind::Bool => Value::Bool(bits != 0),
            Kind::Int => Value::Int(bits as i64),
            Kind::Float => Value::Float(f64::from_bits(bits)),
        }
    }

    /// Whether it is computed with as an integer.
    pub fn is_integral(self) -> bool {
        matches!(self, Kind::Bool | Kind::Int)
    }
}

/// A number that an instruction reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// It stands in a slot.
    Slot(Kind, Slot),
    /// It is a constant.
    Known(Kind, u64),
}

impl Operand {
    /// Its kind.
    pub fn kind(self) -> Kind {
        match self {
            Operand::Slot(kind, _) | Operand::Known(kind, _) => kind,
        }
    }

    /// A constant integer.
    pub fn known_int(self) -> Option<i64> {
        match self {
            Operand::Known(kind, bits) if kind.is_integral() => Some(bits as i64),
            _ => None,
        }
    }

    /// A constant integer that fits into an instruction.
    pub fn small(self) -> Option<i16> {
        self.known_int().and_then(|int| i16::try_from(int).ok())
    }

    /// A constant float, or a constant integer as the float that it becomes beside one.
    pub fn known_float(self) -> Option<f64> {
        match self {
            Operand::Known(Kind::Float, bits) => Some(f64::from_bits(bits)),
            other => other.known_int().map(|int| int as f64),
        }
    }
}

/// What is called by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Callable {
    /// A function of the program, by its place among those that the translation knows.
    Function(u16),
    /// `abs`.
    Abs,
    /// `min`.
    Min,
    /// `max`.
    Max,
    /// `int`.
    Int,
    /// `float`.
    Float,
    /// `bool`.
    Bool,
    /// `range`.
    Range,
    /// A function of the module `math` on a float, by its place in the program's table.
    Real(u16),
}

/// What a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// No value.
    Unset,
    /// A number in the register's slot.
    Held(Kind),
    /// A constant that has not been put into the slot.
    Known(Kind, u64),
    /// Something that can be called.
    Callable(Callable),
    /// A module that is read from, by its place among those that the translation knows.
    Module(u16),
    /// A loop over a range whose step is 1.
    Range,
    /// A loop over a range with its step in this slot.
    RangeBy(u8),
    /// Something that is no number.
    Other,
}
