//! Several arrays to one, one to several, and arrays with more or fewer elements along an axis.

use tape_lang::exception::{index_error, type_error, value_error};
use tape_lang::{Args, NativeFunction, Raise, Result, Value, Vm};
use tape_show::array::Strings;
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, Padding};
use tape_tensor::{Array, DType, Shape};

use crate::arguments::{arrays, axis, axis_or_none, checked_axis, deliver, integers, unsupported};
use crate::descr;
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::promote::promote;
use crate::reduce::{self, Axes, End, Nans};
use crate::{convert, ndarray_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "concatenate",
        "(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')",
        "Join arrays along an axis.",
        concatenate,
    )
    .python(),
    NativeFunction::new(
        "concat",
        "(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')",
        "Join arrays along an axis.",
        concatenate,
    )
    .python(),
    NativeFunction::new(
        "stack",
        "(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')",
        "Join arrays along a new axis.",
        stack,
    )
    .python(),
    NativeFunction::new("vstack", "(tup, *, dtype=None, casting='same_kind')", "Stack arrays row by row.", vstack)
        .python(),
    NativeFunction::new("row_stack", "(tup, *, dtype=None, casting='same_kind')", "Stack arrays row by row.", vstack)
        .python(),
    NativeFunction::new(
        "hstack",
        "(tup, *, dtype=None, casting='same_kind')",
        "Stack arrays column by column.",
        hstack,
    )
    .python(),
    NativeFunction::new("dstack", "(tup)", "Stack arrays along the third axis.", dstack).python(),
    NativeFunction::new("column_stack", "(tup)", "Stack vectors as columns.", column_stack).python(),
    NativeFunction::new("block", "(arrays)", "An array of nested lists of blocks.", block).python(),
    NativeFunction::new("append", "(arr, values, axis=None)", "Values at the end of an array.", append).python(),
    NativeFunction::new("insert", "(arr, obj, values, axis=None)", "Values before given indices.", insert).python(),
    NativeFunction::new("delete", "(arr, obj, axis=None)", "An array without some of its slices.", delete).python(),
    NativeFunction::new("split", "(ary, indices_or_sections, axis=0)", "Split an array into parts.", split).python(),
    NativeFunction::new(
        "array_split",
        "(ary, indices_or_sections, axis=0)",
        "Split an array into parts of nearly equal size.",
        array_split,
    )
    .python(),
    NativeFunction::new("vsplit", "(ary, indices_or_sections)", "Split an array along its first axis.", vsplit)
        .python(),
    NativeFunction::new("hsplit", "(ary, indices_or_sections)", "Split an array along its second axis.", hsplit)
        .python(),
    NativeFunction::new("dsplit", "(ary, indices_or_sections)", "Split an array along its third axis.", dsplit)
        .python(),
    NativeFunction::new("tile", "(A, reps)", "An array laid side by side.", tile).python(),
    NativeFunction::new("repeat", "(a, repeats, axis=None)", "Each element repeated.", repeat).python(),
    NativeFunction::new(
        "pad",
        "(array, pad_width, mode='constant', **kwargs)",
        "An array with something around it.",
        pad,
    )
    .python(),
    NativeFunction::new(
        "trim_zeros",
        "(filt, trim='fb', axis=None)",
        "A vector without the zeros at its ends.",
        trim_zeros,
    )
    .python(),
];

fn made(items: Items) -> Value {
    Value::object(NdArray::new(items))
}

/// Arrays in the dtype that they have together.
///
/// # Errors
/// `MemoryError`; `TypeError` where numbers would have to become text.
pub fn in_common(vm: &mut Vm, parts: Vec<Items>, dtype: Option<descr::Descr>) -> Result<Vec<Items>> {
    let common = dtype.or_else(|| {
        let strings = parts.iter().find(|part| part.dtype() == DType::String).map(|part| part.strings);
        match strings {
            Some(Strings::Unicode) => Some(descr::Descr::Text(0)),
            Some(Strings::Bytes) => Some(descr::Descr::Bytes(0)),
            Some(Strings::Objects) => Some(descr::Descr::Object),
            None => parts.iter().map(Items::dtype).reduce(promote).map(descr::Descr::Number),
        }
    });
    parts.into_iter().map(|part| convert::in_descr(vm, part, common)).collect()
}

