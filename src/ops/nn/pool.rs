//! Pooling: the largest number or the mean under each window.

use tape_grad::DTypes;
use tape_tensor::nn;

use super::window::{channels_last, padding, spatial, window, windows};
use crate::prelude::*;

/// What the largest of is looked for.
const ORDERED: DTypes = DTypes::new(&[Float16, BFloat16, Float32, Float64, Int8, Int16, Int32, Int64, UInt8, UInt16]);

ops! {
    /// The largest number under each window of images (batch, height, width, channels).
    ///
    /// >>> tf.nn.max_pool2d(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 2, 2, 1]), 2, 2, 'VALID')
    /// <tf.Tensor: shape=(1, 1, 1, 1), dtype=float32, numpy=array([[[[4.]]]], dtype=float32)>
    fn max_pool2d ["tf.nn.max_pool2d"]
        (input: Tensor, ksize: Any, strides: Any, padding: Any, data_format: Any = "'NHWC'") -> Tensor
    {
        channels_last(data_format, &max_pool_op::OP)?;
        let (name, border) = self::padding(padding, &max_pool_op::OP)?;
        max_pool_op(input, spatial(ksize, 2, "ksize")?, spatial(strides, 2, "strides")?, name, border)
    }

    /// The largest number under each window of rows or images.
    ///
    /// >>> tf.nn.max_pool(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 4, 1]), 2, 2, 'VALID')
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[2.],
    ///         [4.]]], dtype=float32)>
    fn max_pool ["tf.nn.max_pool"]
        (input: Tensor, ksize: Any, strides: Any, padding: Any, data_format: Any = "None") -> Tensor
    {
        if input.rank() == 3 {
            max_pool1d(input, ksize, strides, padding, data_format)
        } else {
            max_pool2d(input, ksize, strides, padding, data_format)
        }
    }

    /// The largest number under each window of rows (batch, width, channels).
    ///
    /// >>> tf.nn.max_pool1d(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 4, 1]), 2, 2, 'VALID')
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[2.],
    ///         [4.]]], dtype=float32)>
    fn max_pool1d ["tf.nn.max_pool1d"]
        (input: Tensor, ksize: Any, strides: Any, padding: Any, data_format: Any = "'NWC'") -> Tensor
    {
        channels_last(data_format, &max_pool_op::OP)?;
        let (name, border) = self::padding(padding, &max_pool_op::OP)?;
        let (size, steps) = (across(ksize, "ksize")?, across(strides, "strides")?);
        squeeze(max_pool_op(expand_dims(input, 1), size, steps, name, border), Some(&[1]))
    }

    /// The largest number under each window.
    op max_pool_op "MaxPool" ["tf.raw_ops.MaxPool"] (input: ORDERED; ksize: Ints, strides: Ints, padding: Str, border: Ints) {
        infer: pooled,
        kernel: Whole(|inputs, attrs| {
            four_axes(inputs[0])?;
            Ok(smallvec![nn::max_pool2d(inputs[0], size(attrs), &window(attrs))?])
        }),
        gradient: {
            input(g, input, out; r) => {
                let [ksize, strides, padding, border] = of(r.attrs());
                max_pool_grad(input, out, g, ksize, strides, padding, border)
            }
        }
    }

    /// The gradient of `max_pool`: all to the first largest number under each window.
    op max_pool_grad "MaxPoolGrad" ["tf.raw_ops.MaxPoolGrad"]
        (orig_input: REALS, orig_output: REALS, grad: REALS; ksize: Ints, strides: Ints, padding: Str, border: Ints)
    {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            Ok(smallvec![nn::max_pool2d_grad(inputs[0], inputs[2], size(attrs), &window(attrs))?])
        }),
        gradient: {
            orig_input(_g; r) => zeros(&r.x_shape(0), r.x_dtype(0)),
            orig_output(_g; r) => zeros(&r.x_shape(1), r.x_dtype(1)),
            grad(g, orig_input, orig_output; r) => {
                let [ksize, strides, padding, border] = of(r.attrs());
                max_pool_grad_grad(orig_input, orig_output, g, ksize, strides, padding, border)
            },
        }
    }

    /// The gradient of `MaxPoolGrad` by what flows into it.
    op max_pool_grad_grad "MaxPoolGradGrad" ["tf.raw_ops.MaxPoolGradGrad"]
        (orig_input: REALS, orig_output: REALS, grad: REALS; ksize: Ints, strides: Ints, padding: Str, border: Ints)
    {
        infer: |inputs, _| Ok(inputs.iter().skip(1).take(1).cloned().collect()),
        kernel: Whole(|inputs, attrs| {
            Ok(smallvec![nn::max_pool2d_at(inputs[0], inputs[2], size(attrs), &window(attrs))?])
        }),
        gradient: {
            orig_input(_g; r) => zeros(&r.x_shape(0), r.x_dtype(0)),
            orig_output(_g; r) => zeros(&r.x_shape(1), r.x_dtype(1)),
            grad(g, orig_input, orig_output; r) => {
                let [ksize, strides, padding, border] = of(r.attrs());
                max_pool_grad(orig_input, orig_output, g, ksize, strides, padding, border)
            },
        }
    }

    /// The mean under each window of images (batch, height, width, channels).
    ///
    /// >>> tf.nn.avg_pool2d(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 2, 2, 1]), 2, 2, 'VALID')
    /// <tf.Tensor: shape=(1, 1, 1, 1), dtype=float32, numpy=array([[[[2.5]]]], dtype=float32)>
    fn avg_pool2d ["tf.nn.avg_pool2d"]
        (input: Tensor, ksize: Any, strides: Any, padding: Any, data_format: Any = "'NHWC'") -> Tensor
    {
        channels_last(data_format, &avg_pool_op::OP)?;
        let (name, border) = self::padding(padding, &avg_pool_op::OP)?;
        avg_pool_op(input, spatial(ksize, 2, "ksize")?, spatial(strides, 2, "strides")?, name, border)
    }

    /// The mean under each window of rows or images.
    ///
    /// >>> tf.nn.avg_pool(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 4, 1]), 2, 2, 'VALID')
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[1.5],
    ///         [3.5]]], dtype=float32)>
    fn avg_pool ["tf.nn.avg_pool"]
        (input: Tensor, ksize: Any, strides: Any, padding: Any, data_format: Any = "None") -> Tensor
    {
        if input.rank() == 3 {
            avg_pool1d(input, ksize, strides, padding, data_format)
        } else {
            avg_pool2d(input, ksize, strides, padding, data_format)
        }
    }

    /// The mean under each window of rows (batch, width, channels).
    ///
    /// >>> tf.nn.avg_pool1d(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 4, 1]), 2, 2, 'VALID')
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[1.5],
    ///         [3.5]]], dtype=float32)>
    fn avg_pool1d ["tf.nn.avg_pool1d"]
        (input: Tensor, ksize: Any, strides: Any, padding: Any, data_format: Any = "'NWC'") -> Tensor
    {
        channels_last(data_format, &avg_pool_op::OP)?;
        let (name, border) = self::padding(padding, &avg_pool_op::OP)?;
        let (size, steps) = (across(ksize, "ksize")?, across(strides, "strides")?);
        squeeze(avg_pool_op(expand_dims(input, 1), size, steps, name, border), Some(&[1]))
    }

    /// The mean under each window.
    op avg_pool_op "AvgPool" ["tf.raw_ops.AvgPool"] (value: FLOATS; ksize: Ints, strides: Ints, padding: Str, border: Ints) {
        infer: pooled,
        kernel: Whole(|inputs, attrs| {
            four_axes(inputs[0])?;
            Ok(smallvec![nn::avg_pool2d(inputs[0], size(attrs), &window(attrs))?])
        }),
        gradient: {
            value(g; r) => {
                let [ksize, strides, padding, border] = of(r.attrs());
                avg_pool_grad(g, r.x_shape(0), ksize, strides, padding, border)
            }
        }
    }

    /// The gradient of `avg_pool`: in equal parts to the numbers under each window.
    op avg_pool_grad "AvgPoolGrad" ["tf.raw_ops.AvgPoolGrad"]
        (grad: FLOATS; orig_input_shape: Shape, ksize: Ints, strides: Ints, padding: Str, border: Ints)
    {
        infer: |inputs, attrs| {
            let shape = attrs.shape("orig_input_shape").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let shape = attrs.shape("orig_input_shape").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![nn::avg_pool2d_grad(&shape, inputs[0], size(attrs), &window(attrs))?])
        }),
        gradient: {
            grad(g; r) => {
                let [ksize, strides, padding, border] = of(r.attrs());
                avg_pool_op(g, ksize, strides, padding, border)
            }
        }
    }

    /// The largest number or the mean under each window.
    ///
    /// >>> tf.nn.pool(tf.reshape([1.0, 2.0, 3.0, 4.0], [1, 4, 1]), [2], 'AVG', strides=[2])
    /// <tf.Tensor: shape=(1, 2, 1), dtype=float32, numpy=
    /// array([[[1.5],
    ///         [3.5]]], dtype=float32)>
    fn pool ["tf.nn.pool"] (
        input: Tensor, window_shape: Any, pooling_type: Str, strides: Any = "None", padding: Any = "'VALID'",
        data_format: Any = "None", dilations: Any = "None"
    ) -> Tensor {
        if !matches!(dilations, Attr::None) && dilations.as_ints().is_none_or(|all| all.iter().any(|&one| one != 1)) {
            return Err(Error::new(Kind::Value("pooling with dilations is not supported".to_owned())));
        }
        match pooling_type {
            "MAX" => max_pool(input, window_shape, strides, padding, data_format),
            "AVG" => avg_pool(input, window_shape, strides, padding, data_format),
            other => Err(Error::new(Kind::Value(format!(
                "`pooling_type` must be one of ('AVG', 'MAX'). Received: pooling_type={other}"
            )))),
        }
    }
}

