//! `enumerate`, `zip`, `map`, `filter` and `iter(callable, sentinel)`: iterators over what other iterators give.

use std::cell::{Cell, RefCell};

use num_bigint::BigInt;

use crate::Result;
use crate::class::NativeClass;
use crate::exception::{STOP_ITERATION, type_error, value_error};
use crate::methods::protocol;
use crate::native::NativeFunction;
use crate::number::to_big;
use crate::value::Value;

/// `enumerate`.
pub static ENUMERATE: NativeClass = NativeClass::new("enumerate")
    .protocols(&[protocol::ITERATOR])
    .constructor(&NEW_ENUMERATE)
    .doc("Return an enumerate object: pairs of a count and a value.");
/// `zip`.
pub static ZIP: NativeClass = NativeClass::new("zip")
    .protocols(&[protocol::ITERATOR])
    .constructor(&NEW_ZIP)
    .doc("Yields tuples of one item of each iterable until one of them ends.");
/// `map`.
pub static MAP: NativeClass = NativeClass::new("map")
    .protocols(&[protocol::ITERATOR])
    .constructor(&NEW_MAP)
    .doc("Computes the function with arguments from each of the iterables.");
/// `filter`.
pub static FILTER: NativeClass = NativeClass::new("filter")
    .protocols(&[protocol::ITERATOR])
    .constructor(&NEW_FILTER)
    .doc("Yields the items for which function(item) is true.");
static CALLABLE_ITERATOR: NativeClass =
    NativeClass::new("callable_iterator").protocols(&[protocol::ITERATOR]).not_a_base();

/// Writes the part of [`Object`] that all iterators share, and their `next`; those that show more than their class, their `repr`.
macro_rules! iterator {
    ($type:ty, $class:ident, $(repr |$it:ident, $machine:ident| $repr:expr,)? |$this:ident, $vm:ident| $next:expr) => {
        impl $crate::Object for $type {
            fn class(&self) -> std::rc::Rc<$crate::Class> {
                $class.class()
            }

            fn iterate(&self, _vm: &mut $crate::Vm, this: &$crate::Value) -> Option<$crate::Result<$crate::Value>> {
                Some(Ok(this.clone()))
            }

            fn is_iterator(&self) -> bool {
                true
            }

            $(fn repr(&self, $machine: &mut $crate::Vm, _this: &$crate::Value) -> $crate::Result<String> {
                let $it = self;
                $repr
            })?

            fn next(&self, $vm: &mut $crate::Vm) -> $crate::Result<Option<$crate::Value>> {
                let $this = self;
                $next
            }
        }
    };
}
pub(crate) use iterator;

static NEW_ENUMERATE: NativeFunction =
    NativeFunction::new("enumerate", "(cls, iterable, start=0)", "Pairs of a count and a value.", |vm, args| {
        let iterator = vm.iterate(&args[1])?;
        let start = vm.index_value(&args[2])?;
        Ok(Value::object(Enumerate { iterator, count: RefCell::new(start) }))
    });

struct Enumerate {
    iterator: Value,
    count: RefCell<Value>,
}

iterator!(Enumerate, ENUMERATE, |this, vm| {
    let Some(item) = vm.next(&this.iterator)? else { return Ok(None) };
    let count = this.count.borrow().clone();
    let following = match &count {
        Value::Int(int) if *int < i64::MAX => Value::Int(int + 1),
        other => Value::big(to_big(other).unwrap_or_default() + BigInt::from(1)),
    };
    this.count.replace(following);
    Ok(Some(Value::tuple([count, item])))
});

static NEW_ZIP: NativeFunction = NativeFunction::new(
    "zip",
    "(cls, /, *iterables, strict=False)",
    "Tuples of one item of each iterable.",
    |vm, args| {
        let strict = vm.truth(&args[2])?;
        let iterators = args.rest(1).iter().map(|iterable| vm.iterate(iterable)).collect::<Result<_>>()?;
        Ok(Value::object(Zip { iterators, strict, ended: Cell::new(false) }))
    },
);

