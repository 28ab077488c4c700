//! `list`.

use std::rc::Rc;

use super::receiver::{bounds, list};
use crate::Result;
use crate::cycles;
use crate::exception::{index_error, value_error};
use crate::iterator::reversed;
use crate::native::{Args, NativeFunction};
use crate::sort::{Direction, sorted};
use crate::text::clamp_bounds;
use crate::value::Value;
use crate::vm::Vm;

/// The methods of lists.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "list.__init__",
        "(self, iterable=(), /)",
        "Fills it with the items of an iterable.",
        |vm, args| {
            let items = vm.collect(&args[1])?;
            let old = std::mem::replace(&mut *list(&args)?.borrow_mut(), items);
            drop(old);
            Ok(Value::None)
        },
    ),
    NativeFunction::new("list.__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        reversed(vm, &args[0])
    }),
    NativeFunction::new("list.append", "(self, object, /)", "Appends an object.", |_, args| {
        let list = list(&args)?;
        cycles::into_list(list, &args[1]);
        list.push(args[1].clone());
        Ok(Value::None)
    })
    .shortcut(|arguments| match arguments {
        [Value::List(list), item] => {
            cycles::into_list(list, item);
            list.push(item.clone());
            Some(Value::None)
        }
        _ => None,
    }),
    NativeFunction::new("list.clear", "(self, /)", "Removes all items.", |_, args| {
        let old = std::mem::take(&mut *list(&args)?.borrow_mut());
        drop(old);
        Ok(Value::None)
    }),
    NativeFunction::new("list.copy", "(self, /)", "A shallow copy.", |_, args| Ok(Value::list(list(&args)?.to_vec()))),
    NativeFunction::new("list.count", "(self, value, /)", "How often a value occurs.", |vm, args| {
        count(vm, &list(&args)?.to_vec(), &args[1])
    }),
    NativeFunction::new("list.extend", "(self, iterable, /)", "Appends the items of an iterable.", |vm, args| {
        let items = vm.collect(&args[1])?;
        let list = list(&args)?;
        items.iter().for_each(|item| cycles::into_list(list, item));
        list.borrow_mut().extend(items);
        Ok(Value::None)
    }),
    NativeFunction::new(
        "list.index",
        "(self, value, start=0, stop=9223372036854775807, /)",
        "Where a value first stands.",
        |vm, args| {
            let items = list(&args)?.to_vec();
            match position(vm, &args, &items)? {
                Some(at) => Ok(Value::from(at)),
                None => Err(value_error(format!("{} is not in list", vm.repr(&args[1])?))),
            }
        },
    ),
    NativeFunction::new("list.insert", "(self, index, object, /)", "Inserts an object before an index.", |vm, args| {
        let index = vm.index(&args[1])?;
        let list = list(&args)?;
        cycles::into_list(list, &args[2]);
        let mut items = list.borrow_mut();
        let (at, _) = clamp_bounds(index, 0, items.len());
        let at = at.min(items.len());
        items.insert(at, args[2].clone());
        Ok(Value::None)
    }),
    NativeFunction::new("list.pop", "(self, index=-1, /)", "Removes and returns the item at an index.", |vm, args| {
        let index = vm.index(&args[1])?;
        let mut items = list(&args)?.borrow_mut();
        let length = items.len() as i64;
        if length == 0 {
            return Err(index_error("pop from empty list"));
        }
        let at = if index < 0 { index + length } else { index };
        if !(0..length).contains(&at) {
            return Err(index_error("pop index out of range"));
        }
        Ok(items.remove(at as usize))
    }),
    NativeFunction::new("list.remove", "(self, value, /)", "Removes the first occurrence of a value.", |vm, args| {
        let list = list(&args)?;
        let mut at = 0;
        while let Some(item) = list.get(at) {
            if vm.equals(&item, &args[1])? {
                if at < list.len() {
                    let removed = list.borrow_mut().remove(at);
                    drop(removed);
                }
                return Ok(Value::None);
            }
            at += 1;
        }
        Err(value_error("list.remove(x): x not in list"))
    }),
    NativeFunction::new("list.reverse", "(self, /)", "Turns it around.", |_, args| {
        list(&args)?.borrow_mut().reverse();
        Ok(Value::None)
    }),
    NativeFunction::new("list.sort", "(self, /, *, key=None, reverse=False)", "Sorts it in place; stable.", sort),
];

/// `list(iterable)`.
pub static NEW: NativeFunction =
    NativeFunction::new("list", "(cls, iterable=(), /)", "A list of items.", |vm, args| {
        Ok(Value::list(vm.collect(&args[1])?))
    });

fn sort(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let list = Rc::clone(list(&args)?);
    let direction = if vm.truth(&args[2])? { Direction::Descending } else { Direction::Ascending };
    // The list is empty while it is sorted, so that no comparison sees it half sorted.
    let items = std::mem::take(&mut *list.borrow_mut());
    let unsorted = items.clone();
    let result = sorted(vm, items, &args[1], direction);
    let changed = !list.is_empty();
    let (items, outcome) = match result {
        Ok(items) => (items, Ok(Value::None)),
        Err(raise) => (unsorted, Err(raise)),
    };
    let added = std::mem::replace(&mut *list.borrow_mut(), items);
    drop(added);
    if changed && outcome.is_ok() {
        return Err(value_error("list modified during sort"));
    }
    outcome
}

/// How often a value occurs among items.
pub(super) fn count(vm: &mut Vm, items: &[Value], value: &Value) -> Result<Value> {
    let mut count = 0;
    for item in items {
        count += i64::from(vm.equals(item, value)?);
    }
    Ok(Value::Int(count))
}

/// Where a value first stands among items, within the bounds that follow it in the arguments.
pub(super) fn position(vm: &mut Vm, args: &Args<'_>, items: &[Value]) -> Result<Option<usize>> {
    let (start, end) = bounds(vm, args, 2)?;
    let (start, end) = clamp_bounds(start, end, items.len());
    for (at, item) in items.iter().enumerate().take(end).skip(start) {
        if vm.equals(item, &args[1])? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}
