//! Neighbouring tiles added up at once, in registers of sixteen numbers.
//!
//! One tile of single precision fills six such registers. A processor that starts two fused products a cycle, each of which
//! takes four cycles, needs eight of them to be busy; and each factor that is read should serve several. Two strips by two
//! panels ([`GROUP`]) fill 24 of the 32 registers. Every sum keeps the order of its own tile.

#![allow(unsafe_code)]

use std::arch::x86_64::{
    _mm512_add_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
};

use super::operand::Lines;
use super::tile::{GROUP, Goal, HEIGHT, WIDTH, prefetch};
use crate::elementwise::Places;

/// Adds up a group of tiles, all terms in order and fused, and writes it to the result, or adds it to what is there. How strips
/// lie that are `PACKED` is known.
///
/// A function by itself: within another one the compiler does not keep all sums in registers.
#[inline(never)]
#[target_feature(enable = "avx512f")]
pub fn summed<const STRIPS: usize, const PACKED: bool>(
    strips: [Lines<'_, f32>; STRIPS],
    panels: [Lines<'_, f32>; GROUP],
    goal: Goal,
    target: &mut Places<f32>,
) {
    let terms = panels[0].terms;
    let along = panels[0].along;
    let last = terms.saturating_sub(1);
    assert!(target.len() >= (STRIPS * HEIGHT - 1) * goal.line + GROUP * WIDTH);
    for strip in &strips {
        assert!(strip.elements.len() > (HEIGHT - 1) * strip.across + last * strip.along);
    }
    for panel in &panels {
        assert!(panel.along == along && panel.elements.len() >= last * along + WIDTH);
    }
    if goal.adds {
        for row in 0..STRIPS * HEIGHT {
            (0..GROUP).for_each(|nth| prefetch(target, row * goal.line + nth * WIDTH));
        }
    }
    let mut sums = [[[_mm512_setzero_ps(); GROUP]; HEIGHT]; STRIPS];
    for term in 0..terms {
        // SAFETY: both panels have so many lines.
        let lines = panels.map(|panel| unsafe { _mm512_loadu_ps(panel.elements.as_ptr().add(term * along)) });
        for (strip, sums) in strips.iter().zip(&mut sums) {
            let (across, along) = if PACKED { (1, HEIGHT) } else { (strip.across, strip.along) };
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: each strip has so many factors.
                let factor = unsafe { _mm512_set1_ps(*strip.elements.as_ptr().add(term * along + row * across)) };
                for (sums, &line) in sums.iter_mut().zip(&lines) {
                    *sums = _mm512_fmadd_ps(factor, line, *sums);
                }
            }
        }
    }
    for (row, sums) in sums.as_flattened().iter().enumerate() {
        for (nth, &sums) in sums.iter().enumerate() {
            // SAFETY: the target has so many rows and columns, as was just seen. Where it is read, the first block of terms has
            // written it.
            unsafe {
                let place = target.as_mut_ptr().add(row * goal.line + nth * WIDTH).cast::<f32>();
                let results = if goal.adds { _mm512_add_ps(_mm512_loadu_ps(place), sums) } else { sums };
                _mm512_storeu_ps(place, results);
            }
        }
    }
}
