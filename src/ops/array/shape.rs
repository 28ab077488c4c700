//! Other shapes for the same elements, and what the shape is.

use tape_grad::basic;

use super::{one_axis_behind, with_attr};
use crate::prelude::*;

ops! {
    /// The same elements in another shape. One size may be -1: it is found from the others.
    ///
    /// >>> tf.reshape([1, 2, 3, 4, 5, 6], [2, -1])
    /// <tf.Tensor: shape=(2, 3), dtype=int32, numpy=
    /// array([[1, 2, 3],
    ///        [4, 5, 6]], dtype=int32)>
    fn reshape ["tf.reshape"] (tensor: Tensor, shape: Ints) -> Tensor {
        let refused = |text| Err(refused(&basic::RESHAPE, 1, text));
        let values = tensor.shape().elements();
        let mut inferred = None;
        let mut known: usize = 1;
        for (axis, &size) in shape.iter().enumerate() {
            match (usize::try_from(size), inferred) {
                (Ok(size), _) => known = known.saturating_mul(size),
                (Err(_), _) if size < -1 => return refused(format!("Size {axis} must be non-negative, not {size}")),
                (Err(_), Some(first)) => {
                    return refused(format!("Only one input size may be -1, not both {first} and {axis}"));
                }
                (Err(_), None) => inferred = Some(axis),
            }
        }
        let Some(inferred) = inferred else {
            let shape = shape.iter().map(|&size| size as usize).collect();
            return if known == values { basic_reshape(tensor, &shape) } else {
                refused(format!("Input to reshape is a tensor with {values} values, but the requested shape has {known}"))
            };
        };
        if known == 0 && values > 0 {
            return refused(format!("Input to reshape is a tensor with {values} values, but the requested shape has 0"));
        }
        if known > 0 && values % known != 0 {
            return refused(format!(
                "Input to reshape is a tensor with {values} values, but the requested shape requires a multiple of {known}"
            ));
        }
        // Of nothing, the missing size is whatever the empty array has there, or nothing.
        let missing = values.checked_div(known).unwrap_or(0);
        let shape = shape.iter().enumerate().map(|(axis, &size)| if axis == inferred { missing } else { size as usize });
        basic_reshape(tensor, &shape.collect())
    }

    /// The shape with an axis of size one more.
    ///
    /// >>> tf.expand_dims([1, 2], 0)
    /// <tf.Tensor: shape=(1, 2), dtype=int32, numpy=array([[1, 2]], dtype=int32)>
    /// >>> tf.expand_dims([1, 2], axis=-1)
    /// <tf.Tensor: shape=(2, 1), dtype=int32, numpy=
    /// array([[1],
    ///        [2]], dtype=int32)>
    fn expand_dims ["tf.expand_dims"] (input: Tensor, axis: Int) -> Tensor {
        let rank = input.rank();
        let place = counted(axis, rank + 1).ok_or_else(|| {
            refused(&expand::OP, 1, format!("Tried to expand dim index {axis} for tensor with {rank} dimensions."))
        })?;
        expand(input, place)
    }

    /// The shape with an axis of size one more, which is counted from the front.
    op expand "ExpandDims" ["tf.raw_ops.ExpandDims"] (input: ANY; axis: Int) {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
            let mut sizes = sizes.clone();
            sizes.insert((attrs.int("axis").unwrap_or(0) as usize).min(sizes.len()), Some(1));
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| {
            let mut sizes = inputs[0].shape().to_vec();
            sizes.insert((attrs.int("axis").unwrap_or(0) as usize).min(sizes.len()), 1);
            Ok(smallvec![inputs[0].with_shape(sizes)])
        }),
        batch: Rule(|inputs, attrs| one_axis_behind(&OP, inputs, attrs)),
        gradient: { input(g; r) => basic::reshape(g, &r.x_shape(0)) }
    }

    /// The shape without some axes of size one, or without all of them.
    ///
    /// >>> tf.squeeze([[[1], [2]]])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>
    /// >>> tf.squeeze([[[1], [2]]], axis=0)
    /// <tf.Tensor: shape=(2, 1), dtype=int32, numpy=
    /// array([[1],
    ///        [2]], dtype=int32)>
    fn squeeze ["tf.squeeze"] (input: Tensor, axis: MaybeInts = "None") -> Tensor {
        let (shape, rank) = (input.shape(), input.rank());
        let refused = |text| refused(&squeezed::OP, 1, text);
        let mut dropped = Vec::new();
        for &axis in axis.unwrap_or(&[]) {
            let place = counted(axis, rank).ok_or_else(|| {
                refused(format!("Tried to squeeze dim index {axis} for tensor with {rank} dimensions."))
            })?;
            if shape[place] != 1 {
                return Err(refused(format!(
                    "Can not squeeze dim[{place}], expected a dimension of 1, got {}", shape[place]
                )));
            }
            dropped.push(place);
        }
        if dropped.is_empty() {
            dropped = (0..rank).filter(|&axis| shape[axis] == 1).collect();
        }
        squeezed(input, dropped)
    }

    /// The shape without some axes of size one, which are counted from the front.
    op squeezed "Squeeze" ["tf.raw_ops.Squeeze"] (input: ANY; axis: Ints) {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
            let left = sizes.iter().enumerate().filter(|(axis, _)| !drops(attrs, *axis)).map(|(_, &size)| size);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(left.collect()) }])
        },
        kernel: Whole(|inputs, attrs| {
            let sizes = inputs[0].shape().iter().enumerate().filter(|(axis, _)| !drops(attrs, *axis));
            Ok(smallvec![inputs[0].with_shape(sizes.map(|(_, &size)| size).collect::<Shape>())])
        }),
        batch: Rule(|inputs, attrs| {
            let behind: Vec<i64> = attrs.ints("axis").unwrap_or(&[]).iter().map(|axis| axis + 1).collect();
            batch::run_whole(&OP, &[inputs[0].array().clone()], &with_attr(attrs, "axis", behind.into()))
        }),
        gradient: { input(g; r) => basic::reshape(g, &r.x_shape(0)) }
    }

    /// The axes in another order; without one, reversed.
    ///
    /// >>> tf.transpose([[1, 2, 3], [4, 5, 6]])
    /// <tf.Tensor: shape=(3, 2), dtype=int32, numpy=
    /// array([[1, 4],
    ///        [2, 5],
    ///        [3, 6]], dtype=int32)>
    fn transpose ["tf.transpose"] (a: Tensor, perm: MaybeInts = "None", conjugate: Bool = "False") -> Tensor {
        let a = &if conjugate { conj(a)? } else { a.clone() };
        let rank = a.rank();
        let refused = |text| refused(&basic::TRANSPOSE, 1, text);
        let Some(perm) = perm else {
            return if rank < 2 { identity_transpose(a) } else { basic::transpose(a, &(0..rank).rev().collect::<Vec<_>>()) };
        };
        if perm.len() != rank {
            return Err(refused(format!(
                "transpose expects a vector of size {rank}. But input(1) is a vector of size {}", perm.len()
            )));
        }
        let mut order = Vec::with_capacity(rank);
        for &axis in perm {
            order.push(counted(axis, rank).ok_or_else(|| refused(format!("{axis} is out of range [0 .. {rank})")))?);
        }
        if let Some(missing) = (0..rank).find(|axis| !order.contains(axis)) {
            let given: Vec<String> = perm.iter().map(i64::to_string).collect();
            return Err(refused(format!("{missing} is missing from {{{}}}.", given.join(","))));
        }
        basic::transpose(a, &order)
    }

    /// The last two axes exchanged.
    ///
    /// >>> tf.linalg.matrix_transpose([[1, 2, 3], [4, 5, 6]])
    /// <tf.Tensor: shape=(3, 2), dtype=int32, numpy=
    /// array([[1, 4],
    ///        [2, 5],
    ///        [3, 6]], dtype=int32)>
    fn matrix_transpose ["tf.linalg.matrix_transpose"] (a: Tensor | conjugate: Bool = "False") -> Tensor {
        let rank = a.rank();
        if rank < 2 {
            let text = format!("Argument `a` must be a (batch) matrix with rank >= 2. Received `a` = {a:?} with shape: {}", tuple(&a.shape()));
            return Err(Error::new(Kind::Value(text)));
        }
        let order: Vec<usize> = (0..rank - 2).chain([rank - 1, rank - 2]).collect();
        basic::transpose(&if conjugate { conj(a)? } else { a.clone() }, &order)
    }

    /// The last two axes exchanged and every number conjugated.
    ///
    /// >>> tf.linalg.adjoint(tf.constant([[1.0 + 1.0j, 2.0 + 2.0j]]))
    /// <tf.Tensor: shape=(2, 1), dtype=complex128, numpy=
    /// array([[1.-1.j],
    ///        [2.-2.j]])>
    fn adjoint ["tf.linalg.adjoint"] (matrix: Tensor) -> Tensor {
        matrix_transpose(matrix, true)
    }

    /// The elements repeated along axes of size one until they have a shape.
    ///
    /// >>> tf.broadcast_to([1, 2, 3], [2, 3])
    /// <tf.Tensor: shape=(2, 3), dtype=int32, numpy=
    /// array([[1, 2, 3],
    ///        [1, 2, 3]], dtype=int32)>
    fn broadcast_to ["tf.broadcast_to"] (input: Tensor, shape: Shape) -> Tensor {
        let own = input.shape();
        if own.rank() > shape.rank() {
            let text = format!("Rank of input ({}) must be no greater than rank of output shape ({}).", own.rank(), shape.rank());
            return Err(refused(&basic::BROADCAST_TO, 1, text));
        }
        if own.broadcast(shape).as_ref() != Some(shape) {
            return Err(refused(&basic::BROADCAST_TO, 1, format!("Incompatible shapes: {own} vs. {shape}")));
        }
        if own == *shape { identity(input) } else { basic::broadcast_to(input, shape) }
    }

    /// The sizes of the axes, as a vector.
    ///
    /// >>> tf.shape([[1, 2, 3], [4, 5, 6]])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>
    fn shape ["tf.shape"] (input: Tensor, out_type: MaybeDType = "None") -> Tensor {
        let sizes: Vec<i64> = input.shape().iter().map(|&size| size as i64).collect();
        cast(Tensor::new(Array::from_vec([sizes.len()], sizes)), out_type.unwrap_or(Int32))
    }

    /// The number of elements.
    ///
    /// >>> tf.size([[1, 2, 3], [4, 5, 6]])
    /// <tf.Tensor: shape=(), dtype=int32, numpy=6>
    fn size ["tf.size"] (input: Tensor, out_type: MaybeDType = "None") -> Tensor {
        cast(Tensor::scalar(input.shape().elements() as i64), out_type.unwrap_or(Int32))
    }

    /// The number of axes.
    ///
    /// >>> tf.rank([[1, 2, 3], [4, 5, 6]])
    /// <tf.Tensor: shape=(), dtype=int32, numpy=2>
    fn rank ["tf.rank"] (input: Tensor) -> Tensor {
        Ok(Tensor::scalar(input.rank() as i32))
    }
}

/// Whether a squeeze drops an axis.
fn drops(attrs: &Attrs, axis: usize) -> bool {
    attrs.ints("axis").unwrap_or(&[]).contains(&(axis as i64))
}

/// Another shape, as a tensor of its own even if the shape is the same.
fn basic_reshape(x: &Tensor, shape: &Shape) -> Result<Tensor> {
    tape_grad::apply_one(&basic::RESHAPE, &[x], Attrs::new([("shape", shape.into())]))
}

/// The axes as they are, as a tensor of its own.
fn identity_transpose(x: &Tensor) -> Result<Tensor> {
    basic::transpose(x, &(0..x.rank()).collect::<Vec<_>>())
}
