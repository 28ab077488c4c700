//! Products of matrices, tile by tile.
//!
//! A tile is up to six rows of the result by sixteen columns. [`multiply_plain`] adds up each number from its first to
//! its last term, rounding products and sums one by one. [`multiply_fused`] follows oneDNN's kernel for processors with
//! AVX2 (`jit_avx_gemm_f32.cpp`), which TensorFlow calls for single products of `f32`: products and sums are fused, and
//! small tiles keep the even and the odd terms apart.
//!
//! The kernels are compiled twice, with and without the instructions of AVX2, and chosen at run time; the results are
//! the same, for a fused product is defined without them too.

#![allow(unsafe_code)]

use num_traits::Float;

use super::multiply::Matrix;

/// Columns of a tile.
const WIDTH: usize = 16;

/// Rows of a tile.
const HEIGHT: usize = 6;

/// How a tile adds up its terms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sums {
    /// One after another, each product rounded.
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
    fn depths(terms: usize) -> Vec<usize>;
    /// The next so many of the remaining rows are cut into tiles together.
    fn rows(remaining: usize) -> usize;
}

struct Plain;

impl Scheme for Plain {
    fn sums(_rows: usize, _columns: usize) -> Sums {
        Sums::Plain
    }
    fn depths(terms: usize) -> Vec<usize> {
        vec![terms]
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
    fn depths(terms: usize) -> Vec<usize> {
        const LARGEST: usize = 400;
        const REGISTER: usize = 8;
        let block = match terms % LARGEST {
            _ if terms <= LARGEST => terms,
            0 => LARGEST,
            rest => LARGEST - REGISTER * ((LARGEST - 1 - rest) / (REGISTER * (terms / LARGEST + 1))),
        };
        let equal = (terms / terms.div_ceil(block)).next_multiple_of(REGISTER).min(terms);
        let mut depths = Vec::new();
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

/// The product with every sum in order and every product rounded.
pub fn multiply_plain<T: Float + Default>(left: Matrix<T>, right: Matrix<T>, target: &mut [T]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has the instructions that the function is compiled for.
        return unsafe { with_avx2::<T, Plain>(left, right, target) };
    }
    multiply::<T, Plain>(left, right, target);
}

/// The product as oneDNN computes it.
pub fn multiply_fused(left: Matrix<f32>, right: Matrix<f32>, target: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has the instructions that the function is compiled for.
        return unsafe { with_avx2::<f32, Fused>(left, right, target) };
    }
    multiply::<f32, Fused>(left, right, target);
}

/// [`multiply`] compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with_avx2<T: Float + Default, S: Scheme>(left: Matrix<T>, right: Matrix<T>, target: &mut [T]) {
    multiply::<T, S>(left, right, target);
}

/// Goes through the terms in blocks, through the columns in panels, through the rows in tiles.
#[inline(always)]
fn multiply<T: Float + Default, S: Scheme>(left: Matrix<T>, right: Matrix<T>, target: &mut [T]) {
    let mut panel = Vec::new();
    let mut start = 0;
    for depth in S::depths(left.columns) {
        for column in (0..right.columns).step_by(WIDTH) {
            let width = WIDTH.min(right.columns - column);
            pack(right, start, depth, column, width, &mut panel);
            let mut first = 0;
            while first < left.rows {
                let end = first + S::rows(left.rows - first);
                for row in (first..end).step_by(HEIGHT) {
                    let height = HEIGHT.min(end - row);
                    let sums = S::sums(height, width);
                    let tile = tile(left, row, height, start, &panel, sums);
                    put(&tile[..height], target, right.columns, row, column, width, start > 0);
                }
                first = end;
            }
        }
        start += depth;
    }
}

/// Columns of the right matrix, term by term, filled up with zeros.
#[inline(always)]
fn pack<T: Float>(right: Matrix<T>, start: usize, depth: usize, column: usize, width: usize, panel: &mut Vec<T>) {
    panel.clear();
    panel.resize(depth * WIDTH, T::zero());
    for (inner, line) in panel.chunks_exact_mut(WIDTH).enumerate() {
        for (lane, place) in line[..width].iter_mut().enumerate() {
            *place = right.at(start + inner, column + lane);
        }
    }
}

