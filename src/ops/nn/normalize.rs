//! Biases, means and variances, and what is normalised by them.

use tape_tensor::nn;

use crate::prelude::*;

ops! {
    /// The tensor with a number added to each channel: the last axis, or axis 1 where `data_format` begins with `NC`.
    ///
    /// >>> tf.nn.bias_add([[1.0, 2.0], [3.0, 4.0]], [10.0, 20.0])
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[11., 22.],
    ///        [13., 24.]], dtype=float32)>
    fn bias_add ["tf.nn.bias_add"] (value: Tensor, bias: Tensor, data_format: Any = "None") -> Tensor {
        let format = match data_format {
            Attr::Str(format) if format.starts_with("NC") => "NCHW",
            Attr::Str(format) if format.starts_with('N') && format.ends_with('C') => "NHWC",
            Attr::Str(format) => {
                let text = format!("`data_format` must be of the form `N...C` or `NC...`. Received: data_format={format}");
                return Err(Error::new(Kind::Value(text)));
            }
            _ => "NHWC",
        };
        bias_add_op(value, bias, format)
    }

    /// The tensor with a number added to each channel.
    op bias_add_op "BiasAdd" ["tf.raw_ops.BiasAdd"] (value: NUMBERS, bias: NUMBERS; data_format: Str = "'NHWC'") {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            let (shape, bias) = (inputs[0].shape(), inputs[1].shape());
            if shape.rank() < 2 {
                return Err(invalid(format!("Input tensor must be at least 2D: {shape}")));
            }
            if bias.rank() != 1 {
                return Err(invalid(format!("Biases must be 1D: {bias}")));
            }
            let axis = channel(attrs, shape.rank());
            if bias[0] != shape[axis] {
                return Err(invalid(format!(
                    "Must provide as many biases as the last dimension of the input tensor: {bias} vs. {shape}"
                )));
            }
            Ok(smallvec![nn::bias_add(inputs[0], inputs[1], axis)?])
        }),
        gradient: {
            value(g) => Ok(g.clone()),
            bias(g; r) => bias_add_grad(g, r.attrs().get("data_format").clone()),
        }
    }

    /// The gradient of `bias_add` by the bias: the sum over all axes but that of the channels.
    op bias_add_grad "BiasAddGrad" ["tf.raw_ops.BiasAddGrad"] (out_backprop: NUMBERS; data_format: Str = "'NHWC'") {
        infer: |inputs, attrs| {
            let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
            let size = sizes.get(channel(attrs, sizes.len())).copied().flatten();
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(smallvec![size]) }])
        },
        kernel: Whole(|inputs, attrs| {
            let rank = inputs[0].shape().rank();
            let own = channel(attrs, rank);
            let others: Vec<usize> = (0..rank).filter(|&axis| axis != own).collect();
            Ok(smallvec![tape_tensor::reduce::sum(inputs[0], &others, false)?])
        }),
        gradient: {
            out_backprop(g; r) => {
                let shape = r.x_shape(0);
                let own = channel(r.attrs(), shape.rank());
                let kept: Shape = shape.iter().enumerate().map(|(axis, &size)| if axis == own { size } else { 1 }).collect();
                tape_grad::basic::broadcast_to(&tape_grad::basic::reshape(g, &kept)?, &shape)
            }
        }
    }

    /// The mean and the variance over some axes.
    ///
    /// >>> tf.nn.moments(tf.constant([[1.0, 2.0], [3.0, 4.0]]), axes=[0])
    /// (<tf.Tensor: shape=(2,), dtype=float32, numpy=array([2., 3.], dtype=float32)>, <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 1.], dtype=float32)>)
    fn moments ["tf.nn.moments"] (x: Tensor, axes: Ints, shift: Any = "None", keepdims: Bool = "False") -> (Tensor, Tensor) {
        let _ = shift;
        let wide = if x.dtype() == Float16 { cast(x, Float32)? } else { x.clone() };
        let mean = reduce_mean(&wide, axes, true)?;
        let variance = reduce_mean(squared_difference(&wide, stop_gradient(&mean)), axes, true)?;
        let settle = |moment: Tensor| {
            let moment = if keepdims { moment } else { squeeze(moment, Some(axes))? };
            cast(moment, x.dtype())
        };
        Ok((settle(mean)?, settle(variance)?))
    }

    /// The mean and the variance over some axes, in which elements weigh differently.
    ///
    /// >>> tf.nn.weighted_moments(tf.constant([1.0, 3.0]), axes=[0], frequency_weights=[3.0, 1.0])
    /// (<tf.Tensor: shape=(), dtype=float32, numpy=1.5>, <tf.Tensor: shape=(), dtype=float32, numpy=0.75>)
    fn weighted_moments ["tf.nn.weighted_moments"]
        (x: Tensor, axes: Ints, frequency_weights: Tensor of weights, keepdims: Bool = "False") -> (Tensor, Tensor)
    {
        let wide = &if x.dtype() == Float16 { cast(x, Float32)? } else { x.clone() };
        let weights = &cast(frequency_weights, wide.dtype())?;
        let total = &reduce_sum(add(weights, zeros(&wide.shape(), wide.dtype())), axes, true)?;
        let mean = div_no_nan(reduce_sum(mul(weights, wide), axes, true), total)?;
        let distance = reduce_sum(mul(weights, squared_difference(wide, &mean)), axes, true);
        let variance = div_no_nan(distance, total)?;
        let settle = |moment: Tensor| {
            let moment = if keepdims { moment } else { squeeze(moment, Some(axes))? };
            cast(moment, x.dtype())
        };
        Ok((settle(mean)?, settle(variance)?))
    }

    /// The tensor with the mean taken off, divided by the deviation, then scaled and moved.
    ///
    /// >>> tf.nn.batch_normalization(tf.constant([1.0, 3.0]), 2.0, 1.0, 0.5, 2.0, 1e-3)
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-1.4990008,  2.499001 ], dtype=float32)>
    fn batch_normalization ["tf.nn.batch_normalization"] (
        x: Tensor, mean: Tensor, variance: Tensor, offset: MaybeTensor, scale: MaybeTensor, variance_epsilon: Float
    ) -> Tensor {
        let inverse = rsqrt(add(variance, variance_epsilon))?;
        let inverse = &match scale {
            Some(scale) => mul(inverse, scale)?,
            None => inverse,
        };
        let moved = match offset {
            Some(offset) => sub(offset, mul(mean, inverse)),
            None => mul(neg(mean), inverse),
        };
        add(mul(x, cast(inverse, x.dtype())), cast(moved, x.dtype()))
    }

    /// The mean of the losses of a batch's examples, in which examples may weigh differently.
    ///
    /// >>> tf.nn.compute_average_loss([1.0, 3.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=2.0>
    fn compute_average_loss ["tf.nn.compute_average_loss"]
        (per_example_loss: Tensor, sample_weight: MaybeTensor = "None", global_batch_size: MaybeInt = "None") -> Tensor
    {
        let losses = match sample_weight {
            Some(weight) => mul(per_example_loss, cast(weight, per_example_loss.dtype()))?,
            None => per_example_loss.clone(),
        };
        let size = match global_batch_size {
            Some(size) => size as f64,
            None => losses.shape().first().copied().unwrap_or(1) as f64,
        };
        div(reduce_sum(&losses, Attr::None, false), size)
    }
}

/// The axis of the channels.
fn channel(attrs: &Attrs, rank: usize) -> usize {
    if attrs.text("data_format") == Some("NCHW") { 1 } else { rank.saturating_sub(1) }
}
