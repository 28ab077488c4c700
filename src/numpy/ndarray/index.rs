//! What stands in the brackets behind an array: which elements it selects.

use smallvec::SmallVec;
use tape_lang::exception::index_error;
use tape_lang::value::Slice;
use tape_lang::{Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{Axis, View, argwhere, broadcast_to};
use tape_tensor::{Array, DType, Shape};

use super::NdArray;
use crate::convert;
use crate::error::{from_kernel, index_out_of_bounds, tight};
use crate::scalar::NumpyScalar;

/// The elements that an index selects.
pub enum Key {
    /// One element, at a position of the shared elements.
    Element(usize),
    /// A view.
    View(View),
    /// Elements here and there, which only a copy can show.
    Places(Places),
}

/// Elements here and there.
pub struct Places {
    /// The shape that they take together.
    pub shape: Shape,
    /// Their positions among the shared elements, in row-major order.
    pub positions: Vec<usize>,
    /// Whether one mask selected them.
    pub by_mask: bool,
}

/// One component of an index.
enum Part {
    Int(i64),
    Slice(std::rc::Rc<Slice>),
    NewAxis,
    Ellipsis,
    /// Positions along an axis.
    Fancy(Array),
    /// Which elements of as many axes as the mask has.
    Mask(Array),
}

impl Part {
    /// How many axes it takes.
    fn axes(&self) -> usize {
        match self {
            Part::Int(_) | Part::Slice(_) | Part::Fancy(_) => 1,
            Part::NewAxis | Part::Ellipsis => 0,
            Part::Mask(mask) => mask.shape().rank(),
        }
    }

    fn is_advanced(&self) -> bool {
        matches!(self, Part::Fancy(_) | Part::Mask(_))
    }
}

/// Reads an index of an array with the view `whole`.
///
/// # Errors
/// `IndexError` for what is no index, too many of them, and positions outside.
pub fn parse_key(vm: &mut Vm, whole: &View, key: &Value) -> Result<Key> {
    if let Value::Int(index) = key
        && let [axis] = &whole.axes[..]
    {
        return Ok(Key::Element(whole.offset.wrapping_add_signed(place(*index, 0, axis.size)? as isize * axis.step)));
    }
    let mut parts: SmallVec<[Part; 4]> = SmallVec::new();
    match key {
        Value::Tuple(tuple) => {
            for part in tuple.iter() {
                parts.push(read_part(vm, part)?);
            }
        }
        one => parts.push(read_part(vm, one)?),
    }
    let taken: usize = parts.iter().map(Part::axes).sum();
    let rank = whole.axes.len();
    if taken > rank {
        return Err(index_error(format!(
            "too many indices for array: array is {rank}-dimensional, but {taken} were indexed"
        )));
    }
    if parts.iter().filter(|part| matches!(part, Part::Ellipsis)).count() > 1 {
        return Err(index_error("an index can only have a single ellipsis ('...')"));
    }
    let rest = rank - taken;
    if parts.iter().any(Part::is_advanced) {
        return advanced(vm, whole, &parts, rest);
    }
    basic(vm, whole, &parts, rest)
}

fn read_part(vm: &mut Vm, value: &Value) -> Result<Part> {
    match value {
        Value::Int(index) => return Ok(Part::Int(*index)),
        Value::Slice(slice) => return Ok(Part::Slice(slice.clone())),
        Value::None => return Ok(Part::NewAxis),
        Value::Ellipsis => return Ok(Part::Ellipsis),
        Value::Bool(value) => return Ok(Part::Mask(Array::scalar(*value))),
        _ => {}
    }
    if let Some(scalar) = value.downcast::<NumpyScalar>() {
        return match scalar.0.dtype() {
            DType::Bool => Ok(Part::Mask(scalar.array())),
            dtype if dtype.is_integer() => Ok(Part::Int(vm.index(value)?)),
            _ => Err(not_an_index()),
        };
    }
    if value.downcast::<NdArray>().is_none() && vm.has_index(value) {
        return Ok(Part::Int(vm.index(value)?));
    }
    let array = match value {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Object(_) | Value::Instance(_) => {
            convert::array(vm, value).map_err(|_| not_an_index())?
        }
        _ => return Err(not_an_index()),
    };
    match array.dtype() {
        DType::Bool => Ok(Part::Mask(array)),
        dtype if dtype.is_integer() => Ok(Part::Fancy(cast(&array, DType::Int64).map_err(from_kernel)?)),
        _ if array.is_empty() && !matches!(value, Value::Object(_)) => {
            Ok(Part::Fancy(cast(&array, DType::Int64).map_err(from_kernel)?))
        }
        _ => Err(index_error("arrays used as indices must be of integer (or boolean) type")),
    }
}

fn not_an_index() -> tape_lang::Raise {
    index_error(
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid \
         indices",
    )
}

/// A position along an axis; negative ones count from the end.
fn place(index: i64, axis: usize, size: usize) -> Result<usize> {
    let from_front = if index < 0 { index.saturating_add(size as i64) } else { index };
    match usize::try_from(from_front) {
        Ok(place) if place < size => Ok(place),
        _ => Err(index_out_of_bounds(index, axis, size)),
    }
}

/// The part of an axis that a slice takes, and where it begins.
fn sliced(vm: &mut Vm, slice: &Slice, axis: Axis) -> Result<(isize, Axis)> {
    let indices = slice.indices(vm, axis.size)?;
    let start = if indices.count == 0 { 0 } else { indices.start as isize * axis.step };
    Ok((start, Axis { size: indices.count, step: axis.step.wrapping_mul(indices.step as isize) }))
}

fn basic(vm: &mut Vm, whole: &View, parts: &[Part], rest: usize) -> Result<Key> {
    let mut view = View { offset: whole.offset, axes: SmallVec::new() };
    let mut at = 0;
    let mut is_element = true;
    for part in parts {
        match part {
            Part::Int(index) => {
                let axis = whole.axes[at];
                let place = place(*index, at, axis.size)?;
                view.offset = view.offset.wrapping_add_signed(place as isize * axis.step);
                at += 1;
            }
            Part::Slice(slice) => {
                let (start, axis) = sliced(vm, slice, whole.axes[at])?;
                view.offset = view.offset.wrapping_add_signed(start);
                view.axes.push(axis);
                is_element = false;
                at += 1;
            }
            Part::NewAxis => {
                view.axes.push(Axis { size: 1, step: 0 });
                is_element = false;
            }
            Part::Ellipsis => {
                view.axes.extend_from_slice(&whole.axes[at..at + rest]);
                is_element = false;
                at += rest;
            }
            Part::Fancy(_) | Part::Mask(_) => {}
        }
    }
    view.axes.extend_from_slice(&whole.axes[at..]);
    if is_element && view.axes.is_empty() {
        return Ok(Key::Element(view.offset));
    }
    Ok(Key::View(view))
}

/// An index with arrays: they broadcast together, and their axes stand where they stood if nothing was between them.
fn advanced(vm: &mut Vm, whole: &View, parts: &[Part], rest: usize) -> Result<Key> {
    let by_mask = matches!(parts, [Part::Mask(_)]);
    let mut before: SmallVec<[Axis; 4]> = SmallVec::new();
    let mut after: SmallVec<[Axis; 4]> = SmallVec::new();
    // Positions along an axis, its step, and the axis' number for messages.
    let mut fancy: Vec<(Array, isize)> = Vec::new();
    let mut offset = whole.offset as isize;
    let (mut at, mut started, mut finished, mut split) = (0, false, false, false);
    for part in parts {
        let takes_places = part.is_advanced() || matches!(part, Part::Int(_));
        if takes_places {
            split |= finished;
            started = true;
        } else {
            finished = started;
        }
        let slices = if started { &mut after } else { &mut before };
        match part {
            Part::Int(index) => {
                let axis = whole.axes[at];
                fancy.push((Array::scalar(place(*index, at, axis.size)? as i64), axis.step));
                at += 1;
            }
            Part::Fancy(places_array) => {
                let axis = whole.axes[at];
                fancy.push((wrapped(places_array, at, axis.size)?, axis.step));
                at += 1;
            }
            Part::Mask(mask) => {
                let axes = &whole.axes[at..at + mask.shape().rank()];
                fancy.extend(places_of_mask(mask, axes, at)?);
                at += axes.len();
            }
            Part::Slice(slice) => {
                let (start, axis) = sliced(vm, slice, whole.axes[at])?;
                offset += start;
                slices.push(axis);
                at += 1;
            }
            Part::NewAxis => slices.push(Axis { size: 1, step: 0 }),
            Part::Ellipsis => {
                slices.extend_from_slice(&whole.axes[at..at + rest]);
                at += rest;
            }
        }
    }
    after.extend_from_slice(&whole.axes[at..]);
    if split {
        after.insert_many(0, std::mem::take(&mut before));
    }
    let (shape, jumps) = together(&fancy)?;
    Ok(Key::Places(collect(offset, &before, (&shape, &jumps), &after, by_mask)))
}

/// Positions from the front, checked.
fn wrapped(places: &Array, axis: usize, size: usize) -> Result<Array> {
    let given = places.as_slice::<i64>().unwrap_or_default();
    let checked = given.iter().map(|&index| Ok(place(index, axis, size)? as i64)).collect::<Result<Vec<i64>>>()?;
    Ok(Array::from_vec(places.shape().clone(), checked))
}

/// Where a mask is true: for each of its axes the positions along it.
fn places_of_mask(mask: &Array, axes: &[Axis], first: usize) -> Result<Vec<(Array, isize)>> {
    for (nth, (axis, &size)) in axes.iter().zip(mask.shape().iter()).enumerate() {
        if axis.size != size {
            let own = axis.size;
            return Err(index_error(format!(
                "boolean index did not match indexed array along axis {}; size of axis is {own} but size of \
                 corresponding boolean axis is {size}",
                first + nth
            )));
        }
    }
    let rank = axes.len();
    if rank == 0 {
        let count = usize::from(mask.as_slice::<bool>() == Some(&[true]));
        return Ok(vec![(Array::from_vec([count], vec![0i64; count]), 0)]);
    }
    let rows = argwhere(mask).map_err(from_kernel)?;
    let rows = rows.as_slice::<i64>().unwrap_or_default();
    let count = rows.len() / rank;
    let column = |axis: usize| rows.iter().skip(axis).step_by(rank).copied().collect();
    Ok((0..rank).map(|axis| (Array::from_vec([count], column(axis)), axes[axis].step)).collect())
}

/// The index arrays broadcast together: their shape, and for each element how far it lies from the others.
fn together(fancy: &[(Array, isize)]) -> Result<(Shape, Vec<isize>)> {
    let mut shape = Shape::SCALAR;
    for (places, _) in fancy {
        shape = shape.broadcast(places.shape()).ok_or_else(|| {
            let shapes: String = fancy.iter().map(|(places, _)| tight(places.shape()) + " ").collect();
            index_error(format!("shape mismatch: indexing arrays could not be broadcast together with shapes {shapes}"))
        })?;
    }
    let mut jumps = vec![0isize; shape.elements()];
    for (places, step) in fancy {
        let spread = broadcast_to(places, &shape).map_err(from_kernel)?;
        for (jump, place) in jumps.iter_mut().zip(spread.as_slice::<i64>().unwrap_or_default()) {
            *jump += *place as isize * step;
        }
    }
    Ok((shape, jumps))
}

fn collect(offset: isize, before: &[Axis], middle: (&Shape, &[isize]), after: &[Axis], by_mask: bool) -> Places {
    let (middle_shape, jumps) = middle;
    let steps = |axes: &[Axis]| {
        let mut found = Vec::new();
        // A view that begins far enough inside never goes below zero, whatever the signs of its steps.
        let base = axes.iter().filter(|axis| axis.step < 0).map(|axis| axis.size as isize * -axis.step).sum::<isize>();
        let view = View { offset: base as usize, axes: axes.iter().copied().collect() };
        view.positions(|position| found.push(position as isize - base));
        found
    };
    let (outer, inner) = (steps(before), steps(after));
    let mut positions = Vec::with_capacity(outer.len() * jumps.len() * inner.len());
    for first in &outer {
        for jump in jumps {
            positions.extend(inner.iter().map(|last| (offset + first + jump + last) as usize));
        }
    }
    let sizes = |axes: &[Axis]| axes.iter().map(|axis| axis.size).collect::<Vec<_>>();
    let shape = [sizes(before), middle_shape.to_vec(), sizes(after)].concat();
    Places { shape: Shape::from(shape), positions, by_mask }
}
