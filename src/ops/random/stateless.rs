//! Random ops whose seed is an input.

use tape_tensor::random::Philox;

use super::draw::{self, Standard};
use tape_grad::op::Arrays;

use crate::prelude::*;

/// The stream of a key and a counter, if the op knows the algorithm: Philox, also where it may choose itself.
fn stream(key: &Array, counter: &Array, algorithm: &Array) -> tape_tensor::Result<Philox> {
    let algorithm = match draw::whole(algorithm)?.first() {
        Some(3) => 1,
        Some(&number) => number,
        None => return Err(invalid("algorithm must be of shape [], not [0]")),
    };
    if key.shape()[..] != [1] {
        return Err(invalid(format!(
            "key must have shape [1], not {}. (Note that batched keys are not supported yet.)",
            key.shape()
        )));
    }
    let room = counter.shape().first().map_or(-1, |&room| room as i64);
    if counter.shape().rank() != 1 || room < algorithm {
        return Err(invalid(format!(
            "counter must be a vector with length at least {algorithm}; got shape: {}. (Note that batched counters are not \
             supported yet.)",
            counter.shape()
        )));
    }
    if algorithm != 1 {
        return Err(invalid(format!("Unsupported algorithm id: {algorithm}")));
    }
    let (key, counter) = (draw::whole(key)?, draw::whole(counter)?);
    let word = |words: &[i64], index: usize| words.get(index).copied().unwrap_or_default().cast_unsigned();
    Ok(Philox::from_key_counter(word(&key, 0), [word(&counter, 0), word(&counter, 1)]))
}

/// The stream of a seed of two halves.
fn seeded(seed: &Array) -> tape_tensor::Result<Philox> {
    match draw::whole(seed)?[..] {
        [first, second] if seed.shape().rank() == 1 => Ok(Philox::stateless([first, second])),
        _ => Err(invalid(format!("seed must have shape [2], not {}", seed.shape()))),
    }
}

fn wanted(attrs: &Attrs, default: DType) -> DType {
    attrs.dtype("dtype").unwrap_or(default)
}

fn standard(standard: Standard, inputs: &[&Array], attrs: &Attrs) -> tape_tensor::Result<Arrays> {
    let shape = draw::sizes(inputs[0])?;
    let mut stream = stream(inputs[1], inputs[2], inputs[3])?;
    Ok(smallvec![draw::reals(&mut stream, standard, shape, wanted(attrs, Float32))?])
}

