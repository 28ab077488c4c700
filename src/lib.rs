//! The map of the house.

pub mod front;
pub mod shell;
