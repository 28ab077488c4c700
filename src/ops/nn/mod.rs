//! What networks are made of: activations, losses, normalisation.

pub mod activation;
pub mod conv;
pub mod loss;
pub mod normalize;
pub mod pool;
mod window;