struct Zip {
    iterators: Vec<Value>,
    strict: bool,
    ended: Cell<bool>,
}

impl Zip {
    /// The error of a strict zip whose iterators differ in length: the one at `index` is the first that does.
    fn uneven(index: usize, word: &str) -> crate::Raise {
        let others = if index == 1 { "argument 1".to_owned() } else { format!("arguments 1-{index}") };
        value_error(format!("zip() argument {} is {word} than {others}", index + 1))
    }
}

iterator!(Zip, ZIP, |this, vm| {
    if this.iterators.is_empty() || this.ended.get() {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    for (index, iterator) in this.iterators.iter().enumerate() {
        if let Some(item) = vm.next(iterator)? {
            items.push(item);
            continue;
        }
        this.ended.set(true);
        if this.strict && index > 0 {
            return Err(Zip::uneven(index, "shorter"));
        }
        if this.strict {
            for (index, iterator) in this.iterators.iter().enumerate().skip(1) {
                if vm.next(iterator)?.is_some() {
                    return Err(Zip::uneven(index, "longer"));
                }
            }
        }
        return Ok(None);
    }
    Ok(Some(Value::tuple(items)))
});

static NEW_MAP: NativeFunction =
    NativeFunction::new("map", "(cls, function=<absent>, /, *iterables)", "A function of items.", |vm, args| {
        let (Some(function), [_, ..]) = (args.get(1), args.rest(2)) else {
            return Err(type_error("map() must have at least two arguments."));
        };
        let iterators = args.rest(2).iter().map(|iterable| vm.iterate(iterable)).collect::<Result<_>>()?;
        Ok(Value::object(Map { function: function.clone(), iterators }))
    });

struct Map {
    function: Value,
    iterators: Vec<Value>,
}

iterator!(Map, MAP, |this, vm| {
    let mut items = Vec::with_capacity(this.iterators.len());
    for iterator in &this.iterators {
        match vm.next(iterator)? {
            Some(item) => items.push(item),
            None => return Ok(None),
        }
    }
    vm.call_values(&this.function, &items).map(Some)
});

static NEW_FILTER: NativeFunction = NativeFunction::new(
    "filter",
    "(cls, function, iterable, /)",
    "The items for which a function is true.",
    |vm, args| {
        let iterator = vm.iterate(&args[2])?;
        Ok(Value::object(Filter { function: args[1].clone(), iterator }))
    },
);

struct Filter {
    function: Value,
    iterator: Value,
}

iterator!(Filter, FILTER, |this, vm| {
    while let Some(item) = vm.next(&this.iterator)? {
        let verdict = match this.function {
            Value::None => item.clone(),
            ref function => vm.call_values(function, std::slice::from_ref(&item))?,
        };
        if vm.truth(&verdict)? {
            return Ok(Some(item));
        }
        vm.check_interrupt()?;
    }
    Ok(None)
});

/// `iter(callable, sentinel)`: calls until the sentinel comes back.
#[must_use]
pub fn calling(function: Value, sentinel: Value) -> Value {
    Value::object(Calling { function: RefCell::new(Some(function)), sentinel })
}

struct Calling {
    /// Gone once the sentinel came back.
    function: RefCell<Option<Value>>,
    sentinel: Value,
}

iterator!(Calling, CALLABLE_ITERATOR, |this, vm| {
    let Some(function) = this.function.borrow().clone() else { return Ok(None) };
    let item = match vm.call_values(&function, &[]) {
        Err(raise) if raise.is(&STOP_ITERATION) => None,
        other => Some(other?),
    };
    match item {
        Some(item) if !vm.equals(&item, &this.sentinel)? => Ok(Some(item)),
        _ => {
            this.function.replace(None);
            Ok(None)
        }
    }
});
