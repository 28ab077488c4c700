//! What the built-in classes can do, a file a class: tables of native functions for [`types`](crate::types).

pub mod bytes;
pub mod class;
pub mod complex;
pub mod descriptor;
pub mod dict;
pub mod exception;
pub mod float;
pub mod function;
pub mod generator;
pub mod int;
pub mod list;
pub mod module;
pub mod object;
pub mod range;
pub mod set;
pub mod str;
pub mod tuple;
