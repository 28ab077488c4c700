//! Attributes: Python's descriptor protocol over instances, classes, modules and objects.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::class::Class;
use crate::cycles;
use crate::exception::{ATTRIBUTE_ERROR, Raise, attribute_error, type_error};
use crate::name::Name;
use crate::types::{ClassMethod, StaticMethod};
use crate::value::{Method, Module, Value};

impl Vm {
    /// `value.name`.
    ///
    /// # Errors
    /// `AttributeError`, and what properties and `__getattr__` raise.
    pub fn get_attribute(&mut self, value: &Value, name: Name) -> Result<Value> {
        match self.lookup_attribute(value, name)? {
            Some(found) => Ok(found),
            None => Err(missing_attribute(value, name)),
        }
    }

    /// `value.name`, or nothing if it has no such attribute: `getattr` with a default, `hasattr`.
    ///
    /// # Errors
    /// What properties and `__getattr__` raise, save `AttributeError`.
    pub fn find_attribute(&mut self, value: &Value, name: Name) -> Result<Option<Value>> {
        match self.lookup_attribute(value, name) {
            Err(raise) if raise.is(&ATTRIBUTE_ERROR) => Ok(None),
            other => other,
        }
    }

    fn lookup_attribute(&mut self, value: &Value, name: Name) -> Result<Option<Value>> {
        if let Value::Class(class) = value {
            return self.class_attribute(class, name);
        }
        if let Value::Instance(_) | Value::Exception(_) = value {
            return self.instance_attribute(value, name);
        }
        match (self.plain_attribute(value, name)?, value) {
            (None, Value::Module(module)) => self.late_attribute(module, name),
            (found, _) => Ok(found),
        }
    }

    /// An attribute that a module makes when somebody asks: by its function `__getattr__` (PEP 562).
    fn late_attribute(&mut self, module: &Module, name: Name) -> Result<Option<Value>> {
        match module.dict.get_name(Name::GETATTR) {
            Some(function) => self.call_values(&function, &[name.value()]).map(Some),
            None => Ok(None),
        }
    }

    /// An attribute of an instance of a class of the program, `__getattribute__` and `__getattr__` included.
    fn instance_attribute(&mut self, value: &Value, name: Name) -> Result<Option<Value>> {
        let class = value.class();
        let found = match class.lookup_defined(Name::GETATTRIBUTE) {
            Some(function) => match self.call_unbound(&function, value, &[name.value()]) {
                Err(raise) if raise.is(&ATTRIBUTE_ERROR) && class.lookup_defined(Name::GETATTR).is_some() => None,
                result => return result.map(Some),
            },
            None => match self.plain_attribute(value, name) {
                Err(raise) if raise.is(&ATTRIBUTE_ERROR) && class.lookup_defined(Name::GETATTR).is_some() => None,
                result => result?,
            },
        };
        if found.is_some() {
            return Ok(found);
        }
        match class.lookup_defined(Name::GETATTR) {
            Some(function) => self.call_unbound(&function, value, &[name.value()]).map(Some),
            None => Ok(None),
        }
    }

    /// What `object.__getattribute__` finds: data descriptors, the instance's own, then the class's.
    pub(crate) fn plain_attribute(&mut self, value: &Value, name: Name) -> Result<Option<Value>> {
        let class = value.class();
        let in_class = class.lookup(name);
        if let Some(found) = &in_class
            && is_data_descriptor(found)
        {
            return self.bind(found, Some(value), &class).map(Some);
        }
        if let Some(own) = self.own_attribute(value, name)? {
            return Ok(Some(own));
        }
        match in_class {
            Some(found) => self.bind(&found, Some(value), &class).map(Some),
            None => Ok(None),
        }
    }

