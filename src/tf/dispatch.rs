//! TensorFlow's dispatcher: it stands before most public functions and words wrong calls its own way.

use std::rc::Rc;

use tape_lang::exception::type_error;
use tape_lang::native::ParamKind;
use tape_lang::{Args, Class, Name, NativeClass, NativeFunction, Object, Raise, Result, Value, Vm};

static FUNCTION: NativeClass = NativeClass::new("function");

/// A function behind the dispatcher.
struct Dispatched(&'static NativeFunction);

/// A function as the dispatcher shows it.
#[must_use]
pub fn value(function: &'static NativeFunction) -> Value {
    Value::object(Dispatched(function))
}

impl Object for Dispatched {
    fn class(&self) -> Rc<Class> {
        FUNCTION.class()
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        vm.find_attribute(&Value::Native(self.0), name)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        check(self.0, args)?;
        crate::sites::mark(vm);
        self.0.call(vm, args)
    }

    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        Ok(format!("<function {} at {:#x}>", self.0.name(), this.id()))
    }
}

/// The native function behind a dispatched one.
#[must_use]
pub fn native_of(value: &Value) -> Option<&'static NativeFunction> {
    value.downcast::<Dispatched>().map(|dispatched| dispatched.0)
}

/// Refuses a call that does not fit the signature.
fn check(function: &NativeFunction, args: Args<'_>) -> Result<()> {
    let params = function.signature().params();
    let by_position = |kind| matches!(kind, ParamKind::Positional | ParamKind::PositionalOnly);
    let most = params.iter().filter(|param| by_position(param.kind)).count();
    let given = args.by_position().len();
    if given > most && !params.iter().any(|param| param.kind == ParamKind::Rest) {
        return Err(too_many(most, given));
    }
    let open = params.iter().any(|param| param.kind == ParamKind::KeywordRest);
    for (name, _) in args.by_name() {
        match params.iter().position(|param| param.name == name.as_str()) {
            Some(index) if index < given && by_position(params[index].kind) => return Err(given_twice(name.as_str())),
            None if !open => return Err(unknown(name.as_str())),
            _ => {}
        }
    }
    let named = |name: &str| args.names.iter().any(|given| given.as_str() == name);
    let lacking = params.iter().enumerate().any(|(index, param)| {
        let needed = param.default.is_none() && !matches!(param.kind, ParamKind::Rest | ParamKind::KeywordRest);
        needed && index >= given && !named(param.name)
    });
    if lacking { Err(absent()) } else { Ok(()) }
}

/// More arguments by position than there are parameters.
pub fn too_many(most: usize, given: usize) -> Raise {
    type_error(format!("Too many arguments were given. Expected {most} but got {given}."))
}

/// A parameter given by position and by name.
pub fn given_twice(param: &str) -> Raise {
    type_error(format!("Got multiple values for argument '{param}'"))
}

/// A name that no parameter has.
pub fn unknown(keyword: &str) -> Raise {
    type_error(format!("Got an unexpected keyword argument '{keyword}'"))
}

/// A parameter without a default that was left out.
pub fn absent() -> Raise {
    type_error("Missing required positional argument")
}
