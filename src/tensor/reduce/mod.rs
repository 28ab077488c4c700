//! Many elements to one.
//!
//! * over a set of axes: [`sum`], [`prod`], [`mean`], [`max`], [`min`], [`any`], [`all`], [`euclidean_norm`],
//!   [`logsumexp`], [`count_nonzero`]
//! * along one axis: [`argmax`], [`argmin`], [`cumsum`], [`cumprod`], [`cumulative_logsumexp`], [`sort`], [`argsort`],
//!   [`along`], [`top_k`], [`in_top_k`], [`searchsorted`]
//! * over groups: [`segment`], [`unsorted_segment`], [`bincount`], [`unique`]
//! * [`limits`] of a dtype
//!
//! # Design
//! The order of additions is fixed by the shape ([`fold`]), never by the number of threads, and is that of TensorFlow.

mod arg;
mod arithmetic;
mod fold;
mod order;
mod plan;
mod scan;
mod segment;

pub use arg::{argmax, argmin};
pub(crate) use arithmetic::RowSum;
pub use arithmetic::{all, any, count_nonzero, euclidean_norm, logsumexp, max, mean, min, prod, sum};
pub use order::{Direction, Fit, along, argsort, in_top_k, searchsorted, sort, top_k, unique};
pub use scan::{Scan, cumprod, cumsum, cumulative_logsumexp};
pub use segment::{Segment, bincount, limits, segment, unsorted_segment};
