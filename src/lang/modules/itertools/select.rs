//! Iterators that pass on some items of others: `accumulate`, `chain`, `compress`, `dropwhile`, `filterfalse`, `islice`,
//! `pairwise`, `starmap`, `takewhile`, `zip_longest`.

use std::cell::{Cell, RefCell};

use crate::Result;
use crate::class::NativeClass;
use crate::exception::value_error;
use crate::iterator::iterator;
use crate::methods::protocol;
use crate::native::NativeFunction;
use crate::operator::Operator;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static CLASSES: &[&NativeClass] =
    &[&ACCUMULATE, &CHAIN, &COMPRESS, &DROPWHILE, &FILTERFALSE, &ISLICE, &PAIRWISE, &STARMAP, &TAKEWHILE, &ZIP_LONGEST];

/// Declares the classes: `CONSTANT "name" constructor;`
macro_rules! classes {
    ($($constant:ident $name:literal $new:ident;)*) => {
        $(static $constant: NativeClass = NativeClass::new($name).protocols(&[protocol::ITERATOR]).module("itertools").constructor(&$new);)*
    };
}

classes! {
    ACCUMULATE "accumulate" NEW_ACCUMULATE;
    COMPRESS "compress" NEW_COMPRESS;
    DROPWHILE "dropwhile" NEW_DROPWHILE;
    FILTERFALSE "filterfalse" NEW_FILTERFALSE;
    ISLICE "islice" NEW_ISLICE;
    PAIRWISE "pairwise" NEW_PAIRWISE;
    STARMAP "starmap" NEW_STARMAP;
    TAKEWHILE "takewhile" NEW_TAKEWHILE;
    ZIP_LONGEST "zip_longest" NEW_ZIP_LONGEST;
}

static NEW_ACCUMULATE: NativeFunction = NativeFunction::new(
    "accumulate",
    "(cls, iterable, func=None, *, initial=None)",
    "Running sums, or running results of a function of two arguments.",
    |vm, args| {
        let iterator = vm.iterate(&args[1])?;
        let initial = (!args[3].is_none()).then(|| args[3].clone());
        Ok(Value::object(Accumulate {
            iterator,
            function: args[2].clone(),
            initial: RefCell::new(initial),
            total: RefCell::new(None),
        }))
    },
);

struct Accumulate {
    iterator: Value,
    function: Value,
    initial: RefCell<Option<Value>>,
    total: RefCell<Option<Value>>,
}

iterator!(Accumulate, ACCUMULATE, |this, vm| {
    let initial = this.initial.borrow_mut().take();
    if initial.is_some() {
        this.total.replace(initial.clone());
        return Ok(initial);
    }
    let Some(item) = vm.next(&this.iterator)? else { return Ok(None) };
    let before = this.total.borrow().clone();
    let total = match (before, &this.function) {
        (None, _) => item,
        (Some(total), Value::None) => vm.binary(Operator::Add, &total, &item)?,
        (Some(total), function) => vm.call_values(function, &[total, item])?,
    };
    this.total.replace(Some(total.clone()));
    Ok(Some(total))
});

static CHAIN: NativeClass = NativeClass::new("chain")
    .protocols(&[protocol::ITERATOR])
    .module("itertools")
    .constructor(&NEW_CHAIN)
    .class_methods(CHAIN_CLASS_METHODS);
static NEW_CHAIN: NativeFunction =
    NativeFunction::new("chain", "(cls, /, *iterables)", "The items of one iterable after another.", |vm, args| {
        let iterables = vm.iterate(&args[1])?;
        Ok(Value::object(Chain { iterables, current: RefCell::new(None) }))
    });
static CHAIN_CLASS_METHODS: &[NativeFunction] = &[NativeFunction::new(
    "chain.from_iterable",
    "(cls, iterable, /)",
    "The items of the iterables of an iterable.",
    |vm, args| {
        let iterables = vm.iterate(&args[1])?;
        Ok(Value::object(Chain { iterables, current: RefCell::new(None) }))
    },
)];

struct Chain {
    iterables: Value,
    current: RefCell<Option<Value>>,
}

