//! What a tape keeps of one op: as little as its gradient needs.

use std::rc::Rc;

use smallvec::SmallVec;
use tape_tensor::{DType, Shape};

use crate::op::{Gradient, Partial};
use crate::tensor::{Node, Serial};
use crate::{Attrs, OpDef, Reads, Tensor};

/// The node of an input that the tape does not follow.
pub(crate) const UNTRACKED: Node = Node::MAX;

/// Where in the program an op was called: an index into the language's table of call sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site(pub u32);

/// One op on a tape.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub op: &'static OpDef,
    pub attrs: Attrs,
    pub site: Site,
    /// The node of the first output; the others follow.
    pub first_output: Node,
    inputs: u16,
    pub outputs: u16,
    /// The inputs, then the outputs; of an op that has only one, only if the rule reads it.
    edges: SmallVec<[Edge; 2]>,
}

#[derive(Clone, Debug)]
struct Edge {
    node: Node,
    kept: Kept,
}

/// What is kept of an input or output.
#[derive(Clone, Debug)]
enum Kept {
    /// Its dtype and shape are those of the only output, and the rule does not read it.
    LikeOutput,
    /// Only its dtype and shape.
    Form(Rc<Form>),
    /// All of it.
    Whole(Tensor),
}

/// Dtype and shape of a value that was let go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Form {
    pub dtype: DType,
    pub shape: Shape,
    pub batched: bool,
}

impl Form {
    pub(crate) fn of(tensor: &Tensor) -> Form {
        Form { dtype: tensor.dtype(), shape: tensor.shape(), batched: tensor.is_batched() }
    }
}

impl Record {
    /// The record of an op on the tape `serial`, or `None` where no gradient can flow through it to anything the tape
    /// follows.
    pub(crate) fn new(
        serial: Serial,
        (op, attrs, site): (&'static OpDef, &Attrs, Site),
        inputs: &[&Tensor],
        outputs: &[Tensor],
        first_output: Node,
    ) -> Option<Record> {
        let node_of = |tensor: &Tensor| {
            if tensor.dtype().is_differentiable() {
                tensor.tracked().node(serial).unwrap_or(UNTRACKED)
            } else {
                UNTRACKED
            }
        };
        let nodes: SmallVec<[Node; 4]> = inputs.iter().map(|input| node_of(input)).collect();
        if nodes.iter().all(|&node| node == UNTRACKED) {
            return None;
        }
        let reads = reads(op, &nodes);
        let first = outputs.first()?;
        let single = outputs.len() == 1;
        let keep = |tensor: &Tensor, whole: bool| {
            if whole {
                Kept::Whole(tensor.clone())
            } else if single
                && tensor.dtype() == first.dtype()
                && tensor.array().shape() == first.array().shape()
                && tensor.is_batched() == first.is_batched()
            {
                Kept::LikeOutput
            } else {
                Kept::Form(Rc::new(Form::of(tensor)))
            }
        };
        let outputs_known = if single && !reads.has_output(0) { &[] } else { outputs };
        let mut edges = SmallVec::with_capacity(inputs.len() + outputs_known.len());
        for (index, (input, &node)) in inputs.iter().zip(&nodes).enumerate() {
            edges.push(Edge { node, kept: keep(input, reads.has_input(index)) });
        }
        for (index, output) in outputs_known.iter().enumerate() {
            edges.push(Edge { node: UNTRACKED, kept: keep(output, reads.has_output(index)) });
        }
        Some(Record {
            op,
            attrs: attrs.clone(),
            site,
            first_output,
            inputs: inputs.len() as u16,
            outputs: outputs.len() as u16,
            edges,
        })
    }

    /// The nodes of the inputs, [`UNTRACKED`] where the tape does not follow one.
    pub(crate) fn input_nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.edges[..self.inputs as usize].iter().map(|edge| edge.node)
    }

