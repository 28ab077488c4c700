//! What a program hands over, as numbers: lists, ranges, arrays, tensors.

use tape_lang::exception::{type_error, value_error};
use tape_lang::{Raise, Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::axis::Axis;
use tape_tensor::array::Bytes;
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType, Scalar};

/// Numbers and the sizes of their axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// The sizes of the axes.
    pub shape: Vec<usize>,
    /// The numbers, the last axis running fastest.
    pub values: Vec<f64>,
    /// Whether they were whole.
    pub whole: bool,
}

impl Numbers {
    /// The numbers of an array, of whatever type.
    fn of(array: &Array) -> Result<Numbers> {
        let refused = |_| type_error(format!("Image data of dtype {} cannot be converted to float", array.dtype()));
        let floats = cast(array, DType::Float64).map_err(refused)?;
        let values = floats.as_slice::<f64>().unwrap_or_default().to_vec();
        Ok(Numbers { shape: array.shape().to_vec(), values, whole: array.dtype().is_integer() })
    }

    /// The columns of a table, or all numbers as the only one.
    #[must_use]
    pub fn columns(&self) -> Vec<Vec<f64>> {
        match self.shape[..] {
            [_, columns] => {
                (0..columns).map(|start| self.values.iter().skip(start).step_by(columns).copied().collect()).collect()
            }
            _ => vec![self.values.clone()],
        }
    }

    /// The shape as Python writes it: `(3,)`.
    #[must_use]
    pub fn shape_text(&self) -> String {
        shape_text(&self.shape)
    }
}

/// A shape as Python writes a tuple.
#[must_use]
pub fn shape_text(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        sizes => format!("({})", sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// The numbers in a value.
///
/// # Errors
/// What `np.asarray` raises; `TypeError` for what is no number.
pub fn numbers(vm: &mut Vm, value: &Value) -> Result<Numbers> {
    let array = tape_numpy::asarray(vm, value)?;
    if array.dtype() == DType::String {
        return Err(text_is_no_number(vm, value));
    }
    Numbers::of(&array)
}

/// The numbers in a value in one row.
///
/// # Errors
/// As [`numbers`].
pub fn flat(vm: &mut Vm, value: &Value) -> Result<Vec<f64>> {
    Ok(numbers(vm, value)?.values)
}

/// The numbers in a value on an axis: names become 0, 1, 2 … in the order in which they are first met.
///
/// # Errors
/// As [`numbers`].
pub fn on_axis(vm: &mut Vm, value: &Value, axis: &Shared<Axis>) -> Result<Numbers> {
    let array = tape_numpy::asarray(vm, value)?;
    let Some(names) = array.as_slice::<Bytes>() else { return Numbers::of(&array) };
    let categories = &mut axis.borrow_mut().categories;
    let place = |name: &Bytes| {
        let name = String::from_utf8_lossy(name).into_owned();
        let known = categories.iter().position(|own| *own == name);
        known.unwrap_or_else(|| {
            categories.push(name);
            categories.len() - 1
        }) as f64
    };
    let values = names.iter().map(place).collect();
    Ok(Numbers { shape: array.shape().to_vec(), values, whole: true })
}

fn text_is_no_number(vm: &mut Vm, value: &Value) -> Raise {
    let shown = vm.repr(value).unwrap_or_default();
    type_error(format!("{shown} is not a number"))
}

/// Numbers as an ndarray of `float64`.
#[must_use]
pub fn ndarray(shape: &[usize], values: Vec<f64>) -> Value {
    tape_numpy::ndarray_of(Array::from_vec(shape, values))
}

/// A number as `np.float64`.
#[must_use]
pub fn float64(value: f64) -> Value {
    tape_numpy::scalar_value(Scalar::Float64(value))
}

/// Two numbers.
///
/// # Errors
/// `ValueError`, as Python refuses to unpack other than two, and as [`numbers`].
pub fn pair(vm: &mut Vm, value: &Value) -> Result<(f64, f64)> {
    exactly(vm, value).map(|[first, second]| (first, second))
}

/// So many numbers.
///
/// # Errors
/// As [`pair`].
pub fn exactly<const N: usize>(vm: &mut Vm, value: &Value) -> Result<[f64; N]> {
    let found = flat(vm, value)?;
    <[f64; N]>::try_from(found).map_err(|found| match found.len() {
        many if many > N => value_error(format!("too many values to unpack (expected {N})")),
        few => value_error(format!("not enough values to unpack (expected {N}, got {few})")),
    })
}

/// The texts in a list.
///
/// # Errors
/// What iterating raises.
pub fn texts(vm: &mut Vm, value: &Value) -> Result<Vec<String>> {
    let items = vm.collect(value)?;
    items.iter().map(|item| vm.str(item)).collect()
}
