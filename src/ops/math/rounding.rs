//! To whole numbers, into ranges and to the next float.

use crate::prelude::*;

ops! {
    /// The largest whole number not above each element.
    ///
    /// >>> tf.floor([1.7, -1.2])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 1., -2.], dtype=float32)>
    op floor "Floor" ["tf.floor", "tf.math.floor"] (x: FLOATS) {
        unary: Floor,
        gradient: none "floor is flat between whole numbers"
    }

    /// The smallest whole number not below each element.
    ///
    /// >>> tf.math.ceil([1.2, -1.7])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 2., -1.], dtype=float32)>
    op ceil "Ceil" ["tf.math.ceil"] (x: FLOATS) {
        unary: Ceil,
        gradient: none "ceil is flat between whole numbers"
    }

    /// The whole number nearest to each element, the even one of two. Integers are what they are.
    ///
    /// >>> tf.round([0.5, 1.5, -2.4])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([ 0.,  2., -2.], dtype=float32)>
    fn round ["tf.round", "tf.math.round"] (x: Tensor) -> Tensor {
        if x.dtype().is_integer() { Ok(x.clone()) } else { round_floats(x) }
    }

    /// The whole number nearest to each element, the even one of two.
    op round_floats "Round" ["tf.raw_ops.Round"] (x: SIGNED) {
        unary: Round,
        gradient: none "round is flat between halves"
    }

    /// The whole number nearest to each element, the even one of two.
    ///
    /// >>> tf.math.rint([0.5, 1.5, -2.4])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([ 0.,  2., -2.], dtype=float32)>
    op rint "Rint" ["tf.math.rint"] (x: FLOATS) {
        unary: Rint,
        gradient: none "rint is flat between halves"
    }

    /// The next float after each first element towards the second.
    ///
    /// >>> tf.math.nextafter(tf.constant(1.0), 2.0)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=1.0000001192092896>
    op next_after "NextAfter" ["tf.math.nextafter"] (x1: FLOAT_OR_DOUBLE, x2: FLOAT_OR_DOUBLE) {
        binary: NextAfter,
        gradient: {
            x1(g) => Ok(g.clone()),
            x2(g) => mul(g, 0.0),
        }
    }
}
