//! Every text of arrays and tensors, exactly as numpy and TensorFlow print them.
//!
//! [`array`] and [`scalar`] are numpy's `str` and `repr`, under [`PrintOptions`]; [`tensor`], [`shape`](mod@shape) and
//! [`dtype`] are TensorFlow's; [`tf_print`] is the text that TensorFlow's own kernels make. Nothing in here prints.

mod brackets;
mod corners;
mod decimal;
mod elements;
mod floats;
mod write;

pub mod array;
pub mod c_format;
pub mod dtype;
pub mod literal;
pub mod options;
pub mod scalar;
pub mod shape;
pub mod tensor;
pub mod tf_print;

pub use options::{FloatMode, PrintOptions, Sign};
