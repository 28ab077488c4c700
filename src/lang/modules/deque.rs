//! `_collections`: `deque`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::tuple_getter::TUPLE_GETTER;
use crate::Result;
use crate::class::{Class, NativeClass, Property};
use crate::exception::{index_error, runtime_error, type_error, value_error};
use crate::iterator::iterator;
use crate::methods::dict_view;
use crate::methods::protocol;
use crate::methods::receiver::{bounds, wrong_receiver};
use crate::native::{Args, NativeFunction};
use crate::object::Object;
use crate::operator::{Comparison, Operator, Side};
use crate::text::clamp_bounds;
use crate::value::{Module, Value};
use crate::vm::Vm;

static DEQUE: NativeClass = NativeClass::new("deque").protocols(&[
    protocol::SIZED,
    protocol::ITERABLE,
    protocol::CONTAINER,
    protocol::SUBSCRIPT,
    protocol::MUTABLE,
])
    .module("collections")
    .named_in_full()
    .constructor(&NEW)
    .methods(METHODS)
    .properties(PROPERTIES)
    .doc("deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.");
static DEQUE_ITERATOR: NativeClass =
    NativeClass::new("_deque_iterator").protocols(&[protocol::ITERATOR]).module("collections").not_a_base();

static NEW: NativeFunction =
    NativeFunction::new("deque", "(cls, iterable=(), maxlen=None)", "A queue with two ends.", |vm, args| {
        let longest = match &args[2] {
            Value::None => None,
            given if !vm.has_index(given) => return Err(type_error("an integer is required")),
            given => Some(usize::try_from(vm.index(given)?).map_err(|_| value_error("maxlen must be non-negative"))?),
        };
        let deque = Deque { items: RefCell::default(), longest, changes: Cell::new(0) };
        for item in vm.collect(&args[1])? {
            deque.push(End::Right, item);
        }
        Ok(Value::object(deque))
    });

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

/// A queue with two ends.
struct Deque {
    items: RefCell<VecDeque<Value>>,
    longest: Option<usize>,
    /// Grows when its length changes: iterators look.
    changes: Cell<u64>,
}

impl Deque {
    fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// Adds an item; one falls out at the other end if it is full.
    fn push(&self, end: End, item: Value) {
        self.changed();
        let dropped = {
            let mut items = self.items.borrow_mut();
            match end {
                End::Left => items.push_front(item),
                End::Right => items.push_back(item),
            }
            match (self.longest.is_some_and(|longest| items.len() > longest), end) {
                (false, _) => None,
                (true, End::Left) => items.pop_back(),
                (true, End::Right) => items.pop_front(),
            }
        };
        drop(dropped);
    }

    fn pop(&self, end: End) -> Result<Value> {
        self.changed();
        let mut items = self.items.borrow_mut();
        let item = if end == End::Left { items.pop_front() } else { items.pop_back() };
        item.ok_or_else(|| index_error("pop from an empty deque"))
    }

    fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn like(&self, items: impl IntoIterator<Item = Value>) -> Value {
        let deque = Deque { items: RefCell::default(), longest: self.longest, changes: Cell::new(0) };
        for item in items {
            deque.push(End::Right, item);
        }
        Value::object(deque)
    }

    fn place(&self, vm: &mut Vm, key: &Value) -> Result<usize> {
        if !vm.has_index(key) {
            return Err(type_error(format!("sequence index must be integer, not '{}'", key.type_name())));
        }
        let index = vm.index(key)?;
        let length = self.items.borrow().len() as i64;
        let at = if index < 0 { index + length } else { index };
        if (0..length).contains(&at) { Ok(at as usize) } else { Err(index_error("deque index out of range")) }
    }

    fn position(&self, vm: &mut Vm, value: &Value, start: usize, end: usize) -> Result<Option<usize>> {
        let changes = self.changes.get();
        for (at, item) in self.to_vec().iter().enumerate().take(end).skip(start) {
            if vm.equals(item, value)? {
                return Ok(Some(at));
            }
            if self.changes.get() != changes {
                return Err(runtime_error("deque mutated during iteration"));
            }
        }
        Ok(None)
    }
}

fn this<'a>(args: &Args<'a>) -> Result<&'a Deque> {
    args.values[0].downcast().ok_or_else(|| wrong_receiver("deque", args.values.first()))
}

