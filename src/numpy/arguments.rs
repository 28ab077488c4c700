//! Arguments that many functions have: axes, shapes, counts, `out=`.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Raise, Result, Value, Vm};
use tape_tensor::array::check_size;
use tape_tensor::{DType, Shape};

use crate::error::{axis_error, from_kernel};
use crate::items::Items;
use crate::ndarray::NdArray;
use crate::{convert, give, operators};

/// An axis from the front.
///
/// # Errors
/// `AxisError`.
pub fn checked_axis(axis: i64, rank: usize) -> Result<usize> {
    let from_front = if axis < 0 { axis.saturating_add(rank as i64) } else { axis };
    match usize::try_from(from_front) {
        Ok(found) if found < rank => Ok(found),
        _ => Err(axis_error(axis, rank)),
    }
}

/// An `axis=` argument that must be there.
///
/// # Errors
/// `AxisError`, `TypeError` for what is no integer.
pub fn axis(vm: &mut Vm, value: &Value, rank: usize) -> Result<usize> {
    checked_axis(vm.index(value)?, rank)
}

/// An `axis=` argument that may be `None`.
///
/// # Errors
/// As [`axis`].
pub fn axis_or_none(vm: &mut Vm, value: &Value, rank: usize) -> Result<Option<usize>> {
    if value.is_none() || value.is_unset() { Ok(None) } else { axis(vm, value, rank).map(Some) }
}

/// An `axis=` argument that may be `None`, one axis or several; they come sorted.
///
/// # Errors
/// As [`axis`]; `ValueError` for an axis that is given twice.
pub fn axes(vm: &mut Vm, value: &Value, rank: usize) -> Result<Option<Vec<usize>>> {
    let mut found = match value.plain() {
        Value::None | Value::Unset => return Ok(None),
        Value::Tuple(_) | Value::List(_) => {
            let given = vm.collect(value)?;
            given.iter().map(|one| axis(vm, one, rank)).collect::<Result<Vec<_>>>()?
        }
        _ => vec![axis(vm, value, rank)?],
    };
    found.sort_unstable();
    if found.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(value_error("duplicate value in 'axis'"));
    }
    Ok(Some(found))
}

/// Whether a value is a sequence of the language or an array, not one number.
#[must_use]
pub fn is_sequence(value: &Value) -> bool {
    match value.plain() {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        _ => value.downcast::<NdArray>().is_some_and(|array| array.rank() > 0),
    }
}

/// Whole numbers: one, or a sequence of them.
///
/// # Errors
/// `TypeError` for what is no integer.
pub fn integers(vm: &mut Vm, value: &Value) -> Result<Vec<i64>> {
    if vm.has_index(value) && !is_sequence(value) {
        return Ok(vec![vm.index(value)?]);
    }
    match vm.length_of(value) {
        Some(_) if !matches!(value.plain(), Value::Str(_)) => {
            let items = vm.collect(value)?;
            items.iter().map(|item| vm.index(item)).collect()
        }
        _ if matches!(value.plain(), Value::Float(_)) => {
            let text = vm.repr(value)?;
            Err(type_error(format!("expected a sequence of integers or a single integer, got '{text}'")))
        }
        _ => vm.index(value).map(|one| vec![one]),
    }
}

/// A shape: a size, or a sequence of sizes.
///
/// # Errors
/// `ValueError` for negative sizes, `TypeError` for what is no integer.
pub fn shape(vm: &mut Vm, value: &Value) -> Result<Shape> {
    let sizes = integers(vm, value)?;
    let size = |size| usize::try_from(size).map_err(|_| value_error("negative dimensions are not allowed"));
    let shape = sizes.into_iter().map(size).collect::<Result<Vec<_>>>().map(Shape::from)?;
    check_size(&shape, DType::UInt8).map_err(from_kernel)?;
    Ok(shape)
}

/// A number that is not negative, of things that are going to be made.
///
/// # Errors
/// `ValueError`, `TypeError`; `MemoryError` for more than memory holds.
pub fn count(vm: &mut Vm, value: &Value) -> Result<usize> {
    let count = usize::try_from(vm.index(value)?).map_err(|_| value_error("negative dimensions are not allowed"))?;
    check_size(&Shape::from([count]), DType::Float64).map_err(from_kernel)?;
    Ok(count)
}

/// A result as a value, or in the array that an `out=` argument gives.
///
/// # Errors
/// Those of in-place operators.
pub fn deliver(items: impl Into<Items>, out: &Value, name: &str) -> Result<Value> {
    let items = items.into();
    let out = match out {
        Value::Tuple(tuple) if tuple.len() == 1 => tuple[0].clone(),
        other => other.clone(),
    };
    match out.downcast::<NdArray>() {
        Some(target) => {
            operators::store(target, items, name)?;
            Ok(out)
        }
        None if out.is_none() || out.is_unset() => Ok(give(items)),
        None => Err(type_error("return arrays must be of ArrayType")),
    }
}

/// The dtype that an argument names, or `default`.
///
/// # Errors
/// `TypeError`.
pub fn dtype_or(vm: &mut Vm, value: &Value, default: DType) -> Result<DType> {
    Ok(crate::descr::number(vm, value)?.unwrap_or(default))
}

/// A sequence's items, each as elements.
///
/// # Errors
/// What converting raises.
pub fn arrays(vm: &mut Vm, value: &Value) -> Result<Vec<Items>> {
    let items = vm.collect(value)?;
    items.iter().map(|item| convert::items(vm, item)).collect()
}

/// An option that is not supported.
#[must_use]
pub fn unsupported(what: &str) -> Raise {
    Raise::new(&tape_lang::exception::NOT_IMPLEMENTED_ERROR, format!("{what} is not supported"))
}
