//! From many elements to one: along axes, by position, by segment, and running totals.

pub mod arg;
pub mod logical;
pub mod numeric;
pub mod statistic;

use smallvec::smallvec;
use tape_grad::basic::{self, axes_of};
use tape_grad::{Arrays, Attr, Attrs, Error, OpDef, Outputs, Recorded, Result, Tensor, batch};
use tape_tensor::{Array, Shape};

/// The kernel of a reduction over the axes of the attribute `axis`.
fn over_axes(
    kernel: fn(&Array, &[usize], bool) -> tape_tensor::Result<Array>,
    inputs: &[&Array],
    attrs: &Attrs,
) -> tape_tensor::Result<Arrays> {
    let axes = axes_of(attrs, inputs[0].shape().rank())?;
    Ok(smallvec![kernel(inputs[0], &axes, attrs.flag("keepdims"))?])
}

/// The batch rule of a reduction: the same over axes that stand one further back.
fn members(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let axes = axes_of(attrs, inputs[0].rank()).map_err(|error| Error::kernel(op, inputs.len(), error))?;
    let shifted = axes.iter().map(|axis| axis + 1).collect::<Vec<_>>();
    let attrs = Attrs::new([("axis", Attr::from(shifted)), ("keepdims", attrs.flag("keepdims").into())]);
    batch::run_whole(op, &[inputs[0].array().clone()], &attrs)
}

/// The axes that a recorded reduction went over.
fn axes(r: &Recorded<'_>) -> Result<Vec<usize>> {
    axes_of(r.attrs(), r.x_shape(0).rank()).map_err(|error| Error::kernel(&basic::SUM, 1, error))
}

/// What belongs to the output of a reduction, with the reduced axes as axes of size one.
fn kept(output: &Tensor, r: &Recorded<'_>) -> Result<Tensor> {
    let axes = axes(r)?;
    let shape = r.x_shape(0);
    let kept: Shape =
        shape.iter().enumerate().map(|(axis, &size)| if axes.contains(&axis) { 1 } else { size }).collect();
    basic::reshape(output, &kept)
}
