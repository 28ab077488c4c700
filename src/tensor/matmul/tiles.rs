//! Products of matrices, tile by tile.
//!
//! [`multiply_plain`] adds up each number from its first to its last term, rounding products and sums one by one.
//! [`multiply_fused`] follows oneDNN's kernel for processors with AVX2 (`jit_avx_gemm_f32.cpp`), which TensorFlow calls for
//! single products of `f32`: products and sums are fused, and small tiles keep the even and the odd terms apart.
//!
//! Operands are packed ([`super::pack`]) block by block, so that a tile reads them in the order in which it needs them, the
//! columns from the second level cache, the rows from the first; or read in place ([`super::operand`]), where the copy would
//! cost more than it saves.
//!
//! All is compiled twice, with and without the instructions of AVX2, and chosen at run time; groups of tiles ([`super::group`])
//! for AVX-512. The results are the same, for a fused product is defined without them too, and each tile of a group keeps to
//! its own order.

#![allow(unsafe_code)]

use std::ops::Range;

use super::multiply::Factors;
use super::operand::{InPlace, Panels, Strips};
use super::pack::Workspace;
use super::scheme::{Plain, Scheme, bands, blocks, shares};
use super::terms;
use super::tile::{GROUP, Goal, HEIGHT, Sums, WIDTH, summed};
use super::tiled::Tiled;
use crate::elementwise::{Places, rewrite};
use crate::flushing::Flushing;
use crate::threads;

/// Columns that are packed at a time: with 256 terms each they fill half of the second level cache.
const BLOCK: usize = 512;

/// With so few columns the rows are not packed, where their terms are neighbours.
const FEW_COLUMNS: usize = 256;

/// With so few rows the columns are not packed, where those of a term are neighbours.
const FEW_ROWS: usize = 3 * HEIGHT;

/// Nor if they are so few that they stay in the first level cache.
const FEW_ELEMENTS: usize = 1 << 12;

/// From so many products of numbers on, bands of rows are shared out between the threads.
const SHARED: usize = 1 << 18;

/// The product with every sum in order and every product rounded.
pub fn multiply_plain<T: Tiled>(factors: Factors<T>, target: &mut Places<T>) {
    multiply::<T, Plain>(factors, target);
}

/// Cuts the rows into bands and the terms into blocks; and those, or the columns, into one share for each thread, whichever is
/// cheapest. Where bands, blocks, tiles and panels end depends on the sizes alone, and so do the results.
pub fn multiply<T: Tiled, S: Scheme>(factors: Factors<T>, target: &mut Places<T>) {
    let Factors { left, right, .. } = factors;
    let (bands, blocks) = (bands::<S>(left.rows), blocks::<S>(left.columns));
    let parts = Parts { factors, bands: &bands, blocks: &blocks };
    if left.rows * left.columns * right.columns < SHARED {
        return T::with_workspace(|workspace| multiply_part::<T, S>(parts, target, workspace));
    }
    if S::APART && terms::are_cheaper(parts) {
        return terms::multiply::<T, S>(parts, target);
    }
    // Each share of rows packs all columns; shares of columns are copied at the end, and there are fewer results than terms.
    if bands.len() < threads::count() && right.columns >= 2 * WIDTH && left.columns > left.rows {
        return multiply_columns::<T, S>(parts, target);
    }
    let mut tasks = Vec::new();
    let mut rest = target;
    for bands in shares(&bands, left.rows.div_ceil(threads::count())) {
        let rows: usize = bands.iter().map(ExactSizeIterator::len).sum();
        let (share, others) = rest.split_at_mut(rows * right.columns);
        tasks.push((bands, share));
        rest = others;
    }
    for_each_part(tasks, |(bands, share), workspace| {
        multiply_part::<T, S>(Parts { bands: &bands, ..parts }, share, workspace);
    });
}

/// A product, or the part of one that some bands of its rows and some blocks of its terms are.
#[derive(Clone, Copy)]
pub struct Parts<'a, T> {
    pub factors: Factors<'a, T>,
    pub bands: &'a [Range<usize>],
    pub blocks: &'a [Range<usize>],
}

