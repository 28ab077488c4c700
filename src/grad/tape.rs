//! The gradient tape: what it watches, what it has recorded, and when it may be asked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Kind;
use crate::record::Site;
use crate::recorders::{self, Recorder};
use crate::recording::Recording;
use crate::tensor::{Node, Tracked};
use crate::{Cotangent, Error, OpDef, Result, Tensor, Variable, jacobian, sweep};

/// Records ops on watched values and differentiates through them: TensorFlow's `tf.GradientTape`.
///
/// # Examples
/// ```
/// use tape_grad::{Source, Tape, Tensor, Unconnected, basic};
/// let x = Tensor::scalar(3.0f32);
/// let tape = Tape::new(false, true);
/// tape.enter()?;
/// tape.watch(&x);
/// let y = basic::mul(&x, &x)?;
/// tape.exit();
/// let gradients = tape.gradient(&[y], &[Source::from(&x)], None, Unconnected::None)?;
/// let dense = gradients[0].as_ref().map(|g| g.dense()).transpose()?;
/// assert_eq!(dense.and_then(|g| g.array().as_slice::<f32>().map(<[f32]>::to_vec)), Some(vec![6.0]));
/// # Ok::<(), tape_grad::Error>(())
/// ```
pub struct Tape {
    persistent: bool,
    watch_accessed: bool,
    /// What has been recorded; gone once a plain tape has been asked.
    recording: RefCell<Option<Rc<Recording>>>,
    listening: Cell<bool>,
    /// The variables of the last recording that was given up.
    watched_before: RefCell<Vec<Variable>>,
}

/// What to answer for a source that the target does not depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unconnected {
    None,
    Zero,
}

/// Something that a gradient can be taken with respect to.
#[derive(Clone, Debug)]
pub enum Source {
    Tensor(Tensor),
    Variable(Variable),
}

impl From<&Tensor> for Source {
    fn from(tensor: &Tensor) -> Source {
        Source::Tensor(tensor.clone())
    }
}

impl From<&Variable> for Source {
    fn from(variable: &Variable) -> Source {
        Source::Variable(variable.clone())
    }
}

impl Source {
    fn tracked(&self) -> &Tracked {
        match self {
            Source::Tensor(tensor) => tensor.tracked(),
            Source::Variable(variable) => variable.tracked(),
        }
    }

    /// Whether both are the same tensor or the same variable.
    #[must_use]
    pub fn same(&self, other: &Source) -> bool {
        match (self, other) {
            (Source::Tensor(a), Source::Tensor(b)) => a.same(b),
            (Source::Variable(a), Source::Variable(b)) => a.same(b),
            _ => false,
        }
    }

    /// The value, without telling a tape that it was read.
    #[must_use]
    pub fn value(&self) -> Tensor {
        match self {
            Source::Tensor(tensor) => tensor.clone(),
            Source::Variable(variable) => variable.peek(),
        }
    }
}

impl Tape {
    /// A tape that has not begun to record.
    #[must_use]
    pub fn new(persistent: bool, watch_accessed: bool) -> Tape {
        Tape {
            persistent,
            watch_accessed,
            recording: RefCell::new(None),
            listening: Cell::new(false),
            watched_before: RefCell::default(),
        }
    }

    /// Whether the tape may be asked more than once.
    #[must_use]
    pub fn is_persistent(&self) -> bool {
        self.persistent
    }

    /// Whether there is anything to ask: the tape was entered, and is not spent.
    #[must_use]
    pub fn has_recording(&self) -> bool {
        self.recording.borrow().is_some()
    }

    /// Whether the tape is recording now.
    #[must_use]
    pub fn is_recording(&self) -> bool {
        self.listening.get()
    }

    /// Begins to record, or goes on.
    ///
    /// # Errors
    /// If it is recording already.
    pub fn enter(&self) -> Result<()> {
        if self.listening.get() {
            return Err(Error::new(Kind::TapeRecording));
        }
        let recording = self
            .recording
            .borrow_mut()
            .get_or_insert_with(|| Rc::new(Recording::new(self.watch_accessed, !self.persistent)))
            .clone();
        recorders::push(Recorder::Tape(recording));
        self.listening.set(true);
        Ok(())
    }

    /// Stops recording; a tape that was asked inside its block has stopped already.
    pub fn exit(&self) {
        if self.listening.replace(false)
            && let Some(recording) = self.recording.borrow().as_ref()
        {
            recorders::remove(&Recorder::Tape(recording.clone()));
        }
    }

    /// Stops recording for a while: the beginning of `with tape.stop_recording():`, ended by [`Tape::enter`].
    ///
    /// # Errors
    /// If the tape is not recording, or was never entered.
    pub fn pause(&self) -> Result<()> {
        if self.recording.borrow().is_none() || !self.listening.get() {
            return Err(Error::new(Kind::TapeNotRecording));
        }
        self.exit();
        Ok(())
    }

    /// Forgets everything and begins to record anew.
    ///
    /// # Errors
    /// If the tape is not recording.
    pub fn reset(&self) -> Result<()> {
        self.pause()?;
        self.recording.replace(None);
        self.enter()
    }

    /// Follows a tensor from now on; ops on it before do not count.
    pub fn watch(&self, tensor: &Tensor) {
        if let Some(recording) = self.recording.borrow().as_ref() {
            recording.watch(tensor.tracked());
        }
    }

