//! Products and parts of matrices.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, View, broadcast_to, transpose};
use tape_tensor::{Array, DType, Shape};

use super::creation::pattern;
use super::shaping::viewed;
use super::sorting::selected;
use crate::arguments::{axis, checked_axis, count, deliver, dtype_or, integers};
use crate::convert;
use crate::error::{from_kernel, tight};
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::promote::promote;
use crate::reduce::{self, Axes};
use crate::ufunc::{Binary, Unary, quiet_binary, quiet_unary};
use crate::{einsum, give, linear, ndarray_of, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("dot", "(a, b, out=None)", "The dot product of two arrays.", dot).python(),
    NativeFunction::new("matmul", "(x1, x2, /, out=None)", "The matrix product of two arrays.", matmul),
    NativeFunction::new("inner", "(a, b, /)", "The inner product of two arrays.", inner).python(),
    NativeFunction::new("outer", "(a, b, out=None)", "The outer product of two vectors.", outer).python(),
    NativeFunction::new("vdot", "(a, b, /)", "The dot product of two vectors, the first conjugated.", vdot).python(),
    NativeFunction::new("vecdot", "(x1, x2, /, *, axis=-1)", "The dot products of the vectors along an axis.", vecdot),
    NativeFunction::new("tensordot", "(a, b, axes=2)", "The product of two arrays over several axes.", tensordot)
        .python(),
    NativeFunction::new(
        "einsum",
        "(subscripts, *operands, out=None, optimize=False, dtype=None, order='K', casting='safe')",
        "Einstein's summation convention.",
        einsum_function,
    )
    .python(),
    NativeFunction::new(
        "cross",
        "(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)",
        "The cross product of vectors.",
        cross,
    )
    .python(),
    NativeFunction::new("kron", "(a, b)", "The Kronecker product of two arrays.", kron).python(),
    NativeFunction::new(
        "trace",
        "(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)",
        "The sum of a diagonal.",
        trace,
    )
    .python(),
    NativeFunction::new("diagonal", "(a, offset=0, axis1=0, axis2=1)", "The elements of a diagonal.", diagonal)
        .python(),
    NativeFunction::new("diag", "(v, k=0)", "A diagonal, or a matrix with one.", diag).python(),
    NativeFunction::new("diagflat", "(v, k=0)", "A matrix with the elements on a diagonal.", diagflat).python(),
    NativeFunction::new("fill_diagonal", "(a, val, wrap=False)", "Puts values on the main diagonal.", fill_diagonal)
        .python(),
    NativeFunction::new("tril", "(m, k=0)", "The lower triangle of an array.", tril).python(),
    NativeFunction::new("triu", "(m, k=0)", "The upper triangle of an array.", triu).python(),
    NativeFunction::new("tril_indices", "(n, k=0, m=None)", "The indices of a lower triangle.", tril_indices).python(),
    NativeFunction::new("triu_indices", "(n, k=0, m=None)", "The indices of an upper triangle.", triu_indices).python(),
    NativeFunction::new("diag_indices", "(n, ndim=2)", "The indices of a main diagonal.", diag_indices).python(),
];

fn pair(vm: &mut Vm, args: &Args<'_>) -> Result<(Array, Array)> {
    Ok((convert::array(vm, &args[0])?, convert::array(vm, &args[1])?))
}

/// Arrays that cannot be multiplied along these axes.
fn not_aligned(x: &Array, y: &Array, x_axis: usize, y_axis: usize) -> tape_lang::Raise {
    value_error(format!(
        "shapes {} and {} not aligned: {} (dim {x_axis}) != {} (dim {y_axis})",
        tight(x.shape()),
        tight(y.shape()),
        x.shape()[x_axis],
        y.shape()[y_axis]
    ))
}

/// The sums of products over the last axis of `x` and the axis `y_axis` of `y`; numbers multiply.
///
/// # Errors
/// `ValueError` where the sizes differ.
pub fn contracted(x: &Array, y: &Array, y_axis: usize) -> Result<Array> {
    let (x_rank, y_rank) = (x.shape().rank(), y.shape().rank());
    if x_rank == 0 || y_rank == 0 {
        return quiet_binary(Binary::Multiply, x, y);
    }
    if x.shape()[x_rank - 1] != y.shape()[y_axis] {
        return Err(not_aligned(x, y, x_rank - 1, y_axis));
    }
    let size = y.shape()[y_axis];
    let mut order = vec![y_axis];
    order.extend((0..y_rank).filter(|&axis| axis != y_axis));
    let turned = transpose(y, &order).map_err(from_kernel)?;
    let outer: Vec<usize> = x.shape()[..x_rank - 1].to_vec();
    let inner: Vec<usize> = turned.shape()[1..].to_vec();
    let (rows, columns) = (outer.iter().product::<usize>(), inner.iter().product::<usize>());
    let product = linear::matmul(&x.with_shape([rows, size]), &turned.with_shape([size, columns]))?;
    Ok(product.with_shape([outer, inner].concat()))
}

