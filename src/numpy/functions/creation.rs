//! Arrays from numbers and shapes.

use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, broadcast_to};
use tape_tensor::{Array, DType, Scalar, Shape};

use crate::arguments::{arrays, axis, count, dtype_or, shape, unsupported};
use crate::descr::{self, Descr};
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::promote::{as_float, promote};
use crate::ufunc::{Binary, Operand, Unary, quiet_binary, quiet_unary};
use crate::{convert, ndarray_of, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "array",
        "(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None)",
        "Create an array.",
        array,
    ),
    NativeFunction::new(
        "asarray",
        "(a, dtype=None, order=None, *, device=None, copy=None, like=None)",
        "Convert the input to an array.",
        asarray,
    ),
    NativeFunction::new(
        "asanyarray",
        "(a, dtype=None, order=None, *, device=None, copy=None, like=None)",
        "Convert the input to an array.",
        asarray,
    ),
    NativeFunction::new(
        "ascontiguousarray",
        "(a, dtype=None, *, like=None)",
        "An array whose elements lie in order.",
        contiguous,
    ),
    NativeFunction::new(
        "asfortranarray",
        "(a, dtype=None, *, like=None)",
        "The array; the order in memory is not kept.",
        contiguous,
    ),
    NativeFunction::new("copy", "(a, order='K', subok=False)", "An array copy of the given object.", copy).python(),
    NativeFunction::new(
        "zeros",
        "(shape, dtype=None, order='C', *, device=None, like=None)",
        "An array filled with zeros.",
        zeros,
    ),
    NativeFunction::new(
        "empty",
        "(shape, dtype=None, order='C', *, device=None, like=None)",
        "An array of zeros: what numpy leaves to chance is always zero here.",
        zeros,
    ),
    NativeFunction::new(
        "ones",
        "(shape, dtype=None, order='C', *, device=None, like=None)",
        "An array filled with ones.",
        ones,
    )
    .python(),
    NativeFunction::new(
        "full",
        "(shape, fill_value, dtype=None, order='C', *, device=None, like=None)",
        "An array filled with a value.",
        full,
    )
    .python(),
    NativeFunction::new(
        "zeros_like",
        "(a, dtype=None, order='K', subok=True, shape=None, *, device=None)",
        "Zeros with the shape and type of an array.",
        zeros_like,
    )
    .python(),
    NativeFunction::new(
        "empty_like",
        "(a, dtype=None, order='K', subok=True, shape=None, *, device=None)",
        "Zeros with the shape and type of an array.",
        zeros_like,
    )
    .python(),
    NativeFunction::new(
        "ones_like",
        "(a, dtype=None, order='K', subok=True, shape=None, *, device=None)",
        "Ones with the shape and type of an array.",
        ones_like,
    )
    .python(),
    NativeFunction::new(
        "full_like",
        "(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None)",
        "A full array with the shape and type of an array.",
        full_like,
    )
    .python(),
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
    NativeFunction::new(
        "eye",
        "(N, M=None, k=0, dtype=None, order='C', *, device=None, like=None)",
        "Ones on a diagonal, zeros elsewhere.",
        eye,
    )
    .python(),
    NativeFunction::new("identity", "(n, dtype=None, *, like=None)", "The identity matrix.", identity).python(),
    NativeFunction::new("tri", "(N, M=None, k=0, dtype=None, *, like=None)", "Ones at and below a diagonal.", tri)
        .python(),
    NativeFunction::new("vander", "(x, N=None, increasing=False)", "A Vandermonde matrix.", vander).python(),
    NativeFunction::new(
        "meshgrid",
        "(*xi, copy=True, sparse=False, indexing='xy')",
        "Coordinate matrices from coordinate vectors.",
        meshgrid,
    )
    .python(),
    NativeFunction::new("indices", "(dimensions, dtype=None, sparse=False)", "The indices of a grid.", indices)
        .python(),
    NativeFunction::new(
        "fromfunction",
        "(function, shape, *, dtype=None, like=None, **kwargs)",
        "An array made by a function of the coordinates.",
        fromfunction,
    )
    .python(),
    NativeFunction::new(
        "fromiter",
        "(iter, dtype, count=-1, *, like=None)",
        "An array of the items of an iterable.",
        fromiter,
    ),
];

/// Elements of a type as an ndarray.
fn made(items: Items) -> Value {
    Value::object(NdArray::new(items))
}

/// `np.array`.
fn array(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?;
    let items = convert::items_as(vm, &args[0], descr)?;
    let least = count(vm, &args[5])?;
    if items.rank() < least {
        let sizes = std::iter::repeat_n(1, least - items.rank()).chain(items.shape().iter().copied());
        let shape: Shape = sizes.collect();
        return Ok(made(items.with(items.array.with_shape(shape))));
    }
    Ok(made(items))
}

/// `np.asarray`: an array of the right type as it is.
fn asarray(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?;
    if let Value::Object(object) = &args[0]
        && let Some(array) = object.downcast::<NdArray>()
        && descr.is_none_or(|descr| descr == array.descr())
        && !matches!(args.get(4), Some(Value::Bool(true)))
    {
        return Ok(args[0].clone());
    }
    Ok(made(convert::items_as(vm, &args[0], descr)?))
}

