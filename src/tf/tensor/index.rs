//! `tensor[...]`: numbers, slices, `...`, `tf.newaxis`, integer tensors, and boolean masks.

use smallvec::SmallVec;
use tape_grad::Tensor;
use tape_lang::exception::type_error;
use tape_lang::{Raise, Result, Value, Vm};
use tape_tensor::layout::Range;
use tape_tensor::{DType, Shape};

use crate::convert::as_tensor;
use crate::errors::{INVALID_ARGUMENT, Tail, raise};

/// One entry of an index.
enum Entry {
    /// A number: the axis disappears.
    At(i64),
    Slice {
        start: Option<i64>,
        stop: Option<i64>,
        step: i64,
    },
    /// A new axis of size one.
    New,
    /// As many whole axes as are left.
    Ellipsis,
}

/// What an index selects: a range along each axis, and the shape in which the elements come out.
pub struct Selection {
    /// One range an axis.
    pub ranges: SmallVec<[Range; 4]>,
    /// The shape of the result, with new axes in and dropped ones out.
    pub shape: Shape,
}

/// The part of a tensor that an index selects.
///
/// # Errors
/// TensorFlow's, for what is no index and for numbers out of range.
pub fn index(vm: &mut Vm, tensor: &Tensor, key: &Value) -> Result<Tensor> {
    crate::sites::mark(vm);
    if let Some(mask) = as_mask(key)? {
        return tape_ops::boolean_mask(tensor, &mask, None).map_err(|error| raise(error, Tail::Unnamed));
    }
    let selection = select(vm, key, &tensor.shape())?;
    tape_ops::take(tensor, &selection.ranges, &selection.shape)
        .map_err(|error| raise(error, Tail::Named("strided_slice/")))
}

/// A boolean tensor selects elements instead of places.
fn as_mask(key: &Value) -> Result<Option<Tensor>> {
    let tensor = match tape_numpy::array_of(key) {
        Some(array) => Some(Tensor::new(array)),
        None => as_tensor(key)?,
    };
    Ok(tensor.filter(|tensor| tensor.dtype() == DType::Bool))
}

/// What an index selects of an array of this shape.
///
/// # Errors
/// As [`index`].
pub fn select(vm: &mut Vm, key: &Value, shape: &Shape) -> Result<Selection> {
    let keys: Vec<Value> = match key {
        Value::Tuple(tuple) => tuple.to_vec(),
        Value::List(list) => list.to_vec(),
        single => vec![single.clone()],
    };
    let entries = keys.iter().map(|key| entry(vm, key)).collect::<Result<Vec<_>>>()?;
    lay_out(&entries, shape)
}

fn entry(vm: &mut Vm, key: &Value) -> Result<Entry> {
    match key {
        Value::None => Ok(Entry::New),
        Value::Ellipsis => Ok(Entry::Ellipsis),
        Value::Slice(slice) => {
            let step = bound(vm, &slice.step)?.unwrap_or(1);
            if step == 0 {
                return Err(refused("strides[0] must be non-zero"));
            }
            Ok(Entry::Slice { start: bound(vm, &slice.start)?, stop: bound(vm, &slice.stop)?, step })
        }
        other => whole_number(vm, other).map(Entry::At),
    }
}

fn bound(vm: &mut Vm, value: &Value) -> Result<Option<i64>> {
    if value.is_none() { Ok(None) } else { whole_number(vm, value).map(Some) }
}

/// A number that counts places: a Python or numpy integer, or an integer tensor without axes.
fn whole_number(vm: &mut Vm, value: &Value) -> Result<i64> {
    match value {
        Value::Int(number) => return Ok(*number),
        Value::Bool(flag) => return Ok(i64::from(*flag)),
        _ => {}
    }
    let array = match as_tensor(value)? {
        Some(tensor) => Some(tensor.array().clone()),
        None => tape_numpy::array_of(value),
    };
    if array.is_some_and(|array| array.dtype().is_integer() && array.len() == 1)
        && let Ok(Value::Int(number)) = vm.int(value)
    {
        return Ok(number);
    }
    let shown = vm.repr(value)?;
    Err(type_error(format!(
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid indices, got {shown}"
    )))
}

fn lay_out(entries: &[Entry], shape: &Shape) -> Result<Selection> {
    let named = entries.iter().filter(|entry| matches!(entry, Entry::At(_) | Entry::Slice { .. })).count();
    if entries.iter().filter(|entry| matches!(entry, Entry::Ellipsis)).count() > 1 {
        return Err(refused("Multiple ellipses in slice spec not allowed"));
    }
    if shape.rank() == 0 && named > 0 {
        return Err(refused("Attempting to slice scalar input."));
    }
    if named > shape.rank() {
        return Err(refused(&format!(
            "Index out of range using input dim {}; input has only {} dims",
            shape.rank(),
            shape.rank()
        )));
    }
    let mut layout = Layout { shape, axis: 0, ranges: SmallVec::new(), sizes: SmallVec::new() };
    for entry in entries {
        match entry {
            Entry::New => layout.sizes.push(1),
            Entry::Ellipsis => layout.whole(shape.rank() - named),
            Entry::At(position) => layout.at(*position)?,
            Entry::Slice { start, stop, step } => layout.slice(*start, *stop, *step),
        }
    }
    layout.whole(shape.rank() - layout.axis);
    Ok(Selection { ranges: layout.ranges, shape: Shape::from(&layout.sizes[..]) })
}

/// An index as it is laid out over the axes.
struct Layout<'a> {
    shape: &'a Shape,
    axis: usize,
    ranges: SmallVec<[Range; 4]>,
    sizes: SmallVec<[usize; 4]>,
}

impl Layout<'_> {
    fn push(&mut self, range: Range) {
        self.ranges.push(range);
        self.axis += 1;
    }

    fn whole(&mut self, axes: usize) {
        for _ in 0..axes {
            let size = self.shape[self.axis];
            self.sizes.push(size);
            self.push(Range::all(size));
        }
    }

    fn at(&mut self, position: i64) -> Result<()> {
        let size = self.shape[self.axis];
        let counted = if position < 0 { position + size as i64 } else { position };
        match usize::try_from(counted).ok().filter(|&place| place < size) {
            Some(place) => {
                self.push(Range::one(place));
                Ok(())
            }
            None => Err(refused(&format!("slice index {counted} of dimension {} out of bounds.", self.axis))),
        }
    }

    fn slice(&mut self, start: Option<i64>, stop: Option<i64>, step: i64) {
        let size = self.shape[self.axis] as i64;
        let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
        let settle = |bound: Option<i64>, absent: i64| match bound {
            None => absent,
            Some(bound) => (if bound < 0 { bound.saturating_add(size) } else { bound }).clamp(low, high),
        };
        let start = settle(start, if step > 0 { low } else { high });
        let stop = settle(stop, if step > 0 { high } else { low });
        let distance = if step > 0 { stop - start } else { start - stop };
        let stride = step.unsigned_abs().min(i64::MAX as u64) as i64;
        let count = if distance > 0 { (distance - 1) / stride + 1 } else { 0 };
        self.sizes.push(count as usize);
        let start = if count == 0 { 0 } else { start as usize };
        self.push(Range { start, step: step as isize, count: count as usize });
    }
}

fn refused(text: &str) -> Raise {
    Raise::new(
        &INVALID_ARGUMENT,
        format!(
            "{{{{function_node __wrapped__StridedSlice_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} {text} [Op:StridedSlice] name: strided_slice/"
        ),
    )
}
