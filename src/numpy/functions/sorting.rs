//! Order: sorting, searching, sets, and selecting elements by what they are.

use std::cmp::Ordering;

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, argwhere as places_where, broadcast_to};
use tape_tensor::{Array, DType, Element, Shape, elementwise};

use super::joining::in_common;
use crate::arguments::{arrays, axis_or_none, deliver, unsupported};
use crate::convert;
use crate::dispatch::each_type;
use crate::error::from_kernel;
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::reduce::Ordered;
use crate::{give, ndarray_of, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("sort", "(a, axis=-1, kind=None, order=None, *, stable=None)", "A sorted copy.", sort).python(),
    NativeFunction::new("argsort", "(a, axis=-1, kind=None, order=None, *, stable=None)", "The indices that would sort an array.", argsort).python(),
    NativeFunction::new("partition", "(a, kth, axis=-1, kind='introselect', order=None)", "A copy with the smallest elements first.", sort_for_partition).python(),
    NativeFunction::new("argpartition", "(a, kth, axis=-1, kind='introselect', order=None)", "The indices that would partition an array.", argsort_for_partition).python(),
    NativeFunction::new("lexsort", "(keys, axis=-1)", "An indirect sort by several keys.", lexsort),
    NativeFunction::new("unique", "(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True)", "The sorted elements, each once.", unique).python(),
    NativeFunction::new("searchsorted", "(a, v, side='left', sorter=None)", "Where elements should be inserted to keep the order.", searchsorted).python(),
    NativeFunction::new("digitize", "(x, bins, right=False)", "The bins to which values belong.", digitize).python(),
    NativeFunction::new("nonzero", "(a)", "The indices of the elements that are not zero.", nonzero).python(),
    NativeFunction::new("argwhere", "(a)", "The indices of the elements that are not zero, one row each.", argwhere).python(),
    NativeFunction::new("flatnonzero", "(a)", "The positions of the elements that are not zero.", flatnonzero).python(),
    NativeFunction::new("where", "(condition, x=<none>, y=<none>, /)", "Elements chosen from two arrays by a condition.", choose),
    NativeFunction::new("select", "(condlist, choicelist, default=0)", "Elements chosen from several arrays by conditions.", select).python(),
    NativeFunction::new("extract", "(condition, arr)", "The elements for which a condition holds.", extract).python(),
    NativeFunction::new("take", "(a, indices, axis=None, out=None, mode='raise')", "Elements at indices along an axis.", take).python(),
    NativeFunction::new("take_along_axis", "(arr, indices, axis=-1)", "Elements at indices that differ from row to row.", take_along_axis).python(),
    NativeFunction::new("put_along_axis", "(arr, indices, values, axis)", "Put values at indices that differ from row to row.", put_along_axis).python(),
    NativeFunction::new("compress", "(condition, a, axis=None, out=None)", "The slices for which a condition holds.", compress).python(),
    NativeFunction::new("isin", "(element, test_elements, assume_unique=False, invert=False, *, kind=None)", "Whether elements are among others.", isin).python(),
    NativeFunction::new("intersect1d", "(ar1, ar2, assume_unique=False, return_indices=False)", "The elements that two arrays share.", intersect1d).python(),
    NativeFunction::new("union1d", "(ar1, ar2)", "The elements of two arrays, each once.", union1d).python(),
    NativeFunction::new("setdiff1d", "(ar1, ar2, assume_unique=False)", "The elements of one array that another lacks.", setdiff1d).python(),
    NativeFunction::new("setxor1d", "(ar1, ar2, assume_unique=False)", "The elements that only one of two arrays has.", setxor1d).python(),
];

