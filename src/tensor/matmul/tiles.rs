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

use std::mem::MaybeUninit;
use std::ops::Range;

use num_traits::Float;
use smallvec::SmallVec;

use super::across::Packed;
use super::multiply::Matrix;
use super::operand::{InPlace, Panels, Strips};
use super::pack::Workspace;
use crate::elementwise::{Places, rewrite};
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

/// With so few columns the rows are not packed, where their terms are neighbours.
const FEW_COLUMNS: usize = 256;

/// With so few rows the columns are not packed, where those of a term are neighbours.
const FEW_ROWS: usize = 3 * HEIGHT;

/// Nor if they are so few that they stay in the first level cache.
const FEW_ELEMENTS: usize = 1 << 12;

/// From so many products of numbers on, bands of rows are shared out between the threads.
const SHARED: usize = 1 << 18;

/// The product with every sum in order and every product rounded.
pub fn multiply_plain<T: Packed>(left: Matrix<T>, right: Matrix<T>, target: &mut Places<T>) {
    multiply::<T, Plain>(left, right, target);
}

/// The product as oneDNN computes it.
pub fn multiply_fused(left: Matrix<f32>, right: Matrix<f32>, target: &mut Places<f32>) {
    multiply::<f32, Fused>(left, right, target);
}

/// Cuts the rows into bands and those, or where that is cheaper the columns, into one share for each thread. Where bands, tiles
/// and panels end depends on the sizes alone, and so do the results.
fn multiply<T: Packed, S: Scheme>(left: Matrix<T>, right: Matrix<T>, target: &mut Places<T>) {
    let bands = bands::<S>(left.rows);
    if left.rows * left.columns * right.columns < SHARED {
        return T::with_workspace(|workspace| multiply_share::<T, S>(left, right, &bands, target, workspace));
    }
    // Each share of rows packs all columns; shares of columns are copied at the end, and there are fewer results than terms.
    if bands.len() < threads::count() && right.columns >= 2 * WIDTH && left.columns > left.rows {
        return multiply_columns::<T, S>(left, right, &bands, target);
    }
    let mut tasks = Vec::new();
    let mut rest = target;
    for bands in shares(&bands, left.rows.div_ceil(threads::count())) {
        let rows: usize = bands.iter().map(ExactSizeIterator::len).sum();
        let (share, others) = rest.split_at_mut(rows * right.columns);
        tasks.push((bands, share));
        rest = others;
    }
    threads::for_each(
        tasks,
        SHARED,
        || (),
        |(), (bands, share)| {
            T::with_workspace(|workspace| multiply_share::<T, S>(left, right, &bands, share, workspace));
        },
    );
}

/// Deals bands out in shares of about so many rows. A band may be cut, where one of its tiles ends.
fn shares(bands: &[Range<usize>], rows: usize) -> SmallVec<[Bands; 2]> {
    let mut shares = SmallVec::new();
    let mut share = Bands::new();
    let mut missing = rows;
    for band in bands {
        let mut band = band.clone();
        while !band.is_empty() {
            if missing == 0 {
                shares.push(std::mem::take(&mut share));
                missing = rows;
            }
            let cut = band.start + missing.next_multiple_of(HEIGHT).min(band.len());
            missing = missing.saturating_sub(cut - band.start);
            share.push(band.start..cut);
            band.start = cut;
        }
    }
    shares.push(share);
    shares
}

/// The product in shares of columns, each whole panels wide, which are put side by side at the end.
fn multiply_columns<T: Packed, S: Scheme>(
    left: Matrix<T>,
    right: Matrix<T>,
    bands: &[Range<usize>],
    target: &mut Places<T>,
) {
    let width = right.columns.div_ceil(WIDTH).div_ceil(threads::count()) * WIDTH;
    let mut shares: Vec<(Range<usize>, Vec<T>)> =
        (0..right.columns).step_by(width).map(|first| (first..right.columns.min(first + width), Vec::new())).collect();
    threads::for_each(
        shares.iter_mut().collect(),
        SHARED,
        || (),
        |(), (columns, share)| {
            let right = right.columns(columns.clone());
            rewrite(share, left.rows * columns.len(), |share| {
                T::with_workspace(|workspace| multiply_share::<T, S>(left, right, bands, share, workspace));
            });
        },
    );
    for (columns, share) in shares {
        for (line, own) in target.chunks_exact_mut(right.columns).zip(share.chunks_exact(columns.len())) {
            line[columns.clone()].write_copy_of_slice(own);
        }
    }
}

