//! Attributes and methods of tensors.

use tape_lang::exception::{attribute_error, type_error, value_error};
use tape_lang::{Name, NativeFunction, Property, Raise, Result, Value, Vm};

use super::TensorObject;
use crate::{dtype, shape, variable};

/// Where every tensor lives.
pub const DEVICE: &str = "/job:localhost/replica:0/task:0/device:CPU:0";

/// numpy's names that TensorFlow points away from.
const NUMPY_NAMES: &[&str] = &[
    "T",
    "astype",
    "ravel",
    "transpose",
    "reshape",
    "clip",
    "size",
    "tolist",
    "data",
    "flatten",
    "sum",
    "mean",
    "max",
    "min",
];

pub(super) static PROPERTIES: &[Property] = &[
    Property::new("shape", "The shape, as a `TensorShape`.", |_, this| Ok(shape::value(&tensor(this)?.shape()))),
    Property::new("dtype", "The element type.", |_, this| Ok(dtype::value(tensor(this)?.dtype()))),
    Property::new("ndim", "The number of axes.", |_, this| Ok(Value::from(tensor(this)?.rank()))),
    Property::new("device", "Where the tensor lives.", |_, _| Ok(Value::str(DEVICE))),
    Property::new("backing_device", "Where the tensor's memory lives.", |_, _| Ok(Value::str(DEVICE))),
    Property::new("_id", "A number that no other living tensor has.", |_, this| Ok(Value::from(tensor(this)?.id()))),
    Property::new("name", "Only symbolic tensors have names.", |_, _| meaningless("name")),
    Property::new("op", "Only symbolic tensors have ops.", |_, _| meaningless("op")),
    Property::new("graph", "Only symbolic tensors have graphs.", |_, _| meaningless("graph")),
    Property::new("value_index", "Only symbolic tensors have one.", |_, _| meaningless("value_index")),
];

pub(super) static METHODS: &[NativeFunction] = &[
    NativeFunction::new("EagerTensor.numpy", "(self)", "A copy as a numpy array or scalar.", |_, args| {
        Ok(tape_numpy::value_of(tensor(&args[0])?.array().clone()))
    })
    .python(),
    NativeFunction::new("EagerTensor.__array__", "(self, dtype=None)", "A copy as a numpy array.", |_, args| {
        Ok(tape_numpy::ndarray_of(tensor(&args[0])?.array().clone()))
    })
    .python(),
    NativeFunction::new("EagerTensor.get_shape", "(self)", "The shape, as a `TensorShape`.", |_, args| {
        Ok(shape::value(&tensor(&args[0])?.shape()))
    })
    .python(),
    NativeFunction::new("EagerTensor.set_shape", "(self, shape)", "Checks that the shape fits.", |vm, args| {
        let own = tensor(&args[0])?.shape();
        let given = shape::partial(vm, &args[1])?;
        if shape::is_compatible(given.as_deref(), &own) {
            return Ok(Value::None);
        }
        let (own, given) = (tape_show::shape::str(&own), tape_show::shape::partial_str(given.as_deref()));
        Err(value_error(format!("Tensor's shape {own} is not compatible with supplied shape {given}.")))
    })
    .python(),
    NativeFunction::new("EagerTensor.ref", "(self)", "A hashable reference to the tensor.", |_, args| {
        Ok(crate::reference::value(args[0].clone()))
    })
    .python(),
    NativeFunction::new("EagerTensor.cpu", "(self)", "The tensor in main memory: itself.", |_, args| {
        Ok(args[0].clone())
    })
    .python(),
    NativeFunction::new("EagerTensor.eval", "(self, feed_dict=None, session=None)", "Only in graphs.", |_, _| {
        Err(tape_lang::exception::not_implemented_error(
            "eval is not supported when eager execution is enabled, is .numpy() what you're looking for?",
        ))
    })
    .python(),
];

/// What only a part of a variable has.
pub(super) static SLICE_METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "EagerTensor.assign",
        "(self, value, use_locking=None, name=None, read_value=True)",
        "Writes to the variable.",
        |vm, args| assign_slice(vm, &args[0], &args[1], variable::Change::Replace),
    )
    .python(),
    NativeFunction::new(
        "EagerTensor.assign_add",
        "(self, value, use_locking=None, name=None, read_value=True)",
        "Adds to the variable.",
        |vm, args| assign_slice(vm, &args[0], &args[1], variable::Change::Add),
    )
    .python(),
    NativeFunction::new(
        "EagerTensor.assign_sub",
        "(self, value, use_locking=None, name=None, read_value=True)",
        "Subtracts from the variable.",
        |vm, args| assign_slice(vm, &args[0], &args[1], variable::Change::Subtract),
    )
    .python(),
];

fn assign_slice(vm: &mut Vm, this: &Value, value: &Value, change: variable::Change) -> Result<Value> {
    match this.downcast::<TensorObject>().and_then(|object| object.origin.as_deref()) {
        Some((variable, key)) => variable::assign_slice(vm, variable, key, value, change),
        None => Err(missing(Name::new("assign"))),
    }
}

/// The tensor behind a value.
pub(super) fn tensor(this: &Value) -> Result<tape_grad::Tensor> {
    match this.downcast::<TensorObject>() {
        Some(object) => Ok(object.tensor().clone()),
        None => Err(type_error(format!("a Tensor is needed here, not '{}'", this.type_name()))),
    }
}

/// The error for an attribute that tensors do not have.
pub(super) fn missing(name: Name) -> Raise {
    if NUMPY_NAMES.contains(&name.as_str()) {
        return attribute_error(format!(
            "EagerTensor object has no attribute '{name}'. \n        If you are looking for numpy-related methods, please \
             run the following:\n        tf.experimental.numpy.experimental_enable_numpy_behavior()\n      "
        ));
    }
    attribute_error(format!("'{}' object has no attribute '{name}'", super::CLASS_NAME))
}

fn meaningless(name: &str) -> Result<Value> {
    Err(attribute_error(format!("Tensor.{name} is undefined when eager execution is enabled.")))
}
