//! `tf.constant`, `tf.convert_to_tensor` and the questions about tensors that take any value.

use tape_grad::{Tensor, basic};
use tape_lang::exception::type_error;
use tape_lang::{NativeFunction, Result, Value, Vm};
use tape_tensor::layout;

use crate::convert::{Wanted, is_tensor_like, to_tensor};
use crate::errors::{Tail, raise};
use crate::{dtype, shape, tensor};

pub(crate) static CONSTANT: NativeFunction = NativeFunction::new(
    "constant",
    "(value, dtype=None, shape=None, name='Const')",
    "Creates a constant tensor from a tensor-like object.",
    |vm, args| {
        crate::sites::mark(vm);
        let wanted = wanted(vm, &args[1])?;
        let made = constant(vm, &args[0], wanted)?;
        if args[2].is_none() {
            return Ok(tensor::value(made));
        }
        shaped(vm, &made, &args[0], &args[2]).map(tensor::value)
    },
)
.python();

/// The value as a tensor. Unlike a conversion, a constant is never stacked from tensors in a list.
fn constant(vm: &mut Vm, value: &Value, wanted: Wanted) -> Result<Tensor> {
    match (crate::convert::as_tensor(value)?, wanted) {
        (Some(given), Wanted::Exactly(dtype)) if given.dtype() != dtype => {
            let shown = tape_show::array::str(given.array(), &tape_show::PrintOptions::default());
            Err(type_error(format!(
                "Expected tensor {shown} with dtype tf.{dtype}, but got dtype tf.{}.",
                given.dtype()
            )))
        }
        _ => to_tensor(vm, value, wanted),
    }
}

/// The tensor in the shape that was asked for: one element fills it, as many elements as it has are laid out in it.
fn shaped(vm: &mut Vm, made: &Tensor, given: &Value, wanted: &Value) -> Result<Tensor> {
    let sizes = shape::partial(vm, wanted)?.unwrap_or_default();
    let target: tape_tensor::Shape = sizes.iter().map(|size| size.unwrap_or(1)).collect();
    let refused = |error| raise(error, Tail::Unnamed);
    if made.shape().elements() == target.elements() {
        return basic::reshape(made, &target).map_err(refused);
    }
    if made.array().len() == 1 {
        let single = made.array().with_shape(tape_tensor::Shape::SCALAR);
        let filled = layout::broadcast_to(&single, &target);
        return filled
            .map(Tensor::new)
            .map_err(|error| refused(tape_grad::Error::kernel(&basic::BROADCAST_TO, 1, error)));
    }
    let shown = tape_show::array::str(made.array(), &tape_show::PrintOptions::default());
    let target_text = tape_show::shape::str(&target);
    Err(type_error(format!(
        "Eager execution of tf.constant with unsupported shape. Tensor {shown} (converted from {}) has {} elements, but got \
         `shape` {target_text} with {} elements).",
        vm.repr(given)?,
        made.array().len(),
        target.elements()
    )))
}

fn wanted(vm: &mut Vm, given: &Value) -> Result<Wanted> {
    if given.is_none() { Ok(Wanted::Any) } else { dtype::of(vm, given).map(Wanted::Exactly) }
}

pub(crate) static CONVERT_TO_TENSOR: NativeFunction = NativeFunction::new(
    "convert_to_tensor_v2_with_dispatch",
    "(value, dtype=None, dtype_hint=None, name=None)",
    "Converts the given value to a Tensor.",
    |vm, args| {
        crate::sites::mark(vm);
        let wanted = match (args[1].is_none(), args[2].is_none()) {
            (true, false) => Wanted::Preferably(dtype::of(vm, &args[2])?),
            _ => wanted(vm, &args[1])?,
        };
        to_tensor(vm, &args[0], wanted).map(tensor::value)
    },
)
.python();

pub(crate) static IS_TENSOR: NativeFunction =
    NativeFunction::new("is_tf_type", "(x)", "Whether x is a tensor or a variable.", |_, args| {
        Ok(Value::Bool(is_tensor_like(&args[0])))
    })
    .python();

pub(crate) static EXECUTING_EAGERLY: NativeFunction =
    NativeFunction::new("executing_eagerly", "()", "Always true outside of tf.function.", |_, _| Ok(Value::Bool(true)))
        .python();
