//! Differences, integrals, interpolation, polynomials and convolutions.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout;
use tape_tensor::{Array, DType, Shape};

use super::statistics::part_along;
use crate::arguments::{axis, count, integers, unsupported};
use crate::convert;
use crate::error::from_kernel;
use crate::linalg::least_squares;
use crate::promote::promote;
use crate::reduce::{self, Axes};
use crate::ufunc::{Binary, Unary, quiet_binary, quiet_unary};
use crate::{ndarray_of, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "diff",
        "(a, n=1, axis=-1, prepend=<no value>, append=<no value>)",
        "The differences of neighbours.",
        diff,
    )
    .python(),
    NativeFunction::new(
        "ediff1d",
        "(ary, to_end=None, to_begin=None)",
        "The differences of neighbours in a flat array.",
        ediff1d,
    )
    .python(),
    NativeFunction::new(
        "gradient",
        "(f, *varargs, axis=None, edge_order=1)",
        "The gradient by central differences.",
        gradient,
    )
    .python(),
    NativeFunction::new(
        "trapezoid",
        "(y, x=None, dx=1.0, axis=-1)",
        "The integral by the trapezoidal rule.",
        trapezoid,
    )
    .python(),
    NativeFunction::new("interp", "(x, xp, fp, left=None, right=None, period=None)", "Linear interpolation.", interp)
        .python(),
    NativeFunction::new("convolve", "(a, v, mode='full')", "The convolution of two vectors.", convolve).python(),
    NativeFunction::new("correlate", "(a, v, mode='valid')", "The cross-correlation of two vectors.", correlate)
        .python(),
    NativeFunction::new(
        "polyfit",
        "(x, y, deg, rcond=None, full=False, w=None, cov=False)",
        "A polynomial fitted by least squares.",
        polyfit,
    )
    .python(),
    NativeFunction::new("polyval", "(p, x)", "A polynomial at given points.", polyval).python(),
    NativeFunction::new("polyder", "(p, m=1)", "The derivative of a polynomial.", polyder).python(),
    NativeFunction::new("polyint", "(p, m=1, k=None)", "The integral of a polynomial.", polyint).python(),
    NativeFunction::new("polyadd", "(a1, a2)", "The sum of two polynomials.", polyadd).python(),
    NativeFunction::new("polymul", "(a1, a2)", "The product of two polynomials.", polymul).python(),
    NativeFunction::new("roots", "(p)", "The roots of a polynomial.", roots).python(),
    NativeFunction::new("hanning", "(M)", "The Hann window.", hanning).python(),
    NativeFunction::new("hamming", "(M)", "The Hamming window.", hamming).python(),
    NativeFunction::new("blackman", "(M)", "The Blackman window.", blackman).python(),
];

/// The differences of neighbours along an axis; of truth values whether they differ.
fn difference(array: &Array, axis: usize) -> Result<Array> {
    let size = array.shape()[axis];
    let op = if array.dtype() == DType::Bool { Binary::NotEqual } else { Binary::Subtract };
    let (after, before) =
        (part_along(array, axis, 1.min(size)..size)?, part_along(array, axis, 0..size.saturating_sub(1))?);
    quiet_binary(op, &after, &before)
}

fn diff(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut array = convert::array(vm, &args[0])?;
    let rounds = vm.index(&args[1])?;
    if rounds < 0 {
        return Err(value_error(format!("order must be non-negative but got {rounds}")));
    }
    if array.shape().rank() == 0 {
        return Err(value_error("diff requires input that is at least one dimensional"));
    }
    let axis = axis(vm, &args[2], array.shape().rank())?;
    for (place, front) in [(3, true), (4, false)] {
        if let Some(more) = args.get(place) {
            let more = convert::array(vm, more)?;
            let dtype = promote(more.dtype(), array.dtype());
            let (more, own) = (cast(&more, dtype).map_err(from_kernel)?, cast(&array, dtype).map_err(from_kernel)?);
            let mut thin = own.shape().to_vec();
            thin[axis] = 1;
            let more = if more.shape().rank() == 0 {
                layout::broadcast_to(&more, &Shape::from(thin)).map_err(from_kernel)?
            } else {
                more
            };
            let parts = if front { [&more, &own] } else { [&own, &more] };
            array = layout::concat(&parts, axis).map_err(from_kernel)?;
        }
    }
    for _ in 0..rounds {
        if array.shape()[axis] == 0 {
            break;
        }
        array = difference(&array, axis)?;
    }
    Ok(ndarray_of(array))
}

