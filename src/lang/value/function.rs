//! Functions of the program, bound methods and the cells of shared variables.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::{Dict, Tuple, Value, drop_deep};
use crate::class::NativeClass;
use crate::code::Code;
use crate::types;

/// A function or lambda: code with the globals, defaults and cells it was made with.
pub struct Function {
    /// What runs.
    pub code: Rc<Code>,
    /// The globals of the module that defined it.
    pub globals: Rc<Dict>,
    /// The cells of the variables it shares with the functions around it.
    pub closure: Box<[Rc<Cell>]>,
    /// Default values of the last positional parameters.
    pub defaults: RefCell<Rc<Tuple>>,
    /// Default values of keyword-only parameters by name.
    pub keyword_defaults: RefCell<Option<Rc<Dict>>>,
    /// `__annotations__`.
    pub annotations: RefCell<Option<Rc<Dict>>>,
    /// `__name__`.
    pub name: RefCell<Value>,
    /// `__qualname__`.
    pub qualname: RefCell<Value>,
    /// `__doc__`.
    pub doc: RefCell<Value>,
    /// Other attributes, once there are any.
    pub dict: OnceCell<Rc<Dict>>,
}

impl Function {
    /// Its name as text.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.borrow().as_str().unwrap_or_default().to_owned()
    }

    /// Its qualified name as text: `Class.method`.
    #[must_use]
    pub fn qualname(&self) -> String {
        self.qualname.borrow().as_str().unwrap_or_default().to_owned()
    }

    /// Its attributes.
    #[must_use]
    pub fn dict(&self) -> &Rc<Dict> {
        self.dict.get_or_init(|| Rc::new(Dict::new()))
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        // Decorators nest functions in cells: wrap a function a million times and the chain is that deep.
        let mut owned: Vec<Value> = std::mem::take(&mut self.closure).into_vec().into_iter().map(Value::Cell).collect();
        if !owned.is_empty() {
            drop_deep(&mut owned);
        }
    }
}

/// A variable shared between functions.
pub struct Cell {
    value: RefCell<Value>,
    /// Whether the collector of cycles knows of it.
    watched: std::cell::Cell<bool>,
}

impl Cell {
    /// A cell that holds `value`.
    #[must_use]
    pub fn new(value: Value) -> Cell {
        Cell { value: RefCell::new(value), watched: std::cell::Cell::new(false) }
    }

    /// What it holds; [`Value::Unset`] before the first assignment.
    #[inline]
    #[must_use]
    pub fn get(&self) -> Value {
        self.value.borrow().clone()
    }

    /// Looks at what it holds, unless that is being changed.
    pub(crate) fn for_each(&self, visit: impl FnOnce(&Value)) {
        if let Ok(value) = self.value.try_borrow() {
            visit(&value);
        }
    }

    /// Notes that the collector of cycles knows of it, and tells whether it did before.
    pub(crate) fn watch(&self) -> bool {
        self.watched.replace(true)
    }

    /// Assigns to it.
    pub fn set(&self, value: Value) {
        let old = self.value.replace(value);
        drop(old);
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        if !self.value.get_mut().is_unset() {
            drop_deep(self.value.get_mut());
        }
    }
}

/// A callable bound to its first argument.
pub struct Method {
    /// The first argument.
    pub receiver: Value,
    /// What is called.
    pub function: Value,
}

impl Method {
    /// The class that `type()` shows.
    pub(super) fn native_class(&self) -> &'static NativeClass {
        match self.function {
            Value::Native(_) => &types::BUILTIN_FUNCTION,
            _ => &types::METHOD,
        }
    }
}

impl Drop for Method {
    fn drop(&mut self) {
        drop_deep(&mut self.receiver);
    }
}
