//! `set` and `frozenset`: CPython's own table, because the order in which it hands out its members can be seen.
//!
//! The probing, the growth and the positions after a merge are those of CPython 3.11 (`Objects/setobject.c`): ten slots in a
//! row, then a jump that mixes in higher bits of the hash.

use std::cell::RefCell;

use smallvec::SmallVec;

use super::{Contents, Value, drop_deep};
use crate::Result;
use crate::vm::Vm;

const SMALLEST: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// The hash of a slot whose member was removed; its key is [`Value::Unset`], as that of a slot never used (hash 0).
const REMOVED: i64 = -1;

#[derive(Clone)]
struct Slot {
    hash: i64,
    key: Value,
}

const UNUSED: Slot = Slot { hash: 0, key: Value::Unset };

#[derive(Clone)]
struct Table {
    slots: Vec<Slot>,
    /// Members and removed members.
    filled: usize,
    members: usize,
}

/// Walks the slots where a hash may stand, in CPython's order.
struct Probes {
    at: usize,
    /// The start of the row of slots.
    row: usize,
    left: usize,
    perturb: u64,
    mask: usize,
}

impl Probes {
    fn new(hash: i64, mask: usize) -> Probes {
        let row = hash as usize & mask;
        Probes { at: row, row, left: Probes::length(row, mask), perturb: hash as u64, mask }
    }

    fn length(row: usize, mask: usize) -> usize {
        if row + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 }
    }

    fn advance(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.at += 1;
            return;
        }
        self.perturb >>= PERTURB_SHIFT;
        self.row = (self.row.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize)) & self.mask;
        self.at = self.row;
        self.left = Probes::length(self.row, self.mask);
    }
}

enum Search {
    Found(usize),
    /// The slot never used at which the search ended.
    Missing(usize),
    Ask(SmallVec<[(usize, Value); 2]>, usize),
}

impl Table {
    fn new() -> Table {
        Table { slots: Vec::new(), filled: 0, members: 0 }
    }

    fn allocate(&mut self) {
        if self.slots.is_empty() {
            self.slots = vec![UNUSED; SMALLEST];
        }
    }

    fn search(&self, hash: i64, key: &Value) -> Search {
        let mut ask = SmallVec::new();
        let mut probes = Probes::new(hash, self.slots.len() - 1);
        loop {
            let slot = &self.slots[probes.at];
            if slot.key.is_unset() {
                if slot.hash != REMOVED {
                    return if ask.is_empty() { Search::Missing(probes.at) } else { Search::Ask(ask, probes.at) };
                }
            } else if slot.hash == hash {
                match slot.key.plain_equal(key) {
                    Some(true) => return Search::Found(probes.at),
                    Some(false) => {}
                    None => ask.push((probes.at, slot.key.clone())),
                }
            }
            probes.advance();
        }
    }

    fn fill(&mut self, at: usize, hash: i64, key: Value) {
        self.slots[at] = Slot { hash, key };
        self.filled += 1;
        self.members += 1;
        if self.filled * 5 >= (self.slots.len() - 1) * 3 {
            let factor = if self.members > 50_000 { 2 } else { 4 };
            self.resize(self.members * factor);
        }
    }

    /// Makes room for more than `least` members and puts all of them in afresh.
    fn resize(&mut self, least: usize) {
        let mut size = SMALLEST;
        while size <= least {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![UNUSED; size]);
        self.filled = self.members;
        for slot in old.into_iter().filter(|slot| !slot.key.is_unset()) {
            self.place(slot);
        }
    }

    /// Puts a member that is known to be new into a table without removed slots.
    fn place(&mut self, slot: Slot) {
        let mut probes = Probes::new(slot.hash, self.slots.len() - 1);
        while !self.slots[probes.at].key.is_unset() {
            probes.advance();
        }
        self.slots[probes.at] = slot;
    }
}

/// A set.
pub struct Set {
    table: RefCell<Table>,
}

impl Default for Set {
    fn default() -> Set {
        Set::new()
    }
}

impl Set {
    /// An empty set.
    #[must_use]
    pub fn new() -> Set {
        Set { table: RefCell::new(Table::new()) }
    }

    /// How many members it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.borrow().members
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn find(&self, vm: &mut Vm, hash: i64, key: &Value) -> Result<std::result::Result<usize, usize>> {
        let search = {
            let mut table = self.table.borrow_mut();
            table.allocate();
            table.search(hash, key)
        };
        let (asked, end) = match search {
            Search::Found(at) => return Ok(Ok(at)),
            Search::Missing(at) => return Ok(Err(at)),
            Search::Ask(asked, end) => (asked, end),
        };
        for (at, candidate) in asked {
            if vm.equals(&candidate, key)? && self.table.borrow().slots.get(at).is_some_and(|s| s.key.is(&candidate)) {
                return Ok(Ok(at));
            }
        }
        // The program may have changed the set while it compared; then the free slot has to be found anew.
        let table = self.table.borrow();
        if table.slots.get(end).is_some_and(|slot| slot.key.is_unset() && slot.hash == 0) {
            return Ok(Err(end));
        }
        let mut probes = Probes::new(hash, table.slots.len() - 1);
        while !(table.slots[probes.at].key.is_unset() && table.slots[probes.at].hash == 0) {
            probes.advance();
        }
        Ok(Err(probes.at))
    }

