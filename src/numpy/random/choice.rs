//! Integers, choices and shuffles.

use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{broadcast_to, take};
use tape_tensor::random::numpy::BoundedInt;
use tape_tensor::random::{LegacyNumpy, Pcg64Generator};
use tape_tensor::{Array, DType, Element, Shape};

use super::distributions::Source;
use crate::arguments::shape;
use crate::convert::{self, bounds};
use crate::descr;
use crate::error::from_kernel;
use crate::ndarray::NdArray;
use crate::{give, ndarray_of, value_of};

/// The bounds of a call for integers: the highest one included, a pair a sample.
struct Bounds {
    pairs: Vec<(i128, i128)>,
    shape: Option<Shape>,
    dtype: DType,
}

impl Bounds {
    fn read(vm: &mut Vm, args: &Args<'_>, dtype: DType, endpoint: bool) -> Result<Bounds> {
        let (low, high) = if args[2].is_none() { (&Value::Int(0), &args[1]) } else { (&args[1], &args[2]) };
        let whole = |vm: &mut Vm, value: &Value| -> Result<Array> {
            let array = convert::array(vm, value)?;
            cast(&array, DType::Int64).map_err(from_kernel)
        };
        let (low, high) = (whole(vm, low)?, whole(vm, high)?);
        let together = low.shape().broadcast(high.shape());
        let together = together.ok_or_else(|| crate::error::cannot_broadcast(&[low.shape(), high.shape()]))?;
        let asked = if args[3].is_none() { None } else { Some(shape(vm, &args[3])?) };
        let shape = asked.or_else(|| (together.rank() > 0).then(|| together.clone()));
        if let Some(shape) = &shape {
            tape_tensor::array::check_size(shape, dtype).map_err(from_kernel)?;
        }
        let spread_shape = if together.rank() == 0 { Shape::SCALAR } else { shape.clone().unwrap_or(together) };
        let spread = |array: &Array| broadcast_to(array, &spread_shape).map_err(from_kernel);
        let (low, high) = (spread(&low)?, spread(&high)?);
        let (least, greatest) = if dtype == DType::Bool { (0, 1) } else { bounds(dtype) };
        let mut pairs = Vec::with_capacity(low.len());
        let numbers = low.as_slice::<i64>().unwrap_or_default().iter().zip(high.as_slice::<i64>().unwrap_or_default());
        for (&low, &high) in numbers {
            let (low, high) = (i128::from(low), i128::from(high) - i128::from(!endpoint));
            match () {
                () if low < least => return Err(value_error(format!("low is out of bounds for {dtype}"))),
                () if high > greatest => return Err(value_error(format!("high is out of bounds for {dtype}"))),
                () if low > high => return Err(value_error(if endpoint { "low > high" } else { "low >= high" })),
                () => pairs.push((low, high)),
            }
        }
        Ok(Bounds { pairs, shape, dtype })
    }

    fn draw<T: BoundedInt + Element + TryFrom<i128>>(&self, source: &Source<'_>) -> Array {
        let count = self.shape.as_ref().map_or(1, |shape| shape.elements());
        let shape = self.shape.clone().unwrap_or(Shape::SCALAR);
        let number = |int: i128| T::try_from(int).unwrap_or_default();
        if let [(low, high)] = self.pairs[..] {
            let mut samples = vec![T::default(); count];
            match source {
                Source::Legacy(state) => state.borrow_mut().randint(number(low), number(high), &mut samples),
                Source::New(state) => state.borrow_mut().integers(number(low), number(high), &mut samples),
            }
            return Array::from_vec(shape, samples);
        }
        let pairs = self.pairs.iter().map(|&(low, high)| (number(low), number(high)));
        Array::from_vec(
            shape,
            match source {
                Source::Legacy(state) => state.borrow_mut().randint_each(pairs),
                Source::New(state) => state.borrow_mut().integers_each(pairs),
            },
        )
    }

    fn draw_bools(&self, source: &Source<'_>) -> Array {
        let count = self.shape.as_ref().map_or(1, |shape| shape.elements());
        let mut samples = vec![false; count];
        if let Some(&(low, high)) = self.pairs.first() {
            match source {
                Source::Legacy(state) => state.borrow_mut().randint(low == 1, high == 1, &mut samples),
                Source::New(state) => state.borrow_mut().integers(low == 1, high == 1, &mut samples),
            }
        }
        Array::from_vec(self.shape.clone().unwrap_or(Shape::SCALAR), samples)
    }

    fn drawn(&self, source: &Source<'_>) -> Result<Array> {
        Ok(match self.dtype {
            DType::Bool => self.draw_bools(source),
            DType::Int8 => self.draw::<i8>(source),
            DType::Int16 => self.draw::<i16>(source),
            DType::Int32 => self.draw::<i32>(source),
            DType::Int64 => self.draw::<i64>(source),
            DType::UInt8 => self.draw::<u8>(source),
            DType::UInt16 => self.draw::<u16>(source),
            DType::UInt32 => self.draw::<u32>(source),
            DType::UInt64 => self.draw::<u64>(source),
            other => return Err(type_error(format!("Unsupported dtype dtype('{other}') for randint"))),
        })
    }
}