fn extend(vm: &mut Vm, args: &Args<'_>, end: End) -> Result<Value> {
    for item in vm.collect(&args[1])? {
        this(args)?.push(end, item);
    }
    Ok(Value::None)
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("deque.__copy__", "(self, /)", "Return a shallow copy of a deque.", |_, args| {
        let deque = this(&args)?;
        Ok(deque.like(deque.to_vec()))
    }),
    NativeFunction::new("deque.__reversed__", "(self, /)", "Return a reverse iterator over the deque.", |vm, args| {
        let mut items = this(&args)?.to_vec();
        items.reverse();
        vm.iterate(&Value::list(items))
    }),
    NativeFunction::new(
        "deque.append",
        "(self, item, /)",
        "Add an element to the right side of the deque.",
        |_, args| {
            this(&args)?.push(End::Right, args[1].clone());
            Ok(Value::None)
        },
    ),
    NativeFunction::new(
        "deque.appendleft",
        "(self, item, /)",
        "Add an element to the left side of the deque.",
        |_, args| {
            this(&args)?.push(End::Left, args[1].clone());
            Ok(Value::None)
        },
    ),
    NativeFunction::new("deque.clear", "(self, /)", "Remove all elements from the deque.", |_, args| {
        let deque = this(&args)?;
        deque.changed();
        let old = deque.items.take();
        drop(old);
        Ok(Value::None)
    }),
    NativeFunction::new("deque.copy", "(self, /)", "Return a shallow copy of a deque.", |_, args| {
        let deque = this(&args)?;
        Ok(deque.like(deque.to_vec()))
    }),
    NativeFunction::new("deque.count", "(self, value, /)", "Return number of occurrences of value.", |vm, args| {
        let mut count = 0;
        for item in this(&args)?.to_vec() {
            count += i64::from(vm.equals(&item, &args[1])?);
        }
        Ok(Value::Int(count))
    }),
    NativeFunction::new("deque.extend", "(self, iterable, /)", "Extend the right side of the deque.", |vm, args| {
        extend(vm, &args, End::Right)
    }),
    NativeFunction::new("deque.extendleft", "(self, iterable, /)", "Extend the left side of the deque.", |vm, args| {
        extend(vm, &args, End::Left)
    }),
    NativeFunction::new(
        "deque.index",
        "(self, value, start=None, stop=None, /)",
        "Return first index of value.",
        |vm, args| {
            let deque = this(&args)?;
            let (start, end) = bounds(vm, &args, 2)?;
            let (start, end) = clamp_bounds(start, end, deque.items.borrow().len());
            match deque.position(vm, &args[1], start, end)? {
                Some(at) => Ok(Value::from(at)),
                None => Err(value_error(format!("{} is not in deque", vm.repr(&args[1])?))),
            }
        },
    ),
    NativeFunction::new("deque.insert", "(self, index, value, /)", "Insert value before index.", |vm, args| {
        let deque = this(&args)?;
        let index = vm.index(&args[1])?;
        let mut items = deque.items.borrow_mut();
        if deque.longest == Some(items.len()) {
            return Err(index_error("deque already at its maximum size"));
        }
        let (at, _) = clamp_bounds(index, 0, items.len());
        let at = at.min(items.len());
        items.insert(at, args[2].clone());
        deque.changed();
        Ok(Value::None)
    }),
    NativeFunction::new("deque.pop", "(self, /)", "Remove and return the rightmost element.", |_, args| {
        this(&args)?.pop(End::Right)
    }),
    NativeFunction::new("deque.popleft", "(self, /)", "Remove and return the leftmost element.", |_, args| {
        this(&args)?.pop(End::Left)
    }),
    NativeFunction::new("deque.remove", "(self, value, /)", "Remove first occurrence of value.", |vm, args| {
        let deque = this(&args)?;
        match deque.position(vm, &args[1], 0, usize::MAX)? {
            Some(at) => {
                deque.changed();
                let removed = deque.items.borrow_mut().remove(at);
                drop(removed);
                Ok(Value::None)
            }
            None => Err(value_error(format!("{} is not in deque", vm.repr(&args[1])?))),
        }
    }),
    NativeFunction::new("deque.reverse", "(self, /)", "Reverse in place.", |_, args| {
        this(&args)?.items.borrow_mut().make_contiguous().reverse();
        Ok(Value::None)
    }),
    NativeFunction::new("deque.rotate", "(self, n=1, /)", "Rotate the deque n steps to the right.", |vm, args| {
        let steps = vm.index(&args[1])?;
        let mut items = this(&args)?.items.borrow_mut();
        if !items.is_empty() {
            let length = items.len() as i64;
            items.rotate_right(steps.rem_euclid(length) as usize);
        }
        Ok(Value::None)
    }),
];

