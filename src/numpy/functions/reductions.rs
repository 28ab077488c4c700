//! Sums, means, extremes: functions that remove axes. The same bodies serve `np.sum(a)` and `a.sum()`.

use tape_lang::exception::type_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType, Scalar, Shape};

use crate::arguments::{axes, axis_or_none, deliver, unsupported};
use crate::convert;
use crate::descr;
use crate::error::from_kernel;
use crate::items::Items;
use crate::promote::promote;
use crate::reduce::{self, Axes, End, Nans};
use crate::ufunc::{self, Binary, Operand, Unary};
use crate::warning::warn;

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "sum",
        "(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "Sum of array elements over a given axis.",
        sum,
    )
    .python(),
    NativeFunction::new(
        "prod",
        "(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "Product of array elements over a given axis.",
        prod,
    )
    .python(),
    NativeFunction::new(
        "mean",
        "(a, axis=None, dtype=None, out=None, keepdims=False, *, where=None)",
        "Arithmetic mean along the specified axis.",
        mean,
    )
    .python(),
    NativeFunction::new(
        "std",
        "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "Standard deviation along the specified axis.",
        std,
    )
    .python(),
    NativeFunction::new(
        "var",
        "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "Variance along the specified axis.",
        var,
    )
    .python(),
    NativeFunction::new(
        "max",
        "(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Maximum of an array along an axis.",
        max,
    )
    .python(),
    NativeFunction::new(
        "amax",
        "(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Maximum of an array along an axis.",
        max,
    )
    .python(),
    NativeFunction::new(
        "min",
        "(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Minimum of an array along an axis.",
        min,
    )
    .python(),
    NativeFunction::new(
        "amin",
        "(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Minimum of an array along an axis.",
        min,
    )
    .python(),
    NativeFunction::new("ptp", "(a, axis=None, out=None, keepdims=False)", "Range of values along an axis.", ptp)
        .python(),
    NativeFunction::new(
        "argmax",
        "(a, axis=None, out=None, *, keepdims=False)",
        "Indices of the maximum values along an axis.",
        argmax,
    )
    .python(),
    NativeFunction::new(
        "argmin",
        "(a, axis=None, out=None, *, keepdims=False)",
        "Indices of the minimum values along an axis.",
        argmin,
    )
    .python(),
    NativeFunction::new(
        "all",
        "(a, axis=None, out=None, keepdims=False, *, where=None)",
        "Whether all elements along an axis are true.",
        all,
    )
    .python(),
    NativeFunction::new(
        "any",
        "(a, axis=None, out=None, keepdims=False, *, where=None)",
        "Whether any element along an axis is true.",
        any,
    )
    .python(),
    NativeFunction::new("cumsum", "(a, axis=None, dtype=None, out=None)", "Cumulative sum along an axis.", cumsum)
        .python(),
    NativeFunction::new(
        "cumprod",
        "(a, axis=None, dtype=None, out=None)",
        "Cumulative product along an axis.",
        cumprod,
    )
    .python(),
    NativeFunction::new(
        "count_nonzero",
        "(a, axis=None, *, keepdims=False)",
        "How many elements are not zero.",
        count_nonzero,
    )
    .python(),
    NativeFunction::new(
        "nansum",
        "(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "Sum that counts NaNs as zero.",
        nansum,
    )
    .python(),
    NativeFunction::new(
        "nanprod",
        "(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "Product that counts NaNs as one.",
        nanprod,
    )
    .python(),
    NativeFunction::new(
        "nanmean",
        "(a, axis=None, dtype=None, out=None, keepdims=False, *, where=None)",
        "Mean that leaves NaNs out.",
        nanmean,
    )
    .python(),
    NativeFunction::new(
        "nanvar",
        "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "Variance that leaves NaNs out.",
        nanvar,
    )
    .python(),
    NativeFunction::new(
        "nanstd",
        "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "Standard deviation that leaves NaNs out.",
        nanstd,
    )
    .python(),
    NativeFunction::new(
        "nanmax",
        "(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Maximum that leaves NaNs out.",
        nanmax,
    )
    .python(),
    NativeFunction::new(
        "nanmin",
        "(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Minimum that leaves NaNs out.",
        nanmin,
    )
    .python(),
    NativeFunction::new(
        "nanargmax",
        "(a, axis=None, out=None, *, keepdims=False)",
        "Where the maximum is, NaNs left out.",
        nanargmax,
    )
    .python(),
    NativeFunction::new(
        "nanargmin",
        "(a, axis=None, out=None, *, keepdims=False)",
        "Where the minimum is, NaNs left out.",
        nanargmin,
    )
    .python(),
];

/// The elements and the axes to be removed.
struct Plan {
    items: Items,
    axes: Axes,
    keepdims: bool,
}

