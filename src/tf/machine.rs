//! The way back into the program for gradients that are written there.
//!
//! A gradient rule is called from deep inside a sweep, which knows no language. Whoever starts ops or a sweep lends the
//! machine out meanwhile; a rule of the program takes it from there.
#![allow(unsafe_code, reason = "a mutable reference passes below rooms that do not know its type; see `lend`")]

use std::cell::Cell;
use std::ptr::NonNull;

use tape_lang::Vm;

thread_local! {
    static LENT: Cell<Option<NonNull<Vm>>> = const { Cell::new(None) };
}

/// Puts back what was lent before, also when the work panics.
struct Restore(Option<NonNull<Vm>>);

impl Drop for Restore {
    fn drop(&mut self) {
        LENT.set(self.0);
    }
}

/// Runs something while [`borrow`] can reach the machine.
///
/// The caller's reference cannot be used meanwhile: it is borrowed by this call, and `work` cannot have captured it.
pub fn lend<T>(vm: &mut Vm, work: impl FnOnce() -> T) -> T {
    let _restore = Restore(LENT.replace(Some(NonNull::from(vm))));
    work()
}

/// Runs something with the machine that was lent; nothing where none is.
pub fn borrow<T>(work: impl FnOnce(&mut Vm) -> T) -> Option<T> {
    let lent = LENT.take()?;
    let _restore = Restore(Some(lent));
    // SAFETY: the pointer was made from a unique reference that `lend` keeps borrowed until it returns, and taking it out
    // of the cell means that nobody else can take it before `work` has returned.
    Some(work(unsafe { &mut *lent.as_ptr() }))
}