/// Arrays one after another along an axis.
///
/// # Errors
/// `ValueError` where ranks or sizes differ.
pub fn joined(parts: &[Items], axis: i64) -> Result<Items> {
    let Some(first) = parts.first() else { return Err(value_error("need at least one array to concatenate")) };
    if first.rank() == 0 {
        return Err(value_error("zero-dimensional arrays cannot be concatenated"));
    }
    let axis = checked_axis(axis, first.rank())?;
    for (nth, other) in parts.iter().enumerate().skip(1) {
        check_joins(first.shape(), other.shape(), axis, nth)?;
    }
    let arrays: Vec<&Array> = parts.iter().map(|part| &part.array).collect();
    Ok(first.with(layout::concat(&arrays, axis).map_err(from_kernel)?))
}

fn check_joins(own: &Shape, other: &Shape, axis: usize, nth: usize) -> Result<()> {
    if own.rank() != other.rank() {
        return Err(value_error(format!(
            "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) and \
             the array at index {nth} has {} dimension(s)",
            own.rank(),
            other.rank()
        )));
    }
    match (0..own.rank()).find(|&k| k != axis && own[k] != other[k]) {
        Some(k) => Err(value_error(format!(
            "all the input array dimensions except for the concatenation axis must match exactly, but along dimension \
             {k}, the array at index 0 has size {} and the array at index {nth} has size {}",
            own[k], other[k]
        ))),
        None => Ok(()),
    }
}

fn concatenate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let dtype = descr::argument(vm, &args[3])?;
    let mut parts = arrays(vm, &args[0])?;
    let axis = if args[1].is_none() {
        for part in &mut parts {
            part.array = part.array.with_shape([part.array.len()]);
        }
        0
    } else {
        vm.index(&args[1])?
    };
    let parts = in_common(vm, parts, dtype)?;
    deliver(joined(&parts, axis)?, &args[2], "concatenate")
}

/// Arrays of one shape along a new axis.
///
/// # Errors
/// `ValueError` where the shapes differ.
pub fn stacked(vm: &mut Vm, parts: Vec<Items>, axis: i64) -> Result<Items> {
    let Some(first) = parts.first() else { return Err(value_error("need at least one array to stack")) };
    if parts.iter().any(|part| part.shape() != first.shape()) {
        return Err(value_error("all input arrays must have the same shape"));
    }
    let axis = checked_axis(axis, first.rank() + 1)?;
    let parts = in_common(vm, parts, None)?;
    let arrays: Vec<&Array> = parts.iter().map(|part| &part.array).collect();
    Ok(parts[0].with(layout::stack(&arrays, axis).map_err(from_kernel)?))
}

fn stack(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = arrays(vm, &args[0])?;
    let axis = vm.index(&args[1])?;
    deliver(stacked(vm, parts, axis)?, &args[2], "stack")
}

/// The parts with at least so many axes, new ones where `grow` puts them.
fn grown(vm: &mut Vm, value: &Value, grow: fn(&Shape) -> Shape) -> Result<Vec<Items>> {
    let parts = arrays(vm, value)?;
    let parts = parts.into_iter().map(|part| {
        let shape = grow(part.shape());
        part.with(part.array.with_shape(shape))
    });
    in_common(vm, parts.collect(), None)
}

/// At least two axes; a vector is a row.
fn as_rows(shape: &Shape) -> Shape {
    match shape[..] {
        [] => Shape::from([1, 1]),
        [size] => Shape::from([1, size]),
        _ => shape.clone(),
    }
}

fn vstack(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = grown(vm, &args[0], as_rows)?;
    Ok(made(joined(&parts, 0)?))
}

fn hstack(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = grown(vm, &args[0], |shape| if shape.rank() == 0 { Shape::from([1]) } else { shape.clone() })?;
    let axis = i64::from(parts.first().is_some_and(|first| first.rank() > 1));
    Ok(made(joined(&parts, axis)?))
}

fn dstack(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = grown(vm, &args[0], |shape| {
        let rows = as_rows(shape);
        if rows.rank() == 2 { Shape::from([rows[0], rows[1], 1]) } else { rows }
    })?;
    Ok(made(joined(&parts, 2)?))
}

