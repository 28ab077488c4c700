//! Functions of each element.
//!
//! * [`unary`], [`unary_owned`]: a [`Unary`] function of each element
//! * [`binary`], [`binary_owned`]: a [`Binary`] function of each pair, broadcasting
//! * [`compare`]: a [`Compare`] of each pair, to bools
//! * [`select`], [`clip`], [`leaky_relu_grad`], [`betainc`]: of three arrays
//! * [`complex`]: two real arrays to a complex one
//!
//! # Design
//! An opcode and a Rust type name a kernel, which works on blocks of slices ([`Kernel`]). The driver finds the type
//! once a call, shows each operand through the broadcast shape block by block ([`operand`]), and writes into a buffer
//! that nobody else holds where there is one (the `_owned` variants). Arrays of one element take a path without
//! allocation.

mod boolean;
mod complex;
mod drive;
mod half;
mod integer;
mod kernel;
mod lone;
mod opcode;
mod operand;
mod pair;
mod real;
mod select;
mod ternary;

pub use complex::complex;
pub(crate) use drive::elements;
pub use drive::{binary, binary_owned, compare, unary, unary_owned};
pub use kernel::{BLOCK, Comparable, Done, Kernel, Places, Side, Unsupported};
pub(crate) use kernel::{filled, places, rewrite, written};
pub use lone::{binary_lone, unary_lone};
pub use opcode::{Binary, Compare, Unary};
pub(crate) use operand::{gather, merged_axes};
pub(crate) use pair::{Pairs, Second};
pub use select::{clip, leaky_relu_grad, select};
pub use ternary::betainc;
