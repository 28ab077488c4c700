//! The one choke point: every op that anybody runs goes through [`apply`], which computes it and tells the tapes.

use std::cell::Cell;

use smallvec::{SmallVec, smallvec};
use tape_tensor::elementwise;

use crate::error::Kind;
use crate::infer::{self, Form};
use crate::op::{Input, Kernel, Outputs};
use crate::{Attrs, Error, OpDef, Result, Site, Tensor, batch, recorders};

thread_local! {
    static SITE: Cell<Site> = const { Cell::new(Site { code: 0, instruction: 0 }) };
}

/// Says where in the program the ops that follow are called; records remember it.
#[inline]
pub fn set_site(site: Site) {
    SITE.set(site);
}

/// Where in the program ops are being called.
#[inline]
#[must_use]
pub fn site() -> Site {
    SITE.get()
}

/// Runs an op and records it on every tape that follows one of its inputs.
///
/// # Errors
/// For dtypes that the op does not take, and whatever the kernel refuses.
pub fn apply(op: &'static OpDef, inputs: &[&Tensor], attrs: Attrs) -> Result<Outputs> {
    match lone(op, inputs) {
        Some(output) => recorded(op, inputs, smallvec![output], &attrs),
        None => checked(op, inputs, &attrs),
    }
}

/// [`apply`] for an op with one output.
///
/// # Errors
/// As [`apply`].
pub fn apply_one(op: &'static OpDef, inputs: &[&Tensor], attrs: Attrs) -> Result<Tensor> {
    if let Some(output) = lone(op, inputs) {
        recorders::record(op, inputs, std::slice::from_ref(&output), &attrs)?;
        return Ok(output);
    }
    checked(op, inputs, &attrs)?.pop().ok_or_else(|| {
        Error::kernel(op, inputs.len(), tape_tensor::Error::Invalid(format!("{} gave no output", op.name)))
    })
}

/// Any op on any inputs, of which nothing is known yet.
fn checked(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    check_dtypes(op, inputs)?;
    let outputs = if inputs.iter().any(|input| input.is_batched()) {
        batch::run_batched(op, inputs, attrs)?
    } else {
        run(op, inputs, attrs)?
    };
    recorded(op, inputs, outputs, attrs)
}

fn recorded(op: &'static OpDef, inputs: &[&Tensor], outputs: Outputs, attrs: &Attrs) -> Result<Outputs> {
    recorders::record(op, inputs, &outputs, attrs)?;
    Ok(outputs)
}

/// An elementwise op on floats without axes, the shortest way; nothing for all else, also for what will be refused.
#[inline]
fn lone(op: &'static OpDef, inputs: &[&Tensor]) -> Option<Tensor> {
    lone_of::<f32>(op, inputs).or_else(|| lone_of::<f64>(op, inputs))
}

#[inline]
fn lone_of<T: elementwise::Kernel>(op: &'static OpDef, inputs: &[&Tensor]) -> Option<Tensor> {
    let number = |index: usize| -> Option<T> {
        let input = inputs[index];
        if input.is_batched() {
            return None;
        }
        input.array().lone::<T>().filter(|_| op.inputs.get(index).is_some_and(|i| i.dtypes.contains(T::DTYPE)))
    };
    let result = match (op.kernel, inputs.len()) {
        (Kernel::Unary(code), 1) => elementwise::unary_lone(code, number(0)?),
        (Kernel::Binary(code), 2) => elementwise::binary_lone(code, number(0)?, number(1)?),
        _ => None,
    };
    result.map(Tensor::scalar)
}

/// Computes an op on ordinary tensors, without telling anybody. What comes out must be what its declaration infers.
pub(crate) fn run(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let outputs = compute(op, inputs, attrs)?;
    debug_assert!(
        !matches!(op.kernel, Kernel::Whole(_))
            || infer::agrees(op.infer, attrs, &forms(inputs.iter().copied()), &forms(outputs.iter())),
        "{} infers other forms than its kernel gives",
        op.name
    );
    Ok(outputs)
}

fn forms<'a>(tensors: impl Iterator<Item = &'a Tensor>) -> Vec<Form> {
    let form = |tensor: &Tensor| Form { dtype: tensor.dtype(), shape: tensor.array().shape().clone().into() };
    tensors.map(form).collect()
}

fn compute(op: &'static OpDef, inputs: &[&Tensor], attrs: &Attrs) -> Result<Outputs> {
    let refused = |error| Error::kernel(op, inputs.len(), error);
    let one = |array| smallvec![Tensor::new(array)];
    match (op.kernel, inputs) {
        (Kernel::Unary(code), [x]) => elementwise::unary(code, x.array()).map(one).map_err(refused),
        (Kernel::Binary(code), [x, y]) => elementwise::binary(code, x.array(), y.array()).map(one).map_err(refused),
        (Kernel::Compare(code), [x, y]) => elementwise::compare(code, x.array(), y.array()).map(one).map_err(refused),
        (Kernel::Whole(kernel), _) => {
            let arrays: SmallVec<[_; 4]> = inputs.iter().map(|input| input.array()).collect();
            Ok(kernel(&arrays, attrs).map_err(refused)?.into_iter().map(Tensor::new).collect())
        }
        _ => Err(refused(tape_tensor::Error::Invalid(format!("{} takes another number of inputs", op.name)))),
    }
}

/// Refuses dtypes as TensorFlow's op registry does: first those that disagree, then those that the op does not know.
fn check_dtypes(op: &'static OpDef, inputs: &[&Tensor]) -> Result<()> {
    if let Some(dtype) = inputs.first().map(|first| first.dtype())
        && inputs.iter().enumerate().all(|(position, input)| {
            input.dtype() == dtype && declared(op, position).is_none_or(|declared| declared.dtypes.contains(dtype))
        })
    {
        return Ok(());
    }
    for (position, input) in inputs.iter().enumerate() {
        let Some(declared) = declared(op, position) else { continue };
        let first = match declared.dtypes.only() {
            Some(only) => Some(only),
            None if declared.group.is_empty() => None,
            None => {
                inputs.iter().enumerate().find(|&(i, _)| same_group(op, i, declared)).map(|(_, first)| first.dtype())
            }
        };
        if let Some(expected) = first
            && expected != input.dtype()
        {
            return Err(Error::new(Kind::DTypeMismatch { op, position, expected, actual: input.dtype() }));
        }
    }
    for (position, input) in inputs.iter().enumerate() {
        if let Some(declared) = declared(op, position)
            && !declared.dtypes.contains(input.dtype())
        {
            return Err(Error::new(Kind::DTypeNotAllowed { op, group: declared.group, dtype: input.dtype() }));
        }
    }
    Ok(())
}

/// The declaration of the input at a position.
fn declared(op: &'static OpDef, position: usize) -> Option<&'static Input> {
    op.inputs.get(position).or_else(|| op.inputs.last().filter(|last| last.list))
}

/// Whether the input at a position binds the same dtype parameter; one whose dtype is fixed binds none.
fn same_group(op: &'static OpDef, position: usize, of: &Input) -> bool {
    declared(op, position).is_some_and(|input| input.group == of.group && input.dtypes.only().is_none())
}