/// `dot`.
pub fn dot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let y_axis = y.shape().rank().saturating_sub(2);
    deliver(contracted(&x, &y, y_axis)?, &args[2], "dot")
}

fn matmul(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    deliver(linear::matmul(&x, &y)?, &args[2], "matmul")
}

fn inner(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let y_axis = y.shape().rank().saturating_sub(1);
    let product = contracted(&x, &y, y_axis)?;
    Ok(value_of(product))
}

fn outer(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let product = quiet_binary(Binary::Multiply, &x.with_shape([x.len(), 1]), &y.with_shape([1, y.len()]))?;
    deliver(product, &args[2], "multiply")
}

fn vdot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    if x.len() != y.len() {
        return Err(value_error(format!("cannot reshape array of size {} into shape ({},)", y.len(), x.len())));
    }
    let x = if x.dtype().is_complex() { quiet_unary(Unary::Conjugate, &x)? } else { x };
    Ok(value_of(contracted(&x.with_shape([x.len()]), &y.with_shape([y.len()]), 0)?))
}

fn vecdot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let x = if x.dtype().is_complex() { quiet_unary(Unary::Conjugate, &x)? } else { x };
    let products = quiet_binary(Binary::Multiply, &x, &y)?;
    let axis = axis(vm, &args[2], products.shape().rank())?;
    let dtype = products.dtype();
    Ok(value_of(reduce::sum(&products, &Axes::new(Some(&[axis]), products.shape().rank()), dtype)?))
}

fn tensordot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let (x_rank, y_rank) = (x.shape().rank(), y.shape().rank());
    let (x_axes, y_axes): (Vec<usize>, Vec<usize>) = if crate::arguments::is_sequence(&args[2]) {
        let axes = vm.collect(&args[2])?;
        let [first, second] = &axes[..] else { return Err(value_error("axes must be a pair of sequences")) };
        let read = |vm: &mut Vm, value: &Value, rank: usize| -> Result<Vec<usize>> {
            integers(vm, value)?.into_iter().map(|axis| checked_axis(axis, rank)).collect()
        };
        (read(vm, first, x_rank)?, read(vm, second, y_rank)?)
    } else {
        let number = count(vm, &args[2])?;
        if number > x_rank || number > y_rank {
            return Err(value_error("shape-mismatch for sum"));
        }
        ((x_rank - number..x_rank).collect(), (0..number).collect())
    };
    let sizes = |array: &Array, axes: &[usize]| axes.iter().map(|&axis| array.shape()[axis]).collect::<Vec<_>>();
    if sizes(&x, &x_axes) != sizes(&y, &y_axes) {
        return Err(value_error("shape-mismatch for sum"));
    }
    let free = |axes: &[usize], rank: usize| (0..rank).filter(|axis| !axes.contains(axis)).collect::<Vec<_>>();
    let (x_free, y_free) = (free(&x_axes, x_rank), free(&y_axes, y_rank));
    let summed: usize = sizes(&x, &x_axes).iter().product();
    let left = transpose(&x, &[x_free.clone(), x_axes].concat()).map_err(from_kernel)?;
    let right = transpose(&y, &[y_axes, y_free.clone()].concat()).map_err(from_kernel)?;
    let (outer, inner) = (sizes(&x, &x_free), sizes(&y, &y_free));
    let left = left.with_shape([outer.iter().product(), summed]);
    let right = right.with_shape([summed, inner.iter().product()]);
    Ok(ndarray_of(linear::matmul(&left, &right)?.with_shape([outer, inner].concat())))
}

fn einsum_function(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(subscripts) = args[0].as_str() else {
        return Err(crate::arguments::unsupported("einsum without a string of subscripts"));
    };
    let operands = args.rest(1).iter().map(|value| convert::array(vm, value)).collect::<Result<Vec<_>>>()?;
    let result = einsum::einsum(subscripts, &operands)?;
    let result = match crate::descr::number(vm, &args[4])? {
        Some(dtype) => cast(&result, dtype).map_err(from_kernel)?,
        None => result,
    };
    deliver(result, &args[2], "einsum")
}

