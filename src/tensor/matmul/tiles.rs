//! Products of matrices, tile by tile.
//!
//! A tile is up to six rows of the result by sixteen columns. [`multiply_plain`] adds up each number from its first to
//! its last term, rounding products and sums one by one. [`multiply_fused`] follows oneDNN's kernel for processors with
//! AVX2 (`jit_avx_gemm_f32.cpp`), which TensorFlow calls for single products of `f32`: products and sums are fused, and
//! small tiles keep the even and the odd terms apart.
//!
//! Both operands are packed ([`super::pack`]) block by block, so that a tile reads them in the order in which it needs them,
//! the columns from the second level cache, the rows from the first.
//!
//! The kernels are compiled twice, with and without the instructions of AVX2, and chosen at run time; the results are
//! the same, for a fused product is defined without them too.

#![allow(unsafe_code)]

use std::ops::Range;

use num_traits::Float;
use smallvec::SmallVec;

use super::across::Packed;
use super::multiply::Matrix;
use super::pack::Workspace;
use crate::threads;

/// Columns of a tile.
pub const WIDTH: usize = 16;

/// Rows of a tile.
pub const HEIGHT: usize = 6;

/// How a tile adds up its terms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sums {
    /// One after another, each product rounded; each block of terms goes on where the one before it stopped.
    Plain,
    /// One after another, fused.
    Fused,
    /// Even and odd terms apart, each product rounded.
    HalvesPlain,
    /// Even and odd terms apart, fused.
    HalvesFused,
}

/// A way of cutting a product into tiles.
trait Scheme {
    /// How a tile of so many rows and columns is added up.
    fn sums(rows: usize, columns: usize) -> Sums;
    /// So many terms are added up, block after block, before they meet the result.
    fn depths(terms: usize) -> SmallVec<[usize; 4]>;
    /// The next so many of the remaining rows are cut into tiles together.
    fn rows(remaining: usize) -> usize;
}

struct Plain;

impl Scheme for Plain {
    fn sums(_rows: usize, _columns: usize) -> Sums {
        Sums::Plain
    }
    fn depths(terms: usize) -> SmallVec<[usize; 4]> {
        const DEPTH: usize = 256;
        (0..terms).step_by(DEPTH).map(|first| DEPTH.min(terms - first)).collect()
    }
    fn rows(remaining: usize) -> usize {
        remaining
    }
}

struct Fused;

impl Scheme for Fused {
    fn sums(rows: usize, columns: usize) -> Sums {
        match (rows, columns) {
            (0..=2, _) => Sums::HalvesPlain,
            (3, _) | (_, 0..=8) => Sums::HalvesFused,
            _ => Sums::Fused,
        }
    }

    /// Eigen's blocks, for 32 kB of first level cache and registers of eight numbers (`GeneralBlockPanelKernel.h`), made
    /// equal as TensorFlow's `eigen_contraction_kernel.h` does it; each cut once more by oneDNN.
    fn depths(terms: usize) -> SmallVec<[usize; 4]> {
        const LARGEST: usize = 400;
        const REGISTER: usize = 8;
        let block = match terms % LARGEST {
            _ if terms <= LARGEST => terms,
            0 => LARGEST,
            rest => LARGEST - REGISTER * ((LARGEST - 1 - rest) / (REGISTER * (terms / LARGEST + 1))),
        };
        let equal = (terms / terms.div_ceil(block)).next_multiple_of(REGISTER).min(terms);
        let mut depths = SmallVec::new();
        for first in (0..terms).step_by(equal) {
            let mut remaining = equal.min(terms - first);
            while remaining > 0 {
                let depth = match remaining {
                    512.. => 256,
                    257.. => remaining.div_ceil(2),
                    _ => remaining,
                };
                depths.push(depth);
                remaining -= depth;
            }
        }
        depths
    }

    fn rows(remaining: usize) -> usize {
        match remaining {
            96.. => 48,
            73.. => remaining.div_ceil(2),
            _ => remaining,
        }
    }
}

