//! What can go wrong between an op and its gradient, as data; the `tf` room finds TensorFlow's words for it.

use std::any::Any;
use std::fmt;

use tape_tensor::{DType, Shape};

use crate::OpDef;

/// The result of an op or of a sweep.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an op or a sweep failed. One word wide, since it is in the result of every op.
#[derive(Debug)]
pub struct Error(Box<Kind>);

/// The reasons.
#[derive(Debug)]
pub enum Kind {
    /// A kernel refused its inputs.
    Kernel { op: &'static OpDef, inputs: usize, error: tape_tensor::Error },
    /// An input has a dtype for which the op is not made; `group` is the dtype parameter that it binds.
    DTypeNotAllowed { op: &'static OpDef, group: &'static str, dtype: DType },
    /// Two inputs that must agree in dtype do not; `position` is that of the second one.
    DTypeMismatch { op: &'static OpDef, position: usize, expected: DType, actual: DType },
    /// A gradient was asked of an op that has none.
    NoGradient { op: &'static OpDef },
    /// A plain tape was asked a second time, or never entered.
    TapeSpent,
    /// `with` on a tape that is recording.
    TapeRecording,
    /// `stop_recording` or `__exit__` on a tape that is not recording.
    TapeNotRecording,
    /// A `custom_gradient`'s function gave back as many gradients as there are not inputs.
    GradientCount { expected: usize, actual: usize },
    /// `batch_jacobian` between batches of different sizes.
    BatchMismatch { target: Shape, source: Shape },
    /// A ValueError with TensorFlow's own words.
    Value(String),
    /// An InvalidArgumentError with TensorFlow's own words, raised before any op ran.
    Invalid(String),
    /// An IndexError with Python's own words.
    Index(String),
    /// A TypeError with TensorFlow's own words.
    Type(String),
    /// An error of the language, on its way through a gradient function written there.
    Foreign(Box<dyn Any>),
}

impl Error {
    /// Wraps a reason.
    #[must_use]
    pub fn new(kind: Kind) -> Error {
        Error(Box::new(kind))
    }

    /// A kernel's refusal, with the op that it belongs to.
    #[must_use]
    pub fn kernel(op: &'static OpDef, inputs: usize, error: tape_tensor::Error) -> Error {
        Error::new(Kind::Kernel { op, inputs, error })
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.0
    }

    /// The reason, for taking apart.
    #[must_use]
    pub fn into_kind(self) -> Kind {
        *self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Error {}
