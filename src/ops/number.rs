//! Numbers, axes and forms as rules need them.

use tape_grad::infer::{Form, Forms};
use tape_grad::{Attrs, Error, OpDef, Outputs, Result, Tensor, batch};
use tape_tensor::{Array, cast};

/// A number as a tensor without axes of the dtype of another.
///
/// # Errors
/// For dtypes that hold no numbers.
pub(crate) fn number_like(number: f64, like: &Tensor) -> Result<Tensor> {
    let array = cast::cast(&Array::scalar(number), like.dtype());
    array.map(Tensor::new).map_err(|error| Error::kernel(&crate::fill::OP, 2, error))
}

/// One output of the form that all inputs share, as far as any of them is known.
///
/// # Errors
/// None: the kernel finds shapes that differ.
pub(crate) fn together(inputs: &[Form]) -> tape_tensor::Result<Forms> {
    let known = inputs.iter().find(|input| input.shape.known().is_some()).or(inputs.first());
    Ok(known.cloned().into_iter().collect())
}

/// An axis counted from the front, if an array of this rank has it.
pub(crate) fn counted(axis: i64, rank: usize) -> Option<usize> {
    let from_front = if axis < 0 { axis.checked_add(rank as i64)? } else { axis };
    usize::try_from(from_front).ok().filter(|&axis| axis < rank)
}

/// The batch rule of an op for which all inputs carry their members in front: those of inputs that have none repeat.
///
/// # Errors
/// Whatever the kernel refuses.
pub(crate) fn expanded(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let size = batch::size(inputs).unwrap_or(0);
    let arrays = inputs.iter().map(|input| batch::expand(input, size)).collect::<tape_tensor::Result<Vec<_>>>();
    batch::run_whole(op, &arrays.map_err(|error| Error::kernel(op, inputs.len(), error))?, attrs)
}
