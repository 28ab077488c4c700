//! The few ops that the sweep itself stands on, declared as all others are.

mod members;

use std::rc::Rc;

use smallvec::{SmallVec, smallvec};
use tape_tensor::elementwise::{Binary, Unary};
use tape_tensor::{Array, DType, Error as KernelError, Scalar, Shape, cast, layout, reduce};

use crate::infer::{self, Form, Forms, PartialShape};
use crate::op::{Batch, DTypes, Gradient, Input, Kernel, OpDef, Partial, Reads, Refuses};
use crate::{Attr, Attrs, Cotangent, Error, IndexedSlices, Result, Tensor, apply_one, batch};

pub(crate) use self::members::{sum_batch, unbatch};

/// The dtypes that can be added and multiplied, as `AddV2`, `Sub`, `Mul` take them.
pub const NUMBERS: DTypes = DTypes::new(&[
    DType::BFloat16,
    DType::Float16,
    DType::Float32,
    DType::Float64,
    DType::UInt8,
    DType::Int8,
    DType::UInt16,
    DType::Int16,
    DType::Int32,
    DType::UInt32,
    DType::UInt64,
    DType::Int64,
    DType::Complex64,
    DType::Complex128,
]);

/// The dtypes of the numbers of segments in any order.
pub const SEGMENTS: DTypes = DTypes::new(&[DType::Int16, DType::Int32, DType::Int64]);

/// The dtypes of indices.
pub const INDICES: DTypes = DTypes::new(&[DType::Int32, DType::Int64]);

/// `x + y`.
pub static ADD: OpDef = OpDef {
    name: "AddV2",
    inputs: &[Input::new("x", NUMBERS), Input::new("y", NUMBERS)],
    infer: infer::broadcast,
    kernel: Kernel::Binary(Binary::Add),
    gradient: Gradient::Each(&[
        Partial::Rule(Reads::NOTHING, |_, g| Ok(g.clone())),
        Partial::Rule(Reads::NOTHING, |_, g| Ok(g.clone())),
    ]),
    batch: Batch::Elementwise,
    refuses: Refuses::Shapes,
};

/// `x * y`.
pub static MUL: OpDef = OpDef {
    name: "Mul",
    inputs: &[Input::new("x", NUMBERS), Input::new("y", NUMBERS)],
    infer: infer::broadcast,
    kernel: Kernel::Binary(Binary::Mul),
    gradient: Gradient::Each(&[
        Partial::Rule(Reads::input(1), |r, g| mul(g, &conj(r.x(1))?)),
        Partial::Rule(Reads::input(0), |r, g| mul(&conj(r.x(0))?, g)),
    ]),
    batch: Batch::Elementwise,
    refuses: Refuses::Shapes,
};

/// The complex conjugate.
pub static CONJ: OpDef = OpDef {
    name: "Conj",
    inputs: &[Input::new("input", NUMBERS)],
    infer: infer::same,
    kernel: Kernel::Unary(Unary::Conj),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |_, g| conj(g))]),
    batch: Batch::Elementwise,
    refuses: Refuses::Shapes,
};

/// The sum over the axes `axis`, kept as size one or dropped.
pub static SUM: OpDef = OpDef {
    name: "Sum",
    inputs: &[Input::new("input", NUMBERS)],
    infer: |inputs, attrs| reduced(inputs, attrs),
    kernel: Kernel::Whole(|inputs, attrs| {
        let axes = axes_of(attrs, inputs[0].shape().rank())?;
        Ok(smallvec![reduce::sum(inputs[0], &axes, attrs.flag("keepdims"))?])
    }),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |r, g| {
        let shape = r.x_shape(0);
        let axes = axes_of(r.attrs(), shape.rank()).map_err(|error| Error::kernel(&SUM, 1, error))?;
        let kept: Shape =
            shape.iter().enumerate().map(|(axis, &size)| if axes.contains(&axis) { 1 } else { size }).collect();
        broadcast_to(&reshape(g, &kept)?, &shape)
    })]),
    batch: Batch::Rule(|inputs, attrs| {
        let rank = inputs[0].rank();
        let axes = axes_of(attrs, rank).map_err(|error| Error::kernel(&SUM, 1, error))?;
        let shifted = Attrs::new([
            ("axis", Attr::Ints(axes.iter().map(|&axis| axis as i64 + 1).collect())),
            ("keepdims", Attr::Bool(attrs.flag("keepdims"))),
        ]);
        batch::run_whole(&SUM, &[inputs[0].array().clone()], &shifted)
    }),
    refuses: Refuses::Shapes,
};

