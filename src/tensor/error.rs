//! What can go wrong in a kernel, as data: the rooms that users see put it into TensorFlow's or numpy's words.

use crate::{DType, Shape};

/// The result of a kernel.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a kernel refused its inputs.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// Two shapes do not broadcast against each other.
    Broadcast { left: Shape, right: Shape },
    /// The inner sizes of a matrix product differ.
    Matmul { left: Shape, right: Shape },
    /// An axis that an array of this rank does not have.
    Axis { axis: i64, rank: usize },
    /// An operand is of another dtype than the op's other operands ask for.
    DTypeMismatch { expected: DType, found: DType },
    /// An integer was divided by zero.
    DivisionByZero,
    /// An integer was raised to a negative power.
    NegativePower,
    /// The result would not fit into memory.
    OutOfMemory { shape: Shape, dtype: DType },
    /// An argument has a value that the op refuses: the op's own text, as in TensorFlow's InvalidArgumentError.
    Invalid(String),
    /// An index or iterator past its end: TensorFlow's OutOfRangeError.
    OutOfRange(String),
    /// The op has no kernel for these dtypes: TensorFlow's UnimplementedError or NotFoundError text.
    Unimplemented(String),
    /// The work was stopped by the user.
    Interrupted,
}
