//! A value as the two words that it is made of.
//!
//! Values are made in two parts, tag and contents. Read back whole, as one piece of 16 bytes, what was written in two parts
//! stalls the processor for a dozen cycles, so values are copied word by word; volatile accesses stay apart.

use std::cell::Cell;
use std::mem::MaybeUninit;

use super::Value;

/// The tag of the last kind of value that owns nothing on the heap.
const LAST_PLAIN_TAG: u64 = 7;

/// The tag of the first kind of value that may refer to others.
const FIRST_HOLDER_TAG: u64 = 12;

/// A word of a value; kinds without contents leave the second one open.
type Word = MaybeUninit<u64>;

/// The tag of a value's kind.
#[inline(always)]
pub(crate) fn tag(value: &Value) -> u64 {
    // SAFETY: `Value` is `repr(u64)`: its first word is its tag.
    unsafe { *std::ptr::from_ref(value).cast::<u64>() }
}

/// Whether a value owns something on the heap.
#[inline(always)]
pub(crate) fn owns(value: &Value) -> bool {
    tag(value) > LAST_PLAIN_TAG
}

/// Whether a value may refer to others: containers, functions, instances, objects.
#[inline(always)]
pub(crate) fn may_hold_others(value: &Value) -> bool {
    tag(value) >= FIRST_HOLDER_TAG
}

/// A value on its way from one place to another: two words in two registers of the processor, where a [`Value`] would be put
/// together in memory first.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    tag: Word,
    contents: Word,
}

impl Words {
    /// Those of a value that is moved out of its place.
    ///
    /// # Safety
    /// `slot` holds a valid value; if it owns something, one of the two is forgotten.
    #[inline(always)]
    pub(crate) unsafe fn of(slot: *const Value) -> Words {
        let words = slot.cast::<Word>();
        // SAFETY: a value is two words long.
        unsafe { Words { tag: words.read_volatile(), contents: words.add(1).read_volatile() } }
    }

    /// Those of a value that has just been made, part by part.
    #[inline(always)]
    pub(crate) fn from_value(value: Value) -> Words {
        // SAFETY: a value is two words long.
        let [tag, contents] = unsafe { std::mem::transmute::<Value, [Word; 2]>(value) };
        Words { tag, contents }
    }

    /// The value.
    ///
    /// # Safety
    /// It is made once.
    #[inline(always)]
    pub(crate) unsafe fn into_value(self) -> Value {
        // SAFETY: the words are those of a value.
        unsafe { std::mem::transmute::<[Word; 2], Value>([self.tag, self.contents]) }
    }

    /// Writes the value without dropping what was there.
    ///
    /// # Safety
    /// `slot` may be written, and the value has no other place.
    #[inline(always)]
    pub(crate) unsafe fn write(self, slot: *mut Value) {
        let words = slot.cast::<Word>();
        // SAFETY: as in `of`.
        unsafe {
            words.write_volatile(self.tag);
            words.add(1).write_volatile(self.contents);
        }
    }

    /// Whether the value owns something on the heap.
    #[inline(always)]
    pub(crate) fn owns(self) -> bool {
        // SAFETY: the tag of a value is always written.
        unsafe { self.tag.assume_init() > LAST_PLAIN_TAG }
    }
}

/// Makes a place [`Value::Unset`] without dropping what was there.
///
/// # Safety
/// `slot` may be written.
#[inline(always)]
pub(crate) unsafe fn unset(slot: *mut Value) {
    // SAFETY: the tag is the first word, and that of `Unset` is 0.
    unsafe { slot.cast::<u64>().write(0) };
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        count(self);
        // SAFETY: the copy was counted.
        unsafe { Words::of(self).into_value() }
    }
}

/// The counter of the owners of what a value holds.
///
/// Whatever kind it is, the counter is the first word of the block on the heap: so it is in an [`Obj`](crate::Obj), whose header we lay
/// out, and in the standard library's `Rc`, whose block is `repr(C)` and begins with the strong count. That is no promise of the library;
/// the test below holds it to it, kind by kind. A `match` of the kinds would be a jump by a table at each copy.
///
/// # Safety
/// The value owns something, and the reference is gone before the block is.
#[inline(always)]
unsafe fn counter(value: &Value) -> &Cell<usize> {
    // SAFETY: the second word of a value that owns something is the address of a block that lives as long as the value.
    unsafe { &**std::ptr::from_ref(value).cast::<*const Cell<usize>>().add(1) }
}

