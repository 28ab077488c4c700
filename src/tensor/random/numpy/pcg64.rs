//! PCG64 (XSL-RR), the bit generator of `np.random.default_rng`.
//!
//! Source: O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms for random number
//! generation" (2014).

use super::{BitStream, SeedSequence};

const MULTIPLIER: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;

/// The state of a PCG64 stream: a 128-bit linear congruential generator, and the half of a word that `next_u32` left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pcg64 {
    state: u128,
    increment: u128,
    half: Option<u32>,
}

impl Pcg64 {
    /// The stream that a seed sequence starts.
    #[must_use]
    pub fn new(seed: &SeedSequence) -> Pcg64 {
        let [state_high, state_low, stream_high, stream_low] = seed.generate_wide();
        let wide = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        let increment = wide(stream_high, stream_low) << 1 | 1;
        let mut stream = Pcg64 { state: increment.wrapping_add(wide(state_high, state_low)), increment, half: None };
        stream.step();
        stream
    }

    /// The state and the increment, as `bit_generator.state` shows them.
    #[must_use]
    pub const fn state(&self) -> (u128, u128) {
        (self.state, self.increment)
    }

    const fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }
}

impl BitStream for Pcg64 {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        self.step();
        let (high, low) = ((self.state >> 64) as u64, self.state as u64);
        (high ^ low).rotate_right((high >> 58) as u32)
    }

    /// The low half of a word first; the high half waits for the next call.
    #[inline]
    fn next_u32(&mut self) -> u32 {
        self.half.take().unwrap_or_else(|| {
            let word = self.next_u64();
            self.half = Some((word >> 32) as u32);
            word as u32
        })
    }

    #[inline]
    fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}
