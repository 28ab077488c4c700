//! `range` and `slice`.

use super::Value;
use crate::Result;
use crate::exception::value_error;
use crate::vm::Vm;

/// `range(start, stop, step)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first number.
    pub start: i64,
    /// Where it ends, exclusive.
    pub stop: i64,
    /// The distance; never 0.
    pub step: i64,
    /// How many numbers it has.
    pub length: i64,
}

impl Range {
    /// The range with a step other than 0.
    #[must_use]
    pub fn new(start: i64, stop: i64, step: i64) -> Range {
        let distance =
            if step > 0 { i128::from(stop) - i128::from(start) } else { i128::from(start) - i128::from(stop) };
        let size = i128::from(step).abs().max(1);
        let length = if distance <= 0 { 0 } else { (distance + size - 1) / size };
        Range { start, stop, step, length: i64::try_from(length).unwrap_or(i64::MAX) }
    }

    /// The number at an index below the length.
    #[inline]
    #[must_use]
    pub fn at(&self, index: i64) -> i64 {
        self.start.wrapping_add(index.wrapping_mul(self.step))
    }

    /// Where a number stands in it.
    #[must_use]
    pub fn index_of(&self, int: i64) -> Option<i64> {
        let offset = i128::from(int) - i128::from(self.start);
        let step = i128::from(self.step);
        if offset % step != 0 {
            return None;
        }
        i64::try_from(offset / step).ok().filter(|index| (0..self.length).contains(index))
    }

    /// Whether both hold the same numbers.
    #[must_use]
    pub fn same_numbers(&self, other: &Range) -> bool {
        self.length == other.length
            && (self.length == 0 || self.start == other.start && (self.length == 1 || self.step == other.step))
    }

    /// What equal ranges have in common: CPython hashes (length, start, step), with `None` for what does not matter.
    pub(crate) fn hash_parts(&self) -> [i64; 3] {
        match self.length {
            0 => [0, 0, 0],
            1 => [1, self.start, 0],
            n => [n, self.start, self.step],
        }
    }
}

/// `slice(start, stop, step)`.
pub struct Slice {
    /// The first index, or `None`.
    pub start: Value,
    /// Where it ends, or `None`.
    pub stop: Value,
    /// The distance, or `None`.
    pub step: Value,
}

/// A slice applied to a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceIndices {
    /// The first index.
    pub start: i64,
    /// Where it ends, exclusive; −1 when it runs to the front.
    pub stop: i64,
    /// The distance; never 0.
    pub step: i64,
    /// How many indices it has.
    pub count: usize,
}

impl SliceIndices {
    /// The indices in order; each is below the length that the slice was applied to.
    pub fn iter(self) -> impl ExactSizeIterator<Item = usize> {
        (0..self.count).map(move |k| (self.start + k as i64 * self.step) as usize)
    }
}

impl Slice {
    /// Which indices it means for a sequence of `length` items.
    ///
    /// # Errors
    /// `ValueError` for a step of 0, and a `TypeError` for bounds that are no indices.
    pub fn indices(&self, vm: &mut Vm, length: usize) -> Result<SliceIndices> {
        let length = length as i64;
        let step = bound(vm, &self.step)?.unwrap_or(1);
        if step == 0 {
            return Err(value_error("slice step cannot be zero"));
        }
        // CPython keeps -step representable.
        let step = step.max(-i64::MAX);
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let clamp = |index: i64| if index < 0 { (index + length).max(low) } else { index.min(high) };
        let start = bound(vm, &self.start)?.map_or(if step < 0 { high } else { low }, clamp);
        let stop = bound(vm, &self.stop)?.map_or(if step < 0 { low } else { high }, clamp);
        let distance = if step > 0 { stop - start } else { start - stop };
        let count = if distance <= 0 { 0 } else { (distance - 1) / step.abs() + 1 };
        Ok(SliceIndices { start, stop, step, count: count as usize })
    }
}

/// A bound as an index, large ones cut to what fits.
fn bound(vm: &mut Vm, value: &Value) -> Result<Option<i64>> {
    match value {
        Value::None => Ok(None),
        Value::Int(int) => Ok(Some(*int)),
        other => vm.slice_index(other).map(Some),
    }
}
