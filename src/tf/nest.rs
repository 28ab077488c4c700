//! Nested structures: lists, tuples, dicts and named tuples of values, flattened and put together again.

use std::rc::Rc;

use tape_lang::value::Dict;
use tape_lang::{NativeFunction, Result, Value, Vm};

/// Whether a value is no structure but a leaf itself.
#[must_use]
pub fn is_leaf(value: &Value) -> bool {
    !matches!(value.plain(), Value::List(_) | Value::Tuple(_) | Value::Dict(_))
}

/// The leaves of a structure in order; dicts go by sorted keys, as in TensorFlow.
///
/// # Errors
/// `RecursionError` for a structure that holds itself, and `TypeError` for keys that have no order.
pub fn flatten(vm: &mut Vm, structure: &Value) -> Result<Vec<Value>> {
    let mut leaves = Vec::new();
    gather(vm, structure, &mut leaves)?;
    Ok(leaves)
}

fn gather(vm: &mut Vm, structure: &Value, leaves: &mut Vec<Value>) -> Result<()> {
    match structure.plain() {
        Value::List(list) => gather_all(vm, &list.to_vec(), leaves),
        Value::Tuple(tuple) => gather_all(vm, &tuple.to_vec(), leaves),
        Value::Dict(dict) => {
            let items = sorted(vm, dict)?;
            gather_all(vm, &items.into_iter().map(|(_, value)| value).collect::<Vec<_>>(), leaves)
        }
        _ => {
            leaves.push(structure.clone());
            Ok(())
        }
    }
}

fn gather_all(vm: &mut Vm, items: &[Value], leaves: &mut Vec<Value>) -> Result<()> {
    items.iter().try_for_each(|item| vm.deeper("", |vm| gather(vm, item, leaves)))
}

/// The entries of a dict in the order of their keys.
///
/// # Errors
/// `TypeError` for keys that have no order.
pub fn sorted(vm: &mut Vm, dict: &Dict) -> Result<Vec<(Value, Value)>> {
    let mut items = dict.items();
    let mut failure = None;
    items.sort_by(|left, right| {
        let less = |vm: &mut Vm, a: &Value, b: &Value| vm.less_than(a, b);
        match (less(vm, &left.0, &right.0), less(vm, &right.0, &left.0)) {
            (Ok(true), _) => std::cmp::Ordering::Less,
            (_, Ok(true)) => std::cmp::Ordering::Greater,
            (Err(raised), _) | (_, Err(raised)) => {
                failure.get_or_insert(raised);
                std::cmp::Ordering::Equal
            }
            _ => std::cmp::Ordering::Equal,
        }
    });
    failure.map_or(Ok(items), Err)
}

/// The structure with other leaves, taken in order from `leaves`.
///
/// # Errors
/// As [`flatten`], and what a named tuple's class raises.
pub fn pack(vm: &mut Vm, structure: &Value, leaves: &mut dyn Iterator<Item = Value>) -> Result<Value> {
    match structure.plain() {
        Value::List(list) => {
            let items = pack_all(vm, &list.to_vec(), leaves)?;
            Ok(Value::list(items))
        }
        Value::Tuple(tuple) => {
            let items = pack_all(vm, &tuple.to_vec(), leaves)?;
            match structure {
                Value::Instance(instance) => {
                    // A named tuple is made by its class.
                    vm.call(&Value::Class(Rc::clone(instance.class())), tape_lang::Args::positional(&items))
                }
                _ => Ok(Value::tuple(items)),
            }
        }
        Value::Dict(dict) => {
            let packed = Dict::new();
            let mut replaced = Vec::new();
            for (key, value) in sorted(vm, dict)? {
                let value = vm.deeper("", |vm| pack(vm, &value, leaves))?;
                replaced.push((key, value));
            }
            for key in dict.keys() {
                packed.insert(vm, key, Value::None)?;
            }
            for (key, value) in replaced {
                packed.insert(vm, key, value)?;
            }
            Ok(Value::from(packed))
        }
        _ => Ok(leaves.next().unwrap_or(Value::None)),
    }
}

fn pack_all(vm: &mut Vm, items: &[Value], leaves: &mut dyn Iterator<Item = Value>) -> Result<Vec<Value>> {
    let mut packed = Vec::with_capacity(items.len());
    for item in items {
        packed.push(vm.deeper("", |vm| pack(vm, item, leaves))?);
    }
    Ok(packed)
}

/// The leaves of a structure: `tf.nest.flatten`.
pub(crate) static FLATTEN: NativeFunction =
    NativeFunction::new("flatten", "(structure, expand_composites=False)", "The leaves in order.", |vm, args| {
        flatten(vm, &args[0]).map(Value::list)
    })
    .python();

/// The structure with other leaves, of which there must be as many as it has: what `library/nest.tape` builds on.
pub(crate) static PACK: NativeFunction =
    NativeFunction::new("pack", "(structure, leaves)", "The structure with other leaves.", |vm, args| {
        let leaves = vm.collect(&args[1])?;
        pack(vm, &args[0], &mut leaves.into_iter())
    })
    .python();
