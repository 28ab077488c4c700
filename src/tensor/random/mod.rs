//! Random streams, bit for bit: what TensorFlow, numpy and Python draw for a seed.
//!
//! Everything here is plain state and pure functions over slices; who owns which state is decided elsewhere.
//!
//! | stream | here | user's name |
//! | --- | --- | --- |
//! | Philox4x32-10 | [`Philox`], [`SeedState`] | `tf.random.*`, `tf.random.Generator`, `keras.random.*` |
//! | MT19937 | [`PythonRandom`] | `random.*`, `random.Random` |
//! | MT19937 | [`LegacyNumpy`] | `np.random.seed`, `np.random.RandomState`, `np.random.*` |
//! | PCG64 | [`Pcg64Generator`] | `np.random.default_rng` |

mod entropy;
mod ln_gamma;
pub mod mersenne;
pub mod numpy;
pub mod philox;
mod pow;
pub mod python;
mod sha512;
pub mod tensorflow;

pub use numpy::{LegacyNumpy, Pcg64Generator, Samplers, SeedSequence};
pub use philox::Philox;
pub use python::PythonRandom;
pub use tensorflow::{Algorithm, FunctionSeeds, OpSeeds, SeedState, SeedWidth, fold_in, split};
