//! Dropping what nests without recursing.
//!
//! A container hands its contents over when it is dropped. Down to a fixed depth they are dropped on the spot; below it they
//! wait in a queue that the outermost drop empties.

use std::cell::{Cell, RefCell};

use super::Value;
use super::words::forget_plain;

/// How deep drops may nest before they queue.
const DEPTH: u32 = 64;

thread_local! {
    static NESTED: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
}

/// Where a container's contents can be taken from.
pub trait Contents {
    /// Moves all values that may own others to `queue`.
    fn move_to(&mut self, queue: &mut Vec<Value>);
    /// Drops all values here and now.
    fn drop_now(&mut self);
}

impl Contents for Vec<Value> {
    fn move_to(&mut self, queue: &mut Vec<Value>) {
        queue.append(self);
    }

    fn drop_now(&mut self) {
        forget_plain(self);
        self.clear();
    }
}

impl<const N: usize> Contents for smallvec::SmallVec<[Value; N]>
where
    [Value; N]: smallvec::Array<Item = Value>,
{
    fn move_to(&mut self, queue: &mut Vec<Value>) {
        queue.extend(self.drain(..));
    }

    fn drop_now(&mut self) {
        self.clear();
    }
}

impl Contents for Value {
    fn move_to(&mut self, queue: &mut Vec<Value>) {
        queue.push(std::mem::take(self));
    }

    fn drop_now(&mut self) {
        *self = Value::None;
    }
}

/// Drops the contents of a container, however deep they nest.
///
/// Every type that owns [`Value`]s and may be part of a long chain calls this from its `Drop`.
pub fn drop_deep(contents: &mut impl Contents) {
    // A thread that is ending has no queue any more; then a plain drop must do.
    let Ok(depth) = NESTED.try_with(Cell::get) else { return contents.drop_now() };
    if depth < DEPTH {
        NESTED.set(depth + 1);
        contents.drop_now();
        NESTED.set(depth);
        if depth == 0 {
            empty_queue();
        }
    } else if WAITING.try_with(|queue| contents.move_to(&mut queue.borrow_mut())).is_err() {
        contents.drop_now();
    }
}

/// Drops what waits. A value dropped here may queue more; the loop sees that too.
fn empty_queue() {
    while let Ok(Some(value)) = WAITING.try_with(|queue| queue.borrow_mut().pop()) {
        NESTED.set(1);
        drop(value);
        NESTED.set(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_nested_a_million_deep_drops() {
        let mut value = Value::list(vec![]);
        for _ in 0..1_000_000 {
            value = Value::list(vec![value]);
        }
        drop(value);
        let mut value = Value::None;
        for _ in 0..1_000_000 {
            value = Value::tuple([value, Value::Int(1)]);
        }
        drop(value);
    }
}
