//! `RandomState`, and with it the functions of `np.random`.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_tensor::DType;
use tape_tensor::random::LegacyNumpy;
use tape_tensor::random::numpy::BitStream;

use super::choice;
use super::distributions::{Continuous, DISTRIBUTIONS, standard};
use crate::convert;

/// `numpy.random.RandomState`.
pub static RANDOM_STATE: NativeClass = NativeClass::new("RandomState")
    .module("numpy.random.mtrand")
    .named_in_full()
    .base(&DISTRIBUTIONS)
    .methods(METHODS)
    .constructor(&NEW)
    .doc("Container for the slow Mersenne Twister pseudo-random number generator.");

/// A `RandomState`.
pub struct RandomState(pub RefCell<LegacyNumpy>);

impl RandomState {
    /// One that is seeded by the system.
    #[must_use]
    pub fn from_entropy() -> RandomState {
        RandomState(RefCell::new(LegacyNumpy::from_entropy()))
    }
}

impl Object for RandomState {
    fn class(&self) -> Rc<Class> {
        RANDOM_STATE.class()
    }

    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        Ok(format!("RandomState(MT19937) at {:#X}", this.id()).replace("0X", "0x"))
    }
}

static NEW: NativeFunction =
    NativeFunction::new("RandomState", "(cls, seed=None)", "A generator of a seed.", |vm, args| {
        Ok(Value::object(RandomState(RefCell::new(seeded(vm, &args[1])?))))
    });

/// The methods that `Generator` lacks.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("seed", "(self, seed=None)", "Seeds the generator.", seed),
    NativeFunction::new("rand", "(self, *args)", "Samples from 0 to 1 in a given shape.", rand),
    NativeFunction::new("randn", "(self, *args)", "Standard normal samples in a given shape.", randn),
    NativeFunction::new("random", "(self, size=None)", "Samples from 0 to 1.", random),
    NativeFunction::new("random_sample", "(self, size=None)", "Samples from 0 to 1.", random),
    NativeFunction::new("ranf", "(self, size=None)", "Samples from 0 to 1.", random),
    NativeFunction::new("sample", "(self, size=None)", "Samples from 0 to 1.", random),
    NativeFunction::new("standard_normal", "(self, size=None)", "Standard normal samples.", standard_normal),
    NativeFunction::new(
        "standard_exponential",
        "(self, size=None)",
        "Standard exponential samples.",
        standard_exponential,
    ),
    NativeFunction::new("standard_gamma", "(self, shape, size=None)", "Standard gamma samples.", standard_gamma),
    NativeFunction::new(
        "randint",
        "(self, low, high=None, size=None, dtype=<class 'int'>)",
        "Random integers below a bound.",
        choice::randint,
    ),
    NativeFunction::new(
        "choice",
        "(self, a, size=None, replace=True, p=None)",
        "A random sample of an array.",
        choice::legacy_choice,
    ),
    NativeFunction::new("shuffle", "(self, x)", "Shuffles a sequence in place.", choice::shuffle),
    NativeFunction::new("permutation", "(self, x)", "A shuffled copy, or a shuffled range.", choice::permutation),
    NativeFunction::new("bytes", "(self, length)", "Random bytes.", bytes),
    NativeFunction::new("get_state", "(self, legacy=True)", "The state, for set_state.", get_state),
    NativeFunction::new("set_state", "(self, state)", "Puts a state back.", set_state),
];