fn ediff1d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let mut parts = vec![difference(&array.with_shape([array.len()]), 0)?];
    for (value, front) in [(&args[1], false), (&args[2], true)] {
        if !value.is_none() {
            let more = cast(&convert::array(vm, value)?, array.dtype()).map_err(from_kernel)?;
            let more = more.with_shape([more.len()]);
            parts.insert(if front { 0 } else { parts.len() }, more);
        }
    }
    Ok(ndarray_of(layout::concat(&parts.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?))
}

/// Second-order differences inside, first or second order at the edges. `steps` are the distances between samples: one for all,
/// or one for each gap.
fn gradient_of(row: &[f64], steps: &[f64], edge_order: usize) -> Vec<f64> {
    let n = row.len();
    let step = |gap: usize| if steps.len() == 1 { steps[0] } else { steps[gap] };
    let mut result = vec![0.0; n];
    for (k, slot) in result.iter_mut().enumerate().take(n - 1).skip(1) {
        *slot = if steps.len() == 1 {
            (row[k + 1] - row[k - 1]) / (2.0 * steps[0])
        } else {
            let (h, s) = (step(k - 1), step(k));
            -s / (h * (h + s)) * row[k - 1] + (s - h) / (h * s) * row[k] + h / (s * (h + s)) * row[k + 1]
        };
    }
    if edge_order == 1 {
        result[0] = (row[1] - row[0]) / step(0);
        result[n - 1] = (row[n - 1] - row[n - 2]) / step(n - 2);
        return result;
    }
    let (h, s) = (step(0), step(1));
    result[0] = -(2.0 * h + s) / (h * (h + s)) * row[0] + (h + s) / (h * s) * row[1] - h / (s * (h + s)) * row[2];
    let (h, s) = (step(n - 3), step(n - 2));
    result[n - 1] =
        s / (h * (h + s)) * row[n - 3] - (s + h) / (h * s) * row[n - 2] + (2.0 * s + h) / (s * (h + s)) * row[n - 1];
    result
}

fn gradient(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let single = array.dtype() == DType::Float32;
    let array = cast(&array, DType::Float64).map_err(from_kernel)?;
    let rank = array.shape().rank();
    let along: Vec<usize> = if args[2].is_none() {
        (0..rank).collect()
    } else {
        integers(vm, &args[2])?
            .into_iter()
            .map(|axis| crate::arguments::checked_axis(axis, rank))
            .collect::<Result<_>>()?
    };
    let order = count(vm, &args[3])?;
    if order > 2 {
        return Err(value_error("'edge_order' greater than 2 not supported"));
    }
    let spacings = args.rest(1);
    if spacings.len() > 1 && spacings.len() != along.len() {
        return Err(type_error("invalid number of arguments"));
    }
    let mut results = Vec::with_capacity(along.len());
    for (nth, &axis) in along.iter().enumerate() {
        let size = array.shape()[axis];
        if size < order.max(1) + 1 {
            return Err(value_error(
                "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are \
                 required.",
            ));
        }
        let steps = match spacings.get(nth).or(spacings.first()) {
            None => vec![1.0],
            Some(spacing) => steps_of(vm, spacing, size)?,
        };
        let result = super::sorting::along_rows(&array, axis, |rows, size| {
            let elements = rows.as_slice::<f64>().unwrap_or_default();
            let gradients =
                elements.chunks_exact(size).flat_map(|row| gradient_of(row, &steps, order.max(1))).collect();
            Ok(Array::from_vec(rows.shape().clone(), gradients))
        })?;
        let result = if single { cast(&result, DType::Float32).map_err(from_kernel)? } else { result };
        results.push(ndarray_of(result));
    }
    if results.len() == 1 { Ok(results.swap_remove(0)) } else { Ok(Value::tuple(results)) }
}

/// The distances between samples: one number, or the differences of coordinates.
fn steps_of(vm: &mut Vm, spacing: &Value, size: usize) -> Result<Vec<f64>> {
    let array = cast(&convert::array(vm, spacing)?, DType::Float64).map_err(from_kernel)?;
    let numbers = array.as_slice::<f64>().unwrap_or_default();
    if array.shape().rank() == 0 {
        return Ok(numbers.to_vec());
    }
    if numbers.len() != size {
        return Err(value_error("when 1d, distances must match the length of the corresponding dimension"));
    }
    let steps: Vec<f64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let first = steps.first().copied().unwrap_or(1.0);
    Ok(if steps.iter().all(|&step| step == first) { vec![first] } else { steps })
}

