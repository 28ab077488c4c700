//! `np.random.seed`, `np.random.RandomState` and the functions of `np.random`.

use super::samplers::{beta_by_johnk, vonmises_by_rejection};
use super::{BitStream, Bounded, BoundedInt, Rejection, Samplers, choice, discrete};
use tape_random::Mersenne;
use tape_random::entropy;

/// The state of a `RandomState`; cloning it is `get_state`, assigning the clone `set_state`.
///
/// ```
/// use tape_tensor::random::{LegacyNumpy, Samplers};
/// let mut state = LegacyNumpy::from_seed(42); // np.random.seed(42)
/// assert_eq!(state.random(), 0.3745401188473625); // np.random.rand()
/// ```
#[derive(Clone, Debug)]
pub struct LegacyNumpy {
    words: Mersenne,
    gauss_next: Option<f64>,
}

impl LegacyNumpy {
    /// `RandomState(seed)` for an integer.
    #[must_use]
    pub fn from_seed(seed: u32) -> LegacyNumpy {
        LegacyNumpy { words: Mersenne::from_word(seed), gauss_next: None }
    }

    /// `RandomState(seeds)` for an array of integers, also of one.
    #[must_use]
    pub fn from_seeds(seeds: &[u32]) -> LegacyNumpy {
        LegacyNumpy { words: Mersenne::from_words(seeds), gauss_next: None }
    }

    /// `RandomState()`: seeded from the system.
    #[must_use]
    pub fn from_entropy() -> LegacyNumpy {
        let words: [u64; 8] = entropy::words();
        LegacyNumpy::from_seeds(&words.map(|word| word as u32))
    }

    /// The Mersenne Twister's words and position, and the second value of the last pair of normals.
    #[must_use]
    pub const fn state(&self) -> (&Mersenne, Option<f64>) {
        (&self.words, self.gauss_next)
    }

    /// The generator with a state that was taken apart by [`LegacyNumpy::state`].
    #[must_use]
    pub const fn from_state(words: Mersenne, gauss_next: Option<f64>) -> LegacyNumpy {
        LegacyNumpy { words, gauss_next }
    }

    /// `randint(low, high + 1, dtype=…)`: fills `out` with numbers from `low` to `high`, both included.
    pub fn randint<T: BoundedInt>(&mut self, low: T, high: T, out: &mut [T]) {
        let mut call = Bounded::new(Rejection::Masked);
        out.fill_with(|| call.draw(&mut self.words, low, high));
    }

    /// `randint(lows, highs + 1)`: a number for each pair.
    pub fn randint_each<T: BoundedInt>(&mut self, bounds: impl IntoIterator<Item = (T, T)>) -> Vec<T> {
        let mut call = Bounded::new(Rejection::Masked);
        bounds.into_iter().map(|(low, high)| call.draw(&mut self.words, low, high)).collect()
    }

    /// `shuffle(x)`.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.words.next_interval(index as u64) as usize);
        }
    }

    /// `permutation(count)`.
    pub fn permutation(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        self.shuffle(&mut order);
        order
    }

    /// The indices of `choice(count, size, replace)`; without replacement at most `count`.
    pub fn choice(&mut self, count: usize, size: usize, replace: bool) -> Vec<usize> {
        if !replace {
            let mut order = self.permutation(count);
            order.truncate(size);
            return order;
        }
        let mut indices = vec![0i64; if count == 0 { 0 } else { size }];
        self.randint(0, count.saturating_sub(1) as i64, &mut indices);
        indices.into_iter().map(|index| index as usize).collect()
    }

    /// The indices of `choice(count, size, replace, p=weights)`; without replacement at most as many as have a weight.
    pub fn choice_weighted(&mut self, weights: &[f64], size: usize, replace: bool) -> Vec<usize> {
        if replace {
            choice::with_replacement(&mut self.words, weights, size)
        } else {
            choice::without_replacement(&mut self.words, weights, size)
        }
    }
}

impl BitStream for LegacyNumpy {
    fn next_u32(&mut self) -> u32 {
        self.words.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.words.next_u64()
    }

    fn next_f64(&mut self) -> f64 {
        self.words.next_f64()
    }
}

impl Samplers for LegacyNumpy {
    /// Marsaglia's polar method: values come in pairs, the second of which is kept for the next call.
    fn standard_normal(&mut self) -> f64 {
        if let Some(kept) = self.gauss_next.take() {
            return kept;
        }
        loop {
            let x = 2.0 * self.next_f64() - 1.0;
            let y = 2.0 * self.next_f64() - 1.0;
            let square = x * x + y * y;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.gauss_next = Some(factor * x);
                return factor * y;
            }
        }
    }

    fn standard_exponential(&mut self) -> f64 {
        -(1.0 - self.next_f64()).ln()
    }

    /// In logarithms where both powers of Jöhnk's method vanish.
    fn beta_below_one(&mut self, a: f64, b: f64) -> f64 {
        let ([u, v], [x, y]) = beta_by_johnk(self, a, b);
        if x + y > 0.0 {
            return x / (x + y);
        }
        let (log_x, log_y) = (u.ln() / a, v.ln() / b);
        let largest = log_x.max(log_y);
        let (log_x, log_y) = (log_x - largest, log_y - largest);
        (log_x - (log_x.exp() + log_y.exp()).ln()).exp()
    }

    fn pareto(&mut self, a: f64) -> f64 {
        (self.standard_exponential() / a).exp() - 1.0
    }

    fn power(&mut self, a: f64) -> f64 {
        (1.0 - (-self.standard_exponential()).exp()).powf(1.0 / a)
    }

    fn rayleigh(&mut self, mode: f64) -> f64 {
        mode * (-2.0 * (-self.next_f64()).ln_1p()).sqrt()
    }

    fn vonmises(&mut self, mu: f64, kappa: f64) -> f64 {
        vonmises_by_rejection(self, mu, kappa)
    }

    /// Unlike new numpy this draws even where the result is certain.
    fn binomial(&mut self, count: i64, probability: f64) -> i64 {
        if count == 0 || probability == 0.0 {
            self.next_f64();
            return 0;
        }
        discrete::binomial(self, count, probability)
    }

    fn geometric(&mut self, probability: f64) -> i64 {
        if probability >= 1.0 / 3.0 {
            return discrete::geometric_by_search(self, probability);
        }
        ((-self.next_f64()).ln_1p() / (1.0 - probability).ln()).ceil() as i64
    }
}