/// Writes a tile, or adds it to what is there.
#[inline(always)]
fn put<T: Float>(
    tile: &[[T; WIDTH]],
    target: &mut [T],
    columns: usize,
    row: usize,
    column: usize,
    width: usize,
    adds: bool,
) {
    for (nth, sums) in tile.iter().enumerate() {
        let line = &mut target[(row + nth) * columns + column..][..width];
        for (result, &sum) in line.iter_mut().zip(sums) {
            *result = if adds { *result + sum } else { sum };
        }
    }
}

#[inline(always)]
fn tile<T: Float>(
    left: Matrix<T>,
    row: usize,
    height: usize,
    start: usize,
    panel: &[T],
    sums: Sums,
) -> [[T; WIDTH]; HEIGHT] {
    match height {
        1 => summed::<T, 1>(left, row, start, panel, sums),
        2 => summed::<T, 2>(left, row, start, panel, sums),
        3 => summed::<T, 3>(left, row, start, panel, sums),
        4 => summed::<T, 4>(left, row, start, panel, sums),
        5 => summed::<T, 5>(left, row, start, panel, sums),
        _ => summed::<T, 6>(left, row, start, panel, sums),
    }
}

#[inline(always)]
fn summed<T: Float, const ROWS: usize>(
    left: Matrix<T>,
    row: usize,
    start: usize,
    panel: &[T],
    sums: Sums,
) -> [[T; WIDTH]; HEIGHT] {
    let fused = |sum: T, x: T, y: T| x.mul_add(y, sum);
    let rounded = |sum: T, x: T, y: T| sum + x * y;
    let tile = match sums {
        Sums::Plain => in_order::<T, ROWS>(left, row, start, panel, rounded),
        Sums::Fused => in_order::<T, ROWS>(left, row, start, panel, fused),
        Sums::HalvesPlain => in_halves::<T, ROWS>(left, row, start, panel, rounded),
        Sums::HalvesFused => in_halves::<T, ROWS>(left, row, start, panel, fused),
    };
    let mut result = [[T::zero(); WIDTH]; HEIGHT];
    result[..ROWS].copy_from_slice(&tile);
    result
}

/// Adds one term to each sum of a tile.
#[inline(always)]
fn add_term<T: Float, const ROWS: usize>(
    tile: &mut [[T; WIDTH]; ROWS],
    left: Matrix<T>,
    row: usize,
    inner: usize,
    line: &[T; WIDTH],
    add: impl Fn(T, T, T) -> T,
) {
    for (nth, sums) in tile.iter_mut().enumerate() {
        let factor = left.at(row + nth, inner);
        for lane in 0..WIDTH {
            sums[lane] = add(sums[lane], factor, line[lane]);
        }
    }
}

#[inline(always)]
fn in_order<T: Float, const ROWS: usize>(
    left: Matrix<T>,
    row: usize,
    start: usize,
    panel: &[T],
    add: impl Fn(T, T, T) -> T + Copy,
) -> [[T; WIDTH]; ROWS] {
    let mut tile = [[T::zero(); WIDTH]; ROWS];
    for (inner, line) in panel.as_chunks::<WIDTH>().0.iter().enumerate() {
        add_term(&mut tile, left, row, start + inner, line, add);
    }
    tile
}

/// Even and odd terms apart, then together, then the last one of an odd number.
#[inline(always)]
fn in_halves<T: Float, const ROWS: usize>(
    left: Matrix<T>,
    row: usize,
    start: usize,
    panel: &[T],
    add: impl Fn(T, T, T) -> T + Copy,
) -> [[T; WIDTH]; ROWS] {
    let mut even = [[T::zero(); WIDTH]; ROWS];
    let mut odd = [[T::zero(); WIDTH]; ROWS];
    let (pairs, last) = panel.as_chunks::<WIDTH>().0.as_chunks::<2>();
    for (nth, [first, second]) in pairs.iter().enumerate() {
        add_term(&mut even, left, row, start + 2 * nth, first, add);
        add_term(&mut odd, left, row, start + 2 * nth + 1, second, add);
    }
    for (even, odd) in even.iter_mut().zip(&odd) {
        for lane in 0..WIDTH {
            even[lane] = even[lane] + odd[lane];
        }
    }
    for line in last {
        add_term(&mut even, left, row, start + 2 * pairs.len(), line, add);
    }
    even
}
