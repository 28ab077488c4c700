//! Statistics: quantiles, averages, covariances, histograms.

use tape_lang::exception::{Raise, TYPE_ERROR, type_error, value_error, zero_division_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, broadcast_to, take};
use tape_tensor::{Array, DType, Shape};

use super::ranges::spaced;
use super::sorting::sorted;
use crate::arguments::{axes, count, is_sequence, unsupported};
use crate::convert;
use crate::error::from_kernel;
use crate::linear::matmul;
use crate::promote::promote;
use crate::reduce::{self, Axes, End, Nans};
use crate::ufunc::{Binary, Unary, quiet_binary, quiet_unary};
use crate::warning::warn;
use crate::{ndarray_of, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "median",
        "(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
        "The median along an axis.",
        median,
    )
    .python(),
    NativeFunction::new(
        "nanmedian",
        "(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
        "The median along an axis, NaNs left out.",
        nanmedian,
    )
    .python(),
    NativeFunction::new(
        "percentile",
        "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)",
        "Percentiles along an axis.",
        percentile,
    )
    .python(),
    NativeFunction::new(
        "nanpercentile",
        "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)",
        "Percentiles along an axis, NaNs left out.",
        nanpercentile,
    )
    .python(),
    NativeFunction::new(
        "quantile",
        "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)",
        "Quantiles along an axis.",
        quantile,
    )
    .python(),
    NativeFunction::new(
        "nanquantile",
        "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)",
        "Quantiles along an axis, NaNs left out.",
        nanquantile,
    )
    .python(),
    NativeFunction::new(
        "average",
        "(a, axis=None, weights=None, returned=False, *, keepdims=False)",
        "The weighted average along an axis.",
        average,
    )
    .python(),
    NativeFunction::new(
        "cov",
        "(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None)",
        "The covariance matrix.",
        cov,
    )
    .python(),
    NativeFunction::new(
        "corrcoef",
        "(x, y=None, rowvar=True, *, dtype=None)",
        "The correlation coefficients.",
        corrcoef,
    )
    .python(),
    NativeFunction::new("bincount", "(x, /, weights=None, minlength=0)", "How often each number occurs.", bincount),
    NativeFunction::new(
        "histogram",
        "(a, bins=10, range=None, density=None, weights=None)",
        "The histogram of a dataset.",
        histogram,
    )
    .python(),
    NativeFunction::new(
        "histogram_bin_edges",
        "(a, bins=10, range=None, weights=None)",
        "The edges of the bins of a histogram.",
        histogram_bin_edges,
    )
    .python(),
    NativeFunction::new(
        "histogram2d",
        "(x, y, bins=10, range=None, density=None, weights=None)",
        "The histogram of two datasets.",
        histogram2d,
    )
    .python(),
];

fn doubles(vm: &mut Vm, value: &Value) -> Result<Array> {
    let array = convert::array(vm, value)?;
    if array.dtype().is_complex() {
        return Err(type_error("complex numbers have no order here"));
    }
    cast(&array, DType::Float64).map_err(from_kernel)
}

/// The elements with the axes to be reduced as one last axis, and the shape of the result.
fn rows_to_reduce(array: &Array, removed: Option<&[usize]>) -> Result<(Array, Axes)> {
    let rank = array.shape().rank();
    let axes = Axes::new(removed, rank);
    let gone: Vec<usize> = removed.map_or_else(|| (0..rank).collect(), <[usize]>::to_vec);
    let order: Vec<usize> = (0..rank).filter(|axis| !gone.contains(axis)).chain(gone.iter().copied()).collect();
    let count = axes.count(array.shape());
    let rows = axes.kept(array.shape()).elements();
    Ok((layout::transpose(array, &order).map_err(from_kernel)?.with_shape([rows, count]), axes))
}

/// How values between two ranks are found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Method {
    Linear,
    Lower,
    Higher,
    Midpoint,
    Nearest,
}

