//! Python's `random.Random`, number for number.

use std::f64::consts::{E, LN_2, PI};

use crate::{Mersenne, entropy, pow};

/// 4·exp(-1/2)/√2, of the ratio-of-uniforms method for the normal distribution.
const NORMAL_RATIO: f64 = 1.715_527_769_921_413_5;
/// 1 + ln 4.5, of Cheng's method for the gamma distribution.
const GAMMA_SQUEEZE: f64 = 2.504_077_396_776_274;

/// The state of a `random.Random`: cloning it is `getstate`, assigning the clone `setstate`.
///
/// Where Python raises for an argument (an empty range, a negative scale), the caller raises before it draws; drawing
/// anyway gives some number and never hangs.
///
/// ```
/// use tape_random::PythonRandom;
/// let mut random = PythonRandom::from_int(42);
/// assert_eq!(random.random(), 0.6394267984578837);
/// assert_eq!(random.randint(1, 6), 1);
/// ```
#[derive(Clone, Debug)]
pub struct PythonRandom {
    words: Mersenne,
    gauss_next: Option<f64>,
}

impl PythonRandom {
    /// `Random()`: seeded from the system.
    #[must_use]
    pub fn from_entropy() -> PythonRandom {
        let words: [u64; 8] = entropy::words();
        PythonRandom::from_words(&words.map(|word| word as u32))
    }

    /// `Random(n)` for an integer.
    #[must_use]
    pub fn from_int(seed: i128) -> PythonRandom {
        let size = seed.unsigned_abs();
        let words = [0, 32, 64, 96].map(|shift| (size >> shift) as u32);
        PythonRandom::from_words(&words)
    }

    /// `Random(n)` for an integer of any size: the 32-bit words of its absolute value, the lowest first.
    #[must_use]
    pub fn from_words(magnitude: &[u32]) -> PythonRandom {
        let significant = magnitude.iter().rposition(|&word| word != 0).map_or(1, |last| last + 1);
        let key = magnitude.get(..significant).unwrap_or_default();
        PythonRandom { words: Mersenne::from_words(key), gauss_next: None }
    }

    /// `Random(x)` for anything else that is hashed, as a float: seeded from `hash(x)`.
    #[must_use]
    pub fn from_hash(hash: i64) -> PythonRandom {
        PythonRandom::from_int(i128::from(hash.cast_unsigned()))
    }

    /// `Random(s)` for a string (its UTF-8) or bytes.
    ///
    /// ```
    /// use tape_random::PythonRandom;
    /// assert_eq!(PythonRandom::from_bytes(b"tape").random(), 0.21491453236233593);
    /// ```
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> PythonRandom {
        // Python reads the bytes and then their digest as one big-endian number.
        let number = [bytes, &super::sha512::digest(bytes)].concat();
        let words = number.rchunks(4).map(|chunk| chunk.iter().fold(0, |word, &byte| word << 8 | u32::from(byte)));
        PythonRandom::from_words(&words.collect::<Vec<_>>())
    }

    /// The Mersenne Twister's words and position, and the second value of the last pair of `gauss`, as `getstate` shows.
    #[must_use]
    pub const fn state(&self) -> (&Mersenne, Option<f64>) {
        (&self.words, self.gauss_next)
    }

    /// The generator with a state that was taken apart by [`PythonRandom::state`].
    #[must_use]
    pub const fn from_state(words: Mersenne, gauss_next: Option<f64>) -> PythonRandom {
        PythonRandom { words, gauss_next }
    }

    /// `random()`: a number in [0, 1).
    pub fn random(&mut self) -> f64 {
        self.words.next_unit()
    }

    /// `getrandbits(k)` for k ≤ 64.
    pub fn getrandbits(&mut self, bits: u32) -> u64 {
        let words = self.getrandbits_words(u64::from(bits.min(64)));
        words.iter().rev().fold(0, |number, &word| number << 32 | u64::from(word))
    }

    /// `getrandbits(k)`: 32-bit words, the lowest first.
    pub fn getrandbits_words(&mut self, bits: u64) -> Vec<u32> {
        let last = bits.div_ceil(32).saturating_sub(1);
        (0..bits.div_ceil(32))
            .map(|index| {
                let word = self.words.next_word();
                if index == last { word >> (last * 32 + 32 - bits) } else { word }
            })
            .collect()
    }

