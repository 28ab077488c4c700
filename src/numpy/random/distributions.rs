//! Distributions, one method each, for `RandomState` and `Generator` alike.

use std::cell::RefCell;

use tape_lang::exception::{overflow_error, type_error, value_error};
use tape_lang::{Args, NativeClass, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::broadcast_to;
use tape_tensor::random::{LegacyNumpy, Pcg64Generator, Samplers};
use tape_tensor::{Array, DType, Shape};

use super::generator::Generator;
use super::legacy::RandomState;
use super::multivariate;
use crate::arguments::shape;
use crate::error::from_kernel;
use crate::{convert, ndarray_of};

/// What has the distributions: the common base of `RandomState` and `Generator`.
pub static DISTRIBUTIONS: NativeClass = NativeClass::new("Distributions").module("numpy.random").methods(METHODS);

/// Either generator.
pub enum Source<'a> {
    /// `RandomState`.
    Legacy(&'a RefCell<LegacyNumpy>),
    /// `Generator`.
    New(&'a RefCell<Pcg64Generator>),
}

impl Source<'_> {
    /// The generator that a value is.
    ///
    /// # Errors
    /// `TypeError` where it is none.
    pub fn of(value: &Value) -> Result<Source<'_>> {
        if let Some(state) = value.downcast::<RandomState>() {
            return Ok(Source::Legacy(&state.0));
        }
        match value.downcast::<Generator>() {
            Some(generator) => Ok(Source::New(&generator.0)),
            None => Err(type_error("a random generator is needed")),
        }
    }

    /// Draws floats.
    pub fn floats(&self, count: usize, draw: impl Fn(&mut dyn FloatSource, usize) -> f64) -> Vec<f64> {
        match self {
            Source::Legacy(state) => {
                let mut state = state.borrow_mut();
                (0..count).map(|nth| draw(&mut *state, nth)).collect()
            }
            Source::New(state) => {
                let mut state = state.borrow_mut();
                (0..count).map(|nth| draw(&mut *state, nth)).collect()
            }
        }
    }
}

/// The samplers of one kind of generator, whichever it is.
pub trait FloatSource {
    /// A value of a continuous distribution.
    fn continuous(&mut self, of: Continuous, parameters: [f64; 3]) -> f64;
    /// A value of a distribution of whole numbers.
    fn discrete(&mut self, of: Discrete, parameters: [f64; 3]) -> i64;
}

/// The continuous distributions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Continuous {
    Uniform,
    Normal,
    StandardNormal,
    Exponential,
    StandardExponential,
    Gamma,
    StandardGamma,
    Beta,
    ChiSquare,
    F,
    StudentT,
    StandardCauchy,
    Lognormal,
    Laplace,
    Logistic,
    Gumbel,
    Rayleigh,
    Pareto,
    Weibull,
    Power,
    Triangular,
    Vonmises,
}

/// The distributions of whole numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Discrete {
    Poisson,
    Binomial,
    NegativeBinomial,
    Geometric,
}

impl<S: Samplers> FloatSource for S {
    fn continuous(&mut self, of: Continuous, [a, b, c]: [f64; 3]) -> f64 {
        match of {
            Continuous::Uniform => self.uniform(a, b),
            Continuous::Normal => self.normal(a, b),
            Continuous::StandardNormal => self.standard_normal(),
            Continuous::Exponential => self.exponential(a),
            Continuous::StandardExponential => self.standard_exponential(),
            Continuous::Gamma => self.gamma(a, b),
            Continuous::StandardGamma => self.standard_gamma(a),
            Continuous::Beta => self.beta(a, b),
            Continuous::ChiSquare => self.chisquare(a),
            Continuous::F => self.f(a, b),
            Continuous::StudentT => self.standard_t(a),
            Continuous::StandardCauchy => self.standard_cauchy(),
            Continuous::Lognormal => self.lognormal(a, b),
            Continuous::Laplace => self.laplace(a, b),
            Continuous::Logistic => self.logistic(a, b),
            Continuous::Gumbel => self.gumbel(a, b),
            Continuous::Rayleigh => self.rayleigh(a),
            Continuous::Pareto => self.pareto(a),
            Continuous::Weibull => self.weibull(a),
            Continuous::Power => self.power(a),
            Continuous::Triangular => self.triangular(a, b, c),
            Continuous::Vonmises => self.vonmises(a, b),
        }
    }

