//! Functions about element types and memory.

use tape_lang::exception::type_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_tensor::DType;

use crate::descr::{self, Descr};
use crate::dtype::{DTypeObject, type_of};
use crate::ndarray::NdArray;
use crate::promote::{as_float, promote, same_kind};
use crate::ufunc::{Operand, common};
use crate::{convert, scalar};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("result_type", "(*arrays_and_dtypes)", "The type that operands take together.", result_type),
    NativeFunction::new("promote_types", "(type1, type2)", "The smallest type that holds both.", promote_types),
    NativeFunction::new("can_cast", "(from_, to, casting='safe')", "Whether a conversion keeps the values.", can_cast),
    NativeFunction::new("issubdtype", "(arg1, arg2)", "Whether one type is below another.", issubdtype).python(),
    NativeFunction::new("isdtype", "(dtype, kind)", "Whether a type is of a kind.", isdtype).python(),
    NativeFunction::new("common_type", "(*arrays)", "The float type that arrays take together.", common_type).python(),
    NativeFunction::new("shares_memory", "(a, b, /, max_work=-1)", "Whether arrays share elements.", shares_memory),
    NativeFunction::new(
        "may_share_memory",
        "(a, b, /, max_work=0)",
        "Whether arrays might share elements.",
        shares_memory,
    ),
    NativeFunction::new("iterable", "(y)", "Whether something can be iterated over.", iterable).python(),
];

fn dtype_value(dtype: DType) -> Value {
    Value::object(DTypeObject(Descr::Number(dtype)))
}

/// The type of an argument that may be an array, a number or a type itself.
fn operand(vm: &mut Vm, value: &Value) -> Result<Operand> {
    if let Some(operand) = Operand::simple(value) {
        return Ok(operand);
    }
    let descr = match descr::of_value(value) {
        Some(descr) => Some(descr),
        None if value.as_str().is_some() => descr::argument(vm, value)?,
        None => None,
    };
    match descr {
        Some(descr) => {
            Ok(Operand::from(tape_tensor::layout::zeros([0].into(), descr.dtype()).map_err(crate::error::from_kernel)?))
        }
        None => Operand::read(vm, value),
    }
}

fn result_type(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut dtype: Option<Operand> = None;
    for value in args.rest(0) {
        let next = operand(vm, value)?;
        dtype = Some(match dtype {
            None => next,
            Some(so_far) => {
                let both = common(&so_far, &next);
                Operand::from(tape_tensor::layout::zeros([0].into(), both).map_err(crate::error::from_kernel)?)
            }
        });
    }
    match dtype {
        Some(operand) => Ok(dtype_value(operand.own_dtype())),
        None => Err(tape_lang::exception::value_error("at least one array or dtype is required")),
    }
}

fn named(vm: &mut Vm, value: &Value) -> Result<DType> {
    Ok(descr::argument(vm, value)?.map_or(DType::Float64, Descr::dtype))
}

fn promote_types(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (one, other) = (named(vm, &args[0])?, named(vm, &args[1])?);
    Ok(dtype_value(promote(one, other)))
}

fn can_cast(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let from = match descr::of_anything(&args[0]) {
        Some(descr) => descr.dtype(),
        None => named(vm, &args[0])?,
    };
    let to = named(vm, &args[1])?;
    Ok(Value::Bool(match args[2].as_str() {
        Some("safe") => promote(from, to) == to,
        Some("same_kind") => same_kind(from, to),
        Some("unsafe") => true,
        Some("no" | "equiv") => from == to,
        _ => return Err(type_error("casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe'")),
    }))
}

/// The class of the scalars of a type, or the class itself.
fn class_of(vm: &mut Vm, value: &Value) -> Result<Value> {
    if let Value::Class(class) = value
        && class.derives_from(&scalar::GENERIC)
    {
        return Ok(value.clone());
    }
    Ok(type_of(descr::argument(vm, value)?.unwrap_or(Descr::Number(DType::Float64))))
}

fn issubdtype(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (one, other) = (class_of(vm, &args[0])?, class_of(vm, &args[1])?);
    match (one, other) {
        (Value::Class(one), Value::Class(other)) => Ok(Value::Bool(one.is_subclass(&other))),
        _ => Ok(Value::Bool(false)),
    }
}

fn isdtype(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let dtype = named(vm, &args[0])?;
    let kinds = match &args[1] {
        Value::Tuple(kinds) => kinds.to_vec(),
        one => vec![one.clone()],
    };
    for kind in &kinds {
        let holds = match kind.as_str() {
            Some("bool") => dtype == DType::Bool,
            Some("signed integer") => dtype.is_signed_integer(),
            Some("unsigned integer") => dtype.is_unsigned(),
            Some("integral") => dtype.is_integer(),
            Some("real floating") => dtype.is_floating(),
            Some("complex floating") => dtype.is_complex(),
            Some("numeric") => dtype.is_integer() || dtype.is_floating() || dtype.is_complex(),
            _ => named(vm, kind)? == dtype,
        };
        if holds {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn common_type(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut dtype = DType::Float16;
    for value in args.rest(0) {
        let own = convert::items(vm, value)?.dtype();
        let own = if own.is_integer() { DType::Float64 } else { as_float(own) };
        dtype = promote(dtype, own);
    }
    Ok(type_of(Descr::Number(dtype)))
}

fn shares_memory(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shared = match (args[0].downcast::<NdArray>(), args[1].downcast::<NdArray>()) {
        (Some(one), Some(other)) => one.shares_elements(other),
        _ => false,
    };
    Ok(Value::Bool(shared))
}

fn iterable(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(Value::Bool(vm.try_iterate(&args[0]).is_ok_and(|found| found.is_some())))
}
