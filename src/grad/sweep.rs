//! The reverse sweep: from what flows into the targets to what flows into the sources.
//!
//! All that the rules do not say happens here, once: contributions are summed, broadcasting is undone, records that no
//! source lies behind are passed over, and a plain tape's records are let go as they are passed.

use smallvec::SmallVec;

use crate::error::Kind;
use crate::flow::Flow;
use crate::op::{Gradient, Partial, Upstream};
use crate::record::{Form, Record, Recorded, UNTRACKED};
use crate::tape::Recording;
use crate::tensor::Node;
use crate::{Cotangent, Error, Result, Tensor, basic};

/// What a record's rule gives for each of its inputs.
type Contributions = SmallVec<[Option<Cotangent>; 2]>;

/// The gradient of the sum of the targets with respect to each source.
pub(crate) fn gradient(
    recording: &Recording,
    targets: &[Tensor],
    sources: &[Option<Node>],
    upstream: Option<&[Option<Tensor>]>,
) -> Result<Vec<Option<Cotangent>>> {
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

/// What a sweep wants of a node.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Nothing: no source lies behind it.
    Idle,
    /// What flows on to the sources behind it.
    Between,
    /// What arrives: it is a source, whatever lies behind it.
    Source,
}

/// A sweep under way.
pub(crate) struct Sweep<'a> {
    recording: &'a Recording,
    sources: &'a [Option<Node>],
    members: Members,
    flow: Flow,
    places: Vec<Place>,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(recording: &'a Recording, sources: &'a [Option<Node>], members: Members) -> Sweep<'a> {
        let nodes = recording.node_count();
        let mut places = vec![Place::Idle; nodes];
        for &node in sources.iter().flatten() {
            places[node as usize] = Place::Source;
        }
        recording.each(|record| {
            if record.input_nodes().any(|node| node != UNTRACKED && places[node as usize] != Place::Idle) {
                let first = record.first_output as usize;
                let outputs = &mut places[first..first + record.outputs as usize];
                outputs.iter_mut().filter(|place| **place == Place::Idle).for_each(|place| *place = Place::Between);
            }
        });
        Sweep { recording, sources, members, flow: Flow::into_nodes(nodes), places }
    }

    /// Adds to what flows into a node.
    pub(crate) fn add(&mut self, node: Node, contribution: Cotangent) -> Result<()> {
        let sum = match self.flow.take(node) {
            Some(before) => before.add(&contribution)?,
            None => contribution,
        };
        self.flow.set(node, sum);
        Ok(())
    }

    /// Walks the records backwards and gives what has arrived at the sources.
    pub(crate) fn run(mut self, passing: Passing) -> Result<Vec<Option<Cotangent>>> {
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
        let first = record.first_output;
        let mut upstream: SmallVec<[Option<Tensor>; 1]> = SmallVec::new();
        for node in first..first + Node::from(record.outputs) {
            let arrived = match self.places[node as usize] {
                Place::Idle => None,
                Place::Between => self.flow.take(node),
                Place::Source => self.flow.get(node),
            };
            upstream.push(arrived.map(|gradient| gradient.dense()).transpose()?);
        }
        let Some(seen) = upstream.iter().flatten().next() else { return Ok(()) };
        let like = Form { batched: seen.is_batched() && self.members == Members::One, ..Form::of(seen) };
        let wanted: SmallVec<[bool; 4]> =
            record.input_nodes().map(|node| node != UNTRACKED && self.places[node as usize] != Place::Idle).collect();
        let recorded = Recorded::new(record, &like, &wanted);
        let contributions = contributions(record, &recorded, &upstream)?;
        for ((index, node), contribution) in record.input_nodes().enumerate().zip(contributions) {
            if let Some(contribution) = contribution.filter(|_| wanted[index]) {
                let settled = self.settle(record, contribution, &recorded.x_form(index))?;
                self.add(node, settled)?;
            }
        }
        Ok(())
    }

    /// Brings a contribution to the form of the input that it flows into: undoes broadcasting, and sums over the batch
    /// where a batched op read an input that is not. A joint rule has its reasons for other shapes: a program's own gradient
    /// goes on as it is.
    fn settle(&self, record: &Record, contribution: Cotangent, form: &Form) -> Result<Cotangent> {
        let Cotangent::Dense(mut gradient) = contribution else { return Ok(contribution) };
        if gradient.is_batched() && !form.batched && self.members == Members::One {
            gradient = basic::sum_batch(&gradient)?;
        }
        if gradient.shape() != form.shape && !matches!(record.op.gradient, Gradient::Joint(..)) {
            gradient = basic::unbroadcast(&gradient, &form.shape)?;
        }
        Ok(gradient.into())
    }
}

/// Runs a record's rule.
fn contributions(record: &Record, recorded: &Recorded<'_>, upstream: &[Option<Tensor>]) -> Result<Contributions> {
    match &record.op.gradient {
        Gradient::Each(partials) => (0..recorded.inputs())
            .map(|index| if recorded.wants(index) { partial(partials, index, recorded, upstream) } else { Ok(None) })
            .collect(),
        Gradient::Joint(_, rule) => Ok(rule(recorded, &Upstream::new(upstream))?.into()),
        Gradient::Nothing(_) => Ok(SmallVec::new()),
        Gradient::Missing => Err(Error::new(Kind::NoGradient { op: record.op })),
    }
}

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