/// The same elements in another shape.
pub static RESHAPE: OpDef = OpDef {
    name: "Reshape",
    inputs: &[Input::new("tensor", DTypes::ANY)],
    infer: shaped,
    kernel: Kernel::Whole(|inputs, attrs| {
        let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
        if shape.elements() != inputs[0].len() {
            return Err(KernelError::Invalid(format!(
                "Input to reshape is a tensor with {} values, but the requested shape has {}",
                inputs[0].len(),
                shape.elements()
            )));
        }
        Ok(smallvec![inputs[0].with_shape(shape)])
    }),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |r, g| reshape(g, &r.x_shape(0)))]),
    batch: Batch::Rule(|inputs, attrs| {
        let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
        Ok(smallvec![batch::reshape(inputs[0], &shape)])
    }),
    refuses: Refuses::Shapes,
};

/// The array repeated along axes of size one.
pub static BROADCAST_TO: OpDef = OpDef {
    name: "BroadcastTo",
    inputs: &[Input::new("input", DTypes::ANY)],
    infer: shaped,
    kernel: Kernel::Whole(|inputs, attrs| {
        let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
        Ok(smallvec![layout::broadcast_to(inputs[0], &shape)?])
    }),
    // The sweep undoes broadcasting.
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |_, g| Ok(g.clone()))]),
    batch: Batch::Rule(|inputs, attrs| {
        let array = inputs[0].array();
        let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
        let size = array.shape()[0];
        let aligned: Shape = std::iter::once(size)
            .chain(std::iter::repeat_n(1, shape.rank().saturating_sub(inputs[0].rank())))
            .chain(array.shape()[1..].iter().copied())
            .collect();
        let result = layout::broadcast_to(&array.with_shape(aligned), &behind(size, &shape));
        Ok(batch::one(result.map_err(|error| Error::kernel(&BROADCAST_TO, 1, error))?))
    }),
    refuses: Refuses::Shapes,
};

/// The axes in another order: axis `i` of the output is axis `perm[i]` of the input.
pub static TRANSPOSE: OpDef = OpDef {
    name: "Transpose",
    inputs: &[Input::new("x", DTypes::ANY)],
    infer: |inputs, attrs| {
        let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
        let permuted =
            attrs.ints("perm").unwrap_or(&[]).iter().map(|&axis| sizes.get(axis as usize).copied().flatten());
        Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(permuted.collect()) }])
    },
    kernel: Kernel::Whole(|inputs, attrs| {
        let perm: Vec<usize> = attrs.ints("perm").unwrap_or(&[]).iter().map(|&axis| axis as usize).collect();
        Ok(smallvec![layout::transpose(inputs[0], &perm)?])
    }),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |r, g| {
        let perm = r.attrs().ints("perm").unwrap_or(&[]);
        let mut inverse = vec![0; perm.len()];
        for (to, &from) in perm.iter().enumerate() {
            inverse[from as usize] = to;
        }
        transpose(g, &inverse)
    })]),
    batch: Batch::Rule(|inputs, attrs| {
        let perm = attrs.ints("perm").unwrap_or(&[]);
        let shifted = std::iter::once(0).chain(perm.iter().map(|axis| axis + 1)).collect();
        batch::run_whole(&TRANSPOSE, &[inputs[0].array().clone()], &Attrs::new([("perm", Attr::Ints(shifted))]))
    }),
    refuses: Refuses::Shapes,
};

