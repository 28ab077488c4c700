//! A node of work that waits: what it is made of, and its result once it is computed.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::{evaluate, registry};
use crate::array::{Buffer, Data};
use crate::elementwise::{Binary, Unary, merged_axes};
use crate::{Array, DType, Scalar, Shape};

/// Elements that are computed when somebody looks.
#[derive(Debug)]
pub(crate) struct Pending {
    /// Nodes are numbered as they are made, so operands come before what is made of them.
    pub(super) number: u64,
    pub(super) dtype: DType,
    pub(super) length: usize,
    /// The elements of the pass that computes it: of a sum, as many as are added.
    pub(super) width: usize,
    /// How many nodes lie one behind the other below this one, itself included.
    pub(super) depth: usize,
    /// Bytes of computed arrays that this node keeps alive.
    pub(super) held: usize,
    /// What it is made of, until it is computed.
    expression: RefCell<Option<Expression>>,
    result: OnceCell<Rc<Buffer>>,
}

/// What a node is made of.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// One number everywhere.
    Fill(Operand),
    Unary(Unary, Operand),
    Binary(Binary, Operand, Operand),
    /// The sum of all elements of a longer operand.
    Sum(Operand),
}

/// What a node reads.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// Computed elements, as many as the node has.
    Leaf(Rc<Buffer>),
    /// Another node of as many elements.
    Node(Rc<Pending>),
    /// One known number for all.
    Number(Scalar),
    /// One number for all that another pass must find first.
    Lone(Rc<Pending>),
    /// Computed elements seen through a broadcast shape: sizes of axes and how far apart elements are along each.
    Strided(Rc<Buffer>, Rc<[(usize, usize)]>),
}

impl Operand {
    /// All elements of an array, one for each of the node's.
    pub(super) fn whole(array: &Array) -> Option<Operand> {
        match array.data() {
            Data::One(number) => Some(Operand::Number(number.clone())),
            Data::Shared(buffer) => Some(Operand::Leaf(buffer.clone())),
            Data::Pending(node) => Some(match node.result.get() {
                Some(buffer) => Operand::Leaf(buffer.clone()),
                None => Operand::Node(node.clone()),
            }),
        }
    }

    /// An array as part of a result of shape `shape` and `total` elements, to which it broadcasts.
    pub(super) fn of(array: &Array, shape: &Shape, total: usize) -> Option<Operand> {
        if array.len() == total {
            return Operand::whole(array);
        }
        if array.len() == 1 {
            return Some(match array.data() {
                Data::Pending(node) if node.result.get().is_none() => Operand::Lone(node.clone()),
                _ => Operand::Number(array.get(0)?),
            });
        }
        let buffer = match array.data() {
            Data::Shared(buffer) => buffer.clone(),
            Data::Pending(node) => node.buffer().clone(),
            Data::One(_) => return None,
        };
        Some(Operand::Strided(buffer, merged_axes(array.shape(), shape).into()))
    }

    /// The node that this operand is, whether for each element or for all.
    pub(super) fn node(&self) -> Option<&Rc<Pending>> {
        match self {
            Operand::Node(node) | Operand::Lone(node) => Some(node),
            Operand::Leaf(_) | Operand::Number(_) | Operand::Strided(..) => None,
        }
    }

    /// The number of elements, where the operand has as many as its node.
    fn length(&self) -> Option<usize> {
        match self {
            Operand::Leaf(buffer) => Some(buffer.len()),
            Operand::Node(node) => Some(node.length),
            Operand::Number(_) | Operand::Lone(_) | Operand::Strided(..) => None,
        }
    }

    fn held(&self) -> usize {
        match self {
            Operand::Leaf(buffer) | Operand::Strided(buffer, _) => buffer.len() * buffer.dtype().size(),
            Operand::Node(_) | Operand::Number(_) | Operand::Lone(_) => 0,
        }
    }
}

impl Expression {
    /// The operands in order.
    pub(super) fn operands(&self) -> impl Iterator<Item = &Operand> {
        let (first, second) = match self {
            Expression::Fill(operand) | Expression::Unary(_, operand) | Expression::Sum(operand) => (operand, None),
            Expression::Binary(_, left, right) => (left, Some(right)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Pending {
    pub(super) fn new(number: u64, dtype: DType, length: usize, expression: Expression) -> Pending {
        let depth = expression.operands().filter_map(Operand::node).map(|node| node.depth).max().unwrap_or(0);
        let held = expression.operands().map(Operand::held).sum();
        let width = match &expression {
            Expression::Sum(operand) => operand.length().unwrap_or(length),
            Expression::Fill(_) | Expression::Unary(..) | Expression::Binary(..) => length,
        };
        let expression = RefCell::new(Some(expression));
        Pending { number, dtype, length, width, depth: depth + 1, held, expression, result: OnceCell::new() }
    }

    /// The element type.
    pub(crate) fn dtype(&self) -> DType {
        self.dtype
    }

    /// The number of elements.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Whether nobody has looked yet.
    pub(crate) fn waits(&self) -> bool {
        self.result.get().is_none()
    }

    /// The elements, computed now if they were not yet.
    pub(crate) fn buffer(self: &Rc<Self>) -> &Rc<Buffer> {
        if self.waits() {
            evaluate::compute(self);
        }
        // A node that was computed has a result; of another, nothing can be said but that it is empty.
        self.result.get_or_init(|| Rc::new(Buffer::Bool(Vec::new())))
    }

    /// What the node is made of; nothing once it is computed.
    pub(super) fn expression(&self) -> Option<Expression> {
        self.expression.borrow().clone()
    }

    /// Looks at what the node is made of without taking part in it.
    pub(super) fn inspect<R>(&self, look: impl FnOnce(&Expression) -> R) -> Option<R> {
        self.expression.borrow().as_ref().map(look)
    }

    /// Enters the result; the node lets go of its operands.
    pub(super) fn finish(&self, buffer: Buffer) {
        if self.result.set(Rc::new(buffer)).is_ok() {
            registry::leave(self.held);
            let expression = self.expression.borrow_mut().take();
            drop(expression);
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.waits() {
            registry::leave(self.held);
        }
    }
}
