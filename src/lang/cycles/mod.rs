//! The collector of reference cycles.
//!
//! Objects go when their last reference does; only those that refer to each other in a ring need more. A ring closes when an
//! object that exists is made to refer to another: by a list, a dict (attributes of instances are dicts too) or the variable of a
//! closure. So those three are *watched* from the moment a container is first put into them, and nothing else costs anything: an
//! instance whose attributes are numbers and strings is never looked at.
//!
//! A collection ([`collect`]) walks what can be reached from the watched objects, subtracts the references that it meets from the
//! reference counts, and so finds what is referred to from outside; all that is not reached from there is emptied. References
//! that it does not know of (the machine's registers, native code, [`Object`](crate::Object)s that name no contents) count as
//! outside, which keeps objects alive, never the reverse.
//!
//! It runs by itself when the number of watched objects has grown to a multiple of those that were alive after the last
//! collection, or when large blocks of memory have ([`set_memory_gauge`]): a ring around a large tensor does not wait for ten
//! thousand others.
//!
//! The algorithm is that of CPython's `gc` (Neil Schemenauer, 2000), without its generations.

mod collect;
mod edges;
mod graph;

use std::cell::{Cell as Slot, RefCell};
use std::rc::{Rc, Weak};

use crate::value::words::may_hold_others;
use crate::value::{Cell, Dict, List, Value};

pub use self::collect::collect;

/// How many watched objects are never worth a collection.
const FEWEST: usize = 10_000;
/// How many times the survivors of the last collection the watched objects may grow to.
const GROWTH: usize = 3;
/// How many bytes in large blocks are never worth a collection.
const LEAST_MEMORY: usize = 256 << 20;

/// An object that a container was put into. It does not keep it alive.
enum Watched {
    List(Weak<List>),
    Dict(Weak<Dict>),
    Cell(Weak<Cell>),
}

impl Watched {
    /// The object, if it is still alive.
    fn value(&self) -> Option<Value> {
        match self {
            Watched::List(list) => list.upgrade().map(Value::List),
            Watched::Dict(dict) => dict.upgrade().map(Value::Dict),
            Watched::Cell(cell) => cell.upgrade().map(Value::Cell),
        }
    }

    fn is_alive(&self) -> bool {
        match self {
            Watched::List(list) => list.strong_count() > 0,
            Watched::Dict(dict) => dict.strong_count() > 0,
            Watched::Cell(cell) => cell.strong_count() > 0,
        }
    }
}

/// What a collection waits for.
#[derive(Clone, Copy)]
struct Limits {
    /// So many watched objects.
    watched: usize,
    /// So many bytes in large blocks.
    memory: usize,
}

thread_local! {
    static WATCHED: RefCell<Vec<Watched>> = const { RefCell::new(Vec::new()) };
    static LIMITS: Slot<Limits> = const { Slot::new(Limits { watched: FEWEST, memory: LEAST_MEMORY }) };
    static ENABLED: Slot<bool> = const { Slot::new(true) };
    static GAUGE: Slot<Option<fn() -> usize>> = const { Slot::new(None) };
}

/// Names the function that tells how many bytes lie in large blocks.
pub fn set_memory_gauge(gauge: fn() -> usize) {
    GAUGE.set(Some(gauge));
}

/// Whether collections run by themselves.
#[must_use]
pub fn is_enabled() -> bool {
    ENABLED.get()
}

/// Says whether collections run by themselves: `gc.enable()`, `gc.disable()`.
pub fn set_enabled(enabled: bool) {
    ENABLED.set(enabled);
}

/// How many objects are watched, those included that have gone since the last collection.
#[must_use]
pub fn watched_count() -> usize {
    WATCHED.with_borrow(Vec::len)
}

/// Call this when `item` is put into a list that programs can reach.
#[inline]
pub(crate) fn into_list(list: &Rc<List>, item: &Value) {
    if may_hold_others(item) && !list.is_watched() {
        watch_list(list);
    }
}

/// Watches a list that may hold containers.
#[cold]
pub(crate) fn watch_list(list: &Rc<List>) {
    if !list.watch() {
        register(Watched::List(Rc::downgrade(list)));
    }
}

/// Call this when `item` is put into a dict that programs can reach, attributes of instances included.
#[inline]
pub(crate) fn into_dict(dict: &Rc<Dict>, item: &Value) {
    if may_hold_others(item) && !dict.is_watched() {
        watch_dict(dict);
    }
}

/// Watches a dict that may hold containers.
#[cold]
pub(crate) fn watch_dict(dict: &Rc<Dict>) {
    if !dict.watch() {
        register(Watched::Dict(Rc::downgrade(dict)));
    }
}

/// Call this when `item` is assigned to a variable that functions share.
#[inline]
pub(crate) fn into_cell(cell: &Rc<Cell>, item: &Value) {
    if may_hold_others(item) && !cell.watch() {
        register(Watched::Cell(Rc::downgrade(cell)));
    }
}

#[cold]
fn register(watched: Watched) {
    let Ok(count) = WATCHED.try_with(|list| {
        let mut list = list.borrow_mut();
        list.push(watched);
        list.len()
    }) else {
        return;
    };
    let limits = LIMITS.get();
    let memory_grew = || GAUGE.get().is_some_and(|gauge| gauge() > limits.memory);
    if ENABLED.get() && (count > limits.watched || memory_grew()) {
        collect();
    }
}

/// Forgets the watched objects that have gone, and sets what the next collection waits for.
fn settle() {
    let alive = WATCHED.with_borrow_mut(|watched| {
        watched.retain(Watched::is_alive);
        watched.len()
    });
    let memory = GAUGE.get().map_or(0, |gauge| gauge());
    LIMITS.set(Limits { watched: FEWEST.max(alive * GROWTH), memory: LEAST_MEMORY.max(memory * 2) });
}
