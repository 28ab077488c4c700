//! What the built-in classes can do, a file a class: tables of native functions for [`types`](crate::types).

pub(crate) mod byte_strings;
pub mod bytearray;
pub mod bytes;
pub mod class;
pub(crate) mod code;
pub mod complex;
pub mod descriptor;
pub mod dict;
pub mod dict_view;
pub mod exception;
pub mod float;
pub(crate) mod frame;
pub mod function;
pub mod generator;
pub mod int;
pub mod list;
pub mod module;
pub mod object;
pub mod protocol;
pub mod range;
pub(crate) mod receiver;
pub mod set;
pub mod str;
mod str_make;
pub mod tuple;
