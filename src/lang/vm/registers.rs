//! The registers of all frames: one stretch of memory that never moves.
//!
//! # Safety
//! The machine's inner loop ([`run`](super::run)) reads and writes registers through raw pointers without bounds checks. That
//! is sound because
//! * the compiler emits no register at or above [`Code::registers`](crate::code::Code::registers), no constant, cache or code
//!   above the length of its table, and no jump outside the instructions, and every path ends in an instruction that leaves;
//! * a frame is only entered when all its registers lie inside this memory ([`Registers::fits`]);
//! * the memory is allocated zeroed, zeros are [`Value::Unset`] (its first variant, tag 0), and from then on every slot always
//!   holds a valid value, which [`put`] drops when it writes another;
//! * the memory never moves while the machine lives, so slices of it may be lent to native code, which can only make the machine
//!   write above the frame that lent them.
//!
//! Measured against checked registers in a growing vector: `fib(27)` 20 ms checked, 9 ms like this.

use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::hint::cold_path;

use crate::code::{Code, Reg};
use crate::value::Value;
use crate::value::words::{Words, count, give_up_shared, owns, unset};

/// How many registers there are: enough for the deepest recursion that `sys.setrecursionlimit` is usually raised to. Memory
/// that is never touched costs nothing.
const COUNT: usize = 1 << 20;

/// The registers.
pub(super) struct Registers {
    start: *mut Value,
    /// How far a frame's registers may reach.
    limit: *mut Value,
}

impl Registers {
    pub fn new() -> Registers {
        let layout = Registers::layout();
        // SAFETY: the layout is not empty.
        let start = unsafe { alloc_zeroed(layout) }.cast::<Value>();
        if start.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: the limit lies inside the memory, a few registers before its end for the callee and its arguments.
        Registers { start, limit: unsafe { start.add(COUNT - 8) } }
    }

    fn layout() -> Layout {
        match Layout::array::<Value>(COUNT) {
            Ok(layout) => layout,
            Err(_) => Layout::new::<Value>(),
        }
    }

    /// The first register.
    pub fn start(&self) -> *mut Value {
        self.start
    }

    /// Whether `count` registers from `base` on, and a few for the next call, lie inside.
    #[inline]
    pub fn fits(&self, base: *mut Value, count: usize) -> bool {
        base as usize + count * size_of::<Value>() <= self.limit as usize
    }
}

impl Drop for Registers {
    fn drop(&mut self) {
        // What is left in registers belongs to frames that were abandoned; their owner empties them first.
        // SAFETY: the memory was allocated with this layout.
        unsafe { dealloc(self.start.cast(), Registers::layout()) };
    }
}

/// Writes a register and drops what was there.
///
/// # Safety
/// `slot` is a register of the current frame.
#[inline(always)]
pub(super) unsafe fn put(slot: *mut Value, value: Value) {
    // SAFETY: the caller's.
    unsafe { put_words(slot, Words::from_value(value)) }
}

/// As [`put`], of several values in a row.
///
/// # Safety
/// There are as many registers of the current frame from `start` on.
#[inline(always)]
pub(super) unsafe fn put_row(start: *mut Value, values: impl IntoIterator<Item = Value>) {
    for (index, value) in values.into_iter().enumerate() {
        // SAFETY: the caller's.
        unsafe { put(start.add(index), value) };
    }
}

/// As [`put`], of a value that comes from another place.
///
/// # Safety
/// As [`put`]; the words are written once.
#[inline(always)]
pub(super) unsafe fn put_words(slot: *mut Value, words: Words) {
    // SAFETY: the slot holds a valid value, which is dropped before the new one is written.
    unsafe {
        if owns(&*slot) {
            release(slot);
        }
        words.write(slot);
    }
}

/// Empties a register and drops what was there.
///
/// # Safety
/// `slot` is a register of the current frame.
#[inline(always)]
pub(super) unsafe fn empty(slot: *mut Value) {
    // SAFETY: as in `put`.
    unsafe {
        if owns(&*slot) {
            release(slot);
        }
        unset(slot);
    }
}