impl Method {
    fn read(value: &Value) -> Result<Method> {
        Ok(match value.as_str().unwrap_or_default() {
            "linear" => Method::Linear,
            "lower" => Method::Lower,
            "higher" => Method::Higher,
            "midpoint" => Method::Midpoint,
            "nearest" => Method::Nearest,
            other => return Err(unsupported(&format!("method='{other}' of a quantile"))),
        })
    }
}

/// A quantile of sorted numbers, which are not empty.
fn quantile_of(row: &[f64], q: f64, method: Method) -> f64 {
    if row.last().is_none_or(|last| last.is_nan()) {
        return f64::NAN;
    }
    let place = (row.len() - 1) as f64 * q;
    let (below, above) = (row[place.floor() as usize], row[place.ceil() as usize]);
    let t = place - place.floor();
    match method {
        Method::Lower => below,
        Method::Higher => above,
        Method::Midpoint => {
            if t == 0.0 {
                below
            } else {
                (below + above) / 2.0
            }
        }
        Method::Nearest => row[crate::ufunc::round_half_even(place) as usize],
        // Measured from the nearer end, so that both ends are exact.
        Method::Linear if t >= 0.5 => above - (above - below) * (1.0 - t),
        Method::Linear => below + (above - below) * t,
    }
}

/// Quantiles (each from 0 to 1) along axes.
fn quantiles(vm: &mut Vm, args: &Args<'_>, q: &Array, nans: Nans) -> Result<Value> {
    if !args[7].is_none() {
        return Err(unsupported("weights= of a quantile"));
    }
    let array = doubles(vm, &args[0])?;
    let removed = axes(vm, &args[2], array.shape().rank())?;
    let method = Method::read(&args[5])?;
    let (rows, axes) = rows_to_reduce(&array, removed.as_deref())?;
    let rows = sorted(&rows, 1)?;
    let wanted = q.as_slice::<f64>().unwrap_or_default();
    let mut results = vec![f64::NAN; wanted.len() * rows.shape()[0]];
    let columns = rows.shape()[1];
    for (nth, row) in rows.as_slice::<f64>().unwrap_or_default().chunks_exact(columns.max(1)).enumerate() {
        let numbers = if nans == Nans::Skip { &row[..row.partition_point(|x| !x.is_nan())] } else { row };
        for (which, &q) in wanted.iter().enumerate() {
            results[which * rows.shape()[0] + nth] = quantile_of(numbers, q, method);
        }
    }
    let keepdims = vm.truth(&args[6])?;
    let own = if keepdims { axes.kept_dims(array.shape()) } else { axes.kept(array.shape()) };
    let shape: Shape = q.shape().iter().chain(own.iter()).copied().collect();
    Ok(value_of(Array::from_vec(shape, results)))
}

/// The quantiles of a `percentile` or a `quantile`, as fractions.
fn fractions(vm: &mut Vm, value: &Value, whole: f64) -> Result<Array> {
    let q = doubles(vm, value)?;
    if q.as_slice::<f64>().unwrap_or_default().iter().any(|q| !(0.0..=whole).contains(q)) {
        let (name, range) = if whole == 1.0 { ("Quantiles", "[0, 1]") } else { ("Percentiles", "[0, 100]") };
        return Err(value_error(format!("{name} must be in the range {range}")));
    }
    quiet_binary(Binary::Divide, &q, &Array::scalar(whole))
}

fn percentile(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let q = fractions(vm, &args[1], 100.0)?;
    quantiles(vm, &args, &q, Nans::Spread)
}

fn nanpercentile(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let q = fractions(vm, &args[1], 100.0)?;
    quantiles(vm, &args, &q, Nans::Skip)
}

fn quantile(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let q = fractions(vm, &args[1], 1.0)?;
    quantiles(vm, &args, &q, Nans::Spread)
}

fn nanquantile(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let q = fractions(vm, &args[1], 1.0)?;
    quantiles(vm, &args, &q, Nans::Skip)
}

