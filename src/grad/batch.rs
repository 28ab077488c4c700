//! Ops on a batch: the vectorised sweep sends many upstream gradients through each rule at once.
//!
//! A batched tensor carries its members in a leading axis that rules do not see: its shape is that of one member. Each
//! op's declaration says how it takes such inputs, so no rule is written twice.

use smallvec::{SmallVec, smallvec};
use tape_tensor::{Array, OneHot, Shape, layout};

use crate::apply::run;
use crate::basic::behind;
use crate::error::Kind;
use crate::op::{Batch, Kernel, Outputs};
use crate::{Attrs, Error, OpDef, Result, Tensor};

/// Runs an op on inputs of which some carry a batch.
pub(crate) fn run_batched(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    if let Some(outputs) = elements_apart(op, inputs, attrs)? {
        return Ok(outputs);
    }
    match op.batch {
        Batch::Elementwise => elementwise(op, inputs, attrs),
        Batch::Rule(rule) => rule(inputs, attrs),
        Batch::Loop => member_by_member(op, inputs, attrs),
    }
}

/// Hides the first axis of a tensor as its batch, untold to any tape.
#[must_use]
pub fn hide(array: Array) -> Tensor {
    Tensor::batched(array)
}

/// The tensor's array as an ordinary tensor, batch axis included, untold to any tape.
#[must_use]
pub fn show(tensor: &Tensor) -> Tensor {
    Tensor::new(tensor.array().clone())
}

/// How many members the batch has, if any input carries one.
#[must_use]
pub fn size(inputs: &[&Tensor]) -> Option<usize> {
    inputs.iter().find_map(|input| input.members())
}

/// An array with a batch axis in front: its own, or its elements repeated for each member.
///
/// # Errors
/// When the repeated elements do not fit into memory.
pub fn expand(tensor: &Tensor, size: usize) -> tape_tensor::Result<Array> {
    if tensor.is_batched() {
        return Ok(tensor.array().clone());
    }
    let own = tensor.array().shape();
    layout::broadcast_to(tensor.array(), &std::iter::once(size).chain(own.iter().copied()).collect())
}

/// The members in another shape of as many elements.
#[must_use]
pub fn reshape(tensor: &Tensor, shape: &Shape) -> Tensor {
    match tensor.as_one_hot() {
        Some(one_hot) => Tensor::one_hot(one_hot.with_shape(shape)),
        None => hide(tensor.array().with_shape(behind(tensor.array().shape()[0], shape))),
    }
}

/// Runs the op's kernel on arrays as they are and hides the first axis of what comes out.
///
/// # Errors
/// Whatever the kernel refuses.
pub fn run_whole(op: &'static OpDef, inputs: &[Array], attrs: &Attrs) -> Result<Outputs> {
    let tensors: SmallVec<[Tensor; 4]> = inputs.iter().cloned().map(Tensor::new).collect();
    let references: SmallVec<[&Tensor; 4]> = tensors.iter().collect();
    Ok(run(op, &references, attrs)?.iter().map(|output| hide(output.array().clone())).collect())
}

/// Lines the batch axes up: inputs of lower rank get axes of size one behind theirs.
fn elementwise(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let rank = inputs.iter().map(|input| input.rank()).max().unwrap_or(0);
    let aligned: SmallVec<[Array; 4]> = inputs
        .iter()
        .map(|input| {
            let array = input.array();
            if !input.is_batched() || input.rank() == rank {
                return array.clone();
            }
            let shape: Shape = std::iter::once(array.shape()[0])
                .chain(std::iter::repeat_n(1, rank - input.rank()))
                .chain(array.shape()[1..].iter().copied())
                .collect();
            array.with_shape(shape)
        })
        .collect();
    run_whole(op, &aligned, attrs)
}

/// Runs an elementwise op on hot and cold elements apart; nothing where the result has not that form.
fn elements_apart(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Option<Outputs>> {
    let Some(one_hot) = inputs.iter().find_map(|input| input.as_one_hot()) else { return Ok(None) };
    let keeps = |input: &&Tensor| match input.as_one_hot() {
        Some(other) => other.is_like(one_hot),
        None => {
            !input.is_batched()
                && input.shape().broadcast(one_hot.hot().shape()).as_ref() == Some(one_hot.hot().shape())
        }
    };
    if !matches!(op.kernel, Kernel::Unary(_) | Kernel::Binary(_)) || !inputs.iter().all(keeps) {
        return Ok(None);
    }
    let computed = |part: fn(&OneHot) -> &Array| -> Result<Array> {
        let parts: SmallVec<[Tensor; 2]> = inputs
            .iter()
            .map(|input| input.as_one_hot().map_or_else(|| (*input).clone(), |input| Tensor::new(part(input).clone())))
            .collect();
        let references: SmallVec<[&Tensor; 2]> = parts.iter().collect();
        Ok(run(op, &references, attrs)?[0].array().clone())
    };
    let (hot, mut cold) = (computed(OneHot::hot)?, computed(OneHot::cold)?);
    if cold.len() != 1 {
        cold = layout::broadcast_to(&cold, hot.shape()).map_err(|error| Error::kernel(op, inputs.len(), error))?;
    }
    Ok(Some(smallvec![Tensor::one_hot(one_hot.with(hot, cold))]))
}

/// Runs the op for each member and stacks the results.
///
/// # Errors
/// Whatever the kernel refuses, and an empty batch.
pub fn member_by_member(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let refused = |error| Error::kernel(op, inputs.len(), error);
    let size = size(inputs).unwrap_or(0);
    if size == 0 {
        return Err(Error::new(Kind::Value(format!("{} cannot run on an empty batch", op.name))));
    }
    let mut columns: Vec<Vec<Array>> = Vec::new();
    for member in 0..size {
        let own: Vec<Tensor> = inputs
            .iter()
            .map(|input| match input.is_batched() {
                true => row(input.array(), member).map(Tensor::new).map_err(refused),
                false => Ok((*input).clone()),
            })
            .collect::<Result<_>>()?;
        let references: SmallVec<[&Tensor; 4]> = own.iter().collect();
        let outputs = run(op, &references, attrs)?;
        columns.resize_with(outputs.len(), Vec::new);
        for (column, output) in columns.iter_mut().zip(&outputs) {
            column.push(output.array().clone());
        }
    }
    columns
        .iter()
        .map(|column| {
            let references: Vec<&Array> = column.iter().collect();
            layout::stack(&references, 0).map(hide).map_err(refused)
        })
        .collect()
}

/// One member's array.
fn row(array: &Array, member: usize) -> tape_tensor::Result<Array> {
    let rest = &array.shape()[1..];
    Ok(layout::take(array, 0, &[member])?.with_shape(rest))
}

/// A single batched output.
#[must_use]
pub fn one(array: Array) -> Outputs {
    smallvec![hide(array)]
}
