//! Making classes and instances.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::class::Class;
use crate::cycles;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::Args;
use crate::types;
use crate::value::{Dict, Instance, Set, Value};

impl Vm {
    /// What `type(name, bases, dict)` does: makes a class and tells its descriptors and its bases about it.
    ///
    /// # Errors
    /// `TypeError` for bases that cannot be combined; what `__set_name__` and `__init_subclass__` raise.
    pub fn make_class(
        &mut self,
        name: &str,
        bases: &[Value],
        dict: Rc<Dict>,
        metaclass: Option<Rc<Class>>,
        keywords: Option<&Rc<Dict>>,
    ) -> Result<Value> {
        let mut classes = Vec::with_capacity(bases.len());
        for base in bases {
            match base {
                Value::Class(class) => classes.push(Rc::clone(class)),
                // A class statement calls the class of its bases, whatever that is.
                other if metaclass.is_none() => {
                    let arguments = [Value::str(name), Value::tuple(bases.to_vec()), Value::Dict(dict)];
                    return self.call_values(&Value::Class(other.class()), &arguments);
                }
                other => {
                    let name = other.type_name();
                    return Err(type_error(format!("bases must be types, not '{name}'")));
                }
            }
        }
        let cell = dict.remove_name(Name::CLASSCELL);
        let qualname = dict.remove_name(Name::QUALNAME);
        if dict.get_name(Name::EQ).is_some() && dict.get_name(Name::HASH).is_none() {
            dict.set_name(Name::HASH, Value::None);
        }
        for implicit in [Name::INIT_SUBCLASS, Name::CLASS_GETITEM] {
            if let Some(function @ Value::Function(_)) = dict.get_name(implicit) {
                dict.set_name(implicit, types::class_method(function));
            }
        }
        if let Some(function @ Value::Function(_)) = dict.get_name(Name::NEW) {
            dict.set_name(Name::NEW, types::static_method(function));
        }
        let class = Class::new(name, classes, Rc::clone(&dict), metaclass)?;
        class.set_qualname(qualname.as_ref().and_then(Value::as_str).unwrap_or(name));
        let value = Value::Class(Rc::clone(&class));
        if let Some(Value::Cell(cell)) = cell {
            cycles::into_cell(&cell, &value);
            cell.set(value.clone());
        }
        if class.metaclass().derives_from(&types::ABC_META) {
            self.note_abstract_methods(&class)?;
        }
        self.name_descriptors(&value, &dict)?;
        self.announce_subclass(&class, keywords)?;
        Ok(value)
    }

    fn name_descriptors(&mut self, class: &Value, dict: &Dict) -> Result<()> {
        for (key, found) in dict.items() {
            match &found {
                Value::Instance(instance) => {
                    if let Some(function) = instance.class().lookup_defined(Name::SET_NAME) {
                        self.call_unbound(&function, &found, &[class.clone(), key])?;
                    }
                }
                Value::Object(object) => {
                    if let (Value::Class(owner), Some(name)) = (class, key.as_str()) {
                        object.object().set_name(self, owner, Name::new(name))?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn announce_subclass(&mut self, class: &Rc<Class>, keywords: Option<&Rc<Dict>>) -> Result<()> {
        let Some(hook) = class.lookup_after(class, Name::INIT_SUBCLASS) else { return Ok(()) };
        let bound = self.bind(&hook, None, class)?;
        let mut values = Vec::new();
        let mut names = Vec::new();
        for (key, value) in keywords.map(|dict| dict.items()).unwrap_or_default() {
            let name = Name::new(key.as_str().unwrap_or_default());
            if name != Name::METACLASS {
                names.push(name);
                values.push(value);
            }
        }
        if let (Value::Method(method), [first, ..]) = (&bound, &names[..])
            && matches!(method.function, Value::Native(_))
        {
            let _ = first;
            return Err(type_error(format!("{}.__init_subclass__() takes no keyword arguments", class.name())));
        }
        self.call(&bound, Args { values: &values, names: &names })?;
        Ok(())
    }

    /// Collects what `@abstractmethod` marked, here or above, and nobody has defined yet.
    fn note_abstract_methods(&mut self, class: &Rc<Class>) -> Result<()> {
        let mut candidates: Vec<Value> = class.dict().keys();
        for base in class.bases() {
            if let Some(names) = base.lookup(Name::ABSTRACTMETHODS) {
                candidates.extend(self.collect(&names)?);
            }
        }
        let abstracts = Set::new();
        for key in candidates {
            let Some(found) = key.as_str().and_then(|name| class.lookup(Name::new(name))) else { continue };
            if let Some(mark) = self.find_attribute(&found, Name::ISABSTRACTMETHOD)?
                && self.truth(&mark)?
            {
                abstracts.add(self, key)?;
            }
        }
        class.set(Name::ABSTRACTMETHODS, Value::FrozenSet(Rc::new(abstracts)));
        Ok(())
    }

    /// What `object.__new__(class, …)` makes: an instance of a class of the program before `__init__`.
    ///
    /// # Errors
    /// `TypeError` for a class with abstract methods; what the constructor of the built-in class below raises.
    pub(crate) fn new_instance(&mut self, class: &Rc<Class>, args: Args<'_>) -> Result<Value> {
        if class.has_metaclass()
            && let Some(names) = class.lookup(Name::ABSTRACTMETHODS)
        {
            self.refuse_abstract(class, &names)?;
        }
        let layout = class.layout();
        if layout.base_class().is_none() {
            return Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class)))));
        }
        if std::ptr::eq(layout, &types::TYPE) {
            let [Value::Str(name), Value::Tuple(bases), Value::Dict(dict)] = args.by_position() else {
                return Err(type_error("type.__new__() argument 1 must be str, argument 2 tuple, argument 3 dict"));
            };
            return self.make_class(name, bases, Rc::new(dict.copy()), Some(Rc::clone(class)), None);
        }
        if layout.is_subclass_of(&types::BASE_EXCEPTION) {
            let exception = crate::methods::exception::new_exception(self, class, args.by_position());
            return Ok(Value::Exception(exception));
        }
        if layout.is_subclass_of(&types::TYPE) {
            return self.new_class(class, args);
        }
        let payload = match class.empty_payload() {
            Some(payload) => payload,
            None => match layout.class().construct(self, args) {
                Some(payload) => payload?,
                None => return Err(type_error(format!("cannot create '{}' instances", class.qualified_name()))),
            },
        };
        Ok(Value::Instance(Rc::new(Instance::with_payload(Rc::clone(class), payload))))
    }

