//! Functions whose seed is an argument: the same seed gives the same values.

use tape_grad::{Attr, Attrs, OpDef, Tensor, apply, apply_one};
use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::DType::{self, BFloat16, Float16, Float32, Float64, Int32, Int64, UInt32, UInt64};
use tape_tensor::random::Algorithm;
use tape_tensor::{Array, Scalar};

use super::stateful::{float_by_default, together};
use super::{accepted, function, gamma_scaled, parameters, scaled, shape_tensor, spread};
use crate::convert::{Wanted, to_named_tensor, to_tensor};
use crate::errors::{Tail, raise};
use crate::{call, dtype, tensor};

/// The inputs that say where a stateless op's stream begins.
struct Stream {
    key: Tensor,
    counter: Tensor,
    algorithm: Tensor,
}

impl Stream {
    /// The stream of the arguments `seed=` and `alg=`.
    fn of(vm: &mut Vm, seed: &Value, algorithm: &Value) -> Result<Stream> {
        let algorithm = algorithm_of(vm, algorithm)?;
        if algorithm == Algorithm::Threefry {
            return threefry(vm, seed);
        }
        let given = to_tensor(vm, seed, Wanted::Any)?;
        let op = &tape_ops::stateless_random_get_key_counter::OP;
        let parts = apply(op, &[&given], Attrs::NONE).map_err(|error| raise(error, call::tail_for(&[seed])))?;
        let [key, counter] = &parts[..] else { return Err(value_error("a seed has a key and a counter")) };
        let algorithm = Tensor::scalar(algorithm as i32);
        Ok(Stream { key: key.clone(), counter: counter.clone(), algorithm })
    }

    /// Draws with an op whose inputs are a shape, the stream, and more.
    fn draw(&self, op: &'static OpDef, shape: &Tensor, more: &[&Tensor], dtype: DType) -> tape_grad::Result<Tensor> {
        let mut inputs = vec![shape, &self.key, &self.counter, &self.algorithm];
        inputs.extend(more);
        apply_one(op, &inputs, Attrs::new([("dtype", Attr::DType(dtype))]))
    }
}

/// The stream of an algorithm that TensorFlow has no kernels for: its ops refuse it.
fn threefry(vm: &mut Vm, seed: &Value) -> Result<Stream> {
    let words = to_tensor(vm, seed, Wanted::Any)?;
    let words = tape_tensor::cast::cast(words.array(), UInt32).map_err(|_| type_error("a seed is whole numbers"))?;
    let word = |index: usize| {
        words.get(index).map_or(0, |word| if let Scalar::UInt32(word) = word { u64::from(word) } else { 0 })
    };
    let key = Array::from_vec([1], vec![word(0) | word(1) << 32]);
    let counter = Array::from_vec([1], vec![0_u64]);
    let algorithm = Tensor::scalar(Algorithm::Threefry as i32);
    Ok(Stream { key: Tensor::new(key), counter: Tensor::new(counter), algorithm })
}

/// The algorithm of the argument `alg=`: a number, a name, or a member of `tf.random.Algorithm`.
fn algorithm_of(vm: &mut Vm, given: &Value) -> Result<Algorithm> {
    let unsupported = |shown: String, names: [&str; 3]| {
        let [philox, threefry, auto] = names;
        value_error(format!(
            "Argument `alg` got unsupported value {shown}. Supported values are {philox} for the Philox algorithm, {threefry} \
             for the ThreeFry algorithm, and {auto} for auto-selection."
        ))
    };
    match given.plain() {
        Value::None => Ok(Algorithm::AutoSelect),
        Value::Int(number) => {
            Algorithm::from_number(*number).ok_or_else(|| unsupported(number.to_string(), ["1", "2", "3"]))
        }
        Value::Str(name) => Algorithm::from_name(name.as_str())
            .ok_or_else(|| unsupported(name.as_str().to_owned(), ["philox", "threefry", "auto_select"])),
        _ => match vm.find_attribute(given, tape_lang::Name::new("value"))? {
            Some(Value::Int(number)) => {
                Algorithm::from_number(number).ok_or_else(|| unsupported(number.to_string(), ["1", "2", "3"]))
            }
            _ => {
                let (shown, class) = (vm.str(given)?, vm.repr(&Value::Class(given.class()))?);
                Err(type_error(format!("Can't convert argument `alg` (of value {shown} and type {class}) to int.")))
            }
        },
    }
}

fn finish(result: tape_grad::Result<Tensor>) -> Result<Value> {
    result.map(tensor::value).map_err(|error| raise(error, Tail::Unnamed))
}