    fn discrete(&mut self, of: Discrete, [a, b, _]: [f64; 3]) -> i64 {
        match of {
            Discrete::Poisson => self.poisson(a),
            Discrete::Binomial => self.binomial(a as i64, b),
            Discrete::NegativeBinomial => self.negative_binomial(a, b),
            Discrete::Geometric => self.geometric(a),
        }
    }
}

/// Declares the methods: a name, its signature, the distribution, how many parameters it has, and what they must fulfil.
macro_rules! methods {
    ($($name:literal $signature:literal $doc:literal $kind:ident $of:ident [$($place:literal $parameter:literal: $condition:expr => $refusal:literal),*];)*) => {
        /// The methods.
        pub static METHODS: &[NativeFunction] = &[
            $(NativeFunction::new($name, $signature, $doc, |vm, args| {
                let parameters = Parameters::read(vm, &args)?;
                $(parameters.check($place, $condition, $refusal)?;)*
                parameters.$kind($kind!($of))
            }),)*
            NativeFunction::new("multivariate_normal", "(self, mean, cov, size=None, check_valid='warn', tol=1e-8)", "Samples of a multivariate normal distribution.", multivariate::normal),
            NativeFunction::new("multinomial", "(self, n, pvals, size=None)", "Samples of a multinomial distribution.", multivariate::multinomial),
            NativeFunction::new("dirichlet", "(self, alpha, size=None)", "Samples of a Dirichlet distribution.", multivariate::dirichlet),
        ];
    };
}

macro_rules! continuous {
    ($of:ident) => {
        Continuous::$of
    };
}

macro_rules! discrete {
    ($of:ident) => {
        Discrete::$of
    };
}