fn contiguous(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?;
    let items = convert::items_as(vm, &args[0], descr)?;
    let shape = if items.rank() == 0 { Shape::from([1]) } else { items.shape().clone() };
    Ok(made(items.with(items.array.with_shape(shape))))
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(made(convert::items(vm, &args[0])?))
}

/// Elements that are all one number.
fn filled(shape: Shape, number: i64, descr: Descr) -> Result<Items> {
    let array = match descr {
        Descr::Number(dtype) => {
            let one = cast(&Array::scalar(number), dtype).map_err(from_kernel)?;
            Array::full(shape, one.get(0).unwrap_or(Scalar::Bool(false))).map_err(from_kernel)?
        }
        _ => {
            let text: &[u8] = if number == 0 { b"" } else { b"1" };
            Array::full(shape, Scalar::String(text.into())).map_err(from_kernel)?
        }
    };
    Ok(Items { array, strings: descr.strings() })
}

const FLOAT64: Descr = Descr::Number(DType::Float64);

fn zeros(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?.unwrap_or(FLOAT64);
    Ok(made(filled(shape(vm, &args[0])?, 0, descr)?))
}

fn ones(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?.unwrap_or(FLOAT64);
    Ok(made(filled(shape(vm, &args[0])?, 1, descr)?))
}

/// A value in all places.
fn spread(vm: &mut Vm, value: &Value, shape: &Shape, descr: Option<Descr>) -> Result<Value> {
    let items = convert::items_as(vm, value, descr)?;
    match broadcast_to(&items.array, shape) {
        Ok(array) => Ok(made(items.with(array))),
        Err(tape_tensor::Error::Broadcast { left, right }) => Err(crate::error::cannot_broadcast_into(&left, &right)),
        Err(other) => Err(from_kernel(other)),
    }
}

fn full(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (shape, descr) = (shape(vm, &args[0])?, descr::argument(vm, &args[2])?);
    spread(vm, &args[1], &shape, descr)
}

/// The shape and type of a prototype, unless others are asked for.
fn like(vm: &mut Vm, prototype: &Value, dtype: &Value, sizes: Option<&Value>) -> Result<(Shape, Descr)> {
    let items = convert::items(vm, prototype)?;
    let descr = descr::argument(vm, dtype)?.unwrap_or_else(|| convert::descr_of(&items));
    let shape = match sizes {
        Some(sizes) if !sizes.is_none() => shape(vm, sizes)?,
        _ => items.shape().clone(),
    };
    Ok((shape, descr))
}

fn zeros_like(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (shape, descr) = like(vm, &args[0], &args[1], args.get(4))?;
    Ok(made(filled(shape, 0, descr)?))
}

fn ones_like(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (shape, descr) = like(vm, &args[0], &args[1], args.get(4))?;
    Ok(made(filled(shape, 1, descr)?))
}

fn full_like(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (shape, descr) = like(vm, &args[0], &args[2], args.get(5))?;
    spread(vm, &args[1], &shape, Some(descr))
}

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
    usize::try_from(number).map_err(|_| value_error(format!("Number of samples, {number}, must be non-negative.")))
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

/// A matrix whose elements are 1 where `holds`, of row and column.
///
/// # Errors
/// `MemoryError`.
pub fn pattern(rows: usize, columns: usize, dtype: DType, holds: impl Fn(i64, i64) -> bool) -> Result<Array> {
    tape_tensor::array::check_size(&Shape::from([rows, columns]), dtype).map_err(from_kernel)?;
    let cells = (0..rows as i64).flat_map(|row| (0..columns as i64).map(move |column| (row, column)));
    let bools = Array::from_vec([rows, columns], cells.map(|(row, column)| holds(row, column)).collect());
    cast(&bools, dtype).map_err(from_kernel)
}

fn matrix_size(vm: &mut Vm, args: &Args<'_>) -> Result<(usize, usize)> {
    let rows = count(vm, &args[0])?;
    let columns = if args[1].is_none() { rows } else { count(vm, &args[1])? };
    Ok((rows, columns))
}

fn eye(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (rows, columns) = matrix_size(vm, &args)?;
    let k = vm.index(&args[2])?;
    let dtype = dtype_or(vm, &args[3], DType::Float64)?;
    Ok(ndarray_of(pattern(rows, columns, dtype, |row, column| column - row == k)?))
}

fn identity(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let size = count(vm, &args[0])?;
    let dtype = dtype_or(vm, &args[1], DType::Float64)?;
    Ok(ndarray_of(pattern(size, size, dtype, |row, column| row == column)?))
}

fn tri(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (rows, columns) = matrix_size(vm, &args)?;
    let k = vm.index(&args[2])?;
    let dtype = dtype_or(vm, &args[3], DType::Float64)?;
    Ok(ndarray_of(pattern(rows, columns, dtype, |row, column| column - row <= k)?))
}

