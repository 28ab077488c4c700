//! `range` with bounds or a length beyond 64 bits.

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Range, Slice, Value, hash_tuple};
use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::{index_error, overflow_error, type_error, value_error};
use crate::methods::protocol;
use crate::number::to_big;
use crate::object::Object;
use crate::operator::Comparison;
use crate::types;
use crate::vm::Vm;

static LONG_RANGE_ITERATOR: NativeClass =
    NativeClass::new("longrange_iterator").protocols(&[protocol::ITERATOR]).not_a_base();

/// What `range(start, stop, step)` is where [`Range`] has no room. Programs see no difference, except that `len()` refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigRange {
    /// The first number.
    pub start: BigInt,
    /// Where it ends, exclusive.
    pub stop: BigInt,
    /// The distance; never 0.
    pub step: BigInt,
    length: BigInt,
}

/// The value of `range(start, stop, step)` with a step other than 0, in its smallest form.
#[must_use]
pub fn range_value(start: BigInt, stop: BigInt, step: BigInt) -> Value {
    let range = BigRange::new(start, stop, step);
    match range.to_small() {
        Some(small) => Value::Range(Rc::new(small)),
        None => Value::object(range),
    }
}

impl BigRange {
    fn new(start: BigInt, stop: BigInt, step: BigInt) -> BigRange {
        let distance = if step.is_positive() { &stop - &start } else { &start - &stop };
        let length = if distance.is_positive() { distance.div_ceil(&step.abs()) } else { BigInt::zero() };
        BigRange { start, stop, step, length }
    }

    fn to_small(&self) -> Option<Range> {
        self.length.to_i64()?;
        Some(Range::new(self.start.to_i64()?, self.stop.to_i64()?, self.step.to_i64()?))
    }

    fn at(&self, index: &BigInt) -> BigInt {
        &self.start + index * &self.step
    }

    /// Where a number stands in it.
    #[must_use]
    pub fn index_of(&self, int: &BigInt) -> Option<BigInt> {
        let (index, rest) = (int - &self.start).div_mod_floor(&self.step);
        (rest.is_zero() && !index.is_negative() && index < self.length).then_some(index)
    }

    /// The same numbers from the end.
    #[must_use]
    pub fn backwards(&self) -> BigRange {
        let first = self.at(&(&self.length - 1));
        let (stop, step, length) = (&self.start - &self.step, -&self.step, self.length.clone());
        BigRange { start: first, stop, step, length }
    }

    /// An iterator over its numbers.
    #[must_use]
    pub fn iterator(&self) -> Value {
        Value::object(BigRangeIterator {
            step: self.step.clone(),
            next: RefCell::new(self.start.clone()),
            left: RefCell::new(self.length.clone()),
        })
    }

    fn sliced(&self, vm: &mut Vm, slice: &Slice) -> Result<Value> {
        let step = bound(vm, &slice.step)?.unwrap_or_else(BigInt::one);
        if step.is_zero() {
            return Err(value_error("slice step cannot be zero"));
        }
        let (low, high) = match step.is_negative() {
            true => (-BigInt::one(), &self.length - 1),
            false => (BigInt::zero(), self.length.clone()),
        };
        let clamp = |index: BigInt| {
            if index.is_negative() { (index + &self.length).max(low.clone()) } else { index.min(high.clone()) }
        };
        let (first, last) = if step.is_negative() { (&high, &low) } else { (&low, &high) };
        let start = bound(vm, &slice.start)?.map_or_else(|| first.clone(), clamp);
        let stop = bound(vm, &slice.stop)?.map_or_else(|| last.clone(), clamp);
        Ok(range_value(self.at(&start), self.at(&stop), step * &self.step))
    }

    /// What equal ranges have in common, as [`Range`] hashes it.
    fn hash_parts(&self) -> [i64; 3] {
        let part = |int: &BigInt| int.to_i64().or_else(|| Value::big(int.clone()).plain_hash()).unwrap_or(0);
        let (start, step) = (part(&self.start), part(&self.step));
        match self.length.to_u64() {
            Some(0) => [0, 0, 0],
            Some(1) => [1, start, 0],
            _ => [part(&self.length), start, step],
        }
    }

    fn same_numbers(&self, other: &BigRange) -> bool {
        self.length == other.length
            && (self.length.is_zero() || self.start == other.start && (self.length.is_one() || self.step == other.step))
    }
}

impl From<&Range> for BigRange {
    fn from(range: &Range) -> BigRange {
        BigRange::new(range.start.into(), range.stop.into(), range.step.into())
    }
}

/// A bound of a slice.
fn bound(vm: &mut Vm, value: &Value) -> Result<Option<BigInt>> {
    if matches!(value, Value::None) {
        return Ok(None);
    }
    if !vm.has_index(value) {
        return Err(type_error("slice indices must be integers or None or have an __index__ method"));
    }
    Ok(to_big(&vm.index_value(value)?))
}

impl Object for BigRange {
    fn class(&self) -> Rc<Class> {
        types::RANGE.class()
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let BigRange { start, stop, step, .. } = self;
        Ok(if step.is_one() { format!("range({start}, {stop})") } else { format!("range({start}, {stop}, {step})") })
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        let too_large = || overflow_error("Python int too large to convert to C ssize_t");
        Some(self.length.to_i64().map(|length| length as usize).ok_or_else(too_large))
    }

    fn truth(&self, _vm: &mut Vm) -> Result<bool> {
        Ok(!self.length.is_zero())
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        if let Value::Slice(slice) = key {
            return self.sliced(vm, slice);
        }
        if !vm.has_index(key) {
            let name = key.type_name();
            return Err(type_error(format!("range indices must be integers or slices, not {name}")));
        }
        let index = to_big(&vm.index_value(key)?).unwrap_or_default();
        let index = if index.is_negative() { index + &self.length } else { index };
        if index.is_negative() || index >= self.length {
            return Err(index_error("range object index out of range"));
        }
        Ok(Value::big(self.at(&index)))
    }

    fn contains(&self, _vm: &mut Vm, item: &Value) -> Option<Result<bool>> {
        match item {
            Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => Some(Ok(self.index_of(&to_big(item)?).is_some())),
            _ => None,
        }
    }

    fn iterate(&self, _vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(Ok(self.iterator()))
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let same = match other {
            Value::Range(small) => self.same_numbers(&BigRange::from(&**small)),
            _ => match other.downcast::<BigRange>() {
                Some(other) => self.same_numbers(other),
                None => return Ok(Value::NotImplemented),
            },
        };
        Ok(match op {
            Comparison::Eq => Value::Bool(same),
            Comparison::NotEq => Value::Bool(!same),
            _ => Value::NotImplemented,
        })
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Ok(hash_tuple(self.hash_parts().into_iter()))
    }
}

struct BigRangeIterator {
    step: BigInt,
    next: RefCell<BigInt>,
    /// How many numbers are left.
    left: RefCell<BigInt>,
}

impl Object for BigRangeIterator {
    fn class(&self) -> Rc<Class> {
        LONG_RANGE_ITERATOR.class()
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(&self, _vm: &mut Vm) -> Result<Option<Value>> {
        let mut left = self.left.borrow_mut();
        if left.is_zero() {
            return Ok(None);
        }
        *left -= 1;
        let mut next = self.next.borrow_mut();
        let item = Value::big(next.clone());
        *next += &self.step;
        Ok(Some(item))
    }
}
