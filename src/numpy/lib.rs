//! numpy as the language sees it: `np` and everything in it.
//!
//! [`install`] makes the module importable; the other functions are for rooms that exchange values with it.

mod arguments;
mod convert;
mod descr;
mod dispatch;
mod dtype;
mod einsum;
mod error;
mod exceptions;
mod functions;
mod items;
mod limits;
mod linalg;
mod linear;
mod module;
mod ndarray;
mod operators;
mod printing;
mod promote;
mod random;
mod reduce;
mod scalar;
mod settings;
mod testing;
mod ufunc;
mod warning;

pub use printing::options as print_options;

use tape_lang::{Value, Vm};
use tape_show::array::Strings;
use tape_tensor::{Array, DType, Scalar};

use crate::items::{Items, element_value};
use crate::ndarray::NdArray;
use crate::scalar::NumpyScalar;

/// What a tensor's `numpy()` gives: a numpy scalar for an array without axes (`bytes` for a string), else an ndarray.
///
/// # Examples
/// ```
/// use tape_tensor::Array;
/// let mut vm = tape_lang::Vm::new(Box::new(tape_lang::vm::Silent));
/// let half = tape_numpy::value_of(Array::scalar(0.5f32));
/// assert_eq!(vm.repr(&half)?, "np.float32(0.5)");
/// # Ok::<(), tape_lang::Raise>(())
/// ```
#[must_use]
pub fn value_of(array: Array) -> Value {
    give(Items::from(array))
}

/// The elements as numpy's functions return them: a scalar where there are no axes, else an ndarray.
pub(crate) fn give(items: impl Into<Items>) -> Value {
    let items = items.into();
    match items.array.get(0) {
        Some(scalar) if items.rank() == 0 => element_value(scalar, items.strings),
        _ => Value::object(NdArray::new(items)),
    }
}

/// The elements as an ndarray, also where there are no axes.
#[must_use]
pub fn ndarray_of(array: Array) -> Value {
    Value::object(NdArray::new(array))
}

/// A number as a numpy scalar: `np.float32(…)`. A string is `bytes`.
#[must_use]
pub fn scalar_value(scalar: Scalar) -> Value {
    element_value(scalar, Strings::Objects)
}

/// The elements of an ndarray or a numpy scalar, dense; nothing for any other value.
///
/// The elements are shared where the ndarray shows all of them in order; later writes through it do not show in the result.
#[must_use]
pub fn array_of(value: &Value) -> Option<Array> {
    if let Some(array) = value.downcast::<NdArray>() {
        return Some(array.array());
    }
    value.downcast::<NumpyScalar>().map(NumpyScalar::array)
}

/// The elements of anything that numpy takes for an array: numbers, nested sequences, arrays, what has `__array__`.
///
/// # Errors
/// `ValueError` for ragged sequences, `TypeError` for what arrays cannot hold.
pub fn asarray(vm: &mut Vm, value: &Value) -> tape_lang::Result<Array> {
    convert::array(vm, value)
}

/// Whether a value is a numpy scalar.
#[must_use]
pub fn is_scalar(value: &Value) -> bool {
    value.downcast::<NumpyScalar>().is_some()
}

/// The dtype that a `np.dtype` or a scalar class (`np.float32`) means; nothing for any other value.
#[must_use]
pub fn dtype_of(value: &Value) -> Option<DType> {
    if let Some(dtype) = value.downcast::<dtype::DTypeObject>() {
        return Some(dtype.0.dtype());
    }
    match value {
        Value::Class(class) => scalar::dtype_of_class(class),
        _ => None,
    }
}

/// The class of the numpy scalars of a dtype: `np.float32`; `object` for strings.
#[must_use]
pub fn scalar_class(dtype: DType) -> Value {
    match dtype {
        DType::String => Value::from(&tape_lang::types::OBJECT),
        number => Value::from(scalar::class_of(number)),
    }
}

/// Makes `numpy` and its parts importable.
pub fn install(vm: &mut Vm) {
    vm.register_module("numpy", module::numpy);
    vm.register_module("numpy.random", random::module);
    vm.register_module("numpy.linalg", linalg::module);
    vm.register_module("numpy.testing", testing::module);
    vm.register_module("numpy.exceptions", module::exceptions);
}