impl Plan {
    fn read(vm: &mut Vm, value: &Value, axis: &Value, keepdims: &Value) -> Result<Plan> {
        let items = convert::items(vm, value)?;
        let axes = Axes::new(axes(vm, axis, items.rank())?.as_deref(), items.rank());
        Ok(Plan { items, axes, keepdims: vm.truth(keepdims)? })
    }

    fn array(&self) -> &Array {
        &self.items.array
    }

    fn count(&self) -> usize {
        self.axes.count(self.items.shape())
    }

    /// The result with its removed axes put back where that was asked for.
    fn finish(&self, result: Array) -> Array {
        if self.keepdims { result.with_shape(self.axes.kept_dims(self.items.shape())) } else { result }
    }
}

fn refuse_where(value: Option<&Value>) -> Result<()> {
    match value {
        None | Some(Value::None | Value::Bool(true)) => Ok(()),
        Some(_) => Err(unsupported("where= of a reduction")),
    }
}

/// The result combined with the value to start from.
fn with_initial(vm: &mut Vm, op: Binary, result: Array, initial: Option<&Value>) -> Result<Array> {
    match initial {
        None | Some(Value::None) => Ok(result),
        Some(value) => {
            let initial = Operand::read(vm, value)?;
            Ok(ufunc::binary(vm, op, &Operand::from(result), &initial)?.array)
        }
    }
}

fn sum_dtype(vm: &mut Vm, array: &Array, dtype: &Value) -> Result<DType> {
    if array.dtype() == DType::String {
        return Err(type_error("the resolved dtypes are not compatible with add.reduce. Strings have no sum"));
    }
    Ok(descr::number(vm, dtype)?.unwrap_or_else(|| reduce::sum_dtype(array.dtype())))
}

/// `sum`.
pub fn sum(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    total(vm, args, Binary::Add, None)
}

/// `prod`.
pub fn prod(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    total(vm, args, Binary::Multiply, None)
}

fn nansum(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    total(vm, args, Binary::Add, Some(0.0))
}

fn nanprod(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    total(vm, args, Binary::Multiply, Some(1.0))
}

fn total(vm: &mut Vm, args: Args<'_>, op: Binary, nans: Option<f64>) -> Result<Value> {
    refuse_where(args.get(6))?;
    let mut plan = Plan::read(vm, &args[0], &args[1], &args[4])?;
    if let Some(value) = nans {
        plan.items.array = replaced_nans(plan.array(), value)?;
    }
    let dtype = sum_dtype(vm, plan.array(), &args[2])?;
    let result = match op {
        Binary::Add => reduce::sum(plan.array(), &plan.axes, dtype)?,
        _ => reduce::product(plan.array(), &plan.axes, dtype)?,
    };
    let result = with_initial(vm, op, result, args.get(5))?;
    deliver(plan.finish(result), &args[3], op.name())
}

/// The elements with another value in place of NaNs.
fn replaced_nans(array: &Array, value: f64) -> Result<Array> {
    if !array.dtype().is_floating() {
        return Ok(array.clone());
    }
    let nans = nans_of(array)?;
    let value = cast(&Array::scalar(value), array.dtype()).map_err(from_kernel)?;
    tape_tensor::elementwise::select(&nans, &value, array).map_err(from_kernel)
}

fn nans_of(array: &Array) -> Result<Array> {
    tape_tensor::elementwise::unary(tape_tensor::elementwise::Unary::IsNan, array).map_err(from_kernel)
}

/// The dtype of a mean, and the one in which it is computed.
fn mean_dtypes(vm: &mut Vm, array: &Array, dtype: &Value) -> Result<(DType, DType)> {
    let asked = descr::number(vm, dtype)?;
    Ok(match (asked, array.dtype()) {
        (Some(dtype), _) => (dtype, dtype),
        (None, DType::String) => return Err(type_error("strings have no mean")),
        (None, half @ (DType::Float16 | DType::BFloat16)) => (half, DType::Float32),
        (None, own) if own.is_floating() || own.is_complex() => (own, own),
        (None, _) => (DType::Float64, DType::Float64),
    })
}

/// Sums divided by counts.
fn divided(vm: &mut Vm, sums: &Array, count: f64) -> Result<Array> {
    let count = cast(&Array::scalar(count), sums.dtype()).map_err(from_kernel)?;
    let name = if sums.shape().rank() == 0 { "scalar divide" } else { "divide" };
    ufunc::named_binary(vm, Binary::Divide, sums, &count, name)
}

fn means(vm: &mut Vm, array: &Array, axes: &Axes, wide: DType) -> Result<Array> {
    let count = axes.count(array.shape());
    if count == 0 {
        warn(vm, "RuntimeWarning", "Mean of empty slice.")?;
    }
    let sums = reduce::sum(array, axes, wide)?;
    divided(vm, &sums, count as f64)
}

