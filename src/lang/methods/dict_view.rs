//! `dict.keys()`, `dict.values()`, `dict.items()`: views that follow the dict.

use std::cell::Cell;
use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass, Property};
use crate::exception::runtime_error;
use crate::iterator::reversed;
use crate::methods::protocol;
use crate::methods::receiver::wrong_receiver;
use crate::name::Name;
use crate::native::NativeFunction;
use crate::object::Object;
use crate::operator::{Comparison, Operator, Side};
use crate::value::{Dict, Set, Value};
use crate::vm::Vm;

/// What a view shows of each entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs.
    Items,
}

static VIEW: [&[NativeFunction]; 2] = [protocol::SIZED, protocol::ITERABLE];

/// The class of a view.
const fn view_class(name: &'static str, methods: &'static [NativeFunction]) -> NativeClass {
    NativeClass::new(name).protocols(&VIEW).methods(methods).properties(PROPERTIES).not_a_base()
}

static KEYS: NativeClass = view_class("dict_keys", METHODS);
static VALUES: NativeClass = view_class("dict_values", VALUES_METHODS);
static ITEMS: NativeClass = view_class("dict_items", METHODS);
static ORDERED_KEYS: NativeClass = view_class("odict_keys", METHODS).base(&KEYS);
static ORDERED_VALUES: NativeClass = view_class("odict_values", VALUES_METHODS).base(&VALUES);
static ORDERED_ITEMS: NativeClass = view_class("odict_items", METHODS).base(&ITEMS);
static KEY_ITERATOR: NativeClass = NativeClass::new("dict_keyiterator").protocols(&[protocol::ITERATOR]).not_a_base();
static VALUE_ITERATOR: NativeClass =
    NativeClass::new("dict_valueiterator").protocols(&[protocol::ITERATOR]).not_a_base();
static ITEM_ITERATOR: NativeClass = NativeClass::new("dict_itemiterator").protocols(&[protocol::ITERATOR]).not_a_base();
static REVERSE_KEY_ITERATOR: NativeClass =
    NativeClass::new("dict_reversekeyiterator").protocols(&[protocol::ITERATOR]).not_a_base();
static REVERSE_VALUE_ITERATOR: NativeClass =
    NativeClass::new("dict_reversevalueiterator").protocols(&[protocol::ITERATOR]).not_a_base();
static REVERSE_ITEM_ITERATOR: NativeClass =
    NativeClass::new("dict_reverseitemiterator").protocols(&[protocol::ITERATOR]).not_a_base();

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("dict_keys.__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        reversed(vm, &args[0])
    }),
    NativeFunction::new(
        "dict_keys.isdisjoint",
        "(self, other, /)",
        "Whether they have nothing in common.",
        |vm, args| {
            for item in vm.collect(&args[1])? {
                if vm.contains(&args[0], &item)? {
                    return Ok(Value::Bool(false));
                }
            }
            Ok(Value::Bool(true))
        },
    ),
];

static VALUES_METHODS: &[NativeFunction] =
    &[NativeFunction::new("dict_values.__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        reversed(vm, &args[0])
    })];

static PROPERTIES: &[Property] = &[Property::new("mapping", "dictionary that this view refers to", |vm, this| {
    let Some(view) = this.downcast::<DictView>() else { return Ok(Value::None) };
    let dict = Value::Dict(Rc::clone(&view.dict));
    let types = vm.import("types")?;
    let proxy = vm.get_attribute(&types, Name::new("MappingProxyType"))?;
    vm.call_values(&proxy, &[dict])
})];

/// `_collections`: the views of an `OrderedDict`.
pub(crate) static ORDERED: &[NativeFunction] = &[
    NativeFunction::new(
        "OrderedDict.keys",
        "(self, /)",
        "D.keys() -> a set-like object providing a view on D's keys",
        |_, args| ordered(&args[0], Shows::Keys),
    ),
    NativeFunction::new(
        "OrderedDict.values",
        "(self, /)",
        "D.values() -> an object providing a view on D's values",
        |_, args| ordered(&args[0], Shows::Values),
    ),
    NativeFunction::new(
        "OrderedDict.items",
        "(self, /)",
        "D.items() -> a set-like object providing a view on D's items",
        |_, args| ordered(&args[0], Shows::Items),
    ),
];

fn ordered(dict: &Value, shows: Shows) -> Result<Value> {
    match dict {
        Value::Dict(dict) => Ok(Value::object(DictView { dict: Rc::clone(dict), shows, is_ordered: true })),
        _ => Err(wrong_receiver("OrderedDict", Some(dict))),
    }
}

impl Shows {
    fn of(self, (key, value): (Value, Value)) -> Value {
        match self {
            Shows::Keys => key,
            Shows::Values => value,
            Shows::Items => Value::tuple([key, value]),
        }
    }
}

/// A view of a dict.
pub struct DictView {
    /// The dict.
    pub dict: Rc<Dict>,
    /// What it shows.
    pub shows: Shows,
    /// Whether the dict is an `OrderedDict`.
    pub is_ordered: bool,
}

impl DictView {
    fn all(&self) -> Vec<Value> {
        self.dict.items().into_iter().map(|entry| self.shows.of(entry)).collect()
    }

