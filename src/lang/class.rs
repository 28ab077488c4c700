//! Classes: those of the program and the built-in ones, which are tables of native functions.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use crate::Result;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
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
    slot: AtomicUsize,
    name: &'static str,
    qualname: &'static str,
    module: &'static str,
    doc: &'static str,
    base: Option<&'static NativeClass>,
    /// A further class it derives from: what `numpy.float64` is to `float`.
    second_base: Option<&'static NativeClass>,
    methods: &'static [NativeFunction],
    class_methods: &'static [NativeFunction],
    static_methods: &'static [NativeFunction],
    protocols: &'static [&'static [NativeFunction]],
    properties: &'static [Property],
    constructor: Option<Constructor>,
    /// Makes the value that an instance of a derived class stands on, before `__init__` fills it.
    empty: Option<fn() -> Value>,
    is_final: bool,
    /// Whether error messages name it with its module, as CPython does for static types of extension modules.
    full_name: bool,
}

static NEXT_SLOT: AtomicUsize = AtomicUsize::new(1);

thread_local! {
    static CLASSES: RefCell<Vec<Option<Rc<Class>>>> = const { RefCell::new(Vec::new()) };
    static VERSION: Cell<u32> = const { Cell::new(0) };
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
    fn solid(&'static self) -> &'static NativeClass {
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

    fn fill(&'static self, dict: &Dict) {
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
        if self.native.is_some_and(|native| native.full_name) { self.qualified_name() } else { self.name().to_string() }
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
            Some(native) => native.base.is_none(),
            None => class.dict().get_name(Name::SLOTS).is_some(),
        };
        self.native.is_none() && slotted(self) && self.ancestors.iter().all(|class| slotted(class))
    }

    /// Whether `__slots__` of this class or of one above it lists a name.
    #[must_use]
    pub fn allows_attribute(&self, name: Name) -> bool {
        let own = std::iter::once(self).chain(self.ancestors.iter().map(|class| &**class));
        own.filter_map(|class| class.dict().get_name(Name::SLOTS)).any(|slots| match slots.plain() {
            Value::Str(text) => text.as_str() == name.as_str(),
            Value::Tuple(names) => names.iter().any(|slot| slot.as_str() == Some(name.as_str())),
            Value::List(names) => names.borrow().iter().any(|slot| slot.as_str() == Some(name.as_str())),
            Value::Dict(names) => names.get_name(name).is_some(),
            _ => true,
        })
    }

    /// Calls its constructor table entry.
    pub(crate) fn construct(self: &Rc<Class>, vm: &mut Vm, args: Args<'_>) -> Option<Result<Value>> {
        let constructor = self.constructor()?;
        let mut values = Vec::with_capacity(args.values.len() + 1);
        values.push(Value::Class(Rc::clone(self)));
        values.extend_from_slice(args.values);
        Some(constructor.call(vm, Args { values: &values, names: args.names }))
    }
}

/// The order of lookups behind a class with these bases: the C3 linearisation.
fn linearise(bases: &[Rc<Class>]) -> Result<Vec<Rc<Class>>> {
    let mut rows: Vec<Vec<Rc<Class>>> = bases.iter().map(|base| base.mro()).collect();
    rows.push(bases.to_vec());
    if let Some(twice) = bases.iter().enumerate().find(|(i, base)| bases[..*i].iter().any(|b| Rc::ptr_eq(b, base))) {
        return Err(type_error(format!("duplicate base class {}", twice.1.name())));
    }
    let mut order = Vec::new();
    loop {
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Ok(order);
        }
        let in_tail = |class: &Rc<Class>| rows.iter().any(|row| row[1..].iter().any(|c| Rc::ptr_eq(c, class)));
        let Some(next) = rows.iter().map(|row| Rc::clone(&row[0])).find(|head| !in_tail(head)) else {
            let heads = rows.iter().map(|row| &row[0]);
            let mut names: Vec<Rc<str>> = Vec::new();
            for head in heads {
                if !names.contains(&head.name()) {
                    names.push(head.name());
                }
            }
            let text = "Cannot create a consistent method resolution\norder (MRO) for bases";
            return Err(type_error(format!("{text} {}", names.join(", "))));
        };
        for row in &mut rows {
            if Rc::ptr_eq(&row[0], &next) {
                row.remove(0);
            }
        }
        order.push(next);
    }
}

/// The built-in class that says what instances are made of: the most derived of those of the bases.
fn layout_of(bases: &[Rc<Class>]) -> Result<&'static NativeClass> {
    let mut layout: &'static NativeClass = bases[0].layout;
    for base in &bases[1..] {
        if base.layout.is_subclass_of(layout) {
            layout = base.layout;
        } else if !layout.is_subclass_of(base.layout) {
            return Err(type_error("multiple bases have instance lay-out conflict"));
        }
    }
    Ok(layout)
}
