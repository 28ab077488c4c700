//! `type`.

use std::rc::Rc;

use crate::class::{Class, Property};
use crate::exception::type_error;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::value::Value;
use crate::{Result, Vm};

/// `type(object)` and `type(name, bases, dict)`.
pub static NEW: NativeFunction = NativeFunction::new(
    "type",
    "(cls, object, bases=<absent>, dict=<absent>, /, **kwds)",
    "The type of an object.",
    |vm, args| match (args.get(2), args.get(3)) {
        (None, None) => Ok(Value::Class(args[1].class())),
        (Some(_), Some(_)) => new_class(vm, args),
        _ => Err(type_error("type() takes 1 or 3 arguments")),
    },
);

/// Makes a class of the arguments `cls, name, bases, dict, /, **kwds`.
fn new_class(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Value::Class(metaclass) = &args[0] else { return Err(type_error("type.__new__(X): X is not a type object")) };
    let mut values = args[1..4].to_vec();
    let mut names = Vec::new();
    for (name, value) in args.keywords(4).map(|keywords| keywords.items()).unwrap_or_default() {
        names.push(Name::new(name.as_str().unwrap_or_default()));
        values.push(value);
    }
    vm.new_class(metaclass, Args { values: &values, names: &names })
}

fn class_of(value: &Value) -> Result<&Rc<Class>> {
    match value {
        Value::Class(class) => Ok(class),
        other => {
            Err(type_error(format!("descriptor for 'type' objects doesn't apply to a '{}' object", other.type_name())))
        }
    }
}

/// Methods.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "type.__new__",
        "(cls, name, bases, dict, /, **kwds)",
        "Create and return a new class.",
        new_class,
    )
    .whole(),
    NativeFunction::new("type.mro", "(self, /)", "Return a type's method resolution order.", |_vm, args| {
        Ok(Value::list(class_of(&args[0])?.mro().into_iter().map(Value::Class).collect()))
    })
    .whole(),
    NativeFunction::new("type.__subclasses__", "(self, /)", "Return a list of immediate subclasses.", |_vm, args| {
        Ok(Value::list(class_of(&args[0])?.subclasses().into_iter().map(Value::Class).collect()))
    })
    .whole(),
    NativeFunction::new("type.__call__", "(self, /, *args, **kwargs)", "Call self as a function.", |vm, args| {
        let class = class_of(&args[0])?.clone();
        let mut values = args.rest(1).to_vec();
        let mut names = Vec::new();
        for (key, value) in args.keywords(2).map(|dict| dict.items()).unwrap_or_default() {
            names.push(Name::new(key.as_str().unwrap_or_default()));
            values.push(value);
        }
        vm.instantiate(&class, Args { values: &values, names: &names })
    })
    .whole(),
    NativeFunction::new(
        "type.__instancecheck__",
        "(self, instance, /)",
        "Check if an object is an instance.",
        |_vm, args| Ok(Value::Bool(args[1].class().is_subclass(class_of(&args[0])?))),
    )
    .whole(),
    NativeFunction::new("type.__init__", "(self, /, *args, **kwargs)", "Initialize self.", |_vm, _args| {
        Ok(Value::None)
    })
    .whole(),
];

fn own_name(_vm: &mut Vm, this: &Value) -> Result<Value> {
    Ok(Value::str(&*class_of(this)?.name()))
}

/// Computed attributes.
pub static PROPERTIES: &[Property] = &[
    Property::new("__name__", "The class's name.", own_name).writable(|_vm, this, new| {
        class_of(this)?.set_name(new.as_str().unwrap_or_default());
        Ok(())
    }),
    Property::new("__qualname__", "The class's qualified name.", |_vm, this| {
        Ok(Value::str(&*class_of(this)?.qualname()))
    }),
    Property::new("__module__", "The module that defined the class.", |_vm, this| {
        Ok(class_of(this)?.module().map_or(Value::None, Value::from))
    })
    .writable(|_vm, this, new| {
        class_of(this)?.set(Name::MODULE, new);
        Ok(())
    }),
    Property::new("__bases__", "The classes it derives from.", |_vm, this| {
        Ok(Value::tuple(class_of(this)?.bases().iter().cloned().map(Value::Class)))
    }),
    Property::new("__base__", "The first class it derives from.", |_vm, this| {
        Ok(class_of(this)?.bases().first().cloned().map_or(Value::None, Value::Class))
    }),
    Property::new("__mro__", "The order of attribute lookups.", |_vm, this| {
        Ok(Value::tuple(class_of(this)?.mro().into_iter().map(Value::Class)))
    }),
    Property::new("__dict__", "The class's own attributes.", |_vm, this| {
        Ok(Value::from(class_of(this)?.dict().copy()))
    }),
    Property::new("__doc__", "The class's documentation.", |_vm, this| {
        Ok(class_of(this)?.dict().get_name(Name::DOC).unwrap_or(Value::None))
    })
    .writable(|_vm, this, new| {
        class_of(this)?.set(Name::DOC, new);
        Ok(())
    }),
];
