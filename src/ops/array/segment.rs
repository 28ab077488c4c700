//! Rows reduced by the number of their segment.

use tape_grad::{Recorded, basic};
use tape_tensor::reduce::{self, Segment};

use crate::prelude::*;

ops! {
    /// The sums of runs of rows with the same number; numbers do not decrease.
    ///
    /// >>> tf.math.segment_sum([1, 2, 3], [0, 0, 1])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([3, 3], dtype=int32)>
    op segment_sum "SegmentSum" ["tf.math.segment_sum"] (data: NUMBERS, segment_ids: INDICES of Tindices) {
        infer: runs_form,
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::segment(inputs[0], inputs[1], Segment::Sum)?])),
        refuses: Values,
        gradient: {
            data(g, segment_ids) => gather_along(g, segment_ids, 0, 0),
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The means of runs of rows with the same number; numbers do not decrease.
    ///
    /// >>> tf.math.segment_mean([1.0, 2.0, 3.0], [0, 0, 1])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.5, 3. ], dtype=float32)>
    op segment_mean "SegmentMean" ["tf.math.segment_mean"] (data: NUMBERS, segment_ids: INDICES of Tindices) {
        infer: runs_form,
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::segment(inputs[0], inputs[1], Segment::Mean)?])),
        refuses: Values,
        gradient: {
            data(g, segment_ids; r) => {
                let rows: Shape = (0..r.x_shape(0).rank()).map(|axis| if axis == 0 { segment_ids.shape()[0] } else { 1 }).collect();
                let counts = segment_sum(tape_grad::basic::broadcast_to(&number_like(1.0, g)?, &rows)?, segment_ids);
                gather_along(div(g, counts), segment_ids, 0, 0)
            },
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The products of runs of rows with the same number; numbers do not decrease.
    ///
    /// >>> tf.math.segment_prod([1, 2, 3], [0, 0, 1])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>
    op segment_prod "SegmentProd" ["tf.math.segment_prod"] (data: NUMBERS, segment_ids: INDICES of Tindices) {
        infer: runs_form,
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::segment(inputs[0], inputs[1], Segment::Prod)?])),
        refuses: Values,
        gradient: {
            data(g, data, segment_ids, out) => {
                // With one zero in a segment only the zero has a gradient, with two nothing has.
                let zero = &equal(data, 0.0)?;
                let zeros_each = &segment_sum(cast(zero, Int32), segment_ids)?;
                let g = select(greater(zeros_each, 1.0), number_like(0.0, g), g);
                let nonzero = &select(zero, number_like(1.0, data), data)?;
                let others = gather_along(segment_prod(nonzero, segment_ids), segment_ids, 0, 0);
                let divided = div(gather_along(out, segment_ids, 0, 0), nonzero);
                mul(gather_along(g, segment_ids, 0, 0), select(zero, others, divided))
            },
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The largest elements of runs of rows with the same number; numbers do not decrease.
    ///
    /// >>> tf.math.segment_max([1, 2, 3], [0, 0, 1])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>
    op segment_max "SegmentMax" ["tf.math.segment_max"] (data: REALS, segment_ids: INDICES of Tindices) {
        infer: runs_form,
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::segment(inputs[0], inputs[1], Segment::Max)?])),
        refuses: Values,
        gradient: {
            data(g, data, segment_ids, out) => among_equals(data, segment_ids, out, g),
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The smallest elements of runs of rows with the same number; numbers do not decrease.
    ///
    /// >>> tf.math.segment_min([1, 2, 3], [0, 0, 1])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 3], dtype=int32)>
    op segment_min "SegmentMin" ["tf.math.segment_min"] (data: REALS, segment_ids: INDICES of Tindices) {
        infer: runs_form,
        kernel: Whole(|inputs, _| Ok(smallvec![reduce::segment(inputs[0], inputs[1], Segment::Min)?])),
        refuses: Values,
        gradient: {
            data(g, data, segment_ids, out) => among_equals(data, segment_ids, out, g),
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The sums of rows with the same number, in any order; rows with a negative number are left out.
    ///
    /// >>> tf.math.unsorted_segment_sum([1, 2, 3], [1, 0, 1], 2)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 4], dtype=int32)>
    op unsorted_segment_sum "UnsortedSegmentSum" ["tf.math.unsorted_segment_sum"]
        (data: NUMBERS, segment_ids: POSITIONS of Tindices; num_segments: Int)
    {
        infer: basic::segmented,
        kernel: Whole(|inputs, attrs| unsorted(inputs, attrs, Segment::Sum)),
        refuses: Values,
        gradient: {
            data(g, segment_ids) => rows_or_zero(g, segment_ids),
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The means of rows with the same number, in any order.
    ///
    /// >>> tf.math.unsorted_segment_mean([1.0, 2.0, 3.0], [1, 0, 1], 2)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([2., 2.], dtype=float32)>
    fn unsorted_segment_mean ["tf.math.unsorted_segment_mean"]
        (data: Tensor, segment_ids: Tensor of Tindices, num_segments: Int) -> Tensor
    {
        div(unsorted_segment_sum(data, segment_ids, num_segments), counts(data, segment_ids, num_segments)?)
    }

    /// The sums of rows with the same number over the square root of their count.
    ///
    /// >>> tf.math.unsorted_segment_sqrt_n([1.0, 2.0, 3.0], [1, 0, 1], 2)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([2.      , 2.828427], dtype=float32)>
    fn unsorted_segment_sqrt_n ["tf.math.unsorted_segment_sqrt_n"]
        (data: Tensor, segment_ids: Tensor of Tindices, num_segments: Int) -> Tensor
    {
        div(unsorted_segment_sum(data, segment_ids, num_segments), sqrt(counts(data, segment_ids, num_segments)?))
    }

    /// The products of rows with the same number, in any order.
    ///
    /// >>> tf.math.unsorted_segment_prod([1, 2, 3], [1, 0, 1], 2)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>
    op unsorted_segment_prod "UnsortedSegmentProd" ["tf.math.unsorted_segment_prod"]
        (data: NUMBERS, segment_ids: INDICES of Tindices; num_segments: Int)
    {
        infer: basic::segmented,
        kernel: Whole(|inputs, attrs| unsorted(inputs, attrs, Segment::Prod)),
        refuses: Values,
        gradient: {
            data(g, data, segment_ids, out; r) => {
                let count = r.attrs().get("num_segments");
                let zero = &equal(data, 0.0)?;
                let zeros_each = unsorted_segment_sum(cast(zero, Int32), segment_ids, count.clone());
                let g = &select(greater(zeros_each, 1.0), number_like(0.0, g), g)?;
                let nonzero = &select(zero, number_like(1.0, data), data)?;
                let others = rows_of(&unsorted_segment_prod(nonzero, segment_ids, count.clone())?, segment_ids)?;
                let divided = div(rows_of(out, segment_ids)?, data);
                mul(rows_or_zero(g, segment_ids)?, select(zero, others, divided))
            },
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The largest elements of rows with the same number, in any order.
    ///
    /// >>> tf.math.unsorted_segment_max([1, 2, 3], [1, 0, 1], 2)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>
    op unsorted_segment_max "UnsortedSegmentMax" ["tf.math.unsorted_segment_max"]
        (data: REALS, segment_ids: INDICES of Tindices; num_segments: Int)
    {
        infer: basic::segmented,
        kernel: Whole(|inputs, attrs| unsorted(inputs, attrs, Segment::Max)),
        refuses: Values,
        gradient: {
            data(g, data, segment_ids, out; r) => among_equals_anywhere(data, segment_ids, out, g, r),
            segment_ids => "segment numbers are whole numbers",
        }
    }

    /// The smallest elements of rows with the same number, in any order.
    ///
    /// >>> tf.math.unsorted_segment_min([1, 2, 3], [1, 0, 1], 2)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 1], dtype=int32)>
    op unsorted_segment_min "UnsortedSegmentMin" ["tf.math.unsorted_segment_min"]
        (data: REALS, segment_ids: INDICES of Tindices; num_segments: Int)
    {
        infer: basic::segmented,
        kernel: Whole(|inputs, attrs| unsorted(inputs, attrs, Segment::Min)),
        refuses: Values,
        gradient: {
            data(g, data, segment_ids, out; r) => among_equals_anywhere(data, segment_ids, out, g, r),
            segment_ids => "segment numbers are whole numbers",
        }
    }
}

fn runs_form(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
    let sizes = std::iter::once(None).chain(sizes.iter().skip(1).copied()).collect();
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
}

fn unsorted(inputs: &[&Array], attrs: &Attrs, how: Segment) -> tape_tensor::Result<tape_grad::Arrays> {
    let count = attrs.int("num_segments").unwrap_or(0).max(0) as usize;
    Ok(smallvec![reduce::unsorted_segment(inputs[0], inputs[1], count, how)?])
}

/// The gradient of a segment's extreme, in equal parts to the elements that equal it.
fn among_equals(data: &Tensor, ids: &Tensor, extreme: &Tensor, g: &Tensor) -> Result<Tensor> {
    let chosen = &equal(data, gather_along(extreme, ids, 0, 0))?;
    let counts = segment_sum(cast(chosen, g.dtype()), ids);
    select(chosen, gather_along(div(g, counts), ids, 0, 0), number_like(0.0, g))
}

/// The same for segments in any order, of which negative ones are left out.
fn among_equals_anywhere(
    data: &Tensor,
    ids: &Tensor,
    extreme: &Tensor,
    g: &Tensor,
    r: &Recorded<'_>,
) -> Result<Tensor> {
    let inside = aligned(&greater_equal(ids, 0.0)?, data.rank())?;
    let chosen = &logical_and(equal(data, rows_of(extreme, ids)?), inside)?;
    let counts = unsorted_segment_sum(cast(chosen, g.dtype()), ids, r.attrs().get("num_segments").clone());
    select(chosen, rows_or_zero(&div(g, counts)?, ids)?, number_like(0.0, g))
}

/// For each number the row of its segment; that of the first segment for negative ones.
fn rows_of(segments: &Tensor, ids: &Tensor) -> Result<Tensor> {
    gather_along(segments, maximum(ids, number_like(0.0, ids)), 0, 0)
}

/// For each number the row of its segment; zeros for negative ones.
fn rows_or_zero(segments: &Tensor, ids: &Tensor) -> Result<Tensor> {
    let rows = rows_of(segments, ids)?;
    let inside = aligned(&greater_equal(ids, 0.0)?, rows.rank())?;
    select(inside, &rows, number_like(0.0, &rows))
}

/// A mask of leading axes, with axes of size one behind.
fn aligned(mask: &Tensor, rank: usize) -> Result<Tensor> {
    let shape = mask.shape();
    let sizes = shape.iter().copied().chain(std::iter::repeat_n(1, rank.saturating_sub(shape.rank())));
    basic::reshape(mask, &sizes.collect())
}

/// How many rows each segment has, at least one, in a shape that divides their sums.
fn counts(data: &Tensor, ids: &Tensor, segments: i64) -> Result<Tensor> {
    let ones = basic::broadcast_to(&number_like(1.0, data)?, &ids.shape())?;
    let counts = maximum(unsorted_segment_sum(ones, ids, segments), 1.0)?;
    let inner = data.rank() - ids.rank();
    let shape: Shape = counts.shape().iter().copied().chain(std::iter::repeat_n(1, inner)).collect();
    basic::reshape(&counts, &shape)
}
