//! Where elements lie: making arrays, other shapes, parts and joints.

pub mod block;
pub mod gather;
pub mod identity;
pub mod join;
pub mod make;
pub mod order;
pub mod partition;
pub mod scatter;
pub mod segment;
pub mod shape;
pub mod slice;
pub mod sort;
pub mod spread;

use tape_grad::{Attr, Attrs, OpDef, Outputs, Result, Tensor, batch};

/// The attributes with one of them replaced.
fn with_attr(attrs: &Attrs, name: &'static str, value: Attr) -> Attrs {
    let entries =
        attrs.entries().iter().map(|(own, old)| (*own, if *own == name { value.clone() } else { old.clone() }));
    Attrs::new(entries)
}

/// The batch rule of an op on one array that names one of its axes: the same on the axis behind.
fn one_axis_behind(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let behind = attrs.int("axis").unwrap_or(0) + 1;
    batch::run_whole(op, &[inputs[0].array().clone()], &with_attr(attrs, "axis", behind.into()))
}

/// The batch rule of an op on one array with a list of numbers, so many an axis: the first axis gets `own`.
fn first_axis_gets(
    own: &[i64],
    list: &'static str,
    op: &'static OpDef,
    inputs: &[&Tensor],
    attrs: &Attrs,
) -> Result<Outputs> {
    let numbers: Vec<i64> = own.iter().chain(attrs.ints(list).unwrap_or(&[])).copied().collect();
    batch::run_whole(op, &[inputs[0].array().clone()], &with_attr(attrs, list, numbers.into()))
}
