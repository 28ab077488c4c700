//! The ways in, each thin: arguments, scripts, the prompt. Only this room prints.

pub mod arguments;
