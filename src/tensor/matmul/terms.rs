//! Products shared out by their terms: each thread multiplies some blocks of them for all rows and columns.
//!
//! Few rows or few columns leave little to share out but the terms. Each thread then reads, and packs, its own part of both
//! matrices only, the same one that it wrote if the matrix was computed row by row. The sums of the blocks meet at the end, in
//! the order of the terms, as if one thread had gone through all of them.

#![allow(unsafe_code)]

use super::scheme::Scheme;
use super::tiled::Tiled;
use super::tiles::{Parts, for_each_part, multiply_part};
use crate::elementwise::{Places, rewrite};
use crate::flushing::Flushing;
use crate::threads;

/// Whether shares of terms cost less than those of rows, each of which packs all of the right matrix: if the sums that meet at
/// the end are no more than the numbers of that matrix.
pub fn are_cheaper<T>(Parts { factors, blocks, .. }: Parts<T>) -> bool {
    blocks.len() >= threads::count() && factors.left.rows * (blocks.len() - 1) <= factors.right.rows
}

/// The product, if the sums of the scheme's blocks are [`Scheme::APART`].
pub fn multiply<T: Tiled, S: Scheme>(parts: Parts<T>, target: &mut Places<T>) {
    let length = target.len();
    let (first, others) = parts.blocks.split_at(parts.blocks.len().div_ceil(threads::count()));
    let mut sums: Vec<Vec<T>> = others.iter().map(|_| Vec::new()).collect();
    let share = first.len();
    let mut tasks = vec![(first, Destination::Here(&mut *target))];
    tasks.extend(
        others.chunks(share).zip(sums.chunks_mut(share)).map(|(blocks, sums)| (blocks, Destination::Apart(sums))),
    );
    for_each_part(tasks, |(blocks, goal), workspace| match goal {
        Destination::Here(target) => multiply_part::<T, S>(Parts { blocks, ..parts }, target, workspace),
        Destination::Apart(sums) => {
            for (block, sums) in blocks.chunks(1).zip(sums) {
                let part = Parts { blocks: block, ..parts };
                rewrite(sums, length, |sums| multiply_part::<T, S>(part, sums, workspace));
            }
        }
    });
    let share = length.div_ceil(threads::count());
    let tasks = target.chunks_mut(share).enumerate().collect();
    threads::for_each(
        tasks,
        sums.len() * length,
        || (),
        |(), (nth, target): (usize, &mut Places<T>)| {
            let _flushing = parts.factors.flushes.then(Flushing::start);
            for sums in &sums {
                add(&sums[nth * share..][..target.len()], target);
            }
        },
    );
}

/// Where the sums of a share of blocks go.
enum Destination<'a, T> {
    /// To the result, one block on top of the other.
    Here(&'a mut Places<T>),
    /// Each block's to its own place.
    Apart(&'a mut [Vec<T>]),
}

/// Adds the sums of a block to a result that those before have reached, by itself ([`Flushing`]).
#[inline(never)]
fn add<T: Tiled>(sums: &[T], target: &mut Places<T>) {
    for (result, &sum) in target.iter_mut().zip(sums) {
        // SAFETY: the first block wrote the whole result.
        let before = unsafe { result.assume_init() };
        result.write(before + sum);
    }
}

#[cfg(test)]
mod tests {
    use super::super::multiply::{Factors, Matrix};
    use super::super::scheme::{Fused, Turned, bands, blocks};
    use super::*;

    fn compare<S: Scheme>(factors: Factors<f32>) {
        let (rows, terms, columns) = (factors.left.rows, factors.left.columns, factors.right.columns);
        let (bands, blocks) = (bands::<S>(rows), blocks::<S>(terms));
        let parts = Parts { factors, bands: &bands, blocks: &blocks };
        let product = |multiply: &dyn Fn(&mut Places<f32>)| {
            let mut target = Vec::new();
            rewrite(&mut target, rows * columns, multiply);
            target
        };
        let shared = product(&|target| multiply::<f32, S>(parts, target));
        let alone =
            product(&|target| f32::with_workspace(|workspace| multiply_part::<f32, S>(parts, target, workspace)));
        assert_eq!(shared, alone, "{rows} x {terms} x {columns}");
    }

    #[test]
    fn shares_of_terms_do_not_change_the_sums() {
        let number = |seed: usize| (seed as f32 * 0.7).sin();
        for (rows, terms, columns) in
            [(32, 784, 128), (5, 1000, 300), (64, 513, 40), (2, 2000, 17), (97, 300, 70), (7, 9, 8)]
        {
            let left: Vec<f32> = (0..rows * terms).map(number).collect();
            let right: Vec<f32> = (0..terms * columns).map(|seed| number(seed + 1)).collect();
            for (turned_left, turned_right) in [(false, false), (false, true), (true, false), (true, true)] {
                let left = Matrix::new(&left, rows, terms, turned_left);
                let right = Matrix::new(&right, terms, columns, turned_right);
                let factors = Factors { left, right, flushes: true };
                compare::<Fused>(factors);
                compare::<Turned<true>>(factors);
            }
        }
    }
}
