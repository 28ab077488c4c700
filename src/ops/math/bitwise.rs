//! Bits of whole numbers.

use crate::prelude::*;

ops! {
    /// The bits that both numbers of each pair have.
    ///
    /// >>> tf.bitwise.bitwise_and(tf.constant([6, 3]), tf.constant([3, 5]))
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 1], dtype=int32)>
    op bitwise_and "BitwiseAnd" ["tf.bitwise.bitwise_and"] (x: INTEGERS, y: INTEGERS) {
        binary: And,
        gradient: none "bits are whole numbers"
    }

    /// The bits that at least one number of each pair has.
    ///
    /// >>> tf.bitwise.bitwise_or(tf.constant([6, 3]), tf.constant([3, 5]))
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([7, 7], dtype=int32)>
    op bitwise_or "BitwiseOr" ["tf.bitwise.bitwise_or"] (x: INTEGERS, y: INTEGERS) {
        binary: Or,
        gradient: none "bits are whole numbers"
    }

    /// The bits that exactly one number of each pair has.
    ///
    /// >>> tf.bitwise.bitwise_xor(tf.constant([6, 3]), tf.constant([3, 5]))
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([5, 6], dtype=int32)>
    op bitwise_xor "BitwiseXor" ["tf.bitwise.bitwise_xor"] (x: INTEGERS, y: INTEGERS) {
        binary: Xor,
        gradient: none "bits are whole numbers"
    }

    /// The complement of every bit.
    ///
    /// >>> tf.bitwise.invert(tf.constant([0, 6]))
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([-1, -7], dtype=int32)>
    op invert "Invert" ["tf.bitwise.invert"] (x: INTEGERS) {
        unary: Invert,
        gradient: none "bits are whole numbers"
    }

    /// The bits of each first number moved up by the second.
    ///
    /// >>> tf.bitwise.left_shift(tf.constant([1, 3]), tf.constant([4, 1]))
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([16,  6], dtype=int32)>
    op left_shift "LeftShift" ["tf.bitwise.left_shift"] (x: INTEGERS, y: INTEGERS) {
        binary: LeftShift,
        gradient: none "bits are whole numbers"
    }

    /// The bits of each first number moved down by the second; the sign stays.
    ///
    /// >>> tf.bitwise.right_shift(tf.constant([16, -8]), tf.constant([2, 1]))
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 4, -4], dtype=int32)>
    op right_shift "RightShift" ["tf.bitwise.right_shift"] (x: INTEGERS, y: INTEGERS) {
        binary: RightShift,
        gradient: none "bits are whole numbers"
    }
}