/// Columns that are packed at a time: with 256 terms each they fill half of the second level cache.
const BLOCK: usize = 512;

/// From so many products of numbers on, bands of rows are shared out between the threads.
const SHARED: usize = 1 << 20;

/// The product with every sum in order and every product rounded.
pub fn multiply_plain<T: Packed>(left: Matrix<T>, right: Matrix<T>, target: &mut [T]) {
    multiply::<T, Plain>(left, right, target);
}

/// The product as oneDNN computes it.
pub fn multiply_fused(left: Matrix<f32>, right: Matrix<f32>, target: &mut [f32]) {
    multiply::<f32, Fused>(left, right, target);
}

/// Cuts the rows into bands and those, or where there are too few of them the columns, into one share for each thread. Where
/// bands and panels end depends on the sizes alone, and so do the results.
fn multiply<T: Packed, S: Scheme>(left: Matrix<T>, right: Matrix<T>, target: &mut [T]) {
    let bands = bands::<S>(left.rows);
    if left.rows * left.columns * right.columns < SHARED {
        return T::with_workspace(|workspace| multiply_share::<T, S>(left, right, &bands, target, workspace));
    }
    if bands.len() < threads::count() && right.columns >= 2 * WIDTH {
        return multiply_columns::<T, S>(left, right, &bands, target);
    }
    let mut shares = Vec::new();
    let mut rest = target;
    for bands in bands.chunks(bands.len().div_ceil(threads::count())) {
        let rows: usize = bands.iter().map(ExactSizeIterator::len).sum();
        let (share, others) = rest.split_at_mut(rows * right.columns);
        shares.push((bands, share));
        rest = others;
    }
    threads::for_each(
        shares,
        SHARED,
        || (),
        |(), (bands, share)| {
            T::with_workspace(|workspace| multiply_share::<T, S>(left, right, bands, share, workspace));
        },
    );
}

/// The product in shares of columns, each whole panels wide, which are put side by side at the end.
fn multiply_columns<T: Packed, S: Scheme>(left: Matrix<T>, right: Matrix<T>, bands: &[Range<usize>], target: &mut [T]) {
    let width = right.columns.div_ceil(WIDTH).div_ceil(threads::count()) * WIDTH;
    let mut shares: Vec<(Range<usize>, Vec<T>)> = (0..right.columns)
        .step_by(width)
        .map(|first| first..right.columns.min(first + width))
        .map(|columns| (columns.clone(), vec![T::zero(); left.rows * columns.len()]))
        .collect();
    threads::for_each(
        shares.iter_mut().collect(),
        SHARED,
        || (),
        |(), (columns, share)| {
            let right = right.columns(columns.clone());
            T::with_workspace(|workspace| multiply_share::<T, S>(left, right, bands, share, workspace));
        },
    );
    for (columns, share) in shares {
        for (line, own) in target.chunks_exact_mut(right.columns).zip(share.chunks_exact(columns.len())) {
            line[columns.clone()].copy_from_slice(own);
        }
    }
}

/// The rows that are cut into tiles together.
fn bands<S: Scheme>(rows: usize) -> SmallVec<[Range<usize>; 2]> {
    let mut bands = SmallVec::new();
    let mut first = 0;
    while first < rows {
        let end = first + S::rows(rows - first);
        bands.push(first..end);
        first = end;
    }
    bands
}

/// Some bands of the product, with AVX2 where the processor has it.
fn multiply_share<T: Packed, S: Scheme>(
    left: Matrix<T>,
    right: Matrix<T>,
    bands: &[Range<usize>],
    target: &mut [T],
    workspace: &mut Workspace<T>,
) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has the instructions that the function is compiled for.
        return unsafe { with_avx2::<T, S>(left, right, bands, target, workspace) };
    }
    multiply_bands::<T, S>(left, right, bands, target, workspace);
}

/// [`multiply_bands`] compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with_avx2<T: Packed, S: Scheme>(
    left: Matrix<T>,
    right: Matrix<T>,
    bands: &[Range<usize>],
    target: &mut [T],
    workspace: &mut Workspace<T>,
) {
    multiply_bands::<T, S>(left, right, bands, target, workspace);
}

