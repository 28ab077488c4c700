//! Classes: those of the program and the built-in ones, which are tables of native functions.

mod native;
mod order;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use self::order::{layout_of, linearise};
use crate::Result;
use crate::cycles;
use crate::exception::type_error;
use crate::modules::is_compiled;
use crate::name::Name;
use crate::native::Args;
use crate::types;
use crate::value::{Dict, Value};
use crate::vm::Vm;

pub use self::native::{Constructor, NativeClass, Property, Setter};

thread_local! {
    static VERSION: Cell<u32> = const { Cell::new(0) };
}

/// A class.
pub struct Class {
    name: RefCell<Rc<str>>,
    qualname: RefCell<Rc<str>>,
    bases: Vec<Rc<Class>>,
    /// The classes after this one in the order in which attributes are looked up.
    ancestors: Vec<Rc<Class>>,
    dict: OnceCell<Rc<Dict>>,
    /// The table of a built-in class.
    native: Option<&'static NativeClass>,
    /// The nearest built-in class: it says what instances are made of.
    layout: &'static NativeClass,
    metaclass: Option<Rc<Class>>,
    subclasses: RefCell<Vec<Weak<Class>>>,
    /// A number no other class has and that changes when an attribute of this class or a class above it does.
    version: Cell<u32>,
    /// Whether it or a class above it has a `__del__`.
    finalizes: Cell<bool>,
    /// What was looked up since then.
    cache: RefCell<FxHashMap<Name, Option<Value>>>,
}

fn fresh_version() -> u32 {
    VERSION.with(|version| {
        version.set(version.get().wrapping_add(1).max(1));
        version.get()
    })
}

impl Class {
    fn native(native: &'static NativeClass) -> Rc<Class> {
        let tables = native.base.into_iter().chain(native.second_base);
        let bases: Vec<Rc<Class>> = tables.map(NativeClass::class).collect();
        // A static table has bases with a consistent order, so there is nothing to report.
        let ancestors = linearise(&bases).unwrap_or_default();
        let class = Rc::new(Class {
            name: RefCell::new(Rc::from(native.name)),
            qualname: RefCell::new(Rc::from(native.qualname)),
            ancestors,
            dict: OnceCell::new(),
            native: Some(native),
            layout: native.solid(),
            metaclass: None,
            subclasses: RefCell::default(),
            version: Cell::new(fresh_version()),
            finalizes: Cell::new(false),
            cache: RefCell::default(),
            bases,
        });
        class.announce();
        class
    }

    /// A class of the program with its bases (at least one) and the names that its body defined.
    ///
    /// # Errors
    /// `TypeError` when the bases have no consistent order or cannot be combined.
    pub fn new(name: &str, bases: Vec<Rc<Class>>, dict: Rc<Dict>, metaclass: Option<Rc<Class>>) -> Result<Rc<Class>> {
        let bases = if bases.is_empty() { vec![types::OBJECT.class()] } else { bases };
        for base in &bases {
            if base.native.is_some_and(|native| native.is_final) {
                return Err(type_error(format!("type '{}' is not an acceptable base type", base.qualified_name())));
            }
        }
        let ancestors = linearise(&bases)?;
        let layout = layout_of(&bases)?;
        let metaclass = metaclass.or_else(|| bases.iter().find_map(|base| base.metaclass.clone()));
        let finalizes = dict.get_name(Name::DEL).is_some() || ancestors.iter().any(|class| class.has_finalizer());
        let class = Rc::new(Class {
            name: RefCell::new(Rc::from(name)),
            qualname: RefCell::new(Rc::from(name)),
            ancestors,
            dict: OnceCell::from(dict),
            native: None,
            layout,
            metaclass,
            subclasses: RefCell::default(),
            version: Cell::new(fresh_version()),
            finalizes: Cell::new(finalizes),
            cache: RefCell::default(),
            bases,
        });
        class.announce();
        Ok(class)
    }

    /// Tells the bases about a new class below them.
    fn announce(self: &Rc<Class>) {
        for base in &self.bases {
            base.subclasses.borrow_mut().push(Rc::downgrade(self));
        }
    }

    /// `__name__`.
    #[must_use]
    pub fn name(&self) -> Rc<str> {
        Rc::clone(&self.name.borrow())
    }

