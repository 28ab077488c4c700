//! Variances, deviations and logarithms of sums.

use tape_grad::basic;

use crate::prelude::*;

ops! {
    /// The logarithm of the sum of the exponentials over some axes, or over all of them, safe from overflow.
    ///
    /// >>> tf.reduce_logsumexp([1000.0, 1000.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=1000.6931762695312>
    fn reduce_logsumexp ["tf.reduce_logsumexp", "tf.math.reduce_logsumexp"]
        (input_tensor: Tensor, axis: MaybeInts = "None", keepdims: Bool = "False") -> Tensor
    {
        let raw = &reduce_max(input_tensor, axis, true)?;
        let largest = stop_gradient(select(is_finite(raw), raw, 0.0))?;
        let logarithm = log(reduce_sum(exp(sub(input_tensor, &largest)), axis, keepdims))?;
        add(&logarithm, basic::reshape(&largest, &logarithm.shape()))
    }

    /// The variance over some axes, or over all of them: the mean square of the distance from the mean.
    ///
    /// >>> tf.math.reduce_variance([[1.0, 2.0], [3.0, 4.0]])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=1.25>
    fn reduce_variance ["tf.math.reduce_variance"]
        (input_tensor: Tensor, axis: MaybeInts = "None", keepdims: Bool = "False") -> Tensor
    {
        let means = reduce_mean(input_tensor, axis, true)?;
        if means.dtype().is_integer() {
            let text = format!("Input must be either real or complex. Received integer type <dtype: '{}'>.", means.dtype());
            return Err(Error::new(Kind::Type(text)));
        }
        let distance = &sub(input_tensor, means)?;
        let squares =
            if distance.dtype().is_complex() { real(mul(conj(distance), distance)) } else { square(distance) };
        reduce_mean(squares, axis, keepdims)
    }

    /// The standard deviation over some axes, or over all of them: the square root of the variance.
    ///
    /// >>> tf.math.reduce_std([[1.0, 2.0], [3.0, 4.0]], axis=0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 1.], dtype=float32)>
    fn reduce_std ["tf.math.reduce_std"]
        (input_tensor: Tensor, axis: MaybeInts = "None", keepdims: Bool = "False") -> Tensor
    {
        sqrt(reduce_variance(input_tensor, axis, keepdims))
    }
}