fn trapezoid(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let y = convert::array(vm, &args[0])?;
    let rank = y.shape().rank();
    let axis = axis(vm, &args[3], rank)?;
    let widths = if args[1].is_none() {
        convert::array(vm, &args[2])?
    } else {
        let x = convert::array(vm, &args[1])?;
        if x.shape().rank() == 0 {
            return Err(value_error("diff requires input that is at least one dimensional"));
        }
        let along = if x.shape().rank() == 1 { 0 } else { crate::arguments::axis(vm, &args[3], x.shape().rank())? };
        let widths = difference(&x, along)?;
        if x.shape().rank() == 1 {
            let mut sizes = vec![1; rank];
            sizes[axis] = widths.len();
            widths.with_shape(sizes)
        } else {
            widths
        }
    };
    let size = y.shape()[axis];
    let sums = quiet_binary(
        Binary::Add,
        &part_along(&y, axis, 1.min(size)..size)?,
        &part_along(&y, axis, 0..size.saturating_sub(1))?,
    )?;
    let areas = quiet_binary(Binary::Divide, &quiet_binary(Binary::Multiply, &widths, &sums)?, &Array::scalar(2.0))?;
    let areas = if y.dtype() == DType::Float32 { cast(&areas, DType::Float32).map_err(from_kernel)? } else { areas };
    Ok(value_of(reduce::sum(&areas, &Axes::new(Some(&[axis]), rank), areas.dtype())?))
}

fn doubles(vm: &mut Vm, value: &Value) -> Result<Array> {
    cast(&convert::array(vm, value)?, DType::Float64).map_err(from_kernel)
}

fn interp(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if !args[5].is_none() {
        return Err(unsupported("period= of np.interp"));
    }
    let x = doubles(vm, &args[0])?;
    let (xp, fp) = (doubles(vm, &args[1])?, doubles(vm, &args[2])?);
    let (xp, fp) = (xp.as_slice::<f64>().unwrap_or_default(), fp.as_slice::<f64>().unwrap_or_default());
    if xp.is_empty() {
        return Err(value_error("array of sample points is empty"));
    }
    if xp.len() != fp.len() {
        return Err(value_error("fp and xp are not of the same length."));
    }
    let last = xp.len() - 1;
    let left = if args[3].is_none() { fp[0] } else { vm.float(&args[3])? };
    let right = if args[4].is_none() { fp[last] } else { vm.float(&args[4])? };
    let at = |&x: &f64| match () {
        () if x.is_nan() => x,
        () if x < xp[0] => left,
        () if x > xp[last] => right,
        () if x == xp[last] => fp[last],
        () => {
            let k = xp.partition_point(|&point| point <= x) - 1;
            let slope = (fp[k + 1] - fp[k]) / (xp[k + 1] - xp[k]);
            slope * (x - xp[k]) + fp[k]
        }
    };
    let values = x.as_slice::<f64>().unwrap_or_default().iter().map(at).collect();
    Ok(value_of(Array::from_vec(x.shape().clone(), values)))
}

/// The sums of products of two vectors at all shifts, the second one turned round, cut as `mode` says.
fn convolved(vm: &mut Vm, left: &Value, right: &Value, mode: &Value, turned: bool) -> Result<Value> {
    let (a, v) = (convert::array(vm, left)?, convert::array(vm, right)?);
    let flat = |array: Array| array.with_shape([array.len()]);
    let (mut a, mut v) = (flat(a), flat(v));
    if a.is_empty() || v.is_empty() {
        return Err(value_error(if a.is_empty() { "a cannot be empty" } else { "v cannot be empty" }));
    }
    if turned {
        v = layout::reverse(&v, &[0]).map_err(from_kernel)?;
    }
    let swapped = v.len() > a.len();
    if swapped {
        std::mem::swap(&mut a, &mut v);
    }
    let dtype = promote(a.dtype(), v.dtype());
    let wide = if dtype.is_integer() || dtype == DType::Bool { DType::Int64 } else { DType::Float64 };
    if dtype.is_complex() {
        return Err(unsupported("convolution of complex numbers"));
    }
    let (a, v) = (cast(&a, wide).map_err(from_kernel)?, cast(&v, wide).map_err(from_kernel)?);
    let (n, m) = (a.len(), v.len());
    let full = match wide {
        DType::Int64 => {
            let (a, v) = (a.as_slice::<i64>().unwrap_or_default(), v.as_slice::<i64>().unwrap_or_default());
            Array::from_vec([n + m - 1], all_shifts(a, v, 0, |sum, x, y| sum.wrapping_add(x.wrapping_mul(y))))
        }
        _ => {
            let (a, v) = (a.as_slice::<f64>().unwrap_or_default(), v.as_slice::<f64>().unwrap_or_default());
            Array::from_vec([n + m - 1], all_shifts(a, v, 0.0, |sum, x, y| sum + x * y))
        }
    };
    let kept = match mode.as_str() {
        Some("full") => 0..n + m - 1,
        Some("same") => (m - 1) / 2..(m - 1) / 2 + n,
        Some("valid") => m - 1..n,
        _ => return Err(value_error("mode must be one of 'valid', 'same', or 'full'")),
    };
    let result = part_along(&full, 0, kept)?;
    // A correlation of a shorter vector with a longer one runs the other way.
    let result = if swapped && !turned { layout::reverse(&result, &[0]).map_err(from_kernel)? } else { result };
    Ok(ndarray_of(cast(&result, dtype).map_err(from_kernel)?))
}

