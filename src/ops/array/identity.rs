//! The same elements: in another dtype, or with another relation to the tape.

use tape_grad::basic;

use crate::prelude::*;

ops! {
    /// The elements in another dtype. Towards integers, fractions are cut off.
    ///
    /// >>> tf.cast([1.8, -1.8], tf.int32)
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 1, -1], dtype=int32)>
    fn cast ["tf.cast", "tf.dtypes.cast"] (x: Tensor, dtype: DType) -> Tensor {
        basic::cast(x, dtype)
    }

    /// The same elements as a new tensor, which tapes follow.
    ///
    /// >>> tf.identity([1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>
    op identity "Identity" ["tf.identity"] (input: ANY) {
        infer: infer::same,
        kernel: Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
        batch: Elementwise,
        gradient: { input(g) => Ok(g.clone()) }
    }

    /// The same elements, through which no gradient flows.
    ///
    /// >>> tf.stop_gradient([1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>
    op stop_gradient "StopGradient" ["tf.stop_gradient"] (input: ANY) {
        infer: infer::same,
        kernel: Whole(|inputs, _| Ok(smallvec![inputs[0].clone()])),
        batch: Elementwise,
        gradient: none "stop_gradient blocks it"
    }
}
