//! `_random`: Python's own stream; what `random` adds is written in the language (`library/random.tape`).

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};
use tape_random::{Mersenne, PythonRandom};

use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::{index_error, type_error, value_error};
use crate::methods::receiver::wrong_receiver;
use crate::native::{Args, NativeFunction};
use crate::number::to_big;
use crate::object::Object;
use crate::operator::Operator;
use crate::value::{Module, Value};
use crate::vm::Vm;

static RANDOM: NativeClass = NativeClass::new("Random")
    .module("random")
    .constructor(&NEW)
    .methods(METHODS)
    .doc("Random number generator base class.");

static NEW: NativeFunction = NativeFunction::new("Random", "(cls, x=None)", "A generator of its own.", |vm, args| {
    let generator = seeded(vm, &args[1])?;
    Ok(Value::object(Random { generator: RefCell::new(generator) }))
});

/// A generator.
struct Random {
    generator: RefCell<PythonRandom>,
}

impl Object for Random {
    fn class(&self) -> Rc<Class> {
        RANDOM.class()
    }
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Random.betavariate", "(self, alpha, beta)", "Beta distribution.", |vm, args| {
        draw2(vm, &args, PythonRandom::betavariate)
    })
    .python(),
    NativeFunction::new("Random.choice", "(self, seq)", "Choose a random element from a non-empty sequence.", choice)
        .python(),
    NativeFunction::new(
        "Random.choices",
        "(self, population, weights=None, *, cum_weights=None, k=1)",
        "Return a k sized list of population elements chosen with replacement.",
        choices,
    )
    .python(),
    NativeFunction::new("Random.expovariate", "(self, lambd)", "Exponential distribution.", |vm, args| {
        let rate = vm.float(&args[1])?;
        if rate == 0.0 {
            return Err(crate::exception::zero_division_error("float division by zero"));
        }
        Ok(Value::Float(this(&args)?.borrow_mut().expovariate(rate)))
    })
    .python(),
    NativeFunction::new("Random.gammavariate", "(self, alpha, beta)", "Gamma distribution.", |vm, args| {
        let (alpha, beta) = (vm.float(&args[1])?, vm.float(&args[2])?);
        if alpha <= 0.0 || beta <= 0.0 {
            return Err(value_error("gammavariate: alpha and beta must be > 0.0"));
        }
        Ok(Value::Float(this(&args)?.borrow_mut().gammavariate(alpha, beta)))
    })
    .python(),
    NativeFunction::new("Random.gauss", "(self, mu=0.0, sigma=1.0)", "Gaussian distribution.", |vm, args| {
        draw2(vm, &args, PythonRandom::gauss)
    })
    .python(),
    NativeFunction::new("Random.getrandbits", "(self, k, /)", "Generates an int with k random bits.", |vm, args| {
        let bits = vm.index(&args[1])?;
        let bits = u64::try_from(bits).map_err(|_| value_error("number of bits must be non-negative"))?;
        if bits > 1 << 33 {
            return Err(crate::exception::memory_error(""));
        }
        Ok(from_words(&this(&args)?.borrow_mut().getrandbits_words(bits)))
    }),
    NativeFunction::new(
        "Random.getstate",
        "(self)",
        "Return internal state; can be passed to setstate() later.",
        |_, args| {
            let generator = this(&args)?.borrow();
            let (mersenne, gauss_next) = generator.state();
            let (words, position) = mersenne.state();
            let state = words.iter().map(|&word| Value::Int(i64::from(word))).chain([Value::from(position)]);
            Ok(Value::tuple([Value::Int(3), Value::tuple(state), gauss_next.map_or(Value::None, Value::Float)]))
        },
    )
    .python(),
    NativeFunction::new("Random.lognormvariate", "(self, mu, sigma)", "Log normal distribution.", |vm, args| {
        draw2(vm, &args, PythonRandom::lognormvariate)
    })
    .python(),
    NativeFunction::new("Random.normalvariate", "(self, mu=0.0, sigma=1.0)", "Normal distribution.", |vm, args| {
        draw2(vm, &args, PythonRandom::normalvariate)
    })
    .python(),
    NativeFunction::new("Random.paretovariate", "(self, alpha)", "Pareto distribution.", |vm, args| {
        let alpha = vm.float(&args[1])?;
        Ok(Value::Float(this(&args)?.borrow_mut().paretovariate(alpha)))
    })
    .python(),
    NativeFunction::new("Random.randbytes", "(self, n)", "Generate n random bytes.", |vm, args| {
        let count = usize::try_from(vm.index(&args[1])?).map_err(|_| value_error("negative argument not allowed"))?;
        let bits = count.checked_mul(8).filter(|&bits| i32::try_from(bits).is_ok());
        let bits = bits.ok_or_else(|| crate::exception::overflow_error("Python int too large to convert to C int"))?;
        let words = this(&args)?.borrow_mut().getrandbits_words(bits as u64);
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).take(count).collect();
        Ok(Value::bytes(bytes))
    })
    .python(),
    NativeFunction::new(
        "Random.randint",
        "(self, a, b)",
        "Return random integer in range [a, b], including both end points.",
        |vm, args| {
            let (low, high) = (integer(vm, &args[1])?, integer(vm, &args[2])?);
            between(&args, &low, &(high + 1), &BigInt::from(1))
        },
    )
    .python(),
    NativeFunction::new("Random.random", "(self, /)", "random() -> x in the interval [0, 1).", |_, args| {
        Ok(Value::Float(this(&args)?.borrow_mut().random()))
    }),
    NativeFunction::new(
        "Random.randrange",
        "(self, start, stop=None, step=1)",
        "Choose a random item from range(stop) or range(start, stop[, step]).",
        |vm, args| {
            let start = integer(vm, &args[1])?;
            if args[2].is_none() {
                if !start.is_positive() {
                    return Err(value_error("empty range for randrange()"));
                }
                return between(&args, &BigInt::ZERO, &start, &BigInt::from(1));
            }
            let (stop, step) = (integer(vm, &args[2])?, integer(vm, &args[3])?);
            between(&args, &start, &stop, &step)
        },
    )
    .python(),
    NativeFunction::new(
        "Random.sample",
        "(self, population, k, *, counts=None)",
        "Chooses k unique random elements from a population sequence.",
        sample,
    )
    .python(),
    NativeFunction::new(
        "Random.seed",
        "(self, a=None, version=2)",
        "Initialize internal state from a seed.",
        |vm, args| {
            let generator = seeded(vm, &args[1])?;
            this(&args)?.replace(generator);
            Ok(Value::None)
        },
    )
    .python(),
    NativeFunction::new(
        "Random.setstate",
        "(self, state)",
        "Restore internal state from object returned by getstate().",
        |vm, args| {
            let generator = state_of(vm, &args[1])?;
            this(&args)?.replace(generator);
            Ok(Value::None)
        },
    )
    .python(),
    NativeFunction::new("Random.shuffle", "(self, x)", "Shuffle list x in place, and return None.", shuffle).python(),
    NativeFunction::new(
        "Random.triangular",
        "(self, low=0.0, high=1.0, mode=None)",
        "Triangular distribution.",
        |vm, args| {
            let (low, high) = (vm.float(&args[1])?, vm.float(&args[2])?);
            let mode = if args[3].is_none() { None } else { Some(vm.float(&args[3])?) };
            Ok(Value::Float(this(&args)?.borrow_mut().triangular(low, high, mode)))
        },
    )
    .python(),
    NativeFunction::new(
        "Random.uniform",
        "(self, a, b)",
        "Get a random number in the range [a, b) or [a, b] depending on rounding.",
        |vm, args| {
            if args[1..3].iter().any(|bound| bound.as_float().is_none()) {
                // It says of what is no number what the difference says.
                vm.binary(Operator::Sub, &args[2], &args[1])?;
            }
            draw2(vm, &args, PythonRandom::uniform)
        },
    )
    .python(),
    NativeFunction::new("Random.vonmisesvariate", "(self, mu, kappa)", "Circular data distribution.", |vm, args| {
        draw2(vm, &args, PythonRandom::vonmisesvariate)
    })
    .python(),
    NativeFunction::new("Random.weibullvariate", "(self, alpha, beta)", "Weibull distribution.", |vm, args| {
        draw2(vm, &args, PythonRandom::weibullvariate)
    })
    .python(),
];

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("_random", "Python's own stream.", &[]);
    module.dict.set_str("Random", Value::from(&RANDOM));
    Ok(module)
}

