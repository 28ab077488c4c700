//! Powers, roots, exponentials and logarithms.

use crate::prelude::*;

ops! {
    /// The square of each element.
    ///
    /// >>> tf.square([2.0, -3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([4., 9.], dtype=float32)>
    op square "Square" ["tf.square", "tf.math.square"] (x: NUMBERS) {
        unary: Square,
        gradient: { x(g, x) => mul(g, mul(conj(x), 2.0)) }
    }

    /// The square root of each element.
    ///
    /// >>> tf.sqrt([4.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([2.       , 1.4142135], dtype=float32)>
    op sqrt "Sqrt" ["tf.sqrt", "tf.math.sqrt"] (x: CONTINUOUS) {
        unary: Sqrt,
        gradient: { x(g, out) => sqrt_grad(out, g) }
    }

    /// The gradient of `sqrt` from its result and what flows into it: 0 where nothing flows.
    op sqrt_grad "SqrtGrad" ["tf.raw_ops.SqrtGrad"] (y: CONTINUOUS, dy: CONTINUOUS) {
        binary: SqrtGrad,
        gradient: {
            y(g, y, out) => mul(neg(conj(div(g, y))), out),
            dy(g, y) => mul(0.5, div(g, y)),
        }
    }

    /// One divided by the square root of each element.
    ///
    /// >>> tf.math.rsqrt([4.0, 0.25])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5, 2. ], dtype=float32)>
    op rsqrt "Rsqrt" ["tf.math.rsqrt"] (x: CONTINUOUS) {
        unary: Rsqrt,
        gradient: { x(g, out) => rsqrt_grad(out, g) }
    }

    /// The gradient of `rsqrt` from its result and what flows into it.
    op rsqrt_grad "RsqrtGrad" ["tf.raw_ops.RsqrtGrad"] (y: CONTINUOUS, dy: CONTINUOUS) {
        binary: RsqrtGrad,
        gradient: {
            y(g, y, dy) => mul(mul(mul(-1.5, conj(g)), dy), square(conj(y))),
            dy(g, y) => rsqrt_grad(conj(y), g),
        }
    }

    /// Each first element to the power of the second.
    ///
    /// >>> tf.pow([2.0, 3.0], [3.0, 0.5])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([8.       , 1.7320508], dtype=float32)>
    /// >>> tf.pow(2, [0, 1, 10])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([   1,    2, 1024], dtype=int32)>
    op pow "Pow" ["tf.pow", "tf.math.pow"] (x: SIGNED, y: SIGNED) {
        binary: Pow,
        refuses: Values,
        gradient: {
            x(g, x, y) => mul(mul(g, conj(y)), pow(conj(x), sub(conj(y), 1.0))),
            y(g, x, out) => {
                // There is no real logarithm of what is not positive: nothing flows there.
                let x = &conj(x)?;
                let mask = &if x.dtype().is_complex() { not_equal(x, 0.0) } else { greater(x, 0.0) }?;
                let safe = select(mask, x, number_like(1.0, x));
                mul(mul(g, conj(out)), select(mask, log(safe), number_like(0.0, x)))
            },
        }
    }

    /// The exponential function of each element.
    ///
    /// >>> tf.exp([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.       , 2.7182817], dtype=float32)>
    op exp "Exp" ["tf.exp", "tf.math.exp"] (x: CONTINUOUS) {
        unary: Exp,
        gradient: { x(g, out) => mul(g, conj(out)) }
    }

    /// `exp(x) - 1` of each element, exact near 0.
    ///
    /// >>> tf.math.expm1([1e-6, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.0000005e-06, 1.7182817e+00], dtype=float32)>
    op expm1 "Expm1" ["tf.math.expm1"] (x: CONTINUOUS) {
        unary: Expm1,
        gradient: { x(g, x) => mul(g, exp(conj(x))) }
    }

    /// The natural logarithm of each element.
    ///
    /// >>> tf.math.log([1.0, 10.0, 0.0])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([0.       , 2.3025851,      -inf], dtype=float32)>
    op log "Log" ["tf.math.log"] (x: CONTINUOUS) {
        unary: Log,
        gradient: { x(g, x) => mul(g, reciprocal(conj(x))) }
    }

    /// `log(1 + x)` of each element, exact near 0.
    ///
    /// >>> tf.math.log1p([1e-6, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([9.999995e-07, 6.931472e-01], dtype=float32)>
    op log1p "Log1p" ["tf.math.log1p"] (x: CONTINUOUS) {
        unary: Log1p,
        gradient: { x(g, x) => mul(g, reciprocal(add(1.0, conj(x)))) }
    }

    /// `x · log(y)` of each pair of elements, 0 where x is 0.
    ///
    /// >>> tf.math.xlogy([0.0, 2.0], [0.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 2.1972246], dtype=float32)>
    op xlogy "Xlogy" ["tf.math.xlogy"] (x: CONTINUOUS, y: CONTINUOUS) {
        binary: Xlogy,
        gradient: {
            x(g, x, y) => mul(xlogy(cast(not_equal(x, 0.0), x.dtype()), y), g),
            y(g, x, y) => mul(xdivy(x, y), g),
        }
    }

    /// `x · log1p(y)` of each pair of elements, 0 where x is 0.
    ///
    /// >>> tf.math.xlog1py([0.0, 2.0], [-1.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 2.7725887], dtype=float32)>
    op xlog1py "Xlog1py" ["tf.math.xlog1py"] (x: CONTINUOUS, y: CONTINUOUS) {
        binary: Xlog1py,
        gradient: {
            x(g, x, y) => mul(xlog1py(cast(not_equal(x, 0.0), x.dtype()), y), g),
            y(g, x, y) => mul(xdivy(x, add(y, 1.0)), g),
        }
    }

    /// `x / y` of each pair of elements, 0 where x is 0.
    ///
    /// >>> tf.math.xdivy([0.0, 1.0], [0.0, 4.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.  , 0.25], dtype=float32)>
    op xdivy "Xdivy" ["tf.math.xdivy"] (x: CONTINUOUS, y: CONTINUOUS) {
        binary: Xdivy,
        gradient: {
            x(g, x, y) => mul(xdivy(cast(not_equal(x, 0.0), x.dtype()), y), g),
            y(g, x, y) => mul(xdivy(neg(x), square(y)), g),
        }
    }
}
