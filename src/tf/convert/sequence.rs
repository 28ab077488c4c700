//! Python numbers, strings and nested sequences of them as tensors.

use half::{bf16, f16};
use num_complex::Complex;
use num_traits::ToPrimitive;
use smallvec::SmallVec;
use tape_grad::Tensor;
use tape_lang::exception::value_error;
use tape_lang::{Result, Value, Vm};
use tape_tensor::{Array, DType, Element, Shape, cast};

use super::{Wanted, as_tensor, cannot_convert};
use crate::errors::{Tail, raise};

/// Nested deeper than this, a list is no tensor.
const MAX_RANK: usize = 254;

/// What a Python number or string is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Bool,
    Int,
    Float,
    /// A numpy float64, which asks for that precision when it stands first.
    Double,
    Complex,
    Text,
}

/// A nested sequence, flattened.
struct Flat {
    sizes: SmallVec<[usize; 4]>,
    leaves: Vec<Value>,
}

pub(super) fn to_tensor(vm: &mut Vm, value: &Value, wanted: Wanted) -> Result<Tensor> {
    if let Some(scalar) = scalar(value, wanted) {
        return Ok(Tensor::new(scalar));
    }
    if holds_tensor(value, 0) {
        return pack(vm, value, wanted);
    }
    let flat = flatten(vm, value)?;
    match wanted {
        Wanted::Any => infer(vm, value, &flat).map(Tensor::new),
        Wanted::Exactly(dtype) => fill(vm, value, &flat, dtype).map(Tensor::new),
        Wanted::Preferably(dtype) => match fill(vm, value, &flat, dtype) {
            Ok(array) => Ok(Tensor::new(array)),
            Err(_) => infer(vm, value, &flat).map(Tensor::new),
        },
    }
}

/// The commonest case without a detour: one number where a float or an int of the usual width is wanted.
fn scalar(value: &Value, wanted: Wanted) -> Option<Array> {
    match (value, wanted.dtype()) {
        (Value::Float(x), None | Some(DType::Float32)) if x.is_finite() && x.abs() <= f64::from(f32::MAX) => {
            Some(Array::scalar(*x as f32))
        }
        (Value::Int(i), Some(DType::Float32)) => Some(Array::scalar(*i as f32)),
        (Value::Int(i), None | Some(DType::Int32)) => i32::try_from(*i).ok().map(Array::scalar),
        (Value::Float(x), Some(DType::Float64)) => Some(Array::scalar(*x)),
        (Value::Int(i), Some(DType::Float64)) => Some(Array::scalar(*i as f64)),
        _ => None,
    }
}

/// Whether a sequence has a tensor in it: then it is stacked, so that gradients flow through.
fn holds_tensor(value: &Value, depth: usize) -> bool {
    let any = |items: &[Value]| {
        items.iter().any(|item| super::is_tensor_like(item) || (depth < MAX_RANK && holds_tensor(item, depth + 1)))
    };
    match value.plain() {
        Value::List(list) => any(&list.borrow()),
        Value::Tuple(tuple) => any(tuple),
        _ => false,
    }
}

/// Stacks a sequence of which some items are tensors; their dtype is that of the others.
fn pack(vm: &mut Vm, value: &Value, wanted: Wanted) -> Result<Tensor> {
    let wanted = match wanted {
        Wanted::Any => first_tensor(value, 0)?.map_or(Wanted::Any, |tensor| Wanted::Exactly(tensor.dtype())),
        other => other,
    };
    let Some(items) = items_of(value) else { return to_tensor(vm, value, wanted) };
    let mut rows = Vec::with_capacity(items.len());
    for item in &items {
        rows.push(vm.deeper("", |vm| super::to_tensor(vm, item, wanted))?);
    }
    tape_ops::stack(&rows, 0).map_err(|error| raise(error, Tail::Unnamed))
}

fn first_tensor(value: &Value, depth: usize) -> Result<Option<Tensor>> {
    if let Some(tensor) = as_tensor(value)? {
        return Ok(Some(tensor));
    }
    if depth < MAX_RANK {
        for item in items_of(value).unwrap_or_default() {
            if let Some(tensor) = first_tensor(&item, depth + 1)? {
                return Ok(Some(tensor));
            }
        }
    }
    Ok(None)
}

