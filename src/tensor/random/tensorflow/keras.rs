//! The seeds of keras: `SeedGenerator`, `keras.random.*` and the initializers, which are stateless TensorFlow ops.
//!
//! # How keras names map to the streams here
//!
//! * `keras.utils.set_random_seed(s)` seeds Python's `random` ([`PythonRandom::from_int`]), numpy's legacy state
//!   ([`LegacyNumpy::from_seed`](crate::random::LegacyNumpy::from_seed)) and TensorFlow's
//!   ([`SeedState::set_seed`](super::SeedState::set_seed)), and forgets the global `SeedGenerator`.
//! * An initializer without a seed draws one when it is made ([`KerasSeeds::draw_seed`]) from the same `random` that users
//!   see; so does a `SeedGenerator` without a seed, among them the global one when it is first needed.
//! * Drawing with an integer seed uses `[seed, 0]`: the same values in every call. Drawing with a `SeedGenerator` uses
//!   [`KerasSeeds::next_seed`]. Drawing without a seed (`keras.random.normal(shape)`) uses
//!   [`KerasSeeds::next_unordered`] of the global generator.
//! * Each of these goes through [`keras_stream`]: `normal`, `uniform` and `truncated_normal` are then
//!   `tf.random.stateless_*`, scaled in the dtype; `dropout` keeps what has a stateless uniform of at least `rate`;
//!   `shuffle` is an argsort of stateless uniforms; `categorical`, `gamma`, `binomial` are the stateless ops, and `beta`
//!   two gammas whose seeds differ by 12 in both halves.
//! * Layers with dropout each own a `SeedGenerator(seed)`.
//! * `VarianceScaling` and its kin draw `truncated_normal` with `stddev = √scale / 0.87962566103423978`, `normal` with
//!   `√scale`, or `uniform` within `√(3·scale)`.

use crate::random::philox::Philox;
use tape_random::PythonRandom;

/// Seeds are brought below this on their way to TensorFlow, which wants them as int32.
const SEED_MODULUS: i64 = i32::MAX as i64 - 1;

/// The state of a `keras.random.SeedGenerator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KerasSeeds {
    state: [i64; 2],
}

impl KerasSeeds {
    /// `SeedGenerator(seed)`.
    #[must_use]
    pub const fn new(seed: i64) -> KerasSeeds {
        KerasSeeds { state: [seed, 0] }
    }

    /// The seed of what was made without one, drawn from Python's `random`.
    pub fn draw_seed(random: &mut PythonRandom) -> i64 {
        random.randint(1, 1_000_000_000)
    }

    /// `state`, an int64 variable.
    #[must_use]
    pub const fn state(&self) -> [i64; 2] {
        self.state
    }

    /// `next()`: counts up the second half.
    pub const fn next_seed(&mut self) -> [i64; 2] {
        let seed = self.state;
        self.state[1] = seed[1].wrapping_add(1);
        seed
    }

    /// `next(ordered=False)`: jumps around below a million.
    pub fn next_unordered(&mut self) -> [i64; 2] {
        let seed = self.state;
        self.state = seed.map(|half| half.wrapping_add(1).wrapping_mul(5387).rem_euclid(933_199));
        seed
    }
}

/// The stream that keras draws from for a seed.
///
/// ```
/// use tape_tensor::random::{KerasSeeds, keras_stream};
/// let mut seeds = KerasSeeds::new(7);
/// let mut out = [0.0f32; 2];
/// keras_stream(seeds.next_seed()).uniform(&mut out); // keras.random.uniform((2,), seed=SeedGenerator(7))
/// assert_eq!(out, [0.7470788, 0.6721802]);
/// ```
#[must_use]
pub fn keras_stream(seed: [i64; 2]) -> Philox {
    Philox::stateless(seed.map(|half| half.rem_euclid(SEED_MODULUS)))
}