static PROPERTIES: &[Property] =
    &[Property::new("maxlen", "maximum size of a deque or None if unbounded", |_, this| {
        let deque: &Deque = this.downcast().ok_or_else(|| wrong_receiver("deque", Some(this)))?;
        Ok(deque.longest.map_or(Value::None, Value::from))
    })];

impl Object for Deque {
    fn class(&self) -> Rc<Class> {
        DEQUE.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        if let Ok(items) = self.items.try_borrow() {
            items.iter().for_each(|item| visit(item.clone()));
        }
    }

    fn release(&self) {
        let items = self.items.take();
        self.changed();
        drop(items);
    }

    fn repr(&self, vm: &mut Vm, this: &Value) -> Result<String> {
        let items = vm.nested(this, "[...]", |vm| vm.repr(&Value::list(self.to_vec())))?;
        if items == "[...]" {
            return Ok(items);
        }
        let name = this.class().name();
        Ok(match self.longest {
            None => format!("{name}({items})"),
            Some(longest) => format!("{name}({items}, maxlen={longest})"),
        })
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.items.borrow().len()))
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(Value::object(DequeIterator {
            deque: this.clone(),
            position: Cell::new(0),
            changes: self.changes.get(),
        })))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let at = self.place(vm, key)?;
        self.items.borrow().get(at).cloned().ok_or_else(|| index_error("deque index out of range"))
    }

    fn set_item(&self, vm: &mut Vm, key: &Value, value: Value) -> Result<()> {
        let at = self.place(vm, key)?;
        let old = self.items.borrow_mut().get_mut(at).map(|slot| std::mem::replace(slot, value));
        drop(old);
        Ok(())
    }

    fn del_item(&self, vm: &mut Vm, key: &Value) -> Result<()> {
        let at = self.place(vm, key)?;
        self.changed();
        let removed = self.items.borrow_mut().remove(at);
        drop(removed);
        Ok(())
    }

    fn binary(&self, vm: &mut Vm, _this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        match (op, other.downcast::<Deque>()) {
            (Operator::Add, Some(other)) if side == Side::Left => {
                Ok(self.like(self.to_vec().into_iter().chain(other.to_vec())))
            }
            (Operator::Add, None) if side == Side::Left => {
                let given = other.type_name();
                Err(type_error(format!("can only concatenate deque (not \"{given}\") to deque")))
            }
            (Operator::Mult, None) => {
                let repeated = vm.binary(Operator::Mult, &Value::list(self.to_vec()), other)?;
                Ok(self.like(vm.collect(&repeated)?))
            }
            _ => Ok(Value::NotImplemented),
        }
    }

    fn inplace(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value) -> Result<Value> {
        if op != Operator::Add {
            return Ok(Value::NotImplemented);
        }
        for item in vm.collect(other)? {
            self.push(End::Right, item);
        }
        Ok(this.clone())
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        match other.downcast::<Deque>() {
            Some(other) => vm.compare(op, &Value::list(self.to_vec()), &Value::list(other.to_vec())),
            None => Ok(Value::NotImplemented),
        }
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Err(type_error("unhashable type: 'collections.deque'"))
    }
}

struct DequeIterator {
    deque: Value,
    position: Cell<usize>,
    /// The deque's count of changes when the iteration began.
    changes: u64,
}

iterator!(DequeIterator, DEQUE_ITERATOR, |this, _vm| {
    let Some(deque) = this.deque.downcast::<Deque>() else { return Ok(None) };
    if deque.changes.get() != this.changes {
        return Err(runtime_error("deque mutated during iteration"));
    }
    let item = deque.items.borrow().get(this.position.get()).cloned();
    this.position.set(this.position.get() + 1);
    Ok(item)
});

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("_collections", "High performance data structures.", &[]);
    for method in dict_view::ORDERED {
        module.dict.set_str(&format!("odict_{}", method.name()), Value::Native(method));
    }
    module.dict.set_str("deque", Value::from(&DEQUE));
    module.dict.set_str("_tuplegetter", Value::from(&TUPLE_GETTER));
    Ok(module)
}