/// Counts one more owner of what a value holds.
#[inline(always)]
pub(crate) fn count(value: &Value) {
    if owns(value) {
        // SAFETY: it owns something.
        let counter = unsafe { counter(value) };
        counter.set(counter.get() + 1);
    }
}

/// Gives up one owner of what a value holds if there are others, who keep it alive; tells whether that was so.
///
/// # Safety
/// The value owns something. If the answer is yes, it is forgotten.
#[inline(always)]
pub(crate) unsafe fn give_up_shared(value: &Value) -> bool {
    // SAFETY: the caller's; others keep the block.
    let counter = unsafe { counter(value) };
    let others = counter.get() - 1;
    if others == 0 {
        return false;
    }
    counter.set(others);
    true
}

/// Empties a vector in which nothing owns anything: a million numbers need no million drops.
pub(crate) fn forget_plain(values: &mut Vec<Value>) {
    if !values.iter().any(owns) {
        // SAFETY: the values that are forgotten own nothing.
        unsafe { values.set_len(0) };
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::rc::Rc;

    use tape_text::Source;

    use super::*;
    use crate::{Vm, types};

    #[test]
    fn tags_tell_what_owns_memory() {
        assert_eq!(tag(&Value::Unset), 0);
        for plain in [Value::Unset, Value::None, Value::Bool(true), Value::Int(-1), Value::Float(1.5), Value::Ellipsis]
        {
            assert!(!owns(&plain));
        }
        assert!(!owns(&Value::Native(&crate::methods::object::NEW)));
        for owner in [Value::str("x"), Value::list(vec![]), Value::Class(types::INT.class()), Value::complex(0.0, 1.0)]
        {
            assert!(owns(&owner));
        }
        for single in [Value::str("x"), Value::bytes(*b"x"), Value::complex(0.0, 1.0), Value::Int(1)] {
            assert!(!may_hold_others(&single));
        }
        assert!(may_hold_others(&Value::list(vec![])));
    }

    /// How many owners what a value holds has, as `Rc` and `Obj` count them.
    fn owners(value: &Value) -> usize {
        macro_rules! counted {
            ($($kind:ident)*) => {
                match value {
                    $(Value::$kind(shared) => Rc::strong_count(shared),)*
                    Value::Object(object) => object.count(),
                    plain => panic!("{} owns nothing", plain.type_name()),
                }
            };
        }
        counted!(
            BigInt Complex Str Bytes List Tuple Dict Set FrozenSet Range Slice Function Method Class Instance Exception Module
            Generator Cell
        )
    }

    #[test]
    fn every_kind_counts_its_owners_in_the_first_word() {
        let program = "class C: pass\n\
            values = [1 << 70, 1j, 'text', b'', [], (1,), {}, {1}, frozenset({1}), range(3), slice(1), lambda: 0, [].append, \
            C, C(), ValueError(), __import__('math'), (i for i in ''), __import__('collections').deque()]\n";
        let mut vm = Vm::new(Box::new(crate::vm::Silent));
        let globals = Rc::new(crate::value::Dict::new());
        globals.set_str("__name__", Value::str("__main__"));
        vm.run_source(&Source::new("<test>", program), &globals, crate::compile::Mode::default()).unwrap();
        let Some(Value::List(values)) = globals.get_str("values") else { panic!("no list") };
        let kinds: HashSet<u64> = values.borrow().iter().map(tag).collect();
        assert_eq!(kinds.len(), 19, "one value of each kind");
        let cell = Value::Cell(Rc::new(crate::value::Cell::new(Value::None)));
        for value in values.borrow().iter().chain([&cell]) {
            let before = owners(value);
            let copy = std::mem::ManuallyDrop::new(value.clone());
            assert_eq!(owners(value), before + 1, "{}", value.type_name());
            // SAFETY: the copy is never dropped.
            assert!(unsafe { give_up_shared(&copy) });
            assert_eq!(owners(value), before, "{}", value.type_name());
        }
        // SAFETY: the cell has one owner, and keeps it.
        assert!(!unsafe { give_up_shared(&cell) });
    }
}