/// The mean of the two middle values: the `midpoint` of the quantile one half, in the array's own float type.
fn middle(vm: &mut Vm, args: &Args<'_>, nans: Nans) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let own = array.dtype();
    if array.is_empty() {
        warn(vm, "RuntimeWarning", "Mean of empty slice.")?;
    }
    let values = [
        args[0].clone(),
        Value::None,
        args[1].clone(),
        Value::None,
        Value::Bool(false),
        Value::str("midpoint"),
        args[4].clone(),
        Value::None,
    ];
    let result = quantiles(vm, &Args::positional(&values), &Array::scalar(0.5), nans)?;
    match (own.is_floating(), crate::array_of(&result)) {
        (true, Some(result)) => Ok(value_of(cast(&result, own).map_err(from_kernel)?)),
        _ => Ok(result),
    }
}

fn median(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    middle(vm, &args, Nans::Spread)
}

fn nanmedian(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    middle(vm, &args, Nans::Skip)
}

fn average(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let dtype = if array.dtype().is_floating() || array.dtype().is_complex() { array.dtype() } else { DType::Float64 };
    let removed = axes(vm, &args[1], array.shape().rank())?;
    let over = Axes::new(removed.as_deref(), array.shape().rank());
    let array = cast(&array, dtype).map_err(from_kernel)?;
    let (sums, totals) = if args[2].is_none() {
        let count = cast(&Array::scalar(over.count(array.shape()) as f64), dtype).map_err(from_kernel)?;
        (reduce::sum(&array, &over, dtype)?, count)
    } else {
        let weights = weights_like(vm, &args[2], &array, removed.as_deref())?;
        let totals = reduce::sum(&weights, &over, promote(weights.dtype(), dtype))?;
        let truth = cast(&totals, DType::Bool).map_err(from_kernel)?;
        if truth.as_slice::<bool>().is_some_and(|truth| truth.contains(&false)) {
            return Err(zero_division_error("Weights sum to zero, can't be normalized"));
        }
        let products = quiet_binary(Binary::Multiply, &array, &weights)?;
        (reduce::sum(&products, &over, products.dtype())?, totals)
    };
    let result = quiet_binary(Binary::Divide, &sums, &totals)?;
    let keepdims = vm.truth(&args[4])?;
    let shape = over.kept_dims(array.shape());
    let shown = |result: Array| if keepdims { result.with_shape(shape.clone()) } else { result };
    if vm.truth(&args[3])? {
        let totals = broadcast_to(&totals, result.shape()).map_err(from_kernel)?;
        return Ok(Value::tuple([value_of(shown(result)), value_of(totals)]));
    }
    Ok(value_of(shown(result)))
}

/// Weights with the shape of the array; a vector of them stands along the one axis.
fn weights_like(vm: &mut Vm, value: &Value, array: &Array, axes: Option<&[usize]>) -> Result<Array> {
    let weights = convert::array(vm, value)?;
    if weights.shape() == array.shape() {
        return Ok(weights);
    }
    let Some(&[axis]) = axes else {
        return Err(Raise::new(&TYPE_ERROR, "Axis must be specified when shapes of a and weights differ."));
    };
    if weights.shape().rank() != 1 || weights.len() != array.shape()[axis] {
        return Err(value_error("Shape of weights must be consistent with shape of a along specified axis."));
    }
    let mut sizes = vec![1; array.shape().rank()];
    sizes[axis] = weights.len();
    broadcast_to(&weights.with_shape(sizes), array.shape()).map_err(from_kernel)
}

/// The variables as rows.
fn variables(vm: &mut Vm, value: &Value, by_rows: bool) -> Result<Array> {
    let array = convert::array(vm, value)?;
    let dtype = promote(array.dtype(), DType::Float64);
    let array = cast(&array, dtype).map_err(from_kernel)?;
    match array.shape()[..] {
        [] => Ok(array.with_shape([1, 1])),
        [size] => Ok(array.with_shape([1, size])),
        [_, _] if by_rows => Ok(array),
        [_, _] => layout::transpose(&array, &[1, 0]).map_err(from_kernel),
        _ => Err(value_error("m has more than 2 dimensions")),
    }
}

