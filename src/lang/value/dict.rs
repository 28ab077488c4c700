//! `dict`: insertion ordered, with Python's equality of keys.
//!
//! Up to eight entries are searched one by one; larger tables have an index of open addressing. The same type serves
//! `dict` displays, instance and class attributes and a module's globals, so that `globals()` and `__dict__` are the
//! real thing. An entry keeps its position until others are removed, which lets callers guess where a name stands
//! ([`Dict::slot_at`]).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use smallvec::SmallVec;

use super::{Contents, Str, Value, drop_deep, hash::hash_int, hash::hash_text};
use crate::Result;
use crate::name::Name;
use crate::vm::Vm;

/// A key with its value and hash. A removed entry has the key [`Value::Unset`].
pub struct Entry {
    hash: i64,
    key: Value,
    value: Value,
}

/// Tables up to this size have no index.
const SCANNED: usize = 8;
/// An index slot that was never used.
const EMPTY: u32 = u32::MAX;

#[derive(Default)]
struct Table {
    entries: Vec<Entry>,
    /// Positions of entries by hash; a power of two in length, or empty while entries are scanned.
    index: Vec<u32>,
    live: usize,
}

/// What a search without running the program can tell.
enum Search {
    Found(usize),
    Missing,
    /// These entries have the same hash; only the program's `__eq__` can tell.
    Ask(SmallVec<[(usize, Value); 2]>),
}

impl Table {
    /// Calls `visit` with the position of each entry of that hash until it returns true.
    #[inline(always)]
    fn probe(&self, hash: i64, mut visit: impl FnMut(usize, &Entry) -> bool) {
        if self.index.is_empty() {
            for (position, entry) in self.entries.iter().enumerate() {
                if entry.hash == hash && visit(position, entry) {
                    return;
                }
            }
            return;
        }
        let mask = self.index.len() - 1;
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        loop {
            let position = self.index[slot];
            if position == EMPTY {
                return;
            }
            // Positions past the end belong to entries that were popped; they only keep the chain whole.
            if let Some(entry) = self.entries.get(position as usize)
                && entry.hash == hash
                && visit(position as usize, entry)
            {
                return;
            }
            slot = next_slot(slot, &mut perturb, mask);
        }
    }

    fn search(&self, hash: i64, key: &Value) -> Search {
        let mut found = None;
        let mut ask = SmallVec::new();
        self.probe(hash, |position, entry| match entry.key.plain_equal(key) {
            Some(true) => {
                found = Some(position);
                true
            }
            Some(false) => false,
            None => {
                ask.push((position, entry.key.clone()));
                false
            }
        });
        match found {
            Some(position) => Search::Found(position),
            None if ask.is_empty() => Search::Missing,
            None => Search::Ask(ask),
        }
    }

    #[inline]
    fn search_text(&self, hash: i64, text: &Str) -> Option<usize> {
        let mut found = None;
        self.probe(hash, |position, entry| match &entry.key {
            Value::Str(key) if std::ptr::eq(&**key, text) || **key == *text => {
                found = Some(position);
                true
            }
            _ => false,
        });
        found
    }

    /// Where an integer stands; an equal key of another type is not looked for.
    #[inline]
    fn search_int(&self, hash: i64, int: i64) -> Option<usize> {
        let mut found = None;
        self.probe(hash, |position, entry| match &entry.key {
            Value::Int(key) if *key == int => {
                found = Some(position);
                true
            }
            _ => false,
        });
        found
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        self.live += 1;
        let needed = self.entries.len();
        if needed > SCANNED && needed * 3 > self.index.len() * 2 {
            self.rebuild();
        } else if !self.index.is_empty() {
            self.link(needed - 1);
        }
    }

    fn link(&mut self, position: usize) {
        let mask = self.index.len() - 1;
        let hash = self.entries[position].hash;
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        while self.index[slot] != EMPTY {
            slot = next_slot(slot, &mut perturb, mask);
        }
        self.index[slot] = position as u32;
    }

    /// Squeezes out removed entries and makes the index anew.
    fn rebuild(&mut self) {
        if self.live < self.entries.len() {
            self.entries.retain(|entry| !entry.key.is_unset());
        }
        self.index.clear();
        if self.live > SCANNED {
            self.index.resize((self.live * 3).next_power_of_two(), EMPTY);
            for position in 0..self.entries.len() {
                self.link(position);
            }
        }
    }