    /// A whole number below `limit`: what `randrange(limit)` gives; 0 when nothing is below.
    pub fn below(&mut self, limit: u64) -> u64 {
        if limit == 0 {
            return 0;
        }
        let bits = limit.ilog2() + 1;
        loop {
            let drawn = self.getrandbits(bits);
            if drawn < limit {
                return drawn;
            }
        }
    }

    /// [`PythonRandom::below`] for limits of any size: words, the lowest first, of the limit and of the result.
    pub fn below_words(&mut self, limit: &[u32]) -> Vec<u32> {
        let Some(top) = limit.iter().rposition(|&word| word != 0) else { return Vec::new() };
        let limit = &limit[..=top];
        let bits = top as u64 * 32 + u64::from(limit[top].ilog2()) + 1;
        loop {
            let drawn = self.getrandbits_words(bits);
            if drawn.iter().rev().lt(limit.iter().rev()) {
                return drawn;
            }
        }
    }

    /// `randint(low, high)`: a whole number from `low` to `high`, both included.
    pub fn randint(&mut self, low: i64, high: i64) -> i64 {
        match high.wrapping_sub(low).cast_unsigned().checked_add(1) {
            Some(width) => low.wrapping_add(self.below(width).cast_signed()),
            // The whole range of i64: Python draws 65 bits until they fit.
            None => {
                let words = self.below_words(&[0, 0, 1]);
                words.iter().take(2).rev().fold(0, |number, &word| number << 32 | i64::from(word)).wrapping_add(low)
            }
        }
    }

    /// The index that `choice` takes out of `count` elements.
    pub fn choice(&mut self, count: usize) -> usize {
        self.below(count as u64) as usize
    }

