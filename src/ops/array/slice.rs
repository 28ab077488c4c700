//! Parts of a tensor along each axis.

use tape_grad::basic;
use tape_tensor::layout::{self, Range};

use super::with_attr;
use crate::prelude::*;

ops! {
    /// The block of so many elements from a position along each axis; a size of -1 takes all that follow.
    ///
    /// >>> tf.slice([[1, 2, 3], [4, 5, 6]], begin=[1, 0], size=[1, 2])
    /// <tf.Tensor: shape=(1, 2), dtype=int32, numpy=array([[4, 5]], dtype=int32)>
    fn slice ["tf.slice"] (input_: Tensor, begin: Ints, size: Ints) -> Tensor {
        let shape = input_.shape();
        let refused = |text| refused(&basic::SLICE, 1, text);
        if begin.len() != shape.rank() || size.len() != shape.rank() {
            return Err(refused(format!(
                "Expected begin and size arguments to be 1-D tensors of size {}, but got shapes [{}] and [{}] instead.",
                shape.rank(), begin.len(), size.len()
            )));
        }
        let (mut from, mut sizes) = (Vec::new(), Vec::new());
        for (axis, &all) in shape.iter().enumerate() {
            let start = usize::try_from(begin[axis]).ok().filter(|&start| start <= all).ok_or_else(|| {
                refused(format!("Expected begin[{axis}] in [0, {all}], but got {}", begin[axis]))
            })?;
            let left = all - start;
            let count = if size[axis] == -1 { Some(left) } else { usize::try_from(size[axis]).ok() };
            sizes.push(count.filter(|&count| count <= left).ok_or_else(|| {
                refused(format!("Expected size[{axis}] in [0, {left}], but got {}", size[axis]))
            })?);
            from.push(start);
        }
        basic::slice(input_, &from, &sizes)
    }

    /// Every so many elements along each axis, as `ranges` says (start, step and count an axis), in the shape `shape`.
    op strided_slice "StridedSlice" ["tf.raw_ops.StridedSlice"] (input: ANY; ranges: Ints, shape: Shape) {
        infer: |inputs, attrs| {
            let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let taken = layout::strided_slice(inputs[0], &ranges_of(attrs))?;
            Ok(smallvec![taken.with_shape(attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR))])
        }),
        batch: Rule(|inputs, attrs| {
            let array = inputs[0].array();
            batch::run_whole(&OP, std::slice::from_ref(array), &members_in_front(array.shape()[0], attrs))
        }),
        gradient: {
            input(g; r) => strided_slice_grad(
                g, r.attrs().get("ranges").clone(), r.attrs().get("shape").clone(), r.x_shape(0),
            )
        }
    }

    /// The gradient of `strided_slice`: what flows into it among zeros of the shape `whole`.
    op strided_slice_grad "StridedSliceGrad" ["tf.raw_ops.StridedSliceGrad"]
        (dy: ANY; ranges: Ints, shape: Shape, whole: Shape)
    {
        infer: |inputs, attrs| {
            let shape = attrs.shape("whole").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let ranges = ranges_of(attrs);
            let counts: Shape = ranges.iter().map(|range| range.count).collect();
            let whole = attrs.shape("whole").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![layout::strided_slice_grad(&inputs[0].with_shape(counts), &ranges, &whole)?])
        }),
        batch: Rule(|inputs, attrs| {
            let array = inputs[0].array();
            let size = array.shape()[0];
            let attrs = members_in_front(size, attrs);
            let whole = attrs.shape("whole").cloned().unwrap_or(Shape::SCALAR);
            let whole: Shape = std::iter::once(size).chain(whole.iter().copied()).collect();
            batch::run_whole(&OP, std::slice::from_ref(array), &with_attr(&attrs, "whole", whole.into()))
        }),
        gradient: {
            dy(g; r) => strided_slice(g, r.attrs().get("ranges").clone(), r.attrs().get("shape").clone())
        }
    }

    /// The rows, or slices along `axis`, for which a mask holds.
    ///
    /// >>> tf.boolean_mask([1, 2, 3], [True, False, True])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 3], dtype=int32)>
    fn boolean_mask ["tf.boolean_mask"] (tensor: Tensor, mask: Tensor of bool, axis: MaybeInt = "None") -> Tensor {
        let (shape, asked) = (tensor.shape(), mask.shape());
        let wrong = |text| Error::new(Kind::Value(text));
        if asked.rank() == 0 {
            return Err(wrong("mask cannot be scalar.".to_owned()));
        }
        let place = counted(axis.unwrap_or(0), shape.rank()).unwrap_or(usize::MAX);
        let masked = shape.get(place..place.saturating_add(asked.rank()).min(shape.rank())).unwrap_or(&[]);
        if *masked != asked[..] {
            return Err(wrong(format!("Shapes {} and {} are incompatible", tuple(masked), tuple(&asked))));
        }
        let joined: Shape = shape[..place].iter().copied().chain([asked.elements()]).chain(shape[place + asked.rank()..].iter().copied()).collect();
        let sizes: Vec<i64> = joined.iter().map(|&size| size as i64).collect();
        let flat = reshape(tensor, &sizes)?;
        let holds = mask.array().as_slice::<bool>().ok_or_else(|| {
            wrong(format!("mask must be a bool tensor, got {}", mask.dtype()))
        })?;
        let places: Vec<i64> = holds.iter().enumerate().filter(|(_, holds)| **holds).map(|(place, _)| place as i64).collect();
        gather_along(flat, Tensor::new(Array::from_vec([places.len()], places)), place, 0)
    }
}

/// Takes part of a tensor along each axis, and gives the result a shape of as many elements.
///
/// # Errors
/// For ranges that reach beyond the tensor, which indexing rules out.
pub fn take(x: &Tensor, ranges: &[Range], shape: &Shape) -> Result<Tensor> {
    let flat: Vec<i64> =
        ranges.iter().flat_map(|range| [range.start as i64, range.step as i64, range.count as i64]).collect();
    strided_slice(x, flat, shape)
}

fn ranges_of(attrs: &Attrs) -> Vec<Range> {
    let flat = attrs.ints("ranges").unwrap_or(&[]);
    let range = |part: &[i64]| Range { start: part[0] as usize, step: part[1] as isize, count: part[2] as usize };
    flat.chunks_exact(3).map(range).collect()
}

/// The attributes for all members of a batch at once.
fn members_in_front(size: usize, attrs: &Attrs) -> Attrs {
    let ranges: Vec<i64> = [0, 1, size as i64].iter().chain(attrs.ints("ranges").unwrap_or(&[])).copied().collect();
    let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
    let shape: Shape = std::iter::once(size).chain(shape.iter().copied()).collect();
    with_attr(&with_attr(attrs, "ranges", ranges.into()), "shape", shape.into())
}