fn column_stack(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = grown(vm, &args[0], |shape| match shape[..] {
        [] => Shape::from([1, 1]),
        [size] => Shape::from([size, 1]),
        _ => shape.clone(),
    })?;
    Ok(made(joined(&parts, 1)?))
}

fn block(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    fn depth(value: &Value) -> usize {
        match value {
            Value::List(list) => list.get(0).map_or(1, |first| 1 + depth(&first)),
            _ => 0,
        }
    }
    fn build(vm: &mut Vm, value: &Value, level: usize, rank: usize) -> Result<Items> {
        let Value::List(list) = value else {
            let items = convert::items(vm, value)?;
            let thin = std::iter::repeat_n(1, rank.saturating_sub(items.rank())).chain(items.shape().iter().copied());
            let shape: Shape = thin.collect();
            return Ok(items.with(items.array.with_shape(shape)));
        };
        let mut parts = Vec::new();
        for part in list.to_vec() {
            parts.push(vm.deeper("", |vm| build(vm, &part, level.saturating_sub(1), rank))?);
        }
        joined(&in_common(vm, parts, None)?, -(level as i64))
    }
    let levels = depth(&args[0]);
    let rank = levels.max(1);
    Ok(made(build(vm, &args[0], levels, rank)?))
}

fn append(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut parts = vec![convert::items(vm, &args[0])?, convert::items(vm, &args[1])?];
    let axis = if args[2].is_none() {
        for part in &mut parts {
            part.array = part.array.with_shape([part.array.len()]);
        }
        0
    } else {
        vm.index(&args[2])?
    };
    Ok(made(joined(&in_common(vm, parts, None)?, axis)?))
}

/// An array and one of its axes; the whole array as a vector where no axis is named.
fn along(vm: &mut Vm, array: &Value, axis: &Value) -> Result<(Items, usize)> {
    let items = convert::items(vm, array)?;
    match axis_or_none(vm, axis, items.rank())? {
        Some(axis) => Ok((items, axis)),
        None => {
            let flat = items.array.with_shape([items.array.len()]);
            Ok((items.with(flat), 0))
        }
    }
}

/// The positions that a slice, a mask or indices mean along an axis.
fn positions(vm: &mut Vm, value: &Value, axis: usize, size: usize, limit: usize) -> Result<Vec<usize>> {
    if let Value::Slice(slice) = value {
        return Ok(slice.indices(vm, size)?.iter().collect());
    }
    let given = convert::array(vm, value)?;
    if given.dtype() == DType::Bool {
        let mask = given.as_slice::<bool>().unwrap_or_default();
        return Ok(mask.iter().enumerate().filter(|(_, hit)| **hit).map(|(place, _)| place).collect());
    }
    let given = cast(&given, DType::Int64).map_err(from_kernel)?;
    let place = |&index: &i64| {
        let from_front = if index < 0 { index + size as i64 } else { index };
        usize::try_from(from_front)
            .ok()
            .filter(|&place| place < limit)
            .ok_or_else(|| index_error(format!("index {index} is out of bounds for axis {axis} with size {size}")))
    };
    given.as_slice::<i64>().unwrap_or_default().iter().map(place).collect()
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = along(vm, &args[0], &args[3])?;
    let size = items.shape()[axis];
    let places = positions(vm, &args[1], axis, size, size + 1)?;
    let is_one = !crate::arguments::is_sequence(&args[1]) && !matches!(args[1], Value::Slice(_));
    let values = convert::items_as(vm, &args[2], Some(convert::descr_of(&items)))?.array;
    let values = if is_one { moved_in(&values, items.rank(), axis)? } else { values };
    let mut slot = items.shape().to_vec();
    let count = if is_one { values.shape().get(axis).copied().unwrap_or(1) } else { places.len() };
    slot[axis] = count;
    let values = layout::broadcast_to(&values, &Shape::from(slot)).map_err(from_kernel)?;
    let places = if is_one { vec![places[0]; count] } else { places };
    // Where each slice of the result comes from: the array's own slices, with the new ones put in before theirs.
    let mut order: Vec<(usize, usize)> = (0..size).map(|own| (own, own)).collect();
    let mut new: Vec<(usize, usize)> = places.iter().enumerate().map(|(nth, &place)| (place, size + nth)).collect();
    new.sort_by_key(|&(place, _)| place);
    for (shift, entry) in new.into_iter().enumerate() {
        order.insert(entry.0 + shift, entry);
    }
    let sources: Vec<usize> = order.into_iter().map(|(_, source)| source).collect();
    let all = layout::concat(&[&items.array, &values], axis).map_err(from_kernel)?;
    Ok(made(items.with(layout::take(&all, axis, &sources).map_err(from_kernel)?)))
}

