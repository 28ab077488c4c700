//! Packing rows whose terms are neighbours: eight rows by eight terms are turned over in registers.
//!
//! One number at a time, packing takes a fifth of the time of a product of 64 x 64 matrices.

#![allow(unsafe_code)]

use std::cell::RefCell;

use super::pack::Workspace;

/// A type that tiles are made of.
pub trait Packed: num_traits::Float + Send + Sync {
    /// Packs so many rows of terms that are neighbours; the lines of the target lie `step` apart, and each has room for all
    /// rows. Tells whether the processor can do it.
    fn pack_across(rows: Rows<'_, Self>, step: usize, target: &mut [Self]) -> bool {
        let _ = (rows, step, target);
        false
    }

    /// Does something with buffers that this thread keeps from one product to the next.
    fn with_workspace<R>(work: impl FnOnce(&mut Workspace<Self>) -> R) -> R;
}

/// Rows of a matrix whose terms are neighbours.
#[derive(Clone, Copy)]
pub struct Rows<'a, T> {
    /// From the first term of the first row on.
    pub elements: &'a [T],
    /// From row to row.
    pub row_step: usize,
    pub count: usize,
    pub terms: usize,
}

thread_local! {
    static SINGLE: RefCell<Workspace<f32>> = const { RefCell::new(Workspace::new()) };
    static DOUBLE: RefCell<Workspace<f64>> = const { RefCell::new(Workspace::new()) };
}

impl Packed for f64 {
    fn with_workspace<R>(work: impl FnOnce(&mut Workspace<f64>) -> R) -> R {
        DOUBLE.with_borrow_mut(work)
    }
}

impl Packed for f32 {
    #[inline]
    fn pack_across(rows: Rows<'_, f32>, step: usize, target: &mut [f32]) -> bool {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the instructions that the function is compiled for.
            unsafe { avx2::pack(rows, step, target) };
            return true;
        }
        let _ = (rows, step, target);
        false
    }

    fn with_workspace<R>(work: impl FnOnce(&mut Workspace<f32>) -> R) -> R {
        SINGLE.with_borrow_mut(work)
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256, _mm256_loadu_ps, _mm256_permute2f128_ps, _mm256_setzero_ps, _mm256_shuffle_ps, _mm256_storeu_ps,
        _mm256_unpackhi_ps, _mm256_unpacklo_ps,
    };

    use super::Rows;

    /// Numbers in a register.
    const LANES: usize = 8;

    #[target_feature(enable = "avx2")]
    pub fn pack(rows: Rows<'_, f32>, step: usize, target: &mut [f32]) {
        let whole = rows.terms - rows.terms % LANES;
        for term in (0..whole).step_by(LANES) {
            for first in (0..rows.count).step_by(LANES) {
                pack_block(rows, first, term, step, target);
            }
        }
        for term in whole..rows.terms {
            for row in 0..rows.count {
                target[term * step + row] = rows.elements[row * rows.row_step + term];
            }
        }
    }

    /// Eight terms of up to eight rows. Lines are written whole, in order: what is too much of one is overwritten by the next.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn pack_block(rows: Rows<'_, f32>, first: usize, term: usize, step: usize, target: &mut [f32]) {
        let lanes = LANES.min(rows.count - first);
        let source = &rows.elements[first * rows.row_step + term..];
        let target = &mut target[term * step + first..];
        // The usual case by itself: there the compiler knows how often the loops run, and the numbers stay in registers.
        let block =
            if lanes == LANES { load::<LANES>(source, rows.row_step) } else { load_some(source, rows.row_step, lanes) };
        let lines = transposed(block);
        if target.len() >= (LANES - 1) * step + LANES {
            for (nth, line) in lines.into_iter().enumerate() {
                if let Some(place) = target[nth * step..].first_chunk_mut::<LANES>() {
                    // SAFETY: there is room for eight numbers.
                    unsafe { _mm256_storeu_ps(place.as_mut_ptr(), line) };
                }
            }
            return;
        }
        for (nth, line) in lines.into_iter().enumerate() {
            let mut numbers = [0.0f32; LANES];
            // SAFETY: as above.
            unsafe { _mm256_storeu_ps(numbers.as_mut_ptr(), line) };
            target[nth * step..][..lanes].copy_from_slice(&numbers[..lanes]);
        }
    }

    /// Eight numbers of each of so many rows, zeros for the others.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn load<const ROWS: usize>(source: &[f32], row_step: usize) -> [__m256; LANES] {
        let mut block = [_mm256_setzero_ps(); LANES];
        for (lane, register) in block.iter_mut().enumerate().take(ROWS) {
            if let Some(numbers) = source[lane * row_step..].first_chunk::<LANES>() {
                // SAFETY: there are eight numbers.
                *register = unsafe { _mm256_loadu_ps(numbers.as_ptr()) };
            }
        }
        block
    }

    #[target_feature(enable = "avx2")]
    fn load_some(source: &[f32], row_step: usize, rows: usize) -> [__m256; LANES] {
        match rows {
            1 => load::<1>(source, row_step),
            2 => load::<2>(source, row_step),
            3 => load::<3>(source, row_step),
            4 => load::<4>(source, row_step),
            5 => load::<5>(source, row_step),
            6 => load::<6>(source, row_step),
            _ => load::<7>(source, row_step),
        }
    }

    /// Columns for rows: pairs of numbers, then pairs of pairs, then halves.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn transposed([a, b, c, d, e, f, g, h]: [__m256; LANES]) -> [__m256; LANES] {
        let pairs = |x, y| [_mm256_unpacklo_ps(x, y), _mm256_unpackhi_ps(x, y)];
        let fours = |x, y| [_mm256_shuffle_ps::<0x44>(x, y), _mm256_shuffle_ps::<0xee>(x, y)];
        let [[ab, ab2], [cd, cd2], [ef, ef2], [gh, gh2]] = [pairs(a, b), pairs(c, d), pairs(e, f), pairs(g, h)];
        let [[x0, x1], [x2, x3]] = [fours(ab, cd), fours(ab2, cd2)];
        let [[y0, y1], [y2, y3]] = [fours(ef, gh), fours(ef2, gh2)];
        let low = |x, y| _mm256_permute2f128_ps::<0x20>(x, y);
        let high = |x, y| _mm256_permute2f128_ps::<0x31>(x, y);
        [low(x0, y0), low(x1, y1), low(x2, y2), low(x3, y3), high(x0, y0), high(x1, y1), high(x2, y2), high(x3, y3)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_a_term_of_each_row() {
        for (count, step, terms) in [(16, 16, 64), (6, 6, 24), (4, 4, 9), (1, 1, 8), (11, 16, 17), (2, 2, 3)] {
            let row_step = terms + 3;
            let elements: Vec<f32> = (0..count * row_step).map(|element| element as f32).collect();
            let mut target = vec![-1.0; terms * step];
            if !f32::pack_across(Rows { elements: &elements, row_step, count, terms }, step, &mut target) {
                return;
            }
            for term in 0..terms {
                for row in 0..count {
                    assert_eq!(
                        target[term * step + row],
                        (row * row_step + term) as f32,
                        "{count} rows, {terms} terms"
                    );
                }
            }
        }
    }
}
