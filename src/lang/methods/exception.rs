//! `BaseException`.

use std::rc::Rc;

use crate::class::{Class, NativeClass, Property};
use crate::exception::{
    ATTRIBUTE_ERROR, Exception, IMPORT_ERROR, NAME_ERROR, Raise, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, type_error,
};
use crate::name::Name;
use crate::native::NativeFunction;
use crate::value::{Tuple, Value};
use crate::{Result, Vm};

/// Makes an exception of a built-in class.
pub static NEW: NativeFunction =
    NativeFunction::new("BaseException", "(cls, /, *args, **kwargs)", "An exception with arguments.", |vm, args| {
        let Value::Class(class) = &args[0] else {
            return Err(type_error("BaseException.__new__(X): X is not a type object"));
        };
        let keywords: Vec<(Value, Value)> = args.keywords(2).map(|dict| dict.items()).unwrap_or_default();
        // A class of the program may have an `__init__` that takes other arguments.
        if class.native_table().is_some() {
            check_keywords(class, &keywords)?;
            check_unicode(class, args.rest(1))?;
        }
        let precise = match args.rest(1) {
            [Value::Int(number), _, ..] if Rc::ptr_eq(class, &crate::exception::OS_ERROR.class()) => of_number(*number),
            _ => None,
        };
        let class = precise.as_ref().unwrap_or(class);
        let exception = new_exception(vm, class, args.rest(1));
        if class.native_table().is_some() {
            for (name, value) in keywords {
                exception.dict().set_str(name.as_str().unwrap_or_default(), value);
            }
        }
        Ok(Value::Exception(exception))
    });

/// The classes that take keywords, and which.
static KEYWORDS: &[(&NativeClass, &[&str])] =
    &[(&IMPORT_ERROR, &["name", "path"]), (&ATTRIBUTE_ERROR, &["name", "obj"]), (&NAME_ERROR, &["name"])];

fn check_keywords(class: &Class, keywords: &[(Value, Value)]) -> Result<()> {
    if keywords.is_empty() {
        return Ok(());
    }
    let Some((base, known)) = KEYWORDS.iter().find(|(base, _)| class.derives_from(base)) else {
        return Err(type_error(format!("{}() takes no keyword arguments", class.name())));
    };
    match keywords.iter().filter_map(|(name, _)| name.as_str()).find(|name| !known.contains(name)) {
        Some(name) => Err(type_error(format!("'{name}' is an invalid keyword argument for {}()", base.name()))),
        None => Ok(()),
    }
}

/// Checks the arguments of an error of encoding or decoding: the encoding, the object, start and end, the reason.
fn check_unicode(class: &Class, args: &[Value]) -> Result<()> {
    let decodes = class.derives_from(&UNICODE_DECODE_ERROR);
    if !decodes && !class.derives_from(&UNICODE_ENCODE_ERROR) {
        return Ok(());
    }
    let [encoding, object, start, end, reason] = args else {
        return Err(type_error(format!("function takes exactly 5 arguments ({} given)", args.len())));
    };
    let text = |number: usize, value: &Value| match value.as_str() {
        Some(_) => Ok(()),
        None => Err(type_error(format!("argument {number} must be str, not {}", value.type_name()))),
    };
    let integer = |value: &Value| match value.as_int() {
        Some(_) => Ok(()),
        None => Err(type_error(format!("'{}' object cannot be interpreted as an integer", value.type_name()))),
    };
    text(1, encoding)?;
    match object.plain() {
        Value::Bytes(_) if decodes => {}
        _ if decodes => {
            return Err(type_error(format!("a bytes-like object is required, not '{}'", object.type_name())));
        }
        _ => text(2, object)?,
    }
    integer(start)?;
    integer(end)?;
    text(5, reason)
}

/// The class that `OSError(number, …)` makes an instance of.
fn of_number(number: i64) -> Option<Rc<Class>> {
    Some(match number {
        1 | 13 => crate::exception::PERMISSION_ERROR.class(),
        2 => crate::exception::FILE_NOT_FOUND_ERROR.class(),
        17 => crate::exception::FILE_EXISTS_ERROR.class(),
        20 => crate::exception::NOT_A_DIRECTORY_ERROR.class(),
        21 => crate::exception::IS_A_DIRECTORY_ERROR.class(),
        110 => crate::exception::TIMEOUT_ERROR.class(),
        _ => return None,
    })
}

/// An exception of a class with its arguments and the attributes that CPython's classes make of them.
pub(crate) fn new_exception(vm: &mut Vm, class: &Rc<Class>, args: &[Value]) -> Rc<Exception> {
    let exception = Rc::new(Exception::new(Rc::clone(class), args.iter().cloned()));
    set_attributes(vm, &exception, args);
    exception
}

fn set_attributes(_vm: &mut Vm, exception: &Rc<Exception>, args: &[Value]) {
    if let (true, [number, text, rest @ ..]) = (exception.is(&crate::exception::OS_ERROR), args) {
        let dict = exception.dict();
        dict.set_str("errno", number.clone());
        dict.set_str("strerror", text.clone());
        dict.set_str("filename", rest.first().cloned().unwrap_or(Value::None));
        dict.set_str("filename2", rest.get(2).cloned().unwrap_or(Value::None));
        if matches!(rest.len(), 1..=3) {
            *exception.args.borrow_mut() = Rc::new(Tuple::new([number.clone(), text.clone()]));
        }
    }
}

