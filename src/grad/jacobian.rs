//! Jacobians by vectorised sweeps: the rows of the identity flow back together, as a batch.

use std::ops::Range;

use tape_tensor::{Array, OneHot, Shape, cast};

use crate::basic::{self, behind};
use crate::error::Kind;
use crate::recording::Recording;
use crate::sweep::{Members, Passing, Sweep};
use crate::tape::Source;
use crate::tensor::Node;
use crate::{Cotangent, Error, Result, Tensor};

/// No more elements than this flow into the target at once; larger jacobians are swept in blocks of rows.
const BLOCK_ELEMENTS: usize = 1 << 22;

/// `d target / d source` for each source, shaped `[target..., source...]`.
pub(crate) fn jacobian(
    recording: &Recording,
    target: &Tensor,
    nodes: &[Option<Node>],
    sources: &[Source],
) -> Result<Vec<Option<Cotangent>>> {
    let shape = target.shape();
    let rows = shape.elements();
    let swept = sweep_rows(recording, target, nodes, rows)?;
    swept
        .into_iter()
        .zip(sources)
        .map(|(gradient, source)| {
            let Some(gradient) = gradient else { return Ok(None) };
            let whole: Shape = shape.iter().chain(source.value().shape().iter()).copied().collect();
            Ok(Some(basic::reshape(&gradient, &whole)?.into()))
        })
        .collect()
}

/// `d target[b] / d source[b]` for each member `b`, shaped `[batch, target..., source...]`.
pub(crate) fn batch_jacobian(
    recording: &Recording,
    target: &Tensor,
    node: Option<Node>,
    source: &Source,
) -> Result<Option<Cotangent>> {
    let (shape, own) = (target.shape(), source.value().shape());
    let (Some(&members), Some(&own_members)) = (shape.first(), own.first()) else {
        return Err(Error::new(Kind::BatchMismatch { target: shape, source: own }));
    };
    if members != own_members {
        return Err(Error::new(Kind::BatchMismatch { target: shape, source: own }));
    }
    let rows = shape[1..].iter().product();
    let swept = sweep_rows(recording, target, &[node], rows)?.pop().flatten();
    let Some(gradient) = swept else { return Ok(None) };
    let axes: Vec<usize> = [1, 0].into_iter().chain(2..gradient.rank()).collect();
    let whole: Shape = shape.iter().chain(&own[1..]).copied().collect();
    Ok(Some(basic::reshape(&basic::transpose(&gradient, &axes)?, &whole)?.into()))
}

/// The jacobian of a target that does not depend on the source, whose first `shared` axes are the target's too.
pub(crate) fn zeros(target: &Tensor, source: &Source, shared: usize) -> Result<Cotangent> {
    let source = source.value();
    let shape: Shape = target.shape().iter().chain(source.shape().iter().skip(shared)).copied().collect();
    Ok(basic::broadcast_to(&basic::zeros_like(&basic::sum_all(&source)?)?, &shape)?.into())
}

/// Sends `rows` upstream gradients through the tape and gives, for each source, `[rows, source...]`. Row `i` is one at
/// element `i` of the target, and at each element as many as `rows` behind the last one.
fn sweep_rows(
    recording: &Recording,
    target: &Tensor,
    nodes: &[Option<Node>],
    rows: usize,
) -> Result<Vec<Option<Tensor>>> {
    let Some(node) = recording.node_of(target).filter(|_| target.dtype().is_differentiable()) else {
        return Ok(vec![None; nodes.len()]);
    };
    let mut batched = false;
    recording.each(|record| batched |= record.is_batched());
    let block = if batched { 1 } else { (BLOCK_ELEMENTS / target.shape().elements().max(1)).clamp(1, rows.max(1)) };
    let mut gathered: Vec<Vec<Tensor>> = vec![Vec::new(); nodes.len()];
    for start in (0..rows).step_by(block) {
        let end = (start + block).min(rows);
        let upstream = seeds(target, start..end, rows)?;
        let (members, upstream) = if batched {
            (Members::One, Tensor::new(upstream.array().with_shape(target.shape())))
        } else {
            (Members::Batch, upstream)
        };
        let mut sweep = Sweep::new(recording, nodes, members);
        sweep.add(node, upstream.into())?;
        for (rows, gradient) in gathered.iter_mut().zip(sweep.run(Passing::Keep)?) {
            if let Some(gradient) = gradient {
                rows.push(as_rows(&gradient.dense()?, end - start)?);
            }
        }
    }
    gathered.into_iter().map(|rows| join(&rows)).collect()
}

/// The upstream gradients of some of `width` rows, as a batch.
fn seeds(target: &Tensor, rows: Range<usize>, width: usize) -> Result<Tensor> {
    let refused = |error| Error::kernel(&basic::BROADCAST_TO, 1, error);
    let cold = cast::cast(&Array::scalar(0.0_f32), target.dtype()).map_err(refused)?;
    Ok(Tensor::one_hot(OneHot::new(rows, width, basic::ones_like(target)?.array().clone(), cold)))
}

/// What arrived for a block of rows, with the rows as an ordinary axis.
fn as_rows(gradient: &Tensor, rows: usize) -> Result<Tensor> {
    if gradient.is_batched() {
        return basic::unbatch(gradient);
    }
    basic::broadcast_to(gradient, &behind(rows, &gradient.shape()))
}

fn join(blocks: &[Tensor]) -> Result<Option<Tensor>> {
    match blocks {
        [] => Ok(None),
        [only] => Ok(Some(only.clone())),
        several => basic::concat(&several.iter().collect::<Vec<_>>(), 0).map(Some),
    }
}
