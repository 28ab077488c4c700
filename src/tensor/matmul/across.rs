//! Packing rows whose terms are neighbours: eight rows by eight terms are turned over in registers.
//!
//! One number at a time, packing takes a fifth of the time of a product of 64 x 64 matrices.

#![allow(unsafe_code)]

use crate::elementwise::Places;

/// Rows of a matrix whose terms are neighbours.
#[derive(Clone, Copy)]
#[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "read by kernels for x86-64 only"))]
pub struct Rows<'a, T> {
    /// From the first term of the first row on.
    pub elements: &'a [T],
    /// From row to row.
    pub row_step: usize,
    pub count: usize,
    pub terms: usize,
}

/// Packs rows; the lines of the target lie `step` apart, and each has room for all rows. Tells whether the processor can do it.
#[inline]
pub fn pack(rows: Rows<'_, f32>, step: usize, target: &mut Places<f32>) -> bool {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the instructions that the function is compiled for.
        unsafe { avx2::pack(rows, step, target) };
        return true;
    }
    let _ = (rows, step, target);
    false
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256, _mm_loadu_ps, _mm256_castps128_ps256, _mm256_insertf128_ps, _mm256_shuffle_ps, _mm256_storeu_ps,
        _mm256_unpackhi_ps, _mm256_unpacklo_ps,
    };

    use super::{Places, Rows};

    /// Numbers in a register.
    const LANES: usize = 8;

    #[target_feature(enable = "avx2")]
    pub fn pack(rows: Rows<'_, f32>, step: usize, target: &mut Places<f32>) {
        let Rows { elements, row_step, count, terms } = rows;
        if count == 0 || terms == 0 {
            return;
        }
        // Once for all blocks: looking for each of their lines would take as long as the block.
        assert!((count - 1) * row_step + terms <= elements.len() && (terms - 1) * step + count <= target.len());
        let full = count - count % LANES;
        // Lines of a block that lacks rows are too long: what is too much is overwritten by the next line, or lies behind all rows.
        let may_be_long = full == 0 || step >= full + LANES;
        let mut term = 0;
        while term + LANES <= terms {
            let (source, line) = (&elements[term..], &mut target[term * step..]);
            for row in (0..full).step_by(LANES) {
                // SAFETY: the last element that is read and the last one that is written lie inside, as was just seen.
                unsafe {
                    let source = source.as_ptr().add(row * row_step);
                    pack_block(source, row_step, LANES - 1, line.as_mut_ptr().add(row).cast(), step);
                }
            }
            if full < count {
                if !may_be_long || line.len() < (LANES - 1) * step + full + LANES {
                    break;
                }
                // SAFETY: as above; there is room for whole lines.
                unsafe {
                    let source = source.as_ptr().add(full * row_step);
                    pack_block(source, row_step, count - full - 1, line.as_mut_ptr().add(full).cast(), step);
                }
            }
            term += LANES;
        }
        for term in term..terms {
            for row in 0..count {
                target[term * step + row].write(elements[row * row_step + term]);
            }
        }
    }

    /// Columns for rows: eight terms of eight rows, of which those behind `last` are anything.
    ///
    /// The halves of rows that end up side by side are loaded so; then pairs of numbers are turned over, then pairs of pairs.
    ///
    /// # Safety
    /// Eight elements of each row up to `last` can be read, rows lying `row_step` apart; eight lines of eight be written, lying
    /// `step` apart.
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn pack_block(source: *const f32, row_step: usize, last: usize, target: *mut f32, step: usize) {
        for half in [0, LANES / 2] {
            // Half of a row, and of the one four rows below.
            let halves = |row: usize| -> __m256 {
                // SAFETY: the caller's.
                unsafe {
                    let upper = _mm_loadu_ps(source.add(row.min(last) * row_step + half));
                    let lower = _mm_loadu_ps(source.add((row + LANES / 2).min(last) * row_step + half));
                    _mm256_insertf128_ps::<1>(_mm256_castps128_ps256(upper), lower)
                }
            };
            let [a, b, c, d] = [halves(0), halves(1), halves(2), halves(3)];
            let pairs = |x, y| (_mm256_unpacklo_ps(x, y), _mm256_unpackhi_ps(x, y));
            let fours = |x, y| (_mm256_shuffle_ps::<0x44>(x, y), _mm256_shuffle_ps::<0xee>(x, y));
            let ((ab, ab2), (cd, cd2)) = (pairs(a, b), pairs(c, d));
            let ((first, second), (third, fourth)) = (fours(ab, cd), fours(ab2, cd2));
            for (line, numbers) in [first, second, third, fourth].into_iter().enumerate() {
                // SAFETY: the caller's.
                unsafe { _mm256_storeu_ps(target.add((half + line) * step), numbers) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementwise::places;

    #[test]
    fn lines_hold_a_term_of_each_row() {
        for (count, step, terms) in
            [(16, 16, 64), (6, 6, 24), (4, 4, 9), (1, 1, 8), (11, 16, 17), (14, 14, 16), (14, 16, 9), (2, 2, 3)]
        {
            let row_step = terms + 3;
            let elements: Vec<f32> = (0..count * row_step).map(|element| element as f32).collect();
            let mut target = vec![-1.0; terms * step];
            if !pack(Rows { elements: &elements, row_step, count, terms }, step, places(&mut target)) {
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
