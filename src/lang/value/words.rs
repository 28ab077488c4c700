//! A value as the two words that it is made of.
//!
//! Values are made in two parts, tag and contents. Read back whole, as one piece of 16 bytes, what was written in two parts
//! stalls the processor for a dozen cycles, so values are copied word by word; volatile accesses stay apart.

use std::mem::MaybeUninit;
use std::rc::Rc;

use super::Value;

/// The tag of the last kind of value that owns nothing on the heap.
const LAST_PLAIN_TAG: u64 = 7;

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

/// Copies a value without counting the copy.
///
/// # Safety
/// `slot` holds a valid value; if it owns something, one of the copies is forgotten.
#[inline(always)]
pub(crate) unsafe fn read(slot: *const Value) -> Value {
    let words = slot.cast::<Word>();
    // SAFETY: a value is two words long.
    unsafe { std::mem::transmute::<[Word; 2], Value>([words.read_volatile(), words.add(1).read_volatile()]) }
}

/// Writes a value without dropping what was there.
///
/// # Safety
/// `slot` may be written.
#[inline(always)]
pub(crate) unsafe fn write(slot: *mut Value, value: Value) {
    let words = slot.cast::<Word>();
    // SAFETY: as in `read`.
    unsafe {
        let [tag, contents] = std::mem::transmute::<Value, [Word; 2]>(value);
        words.write_volatile(tag);
        words.add(1).write_volatile(contents);
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
        unsafe { read(self) }
    }
}

/// Counts one more owner of what a value holds. The arms are the same instructions, which the compiler makes one once the
/// kinds that own nothing are out of the way; with them it would jump by a table.
#[inline(always)]
fn count(value: &Value) {
    if !owns(value) {
        return;
    }
    macro_rules! one_more {
        ($($kind:ident)*) => {
            match value {
                $(Value::$kind(shared) => std::mem::forget(shared.clone()),)*
                Value::Unset | Value::None | Value::Ellipsis | Value::NotImplemented => {}
                Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Native(_) => {}
            }
        };
    }
    one_more!(
        BigInt Complex Str Bytes List Tuple Dict Set FrozenSet Range Slice Function Method Class Instance Exception Module
        Generator Object Cell
    );
}

/// Gives up one owner of what a value holds if there are others, who keep it alive; tells whether that was so.
///
/// # Safety
/// If it was so, the value is forgotten.
#[inline(always)]
pub(crate) unsafe fn give_up_shared(value: &Value) -> bool {
    macro_rules! one_less {
        ($($kind:ident)*) => {
            match value {
                $(Value::$kind(shared) if Rc::strong_count(shared) > 1 => {
                    // SAFETY: this owner is forgotten, as the caller promises, and it is not the last one.
                    unsafe { Rc::decrement_strong_count(Rc::as_ptr(shared)) };
                    true
                })*
                _ => false,
            }
        };
    }
    one_less!(Str List Tuple Dict Range Function Class Instance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types;

    #[test]
    fn tags_tell_what_owns_memory() {
        assert_eq!(tag(&Value::Unset), 0);
        for plain in [Value::Unset, Value::None, Value::Bool(true), Value::Int(-1), Value::Float(1.5), Value::Ellipsis]
        {
            assert!(!owns(&plain));
        }
        assert!(!owns(&Value::Native(&crate::methods::object::NEW)));
        let shared = Value::str("shared");
        let copy = std::mem::ManuallyDrop::new(shared.clone());
        // SAFETY: the copy is never dropped.
        unsafe {
            assert!(give_up_shared(&copy));
            assert!(!give_up_shared(&shared));
        }
        for owner in [Value::str("x"), Value::list(vec![]), Value::Class(types::INT.class()), Value::complex(0.0, 1.0)]
        {
            assert!(owns(&owner));
        }
    }
}
