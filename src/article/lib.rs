//! Damaged text made a program: what is pasted from a web page.
//!
//! * [`reader`]: an article taken apart into code and the outputs that it shows.
//! * [`compare`]: whether an output is the one that is shown.
//! * [`repair`]: the programs that a damaged text may have been, the most plausible first.
//!
//! Nothing is evaluated here.

pub mod compare;
pub mod reader;
pub mod repair;

/// Whether a name means something before the program has said so: a builtin.
pub type Known<'k> = &'k dyn Fn(&str) -> bool;