/// Values for one place: an array of fewer axes is one slice.
fn moved_in(values: &Array, rank: usize, axis: usize) -> Result<Array> {
    let own = values.shape();
    if rank == 1 && own.rank() <= 1 {
        return Ok(values.with_shape([values.len()]));
    }
    if own.rank() < rank && own.rank() > 0 {
        let missing = rank - own.rank();
        let mut sizes: Vec<usize> = own.to_vec();
        sizes.insert(axis.min(sizes.len()), 1);
        let sizes = std::iter::repeat_n(1, missing - 1).chain(sizes).collect::<Vec<_>>();
        return Ok(values.with_shape(sizes));
    }
    Ok(values.clone())
}

fn delete(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = along(vm, &args[0], &args[2])?;
    let size = items.shape()[axis];
    let gone = positions(vm, &args[1], axis, size, size)?;
    let kept: Vec<usize> = (0..size).filter(|place| !gone.contains(place)).collect();
    Ok(made(items.with(layout::take(&items.array, axis, &kept).map_err(from_kernel)?)))
}

/// The sizes of the parts that a `split` asks for.
fn part_sizes(vm: &mut Vm, value: &Value, size: usize, equal: bool) -> Result<Vec<usize>> {
    if crate::arguments::is_sequence(value) {
        let cuts = integers(vm, value)?;
        let clamp = |cut: i64| {
            let from_front = if cut < 0 { cut + size as i64 } else { cut };
            (from_front.max(0) as usize).min(size)
        };
        let mut edges: Vec<usize> = vec![0];
        edges.extend(cuts.into_iter().map(clamp));
        edges.push(size);
        return Ok(edges.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect());
    }
    let sections = vm.index(value)?;
    let Some(sections) = usize::try_from(sections).ok().filter(|&sections| sections > 0) else {
        return Err(value_error("number sections must be larger than 0."));
    };
    if equal && !size.is_multiple_of(sections) {
        return Err(value_error("array split does not result in an equal division"));
    }
    crate::arguments::count(vm, value)?;
    Ok((0..sections).map(|nth| size / sections + usize::from(nth < size % sections)).collect())
}

fn parts(vm: &mut Vm, value: &Value, sections: &Value, axis: usize, equal: bool) -> Result<Value> {
    let array = super::shaping::as_ndarray(vm, value)?;
    let Some(own) = array.downcast::<NdArray>() else { return Ok(array) };
    let sizes = part_sizes(vm, sections, own.shape()[axis], equal)?;
    let mut start = 0;
    let views = sizes.into_iter().map(|size| {
        let mut view = own.view().clone();
        if size > 0 {
            view.offset = view.offset.wrapping_add_signed(start as isize * view.axes[axis].step);
        }
        view.axes[axis].size = size;
        start += size;
        own.viewed(&array, view)
    });
    Ok(Value::list(views.collect()))
}

fn rank_of(vm: &mut Vm, value: &Value) -> Result<usize> {
    match value.downcast::<NdArray>() {
        Some(array) => Ok(array.rank()),
        None => Ok(convert::items(vm, value)?.rank()),
    }
}

fn split(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let rank = rank_of(vm, &args[0])?;
    let axis = axis(vm, &args[2], rank)?;
    parts(vm, &args[0], &args[1], axis, true)
}

fn array_split(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let rank = rank_of(vm, &args[0])?;
    let axis = axis(vm, &args[2], rank)?;
    parts(vm, &args[0], &args[1], axis, false)
}

fn needs_rank(vm: &mut Vm, value: &Value, least: usize, name: &str) -> Result<usize> {
    let rank = rank_of(vm, value)?;
    if rank < least {
        return Err(value_error(format!("{name} only works on arrays of {least} or more dimensions")));
    }
    Ok(rank)
}