    /// What `type.__new__(metaclass, name, bases, dict, …)` makes.
    pub(crate) fn new_class(&mut self, metaclass: &Rc<Class>, args: Args<'_>) -> Result<Value> {
        let [name, bases, dict] = args.by_position() else {
            return Err(type_error(format!(
                "type.__new__() takes exactly 3 arguments ({} given)",
                args.by_position().len()
            )));
        };
        let (Some(name), Value::Tuple(bases), Value::Dict(dict)) = (name.as_str(), bases.plain(), dict.plain()) else {
            return Err(type_error("type.__new__() argument 1 must be str, argument 2 tuple, argument 3 dict"));
        };
        let keywords = Rc::new(Dict::new());
        for (name, value) in args.by_name() {
            keywords.set_name(name, value.clone());
        }
        let metaclass = (!Rc::ptr_eq(metaclass, &types::TYPE.class())).then(|| Rc::clone(metaclass));
        self.make_class(name, bases, Rc::new(dict.copy()), metaclass, Some(&keywords))
    }

    fn refuse_abstract(&mut self, class: &Class, names: &Value) -> Result<()> {
        let mut names: Vec<String> =
            self.collect(names)?.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
        if names.is_empty() {
            return Ok(());
        }
        names.sort_unstable();
        let plural = if names.len() > 1 { "s" } else { "" };
        let class = class.name();
        Err(type_error(format!(
            "Can't instantiate abstract class {class} with abstract method{plural} {}",
            names.join(", ")
        )))
    }

    /// `value.__dict__`.
    ///
    /// # Errors
    /// `AttributeError` when it has none.
    pub(crate) fn own_dict(&mut self, value: &Value) -> Result<Value> {
        if let Value::Object(object) = value
            && let Some(dict) = object.object().get_attribute(self, value, Name::DICT)?
        {
            return Ok(dict);
        }
        Ok(Value::Dict(match value {
            Value::Instance(instance) if !instance.class().has_slots() => Rc::clone(instance.dict()),
            Value::Exception(exception) => Rc::clone(exception.dict()),
            Value::Function(function) => Rc::clone(function.dict()),
            Value::Module(module) => Rc::clone(&module.dict),
            other => return Err(self.missing_attribute(other, Name::DICT)),
        }))
    }

    /// The names of all attributes, sorted: `dir(value)` without the program's `__dir__`.
    #[must_use]
    pub fn attribute_names(&mut self, value: &Value) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let classes = match value {
            Value::Class(class) => class.mro(),
            Value::Module(_) => Vec::new(),
            other => other.class().mro(),
        };
        names.extend(classes.iter().flat_map(|class| class.slot_names()));
        let mut add = |dict: &Dict| names.extend(dict.keys().iter().filter_map(|key| key.as_str().map(str::to_owned)));
        classes.iter().for_each(|class| add(class.dict()));
        match value {
            Value::Module(module) => {
                add(&module.dict);
                names.extend(module.lazy.iter().flat_map(|lazy| lazy.names()).map(str::to_owned));
            }
            other => {
                match other {
                    Value::Instance(instance) => add(instance.dict()),
                    Value::Exception(exception) => add(exception.dict()),
                    Value::Function(function) => add(function.dict()),
                    _ => {}
                }
                if let Value::Object(object) = other.plain() {
                    names.extend(object.object().names().iter().map(|name| name.as_str().to_owned()));
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}