fn items_of(value: &Value) -> Option<Vec<Value>> {
    match value.plain() {
        Value::List(list) => Some(list.to_vec()),
        Value::Tuple(tuple) => Some(tuple.to_vec()),
        Value::Range(range) => Some((0..range.length).map(|i| Value::Int(range.at(i))).collect()),
        _ => None,
    }
}

fn flatten(vm: &mut Vm, value: &Value) -> Result<Flat> {
    let mut flat = Flat { sizes: SmallVec::new(), leaves: Vec::new() };
    let mut probe = value.clone();
    loop {
        if let Some(array) = tape_numpy::array_of(&probe) {
            flat.sizes.extend(array.shape().iter().copied());
            break;
        }
        let Some(items) = items_of(&probe) else { break };
        flat.sizes.push(items.len());
        match items.into_iter().next() {
            Some(first) if flat.sizes.len() < MAX_RANK => probe = first,
            _ => break,
        }
    }
    collect(vm, value, 0, &mut flat)?;
    Ok(flat)
}

fn collect(vm: &mut Vm, value: &Value, depth: usize, flat: &mut Flat) -> Result<()> {
    let ragged = || value_error("Can't convert non-rectangular Python sequence to Tensor.");
    if let Some(array) = tape_numpy::array_of(value) {
        if array.shape()[..] != flat.sizes[depth..] {
            return Err(ragged());
        }
        flat.leaves.extend((0..array.len()).filter_map(|i| array.get(i)).map(tape_numpy::scalar_value));
        return Ok(());
    }
    match items_of(value) {
        Some(items) => match flat.sizes.get(depth) {
            Some(&size) if size == items.len() => items.iter().try_for_each(|item| collect(vm, item, depth + 1, flat)),
            Some(_) => Err(ragged()),
            None => Err(value_error("Can't convert Python sequence with mixed types to Tensor.")),
        },
        None if depth == flat.sizes.len() => {
            if kind_of(value).is_none() {
                return Err(unsupported(vm, value)?);
            }
            flat.leaves.push(value.clone());
            Ok(())
        }
        None => Err(ragged()),
    }
}

fn unsupported(vm: &mut Vm, value: &Value) -> Result<tape_lang::Raise> {
    let (shown, class) = (vm.repr(value)?, vm.repr(&Value::Class(value.class()))?);
    Ok(value_error(format!("Attempt to convert a value ({shown}) with an unsupported type ({class}) to a Tensor.")))
}

fn kind_of(value: &Value) -> Option<Kind> {
    if let Some(array) = tape_numpy::array_of(value) {
        return Some(match array.dtype() {
            DType::Bool => Kind::Bool,
            DType::Float64 => Kind::Double,
            DType::String => Kind::Text,
            dtype if dtype.is_complex() => Kind::Complex,
            dtype if dtype.is_floating() => Kind::Float,
            _ => Kind::Int,
        });
    }
    Some(match value.plain() {
        Value::Bool(_) => Kind::Bool,
        Value::Int(_) | Value::BigInt(_) => Kind::Int,
        Value::Float(_) => Kind::Float,
        Value::Complex(_) => Kind::Complex,
        Value::Str(_) | Value::Bytes(_) => Kind::Text,
        _ => return None,
    })
}

/// The array in the dtype that the first number suggests.
fn infer(vm: &mut Vm, value: &Value, flat: &Flat) -> Result<Array> {
    let mixed = || value_error("Can't convert Python sequence with mixed types to Tensor.");
    let first = flat.leaves.first().and_then(kind_of).unwrap_or(Kind::Float);
    let all = |fits: &[Kind]| flat.leaves.iter().filter_map(kind_of).all(|kind| fits.contains(&kind));
    let dtype = match first {
        Kind::Bool if all(&[Kind::Bool]) => DType::Bool,
        Kind::Int if all(&[Kind::Int, Kind::Bool]) => integer_dtype(flat)?,
        Kind::Int | Kind::Float if all(&[Kind::Float, Kind::Double, Kind::Int, Kind::Bool]) => DType::Float32,
        Kind::Double if all(&[Kind::Float, Kind::Double, Kind::Int, Kind::Bool]) => DType::Float64,
        Kind::Complex if all(&[Kind::Complex, Kind::Float, Kind::Double, Kind::Int, Kind::Bool]) => DType::Complex128,
        Kind::Text if all(&[Kind::Text]) => DType::String,
        _ => return Err(mixed()),
    };
    let out_of_range = |leaf: &Value| matches!(leaf, Value::Float(x) if x.is_finite() && x.abs() > f64::from(f32::MAX) && (*x as f32).is_infinite());
    if dtype == DType::Float32 && flat.leaves.iter().any(out_of_range) {
        return Err(value_error(
            "Can't convert Python sequence with a value out of range for a double-precision float.",
        ));
    }
    fill(vm, value, flat, dtype)
}

