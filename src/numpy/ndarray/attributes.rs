//! The attributes of ndarrays; numpy scalars have most of them too.

use tape_lang::exception::attribute_error;
use tape_lang::{Property, Result, Value, Vm};
use tape_tensor::DType;
use tape_tensor::layout::View;

use super::NdArray;
use super::iterator::FlatIterator;
use crate::descr::{self, Descr};
use crate::dtype::DTypeObject;
use crate::functions::{elements, shaping};
use crate::scalar::NumpyScalar;

/// Attributes.
pub static PROPERTIES: &[Property] = &[
    Property::new("shape", "The sizes of the axes.", |_, this| Ok(shaping::shape_tuple(&shape(this))))
        .writable(|vm, this, value| shaping::set_shape(vm, this, &value)),
    Property::new("dtype", "The element type.", |_, this| Ok(Value::object(DTypeObject(descr_of(this))))),
    Property::new("ndim", "The number of axes.", |_, this| Ok(Value::from(shape(this).len()))),
    Property::new("size", "The number of elements.", |_, this| Ok(Value::from(count(this)))),
    Property::new("itemsize", "Bytes of one element.", |_, this| Ok(Value::from(descr_of(this).itemsize()))),
    Property::new("nbytes", "Bytes of all elements.", |_, this| {
        Ok(Value::from(descr_of(this).itemsize() * count(this)))
    }),
    Property::new("T", "The array with its axes in reverse order.", shaping_turned),
    Property::new("mT", "The array with its last two axes exchanged.", |vm, this| {
        shaping::viewed(vm, this, |_, mut view| {
            let rank = view.axes.len();
            if rank < 2 {
                return Err(tape_lang::exception::value_error("matrix transpose with ndim < 2 is undefined"));
            }
            view.axes.swap(rank - 1, rank - 2);
            Ok(view)
        })
    }),
    Property::new("real", "The real parts.", |_, this| elements::part(this, elements::Part::Real))
        .writable(|vm, this, value| elements::set_part(vm, this, &value, elements::Part::Real)),
    Property::new("imag", "The imaginary parts.", |_, this| elements::part(this, elements::Part::Imaginary))
        .writable(|vm, this, value| elements::set_part(vm, this, &value, elements::Part::Imaginary)),
    Property::new("flat", "The elements one by one.", |vm, this| {
        Ok(FlatIterator::over(&shaping::as_ndarray(vm, this)?))
    })
    .writable(|vm, this, value| {
        let flat = FlatIterator::over(this);
        vm.set_item(&flat, &Value::Ellipsis, value)
    }),
    Property::new("strides", "Bytes from one element to the next along each axis.", |_, this| Ok(strides(this))),
    Property::new("base", "The array that owns the elements.", |_, this| {
        Ok(this.downcast::<NdArray>().and_then(NdArray::base).cloned().unwrap_or_default())
    }),
    Property::new("flags", "What is known about the memory.", flags),
    Property::new("device", "Where the elements are.", |_, _| Ok(Value::str("cpu"))),
    Property::new("__array_priority__", "How operators choose among kinds of arrays.", |_, this| {
        Ok(Value::Float(if this.downcast::<NdArray>().is_some() { 0.0 } else { -1_000_000.0 }))
    }),
];

fn shaping_turned(vm: &mut Vm, this: &Value) -> Result<Value> {
    if this.downcast::<NumpyScalar>().is_some() {
        return Ok(this.clone());
    }
    shaping::turned(vm, this)
}

fn shape(this: &Value) -> Vec<usize> {
    this.downcast::<NdArray>().map(|array| array.shape().to_vec()).unwrap_or_default()
}

fn count(this: &Value) -> usize {
    this.downcast::<NdArray>().map_or(1, NdArray::len)
}

fn descr_of(this: &Value) -> Descr {
    descr::of_anything(this).unwrap_or(Descr::Number(DType::Float64))
}

fn strides(this: &Value) -> Value {
    let Some(array) = this.downcast::<NdArray>() else { return Value::tuple([]) };
    let size = descr_of(this).itemsize() as i64;
    let view: View = array.view().clone();
    Value::tuple(view.axes.iter().map(|axis| Value::Int(axis.step as i64 * size)))
}

/// A namespace of the flags that programs ask for.
fn flags(vm: &mut Vm, this: &Value) -> Result<Value> {
    let Some(array) = this.downcast::<NdArray>() else { return Err(attribute_error("scalars have no flags here")) };
    let contiguous = super::is_contiguous(&array.view());
    let flags = [
        ("C_CONTIGUOUS", contiguous),
        ("OWNDATA", array.base().is_none()),
        ("WRITEABLE", array.is_writeable()),
        ("ALIGNED", true),
    ];
    let dict = Value::dict();
    for (name, value) in flags {
        vm.set_item(&dict, &Value::str(name), Value::Bool(value))?;
    }
    Ok(dict)
}
