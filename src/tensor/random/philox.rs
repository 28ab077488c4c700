//! Philox4x32-10, the counter-based generator under every TensorFlow random op.
//!
//! A block of four 32-bit words is a pure function of a 128-bit counter and a 64-bit key, so any part of a stream can be
//! computed without the parts before it; that is what lets TensorFlow give each group of outputs its own region.
//!
//! Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).

/// How many blocks a TensorFlow op sets aside for each of its outputs, whether it uses them or not.
pub const BLOCKS_PER_OUTPUT: u64 = 256;

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// A Philox stream: a counter of blocks and a key.
///
/// Copying it forks the stream; both copies then give the same blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Philox {
    counter: u128,
    key: u64,
}

impl Philox {
    /// The stream of a stateful TensorFlow kernel with the attributes `seed` and `seed2`.
    ///
    /// ```
    /// use tape_tensor::random::Philox;
    /// // tf.random.uniform([3], seed=1) in a fresh process
    /// let mut out = [0.0f32; 3];
    /// Philox::from_seeds(87_654_321, 1).uniform(&mut out);
    /// assert_eq!(out, [0.2390374, 0.92039955, 0.050512433]);
    /// ```
    #[must_use]
    pub const fn from_seeds(seed: u64, seed2: u64) -> Philox {
        Philox { counter: (seed2 as u128) << 64, key: seed }
    }

    /// The stream that starts at block `counter` (low half first) under `key`.
    #[must_use]
    pub const fn from_key_counter(key: u64, counter: [u64; 2]) -> Philox {
        Philox { counter: counter[0] as u128 | (counter[1] as u128) << 64, key }
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> u64 {
        self.key
    }

    /// The counter of the next block, low half first.
    #[must_use]
    pub const fn counter(&self) -> [u64; 2] {
        [self.counter as u64, (self.counter >> 64) as u64]
    }

    /// Steps over `blocks` blocks.
    pub const fn skip(&mut self, blocks: u64) {
        self.counter = self.counter.wrapping_add(blocks as u128);
    }

    /// The same stream `blocks` blocks further on.
    #[must_use]
    pub const fn ahead(mut self, blocks: u64) -> Philox {
        self.skip(blocks);
        self
    }

    /// Sets aside [`BLOCKS_PER_OUTPUT`] blocks for each of `outputs` outputs, as every TensorFlow op does before it
    /// draws, and gives the stream at their start.
    #[must_use]
    pub const fn reserve(&mut self, outputs: u64) -> Philox {
        let start = *self;
        self.skip(outputs.wrapping_mul(BLOCKS_PER_OUTPUT));
        start
    }

    /// The next block of four random words.
    #[inline]
    #[must_use]
    pub fn block(&mut self) -> [u32; 4] {
        let mut words = split_words(self.counter);
        let mut key = [self.key as u32, (self.key >> 32) as u32];
        for _ in 0..ROUNDS {
            words = round(words, key);
            key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
        }
        self.skip(1);
        words
    }

    /// The stream read one word at a time.
    #[must_use]
    pub const fn words(self) -> Words {
        Words { stream: self, block: [0; 4], used: 4 }
    }
}

const fn split_words(counter: u128) -> [u32; 4] {
    [counter as u32, (counter >> 32) as u32, (counter >> 64) as u32, (counter >> 96) as u32]
}

#[inline]
const fn round(words: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let left = words[0] as u64 * MULTIPLIERS[0] as u64;
    let right = words[2] as u64 * MULTIPLIERS[1] as u64;
    [(right >> 32) as u32 ^ words[1] ^ key[0], right as u32, (left >> 32) as u32 ^ words[3] ^ key[1], left as u32]
}

/// A Philox stream read one word at a time, for samplers that need an unknown number of words.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    stream: Philox,
    block: [u32; 4],
    used: usize,
}

impl Words {
    /// The next word.
    #[inline]
    #[must_use]
    pub fn next_word(&mut self) -> u32 {
        if self.used == self.block.len() {
            self.block = self.stream.block();
            self.used = 0;
        }
        let word = self.block[self.used];
        self.used += 1;
        word
    }
}
