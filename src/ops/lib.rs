//! Every op and function of the public interface, each declared once: names, parameters, help with examples, dtypes,
//! shapes, kernel, gradient.
//!
//! Adding an op is adding one block to the file of its family (see `ops!` in `declare`); adding a file is adding a line
//! to its folder's `mod.rs` and one to [`functions`].

#![recursion_limit = "256"]

mod arguments;
pub mod array;
mod declare;
mod dtypes;
mod error;
pub mod image;
pub mod linalg;
mod literal;
pub mod math;
pub mod nn;
mod number;
mod operand;
mod prelude;
pub mod random;
pub mod reduce;
mod registry;
pub mod signal;

pub use array::block::*;
pub use array::gather::*;
pub use array::identity::*;
pub use array::join::*;
pub use array::make::*;
pub use array::order::*;
pub use array::partition::*;
pub use array::scatter::*;
pub use array::segment::*;
pub use array::shape::*;
pub use array::slice::*;
pub use array::sort::*;
pub use array::spread::*;
pub use image::colour::*;
pub use image::measure::*;
pub use image::transform::*;
pub use linalg::diagonal::*;
pub use linalg::einsum::*;
pub use linalg::inverse::*;
pub use linalg::norm::*;
pub use linalg::product::*;
pub use linalg::spectral::*;
pub use literal::literal;
pub use math::arithmetic::*;
pub use math::bitwise::*;
pub use math::compare::*;
pub use math::complex::*;
pub use math::exponential::*;
pub use math::rounding::*;
pub use math::scan::*;
pub use math::special::*;
pub use math::trigonometry::*;
pub use nn::activation::*;
pub use nn::conv::*;
pub use nn::loss::*;
pub use nn::normalize::*;
pub use nn::pool::*;
pub use operand::{Operand, Value};
pub use random::stateful::*;
pub use random::stateless::*;
pub use reduce::arg::*;
pub use reduce::logical::*;
pub use reduce::numeric::*;
pub use reduce::statistic::*;
pub use registry::{Registration, registration};
pub use signal::frame::*;
use tape_grad::{Body, Function, OpDef};

/// Every function, family by family.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    [
        math::arithmetic::FUNCTIONS,
        math::exponential::FUNCTIONS,
        math::trigonometry::FUNCTIONS,
        math::rounding::FUNCTIONS,
        math::compare::FUNCTIONS,
        math::complex::FUNCTIONS,
        math::bitwise::FUNCTIONS,
        math::scan::FUNCTIONS,
        math::special::FUNCTIONS,
        reduce::numeric::FUNCTIONS,
        reduce::logical::FUNCTIONS,
        reduce::statistic::FUNCTIONS,
        reduce::arg::FUNCTIONS,
        array::identity::FUNCTIONS,
        array::make::FUNCTIONS,
        array::shape::FUNCTIONS,
        array::join::FUNCTIONS,
        array::spread::FUNCTIONS,
        array::order::FUNCTIONS,
        array::slice::FUNCTIONS,
        array::gather::FUNCTIONS,
        array::scatter::FUNCTIONS,
        array::sort::FUNCTIONS,
        array::segment::FUNCTIONS,
        linalg::product::FUNCTIONS,
        linalg::norm::FUNCTIONS,
        linalg::diagonal::FUNCTIONS,
        linalg::einsum::FUNCTIONS,
        linalg::inverse::FUNCTIONS,
        linalg::spectral::FUNCTIONS,
        nn::activation::FUNCTIONS,
        nn::loss::FUNCTIONS,
        nn::normalize::FUNCTIONS,
        nn::conv::FUNCTIONS,
        nn::pool::FUNCTIONS,
        signal::frame::FUNCTIONS,
        image::transform::FUNCTIONS,
        image::measure::FUNCTIONS,
        image::colour::FUNCTIONS,
        array::partition::FUNCTIONS,
        array::block::FUNCTIONS,
        random::stateless::FUNCTIONS,
        random::stateful::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Every op that a function is the face of.
pub fn ops() -> impl Iterator<Item = &'static OpDef> {
    functions().filter_map(|function| match function.body {
        Body::Op(op) => Some(op),
        Body::Composite(_) => None,
    })
}
