//! The tensor: an immutable array with an identity, which is what tapes follow.

use std::cell::Cell;
use std::fmt;
use std::num::NonZeroU32;
use std::rc::Rc;

use tape_tensor::{Array, DType, Element, Shape};

/// An immutable array with an identity. Two tensors with equal elements are still two tensors to a tape.
///
/// Cloning shares the tensor; [`Tensor::new`] makes a new one.
#[derive(Clone)]
pub struct Tensor(Rc<TensorData>);

struct TensorData {
    array: Array,
    /// Whether the array's first axis is the batch of a vectorised sweep, invisible to the rules that compute with it.
    batched: bool,
    tracked: Tracked,
}

impl Tensor {
    /// A new tensor that no tape knows yet.
    #[inline]
    #[must_use]
    pub fn new(array: Array) -> Tensor {
        Tensor(Rc::new(TensorData { array, batched: false, tracked: Tracked::default() }))
    }

    /// A new tensor without axes.
    #[inline]
    #[must_use]
    pub fn scalar<T: Element>(value: T) -> Tensor {
        // Made where it stays: small parts that were just written cannot be read back in one piece without waiting for them.
        Tensor(Rc::new_cyclic(|_| TensorData {
            array: Array::scalar(value),
            batched: false,
            tracked: Tracked::default(),
        }))
    }

    /// A tensor whose array carries a batch in its first axis (see [`crate::batch`]).
    #[must_use]
    pub(crate) fn batched(array: Array) -> Tensor {
        Tensor(Rc::new(TensorData { array, batched: true, tracked: Tracked::default() }))
    }

    /// The elements, with the batch axis if there is one.
    #[inline]
    #[must_use]
    pub fn array(&self) -> &Array {
        &self.0.array
    }

    /// The element type.
    #[inline]
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.0.array.dtype()
    }

    /// The sizes of the axes, without the batch axis.
    #[inline]
    #[must_use]
    pub fn shape(&self) -> Shape {
        if self.0.batched { Shape::from(&self.0.array.shape()[1..]) } else { self.0.array.shape().clone() }
    }

    /// The number of axes, without the batch axis.
    #[inline]
    #[must_use]
    pub fn rank(&self) -> usize {
        self.0.array.shape().rank() - usize::from(self.0.batched)
    }

    /// Whether the first axis of the array is the batch of a vectorised sweep.
    #[inline]
    #[must_use]
    pub fn is_batched(&self) -> bool {
        self.0.batched
    }

    /// Whether both are the same tensor, not merely equal.
    #[inline]
    #[must_use]
    pub fn same(&self, other: &Tensor) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A number that no other living tensor has.
    #[must_use]
    pub fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }

    /// Where the tapes that follow this tensor have put it.
    #[inline]
    pub(crate) fn tracked(&self) -> &Tracked {
        &self.0.tracked
    }
}

impl fmt::Debug for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tensor({:?}, {:?})", self.shape(), self.0.array)
    }
}

/// A value's place on one tape: watched values and outputs of records are numbered in the order of their appearance.
pub(crate) type Node = u32;

/// A number that no other tape of this thread ever had.
pub(crate) type Serial = NonZeroU32;

/// For each living tape that follows a value, the value's node there.
///
/// # Design
/// The value itself remembers its node, so that recording an op hashes nothing: nearly always there is one tape, and
/// its entry is the first. Entries of tapes that are gone are dropped when a new one is added.
#[derive(Default)]
pub(crate) struct Tracked {
    first: Cell<Option<Entry>>,
    others: Others,
}

/// Boxed, since nearly every value has none and pays for the field in every record.
type Others = Cell<Option<Box<Vec<Entry>>>>;

#[derive(Clone, Copy, PartialEq)]
struct Entry {
    tape: NonZeroU32,
    node: Node,
}

impl Tracked {
    /// The value's node on a tape.
    #[inline]
    pub(crate) fn node(&self, tape: Serial) -> Option<Node> {
        let first = self.first.get()?;
        if first.tape == tape {
            return Some(first.node);
        }
        let others = self.others.take()?;
        let node = others.iter().find(|entry| entry.tape == tape).map(|entry| entry.node);
        self.others.set(Some(others));
        node
    }

    /// Enters the value's node on a tape; `alive` tells which other tapes still matter.
    #[inline]
    pub(crate) fn enter(&self, tape: Serial, node: Node, alive: impl Fn(Serial) -> bool) {
        let entry = Entry { tape, node };
        let Some(first) = self.first.get() else { return self.first.set(Some(entry)) };
        if first.tape == tape || !alive(first.tape) {
            self.first.set(Some(entry));
            self.others.set(self.others.take().map(|others| living(others, tape, alive)));
            return;
        }
        let mut others = living(self.others.take().unwrap_or_default(), tape, alive);
        others.push(entry);
        self.others.set(Some(others));
    }
}

/// The entries of the tapes that are not gone, without that of one tape.
#[expect(clippy::box_collection, reason = "a value pays a pointer for what it nearly never has")]
fn living(mut entries: Box<Vec<Entry>>, but: Serial, alive: impl Fn(Serial) -> bool) -> Box<Vec<Entry>> {
    entries.retain(|entry| entry.tape != but && alive(entry.tape));
    entries
}
