//! Assignments to variables, whole and in part.

use tape_grad::Variable;
use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Raise, Result, Value, Vm};
use tape_tensor::elementwise::{self, Binary};
use tape_tensor::{Array, layout};

use super::{VariableObject, own};
use crate::convert::{Wanted, to_tensor};
use crate::errors::INVALID_ARGUMENT;
use crate::{shape, tensor};

/// What an assignment does with the old value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Replace,
    Add,
    Subtract,
}

pub(super) const ASSIGN: NativeFunction = NativeFunction::new(
    "BaseResourceVariable.assign",
    "(self, value, use_locking=None, name=None, read_value=True)",
    "Replaces the value.",
    |vm, args| assign(vm, args, Change::Replace, 4),
)
.python();

pub(super) const ASSIGN_ADD: NativeFunction = NativeFunction::new(
    "BaseResourceVariable.assign_add",
    "(self, delta, use_locking=None, name=None, read_value=True)",
    "Adds to the value.",
    |vm, args| assign(vm, args, Change::Add, 4),
)
.python();

pub(super) const ASSIGN_SUB: NativeFunction = NativeFunction::new(
    "BaseResourceVariable.assign_sub",
    "(self, delta, use_locking=None, name=None, read_value=True)",
    "Subtracts from the value.",
    |vm, args| assign(vm, args, Change::Subtract, 4),
)
.python();

fn assign(vm: &mut Vm, args: Args<'_>, change: Change, read_value: usize) -> Result<Value> {
    let object = own(&args[0])?;
    let variable = &object.variable;
    let given = to_tensor(vm, &args[1], Wanted::Exactly(variable.dtype()))?;
    match change {
        Change::Replace => {
            let sizes = object.sizes();
            if !shape::is_compatible(Some(&sizes), &given.shape()) {
                return Err(shape_mismatch(object, &given.shape()));
            }
            variable.assign(given.array().clone());
        }
        Change::Add | Change::Subtract => {
            if given.shape() != variable.shape() {
                return Err(update_mismatch(variable, &given.shape(), change));
            }
            update(variable, given.array(), change)?;
        }
    }
    if vm.truth(&args[read_value])? { Ok(unread(object)) } else { Ok(Value::None) }
}

/// What an assignment gives back: the variable under another name.
pub(super) fn unread(object: &VariableObject) -> Value {
    Value::object(VariableObject {
        variable: object.variable.clone(),
        declared: object.declared.clone(),
        constraint: object.constraint.clone(),
        unread: true,
    })
}

fn update(variable: &Variable, delta: &Array, change: Change) -> Result<()> {
    let op = if change == Change::Subtract { Binary::Sub } else { Binary::Add };
    let changed = variable.update(|value| {
        // Taking the array out leaves it with a single holder, whose buffer the kernel may reuse.
        let old = std::mem::replace(value, Array::scalar(false));
        let shared = delta.clone();
        match elementwise::binary(op, &old, &shared) {
            Ok(new) => {
                *value = new;
                Ok(())
            }
            Err(error) => {
                *value = old;
                Err(error)
            }
        }
    });
    changed.map_err(|error| Raise::new(&INVALID_ARGUMENT, format!("{error:?}")))
}

fn shape_mismatch(object: &VariableObject, given: &tape_tensor::Shape) -> Raise {
    value_error(format!(
        "Cannot assign value to variable ' {}:0': Shape mismatch.The variable shape {}, and the assigned value shape {} are incompatible.",
        object.variable.name(),
        tape_show::shape::partial_str(Some(&object.sizes())),
        tape_show::shape::str(given)
    ))
}

fn update_mismatch(variable: &Variable, given: &tape_tensor::Shape, change: Change) -> Raise {
    let op = if change == Change::Add { "AssignAddVariableOp" } else { "AssignSubVariableOp" };
    Raise::new(
        &INVALID_ARGUMENT,
        format!(
            "{{{{function_node __wrapped__{op}_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} Cannot update variable with shape {} using a Tensor with shape {given}, shapes must be equal. [Op:{op}] name: ",
            variable.shape()
        ),
    )
}

/// `variable[key].assign(value)`.
///
/// # Errors
/// For a value that does not broadcast to the part.
pub fn assign_slice(vm: &mut Vm, variable: &Variable, key: &Value, value: &Value, change: Change) -> Result<Value> {
    let given = to_tensor(vm, value, Wanted::Exactly(variable.dtype()))?;
    let selection = tensor::select(vm, key, &variable.shape())?;
    let old = variable.peek().array().clone();
    let refused = |error: tape_tensor::Error| Raise::new(&INVALID_ARGUMENT, format!("{error:?}"));
    let part = layout::strided_slice(&old, &selection.ranges).map_err(refused)?;
    let Ok(spread) = layout::broadcast_to(given.array(), &selection.shape) else {
        return Err(Raise::new(
            &INVALID_ARGUMENT,
            format!(
                "{{{{function_node __wrapped__ResourceStridedSliceAssign_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} \
                 Cannot broadcast input shape {} into final shape {} [Op:ResourceStridedSliceAssign] name: strided_slice/_assign",
                given.shape(),
                selection.shape
            ),
        ));
    };
    let given = spread.with_shape(part.shape().clone());
    let new = match change {
        Change::Replace => given,
        Change::Add => elementwise::binary(Binary::Add, &part, &given).map_err(refused)?,
        Change::Subtract => elementwise::binary(Binary::Sub, &part, &given).map_err(refused)?,
    };
    variable.assign(layout::strided_assign(old, &selection.ranges, &new).map_err(refused)?);
    let constraint = Value::None;
    Ok(Value::object(VariableObject { variable: variable.clone(), declared: None, constraint, unread: true }))
}