fn vsplit(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    needs_rank(vm, &args[0], 2, "vsplit")?;
    parts(vm, &args[0], &args[1], 0, true)
}

fn hsplit(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let rank = needs_rank(vm, &args[0], 1, "hsplit")?;
    parts(vm, &args[0], &args[1], usize::from(rank > 1), true)
}

fn dsplit(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    needs_rank(vm, &args[0], 3, "dsplit")?;
    parts(vm, &args[0], &args[1], 2, true)
}

fn tile(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let given = integers(vm, &args[1])?;
    let rank = items.rank().max(given.len());
    let mut multiples: Vec<usize> = given.into_iter().map(|count| count.max(0) as usize).collect();
    multiples.splice(0..0, std::iter::repeat_n(1, rank - multiples.len()));
    let thin: Shape = std::iter::repeat_n(1, rank - items.rank()).chain(items.shape().iter().copied()).collect();
    Ok(made(items.with(layout::tile(&items.array.with_shape(thin), &multiples).map_err(from_kernel)?)))
}

/// `repeat`.
pub fn repeat(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = along(vm, &args[0], &args[2])?;
    let (items, axis) = if items.rank() == 0 { (items.with(items.array.with_shape([1])), 0) } else { (items, axis) };
    let size = items.shape()[axis];
    let given = integers(vm, &args[1])?;
    if given.iter().any(|&count| count < 0) {
        return Err(value_error("repeats may not contain negative values."));
    }
    let counts: Vec<usize> = match given[..] {
        [one] => vec![one as usize; size],
        _ => given.iter().map(|&count| count as usize).collect(),
    };
    if counts.len() != size {
        return Err(value_error(format!(
            "operands could not be broadcast together with shape ({size},) ({},)",
            counts.len()
        )));
    }
    Ok(made(items.with(layout::repeat(&items.array, &counts, axis).map_err(from_kernel)?)))
}

/// The widths of a `pad`: one pair for each axis.
fn pad_widths(vm: &mut Vm, value: &Value, rank: usize) -> Result<Vec<(i64, i64)>> {
    let widths = convert::array(vm, value)?;
    if !widths.dtype().is_integer() {
        return Err(type_error("`pad_width` must be of integral type."));
    }
    let widths = cast(&widths, DType::Int64).map_err(from_kernel)?;
    let pairs = layout::broadcast_to(&widths, &Shape::from([rank, 2])).map_err(|_| {
        value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape \
             ({rank},2)",
            crate::error::tight(widths.shape())
        ))
    })?;
    let pairs: Vec<(i64, i64)> =
        pairs.as_slice::<i64>().unwrap_or_default().chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    if pairs.iter().any(|&(before, after)| before < 0 || after < 0) {
        return Err(value_error("index can't contain negative values"));
    }
    Ok(pairs)
}

fn pad(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let widths: Vec<(usize, usize)> = pad_widths(vm, &args[1], items.rank())?
        .into_iter()
        .map(|(before, after)| (before as usize, after as usize))
        .collect();
    let mode = args[2].as_str().unwrap_or_default().to_owned();
    let keyword = |name: &str| args.keywords(3).and_then(|extra| extra.get_str(name));
    let array = &items.array;
    let padded = match mode.as_str() {
        "constant" => {
            let value = keyword("constant_values").unwrap_or(Value::Int(0));
            constant_pad(vm, &items, &widths, &value)?
        }
        "reflect" | "symmetric" => mirrored(array, &widths, mode == "reflect")?,
        "edge" | "wrap" => {
            let wrap = mode == "wrap";
            let mut result = array.clone();
            for (axis, &(before, after)) in widths.iter().enumerate() {
                let size = array.shape()[axis] as i64;
                if size == 0 && before + after > 0 {
                    return Err(empty_axis(axis));
                }
                let place = |k: i64| if wrap { k.rem_euclid(size) } else { k.clamp(0, size - 1) } as usize;
                let order: Vec<usize> = (-(before as i64)..size + after as i64).map(place).collect();
                result = layout::take(&result, axis, &order).map_err(from_kernel)?;
            }
            result
        }
        "maximum" | "minimum" | "mean" => statistic_pad(array, &widths, &mode)?,
        "linear_ramp" | "median" | "empty" => return Err(unsupported(&format!("mode='{mode}' of np.pad"))),
        other => return Err(value_error(format!("mode '{other}' is not supported"))),
    };
    Ok(made(items.with(padded)))
}

