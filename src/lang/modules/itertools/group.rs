//! `groupby` and `tee`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::Result;
use crate::class::NativeClass;
use crate::exception::value_error;
use crate::iterator::iterator;
use crate::methods::protocol;
use crate::native::NativeFunction;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static CLASSES: &[&NativeClass] = &[&GROUPBY];
pub(super) static FUNCTIONS: &[NativeFunction] = &[NativeFunction::new(
    "itertools.tee",
    "(iterable, n=2, /)",
    "Returns a tuple of n independent iterators.",
    |vm, args| {
        let count = usize::try_from(vm.index(&args[1])?).map_err(|_| value_error("n must be >= 0"))?;
        let source =
            Rc::new(Source { iterator: vm.iterate(&args[0])?, waiting: RefCell::new(vec![VecDeque::new(); count]) });
        Ok(Value::tuple((0..count).map(|index| Value::object(Tee { source: Rc::clone(&source), index }))))
    },
)];

static GROUPBY: NativeClass =
    NativeClass::new("groupby").protocols(&[protocol::ITERATOR]).module("itertools").constructor(&NEW_GROUPBY);
static GROUPER: NativeClass =
    NativeClass::new("_grouper").protocols(&[protocol::ITERATOR]).module("itertools").not_a_base();
static TEE: NativeClass = NativeClass::new("_tee").protocols(&[protocol::ITERATOR]).module("itertools").not_a_base();

static NEW_GROUPBY: NativeFunction =
    NativeFunction::new("groupby", "(cls, iterable, key=None)", "Runs of items with the same key.", |vm, args| {
        let shared = Shared {
            iterator: vm.iterate(&args[1])?,
            key: args[2].clone(),
            current: RefCell::new(None),
            last: RefCell::new(None),
            group: Cell::new(0),
        };
        Ok(Value::object(GroupBy(Rc::new(shared))))
    });

/// What a `groupby` and its groups share.
struct Shared {
    iterator: Value,
    key: Value,
    /// The next item that no group has given out, with its key.
    current: RefCell<Option<(Value, Value)>>,
    /// The key of the latest group.
    last: RefCell<Option<Value>>,
    /// Counts the groups: only the latest gives out items.
    group: Cell<usize>,
}

impl Shared {
    /// Reads an item; tells whether there is one.
    fn read(&self, vm: &mut Vm) -> Result<bool> {
        let Some(item) = vm.next(&self.iterator)? else {
            self.current.replace(None);
            return Ok(false);
        };
        let key =
            if self.key.is_none() { item.clone() } else { vm.call_values(&self.key, std::slice::from_ref(&item))? };
        self.current.replace(Some((key, item)));
        Ok(true)
    }

    /// Reads on past the items of a key.
    fn skip(&self, vm: &mut Vm, key: &Value) -> Result<()> {
        loop {
            let current = self.current.borrow().as_ref().map(|(key, _)| key.clone());
            match current {
                Some(current) if vm.equals(&current, key)? => drop(self.read(vm)?),
                _ => return Ok(()),
            }
            vm.check_interrupt()?;
        }
    }
}

struct GroupBy(Rc<Shared>);

iterator!(GroupBy, GROUPBY, |this, vm| {
    let shared = &this.0;
    let last = shared.last.borrow().clone();
    match last {
        None if shared.group.get() == 0 => drop(shared.read(vm)?),
        None => {}
        Some(last) => shared.skip(vm, &last)?,
    }
    shared.group.set(shared.group.get() + 1);
    let key = shared.current.borrow().as_ref().map(|(key, _)| key.clone());
    shared.last.replace(key.clone());
    let Some(key) = key else { return Ok(None) };
    let group = Value::object(Group { shared: Rc::clone(shared), key: key.clone(), number: shared.group.get() });
    Ok(Some(Value::tuple([key, group])))
});

/// One group: the items up to the next key.
struct Group {
    shared: Rc<Shared>,
    key: Value,
    number: usize,
}

iterator!(Group, GROUPER, |this, vm| {
    let shared = &this.shared;
    if shared.group.get() != this.number {
        return Ok(None);
    }
    let current = shared.current.borrow().clone();
    let Some((key, item)) = current else { return Ok(None) };
    if !vm.equals(&key, &this.key)? {
        return Ok(None);
    }
    shared.read(vm)?;
    Ok(Some(item))
});

/// An iterator that several read, and what each of them has not read yet.
struct Source {
    iterator: Value,
    waiting: RefCell<Vec<VecDeque<Value>>>,
}

struct Tee {
    source: Rc<Source>,
    index: usize,
}

iterator!(Tee, TEE, |this, vm| {
    let waiting = this.source.waiting.borrow_mut()[this.index].pop_front();
    if waiting.is_some() {
        return Ok(waiting);
    }
    let Some(item) = vm.next(&this.source.iterator)? else { return Ok(None) };
    for (index, queue) in this.source.waiting.borrow_mut().iter_mut().enumerate() {
        if index != this.index {
            queue.push_back(item.clone());
        }
    }
    Ok(Some(item))
});
