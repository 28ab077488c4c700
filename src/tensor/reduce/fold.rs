//! The order in which the elements of a reduction are combined.
//!
//! Floating point sums depend on their order. The one here is that of TensorFlow's kernels (Eigen's
//! `TensorReduction.h` built for 256-bit registers), so that the last digit agrees; it depends on the shape alone.

use std::ops::Range;

use super::plan::Plan;

/// How two partial results combine.
pub trait Fold<T>: Copy {
    /// The result for no element.
    fn identity(self) -> T;
    /// The partial result with one more.
    fn combine(self, partial: T, element: T) -> T;
}

/// Up to this many lanes of elements are combined without splitting.
const LEAF: usize = 1024;

/// Rows of a middle axis from which on four partial results are kept.
const UNROLLED: usize = 16;

/// Elements of so many rows of a middle axis stay in the second level cache while their columns are gone through.
const BAND: usize = 1 << 15;

/// Reduces `elements` as `plan` says; `LANE` elements fit into one register.
#[inline(always)]
pub fn reduce<T: Copy, F: Fold<T>, const LANE: usize>(elements: &[T], plan: &Plan, fold: F) -> Vec<T> {
    let length = plan.shape.elements();
    if elements.is_empty() {
        return vec![fold.identity(); length];
    }
    match (&plan.sizes[..], plan.reduces_first) {
        ([], _) | ([_], false) => elements.to_vec(),
        ([_], true) => vec![row::<T, F, LANE>(elements, 0, fold)],
        (&[rows, columns], true) => middle::<T, F, LANE>(elements, [1, rows, columns], fold),
        (&[_, columns], false) => rows::<T, F, LANE>(elements, columns, fold),
        (&[outer, kept, inner], true) => ends(elements, [outer, kept, inner], fold),
        (&[outer, rows, inner], false) => middle::<T, F, LANE>(elements, [outer, rows, inner], fold),
        (sizes, first) => {
            let sorted = reduced_last(elements, sizes, first);
            rows::<T, F, LANE>(&sorted, sorted.len() / length, fold)
        }
    }
}

/// The rows of a matrix, one by one.
#[inline(always)]
pub fn rows<T: Copy, F: Fold<T>, const LANE: usize>(elements: &[T], columns: usize, fold: F) -> Vec<T> {
    let mut results = Vec::with_capacity(elements.len() / columns);
    // A loop and no `collect`, which is a function of its own and so not compiled for the registers of this one.
    for (number, elements) in elements.chunks_exact(columns).enumerate() {
        results.push(row::<T, F, LANE>(elements, number * columns, fold));
    }
    results
}

/// One row, which begins at position `first` of its array: halves of a long one, cut where a register begins, four
/// registers side by side in a shorter one.
#[inline(always)]
fn row<T: Copy, F: Fold<T>, const LANE: usize>(elements: &[T], first: usize, fold: F) -> T {
    let leaf = |elements: &[T]| {
        let mut leaf = Leaf::<T, F, LANE>::new(fold);
        leaf.add(elements);
        leaf.result()
    };
    if elements.len() < 4 * LANE {
        return short_row::<T, F, LANE>(elements, fold);
    }
    if cut::<LANE>(first, elements.len()).is_none() {
        return leaf(elements);
    }
    let bounds = leaves::<LANE>(first, elements.len());
    let mut partials = bounds.array_windows().map(|&[start, end]| leaf(&elements[start..end]));
    joined::<T, F, LANE>(&mut partials, first, elements.len(), fold)
}

/// A [`Leaf`] without quads: many short rows would feel what it keeps for long ones.
#[inline(always)]
fn short_row<T: Copy, F: Fold<T>, const LANE: usize>(elements: &[T], fold: F) -> T {
    let (lanes, tail) = elements.as_chunks::<LANE>();
    let mut sums = [fold.identity(); LANE];
    for lane in lanes {
        add(&mut sums, lane, fold);
    }
    let tail = tail.iter().fold(fold.identity(), |partial, &element| fold.combine(partial, element));
    fold.combine(tail, across(sums, fold))
}

/// Where a row of `length` elements from position `first` is cut in two, if it is long enough.
fn cut<const LANE: usize>(first: usize, length: usize) -> Option<usize> {
    (length > LANE * LEAF).then(|| ((first + length.div_ceil(2)).next_multiple_of(LANE) - first).min(length))
}

