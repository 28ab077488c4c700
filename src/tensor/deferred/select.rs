//! What one pass computes.

use std::rc::Rc;

use super::node::{Expression, Operand, Pending};
use crate::elementwise::{Binary, Unary};

/// A node that a pass computes, with what it is made of.
pub(super) struct Entry {
    pub(super) node: Rc<Pending>,
    pub(super) expression: Expression,
    /// Whether its elements are kept; of the others only blocks exist, in the cache.
    pub(super) wanted: bool,
}

/// The nodes to compute together with `node`, in the order in which they were made, from all that wait.
///
/// What is wanted is what somebody outside can look at: more holders than waiting nodes that read it. A node that is as
/// cheap to compute again as to read stays as it is.
pub(super) fn select(node: &Rc<Pending>, live: &[Rc<Pending>]) -> Vec<Entry> {
    let place = |node: &Pending| live.binary_search_by_key(&node.number, |other| other.number).ok();
    let mut readers = vec![0; live.len()];
    let mut blocked = vec![false; live.len()];
    for (index, other) in live.iter().enumerate() {
        other.inspect(|expression| {
            for operand in expression.operands() {
                let below = operand.node().and_then(|node| place(node));
                if let Some(below) = below {
                    readers[below] += 1;
                    blocked[index] |= blocked[below] || matches!(operand, Operand::Lone(_));
                }
            }
        });
    }
    let held = |index: usize| Rc::strong_count(&live[index]) > readers[index] + 1;
    let wants = |index: usize| {
        let other = &live[index];
        if other.number == node.number {
            return true;
        }
        let alike = other.width == node.width && other.dtype == node.dtype && !blocked[index];
        alike && other.inspect(|expression| is_wanted(expression, held(index))).unwrap_or(false)
    };
    let wanted: Vec<bool> = (0..live.len()).map(wants).collect();
    let mut needed = wanted.clone();
    for index in (0..live.len()).rev().filter(|&index| live[index].width == node.width) {
        if needed[index] {
            live[index].inspect(|expression| {
                for below in expression.operands().filter_map(Operand::node).filter_map(|node| place(node)) {
                    needed[below] = true;
                }
            });
        }
    }
    let chosen = (0..live.len()).filter(|&index| needed[index]);
    chosen
        .filter_map(|index| {
            let node = live[index].clone();
            node.expression().map(|expression| Entry { node, expression, wanted: wanted[index] })
        })
        .collect()
}

fn is_wanted(expression: &Expression, held: bool) -> bool {
    match expression {
        Expression::Sum(_) => true,
        Expression::Fill(_) => false,
        Expression::Unary(Unary::Neg | Unary::Abs | Unary::Square, operand) => held && !is_at_hand(operand),
        Expression::Binary(Binary::Add | Binary::Sub | Binary::Mul, left, right) => {
            held && !(is_at_hand(left) && is_at_hand(right))
        }
        Expression::Unary(..) | Expression::Binary(..) => held,
    }
}

/// Whether an operand can be read without computing it.
fn is_at_hand(operand: &Operand) -> bool {
    match operand {
        Operand::Leaf(_) | Operand::Number(_) => true,
        Operand::Node(node) | Operand::Lone(node) => !node.waits(),
        Operand::Strided(..) => false,
    }
}
