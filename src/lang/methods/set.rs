//! `set` and `frozenset`.

use std::rc::Rc;

use super::receiver::set;
use crate::Result;
use crate::exception::key_error;
use crate::native::{Args, NativeFunction};
use crate::operator::{Comparison, Operator};
use crate::value::{Set, Value};
use crate::vm::Vm;

/// Declares what sets of both kinds share, under the name of each.
macro_rules! shared_methods {
    ($copy:literal $difference:literal $intersection:literal $isdisjoint:literal $issubset:literal $issuperset:literal
     $symmetric:literal $union:literal, $($more:expr),*) => {
        &[
            NativeFunction::new($copy, "(self, /)", "A shallow copy.", |_, args| match &args[0] {
                // What cannot change need not be copied.
                same @ Value::FrozenSet(_) => Ok(same.clone()),
                _ => like(&args, set(&args)?.copy()),
            }),
            NativeFunction::new($difference, "(self, /, *others)", "Without the members of others.", |vm, args| {
                combine(vm, &args, Operator::Sub)
            }),
            NativeFunction::new($intersection, "(self, /, *others)", "What it has in common with others.", |vm, args| {
                combine(vm, &args, Operator::BitAnd)
            }),
            NativeFunction::new($isdisjoint, "(self, other, /)", "Whether they have nothing in common.", |vm, args| {
                let this = set(&args)?;
                for item in vm.collect(&args[1])? {
                    if this.contains(vm, &item)? {
                        return Ok(Value::Bool(false));
                    }
                }
                Ok(Value::Bool(true))
            }),
            NativeFunction::new($issubset, "(self, other, /)", "Whether another set has all of it.", |vm, args| {
                let other = as_set(vm, &args[1])?;
                vm.compare(Comparison::LtE, &args[0], &other)
            }),
            NativeFunction::new($issuperset, "(self, other, /)", "Whether it has all of another set.", |vm, args| {
                let other = as_set(vm, &args[1])?;
                vm.compare(Comparison::GtE, &args[0], &other)
            }),
            NativeFunction::new($symmetric, "(self, other, /)", "What only one of both has.", |vm, args| {
                let other = as_set(vm, &args[1])?;
                vm.binary(Operator::BitXor, &args[0], &other)
            }),
            NativeFunction::new($union, "(self, /, *others)", "All members of it and of others.", |vm, args| {
                combine(vm, &args, Operator::BitOr)
            }),
            $($more,)*
        ]
    };
}

/// The methods of frozen sets.
pub static FROZEN_METHODS: &[NativeFunction] = shared_methods!(
    "frozenset.copy" "frozenset.difference" "frozenset.intersection" "frozenset.isdisjoint" "frozenset.issubset"
    "frozenset.issuperset" "frozenset.symmetric_difference" "frozenset.union",
);

