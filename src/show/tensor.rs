//! Tensors and variables as TensorFlow prints them.

use tape_tensor::Array;

use crate::options::PrintOptions;
use crate::{array, scalar, shape};

/// `str` of a tensor: `tf.Tensor([1. 2.], shape=(2,), dtype=float32)`.
///
/// # Examples
/// ```
/// use tape_show::{PrintOptions, tensor};
/// use tape_tensor::Array;
/// let vector = Array::from_vec([2], vec![1.0_f32, 2.0]);
/// assert_eq!(tensor::str(&vector, &PrintOptions::default()), "tf.Tensor([1. 2.], shape=(2,), dtype=float32)");
/// ```
#[must_use]
pub fn str(value: &Array, options: &PrintOptions) -> String {
    let text = array::str(value, options);
    format!("tf.Tensor({}, shape={}, dtype={})", below(text), shape::str(value.shape()), value.dtype())
}

/// `repr` of a tensor: `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>`.
#[must_use]
pub fn repr(value: &Array, options: &PrintOptions) -> String {
    let text = below(value_repr(value, options));
    format!("<tf.Tensor: shape={}, dtype={}, numpy={text}>", shape::str(value.shape()), value.dtype())
}

/// `repr` of a variable, which is also its `str`:
/// `<tf.Variable 'Variable:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>`.
///
/// # Examples
/// ```
/// use tape_show::{PrintOptions, tensor};
/// use tape_tensor::Array;
/// let text = tensor::variable_repr("Variable:0", &Array::scalar(2.5_f32), &PrintOptions::default());
/// assert_eq!(text, "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=2.5>");
/// ```
#[must_use]
pub fn variable_repr(name: &str, value: &Array, options: &PrintOptions) -> String {
    let text = below(value_repr(value, options));
    format!("<tf.Variable '{name}' shape={} dtype={}, numpy={text}>", shape::str(value.shape()), value.dtype())
}

/// The value inside a `repr`: of an array without axes the element as a Python object.
#[must_use]
pub fn value_repr(value: &Array, options: &PrintOptions) -> String {
    match value.get(0) {
        Some(element) if value.shape().rank() == 0 => scalar::python(&element),
        _ => array::repr(value, options),
    }
}

/// A text of several lines begins on a line of its own.
fn below(text: String) -> String {
    if text.contains('\n') { format!("\n{text}") } else { text }
}
