//! Many elements to one.
//!
//! * over a set of axes: [`sum`], [`prod`], [`mean`], [`max`], [`min`], [`any`], [`all`], [`euclidean_norm`],
//!   [`logsumexp`], [`count_nonzero`]
//! * along one axis: [`argmax`], [`argmin`]
//!
//! # Design
//! The order of additions is fixed by the shape ([`fold`]), never by the number of threads, and is that of TensorFlow.

mod arg;
mod arithmetic;
mod fold;
mod plan;

pub use arg::{argmax, argmin};
pub use arithmetic::{all, any, count_nonzero, euclidean_norm, logsumexp, max, mean, min, prod, sum};
