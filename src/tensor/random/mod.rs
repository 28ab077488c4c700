//! Random streams, bit for bit: what TensorFlow, numpy and Python draw for a seed.
//!
//! Everything here is plain state and pure functions over slices; who owns which state is decided elsewhere. So are the
//! checks of what users pass: what the imitated library refuses must be refused before drawing, among it lengths that do
//! not fit into memory. Arguments that mean nothing otherwise (NaN rates, empty ranges) give some value and never hang.
//!
//! Logarithms, powers and the like are those of the platform's C library, as they are in the three libraries: where a
//! stream passes through them its last digit is the platform's.
//!
//! | stream | here | user's name |
//! | --- | --- | --- |
//! | Philox4x32-10 | [`Philox`], [`SeedState`] | `tf.random.*`, `tf.random.Generator` |
//! | | [`KerasSeeds`], [`keras_stream`] | `keras.random.*`, `keras.initializers.*` |
//! | | [`ShuffleSeeds`], [`ShuffleBuffer`] | `tf.data.Dataset.shuffle` |
//! | MT19937 | [`PythonRandom`] | `random.*`, `random.Random` |
//! | MT19937 | [`LegacyNumpy`] | `np.random.seed`, `np.random.RandomState`, `np.random.*` |
//! | PCG64 | [`Pcg64Generator`] | `np.random.default_rng` |

mod ln_gamma;
pub mod numpy;
pub mod philox;
pub mod tensorflow;

pub use numpy::{LegacyNumpy, Pcg64Generator, Samplers, SeedSequence};
pub use philox::Philox;
pub use tape_random::PythonRandom;
pub use tensorflow::{
    Algorithm, FunctionSeeds, KerasSeeds, OpSeeds, SeedState, SeedWidth, ShuffleBuffer, ShuffleSeeds, fold_in,
    keras_stream, split,
};