/// `RandomState.randint`: a bare integer where neither a shape nor a dtype is asked for.
pub fn randint(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = args.get(4).is_some();
    let dtype = match args.get(4) {
        Some(dtype) => descr::number(vm, dtype)?.unwrap_or(DType::Int64),
        None => DType::Int64,
    };
    let bounds = Bounds::read(vm, &args, dtype, false)?;
    let drawn = bounds.drawn(&Source::of(&args[0])?)?;
    match drawn.as_slice::<i64>() {
        Some([one]) if bounds.shape.is_none() && !own => Ok(Value::Int(*one)),
        _ => Ok(value_of(drawn)),
    }
}

/// `Generator.integers`.
pub fn integers(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let dtype = match args.get(4) {
        Some(dtype) => descr::number(vm, dtype)?.unwrap_or(DType::Int64),
        None => DType::Int64,
    };
    let endpoint = vm.truth(&args[5])?;
    let bounds = Bounds::read(vm, &args, dtype, endpoint)?;
    Ok(value_of(bounds.drawn(&Source::of(&args[0])?)?))
}

/// What is chosen from.
enum Population {
    /// The numbers below this one.
    Range(usize),
    /// The slices of an array along an axis.
    Array(crate::items::Items, usize),
}

impl Population {
    fn read(vm: &mut Vm, value: &Value, axis: Option<&Value>) -> Result<Population> {
        if vm.has_index(value) && value.downcast::<NdArray>().is_none() {
            return Ok(Population::Range(usize::try_from(vm.index(value)?).unwrap_or(0)));
        }
        let items = convert::items(vm, value)?;
        match (items.rank(), axis) {
            (0, _) => Ok(Population::Range(usize::try_from(vm.index(value)?).unwrap_or(0))),
            (1, None) => Ok(Population::Array(items, 0)),
            (_, None) => Err(value_error("a must be 1-dimensional")),
            (rank, Some(axis)) => {
                let axis = crate::arguments::axis(vm, axis, rank)?;
                Ok(Population::Array(items, axis))
            }
        }
    }

    fn count(&self) -> usize {
        match self {
            Population::Range(count) => *count,
            Population::Array(items, axis) => items.shape()[*axis],
        }
    }

    fn empty_message(&self) -> &'static str {
        match self {
            Population::Range(_) => "a must be greater than 0 unless no samples are taken",
            Population::Array(..) => "'a' cannot be empty unless no samples are taken",
        }
    }
}

/// The weights of a choice, checked.
fn weights(vm: &mut Vm, value: &Value, count: usize) -> Result<Option<Vec<f64>>> {
    if value.is_none() {
        return Ok(None);
    }
    let array = cast(&convert::array(vm, value)?, DType::Float64).map_err(from_kernel)?;
    if array.shape().rank() != 1 {
        return Err(value_error("'p' must be 1-dimensional"));
    }
    if array.len() != count {
        return Err(value_error("'a' and 'p' must have same size"));
    }
    let weights = array.as_slice::<f64>().unwrap_or_default().to_vec();
    if weights.iter().any(|weight| weight.is_nan()) {
        return Err(value_error("probabilities contain NaN"));
    }
    if weights.iter().any(|&weight| weight < 0.0) {
        return Err(value_error("probabilities are not non-negative"));
    }
    if (weights.iter().sum::<f64>() - 1.0).abs() > f64::EPSILON.sqrt() {
        return Err(value_error("probabilities do not sum to 1"));
    }
    Ok(Some(weights))
}

/// Which samples are drawn: with or without replacement, shuffled or not.
struct Draw {
    weights: Option<Vec<f64>>,
    replace: bool,
    shuffle: bool,
}

impl Draw {
    fn legacy(&self, state: &mut LegacyNumpy, count: usize, size: usize) -> Vec<usize> {
        match &self.weights {
            Some(weights) => state.choice_weighted(weights, size, self.replace),
            None => state.choice(count, size, self.replace),
        }
    }

    fn modern(&self, state: &mut Pcg64Generator, count: usize, size: usize) -> Vec<usize> {
        match &self.weights {
            Some(weights) => state.choice_weighted(weights, size, self.replace),
            None if self.replace => state.choice(count, size),
            None => state.choice_without_replacement(count, size, self.shuffle),
        }
    }
}