/// The bounds within one row from position `first` of the parts that are combined without splitting: all starts, and the end.
pub fn leaves<const LANE: usize>(first: usize, length: usize) -> Vec<usize> {
    fn collect<const LANE: usize>(first: usize, range: Range<usize>, bounds: &mut Vec<usize>) {
        match cut::<LANE>(first + range.start, range.len()) {
            Some(split) => {
                collect::<LANE>(first, range.start..range.start + split, bounds);
                collect::<LANE>(first, range.start + split..range.end, bounds);
            }
            None => bounds.push(range.end),
        }
    }
    let mut bounds = vec![0];
    collect::<LANE>(first, 0..length, &mut bounds);
    bounds
}

/// The result of one row of `length` elements from position `first` from those of its [`leaves`], in the order of
/// [`row`].
pub fn joined<T: Copy, F: Fold<T>, const LANE: usize>(
    partials: &mut impl Iterator<Item = T>,
    first: usize,
    length: usize,
    fold: F,
) -> T {
    let Some(split) = cut::<LANE>(first, length) else { return partials.next().unwrap_or_else(|| fold.identity()) };
    let left = joined::<T, F, LANE>(partials, first, split, fold);
    let right = joined::<T, F, LANE>(partials, first + split, length - split, fold);
    fold.combine(fold.combine(fold.identity(), left), right)
}

/// The reduction of a leaf, which may come in pieces; all but the last are multiples of four registers long.
pub struct Leaf<T, F, const LANE: usize> {
    fold: F,
    /// Four registers side by side.
    quads: [[T; LANE]; 4],
    /// Whether there was enough for them.
    has_quads: bool,
    /// The registers that do not fill a quad, after the quads.
    lanes: Option<[T; LANE]>,
    tail: T,
}

impl<T: Copy, F: Fold<T>, const LANE: usize> Leaf<T, F, LANE> {
    /// A leaf without elements.
    #[inline(always)]
    pub fn new(fold: F) -> Self {
        Leaf { fold, quads: [[fold.identity(); LANE]; 4], has_quads: false, lanes: None, tail: fold.identity() }
    }

    /// Combines the next elements.
    #[inline(always)]
    pub fn add(&mut self, elements: &[T]) {
        let fold = self.fold;
        let (lanes, tail) = elements.as_chunks::<LANE>();
        let (quads, lanes) = lanes.as_chunks::<4>();
        self.has_quads |= !quads.is_empty();
        let mut sums = self.quads;
        for quad in quads {
            for (sums, lane) in sums.iter_mut().zip(quad) {
                add(sums, lane, fold);
            }
        }
        self.quads = sums;
        if !lanes.is_empty() || !tail.is_empty() {
            let mut sums = self.across_quads();
            for lane in lanes {
                add(&mut sums, lane, fold);
            }
            self.lanes = Some(sums);
            self.tail = tail.iter().fold(self.tail, |partial, &element| fold.combine(partial, element));
        }
    }

    #[inline(always)]
    fn across_quads(&self) -> [T; LANE] {
        let mut lanes = self.quads[0];
        if self.has_quads {
            for sums in &self.quads[1..] {
                add(&mut lanes, sums, self.fold);
            }
        }
        lanes
    }

    /// What all elements combine to.
    #[inline(always)]
    pub fn result(self) -> T {
        let lanes = self.lanes.unwrap_or_else(|| self.across_quads());
        self.fold.combine(self.tail, across(lanes, self.fold))
    }
}

/// Combines the lanes of a register: the upper half with the lower, until one is left.
#[inline(always)]
fn across<T: Copy, F: Fold<T>, const LANE: usize>(mut lanes: [T; LANE], fold: F) -> T {
    let mut width = LANE / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] = fold.combine(lanes[lane], lanes[lane + width]);
        }
        width /= 2;
    }
    lanes[0]
}

/// Combines each lane with the element below it.
#[inline(always)]
fn add<T: Copy, F: Fold<T>>(partials: &mut [T], elements: &[T], fold: F) {
    for (partial, &element) in partials.iter_mut().zip(elements) {
        *partial = fold.combine(*partial, element);
    }
}

