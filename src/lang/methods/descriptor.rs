//! `property`, `classmethod`, `staticmethod` and `super`.

use std::cell::Cell;
use std::rc::Rc;

use crate::class::{Class, Property};
use crate::exception::{attribute_error, runtime_error, type_error};
use crate::name::Name;
use crate::native::NativeFunction;
use crate::object::Object;
use crate::types::{self, ClassMethod, PropertyObject, StaticMethod, Super};
use crate::value::Value;
use crate::{Result, Vm};

/// `property(fget, fset, fdel, doc)`.
pub static NEW_PROPERTY: NativeFunction = NativeFunction::new(
    "property",
    "(cls, fget=None, fset=None, fdel=None, doc=None)",
    "A computed attribute.",
    |vm, args| {
        let doc = match (&args[4], &args[1]) {
            (Value::None, getter @ Value::Function(_)) => vm.get_attribute(getter, Name::DOC)?,
            (doc, _) => doc.clone(),
        };
        let (getter, setter, deleter) = (args[1].clone(), args[2].clone(), args[3].clone());
        Ok(Value::object(PropertyObject { name: Cell::default(), getter, setter, deleter, doc }))
    },
);

fn property(value: &Value) -> Result<&PropertyObject> {
    value.downcast().ok_or_else(|| type_error(format!("'{}' object is not a property", value.type_name())))
}

/// Methods of properties.
pub static PROPERTY_METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "property.getter",
        "(self, fget, /)",
        "Descriptor to obtain a copy with a different getter.",
        |_vm, args| {
            let this = property(&args[0])?;
            let (setter, deleter, doc) = (this.setter.clone(), this.deleter.clone(), this.doc.clone());
            Ok(Value::object(PropertyObject { name: this.name.clone(), getter: args[1].clone(), setter, deleter, doc }))
        },
    ),
    NativeFunction::new(
        "property.setter",
        "(self, fset, /)",
        "Descriptor to obtain a copy with a different setter.",
        |_vm, args| {
            let this = property(&args[0])?;
            let (getter, deleter, doc) = (this.getter.clone(), this.deleter.clone(), this.doc.clone());
            Ok(Value::object(PropertyObject { name: this.name.clone(), getter, setter: args[1].clone(), deleter, doc }))
        },
    ),
    NativeFunction::new(
        "property.deleter",
        "(self, fdel, /)",
        "Descriptor to obtain a copy with a different deleter.",
        |_vm, args| {
            let this = property(&args[0])?;
            let (getter, setter, doc) = (this.getter.clone(), this.setter.clone(), this.doc.clone());
            Ok(Value::object(PropertyObject { name: this.name.clone(), getter, setter, deleter: args[1].clone(), doc }))
        },
    ),
];

/// Attributes of properties.
pub static PROPERTY_PROPERTIES: &[Property] = &[
    Property::new("fget", "What reads it.", |_vm, this| Ok(property(this)?.getter.clone())),
    Property::new("fset", "What assigns to it.", |_vm, this| Ok(property(this)?.setter.clone())),
    Property::new("fdel", "What deletes it.", |_vm, this| Ok(property(this)?.deleter.clone())),
    Property::new("__doc__", "Its documentation.", |_vm, this| Ok(property(this)?.doc.clone())),
];

impl PropertyObject {
    fn name(&self, vm: &mut Vm) -> String {
        if let Some(name) = self.name.get() {
            return name.to_string();
        }
        for function in [&self.getter, &self.setter] {
            if let Ok(Some(name)) = vm.find_attribute(function, Name::NAME) {
                return name.as_str().unwrap_or_default().to_owned();
            }
        }
        String::new()
    }

    fn lacks(&self, vm: &mut Vm, instance: &Value, what: &str) -> crate::Raise {
        let (name, class) = (self.name(vm), instance.type_name());
        attribute_error(format!("property '{name}' of '{class}' object has no {what}"))
    }
}

impl Object for PropertyObject {
    fn class(&self) -> Rc<Class> {
        types::PROPERTY.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        [&self.getter, &self.setter, &self.deleter].into_iter().for_each(|value| visit(value.clone()));
    }

    fn descriptor_get(
        &self,
        vm: &mut Vm,
        _this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        let instance = instance?;
        Some(match &self.getter {
            Value::None => Err(self.lacks(vm, instance, "getter")),
            getter => vm.call_values(getter, std::slice::from_ref(instance)),
        })
    }