fn all_shifts<T: Copy>(a: &[T], v: &[T], zero: T, add_product: impl Fn(T, T, T) -> T) -> Vec<T> {
    let mut result = vec![zero; a.len() + v.len() - 1];
    for (i, &x) in a.iter().enumerate() {
        for (j, &y) in v.iter().rev().enumerate() {
            result[i + j] = add_product(result[i + j], x, y);
        }
    }
    result
}

fn convolve(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    convolved(vm, &args[0], &args[1], &args[2], true)
}

fn correlate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    convolved(vm, &args[0], &args[1], &args[2], false)
}

/// The coefficients that fit best, the highest power first: columns of powers, scaled to length one before solving.
fn polyfit(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if vm.truth(&args[4])? || vm.truth(&args[6])? {
        return Err(unsupported("full= and cov= of np.polyfit"));
    }
    let (x, mut y) = (doubles(vm, &args[0])?, doubles(vm, &args[1])?);
    let degree = usize::try_from(vm.index(&args[2])?).map_err(|_| value_error("expected deg >= 0"))?;
    let [points] = x.shape()[..] else { return Err(type_error("expected 1D vector for x")) };
    if points == 0 {
        return Err(type_error("expected non-empty vector for x"));
    }
    if y.shape().first() != Some(&points) {
        return Err(type_error("expected x and y to have same length"));
    }
    let powers = Array::from_vec([degree + 1], (0..=degree as i64).rev().map(|k| k as f64).collect());
    let mut columns = quiet_binary(Binary::Power, &x.with_shape([points, 1]), &powers)?;
    if !args[5].is_none() {
        let weights = doubles(vm, &args[5])?;
        columns = quiet_binary(Binary::Multiply, &columns, &weights.with_shape([points, 1]))?;
        y = match y.shape().rank() {
            1 => quiet_binary(Binary::Multiply, &y, &weights)?,
            _ => quiet_binary(Binary::Multiply, &y, &weights.with_shape([points, 1]))?,
        };
    }
    let squares = quiet_unary(Unary::Square, &columns)?;
    let scale = quiet_unary(Unary::Sqrt, &reduce::sum(&squares, &Axes::new(Some(&[0]), 2), DType::Float64)?)?;
    let scaled = quiet_binary(Binary::Divide, &columns, &scale)?;
    let cutoff = points as f64 * f64::EPSILON;
    let (solution, ..) = least_squares(&scaled, &y, cutoff)?;
    let scale = if y.shape().rank() == 1 { scale } else { scale.with_shape([degree + 1, 1]) };
    Ok(ndarray_of(quiet_binary(Binary::Divide, &solution, &scale)?))
}

fn polyval(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (p, x) = (convert::array(vm, &args[0])?, convert::array(vm, &args[1])?);
    let mut result = layout::zeros(x.shape().clone(), x.dtype()).map_err(from_kernel)?;
    for place in 0..p.len() {
        let coefficient = part_along(&p.with_shape([p.len()]), 0, place..place + 1)?.with_shape(Shape::SCALAR);
        result = quiet_binary(Binary::Add, &quiet_binary(Binary::Multiply, &result, &x)?, &coefficient)?;
    }
    Ok(value_of(result))
}

fn vector(vm: &mut Vm, value: &Value) -> Result<Array> {
    let array = convert::array(vm, value)?;
    Ok(array.with_shape([array.len()]))
}