/// Arrays one behind the other along the axis `axis`.
pub static CONCAT: OpDef = OpDef {
    name: "ConcatV2",
    inputs: &[Input::new("values", DTypes::ANY).many()],
    infer: |inputs, attrs| {
        let axis = attrs.int("axis").unwrap_or(0) as usize;
        let Some(PartialShape::Known(first)) = inputs.first().map(|input| &input.shape) else {
            return infer::unknown(inputs, attrs);
        };
        let mut sizes = first.clone();
        let along = inputs.iter().map(|input| match &input.shape {
            PartialShape::Known(sizes) => sizes.get(axis).copied().flatten(),
            PartialShape::Unknown => None,
        });
        if let Some(size) = sizes.get_mut(axis) {
            *size = along.sum();
        }
        Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
    },
    kernel: Kernel::Whole(|inputs, attrs| {
        Ok(smallvec![layout::concat(inputs, attrs.int("axis").unwrap_or(0) as usize)?])
    }),
    gradient: Gradient::Joint(Reads::NOTHING, |r, up| {
        let Some(g) = up.get(0) else { return Ok(vec![None; r.inputs()]) };
        let axis = r.attrs().int("axis").unwrap_or(0) as usize;
        let mut start = 0;
        (0..r.inputs())
            .map(|index| {
                let shape = r.x_shape(index);
                let mut begin = vec![0; shape.rank()];
                begin[axis] = start;
                start += shape[axis];
                if r.wants(index) { Ok(Some(Cotangent::from(slice(g, &begin, &shape)?))) } else { Ok(None) }
            })
            .collect()
    }),
    batch: Batch::Rule(|inputs, attrs| {
        let size = batch::size(inputs).unwrap_or(0);
        let arrays: Vec<Array> = inputs
            .iter()
            .map(|input| batch::expand(input, size))
            .collect::<tape_tensor::Result<_>>()
            .map_err(|error| Error::kernel(&CONCAT, inputs.len(), error))?;
        let axis = attrs.int("axis").unwrap_or(0) + 1;
        batch::run_whole(&CONCAT, &arrays, &Attrs::new([("axis", Attr::Int(axis))]))
    }),
    refuses: Refuses::Shapes,
};

/// A block of an array: `size` elements from `begin` along each axis.
pub static SLICE: OpDef = OpDef {
    name: "Slice",
    inputs: &[Input::new("input", DTypes::ANY)],
    infer: |inputs, attrs| {
        let sizes = attrs.ints("size").unwrap_or(&[]).iter().map(|&size| usize::try_from(size).ok()).collect();
        Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
    },
    kernel: Kernel::Whole(|inputs, attrs| {
        Ok(smallvec![layout::slice(inputs[0], &sizes_of(attrs, "begin"), &sizes_of(attrs, "size"))?])
    }),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |r, g| {
        let (shape, begin, size) = (r.x_shape(0), sizes_of(r.attrs(), "begin"), sizes_of(r.attrs(), "size"));
        let paddings = shape
            .iter()
            .zip(begin.iter().zip(&size))
            .map(|(&all, (&begin, &size))| (begin, all - begin - size))
            .collect();
        pad(g, paddings)
    })]),
    batch: Batch::Rule(|inputs, attrs| {
        let array = inputs[0].array();
        let (begin, size) = (sizes_of(attrs, "begin"), sizes_of(attrs, "size"));
        let begin: Vec<usize> = std::iter::once(0).chain(begin).collect();
        let size: Vec<usize> = std::iter::once(array.shape()[0]).chain(size).collect();
        Ok(batch::one(layout::slice(array, &begin, &size).map_err(|error| Error::kernel(&SLICE, 1, error))?))
    }),
    refuses: Refuses::Values,
};

/// An array in the middle of zeros.
pub static PAD: OpDef = OpDef {
    name: "Pad",
    inputs: &[Input::new("input", DTypes::ANY)],
    infer: |inputs, attrs| {
        let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
        let padded =
            sizes.iter().zip(paddings_of(attrs)).map(|(size, (before, after))| size.map(|s| s + before + after));
        Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(padded.collect()) }])
    },
    kernel: Kernel::Whole(|inputs, attrs| Ok(smallvec![pad_zeros(inputs[0], &paddings_of(attrs))?])),
    gradient: Gradient::Each(&[Partial::Rule(Reads::NOTHING, |r, g| {
        let begin: Vec<usize> = paddings_of(r.attrs()).iter().map(|padding| padding.0).collect();
        slice(g, &begin, &r.x_shape(0))
    })]),
    batch: Batch::Rule(|inputs, attrs| {
        let paddings: Vec<(usize, usize)> = std::iter::once((0, 0)).chain(paddings_of(attrs)).collect();
        let padded = pad_zeros(inputs[0].array(), &paddings);
        Ok(batch::one(padded.map_err(|error| Error::kernel(&PAD, 1, error))?))
    }),
    refuses: Refuses::Shapes,
};