    fn remove(&mut self, position: usize) -> (Value, Value) {
        let entry = &mut self.entries[position];
        let removed = (std::mem::replace(&mut entry.key, Value::Unset), std::mem::take(&mut entry.value));
        self.live -= 1;
        if self.live * 4 < self.entries.len() || self.live == 0 {
            self.rebuild();
        }
        removed
    }
}

/// Where to look after a slot that is taken: CPython's walk, which begins at the hash itself, so that integers in a row are
/// neighbours, and mixes in its higher bits step by step.
#[inline]
fn next_slot(slot: usize, perturb: &mut u64, mask: usize) -> usize {
    *perturb >>= 5;
    slot.wrapping_mul(5).wrapping_add(*perturb as usize).wrapping_add(1) & mask
}

/// A dict.
///
/// # Examples
/// ```
/// use tape_lang::value::{Dict, Value};
/// let dict = Dict::new();
/// dict.set_str("a", Value::Int(1));
/// assert_eq!(dict.get_str("a").and_then(|v| v.as_int()), Some(1));
/// ```
#[derive(Default)]
pub struct Dict {
    table: RefCell<Table>,
    /// Grows whenever a key is added or removed.
    keys_version: Cell<u32>,
    /// Whether the collector of cycles knows of it.
    watched: Cell<bool>,
}

impl Dict {
    /// An empty dict.
    #[must_use]
    pub fn new() -> Dict {
        Dict::default()
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.borrow().live
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number that changes whenever a key is added or removed.
    #[inline]
    #[must_use]
    pub fn keys_version(&self) -> u32 {
        self.keys_version.get()
    }

    /// Whether the collector of cycles knows of it.
    #[inline]
    pub(crate) fn is_watched(&self) -> bool {
        self.watched.get()
    }

    /// Notes that the collector of cycles knows of it, and tells whether it did before.
    pub(crate) fn watch(&self) -> bool {
        self.watched.replace(true)
    }

    /// Looks at each key and value; at none while they are being changed.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(&Value, &Value)) {
        if let Ok(table) = self.table.try_borrow() {
            table.entries.iter().for_each(|entry| visit(&entry.key, &entry.value));
        }
    }

    fn keys_changed(&self) {
        self.keys_version.set(self.keys_version.get().wrapping_add(1));
    }

    /// Finds a key whose equality may need the program to run.
    #[inline]
    fn find(&self, vm: &mut Vm, hash: i64, key: &Value) -> Result<Option<usize>> {
        let quickly = match key {
            Value::Int(int) => self.table.borrow().search_int(hash, *int),
            Value::Str(text) => self.table.borrow().search_text(hash, text),
            _ => None,
        };
        if quickly.is_some() { Ok(quickly) } else { self.find_rarely(vm, hash, key) }
    }

    fn find_rarely(&self, vm: &mut Vm, hash: i64, key: &Value) -> Result<Option<usize>> {
        let asked = match self.table.borrow().search(hash, key) {
            Search::Found(position) => return Ok(Some(position)),
            Search::Missing => return Ok(None),
            Search::Ask(asked) => asked,
        };
        for (position, candidate) in asked {
            if vm.equals(&candidate, key)? {
                let table = self.table.borrow();
                if table.entries.get(position).is_some_and(|entry| entry.key.is(&candidate)) {
                    return Ok(Some(position));
                }
            }
        }
        Ok(None)
    }

    /// Where the value of an integer key lies, unless an equal key of another type may have to be looked for. It stays there until
    /// a key is added or removed.
    #[inline]
    pub(crate) fn place_of_int(&self, int: i64) -> Option<*mut Value> {
        let mut table = self.table.borrow_mut();
        table.search_int(hash_int(int), int).map(|position| &raw mut table.entries[position].value)
    }

    /// The same of a string key.
    #[inline]
    pub(crate) fn place_of_text(&self, text: &Str) -> Option<*mut Value> {
        let mut table = self.table.borrow_mut();
        table.search_text(text.hash(), text).map(|position| &raw mut table.entries[position].value)
    }

    /// The value of a key.
    ///
    /// # Errors
    /// What the key's `__hash__` or `__eq__` raises.
    pub fn get(&self, vm: &mut Vm, key: &Value) -> Result<Option<Value>> {
        let hash = vm.hash(key)?;
        let position = self.find(vm, hash, key)?;
        Ok(position.map(|position| self.table.borrow().entries[position].value.clone()))
    }