iterator!(Chain, CHAIN, |this, vm| {
    loop {
        let current = this.current.borrow().clone();
        if let Some(iterator) = current {
            if let Some(item) = vm.next(&iterator)? {
                return Ok(Some(item));
            }
            this.current.replace(None);
        }
        let Some(iterable) = vm.next(&this.iterables)? else { return Ok(None) };
        let iterator = vm.iterate(&iterable)?;
        this.current.replace(Some(iterator));
        vm.check_interrupt()?;
    }
});

static NEW_COMPRESS: NativeFunction =
    NativeFunction::new("compress", "(cls, data, selectors)", "The items whose selector is true.", |vm, args| {
        Ok(Value::object(Compress { data: vm.iterate(&args[1])?, selectors: vm.iterate(&args[2])? }))
    });

struct Compress {
    data: Value,
    selectors: Value,
}

iterator!(Compress, COMPRESS, |this, vm| {
    loop {
        let (Some(item), Some(selector)) = (vm.next(&this.data)?, vm.next(&this.selectors)?) else { return Ok(None) };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
        vm.check_interrupt()?;
    }
});

/// Whether a predicate holds for an item; without one, whether the item is true.
fn holds(vm: &mut Vm, predicate: &Value, item: &Value) -> Result<bool> {
    let verdict = match predicate {
        Value::None => item.clone(),
        function => vm.call_values(function, std::slice::from_ref(item))?,
    };
    vm.truth(&verdict)
}

/// An iterator with a predicate and whether it is past the point where that changes.
struct Conditional {
    predicate: Value,
    iterator: Value,
    passed: Cell<bool>,
}

fn conditional(vm: &mut Vm, args: &[Value]) -> Result<Conditional> {
    Ok(Conditional { predicate: args[1].clone(), iterator: vm.iterate(&args[2])?, passed: Cell::new(false) })
}

static NEW_DROPWHILE: NativeFunction = NativeFunction::new(
    "dropwhile",
    "(cls, predicate, iterable, /)",
    "What follows while a predicate holds.",
    |vm, args| Ok(Value::object(DropWhile(conditional(vm, &args)?))),
);

struct DropWhile(Conditional);

iterator!(DropWhile, DROPWHILE, |this, vm| {
    while let Some(item) = vm.next(&this.0.iterator)? {
        if this.0.passed.get() || !holds(vm, &this.0.predicate, &item)? {
            this.0.passed.set(true);
            return Ok(Some(item));
        }
        vm.check_interrupt()?;
    }
    Ok(None)
});

static NEW_FILTERFALSE: NativeFunction = NativeFunction::new(
    "filterfalse",
    "(cls, function, iterable, /)",
    "The items for which a function is false.",
    |vm, args| Ok(Value::object(FilterFalse(conditional(vm, &args)?))),
);

struct FilterFalse(Conditional);

iterator!(FilterFalse, FILTERFALSE, |this, vm| {
    while let Some(item) = vm.next(&this.0.iterator)? {
        if !holds(vm, &this.0.predicate, &item)? {
            return Ok(Some(item));
        }
        vm.check_interrupt()?;
    }
    Ok(None)
});

static NEW_TAKEWHILE: NativeFunction = NativeFunction::new(
    "takewhile",
    "(cls, predicate, iterable, /)",
    "The items while a predicate holds.",
    |vm, args| Ok(Value::object(TakeWhile(conditional(vm, &args)?))),
);

struct TakeWhile(Conditional);

iterator!(TakeWhile, TAKEWHILE, |this, vm| {
    if this.0.passed.get() {
        return Ok(None);
    }
    let Some(item) = vm.next(&this.0.iterator)? else { return Ok(None) };
    if holds(vm, &this.0.predicate, &item)? {
        return Ok(Some(item));
    }
    this.0.passed.set(true);
    Ok(None)
});

static NEW_ISLICE: NativeFunction = NativeFunction::new(
    "islice",
    "(cls, iterable, start, stop=<absent>, step=None, /)",
    "A slice of an iterator.",
    |vm, args| {
        let iterator = vm.iterate(&args[1])?;
        let (start, stop) = match args.get(2 + 1) {
            None => (&Value::None, &args[2]),
            Some(stop) => (&args[2], stop),
        };
        let from = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        let end = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        let stop = bound(vm, stop, end)?;
        let start = bound(vm, start, from)?.unwrap_or(0);
        let step = bound(vm, &args[4], "Step for islice() must be a positive integer or None.")?.unwrap_or(1);
        if step == 0 {
            return Err(value_error("Step for islice() must be a positive integer or None."));
        }
        Ok(Value::object(Islice { iterator, next: Cell::new(start), stop, step, position: Cell::new(0) }))
    },
);

