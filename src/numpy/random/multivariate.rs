//! Distributions of vectors.

use tape_lang::exception::value_error;
use tape_lang::{Args, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::linalg::svd;
use tape_tensor::random::Samplers;
use tape_tensor::{Array, DType, Shape};

use super::distributions::{Continuous, Source};
use crate::arguments::shape;
use crate::error::from_kernel;
use crate::linear::matmul;
use crate::ufunc::{Binary, Unary, quiet_binary, quiet_unary};
use crate::{convert, ndarray_of};

fn doubles(vm: &mut Vm, value: &Value) -> Result<Array> {
    cast(&convert::array(vm, value)?, DType::Float64).map_err(from_kernel)
}

/// The shape of the samples, each of `length` numbers.
fn sample_shape(vm: &mut Vm, size: &Value, length: usize) -> Result<Shape> {
    let outer = if size.is_none() { Shape::SCALAR } else { shape(vm, size)? };
    let shape: Shape = outer.iter().copied().chain([length]).collect();
    tape_tensor::array::check_size(&shape, DType::Float64).map_err(from_kernel)?;
    Ok(shape)
}

/// `multivariate_normal`: standard normal vectors times a root of the covariance matrix, from its singular values.
pub fn normal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (mean, cov) = (doubles(vm, &args[1])?, doubles(vm, &args[2])?);
    let [length] = mean.shape()[..] else { return Err(value_error("mean must be 1 dimensional")) };
    if cov.shape().rank() != 2 || cov.shape()[0] != cov.shape()[1] {
        return Err(value_error("cov must be 2 dimensional and square"));
    }
    if cov.shape()[0] != length {
        return Err(value_error("mean and cov must have same length"));
    }
    let shape = sample_shape(vm, &args[3], length)?;
    let samples = Source::of(&args[0])?
        .floats(shape.elements(), |source, _| source.continuous(Continuous::StandardNormal, [0.0; 3]));
    let rows = Array::from_vec([shape.elements() / length.max(1), length], samples);
    let (values, _, right) = svd(&cov, true).map_err(from_kernel)?;
    let roots = quiet_unary(Unary::Sqrt, &values)?;
    // The singular vectors are the columns; each is scaled by the root of its value.
    let scaled = quiet_binary(Binary::Multiply, &right, &roots)?;
    let turned = tape_tensor::layout::transpose(&scaled, &[1, 0]).map_err(from_kernel)?;
    let moved = quiet_binary(Binary::Add, &matmul(&rows, &turned)?, &mean)?;
    Ok(ndarray_of(moved.with_shape(shape)))
}

/// `multinomial`.
pub fn multinomial(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let total = vm.index(&args[1])?;
    let weights = doubles(vm, &args[2])?;
    let weights = weights.as_slice::<f64>().unwrap_or_default();
    if total < 0 {
        return Err(value_error("n < 0"));
    }
    if weights.iter().any(|weight| !(0.0..=1.0).contains(weight)) {
        return Err(value_error("pvals < 0, pvals > 1 or pvals contains NaNs"));
    }
    if weights.iter().take(weights.len().saturating_sub(1)).sum::<f64>() > 1.0 + 1e-12 {
        return Err(value_error("sum(pvals[:-1]) > 1.0"));
    }
    let shape = sample_shape(vm, &args[3], weights.len())?;
    let draws = shape.elements() / weights.len().max(1);
    let samples: Vec<i64> = match Source::of(&args[0])? {
        Source::Legacy(state) => (0..draws).flat_map(|_| state.borrow_mut().multinomial(total, weights)).collect(),
        Source::New(state) => (0..draws).flat_map(|_| state.borrow_mut().multinomial(total, weights)).collect(),
    };
    Ok(ndarray_of(Array::from_vec(shape, samples)))
}

/// `dirichlet`: gamma values over their sum.
pub fn dirichlet(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let alpha = doubles(vm, &args[1])?;
    let alpha = alpha.as_slice::<f64>().unwrap_or_default().to_vec();
    if alpha.iter().any(|&alpha| alpha <= 0.0 || alpha.is_nan()) {
        return Err(value_error("alpha <= 0"));
    }
    let shape = sample_shape(vm, &args[2], alpha.len())?;
    let length = alpha.len().max(1);
    let mut samples = Source::of(&args[0])?.floats(shape.elements(), |source, nth| {
        source.continuous(Continuous::StandardGamma, [alpha[nth % length], 1.0, 0.0])
    });
    for row in samples.chunks_exact_mut(length) {
        let total: f64 = row.iter().sum();
        let inverse = 1.0 / total;
        row.iter_mut().for_each(|value| *value *= inverse);
    }
    Ok(ndarray_of(Array::from_vec(shape, samples)))
}
