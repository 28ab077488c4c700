//! What a tape keeps of one op: as little as its gradient needs.

use std::ops::Deref;
use std::rc::Rc;

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
    edges: Edges,
}

/// The edges of a record. Most have one or two, which lie in the record itself.
#[derive(Clone, Debug)]
enum Edges {
    One(Edge),
    Two([Edge; 2]),
    Any(Box<[Edge]>),
}

impl Deref for Edges {
    type Target = [Edge];

    fn deref(&self) -> &[Edge] {
        match self {
            Edges::One(edge) => std::slice::from_ref(edge),
            Edges::Two(edges) => edges,
            Edges::Any(edges) => edges,
        }
    }
}

/// What is kept of an input or output, and the node of an input that the tape follows. The node lies beside the tag, so that
/// an edge takes two words.
#[derive(Clone, Debug)]
enum Edge {
    /// Its dtype and shape are those of the only output, and the rule does not read it.
    LikeOutput { node: Node },
    /// Only its dtype and shape.
    Form { node: Node, form: Rc<Form> },
    /// All of it.
    Whole { node: Node, tensor: Tensor },
}

impl Edge {
    fn node(&self) -> Node {
        match self {
            Edge::LikeOutput { node } | Edge::Form { node, .. } | Edge::Whole { node, .. } => *node,
        }
    }
}

/// Dtype and shape of a value that was let go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Form {
    pub dtype: DType,
    pub shape: Shape,
    pub batched: bool,
}

impl Form {
    /// Whether two tensors have the same.
    #[inline]
    fn same(tensor: &Tensor, other: &Tensor) -> bool {
        tensor.dtype() == other.dtype() && tensor.sizes() == other.sizes() && tensor.is_batched() == other.is_batched()
    }

    pub(crate) fn of(tensor: &Tensor) -> Form {
        Form { dtype: tensor.dtype(), shape: tensor.shape(), batched: tensor.is_batched() }
    }
}

impl Record {
    /// The record of an op on the tape `serial`, or `None` where no gradient can flow through it to anything the tape
    /// follows.
    #[inline]
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
        if inputs.iter().all(|input| node_of(input) == UNTRACKED) {
            return None;
        }
        let reads = reads(op, inputs.iter().map(|input| node_of(input)));
        let first = outputs.first()?;
        let single = outputs.len() == 1;
        let edge = |node: Node, tensor: &Tensor, whole: bool| {
            if whole {
                Edge::Whole { node, tensor: tensor.clone() }
            } else if single && (tensor.same(first) || Form::same(tensor, first)) {
                Edge::LikeOutput { node }
            } else {
                Edge::Form { node, form: Rc::new(Form::of(tensor)) }
            }
        };
        let input = |index: usize| edge(node_of(inputs[index]), inputs[index], reads.has_input(index));
        let outputs_known = if single && !reads.has_output(0) { 0 } else { outputs.len() };
        let output = |index: usize| edge(UNTRACKED, &outputs[index], reads.has_output(index));
        // Written out for the frequent cases, so that an edge is made where it stays.
        let edges = match (inputs.len(), outputs_known) {
            (1, 0) => Edges::One(input(0)),
            (1, 1) => Edges::Two([input(0), output(0)]),
            (2, 0) => Edges::Two([input(0), input(1)]),
            (inputs, outputs) => Edges::Any((0..inputs).map(input).chain((0..outputs).map(output)).collect()),
        };
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
        self.edges[..self.inputs as usize].iter().map(Edge::node)
    }

    /// Whether the record has anything to do with a vectorised sweep.
    pub(crate) fn is_batched(&self) -> bool {
        self.edges.iter().any(|edge| match edge {
            Edge::LikeOutput { .. } => false,
            Edge::Form { form, .. } => form.batched,
            Edge::Whole { tensor, .. } => tensor.is_batched(),
        })
    }
}

/// What must be kept for the gradients that can be asked for: nothing is kept for an input that nobody follows.
#[inline]
fn reads(op: &OpDef, nodes: impl Iterator<Item = Node>) -> Reads {
    match &op.gradient {
        Gradient::Each(partials) => partials.iter().zip(nodes).filter(|(_, node)| *node != UNTRACKED).fold(
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
        match &self.record.edges[..self.record.inputs as usize][index] {
            Edge::Whole { tensor, .. } => tensor,
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
            Some(Edge::Whole { tensor, .. }) => tensor,
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
        match &self.record.edges[edge] {
            Edge::LikeOutput { .. } => self.like.clone(),
            Edge::Form { form, .. } => (**form).clone(),
            Edge::Whole { tensor, .. } => Form::of(tensor),
        }
    }
}

/// Ends the sweep on a declaration that does not say what its rule reads.
#[expect(clippy::panic, reason = "a fault in an op's declaration, which the gradient test finds; no input reaches it")]
fn undeclared(op: &OpDef, what: &str, index: usize) -> ! {
    panic!("the gradient of {} reads {what} {index} without declaring it", op.name)
}
