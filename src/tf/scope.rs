//! `tf.name_scope`: what stands before the names of variables made inside.

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::exception::value_error;
use tape_lang::{Class, Exception, NativeClass, NativeFunction, Object, Property, Result, Value, Vm};

/// The scopes that are open, innermost last, each with its full name and without a slash at the end.
#[derive(Default)]
struct Scopes(RefCell<Vec<String>>);

/// `tf.name_scope`.
pub static NAME_SCOPE: NativeClass = NativeClass::new("name_scope_v2")
    .module("tensorflow.python.framework.ops")
    .doc("A context manager for use when defining a Python op.")
    .constructor(&NEW)
    .methods(METHODS)
    .properties(PROPERTIES);

static NEW: NativeFunction =
    NativeFunction::new("name_scope_v2.__init__", "(cls, name)", "A scope that is not open.", |_, args| {
        match args[1].as_str() {
            Some(name) => Ok(Value::object(NameScope { name: name.to_owned() })),
            None => Err(value_error("name for name_scope must be a string.")),
        }
    })
    .python();

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("name_scope_v2.__enter__", "(self)", "Opens the scope.", |vm, args| {
        Ok(Value::str(open(vm, own(&args[0])?)))
    })
    .python(),
    NativeFunction::new(
        "name_scope_v2.__exit__",
        "(self, type_arg, value_arg, traceback_arg)",
        "Closes the scope.",
        |vm, _| {
            close(vm);
            Ok(Value::None)
        },
    )
    .python(),
];

static PROPERTIES: &[Property] =
    &[Property::new("name", "The name as it was given.", |_, this| Ok(Value::str(own(this)?)))];

struct NameScope {
    name: String,
}

fn own(this: &Value) -> Result<&str> {
    let scope = this.downcast::<NameScope>().map(|scope| scope.name.as_str());
    scope.ok_or_else(|| value_error("a name_scope is needed here"))
}

/// Opens a scope inside the open one, or beside all if its name ends with a slash; gives its full name.
fn open(vm: &mut Vm, name: &str) -> String {
    let state = vm.state::<Scopes>();
    let mut open = state.0.borrow_mut();
    let full = match (name.strip_suffix('/'), open.last()) {
        (Some(absolute), _) => absolute.to_owned(),
        (None, Some(outer)) if !outer.is_empty() && !name.is_empty() => format!("{outer}/{name}"),
        (None, _) => name.to_owned(),
    };
    let shown = if full.is_empty() { String::new() } else { format!("{full}/") };
    open.push(full);
    shown
}

fn close(vm: &mut Vm) {
    vm.state::<Scopes>().0.borrow_mut().pop();
}

/// A name with the open scopes before it.
#[must_use]
pub fn scoped(vm: &mut Vm, name: &str) -> String {
    match vm.state::<Scopes>().0.borrow().last() {
        Some(scope) if !scope.is_empty() => format!("{scope}/{name}"),
        _ => name.to_owned(),
    }
}

impl Object for NameScope {
    fn class(&self) -> Rc<Class> {
        NAME_SCOPE.class()
    }

    fn enter(&self, vm: &mut Vm, _this: &Value) -> Result<Value> {
        Ok(Value::str(open(vm, &self.name)))
    }

    fn exit(&self, vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        close(vm);
        Ok(false)
    }
}
