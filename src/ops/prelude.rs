//! What declarations are written in.

pub(crate) use smallvec::smallvec;
pub(crate) use tape_grad::Batch::{Elementwise, Rule};
pub(crate) use tape_grad::Kernel::Whole;
pub(crate) use tape_grad::infer::{Form, Forms, PartialShape, predicate};
pub(crate) use tape_grad::{
    Attr, Attrs, Cotangent, Error, Kernel, Kind, Outputs, Reads, Result, Returned, Tensor, batch, infer,
};
pub(crate) use tape_tensor::DType::{
    self, BFloat16, Bool, Complex64, Complex128, Float16, Float32, Float64, Int8, Int16, Int32, Int64, UInt8, UInt16,
    UInt32, UInt64,
};
pub(crate) use tape_tensor::elementwise::{self, Unary};
pub(crate) use tape_tensor::{Array, Shape};

pub(crate) use crate::declare::ops;
pub(crate) use crate::dtypes::*;
pub(crate) use crate::error::{invalid, refused, tuple};
pub(crate) use crate::number::{counted, expanded, number_like, together};
pub(crate) use crate::*;
