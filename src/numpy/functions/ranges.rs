//! Numbers at even distances.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, broadcast_to};
use tape_tensor::{Array, DType, Shape};

use crate::arguments::{axis, count, dtype_or, unsupported};
use crate::error::from_kernel;
use crate::promote::{as_float, promote};
use crate::ufunc::{Binary, Operand, Unary, quiet_binary, quiet_unary};
use crate::{convert, ndarray_of, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "arange",
        "(start=<none>, stop=<none>, step=<none>, dtype=None, *, device=None, like=None)",
        "Evenly spaced values within an interval.",
        arange,
    ),
    NativeFunction::new(
        "linspace",
        "(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)",
        "Evenly spaced numbers over an interval.",
        linspace,
    )
    .python(),
    NativeFunction::new(
        "logspace",
        "(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
        "Numbers spaced evenly on a log scale.",
        logspace,
    )
    .python(),
    NativeFunction::new(
        "geomspace",
        "(start, stop, num=50, endpoint=True, dtype=None, axis=0)",
        "Numbers in geometric progression.",
        geomspace,
    )
    .python(),
];

fn arange(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let given = |index: usize| args.get(index).filter(|value| !value.is_none());
    let zero = Value::Int(0);
    let (start, stop) = match (given(0), given(1)) {
        (Some(start), Some(stop)) => (start, stop),
        (Some(stop), None) | (None, Some(stop)) => (&zero, stop),
        (None, None) => return Err(type_error("arange() requires stop to be specified.")),
    };
    let one = Value::Int(1);
    let step = given(2).unwrap_or(&one);
    let operands = [Operand::read(vm, start)?, Operand::read(vm, stop)?, Operand::read(vm, step)?];
    let implied = operands.iter().map(Operand::own_dtype).reduce(promote).unwrap_or(DType::Int64);
    let implied = if implied == DType::Bool { DType::Int64 } else { implied };
    let dtype = dtype_or(vm, &args[3], implied)?;
    if implied.is_complex() {
        return Err(unsupported("arange of complex numbers"));
    }
    let [start, stop, step] = [vm.float(start)?, vm.float(stop)?, vm.float(step)?];
    if step == 0.0 {
        return Err(tape_lang::exception::zero_division_error("division by zero"));
    }
    let length = ((stop - start) / step).ceil();
    if length.is_nan() {
        return Err(value_error("arange: cannot compute length"));
    }
    if length > 1e15 {
        return Err(value_error("Maximum allowed size exceeded"));
    }
    let length = length.max(0.0) as usize;
    tape_tensor::array::check_size(&Shape::from([length]), dtype).map_err(from_kernel)?;
    ranged(&operands, [start, step], length, dtype)
}

/// The numbers of an `arange`: numpy takes the step as the difference of the first two, in the dtype of the result.
fn ranged(operands: &[Operand; 3], [start, step]: [f64; 2], length: usize, dtype: DType) -> Result<Value> {
    let whole = |operand: &Operand| operand.own_dtype().is_integer() || operand.own_dtype() == DType::Bool;
    let numbers = if whole(&operands[0]) && whole(&operands[2]) {
        let exact = |operand: &Operand| {
            let wide = cast(&operand.array(), DType::Int64).map_err(from_kernel)?;
            Ok::<i64, tape_lang::Raise>(wide.as_slice::<i64>().and_then(|wide| wide.first().copied()).unwrap_or(0))
        };
        let (start, step) = (exact(&operands[0])?, exact(&operands[2])?);
        Array::from_vec([length], (0..length as i64).map(|k| start.wrapping_add(step.wrapping_mul(k))).collect())
    } else if dtype == DType::Float32 {
        let (first, second) = (start as f32, (start + step) as f32);
        let delta = second - first;
        Array::from_vec([length], (0..length).map(|k| first + k as f32 * delta).collect())
    } else {
        let delta = (start + step) - start;
        Array::from_vec([length], (0..length).map(|k| start + k as f64 * delta).collect())
    };
    Ok(ndarray_of(cast(&numbers, dtype).map_err(from_kernel)?))
}

