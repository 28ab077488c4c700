//! What `numpy.random` draws: the legacy `RandomState` over MT19937 and the `Generator` over PCG64.
//!
//! # Design
//!
//! Both are a [`BitStream`], and [`Samplers`] draws distributions from any stream that also knows how to draw a normal
//! and an exponential value; legacy and new numpy differ in those two and in a few samplers that one of them overrides.
//! Where numpy raises for an argument (a negative scale, an empty range), the caller raises before it draws; drawing
//! anyway gives some number or NaN and never hangs.

mod bounded;
mod choice;
mod discrete;
mod generator;
mod legacy;
mod pcg64;
mod samplers;
mod seed_sequence;
mod ziggurat;
mod ziggurat_tables;

pub use bounded::{Bounded, BoundedInt, Rejection};
pub use generator::Pcg64Generator;
pub use legacy::LegacyNumpy;
pub use pcg64::Pcg64;
pub use samplers::Samplers;
pub use seed_sequence::SeedSequence;

use tape_random::Mersenne;

/// A source of random bits, as numpy's bit generators are.
pub trait BitStream {
    /// The next 32 random bits.
    fn next_u32(&mut self) -> u32;

    /// The next 64 random bits.
    fn next_u64(&mut self) -> u64;

    /// A number in [0, 1) with 53 random bits.
    fn next_f64(&mut self) -> f64;

    /// A number in [0, 1) with 24 random bits.
    fn next_f32(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 / 16_777_216.0
    }

    /// A number from 0 to `largest`, from as few bits as can hold it, drawn again while too large.
    fn next_interval(&mut self, largest: u64) -> u64 {
        let mask = u64::MAX.checked_shr(largest.leading_zeros()).unwrap_or(0);
        if largest == 0 {
            return 0;
        }
        loop {
            let bits = if largest <= u64::from(u32::MAX) { u64::from(self.next_u32()) } else { self.next_u64() };
            if bits & mask <= largest {
                return bits & mask;
            }
        }
    }
}

impl BitStream for Mersenne {
    fn next_u32(&mut self) -> u32 {
        self.next_word()
    }

    fn next_u64(&mut self) -> u64 {
        let high = self.next_word();
        u64::from(high) << 32 | u64::from(self.next_word())
    }

    fn next_f64(&mut self) -> f64 {
        self.next_unit()
    }
}
