//! The tensor: an immutable array with an identity, which is what tapes follow.

use std::cell::Cell;
use std::fmt;
use std::num::NonZeroU32;
use std::rc::Rc;

use tape_tensor::{Array, DType, Element, OneHot, Shape};

/// An immutable array with an identity. Two tensors with equal elements are still two tensors to a tape.
///
/// Cloning shares the tensor; [`Tensor::new`] makes a new one.
#[derive(Clone)]
pub struct Tensor(Rc<TensorData>);

struct TensorData {
    array: Array,
    /// Where the batch of a vectorised sweep is, if there is one. Boxed, since an ordinary tensor has none.
    members: Option<Box<Members>>,
    tracked: Tracked,
}

/// Where a tensor has its batch, which the rules that compute with it do not see.
enum Members {
    /// In the first axis of its array.
    FirstAxis,
    /// Nowhere yet: the array holds what is hot.
    OneHot(OneHot),
}

impl Tensor {
    /// A new tensor that no tape knows yet.
    #[inline]
    #[must_use]
    pub fn new(array: Array) -> Tensor {
        Tensor::holding(array, None)
    }

    /// A new tensor without axes.
    #[inline]
    #[must_use]
    pub fn scalar<T: Element>(value: T) -> Tensor {
        // Made where it stays: small parts that were just written cannot be read back in one piece without waiting for them.
        Tensor(Rc::new_cyclic(|_| TensorData {
            array: Array::scalar(value),
            members: None,
            tracked: Tracked::default(),
        }))
    }

    /// A tensor whose array carries a batch in its first axis (see [`crate::batch`]).
    #[must_use]
    pub(crate) fn batched(array: Array) -> Tensor {
        Tensor::holding(array, Some(Box::new(Members::FirstAxis)))
    }

    /// A tensor whose batch is given by what differs from member to member.
    #[must_use]
    pub(crate) fn one_hot(one_hot: OneHot) -> Tensor {
        Tensor::holding(one_hot.hot().clone(), Some(Box::new(Members::OneHot(one_hot))))
    }

    #[inline]
    fn holding(array: Array, members: Option<Box<Members>>) -> Tensor {
        Tensor(Rc::new(TensorData { array, members, tracked: Tracked::default() }))
    }

    /// The elements, with the batch axis if there is one.
    #[inline]
    #[must_use]
    pub fn array(&self) -> &Array {
        match self.as_one_hot() {
            Some(one_hot) => one_hot.dense(),
            None => &self.0.array,
        }
    }

    /// The batch as what differs from member to member, where it is still known as that.
    #[inline]
    #[must_use]
    pub fn as_one_hot(&self) -> Option<&OneHot> {
        match self.0.members.as_deref() {
            Some(Members::OneHot(one_hot)) => Some(one_hot),
            _ => None,
        }
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
        match self.0.members.as_deref() {
            Some(Members::FirstAxis) => Shape::from(self.sizes()),
            _ => self.0.array.shape().clone(),
        }
    }

    /// The sizes of the axes, without the batch axis, where they lie.
    #[inline]
    #[must_use]
    pub(crate) fn sizes(&self) -> &[usize] {
        match self.0.members.as_deref() {
            Some(Members::FirstAxis) => &self.0.array.shape()[1..],
            _ => self.0.array.shape(),
        }
    }

    /// The number of axes, without the batch axis.
    #[inline]
    #[must_use]
    pub fn rank(&self) -> usize {
        self.sizes().len()
    }

    /// Whether the first axis of the array is the batch of a vectorised sweep.
    #[inline]
    #[must_use]
    pub fn is_batched(&self) -> bool {
        self.0.members.is_some()
    }

    /// How many members the batch has, if there is one.
    #[must_use]
    pub fn members(&self) -> Option<usize> {
        match self.0.members.as_deref()? {
            Members::FirstAxis => self.0.array.shape().first().copied(),
            Members::OneHot(one_hot) => Some(one_hot.members()),
        }
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
        write!(f, "Tensor({:?}, {:?})", self.shape(), self.array())
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
