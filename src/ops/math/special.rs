//! Special functions: the error function, the gamma function and their relatives.

use crate::prelude::*;

ops! {
    /// The error function of each element.
    ///
    /// >>> tf.math.erf([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.        , 0.84270084], dtype=float32)>
    op erf "Erf" ["tf.math.erf"] (x: FLOATS) {
        unary: Erf,
        gradient: { x(g, x) => mul(mul(g, std::f64::consts::FRAC_2_SQRT_PI), exp(neg(square(x)))) }
    }

    /// One minus the error function of each element, exact where that is small.
    ///
    /// >>> tf.math.erfc([0.0, 3.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.0000000e+00, 2.2090497e-05], dtype=float32)>
    op erfc "Erfc" ["tf.math.erfc"] (x: FLOATS) {
        unary: Erfc,
        gradient: { x(g, x) => mul(mul(g, -std::f64::consts::FRAC_2_SQRT_PI), exp(neg(square(x)))) }
    }

    /// The number of which each element is the error function.
    ///
    /// >>> tf.math.erfinv([0.0, 0.5])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 0.4769363], dtype=float32)>
    op erfinv "Erfinv" ["tf.math.erfinv"] (x: FLOATS) {
        unary: Erfinv,
        gradient: { x(g, out) => mul(mul(g, 1.0 / std::f64::consts::FRAC_2_SQRT_PI), exp(square(out))) }
    }

    /// The number of which each element is one minus the error function.
    ///
    /// >>> tf.math.erfcinv([1.0, 0.5])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-0.       ,  0.4769363], dtype=float32)>
    fn erfcinv ["tf.math.erfcinv"] (x: Tensor) -> Tensor {
        neg(mul(ndtri(mul(0.5, x)), number_like(0.5_f64.sqrt(), x)))
    }

    /// The number below which a standard normal one lies with each probability.
    ///
    /// >>> tf.math.ndtri([0.5, 0.975])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 1.9599644], dtype=float32)>
    op ndtri "Ndtri" ["tf.math.ndtri"] (x: FLOATS) {
        unary: Ndtri,
        gradient: { x(g, out) => mul(mul(g, std::f64::consts::TAU.sqrt()), exp(div(square(out), 2.0))) }
    }

    /// The logarithm of the absolute value of the gamma function of each element.
    ///
    /// >>> tf.math.lgamma([0.5, 5.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5723649, 3.1780539], dtype=float32)>
    op lgamma "Lgamma" ["tf.math.lgamma"] (x: FLOATS) {
        unary: Lgamma,
        gradient: { x(g, x) => mul(g, digamma(x)) }
    }

    /// The derivative of `lgamma` at each element.
    ///
    /// >>> tf.math.digamma([0.5, 5.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([-1.9635108,  1.5061177], dtype=float32)>
    op digamma "Digamma" ["tf.math.digamma"] (x: FLOATS) {
        unary: Digamma,
        gradient: { x(g, x) => mul(g, polygamma(number_like(1.0, x), x)) }
    }

    /// The derivative of order `a` of `digamma` at each element.
    ///
    /// >>> tf.math.polygamma(1.0, [1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.644934 , 0.6449341], dtype=float32)>
    op polygamma "Polygamma" ["tf.math.polygamma"] (a: FLOAT_OR_DOUBLE, x: FLOAT_OR_DOUBLE) {
        binary: Polygamma,
        gradient: {
            a => "TensorFlow has no derivative by the order",
            x(g, a, x) => mul(polygamma(add(a, 1.0), x), g),
        }
    }

    /// Hurwitz' zeta function of each pair of elements.
    ///
    /// >>> tf.math.zeta(2.0, [1.0, 2.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.644934 , 0.6449341], dtype=float32)>
    op zeta "Zeta" ["tf.math.zeta"] (x: FLOAT_OR_DOUBLE, q: FLOAT_OR_DOUBLE) {
        binary: Zeta,
        gradient: {
            x => "TensorFlow has no derivative by the exponent",
            q(g, x, q) => mul(mul(neg(x), zeta(add(x, 1.0), q)), g),
        }
    }

    /// The regularised lower incomplete gamma function of each pair of elements.
    ///
    /// >>> tf.math.igamma([1.0, 2.0], [1.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.6321205 , 0.26424113], dtype=float32)>
    op igamma "Igamma" ["tf.math.igamma"] (a: FLOATS, x: FLOATS) {
        binary: Igamma,
        gradient: {
            a(g, a, x) => mul(igamma_grad_a(a, x), g),
            x(g, a, x) => mul(gamma_density(a, x), g),
        }
    }

    /// The regularised upper incomplete gamma function of each pair of elements.
    ///
    /// >>> tf.math.igammac([1.0, 2.0], [1.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.36787945, 0.7357589 ], dtype=float32)>
    op igammac "Igammac" ["tf.math.igammac"] (a: FLOATS, x: FLOATS) {
        binary: Igammac,
        gradient: {
            a(g, a, x) => neg(mul(igamma_grad_a(a, x), g)),
            x(g, a, x) => neg(mul(gamma_density(a, x), g)),
        }
    }

    /// The derivative of `igamma` by its first argument.
    op igamma_grad_a "IgammaGradA" ["tf.raw_ops.IgammaGradA"] (a: FLOAT_OR_DOUBLE, x: FLOAT_OR_DOUBLE) {
        binary: IgammaGradA,
        gradient: missing
    }

    /// The regularised incomplete beta function of each triple of elements.
    ///
    /// >>> tf.math.betainc(2.0, 3.0, 0.5)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=0.6875>
    op betainc "Betainc" ["tf.math.betainc"] (a: FLOAT_OR_DOUBLE, b: FLOAT_OR_DOUBLE, x: FLOAT_OR_DOUBLE) {
        infer: infer::broadcast,
        kernel: Whole(|inputs, _| Ok(smallvec![elementwise::betainc(inputs[0], inputs[1], inputs[2])?])),
        batch: Elementwise,
        gradient: {
            a => "TensorFlow has no derivative by the first parameter",
            b => "TensorFlow has no derivative by the second parameter",
            x(g, a, b, x) => {
                let beta = sub(add(lgamma(a), lgamma(b)), lgamma(add(a, b)));
                let powers = add(xlog1py(sub(b, 1.0), neg(x)), xlogy(sub(a, 1.0), x));
                mul(exp(sub(powers, beta)), g)
            },
        }
    }

    /// The modified Bessel function of order 0 of each element.
    ///
    /// >>> tf.math.bessel_i0([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.      , 1.266066], dtype=float32)>
    op bessel_i0 "BesselI0" ["tf.math.bessel_i0", "tf.math.special.bessel_i0"] (x: FLOATS) {
        unary: BesselI0,
        gradient: { x(g, x) => mul(g, bessel_i1(x)) }
    }

    /// `bessel_i0(x) · exp(-|x|)` of each element.
    ///
    /// >>> tf.math.bessel_i0e([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([1.        , 0.46575963], dtype=float32)>
    op bessel_i0e "BesselI0e" ["tf.math.bessel_i0e", "tf.math.special.bessel_i0e"] (x: FLOATS) {
        unary: BesselI0e,
        gradient: { x(g, x, out) => mul(g, sub(bessel_i1e(x), mul(sign(x), out))) }
    }

    /// The modified Bessel function of order 1 of each element.
    ///
    /// >>> tf.math.bessel_i1([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.       , 0.5651591], dtype=float32)>
    op bessel_i1 "BesselI1" ["tf.math.bessel_i1", "tf.math.special.bessel_i1"] (x: FLOATS) {
        unary: BesselI1,
        gradient: {
            x(g, x, out) => {
                // At 0 the quotient is none; its limit is known.
                let slope = select(equal(x, 0.0), number_like(1.0, x), sub(bessel_i0(x), div(out, x)));
                mul(g, slope)
            }
        }
    }

    /// `bessel_i1(x) · exp(-|x|)` of each element.
    ///
    /// >>> tf.math.bessel_i1e([0.0, 1.0])
    /// <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.        , 0.20791042], dtype=float32)>
    op bessel_i1e "BesselI1e" ["tf.math.bessel_i1e", "tf.math.special.bessel_i1e"] (x: FLOATS) {
        unary: BesselI1e,
        gradient: {
            x(g, x, out) => {
                let slope = sub(bessel_i0e(x), mul(out, add(sign(x), reciprocal(x))));
                mul(g, select(equal(x, 0.0), number_like(0.5, x), slope))
            }
        }
    }

    /// The logarithm of the absolute value of the beta function of the numbers along the last axis.
    ///
    /// >>> tf.math.lbeta([1.0, 2.0])
    /// <tf.Tensor: shape=(), dtype=float32, numpy=-0.6931471824645996>
    fn lbeta ["tf.math.lbeta"] (x: Tensor) -> Tensor {
        let product = reduce_sum(lgamma(x), -1, false);
        sub(product, lgamma(reduce_sum(x, -1, false)))
    }

    /// The value at `x` of the polynomial with the given coefficients, the highest power first.
    ///
    /// >>> tf.math.polyval([tf.constant(2.0), tf.constant(0.0), tf.constant(1.0)], tf.constant(3.0))
    /// <tf.Tensor: shape=(), dtype=float32, numpy=19.0>
    fn polyval ["tf.math.polyval"] (coeffs: Tensors, x: Tensor) -> Tensor {
        let Some((first, rest)) = coeffs.split_first() else { return zeros(&x.shape(), x.dtype()) };
        rest.iter().try_fold(first.clone(), |value, next| add(next, mul(value, x)))
    }
}

/// The derivative of `igamma` by its second argument, through logarithms, since the gamma function grows large.
fn gamma_density(a: &Tensor, x: &Tensor) -> Result<Tensor> {
    exp(sub(add(neg(x), mul(sub(a, 1.0), log(x))), lgamma(a)))
}
