//! What the random kernels share: sizes from a shape input, arrays filled from a stream, the order of several samples.

use tape_tensor::random::Philox;
use tape_tensor::{Error, Result, cast};

use crate::prelude::*;

/// The fill of an array with numbers that need no parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    /// Uniform in [0, 1).
    Uniform,
    Normal,
    /// Normal within two standard deviations.
    Truncated,
}

/// The shape that an integer vector asks for.
pub(super) fn sizes(shape: &Array) -> Result<Shape> {
    if shape.shape().rank() != 1 {
        return Err(invalid(format!("shape must be a vector of {{int32,int64}}, got shape {}", shape.shape())));
    }
    let mut sizes = Vec::with_capacity(shape.len());
    for size in whole(shape)? {
        sizes.push(usize::try_from(size).map_err(|_| invalid(format!("Dimension {size} must be >= 0")))?);
    }
    let product = sizes.iter().try_fold(1_i64, |product, &size| product.checked_mul(i64::try_from(size).ok()?));
    let shape = Shape::from(sizes);
    if product.is_none() && !shape.contains(&0) {
        return Err(invalid(format!("Shape {shape} would have more than 2**63 - 1 elements")));
    }
    Ok(shape)
}

/// The elements of an integer array.
pub(super) fn whole(array: &Array) -> Result<Vec<i64>> {
    Ok(cast::cast(array, Int64)?.as_slice::<i64>().unwrap_or_default().to_vec())
}

/// The elements of a real array.
pub(super) fn real(array: &Array) -> Result<Vec<f64>> {
    Ok(cast::cast(array, Float64)?.as_slice::<f64>().unwrap_or_default().to_vec())
}

/// An array of a real dtype, filled from a stream.
pub(super) fn reals(stream: &mut Philox, standard: Standard, shape: Shape, dtype: DType) -> Result<Array> {
    macro_rules! filled {
        ($type:ty) => {{
            let mut elements = room(&shape, dtype)?;
            match standard {
                Standard::Uniform => stream.uniform::<$type>(&mut elements),
                Standard::Normal => stream.normal::<$type>(&mut elements),
                Standard::Truncated => stream.truncated_normal::<$type>(&mut elements),
            }
            Ok(Array::from_vec(shape, elements))
        }};
    }
    match dtype {
        Float16 => filled!(half::f16),
        BFloat16 => filled!(half::bf16),
        Float32 => filled!(f32),
        Float64 => filled!(f64),
        other => Err(unlisted(other)),
    }
}

/// An array of integers from `bounds`, the second excluded; without bounds, of the dtype's whole range.
pub(super) fn integers(stream: &mut Philox, bounds: Option<[&Array; 2]>, shape: Shape, dtype: DType) -> Result<Array> {
    macro_rules! filled {
        ($type:ty) => {{
            let limits = match bounds {
                Some([low, high]) => Some(limits::<$type>(low, high, &shape)?),
                None => None,
            };
            let mut elements = room(&shape, dtype)?;
            match limits {
                Some([low, high]) => stream.uniform_int::<$type>(low, high, &mut elements),
                None => stream.uniform_full_int::<$type>(&mut elements),
            }
            Ok(Array::from_vec(shape, elements))
        }};
    }
    match dtype {
        Int32 => filled!(i32),
        Int64 => filled!(i64),
        UInt32 => filled!(u32),
        UInt64 => filled!(u64),
        other => Err(unlisted(other)),
    }
}

fn limits<T>(low: &Array, high: &Array, shape: &Shape) -> Result<[T; 2]>
where
    T: tape_tensor::Element + Copy + PartialOrd + std::fmt::Display + Default,
{
    for (name, limit) in [("minval", low), ("maxval", high)] {
        if limit.shape().rank() != 0 {
            return Err(invalid(format!("{name} must be 0-D, got shape {}", limit.shape())));
        }
    }
    let only = |array: &Array| array.as_slice::<T>().and_then(|elements| elements.first().copied()).unwrap_or_default();
    let (low, high) = (only(low), only(high));
    if low >= high && shape.elements() > 0 {
        return Err(invalid(format!("Need minval < maxval, got {low} >= {high}")));
    }
    Ok([low, high])
}