/// The rows of an array at the given places along its first axis.
pub static GATHER_ROWS: OpDef = OpDef {
    name: "ResourceGather",
    inputs: &[Input::new("params", DTypes::ANY), Input::new("indices", INDICES).of("Tindices")],
    infer: infer::unknown,
    kernel: Kernel::Whole(|inputs, _| Ok(smallvec![layout::gather(inputs[0], inputs[1], 0, 0)?])),
    gradient: Gradient::Each(&[
        Partial::Any(Reads::input(1), |r, up| {
            let Some(g) = up.get(0) else { return Ok(None) };
            let (shape, indices) = (r.x_shape(0), r.x(1));
            let rows = behind(indices.shape().elements(), &Shape::from(&shape[1..]));
            let values = reshape(g, &rows)?;
            let indices = reshape(indices, &Shape::from([indices.shape().elements()]))?;
            Ok(Some(IndexedSlices { values, indices, dense_shape: shape }.into()))
        }),
        Partial::Nothing("indices are whole numbers"),
    ]),
    batch: Batch::Loop,
    refuses: Refuses::Values,
};

/// Rows added up by the number of their segment; `num_segments` rows come out.
pub static UNSORTED_SEGMENT_SUM: OpDef = OpDef {
    name: "UnsortedSegmentSum",
    inputs: &[Input::new("data", NUMBERS), Input::new("segment_ids", SEGMENTS).of("Tindices")],
    infer: segmented,
    kernel: Kernel::Whole(|inputs, attrs| {
        let (data, ids) = (inputs[0], inputs[1]);
        let segments = attrs.int("num_segments").unwrap_or(0).max(0) as usize;
        let places = ids.with_shape(ids.shape().iter().copied().chain([1]).collect::<Shape>());
        let rows = data.shape().get(ids.shape().rank()..).unwrap_or(&[]);
        Ok(smallvec![layout::scatter_nd(&places, data, &behind(segments, &Shape::from(rows)))?])
    }),
    gradient: Gradient::Each(&[
        Partial::Rule(Reads::input(1), |r, g| gather_rows(g, r.x(1))),
        Partial::Nothing("segment numbers are whole numbers"),
    ]),
    batch: Batch::Loop,
    refuses: Refuses::Values,
};

/// Another dtype.
pub static CAST: OpDef = OpDef {
    name: "Cast",
    inputs: &[Input::new("x", DTypes::ANY)],
    infer: |inputs, attrs| {
        let dtype = attrs.dtype("DstT").unwrap_or(inputs[0].dtype);
        Ok(smallvec![Form { dtype, shape: inputs[0].shape.clone() }])
    },
    kernel: Kernel::Whole(|inputs, attrs| {
        Ok(smallvec![cast::cast(inputs[0], attrs.dtype("DstT").unwrap_or(inputs[0].dtype()))?])
    }),
    gradient: Gradient::Each(&[Partial::Any(Reads::NOTHING, |r, up| {
        let Some(g) = up.get(0).filter(|g| g.dtype().is_differentiable()) else { return Ok(None) };
        Ok(Some(cast(g, r.x_dtype(0))?.into()))
    })]),
    batch: Batch::Elementwise,
    refuses: Refuses::Shapes,
};

/// `x + y`.
///
/// # Errors
/// For dtypes that differ and shapes that do not broadcast; the other functions here likewise refuse what their op does.
pub fn add(x: &Tensor, y: &Tensor) -> Result<Tensor> {
    apply_one(&ADD, &[x, y], Attrs::NONE)
}

/// `x * y`.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn mul(x: &Tensor, y: &Tensor) -> Result<Tensor> {
    apply_one(&MUL, &[x, y], Attrs::NONE)
}

