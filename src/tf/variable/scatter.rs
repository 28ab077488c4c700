//! Reading and writing single rows and elements of variables.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::layout::{self, Update};
use tape_tensor::{Array, Shape};

use super::{assign, own};
use crate::convert::{Wanted, to_tensor};
use crate::errors::{INVALID_ARGUMENT, raise};
use crate::slices::SlicesObject;
use crate::tensor;

/// Declares the methods that take `IndexedSlices` and those that take indices and updates.
macro_rules! scatters {
    ({ $($row:ident $row_name:literal $row_update:ident;)* } { $($element:ident $element_name:literal $element_update:ident;)* }) => {
        $(pub(super) const $row: NativeFunction = NativeFunction::new(
            concat!("BaseResourceVariable.", $row_name),
            "(self, sparse_delta, use_locking=False, name=None)",
            "Changes whole rows.",
            |vm, args| scatter_rows(vm, args, Update::$row_update),
        )
        .python();)*
        $(pub(super) const $element: NativeFunction = NativeFunction::new(
            concat!("BaseResourceVariable.", $element_name),
            "(self, indices, updates, name=None)",
            "Changes single elements or blocks.",
            |vm, args| scatter_elements(vm, args, Update::$element_update),
        )
        .python();)*
    };
}

scatters! {
    {
    SCATTER_UPDATE "scatter_update" Assign;
    SCATTER_ADD "scatter_add" Add;
    SCATTER_SUB "scatter_sub" Sub;
    SCATTER_MAX "scatter_max" Max;
    SCATTER_MIN "scatter_min" Min;
    SCATTER_MUL "scatter_mul" Mul;
    BATCH_SCATTER_UPDATE "batch_scatter_update" Assign;
    }
    {
    SCATTER_ND_UPDATE "scatter_nd_update" Assign;
    SCATTER_ND_ADD "scatter_nd_add" Add;
    SCATTER_ND_SUB "scatter_nd_sub" Sub;
    }
}

pub(super) const SCATTER_DIV: NativeFunction = NativeFunction::new(
    "BaseResourceVariable.scatter_div",
    "(self, sparse_delta, use_locking=False, name=None)",
    "Divides whole rows.",
    |_, args| divide_rows(args),
)
.python();

fn scatter_rows(vm: &mut Vm, args: Args<'_>, update: Update) -> Result<Value> {
    let Some(delta) = args[1].downcast::<SlicesObject>() else {
        let shown = vm.repr(&args[1])?;
        return Err(tape_lang::exception::type_error(format!("sparse_delta is not IndexedSlices: {shown}")));
    };
    let slices = delta.slices();
    let places = slices.indices.array().shape().iter().copied().chain([1]).collect::<Shape>();
    write(&args[0], &slices.indices.array().with_shape(places), slices.values.array(), update)
}

fn scatter_elements(vm: &mut Vm, args: Args<'_>, update: Update) -> Result<Value> {
    let indices = to_tensor(vm, &args[1], Wanted::Any)?;
    let updates = to_tensor(vm, &args[2], Wanted::Exactly(own(&args[0])?.variable.dtype()))?;
    write(&args[0], indices.array(), updates.array(), update)
}

/// Divides rows one after the other, as no kernel does it for indices that repeat.
fn divide_rows(args: Args<'_>) -> Result<Value> {
    let object = own(&args[0])?;
    let Some(delta) = args[1].downcast::<SlicesObject>() else {
        return Err(tape_lang::exception::type_error("sparse_delta is not IndexedSlices"));
    };
    let slices = delta.slices();
    let rows = raise_with(tape_grad::basic::gather_rows(&object.variable.peek(), &slices.indices))?;
    let divided = raise_with(tape_ops::div(rows, &slices.values))?;
    let places = slices.indices.array().shape().iter().copied().chain([1]).collect::<Shape>();
    write(&args[0], &slices.indices.array().with_shape(places), divided.array(), Update::Assign)
}

fn raise_with<T>(result: tape_grad::Result<T>) -> Result<T> {
    result.map_err(|error| raise(error, Default::default()))
}

fn write(this: &Value, places: &Array, updates: &Array, update: Update) -> Result<Value> {
    let object = own(this)?;
    let old = object.variable.peek().array().clone();
    let new = layout::tensor_scatter(old, places, updates, update).map_err(|error| {
        let text = match error {
            tape_tensor::Error::Invalid(text) => text,
            other => format!("{other:?}"),
        };
        tape_lang::Raise::new(&INVALID_ARGUMENT, text)
    })?;
    object.variable.assign(new);
    Ok(assign::unread(object))
}

pub(super) const SPARSE_READ: NativeFunction = NativeFunction::new(
    "BaseResourceVariable.sparse_read",
    "(self, indices, name=None)",
    "Some rows of the value.",
    |vm, args| {
        let indices = to_tensor(vm, &args[1], Wanted::Any)?;
        let rows = tape_grad::basic::gather_rows(&own(&args[0])?.variable.read(), &indices);
        rows.map(tensor::value).map_err(|error| raise(error, Default::default()))
    },
)
.python();

pub(super) const GATHER_ND: NativeFunction = NativeFunction::new(
    "BaseResourceVariable.gather_nd",
    "(self, indices, name=None)",
    "Some elements or blocks of the value.",
    |vm, args| {
        let indices = to_tensor(vm, &args[1], Wanted::Any)?;
        let found = tape_ops::gather_at(own(&args[0])?.variable.read(), indices, 0);
        found.map(tensor::value).map_err(|error| raise(error, Default::default()))
    },
)
.python();
