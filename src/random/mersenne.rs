//! MT19937, the Mersenne Twister under `np.random.RandomState` and Python's `random.Random`.
//!
//! # Design
//!
//! Our own, because both users need its state to be cloned, and numpy seeds it from a single word where Python seeds it
//! from an array.
//!
//! Source: Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
//! generator" (ACM TOMACS 8, 1998), with their initialization of 2002.

use std::fmt;

/// Words of state.
const SIZE: usize = 624;
const SHIFT: usize = 397;
const TWIST: u32 = 0x9908_B0DF;
const UPPER: u32 = 0x8000_0000;

/// The state of an MT19937 generator.
#[derive(Clone, PartialEq, Eq)]
pub struct Mersenne {
    words: [u32; SIZE],
    /// The word that is read next; `SIZE` when all are used up.
    position: usize,
}

impl Mersenne {
    /// The generator seeded from one word.
    #[must_use]
    pub fn from_word(seed: u32) -> Mersenne {
        let mut words = [seed; SIZE];
        for index in 1..SIZE {
            let previous = words[index - 1];
            words[index] = (previous ^ previous >> 30).wrapping_mul(1_812_433_253).wrapping_add(index as u32);
        }
        Mersenne { words, position: SIZE }
    }

    /// The generator seeded from all words of `key`; an empty key counts as `[0]`.
    #[must_use]
    pub fn from_words(key: &[u32]) -> Mersenne {
        let key = if key.is_empty() { &[0] } else { key };
        let mut state = Mersenne::from_word(19_650_218);
        let mut index = 1;
        for (offset, word) in (0u32..).zip(key).cycle().take(SIZE.max(key.len())) {
            let mixed = state.scrambled(index, 1_664_525).wrapping_add(*word).wrapping_add(offset);
            index = state.place(index, mixed);
        }
        for _ in 1..SIZE {
            let mixed = state.scrambled(index, 1_566_083_941).wrapping_sub(index as u32);
            index = state.place(index, mixed);
        }
        state.words[0] = UPPER;
        state
    }

    fn scrambled(&self, index: usize, multiplier: u32) -> u32 {
        let previous = self.words[index - 1];
        self.words[index] ^ (previous ^ previous >> 30).wrapping_mul(multiplier)
    }

    /// Stores a word and gives the index after it; past the end the last word moves to the front.
    fn place(&mut self, index: usize, word: u32) -> usize {
        self.words[index] = word;
        if index + 1 < SIZE {
            return index + 1;
        }
        self.words[0] = word;
        1
    }

    /// The state as numpy and Python show it: the words, and how many of them are used up.
    #[must_use]
    pub const fn state(&self) -> (&[u32; SIZE], usize) {
        (&self.words, self.position)
    }

    /// The generator with a state that [`Mersenne::state`] gave; a position past the end is the end.
    #[must_use]
    pub fn from_state(words: [u32; SIZE], position: usize) -> Mersenne {
        Mersenne { words, position: position.min(SIZE) }
    }

    /// The next 32 random bits.
    #[inline]
    pub fn next_word(&mut self) -> u32 {
        if self.position == SIZE {
            self.refill();
        }
        let mut word = self.words[self.position];
        self.position += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// A number in [0, 1) with 53 random bits, from two words.
    #[inline]
    pub fn next_unit(&mut self) -> f64 {
        let high = self.next_word() >> 5;
        let low = self.next_word() >> 6;
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    fn refill(&mut self) {
        for index in 0..SIZE {
            let next = self.words[(index + 1) % SIZE];
            let joined = self.words[index] & UPPER | next & !UPPER;
            let twisted = joined >> 1 ^ if joined & 1 == 1 { TWIST } else { 0 };
            self.words[index] = self.words[(index + SHIFT) % SIZE] ^ twisted;
        }
        self.position = 0;
    }
}

impl fmt::Debug for Mersenne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mersenne").field("position", &self.position).finish_non_exhaustive()
    }
}
