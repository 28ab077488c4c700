//! Other shapes and other orders of axes. Those that numpy shows as views are views here.

use smallvec::SmallVec;
use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::Shape;
use tape_tensor::layout::{self, Axis, View};

use crate::arguments::{axes, axis, axis_or_none, checked_axis, integers, shape, unsupported};
use crate::convert;
use crate::error::{from_kernel, tight};
use crate::ndarray::{NdArray, is_contiguous};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "reshape",
        "(a, /, shape, order='C', *, copy=None)",
        "A new shape for the same elements.",
        reshape_function,
    )
    .python(),
    NativeFunction::new("ravel", "(a, order='C')", "The elements in one axis.", ravel).python(),
    NativeFunction::new("transpose", "(a, axes=None)", "The axes in another order.", transpose_function).python(),
    NativeFunction::new("permute_dims", "(a, axes=None)", "The axes in another order.", transpose_function).python(),
    NativeFunction::new("matrix_transpose", "(x, /)", "The last two axes exchanged.", matrix_transpose).python(),
    NativeFunction::new("swapaxes", "(a, axis1, axis2)", "Two axes exchanged.", swapaxes).python(),
    NativeFunction::new("moveaxis", "(a, source, destination)", "Axes moved to other places.", moveaxis).python(),
    NativeFunction::new("rollaxis", "(a, axis, start=0)", "An axis rolled backwards.", rollaxis).python(),
    NativeFunction::new("expand_dims", "(a, axis)", "New axes of size 1.", expand_dims).python(),
    NativeFunction::new("squeeze", "(a, axis=None)", "Without axes of size 1.", squeeze).python(),
    NativeFunction::new("broadcast_to", "(array, shape, subok=False)", "An array broadcast to a shape.", broadcast_to)
        .python(),
    NativeFunction::new(
        "broadcast_arrays",
        "(*args, subok=False)",
        "Arrays broadcast against each other.",
        broadcast_arrays,
    )
    .python(),
    NativeFunction::new("broadcast_shapes", "(*args)", "The shape that shapes take together.", broadcast_shapes)
        .python(),
    NativeFunction::new("atleast_1d", "(*arys)", "Arrays with one axis or more.", atleast_1d).python(),
    NativeFunction::new("atleast_2d", "(*arys)", "Arrays with two axes or more.", atleast_2d).python(),
    NativeFunction::new("atleast_3d", "(*arys)", "Arrays with three axes or more.", atleast_3d).python(),
    NativeFunction::new("flip", "(m, axis=None)", "The elements in reverse order.", flip).python(),
    NativeFunction::new("fliplr", "(m)", "The columns in reverse order.", fliplr).python(),
    NativeFunction::new("flipud", "(m)", "The rows in reverse order.", flipud).python(),
    NativeFunction::new("rot90", "(m, k=1, axes=None)", "An array turned by 90 degrees.", rot90).python(),
    NativeFunction::new("roll", "(a, shift, axis=None)", "The elements moved on, round the end.", roll).python(),
    NativeFunction::new("resize", "(a, new_shape)", "A new shape, the elements repeated as needed.", resize).python(),
    NativeFunction::new("shape", "(a)", "The shape of an array.", shape_of).python(),
    NativeFunction::new("ndim", "(a)", "The number of axes.", ndim).python(),
    NativeFunction::new("size", "(a, axis=None)", "The number of elements along an axis.", size).python(),
];

/// An array's value: an ndarray as it is, anything else as a new one.
///
/// # Errors
/// What converting raises.
pub fn as_ndarray(vm: &mut Vm, value: &Value) -> Result<Value> {
    match value {
        Value::Object(object) if object.downcast::<NdArray>().is_some() => Ok(value.clone()),
        _ => Ok(Value::object(NdArray::new(convert::items(vm, value)?))),
    }
}

/// Another view of an array.
///
/// # Errors
/// What converting and `change` raise.
pub fn viewed(vm: &mut Vm, value: &Value, change: impl FnOnce(&mut Vm, View) -> Result<View>) -> Result<Value> {
    let array = as_ndarray(vm, value)?;
    let Some(own) = array.downcast::<NdArray>() else { return Ok(array) };
    let view = own.view().clone();
    let view = change(vm, view)?;
    Ok(own.viewed(&array, view))
}

