//! Lists and tuples.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::ops::Deref;

use smallvec::SmallVec;

use super::words::Words;
use super::{Value, drop_deep};

/// A list.
///
/// Never hold a borrow while the program may run (a call, a comparison, a repr): it may change the list.
pub struct List {
    items: RefCell<Vec<Value>>,
    /// Whether the collector of cycles knows of it.
    watched: Cell<bool>,
}

impl List {
    /// A list of these items.
    #[must_use]
    pub fn new(items: Vec<Value>) -> List {
        List { items: RefCell::new(items), watched: Cell::new(false) }
    }

    /// Its items, to look at.
    #[must_use]
    pub fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// Its items, to change.
    #[must_use]
    pub fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    /// How many items it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index from the front.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index).cloned()
    }

    /// Where the item at an index lies, which counts from the end if it is negative. It stays there until the list changes.
    #[inline(always)]
    pub(crate) fn place(&self, index: i64) -> Option<*mut Value> {
        let mut items = self.items.borrow_mut();
        let index = if index < 0 { index + items.len() as i64 } else { index };
        items.get_mut(index as usize).map(|item| &raw mut *item)
    }

    /// A copy of its items, safe to hold while the program runs.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// Takes all its items.
    #[must_use]
    pub fn take(&self) -> Vec<Value> {
        self.items.take()
    }

    /// Looks at each item; at none while they are being changed.
    pub(crate) fn for_each(&self, visit: impl FnMut(&Value)) {
        if let Ok(items) = self.items.try_borrow() {
            items.iter().for_each(visit);
        }
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

    /// Appends an item.
    #[inline]
    pub fn push(&self, item: Value) {
        self.items.borrow_mut().push(item);
    }

    /// As [`List::push`], of an item that comes from another place.
    ///
    /// # Safety
    /// The item has no other place.
    #[inline]
    pub(crate) unsafe fn push_words(&self, item: Words) {
        let mut items = self.items.borrow_mut();
        items.reserve(1);
        let end = items.len();
        // SAFETY: there is room for one more, which is written before it counts.
        unsafe {
            item.write(items.as_mut_ptr().add(end));
            items.set_len(end + 1);
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        drop_deep(self.items.get_mut());
    }
}

/// A tuple; up to two items live in it without another allocation.
pub struct Tuple {
    items: SmallVec<[Value; 2]>,
}

impl Tuple {
    /// A tuple of these items.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = Value>) -> Tuple {
        Tuple { items: items.into_iter().collect() }
    }
}

impl From<Vec<Value>> for Tuple {
    fn from(items: Vec<Value>) -> Tuple {
        Tuple { items: SmallVec::from_vec(items) }
    }
}

impl Deref for Tuple {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.items
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        drop_deep(&mut self.items);
    }
}
