//! Calls.

use std::rc::Rc;

use smallvec::SmallVec;

use super::Vm;
use crate::Result;
use crate::class::Class;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::value::Value;

impl Vm {
    /// `callee(…)`.
    ///
    /// # Errors
    /// `TypeError` when it cannot be called or the arguments do not fit; what it raises.
    pub fn call(&mut self, callee: &Value, args: Args<'_>) -> Result<Value> {
        match callee {
            Value::Function(function) => self.call_function(function, args),
            Value::Native(native) => {
                check_receiver(native, args)?;
                self.deeper("", |vm| native.call(vm, args))
            }
            Value::Method(method) => {
                let mut values: SmallVec<[Value; 8]> = SmallVec::with_capacity(args.values.len() + 1);
                values.push(method.receiver.clone());
                values.extend(args.values.iter().cloned());
                let args = Args { values: &values, names: args.names };
                match &method.function {
                    Value::Native(native) => self.deeper("", |vm| native.call(vm, args)),
                    function => self.call(function, args),
                }
            }
            Value::Class(class) => self.deeper("", |vm| vm.call_class(class, args)),
            Value::Object(object) => self.deeper("", |vm| object.object().call(vm, callee, args)),
            Value::Instance(instance) => {
                if let Some(function) = instance.class().lookup_defined(Name::CALL) {
                    let bound = self.bind(&function, Some(callee), instance.class())?;
                    return self.call(&bound, args);
                }
                match instance.payload() {
                    Value::Object(object) => {
                        let object = object.clone();
                        self.deeper("", |vm| object.object().call(vm, callee, args))
                    }
                    _ => Err(not_callable(callee)),
                }
            }
            _ => Err(not_callable(callee)),
        }
    }

    /// Calls with arguments by position.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_values(&mut self, callee: &Value, args: &[Value]) -> Result<Value> {
        self.call(callee, Args::positional(args))
    }

    /// `value.name(…)`.
    ///
    /// # Errors
    /// `AttributeError`, and as [`Vm::call`].
    pub fn call_method(&mut self, value: &Value, name: Name, args: &[Value]) -> Result<Value> {
        let method = self.get_attribute(value, name)?;
        self.call(&method, Args::positional(args))
    }

    /// Whether a value can be called: `callable()`.
    #[must_use]
    pub fn is_callable(&self, value: &Value) -> bool {
        match value {
            Value::Object(object) => object.object().is_callable(),
            Value::Instance(instance) => {
                instance.class().lookup_defined(Name::CALL).is_some()
                    || matches!(instance.payload(), Value::Object(object) if object.object().is_callable())
            }
            other => other.is_function(),
        }
    }

    /// `Class(…)`: the metaclass's `__call__` if the program gave one, else `__new__` and `__init__`.
    fn call_class(&mut self, class: &Rc<Class>, args: Args<'_>) -> Result<Value> {
        if class.has_metaclass()
            && let Some(call) = class.metaclass().lookup_defined(Name::CALL)
        {
            let this = Value::Class(Rc::clone(class));
            let bound = self.bind(&call, Some(&this), &class.metaclass())?;
            return self.call(&bound, args);
        }
        self.instantiate(class, args)
    }

    /// What `type.__call__` does.
    pub(crate) fn instantiate(&mut self, class: &Rc<Class>, args: Args<'_>) -> Result<Value> {
        // Only a class of the program can have a `__new__` of the program's.
        let own_new = if class.native_table().is_some() { None } else { class.lookup_defined(Name::NEW) };
        let instance = match &own_new {
            Some(new) => {
                let new = self.bind(new, None, class)?;
                let mut values: SmallVec<[Value; 8]> = SmallVec::with_capacity(args.values.len() + 1);
                values.push(Value::Class(Rc::clone(class)));
                values.extend(args.values.iter().cloned());
                let instance = self.call(&new, Args { values: &values, names: args.names })?;
                if !instance.class().is_subclass(class) {
                    return Ok(instance);
                }
                instance
            }
            None if class.native_table().is_some() => {
                return class.construct(self, args).unwrap_or_else(|| {
                    Err(type_error(format!("cannot create '{}' instances", class.qualified_name())))
                });
            }
            None => {
                let made = self.new_instance(class, args)?;
                // A metaclass makes classes, whose own class is what the metaclass says.
                if !matches!(made, Value::Class(_)) && !made.class().is_subclass(class) {
                    return Ok(made);
                }
                made
            }
        };
        self.initialise(class, &instance, args, own_new.is_some())?;
        Ok(instance)
    }

    fn initialise(&mut self, class: &Rc<Class>, instance: &Value, args: Args<'_>, own_new: bool) -> Result<()> {
        match class.lookup(Name::INIT) {
            Some(Value::Native(native)) if native.qualname() == "object.__init__" => {
                if !args.values.is_empty()
                    && !own_new
                    && instance.plain().is(instance)
                    && !matches!(instance, Value::Exception(_))
                {
                    return Err(type_error(format!("{}() takes no arguments", class.name())));
                }
                Ok(())
            }
            Some(init) => {
                let bound = self.bind(&init, Some(instance), class)?;
                let result = self.call(&bound, args)?;
                if result.is_none() {
                    return Ok(());
                }
                Err(type_error(format!("__init__() should return None, not '{}'", result.type_name())))
            }
            None => Ok(()),
        }
    }
}

/// Refuses `str.upper(5)`: a method that was taken from its class must get one of its instances.
pub(super) fn check_receiver(native: &NativeFunction, args: Args<'_>) -> Result<()> {
    if !native.is_method() {
        return Ok(());
    }
    let (Some((owner, name)), Some(receiver)) = (native.qualname().rsplit_once('.'), args.values.first()) else {
        return Ok(());
    };
    if owner == "object" {
        return Ok(());
    }
    let class = receiver.class();
    let owns = |class: &Class| class.native_table().is_some_and(|table| table.name() == owner);
    if owns(&class) || class.ancestors().iter().any(|class| owns(class)) {
        return Ok(());
    }
    let given = class.name();
    Err(type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")))
}

pub(crate) fn not_callable(value: &Value) -> crate::Raise {
    type_error(format!("'{}' object is not callable", value.type_name()))
}
