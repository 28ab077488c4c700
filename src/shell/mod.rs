//! The session: what a front gives it, what it gives back. No terminal, no socket.
//!
//! * [`Session`] runs cells and scripts and answers with an [`Outcome`].
//! * [`paste`] makes pasted text a program; [`magic`] makes `%commands` calls.
//! * [`traceback`] lays out errors as IPython does, [`pretty`] values.
//! * [`export`](Session::export) writes a program as TensorFlow Python.
//! * [`complete`](Session::complete), [`help`] and [`highlight`] serve whoever types.

pub mod catalog;
pub mod complete;
mod export;
mod failure;
pub mod help;
pub mod highlight;
mod hint;
mod imports;
pub mod magic;
mod outcome;
pub mod paste;
pub mod pretty;
mod rooms;
mod session;
pub mod signature;
mod state;
pub mod traceback;

pub use imports::run_file;
pub use outcome::{Failure, Outcome, Report, Shown};
pub use session::{Kind, Manner, Session, completeness, startup_file};