/// The shape that a `reshape` asks for, with -1 filled in.
fn resolved(given: &[i64], length: usize) -> Result<Shape> {
    let unknown = given.iter().filter(|&&size| size < 0).count();
    if unknown > 1 {
        return Err(value_error("can only specify one unknown dimension"));
    }
    let known =
        given.iter().filter(|&&size| size >= 0).fold(1usize, |product, &size| product.saturating_mul(size as usize));
    let fits = if unknown == 1 { known > 0 && length.is_multiple_of(known) } else { known == length };
    if !fits {
        let sizes: Vec<String> =
            given.iter().map(|&size| if size < 0 { "newaxis".to_owned() } else { size.to_string() }).collect();
        let comma = if sizes.len() == 1 { "," } else { "" };
        return Err(value_error(format!(
            "cannot reshape array of size {length} into shape ({}{comma})",
            sizes.join(",")
        )));
    }
    Ok(given.iter().map(|&size| if size < 0 { length / known.max(1) } else { size as usize }).collect())
}

/// An array under another shape: a view where its elements lie in order.
///
/// # Errors
/// `ValueError` where the sizes do not fit.
pub fn reshaped(vm: &mut Vm, value: &Value, given: &[i64], order: &Value) -> Result<Value> {
    let array = as_ndarray(vm, value)?;
    let Some(own) = array.downcast::<NdArray>() else { return Ok(array) };
    let shape = resolved(given, own.len())?;
    if order.as_str() == Some("F") {
        return fortran_reshaped(own, &shape);
    }
    if is_contiguous(&own.view()) {
        let mut view = View::of(&shape);
        view.offset = own.view().offset;
        return Ok(own.viewed(&array, view));
    }
    let items = own.items();
    Ok(Value::object(NdArray::new(items.with(items.array.with_shape(shape)))))
}

/// The elements read and put back with the first index changing fastest.
fn fortran_reshaped(array: &NdArray, shape: &Shape) -> Result<Value> {
    let items = array.items();
    let turned: Vec<usize> = (0..items.rank()).rev().collect();
    let read = layout::transpose(&items.array, &turned).map_err(from_kernel)?;
    let reversed: Shape = shape.iter().rev().copied().collect();
    let back: Vec<usize> = (0..shape.rank()).rev().collect();
    let result = layout::transpose(&read.with_shape(reversed), &back).map_err(from_kernel)?;
    Ok(Value::object(NdArray::new(items.with(result))))
}

fn reshape_function(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let given = integers(vm, &args[1])?;
    reshaped(vm, &args[0], &given, &args[2])
}

/// `a.reshape(2, 3)` or `a.reshape((2, 3))`.
pub fn reshape_method(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let given = match args.rest(1) {
        [one] => integers(vm, one)?,
        many => many.iter().map(|size| vm.index(size)).collect::<Result<Vec<_>>>()?,
    };
    if args.rest(1).is_empty() {
        return Err(type_error("reshape() takes exactly 1 argument (0 given)"));
    }
    reshaped(vm, &args[0], &given, &args[2])
}

/// `ravel`: a view where that is possible.
pub fn ravel(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    reshaped(vm, &args[0], &[-1], &args[1])
}

/// The view with its axes in another order.
fn permuted(view: View, order: &[usize]) -> View {
    View { offset: view.offset, axes: order.iter().map(|&axis| view.axes[axis]).collect() }
}

fn transposed(vm: &mut Vm, value: &Value, given: Option<Vec<i64>>) -> Result<Value> {
    viewed(vm, value, |_, view| {
        let rank = view.axes.len();
        let order = match given {
            None => (0..rank).rev().collect(),
            Some(given) if given.len() != rank => return Err(value_error("axes don't match array")),
            Some(given) => given.into_iter().map(|axis| checked_axis(axis, rank)).collect::<Result<Vec<_>>>()?,
        };
        if (0..rank).any(|axis| !order.contains(&axis)) {
            return Err(value_error("repeated axis in transpose"));
        }
        Ok(permuted(view, &order))
    })
}

fn transpose_function(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let given = if args[1].is_none() { None } else { Some(integers(vm, &args[1])?) };
    transposed(vm, &args[0], given)
}