fn integer_dtype(flat: &Flat) -> Result<DType> {
    let mut dtype = DType::Int32;
    for leaf in &flat.leaves {
        match leaf.plain() {
            Value::Int(i) if i32::try_from(*i).is_err() => dtype = DType::Int64,
            Value::BigInt(_) => {
                return Err(value_error("Can't convert Python sequence with out-of-range integer to Tensor."));
            }
            _ => {}
        }
    }
    Ok(dtype)
}

/// The array in a dtype, refused where a number cannot become it.
fn fill(vm: &mut Vm, value: &Value, flat: &Flat, dtype: DType) -> Result<Array> {
    let kinds = || flat.leaves.iter().filter_map(kind_of);
    let first = kinds().next();
    if kinds().any(|kind| (kind == Kind::Text) != (first == Some(Kind::Text))) {
        return Err(value_error("Can't convert Python sequence with mixed types to Tensor."));
    }
    let accepted = kinds().all(|kind| match dtype {
        DType::Bool => kind == Kind::Bool,
        DType::String => kind == Kind::Text,
        _ if dtype.is_integer() => matches!(kind, Kind::Int | Kind::Bool),
        _ if dtype.is_complex() => kind != Kind::Text,
        _ => !matches!(kind, Kind::Text | Kind::Complex),
    });
    if !accepted {
        return Err(cannot_convert(vm, value, dtype));
    }
    let shape = Shape::from(&flat.sizes[..]);
    let array = match dtype {
        DType::Bool => gather(&shape, flat, |leaf| number(leaf) != Some(0.0)),
        DType::String => gather(&shape, flat, bytes),
        DType::Float16 => gather(&shape, flat, |leaf| f16::from_f64(number(leaf).unwrap_or(0.0))),
        DType::BFloat16 => gather(&shape, flat, |leaf| bf16::from_f64(number(leaf).unwrap_or(0.0))),
        DType::Float32 => gather(&shape, flat, |leaf| number(leaf).unwrap_or(0.0) as f32),
        DType::Float64 => gather(&shape, flat, |leaf| number(leaf).unwrap_or(0.0)),
        DType::Complex64 | DType::Complex128 => gather(&shape, flat, complex),
        _ => gather(&shape, flat, integer),
    };
    // Integers wrap, as TensorFlow's own conversion lets them.
    cast::cast(&array, dtype).map_err(|_| cannot_convert(vm, value, dtype))
}

fn gather<T: Element>(shape: &Shape, flat: &Flat, element: impl Fn(&Value) -> T) -> Array {
    Array::from_vec(shape.clone(), flat.leaves.iter().map(element).collect())
}

fn number(leaf: &Value) -> Option<f64> {
    if let Some(array) = tape_numpy::array_of(leaf) {
        return cast::cast(&array, DType::Float64).ok()?.as_slice::<f64>()?.first().copied();
    }
    leaf.as_float()
}

fn integer(leaf: &Value) -> i64 {
    if let Some(array) = tape_numpy::array_of(leaf) {
        let wide = cast::cast(&array, DType::Int64).ok();
        return wide.and_then(|wide| wide.as_slice::<i64>()?.first().copied()).unwrap_or(0);
    }
    match leaf.plain() {
        Value::BigInt(big) => big.to_u64().map_or(0, |word| word as i64),
        other => other.as_int().unwrap_or(0),
    }
}

fn complex(leaf: &Value) -> Complex<f64> {
    match leaf.plain() {
        Value::Complex(value) => **value,
        other => Complex::new(number(other).unwrap_or(0.0), 0.0),
    }
}

fn bytes(leaf: &Value) -> tape_tensor::array::Bytes {
    match leaf.plain() {
        Value::Str(text) => text.as_str().as_bytes().into(),
        Value::Bytes(bytes) => bytes[..].into(),
        _ => [].into(),
    }
}
