//! `dict`.

use std::rc::Rc;

use super::dict_view::{DictView, Shows};
use super::receiver::dict;
use crate::Result;
use crate::cycles;
use crate::exception::{TYPE_ERROR, key_error, type_error, value_error};
use crate::iterator::reversed;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::value::{Dict, Value};
use crate::vm::Vm;

/// The methods of dicts.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("dict.__init__", "(self, iterable=<absent>, /, **kwargs)", "Fills it.", |vm, args| {
        let dict = dict(&args)?;
        cycles::watch_dict(dict);
        fill(vm, dict, args.get(1), args.keywords(2))
    }),
    NativeFunction::new("dict.__reversed__", "(self, /)", "An iterator over the keys from the end.", |vm, args| {
        reversed(vm, &args[0])
    }),
    NativeFunction::new("dict.clear", "(self, /)", "Removes all entries.", |_, args| {
        dict(&args)?.clear();
        Ok(Value::None)
    }),
    NativeFunction::new("dict.copy", "(self, /)", "A shallow copy.", |_, args| Ok(Value::from(dict(&args)?.copy()))),
    NativeFunction::new("dict.get", "(self, key, default=None, /)", "The value of a key, or a default.", |vm, args| {
        dict(&args)?.get_or(vm, &args[1], &args[2])
    })
    .shortcut(|arguments| match arguments {
        [Value::Dict(dict), Value::Str(key), ..] if arguments.len() <= 3 => dict.get_text(key),
        _ => None,
    }),
    NativeFunction::new("dict.items", "(self, /)", "A view of its pairs.", |_, args| view(&args, Shows::Items)),
    NativeFunction::new("dict.keys", "(self, /)", "A view of its keys.", |_, args| view(&args, Shows::Keys)),
    NativeFunction::new(
        "dict.pop",
        "(self, key, default=<absent>, /)",
        "Removes a key and returns its value.",
        |vm, args| match (dict(&args)?.remove(vm, &args[1])?, args.get(2)) {
            (Some(value), _) => Ok(value),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(key_error(args[1].clone())),
        },
    ),
    NativeFunction::new("dict.popitem", "(self, /)", "Removes and returns the last pair.", |_, args| {
        let empty = || key_error(Value::str("popitem(): dictionary is empty"));
        dict(&args)?.pop_last().map(|(key, value)| Value::tuple([key, value])).ok_or_else(empty)
    }),
    NativeFunction::new(
        "dict.setdefault",
        "(self, key, default=None, /)",
        "The value of a key, set if it is missing.",
        |vm, args| {
            let dict = dict(&args)?;
            if let Some(value) = dict.get(vm, &args[1])? {
                return Ok(value);
            }
            cycles::into_dict(dict, &args[2]);
            dict.insert(vm, args[1].clone(), args[2].clone())?;
            Ok(args[2].clone())
        },
    ),
    NativeFunction::new("dict.update", "(self, other=<absent>, /, **kwargs)", "Takes over other pairs.", |vm, args| {
        fill(vm, dict(&args)?, args.get(1), args.keywords(2))
    }),
    NativeFunction::new("dict.values", "(self, /)", "A view of its values.", |_, args| view(&args, Shows::Values)),
];

/// `dict.fromkeys`.
pub static CLASS_METHODS: &[NativeFunction] = &[NativeFunction::new(
    "dict.fromkeys",
    "(cls, iterable, value=None, /)",
    "A dict with keys of one value.",
    |vm, args| {
        let made = vm.call_values(&args[0], &[])?;
        for key in vm.collect(&args[1])? {
            vm.set_item(&made, &key, args[2].clone())?;
        }
        Ok(made)
    },
)];

/// `dict(mapping or pairs, **kwargs)`.
pub static NEW: NativeFunction =
    NativeFunction::new("dict", "(cls, iterable=<absent>, /, **kwargs)", "A dict of pairs.", |vm, args| {
        let made = Rc::new(Dict::new());
        fill(vm, &made, args.get(1), args.keywords(2))?;
        Ok(Value::Dict(made))
    });

fn view(args: &Args<'_>, shows: Shows) -> Result<Value> {
    Ok(Value::object(DictView { dict: Rc::clone(dict(args)?), shows, is_ordered: false }))
}

fn fill(vm: &mut Vm, dict: &Dict, other: Option<&Value>, keywords: Option<&Rc<Dict>>) -> Result<Value> {
    if let Some(other) = other {
        update(vm, dict, other)?;
    }
    for (key, value) in keywords.into_iter().flat_map(|keywords| keywords.items()) {
        dict.insert(vm, key, value)?;
    }
    Ok(Value::None)
}

/// Takes over the pairs of a mapping or of an iterable of pairs.
///
/// # Errors
/// `TypeError` and `ValueError` for what has no pairs.
pub(crate) fn update(vm: &mut Vm, dict: &Dict, other: &Value) -> Result<()> {
    if let Value::Dict(other) = other.plain() {
        for (key, value) in other.items() {
            dict.insert(vm, key, value)?;
        }
        return Ok(());
    }
    if let Some(keys) = vm.find_attribute(other, Name::KEYS)? {
        let keys = vm.call_values(&keys, &[])?;
        return vm.for_each(&keys, |vm, key| {
            let value = vm.item(other, &key)?;
            dict.insert(vm, key, value).map(drop)
        });
    }
    for (index, pair) in vm.collect(other)?.into_iter().enumerate() {
        let parts = vm.collect(&pair).map_err(|raise| match raise.is(&TYPE_ERROR) {
            true => type_error(format!("cannot convert dictionary update sequence element #{index} to a sequence")),
            false => raise,
        })?;
        let [key, value] = <[Value; 2]>::try_from(parts).map_err(|parts| {
            let length = parts.len();
            value_error(format!("dictionary update sequence element #{index} has length {length}; 2 is required"))
        })?;
        dict.insert(vm, key, value)?;
    }
    Ok(())
}
