//! Variables: named state that tapes follow through every read.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use tape_tensor::{Array, DType, Shape};

use crate::Tensor;
use crate::recorders::{self, Recorder};
use crate::tensor::Tracked;

/// A tensor's place whose value can be replaced. Cloning shares the variable.
///
/// A tape follows the variable itself: gradients from all reads, before and after an assignment, add up at it.
#[derive(Clone)]
pub struct Variable(Rc<VariableData>);

struct VariableData {
    id: u64,
    name: RefCell<String>,
    trainable: bool,
    value: RefCell<Array>,
    tracked: Tracked,
}

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

impl Variable {
    /// A variable that holds `value`.
    #[must_use]
    pub fn new(value: Array, name: impl Into<String>, trainable: bool) -> Variable {
        let id = NEXT.get();
        NEXT.set(id + 1);
        Variable(Rc::new(VariableData {
            id,
            name: RefCell::new(name.into()),
            trainable,
            value: RefCell::new(value),
            tracked: Tracked::default(),
        }))
    }

    /// Variables created later have larger ids.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.0.id
    }

    /// The name without TensorFlow's `:0`.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name.borrow().clone()
    }

    /// Gives the variable another name.
    pub fn rename(&self, name: impl Into<String>) {
        self.0.name.replace(name.into());
    }

    /// Whether tapes follow it without being told.
    #[must_use]
    pub fn is_trainable(&self) -> bool {
        self.0.trainable
    }

    /// The element type.
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.0.value.borrow().dtype()
    }

    /// The sizes of the axes.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.0.value.borrow().shape().clone()
    }

    /// Whether both are the same variable.
    #[must_use]
    pub fn same(&self, other: &Variable) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// The value as a new tensor; every tape that listens hears of it.
    #[must_use]
    pub fn read(&self) -> Tensor {
        let value = self.peek();
        for recorder in recorders::active() {
            match recorder {
                Recorder::Tape(tape) => tape.read(self, &value),
                Recorder::Forward(forward) => forward.read(self, &value),
            }
        }
        value
    }

    /// The value as a new tensor that no tape hears of.
    #[must_use]
    pub fn peek(&self) -> Tensor {
        Tensor::new(self.0.value.borrow().clone())
    }

    /// Replaces the value. Shape and dtype are for the caller to check.
    pub fn assign(&self, value: Array) {
        self.0.value.replace(value);
    }

    /// Changes the value in place.
    pub fn update<T>(&self, change: impl FnOnce(&mut Array) -> T) -> T {
        change(&mut self.0.value.borrow_mut())
    }

    pub(crate) fn tracked(&self) -> &Tracked {
        &self.0.tracked
    }
}

impl fmt::Debug for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Variable({:?}, {:?})", self.name(), self.0.value.borrow())
    }
}
