//! What flows back to an input: a dense tensor, or the rows of one that are not zero.

use tape_tensor::Shape;

use crate::{Result, Tensor, basic};

/// A gradient on its way.
#[derive(Clone, Debug)]
pub enum Cotangent {
    Dense(Tensor),
    Sparse(Box<IndexedSlices>),
}

/// Some rows of a large tensor, as the gradient of `tf.gather` gives them. Rows may repeat; they add up.
#[derive(Clone, Debug)]
pub struct IndexedSlices {
    /// The rows: `[n, ...]`.
    pub values: Tensor,
    /// Where they belong: `[n]`, integers.
    pub indices: Tensor,
    /// The large tensor's shape.
    pub dense_shape: Shape,
}

impl Cotangent {
    /// The dense tensor; rows are added into zeros.
    ///
    /// # Errors
    /// Those of the scatter, for indices out of range.
    pub fn dense(&self) -> Result<Tensor> {
        self.clone().into_dense()
    }

    /// As [`Cotangent::dense`].
    ///
    /// # Errors
    /// As [`Cotangent::dense`].
    #[inline]
    pub fn into_dense(self) -> Result<Tensor> {
        match self {
            Cotangent::Dense(tensor) => Ok(tensor),
            Cotangent::Sparse(slices) => basic::unsorted_segment_sum(
                &slices.values,
                &slices.indices,
                slices.dense_shape.first().copied().unwrap_or(0),
            ),
        }
    }

    /// Both contributions together. Two sparse ones stay sparse, as in TensorFlow.
    ///
    /// # Errors
    /// Those of the addition, for gradients of different shapes.
    pub fn plus(self, other: Cotangent) -> Result<Cotangent> {
        Ok(match (self, other) {
            (Cotangent::Sparse(left), Cotangent::Sparse(right)) => Cotangent::Sparse(Box::new(IndexedSlices {
                values: basic::concat_rows(&left.values, &right.values)?,
                indices: basic::concat_rows(&left.indices, &right.indices)?,
                dense_shape: left.dense_shape,
            })),
            (left, right) => Cotangent::Dense(basic::add(&left.into_dense()?, &right.into_dense()?)?),
        })
    }
}

impl From<Tensor> for Cotangent {
    fn from(tensor: Tensor) -> Cotangent {
        Cotangent::Dense(tensor)
    }
}

impl From<IndexedSlices> for Cotangent {
    fn from(slices: IndexedSlices) -> Cotangent {
        Cotangent::Sparse(Box::new(slices))
    }
}
