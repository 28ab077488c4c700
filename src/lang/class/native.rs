//! Built-in classes: static tables of native functions.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Class;
use crate::Result;
use crate::name::Name;
use crate::native::NativeFunction;
use crate::types;
use crate::value::{Dict, Value};
use crate::vm::Vm;

/// A computed attribute of a built-in class.
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Reads it. For an instance of a derived class this gets the value that the instance stands on.
    pub get: fn(&mut Vm, &Value) -> Result<Value>,
    /// Assigns to it, if that is allowed.
    pub set: Option<Setter>,
}

/// Assigns a value to an attribute of an object.
pub type Setter = fn(&mut Vm, &Value, Value) -> Result<()>;

impl Property {
    /// A property that can only be read.
    #[must_use]
    pub const fn new(name: &'static str, doc: &'static str, get: fn(&mut Vm, &Value) -> Result<Value>) -> Property {
        Property { name, doc, get, set: None }
    }

    /// The same property, writable.
    #[must_use]
    pub const fn writable(self, set: fn(&mut Vm, &Value, Value) -> Result<()>) -> Property {
        Property { set: Some(set), ..self }
    }
}

/// Makes a value of a built-in class: `int("3")`. The first argument of its signature is `cls`, the class that was called.
pub type Constructor = &'static NativeFunction;

/// A built-in class as a static table. [`NativeClass::class`] gives the class that the language sees.
///
/// # Examples
/// ```
/// use tape_lang::{Args, NativeClass, NativeFunction, Result, Value, Vm};
/// static METHODS: &[NativeFunction] =
///     &[NativeFunction::new("Counter.double", "(self, x, /)", "Twice x.", |_vm, args| {
///         Ok(Value::Int(args[1].as_int().unwrap_or(0) * 2))
///     })];
/// static COUNTER: NativeClass = NativeClass::new("Counter").methods(METHODS);
/// assert_eq!(COUNTER.class().name().to_string(), "Counter");
/// ```
pub struct NativeClass {
    /// Where the class stands in the thread's list of classes, plus one; 0 before its first use.
    pub(super) slot: AtomicUsize,
    pub(super) name: &'static str,
    pub(super) qualname: &'static str,
    pub(super) module: &'static str,
    pub(super) doc: &'static str,
    pub(super) base: Option<&'static NativeClass>,
    /// A further class it derives from: what `numpy.float64` is to `float`.
    pub(super) second_base: Option<&'static NativeClass>,
    pub(super) methods: &'static [NativeFunction],
    pub(super) class_methods: &'static [NativeFunction],
    pub(super) static_methods: &'static [NativeFunction],
    pub(super) protocols: &'static [&'static [NativeFunction]],
    pub(super) properties: &'static [Property],
    pub(super) constructor: Option<Constructor>,
    /// Makes the value that an instance of a derived class stands on, before `__init__` fills it.
    pub(super) empty: Option<fn() -> Value>,
    pub(super) is_final: bool,
    /// Whether error messages name it with its module, as CPython does for static types of extension modules.
    pub(super) full_name: bool,
}

static NEXT_SLOT: AtomicUsize = AtomicUsize::new(1);

thread_local! {
    static CLASSES: RefCell<Vec<Option<Rc<Class>>>> = const { RefCell::new(Vec::new()) };
}

impl NativeClass {
    /// A class without contents, derived from `object`.
    #[must_use]
    pub const fn new(name: &'static str) -> NativeClass {
        NativeClass {
            slot: AtomicUsize::new(0),
            name,
            qualname: name,
            module: "builtins",
            doc: "",
            base: Some(&types::OBJECT),
            second_base: None,
            methods: &[],
            class_methods: &[],
            static_methods: &[],
            protocols: &[],
            properties: &[],
            constructor: None,
            empty: None,
            is_final: false,
            full_name: false,
        }
    }

    /// The root of all classes.
    pub(crate) const fn root(name: &'static str) -> NativeClass {
        NativeClass { base: None, ..NativeClass::new(name) }
    }

    /// The module it is shown with: `<class 'module.name'>`.
    #[must_use]
    pub const fn module(self, module: &'static str) -> NativeClass {
        NativeClass { module, ..self }
    }

    /// A `__qualname__` that differs from the name.
    #[must_use]
    pub const fn qualname(self, qualname: &'static str) -> NativeClass {
        NativeClass { qualname, ..self }
    }

    /// What `help()` says.
    #[must_use]
    pub const fn doc(self, doc: &'static str) -> NativeClass {
        NativeClass { doc, ..self }
    }

    /// The class it derives from.
    #[must_use]
    pub const fn base(self, base: &'static NativeClass) -> NativeClass {
        NativeClass { base: Some(base), ..self }
    }