/// The size of a window along height and width.
fn size(attrs: &Attrs) -> [usize; 2] {
    match attrs.ints("ksize") {
        Some(&[height, width]) => [height.max(0) as usize, width.max(0) as usize],
        _ => [1, 1],
    }
}

/// Numbers for rows as numbers for images of one row.
fn across(value: &Attr, name: &str) -> Result<Vec<i64>> {
    Ok(vec![1, spatial(value, 1, name)?[0]])
}

/// The attributes of a pooling, to hand on.
fn of(attrs: &Attrs) -> [Attr; 4] {
    ["ksize", "strides", "padding", "border"].map(|name| attrs.get(name).clone())
}

fn four_axes(array: &Array) -> tape_tensor::Result<()> {
    let shape = array.shape();
    if shape.rank() == 4 {
        return Ok(());
    }
    Err(invalid(format!("tensor_in_shape must have 2 spatial dimensions. {} {}", shape.rank(), 0)))
}

fn pooled(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let PartialShape::Known(sizes) = &inputs[0].shape else { return infer::unknown(inputs, attrs) };
    let [batch, height, width, channels] = &sizes[..] else { return infer::unknown(inputs, attrs) };
    let (window, kernel) = (window(attrs), size(attrs));
    let count = |size: &Option<usize>, axis: usize| size.map(|size| windows(size, kernel[axis], axis, &window));
    let sizes = smallvec![*batch, count(height, 0), count(width, 1), *channels];
    Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
}
