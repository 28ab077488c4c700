//! Choosing between elements: `where` with three arguments, and clipping.

use super::drive::{blocks, elements, together};
use super::kernel::BLOCK;
use super::operand::Operand;
use super::{Binary, binary, binary_owned};
use crate::array::check_size;
use crate::dispatch::each_dtype;
use crate::{Array, DType, Element, Error, Result};

/// The element of `accepted` where the condition holds, else that of `rejected`; all three broadcast.
///
/// # Errors
/// [`Error::Broadcast`], [`Error::DTypeMismatch`] where the condition is not of bools or the values' dtypes differ,
/// [`Error::OutOfMemory`].
pub fn select(condition: &Array, accepted: &Array, rejected: &Array) -> Result<Array> {
    each_dtype!(accepted.dtype(), T => select_of::<T>(condition, accepted, rejected))
}

fn select_of<T: Element>(condition: &Array, accepted: &Array, rejected: &Array) -> Result<Array> {
    let (holds, yes, no) = (elements::<bool>(condition)?, elements::<T>(accepted)?, elements::<T>(rejected)?);
    let shape = together(condition.shape(), &together(accepted.shape(), rejected.shape())?)?;
    if let ([holds], [yes], [no]) = (holds, yes, no) {
        return Ok(Array::one(shape, if *holds { yes.clone() } else { no.clone() }));
    }
    check_size(&shape, T::DTYPE)?;
    let total = shape.elements();
    let mut holds = Operand::new(holds, condition.shape(), &shape);
    let mut yes = Operand::new(yes, accepted.shape(), &shape);
    let mut no = Operand::new(no, rejected.shape(), &shape);
    let mut target = Vec::with_capacity(total);
    for start in (0..total).step_by(BLOCK) {
        let length = BLOCK.min(total - start);
        let choices = yes.block(start, length).iter().zip(no.block(start, length));
        let chosen = holds.block(start, length).iter().zip(choices);
        target.extend(chosen.map(|(&holds, (yes, no))| if holds { yes.clone() } else { no.clone() }));
    }
    Ok(Array::from_vec(shape, target))
}

/// Each element pushed into the range from `low` to `high`, which broadcast.
///
/// # Errors
/// As those of [`binary`].
pub fn clip(array: &Array, low: &Array, high: &Array) -> Result<Array> {
    binary_owned(Binary::Maximum, binary(Binary::Minimum, array, high)?, low.clone())
}

/// The gradient of `LeakyRelu`: the upstream where the feature is positive, else the upstream times `alpha`.
///
/// # Errors
/// [`Error::Broadcast`] where the shapes differ, [`Error::DTypeMismatch`], [`Error::Unimplemented`].
pub fn leaky_relu_grad(gradients: &Array, features: &Array, alpha: f64) -> Result<Array> {
    fn of<T: Element + Copy + PartialOrd + std::ops::Mul<Output = T>>(
        gradients: &Array,
        features: &Array,
        alpha: T,
        zero: T,
    ) -> Result<Array> {
        let (upstream, x) = (elements::<T>(gradients)?, elements::<T>(features)?);
        if upstream.len() != x.len() {
            return Err(Error::Broadcast { left: gradients.shape().clone(), right: features.shape().clone() });
        }
        let mut target = vec![zero; x.len()];
        for (start, chunk) in blocks(&mut target) {
            let pairs = upstream[start..].iter().zip(&x[start..]);
            for (result, (&upstream, &x)) in chunk.iter_mut().zip(pairs) {
                *result = if x > zero { upstream } else { upstream * alpha };
            }
        }
        Ok(Array::from_vec(features.shape().clone(), target))
    }
    match features.dtype() {
        DType::Float16 => of(gradients, features, half::f16::from_f64(alpha), half::f16::ZERO),
        DType::BFloat16 => of(gradients, features, half::bf16::from_f64(alpha), half::bf16::ZERO),
        DType::Float32 => of(gradients, features, alpha as f32, 0.0),
        DType::Float64 => of(gradients, features, alpha, 0.0),
        other => Err(Error::Unimplemented(format!("leaky_relu_grad is not implemented for {other}"))),
    }
}