fn bound(vm: &mut Vm, value: &Value, wrong: &str) -> Result<Option<u64>> {
    if value.is_none() {
        return Ok(None);
    }
    if !vm.has_index(value) {
        return Err(value_error(wrong));
    }
    u64::try_from(vm.index(value)?).map(Some).map_err(|_| value_error(wrong))
}

struct Islice {
    iterator: Value,
    /// The place of the item that comes next.
    next: Cell<u64>,
    stop: Option<u64>,
    step: u64,
    /// How many items were taken.
    position: Cell<u64>,
}

iterator!(Islice, ISLICE, |this, vm| {
    let wanted = this.next.get();
    let end = this.stop.map_or(wanted, |stop| stop.min(wanted));
    loop {
        let position = this.position.get();
        if position >= end && (this.stop.is_some_and(|stop| position >= stop) || position > wanted) {
            return Ok(None);
        }
        let Some(item) = vm.next(&this.iterator)? else { return Ok(None) };
        this.position.set(position + 1);
        if position == wanted {
            this.next.set(wanted.saturating_add(this.step));
            return Ok(Some(item));
        }
    }
});

static NEW_PAIRWISE: NativeFunction =
    NativeFunction::new("pairwise", "(cls, iterable, /)", "Overlapping pairs of items.", |vm, args| {
        Ok(Value::object(Pairwise { iterator: vm.iterate(&args[1])?, last: RefCell::new(None) }))
    });

struct Pairwise {
    iterator: Value,
    last: RefCell<Option<Value>>,
}

iterator!(Pairwise, PAIRWISE, |this, vm| {
    let last = this.last.borrow().clone();
    let last = match last {
        Some(last) => last,
        None => match vm.next(&this.iterator)? {
            Some(first) => first,
            None => return Ok(None),
        },
    };
    let Some(item) = vm.next(&this.iterator)? else { return Ok(None) };
    this.last.replace(Some(item.clone()));
    Ok(Some(Value::tuple([last, item])))
});

static NEW_STARMAP: NativeFunction =
    NativeFunction::new("starmap", "(cls, function, iterable, /)", "A function of the items of items.", |vm, args| {
        Ok(Value::object(StarMap { function: args[1].clone(), iterator: vm.iterate(&args[2])? }))
    });

struct StarMap {
    function: Value,
    iterator: Value,
}

iterator!(StarMap, STARMAP, |this, vm| {
    let Some(item) = vm.next(&this.iterator)? else { return Ok(None) };
    let arguments = vm.collect(&item)?;
    vm.call_values(&this.function, &arguments).map(Some)
});

static NEW_ZIP_LONGEST: NativeFunction = NativeFunction::new(
    "zip_longest",
    "(cls, /, *iterables, fillvalue=None)",
    "Tuples until all iterables end.",
    |vm, args| {
        let iterators = args.rest(1).iter().map(|iterable| vm.iterate(iterable).map(Some)).collect::<Result<_>>()?;
        Ok(Value::object(ZipLongest { iterators: RefCell::new(iterators), fill: args[2].clone() }))
    },
)
.unpack();

struct ZipLongest {
    /// Those that ended are gone.
    iterators: RefCell<Vec<Option<Value>>>,
    fill: Value,
}

iterator!(ZipLongest, ZIP_LONGEST, |this, vm| {
    let iterators = this.iterators.borrow().clone();
    let mut items = Vec::with_capacity(iterators.len());
    for (index, iterator) in iterators.iter().enumerate() {
        let item = match iterator {
            Some(iterator) => vm.next(iterator)?,
            None => None,
        };
        if item.is_none() {
            this.iterators.borrow_mut()[index] = None;
        }
        items.push(item.unwrap_or_else(|| this.fill.clone()));
    }
    let all_ended = this.iterators.borrow().iter().all(Option::is_none);
    Ok((!all_ended).then(|| Value::tuple(items)))
});
