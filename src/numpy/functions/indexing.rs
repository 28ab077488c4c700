//! Helpers around indices: `np.ndenumerate`, `np.ndindex`, `np.ix_`, `np.r_`, `np.c_`, `np.s_`.

use std::rc::Rc;

use tape_lang::exception::{index_error, type_error, value_error};
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType, Shape};

use super::joining::{in_common, joined};
use super::ranges::vector_of;
use crate::arguments::shape;
use crate::error::from_kernel;
use crate::items::{Items, element_value};
use crate::ndarray::NdArray;
use crate::{convert, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("ndenumerate", "(arr)", "The elements with their indices.", ndenumerate).python(),
    NativeFunction::new("ndindex", "(*shape)", "The indices of an array of a shape.", ndindex).python(),
    NativeFunction::new("ix_", "(*args)", "An open mesh of indices.", ix).python(),
    NativeFunction::new("unravel_index", "(indices, shape, order='C')", "Flat positions as indices.", unravel_index),
    NativeFunction::new(
        "ravel_multi_index",
        "(multi_index, dims, mode='raise', order='C')",
        "Indices as flat positions.",
        ravel_multi_index,
    ),
];

/// The index of a row-major position.
fn index_at(mut position: usize, shape: &Shape) -> Value {
    let mut index = vec![Value::Int(0); shape.rank()];
    for (slot, &size) in index.iter_mut().zip(shape.iter()).rev() {
        *slot = Value::from(position % size.max(1));
        position /= size.max(1);
    }
    Value::tuple(index)
}

fn ndenumerate(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let pair = |position: usize| {
        let element = element_value(items.array.get(position)?, items.strings);
        Some(Value::tuple([index_at(position, items.shape()), element]))
    };
    let pairs = Value::list((0..items.array.len()).filter_map(pair).collect());
    vm.iterate(&pairs)
}

fn ndindex(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = match args.rest(0) {
        [one] => shape(vm, one)?,
        many => shape(vm, &Value::tuple(many.to_vec()))?,
    };
    tape_tensor::array::check_size(&shape, DType::Complex128).map_err(from_kernel)?;
    let indices = Value::list((0..shape.elements()).map(|position| index_at(position, &shape)).collect());
    vm.iterate(&indices)
}

fn ix(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let rank = args.rest(0).len();
    let mut results = Vec::with_capacity(rank);
    for (axis, value) in args.rest(0).iter().enumerate() {
        let array = convert::array(vm, value)?;
        if array.shape().rank() != 1 {
            return Err(value_error("Cross index must be 1 dimensional"));
        }
        let array = match array.dtype() {
            DType::Bool => {
                let hits = tape_tensor::layout::argwhere(&array).map_err(from_kernel)?;
                hits.with_shape([hits.len()])
            }
            _ if array.is_empty() => cast(&array, DType::Int64).map_err(from_kernel)?,
            _ => array,
        };
        let mut sizes = vec![1; rank];
        sizes[axis] = array.len();
        results.push(crate::ndarray_of(array.with_shape(sizes)));
    }
    Ok(Value::tuple(results))
}

fn unravel_index(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let positions = cast(&convert::array(vm, &args[0])?, DType::Int64).map_err(from_kernel)?;
    let shape = shape(vm, &args[1])?;
    let total = shape.elements();
    let numbers = positions.as_slice::<i64>().unwrap_or_default();
    if let Some(bad) = numbers.iter().find(|&&position| usize::try_from(position).map_or(true, |place| place >= total))
    {
        return Err(value_error(format!("index {bad} is out of bounds for array with size {total}")));
    }
    let strides = shape.strides();
    let columns = strides.iter().zip(shape.iter()).map(|(&stride, &size)| {
        let along = numbers.iter().map(|&position| (position as usize / stride % size.max(1)) as i64).collect();
        value_of(Array::from_vec(positions.shape().clone(), along))
    });
    Ok(Value::tuple(columns))
}

fn ravel_multi_index(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = shape(vm, &args[1])?;
    let indices = crate::arguments::arrays(vm, &args[0])?;
    if indices.len() != shape.rank() {
        let rank = shape.rank();
        return Err(value_error(format!("parameter multi_index must be a sequence of length {rank}")));
    }
    let mut positions = Array::scalar(0i64);
    for (index, &size) in indices.iter().zip(shape.iter()) {
        let index = cast(&index.array, DType::Int64).map_err(from_kernel)?;
        let inside = |&index: &i64| usize::try_from(index).is_ok_and(|index| index < size);
        if !index.as_slice::<i64>().unwrap_or_default().iter().all(inside) {
            return Err(value_error("invalid entry in coordinates array"));
        }
        let wide = crate::ufunc::quiet_binary(crate::ufunc::Binary::Multiply, &positions, &Array::scalar(size as i64))?;
        positions = crate::ufunc::quiet_binary(crate::ufunc::Binary::Add, &wide, &index)?;
    }
    Ok(value_of(positions))
}

/// What `np.r_`, `np.c_` and `np.s_` make of an index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IndexMaker {
    /// Joins along the first axis.
    Rows,
    /// Joins vectors as columns.
    Columns,
    /// Gives the index itself.
    Plain,
}

static INDEX_MAKER: NativeClass =
    NativeClass::new("AxisConcatenator").module("numpy.lib._index_tricks_impl").not_a_base();

impl Object for IndexMaker {
    fn class(&self) -> Rc<Class> {
        INDEX_MAKER.class()
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        if *self == IndexMaker::Plain {
            return Ok(key.clone());
        }
        let given = match key {
            Value::Tuple(parts) => parts.to_vec(),
            one => vec![one.clone()],
        };
        if given.iter().any(|part| part.as_str().is_some()) {
            return Err(crate::arguments::unsupported("a string of directives in np.r_ or np.c_"));
        }
        let mut parts: Vec<Items> = Vec::with_capacity(given.len());
        for part in &given {
            let items: Items = match part {
                Value::Slice(_) => vector_of(vm, part)?.into(),
                other => convert::items(vm, other)?,
            };
            let size = items.array.len();
            let shape = match (items.rank(), *self) {
                (0, IndexMaker::Columns) => Shape::from([1, 1]),
                (0, _) => Shape::from([1]),
                (1, IndexMaker::Columns) => Shape::from([size, 1]),
                _ => items.shape().clone(),
            };
            parts.push(items.with(items.array.with_shape(shape)));
        }
        let parts = in_common(vm, parts, None)?;
        let axis = if *self == IndexMaker::Columns { -1 } else { 0 };
        Ok(Value::object(NdArray::new(joined(&parts, axis)?)))
    }

    fn set_item(&self, _vm: &mut Vm, _key: &Value, _value: Value) -> Result<()> {
        Err(type_error("'AxisConcatenator' object does not support item assignment"))
    }

    fn del_item(&self, _vm: &mut Vm, _key: &Value) -> Result<()> {
        Err(index_error("'AxisConcatenator' object doesn't support item deletion"))
    }
}
