//! The language: a small Python. It knows no tensors; they come in through its object protocol.

pub mod ast;
mod layout;
pub mod parse;
pub mod syntax_error;