    /// Whether it has a member.
    ///
    /// # Errors
    /// What `__hash__` or `__eq__` raises.
    pub fn contains(&self, vm: &mut Vm, key: &Value) -> Result<bool> {
        let hash = vm.hash(key)?;
        Ok(self.find(vm, hash, key)?.is_ok())
    }

    /// Adds a member; tells whether it is new.
    ///
    /// # Errors
    /// What `__hash__` or `__eq__` raises.
    pub fn add(&self, vm: &mut Vm, key: Value) -> Result<bool> {
        let hash = vm.hash(&key)?;
        match self.find(vm, hash, &key)? {
            Ok(_) => Ok(false),
            Err(at) => {
                self.table.borrow_mut().fill(at, hash, key);
                Ok(true)
            }
        }
    }

    /// Adds all members of another set, with the positions that CPython's `set_merge` gives them.
    ///
    /// # Errors
    /// What `__eq__` raises.
    pub fn merge(&self, vm: &mut Vm, other: &Set) -> Result<()> {
        let theirs = other.table.borrow().clone();
        {
            let mut table = self.table.borrow_mut();
            table.allocate();
            if (table.filled + theirs.members) * 5 >= (table.slots.len() - 1) * 3 {
                let least = (table.members + theirs.members) * 2;
                table.resize(least);
            }
            if table.filled == 0 && table.slots.len() == theirs.slots.len() && theirs.filled == theirs.members {
                *table = theirs;
                return Ok(());
            }
        }
        for slot in theirs.slots.into_iter().filter(|slot| !slot.key.is_unset()) {
            if let Err(at) = self.find(vm, slot.hash, &slot.key)? {
                self.table.borrow_mut().fill(at, slot.hash, slot.key);
            }
        }
        Ok(())
    }

    /// Removes a member; tells whether it was there.
    ///
    /// # Errors
    /// What `__hash__` or `__eq__` raises.
    pub fn remove(&self, vm: &mut Vm, key: &Value) -> Result<bool> {
        let hash = vm.hash(key)?;
        let Ok(at) = self.find(vm, hash, key)? else { return Ok(false) };
        self.remove_at(at);
        Ok(true)
    }

    fn remove_at(&self, at: usize) -> Value {
        let mut table = self.table.borrow_mut();
        table.members -= 1;
        std::mem::replace(&mut table.slots[at], Slot { hash: REMOVED, key: Value::Unset }).key
    }

    /// Removes and returns the first member in the table's order.
    #[must_use]
    pub fn pop(&self) -> Option<Value> {
        let at = self.table.borrow().slots.iter().position(|slot| !slot.key.is_unset())?;
        Some(self.remove_at(at))
    }

    /// Removes all members.
    pub fn clear(&self) {
        let old = self.table.replace(Table::new());
        drop(old);
    }

    /// The member at or after `position`, which is moved behind it.
    #[must_use]
    pub fn next_member(&self, position: &mut usize) -> Option<Value> {
        let table = self.table.borrow();
        while let Some(slot) = table.slots.get(*position) {
            *position += 1;
            if !slot.key.is_unset() {
                return Some(slot.key.clone());
            }
        }
        None
    }

    /// Looks at each member; at none while they are being changed.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(&Value)) {
        if let Ok(table) = self.table.try_borrow() {
            table.slots.iter().for_each(|slot| visit(&slot.key));
        }
    }

    /// The members in the table's order.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Value> {
        self.table.borrow().slots.iter().filter(|slot| !slot.key.is_unset()).map(|slot| slot.key.clone()).collect()
    }

    /// A copy of it.
    #[must_use]
    pub fn copy(&self) -> Set {
        let theirs = self.table.borrow();
        let mut table = Table::new();
        table.allocate();
        if theirs.members > 0 && theirs.members * 5 >= (SMALLEST - 1) * 3 {
            table.resize(theirs.members * 2);
        }
        if table.slots.len() == theirs.slots.len() && theirs.filled == theirs.members {
            return Set { table: RefCell::new(theirs.clone()) };
        }
        for slot in theirs.slots.iter().filter(|slot| !slot.key.is_unset()) {
            table.place(slot.clone());
        }
        table.filled = theirs.members;
        table.members = theirs.members;
        Set { table: RefCell::new(table) }
    }
}

impl Contents for Vec<Slot> {
    fn move_to(&mut self, queue: &mut Vec<Value>) {
        queue.extend(self.drain(..).map(|slot| slot.key));
    }

    fn drop_now(&mut self) {
        self.clear();
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        drop_deep(&mut self.table.get_mut().slots);
    }
}