/// The generator of a seed: nothing, an integer, or a sequence of integers.
fn seeded(vm: &mut Vm, seed: &Value) -> Result<LegacyNumpy> {
    if seed.is_none() {
        return Ok(LegacyNumpy::from_entropy());
    }
    let out_of_range = || value_error("Seed must be between 0 and 2**32 - 1");
    if vm.has_index(seed) && !crate::arguments::is_sequence(seed) {
        let int = vm.index_value(seed)?;
        let word = int.as_int().and_then(|int| u32::try_from(int).ok()).ok_or_else(out_of_range)?;
        return Ok(LegacyNumpy::from_seed(word));
    }
    let array = convert::items(vm, seed)?;
    if !array.dtype().is_integer() {
        let descr = convert::descr_of(&array).repr();
        return Err(type_error(format!(
            "Cannot cast scalar from {descr} to dtype('int64') according to the rule 'safe'"
        )));
    }
    if array.array.is_empty() {
        return Err(value_error("Seed must be non-empty"));
    }
    let wide = tape_tensor::cast::cast(&array.array, DType::Int64).map_err(crate::error::from_kernel)?;
    let words: Option<Vec<u32>> =
        wide.as_slice::<i64>().unwrap_or_default().iter().map(|&word| u32::try_from(word).ok()).collect();
    Ok(LegacyNumpy::from_seeds(&words.ok_or_else(out_of_range)?))
}

fn state(args: &Args<'_>) -> Result<&'static NativeClass> {
    args[0].downcast::<RandomState>().map(|_| &RANDOM_STATE).ok_or_else(|| type_error("a RandomState is needed"))
}

fn seed(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let fresh = seeded(vm, &args[1])?;
    if let Some(state) = args[0].downcast::<RandomState>() {
        *state.0.borrow_mut() = fresh;
    }
    Ok(Value::None)
}

/// The sizes of `rand(2, 3)` as one `size` argument.
fn sizes(args: &Args<'_>) -> Value {
    match args.rest(1) {
        [] => Value::None,
        many => Value::tuple(many.to_vec()),
    }
}

fn rand(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    random(vm, Args::positional(&[args[0].clone(), sizes(&args)]))
}

fn randn(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    standard_normal(vm, Args::positional(&[args[0].clone(), sizes(&args)]))
}

fn random(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    standard(vm, &args[0], &args[1], Continuous::Uniform, 0.0)
}

fn standard_normal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    standard(vm, &args[0], &args[1], Continuous::StandardNormal, 0.0)
}

fn standard_exponential(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    standard(vm, &args[0], &args[1], Continuous::StandardExponential, 0.0)
}

fn standard_gamma(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = vm.float(&args[1])?;
    if shape < 0.0 {
        return Err(value_error("shape < 0"));
    }
    standard(vm, &args[0], &args[2], Continuous::StandardGamma, shape)
}

fn bytes(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let length = crate::arguments::count(vm, &args[1])?;
    tape_tensor::array::check_size(&[length].into(), DType::UInt8).map_err(crate::error::from_kernel)?;
    let Some(state) = args[0].downcast::<RandomState>() else { return Ok(Value::None) };
    let mut state = state.0.borrow_mut();
    let words = length.div_ceil(4);
    let mut bytes: Vec<u8> = (0..words).flat_map(|_| state.next_u32().to_le_bytes()).collect();
    bytes.truncate(length);
    Ok(Value::bytes(bytes))
}

/// The state as an object that only `set_state` looks into.
struct SavedState(LegacyNumpy);

static SAVED_STATE: NativeClass = NativeClass::new("state").module("numpy.random.mtrand").not_a_base();

impl Object for SavedState {
    fn class(&self) -> Rc<Class> {
        SAVED_STATE.class()
    }
}

fn get_state(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    state(&args)?;
    let saved = args[0].downcast::<RandomState>().map(|state| state.0.borrow().clone());
    Ok(saved.map_or(Value::None, |saved| Value::tuple([Value::str("MT19937"), Value::object(SavedState(saved))])))
}

fn set_state(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    state(&args)?;
    let saved = vm.item(&args[1], &Value::Int(1))?;
    let Some(SavedState(saved)) = saved.downcast() else {
        return Err(value_error("set_state can only be used with what get_state has given"));
    };
    if let Some(state) = args[0].downcast::<RandomState>() {
        *state.0.borrow_mut() = saved.clone();
    }
    Ok(Value::None)
}