    /// The name as error messages show it.
    #[must_use]
    pub fn error_name(&self) -> String {
        let is_full = match self.native {
            Some(native) => native.full_name,
            // CPython makes the exceptions of such modules as programs make classes.
            None => {
                self.module().is_some_and(|module| is_compiled(&module)) && !self.derives_from(&types::BASE_EXCEPTION)
            }
        };
        if is_full { self.qualified_name() } else { self.name().to_string() }
    }

    /// Sets `__name__`.
    pub fn set_name(&self, name: &str) {
        *self.name.borrow_mut() = Rc::from(name);
    }

    /// `__qualname__`.
    #[must_use]
    pub fn qualname(&self) -> Rc<str> {
        Rc::clone(&self.qualname.borrow())
    }

    /// Sets `__qualname__`.
    pub fn set_qualname(&self, qualname: &str) {
        *self.qualname.borrow_mut() = Rc::from(qualname);
    }

    /// `__module__`.
    #[must_use]
    pub fn module(&self) -> Option<String> {
        match self.native {
            Some(native) => Some(native.module.to_owned()),
            None => self.dict().get_name(Name::MODULE)?.as_str().map(str::to_owned),
        }
    }

    /// The name with its module, as `<class '…'>` shows it; built-in classes are shown without one.
    #[must_use]
    pub fn qualified_name(&self) -> String {
        match self.module() {
            Some(module) if module != "builtins" => format!("{module}.{}", self.qualname()),
            _ => self.qualname().to_string(),
        }
    }

    /// The classes it was derived from.
    #[must_use]
    pub fn bases(&self) -> &[Rc<Class>] {
        &self.bases
    }

    /// `__mro__`: this class and those above it, in the order of lookups.
    #[must_use]
    pub fn mro(self: &Rc<Class>) -> Vec<Rc<Class>> {
        std::iter::once(Rc::clone(self)).chain(self.ancestors.iter().cloned()).collect()
    }

    /// The classes above it, in the order of lookups.
    #[must_use]
    pub fn ancestors(&self) -> &[Rc<Class>] {
        &self.ancestors
    }

    /// The living classes derived directly from it.
    #[must_use]
    pub fn subclasses(&self) -> Vec<Rc<Class>> {
        self.subclasses.borrow().iter().filter_map(Weak::upgrade).collect()
    }

    /// Its own attributes. Change them through [`Class::set`].
    #[must_use]
    pub fn dict(&self) -> &Rc<Dict> {
        self.dict.get_or_init(|| {
            let dict = Rc::new(Dict::new());
            if let Some(native) = self.native {
                native.fill(&dict);
            }
            dict
        })
    }

