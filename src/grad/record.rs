//! What a tape keeps of one op: as little as its gradient needs.

use std::ops::{Deref, Range};
use std::rc::Rc;

use tape_tensor::{DType, Shape};

use crate::op::{Gradient, Partial};
use crate::places::Places;
use crate::tensor::{Node, Serial};
use crate::{Attrs, OpDef, Reads, Tensor};

/// The node of an input that the tape does not follow.
pub(crate) const UNTRACKED: Node = Node::MAX;

/// Where in the program an op was called. What the numbers stand for is the language's business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The piece of the program, by number.
    pub code: u32,
    /// The instruction in it.
    pub instruction: u32,
}

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
    /// What is kept of an input or output: all of it or as little as tells its form. `only` is the op's only output.
    #[inline(always)]
    fn new(node: Node, tensor: &Tensor, whole: bool, only: Option<&Tensor>) -> Edge {
        if whole {
            Edge::Whole { node, tensor: tensor.clone() }
        } else if only.is_some_and(|only| Form::same(tensor, only)) {
            Edge::LikeOutput { node }
        } else {
            Edge::Form { node, form: Rc::new(Form::of(tensor)) }
        }
    }

    #[inline]
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
        tensor.dtype() == other.dtype() && Form::same_shape(tensor, other)
    }

    /// Whether two tensors have the same but for the dtype.
    #[inline]
    fn same_shape(tensor: &Tensor, other: &Tensor) -> bool {
        // Number by number: shapes are shorter than the library's comparison of memory is long.
        let (sizes, others) = (tensor.sizes(), other.sizes());
        sizes.len() == others.len()
            && sizes.iter().zip(others).all(|(size, other)| size == other)
            && tensor.is_batched() == other.is_batched()
    }

    pub(crate) fn of(tensor: &Tensor) -> Form {
        Form { dtype: tensor.dtype(), shape: tensor.shape(), batched: tensor.is_batched() }
    }
}

impl Record {
    /// What the record of an op on the tape `serial` must keep; nothing is recorded where the tape follows no input, since no
    /// gradient can flow through the op to something it watches.
    #[inline]
    pub(crate) fn due(serial: Serial, op: &OpDef, inputs: &[&Tensor]) -> Option<Reads> {
        reads(op, inputs.iter().map(|input| followed(serial, input)))
    }

    /// The record of an op on the tape `serial`, which keeps what is read.
    #[inline(always)]
    pub(crate) fn new(
        (serial, reads): (Serial, Reads),
        (op, attrs, site): (&'static OpDef, &Attrs, Site),
        inputs: &[&Tensor],
        outputs: &[Tensor],
        first_output: Node,
    ) -> Record {
        let ends = Ends { serial, reads, inputs, outputs };
        let is_output_known = outputs.len() != 1 || reads.has_output(0);
        // Written out for the frequent cases, so that an edge is made where it stays.
        let edges = match (inputs.len(), outputs.len(), is_output_known) {
            (1, 1, false) => Edges::One(ends.input(0)),
            (1, 1, true) => Edges::Two([ends.input(0), ends.output(0)]),
            (2, 1, false) => Edges::Two([ends.input(0), ends.input(1)]),
            _ => ends.all(is_output_known),
        };
        Record {
            op,
            attrs: attrs.clone(),
            site,
            first_output,
            inputs: inputs.len() as u16,
            outputs: outputs.len() as u16,
            edges,
        }
    }

    /// The nodes of the inputs, [`UNTRACKED`] where the tape does not follow one.
    pub(crate) fn input_nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.edges[..self.inputs as usize].iter().map(Edge::node)
    }

    /// The nodes of the outputs.
    #[inline]
    pub(crate) fn output_nodes(&self) -> Range<Node> {
        self.first_output..self.first_output + Node::from(self.outputs)
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

/// What an op was given and gave, on its way into a record.
struct Ends<'a> {
    serial: Serial,
    reads: Reads,
    inputs: &'a [&'a Tensor],
    outputs: &'a [Tensor],
}