    /// What the instance itself has, apart from its class.
    fn own_attribute(&mut self, value: &Value, name: Name) -> Result<Option<Value>> {
        match value {
            Value::Instance(instance) => {
                if let Some(own) = instance.dict().get_name(name) {
                    return Ok(Some(own));
                }
                match instance.payload() {
                    Value::Object(object) => object.clone().object().get_attribute(self, value, name),
                    _ => Ok(None),
                }
            }
            Value::Object(object) => object.object().get_attribute(self, value, name),
            Value::Exception(exception) => Ok(exception.own_attribute(name)),
            Value::Function(function) => Ok(function.dict.get().and_then(|dict| dict.get_name(name))),
            Value::Method(method) => {
                let function = method.function.clone();
                match name {
                    Name::SELF | Name::FUNC => Ok(None),
                    _ => self.lookup_attribute(&function, name),
                }
            }
            Value::Module(module) => {
                if let Some(found) = module.dict.get_name(name) {
                    return Ok(Some(found));
                }
                let found = match &module.lazy {
                    Some(lazy) => Rc::clone(lazy).get(self, name)?,
                    None => None,
                };
                if let Some(found) = &found {
                    module.dict.set_name(name, found.clone());
                    return Ok(Some(found.clone()));
                }
                Ok(self.modules.get_str(&format!("{}.{name}", module.name)))
            }
            _ => Ok(None),
        }
    }

    /// `Class.name`.
    fn class_attribute(&mut self, class: &Rc<Class>, name: Name) -> Result<Option<Value>> {
        let metaclass = class.metaclass();
        let value = Value::Class(Rc::clone(class));
        let in_metaclass = metaclass.lookup(name);
        if let Some(found) = &in_metaclass
            && is_data_descriptor(found)
        {
            return self.bind(found, Some(&value), &metaclass).map(Some);
        }
        if let Some(found) = class.lookup(name) {
            return self.bind(&found, None, class).map(Some);
        }
        match in_metaclass {
            Some(found) => self.bind(&found, Some(&value), &metaclass).map(Some),
            None => match metaclass.lookup_defined(Name::GETATTR) {
                Some(function) => self.call_unbound(&function, &value, &[name.value()]).map(Some),
                None => Ok(None),
            },
        }
    }

    /// What an attribute found in a class gives when it is reached through an instance, or through the class itself.
    ///
    /// # Errors
    /// What `__get__` raises.
    pub fn bind(&mut self, found: &Value, instance: Option<&Value>, owner: &Rc<Class>) -> Result<Value> {
        match found {
            Value::Function(_) => Ok(instance.map_or_else(|| found.clone(), |instance| bound(found, instance))),
            Value::Native(native) => match instance {
                Some(instance) if native.is_method() => Ok(bound(found, instance)),
                _ => Ok(found.clone()),
            },
            Value::Object(object) => {
                if let Some(static_method) = object.downcast::<StaticMethod>() {
                    return Ok(static_method.function.clone());
                }
                if let Some(class_method) = object.downcast::<ClassMethod>() {
                    return Ok(bound(&class_method.function, &Value::Class(Rc::clone(owner))));
                }
                match object.object().descriptor_get(self, found, instance, owner) {
                    Some(result) => result,
                    None => Ok(found.clone()),
                }
            }
            Value::Instance(descriptor) => match descriptor.class().lookup_defined(Name::GET) {
                Some(get) => {
                    let instance = instance.cloned().unwrap_or(Value::None);
                    self.call_unbound(&get, found, &[instance, Value::Class(Rc::clone(owner))])
                }
                None => Ok(found.clone()),
            },
            _ => Ok(found.clone()),
        }
    }

    /// `value.name = new`.
    ///
    /// # Errors
    /// `AttributeError` when the attribute cannot be set, and what properties and `__setattr__` raise.
    pub fn set_attribute(&mut self, value: &Value, name: Name, new: Value) -> Result<()> {
        if let Value::Instance(_) | Value::Exception(_) | Value::Class(_) = value
            && let Some(function) = value.class().lookup_defined(Name::SETATTR)
        {
            self.call_unbound(&function, value, &[name.value(), new])?;
            return Ok(());
        }
        self.plain_set_attribute(value, name, Some(new))
    }

    /// `del value.name`.
    ///
    /// # Errors
    /// `AttributeError` when there is no such attribute, and what properties and `__delattr__` raise.
    pub fn del_attribute(&mut self, value: &Value, name: Name) -> Result<()> {
        if let Value::Instance(_) | Value::Exception(_) | Value::Class(_) = value
            && let Some(function) = value.class().lookup_defined(Name::DELATTR)
        {
            self.call_unbound(&function, value, &[name.value()])?;
            return Ok(());
        }
        self.plain_set_attribute(value, name, None)
    }