/// Empties a register that owns something.
#[inline(always)]
unsafe fn release(slot: *mut Value) {
    // SAFETY: as in `put`; what others own too is only counted.
    unsafe {
        if give_up_shared(&*slot) {
            unset(slot);
        } else {
            cold_path();
            release_last(slot);
        }
    }
}

/// Empties a register whose owner may be the last; the destructor sees it empty.
#[inline(never)]
unsafe fn release_last(slot: *mut Value) {
    // SAFETY: as in `put`.
    drop(unsafe { slot.replace(Value::Unset) });
}

/// Empties a register and returns what was there; plain values may stay.
///
/// # Safety
/// `slot` is a register of the current frame.
#[inline(always)]
pub(super) unsafe fn take(slot: *mut Value) -> Value {
    // SAFETY: the caller's.
    unsafe { take_words(slot).into_value() }
}

/// As [`take`], for another place.
///
/// # Safety
/// As [`take`].
#[inline(always)]
pub(super) unsafe fn take_words(slot: *mut Value) -> Words {
    // SAFETY: as in `put`; a plain value may be copied.
    unsafe {
        let words = Words::of(slot);
        if words.owns() {
            unset(slot);
        }
        words
    }
}

/// The value of a register, shared with another place.
///
/// # Safety
/// `slot` is a register of the current frame, a constant, or the place of a variable.
#[inline(always)]
pub(super) unsafe fn share(slot: *const Value) -> Words {
    // SAFETY: the copy is counted.
    unsafe {
        count(&*slot);
        Words::of(slot)
    }
}

/// As [`take_or_share`], for another place.
///
/// # Safety
/// As [`take_or_share`].
#[inline(always)]
pub(super) unsafe fn move_or_share(code: &Code, regs: *mut Value, register: Reg) -> Words {
    // SAFETY: the caller's.
    unsafe {
        let slot = regs.add(usize::from(register));
        if usize::from(register) >= code.variables.len() { take_words(slot) } else { share(slot) }
    }
}

/// The value of a register: moved out of a temporary, shared with a variable.
///
/// # Safety
/// The register is one of the frame that runs the code.
#[inline(always)]
pub(super) unsafe fn take_or_share(code: &Code, regs: *mut Value, register: Reg) -> Value {
    // SAFETY: the caller's.
    unsafe { move_or_share(code, regs, register).into_value() }
}

/// Moves registers to the heap and leaves them empty.
///
/// # Safety
/// They are the registers of a frame that is left, and `to` is empty.
pub(super) unsafe fn save(start: *mut Value, count: usize, to: &mut Vec<Value>) {
    to.reserve_exact(count);
    // SAFETY: the vector has room; the values move, and zeros are `Value::Unset`.
    unsafe {
        std::ptr::copy_nonoverlapping(start, to.as_mut_ptr(), count);
        to.set_len(count);
        std::ptr::write_bytes(start, 0, count);
    }
}

/// Moves saved registers back.
///
/// # Safety
/// `start` is the first register behind all frames, and the values fit behind it.
pub(super) unsafe fn restore(from: &mut Vec<Value>, start: *mut Value) {
    let count = from.len();
    // SAFETY: the slots hold valid values, which are dropped; then the saved values move.
    unsafe {
        clear(start, count);
        std::ptr::copy_nonoverlapping(from.as_ptr(), start, count);
        from.set_len(0);
    }
}

/// Empties registers that own something; plain values may stay.
///
/// # Safety
/// All are registers of the current frame.
#[inline(always)]
pub(super) unsafe fn clear(start: *mut Value, count: usize) {
    for index in 0..count {
        // SAFETY: the caller's.
        unsafe {
            let slot = start.add(index);
            if owns(&*slot) {
                release(slot);
            }
        }
    }
}
