//! Damaged text made a program: what is pasted from a web page.
//!
//! * [`repair`]: the programs that a damaged text may have been, the most plausible first.
//!
//! Nothing is evaluated here.

pub mod repair;

/// Whether a name means something before the program has said so: a builtin.
pub type Known<'k> = &'k dyn Fn(&str) -> bool;
