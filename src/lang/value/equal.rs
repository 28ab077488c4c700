//! Equality of values that needs no program to run.

use std::rc::Rc;

use super::Value;
use crate::number;

impl Value {
    /// Whether two values are equal, if that can be told without running the program's `__eq__`: for numbers, strings, and what
    /// is compared by identity. Containers other than tuples of such values say nothing.
    #[inline]
    #[must_use]
    pub fn plain_equal(&self, other: &Value) -> Option<bool> {
        match (self, other) {
            (Value::Str(a), Value::Str(b)) => Some(Rc::ptr_eq(a, b) || a == b),
            (Value::Int(a), Value::Int(b)) => Some(a == b),
            _ => self.plain_equal_rare(other),
        }
    }

    fn plain_equal_rare(&self, other: &Value) -> Option<bool> {
        if self.is(other) {
            return Some(true);
        }
        if let (Value::Tuple(a), Value::Tuple(b)) = (self, other) {
            if a.len() != b.len() {
                return Some(false);
            }
            let mut equal = Some(true);
            for (x, y) in a.iter().zip(b.iter()) {
                match x.plain_equal(y) {
                    Some(true) => {}
                    Some(false) => return Some(false),
                    None => equal = None,
                }
            }
            return equal;
        }
        if self.is_number() && other.is_number() {
            return number::equal(self, other);
        }
        match (self, other) {
            (Value::Bytes(a), Value::Bytes(b)) => Some(***a == ***b),
            (Value::Range(a), Value::Range(b)) => Some(a.same_numbers(b)),
            (Value::Method(a), Value::Method(b)) => Some(a.receiver.is(&b.receiver) && a.function.is(&b.function)),
            (Value::Slice(a), Value::Slice(b)) => {
                let parts = [(&a.start, &b.start), (&a.stop, &b.stop), (&a.step, &b.step)];
                Some(parts.iter().all(|(a, b)| a.plain_equal(b) == Some(true)))
            }
            _ if self.compares_alone() && other.compares_alone() => Some(false),
            _ => None,
        }
    }

    /// Whether it is a value of the language itself whose kind is never equal to another's.
    pub(crate) fn is_of_other_kind(&self, other: &Value) -> bool {
        let has_kind = |value: &Value| !matches!(value, Value::Object(_) | Value::Instance(_) | Value::Exception(_));
        let is_set = |value: &Value| matches!(value, Value::Set(_) | Value::FrozenSet(_));
        let same = (self.is_number() && other.is_number())
            || (is_set(self) && is_set(other))
            || std::mem::discriminant(self) == std::mem::discriminant(other);
        has_kind(self) && !same
    }

    /// Whether it is a number of the language itself.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::BigInt(_) | Value::Complex(_))
    }

    /// Whether it equals nothing but itself or its own kind, which the caller has looked at.
    fn compares_alone(&self) -> bool {
        self.is_number()
            || matches!(
                self,
                Value::None
                    | Value::Str(_)
                    | Value::Bytes(_)
                    | Value::Tuple(_)
                    | Value::Range(_)
                    | Value::Ellipsis
                    | Value::NotImplemented
                    | Value::Function(_)
                    | Value::Native(_)
                    | Value::Module(_)
                    | Value::Generator(_)
            )
    }
}

impl Value {
    /// The truth of a value whose truth needs no program to run.
    #[must_use]
    pub(crate) fn plain_truth(&self) -> Option<bool> {
        Some(match self {
            Value::None => false,
            Value::Bool(value) => *value,
            Value::Int(int) => *int != 0,
            Value::Float(float) => *float != 0.0,
            Value::Str(text) => !text.is_empty(),
            Value::Tuple(tuple) => !tuple.is_empty(),
            Value::Ellipsis => true,
            _ => return None,
        })
    }
}