    /// What `object.__setattr__` and `object.__delattr__` do.
    pub(crate) fn plain_set_attribute(&mut self, value: &Value, name: Name, new: Option<Value>) -> Result<()> {
        if let Value::Class(class) = value {
            return set_class_attribute(class, name, new);
        }
        let class = value.class();
        if let Some(found) = class.lookup(name) {
            if let Value::Object(object) = &found
                && let Some(result) = object.object().descriptor_set(self, value, new.clone())
            {
                return result;
            }
            if let Value::Instance(descriptor) = &found {
                let method = if new.is_some() { Name::SET } else { Name::DELETE };
                if let Some(function) = descriptor.class().lookup_defined(method) {
                    let args: Vec<Value> = std::iter::once(value.clone()).chain(new).collect();
                    self.call_unbound(&function, &found, &args)?;
                    return Ok(());
                }
            }
        }
        let dict = match value {
            Value::Instance(instance) => instance.dict(),
            Value::Exception(exception) => exception.dict(),
            Value::Function(function) => function.dict(),
            Value::Module(module) => &module.dict,
            Value::Object(object) => {
                return match new {
                    Some(new) => object.object().set_attribute(self, name, new),
                    None => object.object().del_attribute(self, name),
                };
            }
            _ => {
                return Err(match class.lookup(name) {
                    Some(_) => attribute_error(format!("'{}' object attribute '{name}' is read-only", class.name())),
                    None => missing_attribute(value, name),
                });
            }
        };
        match new {
            Some(new) => {
                if let (Value::Instance(instance), true) = (value, class.has_slots())
                    && !class.allows_attribute(name)
                {
                    return Err(missing_attribute(&Value::Instance(Rc::clone(instance)), name));
                }
                cycles::into_dict(dict, &new);
                dict.set_name(name, new);
                Ok(())
            }
            None => match dict.remove_name(name) {
                Some(_) => Ok(()),
                None => Err(missing_attribute(value, name)),
            },
        }
    }
}

impl Vm {
    /// The `AttributeError` for an attribute that is not there.
    #[must_use]
    pub fn missing_attribute(&self, value: &Value, name: Name) -> Raise {
        missing_attribute(value, name)
    }
}

fn bound(function: &Value, receiver: &Value) -> Value {
    Value::Method(Rc::new(Method { receiver: receiver.clone(), function: function.clone() }))
}

/// Whether a value found in a class wins over the instance's own attribute.
fn is_data_descriptor(found: &Value) -> bool {
    match found {
        Value::Object(object) => object.object().is_data_descriptor(),
        Value::Instance(instance) => {
            let class = instance.class();
            class.lookup_defined(Name::GET).is_some()
                && (class.lookup_defined(Name::SET).is_some() || class.lookup_defined(Name::DELETE).is_some())
        }
        _ => false,
    }
}

fn set_class_attribute(class: &Rc<Class>, name: Name, new: Option<Value>) -> Result<()> {
    if class.native_table().is_some() {
        let class = class.qualified_name();
        return Err(type_error(format!("cannot set '{name}' attribute of immutable type '{class}'")));
    }
    match (name, new) {
        (Name::NAME, Some(new)) => class.set_name(new.as_str().unwrap_or_default()),
        (Name::QUALNAME, Some(new)) => class.set_qualname(new.as_str().unwrap_or_default()),
        (_, Some(new)) => class.set(name, new),
        (_, None) => {
            if !class.remove(name) {
                return Err(missing_attribute(&Value::Class(Rc::clone(class)), name));
            }
        }
    }
    Ok(())
}

/// CPython's sentence for an attribute that is not there.
fn missing_attribute(value: &Value, name: Name) -> Raise {
    let raise = attribute_error(match value {
        Value::Class(class) => format!("type object '{}' has no attribute '{name}'", class.name()),
        Value::Module(module) => format!("module '{}' has no attribute '{name}'", module.name),
        other => format!("'{}' object has no attribute '{name}'", other.type_name()),
    });
    raise.exception().dict().set_str("name", name.value());
    raise.exception().dict().set_str("obj", value.clone());
    raise
}