fn chosen(vm: &mut Vm, args: &Args<'_>, axis: Option<&Value>, shuffle: bool, refusal: &str) -> Result<Value> {
    let population = Population::read(vm, &args[1], axis)?;
    let count = population.count();
    let asked = if args[2].is_none() { None } else { Some(shape(vm, &args[2])?) };
    let size = asked.as_ref().map_or(1, |shape| shape.elements());
    let draw = Draw { weights: weights(vm, &args[4], count)?, replace: vm.truth(&args[3])?, shuffle };
    if count == 0 && size > 0 {
        return Err(value_error(population.empty_message()));
    }
    tape_tensor::array::check_size(&[size].into(), DType::Int64).map_err(from_kernel)?;
    if !draw.replace {
        if size > count {
            return Err(value_error(refusal));
        }
        if draw.weights.as_ref().is_some_and(|weights| weights.iter().filter(|&&weight| weight > 0.0).count() < size) {
            return Err(value_error("Fewer non-zero entries in p than size"));
        }
    }
    let indices = match Source::of(&args[0])? {
        Source::Legacy(state) => draw.legacy(&mut state.borrow_mut(), count, size),
        Source::New(state) => draw.modern(&mut state.borrow_mut(), count, size),
    };
    gathered(&population, indices, asked)
}

fn gathered(population: &Population, indices: Vec<usize>, asked: Option<Shape>) -> Result<Value> {
    match population {
        Population::Range(_) => match (asked, &indices[..]) {
            (None, [one]) => Ok(Value::from(*one)),
            (None, _) => Ok(Value::None),
            (Some(shape), _) => {
                let numbers: Vec<i64> = indices.into_iter().map(|index| index as i64).collect();
                Ok(value_of(Array::from_vec(shape, numbers)))
            }
        },
        Population::Array(items, axis) => {
            let taken = take(&items.array, *axis, &indices).map_err(from_kernel)?;
            let own = items.shape();
            let sizes = asked.as_ref().map(|shape| shape.to_vec()).unwrap_or_default();
            let shape: Shape = own[..*axis].iter().chain(&sizes).chain(&own[axis + 1..]).copied().collect();
            Ok(give(items.with(taken.with_shape(shape))))
        }
    }
}

/// `RandomState.choice`.
pub fn legacy_choice(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    chosen(vm, &args, None, true, "Cannot take a larger sample than population when 'replace=False'")
}

/// `Generator.choice`.
pub fn new_choice(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shuffle = vm.truth(&args[6])?;
    let refusal = "Cannot take a larger sample than population when replace is False";
    chosen(vm, &args, Some(&args[5]), shuffle, refusal)
}

/// An order of so many things.
fn order(this: &Value, count: usize) -> Result<Vec<usize>> {
    Ok(match Source::of(this)? {
        Source::Legacy(state) => state.borrow_mut().permutation(count),
        Source::New(state) => state.borrow_mut().permutation(count),
    })
}

/// `shuffle`: in place.
pub fn shuffle(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let this = &args[0];
    if let Some(array) = args[1].downcast::<NdArray>() {
        array.check_writeable()?;
        let items = array.items();
        let axis = match args.get(2) {
            Some(axis) => crate::arguments::axis(vm, axis, items.rank())?,
            None if items.rank() == 0 => return Err(type_error("len() of unsized object")),
            None => 0,
        };
        let order = order(this, items.shape()[axis])?;
        array.fill_all(&take(&items.array, axis, &order).map_err(from_kernel)?)?;
        return Ok(Value::None);
    }
    let length = vm.length(&args[1])?;
    let order = order(this, length)?;
    if let Value::List(list) = args[1].plain() {
        let old = list.to_vec();
        let new: Vec<Value> = order.into_iter().filter_map(|place| old.get(place).cloned()).collect();
        let list = Rc::clone(list);
        let replaced = std::mem::replace(&mut *list.borrow_mut(), new);
        drop(replaced);
        return Ok(Value::None);
    }
    let old = vm.collect(&args[1])?;
    for (place, source) in order.into_iter().enumerate() {
        if let Some(value) = old.get(source) {
            vm.set_item(&args[1], &Value::from(place), value.clone())?;
        }
    }
    Ok(Value::None)
}

/// `permutation`: a shuffled range, or a shuffled copy.
pub fn permutation(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if vm.has_index(&args[1]) && args[1].downcast::<NdArray>().is_none() {
        let count = crate::arguments::count(vm, &args[1])?;
        tape_tensor::array::check_size(&[count].into(), DType::Int64).map_err(from_kernel)?;
        let order = order(&args[0], count)?;
        return Ok(ndarray_of(Array::from_vec([count], order.into_iter().map(|place| place as i64).collect())));
    }
    let items = convert::items(vm, &args[1])?;
    if items.rank() == 0 {
        return Err(crate::error::axis_error(0, 0));
    }
    let axis = match args.get(2) {
        Some(axis) => crate::arguments::axis(vm, axis, items.rank())?,
        None => 0,
    };
    let order = order(&args[0], items.shape()[axis])?;
    Ok(Value::object(NdArray::new(items.with(take(&items.array, axis, &order).map_err(from_kernel)?))))
}
