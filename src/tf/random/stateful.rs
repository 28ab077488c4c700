//! Functions that draw from streams which go on from call to call.

use tape_grad::{Attr, OpDef, Tensor};
use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::DType::{self, BFloat16, Float16, Float32, Float64, Int32, Int64};

use super::{accepted, function, gamma_scaled, parameters, scaled, seeds, shape_tensor, spread};
use crate::convert::{Wanted, to_named_tensor, to_tensor};
use crate::errors::{Tail, raise};
use crate::{dtype, tensor};

pub(super) static NORMAL: NativeFunction = function(
    "random_normal",
    "(shape, mean=0.0, stddev=1.0, dtype=..., seed=None, name=None)",
    "Values of a normal distribution.",
    |vm, args| normal(vm, args, &tape_ops::random_standard_normal::OP),
);

pub(super) static TRUNCATED_NORMAL: NativeFunction = function(
    "truncated_normal",
    "(shape, mean=0.0, stddev=1.0, dtype=..., seed=None, name=None)",
    "Values of a normal distribution that lie within two standard deviations.",
    |vm, args| normal(vm, args, &tape_ops::truncated_normal::OP),
);

/// The dtype of an argument whose default is `tf.float32`.
pub(super) fn float_by_default(vm: &mut Vm, args: Args<'_>, index: usize) -> Result<DType> {
    args.get(index).map_or(Ok(Float32), |given| dtype::of(vm, given))
}

fn normal(vm: &mut Vm, args: Args<'_>, op: &'static OpDef) -> Result<Value> {
    let dtype = float_by_default(vm, args, 3)?;
    let shape = shape_tensor(vm, &args[0])?;
    let [mean, stddev] = parameters(vm, ["mean", "stddev"], [&args[1], &args[2]], dtype)?;
    let seed = seeds::whole(vm, &args[4])?;
    let drawn = standard(vm, op, &shape, dtype, seed)?;
    scaled(&drawn, &stddev, &mean).map(tensor::value).map_err(|error| raise(error, Tail::Unnamed))
}

/// Values of a distribution without parameters.
fn standard(vm: &mut Vm, op: &'static OpDef, shape: &Tensor, dtype: DType, seed: Option<i128>) -> Result<Tensor> {
    seeds::draw(vm, op, [dtype, shape.dtype()], seed, &[shape], &[("dtype", Attr::DType(dtype))], Tail::Unnamed)
}

pub(super) static UNIFORM: NativeFunction = function(
    "random_uniform",
    "(shape, minval=0, maxval=None, dtype=..., seed=None, name=None)",
    "Values of a uniform distribution; integers leave out the upper bound.",
    |vm, args| {
        let dtype = float_by_default(vm, args, 3)?;
        accepted(dtype, &[Float16, BFloat16, Float32, Float64, Int32, Int64])?;
        if args[2].is_none() && dtype.is_integer() {
            return Err(value_error(format!("Must specify maxval for integer dtype tf.{dtype}")));
        }
        let high = if args[2].is_none() { &Value::Int(1) } else { &args[2] };
        uniform(vm, &args[0], [&args[1], high], dtype, &args[4]).map(tensor::value)
    },
);

/// Uniform values between two bounds.
pub(super) fn uniform(vm: &mut Vm, shape: &Value, bounds: [&Value; 2], dtype: DType, seed: &Value) -> Result<Tensor> {
    let is = |value: &Value, number: i64| matches!(value.plain(), Value::Int(int) if *int == number);
    let (from_zero, to_one) = (is(bounds[0], 0), is(bounds[1], 1));
    let shape = shape_tensor(vm, shape)?;
    if dtype.is_integer() {
        let [low, high] = parameters(vm, ["min", "max"], bounds, dtype)?;
        let seed = seeds::whole(vm, seed)?;
        let (op, dtypes) = (&tape_ops::random_uniform_int::OP, [dtype, shape.dtype()]);
        return seeds::draw(vm, op, dtypes, seed, &[&shape, &low, &high], &[], Tail::Unnamed);
    }
    let bounds = if from_zero && to_one { None } else { Some(parameters(vm, ["min", "max"], bounds, dtype)?) };
    let seed = seeds::whole(vm, seed)?;
    let drawn = standard(vm, &tape_ops::random_uniform::OP, &shape, dtype, seed)?;
    let result = match bounds {
        None => Ok(drawn),
        Some([_, high]) if from_zero => tape_ops::mul(drawn, high),
        Some([low, high]) => spread(&drawn, &low, &high),
    };
    result.map_err(|error| raise(error, Tail::Unnamed))
}

