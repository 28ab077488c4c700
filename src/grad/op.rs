//! The declaration of an op: everything that is known about it, in one place.
//!
//! # Design
//! An [`OpDef`] is data with function pointers. Completion, help, binding of arguments, the numeric check of
//! gradients, the sweep and the vectorised sweep all read it, so adding an op is adding one declaration. A gradient is
//! written in the same public ops that a user calls: an outer tape records it, and every order of derivative works.
//! Rules know nothing of broadcasting, of sums over several uses or of who tracks what: the sweep does that once.

use smallvec::SmallVec;
use tape_tensor::elementwise::{Binary, Compare, Unary};
use tape_tensor::{Array, DType};

use crate::infer::Infer;
use crate::{Attrs, Cotangent, Recorded, Result, Tensor};

/// What a kernel gives: nearly always one array.
pub type Arrays = SmallVec<[Array; 1]>;

/// What applying an op gives: nearly always one tensor.
pub type Outputs = SmallVec<[Tensor; 1]>;

/// An op as the tape knows it, under TensorFlow's raw name (`AddV2`).
#[derive(Debug)]
pub struct OpDef {
    /// TensorFlow's name of the raw op, which its error messages show.
    pub name: &'static str,
    /// The inputs in order. A last one marked `list` stands for any number of them.
    pub inputs: &'static [Input],
    /// Dtypes and shapes of the outputs from those of the inputs, also where sizes are not known yet.
    pub infer: Infer,
    /// How the numbers are computed.
    pub kernel: Kernel,
    /// How a gradient flows back.
    pub gradient: Gradient,
    /// How the op takes inputs that carry a batch in a leading axis.
    pub batch: Batch,
    /// Whether an error can depend on values; such ops are never deferred.
    pub refuses: Refuses,
}

/// One input of an op.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Its name in TensorFlow's op definition.
    pub name: &'static str,
    /// The dtypes that it may have.
    pub dtypes: DTypes,
    /// The name of the dtype parameter (`T`): inputs of the same one must agree. Without a name they need not.
    pub group: &'static str,
    /// Whether any number of inputs stand here.
    pub list: bool,
}

impl Input {
    /// An input called `name` of the dtypes `dtypes`, agreeing with all others of dtype parameter `T`; one of a single
    /// dtype has no parameter.
    #[must_use]
    pub const fn new(name: &'static str, dtypes: DTypes) -> Input {
        Input { name, dtypes, group: if dtypes.only().is_some() { "" } else { "T" }, list: false }
    }

    /// The same in a dtype parameter of another name.
    #[must_use]
    pub const fn of(mut self, group: &'static str) -> Input {
        self.group = group;
        self
    }

    /// The same for any number of inputs.
    #[must_use]
    pub const fn many(mut self) -> Input {
        self.list = true;
        self
    }
}

/// A set of dtypes.
#[derive(Clone, Copy, Debug)]
pub struct DTypes {
    mask: u32,
}

impl DTypes {
    /// A set of some dtypes.
    #[must_use]
    pub const fn new(members: &[DType]) -> DTypes {
        let mut mask = 0;
        let mut i = 0;
        while i < members.len() {
            mask |= 1 << members[i] as u32;
            i += 1;
        }
        DTypes { mask }
    }

    /// Every dtype.
    pub const ANY: DTypes = DTypes { mask: u32::MAX };

    /// The dtype of a set with one member. Such inputs have no dtype parameter: whatever else comes is a mismatch.
    #[must_use]
    pub const fn only(self) -> Option<DType> {
        if !self.mask.is_power_of_two() {
            return None;
        }
        let mut i = 0;
        while i < DType::ALL.len() {
            if self.contains(DType::ALL[i]) {
                return Some(DType::ALL[i]);
            }
            i += 1;
        }
        None
    }

    /// Whether a dtype belongs to the set.
    #[must_use]
    pub const fn contains(self, dtype: DType) -> bool {
        self.mask & (1 << dtype as u32) != 0
    }
}

/// How an op computes. Elementwise ops are opcodes, so that chains of them can run block by block.
#[derive(Clone, Copy)]
pub enum Kernel {
    Unary(Unary),
    Binary(Binary),
    Compare(Compare),
    Whole(fn(&[&Array], &Attrs) -> tape_tensor::Result<Arrays>),
}

impl std::fmt::Debug for Kernel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Kernel::Unary(op) => write!(f, "Unary({op:?})"),
            Kernel::Binary(op) => write!(f, "Binary({op:?})"),
            Kernel::Compare(op) => write!(f, "Compare({op:?})"),
            Kernel::Whole(_) => f.write_str("Whole"),
        }
    }
}

