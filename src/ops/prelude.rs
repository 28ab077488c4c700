//! What declarations are written in.

pub(crate) use smallvec::smallvec;
pub(crate) use tape_grad::Batch::{Elementwise, Rule};
pub(crate) use tape_grad::Kernel::Whole;
pub(crate) use tape_grad::infer::{Form, Forms, PartialShape, predicate};
pub(crate) use tape_grad::{
    Attr, Attrs, Cotangent, Error, Kernel, Kind, Outputs, Reads, Result, Returned, Tensor, batch, infer,
};
pub(crate) use tape_tensor::DType::{self, *};
pub(crate) use tape_tensor::elementwise::{self, Unary};
pub(crate) use tape_tensor::{Array, Shape};

pub(crate) use crate::declare::ops;
pub(crate) use crate::dtypes::*;
pub(crate) use crate::error::{invalid, refused, tuple};
pub(crate) use crate::number::{counted, number_like, together};
pub(crate) use crate::*;