fn cross(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let pick = |nth: usize| if args[5].is_none() { args[nth].clone() } else { args[5].clone() };
    let last = |vm: &mut Vm, array: &Array, place: &Value| -> Result<Array> {
        let rank = array.shape().rank();
        let place = axis(vm, place, rank)?;
        let order: Vec<usize> = (0..rank).filter(|&other| other != place).chain([place]).collect();
        transpose(array, &order).map_err(from_kernel)
    };
    let (x, y) = (last(vm, &x, &pick(2))?, last(vm, &y, &pick(3))?);
    let size = |array: &Array| array.shape().last().copied().unwrap_or(0);
    let (m, n) = (size(&x), size(&y));
    if !(2..=3).contains(&m) || !(2..=3).contains(&n) {
        return Err(value_error("incompatible dimensions for cross product\n(dimension must be 2 or 3)"));
    }
    let dtype = promote(x.dtype(), y.dtype());
    let part = |array: &Array, nth: usize| -> Result<Array> {
        let axis = array.shape().rank() - 1;
        let shape = super::reductions::without_axis(array.shape(), axis);
        match nth < array.shape()[axis] {
            true => Ok(layout::take(array, axis, &[nth]).map_err(from_kernel)?.with_shape(shape)),
            false => layout::zeros(shape, dtype).map_err(from_kernel),
        }
    };
    let component = |one: usize, other: usize| -> Result<Array> {
        let first = quiet_binary(Binary::Multiply, &part(&x, one)?, &part(&y, other)?)?;
        let second = quiet_binary(Binary::Multiply, &part(&x, other)?, &part(&y, one)?)?;
        quiet_binary(Binary::Subtract, &first, &second)
    };
    if m == 2 && n == 2 {
        return Ok(ndarray_of(component(0, 1)?));
    }
    let parts = [component(1, 2)?, component(2, 0)?, component(0, 1)?];
    let rank = parts[0].shape().rank() + 1;
    let place = axis(vm, &pick(4), rank)?;
    Ok(ndarray_of(layout::stack(&parts.iter().collect::<Vec<_>>(), place).map_err(from_kernel)?))
}

fn kron(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (x, y) = pair(vm, &args)?;
    let rank = x.shape().rank().max(y.shape().rank());
    let padded = |array: &Array| -> Vec<usize> {
        std::iter::repeat_n(1, rank - array.shape().rank()).chain(array.shape().iter().copied()).collect()
    };
    let (a, b) = (padded(&x), padded(&y));
    let wide: Vec<usize> = a.iter().flat_map(|&size| [size, 1]).collect();
    let tall: Vec<usize> = b.iter().flat_map(|&size| [1, size]).collect();
    let product = quiet_binary(Binary::Multiply, &x.with_shape(wide), &y.with_shape(tall))?;
    let shape: Shape = a.iter().zip(&b).map(|(a, b)| a * b).collect();
    Ok(value_of(product.with_shape(shape)))
}

/// The view of a diagonal: the two axes go, one for the diagonal comes last.
fn diagonal_view(view: View, offset: i64, first: usize, second: usize) -> Result<View> {
    if first == second {
        return Err(value_error("axis1 and axis2 cannot be the same"));
    }
    let (rows, columns) = (view.axes[first], view.axes[second]);
    let skipped = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    let (skip_rows, skip_columns) = if offset < 0 { (skipped, 0) } else { (0, skipped) };
    let size = rows.size.saturating_sub(skip_rows).min(columns.size.saturating_sub(skip_columns));
    let mut start = view.offset;
    if size > 0 {
        start = start.wrapping_add_signed(skip_rows as isize * rows.step + skip_columns as isize * columns.step);
    }
    let kept = view.axes.iter().enumerate().filter(|(nth, _)| *nth != first && *nth != second).map(|(_, axis)| *axis);
    let own = layout::Axis { size, step: rows.step + columns.step };
    Ok(View { offset: start, axes: kept.chain([own]).collect() })
}

/// `diagonal`: a view that cannot be written to.
pub fn diagonal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let result = viewed(vm, &args[0], |vm, view| {
        let rank = view.axes.len();
        if rank < 2 {
            return Err(value_error("diag requires an array of at least two dimensions"));
        }
        let (first, second) = (axis(vm, &args[2], rank)?, axis(vm, &args[3], rank)?);
        diagonal_view(view, vm.index(&args[1])?, first, second)
    })?;
    if let Some(array) = result.downcast::<NdArray>() {
        array.set_writeable(false);
    }
    Ok(result)
}