    /// The table of a built-in class; nothing for a class of the program.
    #[must_use]
    pub fn native_table(&self) -> Option<&'static NativeClass> {
        self.native
    }

    /// The nearest built-in class, which says what instances are made of.
    #[must_use]
    pub fn layout(&self) -> &'static NativeClass {
        self.layout
    }

    /// Makes the value that a new instance of a class derived from a built-in one stands on.
    pub(crate) fn empty_payload(&self) -> Option<Value> {
        let mut native = Some(self.layout);
        while let Some(table) = native {
            if let Some(empty) = table.empty {
                return Some(empty());
            }
            native = table.base;
        }
        None
    }

    /// What calling the nearest built-in class does.
    pub(crate) fn constructor(&self) -> Option<Constructor> {
        self.layout.constructor
    }

    /// Its metaclass: `type`, unless the program gave another.
    #[must_use]
    pub fn metaclass(&self) -> Rc<Class> {
        self.metaclass.clone().unwrap_or_else(|| types::TYPE.class())
    }

    /// The metaclass that the program gave it.
    pub(crate) fn own_metaclass(&self) -> Option<&Rc<Class>> {
        self.metaclass.as_ref()
    }

    /// Looks at what was found in it and in the classes above it.
    pub(crate) fn for_each_cached(&self, visit: impl FnMut(&Value)) {
        if let Ok(cache) = self.cache.try_borrow() {
            cache.values().flatten().for_each(visit);
        }
    }

    /// Whether it or a class above it has a `__del__`.
    #[inline]
    pub(crate) fn has_finalizer(&self) -> bool {
        self.finalizes.get()
    }

    /// Whether the program gave it a metaclass.
    #[must_use]
    pub fn has_metaclass(&self) -> bool {
        self.metaclass.is_some()
    }

    /// A number no other class has and that changes when an attribute of this class or a class above it does.
    #[inline]
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// An attribute of this class or of one above it, as it stands there (descriptors are not applied).
    #[must_use]
    pub fn lookup(&self, name: Name) -> Option<Value> {
        if let Some(known) = self.cache.borrow().get(&name) {
            return known.clone();
        }
        let found = self.dict().get_name(name).or_else(|| self.lookup_above(name));
        self.cache.borrow_mut().insert(name, found.clone());
        found
    }

    fn lookup_above(&self, name: Name) -> Option<Value> {
        self.ancestors.iter().find_map(|class| class.dict().get_name(name))
    }

    /// An attribute of one of the classes behind `after` in this class's order: what `super()` sees.
    #[must_use]
    pub fn lookup_after(self: &Rc<Class>, after: &Rc<Class>, name: Name) -> Option<Value> {
        let rest = if Rc::ptr_eq(self, after) {
            &self.ancestors[..]
        } else {
            let position = self.ancestors.iter().position(|class| Rc::ptr_eq(class, after))?;
            &self.ancestors[position + 1..]
        };
        rest.iter().find_map(|class| class.dict().get_name(name))
    }

    /// The attribute, if a class of the program defines it: what overrides built-in behaviour.
    #[must_use]
    pub fn lookup_defined(self: &Rc<Class>, name: Name) -> Option<Value> {
        self.lookup(name).filter(|value| !matches!(value, Value::Native(_)))
    }

    /// Sets an attribute.
    pub fn set(&self, name: Name, value: Value) {
        cycles::into_dict(self.dict(), &value);
        self.dict().set_name(name, value);
        self.changed();
    }

    /// Removes an attribute; tells whether it was there.
    pub fn remove(&self, name: Name) -> bool {
        let removed = self.dict().remove_name(name).is_some();
        self.changed();
        removed
    }

    /// Forgets what was looked up in this class and those below it.
    fn changed(&self) {
        self.version.set(fresh_version());
        self.cache.borrow_mut().clear();
        self.finalizes.set(self.native.is_none() && self.lookup(Name::DEL).is_some());
        for class in self.subclasses() {
            class.changed();
        }
    }

    /// Whether it is `other` or derives from it.
    #[must_use]
    pub fn is_subclass(&self, other: &Class) -> bool {
        std::ptr::eq(self, other) || self.ancestors.iter().any(|class| std::ptr::eq(&**class, other))
    }

    /// Whether it is a built-in class or derives from it.
    #[must_use]
    pub fn derives_from(&self, native: &'static NativeClass) -> bool {
        self.native.is_some_and(|own| std::ptr::eq(own, native))
            || self.ancestors.iter().any(|class| class.native.is_some_and(|own| std::ptr::eq(own, native)))
    }

    /// Whether it and all classes above it name their instances' attributes in `__slots__`.
    #[must_use]
    pub fn has_slots(&self) -> bool {
        let slotted = |class: &Class| match class.native {
            // Only instances of exceptions have attributes by themselves.
            Some(_) => !class.derives_from(&crate::types::BASE_EXCEPTION),
            None => class.dict().get_name(Name::SLOTS).is_some(),
        };
        self.native.is_none() && slotted(self) && self.ancestors.iter().all(|class| slotted(class))
    }

    /// Whether `__slots__` of this class or of one above it lists a name.
    #[must_use]
    pub fn allows_attribute(&self, name: Name) -> bool {
        let mut own = std::iter::once(self).chain(self.ancestors.iter().map(|class| &**class));
        own.any(|class| class.slot_names().iter().any(|slot| slot == name.as_str()))
    }

    /// The names that its own `__slots__` lists.
    #[must_use]
    pub fn slot_names(&self) -> Vec<String> {
        let Some(slots) = self.dict().get_name(Name::SLOTS) else { return Vec::new() };
        let names = match slots.plain() {
            Value::Str(_) => vec![slots.clone()],
            Value::Tuple(names) => names.to_vec(),
            Value::List(names) => names.to_vec(),
            Value::Dict(names) => names.keys(),
            Value::Set(names) => names.to_vec(),
            _ => Vec::new(),
        };
        names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    /// Calls its constructor table entry.
    pub(crate) fn construct(self: &Rc<Class>, vm: &mut Vm, args: Args<'_>) -> Option<Result<Value>> {
        let constructor = self.constructor()?;
        let mut values: SmallVec<[Value; 4]> = SmallVec::with_capacity(args.values.len() + 1);
        values.push(Value::Class(Rc::clone(self)));
        values.extend(args.values.iter().cloned());
        Some(constructor.call(vm, Args { values: &values, names: args.names }))
    }
}