    fn to_set(&self, vm: &mut Vm) -> Result<Set> {
        let set = Set::new();
        for item in self.all() {
            set.add(vm, item)?;
        }
        Ok(set)
    }

    /// An iterator from the last entry to the first.
    #[must_use]
    pub fn reversed(&self) -> Value {
        let position = Cell::new(self.dict.end());
        Value::object(EntryIterator {
            dict: Rc::clone(&self.dict),
            shows: self.shows,
            position,
            size: self.dict.len(),
            left: Cell::new(self.dict.len()),
            backwards: true,
        })
    }
}

impl Object for DictView {
    fn class(&self) -> Rc<Class> {
        match (self.shows, self.is_ordered) {
            (Shows::Keys, false) => KEYS.class(),
            (Shows::Values, false) => VALUES.class(),
            (Shows::Items, false) => ITEMS.class(),
            (Shows::Keys, true) => ORDERED_KEYS.class(),
            (Shows::Values, true) => ORDERED_VALUES.class(),
            (Shows::Items, true) => ORDERED_ITEMS.class(),
        }
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Dict(Rc::clone(&self.dict)));
    }

    fn repr(&self, vm: &mut Vm, this: &Value) -> Result<String> {
        let _ = this;
        let items = vm.repr(&Value::list(self.all()))?;
        Ok(format!("{}({items})", self.class().name()))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.dict.len()))
    }

    fn iterate(&self, _vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(Ok(Value::object(EntryIterator {
            dict: Rc::clone(&self.dict),
            shows: self.shows,
            position: Cell::new(0),
            size: self.dict.len(),
            left: Cell::new(self.dict.len()),
            backwards: false,
        })))
    }

    fn contains(&self, vm: &mut Vm, item: &Value) -> Option<Result<bool>> {
        match self.shows {
            Shows::Keys => Some(self.dict.contains(vm, item)),
            Shows::Values => None,
            Shows::Items => Some((|| match item.plain() {
                Value::Tuple(pair) if pair.len() == 2 => match self.dict.get(vm, &pair[0])? {
                    Some(value) => vm.equals(&value, &pair[1]),
                    None => Ok(false),
                },
                _ => Ok(false),
            })()),
        }
    }

    fn binary(&self, vm: &mut Vm, _this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        let is_set_operator = matches!(op, Operator::BitAnd | Operator::BitOr | Operator::BitXor | Operator::Sub);
        if self.shows == Shows::Values || !is_set_operator || vm.try_iterate(other)?.is_none() {
            return Ok(Value::NotImplemented);
        }
        let this = Value::from(self.to_set(vm)?);
        let theirs = Set::new();
        for item in vm.collect(other)? {
            theirs.add(vm, item)?;
        }
        let other = Value::from(theirs);
        match side {
            Side::Left => vm.binary(op, &this, &other),
            Side::Right => vm.binary(op, &other, &this),
        }
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let other = match other.downcast::<DictView>() {
            Some(view) if view.shows != Shows::Values => Value::from(view.to_set(vm)?),
            Some(_) => return Ok(Value::NotImplemented),
            None => other.clone(),
        };
        if self.shows == Shows::Values || !matches!(other.plain(), Value::Set(_) | Value::FrozenSet(_)) {
            return Ok(Value::NotImplemented);
        }
        let this = Value::from(self.to_set(vm)?);
        vm.compare(op, &this, &other)
    }
}

/// An iterator over the entries of a dict.
struct EntryIterator {
    dict: Rc<Dict>,
    shows: Shows,
    position: Cell<usize>,
    /// How many entries the dict had when the iteration began: it must not change.
    size: usize,
    /// How many entries are left.
    left: Cell<usize>,
    backwards: bool,
}

impl Object for EntryIterator {
    fn class(&self) -> Rc<Class> {
        match (self.shows, self.backwards) {
            (Shows::Keys, false) => KEY_ITERATOR.class(),
            (Shows::Values, false) => VALUE_ITERATOR.class(),
            (Shows::Items, false) => ITEM_ITERATOR.class(),
            (Shows::Keys, true) => REVERSE_KEY_ITERATOR.class(),
            (Shows::Values, true) => REVERSE_VALUE_ITERATOR.class(),
            (Shows::Items, true) => REVERSE_ITEM_ITERATOR.class(),
        }
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Dict(Rc::clone(&self.dict)));
    }

    fn iterate(&self, _vm: &mut Vm, this: &Value) -> Option<Result<Value>> {
        Some(Ok(this.clone()))
    }

    fn is_iterator(&self) -> bool {
        true
    }

    fn next(&self, _vm: &mut Vm) -> Result<Option<Value>> {
        if self.dict.len() != self.size {
            return Err(runtime_error("dictionary changed size during iteration"));
        }
        let mut position = self.position.get();
        let entry =
            if self.backwards { self.dict.previous_entry(&mut position) } else { self.dict.next_entry(&mut position) };
        self.position.set(position);
        match entry {
            Some(_) if self.left.get() == 0 => Err(runtime_error("dictionary keys changed during iteration")),
            Some(entry) => {
                self.left.set(self.left.get() - 1);
                Ok(Some(self.shows.of(entry)))
            }
            None => Ok(None),
        }
    }
}