/// Goes through the terms in blocks, through the columns in blocks that stay in the cache, through the bands.
#[inline(always)]
fn multiply_bands<T: Packed, S: Scheme>(
    left: Matrix<T>,
    right: Matrix<T>,
    bands: &[Range<usize>],
    target: &mut [T],
    workspace: &mut Workspace<T>,
) {
    let offset = bands.first().map_or(0, |band| band.start);
    let mut start = 0;
    for depth in S::depths(left.columns) {
        let terms = start..start + depth;
        workspace.pack_left(left, bands, terms.clone());
        for column in (0..right.columns).step_by(BLOCK) {
            let columns = column..right.columns.min(column + BLOCK);
            workspace.pack_right(right, terms.clone(), columns.clone());
            for band in bands {
                let row = band.start - offset;
                let lines = &mut target[row * right.columns..][..band.len() * right.columns];
                let packed = (workspace.strips(depth, row, band.len()), workspace.panels(depth, columns.len()));
                multiply_band::<T, S>(packed, depth, columns.clone(), lines, right.columns, start > 0);
            }
        }
        start += depth;
    }
}

/// The packed columns times the packed rows, tile by tile; `lines` are the rows of the result.
#[inline(always)]
fn multiply_band<T: Float, S: Scheme>(
    (left, right): (&[T], &[T]),
    depth: usize,
    columns: Range<usize>,
    lines: &mut [T],
    line: usize,
    adds: bool,
) {
    let rows = lines.len() / line;
    for (nth, panel) in right.chunks_exact(depth * WIDTH).enumerate() {
        let column = columns.start + nth * WIDTH;
        let width = WIDTH.min(columns.end - column);
        for row in (0..rows).step_by(HEIGHT) {
            let height = HEIGHT.min(rows - row);
            let strip = &left[row * depth..][..height * depth];
            let sums = S::sums(height, width);
            let target = &mut lines[row * line + column..];
            match height {
                1 => summed::<T, 1>(strip, panel, sums, target, line, width, adds),
                2 => summed::<T, 2>(strip, panel, sums, target, line, width, adds),
                3 => summed::<T, 3>(strip, panel, sums, target, line, width, adds),
                4 => summed::<T, 4>(strip, panel, sums, target, line, width, adds),
                5 => summed::<T, 5>(strip, panel, sums, target, line, width, adds),
                _ => summed::<T, 6>(strip, panel, sums, target, line, width, adds),
            }
        }
    }
}

/// Adds up a tile and writes it to the result, or adds it to what is there.
#[inline(always)]
fn summed<T: Float, const ROWS: usize>(
    strip: &[T],
    panel: &[T],
    sums: Sums,
    target: &mut [T],
    line: usize,
    width: usize,
    adds: bool,
) {
    let rounded = |sum: T, x: T, y: T| sum + x * y;
    let (strip, panel) = (strip.as_chunks::<ROWS>().0, panel.as_chunks::<WIDTH>().0);
    let zeros = [[T::zero(); WIDTH]; ROWS];
    let tile = match sums {
        Sums::Plain => {
            let before = if adds { read(target, line, width) } else { zeros };
            let tile = in_order(before, strip, panel, rounded);
            return write(tile, target, line, width);
        }
        _ if adds => {
            (0..ROWS).for_each(|row| prefetch(target, row * line));
            in_tile_order(sums, strip, panel)
        }
        _ => in_tile_order(sums, strip, panel),
    };
    if !adds {
        return write(tile, target, line, width);
    }
    // Read only now: by this time it has come from memory.
    let mut results: [[T; WIDTH]; ROWS] = read(target, line, width);
    for (results, sums) in results.iter_mut().zip(&tile) {
        for lane in 0..WIDTH {
            results[lane] = results[lane] + sums[lane];
        }
    }
    write(results, target, line, width);
}