/// `a.transpose()`, `a.transpose(1, 0)` or `a.transpose((1, 0))`.
pub fn transpose_method(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let given = match args.rest(1) {
        [] | [Value::None] => None,
        [one] => Some(integers(vm, one)?),
        many => Some(many.iter().map(|axis| vm.index(axis)).collect::<Result<Vec<_>>>()?),
    };
    transposed(vm, &args[0], given)
}

/// `a.T`.
///
/// # Errors
/// What converting raises.
pub fn turned(vm: &mut Vm, value: &Value) -> Result<Value> {
    transposed(vm, value, None)
}

fn matrix_transpose(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |_, mut view| {
        let rank = view.axes.len();
        if rank < 2 {
            return Err(value_error(format!("Input array must be at least 2-dimensional, but it is {rank}")));
        }
        view.axes.swap(rank - 1, rank - 2);
        Ok(view)
    })
}

/// `swapaxes`.
pub fn swapaxes(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |vm, mut view| {
        let rank = view.axes.len();
        let (one, other) = (axis(vm, &args[1], rank)?, axis(vm, &args[2], rank)?);
        view.axes.swap(one, other);
        Ok(view)
    })
}

fn moveaxis(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |vm, view| {
        let rank = view.axes.len();
        let read = |vm: &mut Vm, value: &Value| -> Result<Vec<usize>> {
            integers(vm, value)?.into_iter().map(|axis| checked_axis(axis, rank)).collect()
        };
        let (sources, destinations) = (read(vm, &args[1])?, read(vm, &args[2])?);
        if sources.len() != destinations.len() {
            return Err(value_error("`source` and `destination` arguments must have the same number of elements"));
        }
        let mut order: Vec<usize> = (0..rank).filter(|axis| !sources.contains(axis)).collect();
        let mut moves: Vec<(usize, usize)> = destinations.into_iter().zip(sources).collect();
        moves.sort_unstable();
        for (destination, source) in moves {
            order.insert(destination.min(order.len()), source);
        }
        Ok(permuted(view, &order))
    })
}

fn rollaxis(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |vm, view| {
        let rank = view.axes.len();
        let moved = axis(vm, &args[1], rank)?;
        let start = vm.index(&args[2])?;
        let start = if start < 0 { start + rank as i64 } else { start };
        let start = usize::try_from(start).ok().filter(|&start| start <= rank);
        let Some(start) = start else { return Err(crate::error::axis_error(vm.index(&args[2])?, rank + 1)) };
        let start = if moved < start { start - 1 } else { start };
        let mut order: Vec<usize> = (0..rank).filter(|&axis| axis != moved).collect();
        order.insert(start, moved);
        Ok(permuted(view, &order))
    })
}

fn expand_dims(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |vm, mut view| {
        let given = integers(vm, &args[1])?;
        let rank = view.axes.len() + given.len();
        let mut places = given.into_iter().map(|axis| checked_axis(axis, rank)).collect::<Result<Vec<_>>>()?;
        places.sort_unstable();
        if places.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(value_error("repeated axis"));
        }
        for place in places {
            view.axes.insert(place, Axis { size: 1, step: 0 });
        }
        Ok(view)
    })
}

/// `squeeze`.
pub fn squeeze(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |vm, view| {
        let asked = axes(vm, &args[1], view.axes.len())?;
        if let Some(asked) = &asked
            && asked.iter().any(|&axis| view.axes[axis].size != 1)
        {
            return Err(value_error("cannot select an axis to squeeze out which has size not equal to one"));
        }
        let removed = |nth: usize, axis: &Axis| asked.as_ref().map_or(axis.size == 1, |asked| asked.contains(&nth));
        let kept = view.axes.iter().enumerate().filter(|(nth, axis)| !removed(*nth, axis)).map(|(_, axis)| *axis);
        Ok(View { offset: view.offset, axes: kept.collect() })
    })
}

/// A view with axes of size 1 repeated; nothing where the shape does not allow it.
fn spread(view: &View, shape: &Shape) -> Option<View> {
    if view.shape().broadcast(shape).as_ref() != Some(shape) {
        return None;
    }
    let missing = shape.rank() - view.axes.len();
    let axes = shape.iter().enumerate().map(|(nth, &size)| match nth.checked_sub(missing) {
        Some(own) if view.axes[own].size == size => view.axes[own],
        _ => Axis { size, step: 0 },
    });
    Some(View { offset: view.offset, axes: axes.collect() })
}

