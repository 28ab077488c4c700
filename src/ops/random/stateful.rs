//! Random ops that draw from a stream which goes on from call to call.
//!
//! Each takes its stream as the parameter `stream`. A call from a program has none: the room above, which keeps the seeds,
//! calls these ops itself.

use std::cell::Cell;
use std::rc::Rc;

use tape_grad::op::Arrays;
use tape_tensor::random::Philox;

use super::draw::{self, Standard};
use crate::prelude::*;

/// Lets a kernel draw from the op's stream.
fn drawing<T>(attrs: &Attrs, draw: impl FnOnce(&mut Philox) -> tape_tensor::Result<T>) -> tape_tensor::Result<T> {
    let Attr::Stream(owned) = attrs.get("stream") else { return Err(invalid("a stateful random op has no stream")) };
    let mut stream = owned.get();
    let drawn = draw(&mut stream);
    owned.set(stream);
    drawn
}

fn standard(standard: Standard, inputs: &[&Array], attrs: &Attrs) -> tape_tensor::Result<Arrays> {
    let shape = draw::sizes(inputs[0])?;
    let dtype = attrs.dtype("dtype").unwrap_or(Float32);
    drawing(attrs, |stream| Ok(smallvec![draw::reals(stream, standard, shape, dtype)?]))
}

impl From<&Rc<Cell<Philox>>> for Stream {
    fn from(stream: &Rc<Cell<Philox>>) -> Stream {
        Stream(Rc::clone(stream))
    }
}

/// A stream on its way into an op.
pub struct Stream(Rc<Cell<Philox>>);

impl From<Stream> for Attr {
    fn from(stream: Stream) -> Attr {
        Attr::Stream(stream.0)
    }
}

ops! {
    /// Uniform values in [0, 1).
    op random_uniform "RandomUniform" [] (shape: INDICES; dtype: DType = "tf.float32", stream: Any) {
        infer: |_, attrs| infer::some(attrs.dtype("dtype").unwrap_or(Float32)),
        kernel: Whole(|inputs, attrs| standard(Standard::Uniform, inputs, attrs)),
        refuses: Values,
        gradient: none "what is drawn depends on nothing"
    }

    /// Values of the standard normal distribution.
    op random_standard_normal "RandomStandardNormal" [] (shape: INDICES; dtype: DType = "tf.float32", stream: Any) {
        infer: |_, attrs| infer::some(attrs.dtype("dtype").unwrap_or(Float32)),
        kernel: Whole(|inputs, attrs| standard(Standard::Normal, inputs, attrs)),
        refuses: Values,
        gradient: none "what is drawn depends on nothing"
    }

    /// Values of the standard normal distribution that lie within two standard deviations.
    op truncated_normal "TruncatedNormal" [] (shape: INDICES; dtype: DType = "tf.float32", stream: Any) {
        infer: |_, attrs| infer::some(attrs.dtype("dtype").unwrap_or(Float32)),
        kernel: Whole(|inputs, attrs| standard(Standard::Truncated, inputs, attrs)),
        refuses: Values,
        gradient: none "what is drawn depends on nothing"
    }

    /// Integers from `minval` to below `maxval`.
    op random_uniform_int "RandomUniformInt" [] (shape: INDICES, minval: INDICES of Tout, maxval: INDICES of Tout; stream: Any) {
        infer: |inputs, _| infer::some(inputs[1].dtype),
        kernel: Whole(|inputs, attrs| {
            let shape = draw::sizes(inputs[0])?;
            let bounds = Some([inputs[1], inputs[2]]);
            drawing(attrs, |stream| Ok(smallvec![draw::integers(stream, bounds, shape, inputs[1].dtype())?]))
        }),
        refuses: Values,
        gradient: none "whole numbers have no gradient"
    }

    /// The rows of a tensor in a random order.
    op random_shuffle "RandomShuffle" [] (value: ANY; stream: Any) {
        infer: infer::same,
        kernel: Whole(|inputs, attrs| drawing(attrs, |stream| Ok(smallvec![draw::shuffled(stream, inputs[0])?]))),
        gradient: none "TensorFlow lets no gradient through a shuffle"
    }

    /// Class numbers, drawn for each row of logits.
    op multinomial "Multinomial" [] (logits: REALS, num_samples: COUNT of Tsamples; output_dtype: DType = "tf.int64", stream: Any) {
        infer: |_, attrs| infer::some(attrs.dtype("output_dtype").unwrap_or(Int64)),
        kernel: Whole(|inputs, attrs| {
            let dtype = attrs.dtype("output_dtype").unwrap_or(Int64);
            drawing(attrs, |stream| Ok(smallvec![draw::classes(stream, inputs[0], inputs[1], dtype)?]))
        }),
        refuses: Values,
        gradient: none "classes are whole numbers"
    }

    /// Values of gamma distributions with scale 1, so many for each shape parameter.
    op random_gamma "RandomGamma" [] (shape: INDICES of S, alpha: HALF_TO_DOUBLE; stream: Any) {
        infer: |inputs, _| infer::some(inputs[1].dtype),
        kernel: Whole(|inputs, attrs| {
            let (samples, alpha) = (draw::sizes(inputs[0])?, inputs[1]);
            let shape = draw::samples_of(&samples, alpha.shape(), Float64)?;
            let parameters = draw::real(alpha)?;
            let drawn = drawing(attrs, |stream| Ok(stream.gamma(&parameters, samples.elements())))?;
            Ok(smallvec![draw::rounded(shape, drawn, alpha.dtype())?])
        }),
        refuses: Values,
        gradient: {
            shape => "a shape is whole numbers",
            alpha(g, out, alpha) => draw::gamma_partial(g, out, alpha)
        }
    }

    /// Values of Poisson distributions, so many for each rate.
    op random_poisson "RandomPoissonV2" [] (shape: INDICES of S, rate: RATES of R; dtype: DType = "tf.int64", stream: Any) {
        infer: |_, attrs| infer::some(attrs.dtype("dtype").unwrap_or(Int64)),
        kernel: Whole(|inputs, attrs| {
            let (samples, rate) = (draw::sizes(inputs[0])?, inputs[1]);
            let shape = draw::samples_of(&samples, rate.shape(), Float64)?;
            let rates = draw::real(rate)?;
            let drawn = drawing(attrs, |stream| Ok(stream.poisson(&rates, samples.elements())))?;
            Ok(smallvec![draw::rounded(shape, drawn, attrs.dtype("dtype").unwrap_or(Int64))?])
        }),
        refuses: Values,
        gradient: missing
    }
}