    /// Whether the record has anything to do with a vectorised sweep.
    pub(crate) fn is_batched(&self) -> bool {
        self.edges.iter().any(|edge| match &edge.kept {
            Kept::LikeOutput => false,
            Kept::Form(form) => form.batched,
            Kept::Whole(tensor) => tensor.is_batched(),
        })
    }
}

/// What must be kept for the gradients that can be asked for: nothing is kept for an input that nobody follows.
fn reads(op: &OpDef, nodes: &[Node]) -> Reads {
    match &op.gradient {
        Gradient::Each(partials) => partials.iter().zip(nodes).filter(|(_, node)| **node != UNTRACKED).fold(
            Reads::NOTHING,
            |reads, (partial, _)| match partial {
                Partial::Rule(own, _) | Partial::Any(own, _) => reads.and(*own),
                Partial::Nothing(_) => reads,
            },
        ),
        Gradient::Joint(reads, _) => *reads,
        Gradient::Nothing(_) | Gradient::Missing => Reads::NOTHING,
    }
}

/// A record as its op's gradient rule sees it.
#[derive(Debug)]
pub struct Recorded<'a> {
    record: &'a Record,
    /// Dtype and shape of the only output, as what flows into it shows them.
    like: &'a Form,
    /// Which inputs a gradient is wanted for.
    wanted: &'a [bool],
}

impl<'a> Recorded<'a> {
    pub(crate) fn new(record: &'a Record, like: &'a Form, wanted: &'a [bool]) -> Recorded<'a> {
        Recorded { record, like, wanted }
    }

    /// Input `index`, which the rule declared to read.
    ///
    /// # Panics
    /// If the rule reads what its declaration does not name: the table-driven gradient test runs every rule.
    #[must_use]
    pub fn x(&self, index: usize) -> &Tensor {
        match &self.record.edges[..self.record.inputs as usize][index].kept {
            Kept::Whole(tensor) => tensor,
            _ => undeclared(self.record.op, "input", index),
        }
    }

    /// Output `index`, which the rule declared to read.
    ///
    /// # Panics
    /// As [`Recorded::x`].
    #[must_use]
    pub fn y(&self, index: usize) -> &Tensor {
        match self.record.edges.get(self.record.inputs as usize + index) {
            Some(Edge { kept: Kept::Whole(tensor), .. }) => tensor,
            _ => undeclared(self.record.op, "output", index),
        }
    }

    /// The number of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.record.inputs as usize
    }

    /// The number of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.record.outputs as usize
    }

    /// Whether a gradient of input `index` is wanted.
    #[must_use]
    pub fn wants(&self, index: usize) -> bool {
        self.wanted.get(index).copied().unwrap_or(false)
    }

    /// The shape of input `index`; needs no reading.
    #[must_use]
    pub fn x_shape(&self, index: usize) -> Shape {
        self.x_form(index).shape
    }

    /// The dtype of input `index`; needs no reading.
    #[must_use]
    pub fn x_dtype(&self, index: usize) -> DType {
        self.x_form(index).dtype
    }

    /// The shape of output `index`; needs no reading.
    #[must_use]
    pub fn y_shape(&self, index: usize) -> Shape {
        if self.record.outputs == 1 {
            self.like.shape.clone()
        } else {
            self.form(self.record.inputs as usize + index).shape
        }
    }

    /// The op's parameters.
    #[must_use]
    pub fn attrs(&self) -> &Attrs {
        &self.record.attrs
    }

    pub(crate) fn x_form(&self, index: usize) -> Form {
        self.form(index)
    }

    fn form(&self, edge: usize) -> Form {
        match &self.record.edges[edge].kept {
            Kept::LikeOutput => self.like.clone(),
            Kept::Form(form) => (**form).clone(),
            Kept::Whole(tensor) => Form::of(tensor),
        }
    }
}

/// Ends the sweep on a declaration that does not say what its rule reads.
#[expect(clippy::panic, reason = "a fault in an op's declaration, which the gradient test finds; no input reaches it")]
fn undeclared(op: &OpDef, what: &str, index: usize) -> ! {
    panic!("the gradient of {} reads {what} {index} without declaring it", op.name)
}
