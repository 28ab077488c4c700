//! Forward mode: how the outputs of ops move when the primals move along given tangents.
//!
//! A jacobian-vector product is taken from two reverse sweeps, as TensorFlow does it: with `w(u)` what flows into the
//! inputs when `u` flows into the outputs, `w` is linear in `u`, and what flows back to `u` when the tangents flow into
//! `w(u)` is the product. Every op that has a gradient thereby has forward mode, to every order.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::op::Gradient;
use crate::recorders::{self, Recorder};
use crate::recording::Recording;
use crate::{Attrs, OpDef, Result, Source, Tensor, Variable, basic};

/// Follows jacobian-vector products: TensorFlow's `tf.autodiff.ForwardAccumulator`.
pub struct Forward(Rc<Accumulation>);

impl Forward {
    /// An accumulator with a tangent for each primal.
    #[must_use]
    pub fn new(primals: &[(Source, Tensor)]) -> Forward {
        let accumulation = Accumulation::default();
        for (primal, tangent) in primals {
            accumulation.set(primal, tangent.clone());
        }
        Forward(Rc::new(accumulation))
    }

    /// Begins to follow ops.
    pub fn enter(&self) {
        recorders::push(Recorder::Forward(self.0.clone()));
    }

    /// Stops following ops.
    pub fn exit(&self) {
        recorders::remove(&Recorder::Forward(self.0.clone()));
    }

    /// How a value moves, or `None` where it does not depend on the primals.
    #[must_use]
    pub fn jvp(&self, of: &Source) -> Option<Tensor> {
        match of {
            Source::Tensor(tensor) => self.0.tangent(tensor),
            Source::Variable(variable) => self.0.variables.borrow().get(&variable.id()).map(|entry| entry.1.clone()),
        }
    }
}

impl Drop for Forward {
    fn drop(&mut self) {
        self.exit();
    }
}

/// The tangents that an accumulator knows. Values are held, so that their identities stay theirs.
#[derive(Default)]
pub(crate) struct Accumulation {
    tensors: RefCell<HashMap<usize, (Tensor, Tensor)>>,
    variables: RefCell<HashMap<u64, (Variable, Tensor)>>,
}

impl Accumulation {
    fn set(&self, primal: &Source, tangent: Tensor) {
        match primal {
            Source::Tensor(tensor) => self.move_tensor(tensor, tangent),
            Source::Variable(variable) => {
                self.variables.borrow_mut().insert(variable.id(), (variable.clone(), tangent));
            }
        }
    }

    fn move_tensor(&self, tensor: &Tensor, tangent: Tensor) {
        self.tensors.borrow_mut().insert(tensor.id(), (tensor.clone(), tangent));
    }

    fn tangent(&self, tensor: &Tensor) -> Option<Tensor> {
        self.tensors.borrow().get(&tensor.id()).map(|entry| entry.1.clone())
    }

    /// Hears that a variable was read.
    pub(crate) fn read(&self, variable: &Variable, value: &Tensor) {
        let tangent = self.variables.borrow().get(&variable.id()).map(|entry| entry.1.clone());
        if let Some(tangent) = tangent {
            self.move_tensor(value, tangent);
        }
    }

    /// Hears that an op has run; only recorders outside this one listen meanwhile.
    pub(crate) fn record(
        &self,
        (op, attrs): (&'static OpDef, &Attrs),
        inputs: &[&Tensor],
        outputs: &[Tensor],
    ) -> Result<()> {
        let tangents: SmallVec<[Option<Tensor>; 2]> = inputs.iter().map(|input| self.tangent(input)).collect();
        if tangents.iter().all(Option::is_none) || matches!(op.gradient, Gradient::Nothing(_)) {
            return Ok(());
        }
        let moved = push_forward((op, attrs), inputs, outputs, &tangents)?;
        for (output, tangent) in outputs.iter().zip(moved) {
            if let Some(tangent) = tangent {
                self.move_tensor(output, tangent);
            }
        }
        Ok(())
    }
}

/// How an op's outputs move when its inputs move along the tangents.
fn push_forward(
    (op, attrs): (&'static OpDef, &Attrs),
    inputs: &[&Tensor],
    outputs: &[Tensor],
    tangents: &[Option<Tensor>],
) -> Result<Vec<Option<Tensor>>> {
    // A private record of just this op gives the first sweep.
    let inner = Recording::new(false, false);
    for (input, _) in inputs.iter().zip(tangents).filter(|(_, tangent)| tangent.is_some()) {
        inner.watch(input.tracked());
    }
    inner.record((op, attrs, crate::site()), inputs, outputs);
    let sources: Vec<_> = inputs.iter().map(|input| inner.node_of(input)).collect();

    // What flows into the outputs is a dummy, which a second recording watches through that sweep.
    let outer = Rc::new(Recording::new(false, true));
    let dummies: Vec<Tensor> = outputs.iter().map(basic::ones_like).collect::<Result<_>>()?;
    for dummy in dummies.iter().filter(|dummy| dummy.dtype().is_differentiable()) {
        outer.watch(dummy.tracked());
    }
    let given: Vec<Option<Tensor>> = dummies.iter().cloned().map(Some).collect();
    let recorder = Recorder::Tape(outer.clone());
    recorders::push(recorder.clone());
    let pulled = pull_back(&inner, outputs, &sources, &given, tangents);
    recorders::remove(&recorder);

    let (targets, upstream): (Vec<Tensor>, Vec<Option<Tensor>>) = pulled?.into_iter().unzip();
    let nodes: Vec<_> = dummies.iter().map(|dummy| outer.node_of(dummy)).collect();
    let moved = crate::sweep::gradient(&outer, &targets, &nodes, Some(&upstream))?;
    moved.into_iter().map(|tangent| tangent.map(|tangent| tangent.dense()).transpose()).collect()
}

/// What flows into each input that moves, beside the tangent that it moves along.
fn pull_back(
    inner: &Recording,
    outputs: &[Tensor],
    sources: &[Option<crate::tensor::Node>],
    given: &[Option<Tensor>],
    tangents: &[Option<Tensor>],
) -> Result<Vec<(Tensor, Option<Tensor>)>> {
    let pulled = crate::sweep::gradient(inner, outputs, sources, Some(given))?;
    let mut pairs = Vec::new();
    let mut counted: SmallVec<[crate::tensor::Node; 2]> = SmallVec::new();
    for ((pulled, tangent), node) in pulled.iter().zip(tangents).zip(sources) {
        let (Some(pulled), Some(tangent), Some(node)) = (pulled, tangent, node) else { continue };
        // An input that stands twice has one node, at which both uses have been summed already.
        if !counted.contains(node) {
            counted.push(*node);
            pairs.push((pulled.dense()?, Some(tangent.clone())));
        }
    }
    Ok(pairs)
}