/// Does the shares of a product on all threads, each with its own workspace.
pub fn for_each_part<T: Tiled, P: Send>(shares: Vec<P>, work: impl Fn(P, &mut Workspace<T>) + Sync) {
    threads::for_each(shares, SHARED, || (), |(), share| T::with_workspace(|workspace| work(share, workspace)));
}

/// The product in shares of columns, each whole panels wide, which are put side by side at the end.
fn multiply_columns<T: Tiled, S: Scheme>(parts: Parts<T>, target: &mut Places<T>) {
    let Factors { left, right, .. } = parts.factors;
    let width = right.columns.div_ceil(WIDTH).div_ceil(threads::count()) * WIDTH;
    let mut shares: Vec<(Range<usize>, Vec<T>)> =
        (0..right.columns).step_by(width).map(|first| (first..right.columns.min(first + width), Vec::new())).collect();
    for_each_part(shares.iter_mut().collect(), |(columns, share): &mut (Range<usize>, Vec<T>), workspace| {
        let factors = Factors { right: right.columns(columns.clone()), ..parts.factors };
        rewrite(share, left.rows * columns.len(), |share| {
            multiply_part::<T, S>(Parts { factors, ..parts }, share, workspace);
        });
    });
    for (columns, share) in shares {
        for (line, own) in target.chunks_exact_mut(right.columns).zip(share.chunks_exact(columns.len())) {
            line[columns.clone()].write_copy_of_slice(own);
        }
    }
}

/// A part of a product, with AVX2 where the processor has it.
pub fn multiply_part<T: Tiled, S: Scheme>(parts: Parts<T>, target: &mut Places<T>, workspace: &mut Workspace<T>) {
    let _flushing = parts.factors.flushes.then(Flushing::start);
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has the instructions that the function is compiled for.
        return unsafe { with_avx2::<T, S>(parts, target, workspace) };
    }
    anywhere::<T, S>(parts, target, workspace);
}

/// [`multiply_bands`] compiled for any processor, by itself ([`Flushing`]).
#[inline(never)]
fn anywhere<T: Tiled, S: Scheme>(parts: Parts<T>, target: &mut Places<T>, workspace: &mut Workspace<T>) {
    multiply_bands::<T, S>(parts, target, workspace);
}

/// [`multiply_bands`] compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with_avx2<T: Tiled, S: Scheme>(parts: Parts<T>, target: &mut Places<T>, workspace: &mut Workspace<T>) {
    multiply_bands::<T, S>(parts, target, workspace);
}

/// Goes through the terms in blocks, through the columns in blocks that stay in the cache, through the bands.
#[inline(always)]
fn multiply_bands<T: Tiled, S: Scheme>(
    Parts { factors, bands, blocks }: Parts<T>,
    target: &mut Places<T>,
    workspace: &mut Workspace<T>,
) {
    let Factors { left, right, .. } = factors;
    let offset = bands.first().map_or(0, |band| band.start);
    let rows: usize = bands.iter().map(ExactSizeIterator::len).sum();
    let left_in_place = left.by_rows() && right.columns <= FEW_COLUMNS;
    let near = right.columns.is_multiple_of(WIDTH) && (rows <= FEW_ROWS || right.rows * right.row_step <= FEW_ELEMENTS);
    let right_in_place = right.by_rows() && near;
    // Rows that meet one block of columns only are packed when their turn comes.
    let stays = right.columns > BLOCK;
    for (nth, terms) in blocks.iter().enumerate() {
        for column in (0..right.columns).step_by(BLOCK) {
            let columns = column..right.columns.min(column + BLOCK);
            if !right_in_place {
                workspace.pack_right(right, terms.clone(), columns.clone());
            }
            for band in bands {
                let row = band.start - offset;
                let lines = &mut target[row * right.columns..][..band.len() * right.columns];
                let packed = if stays { row } else { 0 };
                if !left_in_place && column == 0 {
                    workspace.pack_left(left, band.clone(), terms.clone(), packed);
                }
                let strips = workspace.strips(terms.len(), packed, band.len());
                let panels = workspace.panels(terms.len(), columns.len());
                let left_here = || InPlace::left(left, band.start, terms.clone());
                let right_here = || InPlace::right(right, terms.clone(), column);
                let place = Place { columns: columns.clone(), line: right.columns, adds: nth > 0 };
                match (left_in_place, right_in_place) {
                    (false, false) => multiply_band::<T, S>(strips, panels, place, lines),
                    (false, true) => multiply_band::<T, S>(strips, right_here(), place, lines),
                    (true, false) => multiply_band::<T, S>(left_here(), panels, place, lines),
                    (true, true) => multiply_band::<T, S>(left_here(), right_here(), place, lines),
                }
            }
        }
    }
}

