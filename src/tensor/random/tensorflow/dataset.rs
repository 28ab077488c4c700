//! `tf.data.Dataset.shuffle`: the seeds of its iterations and the buffer that it draws from.

use std::collections::VecDeque;

use super::OpSeeds;
use crate::random::philox::{Philox, Words};
use tape_random::entropy;

/// The seeds of the iterations over one shuffled dataset.
#[derive(Clone, Debug)]
pub struct ShuffleSeeds {
    first: Philox,
    /// Where each iteration draws its seeds; `None` when all have the same order.
    draws: Option<Words>,
}

impl ShuffleSeeds {
    /// `shuffle(…, seed=…, reshuffle_each_iteration=reshuffle)`, with the seeds of
    /// [`SeedState::next_op_seed`](super::SeedState::next_op_seed).
    #[must_use]
    pub fn new(seeds: OpSeeds, reshuffle: bool) -> ShuffleSeeds {
        let [seed, seed2] = seeds.map_or_else(entropy::words, |pair| pair.map(u64::from));
        let first = Philox::from_seeds(seed, seed2);
        ShuffleSeeds { first, draws: reshuffle.then(|| first.words()) }
    }

    /// The stream of the next iteration.
    pub fn next_iteration(&mut self) -> Words {
        let Some(draws) = &mut self.draws else { return self.first.words() };
        let (seed, seed2) = (draws.next_word(), draws.next_word());
        Philox::from_seeds(u64::from(seed), u64::from(seed2)).words()
    }
}

/// The buffer of one iteration: filled up before each element that is taken.
#[derive(Clone, Debug)]
pub struct ShuffleBuffer<T> {
    words: Words,
    items: VecDeque<T>,
}

impl<T> ShuffleBuffer<T> {
    /// An empty buffer.
    #[must_use]
    pub const fn new(words: Words) -> ShuffleBuffer<T> {
        ShuffleBuffer { words, items: VecDeque::new() }
    }

    /// How many elements wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds an element.
    pub fn push(&mut self, item: T) {
        self.items.push_back(item);
    }

    /// Adds elements of `source` until `capacity` wait.
    pub fn fill(&mut self, source: &mut impl Iterator<Item = T>, capacity: usize) {
        let missing = capacity.saturating_sub(self.len());
        self.items.extend(source.take(missing));
    }

    /// Takes one of the elements that wait.
    pub fn take(&mut self) -> Option<T> {
        let count = self.items.len() as u64;
        let chosen = u64::from(self.words.next_word()).checked_rem(count)?;
        self.items.swap(0, chosen as usize);
        self.items.pop_front()
    }
}