fn broadcast_to(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = shape(vm, &args[1])?;
    let result = viewed(vm, &args[0], |_, view| {
        spread(&view, &shape).ok_or_else(|| {
            let (own, asked) = (tight(&view.shape()), tight(&shape));
            if view.axes.len() > shape.rank() {
                return value_error("input operand has more dimensions than allowed by the axis remapping");
            }
            value_error(format!(
                "operands could not be broadcast together with remapped shapes [original->remapped]: {own}  and \
                 requested shape {asked}"
            ))
        })
    })?;
    if let Some(array) = result.downcast::<NdArray>() {
        array.set_writeable(false);
    }
    Ok(result)
}

/// The shape that several arrays take together.
fn common_shape<'a>(shapes: impl Iterator<Item = &'a Shape> + Clone) -> Result<Shape> {
    let mut common = Shape::SCALAR;
    for shape in shapes.clone() {
        common = common.broadcast(shape).ok_or_else(|| {
            let culprits: Vec<&Shape> = shapes.clone().collect();
            let last = culprits.iter().position(|other| std::ptr::eq(*other, shape)).unwrap_or(0);
            let against = culprits[..last].iter().rposition(|other| other.broadcast(shape).is_none()).unwrap_or(0);
            value_error(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {against} with \
                 shape {} and arg {last} with shape {}.",
                crate::error::tuple(culprits[against]),
                crate::error::tuple(shape)
            ))
        })?;
    }
    Ok(common)
}

fn broadcast_arrays(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let values: Vec<Value> = args.rest(0).iter().map(|value| as_ndarray(vm, value)).collect::<Result<_>>()?;
    let shapes: Vec<Shape> =
        values.iter().filter_map(|value| value.downcast::<NdArray>().map(NdArray::shape)).collect();
    let common = common_shape(shapes.iter())?;
    let mut results = Vec::with_capacity(values.len());
    for value in &values {
        results.push(viewed(vm, value, |_, view| Ok(spread(&view, &common).unwrap_or(view)))?);
    }
    Ok(Value::tuple(results))
}

fn broadcast_shapes(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shapes: Vec<Shape> = args.rest(0).iter().map(|value| shape(vm, value)).collect::<Result<_>>()?;
    Ok(shape_tuple(&common_shape(shapes.iter())?))
}

/// A shape as a tuple.
#[must_use]
pub fn shape_tuple(shape: &[usize]) -> Value {
    Value::tuple(shape.iter().map(|&size| Value::from(size)))
}

fn at_least(vm: &mut Vm, args: Args<'_>, grow: fn(SmallVec<[Axis; 6]>) -> SmallVec<[Axis; 6]>) -> Result<Value> {
    let mut results = Vec::new();
    for value in args.rest(0) {
        results.push(viewed(vm, value, |_, view| Ok(View { offset: view.offset, axes: grow(view.axes) }))?);
    }
    if results.len() == 1 { Ok(results.swap_remove(0)) } else { Ok(Value::tuple(results)) }
}

const THIN: Axis = Axis { size: 1, step: 0 };

fn grown(mut axes: SmallVec<[Axis; 6]>, rank: usize) -> SmallVec<[Axis; 6]> {
    while axes.len() < rank {
        axes.insert(0, THIN);
    }
    axes
}

fn atleast_1d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    at_least(vm, args, |axes| grown(axes, 1))
}

fn atleast_2d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    at_least(vm, args, |axes| grown(axes, 2))
}

fn atleast_3d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    at_least(vm, args, |axes| {
        let mut axes = grown(axes, 2);
        if axes.len() == 2 {
            // A vector becomes one row of columns: (1, n, 1).
            axes.push(THIN);
        }
        axes
    })
}

/// The view with some axes walked backwards.
fn reversed(mut view: View, axes: &[usize]) -> View {
    for &axis in axes {
        let Axis { size, step } = view.axes[axis];
        view.offset = view.offset.wrapping_add_signed(step * size.saturating_sub(1) as isize);
        view.axes[axis].step = -step;
    }
    view
}