/// The complex conjugate; of a real tensor the tensor itself.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn conj(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_complex() { apply_one(&CONJ, &[x], Attrs::NONE) } else { Ok(x.clone()) }
}

/// The sum over some axes.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn sum(x: &Tensor, axes: &[usize], keepdims: bool) -> Result<Tensor> {
    let axes = axes.iter().map(|&axis| axis as i64).collect();
    apply_one(&SUM, &[x], Attrs::new([("axis", Attr::Ints(axes)), ("keepdims", Attr::Bool(keepdims))]))
}

/// The sum over all axes.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn sum_all(x: &Tensor) -> Result<Tensor> {
    sum(x, &(0..x.rank()).collect::<Vec<_>>(), false)
}

/// The same elements in another shape of as many.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn reshape(x: &Tensor, shape: &Shape) -> Result<Tensor> {
    if x.shape() == *shape {
        return Ok(x.clone());
    }
    apply_one(&RESHAPE, &[x], Attrs::new([("shape", Attr::Shape(shape.clone()))]))
}

/// The array repeated along axes of size one.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn broadcast_to(x: &Tensor, shape: &Shape) -> Result<Tensor> {
    if x.shape() == *shape {
        return Ok(x.clone());
    }
    apply_one(&BROADCAST_TO, &[x], Attrs::new([("shape", Attr::Shape(shape.clone()))]))
}

/// The axes in another order.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn transpose(x: &Tensor, perm: &[usize]) -> Result<Tensor> {
    let perm = perm.iter().map(|&axis| axis as i64).collect();
    apply_one(&TRANSPOSE, &[x], Attrs::new([("perm", Attr::Ints(perm))]))
}

/// A block of an array.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn slice(x: &Tensor, begin: &[usize], size: &[usize]) -> Result<Tensor> {
    let ints = |values: &[usize]| Attr::Ints(values.iter().map(|&value| value as i64).collect());
    apply_one(&SLICE, &[x], Attrs::new([("begin", ints(begin)), ("size", ints(size))]))
}

/// Zeros around an array: how many before and after along each axis.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn pad(x: &Tensor, paddings: Vec<(usize, usize)>) -> Result<Tensor> {
    let flat: Rc<[i64]> = paddings.iter().flat_map(|&(before, after)| [before as i64, after as i64]).collect();
    apply_one(&PAD, &[x], Attrs::new([("paddings", Attr::Ints(flat))]))
}

/// Arrays one behind the other along an axis.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn concat(values: &[&Tensor], axis: usize) -> Result<Tensor> {
    apply_one(&CONCAT, values, Attrs::new([("axis", Attr::Int(axis as i64))]))
}

/// Two arrays one behind the other along the first axis.
pub(crate) fn concat_rows(x: &Tensor, y: &Tensor) -> Result<Tensor> {
    concat(&[x, y], 0)
}

/// Rows of an array.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn gather_rows(params: &Tensor, indices: &Tensor) -> Result<Tensor> {
    apply_one(&GATHER_ROWS, &[params, indices], Attrs::NONE)
}

/// Rows added up by segment.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn unsorted_segment_sum(data: &Tensor, ids: &Tensor, segments: usize) -> Result<Tensor> {
    apply_one(&UNSORTED_SEGMENT_SUM, &[data, ids], Attrs::new([("num_segments", Attr::Int(segments as i64))]))
}

/// Another dtype.
#[expect(clippy::missing_errors_doc, reason = "as add")]
pub fn cast(x: &Tensor, dtype: DType) -> Result<Tensor> {
    if x.dtype() == dtype {
        return Ok(x.clone());
    }
    apply_one(&CAST, &[x], Attrs::new([("DstT", Attr::DType(dtype))]))
}

/// Zeros in a tensor's form, connected to nothing.
///
/// # Errors
/// For dtypes without a zero.
pub fn zeros_like(x: &Tensor) -> Result<Tensor> {
    filled_like(x, 0)
}

/// Ones in a tensor's form, connected to nothing.
///
/// # Errors
/// For dtypes without a one.
pub fn ones_like(x: &Tensor) -> Result<Tensor> {
    filled_like(x, 1)
}