fn covariance(vm: &mut Vm, m: &Value, y: &Value, by_rows: bool, ddof: f64) -> Result<Array> {
    let mut rows = variables(vm, m, by_rows)?;
    if !y.is_none() {
        let more = variables(vm, y, by_rows)?;
        rows = layout::concat(&[&rows, &more], 0).map_err(from_kernel)?;
    }
    let samples = rows.shape()[1];
    let over = Axes::new(Some(&[1]), 2);
    let sums = reduce::sum(&rows, &over, rows.dtype())?.with_shape([rows.shape()[0], 1]);
    let means = quiet_binary(Binary::Divide, &sums, &Array::scalar(samples as f64))?;
    let centred = quiet_binary(Binary::Subtract, &rows, &means)?;
    let free = samples as f64 - ddof;
    if free <= 0.0 {
        warn(vm, "RuntimeWarning", "Degrees of freedom <= 0 for slice")?;
    }
    let mut turned = layout::transpose(&centred, &[1, 0]).map_err(from_kernel)?;
    if turned.dtype().is_complex() {
        turned = quiet_unary(Unary::Conjugate, &turned)?;
    }
    let products = matmul(&centred, &turned)?;
    let scaled = quiet_binary(Binary::Divide, &products, &Array::scalar(free.max(0.0)))?;
    let shape: Shape = if scaled.len() == 1 { Shape::SCALAR } else { scaled.shape().clone() };
    Ok(scaled.with_shape(shape))
}

fn cov(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if !args[5].is_none() || !args[6].is_none() {
        return Err(unsupported("weights of np.cov"));
    }
    let bias = vm.truth(&args[3])?;
    let ddof = match &args[4] {
        Value::None if bias => 0.0,
        Value::None => 1.0,
        ddof => vm.float(ddof)?,
    };
    let by_rows = vm.truth(&args[2])?;
    Ok(ndarray_of(covariance(vm, &args[0], &args[1], by_rows, ddof)?))
}

fn corrcoef(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let by_rows = vm.truth(&args[2])?;
    let covariances = covariance(vm, &args[0], &args[1], by_rows, 1.0)?;
    if covariances.shape().rank() == 0 {
        return Ok(value_of(quiet_binary(Binary::Divide, &covariances, &covariances)?));
    }
    let size = covariances.shape()[0];
    let diagonal = layout::diag_part(&covariances, 0).map_err(from_kernel)?;
    let roots = quiet_unary(Unary::Sqrt, &diagonal)?;
    let by_row = quiet_binary(Binary::Divide, &covariances, &roots.with_shape([size, 1]))?;
    let by_both = quiet_binary(Binary::Divide, &by_row, &roots)?;
    let low = quiet_binary(Binary::Maximum, &by_both, &Array::scalar(-1.0))?;
    Ok(ndarray_of(quiet_binary(Binary::Minimum, &low, &Array::scalar(1.0))?))
}

fn bincount(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    if array.shape().rank() != 1 {
        return Err(value_error("object too deep for desired array"));
    }
    if !array.dtype().is_integer() && array.dtype() != DType::Bool && !array.is_empty() {
        return Err(type_error(format!(
            "Cannot cast array data from dtype('{}') to dtype('int64') according to the rule 'safe'",
            array.dtype()
        )));
    }
    let array = cast(&array, DType::Int64).map_err(from_kernel)?;
    let numbers = array.as_slice::<i64>().unwrap_or_default();
    if numbers.iter().any(|&number| number < 0) {
        return Err(value_error("'list' argument must have no negative elements"));
    }
    let least = usize::try_from(vm.index(&args[2])?).map_err(|_| value_error("'minlength' must not be negative"))?;
    let length = numbers.iter().max().map_or(0, |&largest| largest as usize + 1).max(least);
    tape_tensor::array::check_size(&[length].into(), DType::Int64).map_err(from_kernel)?;
    if args[1].is_none() {
        let mut counts = vec![0i64; length];
        numbers.iter().for_each(|&number| counts[number as usize] += 1);
        return Ok(ndarray_of(Array::from_vec([length], counts)));
    }
    let weights = doubles(vm, &args[1])?;
    let weights = weights.as_slice::<f64>().unwrap_or_default();
    if weights.len() != numbers.len() {
        return Err(value_error("The weights and list don't have the same length."));
    }
    let mut sums = vec![0.0; length];
    numbers.iter().zip(weights).for_each(|(&number, weight)| sums[number as usize] += weight);
    Ok(ndarray_of(Array::from_vec([length], sums)))
}

