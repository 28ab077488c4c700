//! `Generator`, made by `default_rng`.

use std::cell::RefCell;
use std::rc::Rc;

use num_traits::ToPrimitive;
use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_tensor::random::{Pcg64Generator, SeedSequence};
use tape_tensor::{Array, DType};

use super::choice;
use super::distributions::{Continuous, DISTRIBUTIONS, standard};
use crate::arguments::shape;
use crate::error::from_kernel;
use crate::{descr, ndarray_of};

/// `numpy.random.Generator`.
pub static GENERATOR: NativeClass = NativeClass::new("Generator")
    .module("numpy.random._generator")
    .named_in_full()
    .base(&DISTRIBUTIONS)
    .methods(METHODS)
    .doc("Container for the BitGenerators.");

/// A `Generator`.
pub struct Generator(pub RefCell<Pcg64Generator>);

impl Object for Generator {
    fn class(&self) -> Rc<Class> {
        GENERATOR.class()
    }

    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        Ok(format!("Generator(PCG64) at {:#X}", this.id()))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok("Generator(PCG64)".to_owned())
    }
}

/// `np.random.default_rng`.
pub static DEFAULT_RNG: NativeFunction =
    NativeFunction::new("default_rng", "(seed=None)", "A Generator of a seed.", |vm, args| {
        if args[0].downcast::<Generator>().is_some() {
            return Ok(args[0].clone());
        }
        Ok(Value::object(Generator(RefCell::new(seeded(vm, &args[0])?))))
    });

fn seeded(vm: &mut Vm, seed: &Value) -> Result<Pcg64Generator> {
    if seed.is_none() {
        return Ok(Pcg64Generator::from_entropy());
    }
    if crate::arguments::is_sequence(seed) {
        let words = crate::arguments::integers(vm, seed)?;
        let words: Option<Vec<Vec<u32>>> =
            words.into_iter().map(|word| u64::try_from(word).ok().map(words_of)).collect();
        let words = words.ok_or_else(|| value_error("expected non-negative integer"))?;
        return Ok(Pcg64Generator::new(&SeedSequence::from_words(&words.concat())));
    }
    if !vm.has_index(seed) {
        return Err(type_error(
            "SeedSequence expects int or sequence of ints for entropy not ".to_owned() + &vm.repr(seed)?,
        ));
    }
    let seed = match vm.index_value(seed)? {
        Value::BigInt(int) => int.to_u128(),
        other => other.as_int().and_then(|int| u128::try_from(int).ok()),
    };
    seed.map(Pcg64Generator::from_seed).ok_or_else(|| value_error("expected non-negative integer"))
}

/// An integer as words of 32 bits, the lowest first.
fn words_of(int: u64) -> Vec<u32> {
    if int > u64::from(u32::MAX) { vec![int as u32, (int >> 32) as u32] } else { vec![int as u32] }
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("random", "(self, size=None, dtype=None, out=None)", "Samples from 0 to 1.", |vm, args| {
        fill(vm, args, Continuous::Uniform, Pcg64Generator::random_f32, "random")
    }),
    NativeFunction::new(
        "standard_normal",
        "(self, size=None, dtype=None, out=None)",
        "Standard normal samples.",
        |vm, args| fill(vm, args, Continuous::StandardNormal, Pcg64Generator::standard_normal_f32, "standard_normal"),
    ),
    NativeFunction::new(
        "standard_exponential",
        "(self, size=None, dtype=None, method='zig', out=None)",
        "Standard exponential samples.",
        |vm, args| {
            fill(
                vm,
                args,
                Continuous::StandardExponential,
                Pcg64Generator::standard_exponential_f32,
                "standard_exponential",
            )
        },
    ),
    NativeFunction::new(
        "standard_gamma",
        "(self, shape, size=None, dtype=None, out=None)",
        "Standard gamma samples.",
        |vm, args| {
            let shape = vm.float(&args[1])?;
            standard(vm, &args[0], &args[2], Continuous::StandardGamma, shape)
        },
    ),
    NativeFunction::new(
        "integers",
        "(self, low, high=None, size=None, dtype=<class 'numpy.int64'>, endpoint=False)",
        "Random integers below a bound.",
        choice::integers,
    ),
    NativeFunction::new(
        "choice",
        "(self, a, size=None, replace=True, p=None, axis=0, shuffle=True)",
        "A random sample of an array.",
        choice::new_choice,
    ),
    NativeFunction::new("shuffle", "(self, x, axis=0)", "Shuffles a sequence in place.", choice::shuffle),
    NativeFunction::new(
        "permutation",
        "(self, x, axis=0)",
        "A shuffled copy, or a shuffled range.",
        choice::permutation,
    ),
];

fn fill(
    vm: &mut Vm,
    args: Args<'_>,
    of: Continuous,
    single: fn(&mut Pcg64Generator) -> f32,
    name: &str,
) -> Result<Value> {
    let dtype = descr::argument(vm, &args[2])?.unwrap_or(descr::Descr::Number(DType::Float64));
    match dtype.dtype() {
        DType::Float64 => standard(vm, &args[0], &args[1], of, 0.0),
        DType::Float32 => {
            let Some(generator) = args[0].downcast::<Generator>() else { return Ok(Value::None) };
            if args[1].is_none() {
                return Ok(Value::Float(f64::from(single(&mut generator.0.borrow_mut()))));
            }
            let shape = shape(vm, &args[1])?;
            tape_tensor::array::check_size(&shape, DType::Float32).map_err(from_kernel)?;
            let mut state = generator.0.borrow_mut();
            let samples = (0..shape.elements()).map(|_| single(&mut state)).collect();
            Ok(ndarray_of(Array::from_vec(shape, samples)))
        }
        _ => Err(type_error(format!("Unsupported dtype {} for {name}", dtype.repr()))),
    }
}