/// How two elements compare; what is no number comes last.
pub fn order<T: Ordered>(left: &T, right: &T) -> Ordering {
    match (left.is_no_number(), right.is_no_number()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ if left.before(right) => Ordering::Less,
        _ if right.before(left) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// The places of the elements of each row along an axis, in their order; equal ones stay in theirs.
///
/// # Errors
/// `MemoryError`.
pub fn sorted_places(array: &Array, axis: usize) -> Result<Array> {
    fn of<T: Ordered>(rows: &Array, size: usize) -> Vec<i64> {
        let elements = rows.as_slice::<T>().unwrap_or_default();
        let mut result = Vec::with_capacity(elements.len());
        for row in elements.chunks_exact(size.max(1)) {
            let mut places: Vec<i64> = (0..size as i64).collect();
            places.sort_by(|&a, &b| order(&row[a as usize], &row[b as usize]));
            result.extend(places);
        }
        result
    }
    along_rows(array, axis, |rows, size| {
        let shape = rows.shape().clone();
        Ok(Array::from_vec(shape, each_type!(rows.dtype(), T => of::<T>(rows, size))))
    })
}

/// The elements of each row along an axis in their order.
///
/// # Errors
/// `MemoryError`.
pub fn sorted(array: &Array, axis: usize) -> Result<Array> {
    fn of<T: Ordered>(rows: &mut Array, size: usize) {
        let Some(elements) = rows.as_mut_slice::<T>() else { return };
        for row in elements.chunks_exact_mut(size.max(1)) {
            row.sort_by(order);
        }
    }
    along_rows(array, axis, |rows, size| {
        let mut rows = rows.clone();
        each_type!(rows.dtype(), T => of::<T>(&mut rows, size));
        Ok(rows)
    })
}

/// Does something to an array with one axis moved to the end, and moves it back.
///
/// # Errors
/// What the work raises.
pub fn along_rows(array: &Array, axis: usize, work: impl FnOnce(&Array, usize) -> Result<Array>) -> Result<Array> {
    let rank = array.shape().rank();
    let mut order: Vec<usize> = (0..rank).filter(|&other| other != axis).collect();
    order.push(axis);
    let rows = layout::transpose(array, &order).map_err(from_kernel)?;
    let result = work(&rows, array.shape()[axis])?;
    let mut back: Vec<usize> = (0..rank - 1).collect();
    back.insert(axis, rank - 1);
    layout::transpose(&result, &back).map_err(from_kernel)
}

/// The elements and the axis to be sorted along; a vector of all where that is `None`.
fn to_sort(vm: &mut Vm, array: &Value, axis: &Value) -> Result<(Items, usize)> {
    let items = convert::items(vm, array)?;
    if items.rank() == 0 && !axis.is_none() {
        return Err(crate::error::axis_error(vm.index(axis)?, 0));
    }
    Ok(match axis_or_none(vm, axis, items.rank())? {
        Some(axis) => (items, axis),
        None => {
            let flat = items.array.with_shape([items.array.len()]);
            (items.with(flat), 0)
        }
    })
}

fn sort(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = to_sort(vm, &args[0], &args[1])?;
    Ok(Value::object(NdArray::new(items.with(sorted(&items.array, axis)?))))
}

/// `a.sort()`: in place.
pub fn sort_in_place(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(array) = args[0].downcast::<NdArray>() else { return Ok(Value::None) };
    let (items, axis) = to_sort(vm, &args[0], &args[1])?;
    array.fill_all(&sorted(&items.array, axis)?.with_shape(array.shape()))?;
    Ok(Value::None)
}

/// `argsort`.
pub fn argsort(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = to_sort(vm, &args[0], &args[1])?;
    Ok(ndarray_of(sorted_places(&items.array, axis)?))
}

/// A sorted array is a partitioned one.
fn sort_for_partition(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    sort(vm, Args::positional(&[args[0].clone(), args[2].clone()]))
}

fn argsort_for_partition(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    argsort(vm, Args::positional(&[args[0].clone(), args[2].clone()]))
}

fn lexsort(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let keys = arrays(vm, &args[0])?;
    let Some(first) = keys.first() else { return Err(type_error("need sequence of keys with len > 0 in lexsort")) };
    if keys.iter().any(|key| key.rank() != 1 || key.shape() != first.shape()) {
        return Err(unsupported("lexsort of keys that are not vectors of one length"));
    }
    // The last key counts most, so a stable sort by each in turn ends with it.
    let mut places: Vec<usize> = (0..first.array.len()).collect();
    for key in &keys {
        let by_key = layout::take(&key.array, 0, &places).map_err(from_kernel)?;
        let order = sorted_places(&by_key, 0)?;
        places = order.as_slice::<i64>().unwrap_or_default().iter().map(|&place| places[place as usize]).collect();
    }
    Ok(ndarray_of(Array::from_vec([places.len()], places.into_iter().map(|place| place as i64).collect())))
}

/// What is known about the distinct elements of a vector.
struct Distinct {
    /// The elements, sorted.
    values: Array,
    /// Where each stands first.
    first: Vec<i64>,
    /// For each element of the vector which of the distinct ones it is.
    inverse: Vec<i64>,
    counts: Vec<i64>,
}

fn distinct(flat: &Array) -> Result<Distinct> {
    let places = sorted_places(flat, 0)?;
    let places: Vec<usize> = places.as_slice::<i64>().unwrap_or_default().iter().map(|&place| place as usize).collect();
    let starts = each_type!(flat.dtype(), T => starts::<T>(flat, &places));
    let mut inverse = vec![0; places.len()];
    let mut counts = Vec::new();
    let mut kept = Vec::new();
    for (&place, &is_start) in places.iter().zip(&starts) {
        if is_start {
            kept.push(place);
            counts.push(0);
        }
        inverse[place] = kept.len() as i64 - 1;
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
    }
    let values = layout::take(flat, 0, &kept).map_err(from_kernel)?;
    Ok(Distinct { values, first: kept.into_iter().map(|place| place as i64).collect(), inverse, counts })
}

/// Whether each element, in sorted order, differs from the one before it.
fn starts<T: Ordered + Element>(flat: &Array, places: &[usize]) -> Vec<bool> {
    let elements = flat.as_slice::<T>().unwrap_or_default();
    let differs = |nth: usize| nth == 0 || order(&elements[places[nth]], &elements[places[nth - 1]]).is_ne();
    (0..places.len()).map(differs).collect()
}

fn unique(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    if let Some(axis) = axis_or_none(vm, &args[4], items.rank())? {
        return unique_slices(vm, &items, axis, &args);
    }
    let found = distinct(&items.array.with_shape([items.array.len()]))?;
    let inverse = Array::from_vec(items.shape().clone(), found.inverse.clone());
    let values = items.with(found.values.clone());
    finish_unique(vm, values, found, inverse, &args)
}

fn finish_unique(vm: &mut Vm, values: Items, found: Distinct, inverse: Array, args: &Args<'_>) -> Result<Value> {
    let vector = |numbers: Vec<i64>| ndarray_of(Array::from_vec([numbers.len()], numbers));
    let mut results = vec![Value::object(NdArray::new(values))];
    if vm.truth(&args[1])? {
        results.push(vector(found.first));
    }
    if vm.truth(&args[2])? {
        results.push(ndarray_of(inverse));
    }
    if vm.truth(&args[3])? {
        results.push(vector(found.counts));
    }
    if results.len() == 1 { Ok(results.swap_remove(0)) } else { Ok(Value::tuple(results)) }
}

/// The distinct slices along an axis, in lexicographic order.
fn unique_slices(vm: &mut Vm, items: &Items, axis: usize, args: &Args<'_>) -> Result<Value> {
    let slices = layout::unstack(&items.array, axis).map_err(from_kernel)?;
    let mut ranks: Vec<(usize, Vec<i64>)> = Vec::with_capacity(slices.len());
    let all = distinct(&items.array.with_shape([items.array.len()]))?;
    let whole = Array::from_vec(items.shape().clone(), all.inverse);
    for (nth, slice) in layout::unstack(&whole, axis).map_err(from_kernel)?.iter().enumerate() {
        ranks.push((nth, slice.as_slice::<i64>().unwrap_or_default().to_vec()));
    }
    ranks.sort_by(|a, b| a.1.cmp(&b.1));
    let mut found = Distinct { values: whole, first: Vec::new(), inverse: vec![0; slices.len()], counts: Vec::new() };
    let mut last: Option<&Vec<i64>> = None;
    for (nth, key) in &ranks {
        if last != Some(key) {
            found.first.push(*nth as i64);
            found.counts.push(0);
            last = Some(key);
        }
        found.inverse[*nth] = found.first.len() as i64 - 1;
        if let Some(count) = found.counts.last_mut() {
            *count += 1;
        }
    }
    let kept: Vec<usize> = found.first.iter().map(|&place| place as usize).collect();
    let values = items.with(layout::take(&items.array, axis, &kept).map_err(from_kernel)?);
    let inverse = Array::from_vec([found.inverse.len()], found.inverse.clone());
    finish_unique(vm, values, found, inverse, args)
}

/// For each value how many of the sorted elements come before it.
fn insertion_places(sorted: &Array, values: &Array, after_equal: bool) -> Array {
    fn of<T: Ordered>(sorted: &Array, values: &Array, after_equal: bool) -> Vec<i64> {
        let sorted = sorted.as_slice::<T>().unwrap_or_default();
        let place = |value: &T| {
            sorted.partition_point(|element| match order(element, value) {
                Ordering::Less => true,
                Ordering::Equal => after_equal,
                Ordering::Greater => false,
            }) as i64
        };
        values.as_slice::<T>().unwrap_or_default().iter().map(place).collect()
    }
    let places = each_type!(sorted.dtype(), T => of::<T>(sorted, values, after_equal));
    Array::from_vec(values.shape().clone(), places)
}

/// `searchsorted`.
pub fn searchsorted(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = vec![convert::items(vm, &args[0])?, convert::items(vm, &args[1])?];
    let parts = in_common(vm, parts, None)?;
    let mut sorted = parts[0].array.clone();
    if sorted.shape().rank() != 1 {
        return Err(value_error("object too deep for desired array"));
    }
    if !args[3].is_none() {
        let sorter = crate::arguments::integers(vm, &args[3])?;
        let places: Vec<usize> = sorter.into_iter().map(|place| place.max(0) as usize).collect();
        sorted = layout::take(&sorted, 0, &places).map_err(from_kernel)?;
    }
    let after_equal = match args[2].as_str() {
        Some("left") => false,
        Some("right") => true,
        _ => return Err(value_error("search side must be 'left' or 'right'")),
    };
    Ok(value_of(insertion_places(&sorted, &parts[1].array, after_equal)))
}

fn digitize(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = vec![convert::items(vm, &args[0])?, convert::items(vm, &args[1])?];
    let parts = in_common(vm, parts, None)?;
    let (values, bins) = (&parts[0].array, &parts[1].array);
    let right = vm.truth(&args[2])?;
    let ascending = sorted(bins, 0)?;
    let count = bins.len() as i64;
    let equal = |a: &Array, b: &Array| -> Result<bool> {
        let same = elementwise::compare(elementwise::Compare::Equal, a, b).map_err(from_kernel)?;
        Ok(same.as_slice::<bool>().is_some_and(|same| !same.contains(&false)))
    };
    if equal(bins, &ascending)? {
        return Ok(value_of(insertion_places(bins, values, !right)));
    }
    if !equal(&layout::reverse(bins, &[0]).map_err(from_kernel)?, &ascending)? {
        return Err(value_error("bins must be monotonically increasing or decreasing"));
    }
    let places = insertion_places(&ascending, values, right);
    let places = places.as_slice::<i64>().unwrap_or_default().iter().map(|place| count - place).collect();
    Ok(value_of(Array::from_vec(values.shape().clone(), places)))
}

/// `nonzero`.
pub fn nonzero(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    if array.shape().rank() == 0 {
        return Err(value_error(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of \
             this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.",
        ));
    }
    Ok(Value::tuple(columns(&array)?.into_iter().map(ndarray_of)))
}

/// For each axis the indices of the elements that are not zero.
fn columns(array: &Array) -> Result<Vec<Array>> {
    let rows = places_where(array).map_err(from_kernel)?;
    let rank = array.shape().rank();
    let numbers = rows.as_slice::<i64>().unwrap_or_default();
    let column = |axis: usize| numbers.iter().skip(axis).step_by(rank).copied().collect::<Vec<_>>();
    Ok((0..rank).map(|axis| Array::from_vec([rows.shape()[0]], column(axis))).collect())
}

fn argwhere(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(ndarray_of(places_where(&convert::array(vm, &args[0])?).map_err(from_kernel)?))
}

fn flatnonzero(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let flat = places_where(&array.with_shape([array.len()])).map_err(from_kernel)?;
    Ok(ndarray_of(flat.with_shape([flat.len()])))
}

/// `np.where`.
fn choose(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    match (args.get(1), args.get(2)) {
        (None, None) => {
            let array = convert::array(vm, &args[0])?;
            let array = if array.shape().rank() == 0 { array.with_shape([1]) } else { array };
            Ok(Value::tuple(columns(&array)?.into_iter().map(ndarray_of)))
        }
        (Some(x), Some(y)) => {
            let condition = convert::array(vm, &args[0])?;
            let choices = weak_pair(vm, x, y)?;
            let chosen = selected(&condition, &choices[0], &choices[1])?;
            Ok(Value::object(NdArray::new(chosen)))
        }
        _ => Err(value_error("either both or neither of x and y should be given")),
    }
}

/// Two operands in their common dtype, Python's numbers weak.
fn weak_pair(vm: &mut Vm, x: &Value, y: &Value) -> Result<Vec<Items>> {
    use crate::ufunc::Operand;
    if let (Some(left), Some(right)) = (Operand::simple(x), Operand::simple(y))
        && !left.is_text()
        && !right.is_text()
    {
        let dtype = crate::ufunc::common(&left, &right);
        return Ok(vec![left.array_as(dtype)?.into(), right.array_as(dtype)?.into()]);
    }
    let parts = [x, y].map(|value| Operand::simple(value).map(|operand| (operand.dtype().is_none(), operand)));
    if let [Some((true, weak)), None] | [None, Some((true, weak))] = &parts {
        let strong = convert::items(vm, if parts[0].is_none() { x } else { y })?;
        if strong.dtype() != DType::String {
            let strong = Operand::Items(strong);
            let dtype = crate::ufunc::common(&strong, weak);
            let (weak, strong) = (weak.array_as(dtype)?.into(), strong.array_as(dtype)?.into());
            return Ok(if parts[0].is_none() { vec![strong, weak] } else { vec![weak, strong] });
        }
    }
    let parts = vec![convert::items(vm, x)?, convert::items(vm, y)?];
    in_common(vm, parts, None)
}

/// Elements of two arrays of one dtype by a condition, all broadcast together.
///
/// # Errors
/// `ValueError` where the shapes do not fit.
pub fn selected(condition: &Array, x: &Items, y: &Items) -> Result<Items> {
    let shapes: [&[usize]; 3] = [condition.shape(), x.shape(), y.shape()];
    let shape = condition.shape().broadcast(x.shape()).and_then(|shape| shape.broadcast(y.shape()));
    let shape = shape.ok_or_else(|| crate::error::cannot_broadcast(&shapes))?;
    let truth = match condition.dtype() {
        DType::String => return Err(type_error("a condition of strings is not supported")),
        _ => cast(condition, DType::Bool).map_err(from_kernel)?,
    };
    let spread = |array: &Array| broadcast_to(array, &shape).map_err(from_kernel);
    let chosen = elementwise::select(&spread(&truth)?, &spread(&x.array)?, &spread(&y.array)?).map_err(from_kernel)?;
    Ok(x.with(chosen))
}

fn select(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (conditions, choices) = (arrays(vm, &args[0])?, arrays(vm, &args[1])?);
    if conditions.len() != choices.len() {
        return Err(value_error("list of cases must be same length as list of conditions"));
    }
    if conditions.is_empty() {
        return Err(value_error("select with an empty condition list is not possible"));
    }
    let mut parts = choices;
    parts.push(convert::items(vm, &args[2])?);
    let mut parts = in_common(vm, parts, None)?;
    let Some(mut result) = parts.pop() else { return Ok(Value::None) };
    for (condition, choice) in conditions.iter().zip(&parts).rev() {
        result = selected(&condition.array, choice, &result)?;
    }
    Ok(give(result))
}

fn extract(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let condition = convert::array(vm, &args[0])?;
    let items = convert::items(vm, &args[1])?;
    let hits = places_where(&condition.with_shape([condition.len()])).map_err(from_kernel)?;
    let places: Vec<usize> = hits.as_slice::<i64>().unwrap_or_default().iter().map(|&place| place as usize).collect();
    let flat = items.array.with_shape([items.array.len()]);
    Ok(give(items.with(layout::take(&flat, 0, &places).map_err(from_kernel)?)))
}

/// `take`.
pub fn take(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = to_sort(vm, &args[0], &args[2])?;
    let indices = cast(&convert::array(vm, &args[1])?, DType::Int64).map_err(from_kernel)?;
    let size = items.shape()[axis];
    let mode = args[4].as_str().unwrap_or("raise").to_owned();
    let place = |&index: &i64| -> Result<usize> {
        let from_front = match mode.as_str() {
            "wrap" if size > 0 => index.rem_euclid(size as i64),
            "clip" => index.clamp(0, size as i64 - 1),
            _ if index < 0 => index + size as i64,
            _ => index,
        };
        let found = usize::try_from(from_front).ok().filter(|&place| place < size);
        found.ok_or_else(|| crate::error::index_out_of_bounds(index, axis, size))
    };
    let places: Vec<usize> = indices.as_slice::<i64>().unwrap_or_default().iter().map(place).collect::<Result<_>>()?;
    let taken = layout::take(&items.array, axis, &places).map_err(from_kernel)?;
    let own = items.shape();
    let shape: Shape = own[..axis].iter().chain(indices.shape().iter()).chain(&own[axis + 1..]).copied().collect();
    deliver(items.with(taken.with_shape(shape)), &args[3], "take")
}

/// The positions of `indices` along an axis in an array of a shape, in row-major order of the indices.
fn positions_along(shape: &Shape, indices: &Array, axis: usize) -> Result<Vec<usize>> {
    if indices.shape().rank() != shape.rank() {
        return Err(value_error("`indices` and `arr` must have the same number of dimensions"));
    }
    let indices = cast(indices, DType::Int64).map_err(from_kernel)?;
    let size = shape[axis];
    let full: Shape =
        indices.shape().iter().enumerate().map(|(k, &own)| if k == axis { own } else { shape[k] }).collect();
    let indices = broadcast_to(&indices, &full).map_err(from_kernel)?;
    let strides = shape.strides();
    let grids = super::grids::grid(&full, DType::Int64)?;
    let mut positions = vec![0usize; full.elements()];
    for (k, grid) in grids.iter().enumerate() {
        let along = if k == axis { &indices } else { grid };
        for (position, &index) in positions.iter_mut().zip(along.as_slice::<i64>().unwrap_or_default()) {
            let from_front = if index < 0 && k == axis { index + size as i64 } else { index };
            let place = usize::try_from(from_front).ok().filter(|&place| place < shape[k]);
            let place = place.ok_or_else(|| crate::error::index_out_of_bounds(index, k, shape[k]))?;
            *position += place * strides[k];
        }
    }
    Ok(positions)
}

fn take_along_axis(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = to_sort(vm, &args[0], &args[2])?;
    let indices = convert::array(vm, &args[1])?;
    let positions = positions_along(items.shape(), &indices, axis)?;
    let flat = items.array.with_shape([items.array.len()]);
    let taken = layout::take(&flat, 0, &positions).map_err(from_kernel)?;
    let shape: Shape =
        indices.shape().iter().enumerate().map(|(k, &own)| if k == axis { own } else { items.shape()[k] }).collect();
    Ok(give(items.with(taken.with_shape(shape))))
}

fn put_along_axis(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(array) = args[0].downcast::<NdArray>() else {
        return Err(type_error("an ndarray is needed to write into"));
    };
    let (items, axis) = to_sort(vm, &args[0], &args[3])?;
    let indices = convert::array(vm, &args[1])?;
    let positions = positions_along(items.shape(), &indices, axis)?;
    let positions = Array::from_vec([positions.len(), 1], positions.into_iter().map(|place| place as i64).collect());
    let values = convert::items_as(vm, &args[2], Some(array.descr()))?.array;
    let values = broadcast_to(&values, indices.shape()).map_err(from_kernel)?;
    let flat = items.array.with_shape([items.array.len()]);
    let values = values.with_shape([values.len()]);
    let written = layout::tensor_scatter(flat, &positions, &values, layout::Update::Assign).map_err(from_kernel)?;
    array.fill_all(&written.with_shape(array.shape()))?;
    Ok(Value::None)
}

fn compress(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (items, axis) = to_sort(vm, &args[1], &args[2])?;
    let condition = convert::array(vm, &args[0])?;
    let hits = places_where(&condition.with_shape([condition.len()])).map_err(from_kernel)?;
    let places: Vec<usize> = hits.as_slice::<i64>().unwrap_or_default().iter().map(|&place| place as usize).collect();
    deliver(items.with(layout::take(&items.array, axis, &places).map_err(from_kernel)?), &args[3], "compress")
}

/// Whether each element is among the sorted ones.
fn among(elements: &Array, sorted: &Array) -> Array {
    fn of<T: Ordered>(elements: &Array, sorted: &Array) -> Vec<bool> {
        let sorted = sorted.as_slice::<T>().unwrap_or_default();
        let elements = elements.as_slice::<T>().unwrap_or_default().iter();
        elements
            .map(|element| !element.is_no_number() && sorted.binary_search_by(|other| order(other, element)).is_ok())
            .collect()
    }
    let found = each_type!(elements.dtype(), T => of::<T>(elements, sorted));
    Array::from_vec(elements.shape().clone(), found)
}

/// Two arrays in their common dtype, the second one flat and sorted.
fn with_sorted(vm: &mut Vm, left: &Value, right: &Value) -> Result<(Items, Items)> {
    let parts = vec![convert::items(vm, left)?, convert::items(vm, right)?];
    let mut parts = in_common(vm, parts, None)?;
    let right = parts.swap_remove(1);
    let flat = right.array.with_shape([right.array.len()]);
    Ok((parts.swap_remove(0), right.with(sorted(&flat, 0)?)))
}

fn isin(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (elements, sorted) = with_sorted(vm, &args[0], &args[1])?;
    let found = among(&elements.array, &sorted.array);
    if vm.truth(&args[3])? {
        return Ok(value_of(elementwise::unary(elementwise::Unary::LogicalNot, &found).map_err(from_kernel)?));
    }
    Ok(value_of(found))
}

/// The distinct elements of the left array that are, or are not, in the right one.
fn filtered(vm: &mut Vm, left: &Value, right: &Value, wanted: bool) -> Result<Items> {
    let (elements, sorted) = with_sorted(vm, left, right)?;
    let own = distinct(&elements.array.with_shape([elements.array.len()]))?.values;
    let found = among(&own, &sorted.array);
    let found = found.as_slice::<bool>().unwrap_or_default();
    let places: Vec<usize> =
        found.iter().enumerate().filter(|(_, hit)| **hit == wanted).map(|(place, _)| place).collect();
    Ok(elements.with(layout::take(&own, 0, &places).map_err(from_kernel)?))
}

fn intersect1d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if vm.truth(&args[3])? {
        return Err(unsupported("return_indices= of intersect1d"));
    }
    Ok(give(filtered(vm, &args[0], &args[1], true)?))
}

fn setdiff1d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(give(filtered(vm, &args[0], &args[1], false)?))
}

fn joined_flat(vm: &mut Vm, parts: Vec<Items>) -> Result<Items> {
    let flat = parts.into_iter().map(|part| part.with(part.array.with_shape([part.array.len()])));
    let parts = in_common(vm, flat.collect(), None)?;
    super::joining::joined(&parts, 0)
}

fn union1d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = vec![convert::items(vm, &args[0])?, convert::items(vm, &args[1])?];
    let all = joined_flat(vm, parts)?;
    Ok(give(all.with(distinct(&all.array)?.values)))
}

fn setxor1d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let parts = vec![filtered(vm, &args[0], &args[1], false)?, filtered(vm, &args[1], &args[0], false)?];
    let all = joined_flat(vm, parts)?;
    Ok(give(all.with(sorted(&all.array, 0)?)))
}
