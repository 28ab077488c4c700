//! `tf.nn.dropout`.

use tape_grad::Tensor;
use tape_lang::exception::value_error;
use tape_lang::{NativeFunction, Result, Value, Vm};

use super::{function, seeds, stateful, stateless};
use crate::convert::{Wanted, as_tensor, to_named_tensor, to_tensor};
use crate::errors::{Tail, raise};
use crate::{shape, tensor};

pub(super) static DROPOUT: NativeFunction = function(
    "dropout_v2",
    "(x, rate, noise_shape=None, seed=None, name=None)",
    "Sets elements to zero at random and scales the others up.",
    |vm, args| {
        let seed = args[3].clone();
        let sampler = |vm: &mut Vm, shape: Option<&Value>, x: &Tensor| match shape {
            Some(shape) => stateful::uniform(vm, shape, [&Value::Int(0), &Value::Int(1)], x.dtype(), &seed).map(Some),
            None => {
                let seed = seeds::whole(vm, &seed)?;
                seeds::pass(vm, seed);
                Ok(None)
            }
        };
        dropout(vm, &args[0], &args[1], &args[2], sampler)
    },
);

pub(super) static STATELESS_DROPOUT: NativeFunction = function(
    "stateless_dropout",
    "(x, rate, seed, rng_alg=None, noise_shape=None, name=None)",
    "Sets elements to zero as a seed says and scales the others up.",
    |vm, args| {
        let (seed, algorithm) = (args[2].clone(), args[3].clone());
        let sampler = |vm: &mut Vm, shape: Option<&Value>, x: &Tensor| match shape {
            Some(shape) => {
                let bounds = [&Value::Int(0), &Value::None];
                stateless::uniform(vm, shape, &seed, bounds, x.dtype(), &algorithm).map(Some)
            }
            None => Ok(None),
        };
        dropout(vm, &args[0], &args[1], &args[4], sampler)
    },
);

/// `sampler` draws uniform values of a shape; without a shape it only takes the seed that it would have used.
fn dropout(
    vm: &mut Vm,
    x: &Value,
    rate: &Value,
    noise_shape: &Value,
    sampler: impl Fn(&mut Vm, Option<&Value>, &Tensor) -> Result<Option<Tensor>>,
) -> Result<Value> {
    let number = rate.as_float();
    if number.is_some_and(|rate| !(0.0..1.0).contains(&rate)) {
        let shown = vm.str(rate)?;
        return Err(value_error(format!(
            "`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={shown}"
        )));
    }
    let x = to_named_tensor(vm, "x", x, Wanted::Any)?;
    if !x.dtype().is_floating() {
        return Err(value_error(format!(
            "`x.dtype` must be a floating point tensor as `x` will be scaled. Received: x_dtype={}",
            tape_show::dtype::str(x.dtype())
        )));
    }
    if number == Some(0.0) {
        sampler(vm, None, &x)?;
        return Ok(tensor::value(x));
    }
    let (kept, rate) = scaled_up(vm, &x, rate, number)?;
    let own_shape = shape::value(&x.shape());
    let noise_shape = noise_shape_for(vm, &x, noise_shape)?.unwrap_or(own_shape);
    let Some(noise) = sampler(vm, Some(&noise_shape), &x)? else { return Ok(tensor::value(x)) };
    let masked = tape_ops::greater_equal(noise, &rate).and_then(|mask| {
        let zero = tape_ops::cast(Tensor::scalar(0.0_f32), x.dtype())?;
        tape_ops::select(mask, &kept, &zero)
    });
    masked.map(tensor::value).map_err(|error| raise(error, Tail::Unnamed))
}

/// The tensor divided by the share of elements that stay, and the rate as a tensor of its dtype.
fn scaled_up(vm: &mut Vm, x: &Tensor, rate: &Value, number: Option<f64>) -> Result<(Tensor, Tensor)> {
    let error = |error| raise(error, Tail::Unnamed);
    if let Some(number) = number {
        let scale = to_tensor(vm, &Value::Float(1.0 / (1.0 - number)), Wanted::Exactly(x.dtype()))?;
        let kept = tape_ops::mul(x, scale).map_err(error)?;
        return Ok((kept, to_tensor(vm, &Value::Float(number), Wanted::Exactly(x.dtype()))?));
    }
    let Some(rate_tensor) = as_tensor(rate)? else {
        let shown = vm.str(rate)?;
        return Err(value_error(format!("`rate` must be a scalar or scalar tensor. Received: rate={shown}")));
    };
    if rate_tensor.rank() != 0 {
        let shown = tape_show::shape::str(&rate_tensor.shape());
        return Err(value_error(format!("Shape {shown} must have rank 0")));
    }
    if rate_tensor.dtype() != x.dtype() {
        return Err(value_error(format!(
            "`x.dtype` must be compatible with `rate.dtype`. Received: x.dtype={} and rate.dtype={}",
            tape_show::dtype::str(x.dtype()),
            tape_show::dtype::str(rate_tensor.dtype())
        )));
    }
    let one = tape_ops::cast(Tensor::scalar(1.0_f32), x.dtype()).map_err(error)?;
    let kept = tape_ops::sub(one, &rate_tensor).and_then(|share| tape_ops::div(x, share)).map_err(error)?;
    Ok((kept, rate_tensor))
}

/// The shape of the noise: sizes that were left open are those of the tensor.
fn noise_shape_for(vm: &mut Vm, x: &Tensor, given: &Value) -> Result<Option<Value>> {
    if given.is_none() {
        return Ok(None);
    }
    match shape::partial(vm, given) {
        Ok(Some(sizes)) if sizes.len() == x.rank() => {
            let own = x.shape();
            let filled = sizes.iter().zip(own.iter()).map(|(size, own)| Some(size.unwrap_or(*own)));
            Ok(Some(shape::from_sizes(Some(filled.collect()))))
        }
        _ => Ok(Some(given.clone())),
    }
}