ops! {
    /// The key and the counter of the stream that belongs to a seed.
    op stateless_random_get_key_counter "StatelessRandomGetKeyCounter" ["tf.raw_ops.StatelessRandomGetKeyCounter"]
        (seed: INDICES of Tseed) -> Outputs
    {
        infer: |_, _| {
            let vector = |size| Form { dtype: UInt64, shape: Shape::from([size]).into() };
            Ok(smallvec![vector(1), vector(2)])
        },
        kernel: Whole(|inputs, _| {
            let stream = seeded(inputs[0])?;
            let [low, high] = stream.counter();
            Ok(smallvec![Array::from_vec([1], vec![stream.key()]), Array::from_vec([2], vec![low, high])])
        }),
        refuses: Values,
        gradient: none "a seed is a whole number"
    }

    /// Uniform values in [0, 1).
    op stateless_random_uniform "StatelessRandomUniformV2" ["tf.raw_ops.StatelessRandomUniformV2"]
        (shape: INDICES of Tshape, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg; dtype: DType = "tf.float32")
    {
        infer: |_, attrs| infer::some(wanted(attrs, Float32)),
        kernel: Whole(|inputs, attrs| standard(Standard::Uniform, inputs, attrs)),
        refuses: Values,
        gradient: none "a seed is a whole number"
    }

    /// Values of the standard normal distribution.
    op stateless_random_normal "StatelessRandomNormalV2" ["tf.raw_ops.StatelessRandomNormalV2"]
        (shape: INDICES of Tshape, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg; dtype: DType = "tf.float32")
    {
        infer: |_, attrs| infer::some(wanted(attrs, Float32)),
        kernel: Whole(|inputs, attrs| standard(Standard::Normal, inputs, attrs)),
        refuses: Values,
        gradient: none "a seed is a whole number"
    }

    /// Values of the standard normal distribution that lie within two standard deviations.
    op stateless_truncated_normal "StatelessTruncatedNormalV2" ["tf.raw_ops.StatelessTruncatedNormalV2"]
        (shape: INDICES of Tshape, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg; dtype: DType = "tf.float32")
    {
        infer: |_, attrs| infer::some(wanted(attrs, Float32)),
        kernel: Whole(|inputs, attrs| standard(Standard::Truncated, inputs, attrs)),
        refuses: Values,
        gradient: none "a seed is a whole number"
    }

    /// Integers over the whole range of their dtype.
    op stateless_random_uniform_full_int "StatelessRandomUniformFullIntV2" ["tf.raw_ops.StatelessRandomUniformFullIntV2"]
        (shape: INDICES of Tshape, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg; dtype: DType = "tf.uint64")
    {
        infer: |_, attrs| infer::some(wanted(attrs, UInt64)),
        kernel: Whole(|inputs, attrs| {
            let shape = draw::sizes(inputs[0])?;
            let mut stream = stream(inputs[1], inputs[2], inputs[3])?;
            Ok(smallvec![draw::integers(&mut stream, None, shape, wanted(attrs, UInt64))?])
        }),
        refuses: Values,
        gradient: none "whole numbers have no gradient"
    }

    /// Integers from `minval` to below `maxval`.
    op stateless_random_uniform_int "StatelessRandomUniformIntV2" ["tf.raw_ops.StatelessRandomUniformIntV2"] (
        shape: INDICES of Tshape, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg,
        minval: WHOLE of dtype, maxval: WHOLE of dtype
    ) {
        infer: |inputs, _| infer::some(inputs[4].dtype),
        kernel: Whole(|inputs, _| {
            let shape = draw::sizes(inputs[0])?;
            let mut stream = stream(inputs[1], inputs[2], inputs[3])?;
            Ok(smallvec![draw::integers(&mut stream, Some([inputs[4], inputs[5]]), shape, inputs[4].dtype())?])
        }),
        refuses: Values,
        gradient: none "whole numbers have no gradient"
    }

    /// Values of gamma distributions with scale 1.
    op stateless_random_gamma "StatelessRandomGammaV3" ["tf.raw_ops.StatelessRandomGammaV3"] (
        shape: INDICES of shape_dtype, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg,
        alpha: HALF_TO_DOUBLE of dtype
    ) {
        infer: |inputs, _| infer::some(inputs[4].dtype),
        kernel: Whole(|inputs, _| {
            let (shape, alpha) = (draw::sizes(inputs[0])?, inputs[4]);
            let samples = draw::samples_within(&shape, alpha.shape())?;
            let drawn = stream(inputs[1], inputs[2], inputs[3])?.gamma(&draw::real(alpha)?, samples);
            Ok(smallvec![draw::rounded(shape, drawn, alpha.dtype())?])
        }),
        refuses: Values,
        gradient: {
            shape => "a shape is whole numbers",
            key => "a seed is a whole number",
            counter => "a seed is a whole number",
            alg => "an algorithm is no number",
            alpha(g, out, alpha) => draw::gamma_partial(g, out, alpha)
        }
    }

    /// Values of Poisson distributions.
    op stateless_random_poisson "StatelessRandomPoisson" ["tf.raw_ops.StatelessRandomPoisson"]
        (shape: INDICES of T, seed: INDICES of Tseed, lam: RATES of Rtype; dtype: DType)
    {
        infer: |_, attrs| infer::some(wanted(attrs, Int64)),
        kernel: Whole(|inputs, attrs| {
            let (shape, rates) = (draw::sizes(inputs[0])?, inputs[2]);
            let mut stream = seeded(inputs[1])?;
            let samples = draw::samples_within(&shape, rates.shape())?;
            let drawn = stream.poisson(&draw::real(rates)?, samples);
            Ok(smallvec![draw::rounded(shape, drawn, wanted(attrs, Int64))?])
        }),
        refuses: Values,
        gradient: missing
    }

    /// Values of binomial distributions.
    op stateless_random_binomial "StatelessRandomBinomial" ["tf.raw_ops.StatelessRandomBinomial"]
        (shape: INDICES of S, seed: INDICES of Tseed, counts: RATES, probs: RATES; dtype: DType = "tf.int64")
    {
        infer: |_, attrs| infer::some(wanted(attrs, Int64)),
        kernel: Whole(|inputs, attrs| {
            let shape = draw::sizes(inputs[0])?;
            let mut stream = seeded(inputs[1])?;
            Ok(smallvec![binomial(&mut stream, shape, [inputs[2], inputs[3]], wanted(attrs, Int64))?])
        }),
        refuses: Values,
        gradient: missing
    }

    /// Class numbers, drawn for each row of logits.
    op stateless_multinomial "StatelessMultinomial" ["tf.raw_ops.StatelessMultinomial"]
        (logits: REALS, num_samples: COUNT of Tsamples, seed: INDICES of Tseed; output_dtype: DType = "tf.int64")
    {
        infer: |_, attrs| infer::some(attrs.dtype("output_dtype").unwrap_or(Int64)),
        kernel: Whole(|inputs, attrs| {
            let dtype = attrs.dtype("output_dtype").unwrap_or(Int64);
            let mut stream = seeded(inputs[2])?;
            Ok(smallvec![draw::classes(&mut stream, inputs[0], inputs[1], dtype)?])
        }),
        refuses: Values,
        gradient: none "classes are whole numbers"
    }

    /// The rows of a tensor in a random order.
    op stateless_shuffle "StatelessShuffle" ["tf.raw_ops.StatelessShuffle"]
        (value: ANY, key: COUNTERS of Tkey, counter: COUNTERS of Tkey, alg: COUNT of Talg)
    {
        infer: infer::unknown,
        kernel: Whole(|inputs, _| {
            let mut stream = stream(inputs[1], inputs[2], inputs[3])?;
            Ok(smallvec![draw::shuffled(&mut stream, inputs[0])?])
        }),
        refuses: Values,
        gradient: missing
    }
}

/// Values of binomial distributions with their parameters broadcast against each other.
pub(super) fn binomial(
    stream: &mut Philox,
    shape: Shape,
    [counts, probabilities]: [&Array; 2],
    dtype: DType,
) -> tape_tensor::Result<Array> {
    use tape_tensor::layout::broadcast_to;
    let together = counts.shape().broadcast(probabilities.shape()).ok_or_else(|| tape_tensor::Error::Broadcast {
        left: counts.shape().clone(),
        right: probabilities.shape().clone(),
    })?;
    let samples = draw::samples_within(&shape, &together)?;
    let exact = counts.dtype() == Float64;
    let (counts, probabilities) = (broadcast_to(counts, &together)?, broadcast_to(probabilities, &together)?);
    let (counts, probabilities) = (draw::real(&counts)?, draw::real(&probabilities)?);
    let pairs = counts.into_iter().zip(probabilities);
    // The comparisons of the method are made in the dtype of the parameters.
    let drawn = if exact {
        stream.binomial(&pairs.collect::<Vec<_>>(), samples)
    } else {
        stream.binomial(&pairs.map(|(count, chance)| (count as f32, chance as f32)).collect::<Vec<_>>(), samples)
    };
    draw::rounded(shape, drawn, dtype)
}
