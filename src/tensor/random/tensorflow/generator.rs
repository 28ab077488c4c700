//! The state behind `tf.random.Generator`.

use crate::random::philox::Philox;

/// `tf.random.Algorithm`, with TensorFlow's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// `tf.random.Algorithm.PHILOX`.
    Philox = 1,
    /// `tf.random.Algorithm.THREEFRY`: it has states, but TensorFlow has no ops for it on a processor.
    Threefry = 2,
    /// `tf.random.Algorithm.AUTO_SELECT`: Philox, on a processor.
    AutoSelect = 3,
}

impl Algorithm {
    /// The algorithm that `alg="…"` names, in any case and with any dashes and underscores.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Algorithm> {
        let plain: String = name.trim().chars().filter(|c| !matches!(c, '-' | '_')).collect();
        match plain.to_lowercase().as_str() {
            "philox" => Some(Algorithm::Philox),
            "threefry" => Some(Algorithm::Threefry),
            "autoselect" => Some(Algorithm::AutoSelect),
            _ => None,
        }
    }

    /// The algorithm with TensorFlow's number `number`.
    #[must_use]
    pub const fn from_number(number: i64) -> Option<Algorithm> {
        match number {
            1 => Some(Algorithm::Philox),
            2 => Some(Algorithm::Threefry),
            3 => Some(Algorithm::AutoSelect),
            _ => None,
        }
    }

    /// How many int64 elements a state has.
    #[must_use]
    pub const fn state_size(self) -> usize {
        match self {
            Algorithm::Philox | Algorithm::AutoSelect => 3,
            Algorithm::Threefry => 2,
        }
    }

    /// `tf.random.create_rng_state` of an integer: its 64-bit pieces, the lowest first.
    ///
    /// ```
    /// use tape_tensor::random::Algorithm;
    /// assert_eq!(Algorithm::Philox.state_from_int((1 << 70) + 5), [5, 64, 0]); // create_rng_state(2**70 + 5, "philox")
    /// ```
    #[must_use]
    pub fn state_from_int(self, seed: i128) -> Vec<i64> {
        (0..self.state_size() as u32).map(|piece| (seed >> (64 * piece).min(127)) as i64).collect()
    }

    /// `tf.random.create_rng_state` of a vector: padded with zeros in front, cut at the end.
    ///
    /// ```
    /// use tape_tensor::random::Algorithm;
    /// assert_eq!(Algorithm::Philox.state(&[7, 8]), [0, 7, 8]); // create_rng_state([7, 8], "philox")
    /// ```
    #[must_use]
    pub fn state(self, seed: &[i64]) -> Vec<i64> {
        let size = self.state_size();
        let kept = &seed[..seed.len().min(size)];
        let mut state = vec![0; size - kept.len()];
        state.extend_from_slice(kept);
        state
    }
}

impl Philox {
    /// The stream that a generator's state describes: the counter, low half first, then the key.
    #[must_use]
    pub const fn from_state(state: [i64; 3]) -> Philox {
        Philox::from_key_counter(state[2].cast_unsigned(), [state[0].cast_unsigned(), state[1].cast_unsigned()])
    }

    /// The state of a generator whose next block is this stream's.
    ///
    /// ```
    /// use tape_tensor::random::Philox;
    /// let mut generator = Philox::from_state([1234, 0, 0]); // tf.random.Generator.from_seed(1234)
    /// let mut out = [0.0f32; 6];
    /// generator.normal(&mut out); // .normal(shape=(2, 3))
    /// assert_eq!(generator.state(), [2770, 0, 0]);
    /// ```
    #[must_use]
    pub const fn state(&self) -> [i64; 3] {
        let [low, high] = self.counter();
        [low.cast_signed(), high.cast_signed(), self.key().cast_signed()]
    }
}