pub(super) static NORMAL: NativeFunction = function(
    "stateless_random_normal",
    "(shape, seed, mean=0.0, stddev=1.0, dtype=..., name=None, alg='auto_select')",
    "Values of a normal distribution.",
    |vm, args| normal(vm, args, &tape_ops::stateless_random_normal::OP),
);

pub(super) static TRUNCATED_NORMAL: NativeFunction = function(
    "stateless_truncated_normal",
    "(shape, seed, mean=0.0, stddev=1.0, dtype=..., name=None, alg='auto_select')",
    "Values of a normal distribution that lie within two standard deviations.",
    |vm, args| normal(vm, args, &tape_ops::stateless_truncated_normal::OP),
);

fn normal(vm: &mut Vm, args: Args<'_>, op: &'static OpDef) -> Result<Value> {
    let dtype = float_by_default(vm, args, 4)?;
    let shape = shape_tensor(vm, &args[0])?;
    let [mean, stddev] = parameters(vm, ["mean", "stddev"], [&args[2], &args[3]], dtype)?;
    let stream = Stream::of(vm, &args[1], &args[6])?;
    finish(stream.draw(op, &shape, &[], dtype).and_then(|drawn| scaled(&drawn, &stddev, &mean)))
}

pub(super) static UNIFORM: NativeFunction = function(
    "stateless_random_uniform",
    "(shape, seed, minval=0, maxval=None, dtype=..., name=None, alg='auto_select')",
    "Values of a uniform distribution; integers leave out the upper bound.",
    |vm, args| {
        let dtype = float_by_default(vm, args, 4)?;
        uniform(vm, &args[0], &args[1], [&args[2], &args[3]], dtype, &args[6]).map(tensor::value)
    },
);

/// Uniform values between two bounds; integers without bounds range over their whole dtype.
pub(super) fn uniform(
    vm: &mut Vm,
    shape: &Value,
    seed: &Value,
    [low, high]: [&Value; 2],
    dtype: DType,
    algorithm: &Value,
) -> Result<Tensor> {
    accepted(dtype, &[Float16, BFloat16, Float32, Float64, Int32, Int64, UInt32, UInt64])?;
    if dtype.is_integer() {
        check_bounds(vm, low, high, dtype)?;
    }
    let one = Value::Int(1);
    let high = if high.is_none() && !dtype.is_integer() { &one } else { high };
    let shape = shape_tensor(vm, shape)?;
    let drawn = if dtype.is_integer() && low.is_none() {
        let stream = Stream::of(vm, seed, algorithm)?;
        stream.draw(&tape_ops::stateless_random_uniform_full_int::OP, &shape, &[], dtype)
    } else {
        let [low, high] = parameters(vm, ["min", "max"], [low, high], dtype)?;
        let stream = Stream::of(vm, seed, algorithm)?;
        if dtype.is_integer() {
            stream.draw(&tape_ops::stateless_random_uniform_int::OP, &shape, &[&low, &high], dtype)
        } else {
            let drawn = stream.draw(&tape_ops::stateless_random_uniform::OP, &shape, &[], dtype);
            drawn.and_then(|drawn| spread(&drawn, &low, &high))
        }
    };
    drawn.map_err(|error| raise(error, Tail::Unnamed))
}

/// Refuses integers with one bound, and unsigned ones with any.
fn check_bounds(vm: &mut Vm, low: &Value, high: &Value, dtype: DType) -> Result<()> {
    let shown = tape_show::dtype::str(dtype);
    if low.is_none() != high.is_none() {
        let (low, high) = (vm.str(low)?, vm.str(high)?);
        return Err(value_error(format!(
            "For integer `dtype` argument {shown}, argument `minval` and `maxval` must be both None or not None. Got \
             `minval`={low} and `maxval`={high}."
        )));
    }
    if !low.is_none() && dtype.is_unsigned() {
        return Err(value_error(format!(
            "Argument `dtype` got invalid value {shown} when argument `minval` is not None. Please don't use unsigned integers \
             in this case."
        )));
    }
    Ok(())
}

pub(super) static GAMMA: NativeFunction = function(
    "stateless_random_gamma",
    "(shape, seed, alpha, beta=None, dtype=..., name=None)",
    "Values of gamma distributions.",
    |vm, args| {
        let dtype = float_by_default(vm, args, 4)?;
        let shape = shape_tensor(vm, &args[0])?;
        let one = Value::Int(1);
        let beta = if args[3].is_none() { &one } else { &args[3] };
        let [alpha, beta] = parameters(vm, ["alpha", "beta"], [&args[2], beta], dtype)?;
        let alpha = together(&alpha, &beta)?;
        let stream = Stream::of(vm, &args[1], &Value::None)?;
        let drawn = stream.draw(&tape_ops::stateless_random_gamma::OP, &shape, &[&alpha], dtype);
        finish(drawn.and_then(|drawn| gamma_scaled(&drawn, &beta)))
    },
);

