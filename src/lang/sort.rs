//! Sorting as CPython sorts: stable, by `<` alone, and with the same result when `<` is no order at all (as with NaN).
//!
//! Short runs grow by binary insertion, as CPython's do; longer lists merge such runs in pairs.

use crate::Result;
use crate::value::Value;
use crate::vm::Vm;

/// Lists shorter than this are one run.
const SHORT: usize = 64;

/// Whether the largest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest comes first.
    Ascending,
    /// The largest comes first; equal items keep their order all the same.
    Descending,
}

/// The items in order, by `key` if there is one.
///
/// # Errors
/// What the key function and the comparisons raise.
pub fn sorted(vm: &mut Vm, items: Vec<Value>, key: &Value, direction: Direction) -> Result<Vec<Value>> {
    let keys;
    let keys: &[Value] = if key.is_none() {
        &items
    } else {
        keys = items.iter().map(|item| vm.call_values(key, std::slice::from_ref(item))).collect::<Result<Vec<_>>>()?;
        &keys
    };
    let order = order(vm, keys, direction)?;
    Ok(order.into_iter().map(|index| items[index].clone()).collect())
}

/// The places of the keys in the order of the keys.
fn order(vm: &mut Vm, keys: &[Value], direction: Direction) -> Result<Vec<usize>> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    // Reversing before and after keeps equal items in their order.
    if direction == Direction::Descending {
        places.reverse();
    }
    if !sort_plain(&mut places, keys) {
        Sorter { vm, keys }.sort(&mut places)?;
    }
    if direction == Direction::Descending {
        places.reverse();
    }
    Ok(places)
}

/// Sorts keys that are all small integers, all strings or all ordinary floats; tells whether they are.
fn sort_plain(places: &mut [usize], keys: &[Value]) -> bool {
    if let Some(ints) =
        keys.iter().map(|key| if let Value::Int(int) = key { Some(*int) } else { None }).collect::<Option<Vec<_>>>()
    {
        places.sort_by_key(|&place| ints[place]);
        return true;
    }
    if let Some(texts) = keys
        .iter()
        .map(|key| if let Value::Str(text) = key { Some(text.as_str()) } else { None })
        .collect::<Option<Vec<_>>>()
    {
        places.sort_by_key(|&place| texts[place]);
        return true;
    }
    let float = |key: &Value| match key {
        Value::Float(float) if !float.is_nan() => Some(*float),
        _ => None,
    };
    if let Some(floats) = keys.iter().map(float).collect::<Option<Vec<_>>>() {
        places.sort_by(|&a, &b| floats[a].partial_cmp(&floats[b]).unwrap_or(std::cmp::Ordering::Equal));
        return true;
    }
    false
}

struct Sorter<'a> {
    vm: &'a mut Vm,
    keys: &'a [Value],
}

impl Sorter<'_> {
    fn less(&mut self, a: usize, b: usize) -> Result<bool> {
        self.vm.less_than(&self.keys[a], &self.keys[b])
    }

    fn sort(&mut self, places: &mut [usize]) -> Result<()> {
        let least = least_run(places.len());
        let mut runs = Vec::new();
        let mut start = 0;
        while start < places.len() {
            let rest = &mut places[start..];
            let mut length = self.run(rest)?;
            if length < least {
                let grown = least.min(rest.len());
                self.insert(&mut rest[..grown], length)?;
                length = grown;
            }
            runs.push(start..start + length);
            start += length;
        }
        while runs.len() > 1 {
            let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
            for pair in runs.chunks(2) {
                let whole = pair[0].start..pair[pair.len() - 1].end;
                if pair.len() == 2 {
                    self.merge(&mut places[whole.clone()], pair[0].len())?;
                }
                merged.push(whole);
            }
            runs = merged;
        }
        Ok(())
    }

    /// How long the run at the start is; a strictly falling one is turned around.
    fn run(&mut self, places: &mut [usize]) -> Result<usize> {
        if places.len() < 2 {
            return Ok(places.len());
        }
        let falling = self.less(places[1], places[0])?;
        let mut length = 2;
        while length < places.len() && self.less(places[length], places[length - 1])? == falling {
            length += 1;
        }
        if falling {
            places[..length].reverse();
        }
        Ok(length)
    }

    /// Inserts what follows the first `sorted` places, each behind those that are not greater.
    fn insert(&mut self, places: &mut [usize], sorted: usize) -> Result<()> {
        for at in sorted..places.len() {
            let pivot = places[at];
            let (mut low, mut high) = (0, at);
            while low < high {
                let middle = low.midpoint(high);
                if self.less(pivot, places[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            places[low..=at].rotate_right(1);
        }
        Ok(())
    }

    fn merge(&mut self, places: &mut [usize], middle: usize) -> Result<()> {
        let left = places[..middle].to_vec();
        let (mut i, mut j, mut out) = (0, middle, 0);
        while i < left.len() && j < places.len() {
            if self.less(places[j], left[i])? {
                places[out] = places[j];
                j += 1;
            } else {
                places[out] = left[i];
                i += 1;
            }
            out += 1;
        }
        places[out..out + left.len() - i].copy_from_slice(&left[i..]);
        Ok(())
    }
}

/// CPython's length to which short runs grow: between 32 and 64, so that the count of runs is near a power of two.
fn least_run(mut count: usize) -> usize {
    let mut odd = 0;
    while count >= SHORT {
        odd |= count & 1;
        count >>= 1;
    }
    count + odd
}