/// Room for the elements of a shape, if there is any.
fn room<T: Clone + Default>(shape: &Shape, dtype: DType) -> Result<Vec<T>> {
    tape_tensor::array::check_size(shape, dtype)?;
    Ok(vec![T::default(); shape.elements()])
}

/// What remains when an op is asked for a dtype that no parameter of it lists.
fn unlisted(dtype: DType) -> Error {
    Error::Unimplemented(format!("no random values of dtype {dtype}"))
}

/// How many samples of each parameter an output holds whose shape ends with that of the parameters.
pub(super) fn samples_within(shape: &Shape, parameters: &Shape) -> Result<usize> {
    if !shape.ends_with(parameters) {
        return Err(invalid("Shape passed in must end with broadcasted shape."));
    }
    Ok(shape[..shape.rank() - parameters.rank()].iter().fold(1, |product, &size| product.saturating_mul(size)))
}

/// The shape of so many samples of each parameter.
pub(super) fn samples_of(shape: &Shape, parameters: &Shape, dtype: DType) -> Result<Shape> {
    let whole: Shape = shape.iter().chain(parameters.iter()).copied().collect();
    tape_tensor::array::check_size(&whole, dtype)?;
    Ok(whole)
}

/// Values that were drawn in `f64`, in the dtype that was asked for.
pub(super) fn rounded(shape: Shape, drawn: Vec<f64>, dtype: DType) -> Result<Array> {
    cast::cast(&Array::from_vec(shape, drawn), dtype)
}

/// Class numbers drawn for each row of a matrix of logits.
pub(super) fn classes(stream: &mut Philox, logits: &Array, samples: &Array, dtype: DType) -> Result<Array> {
    let matrix = logits.shape();
    if matrix.rank() != 2 {
        return Err(invalid(format!("logits should be a matrix, got shape {matrix}")));
    }
    if samples.shape().rank() != 0 {
        return Err(invalid(format!("num_samples should be a scalar, got shape {}", samples.shape())));
    }
    let samples = whole(samples)?.first().copied().unwrap_or_default();
    let Ok(samples) = usize::try_from(samples) else {
        return Err(invalid(format!("num_samples should be non-negative, got {samples}")));
    };
    if matrix[1] == 0 {
        return Err(invalid("num_classes should be positive, got 0"));
    }
    let shape = Shape::from([matrix[0], samples]);
    tape_tensor::array::check_size(&shape, Int64)?;
    let drawn = stream.categorical(&real(logits)?, matrix[1], samples);
    cast::cast(&Array::from_vec(shape, drawn), dtype)
}

/// The rows of an array in a random order.
pub(super) fn shuffled(stream: &mut Philox, value: &Array) -> Result<Array> {
    match value.shape().first() {
        Some(&rows) if rows > 1 => tape_tensor::layout::take(value, 0, &stream.shuffle(rows)),
        _ => Ok(value.clone()),
    }
}

/// How a sample of a gamma distribution moves with its shape parameter: the implicit derivative `-(dF/da) / f`, where `F`
/// is the distribution's cumulative function and `f` its density.
///
/// Source: Figurnov, Mohamed and Mnih, "Implicit reparameterization gradients" (NeurIPS 2018).
pub(super) fn gamma_partial(g: &Tensor, sample: &Tensor, alpha: &Tensor) -> tape_grad::Result<Tensor> {
    let log_density = sub(sub(mul(sub(alpha, 1.0), log(sample)), sample), lgamma(alpha));
    let moved = neg(div(igamma_grad_a(alpha, sample), exp(log_density)));
    let lost: Vec<i64> = (0..(sample.rank() - alpha.rank()) as i64).collect();
    let flowing = mul(g, moved)?;
    if lost.is_empty() { Ok(flowing) } else { reduce_sum(flowing, lost, false) }
}
