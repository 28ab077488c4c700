//! Kernels of neural networks that are more than a composition of elementwise functions and reductions.
//!
//! * along the last axis: [`softmax`], [`log_softmax`]
//! * losses with their gradients: [`softmax_cross_entropy`], [`sparse_softmax_cross_entropy`]
//! * [`bias_add`], [`l2_loss`]

mod bias;
mod softmax;

pub use bias::{bias_add, l2_loss};
pub use softmax::{log_softmax, softmax, softmax_cross_entropy, sparse_softmax_cross_entropy};
