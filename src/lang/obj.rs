//! A thin reference-counted pointer to any [`Object`].
//!
//! `Rc<dyn Object>` takes two words, and a [`Value`](crate::Value) has room for one. Here the type's table stands in front of
//! the object instead of beside the pointer.
//!
//! # Safety
//! This module is one of the few with `unsafe`. What it relies on:
//! * An allocation is a `Block<T>`, which begins with its `Header` (`repr(C)`), so a pointer to one is a pointer to the other.
//! * The header's functions are those of the `T` that the block was made with; only `Obj::new` makes blocks.
//! * The pointer stays on its thread (`NonNull` is not `Send`), so a plain counter counts.
//! * The block is freed when the last `Obj` goes, and every reference handed out borrows an `Obj`.

use std::any::TypeId;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::NonNull;

use crate::object::Object;
use crate::value::{Contents, Value, drop_deep};

/// The count comes first, as in an `Rc`: values are copied without looking at their kind (`value::words`).
#[repr(C)]
struct Header {
    count: Cell<usize>,
    table: &'static TypeTable,
}

#[repr(C)]
struct Block<T> {
    header: Header,
    object: T,
}

/// What is known about the type behind a header.
struct TypeTable {
    type_id: TypeId,
    as_object: unsafe fn(NonNull<Header>) -> NonNull<dyn Object>,
    free: unsafe fn(NonNull<Header>),
}

/// Makes the table of a type; a type of its own so that the table is a promoted constant.
struct TableOf<T>(PhantomData<T>);

impl<T: Object> TableOf<T> {
    const TABLE: &'static TypeTable = &TypeTable {
        type_id: TypeId::of::<T>(),
        as_object: |header| {
            let block = header.cast::<Block<T>>().as_ptr();
            // SAFETY: the table stands in the header of a `Block<T>` that is alive.
            let object: *mut dyn Object = unsafe { &raw mut (*block).object };
            // SAFETY: the address of a field of a live block is not null.
            unsafe { NonNull::new_unchecked(object) }
        },
        free: |header| {
            // SAFETY: the block came from `Box::into_raw` in `Obj::new`, and its last owner calls this once.
            drop(unsafe { Box::from_raw(header.cast::<Block<T>>().as_ptr()) });
        },
    };
}

/// A shared object of any type: one word.
pub struct Obj {
    header: NonNull<Header>,
}

impl Obj {
    /// Moves an object to the heap.
    #[must_use]
    pub fn new<T: Object>(object: T) -> Obj {
        let block = Box::new(Block { header: Header { count: Cell::new(1), table: TableOf::<T>::TABLE }, object });
        // SAFETY: a box is not null.
        Obj { header: unsafe { NonNull::new_unchecked(Box::into_raw(block)) }.cast() }
    }

    fn header(&self) -> &Header {
        // SAFETY: the block lives as long as an `Obj` points to it.
        unsafe { self.header.as_ref() }
    }

    /// The object as its trait.
    #[must_use]
    pub fn object(&self) -> &dyn Object {
        // SAFETY: the table belongs to this block, and the reference borrows `self`, which keeps it alive.
        unsafe { (self.header().table.as_object)(self.header).as_ref() }
    }

    /// The object as the type it is of.
    #[inline]
    #[must_use]
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        if self.header().table.type_id != TypeId::of::<T>() {
            return None;
        }
        // SAFETY: the type's identity says that this block is a `Block<T>`.
        Some(unsafe { &self.header.cast::<Block<T>>().as_ref().object })
    }

    /// Whether both are objects of the same Rust type.
    #[inline]
    #[must_use]
    pub fn same_type(&self, other: &Obj) -> bool {
        std::ptr::eq(self.header().table, other.header().table)
            || self.header().table.type_id == other.header().table.type_id
    }

    /// How many pointers to the object there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.header().count.get()
    }

    /// Whether both point to the same object.
    #[must_use]
    pub fn is(&self, other: &Obj) -> bool {
        self.header == other.header
    }

    /// Where the object stands.
    #[must_use]
    pub fn address(&self) -> usize {
        self.header.as_ptr() as usize
    }
}

impl Clone for Obj {
    fn clone(&self) -> Obj {
        let count = &self.header().count;
        count.set(count.get() + 1);
        Obj { header: self.header }
    }
}

/// Frees a block whose count has reached zero; its own type so that a deep chain of objects can wait in the queue.
struct Last(Option<Obj>);

impl Contents for Last {
    fn move_to(&mut self, queue: &mut Vec<Value>) {
        queue.extend(self.0.take().map(Value::Object));
    }

    fn drop_now(&mut self) {
        let Some(last) = self.0.take() else { return };
        // SAFETY: `last` is the only pointer left; it is forgotten so that it does not free the block again.
        unsafe { (last.header().table.free)(last.header) };
        std::mem::forget(last);
    }
}

impl Drop for Obj {
    fn drop(&mut self) {
        let count = &self.header().count;
        if count.get() > 1 {
            count.set(count.get() - 1);
            return;
        }
        // The count stays 1: if the object has to wait, the queue's pointer is the one that is counted.
        drop_deep(&mut Last(Some(Obj { header: self.header })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Class, NativeClass};
    use std::rc::Rc;

    static PROBE: NativeClass = NativeClass::new("Probe");

    /// Counts its references by the first field, and may stand in a ring by the second.
    #[expect(dead_code, reason = "held, not read")]
    struct Probe(Rc<()>, Option<Obj>);
    struct Other;

    impl Object for Probe {
        fn class(&self) -> Rc<Class> {
            PROBE.class()
        }
    }

    impl Object for Other {
        fn class(&self) -> Rc<Class> {
            PROBE.class()
        }
    }

    #[test]
    fn counts_downcasts_and_frees() {
        let alive = Rc::new(());
        let object = Obj::new(Probe(Rc::clone(&alive), None));
        let second = object.clone();
        assert_eq!(object.count(), 2);
        assert!(object.is(&second));
        assert!(object.downcast::<Probe>().is_some());
        assert!(object.downcast::<Other>().is_none());
        drop(object);
        assert_eq!(Rc::strong_count(&alive), 2);
        drop(second);
        assert_eq!(Rc::strong_count(&alive), 1);
    }

    #[test]
    fn a_long_chain_frees_without_recursion() {
        let alive = Rc::new(());
        let mut object = Obj::new(Probe(Rc::clone(&alive), None));
        for _ in 0..500_000 {
            object = Obj::new(Probe(Rc::clone(&alive), Some(object)));
        }
        assert_eq!(size_of::<Obj>(), size_of::<usize>());
        drop(object);
        assert_eq!(Rc::strong_count(&alive), 1);
    }
}