pub(super) static POISSON: NativeFunction = function(
    "stateless_random_poisson",
    "(shape, seed, lam, dtype=..., name=None)",
    "Values of Poisson distributions.",
    |vm, args| {
        let dtype = args.get(3).map_or(Ok(Int32), |given| dtype::of(vm, given))?;
        let shape = shape_tensor(vm, &args[0])?;
        let seed = to_tensor(vm, &args[1], Wanted::Any)?;
        let rate = to_tensor(vm, &args[2], Wanted::Any)?;
        let attrs = Attrs::new([("dtype", Attr::DType(dtype))]);
        let drawn = apply_one(&tape_ops::stateless_random_poisson::OP, &[&shape, &seed, &rate], attrs);
        drawn.map(tensor::value).map_err(|error| raise(error, call::tail_for(&[&args[1], &args[2]])))
    },
);

pub(super) static BINOMIAL: NativeFunction = function(
    "stateless_random_binomial",
    "(shape, seed, counts, probs, output_dtype=..., name=None)",
    "Values of binomial distributions.",
    |vm, args| {
        let dtype = args.get(4).map_or(Ok(Int32), |given| dtype::of(vm, given))?;
        let shape = shape_tensor(vm, &args[0])?;
        let chances = to_named_tensor(vm, "probs", &args[3], Wanted::Preferably(Float32))?;
        let counts = to_named_tensor(vm, "counts", &args[2], Wanted::Preferably(chances.dtype()))?;
        let seed = to_tensor(vm, &args[1], Wanted::Any)?;
        let attrs = Attrs::new([("dtype", Attr::DType(dtype))]);
        let drawn = apply_one(&tape_ops::stateless_random_binomial::OP, &[&shape, &seed, &counts, &chances], attrs);
        drawn.map(tensor::value).map_err(|error| raise(error, call::tail_for(&[&args[1]])))
    },
);

pub(super) static CATEGORICAL: NativeFunction = function(
    "stateless_categorical",
    "(logits, num_samples, seed, dtype=..., name=None)",
    "Class numbers drawn for each row of logits.",
    |vm, args| {
        let logits = to_named_tensor(vm, "logits", &args[0], Wanted::Any)?;
        let dtype = args.get(3).filter(|given| !given.is_none()).map_or(Ok(Int64), |given| dtype::of(vm, given))?;
        accepted(dtype, &[Int32, Int64])?;
        let samples = to_tensor(vm, &args[1], Wanted::input(&args[1], Int32))?;
        let seed = to_tensor(vm, &args[2], Wanted::Any)?;
        let attrs = Attrs::new([("output_dtype", Attr::DType(dtype))]);
        let drawn = apply_one(&tape_ops::stateless_multinomial::OP, &[&logits, &samples, &seed], attrs);
        drawn.map(tensor::value).map_err(|error| raise(error, call::tail_for(&[&args[1], &args[2]])))
    },
);

pub(super) static SHUFFLE: NativeFunction = function(
    "stateless_shuffle",
    "(value, seed, alg='auto_select', name=None)",
    "The rows in a random order.",
    |vm, args| {
        let stream = Stream::of(vm, &args[1], &args[2])?;
        let value = to_tensor(vm, &args[0], Wanted::Any)?;
        finish(tape_ops::stateless_shuffle(&value, &stream.key, &stream.counter, &stream.algorithm))
    },
);

pub(super) static SPLIT: NativeFunction =
    function("split", "(seed, num=2, alg='auto_select')", "So many new seeds from one.", |vm, args| {
        let seed = to_tensor(vm, &args[0], Wanted::Any)?;
        let dtype = seed.dtype();
        let shape = Value::list(vec![args[1].clone(), Value::Int(2)]);
        let nothing = [&Value::None, &Value::None];
        uniform(vm, &shape, &tensor::value(seed), nothing, dtype, &args[2]).map(tensor::value)
    });

pub(super) static FOLD_IN: NativeFunction =
    function("fold_in", "(seed, data, alg='auto_select')", "A new seed from one and a number.", |vm, args| {
        let data = to_tensor(vm, &args[1], Wanted::Any)?;
        let nothing = [&Value::None, &Value::None];
        let first = uniform(vm, &Value::list(Vec::new()), &args[0], nothing, data.dtype(), &args[2])?;
        finish(tape_ops::stack(&[first, data], 0))
    });
