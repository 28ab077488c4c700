//! Text that serves every room: where code stands ([`source`]), text with meaning but without colour ([`markup`]),
//! and how that looks on a terminal ([`ansi`]). [`is_printable`] says which characters Python escapes.
//!
//! Nothing here evaluates, prints or knows a tensor.

pub mod ansi;
pub mod markup;
pub mod printable;
pub mod source;

pub use ansi::Palette;
pub use markup::{Markup, Tag};
pub use printable::is_printable;
pub use source::{Source, Span};