    fn descriptor_set(&self, vm: &mut Vm, instance: &Value, value: Option<Value>) -> Option<Result<()>> {
        Some(match (value, &self.setter, &self.deleter) {
            (Some(_), Value::None, _) => Err(self.lacks(vm, instance, "setter")),
            (None, _, Value::None) => Err(self.lacks(vm, instance, "deleter")),
            (Some(value), setter, _) => vm.call_values(setter, &[instance.clone(), value]).map(drop),
            (None, _, deleter) => vm.call_values(deleter, std::slice::from_ref(instance)).map(drop),
        })
    }

    fn set_name(&self, _vm: &mut Vm, _owner: &Rc<Class>, name: Name) -> Result<()> {
        self.name.set(Some(name));
        Ok(())
    }

    fn is_data_descriptor(&self) -> bool {
        true
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        if name == Name::ISABSTRACTMETHOD {
            return vm.find_attribute(&self.getter, name);
        }
        Ok(None)
    }
}

/// `classmethod(function)`.
pub static NEW_CLASS_METHOD: NativeFunction =
    NativeFunction::new("classmethod", "(cls, function, /)", "A class method.", |_vm, args| {
        Ok(types::class_method(args[1].clone()))
    });

/// `staticmethod(function)`.
pub static NEW_STATIC_METHOD: NativeFunction =
    NativeFunction::new("staticmethod", "(cls, function, /)", "A static method.", |_vm, args| {
        Ok(types::static_method(args[1].clone()))
    });

fn wrapped(value: &Value) -> Value {
    if let Some(method) = value.downcast::<ClassMethod>() {
        return method.function.clone();
    }
    value.downcast::<StaticMethod>().map_or(Value::None, |method| method.function.clone())
}

/// Attributes of class methods and static methods.
pub static WRAPPER_PROPERTIES: &[Property] = &[
    Property::new("__func__", "The function.", |_vm, this| Ok(wrapped(this))),
    Property::new("__wrapped__", "The function.", |_vm, this| Ok(wrapped(this))),
];

impl Object for ClassMethod {
    fn class(&self) -> Rc<Class> {
        types::CLASS_METHOD.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.function.clone());
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        vm.find_attribute(&self.function, name)
    }
}

impl Object for StaticMethod {
    fn class(&self) -> Rc<Class> {
        types::STATIC_METHOD.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.function.clone());
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        vm.find_attribute(&self.function, name)
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: crate::Args<'_>) -> Result<Value> {
        vm.call(&self.function, args)
    }

    fn is_callable(&self) -> bool {
        true
    }
}

/// `super(type, object)`; without arguments the running function's `__class__` and first argument.
pub static NEW_SUPER: NativeFunction = NativeFunction::new(
    "super",
    "(cls, type=<absent>, object=<absent>, /)",
    "The next class's attributes.",
    |vm, args| {
        let (owner, receiver) = match (args.get(1), args.get(2)) {
            (None, _) => vm.super_context()?,
            (Some(owner), Some(receiver)) => (owner.clone(), receiver.clone()),
            (Some(_), None) => return Err(runtime_error("super(): unbound super objects are not supported")),
        };
        let Value::Class(owner) = owner else {
            return Err(type_error(format!("super() argument 1 must be a type, not {}", owner.type_name())));
        };
        let fits = receiver.class().is_subclass(&owner)
            || matches!(&receiver, Value::Class(class) if class.is_subclass(&owner));
        if !fits {
            return Err(type_error("super(type, obj): obj must be an instance or subtype of type"));
        }
        Ok(Value::object(Super { owner, receiver }))
    },
);

impl Object for Super {
    fn class(&self) -> Rc<Class> {
        types::SUPER.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Class(Rc::clone(&self.owner)));
        visit(self.receiver.clone());
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        if name == Name::CLASS {
            return Ok(None);
        }
        let (class, instance) = match &self.receiver {
            Value::Class(class) if class.is_subclass(&self.owner) => (class.clone(), None),
            receiver => (receiver.class(), Some(receiver)),
        };
        match class.lookup_after(&self.owner, name) {
            Some(found) => vm.bind(&found, instance, &class).map(Some),
            None => Ok(None),
        }
    }

    fn set_attribute(&self, vm: &mut Vm, name: Name, value: Value) -> Result<()> {
        vm.set_attribute(&self.receiver, name, value)
    }
}