/// Reduces the middle one of three axes.
///
/// A register of results that lies within one row keeps four partial results; those at the seams are plain sums.
#[inline(always)]
fn middle<T: Copy, F: Fold<T>, const LANE: usize>(elements: &[T], sizes: [usize; 3], fold: F) -> Vec<T> {
    let [outer, rows, inner] = sizes;
    let total = outer * inner;
    let mut results = vec![fold.identity(); total];
    for (number, results) in results.chunks_exact_mut(inner).enumerate() {
        let block = &elements[number * rows * inner..][..rows * inner];
        let first = number * inner;
        let start = (first.next_multiple_of(LANE) - first).min(inner);
        let end = ((first + inner).min(total / LANE * LANE) / LANE * LANE).saturating_sub(first);
        let whole = if rows >= UNROLLED && start < end { start..end } else { 0..0 };
        for row in block.chunks_exact(inner) {
            add(&mut results[..whole.start], &row[..whole.start], fold);
            add(&mut results[whole.end..], &row[whole.end..], fold);
        }
        unrolled::<T, F, LANE>(block, inner, whole, results, fold);
    }
    results
}

/// The columns `range` of a matrix with rows of length `inner`, whole registers, reduced with four partial results each.
#[inline(always)]
fn unrolled<T: Copy, F: Fold<T>, const LANE: usize>(
    block: &[T],
    inner: usize,
    range: Range<usize>,
    results: &mut [T],
    fold: F,
) {
    let columns = range.step_by(LANE);
    let (quads, rest) = block.split_at(block.len() / (4 * inner) * (4 * inner));
    let mut partials = vec![[[fold.identity(); LANE]; 4]; columns.len()];
    for band in quads.chunks((BAND / (4 * inner)).max(1) * (4 * inner)) {
        for (partials, column) in partials.iter_mut().zip(columns.clone()) {
            // By themselves, so that they stay in registers.
            let mut sums = *partials;
            for quad in band.chunks_exact(4 * inner) {
                for (sums, row) in sums.iter_mut().zip(quad.chunks_exact(inner)) {
                    add(sums, &row[column..][..LANE], fold);
                }
            }
            *partials = sums;
        }
    }
    for ([mut sums, others @ ..], column) in partials.into_iter().zip(columns) {
        for other in &others {
            add(&mut sums, other, fold);
        }
        for row in rest.chunks_exact(inner) {
            add(&mut sums, &row[column..][..LANE], fold);
        }
        results[column..][..LANE].copy_from_slice(&sums);
    }
}

/// Reduces the first and the last of three axes, the first one fastest.
fn ends<T: Copy, F: Fold<T>>(elements: &[T], [outer, kept, inner]: [usize; 3], fold: F) -> Vec<T> {
    let mut results = vec![fold.identity(); kept];
    for (position, result) in results.iter_mut().enumerate() {
        for last in 0..inner {
            for first in 0..outer {
                *result = fold.combine(*result, elements[(first * kept + position) * inner + last]);
            }
        }
    }
    results
}

/// The elements with the reduced axes moved behind the kept ones.
fn reduced_last<T: Copy>(elements: &[T], sizes: &[usize], reduces_first: bool) -> Vec<T> {
    let rank = sizes.len();
    let is_reduced = |axis: usize| axis.is_multiple_of(2) == reduces_first;
    let order: Vec<usize> =
        (0..rank).filter(|&axis| !is_reduced(axis)).chain((0..rank).filter(|&axis| is_reduced(axis))).collect();
    crate::layout::permuted(elements, sizes, &order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;
    use crate::reduce::arithmetic::Sum;

    /// The sums of the columns of a matrix.
    fn column_sums(elements: &[f32], rows: usize, columns: usize) -> Vec<f32> {
        let plan = Plan::new(&Shape::from([rows, columns]), &[0], false).unwrap();
        reduce::<f32, Sum, 8>(elements, &plan, Sum)
    }

    #[test]
    fn bands_do_not_change_sums() {
        // Wide rows make low bands, narrow ones one high band.
        let (rows, columns, part) = (203, 1024, 8);
        let elements: Vec<f32> = (0..rows * columns).map(|element| (element as f32 * 0.7).sin()).collect();
        assert!(rows * columns > BAND && rows * part < BAND);
        let sums = column_sums(&elements, rows, columns);
        for first in (0..columns).step_by(part) {
            let narrow: Vec<f32> =
                elements.chunks_exact(columns).flat_map(|row| row[first..][..part].to_vec()).collect();
            assert_eq!(column_sums(&narrow, rows, part), sums[first..][..part]);
        }
    }
}
