//! Convolutions of images with filters.

use tape_grad::DTypes;
use tape_tensor::nn;

use super::window::{channels_last, padding, spatial, window, windows};
use crate::prelude::*;

/// What is convolved.
const PIXELS: DTypes = DTypes::new(&[Float16, BFloat16, Float32, Float64, Int32]);

ops! {
    /// Images (batch, height, width, channels) convolved with filters (height, width, channels in, channels out).
    ///
    /// >>> tf.nn.conv2d(tf.ones([1, 3, 3, 1]), tf.ones([2, 2, 1, 1]), strides=1, padding='VALID')[0, :, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[4., 4.],
    ///        [4., 4.]], dtype=float32)>
    fn conv2d ["tf.nn.conv2d"] (
        input: Tensor, filters: Tensor, strides: Any, padding: Any, data_format: Any = "'NHWC'", dilations: Any = "None"
    ) -> Tensor {
        channels_last(data_format, &conv2d_op::OP)?;
        let (name, border) = self::padding(padding, &conv2d_op::OP)?;
        conv2d_op(input, filters, spatial(strides, 2, "strides")?, spatial(dilations, 2, "dilations")?, name, border)
    }

    /// Images convolved with filters.
    op conv2d_op "Conv2D" ["tf.raw_ops.Conv2D"]
        (input: PIXELS, filter: PIXELS; strides: Ints, dilations: Ints, padding: Str, border: Ints)
    {
        infer: |inputs, attrs| {
            let (PartialShape::Known(images), PartialShape::Known(filter)) = (&inputs[0].shape, &inputs[1].shape) else {
                return infer::unknown(inputs, attrs);
            };
            let ([batch, height, width, _], [rows, columns, _, channels]) = (&images[..], &filter[..]) else {
                return infer::unknown(inputs, attrs);
            };
            let window = window(attrs);
            let size = |size: Option<usize>, kernel: Option<usize>, axis| Some(windows(size?, kernel?, axis, &window));
            let sizes = smallvec![*batch, size(*height, *rows, 0), size(*width, *columns, 1), *channels];
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| {
            for (array, what) in [(inputs[0], "input"), (inputs[1], "filter")] {
                if array.shape().rank() != 4 {
                    return Err(invalid(format!("convolution {what} must be 4-dimensional: {}", array.shape())));
                }
            }
            let (depth, own) = (inputs[0].shape()[3], inputs[1].shape()[2]);
            if own == 0 || !depth.is_multiple_of(own) {
                return Err(invalid(format!("input depth must be evenly divisible by filter depth: {depth} vs {own}")));
            }
            let window = window(attrs);
            if window.strides.contains(&0) {
                return Err(invalid("Row and column strides should be larger than 0."));
            }
            Ok(smallvec![nn::conv2d(inputs[0], inputs[1], &window)?])
        }),
        gradient: {
            input(g, filter; r) => by_input(filter, g, &r.x_shape(0), r.attrs()),
            filter(g, input; r) => by_filter(input, g, &r.x_shape(1), r.attrs()),
        }
    }

    /// The gradient of `conv2d` by its images.
    op conv2d_backprop_input "Conv2DBackpropInput" ["tf.raw_ops.Conv2DBackpropInput"]
        (filter: PIXELS, out_backprop: PIXELS; input_sizes: Shape, strides: Ints, dilations: Ints, padding: Str, border: Ints)
    {
        infer: |inputs, attrs| {
            let shape = attrs.shape("input_sizes").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let (shape, window) = (attrs.shape("input_sizes").cloned().unwrap_or(Shape::SCALAR), window(attrs));
            fits(&shape, inputs[0].shape(), inputs[1].shape(), &window)?;
            Ok(smallvec![nn::conv2d_input_grad(&shape, inputs[0], inputs[1], &window)?])
        }),
        gradient: {
            filter(g, out_backprop; r) => by_filter(g, out_backprop, &r.x_shape(0), r.attrs()),
            out_backprop(g, filter; r) => again(g, filter, r.attrs()),
        }
    }

    /// The gradient of `conv2d` by its filters.
    op conv2d_backprop_filter "Conv2DBackpropFilter" ["tf.raw_ops.Conv2DBackpropFilter"]
        (input: FLOATS, out_backprop: FLOATS; filter_sizes: Shape, strides: Ints, dilations: Ints, padding: Str, border: Ints)
    {
        infer: |inputs, attrs| {
            let shape = attrs.shape("filter_sizes").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let shape = attrs.shape("filter_sizes").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![nn::conv2d_filter_grad(inputs[0], &shape, inputs[1], &window(attrs))?])
        }),
        gradient: {
            input(g, out_backprop; r) => by_input(g, out_backprop, &r.x_shape(0), r.attrs()),
            out_backprop(g, input; r) => again(input, g, r.attrs()),
        }
    }

    /// What a convolution would have been made from: each number spread out by the filters into images of the given shape.
    ///
    /// >>> tf.nn.conv2d_transpose(tf.ones([1, 2, 2, 1]), tf.ones([2, 2, 1, 1]), [1, 3, 3, 1], 1, 'VALID')[0, :, :, 0]
    /// <tf.Tensor: shape=(3, 3), dtype=float32, numpy=
    /// array([[1., 2., 1.],
    ///        [2., 4., 2.],
    ///        [1., 2., 1.]], dtype=float32)>
    fn conv2d_transpose ["tf.nn.conv2d_transpose"] (
        input: Tensor, filters: Tensor, output_shape: Shape, strides: Any, padding: Any = "'SAME'",
        data_format: Any = "'NHWC'", dilations: Any = "None"
    ) -> Tensor {
        channels_last(data_format, &conv2d_op::OP)?;
        let (name, border) = self::padding(padding, &conv2d_backprop_input::OP)?;
        let (strides, dilations) = (spatial(strides, 2, "strides")?, spatial(dilations, 2, "dilations")?);
        conv2d_backprop_input(filters, input, output_shape, strides, dilations, name, border)
    }

    /// Rows (batch, width, channels) convolved with filters (width, channels in, channels out).
    ///
    /// >>> tf.nn.conv1d(tf.reshape([1.0, 2.0, 3.0], [1, 3, 1]), tf.ones([2, 1, 1]), 1, 'VALID')[0, :, 0]
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([3., 5.], dtype=float32)>
    fn conv1d ["tf.nn.conv1d"] (
        input: Tensor, filters: Tensor, stride: Any, padding: Any, data_format: Any = "'NWC'", dilations: Any = "None"
    ) -> Tensor {
        channels_last(data_format, &conv2d_op::OP)?;
        let (name, border) = self::padding(padding, &conv2d_op::OP)?;
        let across = |numbers: Vec<i64>| vec![1, numbers[0]];
        let (strides, dilations) = (across(spatial(stride, 1, "stride")?), across(spatial(dilations, 1, "dilations")?));
        let images = expand_dims(input, -3)?;
        squeeze(conv2d_op(images, expand_dims(filters, 0), strides, dilations, name, border), Some(&[-3]))
    }

    /// A convolution along one or two axes, as the filters have them.
    ///
    /// >>> tf.nn.convolution(tf.reshape([1.0, 2.0, 3.0], [1, 3, 1]), tf.ones([2, 1, 1]))[0, :, 0]
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([3., 5.], dtype=float32)>
    fn convolution ["tf.nn.convolution"] (
        input: Tensor, filters: Tensor, strides: Any = "None", padding: Any = "'VALID'", data_format: Any = "None",
        dilations: Any = "None"
    ) -> Tensor {
        match filters.rank() {
            3 => conv1d(input, filters, strides, padding, data_format, dilations),
            4 => conv2d(input, filters, strides, padding, data_format, dilations),
            rank => {
                let text = format!("`num_spatial_dims` must be 1, 2, or 3. Received: num_spatial_dims={}.", rank as i64 - 2);
                Err(Error::new(Kind::Value(text)))
            }
        }
    }

    /// Images convolved channel by channel, each with filters of its own (height, width, channels, multiplier).
    ///
    /// >>> tf.nn.depthwise_conv2d(tf.ones([1, 2, 2, 2]), tf.ones([2, 2, 2, 1]), [1, 1, 1, 1], 'VALID')
    /// <tf.Tensor: shape=(1, 1, 1, 2), dtype=float32, numpy=array([[[[4., 4.]]]], dtype=float32)>
    fn depthwise_conv2d ["tf.nn.depthwise_conv2d"] (
        input: Tensor, filter: Tensor, strides: Any, padding: Any, data_format: Any = "None", dilations: Any = "None"
    ) -> Tensor {
        channels_last(data_format, &conv2d_op::OP)?;
        let (name, border) = self::padding(padding, &depthwise_op::OP)?;
        depthwise_op(input, filter, spatial(strides, 2, "strides")?, spatial(dilations, 2, "dilations")?, name, border)
    }

    /// Images convolved channel by channel.
    op depthwise_op "DepthwiseConv2dNative" ["tf.raw_ops.DepthwiseConv2dNative"]
        (input: FLOATS, filter: FLOATS; strides: Ints, dilations: Ints, padding: Str, border: Ints)
    {
        infer: |inputs, attrs| {
            let (PartialShape::Known(images), PartialShape::Known(filter)) = (&inputs[0].shape, &inputs[1].shape) else {
                return infer::unknown(inputs, attrs);
            };
            let ([batch, height, width, _], [rows, columns, depth, multiplier]) = (&images[..], &filter[..]) else {
                return infer::unknown(inputs, attrs);
            };
            let window = window(attrs);
            let size = |size: Option<usize>, kernel: Option<usize>, axis| Some(windows(size?, kernel?, axis, &window));
            let channels = depth.zip(*multiplier).map(|(depth, multiplier)| depth * multiplier);
            let sizes = smallvec![*batch, size(*height, *rows, 0), size(*width, *columns, 1), channels];
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
        },
        kernel: Whole(|inputs, attrs| Ok(smallvec![nn::depthwise_conv2d(inputs[0], inputs[1], &window(attrs))?])),
        gradient: joint(Reads::INPUTS) |r, up| {
            let Some(g) = up.get(0) else { return Ok(vec![None, None]) };
            let [strides, dilations, padding, border] = of(r.attrs());
            let grads = depthwise_grads(r.x(0), r.x(1), g, strides, dilations, padding, border)?;
            Ok(grads.into_iter().map(|grad| Some(grad.into())).collect())
        }
    }

    /// The gradients of `depthwise_conv2d` by its images and its filters.
    op depthwise_grads "DepthwiseConv2dNativeBackprop" []
        (input: FLOATS, filter: FLOATS, out_backprop: FLOATS; strides: Ints, dilations: Ints, padding: Str, border: Ints)
        -> Outputs
    {
        infer: |inputs, _| Ok(inputs.iter().take(2).cloned().collect()),
        kernel: Whole(|inputs, attrs| {
            let (images, filters) = nn::depthwise_conv2d_grads(inputs[0], inputs[1], inputs[2], &window(attrs))?;
            Ok(smallvec![images, filters])
        }),
        gradient: joint(Reads::INPUTS) |r, up| {
            // Both are linear in what flows, and each in the input that it is not the gradient of.
            let attrs = || of(r.attrs());
            let forward = |input: &Tensor, filter: &Tensor| {
                let [strides, dilations, padding, border] = attrs();
                depthwise_op(input, filter, strides, dilations, padding, border)
            };
            let backward = |input: &Tensor, filter: &Tensor| {
                let [strides, dilations, padding, border] = attrs();
                depthwise_grads(input, filter, r.x(2), strides, dilations, padding, border)
            };
            let sum = |left: Option<Tensor>, right: Option<Tensor>| match (left, right) {
                (Some(left), Some(right)) => add(left, right).map(Some),
                (left, right) => Ok(left.or(right)),
            };
            let by_images = up.get(0).map(|g| forward(g, r.x(1))).transpose()?;
            let by_filters = up.get(1).map(|g| forward(r.x(0), g)).transpose()?;
            let of_filter = up.get(0).map(|g| backward(g, r.x(1))).transpose()?.and_then(|mut grads| grads.pop());
            let of_input = up.get(1).map(|g| backward(r.x(0), g)).transpose()?.and_then(|grads| grads.into_iter().next());
            let flow = sum(by_images, by_filters)?;
            Ok([of_input, of_filter, flow].map(|grad| grad.map(Cotangent::Dense)).to_vec())
        }
    }
}

