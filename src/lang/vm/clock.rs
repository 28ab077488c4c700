//! What is done before somebody reads a clock.

use std::cell::Cell;

use super::Vm;

/// Finishes the work that another room has put off.
#[derive(Default)]
struct Settling(Cell<Option<fn()>>);

impl Vm {
    /// Names the function that finishes what a room has put off until somebody looks.
    pub fn defer_with(&mut self, settle: fn()) {
        self.state::<Settling>().0.set(Some(settle));
    }

    /// Finishes what was put off: whoever reads a clock, or takes the time of something, calls this first.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// static SETTLED: AtomicBool = AtomicBool::new(false);
    /// let mut vm = tape_lang::Vm::new(Box::new(tape_lang::vm::Silent));
    /// vm.defer_with(|| SETTLED.store(true, Ordering::Relaxed));
    /// vm.finish_deferred();
    /// assert!(SETTLED.load(Ordering::Relaxed));
    /// ```
    pub fn finish_deferred(&mut self) {
        if let Some(settle) = self.state::<Settling>().0.get() {
            settle();
        }
    }
}
