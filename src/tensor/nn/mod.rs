//! Kernels of neural networks that are more than a composition of elementwise functions and reductions.
//!
//! * along the last axis: [`softmax`], [`log_softmax`]
//! * losses with their gradients: [`softmax_cross_entropy`], [`sparse_softmax_cross_entropy`]
//! * [`bias_add`], [`l2_loss`]
//! * on images: [`conv2d`], [`conv2d_input_grad`], [`conv2d_filter_grad`], [`depthwise_conv2d`],
//!   [`depthwise_conv2d_grads`], [`max_pool2d`], [`max_pool2d_grad`], [`avg_pool2d`], [`avg_pool2d_grad`], each with a
//!   [`Window`]

mod bias;
mod conv;
mod pool;
mod softmax;
mod window;

pub use bias::{bias_add, l2_loss};
pub use conv::{conv2d, conv2d_filter_grad, conv2d_input_grad, depthwise_conv2d, depthwise_conv2d_grads};
pub use pool::{avg_pool2d, avg_pool2d_grad, max_pool2d, max_pool2d_at, max_pool2d_grad};
pub use softmax::{log_softmax, softmax, softmax_cross_entropy, sparse_softmax_cross_entropy};
pub use window::{Border, Window};
