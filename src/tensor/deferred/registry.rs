//! What waits in this thread, and the bounds on it.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::evaluate;
use super::node::{Expression, Operand, Pending};
use crate::DType;

/// Nodes one behind the other: walking and dropping them recurses.
const DEPTH: usize = 64;

/// Nodes in all.
const NODES: usize = 256;

/// Bytes of computed arrays that waiting nodes keep alive, counted for each node.
const HELD: usize = 1 << 30;

thread_local! {
    static NODES_MADE: Cell<u64> = const { Cell::new(0) };
    static HELD_NOW: Cell<usize> = const { Cell::new(0) };
    static LIVE: RefCell<Vec<Weak<Pending>>> = const { RefCell::new(Vec::new()) };
}

/// A new node; where a bound is reached, what waits is computed first.
pub(super) fn enter(dtype: DType, length: usize, expression: Expression) -> Rc<Pending> {
    let expression = within_depth(expression);
    if HELD_NOW.get() > HELD || LIVE.with_borrow(Vec::len) >= NODES && live().len() >= NODES {
        settle();
    }
    let number = NODES_MADE.get();
    NODES_MADE.set(number + 1);
    let node = Rc::new(Pending::new(number, dtype, length, expression));
    HELD_NOW.set(HELD_NOW.get() + node.held);
    LIVE.with_borrow_mut(|live| live.push(Rc::downgrade(&node)));
    node
}

/// The expression on computed operands, where those that wait stand too deep.
fn within_depth(expression: Expression) -> Expression {
    let shallow = |operand: Operand| match operand {
        Operand::Node(node) if node.depth >= DEPTH => Operand::Leaf(node.buffer().clone()),
        Operand::Lone(node) if node.depth >= DEPTH => match node.buffer().get(0) {
            Some(number) => Operand::Number(number),
            None => Operand::Lone(node),
        },
        other => other,
    };
    match expression {
        Expression::Fill(operand) => Expression::Fill(shallow(operand)),
        Expression::Unary(op, operand) => Expression::Unary(op, shallow(operand)),
        Expression::Binary(op, left, right) => Expression::Binary(op, shallow(left), shallow(right)),
        Expression::Sum(operand) => Expression::Sum(shallow(operand)),
    }
}

/// A node that kept so many bytes alive does so no more.
pub(super) fn leave(held: usize) {
    // While the thread ends there may be no count left.
    let _ = HELD_NOW.try_with(|now| now.set(now.get().saturating_sub(held)));
}

/// The nodes that wait, in the order in which they were made.
pub(super) fn live() -> Vec<Rc<Pending>> {
    LIVE.with_borrow_mut(|live| {
        let waiting: Vec<Rc<Pending>> = live.iter().filter_map(Weak::upgrade).filter(|node| node.waits()).collect();
        live.clear();
        live.extend(waiting.iter().map(Rc::downgrade));
        waiting
    })
}

/// Computes whatever waits in this thread and somebody can still look at.
///
/// A clock that is read must find the work done that was asked for before: whoever reads one calls this first.
pub fn settle() {
    let mut waiting = live();
    // The newest first: what it is made of comes out of its own pass, or is not needed any more.
    while let Some(node) = waiting.pop() {
        if node.waits() && Rc::strong_count(&node) > 1 {
            evaluate::compute(&node);
        }
    }
}
