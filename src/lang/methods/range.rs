//! `range` and `slice`.

use std::rc::Rc;

use num_bigint::BigInt;

use super::receiver::{range, slice, wrong_receiver};
use crate::Result;
use crate::class::Property;
use crate::exception::value_error;
use crate::iterator::reversed;
use crate::native::NativeFunction;
use crate::number::to_big;
use crate::value::{BigRange, Range, Slice, Value, range_value};

/// The methods of ranges.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("range.__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        reversed(vm, &args[0])
    }),
    NativeFunction::new("range.count", "(self, value, /)", "How often a value occurs.", |vm, args| {
        Ok(Value::Int(i64::from(vm.contains(&args[0], &args[1])?)))
    }),
    NativeFunction::new("range.index", "(self, value, /)", "Where a value stands.", |vm, args| {
        let found = match args[0].downcast::<BigRange>() {
            Some(range) => to_big(&args[1]).and_then(|int| range.index_of(&int)).map(Value::big),
            None => args[1].as_int().and_then(|int| range(&args).ok()?.index_of(int)).map(Value::Int),
        };
        match found {
            Some(index) => Ok(index),
            None => Err(value_error(format!("{} is not in range", vm.repr(&args[1])?))),
        }
    }),
];

/// The computed attributes of ranges.
pub static PROPERTIES: &[Property] = &[
    Property::new("start", "The first number.", |_, this| of_range(this, |range| range.start, |range| &range.start)),
    Property::new("step", "The distance.", |_, this| of_range(this, |range| range.step, |range| &range.step)),
    Property::new("stop", "Where it ends.", |_, this| of_range(this, |range| range.stop, |range| &range.stop)),
];

fn of_range(this: &Value, part: fn(&Range) -> i64, big_part: fn(&BigRange) -> &BigInt) -> Result<Value> {
    if let Some(range) = this.downcast::<BigRange>() {
        return Ok(Value::big(big_part(range).clone()));
    }
    match this.plain() {
        Value::Range(range) => Ok(Value::Int(part(range))),
        other => Err(wrong_receiver("range", Some(other))),
    }
}

/// The methods of slices.
pub static SLICE_METHODS: &[NativeFunction] =
    &[NativeFunction::new("slice.indices", "(self, len, /)", "The indices that it means for a length.", |vm, args| {
        let length = usize::try_from(vm.index(&args[1])?).map_err(|_| value_error("length should not be negative"))?;
        let indices = Rc::clone(slice(&args)?).indices(vm, length)?;
        Ok(Value::tuple([indices.start, indices.stop, indices.step].map(Value::Int)))
    })];

/// The computed attributes of slices.
pub static SLICE_PROPERTIES: &[Property] = &[
    Property::new("start", "The first index.", |_, this| of_slice(this, |slice| &slice.start)),
    Property::new("step", "The distance.", |_, this| of_slice(this, |slice| &slice.step)),
    Property::new("stop", "Where it ends.", |_, this| of_slice(this, |slice| &slice.stop)),
];

fn of_slice(this: &Value, part: fn(&Slice) -> &Value) -> Result<Value> {
    match this {
        Value::Slice(slice) => Ok(part(slice).clone()),
        other => Err(wrong_receiver("slice", Some(other))),
    }
}

/// `range(start, stop, step)`.
pub static NEW: NativeFunction = NativeFunction::new(
    "range",
    "(cls, start, stop=<absent>, step=1, /)",
    "Numbers at equal distances.",
    |vm, args| {
        let first = vm.index_value(&args[1])?;
        let (start, stop) = match args.get(2) {
            None => (Value::Int(0), first),
            Some(stop) => (first, vm.index_value(stop)?),
        };
        let step = vm.index_value(&args[3])?;
        if step.as_int() == Some(0) {
            return Err(value_error("range() arg 3 must not be zero"));
        }
        if let (Some(start), Some(stop), Some(step)) = (start.as_int(), stop.as_int(), step.as_int()) {
            let range = Range::new(start, stop, step);
            // The largest length stands for those that have no room, too.
            if range.length < i64::MAX {
                return Ok(Value::Range(Rc::new(range)));
            }
        }
        let [start, stop, step] = [&start, &stop, &step].map(|part| to_big(part).unwrap_or_default());
        Ok(range_value(start, stop, step))
    },
);

/// `slice(start, stop, step)`.
pub static NEW_SLICE: NativeFunction =
    NativeFunction::new("slice", "(cls, start, stop=<absent>, step=None, /)", "A range of indices.", |_vm, args| {
        let (start, stop) = match args.get(2) {
            Some(stop) => (args[1].clone(), stop.clone()),
            None => (Value::None, args[1].clone()),
        };
        Ok(Value::Slice(Rc::new(Slice { start, stop, step: args[3].clone() })))
    });
