//! Sums, products, means, extremes and lengths along axes.

use tape_grad::Recorded;
use tape_grad::basic::{self, reduced};
use tape_tensor::reduce;

use super::{axes, kept, members, over_axes};
use crate::prelude::*;

ops! {
    /// The sum over some axes, or over all of them.
    ///
    /// >>> x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    /// >>> tf.reduce_sum(x)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=10.0>
    /// >>> tf.reduce_sum(x, axis=0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([4., 6.], dtype=float32)>
    /// >>> tf.reduce_sum(x, axis=1, keepdims=True)
    /// <tf.Tensor: shape=(2, 1), dtype=float32, numpy=
    /// array([[3.],
    ///        [7.]], dtype=float32)>
    op reduce_sum "Sum" ["tf.reduce_sum", "tf.math.reduce_sum"]
        (input_tensor: NUMBERS; axis: MaybeInts = "None", keepdims: Bool = "False") { as basic::SUM }

    /// The mean over some axes, or over all of them. Of integers the mean is rounded towards zero.
    ///
    /// >>> x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    /// >>> tf.reduce_mean(x)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=2.5>
    /// >>> tf.reduce_mean(x, axis=1)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.5, 3.5], dtype=float32)>
    op reduce_mean "Mean" ["tf.reduce_mean", "tf.math.reduce_mean"]
        (input_tensor: NUMBERS; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::mean, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: {
            input_tensor(g; r) => {
                let count = r.x_shape(0).elements() / r.y_shape(0).elements().max(1);
                basic::broadcast_to(&div(kept(g, r), count as f64)?, &r.x_shape(0))
            }
        }
    }

    /// The product over some axes, or over all of them.
    ///
    /// >>> tf.reduce_prod([2.0, 3.0, 4.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=24.0>
    op reduce_prod "Prod" ["tf.reduce_prod", "tf.math.reduce_prod"]
        (input_tensor: NUMBERS; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::prod, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: { input_tensor(g, input_tensor; r) => mul(kept(g, r), product_of_others(input_tensor, &axes(r)?)) }
    }

    /// The largest element over some axes, or over all of them. The gradient is shared among equals.
    ///
    /// >>> tf.reduce_max([[1.0, 5.0], [7.0, 2.0]], axis=0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([7., 5.], dtype=float32)>
    op reduce_max "Max" ["tf.reduce_max", "tf.math.reduce_max"]
        (input_tensor: REALS; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::max, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: { input_tensor(g, input_tensor, out; r) => among_equals(input_tensor, out, g, r) }
    }

    /// The smallest element over some axes, or over all of them. The gradient is shared among equals.
    ///
    /// >>> tf.reduce_min([[1.0, 5.0], [7.0, 2.0]], axis=0)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>
    op reduce_min "Min" ["tf.reduce_min", "tf.math.reduce_min"]
        (input_tensor: REALS; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::min, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: { input_tensor(g, input_tensor, out; r) => among_equals(input_tensor, out, g, r) }
    }

    /// The square root of the sum of squares over some axes, or over all of them.
    ///
    /// >>> tf.math.reduce_euclidean_norm([3.0, 4.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=5.0>
    op reduce_euclidean_norm "EuclideanNorm" ["tf.math.reduce_euclidean_norm"]
        (input_tensor: NUMBERS; axis: MaybeInts = "None", keepdims: Bool = "False")
    {
        infer: reduced,
        kernel: Whole(|inputs, attrs| over_axes(reduce::euclidean_norm, inputs, attrs)),
        batch: Rule(|inputs, attrs| members(&OP, inputs, attrs)),
        gradient: {
            input_tensor(g, input_tensor, out; r) => div(input_tensor, div(kept(out, r), kept(g, r)))
        }
    }
}

/// The gradient of an extreme: what flows into it goes to the elements that equal it, in equal parts.
fn among_equals(x: &Tensor, extreme: &Tensor, g: &Tensor, r: &Recorded<'_>) -> Result<Tensor> {
    let equals = &cast(equal(x, kept(extreme, r)), g.dtype())?;
    mul(div(equals, reduce_sum(equals, axes(r)?, true)), kept(g, r))
}

/// For each element the product of all others along the axes, without a division that zeros would spoil: what comes
/// before it times what comes after it.
fn product_of_others(x: &Tensor, axes: &[usize]) -> Result<Tensor> {
    let shape = x.shape();
    let others = (0..shape.rank()).filter(|axis| !axes.contains(axis));
    let order: Vec<usize> = axes.iter().copied().chain(others).collect();
    let mut back = vec![0; order.len()];
    for (to, &from) in order.iter().enumerate() {
        back[from] = to;
    }
    let count: usize = axes.iter().map(|&axis| shape[axis]).product();
    let permuted = basic::transpose(x, &order)?;
    let lines = &basic::reshape(&permuted, &Shape::from([count, shape.elements() / count.max(1)]))?;
    let before = conj(cumprod(lines, 0, true, false));
    let after = conj(cumprod(lines, 0, true, true));
    basic::transpose(&basic::reshape(&mul(before, after)?, &permuted.shape())?, &back)
}
