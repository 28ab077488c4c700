//! The reverse sweep: from what flows into the targets to what flows into the sources.
//!
//! All that the rules do not say happens here, once: contributions are summed, broadcasting is undone, records that no
//! source lies behind are passed over, and a plain tape's records are let go as they are passed.

use smallvec::SmallVec;

use crate::error::Kind;
use crate::flow::Flow;
use crate::op::{Gradient, Partial, Upstream};
use crate::places::{Place, Places};
use crate::record::{Record, Recorded};
use crate::recording::Recording;
use crate::tensor::Node;
use crate::{Cotangent, Error, Result, Tensor, basic};

/// What has arrived at each source.
pub(crate) type Gradients = SmallVec<[Option<Cotangent>; 2]>;

/// What a record's rule gives for each of its inputs.
type Contributions = SmallVec<[Option<Cotangent>; 2]>;

/// The gradient of the sum of the targets with respect to each source.
pub(crate) fn gradient(
    recording: &Recording,
    targets: &[Tensor],
    sources: &[Option<Node>],
    upstream: Option<&[Option<Tensor>]>,
) -> Result<Gradients> {
    let mut sweep = Sweep::new(recording, sources, Members::One);
    for (index, target) in targets.iter().enumerate() {
        let Some(node) = recording.node_of(target).filter(|_| target.dtype().is_differentiable()) else { continue };
        let seed = match upstream.and_then(|given| given.get(index)).and_then(Option::as_ref) {
            Some(given) => given.clone(),
            None => basic::ones_like(target)?,
        };
        sweep.add(node, seed.into())?;
    }
    sweep.run(if recording.is_single_use() { Passing::LetGo } else { Passing::Keep })
}

/// Whether what flows carries a batch of upstream gradients in a leading axis.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Members {
    One,
    Batch,
}

/// What becomes of the records that a sweep has passed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Passing {
    LetGo,
    Keep,
}

/// A sweep under way.
pub(crate) struct Sweep<'a> {
    recording: &'a Recording,
    sources: &'a [Option<Node>],
    members: Members,
    flow: Flow,
    places: Places,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(recording: &'a Recording, sources: &'a [Option<Node>], members: Members) -> Sweep<'a> {
        let places = Places::on_the_way_from(sources, recording);
        Sweep { recording, sources, members, flow: Flow::into_nodes(recording.node_count()), places }
    }

    /// Adds to what flows into a node.
    pub(crate) fn add(&mut self, node: Node, contribution: Cotangent) -> Result<()> {
        self.flow.add(node, contribution)
    }

    /// Walks the records backwards and gives what has arrived at the sources.
    pub(crate) fn run(mut self, passing: Passing) -> Result<Gradients> {
        for index in (0..self.recording.len()).rev() {
            let record = match passing {
                Passing::LetGo => self.recording.pop(),
                Passing::Keep => self.recording.get(index),
            };
            if let Some(record) = record {
                self.pass(&record)?;
            }
        }
        Ok(self.sources.iter().map(|node| node.and_then(|node| self.flow.get(node))).collect())
    }

    fn pass(&mut self, record: &Record) -> Result<()> {
        match &record.op.gradient {
            Gradient::Each(partials) if record.outputs == 1 && partials.len() <= 2 => self.pass_short(record, partials),
            _ => self.pass_any(record),
        }
    }

    /// What most records are: an op with one output and at most two inputs, each with a rule of its own. As
    /// [`Sweep::pass_any`], without lists.
    fn pass_short(&mut self, record: &Record, partials: &[Partial]) -> Result<()> {
        let upstream = [self.arrived(record.first_output)?];
        let [Some(seen)] = &upstream else { return Ok(()) };
        let recorded = recorded(record, seen, self.members, &self.places);
        let contribution = |index| match recorded.wants(index) {
            true => partial(partials, index, &recorded, &upstream),
            false => Ok(None),
        };
        // Both rules first, then both sums, as there.
        let (first, second) = (contribution(0)?, contribution(1)?);
        deliver(&mut self.flow, &recorded, 0, first, self.members)?;
        deliver(&mut self.flow, &recorded, 1, second, self.members)
    }

    fn pass_any(&mut self, record: &Record) -> Result<()> {
        let mut upstream: SmallVec<[Option<Tensor>; 1]> = SmallVec::new();
        for node in record.output_nodes() {
            upstream.push(self.arrived(node)?);
        }
        let Some(seen) = upstream.iter().flatten().next() else { return Ok(()) };
        let recorded = recorded(record, seen, self.members, &self.places);
        // All rules first, then all sums: an outer tape hears of them in TensorFlow's order.
        let mut contributions = Contributions::new();
        contribute(record, &recorded, &upstream, &mut contributions)?;
        for (index, contribution) in contributions.iter_mut().enumerate() {
            let wanted = contribution.take().filter(|_| recorded.wants(index));
            deliver(&mut self.flow, &recorded, index, wanted, self.members)?;
        }
        Ok(())
    }

    /// What has arrived at an output; a source's stays there.
    #[inline]
    fn arrived(&mut self, node: Node) -> Result<Option<Tensor>> {
        let arrived = match self.places.of(node) {
            Place::Idle => None,
            Place::Between => self.flow.take(node),
            Place::Source => self.flow.get(node),
        };
        arrived.map(Cotangent::into_dense).transpose()
    }
}

