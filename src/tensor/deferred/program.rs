//! The steps of a pass: which kernel reads and writes which block.

use std::rc::Rc;

use super::evaluate::{binary, lone_value, unary};
use super::node::{Expression, Operand, Pending};
use super::select::Entry;
use super::shorten::shorten;
use crate::elementwise::{Binary, Kernel, Pairs, Second, Unary};
use crate::reduce::RowSum;

/// The element types of deferred work.
pub(super) trait Float: Kernel + Pairs + RowSum + Send + Sync {
    /// The number one.
    const ONE: Self;
}

impl Float for f32 {
    const ONE: f32 = 1.0;
}

impl Float for f64 {
    const ONE: f64 = 1.0;
}

/// What a step reads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a, T> {
    /// The block that another step wrote.
    Register(usize),
    /// A block of a computed array.
    Leaf(&'a [T]),
    /// One number for all.
    Number(T),
}

/// One step on a block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a, T> {
    Unary(Unary, Source<'a, T>, usize),
    Binary(Binary, Source<'a, T>, Source<'a, T>, usize),
    /// Two ops at once, on three operands.
    Pair(Binary, Second, [Source<'a, T>; 3], usize),
    /// Gathers a block of a broadcast array into a register.
    Gather(&'a [T], &'a [(usize, usize)], usize),
    /// Copies a block to the result of this number.
    Keep(Source<'a, T>, usize),
    /// Adds a block to the result of this number.
    Sum(Source<'a, T>, usize),
}

/// A step, and the number of the result that it computes where nobody else reads what it writes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a, T> {
    pub(super) step: Step<'a, T>,
    pub(super) kept: Option<usize>,
}

/// The steps that compute some nodes block by block.
pub(super) struct Program<'a, T> {
    pub(super) lines: Vec<Line<'a, T>>,
    /// How many blocks are alive at once.
    pub(super) registers: usize,
    /// For each result whether it is a sum.
    pub(super) sums: Vec<bool>,
}

impl<'a, T: Float> Program<'a, T> {
    /// The program for these nodes, which come in the order in which they were made; a result for each wanted one.
    pub(super) fn new(entries: &'a [Entry]) -> Program<'a, T> {
        let mut writer = Writer { entries, values: Vec::with_capacity(entries.len()), steps: Vec::new(), virtuals: 0 };
        let mut sums = Vec::new();
        for entry in entries {
            let value = writer.value(&entry.expression);
            writer.values.push(value);
            if entry.wanted {
                let result = sums.len();
                let is_sum = matches!(entry.expression, Expression::Sum(_));
                writer.steps.push(if is_sum { Step::Sum(value, result) } else { Step::Keep(value, result) });
                sums.push(is_sum);
            }
        }
        let (lines, registers) = allocate(lines(shorten(writer.steps, writer.virtuals)), writer.virtuals);
        Program { lines, registers, sums }
    }
}

/// Lets steps whose blocks are only kept write to the result themselves.
fn lines<T: Copy>(mut steps: Vec<Step<'_, T>>) -> Vec<Line<'_, T>> {
    let mut lines: Vec<Line<'_, T>> = Vec::with_capacity(steps.len());
    for place in 0..steps.len() {
        let (step, later) = (steps[place], &mut steps[place + 1..]);
        match (step, lines.last_mut()) {
            (Step::Keep(Source::Register(register), result), Some(last))
                if last.kept.is_none() && last.step.written() == Some(register) && !reads(later, register) =>
            {
                last.kept = Some(result);
            }
            _ => lines.push(Line { step, kept: None }),
        }
    }
    lines
}

/// Whether one of the steps reads a register.
fn reads<T>(steps: &mut [Step<'_, T>], register: usize) -> bool {
    let mut found = false;
    steps.iter_mut().for_each(|step| step.each_source(|source| found |= *source == register));
    found
}

/// Translates expressions to steps, each with a register of its own.
struct Writer<'a, T> {
    entries: &'a [Entry],
    /// What became of each entry so far.
    values: Vec<Source<'a, T>>,
    steps: Vec<Step<'a, T>>,
    virtuals: usize,
}

impl<'a, T: Float> Writer<'a, T> {
    fn value(&mut self, expression: &'a Expression) -> Source<'a, T> {
        match expression {
            Expression::Fill(operand) | Expression::Sum(operand) => self.source(operand),
            Expression::Unary(op, operand) => match self.source(operand) {
                Source::Number(x) => Source::Number(unary(*op, x)),
                x => self.step(|register| Step::Unary(*op, x, register)),
            },
            Expression::Binary(op, left, right) => match (*op, self.source(left), self.source(right)) {
                (op, Source::Number(x), Source::Number(y)) => Source::Number(binary(op, x, y)),
                // What a step wrote is flushed already: times one it is itself.
                (Binary::Mul, Source::Number(one), x @ Source::Register(_))
                | (Binary::Mul, x @ Source::Register(_), Source::Number(one))
                    if one == T::ONE =>
                {
                    x
                }
                (op, x, y) => self.step(|register| Step::Binary(op, x, y, register)),
            },
        }
    }

    fn source(&mut self, operand: &'a Operand) -> Source<'a, T> {
        match operand {
            Operand::Leaf(buffer) => Source::Leaf(T::from_buffer(buffer).unwrap_or_default()),
            Operand::Node(node) => self.node(node),
            Operand::Number(_) | Operand::Lone(_) => Source::Number(lone_value(operand).unwrap_or_default()),
            Operand::Strided(buffer, axes) => {
                let elements = T::from_buffer(buffer).unwrap_or_default();
                self.step(|register| Step::Gather(elements, axes, register))
            }
        }
    }

    fn node(&self, node: &'a Rc<Pending>) -> Source<'a, T> {
        let known = self.entries[..self.values.len()].binary_search_by_key(&node.number, |entry| entry.node.number);
        match known {
            Ok(place) => self.values[place],
            Err(_) => Source::Leaf(T::from_buffer(node.buffer()).unwrap_or_default()),
        }
    }

    /// A new step, or the one that does the same already.
    fn step(&mut self, step: impl FnOnce(usize) -> Step<'a, T>) -> Source<'a, T> {
        let register = self.virtuals;
        let step = step(register);
        if let Some(same) = self.steps.iter().find(|other| step.is_like(other)).and_then(Step::written) {
            return Source::Register(same);
        }
        self.virtuals += 1;
        self.steps.push(step);
        Source::Register(register)
    }
}

/// The same steps in as few registers as possible: one is free again after its last reader.
fn allocate<T: Copy>(mut lines: Vec<Line<'_, T>>, virtuals: usize) -> (Vec<Line<'_, T>>, usize) {
    let mut last_read = vec![0; virtuals];
    for (index, Line { step, .. }) in lines.iter_mut().enumerate() {
        step.each_source(|register| last_read[*register] = index);
    }
    let mut places = vec![0; virtuals];
    let (mut free, mut registers) = (Vec::new(), 0);
    for (index, Line { step, .. }) in lines.iter_mut().enumerate() {
        let mut done: Vec<usize> = Vec::new();
        step.each_source(|register| {
            if last_read[*register] == index && !done.contains(&places[*register]) {
                done.push(places[*register]);
            }
            *register = places[*register];
        });
        if let Some(target) = step.target() {
            let place = free.pop().unwrap_or_else(|| {
                registers += 1;
                registers - 1
            });
            places[*target] = place;
            *target = place;
        }
        // Only now: a step does not write what it reads.
        free.append(&mut done);
    }
    (lines, registers)
}

impl<T> Step<'_, T> {
    /// The registers that the step reads.
    pub(super) fn each_source(&mut self, mut visit: impl FnMut(&mut usize)) {
        let sources: &mut [&mut Source<'_, T>] = match self {
            Step::Unary(_, x, _) | Step::Keep(x, _) | Step::Sum(x, _) => &mut [x],
            Step::Binary(_, x, y, _) => &mut [x, y],
            Step::Pair(_, _, [x, y, z], _) => &mut [x, y, z],
            Step::Gather(..) => &mut [],
        };
        for source in sources {
            if let Source::Register(register) = source {
                visit(register);
            }
        }
    }

    /// The register that the step writes.
    pub(super) fn target(&mut self) -> Option<&mut usize> {
        match self {
            Step::Unary(.., target) | Step::Binary(.., target) | Step::Pair(.., target) | Step::Gather(.., target) => {
                Some(target)
            }
            Step::Keep(..) | Step::Sum(..) => None,
        }
    }

    /// As [`Step::target`], to look at.
    pub(super) fn written(&self) -> Option<usize> {
        match self {
            Step::Unary(.., target) | Step::Binary(.., target) | Step::Pair(.., target) | Step::Gather(.., target) => {
                Some(*target)
            }
            Step::Keep(..) | Step::Sum(..) => None,
        }
    }
}

impl<T: Float> Step<'_, T> {
    /// Whether both steps write the same numbers.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Step::Unary(op, x, _), Step::Unary(other, y, _)) => op == other && x.is(y),
            (Step::Binary(op, x, y, _), Step::Binary(other, u, v, _)) => {
                let commutes = matches!(op, Binary::Add | Binary::Mul);
                op == other && (x.is(u) && y.is(v) || commutes && x.is(v) && y.is(u))
            }
            _ => false,
        }
    }
}

impl<T> Source<'_, T> {
    /// Whether both are the same block.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Source::Register(x), Source::Register(y)) => x == y,
            (Source::Leaf(x), Source::Leaf(y)) => std::ptr::eq(*x, *y),
            _ => false,
        }
    }
}