/// Rows that are cut into tiles together, one lot after another.
type Bands = SmallVec<[Range<usize>; 4]>;

fn bands<S: Scheme>(rows: usize) -> Bands {
    let mut bands = Bands::new();
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
    target: &mut Places<T>,
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
    target: &mut Places<T>,
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
    target: &mut Places<T>,
    workspace: &mut Workspace<T>,
) {
    let offset = bands.first().map_or(0, |band| band.start);
    let rows: usize = bands.iter().map(ExactSizeIterator::len).sum();
    let left_in_place = left.by_rows() && right.columns <= FEW_COLUMNS;
    let near = right.columns.is_multiple_of(WIDTH) && (rows <= FEW_ROWS || right.rows * right.row_step <= FEW_ELEMENTS);
    let right_in_place = right.by_rows() && near;
    // Rows that meet one block of columns only are packed when their turn comes.
    let stays = right.columns > BLOCK;
    let mut start = 0;
    for depth in S::depths(left.columns) {
        let terms = start..start + depth;
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
                let strips = workspace.strips(depth, packed, band.len());
                let panels = workspace.panels(depth, columns.len());
                let left_here = || InPlace::left(left, band.start, terms.clone());
                let right_here = || InPlace::right(right, terms.clone(), column);
                let place = Place { columns: columns.clone(), line: right.columns, adds: start > 0 };
                match (left_in_place, right_in_place) {
                    (false, false) => multiply_band::<T, S>(strips, panels, place, lines),
                    (false, true) => multiply_band::<T, S>(strips, right_here(), place, lines),
                    (true, false) => multiply_band::<T, S>(left_here(), panels, place, lines),
                    (true, true) => multiply_band::<T, S>(left_here(), right_here(), place, lines),
                }
            }
        }
        start += depth;
    }
}

/// Where sums go to.
struct Place {
    columns: Range<usize>,
    /// The length of a row of the result.
    line: usize,
    /// Whether the sums are added to what the result holds.
    adds: bool,
}

/// The rows of a band times a block of columns, tile by tile; `lines` are the rows of the result.
#[inline(always)]
fn multiply_band<'a, T: Float + 'a, S: Scheme>(
    left: impl Strips<T>,
    right: impl Panels<'a, T>,
    place: Place,
    lines: &mut Places<T>,
) {
    let Place { columns, line, adds } = place;
    let rows = lines.len() / line;
    for column in columns.clone().step_by(WIDTH) {
        let width = WIDTH.min(columns.end - column);
        let panel = || right.panel(column - columns.start);
        for row in (0..rows).step_by(HEIGHT) {
            let height = HEIGHT.min(rows - row);
            let sums = S::sums(height, width);
            let target = &mut lines[row * line + column..];
            match height {
                1 => summed::<T, 1>(left.strip(row), panel(), sums, target, line, width, adds),
                2 => summed::<T, 2>(left.strip(row), panel(), sums, target, line, width, adds),
                3 => summed::<T, 3>(left.strip(row), panel(), sums, target, line, width, adds),
                4 => summed::<T, 4>(left.strip(row), panel(), sums, target, line, width, adds),
                5 => summed::<T, 5>(left.strip(row), panel(), sums, target, line, width, adds),
                _ => summed::<T, 6>(left.strip(row), panel(), sums, target, line, width, adds),
            }
        }
    }
}