fn flip(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |vm, view| {
        let rank = view.axes.len();
        let asked = axes(vm, &args[1], rank)?.unwrap_or_else(|| (0..rank).collect());
        Ok(reversed(view, &asked))
    })
}

fn fliplr(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |_, view| match view.axes.len() {
        0 | 1 => Err(value_error("Input must be >= 2-d.")),
        _ => Ok(reversed(view, &[1])),
    })
}

fn flipud(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    viewed(vm, &args[0], |_, view| match view.axes.len() {
        0 => Err(value_error("Input must be >= 1-d.")),
        _ => Ok(reversed(view, &[0])),
    })
}

fn rot90(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let turns = vm.index(&args[1])?.rem_euclid(4);
    let plane = if args[2].is_none() { vec![0, 1] } else { integers(vm, &args[2])? };
    let &[first, second] = &plane[..] else { return Err(value_error("len(axes) must be 2.")) };
    viewed(vm, &args[0], |_, mut view| {
        let rank = view.axes.len();
        let (first, second) = (checked_axis(first, rank)?, checked_axis(second, rank)?);
        if first == second {
            return Err(value_error("Axes must be different."));
        }
        Ok(match turns {
            0 => view,
            1 => {
                view = reversed(view, &[second]);
                view.axes.swap(first, second);
                view
            }
            2 => reversed(view, &[first, second]),
            _ => {
                view.axes.swap(first, second);
                reversed(view, &[second])
            }
        })
    })
}

fn roll(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let shifts = integers(vm, &args[1])?;
    if args[2].is_none() {
        let flat = items.array.with_shape([items.array.len()]);
        let total: i64 = shifts.iter().sum();
        let rolled = layout::roll(&flat, &[total], &[0]).map_err(from_kernel)?;
        return Ok(Value::object(NdArray::new(items.with(rolled.with_shape(items.shape().clone())))));
    }
    let rank = items.rank();
    let along = integers(vm, &args[2])?.into_iter().map(|axis| checked_axis(axis, rank)).collect::<Result<Vec<_>>>()?;
    let length = shifts.len().max(along.len());
    if (shifts.len() != 1 && shifts.len() != length) || (along.len() != 1 && along.len() != length) {
        return Err(value_error("'shift' and 'axis' should be scalars or 1D sequences"));
    }
    let repeated = |list: &[i64]| (0..length).map(|k| list[k % list.len()]).collect::<Vec<_>>();
    let along: Vec<usize> = (0..length).map(|k| along[k % along.len()]).collect();
    let rolled = layout::roll(&items.array, &repeated(&shifts), &along).map_err(from_kernel)?;
    Ok(Value::object(NdArray::new(items.with(rolled))))
}

fn resize(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let shape = shape(vm, &args[1])?;
    let (length, wanted) = (items.array.len(), shape.elements());
    if length == 0 && wanted > 0 {
        return Err(unsupported("resizing an empty array"));
    }
    tape_tensor::array::check_size(&shape, items.dtype()).map_err(from_kernel)?;
    let places: Vec<usize> = (0..wanted).map(|place| place % length.max(1)).collect();
    let flat = items.array.with_shape([length]);
    let taken = layout::take(&flat, 0, &places).map_err(from_kernel)?;
    Ok(Value::object(NdArray::new(items.with(taken.with_shape(shape)))))
}

fn shape_of(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(shape_tuple(convert::items(vm, &args[0])?.shape()))
}

fn ndim(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(Value::from(convert::items(vm, &args[0])?.rank()))
}

fn size(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    Ok(Value::from(match axis_or_none(vm, &args[1], items.rank())? {
        Some(axis) => items.shape()[axis],
        None => items.array.len(),
    }))
}

/// `a.shape = …`.
///
/// # Errors
/// `ValueError` where the sizes do not fit, `AttributeError` where that would need a copy.
pub fn set_shape(vm: &mut Vm, this: &Value, value: &Value) -> Result<()> {
    let Some(array) = this.downcast::<NdArray>() else { return Ok(()) };
    let given = integers(vm, value)?;
    let shape = resolved(&given, array.len())?;
    if !is_contiguous(&array.view()) {
        return Err(tape_lang::exception::attribute_error(
            "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.",
        ));
    }
    let mut view = View::of(&shape);
    view.offset = array.view().offset;
    array.set_view(view);
    Ok(())
}
