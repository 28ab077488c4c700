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
pub mod math;
mod number;
mod operand;
mod prelude;

pub use array::identity::*;
pub use array::make::*;
pub use math::arithmetic::*;
pub use math::bitwise::*;
pub use math::compare::*;
pub use math::complex::*;
pub use math::exponential::*;
pub use math::rounding::*;
pub use math::trigonometry::*;
pub use operand::{Operand, Value};
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
        array::identity::FUNCTIONS,
        array::make::FUNCTIONS,
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
