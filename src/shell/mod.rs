//! The session: what a front gives it, what it gives back. No terminal, no socket, and nothing is evaluated here.

pub mod paste;
pub mod pretty;
pub mod traceback;
