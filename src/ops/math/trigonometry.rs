//! Functions of angles, circular and hyperbolic, and their inverses.

use crate::prelude::*;

ops! {
    /// The sine of each element, in radians.
    ///
    /// >>> tf.sin([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.        , 0.84147096], dtype=float32)>
    op sin "Sin" ["tf.sin", "tf.math.sin"] (x: CONTINUOUS) {
        unary: Sin,
        gradient: { x(g, x) => mul(g, cos(conj(x))) }
    }

    /// The cosine of each element, in radians.
    ///
    /// >>> tf.cos([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.       , 0.5403023], dtype=float32)>
    op cos "Cos" ["tf.cos", "tf.math.cos"] (x: CONTINUOUS) {
        unary: Cos,
        gradient: { x(g, x) => mul(neg(g), sin(conj(x))) }
    }

    /// The tangent of each element, in radians.
    ///
    /// >>> tf.tan([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 1.5574077], dtype=float32)>
    op tan "Tan" ["tf.tan", "tf.math.tan"] (x: CONTINUOUS) {
        unary: Tan,
        gradient: { x(g, x) => mul(square(reciprocal(cos(conj(x)))), g) }
    }

    /// The angle, from -π/2 to π/2, of which each element is the sine.
    ///
    /// >>> tf.asin([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 1.5707964], dtype=float32)>
    op asin "Asin" ["tf.asin", "tf.math.asin"] (x: CONTINUOUS) {
        unary: Asin,
        gradient: { x(g, x) => mul(g, reciprocal(sqrt(sub(1.0, square(conj(x)))))) }
    }

    /// The angle, from 0 to π, of which each element is the cosine.
    ///
    /// >>> tf.acos([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.5707964, 0.       ], dtype=float32)>
    op acos "Acos" ["tf.acos", "tf.math.acos"] (x: CONTINUOUS) {
        unary: Acos,
        gradient: { x(g, x) => mul(neg(g), reciprocal(sqrt(sub(1.0, square(conj(x)))))) }
    }

    /// The angle, from -π/2 to π/2, of which each element is the tangent.
    ///
    /// >>> tf.atan([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 0.7853982], dtype=float32)>
    op atan "Atan" ["tf.atan", "tf.math.atan"] (x: CONTINUOUS) {
        unary: Atan,
        gradient: { x(g, x) => mul(g, reciprocal(add(1.0, square(conj(x))))) }
    }

    /// The angle of each point `(x, y)`, from -π to π; the ordinate comes first.
    ///
    /// >>> tf.atan2([1.0, -1.0], [1.0, -1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([ 0.7853982, -2.3561945], dtype=float32)>
    op atan2 "Atan2" ["tf.atan2", "tf.math.atan2"] (y: FLOATS, x: FLOATS) {
        binary: Atan2,
        gradient: {
            y(g, y, x) => mul(x, div(g, add(square(y), square(x)))),
            x(g, y, x) => mul(neg(y), div(g, add(square(y), square(x)))),
        }
    }

    /// The hyperbolic sine of each element.
    ///
    /// >>> tf.sinh([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 1.1752012], dtype=float32)>
    op sinh "Sinh" ["tf.sinh", "tf.math.sinh"] (x: CONTINUOUS) {
        unary: Sinh,
        gradient: { x(g, x) => mul(g, cosh(conj(x))) }
    }

    /// The hyperbolic cosine of each element.
    ///
    /// >>> tf.cosh([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.       , 1.5430806], dtype=float32)>
    op cosh "Cosh" ["tf.cosh", "tf.math.cosh"] (x: CONTINUOUS) {
        unary: Cosh,
        gradient: { x(g, x) => mul(g, sinh(conj(x))) }
    }

    /// The hyperbolic tangent of each element.
    ///
    /// >>> tf.tanh([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 0.7615942], dtype=float32)>
    op tanh "Tanh" ["tf.tanh", "tf.math.tanh", "tf.nn.tanh"] (x: CONTINUOUS) {
        unary: Tanh,
        gradient: { x(g, out) => tanh_grad(conj(out), g) }
    }

    /// The gradient of `tanh` from its result and what flows into it.
    op tanh_grad "TanhGrad" ["tf.raw_ops.TanhGrad"] (y: CONTINUOUS, dy: CONTINUOUS) {
        binary: TanhGrad,
        gradient: {
            y(g, y, dy) => mul(mul(mul(g, -2.0), conj(dy)), conj(y)),
            dy(g, y) => tanh_grad(conj(y), g),
        }
    }

    /// The number of which each element is the hyperbolic sine.
    ///
    /// >>> tf.asinh([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 0.8813736], dtype=float32)>
    op asinh "Asinh" ["tf.asinh", "tf.math.asinh"] (x: CONTINUOUS) {
        unary: Asinh,
        gradient: { x(g, out) => div(g, cosh(conj(out))) }
    }

    /// The number, not below 0, of which each element is the hyperbolic cosine.
    ///
    /// >>> tf.acosh([1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.      , 1.316958], dtype=float32)>
    op acosh "Acosh" ["tf.acosh", "tf.math.acosh"] (x: CONTINUOUS) {
        unary: Acosh,
        gradient: { x(g, out) => div(g, sinh(conj(out))) }
    }

    /// The number of which each element is the hyperbolic tangent.
    ///
    /// >>> tf.atanh([0.0, 0.5])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.        , 0.54930615], dtype=float32)>
    op atanh "Atanh" ["tf.atanh", "tf.math.atanh"] (x: CONTINUOUS) {
        unary: Atanh,
        gradient: { x(g, x) => mul(g, reciprocal(sub(1.0, square(conj(x))))) }
    }
}