fn this<'a>(args: &Args<'a>) -> Result<&'a RefCell<PythonRandom>> {
    let random: Option<&Random> = args.values[0].downcast();
    random.map(|random| &random.generator).ok_or_else(|| wrong_receiver("Random", args.values.first()))
}

fn draw2(vm: &mut Vm, args: &Args<'_>, draw: fn(&mut PythonRandom, f64, f64) -> f64) -> Result<Value> {
    let (a, b) = (vm.float(&args[1])?, vm.float(&args[2])?);
    Ok(Value::Float(draw(&mut this(args)?.borrow_mut(), a, b)))
}

/// A generator seeded as `random.seed(value)` seeds it.
fn seeded(vm: &mut Vm, value: &Value) -> Result<PythonRandom> {
    Ok(match value.plain() {
        Value::None => PythonRandom::from_entropy(),
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => {
            PythonRandom::from_words(&to_big(value).unwrap_or_default().magnitude().to_u32_digits())
        }
        Value::Str(text) => PythonRandom::from_bytes(text.as_bytes()),
        Value::Bytes(bytes) => PythonRandom::from_bytes(bytes),
        Value::Float(_) => PythonRandom::from_hash(vm.hash(value)?),
        _ => {
            return Err(type_error("The only supported seed types are: None,\nint, float, str, bytes, and bytearray."));
        }
    })
}

