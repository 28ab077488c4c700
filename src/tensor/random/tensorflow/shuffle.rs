//! `tf.random.shuffle` and `tf.random.experimental.stateless_shuffle`.

use crate::random::philox::Philox;

impl Philox {
    /// A random order of `0..count`: element `i` of a shuffled array is element `order[i]` of the original.
    ///
    /// Unlike every other op this one sets aside only the words that it uses, and none at all for fewer than two
    /// elements.
    #[must_use]
    pub fn shuffle(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        let mut words = self.words();
        let swaps = count.saturating_sub(1);
        self.skip((swaps as u64).div_ceil(4));
        for index in 0..swaps {
            // TensorFlow takes the plain remainder, in 32 bits.
            let remaining = ((count - index) as u32).max(1);
            order.swap(index, index + (words.next_word() % remaining) as usize);
        }
        order
    }
}