/// `mean`.
pub fn mean(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    refuse_where(args.get(5))?;
    let plan = Plan::read(vm, &args[0], &args[1], &args[4])?;
    let (dtype, wide) = mean_dtypes(vm, plan.array(), &args[2])?;
    let result = means(vm, plan.array(), &plan.axes, wide)?;
    deliver(plan.finish(cast(&result, dtype).map_err(from_kernel)?), &args[3], "true_divide")
}

fn variance(vm: &mut Vm, args: Args<'_>, root: bool) -> Result<Value> {
    refuse_where(args.get(6))?;
    let plan = Plan::read(vm, &args[0], &args[1], &args[5])?;
    let (dtype, wide) = mean_dtypes(vm, plan.array(), &args[2])?;
    let ddof = match args.get(8) {
        Some(correction) if !correction.is_none() => vm.float(correction)?,
        _ => vm.float(&args[4])?,
    };
    let free = plan.count() as f64 - ddof;
    if free <= 0.0 {
        warn(vm, "RuntimeWarning", "Degrees of freedom <= 0 for slice")?;
    }
    let array = cast(plan.array(), wide).map_err(from_kernel)?;
    let means = means(vm, &array, &plan.axes, wide)?.with_shape(plan.axes.kept_dims(array.shape()));
    let squares = squared_distances(vm, &array, &means)?;
    let sums = reduce::sum(&squares, &plan.axes, squares.dtype())?;
    let result = divided(vm, &sums, free.max(0.0))?;
    let result = if root { ufunc::unary(vm, Unary::Sqrt, &result)? } else { result };
    let dtype = if dtype.is_complex() { result.dtype() } else { dtype };
    deliver(plan.finish(cast(&result, dtype).map_err(from_kernel)?), &args[3], "sqrt")
}

/// The squares of the distances from the means; of complex numbers, real ones.
fn squared_distances(vm: &mut Vm, array: &Array, means: &Array) -> Result<Array> {
    let distances = ufunc::binary(vm, Binary::Subtract, &array.into(), &means.into())?.array;
    let lengths =
        if distances.dtype().is_complex() { ufunc::unary(vm, Unary::Absolute, &distances)? } else { distances };
    ufunc::unary(vm, Unary::Square, &lengths)
}

/// `var`.
pub fn var(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    variance(vm, args, false)
}

/// `std`.
pub fn std(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    variance(vm, args, true)
}

/// How many elements are numbers, along axes.
fn counts(array: &Array, axes: &Axes) -> Result<Array> {
    let numbers = if array.dtype().is_floating() {
        tape_tensor::elementwise::unary(tape_tensor::elementwise::Unary::LogicalNot, &nans_of(array)?)
            .map_err(from_kernel)?
    } else {
        Array::full(array.shape().clone(), Scalar::Bool(true)).map_err(from_kernel)?
    };
    reduce::sum(&numbers, axes, DType::Int64)
}

fn nanmeans(plan: &Plan, wide: DType) -> Result<Array> {
    let sums = reduce::sum(&replaced_nans(plan.array(), 0.0)?, &plan.axes, wide)?;
    let counts = cast(&counts(plan.array(), &plan.axes)?, wide).map_err(from_kernel)?;
    ufunc::quiet_binary(Binary::Divide, &sums, &counts)
}

fn nanmean(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    refuse_where(args.get(5))?;
    let plan = Plan::read(vm, &args[0], &args[1], &args[4])?;
    let (dtype, wide) = mean_dtypes(vm, plan.array(), &args[2])?;
    let result = nanmeans(&plan, wide)?;
    deliver(plan.finish(cast(&result, dtype).map_err(from_kernel)?), &args[3], "true_divide")
}

fn nanvariance(vm: &mut Vm, args: Args<'_>, root: bool) -> Result<Value> {
    refuse_where(args.get(6))?;
    let plan = Plan::read(vm, &args[0], &args[1], &args[5])?;
    let (dtype, wide) = mean_dtypes(vm, plan.array(), &args[2])?;
    let array = cast(plan.array(), wide).map_err(from_kernel)?;
    let means = nanmeans(&plan, wide)?.with_shape(plan.axes.kept_dims(array.shape()));
    let squares = replaced_nans(&squared_distances(vm, &array, &means)?, 0.0)?;
    let sums = reduce::sum(&squares, &plan.axes, squares.dtype())?;
    let ddof = Array::scalar(vm.float(&args[4])?);
    let counts = cast(&counts(plan.array(), &plan.axes)?, DType::Float64).map_err(from_kernel)?;
    let free = ufunc::quiet_binary(Binary::Subtract, &counts, &ddof)?;
    let result = ufunc::quiet_binary(Binary::Divide, &sums, &cast(&free, sums.dtype()).map_err(from_kernel)?)?;
    let result = if root { ufunc::unary(vm, Unary::Sqrt, &result)? } else { result };
    deliver(plan.finish(cast(&result, dtype).map_err(from_kernel)?), &args[3], "sqrt")
}