/// The methods of sets.
pub static METHODS: &[NativeFunction] = shared_methods!(
    "set.copy" "set.difference" "set.intersection" "set.isdisjoint" "set.issubset" "set.issuperset"
    "set.symmetric_difference" "set.union",
    NativeFunction::new("set.__init__", "(self, iterable=(), /)", "Fills it with the items of an iterable.", |vm, args| {
        let this = set(&args)?;
        this.clear();
        fill(vm, this, &args[1])
    }),
    NativeFunction::new("set.add", "(self, object, /)", "Adds a member.", |vm, args| {
        set(&args)?.add(vm, args[1].clone())?;
        Ok(Value::None)
    }),
    NativeFunction::new("set.clear", "(self, /)", "Removes all members.", |_, args| {
        set(&args)?.clear();
        Ok(Value::None)
    }),
    NativeFunction::new("set.difference_update", "(self, /, *others)", "Removes the members of others.", |vm, args| {
        let this = set(&args)?;
        for other in args.rest(1) {
            for item in vm.collect(other)? {
                this.remove(vm, &item)?;
            }
        }
        Ok(Value::None)
    }),
    NativeFunction::new("set.discard", "(self, object, /)", "Removes a member if it is there.", |vm, args| {
        set(&args)?.remove(vm, &args[1])?;
        Ok(Value::None)
    }),
    NativeFunction::new("set.intersection_update", "(self, /, *others)", "Keeps what is in all others.", |vm, args| {
        let kept = combine(vm, &args, Operator::BitAnd)?;
        replace(vm, &args, &kept)
    }),
    NativeFunction::new("set.pop", "(self, /)", "Removes and returns a member.", |_, args| {
        set(&args)?.pop().ok_or_else(|| key_error(Value::str("pop from an empty set")))
    }),
    NativeFunction::new("set.remove", "(self, object, /)", "Removes a member.", |vm, args| {
        if set(&args)?.remove(vm, &args[1])? { Ok(Value::None) } else { Err(key_error(args[1].clone())) }
    }),
    NativeFunction::new("set.symmetric_difference_update", "(self, other, /)", "Keeps what only one of both has.", |vm, args| {
        let other = as_set(vm, &args[1])?;
        let kept = vm.binary(Operator::BitXor, &args[0], &other)?;
        replace(vm, &args, &kept)
    }),
    NativeFunction::new("set.update", "(self, /, *others)", "Adds the members of others.", |vm, args| {
        let this = set(&args)?;
        for other in args.rest(1) {
            fill(vm, this, other)?;
        }
        Ok(Value::None)
    })
);

/// `set(iterable)`.
pub static NEW: NativeFunction = NativeFunction::new("set", "(cls, iterable=(), /)", "A set of items.", |vm, args| {
    let made = Rc::new(Set::new());
    fill(vm, &made, &args[1])?;
    Ok(Value::Set(made))
});

/// `frozenset(iterable)`.
pub static NEW_FROZEN: NativeFunction =
    NativeFunction::new("frozenset", "(cls, iterable=(), /)", "A frozen set of items.", |vm, args| {
        if let Value::FrozenSet(same) = &args[1] {
            return Ok(Value::FrozenSet(Rc::clone(same)));
        }
        let made = Rc::new(Set::new());
        fill(vm, &made, &args[1])?;
        Ok(Value::FrozenSet(made))
    });

fn fill(vm: &mut Vm, set: &Set, iterable: &Value) -> Result<Value> {
    match iterable.plain() {
        Value::Set(other) | Value::FrozenSet(other) if !std::ptr::eq(&**other, set) => set.merge(vm, other)?,
        Value::Set(_) | Value::FrozenSet(_) => {}
        _ => {
            for item in vm.collect(iterable)? {
                set.add(vm, item)?;
            }
        }
    }
    Ok(Value::None)
}

/// A set of the receiver's kind.
fn like(args: &Args<'_>, set: Set) -> Result<Value> {
    Ok(match args[0].plain() {
        Value::FrozenSet(_) => Value::FrozenSet(Rc::new(set)),
        _ => Value::from(set),
    })
}

/// The value itself if it is a set, else a set of its items.
fn as_set(vm: &mut Vm, value: &Value) -> Result<Value> {
    if let plain @ (Value::Set(_) | Value::FrozenSet(_)) = value.plain() {
        return Ok(plain.clone());
    }
    let made = Rc::new(Set::new());
    fill(vm, &made, value)?;
    Ok(Value::Set(made))
}

/// The receiver combined with each of the others in turn.
fn combine(vm: &mut Vm, args: &Args<'_>, op: Operator) -> Result<Value> {
    let mut combined = like(args, set(args)?.copy())?;
    for other in args.rest(1) {
        let other = as_set(vm, other)?;
        combined = vm.binary(op, &combined, &other)?;
    }
    Ok(combined)
}

/// Replaces the receiver's members.
fn replace(vm: &mut Vm, args: &Args<'_>, members: &Value) -> Result<Value> {
    let this = set(args)?;
    this.clear();
    fill(vm, this, members)
}
