//! One tile of a product: up to six rows of the result by sixteen columns.
//!
//! Inlined into the drive through all tiles ([`super::tiles`]), which is compiled with and without the instructions of AVX2.

#![allow(unsafe_code)]

use std::mem::MaybeUninit;

use num_traits::Float;

use crate::elementwise::Places;

/// Columns of a tile.
pub const WIDTH: usize = 16;

/// Rows of a tile.
pub const HEIGHT: usize = 6;

/// Panels whose tiles are added up together where the processor has registers for them.
pub const GROUP: usize = 2;

/// How a tile adds up its terms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sums {
    /// One after another, each product rounded; each block of terms goes on where the one before it stopped.
    Plain,
    /// One after another, fused.
    Fused,
    /// Even and odd terms apart, each product rounded.
    HalvesPlain,
    /// Even and odd terms apart, fused.
    HalvesFused,
}

/// Where the sums of a tile go, and what becomes of them there.
#[derive(Clone, Copy)]
pub struct Goal {
    /// The length of a row of the result.
    pub line: usize,
    /// The columns that the tile has; the last panel of a product may hold more.
    pub width: usize,
    /// Whether the sums are added to what the result holds.
    pub adds: bool,
}

/// Adds up a tile and writes it to the result, or adds it to what is there.
#[inline(always)]
pub fn summed<'a, T: Float + 'a, const ROWS: usize>(
    strip: impl Iterator<Item = [T; ROWS]>,
    panel: impl Iterator<Item = &'a [T; WIDTH]>,
    sums: Sums,
    goal: Goal,
    target: &mut Places<T>,
) {
    let rounded = |sum: T, x: T, y: T| sum + x * y;
    let zeros = [[T::zero(); WIDTH]; ROWS];
    let terms = strip.zip(panel);
    let tile = match sums {
        Sums::Plain => {
            let before = if goal.adds { read(target, goal) } else { zeros };
            let tile = in_order(before, terms, rounded);
            return write(tile, target, goal);
        }
        _ if goal.adds => {
            (0..ROWS).for_each(|row| prefetch(target, row * goal.line));
            in_tile_order(sums, terms)
        }
        _ => in_tile_order(sums, terms),
    };
    if !goal.adds {
        return write(tile, target, goal);
    }
    // Read only now: by this time it has come from memory.
    let mut results: [[T; WIDTH]; ROWS] = read(target, goal);
    for (results, sums) in results.iter_mut().zip(&tile) {
        for lane in 0..WIDTH {
            results[lane] = results[lane] + sums[lane];
        }
    }
    write(results, target, goal);
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
fn read<T: Float, const ROWS: usize>(target: &Places<T>, goal: Goal) -> [[T; WIDTH]; ROWS] {
    let mut results = [[T::zero(); WIDTH]; ROWS];
    for (row, results) in results.iter_mut().enumerate() {
        // SAFETY: the first block of terms has written the whole result.
        let written = unsafe { target[row * goal.line..][..goal.width].assume_init_ref() };
        match written.first_chunk::<WIDTH>() {
            Some(whole) => *results = *whole,
            None => results[..goal.width].copy_from_slice(written),
        }
    }
    results
}

#[inline(always)]
fn write<T: Float, const ROWS: usize>(results: [[T; WIDTH]; ROWS], target: &mut Places<T>, goal: Goal) {
    for (row, results) in results.iter().enumerate() {
        match target[row * goal.line..].first_chunk_mut::<WIDTH>() {
            Some(whole) if goal.width == WIDTH => *whole = results.map(MaybeUninit::new),
            _ => {
                target[row * goal.line..][..goal.width].write_copy_of_slice(&results[..goal.width]);
            }
        }
    }
}

/// Lets an element come into the cache that will soon be read.
#[inline(always)]
pub fn prefetch<T>(elements: &[T], place: usize) {
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (elements, place);
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
