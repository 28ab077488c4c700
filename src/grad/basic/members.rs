//! The ops between the members of a batch and an ordinary axis.

use smallvec::smallvec;
use tape_tensor::reduce;

use super::{NUMBERS, behind, broadcast_to};
use crate::infer;
use crate::op::{Batch, DTypes, Gradient, Input, Kernel, OpDef, Outputs, Partial, Reads, Refuses};
use crate::{Attr, Attrs, Error, Result, Tensor, apply_one, batch};

/// The members of a batch as an ordinary axis.
static UNBATCH: OpDef = OpDef {
    name: "Unbatch",
    inputs: &[Input::new("x", DTypes::ANY)],
    infer: infer::unknown,
    kernel: Kernel::Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |_, g| rebatch(g))]),
    batch: Batch::Rule(|inputs, _| Ok(inputs.iter().map(|input| batch::show(input)).collect())),
    refuses: Refuses::Shapes,
};

/// The first axis as the members of a batch.
static REBATCH: OpDef = OpDef {
    name: "Rebatch",
    inputs: &[Input::new("x", DTypes::ANY)],
    infer: infer::unknown,
    kernel: Kernel::Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |_, g| unbatch(g))]),
    batch: Batch::Loop,
    refuses: Refuses::Shapes,
};

/// The sum over the members of a batch.
static SUM_BATCH: OpDef = OpDef {
    name: "SumBatch",
    inputs: &[Input::new("x", NUMBERS)],
    infer: infer::same,
    kernel: Kernel::Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |r, g| {
        let size = r.attrs().int("size").unwrap_or(0) as usize;
        rebatch(&broadcast_to(g, &behind(size, &g.shape()))?)
    })]),
    batch: Batch::Rule(|inputs, _| {
        let sum = reduce::sum(inputs[0].array(), &[0], false);
        Ok(smallvec![Tensor::new(sum.map_err(|error| Error::kernel(&SUM_BATCH, 1, error))?)])
    }),
    refuses: Refuses::Shapes,
};

/// The members of a batch as an ordinary leading axis.
pub(crate) fn unbatch(x: &Tensor) -> Result<Tensor> {
    apply_one(&UNBATCH, &[x], Attrs::NONE)
}

/// The leading axis as the members of a batch.
pub(crate) fn rebatch(x: &Tensor) -> Result<Tensor> {
    let outputs: Outputs = smallvec![batch::hide(x.array().clone())];
    crate::recorders::record(&REBATCH, &[x], &outputs, &Attrs::NONE)?;
    Ok(outputs[0].clone())
}

/// The sum over the members of a batch.
pub(crate) fn sum_batch(x: &Tensor) -> Result<Tensor> {
    let size = x.array().shape()[0] as i64;
    apply_one(&SUM_BATCH, &[x], Attrs::new([("size", Attr::Int(size))]))
}
