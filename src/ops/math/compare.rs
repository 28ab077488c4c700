//! Comparisons, truth values and the choice between elements.

use crate::prelude::*;

ops! {
    /// Whether the elements of each pair are equal.
    ///
    /// >>> tf.equal([1, 2, 3], [1, 5, 3])
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([ True, False,  True])>
    op equal "Equal" ["tf.equal", "tf.math.equal"] (x: ANY, y: ANY) {
        compare: Equal,
        gradient: none "a comparison gives truth values"
    }

    /// Whether the elements of each pair differ.
    ///
    /// >>> tf.not_equal([1, 2, 3], [1, 5, 3])
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([False,  True, False])>
    op not_equal "NotEqual" ["tf.not_equal", "tf.math.not_equal"] (x: ANY, y: ANY) {
        compare: NotEqual,
        gradient: none "a comparison gives truth values"
    }

    /// Whether the first element of each pair is the smaller one.
    ///
    /// >>> tf.less([1, 2, 3], 2)
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([ True, False, False])>
    op less "Less" ["tf.less", "tf.math.less"] (x: REALS, y: REALS) {
        compare: Less,
        gradient: none "a comparison gives truth values"
    }

    /// Whether the first element of each pair is not the larger one.
    ///
    /// >>> tf.less_equal([1, 2, 3], 2)
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([ True,  True, False])>
    op less_equal "LessEqual" ["tf.less_equal", "tf.math.less_equal"] (x: REALS, y: REALS) {
        compare: LessEqual,
        gradient: none "a comparison gives truth values"
    }

    /// Whether the first element of each pair is the larger one.
    ///
    /// >>> tf.greater([1, 2, 3], 2)
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([False, False,  True])>
    op greater "Greater" ["tf.greater", "tf.math.greater"] (x: REALS, y: REALS) {
        compare: Greater,
        gradient: none "a comparison gives truth values"
    }

    /// Whether the first element of each pair is not the smaller one.
    ///
    /// >>> tf.greater_equal([1, 2, 3], 2)
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([False,  True,  True])>
    op greater_equal "GreaterEqual" ["tf.greater_equal", "tf.math.greater_equal"] (x: REALS, y: REALS) {
        compare: GreaterEqual,
        gradient: none "a comparison gives truth values"
    }

    /// Whether both truth values hold.
    ///
    /// >>> tf.logical_and([True, True], [True, False])
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>
    op logical_and "LogicalAnd" ["tf.logical_and", "tf.math.logical_and"] (x: BOOL, y: BOOL) {
        binary: And,
        gradient: none "truth values do not vary smoothly"
    }

    /// Whether at least one of both truth values holds.
    ///
    /// >>> tf.logical_or([True, False], [False, False])
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>
    op logical_or "LogicalOr" ["tf.logical_or", "tf.math.logical_or"] (x: BOOL, y: BOOL) {
        binary: Or,
        gradient: none "truth values do not vary smoothly"
    }

    /// Whether exactly one of both truth values holds.
    ///
    /// >>> tf.math.logical_xor([True, True], [True, False])
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([False,  True])>
    fn logical_xor ["tf.math.logical_xor"] (x: Tensor of bool, y: Tensor of bool) -> Tensor {
        let (x, y) = (&truth(x)?, &truth(y)?);
        logical_and(logical_or(x, y), logical_not(logical_and(x, y)))
    }

    /// The other truth value.
    ///
    /// >>> tf.logical_not([True, False])
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([False,  True])>
    op logical_not "LogicalNot" ["tf.logical_not", "tf.math.logical_not"] (x: BOOL) {
        unary: LogicalNot,
        gradient: none "truth values do not vary smoothly"
    }

    /// Whether each element is not a number.
    ///
    /// >>> tf.math.is_nan([1.0, float('nan')])
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([False,  True])>
    op is_nan "IsNan" ["tf.math.is_nan"] (x: FLOATS) {
        infer: predicate,
        kernel: Kernel::Unary(Unary::IsNan),
        batch: Elementwise,
        gradient: none "a test gives truth values"
    }

    /// Whether each element is infinite.
    ///
    /// >>> tf.math.is_inf([1.0, float('inf')])
    /// <tf.Tensor: shape=(2,), dtype=bool, numpy=array([False,  True])>
    op is_inf "IsInf" ["tf.math.is_inf"] (x: FLOATS) {
        infer: predicate,
        kernel: Kernel::Unary(Unary::IsInf),
        batch: Elementwise,
        gradient: none "a test gives truth values"
    }

    /// Whether each element is a finite number.
    ///
    /// >>> tf.math.is_finite([1.0, float('inf'), float('nan')])
    /// <tf.Tensor: shape=(3,), dtype=bool, numpy=array([ True, False, False])>
    op is_finite "IsFinite" ["tf.math.is_finite"] (x: FLOATS) {
        infer: predicate,
        kernel: Kernel::Unary(Unary::IsFinite),
        batch: Elementwise,
        gradient: none "a test gives truth values"
    }

    /// Whether no element is smaller than the one before it.
    ///
    /// >>> tf.math.is_non_decreasing([1, 1, 2])
    /// <tf.Tensor: shape=(), dtype=bool, numpy=True>
    fn is_non_decreasing ["tf.math.is_non_decreasing"] (x: Tensor) -> Tensor {
        let (before, after) = neighbours(x)?;
        reduce_all(greater_equal(after, before), Attr::None, false)
    }

    /// Whether every element is larger than the one before it.
    ///
    /// >>> tf.math.is_strictly_increasing([1, 1, 2])
    /// <tf.Tensor: shape=(), dtype=bool, numpy=False>
    fn is_strictly_increasing ["tf.math.is_strictly_increasing"] (x: Tensor) -> Tensor {
        let (before, after) = neighbours(x)?;
        reduce_all(greater(after, before), Attr::None, false)
    }

    /// The element of `t` where the condition holds, else that of `e`.
    op select "SelectV2" ["tf.raw_ops.SelectV2"] (condition: BOOL, t: ANY, e: ANY) {
        infer: |inputs, _| {
            let shape = inputs[1].shape.broadcast(&inputs[2].shape)?;
            Ok(smallvec![Form { dtype: inputs[1].dtype, shape: inputs[0].shape.broadcast(&shape)? }])
        },
        kernel: Whole(|inputs, _| match elementwise::select(inputs[0], inputs[1], inputs[2]) {
            Err(tape_tensor::Error::Broadcast { .. }) => {
                let [condition, t, e] = [0, 1, 2].map(|index| inputs[index].shape());
                Err(invalid(format!("condition {condition}, then {t}, and else {e} must be broadcastable")))
            }
            chosen => Ok(smallvec![chosen?]),
        }),
        batch: Elementwise,
        gradient: {
            condition => "a condition is not a number",
            t(g, condition) => select(condition, g, number_like(0.0, g)),
            e(g, condition) => select(condition, number_like(0.0, g), g),
        }
    }
}

/// All elements but the last, and all but the first.
fn neighbours(x: &Tensor) -> Result<(Tensor, Tensor)> {
    let flat = reshape(x, &[-1])?;
    let left = (flat.shape().elements() as i64 - 1).max(0);
    Ok((slice(&flat, &[0], &[left])?, slice(&flat, &[flat.shape().elements() as i64 - left], &[left])?))
}

/// A tensor that must hold truth values.
fn truth(x: &Tensor) -> Result<Tensor> {
    if x.dtype() == Bool {
        return Ok(x.clone());
    }
    let expected = Kind::DTypeMismatch { op: &logical_and::OP, position: 0, expected: Bool, actual: x.dtype() };
    Err(Error::new(expected))
}
