//! `np.random.default_rng` and `np.random.Generator`.

use std::collections::HashSet;

use super::{BitStream, Bounded, BoundedInt, Pcg64, Rejection, Samplers, SeedSequence, choice, ziggurat};

/// Below this population `choice` never shuffles all of it to pick a few.
const LARGE_POPULATION: usize = 10_000;

/// The state of a `Generator` over PCG64.
///
/// ```
/// use tape_tensor::random::{Pcg64Generator, Samplers};
/// let mut rng = Pcg64Generator::from_seed(42); // np.random.default_rng(42)
/// assert_eq!(rng.random(), 0.7739560485559633);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pcg64Generator {
    bits: Pcg64,
}

impl Pcg64Generator {
    /// `default_rng(seed)` for an integer.
    #[must_use]
    pub fn from_seed(seed: u128) -> Pcg64Generator {
        Pcg64Generator::new(&SeedSequence::from_int(seed))
    }

    /// `default_rng()`: seeded from the system.
    #[must_use]
    pub fn from_entropy() -> Pcg64Generator {
        Pcg64Generator::new(&SeedSequence::from_entropy())
    }

    /// `default_rng(sequence)`.
    #[must_use]
    pub fn new(seed: &SeedSequence) -> Pcg64Generator {
        Pcg64Generator { bits: Pcg64::new(seed) }
    }

    /// The bit generator.
    #[must_use]
    pub const fn bits(&self) -> &Pcg64 {
        &self.bits
    }

    /// `random(dtype=np.float32)`.
    pub fn random_f32(&mut self) -> f32 {
        self.bits.next_f32()
    }

    /// `standard_normal(dtype=np.float32)`.
    pub fn standard_normal_f32(&mut self) -> f32 {
        ziggurat::normal_f32(&mut self.bits)
    }

    /// `standard_exponential(dtype=np.float32)`.
    pub fn standard_exponential_f32(&mut self) -> f32 {
        ziggurat::exponential_f32(&mut self.bits)
    }

    /// `integers(low, high, dtype=…, endpoint=True)`: fills `out` with numbers from `low` to `high`, both included.
    pub fn integers<T: BoundedInt>(&mut self, low: T, high: T, out: &mut [T]) {
        let mut call = Bounded::new(Rejection::Lemire);
        out.fill_with(|| call.draw(&mut self.bits, low, high));
    }

    /// `integers(lows, highs, endpoint=True)`: a number for each pair.
    pub fn integers_each<T: BoundedInt>(&mut self, bounds: impl IntoIterator<Item = (T, T)>) -> Vec<T> {
        let mut call = Bounded::new(Rejection::Lemire);
        bounds.into_iter().map(|(low, high)| call.draw(&mut self.bits, low, high)).collect()
    }

    /// `shuffle(x)`; `permuted(x)` shuffles each of its lanes so.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.bits.next_interval(index as u64) as usize);
        }
    }

    /// `permutation(count)`.
    pub fn permutation(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        self.shuffle(&mut order);
        order
    }

    /// The indices of `choice(count, size)`.
    pub fn choice(&mut self, count: usize, size: usize) -> Vec<usize> {
        let mut indices = vec![0i64; if count == 0 { 0 } else { size }];
        self.integers(0, count.saturating_sub(1) as i64, &mut indices);
        indices.into_iter().map(|index| index as usize).collect()
    }

    /// The indices of `choice(count, size, replace=False, shuffle=shuffle)`, at most `count`.
    pub fn choice_without_replacement(&mut self, count: usize, size: usize, shuffle: bool) -> Vec<usize> {
        let size = size.min(count);
        let cutoff = if shuffle { 50 } else { 20 };
        if count > LARGE_POPULATION && size > count / cutoff {
            let mut order: Vec<usize> = (0..count).collect();
            self.shuffle_tail(&mut order, (count - size).max(1));
            return order.split_off(count - size);
        }
        let mut chosen = self.choose_by_floyd(count, size);
        if shuffle {
            self.shuffle_tail(&mut chosen, 1);
        }
        chosen
    }

    /// Settles the elements from the last down to `first`, as `choice` does: with draws other than those of `shuffle`.
    fn shuffle_tail(&mut self, items: &mut [usize], first: usize) {
        for index in (first..items.len()).rev() {
            items.swap(index, self.up_to(index));
        }
    }

    fn up_to(&mut self, largest: usize) -> usize {
        Bounded::new(Rejection::Lemire).up_to(&mut self.bits, largest as u64, u64::BITS) as usize
    }

    /// Floyd's method: each step adds a number below its bound, or the bound where the number is taken.
    fn choose_by_floyd(&mut self, count: usize, size: usize) -> Vec<usize> {
        let mut taken = HashSet::with_capacity(size);
        (count - size..count)
            .map(|bound| {
                let drawn = self.up_to(bound);
                let chosen = if taken.insert(drawn) { drawn } else { bound };
                taken.insert(chosen);
                chosen
            })
            .collect()
    }

    /// The indices of `choice(count, size, replace, p=weights)`; without replacement at most as many as have a weight.
    pub fn choice_weighted(&mut self, weights: &[f64], size: usize, replace: bool) -> Vec<usize> {
        if replace {
            choice::with_replacement(&mut self.bits, weights, size)
        } else {
            choice::without_replacement(&mut self.bits, weights, size)
        }
    }
}

impl BitStream for Pcg64Generator {
    fn next_u32(&mut self) -> u32 {
        self.bits.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.bits.next_u64()
    }

    fn next_f64(&mut self) -> f64 {
        self.bits.next_f64()
    }
}

impl Samplers for Pcg64Generator {
    fn standard_normal(&mut self) -> f64 {
        ziggurat::normal(&mut self.bits)
    }

    fn standard_exponential(&mut self) -> f64 {
        ziggurat::exponential(&mut self.bits)
    }
}