/// The attributes of a window, to hand on.
fn of(attrs: &Attrs) -> [Attr; 4] {
    ["strides", "dilations", "padding", "border"].map(|name| attrs.get(name).clone())
}

fn by_input(filter: &Tensor, g: &Tensor, shape: &Shape, attrs: &Attrs) -> Result<Tensor> {
    let [strides, dilations, padding, border] = of(attrs);
    conv2d_backprop_input(filter, g, shape, strides, dilations, padding, border)
}

fn by_filter(input: &Tensor, g: &Tensor, shape: &Shape, attrs: &Attrs) -> Result<Tensor> {
    let [strides, dilations, padding, border] = of(attrs);
    conv2d_backprop_filter(input, g, shape, strides, dilations, padding, border)
}

fn again(input: &Tensor, filter: &Tensor, attrs: &Attrs) -> Result<Tensor> {
    let [strides, dilations, padding, border] = of(attrs);
    conv2d_op(input, filter, strides, dilations, padding, border)
}

/// Refuses images that a convolution would not have led from to what flows back.
fn fits(input: &Shape, filter: &Shape, flow: &Shape, window: &nn::Window) -> tape_tensor::Result<()> {
    if input.rank() != 4 || filter.rank() != 4 || flow.rank() != 4 {
        return Err(invalid(format!("Conv2DBackpropInput: out_backprop must be 4-dimensional, got {flow}")));
    }
    for axis in 0..2 {
        let (size, kernel, actual) = (input[axis + 1], filter[axis], flow[axis + 1]);
        let computed = windows(size, kernel, axis, window);
        if actual != computed {
            return Err(invalid(format!(
                "Conv2DCustomBackpropInput: Size of out_backprop doesn't match computed: actual = {actual}, computed = \
                 {computed} spatial_dim: {} input: {size} filter: {kernel} output: {actual} stride: {} dilation: {}",
                axis + 1,
                window.strides[axis],
                window.dilations[axis]
            )));
        }
    }
    Ok(())
}
