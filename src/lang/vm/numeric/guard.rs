//! What numeric code took for granted when it was translated: what the names of functions, builtins and constants mean.
//!
//! Numeric code changes no names, so that looking once, before it runs, is enough.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use crate::class::Class;
use crate::value::{Dict, Function, Module, Str, Value};

/// What a name meant. Functions and modules are kept weakly, since the program belongs to a function itself: their memory is not
/// given to anything else meanwhile, so that an address tells.
enum Meaning {
    Number(Value),
    Native(Value),
    Function(Weak<Function>),
    Class(Weak<Class>),
    Module(Weak<Module>),
}

impl Meaning {
    fn of(value: &Value) -> Option<Meaning> {
        Some(match value {
            Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) => Meaning::Number(value.clone()),
            Value::Native(_) => Meaning::Native(value.clone()),
            Value::Function(function) => Meaning::Function(Rc::downgrade(function)),
            Value::Class(class) => Meaning::Class(Rc::downgrade(class)),
            Value::Module(module) => Meaning::Module(Rc::downgrade(module)),
            _ => return None,
        })
    }

    fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Meaning::Number(Value::Float(a)), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Meaning::Number(a) | Meaning::Native(a), b) => a.is(b),
            (Meaning::Function(a), Value::Function(b)) => a.as_ptr() == Rc::as_ptr(b),
            (Meaning::Class(a), Value::Class(b)) => a.as_ptr() == Rc::as_ptr(b),
            (Meaning::Module(a), Value::Module(b)) => a.as_ptr() == Rc::as_ptr(b),
            _ => false,
        }
    }
}

/// A name of a namespace, and where it stood.
struct Guard {
    name: Rc<Str>,
    position: usize,
    meaning: Meaning,
}

impl Guard {
    fn holds(&self, namespace: &Dict) -> bool {
        // SAFETY: the place is good until the namespace changes, and nothing does so here.
        namespace.slot_at(self.position, &self.name).is_some_and(|slot| self.meaning.is(unsafe { &*slot }))
    }
}

/// All that a program took for granted.
pub(super) struct Guards {
    /// The namespace of its functions.
    globals: Weak<Dict>,
    names: Vec<Guard>,
    /// Names that are builtins, which the globals have not.
    builtins: Vec<Guard>,
    /// The state of the globals' keys in which that was so.
    keys_version: Cell<u32>,
    attributes: Vec<(Weak<Module>, Guard)>,
}

impl Guards {
    /// None yet, for functions with these globals.
    pub fn new(globals: &Rc<Dict>) -> Guards {
        Guards {
            globals: Rc::downgrade(globals),
            names: Vec::new(),
            builtins: Vec::new(),
            keys_version: Cell::new(globals.keys_version()),
            attributes: Vec::new(),
        }
    }

    /// What a name means; from now on the program relies on it, if that is something to be relied on.
    pub fn look_up(&mut self, name: &Rc<Str>, globals: &Dict, builtins: &Dict) -> Option<Value> {
        let (namespace, guards) = match globals.position_of(name) {
            Some(_) => (globals, &mut self.names),
            None => (builtins, &mut self.builtins),
        };
        let (value, guard) = guard(name, namespace)?;
        if !guards.iter().any(|known| Rc::ptr_eq(&known.name, name)) {
            guards.push(guard);
        }
        Some(value)
    }

    /// The same for a name in a module.
    pub fn look_up_in(&mut self, module: &Rc<Module>, name: &Rc<Str>) -> Option<Value> {
        let (value, guard) = guard(name, &module.dict)?;
        let is_same =
            |known: &(Weak<Module>, Guard)| known.0.as_ptr() == Rc::as_ptr(module) && Rc::ptr_eq(&known.1.name, name);
        if !self.attributes.iter().any(is_same) {
            self.attributes.push((Rc::downgrade(module), guard));
        }
        Some(value)
    }

    /// Whether all is still so, for a function with these globals.
    #[inline]
    pub fn hold(&self, globals: &Rc<Dict>, builtins: &Dict) -> bool {
        self.globals.as_ptr() == Rc::as_ptr(globals)
            && self.names.iter().all(|guard| guard.holds(globals))
            && self.builtins.iter().all(|guard| guard.holds(builtins))
            && (self.keys_version.get() == globals.keys_version() || self.are_still_builtins(globals))
            && self
                .attributes
                .iter()
                .all(|(module, guard)| module.upgrade().is_some_and(|module| guard.holds(&module.dict)))
    }

    /// Whether the globals, which have other keys now, still lack the names of the builtins.
    fn are_still_builtins(&self, globals: &Dict) -> bool {
        let lacks_all = self.builtins.iter().all(|guard| globals.position_of(&guard.name).is_none());
        if lacks_all {
            self.keys_version.set(globals.keys_version());
        }
        lacks_all
    }
}

/// What a name means in a namespace, and the guard that says so.
fn guard(name: &Rc<Str>, namespace: &Dict) -> Option<(Value, Guard)> {
    let position = namespace.position_of(name)?;
    let value = namespace.get_text(name)?;
    let meaning = Meaning::of(&value)?;
    Some((value, Guard { name: Rc::clone(name), position, meaning }))
}
