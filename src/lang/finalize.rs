//! Finalizers: `__del__`, and the `finally` blocks of generators that are left half-way.
//!
//! An object is dropped where no program can run, so one that has a finalizer is moved to a queue. The machine empties it before
//! the next call of a native function, and so before anything can be printed: programs cannot tell that from CPython, which
//! calls finalizers on the spot.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::exception::Raise;
use crate::name::Name;
use crate::value::{Dict, Value};
use crate::{Result, Vm, traceback};

thread_local! {
    static WAITING: Cell<bool> = const { Cell::new(false) };
    static QUEUE: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
}

/// Whether finalizers wait.
#[inline(always)]
pub(crate) fn waits() -> bool {
    WAITING.get()
}

/// Queues an object to be finalized.
pub(crate) fn postpone(value: Value) {
    // On a thread that is ending nobody runs programs any more.
    let _ = QUEUE.try_with(|queue| queue.borrow_mut().push(value));
    let _ = WAITING.try_with(|waiting| waiting.set(true));
}

impl Vm {
    /// Runs the finalizers of what was dropped.
    #[cold]
    pub fn run_finalizers(&mut self) {
        while WAITING.replace(false) {
            for value in QUEUE.take() {
                if let Err(raise) = self.finalize(&value) {
                    self.report_ignored(&value, &raise);
                }
            }
        }
    }

    fn finalize(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Generator(generator) => {
                let closed = self.close_generator(generator);
                // One that goes on nevertheless is not asked again.
                if closed.is_err() {
                    generator.abandon();
                }
                closed
            }
            value => self.call_method(value, Name::DEL, &[]).map(drop),
        }
    }

    /// What a finalizer raises goes to standard error.
    fn report_ignored(&mut self, value: &Value, raise: &Raise) {
        let finalizer = match value {
            Value::Instance(instance) => instance.class().lookup(Name::DEL).unwrap_or_default(),
            other => other.clone(),
        };
        let shown = self.repr(&finalizer).unwrap_or_default();
        let text = traceback::python(self, raise.exception());
        self.write_stderr(&format!("Exception ignored in: {shown}\n{text}"));
    }

    /// Ends a program: if one of its globals has a finalizer, drops them in their order and finalizes what goes with them. What is
    /// left of any other program goes with its process.
    pub fn end_program(&mut self, globals: &Rc<Dict>) {
        self.run_finalizers();
        let awaits = |value: &Value| matches!(value, Value::Instance(instance) if instance.awaits_finalizer());
        if !globals.values().iter().any(awaits) {
            return;
        }
        let names: Vec<Value> = globals.keys();
        for name in names {
            if let Value::Str(name) = &name {
                globals.set_text(name, Value::None);
            }
            self.run_finalizers();
        }
        crate::cycles::collect();
        self.run_finalizers();
    }
}