    /// The value of a key, or `default`.
    ///
    /// # Errors
    /// What the key's `__hash__` or `__eq__` raises.
    pub(crate) fn get_or(&self, vm: &mut Vm, key: &Value, default: &Value) -> Result<Value> {
        let hash = vm.hash(key)?;
        let position = self.find(vm, hash, key)?;
        let table = self.table.borrow();
        Ok(position.map_or(default, |position| &table.entries[position].value).clone())
    }

    /// Whether it has a key.
    ///
    /// # Errors
    /// What the key's `__hash__` or `__eq__` raises.
    pub fn contains(&self, vm: &mut Vm, key: &Value) -> Result<bool> {
        let hash = vm.hash(key)?;
        Ok(self.find(vm, hash, key)?.is_some())
    }

    /// Sets a key's value and returns the one it had.
    ///
    /// # Errors
    /// What the key's `__hash__` or `__eq__` raises.
    pub fn insert(&self, vm: &mut Vm, key: Value, value: Value) -> Result<Option<Value>> {
        let hash = vm.hash(&key)?;
        let position = self.find(vm, hash, &key)?;
        Ok(self.put(position, hash, key, value))
    }

    fn put(&self, position: Option<usize>, hash: i64, key: Value, value: Value) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        match position {
            Some(position) => Some(std::mem::replace(&mut table.entries[position].value, value)),
            None => {
                table.push(Entry { hash, key, value });
                self.keys_changed();
                None
            }
        }
    }

    /// Removes a key and returns its value.
    ///
    /// # Errors
    /// What the key's `__hash__` or `__eq__` raises.
    pub fn remove(&self, vm: &mut Vm, key: &Value) -> Result<Option<Value>> {
        let hash = vm.hash(key)?;
        let position = self.find(vm, hash, key)?;
        Ok(position.map(|position| self.remove_at(position).1))
    }

    fn remove_at(&self, position: usize) -> (Value, Value) {
        self.keys_changed();
        self.table.borrow_mut().remove(position)
    }

    /// Removes and returns the last entry.
    #[must_use]
    pub fn pop_last(&self) -> Option<(Value, Value)> {
        let position = self.table.borrow().entries.iter().rposition(|entry| !entry.key.is_unset())?;
        Some(self.remove_at(position))
    }

    /// Removes all entries.
    pub fn clear(&self) {
        self.keys_changed();
        let table = self.table.take();
        drop(table);
    }

    /// The value of a string key.
    #[inline]
    #[must_use]
    pub fn get_text(&self, text: &Str) -> Option<Value> {
        let table = self.table.borrow();
        table.search_text(text.hash(), text).map(|position| table.entries[position].value.clone())
    }

    /// The value of a string key.
    #[must_use]
    pub fn get_str(&self, text: &str) -> Option<Value> {
        let table = self.table.borrow();
        let mut found = None;
        table.probe(hash_text(text), |position, entry| match &entry.key {
            Value::Str(key) if key.as_str() == text => {
                found = Some(position);
                true
            }
            _ => false,
        });
        found.map(|position| table.entries[position].value.clone())
    }

    /// The value of a name.
    #[must_use]
    pub fn get_name(&self, name: Name) -> Option<Value> {
        self.get_text(&name.text())
    }

    /// Sets the value of a string key.
    pub fn set_text(&self, text: &Rc<Str>, value: Value) {
        let hash = text.hash();
        let position = self.table.borrow().search_text(hash, text);
        drop(self.put(position, hash, Value::Str(Rc::clone(text)), value));
    }

    /// Sets the value of a string key.
    pub fn set_str(&self, text: &str, value: Value) {
        self.set_name(Name::new(text), value);
    }

    /// Sets the value of a name.
    pub fn set_name(&self, name: Name, value: Value) {
        self.set_text(&name.text(), value);
    }

    /// Removes a name and returns its value.
    #[must_use]
    pub fn remove_name(&self, name: Name) -> Option<Value> {
        let text = name.text();
        let position = self.table.borrow().search_text(text.hash(), &text)?;
        Some(self.remove_at(position).1)
    }

    /// Where a name stands: a guess for [`Dict::slot_at`] that holds until keys are removed.
    #[inline]
    #[must_use]
    pub fn position_of(&self, text: &Str) -> Option<usize> {
        self.table.borrow().search_text(text.hash(), text)
    }

    /// Whether a string is no key of a small dict; larger ones may have it.
    #[inline(always)]
    pub(crate) fn is_small_without(&self, text: &Str) -> bool {
        let table = self.table.borrow();
        let hash = text.hash();
        table.index.is_empty() && table.entries.iter().all(|entry| entry.hash != hash)
    }

    /// Where the value at a guessed position lies, if this very string is its key. It stays there until a key is added or removed.
    #[inline(always)]
    #[must_use]
    pub(crate) fn slot_at(&self, position: usize, name: &Rc<Str>) -> Option<*mut Value> {
        // SAFETY: every borrow of the table ends in the method that takes it, and none of those runs the program or calls this.
        let entry = unsafe { (&mut *self.table.as_ptr()).entries.get_mut(position)? };
        match &entry.key {
            Value::Str(key) if Rc::ptr_eq(key, name) => Some(&raw mut entry.value),
            _ => None,
        }
    }

    /// The entry at or after `position`, which is moved behind it: iteration that survives changes.
    #[must_use]
    pub fn next_entry(&self, position: &mut usize) -> Option<(Value, Value)> {
        let table = self.table.borrow();
        while let Some(entry) = table.entries.get(*position) {
            *position += 1;
            if !entry.key.is_unset() {
                return Some((entry.key.clone(), entry.value.clone()));
            }
        }
        None
    }

    /// The entry before `position`, which is moved onto it: iteration from the end ([`Dict::end`]).
    #[must_use]
    pub fn previous_entry(&self, position: &mut usize) -> Option<(Value, Value)> {
        let table = self.table.borrow();
        while *position > 0 {
            *position -= 1;
            if let Some(entry) = table.entries.get(*position)
                && !entry.key.is_unset()
            {
                return Some((entry.key.clone(), entry.value.clone()));
            }
        }
        None
    }

    /// The position behind the last entry.
    #[must_use]
    pub fn end(&self) -> usize {
        self.table.borrow().entries.len()
    }

    /// The keys in order.
    #[must_use]
    pub fn keys(&self) -> Vec<Value> {
        self.collect(|entry| entry.key.clone())
    }

    /// The values in order.
    #[must_use]
    pub fn values(&self) -> Vec<Value> {
        self.collect(|entry| entry.value.clone())
    }

    /// Keys and values in order.
    #[must_use]
    pub fn items(&self) -> Vec<(Value, Value)> {
        self.collect(|entry| (entry.key.clone(), entry.value.clone()))
    }

    fn collect<T>(&self, pick: impl Fn(&Entry) -> T) -> Vec<T> {
        self.table.borrow().entries.iter().filter(|entry| !entry.key.is_unset()).map(pick).collect()
    }

    /// A copy of it; keys and values are shared.
    #[must_use]
    pub fn copy(&self) -> Dict {
        let table = self.table.borrow();
        let mut copy = Table::default();
        for entry in table.entries.iter().filter(|entry| !entry.key.is_unset()) {
            copy.entries.push(Entry { hash: entry.hash, key: entry.key.clone(), value: entry.value.clone() });
        }
        copy.live = copy.entries.len();
        copy.rebuild();
        Dict { table: RefCell::new(copy), keys_version: Cell::new(0), watched: Cell::new(false) }
    }
}

impl Contents for Vec<Entry> {
    fn move_to(&mut self, queue: &mut Vec<Value>) {
        for entry in self.drain(..) {
            queue.push(entry.key);
            queue.push(entry.value);
        }
    }

    fn drop_now(&mut self) {
        self.clear();
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        let table = self.table.get_mut();
        if !table.entries.is_empty() {
            drop_deep(&mut table.entries);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_shrinks_and_keeps_its_order() {
        let dict = Dict::new();
        for i in 0..1000 {
            dict.set_str(&format!("k{i}"), Value::Int(i));
        }
        for i in (0..1000).step_by(2) {
            assert_eq!(dict.remove_name(Name::new(&format!("k{i}"))).and_then(|v| v.as_int()), Some(i));
        }
        assert_eq!(dict.len(), 500);
        let values: Vec<_> = dict.values().iter().filter_map(Value::as_int).collect();
        assert_eq!(values, (1..1000).step_by(2).collect::<Vec<_>>());
        assert!(dict.get_str("k2").is_none());
        assert_eq!(dict.get_str("k999").and_then(|v| v.as_int()), Some(999));
        assert_eq!(dict.pop_last().and_then(|(_, v)| v.as_int()), Some(999));
    }
}
