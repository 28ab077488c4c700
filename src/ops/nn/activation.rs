//! Activations: functions of each element that bend a line.

use crate::prelude::*;

ops! {
    /// The logistic function `1 / (1 + exp(-x))` of each element.
    ///
    /// >>> tf.sigmoid([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5      , 0.7310586], dtype=float32)>
    op sigmoid "Sigmoid" ["tf.sigmoid", "tf.math.sigmoid", "tf.nn.sigmoid"] (x: CONTINUOUS) {
        unary: Sigmoid,
        gradient: { x(g, out) => sigmoid_grad(conj(out), g) }
    }

    /// The gradient of `sigmoid` from its result and what flows into it.
    op sigmoid_grad "SigmoidGrad" ["tf.raw_ops.SigmoidGrad"] (y: CONTINUOUS, dy: CONTINUOUS) {
        binary: SigmoidGrad,
        gradient: {
            y(g, y, dy) => {
                let both = &mul(g, conj(dy))?;
                sub(both, mul(mul(2.0, both), conj(y)))
            },
            dy(g, y) => sigmoid_grad(conj(y), g),
        }
    }

    /// The logarithm of the logistic function of each element, safe from overflow.
    ///
    /// >>> tf.math.log_sigmoid([0.0, -100.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([  -0.6931472, -100.       ], dtype=float32)>
    fn log_sigmoid ["tf.math.log_sigmoid"] (x: Tensor) -> Tensor {
        neg(softplus(neg(x)))
    }

    /// `log(1 + exp(x))` of each element, safe from overflow.
    ///
    /// >>> tf.nn.softplus([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.6931472, 1.3132616], dtype=float32)>
    op softplus "Softplus" ["tf.nn.softplus", "tf.math.softplus"] (features: FLOATS) {
        unary: Softplus,
        gradient: { features(g, features) => mul(g, sigmoid(features)) }
    }

    /// `x / (1 + |x|)` of each element.
    ///
    /// >>> tf.nn.softsign([1.0, -3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 0.5 , -0.75], dtype=float32)>
    op softsign "Softsign" ["tf.nn.softsign", "tf.math.softsign"] (features: FLOATS) {
        unary: Softsign,
        gradient: { features(g, features) => softsign_grad(g, features) }
    }

    /// The gradient of `softsign` from what flows into it and its input.
    op softsign_grad "SoftsignGrad" ["tf.raw_ops.SoftsignGrad"] (gradients: FLOATS, features: FLOATS) {
        binary: SoftsignGrad,
        gradient: missing
    }

    /// Each element, or 0 where it is negative.
    ///
    /// >>> tf.nn.relu([-1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0., 2.], dtype=float32)>
    op relu "Relu" ["tf.nn.relu"] (features: REALS) {
        unary: Relu,
        gradient: { features(g, out) => relu_grad(g, out) }
    }

    /// The gradient of `relu` from what flows into it and its input or result.
    op relu_grad "ReluGrad" ["tf.raw_ops.ReluGrad"] (gradients: REALS, features: REALS) {
        binary: ReluGrad,
        gradient: {
            gradients(g, features) => relu_grad(g, features),
            features(_g; r) => zeros(&r.x_shape(1), r.x_dtype(1)),
        }
    }

    /// Each element pushed into the range from 0 to 6.
    ///
    /// >>> tf.nn.relu6([-1.0, 2.0, 7.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([0., 2., 6.], dtype=float32)>
    op relu6 "Relu6" ["tf.nn.relu6"] (features: REALS) {
        unary: Relu6,
        gradient: { features(g, out) => relu6_grad(g, out) }
    }

    /// The gradient of `relu6` from what flows into it and its input or result.
    op relu6_grad "Relu6Grad" ["tf.raw_ops.Relu6Grad"] (gradients: REALS, features: REALS) {
        binary: Relu6Grad,
        gradient: {
            gradients(g, features) => relu6_grad(g, features),
            features(_g; r) => zeros(&r.x_shape(1), r.x_dtype(1)),
        }
    }

    /// Each element, or `alpha` times it where it is negative.
    ///
    /// >>> tf.nn.leaky_relu([-1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-0.2,  2. ], dtype=float32)>
    fn leaky_relu ["tf.nn.leaky_relu"] (features: Tensor, alpha: Float = "0.2") -> Tensor {
        let floats = if features.dtype().is_integer() { cast(features, Float32) } else { Ok(features.clone()) };
        leaky_relu_floats(floats, alpha)
    }

    /// Each float, or `alpha` times it where it is negative.
    op leaky_relu_floats "LeakyRelu" ["tf.raw_ops.LeakyRelu"] (features: FLOATS; alpha: Float = "0.2") {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| {
            let alpha = tape_tensor::cast::cast(&Array::scalar(slope(attrs)), inputs[0].dtype())?;
            Ok(smallvec![elementwise::binary(elementwise::Binary::LeakyRelu, inputs[0], &alpha)?])
        }),
        batch: Elementwise,
        gradient: { features(g, features; r) => leaky_relu_grad(g, features, slope(r.attrs())) }
    }

    /// The gradient of `leaky_relu` from what flows into it and its input.
    op leaky_relu_grad "LeakyReluGrad" ["tf.raw_ops.LeakyReluGrad"]
        (gradients: FLOATS, features: FLOATS; alpha: Float = "0.2")
    {
        infer: infer::broadcast,
        kernel: Whole(|inputs, attrs| {
            let shape = inputs[0].shape().broadcast(inputs[1].shape()).unwrap_or(Shape::SCALAR);
            let whole = |array| tape_tensor::layout::broadcast_to(array, &shape);
            Ok(smallvec![elementwise::leaky_relu_grad(&whole(inputs[0])?, &whole(inputs[1])?, slope(attrs))?])
        }),
        batch: Elementwise,
        gradient: {
            gradients(g, features; r) => leaky_relu_grad(g, features, slope(r.attrs())),
            features(_g; r) => zeros(&r.x_shape(1), r.x_dtype(1)),
        }
    }

    /// Each element, or `exp(x) - 1` where it is negative.
    ///
    /// >>> tf.nn.elu([-1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-0.63212055,  2.        ], dtype=float32)>
    op elu "Elu" ["tf.nn.elu"] (features: FLOATS) {
        unary: Elu,
        gradient: { features(g, out) => elu_grad(g, out) }
    }

    /// The gradient of `elu` from what flows into it and its result.
    op elu_grad "EluGrad" ["tf.raw_ops.EluGrad"] (gradients: FLOATS, outputs: FLOATS) {
        binary: EluGrad,
        gradient: {
            gradients(g, outputs) => elu_grad(g, outputs),
            outputs(g, gradients, outputs) => select(less(outputs, 0.0), mul(g, gradients), number_like(0.0, g)),
        }
    }

    /// Each element, or `alpha · (exp(x) - 1)` where it is negative, times a constant that keeps variances.
    ///
    /// >>> tf.nn.selu([-1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-1.1113307,  2.101402 ], dtype=float32)>
    op selu "Selu" ["tf.nn.selu"] (features: FLOATS) {
        unary: Selu,
        gradient: { features(g, out) => selu_grad(g, out) }
    }

    /// The gradient of `selu` from what flows into it and its result.
    op selu_grad "SeluGrad" ["tf.raw_ops.SeluGrad"] (gradients: FLOATS, outputs: FLOATS) {
        binary: SeluGrad,
        gradient: {
            gradients(g, outputs) => selu_grad(g, outputs),
            outputs(g, gradients, outputs) => select(less(outputs, 0.0), mul(g, gradients), number_like(0.0, g)),
        }
    }

    /// Each element times the probability that a standard normal number is below it.
    ///
    /// >>> tf.nn.gelu([-1.0, 0.0, 2.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([-0.15865526,  0.        ,  1.9544997 ], dtype=float32)>
    /// >>> tf.nn.gelu([-1.0, 0.0, 2.0], approximate=True)
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([-0.158808 ,  0.       ,  1.9545977], dtype=float32)>
    fn gelu ["tf.nn.gelu"] (features: Tensor, approximate: Bool = "False") -> Tensor {
        if !features.dtype().is_floating() {
            let text = format!("`features.dtype` must be a floating point tensor.Received:features.dtype=<dtype: '{}'>", features.dtype());
            return Err(Error::new(Kind::Value(text)));
        }
        if approximate {
            let inner = mul(number_like(0.797_884_560_802_865_4, features),
                add(features, mul(number_like(0.044_715, features), pow(features, 3.0))));
            return mul(mul(0.5, features), add(1.0, tanh(inner)));
        }
        let root = number_like(std::f64::consts::SQRT_2, features);
        mul(mul(0.5, features), add(1.0, erf(div(features, root))))
    }

    /// Each element times the logistic function of it.
    ///
    /// >>> tf.nn.silu([-1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-0.26894143,  1.7615942 ], dtype=float32)>
    fn silu ["tf.nn.silu", "tf.nn.swish"] (features: Tensor, beta: Float = "1.0") -> Tensor {
        swish(features, beta)
    }

    /// `x · sigmoid(beta · x)` of each element.
    op swish "Swish" [] (features: CONTINUOUS, beta: CONTINUOUS) {
        infer: infer::broadcast,
        kernel: Whole(|inputs, _| {
            use elementwise::{Binary, binary, unary};
            let gate = unary(Unary::Sigmoid, &binary(Binary::Mul, inputs[1], inputs[0])?)?;
            Ok(smallvec![binary(Binary::Mul, inputs[0], &gate)?])
        }),
        batch: Elementwise,
        gradient: {
            features(g, features, beta) => {
                let gate = &sigmoid(mul(beta, features))?;
                mul(g, mul(gate, add(1.0, mul(mul(beta, features), sub(1.0, gate)))))
            },
            beta(g, features, beta) => {
                let gate = &sigmoid(mul(beta, features))?;
                mul(mul(mul(g, square(features)), gate), sub(1.0, gate))
            },
        }
    }

    /// `relu` of the elements and of their negatives, side by side.
    ///
    /// >>> tf.nn.crelu([-1.0, 2.0])
    /// <tf.Tensor: shape=(4,), dtype=float32, numpy=array([0., 2., 1., 0.], dtype=float32)>
    fn crelu ["tf.nn.crelu"] (features: Tensor, axis: Int = "-1") -> Tensor {
        relu(concat(&[features.clone(), neg(features)?], axis))
    }
}

/// What negative numbers are multiplied by.
fn slope(attrs: &Attrs) -> f64 {
    attrs.float("alpha").unwrap_or(0.2)
}