fn exception(value: &Value) -> Result<&Rc<Exception>> {
    match value {
        Value::Exception(exception) => Ok(exception),
        other => Err(type_error(format!("'{}' object is not an exception", other.type_name()))),
    }
}

/// Methods.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("BaseException.__init__", "(self, /, *args, **kwargs)", "Initialize self.", |vm, args| {
        let this = exception(&args[0])?;
        let keywords = args.keywords(2).map(|dict| dict.items()).unwrap_or_default();
        check_keywords(this.class(), &keywords)?;
        check_unicode(this.class(), args.rest(1))?;
        for (name, value) in keywords {
            this.dict().set_str(name.as_str().unwrap_or_default(), value);
        }
        *this.args.borrow_mut() = Rc::new(Tuple::new(args.rest(1).iter().cloned()));
        set_attributes(vm, this, args.rest(1));
        Ok(Value::None)
    }),
    NativeFunction::new("BaseException.__str__", "(self, /)", "Return str(self).", |vm, args| {
        Ok(Value::str(vm.exception_text(exception(&args[0])?)?))
    }),
    NativeFunction::new("BaseException.__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let this = exception(&args[0])?;
        let values = Rc::clone(&this.args.borrow());
        Ok(Value::str(vm.call_repr(&this.class().name(), &values)?))
    }),
    NativeFunction::new(
        "BaseException.with_traceback",
        "(self, object, /)",
        "Set self.__traceback__ and return self.",
        |_vm, args| {
            check_traceback(&args[1])?;
            Ok(args[0].clone())
        },
    ),
    NativeFunction::new("BaseException.add_note", "(self, object, /)", "Add a note to the exception.", |_vm, args| {
        let Some(_) = args[1].as_str() else {
            return Err(type_error(format!("note must be a str, not '{}'", args[1].type_name())));
        };
        let dict = exception(&args[0])?.dict();
        match dict.get_name(Name::NOTES) {
            Some(Value::List(notes)) => notes.push(args[1].clone()),
            _ => dict.set_name(Name::NOTES, Value::list(vec![args[1].clone()])),
        }
        Ok(Value::None)
    }),
];

fn check_traceback(value: &Value) -> Result<()> {
    match value {
        Value::None => Ok(()),
        value if value.downcast::<crate::traceback::Traceback>().is_some() => Ok(()),
        _ => Err(type_error("__traceback__ must be a traceback or None")),
    }
}

fn link(link: &Option<Rc<Exception>>) -> Value {
    link.clone().map_or(Value::None, Value::Exception)
}

fn linked(value: &Value, what: &str) -> Result<Option<Rc<Exception>>> {
    match value {
        Value::None => Ok(None),
        Value::Exception(exception) => Ok(Some(exception.clone())),
        _ => Err(type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}

/// Computed attributes.
pub static PROPERTIES: &[Property] = &[
    Property::new("args", "The arguments.", |_vm, this| Ok(Value::Tuple(Rc::clone(&exception(this)?.args.borrow()))))
        .writable(|vm, this, new| {
            let items = vm.collect(&new)?;
            *exception(this)?.args.borrow_mut() = Rc::new(Tuple::from(items));
            Ok(())
        }),
    Property::new("__cause__", "What it was raised from.", |_vm, this| Ok(link(&exception(this)?.cause.borrow())))
        .writable(|_vm, this, new| {
            let this = exception(this)?;
            *this.cause.borrow_mut() = linked(&new, "cause")?;
            this.suppress_context.set(true);
            Ok(())
        }),
    Property::new("__context__", "What was being handled.", |_vm, this| Ok(link(&exception(this)?.context.borrow())))
        .writable(|_vm, this, new| {
            *exception(this)?.context.borrow_mut() = linked(&new, "context")?;
            Ok(())
        }),
    Property::new("__suppress_context__", "Whether the context is hidden.", |_vm, this| {
        Ok(Value::Bool(exception(this)?.suppress_context.get()))
    })
    .writable(|vm, this, new| {
        let suppress = vm.truth(&new)?;
        exception(this)?.suppress_context.set(suppress);
        Ok(())
    }),
    Property::new("__traceback__", "Where it was raised.", |_vm, this| Ok(crate::traceback::value(exception(this)?)))
        .writable(|_vm, _this, new| check_traceback(&new)),
    Property::new("__dict__", "The exception's own attributes.", |_vm, this| {
        Ok(Value::Dict(exception(this)?.dict().clone()))
    }),
];

/// What `raise value` raises: an exception, or an instance of an exception class.
///
/// # Errors
/// `TypeError` when it is neither.
pub(crate) fn raised(vm: &mut Vm, value: &Value) -> Result<Rc<Exception>> {
    match value {
        Value::Exception(exception) => Ok(exception.clone()),
        Value::Class(class) if class.derives_from(&crate::types::BASE_EXCEPTION) => {
            match vm.call_values(value, &[])? {
                Value::Exception(exception) => Ok(exception),
                other => Err(type_error(format!(
                    "calling {} should have returned an instance of BaseException, not {}",
                    vm.repr(value)?,
                    vm.repr(&Value::Class(other.class()))?
                ))),
            }
        }
        _ => Err(Raise::new(&crate::exception::TYPE_ERROR, "exceptions must derive from BaseException")),
    }
}