impl Ends<'_> {
    #[inline(always)]
    fn input(&self, index: usize) -> Edge {
        let input = self.inputs[index];
        Edge::new(followed(self.serial, input), input, self.reads.has_input(index), self.only())
    }

    #[inline(always)]
    fn output(&self, index: usize) -> Edge {
        Edge::new(UNTRACKED, &self.outputs[index], self.reads.has_output(index), self.only())
    }

    #[inline(always)]
    fn only(&self) -> Option<&Tensor> {
        if let [only] = self.outputs { Some(only) } else { None }
    }

    fn all(&self, is_output_known: bool) -> Edges {
        let outputs = if is_output_known { self.outputs.len() } else { 0 };
        let edges = (0..self.inputs.len()).map(|index| self.input(index));
        Edges::Any(edges.chain((0..outputs).map(|index| self.output(index))).collect())
    }
}

/// The node of a value that the tape `serial` follows and a gradient can flow to, else [`UNTRACKED`].
#[inline]
fn followed(serial: Serial, tensor: &Tensor) -> Node {
    match tensor.tracked().node(serial) {
        Some(node) if tensor.dtype().is_differentiable() => node,
        _ => UNTRACKED,
    }
}

/// What must be kept for the gradients that can be asked for: nothing for an input that nobody follows. Nothing at all where
/// no input is followed.
#[inline]
fn reads(op: &OpDef, mut nodes: impl Iterator<Item = Node>) -> Option<Reads> {
    let Gradient::Each(partials) = &op.gradient else {
        let reads = if let Gradient::Joint(reads, _) = &op.gradient { *reads } else { Reads::NOTHING };
        return nodes.any(|node| node != UNTRACKED).then_some(reads);
    };
    let mut partials = partials.iter();
    nodes.fold(None, |reads, node| {
        let partial = partials.next();
        if node == UNTRACKED {
            return reads;
        }
        let reads = reads.unwrap_or(Reads::NOTHING);
        Some(match partial {
            Some(Partial::Rule(own, _) | Partial::Any(own, _)) => reads.and(*own),
            Some(Partial::Nothing(_)) | None => reads,
        })
    })
}

/// A record as its op's gradient rule sees it.
#[derive(Debug)]
pub struct Recorded<'a> {
    record: &'a Record,
    /// What flows into an output: it has the dtype and the shape of an only one.
    like: &'a Tensor,
    /// Whether the output was batched, which `like` may be only because the sweep is.
    batched: bool,
    places: &'a Places,
}

impl<'a> Recorded<'a> {
    #[inline]
    pub(crate) fn new(record: &'a Record, like: &'a Tensor, batched: bool, places: &'a Places) -> Recorded<'a> {
        Recorded { record, like, batched, places }
    }

    /// Input `index`, which the rule declared to read.
    ///
    /// # Panics
    /// If the rule reads what its declaration does not name: the table-driven gradient test runs every rule.
    #[inline]
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
    #[inline]
    #[must_use]
    pub fn y(&self, index: usize) -> &Tensor {
        match self.record.edges.get(self.record.inputs as usize + index) {
            Some(Edge::Whole { tensor, .. }) => tensor,
            _ => undeclared(self.record.op, "output", index),
        }
    }

    /// The number of inputs.
    #[inline]
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
    #[inline]
    #[must_use]
    pub fn wants(&self, index: usize) -> bool {
        index < self.inputs() && self.places.wants(self.input_node(index))
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
        if self.record.outputs == 1 { self.like.shape() } else { self.form(self.record.inputs as usize + index).shape }
    }

    /// The op's parameters.
    #[must_use]
    pub fn attrs(&self) -> &Attrs {
        &self.record.attrs
    }

    /// The op.
    pub(crate) fn op(&self) -> &'static OpDef {
        self.record.op
    }

    /// The node of input `index`.
    #[inline]
    pub(crate) fn input_node(&self, index: usize) -> Node {
        self.record.edges[index].node()
    }

    pub(crate) fn x_form(&self, index: usize) -> Form {
        self.form(index)
    }

    /// Whether what flows into input `index` has the shape and the batch that this has.
    #[inline]
    pub(crate) fn fits_input(&self, index: usize, gradient: &Tensor) -> bool {
        match &self.record.edges[index] {
            Edge::LikeOutput { .. } => Form::same_shape(gradient, self.like),
            Edge::Whole { tensor, .. } => Form::same_shape(gradient, tensor),
            Edge::Form { .. } => false,
        }
    }

    fn form(&self, edge: usize) -> Form {
        match &self.record.edges[edge] {
            Edge::LikeOutput { .. } => Form { batched: self.batched, ..Form::of(self.like) },
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