pub(super) static SHUFFLE: NativeFunction =
    function("random_shuffle", "(value, seed=None, name=None)", "The rows in a random order.", |vm, args| {
        let seed = seeds::whole(vm, &args[1])?;
        let value = to_tensor(vm, &args[0], Wanted::Any)?;
        let (op, dtype) = (&tape_ops::random_shuffle::OP, value.dtype());
        seeds::draw(vm, op, [dtype, dtype], seed, &[&value], &[], Tail::Unnamed).map(tensor::value)
    });

pub(super) static CATEGORICAL: NativeFunction = function(
    "categorical",
    "(logits, num_samples, dtype=None, seed=None, name=None)",
    "Class numbers drawn for each row of logits.",
    |vm, args| {
        let logits = to_named_tensor(vm, "logits", &args[0], Wanted::Any)?;
        let dtype = if args[2].is_none() { Int64 } else { dtype::of(vm, &args[2])? };
        accepted(dtype, &[Int32, Int64])?;
        let seed = seeds::whole(vm, &args[3])?;
        let samples = to_tensor(vm, &args[1], Wanted::input(&args[1], Int32))?;
        let (op, attrs) = (&tape_ops::multinomial::OP, [("output_dtype", Attr::DType(dtype))]);
        seeds::draw(vm, op, [logits.dtype(), dtype], seed, &[&logits, &samples], &attrs, Tail::Unnamed)
            .map(tensor::value)
    },
);

pub(super) static GAMMA: NativeFunction = function(
    "random_gamma",
    "(shape, alpha, beta=None, dtype=..., seed=None, name=None)",
    "Values of gamma distributions.",
    |vm, args| {
        let dtype = float_by_default(vm, args, 3)?;
        let shape = to_named_tensor(vm, "shape", &args[0], Wanted::Exactly(Int32))?;
        let one = Value::Int(1);
        let beta = if args[2].is_none() { &one } else { &args[2] };
        let [alpha, beta] = parameters(vm, ["alpha", "beta"], [&args[1], beta], dtype)?;
        let alpha = together(&alpha, &beta)?;
        let seed = seeds::whole(vm, &args[4])?;
        let drawn =
            seeds::draw(vm, &tape_ops::random_gamma::OP, [dtype, Int32], seed, &[&shape, &alpha], &[], Tail::Unnamed)?;
        gamma_scaled(&drawn, &beta).map(tensor::value).map_err(|error| raise(error, Tail::Unnamed))
    },
);

/// The first tensor in the shape that both have together.
pub(super) fn together(left: &Tensor, right: &Tensor) -> Result<Tensor> {
    let error = |error| raise(error, Tail::Unnamed);
    match left.shape().broadcast(&right.shape()) {
        Some(shape) => tape_ops::broadcast_to(left, &shape).map_err(error),
        None => tape_ops::add(left, right).map_err(error),
    }
}

pub(super) static POISSON: NativeFunction = function(
    "random_poisson_v2",
    "(shape, lam, dtype=..., seed=None, name=None)",
    "Values of Poisson distributions.",
    |vm, args| {
        let dtype = float_by_default(vm, args, 2)?;
        let shape = to_named_tensor(vm, "shape", &args[0], Wanted::Exactly(Int32))?;
        let seed = seeds::whole(vm, &args[3])?;
        let rate = to_tensor(vm, &args[1], Wanted::Any)?;
        let tail = crate::call::tail_for(&[&args[1]]);
        let (op, attrs) = (&tape_ops::random_poisson::OP, [("dtype", Attr::DType(dtype))]);
        seeds::draw(vm, op, [rate.dtype(), dtype], seed, &[&shape, &rate], &attrs, tail).map(tensor::value)
    },
);
