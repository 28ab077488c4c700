//! Arrays from numbers and shapes.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::broadcast_to;
use tape_tensor::{Array, DType, Scalar, Shape};

use crate::arguments::{count, dtype_or, shape};
use crate::descr::{self, Descr};
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::ufunc::{Binary, quiet_binary};
use crate::{convert, ndarray_of};

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
        "fromiter",
        "(iter, dtype, count=-1, *, like=None)",
        "An array of the items of an iterable.",
        fromiter,
    ),
];

/// Elements of a type as an ndarray.
pub(super) fn made(items: Items) -> Value {
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

fn fromiter(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let descr = descr::argument(vm, &args[1])?;
    let mut items = vm.collect(&args[0])?;
    let limit = vm.index(&args[2])?;
    if let Ok(limit) = usize::try_from(limit) {
        items.truncate(limit);
    }
    Ok(made(convert::items_as(vm, &Value::list(items), descr)?))
}
