//! Python's random stream, bit for bit, and the Mersenne Twister that numpy shares with it.
//!
//! A room of its own below both the tensors, whose seeds TensorFlow draws from it, and the language, whose `random` module it
//! is.

pub mod entropy;
pub mod mersenne;
mod pow;
mod python;
mod sha512;

pub use mersenne::Mersenne;
pub use pow::pow;
pub use python::PythonRandom;