    /// A further class it derives from, for `isinstance` and lookups; values of this class are not made as that class makes
    /// its own.
    #[must_use]
    pub const fn second_base(self, base: &'static NativeClass) -> NativeClass {
        NativeClass { second_base: Some(base), ..self }
    }

    /// Methods: their first parameter is `self`.
    #[must_use]
    pub const fn methods(self, methods: &'static [NativeFunction]) -> NativeClass {
        NativeClass { methods, ..self }
    }

    /// Class methods: their first parameter is `cls`.
    #[must_use]
    pub const fn class_methods(self, class_methods: &'static [NativeFunction]) -> NativeClass {
        NativeClass { class_methods, ..self }
    }

    /// Static methods.
    #[must_use]
    pub const fn static_methods(self, static_methods: &'static [NativeFunction]) -> NativeClass {
        NativeClass { static_methods, ..self }
    }

    /// Methods that many classes share, by groups ([`protocol`](crate::methods::protocol)).
    #[must_use]
    pub const fn protocols(self, protocols: &'static [&'static [NativeFunction]]) -> NativeClass {
        NativeClass { protocols, ..self }
    }

    /// Computed attributes.
    #[must_use]
    pub const fn properties(self, properties: &'static [Property]) -> NativeClass {
        NativeClass { properties, ..self }
    }

    /// What calling the class does.
    #[must_use]
    pub const fn constructor(self, constructor: Constructor) -> NativeClass {
        NativeClass { constructor: Some(constructor), ..self }
    }

    /// What an instance of a derived class stands on until the class's `__init__` method fills it. A class without this
    /// gives derived instances the value that its constructor makes of the arguments.
    #[must_use]
    pub const fn empty(self, empty: fn() -> Value) -> NativeClass {
        NativeClass { empty: Some(empty), ..self }
    }

    /// Error messages name it with its module: `'numpy.ndarray' object is not callable`.
    #[must_use]
    pub const fn named_in_full(self) -> NativeClass {
        NativeClass { full_name: true, ..self }
    }

    /// Programs cannot derive from it.
    #[must_use]
    pub const fn not_a_base(self) -> NativeClass {
        NativeClass { is_final: true, ..self }
    }

    /// The class as the language sees it; the same one every time on a thread.
    #[must_use]
    pub fn class(&'static self) -> Rc<Class> {
        let slot = self.slot();
        if let Some(class) = CLASSES.with_borrow(|classes| classes.get(slot).and_then(Clone::clone)) {
            return class;
        }
        let class = Class::native(self);
        CLASSES.with_borrow_mut(|classes| {
            if classes.len() <= slot {
                classes.resize(slot + 1, None);
            }
            classes[slot] = Some(Rc::clone(&class));
        });
        class
    }

    fn slot(&self) -> usize {
        match self.slot.load(Ordering::Relaxed) {
            0 => {
                let fresh = NEXT_SLOT.fetch_add(1, Ordering::Relaxed);
                match self.slot.compare_exchange(0, fresh, Ordering::Relaxed, Ordering::Relaxed) {
                    Ok(_) => fresh,
                    Err(taken) => taken,
                }
            }
            slot => slot,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What `help()` says.
    #[must_use]
    pub fn doc_text(&self) -> &'static str {
        self.doc
    }

    /// The class it derives from.
    #[must_use]
    pub fn base_class(&self) -> Option<&'static NativeClass> {
        self.base
    }

    /// The nearest class, this one included, that makes values of its own: only those restrict what can be combined.
    pub(super) fn solid(&'static self) -> &'static NativeClass {
        let mut class = self;
        while let Some(base) = class.base {
            if class.constructor.is_some() || class.empty.is_some() {
                break;
            }
            class = base;
        }
        class
    }

    /// Whether it is `other` or derives from it.
    #[must_use]
    pub fn is_subclass_of(&self, other: &'static NativeClass) -> bool {
        let mut class = Some(self);
        while let Some(this) = class {
            if std::ptr::eq(this, other) {
                return true;
            }
            class = this.base;
        }
        false
    }

    pub(super) fn fill(&'static self, dict: &Dict) {
        for method in self.protocols.iter().copied().flatten().chain(self.methods) {
            dict.set_str(method.name(), Value::Native(method));
        }
        for method in self.class_methods {
            dict.set_str(method.name(), types::class_method(Value::Native(method)));
        }
        for method in self.static_methods {
            dict.set_str(method.name(), types::static_method(Value::Native(method)));
        }
        for property in self.properties {
            dict.set_str(property.name, types::native_property(property));
        }
        if !self.doc.is_empty() && dict.get_name(Name::DOC).is_none() {
            dict.set_name(Name::DOC, Value::str(self.doc));
        }
    }
}
