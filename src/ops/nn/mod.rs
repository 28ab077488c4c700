//! What networks are made of: activations, losses, normalisation.

pub mod activation;
pub mod loss;
pub mod normalize;
