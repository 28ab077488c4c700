//! Text that serves every room: where code stands ([`source`]) and text with meaning but without colour ([`markup`]).
//!
//! Nothing here evaluates, prints or knows a tensor.

pub mod markup;
pub mod source;

pub use markup::{Markup, Tag};
pub use source::{Source, Span};