fn polyder(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut p = vector(vm, &args[0])?;
    for _ in 0..count(vm, &args[1])? {
        if p.is_empty() {
            break;
        }
        let degree = p.len().saturating_sub(1);
        let factors = Array::from_vec([degree], (1..=degree as i64).rev().collect());
        p = quiet_binary(Binary::Multiply, &part_along(&p, 0, 0..degree)?, &factors)?;
    }
    Ok(ndarray_of(p))
}

fn polyint(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut p = vector(vm, &args[0])?;
    let rounds = count(vm, &args[1])?;
    let constants = if args[2].is_none() {
        vec![0.0; rounds]
    } else {
        let k = doubles(vm, &args[2])?;
        let k = k.as_slice::<f64>().unwrap_or_default();
        if k.len() == 1 { vec![k[0]; rounds] } else { k.to_vec() }
    };
    if constants.len() < rounds {
        return Err(value_error("k must be a scalar or a rank-1 array of length 1 or >m."));
    }
    for constant in constants.into_iter().take(rounds) {
        let length = p.len();
        let divisors = Array::from_vec([length], (1..=length as i64).rev().collect());
        let quotients = quiet_binary(Binary::Divide, &p, &divisors)?;
        let last = cast(&Array::from_vec([1], vec![constant]), quotients.dtype()).map_err(from_kernel)?;
        p = layout::concat(&[&quotients, &last], 0).map_err(from_kernel)?;
    }
    Ok(ndarray_of(p))
}

fn polyadd(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (a, b) = (vector(vm, &args[0])?, vector(vm, &args[1])?);
    let length = a.len().max(b.len());
    let padded = |array: &Array| -> Result<Array> {
        let zeros = layout::zeros([length - array.len()].into(), array.dtype()).map_err(from_kernel)?;
        layout::concat(&[&zeros, array], 0).map_err(from_kernel)
    };
    Ok(ndarray_of(quiet_binary(Binary::Add, &padded(&a)?, &padded(&b)?)?))
}

fn polymul(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    convolved(vm, &args[0], &args[1], &Value::str("full"), true)
}

/// The eigenvalues of the companion matrix.
fn roots(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let p = doubles(vm, &args[0])?;
    let numbers = p.as_slice::<f64>().unwrap_or_default();
    let Some(first) = numbers.iter().position(|&x| x != 0.0) else {
        return Ok(ndarray_of(Array::from_vec::<f64>([0], Vec::new())));
    };
    let last = numbers.iter().rposition(|&x| x != 0.0).unwrap_or(first);
    let (leading, rest) = (numbers[first], &numbers[first + 1..=last]);
    let size = rest.len();
    let mut companion = vec![0.0; size * size];
    for (column, &x) in rest.iter().enumerate() {
        companion[column] = -x / leading;
    }
    for row in 1..size {
        companion[row * size + row - 1] = 1.0;
    }
    let found = if size == 0 {
        Array::from_vec::<f64>([0], Vec::new())
    } else {
        crate::linalg::eigenvalues(&Array::from_vec([size, size], companion))?
    };
    let zeros = layout::zeros([numbers.len() - 1 - last].into(), found.dtype()).map_err(from_kernel)?;
    Ok(ndarray_of(layout::concat(&[&found, &zeros], 0).map_err(from_kernel)?))
}

/// A window: a sum of cosines of `π n / (M - 1)` for odd `n` from `1 - M` on.
fn window(vm: &mut Vm, size: &Value, of: impl Fn(f64) -> f64) -> Result<Value> {
    let size = usize::try_from(vm.index(size)?).unwrap_or(0);
    tape_tensor::array::check_size(&[size].into(), DType::Float64).map_err(from_kernel)?;
    if size == 1 {
        return Ok(ndarray_of(Array::from_vec([1], vec![1.0])));
    }
    let last = size as f64 - 1.0;
    let angle = |k: usize| std::f64::consts::PI * (1.0 - size as f64 + 2.0 * k as f64) / last;
    Ok(ndarray_of(Array::from_vec([size], (0..size).map(|k| of(angle(k))).collect())))
}

fn hanning(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    window(vm, &args[0], |angle| 0.5 + 0.5 * angle.cos())
}

fn hamming(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    window(vm, &args[0], |angle| 0.54 + 0.46 * angle.cos())
}

fn blackman(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    window(vm, &args[0], |angle| 0.42 + 0.5 * angle.cos() + 0.08 * (2.0 * angle).cos())
}
