//! Iterators that may never end: `count`, `cycle`, `repeat`.

use std::cell::{Cell, RefCell};

use crate::class::NativeClass;
use crate::exception::type_error;
use crate::iterator::iterator;
use crate::methods::protocol;
use crate::native::NativeFunction;
use crate::operator::Operator;
use crate::value::Value;

pub(super) static CLASSES: &[&NativeClass] = &[&COUNT, &CYCLE, &REPEAT];

static COUNT: NativeClass =
    NativeClass::new("count").protocols(&[protocol::ITERATOR]).module("itertools").constructor(&NEW_COUNT);
static CYCLE: NativeClass =
    NativeClass::new("cycle").protocols(&[protocol::ITERATOR]).module("itertools").constructor(&NEW_CYCLE);
static REPEAT: NativeClass = NativeClass::new("repeat")
    .protocols(&[protocol::ITERATOR])
    .methods(REPEAT_METHODS)
    .module("itertools")
    .constructor(&NEW_REPEAT);

static REPEAT_METHODS: &[NativeFunction] = &[NativeFunction::new(
    "repeat.__length_hint__",
    "(self, /)",
    "Private method returning an estimate of len(list(it)).",
    |_, args| {
        let left = args[0].downcast().and_then(|repeat: &Repeat| repeat.left.get());
        left.map(Value::Int).ok_or_else(|| type_error("len() of unsized object"))
    },
)];

static NEW_COUNT: NativeFunction =
    NativeFunction::new("count", "(cls, start=0, step=1)", "Evenly spaced values without end.", |_, args| {
        for number in &args[1..3] {
            if number.as_float().is_none() && !matches!(number, Value::Object(_) | Value::Complex(_)) {
                return Err(type_error("a number is required"));
            }
        }
        Ok(Value::object(Count { next: RefCell::new(args[1].clone()), step: args[2].clone() }))
    });

struct Count {
    next: RefCell<Value>,
    step: Value,
}

iterator!(
    Count,
    COUNT,
    repr | this,
    vm | {
        let next = this.next.borrow().clone();
        let next = vm.repr(&next)?;
        Ok(match this.step {
            Value::Int(1) => format!("count({next})"),
            _ => format!("count({next}, {})", vm.repr(&this.step)?),
        })
    },
    |this, vm| {
        let current = this.next.borrow().clone();
        let following = vm.binary(Operator::Add, &current, &this.step)?;
        this.next.replace(following);
        Ok(Some(current))
    }
);

static NEW_CYCLE: NativeFunction =
    NativeFunction::new("cycle", "(cls, iterable, /)", "The items of an iterable over and over.", |vm, args| {
        let iterator = RefCell::new(Some(vm.iterate(&args[1])?));
        Ok(Value::object(Cycle { iterator, seen: RefCell::default(), position: Cell::new(0) }))
    })
    .unpack();

struct Cycle {
    /// Gone once its end was reached.
    iterator: RefCell<Option<Value>>,
    seen: RefCell<Vec<Value>>,
    position: Cell<usize>,
}

iterator!(Cycle, CYCLE, |this, vm| {
    let iterator = this.iterator.borrow().clone();
    if let Some(iterator) = iterator {
        if let Some(item) = vm.next(&iterator)? {
            this.seen.borrow_mut().push(item.clone());
            return Ok(Some(item));
        }
        this.iterator.replace(None);
    }
    let seen = this.seen.borrow();
    if seen.is_empty() {
        return Ok(None);
    }
    let position = this.position.get();
    this.position.set((position + 1) % seen.len());
    Ok(Some(seen[position].clone()))
});

static NEW_REPEAT: NativeFunction =
    NativeFunction::new("repeat", "(cls, object, times=<absent>)", "An object again and again.", |vm, args| {
        let times = args.get(2).map(|times| vm.index(times)).transpose()?;
        Ok(Value::object(Repeat { object: args[1].clone(), left: Cell::new(times.map(|times| times.max(0))) }))
    });

struct Repeat {
    object: Value,
    /// How often yet; nothing for ever.
    left: Cell<Option<i64>>,
}

iterator!(
    Repeat,
    REPEAT,
    repr | this,
    vm | {
        let object = vm.repr(&this.object)?;
        Ok(match this.left.get() {
            Some(left) => format!("repeat({object}, {left})"),
            None => format!("repeat({object})"),
        })
    },
    |this, vm| {
        vm.check_interrupt()?;
        match this.left.get() {
            Some(0) => return Ok(None),
            Some(left) => this.left.set(Some(left - 1)),
            None => {}
        }
        Ok(Some(this.object.clone()))
    }
);