/// `trace`.
pub fn trace(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let diagonal = diagonal(vm, args)?;
    let array = convert::array(vm, &diagonal)?;
    let dtype = dtype_or(vm, &args[4], reduce::sum_dtype(array.dtype()))?;
    let rank = array.shape().rank();
    deliver(reduce::sum(&array, &Axes::new(Some(&[rank - 1]), rank), dtype)?, &args[5], "add")
}

/// A matrix of zeros with the elements of a vector on the k-th diagonal.
fn with_diagonal(items: &Items, k: i64) -> Result<Items> {
    let size = items.array.len();
    let side = size + k.unsigned_abs() as usize;
    let flat = items.array.with_shape([size]);
    Ok(items.with(layout::diag(&flat, k as isize, Some((side, side))).map_err(from_kernel)?))
}

fn diag(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let k = vm.index(&args[1])?;
    match items.rank() {
        1 => Ok(Value::object(NdArray::new(with_diagonal(&items, k)?))),
        2 => diagonal(vm, Args::positional(&[args[0].clone(), Value::Int(k), Value::Int(0), Value::Int(1)])),
        _ => Err(value_error("Input must be 1- or 2-d.")),
    }
}

fn diagflat(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let k = vm.index(&args[1])?;
    Ok(Value::object(NdArray::new(with_diagonal(&items, k)?)))
}

fn fill_diagonal(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(array) = args[0].downcast::<NdArray>() else { return Ok(Value::None) };
    let shape = array.shape();
    if shape.rank() < 2 {
        return Err(value_error("array must be at least 2-d"));
    }
    if shape.rank() > 2 && shape.iter().any(|&size| size != shape[0]) {
        return Err(value_error("All dimensions of input must be of equal length"));
    }
    let count = shape.iter().copied().min().unwrap_or(0);
    let values = convert::items_as(vm, &args[1], Some(array.descr()))?.array;
    for place in 0..count {
        let key = Value::tuple((0..shape.rank()).map(|_| Value::from(place)));
        let value = values.get(place % values.len().max(1));
        if let Some(value) = value {
            vm.set_item(&args[0], &key, crate::items::python_value(&value, array.strings()))?;
        }
    }
    Ok(Value::None)
}

/// The elements where `holds`, of row and column, and zeros elsewhere.
fn triangle(vm: &mut Vm, value: &Value, holds: impl Fn(i64, i64) -> bool) -> Result<Value> {
    let array = convert::array(vm, value)?;
    let array = match array.shape()[..] {
        [] => return Err(value_error("an array with axes is needed")),
        [size] => broadcast_to(&array, &Shape::from([size, size])).map_err(from_kernel)?,
        _ => array,
    };
    let rank = array.shape().rank();
    let mask = pattern(array.shape()[rank - 2], array.shape()[rank - 1], DType::Bool, holds)?;
    let zero = cast(&Array::scalar(false), array.dtype()).map_err(from_kernel)?;
    Ok(give(selected(&mask, &array.into(), &zero.into())?))
}

fn tril(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let k = vm.index(&args[1])?;
    triangle(vm, &args[0], |row, column| column - row <= k)
}

fn triu(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let k = vm.index(&args[1])?;
    triangle(vm, &args[0], |row, column| column - row >= k)
}

fn triangle_indices(vm: &mut Vm, args: &Args<'_>, holds: impl Fn(i64, i64) -> bool) -> Result<Value> {
    let rows = count(vm, &args[0])?;
    let columns = if args[2].is_none() { rows } else { count(vm, &args[2])? };
    let mask = ndarray_of(pattern(rows, columns, DType::Bool, holds)?);
    super::sorting::nonzero(vm, Args::positional(&[mask]))
}

fn tril_indices(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let k = vm.index(&args[1])?;
    triangle_indices(vm, &args, |row, column| column - row <= k)
}

fn triu_indices(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let k = vm.index(&args[1])?;
    triangle_indices(vm, &args, |row, column| column - row >= k)
}

fn diag_indices(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (size, rank) = (count(vm, &args[0])?, count(vm, &args[1])?);
    let numbers = ndarray_of(Array::from_vec([size], (0..size as i64).collect()));
    Ok(Value::tuple((0..rank).map(|_| numbers.clone())))
}