fn filled_like(x: &Tensor, value: i32) -> Result<Tensor> {
    let refused = |error| Error::kernel(&BROADCAST_TO, 1, error);
    let value = match x.dtype() {
        DType::Float32 => Scalar::Float32(value as f32),
        DType::Float64 => Scalar::Float64(value.into()),
        dtype => cast::cast(&Array::scalar(value), dtype).map_err(refused)?.get(0).unwrap_or(Scalar::Int32(value)),
    };
    Ok(Tensor::new(Array::full(x.shape(), value).map_err(refused)?))
}

/// Sums a gradient over the axes along which its input was broadcast.
pub(crate) fn unbroadcast(gradient: &Tensor, shape: &Shape) -> Result<Tensor> {
    let own = gradient.shape();
    if own.rank() < shape.rank() {
        // A rule gave one number for all elements.
        return broadcast_to(gradient, shape);
    }
    let extra = own.rank() - shape.rank();
    let axes: SmallVec<[usize; 4]> =
        (0..own.rank()).filter(|&axis| axis < extra || (shape[axis - extra] == 1 && own[axis] != 1)).collect();
    let summed = if axes.is_empty() { gradient.clone() } else { sum(gradient, &axes, false)? };
    if summed.shape().elements() == shape.elements() { reshape(&summed, shape) } else { broadcast_to(&summed, shape) }
}

/// The shape with one more axis in front.
pub(crate) fn behind(size: usize, shape: &Shape) -> Shape {
    std::iter::once(size).chain(shape.iter().copied()).collect()
}

/// The axes of a reduction, counted from the front; none given means all.
///
/// # Errors
/// For an axis that the array does not have, in TensorFlow's words.
pub fn axes_of(attrs: &Attrs, rank: usize) -> tape_tensor::Result<Vec<usize>> {
    let Some(given) = attrs.ints("axis") else { return Ok((0..rank).collect()) };
    given
        .iter()
        .map(|&axis| {
            let counted = if axis < 0 { axis + rank as i64 } else { axis };
            usize::try_from(counted).ok().filter(|&axis| axis < rank).ok_or_else(|| {
                KernelError::Invalid(format!("Invalid reduction dimension ({axis} for input with {rank} dimension(s)"))
            })
        })
        .collect()
}

fn pad_zeros(array: &Array, paddings: &[(usize, usize)]) -> tape_tensor::Result<Array> {
    let zero = cast::cast(&Array::scalar(0_i32), array.dtype())?.get(0).unwrap_or(Scalar::Int32(0));
    layout::pad(array, paddings, &layout::Padding::Constant(zero))
}

fn shaped(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let shape = attrs.shape("shape").cloned().map_or(PartialShape::Unknown, PartialShape::from);
    Ok(inputs.iter().take(1).map(|input| Form { dtype: input.dtype, shape: shape.clone() }).collect())
}

/// The form that is left of the first input after a reduction over `axis`, which may be kept by `keepdims`.
///
/// # Errors
/// As [`axes_of`].
pub fn reduced(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
    let (axes, keepdims) = (axes_of(attrs, sizes.len())?, attrs.flag("keepdims"));
    let left = sizes.iter().enumerate().filter_map(|(axis, &size)| match (axes.contains(&axis), keepdims) {
        (false, _) => Some(size),
        (true, true) => Some(Some(1)),
        (true, false) => None,
    });
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(left.collect()) }])
}

/// The form of rows reduced by segment: `num_segments` rows of what lies behind the axes of the numbers.
///
/// # Errors
/// None.
pub fn segmented(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let (PartialShape::Known(sizes), Some(outer)) = (&inputs[0].shape, inputs[1].shape.rank()) else {
        return infer::unknown(inputs, attrs);
    };
    let segments = attrs.int("num_segments").and_then(|count| usize::try_from(count).ok());
    let sizes = std::iter::once(segments).chain(sizes.iter().skip(outer).copied()).collect();
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
}

fn sizes_of(attrs: &Attrs, name: &str) -> Vec<usize> {
    attrs.ints(name).unwrap_or(&[]).iter().map(|&value| value.max(0) as usize).collect()
}

fn paddings_of(attrs: &Attrs) -> Vec<(usize, usize)> {
    sizes_of(attrs, "paddings").chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}
