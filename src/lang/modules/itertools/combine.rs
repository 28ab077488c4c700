//! Iterators over combinations: `combinations`, `combinations_with_replacement`, `permutations`, `product`.

use std::cell::RefCell;

use crate::Result;
use crate::class::NativeClass;
use crate::exception::{type_error, value_error};
use crate::iterator::iterator;
use crate::methods::protocol;
use crate::native::NativeFunction;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static CLASSES: &[&NativeClass] = &[&COMBINATIONS, &WITH_REPLACEMENT, &PERMUTATIONS, &PRODUCT];

static COMBINATIONS: NativeClass = NativeClass::new("combinations")
    .protocols(&[protocol::ITERATOR])
    .module("itertools")
    .constructor(&NEW_COMBINATIONS);
static WITH_REPLACEMENT: NativeClass = NativeClass::new("combinations_with_replacement")
    .protocols(&[protocol::ITERATOR])
    .module("itertools")
    .constructor(&NEW_WITH_REPLACEMENT);
static PERMUTATIONS: NativeClass = NativeClass::new("permutations")
    .protocols(&[protocol::ITERATOR])
    .module("itertools")
    .constructor(&NEW_PERMUTATIONS);
static PRODUCT: NativeClass =
    NativeClass::new("product").protocols(&[protocol::ITERATOR]).module("itertools").constructor(&NEW_PRODUCT);

/// Items and the places of those that come next; no places at the end.
struct Choice {
    items: Vec<Value>,
    places: RefCell<Option<Vec<usize>>>,
}

impl Choice {
    /// The chosen items; `advance` moves the places on and tells whether there are more.
    fn step(&self, advance: impl FnOnce(&mut [usize]) -> bool) -> Option<Value> {
        let mut places = self.places.borrow_mut();
        let chosen = places.as_ref()?.iter().map(|&place| self.items[place].clone());
        let tuple = Value::tuple(chosen);
        if !places.as_mut().is_some_and(|places| advance(places)) {
            *places = None;
        }
        Some(tuple)
    }
}

fn size(vm: &mut Vm, value: &Value) -> Result<usize> {
    usize::try_from(vm.index(value)?).map_err(|_| value_error("r must be non-negative"))
}

static NEW_COMBINATIONS: NativeFunction =
    NativeFunction::new("combinations", "(cls, iterable, r)", "Choices of r items without repetition.", |vm, args| {
        let items = vm.collect(&args[1])?;
        let r = size(vm, &args[2])?;
        let places = (r <= items.len()).then(|| (0..r).collect());
        Ok(Value::object(Combinations(Choice { items, places: RefCell::new(places) })))
    });

struct Combinations(Choice);

iterator!(Combinations, COMBINATIONS, |this, _vm| {
    let count = this.0.items.len();
    Ok(this.0.step(|places| {
        let r = places.len();
        let Some(at) = (0..r).rev().find(|&at| places[at] != at + count - r) else { return false };
        places[at] += 1;
        for following in at + 1..r {
            places[following] = places[following - 1] + 1;
        }
        true
    }))
});

static NEW_WITH_REPLACEMENT: NativeFunction = NativeFunction::new(
    "combinations_with_replacement",
    "(cls, iterable, r)",
    "Choices of r items with repetition.",
    |vm, args| {
        let items = vm.collect(&args[1])?;
        let r = size(vm, &args[2])?;
        let places = (r == 0 || !items.is_empty()).then(|| vec![0; r]);
        Ok(Value::object(WithReplacement(Choice { items, places: RefCell::new(places) })))
    },
);

struct WithReplacement(Choice);

iterator!(WithReplacement, WITH_REPLACEMENT, |this, _vm| {
    let count = this.0.items.len();
    Ok(this.0.step(|places| {
        let Some(at) = (0..places.len()).rev().find(|&at| places[at] + 1 != count) else { return false };
        let next = places[at] + 1;
        places[at..].fill(next);
        true
    }))
});

static NEW_PERMUTATIONS: NativeFunction =
    NativeFunction::new("permutations", "(cls, iterable, r=None)", "Orders of r items.", |vm, args| {
        let items = vm.collect(&args[1])?;
        let r = match &args[2] {
            Value::None => items.len(),
            Value::Int(_) | Value::Bool(_) => size(vm, &args[2])?,
            _ => return Err(type_error("Expected int as r")),
        };
        let state = (r <= items.len()).then(|| Order {
            places: (0..items.len()).collect(),
            cycles: (items.len() - r + 1..=items.len()).rev().collect(),
        });
        Ok(Value::object(Permutations { items, state: RefCell::new(state) }))
    });

/// Where a walk over all orders stands.
struct Order {
    places: Vec<usize>,
    /// For each chosen place, how many items it will still hold.
    cycles: Vec<usize>,
}

impl Order {
    fn advance(&mut self) -> bool {
        let count = self.places.len();
        for at in (0..self.cycles.len()).rev() {
            self.cycles[at] -= 1;
            if self.cycles[at] > 0 {
                self.places.swap(at, count - self.cycles[at]);
                return true;
            }
            self.places[at..].rotate_left(1);
            self.cycles[at] = count - at;
        }
        false
    }
}

struct Permutations {
    items: Vec<Value>,
    state: RefCell<Option<Order>>,
}

iterator!(Permutations, PERMUTATIONS, |this, _vm| {
    let mut state = this.state.borrow_mut();
    let Some(order) = state.as_mut() else { return Ok(None) };
    let chosen = order.places[..order.cycles.len()].iter().map(|&place| this.items[place].clone());
    let tuple = Value::tuple(chosen);
    if !order.advance() {
        *state = None;
    }
    Ok(Some(tuple))
});

static NEW_PRODUCT: NativeFunction = NativeFunction::new(
    "product",
    "(cls, /, *iterables, repeat=1)",
    "All tuples of one item of each iterable.",
    |vm, args| {
        let repeat =
            usize::try_from(vm.index(&args[2])?).map_err(|_| value_error("repeat argument cannot be negative"))?;
        let pools = args.rest(1).iter().map(|iterable| vm.collect(iterable)).collect::<Result<Vec<_>>>()?;
        let factors: Vec<usize> = (0..repeat).flat_map(|_| 0..pools.len()).collect();
        let places = pools.iter().all(|pool| !pool.is_empty()).then(|| vec![0; factors.len()]);
        let places = if factors.is_empty() { Some(Vec::new()) } else { places };
        Ok(Value::object(Product { pools, factors, places: RefCell::new(places) }))
    },
);

struct Product {
    pools: Vec<Vec<Value>>,
    /// Which pool stands at each place of the tuple.
    factors: Vec<usize>,
    places: RefCell<Option<Vec<usize>>>,
}

iterator!(Product, PRODUCT, |this, _vm| {
    let mut state = this.places.borrow_mut();
    let Some(places) = state.as_mut() else { return Ok(None) };
    let tuple = Value::tuple(this.factors.iter().zip(&*places).map(|(&pool, &place)| this.pools[pool][place].clone()));
    let mut more = false;
    for at in (0..places.len()).rev() {
        places[at] += 1;
        if places[at] < this.pools[this.factors[at]].len() {
            more = true;
            break;
        }
        places[at] = 0;
    }
    if !more {
        *state = None;
    }
    Ok(Some(tuple))
});