/// How a gradient flows back through an op.
#[derive(Clone, Copy, Debug)]
pub enum Gradient {
    /// One rule for each input, run only for those that a source lies behind.
    Each(&'static [Partial]),
    /// One rule that serves all inputs together, for ops with lists of inputs or shared work.
    Joint(Reads, JointRule),
    /// The output does not vary with the input, or must not: `None` flows back, for the reason given.
    Nothing(&'static str),
    /// TensorFlow has no gradient for this op either: asking for one is an error.
    Missing,
}

/// The rule of a [`Gradient::Joint`]: from what flows into the outputs to what flows into the inputs.
pub type JointRule = fn(&Recorded<'_>, &Upstream<'_>) -> Result<Vec<Option<Cotangent>>>;

/// How a gradient flows back into one input.
#[derive(Clone, Copy, Debug)]
pub enum Partial {
    /// A rule for an op whose first output alone matters.
    Rule(Reads, fn(&Recorded<'_>, &Tensor) -> Result<Tensor>),
    /// A rule that gives a sparse gradient, or that needs to see all outputs' gradients.
    Any(Reads, fn(&Recorded<'_>, &Upstream<'_>) -> Result<Option<Cotangent>>),
    /// Nothing flows into this input, for the reason given.
    Nothing(&'static str),
}

/// What flows into each output of an op; outputs that the target does not depend on have nothing.
#[derive(Debug)]
pub struct Upstream<'a> {
    gradients: &'a [Option<Tensor>],
}

impl<'a> Upstream<'a> {
    /// What flows into the outputs in order.
    #[must_use]
    pub fn new(gradients: &'a [Option<Tensor>]) -> Upstream<'a> {
        Upstream { gradients }
    }

    /// What flows into output `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Tensor> {
        self.gradients.get(index).and_then(Option::as_ref)
    }

    /// All of them in order.
    #[must_use]
    pub fn all(&self) -> &[Option<Tensor>] {
        self.gradients
    }
}

/// Which inputs and outputs a rule reads: a tape keeps those and lets go of the others at once.
///
/// # Examples
/// ```
/// use tape_grad::Reads;
/// const BOTH: Reads = Reads::input(0).and(Reads::output(0));
/// assert!(BOTH.has_input(0) && !BOTH.has_input(1) && BOTH.has_output(0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    inputs: u32,
    outputs: u32,
}

impl Reads {
    /// Neither.
    pub const NOTHING: Reads = Reads { inputs: 0, outputs: 0 };
    /// Every input.
    pub const INPUTS: Reads = Reads { inputs: u32::MAX, outputs: 0 };
    /// Every output.
    pub const OUTPUTS: Reads = Reads { inputs: 0, outputs: u32::MAX };

    /// One input. Lists of inputs share the last bit.
    #[must_use]
    pub const fn input(index: usize) -> Reads {
        Reads { inputs: bit(index), outputs: 0 }
    }

    /// One output.
    #[must_use]
    pub const fn output(index: usize) -> Reads {
        Reads { inputs: 0, outputs: bit(index) }
    }

    /// What either reads.
    #[must_use]
    pub const fn and(self, other: Reads) -> Reads {
        Reads { inputs: self.inputs | other.inputs, outputs: self.outputs | other.outputs }
    }

    /// Whether input `index` is read.
    #[must_use]
    pub const fn has_input(self, index: usize) -> bool {
        self.inputs & bit(index) != 0
    }

    /// Whether output `index` is read.
    #[must_use]
    pub const fn has_output(self, index: usize) -> bool {
        self.outputs & bit(index) != 0
    }
}

const fn bit(index: usize) -> u32 {
    1 << if index < 31 { index } else { 31 }
}

/// How an op takes inputs that carry a batch in a leading axis, which the vectorised sweep gives it.
#[derive(Clone, Copy)]
pub enum Batch {
    /// Leading axes line up by broadcasting once the inputs' ranks agree.
    Elementwise,
    /// A rule computes all members at once: it gets the inputs, of which some are batched, and gives batched outputs.
    Rule(fn(&[&Tensor], &Attrs) -> Result<Outputs>),
    /// Member by member, results stacked.
    Loop,
}

impl std::fmt::Debug for Batch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Batch::Elementwise => "Elementwise",
            Batch::Rule(_) => "Rule",
            Batch::Loop => "Loop",
        })
    }
}

/// What an op's errors depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refuses {
    /// Only dtypes and shapes: errors are known before a number is computed.
    Shapes,
    /// Also values, as an integer division by zero or an index out of range.
    Values,
}