/// A record as its rule sees it, with `seen` flowing into one of its outputs.
#[inline]
fn recorded<'a>(record: &'a Record, seen: &'a Tensor, members: Members, places: &'a Places) -> Recorded<'a> {
    Recorded::new(record, seen, seen.is_batched() && members == Members::One, places)
}

/// Adds a contribution, if there is one, to what flows into the input that it is for.
#[inline]
fn deliver(
    flow: &mut Flow,
    recorded: &Recorded<'_>,
    index: usize,
    contribution: Option<Cotangent>,
    members: Members,
) -> Result<()> {
    match contribution {
        Some(contribution) => flow.add(recorded.input_node(index), settle(recorded, index, contribution, members)?),
        None => Ok(()),
    }
}

/// Brings a contribution to the form of the input that it flows into: undoes broadcasting, and sums over the batch
/// where a batched op read an input that is not. A joint rule has its reasons for other shapes: a program's own gradient
/// goes on as it is.
fn settle(recorded: &Recorded<'_>, index: usize, contribution: Cotangent, members: Members) -> Result<Cotangent> {
    let Cotangent::Dense(mut gradient) = contribution else { return Ok(contribution) };
    if recorded.fits_input(index, &gradient) {
        return Ok(gradient.into());
    }
    let form = recorded.x_form(index);
    if gradient.is_batched() && !form.batched && members == Members::One {
        gradient = basic::sum_batch(&gradient)?;
    }
    if gradient.shape() != form.shape && !matches!(recorded.op().gradient, Gradient::Joint(..)) {
        gradient = basic::unbroadcast(&gradient, &form.shape)?;
    }
    Ok(gradient.into())
}

/// Runs a record's rule.
fn contribute(
    record: &Record,
    recorded: &Recorded<'_>,
    upstream: &[Option<Tensor>],
    contributions: &mut Contributions,
) -> Result<()> {
    match &record.op.gradient {
        Gradient::Each(partials) => {
            for index in 0..recorded.inputs() {
                let wanted = recorded.wants(index);
                contributions.push(if wanted { partial(partials, index, recorded, upstream)? } else { None });
            }
        }
        Gradient::Joint(_, rule) => contributions.extend(rule(recorded, &Upstream::new(upstream))?),
        Gradient::Nothing(_) => {}
        Gradient::Missing => return Err(Error::new(Kind::NoGradient { op: record.op })),
    }
    Ok(())
}

#[inline]
fn partial(
    partials: &[Partial],
    index: usize,
    recorded: &Recorded<'_>,
    upstream: &[Option<Tensor>],
) -> Result<Option<Cotangent>> {
    match partials.get(index) {
        Some(Partial::Rule(_, rule)) => match upstream.first() {
            Some(Some(gradient)) => Ok(Some(rule(recorded, gradient)?.into())),
            _ => Ok(None),
        },
        Some(Partial::Any(_, rule)) => rule(recorded, &Upstream::new(upstream)),
        Some(Partial::Nothing(_)) | None => Ok(None),
    }
}
