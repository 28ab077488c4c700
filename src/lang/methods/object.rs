//! `object`: what every value has.

use crate::class::Property;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::NativeFunction;
use crate::operator::Comparison;
use crate::value::Value;

/// `object()`, and `object.__new__(cls)` for the program's classes.
pub static NEW: NativeFunction =
    NativeFunction::new("object", "(cls, /, *args, **kwargs)", "A plain object.", |vm, args| {
        let Value::Class(class) = &args[0] else { return Err(type_error("object.__new__(X): X is not a type object")) };
        if class.native_table().is_none() {
            return vm.new_instance(class, crate::native::Args::positional(args.rest(1)));
        }
        if !args.rest(1).is_empty() || args.keywords(2).is_some_and(|keywords| !keywords.is_empty()) {
            return Err(type_error("object() takes no arguments"));
        }
        Ok(Value::from(std::rc::Rc::new(crate::value::Instance::new(class.clone()))))
    });

/// Methods.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("object.__init__", "(self, /, *args, **kwargs)", "Initialize self.", |_vm, _args| {
        Ok(Value::None)
    })
    .whole(),
    NativeFunction::new(
        "object.__new__",
        "(cls, /, *args, **kwargs)",
        "Create and return a new object.",
        |vm, args| {
            let Value::Class(class) = &args[0] else {
                let name = args[0].type_name();
                return Err(type_error(format!("object.__new__(X): X is not a type object ({name})")));
            };
            vm.new_instance(class, crate::native::Args::positional(args.rest(1)))
        },
    )
    .whole(),
    NativeFunction::new("object.__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        Ok(Value::str(match args[0].plain() {
            Value::Instance(instance) => crate::vm::default_repr(instance.class(), &args[0]),
            plain => vm.repr(&plain.clone())?,
        }))
    })
    .whole(),
    NativeFunction::new("object.__str__", "(self, /)", "Return str(self).", |vm, args| {
        Ok(Value::str(match args[0].plain() {
            Value::Instance(_) => vm.repr(&args[0])?,
            Value::Exception(exception) => vm.exception_text(exception)?,
            plain => vm.str(&plain.clone())?,
        }))
    })
    .whole(),
    NativeFunction::new("object.__format__", "(self, format_spec, /)", "Default object formatter.", |vm, args| {
        let spec = args[1].as_str().unwrap_or_default();
        Ok(Value::str(match args[0].plain() {
            Value::Instance(_) if !spec.is_empty() => {
                let name = args[0].type_name();
                return Err(type_error(format!("unsupported format string passed to {name}.__format__")));
            }
            Value::Instance(_) => vm.str(&args[0])?,
            plain => vm.format(&plain.clone(), spec)?,
        }))
    })
    .whole(),
    NativeFunction::new("object.__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        Ok(Value::Int(match args[0].plain() {
            Value::Instance(_) | Value::Exception(_) => args[0].id() >> 4,
            plain => vm.hash(&plain.clone())?,
        }))
    })
    .whole(),
    NativeFunction::new("object.__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        compare(vm, Comparison::Eq, &args[0], &args[1])
    })
    .whole(),
    NativeFunction::new("object.__ne__", "(self, value, /)", "Return self!=value.", |vm, args| {
        match vm.compare(Comparison::Eq, &args[0], &args[1])? {
            Value::NotImplemented => Ok(Value::NotImplemented),
            equal => Ok(Value::Bool(!vm.truth(&equal)?)),
        }
    })
    .whole(),
    NativeFunction::new("object.__getattribute__", "(self, name, /)", "Return getattr(self, name).", |vm, args| {
        let name = Name::new(args[1].as_str().unwrap_or_default());
        match vm.plain_attribute(&args[0], name)? {
            Some(found) => Ok(found),
            None => Err(vm.missing_attribute(&args[0], name)),
        }
    })
    .whole(),
    NativeFunction::new(
        "object.__setattr__",
        "(self, name, value, /)",
        "Implement setattr(self, name, value).",
        |vm, args| {
            let name = Name::new(args[1].as_str().unwrap_or_default());
            vm.plain_set_attribute(&args[0], name, Some(args[2].clone()))?;
            Ok(Value::None)
        },
    )
    .whole(),
    NativeFunction::new("object.__delattr__", "(self, name, /)", "Implement delattr(self, name).", |vm, args| {
        let name = Name::new(args[1].as_str().unwrap_or_default());
        vm.plain_set_attribute(&args[0], name, None)?;
        Ok(Value::None)
    })
    .whole(),
    NativeFunction::new("object.__dir__", "(self, /)", "Default dir() implementation.", |vm, args| {
        let names = vm.attribute_names(&args[0]);
        Ok(Value::list(names.into_iter().map(Value::from).collect()))
    })
    .whole(),
];

fn compare(vm: &mut crate::Vm, op: Comparison, left: &Value, right: &Value) -> crate::Result<Value> {
    match left.plain() {
        Value::Instance(_) | Value::Exception(_) if left.is(right) => Ok(Value::Bool(true)),
        Value::Instance(_) | Value::Exception(_) => Ok(Value::NotImplemented),
        plain if plain.is_of_other_kind(right.plain()) => Ok(Value::NotImplemented),
        plain => vm.compare(op, &plain.clone(), &right.plain().clone()),
    }
}

/// The initialiser that takes no arguments for classes that define nothing themselves. It is known by its name: an entry of
/// a table may stand at several addresses.
pub const INIT: &str = "object.__init__";

/// Class methods.
pub static CLASS_METHODS: &[NativeFunction] = &[
    NativeFunction::new("object.__init_subclass__", "(cls, /)", "Called when a class is subclassed.", |_vm, _args| {
        Ok(Value::None)
    }),
    NativeFunction::new(
        "object.__subclasshook__",
        "(cls, subclass, /)",
        "What abstract base classes override to say which classes count as derived.",
        |_vm, _args| Ok(Value::NotImplemented),
    ),
];

/// Computed attributes.
pub static PROPERTIES: &[Property] = &[
    Property::new("__class__", "The object's class.", |_vm, this| Ok(Value::Class(this.class()))),
    Property::new("__dict__", "The object's own attributes.", |vm, this| vm.own_dict(this)),
];
