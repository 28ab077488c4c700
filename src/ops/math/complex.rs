//! Complex numbers and their parts.

use tape_grad::basic;

use crate::prelude::*;

ops! {
    /// Complex numbers from their real and imaginary parts.
    ///
    /// >>> tf.complex([1.0, 2.0], [3.0, 4.0])
    /// <tf.Tensor: shape=(2,), dtype=complex64, numpy=array([1.+3.j, 2.+4.j], dtype=complex64)>
    fn complex ["tf.complex", "tf.dtypes.complex"] (real: Tensor, imag: Tensor) -> Tensor {
        let dtypes = (real.dtype(), imag.dtype());
        if dtypes.0 != dtypes.1 || !matches!(dtypes.0, Float32 | Float64) {
            return Err(Error::new(Kind::Type(format!(
                "The `real` and `imag` components have incorrect types: {} {}. They must be consistent, and one of \
                 [tf.float32, tf.float64]", dtypes.0, dtypes.1
            ))));
        }
        complex_of(real, imag)
    }

    /// Complex numbers from their real and imaginary parts.
    op complex_of "Complex" ["tf.raw_ops.Complex"] (real: FLOAT_OR_DOUBLE, imag: FLOAT_OR_DOUBLE) {
        infer: |inputs, attrs| {
            let mut forms = infer::broadcast(inputs, attrs)?;
            forms[0].dtype = if inputs[0].dtype == Float64 { Complex128 } else { Complex64 };
            Ok(forms)
        },
        kernel: Whole(|inputs, _| Ok(smallvec![elementwise::complex(inputs[0], inputs[1])?])),
        batch: Elementwise,
        gradient: {
            real(g) => real(g),
            imag(g) => imag(g),
        }
    }

    /// The real part of each number; real numbers are what they are.
    ///
    /// >>> tf.math.real(tf.constant([1.0 + 2.0j]))
    /// <tf.Tensor: shape=(1,), dtype=float64, numpy=array([1.])>
    fn real ["tf.math.real"] (input: Tensor) -> Tensor {
        if input.dtype().is_complex() { complex_real(input) } else { Ok(input.clone()) }
    }

    /// The imaginary part of each number.
    ///
    /// >>> tf.math.imag(tf.constant([1.0 + 2.0j]))
    /// <tf.Tensor: shape=(1,), dtype=float64, numpy=array([2.])>
    fn imag ["tf.math.imag"] (input: Tensor) -> Tensor {
        if input.dtype().is_complex() { complex_imag(input) } else { zeros(&input.shape(), input.dtype()) }
    }

    /// The angle of each number in the complex plane, from -π to π.
    ///
    /// >>> tf.math.angle(tf.constant([1.0j, -1.0 + 0.0j]))
    /// <tf.Tensor: shape=(2,), dtype=float64, numpy=array([1.57079633, 3.14159265])>
    fn angle ["tf.math.angle"] (input: Tensor) -> Tensor {
        if input.dtype().is_complex() {
            return complex_angle(input);
        }
        let pi = number_like(std::f64::consts::PI, input);
        select(less(input, 0.0), mul(pi, number_like(1.0, input)), zeros(&input.shape(), input.dtype()))
    }

    /// The complex conjugate of each number; real numbers are what they are.
    ///
    /// >>> tf.math.conj(tf.constant([1.0 + 2.0j]))
    /// <tf.Tensor: shape=(1,), dtype=complex128, numpy=array([1.-2.j])>
    fn conj ["tf.math.conj"] (x: Tensor) -> Tensor {
        basic::conj(x)
    }

    /// The real part of each complex number.
    op complex_real "Real" ["tf.raw_ops.Real"] (input: COMPLEX) {
        infer: real_part,
        kernel: Kernel::Unary(Unary::Real),
        batch: Elementwise,
        gradient: { input(g) => complex(g, number_like(0.0, g)) }
    }

    /// The imaginary part of each complex number.
    op complex_imag "Imag" ["tf.raw_ops.Imag"] (input: COMPLEX) {
        infer: real_part,
        kernel: Kernel::Unary(Unary::Imag),
        batch: Elementwise,
        gradient: { input(g) => complex(number_like(0.0, g), g) }
    }

    /// The angle of each complex number.
    op complex_angle "Angle" ["tf.raw_ops.Angle"] (input: COMPLEX) {
        infer: real_part,
        kernel: Kernel::Unary(Unary::Angle),
        batch: Elementwise,
        gradient: {
            input(g, input) => mul(
                neg(complex(g, number_like(0.0, g))),
                reciprocal(complex(imag(input), real(input))),
            )
        }
    }

    /// The length of each complex number.
    op complex_abs "ComplexAbs" ["tf.raw_ops.ComplexAbs"] (x: COMPLEX) {
        infer: real_part,
        kernel: Kernel::Unary(Unary::Abs),
        batch: Elementwise,
        gradient: {
            x(g, x, out) => {
                let zero = number_like(0.0, g)?;
                div_no_nan(mul(complex(g, &zero), x), complex(out, &zero))
            }
        }
    }
}

/// The form of the parts of complex numbers.
fn real_part(inputs: &[Form], attrs: &Attrs) -> tape_tensor::Result<Forms> {
    let mut forms = infer::same(inputs, attrs)?;
    for form in &mut forms {
        form.dtype = if form.dtype == Complex128 { Float64 } else { Float32 };
    }
    Ok(forms)
}