/// The generator with a state that `getstate()` gave.
fn state_of(vm: &mut Vm, state: &Value) -> Result<PythonRandom> {
    let parts = vm.collect(state)?;
    let [version, words, gauss_next] = parts.as_slice() else {
        let problem = if parts.len() < 3 { "not enough" } else { "too many" };
        let given = if parts.len() < 3 { format!(", got {}", parts.len()) } else { String::new() };
        return Err(value_error(format!("{problem} values to unpack (expected 3{given})")));
    };
    if version.as_int() != Some(3) {
        let version = vm.str(version)?;
        let message = format!("state with version {version} passed to Random.setstate() of version 3");
        return Err(value_error(message));
    }
    let Value::Tuple(words) = words.plain() else { return Err(type_error("state vector must be a tuple")) };
    let numbers = words.iter().map(|word| vm.index(word)).collect::<Result<Vec<i64>>>()?;
    let Some((&position, words)) = numbers.split_last() else { return Err(wrong_size()) };
    let words: Vec<u32> = words.iter().map(|&word| word as u32).collect();
    let count = words.len();
    let words = words.try_into().map_err(|_| wrong_size())?;
    let position = usize::try_from(position).ok().filter(|&position| position <= count);
    let position = position.ok_or_else(|| value_error("invalid state"))?;
    let gauss_next = if gauss_next.is_none() { None } else { Some(vm.float(gauss_next)?) };
    Ok(PythonRandom::from_state(Mersenne::from_state(words, position), gauss_next))
}

fn wrong_size() -> crate::Raise {
    value_error("state vector is the wrong size")
}

fn integer(vm: &mut Vm, value: &Value) -> Result<BigInt> {
    // Floats that are whole were deprecated, not refused.
    if let Value::Float(float) = value.plain() {
        return match float {
            float if *float == float.trunc() && float.is_finite() => Ok(crate::number::float::to_int(*float)?),
            _ => Err(value_error("non-integer arg 1 for randrange()")),
        };
    }
    Ok(to_big(&vm.index_value(value)?).unwrap_or_default())
}

fn from_words(words: &[u32]) -> Value {
    Value::big(BigInt::from_slice(Sign::Plus, words))
}

/// A number below a positive limit.
fn below(generator: &RefCell<PythonRandom>, limit: &BigInt) -> BigInt {
    match limit.to_u64() {
        Some(limit) => generator.borrow_mut().below(limit).into(),
        None => BigInt::from_slice(Sign::Plus, &generator.borrow_mut().below_words(&limit.magnitude().to_u32_digits())),
    }
}