    /// `shuffle(x)`.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.choice(index + 1));
        }
    }

    /// The indices that `sample(population, k)` takes out of `count` elements, at most all of them.
    pub fn sample(&mut self, count: usize, k: usize) -> Vec<usize> {
        let k = k.min(count);
        // Python keeps a list of what is left, or a set of what is taken where that would be smaller.
        let table_size = if k > 5 { 4f64.powf(((k as f64 * 3.0).ln() / 4f64.ln()).ceil()) } else { 0.0 };
        if count as f64 <= 21.0 + table_size {
            self.sample_from_pool(count, k)
        } else {
            self.sample_by_rejection(count, k)
        }
    }

    fn sample_from_pool(&mut self, count: usize, k: usize) -> Vec<usize> {
        let mut pool: Vec<usize> = (0..count).collect();
        (0..k)
            .map(|taken| {
                let left = count - taken;
                pool.swap_remove(self.choice(left))
            })
            .collect()
    }

    fn sample_by_rejection(&mut self, count: usize, k: usize) -> Vec<usize> {
        let mut taken = std::collections::HashSet::with_capacity(k);
        let mut order = Vec::with_capacity(k);
        while order.len() < k {
            let index = self.choice(count);
            if taken.insert(index) {
                order.push(index);
            }
        }
        order
    }

    /// The indices that `choices(population, k=k)` takes out of `count` elements.
    pub fn choices(&mut self, count: usize, k: usize) -> Vec<usize> {
        (0..k).map(|_| (self.random() * count as f64) as usize).collect()
    }

    /// The indices that `choices(population, cum_weights=…, k=k)` takes.
    pub fn choices_weighted(&mut self, cumulative_weights: &[f64], k: usize) -> Vec<usize> {
        let Some((&total, inner)) = cumulative_weights.split_last() else { return Vec::new() };
        (0..k)
            .map(|_| {
                let target = self.random() * total;
                inner.partition_point(|&weight| weight <= target)
            })
            .collect()
    }

    /// `uniform(a, b)`.
    pub fn uniform(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// `triangular(low, high, mode)`.
    pub fn triangular(&mut self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let u = self.random();
        if mode.is_some() && high == low {
            return low;
        }
        let c = mode.map_or(0.5, |mode| (mode - low) / (high - low));
        if u > c { high + (low - high) * ((1.0 - u) * (1.0 - c)).sqrt() } else { low + (high - low) * (u * c).sqrt() }
    }

    /// `normalvariate(mu, sigma)`, by the ratio of uniforms (Kinderman and Monahan 1977).
    pub fn normalvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = NORMAL_RATIO * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -u2.ln() {
                return mu + z * sigma;
            }
        }
    }

    /// `gauss(mu, sigma)`: values come in pairs, the second of which is kept for the next call.
    pub fn gauss(&mut self, mu: f64, sigma: f64) -> f64 {
        let z = self.gauss_next.take().unwrap_or_else(|| {
            let angle = self.random() * (2.0 * PI);
            let radius = (-2.0 * (1.0 - self.random()).ln()).sqrt();
            self.gauss_next = Some(angle.sin() * radius);
            angle.cos() * radius
        });
        mu + z * sigma
    }

    /// `lognormvariate(mu, sigma)`.
    pub fn lognormvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        self.normalvariate(mu, sigma).exp()
    }

    /// `expovariate(lambd)`.
    pub fn expovariate(&mut self, rate: f64) -> f64 {
        -(1.0 - self.random()).ln() / rate
    }

    /// `vonmisesvariate(mu, kappa)` (Best and Fisher 1979).
    pub fn vonmisesvariate(&mut self, mu: f64, kappa: f64) -> f64 {
        if kappa <= 1e-6 {
            return 2.0 * PI * self.random();
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = (PI * self.random()).cos();
            let d = z / (r + z);
            let u = self.random();
            if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() || d.is_nan() {
                break z;
            }
        };
        let q = 1.0 / r;
        let turn = ((q + z) / (1.0 + q * z)).acos();
        let angle = if self.random() > 0.5 { mu + turn } else { mu - turn };
        angle.rem_euclid(2.0 * PI)
    }

    /// `gammavariate(alpha, beta)`.
    pub fn gammavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        if alpha > 1.0 {
            self.gamma_above_one(alpha) * beta
        } else if alpha == 1.0 {
            -(1.0 - self.random()).ln() * beta
        } else if alpha > 0.0 {
            self.gamma_below_one(alpha) * beta
        } else {
            f64::NAN
        }
    }

    /// Cheng, "The generation of gamma variables with non-integral shape parameter" (1977).
    fn gamma_above_one(&mut self, alpha: f64) -> f64 {
        let spread = (2.0 * alpha - 1.0).sqrt();
        let b = alpha - 2.0 * LN_2;
        let c = alpha + spread;
        loop {
            let u1 = self.random();
            if !(1e-7 < u1 && u1 < 0.999_999_9) {
                continue;
            }
            let u2 = 1.0 - self.random();
            let v = (u1 / (1.0 - u1)).ln() / spread;
            let x = alpha * v.exp();
            let z = u1 * u1 * u2;
            let r = b + c * v - x;
            if r + GAMMA_SQUEEZE - 4.5 * z >= 0.0 || r >= z.ln() || r.is_nan() {
                return x;
            }
        }
    }

    /// Algorithm GS of Ahrens and Dieter (1974).
    fn gamma_below_one(&mut self, alpha: f64) -> f64 {
        loop {
            let b = (E + alpha) / E;
            let p = b * self.random();
            let x = if p <= 1.0 { pow(p, 1.0 / alpha) } else { -((b - p) / alpha).ln() };
            let u = self.random();
            let accepted = if p > 1.0 { u <= pow(x, alpha - 1.0) } else { u <= (-x).exp() };
            if accepted {
                return x;
            }
        }
    }

    /// `betavariate(alpha, beta)`.
    pub fn betavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        let y = self.gammavariate(alpha, 1.0);
        if y == 0.0 { 0.0 } else { y / (y + self.gammavariate(beta, 1.0)) }
    }

    /// `paretovariate(alpha)`.
    pub fn paretovariate(&mut self, alpha: f64) -> f64 {
        pow(1.0 - self.random(), -1.0 / alpha)
    }

    /// `weibullvariate(alpha, beta)`.
    pub fn weibullvariate(&mut self, alpha: f64, beta: f64) -> f64 {
        alpha * pow(-(1.0 - self.random()).ln(), 1.0 / beta)
    }
}
