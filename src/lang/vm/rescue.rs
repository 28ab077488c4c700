//! A mistake of ours is not the end of the user's session: a panic of native code becomes an exception of the program.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};

use super::Vm;
use super::run::Exit;
use crate::Result;
use crate::exception::{Raise, system_error};

thread_local! {
    /// How many loops of the machine run on this thread.
    static RUNNING: Cell<usize> = const { Cell::new(0) };
    /// Where the last panic was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics that become exceptions off standard error; call this once, before the first program. All others are
/// reported as before.
pub fn quiet_panics() {
    let report = take_hook();
    set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        if RUNNING.get() == 0 {
            return report(info);
        }
        let place = info.location().map(|location| format!(" ({}:{})", location.file(), location.line()));
        PLACE.replace(place.unwrap_or_default());
    }));
}

/// Counts a loop of the machine for as long as it runs.
struct Running;

impl Running {
    fn begin() -> Running {
        RUNNING.set(RUNNING.get() + 1);
        Running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.set(RUNNING.get() - 1);
    }
}

impl Vm {
    /// Runs the topmost frame until it ends. What native code leaves behind when it panics is the exception's to clean up, as
    /// after any other: handlers run, frames end, `with` blocks are left.
    pub(super) fn run(&mut self) -> Result<Exit> {
        let _running = Running::begin();
        let depth = self.depth;
        loop {
            match catch_unwind(AssertUnwindSafe(|| self.run_frames())) {
                Ok(result) => return result,
                Err(panic) => {
                    self.depth = depth;
                    if let Some(raise) = self.unwind(told(&*panic), true) {
                        return Err(raise);
                    }
                }
            }
        }
    }
}

/// What is said of a panic.
fn told(panic: &(dyn Any + Send)) -> Raise {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let (text, place) = (text.unwrap_or("no reason is known"), PLACE.take());
    system_error(format!("a mistake in tape itself, please report it: {text}{place}"))
}
