//! Seeds as values: `tf.random.stateless_*`, `split` and `fold_in`.

use crate::random::philox::Philox;

/// The key under which TensorFlow scrambles a stateless seed, so that neither half of it needs to be strong.
const SCRAMBLING_KEY: u64 = 0x0246_1E29_3EC8_F720;

impl Philox {
    /// The stream of a stateless op with the seed `seed` (an int32 seed is sign-extended).
    ///
    /// `alg="philox"` and `"auto_select"` are both this; on a processor TensorFlow has no other.
    ///
    /// ```
    /// use tape_tensor::random::Philox;
    /// let mut out = [0.0f32; 3];
    /// Philox::stateless([1, 2]).uniform(&mut out);
    /// assert_eq!(out, [0.8440604, 0.19204533, 0.9962232]); // tf.random.stateless_uniform([3], seed=[1, 2])
    /// ```
    #[must_use]
    pub fn stateless(seed: [i64; 2]) -> Philox {
        let [a, b, c, d] = Philox::from_key_counter(SCRAMBLING_KEY, seed.map(i64::cast_unsigned)).block();
        let wide = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        Philox::from_key_counter(wide(a, b), [0, wide(c, d)])
    }
}

/// The dtype of a seed, which decides how many random bits a derived seed gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedWidth {
    /// An `int32` seed.
    Int32,
    /// An `int64` seed.
    Int64,
}

/// `tf.random.split(seed, num)`: `count` new seeds.
#[must_use]
pub fn split(seed: [i64; 2], count: usize, width: SeedWidth) -> Vec<[i64; 2]> {
    let bits = full_ints(seed, count.saturating_mul(2), width);
    bits.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// `tf.random.fold_in(seed, data)`, where `width` is the dtype of `data`.
#[must_use]
pub fn fold_in(seed: [i64; 2], data: i64, width: SeedWidth) -> [i64; 2] {
    [full_ints(seed, 1, width).first().copied().unwrap_or_default(), data]
}

fn full_ints(seed: [i64; 2], count: usize, width: SeedWidth) -> Vec<i64> {
    let mut stream = Philox::stateless(seed);
    match width {
        SeedWidth::Int32 => {
            let mut bits = vec![0i32; count];
            stream.uniform_full_int(&mut bits);
            bits.into_iter().map(i64::from).collect()
        }
        SeedWidth::Int64 => {
            let mut bits = vec![0i64; count];
            stream.uniform_full_int(&mut bits);
            bits
        }
    }
}
