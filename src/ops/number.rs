//! Numbers and errors in the form that a rule needs them.

use tape_grad::infer::{Form, Forms};
use tape_grad::{Error, Result, Tensor};
use tape_tensor::{Array, Error as KernelError, cast};

/// A number as a tensor without axes of the dtype of another.
///
/// # Errors
/// For dtypes that hold no numbers.
pub(crate) fn number_like(number: f64, like: &Tensor) -> Result<Tensor> {
    let array = cast::cast(&Array::scalar(number), like.dtype());
    array.map(Tensor::new).map_err(|error| Error::kernel(&crate::fill::OP, 2, error))
}

/// A refusal in TensorFlow's words.
pub(crate) fn invalid(text: impl Into<String>) -> KernelError {
    KernelError::Invalid(text.into())
}

/// One output of the form that all inputs share, as far as any of them is known.
///
/// # Errors
/// None: the kernel finds shapes that differ.
pub(crate) fn together(inputs: &[Form]) -> tape_tensor::Result<Forms> {
    let known = inputs.iter().find(|input| input.shape.known().is_some()).or(inputs.first());
    Ok(known.cloned().into_iter().collect())
}
