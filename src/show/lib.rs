//! Every text of arrays and tensors, exactly as numpy and TensorFlow print them.
//!
//! [`array`] and [`scalar`] are numpy's `str` and `repr`, under [`PrintOptions`]; [`tensor`], [`shape`](mod@shape) and
//! [`dtype`] are TensorFlow's; [`tf_print`] and [`as_string`] are the texts that TensorFlow's own kernels make. Nothing in here prints.

mod brackets;
mod c_format;
mod corners;
mod decimal;
mod elements;
mod floats;
mod write;

pub mod array;
pub mod as_string;
pub mod dtype;
pub mod literal;
pub mod options;
pub mod scalar;
pub mod shape;
pub mod tensor;
pub mod tf_print;

pub use options::{FloatMode, PrintOptions, Sign};