fn vander(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let x = convert::array(vm, &args[0])?;
    let columns = if args[1].is_none() { x.len() } else { count(vm, &args[1])? };
    let increasing = vm.truth(&args[2])?;
    let powers = (0..columns as i64).map(|k| if increasing { k } else { columns as i64 - 1 - k }).collect();
    let column = x.with_shape([x.len(), 1]);
    Ok(ndarray_of(quiet_binary(Binary::Power, &column, &Array::from_vec([columns], powers))?))
}

fn meshgrid(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let vectors = arrays(vm, &args[0])?;
    let sparse = vm.truth(&args[2])?;
    let indexing = args[3].as_str().unwrap_or_default();
    if !matches!(indexing, "xy" | "ij") {
        return Err(value_error("Valid values for `indexing` are 'xy' and 'ij'."));
    }
    let rank = vectors.len();
    // With `xy` the first two axes change places.
    let place = |nth: usize| if indexing == "xy" && rank > 1 && nth < 2 { 1 - nth } else { nth };
    let mut full = vec![1; rank];
    for (nth, vector) in vectors.iter().enumerate() {
        full[place(nth)] = vector.array.len();
    }
    let mut grids = Vec::with_capacity(rank);
    for (nth, vector) in vectors.iter().enumerate() {
        let mut own = vec![1; rank];
        own[place(nth)] = vector.array.len();
        let thin = vector.array.with_shape(own);
        let grid = if sparse { thin } else { broadcast_to(&thin, &Shape::from(&full[..])).map_err(from_kernel)? };
        grids.push(made(vector.with(grid)));
    }
    Ok(Value::tuple(grids))
}

/// For each axis of a shape the position along it, in every place.
///
/// # Errors
/// `MemoryError`.
pub fn grid(shape: &Shape, dtype: DType) -> Result<Vec<Array>> {
    (0..shape.rank())
        .map(|axis| {
            let mut own = vec![1; shape.rank()];
            own[axis] = shape[axis];
            let numbers = Array::from_vec(own, (0..shape[axis] as i64).collect());
            let numbers = cast(&numbers, dtype).map_err(from_kernel)?;
            broadcast_to(&numbers, shape).map_err(from_kernel)
        })
        .collect()
}

fn indices(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = shape(vm, &args[0])?;
    let dtype = dtype_or(vm, &args[1], DType::Int64)?;
    let grids = grid(&shape, dtype)?;
    if grids.is_empty() {
        return Ok(ndarray_of(Array::from_vec([0], Vec::<i64>::new())));
    }
    Ok(ndarray_of(layout::stack(&grids.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?))
}

fn fromfunction(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = shape(vm, &args[1])?;
    let dtype = dtype_or(vm, &args[2], DType::Float64)?;
    let grids: Vec<Value> = grid(&shape, dtype)?.into_iter().map(ndarray_of).collect();
    let extra = args.keywords(4).map(|extra| extra.items()).unwrap_or_default();
    let names: Vec<tape_lang::Name> =
        extra.iter().filter_map(|(key, _)| key.as_str().map(tape_lang::Name::new)).collect();
    let values: Vec<Value> = grids.into_iter().chain(extra.into_iter().map(|(_, value)| value)).collect();
    vm.call(&args[0], Args { values: &values, names: &names })
}

fn fromiter(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?;
    let mut items = vm.collect(&args[0])?;
    let limit = vm.index(&args[2])?;
    if let Ok(limit) = usize::try_from(limit) {
        items.truncate(limit);
    }
    Ok(made(convert::items_as(vm, &Value::list(items), descr)?))
}

/// `np.mgrid` and `np.ogrid`, which are indexed rather than called.
pub struct GridMaker {
    /// Whether the grids are as small as broadcasting allows.
    pub sparse: bool,
}

static GRID_MAKER: NativeClass = NativeClass::new("nd_grid").module("numpy.lib._index_tricks_impl").not_a_base();

impl Object for GridMaker {
    fn class(&self) -> Rc<Class> {
        GRID_MAKER.class()
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let slices: Vec<Value> = match key {
            Value::Tuple(slices) => slices.to_vec(),
            one => vec![one.clone()],
        };
        let mut vectors = Vec::with_capacity(slices.len());
        for slice in &slices {
            vectors.push(vector_of(vm, slice)?);
        }
        if !matches!(key, Value::Tuple(_)) {
            return Ok(ndarray_of(vectors.swap_remove(0)));
        }
        let rank = vectors.len();
        let dtype = vectors.iter().map(Array::dtype).reduce(promote).unwrap_or(DType::Int64);
        let full: Shape = vectors.iter().map(Array::len).collect();
        let mut grids = Vec::with_capacity(rank);
        for (axis, vector) in vectors.iter().enumerate() {
            let mut own = vec![1; rank];
            own[axis] = vector.len();
            let thin = cast(&vector.with_shape(own), dtype).map_err(from_kernel)?;
            grids.push(if self.sparse { thin } else { broadcast_to(&thin, &full).map_err(from_kernel)? });
        }
        if self.sparse {
            return Ok(Value::tuple(grids.into_iter().map(ndarray_of)));
        }
        Ok(ndarray_of(layout::stack(&grids.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?))
    }
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