/// The edges of the bins: given, or so many of one width over a range.
fn edges(vm: &mut Vm, array: &Array, bins: &Value, range: &Value) -> Result<Array> {
    if is_sequence(bins) {
        let edges = convert::array(vm, bins)?;
        let numbers = cast(&edges, DType::Float64).map_err(from_kernel)?;
        if numbers.as_slice::<f64>().unwrap_or_default().windows(2).any(|pair| pair[0] > pair[1]) {
            return Err(value_error("`bins` must increase monotonically, when an array"));
        }
        return Ok(edges);
    }
    if bins.as_str().is_some() {
        return Err(unsupported("bins= by the name of a rule"));
    }
    let bins = count(vm, bins)?;
    if bins == 0 {
        return Err(value_error("`bins` must be positive, when an integer"));
    }
    let (low, high) = limits(vm, array, range)?;
    Ok(spaced(&Array::scalar(low), &Array::scalar(high), bins + 1, true)?.0)
}

/// The range of a histogram: given, or that of the data.
fn limits(vm: &mut Vm, array: &Array, range: &Value) -> Result<(f64, f64)> {
    let (low, high) = if !range.is_none() {
        let pair = vm.collect(range)?;
        let [low, high] = &pair[..] else { return Err(value_error("range must be a pair of numbers")) };
        let (low, high) = (vm.float(low)?, vm.float(high)?);
        if low > high {
            return Err(value_error("max must be larger than min in range parameter."));
        }
        (low, high)
    } else if array.is_empty() {
        (0.0, 1.0)
    } else {
        let all = Axes::new(None, array.shape().rank());
        let end = |end| -> Result<f64> {
            let found = cast(&reduce::extreme(array, &all, end, Nans::Spread)?, DType::Float64).map_err(from_kernel)?;
            Ok(found.as_slice::<f64>().and_then(|found| found.first().copied()).unwrap_or(f64::NAN))
        };
        (end(End::Smallest)?, end(End::Largest)?)
    };
    if !low.is_finite() || !high.is_finite() {
        let text = |x: f64| tape_show::scalar::python_float(x);
        let source = if range.is_none() { "autodetected" } else { "supplied" };
        return Err(value_error(format!("{source} range of [{}, {}] is not finite", text(low), text(high))));
    }
    Ok(if low == high { (low - 0.5, high + 0.5) } else { (low, high) })
}

/// The bin of a value: the last one includes its right edge.
fn bin_of(edges: &[f64], value: f64) -> Option<usize> {
    let (&first, &last) = (edges.first()?, edges.last()?);
    if !(first..=last).contains(&value) {
        return None;
    }
    Some(edges.partition_point(|&edge| edge <= value).saturating_sub(1).min(edges.len() - 2))
}