methods! {
    "uniform" "(self, low=0.0, high=1.0, size=None)" "Samples of a uniform distribution." continuous Uniform [];
    "normal" "(self, loc=0.0, scale=1.0, size=None)" "Samples of a normal distribution." continuous Normal [1 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "exponential" "(self, scale=1.0, size=None)" "Samples of an exponential distribution." continuous Exponential [0 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "gamma" "(self, shape, scale=1.0, size=None)" "Samples of a gamma distribution." continuous Gamma [0 "shape": |x: f64| x >= 0.0 => "shape < 0", 1 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "beta" "(self, a, b, size=None)" "Samples of a beta distribution." continuous Beta [0 "a": |x: f64| x > 0.0 => "a <= 0", 1 "b": |x: f64| x > 0.0 => "b <= 0"];
    "chisquare" "(self, df, size=None)" "Samples of a chi-square distribution." continuous ChiSquare [0 "df": |x: f64| x > 0.0 => "df <= 0"];
    "f" "(self, dfnum, dfden, size=None)" "Samples of an F distribution." continuous F [0 "dfnum": |x: f64| x > 0.0 => "dfnum <= 0", 1 "dfden": |x: f64| x > 0.0 => "dfden <= 0"];
    "standard_t" "(self, df, size=None)" "Samples of Student's t distribution." continuous StudentT [0 "df": |x: f64| x > 0.0 => "df <= 0"];
    "standard_cauchy" "(self, size=None)" "Samples of a Cauchy distribution." continuous StandardCauchy [];
    "lognormal" "(self, mean=0.0, sigma=1.0, size=None)" "Samples of a log-normal distribution." continuous Lognormal [1 "sigma": |x: f64| x >= 0.0 => "sigma < 0"];
    "laplace" "(self, loc=0.0, scale=1.0, size=None)" "Samples of a Laplace distribution." continuous Laplace [1 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "logistic" "(self, loc=0.0, scale=1.0, size=None)" "Samples of a logistic distribution." continuous Logistic [1 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "gumbel" "(self, loc=0.0, scale=1.0, size=None)" "Samples of a Gumbel distribution." continuous Gumbel [1 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "rayleigh" "(self, scale=1.0, size=None)" "Samples of a Rayleigh distribution." continuous Rayleigh [0 "scale": |x: f64| x >= 0.0 => "scale < 0"];
    "pareto" "(self, a, size=None)" "Samples of a Pareto distribution." continuous Pareto [0 "a": |x: f64| x > 0.0 => "a <= 0"];
    "weibull" "(self, a, size=None)" "Samples of a Weibull distribution." continuous Weibull [0 "a": |x: f64| x >= 0.0 => "a < 0"];
    "power" "(self, a, size=None)" "Samples of a power distribution." continuous Power [0 "a": |x: f64| x > 0.0 => "a <= 0"];
    "triangular" "(self, left, mode, right, size=None)" "Samples of a triangular distribution." continuous Triangular [];
    "vonmises" "(self, mu, kappa, size=None)" "Samples of a von Mises distribution." continuous Vonmises [1 "kappa": |x: f64| x >= 0.0 => "kappa < 0"];
    "poisson" "(self, lam=1.0, size=None)" "Samples of a Poisson distribution." discrete Poisson [0 "lam": |x: f64| x >= 0.0 => "lam < 0 or lam is NaN"];
    "binomial" "(self, n, p, size=None)" "Samples of a binomial distribution." discrete Binomial [0 "n": |x: f64| x >= 0.0 => "n < 0", 1 "p": |x: f64| (0.0..=1.0).contains(&x) => "p < 0, p > 1 or p is NaN"];
    "negative_binomial" "(self, n, p, size=None)" "Samples of a negative binomial distribution." discrete NegativeBinomial [0 "n": |x: f64| x > 0.0 => "n <= 0", 1 "p": |x: f64| x > 0.0 && x <= 1.0 => "p <= 0, p > 1 or p is NaN"];
    "geometric" "(self, p, size=None)" "Samples of a geometric distribution." discrete Geometric [0 "p": |x: f64| x > 0.0 && x <= 1.0 => "p <= 0, p > 1 or p contains NaNs"];
}

/// The parameters of a call, broadcast to the shape of the samples.
pub struct Parameters<'a> {
    source: Source<'a>,
    values: Vec<Array>,
    /// The shape of the result; nothing for one bare number.
    shape: Option<Shape>,
}

impl Parameters<'_> {
    /// Reads the parameters between the generator and `size`.
    fn read<'a>(vm: &mut Vm, args: &Args<'a>) -> Result<Parameters<'a>> {
        let [this, given @ .., size] = args.values else { return Err(type_error("a random generator is needed")) };
        let mut values = Vec::with_capacity(given.len());
        let mut together = Shape::SCALAR;
        for value in given {
            let array = cast(&convert::array(vm, value)?, DType::Float64).map_err(from_kernel)?;
            together = together.broadcast(array.shape()).ok_or_else(|| {
                value_error(format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape \
                     {} and arg 1 with shape {}.",
                    crate::error::tuple(&together),
                    crate::error::tuple(array.shape())
                ))
            })?;
            values.push(array);
        }
        let asked = if size.is_none() { None } else { Some(shape(vm, size)?) };
        if let Some(asked) = &asked
            && together.broadcast(asked).as_ref() != Some(asked)
        {
            return Err(value_error(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape {} \
                 and arg 1 with shape {}.",
                crate::error::tuple(asked),
                crate::error::tuple(&together)
            )));
        }
        let shape = asked.or_else(|| (together.rank() > 0).then_some(together));
        if let Some(shape) = &shape {
            tape_tensor::array::check_size(shape, DType::Float64).map_err(from_kernel)?;
        }
        Ok(Parameters { source: Source::of(this)?, values, shape })
    }

    fn check(&self, place: usize, holds: fn(f64) -> bool, refusal: &str) -> Result<()> {
        let values = self.values.get(place).and_then(|array| array.as_slice::<f64>()).unwrap_or_default();
        if values.iter().all(|&value| holds(value)) { Ok(()) } else { Err(value_error(refusal)) }
    }

    /// The parameters of each sample.
    fn spread(&self) -> Result<Vec<Array>> {
        let shape = self.shape.clone().unwrap_or(Shape::SCALAR);
        let spread = |array: &Array| {
            if array.len() == 1 { Ok(array.clone()) } else { broadcast_to(array, &shape).map_err(from_kernel) }
        };
        self.values.iter().map(spread).collect()
    }

    fn continuous(self, of: Continuous) -> Result<Value> {
        if of == Continuous::Uniform {
            self.check_range()?;
        }
        let values = self.spread()?;
        let count = self.shape.as_ref().map_or(1, |shape| shape.elements());
        let samples = self.source.floats(count, |source, nth| source.continuous(of, parameters(&values, nth)));
        match (self.shape, &samples[..]) {
            (Some(shape), _) => Ok(ndarray_of(Array::from_vec(shape, samples))),
            (None, [one]) => Ok(Value::Float(*one)),
            (None, _) => Ok(Value::None),
        }
    }

    fn discrete(self, of: Discrete) -> Result<Value> {
        let values = self.spread()?;
        let count = self.shape.as_ref().map_or(1, |shape| shape.elements());
        let draw = |source: &mut dyn FloatSource, nth: usize| source.discrete(of, parameters(&values, nth));
        let samples: Vec<i64> = match &self.source {
            Source::Legacy(state) => (0..count).map(|nth| draw(&mut *state.borrow_mut(), nth)).collect(),
            Source::New(state) => (0..count).map(|nth| draw(&mut *state.borrow_mut(), nth)).collect(),
        };
        match (self.shape, &samples[..]) {
            (Some(shape), _) => Ok(ndarray_of(Array::from_vec(shape, samples))),
            (None, [one]) => Ok(Value::Int(*one)),
            (None, _) => Ok(Value::None),
        }
    }

    fn check_range(&self) -> Result<()> {
        let [low, high] = &self.values[..] else { return Ok(()) };
        let range = crate::ufunc::quiet_binary(crate::ufunc::Binary::Subtract, high, low)?;
        if range.as_slice::<f64>().is_some_and(|range| range.iter().any(|x| !x.is_finite())) {
            return Err(overflow_error("Range exceeds valid bounds"));
        }
        Ok(())
    }
}

fn parameters(values: &[Array], nth: usize) -> [f64; 3] {
    let mut parameters = [0.0; 3];
    for (parameter, array) in parameters.iter_mut().zip(values) {
        let elements = array.as_slice::<f64>().unwrap_or_default();
        *parameter = elements.get(if elements.len() == 1 { 0 } else { nth }).copied().unwrap_or(f64::NAN);
    }
    parameters
}

/// Samples of a distribution without parameters: a bare float where no shape is asked for.
///
/// # Errors
/// What reading the shape raises.
pub fn standard(vm: &mut Vm, this: &Value, size: &Value, of: Continuous, shape_argument: f64) -> Result<Value> {
    let source = Source::of(this)?;
    if size.is_none() {
        let one = source.floats(1, |source, _| source.continuous(of, [shape_argument, 1.0, 0.0]));
        return Ok(one.first().map_or(Value::None, |one| Value::Float(*one)));
    }
    let shape = shape(vm, size)?;
    tape_tensor::array::check_size(&shape, DType::Float64).map_err(from_kernel)?;
    let samples = source.floats(shape.elements(), |source, _| source.continuous(of, [shape_argument, 1.0, 0.0]));
    Ok(ndarray_of(Array::from_vec(shape, samples)))
}
