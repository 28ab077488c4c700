//! Computing a node: what it needs first, then the pass that it belongs to.

use std::rc::Rc;

use super::node::{Expression, Operand, Pending};
use super::program::{Float, Program};
use super::select::{Entry, select};
use super::{pass, registry};
use crate::elementwise::{Binary, Side, Unary, written};
use crate::{DType, Element};

/// Computes a node, and in the same pass what else is wanted of the same length.
pub(super) fn compute(node: &Rc<Pending>) {
    for lone in lone_operands(node) {
        lone.buffer();
    }
    match node.dtype {
        DType::Float32 => compute_as::<f32>(node),
        _ => compute_as::<f64>(node),
    }
}

fn compute_as<T: Float>(node: &Rc<Pending>) {
    if node.width == 1 {
        return number::<T>(node);
    }
    let entries = select(node, &registry::live());
    let wanted: Vec<&Entry> = entries.iter().filter(|entry| entry.wanted).collect();
    let results = pass::run(&Program::<T>::new(&entries), node.width);
    for (entry, elements) in wanted.iter().zip(results) {
        entry.node.finish(T::into_buffer(elements));
    }
}

/// The waiting numbers that a node reads for all its elements, wherever below it.
fn lone_operands(node: &Rc<Pending>) -> Vec<Rc<Pending>> {
    let mut found = Vec::new();
    let mut seen = vec![node.number];
    let mut stack = vec![node.clone()];
    while let Some(node) = stack.pop() {
        node.inspect(|expression| {
            for operand in expression.operands() {
                match operand {
                    Operand::Lone(lone) if lone.waits() => found.push(lone.clone()),
                    Operand::Node(below) if below.waits() && !seen.contains(&below.number) => {
                        seen.push(below.number);
                        stack.push(below.clone());
                    }
                    _ => {}
                }
            }
        });
    }
    found
}

/// Computes a node of one element.
fn number<T: Float>(node: &Rc<Pending>) {
    let Some(expression) = node.expression() else { return };
    let value = |operand: &Operand| -> T { lone_value(operand).unwrap_or_default() };
    let result = match &expression {
        Expression::Fill(operand) | Expression::Sum(operand) => value(operand),
        Expression::Unary(op, operand) => unary(*op, value(operand)),
        Expression::Binary(op, left, right) => binary(*op, value(left), value(right)),
    };
    node.finish(T::into_buffer(vec![result]));
}

/// The number that an operand of one element is.
pub(super) fn lone_value<T: Element + Copy>(operand: &Operand) -> Option<T> {
    match operand {
        Operand::Number(number) => T::from_scalar(number).copied(),
        Operand::Leaf(buffer) | Operand::Strided(buffer, _) => T::from_buffer(buffer)?.first().copied(),
        Operand::Node(node) | Operand::Lone(node) => T::from_buffer(node.buffer())?.first().copied(),
    }
}

/// A function of one number, which the op's node was only made for because there is a kernel.
pub(super) fn unary<T: Float>(op: Unary, x: T) -> T {
    let result = written(1, |target| T::unary_block(op, &[x], target));
    result.ok().and_then(|one| one.first().copied()).unwrap_or_default()
}

/// A function of two numbers.
pub(super) fn binary<T: Float>(op: Binary, x: T, y: T) -> T {
    let result = written(1, |target| T::binary_sides(op, Side::All(x), Side::All(y), target));
    result.ok().and_then(|one| one.first().copied()).unwrap_or_default()
}