    /// Follows a variable from now on.
    pub fn watch_variable(&self, variable: &Variable) {
        if let Some(recording) = self.recording.borrow().as_ref() {
            recording.watch_variable(variable);
        }
    }

    /// The variables that the tape follows, in order of their creation.
    #[must_use]
    pub fn watched_variables(&self) -> Vec<Variable> {
        match self.recording.borrow().as_ref() {
            Some(recording) => recording.variables(),
            None => self.watched_before.borrow().clone(),
        }
    }

    /// The ops on the tape in order, each with the place in the program that called it.
    #[must_use]
    pub fn ops(&self) -> Vec<(&'static OpDef, Site)> {
        let mut ops = Vec::new();
        if let Some(recording) = self.recording() {
            recording.each(|record| ops.push((record.op, record.site)));
        }
        ops
    }

    /// What was recorded, for questions about it; `None` once it is spent.
    pub(crate) fn recording(&self) -> Option<Rc<Recording>> {
        self.recording.borrow().clone()
    }

    /// The tensors to differentiate: tensors as they are, variables as this tape has read them. What is to be
    /// differentiated with respect to itself is followed from now on, so that ones come out.
    #[must_use]
    pub fn targets(&self, targets: &[Source], sources: &[Source]) -> SmallVec<[Tensor; 1]> {
        let recording = self.recording();
        let seek = |target: &Source| {
            let value = target.value();
            let Some(recording) = &recording else { return value };
            if sources.iter().any(|source| source.same(target)) {
                recording.watch(target.tracked());
            }
            if let (Source::Variable(_), Some(node)) = (target, recording.node(target.tracked())) {
                recording.place(&value, node);
            }
            value
        };
        targets.iter().map(seek).collect()
    }

    /// The gradient of the sum of all targets with respect to each source.
    ///
    /// `upstream` holds, for each target, what flows into it instead of ones. A plain tape is spent by this.
    ///
    /// # Errors
    /// For a spent tape, and whatever a gradient rule's ops refuse.
    pub fn gradient(
        &self,
        targets: &[Tensor],
        sources: &[Source],
        upstream: Option<&[Option<Tensor>]>,
        unconnected: Unconnected,
    ) -> Result<Vec<Option<Cotangent>>> {
        let recording = self.open()?;
        let result = sweep::gradient(&recording, targets, &nodes(&recording, sources), upstream);
        self.close();
        result?.into_iter().zip(sources).map(|(gradient, source)| fill(gradient, source, unconnected)).collect()
    }

    /// The jacobian of a target with respect to each source: `[target..., source...]`.
    ///
    /// # Errors
    /// As [`Tape::gradient`].
    pub fn jacobian(
        &self,
        target: &Tensor,
        sources: &[Source],
        unconnected: Unconnected,
    ) -> Result<Vec<Option<Cotangent>>> {
        let recording = self.open()?;
        let result = jacobian::jacobian(&recording, target, &nodes(&recording, sources), sources);
        self.close();
        let fill = |(jacobian, source)| match (jacobian, unconnected) {
            (None, Unconnected::Zero) => jacobian::zeros(target, source, 0).map(Some),
            (jacobian, _) => Ok(jacobian),
        };
        result?.into_iter().zip(sources).map(fill).collect()
    }

    /// The jacobian of each member of a batch of targets with respect to the same member of a batch of sources:
    /// `[batch, target..., source...]`.
    ///
    /// # Errors
    /// As [`Tape::gradient`], and [`Kind::BatchMismatch`].
    pub fn batch_jacobian(
        &self,
        target: &Tensor,
        source: &Source,
        unconnected: Unconnected,
    ) -> Result<Option<Cotangent>> {
        let recording = self.open()?;
        let node = recording.node(source.tracked());
        let result = jacobian::batch_jacobian(&recording, target, node, source);
        self.close();
        // TensorFlow gives zeros here whatever was asked for.
        let _ = unconnected;
        match result? {
            None => jacobian::zeros(target, source, 1).map(Some),
            jacobian => Ok(jacobian),
        }
    }

    /// The recording to ask. A plain tape stops listening first, so that it does not record its own sweep.
    fn open(&self) -> Result<Rc<Recording>> {
        let recording = self.recording().ok_or_else(|| Error::new(Kind::TapeSpent))?;
        if self.listening.get() && !self.persistent {
            self.exit();
        }
        Ok(recording)
    }

    /// Lets a plain tape's recording go.
    fn close(&self) {
        if !self.persistent
            && let Some(recording) = self.recording.take()
        {
            self.watched_before.replace(recording.variables());
        }
    }
}

impl Drop for Tape {
    fn drop(&mut self) {
        self.exit();
    }
}

fn nodes(recording: &Recording, sources: &[Source]) -> SmallVec<[Option<Node>; 2]> {
    sources.iter().map(|source| recording.node(source.tracked())).collect()
}

/// Puts zeros where nothing flowed, if that was asked for.
fn fill(gradient: Option<Cotangent>, source: &Source, unconnected: Unconnected) -> Result<Option<Cotangent>> {
    match (gradient, unconnected) {
        (None, Unconnected::Zero) => Ok(Some(Cotangent::from(crate::basic::zeros_like(&source.value())?))),
        (gradient, _) => Ok(gradient),
    }
}
