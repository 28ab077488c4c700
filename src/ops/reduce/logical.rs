//! Whether truth values hold, and how many elements are not zero.

use tape_grad::basic::reduced;
use tape_tensor::reduce;

use super::{members, over_axes};
use crate::prelude::*;

ops! {
    /// Whether every element over some axes, or over all of them, holds.
    ///
    /// >>> tf.reduce_all([[True, True], [True, False]], axis=1)
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>
    op reduce_all "All" ["tf.reduce_all", "tf.math.reduce_all"]
        (input_tensor: BOOL; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::all, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: none "truth values do not vary smoothly"
    }

    /// Whether some element over some axes, or over all of them, holds.
    ///
    /// >>> tf.reduce_any([[True, True], [False, False]], axis=1)
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>
    op reduce_any "Any" ["tf.reduce_any", "tf.math.reduce_any"]
        (input_tensor: BOOL; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::any, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: none "truth values do not vary smoothly"
    }

    /// How many elements over some axes, or over all of them, are not zero.
    ///
    /// >>> tf.math.count_nonzero([[0, 1], [2, 3]])
    /// <tf.Tensor: shape=(), dtype=int64, numpy=3>
    fn count_nonzero ["tf.math.count_nonzero"] (
        input: Tensor, axis: MaybeInts = "None", keepdims: MaybeBool = "None", dtype: DType = "tf.int64"
    ) -> Tensor {
        let zero = if input.dtype() == DType::String { Tensor::scalar::<tape_tensor::array::Bytes>([].into()) } else { number_like(0.0, input)? };
        let nonzero = cast(not_equal(input, zero), Int64);
        cast(reduce_sum(nonzero, axis, keepdims.unwrap_or(false)), dtype)
    }

    /// The share of the elements that are zero.
    ///
    /// >>> tf.math.zero_fraction([0.0, 1.0, 2.0, 0.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=0.5>
    fn zero_fraction ["tf.math.zero_fraction", "tf.nn.zero_fraction"] (value: Tensor) -> Tensor {
        let nonzero = cast(reduce_sum(cast(not_equal(value, 0.0), Int64), Attr::None, false), Float32);
        let size = value.shape().elements() as f64;
        div(sub(size, nonzero), Tensor::scalar(size as f32))
    }
}
