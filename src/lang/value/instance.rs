//! Instances of the program's classes, and modules.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use super::{Dict, Value, drop_deep};
use crate::class::Class;
use crate::finalize;
use crate::vm::Namespace;

/// An instance of a class of the program.
pub struct Instance {
    class: Rc<Class>,
    dict: OnceCell<Rc<Dict>>,
    /// The value of the built-in class it derives from (`class Stack(list)`); unset for the others.
    payload: Value,
    /// Whether its `__del__` has been called, or waits to be.
    finalized: Cell<bool>,
}

impl Instance {
    /// An instance without attributes.
    #[must_use]
    pub fn new(class: Rc<Class>) -> Instance {
        Instance::with_payload(class, Value::Unset)
    }

    /// An instance that stands on a value of a built-in class.
    #[must_use]
    pub fn with_payload(class: Rc<Class>, payload: Value) -> Instance {
        Instance { class, dict: OnceCell::new(), payload, finalized: Cell::new(false) }
    }

    /// Its class.
    #[inline]
    #[must_use]
    pub fn class(&self) -> &Rc<Class> {
        &self.class
    }

    /// Its attributes: `__dict__`.
    #[inline]
    #[must_use]
    pub fn dict(&self) -> &Rc<Dict> {
        self.dict.get_or_init(|| Rc::new(Dict::new()))
    }

    /// Its attributes, if it ever had any.
    #[inline]
    #[must_use]
    pub(crate) fn dict_if_any(&self) -> Option<&Rc<Dict>> {
        self.dict.get()
    }

    /// The value of the built-in class it derives from, or [`Value::Unset`].
    #[must_use]
    pub fn payload(&self) -> &Value {
        &self.payload
    }
}

impl Instance {
    /// Whether its class has a `__del__` that has not been called yet.
    #[inline]
    pub(crate) fn awaits_finalizer(&self) -> bool {
        self.class.has_finalizer() && !self.finalized.get()
    }

    /// Notes that `__del__` is called.
    pub(crate) fn set_finalized(&self) {
        self.finalized.set(true);
    }

    /// Moves what it consists of to a new instance, which waits for its `__del__`.
    #[cold]
    fn postpone(&mut self) {
        let dict = self.dict.take().map_or_else(OnceCell::new, OnceCell::from);
        let payload = std::mem::take(&mut self.payload);
        let moved = Instance { class: Rc::clone(&self.class), dict, payload, finalized: Cell::new(true) };
        finalize::postpone(Value::Instance(Rc::new(moved)));
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if self.awaits_finalizer() {
            return self.postpone();
        }
        if let Some(dict) = self.dict.take() {
            drop_deep(&mut Value::Dict(dict));
        }
    }
}

/// A module.
pub struct Module {
    /// Its dotted name.
    pub name: Rc<str>,
    /// What it defines.
    pub dict: Rc<Dict>,
    /// Where names come from that nobody has asked for yet.
    pub lazy: Option<Rc<dyn Namespace>>,
}

impl Module {
    /// A module without contents.
    #[must_use]
    pub fn new(name: &str) -> Module {
        let dict = Rc::new(Dict::new());
        dict.set_str("__name__", Value::str(name));
        Module { name: Rc::from(name), dict, lazy: None }
    }

    /// Whether the class of modules has no attribute of that name, which would win over the module's own.
    pub(crate) fn class_has_no(&self, name: crate::Name) -> bool {
        crate::types::MODULE.class().lookup(name).is_none()
    }

    /// A module whose names are made when somebody asks for them.
    #[must_use]
    pub fn lazy(name: &str, names: Rc<dyn Namespace>) -> Module {
        Module { lazy: Some(names), ..Module::new(name) }
    }
}