fn empty_axis(axis: usize) -> Raise {
    value_error(format!("can't extend empty axis {axis} using modes other than 'constant' or 'empty'"))
}

/// Mirrors as often as the widths ask for.
fn mirrored(array: &Array, widths: &[(usize, usize)], skips_border: bool) -> Result<Array> {
    let mut result = array.clone();
    for (axis, &(before, after)) in widths.iter().enumerate() {
        let size = array.shape()[axis] as i64;
        if size == 0 && before + after > 0 {
            return Err(empty_axis(axis));
        }
        let period = if skips_border { (2 * (size - 1)).max(1) } else { 2 * size };
        let place = |k: i64| {
            let inside = k.rem_euclid(period);
            let back = if skips_border { period - inside } else { period - 1 - inside };
            (if inside < size { inside } else { back }) as usize
        };
        let order: Vec<usize> = (-(before as i64)..size + after as i64).map(place).collect();
        result = layout::take(&result, axis, &order).map_err(from_kernel)?;
    }
    Ok(result)
}

/// Constants around an array: one, or one for each side of each axis.
fn constant_pad(vm: &mut Vm, items: &Items, widths: &[(usize, usize)], value: &Value) -> Result<Array> {
    let rank = items.rank();
    let values = convert::items_as(vm, value, Some(convert::descr_of(items)))?.array;
    let pairs = layout::broadcast_to(&values, &Shape::from([rank, 2])).map_err(from_kernel)?;
    let mut result = items.array.clone();
    for (axis, &(before, after)) in widths.iter().enumerate() {
        for (side, width) in [before, after].into_iter().enumerate() {
            let Some(constant) = pairs.get(2 * axis + side) else { continue };
            let mut own = vec![(0, 0); rank];
            own[axis] = if side == 0 { (width, 0) } else { (0, width) };
            result = layout::pad(&result, &own, &Padding::Constant(constant)).map_err(from_kernel)?;
        }
    }
    Ok(result)
}

/// The maximum, minimum or mean of each row at both of its ends.
fn statistic_pad(array: &Array, widths: &[(usize, usize)], mode: &str) -> Result<Array> {
    let mut result = array.clone();
    for (axis, &(before, after)) in widths.iter().enumerate() {
        let axes = Axes::new(Some(&[axis]), result.shape().rank());
        let value = match mode {
            "maximum" => reduce::extreme(&result, &axes, End::Largest, Nans::Spread)?,
            "minimum" => reduce::extreme(&result, &axes, End::Smallest, Nans::Spread)?,
            _ => {
                let sums = reduce::sum(&result, &axes, DType::Float64)?;
                let count = Array::scalar(result.shape()[axis] as f64);
                let means = crate::ufunc::quiet_binary(crate::ufunc::Binary::Divide, &sums, &count)?;
                let whole = array.dtype().is_integer();
                let means = if whole { crate::ufunc::quiet_unary(crate::ufunc::Unary::Rint, &means)? } else { means };
                cast(&means, array.dtype()).map_err(from_kernel)?
            }
        };
        let thin = value.with_shape(axes.kept_dims(result.shape()));
        let wide = |width: usize| layout::repeat(&thin, &[width], axis).map_err(from_kernel);
        let (head, tail) = (wide(before)?, wide(after)?);
        result = layout::concat(&[&head, &result, &tail], axis).map_err(from_kernel)?;
    }
    Ok(result)
}

fn trim_zeros(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let truth = cast(&array, DType::Bool).map_err(from_kernel)?;
    let truth = truth.as_slice::<bool>().unwrap_or_default();
    let trim = args[1].as_str().unwrap_or("fb").to_lowercase();
    let first = if trim.contains('f') { truth.iter().position(|hit| *hit).unwrap_or(truth.len()) } else { 0 };
    let last =
        if trim.contains('b') { truth.iter().rposition(|hit| *hit).map_or(0, |last| last + 1) } else { truth.len() };
    let kept: Vec<usize> = (first..last.max(first)).collect();
    Ok(ndarray_of(layout::take(&array.with_shape([truth.len()]), 0, &kept).map_err(from_kernel)?))
}
