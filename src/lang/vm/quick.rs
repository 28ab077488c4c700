//! What an operation on plain numbers gives, without a call; nothing for all other operands.

use super::registers::{put, put_words, share};
use super::slow::small_quotient;
use crate::ast::{CmpOp, Operator, UnaryOp};
use crate::number::float::power;
use crate::value::Value;
use crate::value::words::may_hold_others;

/// An operation on two integers, unless the result has more than 64 bits, or on two numbers as floats.
macro_rules! arithmetic {
    ($(#[$doc:meta])* $name:ident, $int:ident, $op:tt) => {
        $(#[$doc])*
        #[inline(always)]
        pub(super) fn $name(left: &Value, right: &Value) -> Option<Value> {
            match (left, right) {
                (Value::Int(x), Value::Int(y)) => x.$int(*y).map(Value::Int),
                (Value::Float(x), Value::Float(y)) => Some(Value::Float(*x $op *y)),
                (Value::Float(x), Value::Int(y)) => Some(Value::Float(*x $op *y as f64)),
                (Value::Int(x), Value::Float(y)) => Some(Value::Float(*x as f64 $op *y)),
                _ => None,
            }
        }
    };
}

arithmetic!(
    /// `left + right`.
    add, checked_add, +
);
arithmetic!(
    /// `left - right`.
    sub, checked_sub, -
);
arithmetic!(
    /// `left * right`.
    mul, checked_mul, *
);

/// `left / right`.
#[inline(always)]
pub(super) fn div(left: &Value, right: &Value) -> Option<Value> {
    let quotient = match (left, right) {
        (Value::Float(x), Value::Float(y)) if *y != 0.0 => *x / *y,
        (Value::Float(x), Value::Int(y)) if *y != 0 => *x / *y as f64,
        (Value::Int(x), Value::Float(y)) if *y != 0.0 => *x as f64 / *y,
        (Value::Int(x), Value::Int(y)) => small_quotient(*x, *y)?,
        _ => return None,
    };
    Some(Value::Float(quotient))
}

/// `left % right` for a positive divisor.
#[inline(always)]
pub(super) fn modulo(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(x), Value::Int(y)) if *y > 0 => Some(Value::Int(x.rem_euclid(*y))),
        _ => None,
    }
}

/// `left // right` for a positive divisor.
#[inline(always)]
pub(super) fn floor_div(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(x), Value::Int(y)) if *y > 0 => Some(Value::Int(x.div_euclid(*y))),
        _ => None,
    }
}

/// The operators that have no instruction of their own.
#[inline(always)]
pub(super) fn binary(op: Operator, left: &Value, right: &Value) -> Option<Value> {
    match (op, left, right) {
        // The C library's power of 2 is not always the product: it says what Python says.
        (Operator::Pow, Value::Float(x), Value::Int(y)) => power(*x, *y as f64).ok().flatten().map(Value::Float),
        (Operator::BitAnd, Value::Int(x), Value::Int(y)) => Some(Value::Int(*x & *y)),
        (Operator::BitOr, Value::Int(x), Value::Int(y)) => Some(Value::Int(*x | *y)),
        (Operator::BitXor, Value::Int(x), Value::Int(y)) => Some(Value::Int(*x ^ *y)),
        _ => None,
    }
}

/// As [`binary`], for `left op= right`.
#[inline(always)]
pub(super) fn inplace(op: Operator, left: &Value, right: &Value) -> Option<Value> {
    match (op, left, right) {
        (Operator::Div, Value::Float(x), Value::Float(y)) if *y != 0.0 => Some(Value::Float(*x / *y)),
        _ => None,
    }
}

/// `op value`.
#[inline(always)]
pub(super) fn unary(op: UnaryOp, value: &Value) -> Option<Value> {
    match (op, value) {
        (UnaryOp::USub, Value::Float(x)) => Some(Value::Float(-*x)),
        (UnaryOp::USub, Value::Int(x)) => x.checked_neg().map(Value::Int),
        (UnaryOp::Not, Value::Bool(x)) => Some(Value::Bool(!*x)),
        _ => None,
    }
}

/// `left op right` as a value.
#[inline(always)]
pub(super) fn compare(op: CmpOp, left: &Value, right: &Value) -> Option<Value> {
    let holds = match (op, left, right) {
        (CmpOp::Lt, Value::Int(x), Value::Int(y)) => x < y,
        (CmpOp::Gt, Value::Int(x), Value::Int(y)) => x > y,
        (CmpOp::Eq, Value::Int(x), Value::Int(y)) => x == y,
        (CmpOp::Lt, Value::Float(x), Value::Float(y)) => x < y,
        (CmpOp::Gt, Value::Float(x), Value::Float(y)) => x > y,
        _ => return None,
    };
    Some(Value::Bool(holds))
}

/// Where `container[index]` lies, for a list or dict that has it. The place is good until the program runs on.
#[inline(always)]
pub(super) fn item(container: &Value, index: &Value) -> Option<*mut Value> {
    match (container, index) {
        (Value::List(list), Value::Int(index)) => list.place(*index),
        (Value::Dict(dict), Value::Int(key)) => dict.place_of_int(*key),
        (Value::Dict(dict), Value::Str(key)) => dict.place_of_text(key),
        _ => None,
    }
}

/// The same, where `new` may be put without telling the collector of cycles.
#[inline(always)]
pub(super) fn item_to_set(container: &Value, index: &Value, new: &Value) -> Option<*mut Value> {
    let is_watched = match container {
        Value::List(list) => list.is_watched(),
        Value::Dict(dict) => dict.is_watched(),
        _ => return None,
    };
    if may_hold_others(new) && !is_watched {
        return None;
    }
    item(container, index)
}

/// What a loop that walks by position finds.
pub(super) enum Next {
    /// An item, which stands in its register.
    Item,
    /// Nothing more.
    End,
    /// The iterator is walked in another way.
    Unknown,
}

/// Puts the next item of a range, list or tuple into a register.
///
/// # Safety
/// `slot` is a register of the running frame, and not that of `iterator` or `position`.
#[inline(always)]
pub(super) unsafe fn advance(iterator: &Value, position: &mut Value, slot: *mut Value) -> Next {
    let Value::Int(position) = position else { return Next::Unknown };
    let at = *position;
    let place = match iterator {
        Value::Range(range) => {
            if at >= range.length {
                return Next::End;
            }
            *position = at + 1;
            // SAFETY: the caller's.
            unsafe { put(slot, Value::Int(range.at(at))) };
            return Next::Item;
        }
        Value::List(list) => list.place(at),
        Value::Tuple(tuple) => tuple.get(at as usize).map(|item| std::ptr::from_ref(item).cast_mut()),
        _ => return Next::Unknown,
    };
    *position = at + 1;
    match place {
        Some(place) => {
            // SAFETY: the caller's; the place was just found.
            unsafe { put_words(slot, share(place)) };
            Next::Item
        }
        None => Next::End,
    }
}
