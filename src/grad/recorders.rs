//! Who listens when an op runs: the tapes and forward accumulators of this thread, outermost first.

use std::cell::{Cell, RefCell};
use std::num::NonZeroU32;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::apply::site;
use crate::forward::Accumulation;
use crate::recording::Recording;
use crate::tensor::Serial;
use crate::{Attrs, OpDef, Result, Tensor};

/// One that listens.
#[derive(Clone)]
pub(crate) enum Recorder {
    Tape(Rc<Recording>),
    Forward(Rc<Accumulation>),
}

impl Recorder {
    fn same(&self, other: &Recorder) -> bool {
        match (self, other) {
            (Recorder::Tape(a), Recorder::Tape(b)) => Rc::ptr_eq(a, b),
            (Recorder::Forward(a), Recorder::Forward(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

thread_local! {
    static ACTIVE: RefCell<Vec<Recorder>> = const { RefCell::new(Vec::new()) };
    /// How many are active: asked before every op, so kept where asking is cheap.
    static COUNT: Cell<usize> = const { Cell::new(0) };
    /// The tapes whose recordings still exist, in order of their serials.
    static ALIVE: RefCell<Vec<Serial>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// A number for a new recording, alive until [`bury`].
pub(crate) fn give_birth() -> Serial {
    let serial = NonZeroU32::new(NEXT.get()).unwrap_or(NonZeroU32::MIN);
    NEXT.set(serial.get().wrapping_add(1));
    ALIVE.with_borrow_mut(|alive| alive.push(serial));
    serial
}

/// Declares a recording gone, so that values forget their places on it.
pub(crate) fn bury(serial: Serial) {
    // At the end of the thread the table may be gone before the last tape.
    let _ = ALIVE.try_with(|alive| alive.borrow_mut().retain(|&other| other != serial));
}

/// Whether a recording still exists.
pub(crate) fn is_alive(serial: Serial) -> bool {
    ALIVE.with_borrow(|alive| alive.contains(&serial))
}

/// Lets a recorder listen, as the innermost one.
pub(crate) fn push(recorder: Recorder) {
    change(|active| active.push(recorder));
}

/// Stops a recorder from listening.
pub(crate) fn remove(recorder: &Recorder) {
    change(|active| active.retain(|other| !other.same(recorder)));
}

fn change(edit: impl FnOnce(&mut Vec<Recorder>)) {
    ACTIVE.with_borrow_mut(|active| {
        edit(active);
        COUNT.set(active.len());
    });
}

/// All that listen, outermost first.
pub(crate) fn active() -> SmallVec<[Recorder; 2]> {
    if COUNT.get() == 0 { SmallVec::new() } else { ACTIVE.with_borrow(|active| active.iter().cloned().collect()) }
}

/// Runs something while only the given recorders listen, and restores the others afterwards, whatever happens.
pub(crate) fn with_only<T>(recorders: &[Recorder], run: impl FnOnce() -> T) -> T {
    struct Restore(Vec<Recorder>);
    impl Drop for Restore {
        fn drop(&mut self) {
            let before = std::mem::take(&mut self.0);
            change(|active| *active = before);
        }
    }
    let mut before = Vec::new();
    change(|active| before = std::mem::replace(active, recorders.to_vec()));
    let _restore = Restore(before);
    run()
}

/// Runs something while nobody listens.
pub fn unrecorded<T>(run: impl FnOnce() -> T) -> T {
    with_only(&[], run)
}

/// Tells the tapes, if no others listen; what a tape does with an op changes nothing here.
fn tapes_record((op, attrs): (&'static OpDef, &Attrs), inputs: &[&Tensor], outputs: &[Tensor]) -> bool {
    ACTIVE.with_borrow(|active| {
        if active.iter().any(|recorder| matches!(recorder, Recorder::Forward(_))) {
            return false;
        }
        for recorder in active {
            if let Recorder::Tape(tape) = recorder {
                tape.record((op, attrs, site()), inputs, outputs);
            }
        }
        true
    })
}

/// Tells everybody who listens that an op has run.
///
/// Outer recorders hear of it first, since what an inner accumulator computes for it is theirs to follow too.
pub(crate) fn record(op: &'static OpDef, inputs: &[&Tensor], outputs: &[Tensor], attrs: &Attrs) -> Result<()> {
    if COUNT.get() == 0 || tapes_record((op, attrs), inputs, outputs) {
        return Ok(());
    }
    let active = active();
    for (index, recorder) in active.iter().enumerate() {
        match recorder {
            Recorder::Tape(tape) => tape.record((op, attrs, site()), inputs, outputs),
            Recorder::Forward(forward) => {
                with_only(&active[..index], || forward.record((op, attrs), inputs, outputs))?;
            }
        }
    }
    Ok(())
}
