//! One pass through the elements: block by block through the cache, on all processors.

use std::mem::take;

use super::program::{Float, Line, Program, Source, Step};
use super::stream;
use crate::elementwise::{Places, Side, gather, places};
use crate::storage::room;
use crate::threads;

/// Elements of a block: so few that all registers stay in the first level cache.
const BLOCK: usize = 1024;

/// Elements of a task, at least: what a thread takes at a time.
const TASK: usize = 1 << 14;

/// Runs a program over `width` elements and gives each of its results: all elements, or the one of a sum.
///
/// The elements are cut where a sum is cut ([`crate::reduce`]), so results do not depend on the number of threads.
pub(super) fn run<T: Float>(program: &Program<'_, T>, width: usize) -> Vec<Vec<T>> {
    let bounds = T::leaves(width);
    let leaves = bounds.len() - 1;
    let length = |&is_sum: &bool| if is_sum { leaves } else { width };
    let mut results: Vec<Vec<T>> = program.sums.iter().map(|sum| room(length(sum))).collect();
    let mut rests: Vec<&mut Places<T>> = results
        .iter_mut()
        .zip(&program.sums)
        .map(|(result, sum)| &mut result.spare_capacity_mut()[..length(sum)])
        .collect();
    let streams = width * size_of::<T>() >= stream::LARGE;
    let mut tasks = Vec::new();
    let per_task = (leaves * TASK).div_ceil(width.max(1)).max(1);
    for bounds in (Chunks { bounds: &bounds, per_task }) {
        let elements = bounds[bounds.len() - 1] - bounds[0];
        let own = rests.iter_mut().zip(&program.sums).map(|(rest, &is_sum)| {
            let (own, others) = take(rest).split_at_mut(if is_sum { bounds.len() - 1 } else { elements });
            *rest = others;
            own
        });
        tasks.push(Task { bounds, results: own.collect(), streams });
    }
    threads::for_each(
        tasks,
        width * program.lines.len(),
        || Workspace::new(program),
        |workspace, task| task.run(program, workspace),
    );
    for (result, sum) in results.iter_mut().zip(&program.sums) {
        // SAFETY: the tasks cover all elements and leaves, and each wrote its own to the end.
        #[allow(unsafe_code)]
        unsafe {
            result.set_len(length(sum));
        }
        if *sum {
            *result = vec![T::joined(result, width)];
        }
    }
    results
}

/// Cuts bounds into runs of `per_task` leaves; neighbours share a bound.
struct Chunks<'a> {
    bounds: &'a [usize],
    per_task: usize,
}

impl<'a> Iterator for Chunks<'a> {
    type Item = &'a [usize];

    fn next(&mut self) -> Option<&'a [usize]> {
        if self.bounds.len() < 2 {
            return None;
        }
        let last = self.per_task.min(self.bounds.len() - 1);
        let own = &self.bounds[..=last];
        self.bounds = &self.bounds[last..];
        Some(own)
    }
}

/// What one thread writes blocks to.
struct Workspace<T> {
    registers: Vec<Vec<T>>,
    /// A block of one number.
    number: Vec<T>,
}

impl<T: Float> Workspace<T> {
    fn new(program: &Program<'_, T>) -> Workspace<T> {
        Workspace { registers: vec![vec![T::default(); BLOCK]; program.registers], number: vec![T::default(); BLOCK] }
    }

    fn side<'a>(&'a self, source: Source<'a, T>, start: usize, length: usize) -> Side<'a, T> {
        match source {
            Source::Register(register) => Side::Each(&self.registers[register][..length]),
            Source::Leaf(elements) => Side::Each(&elements[start..start + length]),
            Source::Number(number) => Side::All(number),
        }
    }

    fn block<'a>(&'a mut self, source: Source<'a, T>, start: usize, length: usize) -> &'a [T] {
        if let Source::Number(number) = source {
            self.number.fill(number);
            return &self.number[..length];
        }
        match self.side(source, start, length) {
            Side::Each(block) => block,
            Side::All(_) => &self.number[..length],
        }
    }
}

/// Elements that go through all steps before the next ones do.
#[derive(Clone, Copy)]
struct Block {
    start: usize,
    length: usize,
    /// Where they stand in the results of the task.
    place: usize,
}

/// Some neighbouring leaves, and the places for their part of each result.
struct Task<'a, T> {
    bounds: &'a [usize],
    results: Vec<&'a mut Places<T>>,
    /// Whether results go past the cache.
    streams: bool,
}

impl<T: Float> Task<'_, T> {
    fn run(mut self, program: &Program<'_, T>, workspace: &mut Workspace<T>) {
        let first = self.bounds[0];
        for (leaf, bounds) in self.bounds.windows(2).enumerate() {
            let mut sums: Vec<Option<T::Leaf>> = program.sums.iter().map(|&is_sum| is_sum.then(T::leaf)).collect();
            for start in (bounds[0]..bounds[1]).step_by(BLOCK) {
                let block = Block { start, length: BLOCK.min(bounds[1] - start), place: start - first };
                for &line in &program.lines {
                    self.advance(line, block, &mut sums, workspace);
                }
            }
            for (result, sum) in self.results.iter_mut().zip(sums) {
                if let Some(sum) = sum {
                    result[leaf].write(T::result(sum));
                }
            }
        }
        if self.streams {
            stream::finish();
        }
    }

    /// Takes one block through one step.
    #[inline]
    fn advance(
        &mut self,
        Line { step, kept }: Line<'_, T>,
        Block { start, length, place }: Block,
        sums: &mut [Option<T::Leaf>],
        workspace: &mut Workspace<T>,
    ) {
        match (step, kept) {
            (Step::Keep(source, result), _) => self.keep(workspace.block(source, start, length), result, place),
            (Step::Sum(source, result), _) => {
                if let Some(sum) = &mut sums[result] {
                    T::add(sum, workspace.block(source, start, length));
                }
            }
            (step, Some(result)) if !self.streams => {
                compute(step, workspace, start, &mut self.results[result][place..][..length]);
            }
            (step, kept) => {
                let Some(target) = step.written() else { return };
                let mut block = take(&mut workspace.registers[target]);
                compute(step, workspace, start, places(&mut block[..length]));
                if let Some(result) = kept {
                    self.keep(&block[..length], result, place);
                }
                workspace.registers[target] = block;
            }
        }
    }

    /// Copies a block to its place in a result.
    fn keep(&mut self, block: &[T], result: usize, place: usize) {
        let target = &mut self.results[result][place..][..block.len()];
        if self.streams {
            stream::copy(block, target);
        } else {
            target.write_copy_of_slice(block);
        }
    }
}

/// Runs a step on the block that begins with the element `start`.
fn compute<T: Float>(step: Step<'_, T>, workspace: &Workspace<T>, start: usize, target: &mut Places<T>) {
    let side = |source| workspace.side(source, start, target.len());
    // Only ops with a kernel become nodes.
    let _ = match step {
        Step::Unary(op, x, _) => match side(x) {
            Side::Each(x) => T::unary_block(op, x, target),
            Side::All(x) => T::unary_block(op, &[x; BLOCK][..target.len()], target),
        },
        Step::Binary(op, x, y, _) => T::binary_sides(op, side(x), side(y), target),
        Step::Pair(first, second, sources, _) => T::pair_sides(first, second, sources.map(side), target),
        Step::Gather(elements, axes, _) => {
            gather(elements, axes, start, target);
            Ok(())
        }
        Step::Keep(..) | Step::Sum(..) => Ok(()),
    };
}