/// A number of `range(start, stop, step)`.
fn between(args: &Args<'_>, start: &BigInt, stop: &BigInt, step: &BigInt) -> Result<Value> {
    if step.is_zero() {
        return Err(value_error("zero step for randrange()"));
    }
    let width = stop - start;
    let one = BigInt::from(1);
    let count = if step.is_positive() { (&width + step - &one) / step } else { (&width + step + &one) / step };
    let is_empty = if step.is_positive() { !width.is_positive() } else { !width.is_negative() };
    if is_empty {
        let text = if *step == one {
            format!("empty range for randrange() ({start}, {stop}, {width})")
        } else {
            "empty range for randrange()".to_owned()
        };
        return Err(value_error(text));
    }
    Ok(Value::big(start + step * below(this(args)?, &count)))
}

fn choice(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let length = vm.length(&args[1])?;
    if length == 0 {
        return Err(index_error("Cannot choose from an empty sequence"));
    }
    let index = this(&args)?.borrow_mut().choice(length);
    vm.item(&args[1], &Value::from(index))
}

fn choices(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let population = vm.collect(&args[1])?;
    let k = usize::try_from(vm.index(&args[4])?).unwrap_or(0);
    let (weights, cumulative) = (&args[2], &args[3]);
    if !weights.is_none() && !cumulative.is_none() {
        return Err(type_error("Cannot specify both weights and cumulative weights"));
    }
    let drawn = if weights.is_none() && cumulative.is_none() {
        if population.is_empty() {
            return Err(index_error("list index out of range"));
        }
        this(&args)?.borrow_mut().choices(population.len(), k)
    } else {
        let cumulative = cumulated(vm, weights, cumulative)?;
        if cumulative.len() != population.len() {
            return Err(value_error("The number of weights does not match the population"));
        }
        let total = cumulative.last().copied().unwrap_or(0.0);
        if total <= 0.0 {
            return Err(value_error("Total of weights must be greater than zero"));
        }
        if !total.is_finite() {
            return Err(value_error("Total of weights must be finite"));
        }
        this(&args)?.borrow_mut().choices_weighted(&cumulative, k)
    };
    Ok(Value::list(drawn.into_iter().map(|index| population[index].clone()).collect()))
}

fn cumulated(vm: &mut Vm, weights: &Value, cumulative: &Value) -> Result<Vec<f64>> {
    let given = if weights.is_none() { cumulative } else { weights };
    let values = vm.collect(given)?.iter().map(|weight| vm.float(weight)).collect::<Result<Vec<f64>>>()?;
    if weights.is_none() {
        return Ok(values);
    }
    let running = values.into_iter().scan(0.0, |sum, weight| {
        *sum += weight;
        Some(*sum)
    });
    Ok(running.collect())
}

fn sample(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if matches!(args[1].plain(), Value::Set(_) | Value::FrozenSet(_) | Value::Dict(_))
        || vm.length_of(&args[1]).is_none()
    {
        return Err(type_error("Population must be a sequence.  For dicts or sets, use sorted(d)."));
    }
    let mut population = vm.collect(&args[1])?;
    if !args[3].is_none() {
        let counts = vm.collect(&args[3])?;
        if counts.len() != population.len() {
            return Err(value_error("The number of counts does not match the population"));
        }
        let mut repeated = Vec::new();
        for (item, count) in population.iter().zip(&counts) {
            let count = usize::try_from(vm.index(count)?).map_err(|_| value_error("Counts must be non-negative"))?;
            repeated.extend(std::iter::repeat_n(item.clone(), count));
        }
        population = repeated;
    }
    let k = vm.index(&args[2])?;
    if !(0..=population.len() as i64).contains(&k) {
        return Err(value_error("Sample larger than population or is negative"));
    }
    let drawn = this(&args)?.borrow_mut().sample(population.len(), k as usize);
    Ok(Value::list(drawn.into_iter().map(|index| population[index].clone()).collect()))
}

fn shuffle(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let generator = this(&args)?;
    if let Value::List(list) = args[1].plain() {
        generator.borrow_mut().shuffle(&mut list.borrow_mut());
        return Ok(Value::None);
    }
    // Anything else is shuffled through its items.
    let mut order: Vec<usize> = (0..vm.length(&args[1])?).collect();
    let items = vm.collect(&args[1])?;
    generator.borrow_mut().shuffle(&mut order);
    for (to, from) in order.into_iter().enumerate() {
        vm.set_item(&args[1], &Value::from(to), items[from].clone())?;
    }
    Ok(Value::None)
}