/// The sums of a tile by themselves.
#[inline(always)]
fn in_tile_order<T: Float, const ROWS: usize>(
    sums: Sums,
    strip: &[[T; ROWS]],
    panel: &[[T; WIDTH]],
) -> [[T; WIDTH]; ROWS] {
    let fused = |sum: T, x: T, y: T| x.mul_add(y, sum);
    let rounded = |sum: T, x: T, y: T| sum + x * y;
    let zeros = [[T::zero(); WIDTH]; ROWS];
    match sums {
        Sums::Plain => in_order(zeros, strip, panel, rounded),
        Sums::Fused => in_order(zeros, strip, panel, fused),
        Sums::HalvesPlain => in_halves(strip, panel, rounded),
        Sums::HalvesFused => in_halves(strip, panel, fused),
    }
}

/// The results of a tile so far.
#[inline(always)]
fn read<T: Float, const ROWS: usize>(target: &[T], line: usize, width: usize) -> [[T; WIDTH]; ROWS] {
    let mut results = [[T::zero(); WIDTH]; ROWS];
    for (row, results) in results.iter_mut().enumerate() {
        match target[row * line..].first_chunk::<WIDTH>() {
            Some(whole) if width == WIDTH => *results = *whole,
            _ => results[..width].copy_from_slice(&target[row * line..][..width]),
        }
    }
    results
}

#[inline(always)]
fn write<T: Float, const ROWS: usize>(results: [[T; WIDTH]; ROWS], target: &mut [T], line: usize, width: usize) {
    for (row, results) in results.iter().enumerate() {
        match target[row * line..].first_chunk_mut::<WIDTH>() {
            Some(whole) if width == WIDTH => *whole = *results,
            _ => target[row * line..][..width].copy_from_slice(&results[..width]),
        }
    }
}

/// Lets an element come into the cache that will soon be read.
#[inline(always)]
fn prefetch<T>(elements: &[T], place: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(element) = elements.get(place) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: an instruction of SSE, which every x86-64 processor has; it only touches the cache.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(element).cast()) };
    }
}

/// Adds one term to each sum of a tile.
#[inline(always)]
fn add_term<T: Float, const ROWS: usize>(
    tile: &mut [[T; WIDTH]; ROWS],
    factors: &[T; ROWS],
    line: &[T; WIDTH],
    add: impl Fn(T, T, T) -> T,
) {
    for (sums, &factor) in tile.iter_mut().zip(factors) {
        for lane in 0..WIDTH {
            sums[lane] = add(sums[lane], factor, line[lane]);
        }
    }
}

#[inline(always)]
fn in_order<T: Float, const ROWS: usize>(
    mut tile: [[T; WIDTH]; ROWS],
    strip: &[[T; ROWS]],
    panel: &[[T; WIDTH]],
    add: impl Fn(T, T, T) -> T + Copy,
) -> [[T; WIDTH]; ROWS] {
    for (factors, line) in strip.iter().zip(panel) {
        add_term(&mut tile, factors, line, add);
    }
    tile
}

/// Even and odd terms apart, then together, then the last one of an odd number.
#[inline(always)]
fn in_halves<T: Float, const ROWS: usize>(
    strip: &[[T; ROWS]],
    panel: &[[T; WIDTH]],
    add: impl Fn(T, T, T) -> T + Copy,
) -> [[T; WIDTH]; ROWS] {
    let mut even = [[T::zero(); WIDTH]; ROWS];
    let mut odd = [[T::zero(); WIDTH]; ROWS];
    let (factors, last_factors) = strip.as_chunks::<2>();
    let (lines, last_line) = panel.as_chunks::<2>();
    for (factors, lines) in factors.iter().zip(lines) {
        add_term(&mut even, &factors[0], &lines[0], add);
        add_term(&mut odd, &factors[1], &lines[1], add);
    }
    for (even, odd) in even.iter_mut().zip(&odd) {
        for lane in 0..WIDTH {
            even[lane] = even[lane] + odd[lane];
        }
    }
    for (factors, line) in last_factors.iter().zip(last_line) {
        add_term(&mut even, factors, line, add);
    }
    even
}
