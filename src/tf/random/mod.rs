//! `tf.random`: seeds, and what is drawn with them.
//!
//! * [`seeds`]: the global seed and the streams of the ops that have run since it was set
//! * [`stateful`]: `tf.random.normal` and its siblings; [`dropout`]: `tf.nn.dropout`
//! * [`stateless`]: `tf.random.stateless_normal` and its siblings, whose seed is an argument

mod dropout;
mod seeds;
mod stateful;
mod stateless;

use tape_grad::Tensor;
use tape_lang::exception::value_error;
use tape_lang::{NativeFunction, Result, Value, Vm};
use tape_tensor::DType;

use crate::convert::{Wanted, to_named_tensor, to_tensor};
use crate::namespace::Entry::{self, Dispatched, Native};
use crate::table::Family;

pub use seeds::{Seeds, set_seed};

/// The names of this room.
pub static NAMES: Family = &[
    ("tf.random.set_seed", Native(&seeds::SET_SEED)),
    ("tf.random.normal", Dispatched(&stateful::NORMAL)),
    ("tf.random.uniform", Dispatched(&stateful::UNIFORM)),
    ("tf.random.truncated_normal", Dispatched(&stateful::TRUNCATED_NORMAL)),
    ("tf.random.shuffle", Dispatched(&stateful::SHUFFLE)),
    ("tf.random.categorical", Dispatched(&stateful::CATEGORICAL)),
    ("tf.random.gamma", Dispatched(&stateful::GAMMA)),
    ("tf.random.poisson", Dispatched(&stateful::POISSON)),
    ("tf.random.stateless_normal", Dispatched(&stateless::NORMAL)),
    ("tf.random.stateless_uniform", Dispatched(&stateless::UNIFORM)),
    ("tf.random.stateless_truncated_normal", Dispatched(&stateless::TRUNCATED_NORMAL)),
    ("tf.random.stateless_gamma", Dispatched(&stateless::GAMMA)),
    ("tf.random.stateless_poisson", Dispatched(&stateless::POISSON)),
    ("tf.random.stateless_binomial", Dispatched(&stateless::BINOMIAL)),
    ("tf.random.stateless_categorical", Dispatched(&stateless::CATEGORICAL)),
    ("tf.random.experimental.stateless_shuffle", Dispatched(&stateless::SHUFFLE)),
    ("tf.random.split", SPLIT),
    ("tf.random.experimental.stateless_split", SPLIT),
    ("tf.random.fold_in", FOLD_IN),
    ("tf.random.experimental.stateless_fold_in", FOLD_IN),
    ("tf.nn.dropout", Dispatched(&dropout::DROPOUT)),
    ("tf.nn.experimental.stateless_dropout", Dispatched(&dropout::STATELESS_DROPOUT)),
    ("tf.compat.v1.random_normal", Dispatched(&stateful::NORMAL)),
    ("tf.compat.v1.random_uniform", Dispatched(&stateful::UNIFORM)),
    ("tf.compat.v1.truncated_normal", Dispatched(&stateful::TRUNCATED_NORMAL)),
    ("tf.compat.v1.random_shuffle", Dispatched(&stateful::SHUFFLE)),
    ("tf.compat.v1.set_random_seed", Native(&seeds::SET_SEED)),
];

const SPLIT: Entry = Dispatched(&stateless::SPLIT);
const FOLD_IN: Entry = Dispatched(&stateless::FOLD_IN);

/// A shape as the random ops want it: an integer vector, of `int32` where it is empty.
fn shape_tensor(vm: &mut Vm, given: &Value) -> Result<Tensor> {
    let empty = match given.plain() {
        Value::List(list) => list.is_empty(),
        Value::Tuple(tuple) => tuple.is_empty(),
        _ => false,
    };
    to_tensor(vm, given, if empty { Wanted::Exactly(DType::Int32) } else { Wanted::Any })
}

/// Two parameters of a distribution in its dtype.
fn parameters(vm: &mut Vm, names: [&str; 2], given: [&Value; 2], dtype: DType) -> Result<[Tensor; 2]> {
    let mut one = |index: usize| to_named_tensor(vm, names[index], given[index], Wanted::Exactly(dtype));
    Ok([one(0)?, one(1)?])
}

/// `drawn * scale + offset`, each step an op that tapes see.
fn scaled(drawn: &Tensor, scale: &Tensor, offset: &Tensor) -> tape_grad::Result<Tensor> {
    tape_ops::add(tape_ops::mul(drawn, scale), offset)
}

/// `drawn * (high - low) + low`.
fn spread(drawn: &Tensor, low: &Tensor, high: &Tensor) -> tape_grad::Result<Tensor> {
    scaled(drawn, &tape_ops::sub(high, low)?, low)
}

/// Gamma samples of scale 1 divided by the rate, and never smaller than the smallest number.
fn gamma_scaled(drawn: &Tensor, rate: &Tensor) -> tape_grad::Result<Tensor> {
    let smallest = match drawn.dtype() {
        DType::Float16 => 6.103_515_625e-5,
        DType::Float64 => f64::MIN_POSITIVE,
        _ => f64::from(f32::MIN_POSITIVE),
    };
    let smallest = tape_ops::cast(Tensor::scalar(smallest), drawn.dtype())?;
    tape_ops::maximum(smallest, tape_ops::div(drawn, rate))
}

/// Refuses a dtype that is not among those that a function accepts.
fn accepted(dtype: DType, list: &[DType]) -> Result<()> {
    if list.contains(&dtype) {
        return Ok(());
    }
    let names: Vec<String> = list.iter().map(|dtype| format!("tf.{dtype}")).collect();
    Err(value_error(format!(
        "Argument `dtype` got invalid value {}. Accepted dtypes are ({}).",
        tape_show::dtype::str(dtype),
        names.join(", ")
    )))
}

/// Declares a function of this room.
const fn function(
    name: &'static str,
    signature: &'static str,
    doc: &'static str,
    body: fn(&mut Vm, tape_lang::Args<'_>) -> Result<Value>,
) -> NativeFunction {
    NativeFunction::new(name, signature, doc, body).python()
}