/// `count` numbers from `start` to `stop` along a new first axis, and the step between them.
///
/// # Errors
/// What the arithmetic raises.
pub fn spaced(start: &Array, stop: &Array, count: usize, endpoint: bool) -> Result<(Array, Array)> {
    let dtype = promote(as_float(promote(start.dtype(), stop.dtype())), DType::Float64);
    let (start, stop) = (cast(start, dtype).map_err(from_kernel)?, cast(stop, dtype).map_err(from_kernel)?);
    let gaps = count as f64 - if endpoint { 1.0 } else { 0.0 };
    let distance = quiet_binary(Binary::Subtract, &stop, &start)?;
    let column: Shape = std::iter::once(count).chain(std::iter::repeat_n(1, distance.shape().rank())).collect();
    let numbers = Array::from_vec(column, (0..count).map(|k| k as f64).collect());
    let gap = Array::scalar(gaps);
    let step = quiet_binary(Binary::Divide, &distance, &gap)?;
    let is_zero =
        cast(&step, DType::Bool).map_err(from_kernel)?.as_slice::<bool>().is_some_and(|step| step.contains(&false));
    let offsets = match gaps > 0.0 {
        true if is_zero => quiet_binary(Binary::Multiply, &quiet_binary(Binary::Divide, &numbers, &gap)?, &distance)?,
        true => quiet_binary(Binary::Multiply, &numbers, &step)?,
        false => quiet_binary(Binary::Multiply, &numbers, &distance)?,
    };
    let mut result = quiet_binary(Binary::Add, &offsets, &start)?;
    if endpoint && count > 1 {
        let mut rows = layout::split(&result, &[count - 1, 1], 0).map_err(from_kernel)?;
        let last = broadcast_to(&stop, rows[1].shape()).map_err(from_kernel)?;
        rows[1] = last;
        result = layout::concat(&rows.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?;
    }
    let step = if gaps > 0.0 { step } else { Array::scalar(f64::NAN) };
    Ok((result, step))
}

fn linspace(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (start, stop) = (convert::array(vm, &args[0])?, convert::array(vm, &args[1])?);
    let number = samples(vm, &args[2])?;
    let endpoint = vm.truth(&args[3])?;
    let (numbers, step) = spaced(&start, &stop, number, endpoint)?;
    let dtype = dtype_or(vm, &args[5], numbers.dtype())?;
    let numbers = if dtype.is_integer() { quiet_unary(Unary::Floor, &numbers)? } else { numbers };
    let numbers = cast(&numbers, dtype).map_err(from_kernel)?;
    let numbers = ndarray_of(moved_first(vm, &numbers, &args[6])?);
    if vm.truth(&args[4])? { Ok(Value::tuple([numbers, value_of(step)])) } else { Ok(numbers) }
}

fn samples(vm: &mut Vm, value: &Value) -> Result<usize> {
    let number = vm.index(value)?;
    if number < 0 {
        return Err(value_error(format!("Number of samples, {number}, must be non-negative.")));
    }
    count(vm, value)
}

/// The array with its first axis moved to another place.
fn moved_first(vm: &mut Vm, array: &Array, place: &Value) -> Result<Array> {
    let rank = array.shape().rank();
    let place = axis(vm, place, rank)?;
    let mut order: Vec<usize> = (1..rank).collect();
    order.insert(place, 0);
    layout::transpose(array, &order).map_err(from_kernel)
}

fn logspace(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (start, stop) = (convert::array(vm, &args[0])?, convert::array(vm, &args[1])?);
    let (number, endpoint) = (samples(vm, &args[2])?, vm.truth(&args[3])?);
    let (exponents, _) = spaced(&start, &stop, number, endpoint)?;
    let base = convert::array(vm, &args[4])?;
    let numbers = quiet_binary(Binary::Power, &base, &exponents)?;
    let dtype = dtype_or(vm, &args[5], numbers.dtype())?;
    Ok(ndarray_of(moved_first(vm, &cast(&numbers, dtype).map_err(from_kernel)?, &args[6])?))
}

fn geomspace(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (start, stop) = (vm.float(&args[0])?, vm.float(&args[1])?);
    let (number, endpoint) = (samples(vm, &args[2])?, vm.truth(&args[3])?);
    if start == 0.0 || stop == 0.0 {
        return Err(value_error("Geometric sequence cannot include zero"));
    }
    if start.signum() != stop.signum() {
        return Err(unsupported("geomspace between numbers of different signs"));
    }
    let log = |x: f64| Array::scalar(x.abs().log10());
    let (exponents, _) = spaced(&log(start), &log(stop), number, endpoint)?;
    let mut numbers: Vec<f64> =
        exponents.as_slice::<f64>().unwrap_or_default().iter().map(|&x| start.signum() * 10f64.powf(x)).collect();
    if let Some(first) = numbers.first_mut() {
        *first = start;
    }
    if endpoint
        && number > 1
        && let Some(last) = numbers.last_mut()
    {
        *last = stop;
    }
    let array = Array::from_vec([number], numbers);
    let dtype = dtype_or(vm, &args[4], DType::Float64)?;
    Ok(ndarray_of(cast(&array, dtype).map_err(from_kernel)?))
}

/// `start:stop:step`; an imaginary step is a count of points, both ends included.
///
/// # Errors
/// `TypeError` for what is no slice, and what `arange` raises.
pub fn vector_of(vm: &mut Vm, slice: &Value) -> Result<Array> {
    let Value::Slice(slice) = slice else { return Err(type_error("slices are needed to make a grid")) };
    let zero = Value::Int(0);
    let start = if slice.start.is_none() { &zero } else { &slice.start };
    if let Value::Complex(count) = &slice.step {
        let (start, stop) = (convert::array(vm, start)?, convert::array(vm, &slice.stop)?);
        return Ok(spaced(&start, &stop, count.im.abs() as usize, true)?.0);
    }
    let step = if slice.step.is_none() { Value::Int(1) } else { slice.step.clone() };
    let made = arange(
        vm,
        Args::positional(&[start.clone(), slice.stop.clone(), step, Value::None, Value::None, Value::None]),
    )?;
    convert::array(vm, &made)
}