/// Adds up a tile and writes it to the result, or adds it to what is there.
#[inline(always)]
fn summed<'a, T: Float + 'a, const ROWS: usize>(
    strip: impl Iterator<Item = [T; ROWS]>,
    panel: impl Iterator<Item = &'a [T; WIDTH]>,
    sums: Sums,
    target: &mut Places<T>,
    line: usize,
    width: usize,
    adds: bool,
) {
    let rounded = |sum: T, x: T, y: T| sum + x * y;
    let zeros = [[T::zero(); WIDTH]; ROWS];
    let terms = strip.zip(panel);
    let tile = match sums {
        Sums::Plain => {
            let before = if adds { read(target, line, width) } else { zeros };
            let tile = in_order(before, terms, rounded);
            return write(tile, target, line, width);
        }
        _ if adds => {
            (0..ROWS).for_each(|row| prefetch(target, row * line));
            in_tile_order(sums, terms)
        }
        _ => in_tile_order(sums, terms),
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
fn in_tile_order<'a, T: Float + 'a, const ROWS: usize>(
    sums: Sums,
    terms: impl Iterator<Item = ([T; ROWS], &'a [T; WIDTH])>,
) -> [[T; WIDTH]; ROWS] {
    let fused = |sum: T, x: T, y: T| x.mul_add(y, sum);
    let rounded = |sum: T, x: T, y: T| sum + x * y;
    let zeros = [[T::zero(); WIDTH]; ROWS];
    match sums {
        Sums::Plain => in_order(zeros, terms, rounded),
        Sums::Fused => in_order(zeros, terms, fused),
        Sums::HalvesPlain => in_halves(terms, rounded),
        Sums::HalvesFused => in_halves(terms, fused),
    }
}

/// The results of a tile so far, all of which are written.
#[inline(always)]
fn read<T: Float, const ROWS: usize>(target: &Places<T>, line: usize, width: usize) -> [[T; WIDTH]; ROWS] {
    let mut results = [[T::zero(); WIDTH]; ROWS];
    for (row, results) in results.iter_mut().enumerate() {
        // SAFETY: the first block of terms has written the whole result.
        let written = unsafe { target[row * line..][..width].assume_init_ref() };
        match written.first_chunk::<WIDTH>() {
            Some(whole) => *results = *whole,
            None => results[..width].copy_from_slice(written),
        }
    }
    results
}

#[inline(always)]
fn write<T: Float, const ROWS: usize>(results: [[T; WIDTH]; ROWS], target: &mut Places<T>, line: usize, width: usize) {
    for (row, results) in results.iter().enumerate() {
        match target[row * line..].first_chunk_mut::<WIDTH>() {
            Some(whole) if width == WIDTH => *whole = results.map(MaybeUninit::new),
            _ => {
                target[row * line..][..width].write_copy_of_slice(&results[..width]);
            }
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
fn in_order<'a, T: Float + 'a, const ROWS: usize>(
    mut tile: [[T; WIDTH]; ROWS],
    terms: impl Iterator<Item = ([T; ROWS], &'a [T; WIDTH])>,
    add: impl Fn(T, T, T) -> T + Copy,
) -> [[T; WIDTH]; ROWS] {
    for (factors, line) in terms {
        add_term(&mut tile, &factors, line, add);
    }
    tile
}

/// Even and odd terms apart, then together, then the last one of an odd number.
#[inline(always)]
fn in_halves<'a, T: Float + 'a, const ROWS: usize>(
    mut terms: impl Iterator<Item = ([T; ROWS], &'a [T; WIDTH])>,
    add: impl Fn(T, T, T) -> T + Copy,
) -> [[T; WIDTH]; ROWS] {
    let mut even = [[T::zero(); WIDTH]; ROWS];
    let mut odd = [[T::zero(); WIDTH]; ROWS];
    let mut last = None;
    while let Some(first) = terms.next() {
        let Some(second) = terms.next() else {
            last = Some(first);
            break;
        };
        add_term(&mut even, &first.0, first.1, add);
        add_term(&mut odd, &second.0, second.1, add);
    }
    for (even, odd) in even.iter_mut().zip(&odd) {
        for lane in 0..WIDTH {
            even[lane] = even[lane] + odd[lane];
        }
    }
    if let Some((factors, line)) = last {
        add_term(&mut even, &factors, line, add);
    }
    even
}
