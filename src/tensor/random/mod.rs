//! Random streams, bit for bit: what TensorFlow, numpy and Python draw for a seed.
//!
//! Everything here is plain state and pure functions over slices; who owns which state is decided elsewhere.
//!
//! | stream | here | user's name |
//! | --- | --- | --- |
//! | Philox4x32-10 | [`Philox`], [`SeedState`] | `tf.random.*`, `tf.random.Generator`, `keras.random.*` |
//! | MT19937 | [`PythonRandom`] | `random.*`, `random.Random` |

mod entropy;
mod ln_gamma;
pub mod mersenne;
pub mod philox;
pub mod python;
mod sha512;
pub mod tensorflow;

pub use philox::Philox;
pub use python::PythonRandom;
pub use tensorflow::{Algorithm, FunctionSeeds, OpSeeds, SeedState, SeedWidth, fold_in, split};