fn histogram(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let edges = edges(vm, &array, &args[1], &args[2])?;
    let numbers = cast(&array, DType::Float64).map_err(from_kernel)?;
    let borders = cast(&edges, DType::Float64).map_err(from_kernel)?;
    let borders = borders.as_slice::<f64>().unwrap_or_default();
    let values = numbers.as_slice::<f64>().unwrap_or_default();
    let bins = borders.len().saturating_sub(1);
    let found = values.iter().map(|&value| bin_of(borders, value));
    let weights = if args[4].is_none() { None } else { Some(doubles(vm, &args[4])?) };
    let (counts, whole) = match &weights {
        None => {
            let mut counts = vec![0.0; bins];
            found.flatten().for_each(|bin| counts[bin] += 1.0);
            (counts, true)
        }
        Some(weights) => {
            let weights = weights.as_slice::<f64>().unwrap_or_default();
            if weights.len() != values.len() {
                return Err(value_error("weights should have the same shape as a."));
            }
            let mut sums = vec![0.0; bins];
            found.zip(weights).for_each(|(bin, weight)| {
                if let Some(bin) = bin {
                    sums[bin] += weight
                }
            });
            (sums, false)
        }
    };
    let counts = if vm.truth(&args[3])? {
        let total: f64 = counts.iter().sum();
        let widths = borders.windows(2).map(|pair| pair[1] - pair[0]);
        Array::from_vec([bins], counts.iter().zip(widths).map(|(count, width)| count / width / total).collect())
    } else if whole {
        Array::from_vec([bins], counts.iter().map(|&count| count as i64).collect())
    } else {
        Array::from_vec([bins], counts)
    };
    Ok(Value::tuple([ndarray_of(counts), ndarray_of(edges)]))
}

fn histogram_bin_edges(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    Ok(ndarray_of(edges(vm, &array, &args[1], &args[2])?))
}

fn histogram2d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = (doubles(vm, &args[0])?, doubles(vm, &args[1])?);
    if x.len() != y.len() {
        return Err(value_error("x and y must have the same length."));
    }
    let bins = if is_sequence(&args[2]) { vm.collect(&args[2])? } else { vec![args[2].clone()] };
    let bins = match &bins[..] {
        [x, y] => [x.clone(), y.clone()],
        _ => [args[2].clone(), args[2].clone()],
    };
    let ranges = if args[3].is_none() { vec![Value::None, Value::None] } else { vm.collect(&args[3])? };
    let [x_range, y_range] = &ranges[..] else { return Err(value_error("range must be a pair of pairs")) };
    let x_edges = cast(&edges(vm, &x, &bins[0], x_range)?, DType::Float64).map_err(from_kernel)?;
    let y_edges = cast(&edges(vm, &y, &bins[1], y_range)?, DType::Float64).map_err(from_kernel)?;
    let (rows, columns) = (x_edges.len() - 1, y_edges.len() - 1);
    let weights = if args[5].is_none() { None } else { Some(doubles(vm, &args[5])?) };
    let mut counts = vec![0.0; rows * columns];
    let slice = |array: &Array| array.as_slice::<f64>().unwrap_or_default().to_vec();
    let (x_borders, y_borders) = (slice(&x_edges), slice(&y_edges));
    for (nth, (&x, &y)) in slice(&x).iter().zip(&slice(&y)).enumerate() {
        if let (Some(row), Some(column)) = (bin_of(&x_borders, x), bin_of(&y_borders, y)) {
            let weight = weights.as_ref().and_then(|weights| weights.as_slice::<f64>()?.get(nth).copied());
            counts[row * columns + column] += weight.unwrap_or(1.0);
        }
    }
    if vm.truth(&args[4])? {
        let total: f64 = counts.iter().sum();
        for (nth, count) in counts.iter_mut().enumerate() {
            let (row, column) = (nth / columns, nth % columns);
            let area = (x_borders[row + 1] - x_borders[row]) * (y_borders[column + 1] - y_borders[column]);
            *count /= area * total;
        }
    }
    let counts = ndarray_of(Array::from_vec([rows, columns], counts));
    Ok(Value::tuple([counts, ndarray_of(x_edges), ndarray_of(y_edges)]))
}

/// The slice of an array along an axis.
///
/// # Errors
/// `MemoryError`.
pub fn part_along(array: &Array, axis: usize, places: std::ops::Range<usize>) -> Result<Array> {
    take(array, axis, &places.collect::<Vec<_>>()).map_err(from_kernel)
}
