//! `tuple`.

use std::rc::Rc;

use super::list::{count, position};
use super::receiver::tuple;
use crate::exception::value_error;
use crate::native::NativeFunction;
use crate::value::Value;

/// The methods of tuples.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("tuple.count", "(self, value, /)", "How often a value occurs.", |vm, args| {
        count(vm, tuple(&args)?, &args[1])
    }),
    NativeFunction::new(
        "tuple.index",
        "(self, value, start=0, stop=9223372036854775807, /)",
        "Where a value first stands.",
        |vm, args| {
            let found = position(vm, &args, tuple(&args)?)?;
            found.map(Value::from).ok_or_else(|| value_error("tuple.index(x): x not in tuple"))
        },
    ),
];

/// `tuple(iterable)`.
pub static NEW: NativeFunction =
    NativeFunction::new("tuple", "(cls, iterable=(), /)", "A tuple of items.", |vm, args| {
        Ok(match &args[1] {
            Value::Tuple(tuple) => Value::Tuple(Rc::clone(tuple)),
            other => Value::tuple(vm.collect(other)?),
        })
    });
