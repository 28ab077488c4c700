//! Fewer sweeps over each block: steps that do the same are done once, pairs of steps become one. Every result stays the
//! same to the bit.

use super::program::{Float, Source, Step};
use crate::elementwise::{Binary, Second, Unary};

/// The same results from fewer steps; `virtuals` registers, each written by one step.
pub(super) fn shorten<T: Float>(mut steps: Vec<Step<'_, T>>, virtuals: usize) -> Vec<Step<'_, T>> {
    let mut readers = count_readers(&mut steps, virtuals);
    for index in 0..steps.len() {
        negation_into_difference(&mut steps, index, &mut readers);
    }
    for index in 0..steps.len() {
        into_pair(&mut steps, index, &mut readers);
    }
    steps.retain_mut(|step| step.target().is_none_or(|target| readers[*target] > 0));
    steps
}

fn count_readers<T>(steps: &mut [Step<'_, T>], virtuals: usize) -> Vec<usize> {
    let mut readers = vec![0; virtuals];
    for step in steps {
        step.each_source(|register| readers[*register] += 1);
    }
    readers
}

/// `x + -y` is `x - y`, and so is `-y + x`.
fn negation_into_difference<'a, T: Float>(steps: &mut [Step<'a, T>], index: usize, readers: &mut [usize]) {
    let Step::Binary(Binary::Add, x, y, target) = steps[index] else { return };
    let negated = |source: Source<'a, T>, readers: &[usize]| match writer(&steps[..index], source) {
        Some(Step::Unary(Unary::Neg, inner, register)) if readers[register] == 1 => Some((inner, register)),
        _ => None,
    };
    let (kept, inner, register) = match (negated(y, readers), negated(x, readers)) {
        (Some((inner, register)), _) => (x, inner, register),
        (None, Some((inner, register))) => (y, inner, register),
        (None, None) => return,
    };
    // The negation has no reader left: what it read now has this one instead.
    readers[register] = 0;
    steps[index] = Step::Binary(Binary::Sub, kept, inner, target);
}

/// An arithmetic step whose operand is the only use of another arithmetic step does both.
fn into_pair<'a, T: Float>(steps: &mut [Step<'a, T>], index: usize, readers: &mut [usize]) {
    let Step::Binary(op, x, y, target) = steps[index] else { return };
    let inner = |source: Source<'a, T>| match writer(&steps[..index], source) {
        Some(Step::Binary(first @ (Binary::Add | Binary::Sub | Binary::Mul), a, b, register))
            if readers[register] == 1 =>
        {
            let (a, b) = each_first(first, a, b)?;
            Some((first, a, b, register))
        }
        _ => None,
    };
    let (second, swapped) = match op {
        Binary::Add => (Second::Add, Second::Add),
        Binary::Sub => (Second::Sub, Second::SubFrom),
        Binary::Mul => (Second::Mul, Second::Mul),
        _ => return,
    };
    let pair = match (inner(x), inner(y)) {
        (Some((first, a, b, register)), _) => (Step::Pair(first, second, [a, b, y], target), register),
        (None, Some((first, a, b, register))) => (Step::Pair(first, swapped, [a, b, x], target), register),
        (None, None) => return,
    };
    readers[pair.1] = 0;
    steps[index] = pair.0;
}

/// The operands with a number for all in second place, where their order does not matter.
fn each_first<'a, T>(op: Binary, a: Source<'a, T>, b: Source<'a, T>) -> Option<(Source<'a, T>, Source<'a, T>)> {
    match (&a, &b) {
        (Source::Number(_), Source::Number(_)) => None,
        (Source::Number(_), _) => (op != Binary::Sub).then_some((b, a)),
        _ => Some((a, b)),
    }
}

/// The step that wrote a register.
fn writer<'a, T: Copy>(steps: &[Step<'a, T>], source: Source<'a, T>) -> Option<Step<'a, T>> {
    let Source::Register(register) = source else { return None };
    steps.iter().rfind(|step| step.written() == Some(register)).copied()
}
