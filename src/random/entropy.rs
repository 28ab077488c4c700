//! Unpredictable words for generators that nobody seeded.

use std::hash::{BuildHasher, RandomState};

/// `N` words from the system's source of randomness, by way of the standard library's hash keys.
#[must_use]
pub fn words<const N: usize>() -> [u64; N] {
    let keys = RandomState::new();
    std::array::from_fn(|index| keys.hash_one(index))
}
