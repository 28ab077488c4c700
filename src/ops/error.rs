//! Refusals in TensorFlow's words.

use tape_grad::{Error, OpDef};
use tape_tensor::Error as KernelError;

/// What a kernel refuses.
pub(crate) fn invalid(text: impl Into<String>) -> KernelError {
    KernelError::Invalid(text.into())
}

/// What an op refuses before its kernel runs.
pub(crate) fn refused(op: &'static OpDef, inputs: usize, text: String) -> Error {
    Error::kernel(op, inputs, invalid(text))
}

/// Sizes as Python shows a tuple of them.
pub(crate) fn tuple(sizes: &[usize]) -> String {
    match sizes {
        [one] => format!("({one},)"),
        several => format!("({})", several.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    }
}