fn nanvar(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    nanvariance(vm, args, false)
}

fn nanstd(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    nanvariance(vm, args, true)
}

fn extreme(vm: &mut Vm, args: Args<'_>, end: End, nans: Nans) -> Result<Value> {
    refuse_where(args.get(5))?;
    let plan = Plan::read(vm, &args[0], &args[1], &args[3])?;
    let op = if end == End::Largest { Binary::Maximum } else { Binary::Minimum };
    if plan.array().is_empty()
        && let Some(initial) = args.get(4)
        && !initial.is_none()
    {
        let initial = convert::array(vm, initial)?;
        let dtype = promote(plan.array().dtype(), initial.dtype());
        let initial = cast(&initial, dtype).map_err(from_kernel)?;
        let shape = plan.axes.kept(plan.array().shape());
        let result = tape_tensor::layout::broadcast_to(&initial, &shape).map_err(from_kernel)?;
        return deliver(plan.finish(result), &args[2], op.name());
    }
    let result = reduce::extreme(plan.array(), &plan.axes, end, nans)?;
    let result = with_initial(vm, op, result, args.get(4))?;
    deliver(plan.items.with(plan.finish(result)), &args[2], op.name())
}

/// `max`.
pub fn max(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    extreme(vm, args, End::Largest, Nans::Spread)
}

/// `min`.
pub fn min(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    extreme(vm, args, End::Smallest, Nans::Spread)
}

fn nanmax(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    extreme(vm, args, End::Largest, Nans::Skip)
}

fn nanmin(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    extreme(vm, args, End::Smallest, Nans::Skip)
}

/// `ptp`.
pub fn ptp(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let plan = Plan::read(vm, &args[0], &args[1], &args[3])?;
    let largest = reduce::extreme(plan.array(), &plan.axes, End::Largest, Nans::Spread)?;
    let smallest = reduce::extreme(plan.array(), &plan.axes, End::Smallest, Nans::Spread)?;
    let range = ufunc::binary(vm, Binary::Subtract, &largest.into(), &smallest.into())?.array;
    deliver(plan.finish(range), &args[2], "subtract")
}

fn place(vm: &mut Vm, args: Args<'_>, end: End, nans: Nans) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let axis = axis_or_none(vm, &args[1], items.rank())?;
    let axes = Axes::new(axis.as_ref().map(std::slice::from_ref), items.rank());
    let plan = Plan { items, axes, keepdims: vm.truth(&args[3])? };
    let places = reduce::place_of_extreme(plan.array(), &plan.axes, end, nans)?;
    deliver(plan.finish(places), &args[2], "argmax")
}

/// `argmax`.
pub fn argmax(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    place(vm, args, End::Largest, Nans::Spread)
}

/// `argmin`.
pub fn argmin(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    place(vm, args, End::Smallest, Nans::Spread)
}

fn nanargmax(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    place(vm, args, End::Largest, Nans::Skip)
}

fn nanargmin(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    place(vm, args, End::Smallest, Nans::Skip)
}

fn truth(vm: &mut Vm, args: Args<'_>, all: bool) -> Result<Value> {
    refuse_where(args.get(4))?;
    let plan = Plan::read(vm, &args[0], &args[1], &args[3])?;
    let result = reduce::truth(plan.array(), &plan.axes, all)?;
    deliver(plan.finish(result), &args[2], if all { "logical_and" } else { "logical_or" })
}

/// `all`.
pub fn all(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    truth(vm, args, true)
}

/// `any`.
pub fn any(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    truth(vm, args, false)
}

fn running(vm: &mut Vm, args: Args<'_>, product: bool) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let (array, axis) = match axis_or_none(vm, &args[1], array.shape().rank())? {
        Some(axis) => (array, axis),
        None => (array.with_shape([array.len()]), 0),
    };
    let dtype = sum_dtype(vm, &array, &args[2])?;
    deliver(reduce::running(&array, axis, dtype, product)?, &args[3], "add")
}

/// `cumsum`.
pub fn cumsum(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    running(vm, args, false)
}

/// `cumprod`.
pub fn cumprod(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    running(vm, args, true)
}

fn count_nonzero(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let plan = Plan::read(vm, &args[0], &args[1], &args[2])?;
    let truth = cast(plan.array(), DType::Bool).map_err(from_kernel)?;
    let counts = reduce::sum(&truth, &plan.axes, DType::Int64)?;
    Ok(crate::value_of(plan.finish(counts)))
}

/// The shape that a reduction along one axis leaves.
#[must_use]
pub fn without_axis(shape: &Shape, axis: usize) -> Shape {
    shape.iter().enumerate().filter(|(nth, _)| *nth != axis).map(|(_, &size)| size).collect()
}