/// Where the sums of a band go to.
struct Place {
    columns: Range<usize>,
    /// The length of a row of the result.
    line: usize,
    /// Whether the sums are added to what the result holds.
    adds: bool,
}

/// The rows of a band times a block of columns, tile by tile; `lines` are the rows of the result.
///
/// Where the processor has wider registers, groups of tiles come first ([`Tiled::sum_group`]).
#[inline(always)]
fn multiply_band<'a, T: Tiled + 'a, S: Scheme>(
    left: impl Strips<'a, T>,
    right: impl Panels<'a, T>,
    place: Place,
    lines: &mut Places<T>,
) {
    let Place { columns, line, adds } = place;
    let rows = lines.len() / line;
    let mut column = columns.start;
    while column < columns.end {
        let mut panels = 1;
        let mut summed_rows = 0;
        if S::sums(HEIGHT, WIDTH) == Sums::Fused && column + GROUP * WIDTH <= columns.end {
            let goal = Goal { line, width: GROUP * WIDTH, adds };
            panels = GROUP;
            summed_rows = sum_groups(left, right, column - columns.start, goal, &mut lines[column..]);
        }
        for column in (column..).step_by(WIDTH).take(panels) {
            let width = WIDTH.min(columns.end - column);
            let panel = || right.panel(column - columns.start);
            for row in (summed_rows..rows).step_by(HEIGHT) {
                let height = HEIGHT.min(rows - row);
                let sums = S::sums(height, width);
                let goal = Goal { line, width, adds };
                let target = &mut lines[row * line + column..];
                match height {
                    1 => summed::<T, 1>(left.strip(row), panel(), sums, goal, target),
                    2 => summed::<T, 2>(left.strip(row), panel(), sums, goal, target),
                    3 => summed::<T, 3>(left.strip(row), panel(), sums, goal, target),
                    4 => summed::<T, 4>(left.strip(row), panel(), sums, goal, target),
                    5 => summed::<T, 5>(left.strip(row), panel(), sums, goal, target),
                    _ => summed::<T, 6>(left.strip(row), panel(), sums, goal, target),
                }
            }
        }
        column += panels * WIDTH;
    }
}

/// Adds up the whole strips of a group of panels, and tells how many rows they have; `target` begins at the group's first column.
///
/// Packed strips go two by two. Rows in place do not: their addresses alone would take all registers that there are for those.
#[inline(always)]
fn sum_groups<'a, T: Tiled + 'a, L: Strips<'a, T>>(
    left: L,
    right: impl Panels<'a, T>,
    column: usize,
    goal: Goal,
    target: &mut Places<T>,
) -> usize {
    let panels = [right.panel_lines(column), right.panel_lines(column + WIDTH)];
    let rows = (target.len() + goal.line - goal.width) / goal.line / HEIGHT * HEIGHT;
    let mut row = 0;
    while row < rows {
        let target = &mut target[row * goal.line..];
        let strip = left.strip_lines(row);
        let (is_summed, height) = if !L::PACKED {
            (T::sum_group::<1, false>([strip], panels, goal, target), HEIGHT)
        } else if row + HEIGHT < rows {
            let strips = [strip, left.strip_lines(row + HEIGHT)];
            (T::sum_group::<2, true>(strips, panels, goal, target), 2 * HEIGHT)
        } else {
            (T::sum_group::<1, true>([strip], panels, goal, target), HEIGHT)
        };
        if !is_summed {
            return 0;
        }
        row += height;
    }
    rows
}
