//! What instructions do when it takes more than a few operations.

use std::rc::Rc;

use super::Vm;
use super::registers::{tag, take};
use crate::Result;
use crate::ast::CmpOp;
use crate::class::Class;
use crate::code::{Cache, Code, FormatConversion, Reg};
use crate::exception::{Exception, Raise, name_error, system_error, type_error, unbound_local_error, value_error};
use crate::name::Name;
use crate::operator::Comparison;
use crate::types;
use crate::value::{Dict, Function, List, Set, Slice, Str, Tuple, Value};

/// The code does something that the compiler never emits.
#[cold]
pub(super) fn broken() -> Raise {
    system_error("the compiled code is broken")
}

#[cold]
pub(super) fn unbound_local(code: &Code, register: Reg) -> Raise {
    let name = code.variables[usize::from(register)];
    unbound_local_error(format!("cannot access local variable '{name}' where it is not associated with a value"))
}

#[cold]
pub(super) fn unbound_free(code: &Code, index: u16) -> Raise {
    let name = code.free[usize::from(index)];
    name_error(format!(
        "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    ))
}

#[cold]
fn undefined(name: Name) -> Raise {
    let raise = name_error(format!("name '{name}' is not defined"));
    raise.exception().dict().set_str("name", name.value());
    raise
}

/// The quotient of two integers that a float can hold exactly.
#[inline]
pub(super) fn small_quotient(x: i64, y: i64) -> Option<f64> {
    const EXACT: u64 = 1 << 53;
    (y != 0 && x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT).then(|| x as f64 / y as f64)
}

#[inline]
pub(super) fn list_item(list: &List, index: i64) -> Option<Value> {
    let items = list.borrow();
    let index = if index < 0 { index + items.len() as i64 } else { index };
    items.get(usize::try_from(index).ok()?).cloned()
}

/// The truth of a comparison.
pub(super) fn compare_truth(vm: &mut Vm, op: Comparison, left: &Value, right: &Value) -> Result<bool> {
    match (left, right) {
        (Value::Float(x), Value::Int(y)) if y.unsigned_abs() < 1 << 53 => {
            return Ok(x.partial_cmp(&(*y as f64)).map_or(op == Comparison::NotEq, |ordering| op.holds(ordering)));
        }
        (Value::Str(x), Value::Str(y)) => {
            return Ok(match op {
                Comparison::Eq => x == y,
                Comparison::NotEq => x != y,
                _ => op.holds(x.as_str().cmp(y.as_str())),
            });
        }
        _ => {}
    }
    let result = vm.compare(op, left, right)?;
    vm.truth(&result)
}

/// `text += other`, in place when nobody else has the text.
pub(super) fn append_text(target: &mut Value, other: &Rc<Str>) {
    let Value::Str(text) = target else { return };
    match Rc::get_mut(text) {
        Some(own) if !own.is_interned() => own.push_str(other),
        _ => {
            let mut joined = String::with_capacity((text.len() + other.len()) * 2);
            joined.push_str(text);
            joined.push_str(other);
            *target = Value::str(joined);
        }
    }
}

/// Moves registers in a row into a vector.
///
/// # Safety
/// They are temporaries of the running frame.
pub(super) unsafe fn take_row(first: *mut Value, count: usize) -> Vec<Value> {
    // SAFETY: the caller's.
    (0..count).map(|index| unsafe { take(first.add(index)) }).collect()
}

/// # Safety
/// As [`take_row`].
pub(super) unsafe fn tuple_from(first: *mut Value, count: usize) -> Value {
    // SAFETY: the caller's.
    Value::tuple((0..count).map(|index| unsafe { take(first.add(index)) }))
}

/// # Safety
/// As [`take_row`], with three registers.
pub(super) unsafe fn slice_from(first: *mut Value) -> Value {
    // SAFETY: the caller's.
    let [start, stop, step] = unsafe { [take(first), take(first.add(1)), take(first.add(2))] };
    Value::Slice(Rc::new(Slice { start, stop, step }))
}

/// # Safety
/// As [`take_row`].
pub(super) unsafe fn join_texts(first: *mut Value, count: usize) -> Value {
    let mut text = String::new();
    for index in 0..count {
        // SAFETY: the caller's.
        if let Value::Str(part) = unsafe { take(first.add(index)) } {
            text.push_str(&part);
        }
    }
    Value::str(text)
}

/// Sets a global, at the position where it stood the last time.
#[inline]
pub(super) fn store_global(globals: &Dict, cache: &Cache, value: Value) {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &mut *cache.memory.get() };
    if let Err(value) = globals.set_at(memory.slot as usize, cache.name, value) {
        globals.set_text(&cache.text, value);
        memory.slot = globals.position_of(&cache.text).unwrap_or(0) as u32;
    }
}

pub(super) fn delete_global(globals: &Dict, name: Name) -> Result<()> {
    match globals.remove_name(name) {
        Some(_) => Ok(()),
        None => Err(undefined(name)),
    }
}

/// An attribute of an instance at the position where it stood the last time in an instance of the same class, or one of a
/// module.
#[inline]
pub(super) fn known_attribute(value: &Value, cache: &Cache) -> Option<Value> {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &*cache.memory.get() };
    match value {
        Value::Instance(instance) if memory.kind == OWN && instance.class().version() == memory.version => {
            instance.dict().get_at(memory.slot as usize, cache.name)
        }
        Value::Module(module) if memory.kind == IN_MODULE => module.dict.get_at(memory.slot as usize, cache.name),
        _ => None,
    }
}

/// A cache remembers the position of an attribute in an instance's dict.
const OWN: u8 = 1;
/// A cache remembers a function in a class of the program.
const METHOD: u8 = 2;
/// A cache remembers a native function of a built-in kind of value.
const NATIVE: u8 = 3;
/// A cache remembers a position in a module's dict.
const IN_MODULE: u8 = 4;

/// A method found the last time, for values of the same class.
#[inline]
pub(super) fn known_method(value: &Value, cache: &Cache) -> Option<Value> {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &*cache.memory.get() };
    match value {
        Value::Instance(instance) if memory.kind == METHOD && instance.class().version() == memory.version => {
            match instance.dict_if_any() {
                Some(dict) if dict.position_of(&cache.text).is_some() => None,
                _ => Some(memory.value.clone()),
            }
        }
        Value::Instance(_) => None,
        other if memory.kind == NATIVE && u64::from(memory.slot) == tag(other) => Some(memory.value.clone()),
        _ => None,
    }
}

/// The `__init__` of a class whose instances are made in no other special way.
pub(super) fn plain_init(class: &Rc<Class>) -> Option<Rc<Function>> {
    if class.native_table().is_some()
        || class.has_metaclass()
        || class.layout().base_class().is_some()
        || class.lookup_defined(Name::NEW).is_some()
    {
        return None;
    }
    match class.lookup(Name::INIT) {
        Some(Value::Function(function)) if function.code.kind == crate::code::CodeKind::Function => Some(function),
        _ => None,
    }
}

/// Whether an `except` clause's class fits an exception.
pub(super) fn matches_exception(exception: &Value, class: &Value) -> Result<bool> {
    let Value::Exception(exception) = exception else { return Err(broken()) };
    let fits = |class: &Value| match class {
        Value::Class(class) if class.derives_from(&types::BASE_EXCEPTION) => Ok(exception.class().is_subclass(class)),
        _ => Err(type_error("catching classes that do not inherit from BaseException is not allowed")),
    };
    match class {
        Value::Tuple(classes) => {
            for class in classes.iter() {
                if fits(class)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        class => fits(class),
    }
}

impl Vm {
    /// A global or a builtin, and a note of where it stood.
    pub(super) fn load_global(&mut self, globals: &Dict, cache: &Cache) -> Result<Value> {
        // SAFETY: only the machine touches a cache's memory, one instruction at a time.
        let memory = cache.memory.get();
        if let Some(position) = globals.position_of(&cache.text)
            && let Some(value) = globals.get_text(&cache.text)
        {
            // SAFETY: as above.
            unsafe {
                (*memory).kind = 1;
                (*memory).slot = position as u32;
            }
            return Ok(value);
        }
        let Some(value) = self.builtin(cache.name)? else { return Err(undefined(cache.name)) };
        // SAFETY: as above.
        unsafe {
            (*memory).kind = 2;
            (*memory).address = std::ptr::from_ref(globals) as usize;
            (*memory).version = globals.keys_version();
            (*memory).slot = self.builtins.position_of(&cache.text).unwrap_or(0) as u32;
        }
        Ok(value)
    }

    /// The namespace of the running class body.
    fn own_names(&self) -> Option<&Rc<Dict>> {
        self.frames.last()?.locals.as_ref()
    }

    pub(super) fn own_name(&mut self, name: Name) -> Result<Option<Value>> {
        Ok(self.own_names().and_then(|locals| locals.get_name(name)))
    }

    pub(super) fn load_name(&mut self, globals: &Dict, cache: &Cache) -> Result<Value> {
        match self.own_name(cache.name)? {
            Some(value) => Ok(value),
            None => self.load_global(globals, cache),
        }
    }

    pub(super) fn store_name(&mut self, name: Name, value: Value) -> Result<()> {
        match self.own_names() {
            Some(locals) => {
                locals.set_name(name, value);
                Ok(())
            }
            None => Err(system_error(format!("no locals found when storing '{name}'"))),
        }
    }

    pub(super) fn delete_name(&mut self, name: Name) -> Result<()> {
        match self.own_names().and_then(|locals| locals.remove_name(name)) {
            Some(_) => Ok(()),
            None => Err(undefined(name)),
        }
    }

    /// `left op right` for the comparisons that have a result of any kind, and for `is` and `in`.
    pub(super) fn compare_op(&mut self, op: CmpOp, left: &Value, right: &Value) -> Result<Value> {
        if let Some(op) = Comparison::of(op) {
            return self.compare(op, left, right);
        }
        Ok(Value::Bool(match op {
            CmpOp::Is => left.is(right),
            CmpOp::IsNot => !left.is(right),
            CmpOp::In => self.contains(right, left)?,
            _ => !self.contains(right, left)?,
        }))
    }

    /// `value.name`, and a note of where it stood.
    pub(super) fn load_attribute(&mut self, value: &Value, cache: &Cache) -> Result<Value> {
        let found = self.get_attribute(value, cache.name)?;
        // SAFETY: only the machine touches a cache's memory, one instruction at a time.
        let memory = unsafe { &mut *cache.memory.get() };
        match value {
            Value::Instance(instance) => {
                let class = instance.class();
                let plain = class.lookup(cache.name).is_none() && class.lookup_defined(Name::GETATTRIBUTE).is_none();
                if plain && let Some(position) = instance.dict().position_of(&cache.text) {
                    memory.kind = OWN;
                    memory.slot = position as u32;
                    memory.version = class.version();
                }
            }
            Value::Module(module) => {
                if let Some(position) = module.dict.position_of(&cache.text)
                    && module.class_has_no(cache.name)
                {
                    memory.kind = IN_MODULE;
                    memory.slot = position as u32;
                }
            }
            _ => {}
        }
        Ok(found)
    }

    /// What `value.name(…)` calls, and whether `value` is its first argument.
    pub(super) fn load_method(&mut self, value: &Value, cache: &Cache) -> Result<(Value, bool)> {
        // SAFETY: only the machine touches a cache's memory, one instruction at a time.
        let memory = cache.memory.get();
        match value {
            Value::Instance(instance) => {
                let class = instance.class();
                if class.lookup_defined(Name::GETATTRIBUTE).is_none()
                    && let Some(function @ Value::Function(_)) = class.lookup(cache.name)
                    && instance.dict().position_of(&cache.text).is_none()
                {
                    // SAFETY: as above.
                    unsafe {
                        (*memory).kind = METHOD;
                        (*memory).version = class.version();
                        (*memory).value = function.clone();
                    }
                    return Ok((function, true));
                }
            }
            Value::Str(_) | Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Tuple(_) | Value::Bytes(_) => {
                if let Some(Value::Native(native)) = value.class().lookup(cache.name)
                    && native.is_method()
                {
                    // SAFETY: as above.
                    unsafe {
                        (*memory).kind = NATIVE;
                        (*memory).slot = tag(value) as u32;
                        (*memory).value = Value::Native(native);
                    }
                    return Ok((Value::Native(native), true));
                }
            }
            Value::Module(_) => {
                if let Some(known) = known_attribute(value, cache) {
                    return Ok((known, false));
                }
                return Ok((self.load_attribute(value, cache)?, false));
            }
            _ => {}
        }
        Ok((self.get_attribute(value, cache.name)?, false))
    }

    /// `value.name = new`, at the position where it stood the last time in an instance of the same class.
    #[inline]
    pub(super) fn store_attribute(&mut self, value: &Value, cache: &Cache, new: Value) -> Result<()> {
        // SAFETY: only the machine touches a cache's memory, one instruction at a time.
        let memory = unsafe { &*cache.memory.get() };
        if let Value::Instance(instance) = value
            && memory.kind == OWN
            && instance.class().version() == memory.version
        {
            let dict = instance.dict();
            if let Err(new) = dict.set_at(memory.slot as usize, cache.name, new) {
                dict.set_text(&cache.text, new);
            }
            return Ok(());
        }
        self.store_attribute_rarely(value, cache, new)
    }

    fn store_attribute_rarely(&mut self, value: &Value, cache: &Cache, new: Value) -> Result<()> {
        self.set_attribute(value, cache.name, new)?;
        if let Value::Instance(instance) = value {
            let class = instance.class();
            let is_plain = class.lookup_defined(Name::SETATTR).is_none() && !class.has_slots();
            let in_class = class.lookup(cache.name);
            let shadows_plain = !matches!(in_class, Some(Value::Object(_) | Value::Instance(_)));
            if is_plain && shadows_plain && !matches!(instance.payload(), Value::Object(_)) {
                // SAFETY: only the machine touches a cache's memory, one instruction at a time.
                let memory = unsafe { &mut *cache.memory.get() };
                memory.kind = OWN;
                memory.slot = instance.dict().position_of(&cache.text).unwrap_or(0) as u32;
                memory.version = class.version();
            }
        }
        Ok(())
    }

    pub(super) fn build_set(&mut self, items: Vec<Value>) -> Result<Value> {
        let set = Set::new();
        for item in items {
            set.add(self, item)?;
        }
        Ok(Value::from(set))
    }

    pub(super) fn build_dict(&mut self, items: Vec<Value>) -> Result<Value> {
        let dict = Dict::new();
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            dict.insert(self, key, value)?;
        }
        Ok(Value::from(dict))
    }

    pub(super) fn extend_list(&mut self, list: &Value, items: &Value) -> Result<()> {
        let Value::List(list) = list else { return Err(broken()) };
        if self.try_iterate(items)?.is_none() {
            let name = items.type_name();
            return Err(type_error(format!("Value after * must be an iterable, not {name}")));
        }
        let items = self.collect(items)?;
        list.borrow_mut().extend(items);
        Ok(())
    }

    /// Adds `*items` to the arguments of a call.
    pub(super) fn spread_arguments(&mut self, list: &Value, items: &Value, callee: &Value) -> Result<()> {
        let Value::List(list) = list else { return Err(broken()) };
        if self.try_iterate(items)?.is_none() {
            let (function, name) = (self.callee_name(callee), items.type_name());
            return Err(type_error(format!("{function}argument after * must be an iterable, not {name}")));
        }
        let items = self.collect(items)?;
        list.borrow_mut().extend(items);
        Ok(())
    }

    pub(super) fn update_set(&mut self, set: &Value, items: &Value) -> Result<()> {
        let Value::Set(set) = set else { return Err(broken()) };
        for item in self.collect(items)? {
            set.add(self, item)?;
        }
        Ok(())
    }

    /// The entries of a mapping: a dict, or anything with `keys()`.
    fn entries(&mut self, mapping: &Value) -> Result<Option<Vec<(Value, Value)>>> {
        if let Value::Dict(dict) = mapping.plain() {
            return Ok(Some(dict.items()));
        }
        let Some(keys) = self.find_attribute(mapping, Name::KEYS)? else { return Ok(None) };
        let keys = self.call_values(&keys, &[])?;
        let mut entries = Vec::new();
        for key in self.collect(&keys)? {
            let value = self.item(mapping, &key)?;
            entries.push((key, value));
        }
        Ok(Some(entries))
    }

    pub(super) fn update_dict(&mut self, dict: &Value, mapping: &Value) -> Result<()> {
        let Value::Dict(dict) = dict else { return Err(broken()) };
        let Some(entries) = self.entries(mapping)? else {
            return Err(type_error(format!("'{}' object is not a mapping", mapping.type_name())));
        };
        for (key, value) in entries {
            dict.insert(self, key, value)?;
        }
        Ok(())
    }

    /// Adds `**mapping` to the keyword arguments of a call.
    pub(super) fn merge_keywords(&mut self, dict: &Value, mapping: &Value, callee: &Value) -> Result<()> {
        let Value::Dict(dict) = dict else { return Err(broken()) };
        let Some(entries) = self.entries(mapping)? else {
            let (function, name) = (self.callee_name(callee), mapping.type_name());
            return Err(type_error(format!("{function}argument after ** must be a mapping, not {name}")));
        };
        for (key, value) in entries {
            if key.as_str().is_none() {
                return Err(type_error("keywords must be strings"));
            }
            if dict.contains(self, &key)? {
                let (function, key) = (self.callee_name(callee), self.str(&key)?);
                return Err(type_error(format!("{function}got multiple values for keyword argument '{key}'")));
            }
            dict.insert(self, key, value)?;
        }
        Ok(())
    }

    /// `module.function() `, as errors of a call begin.
    fn callee_name(&mut self, callee: &Value) -> String {
        let names = [Name::MODULE, Name::QUALNAME].map(|name| {
            let found = self.find_attribute(callee, name).ok().flatten();
            found.and_then(|value| value.as_str().map(str::to_owned))
        });
        match names {
            [Some(module), Some(name)] if module != "builtins" => format!("{module}.{name}() "),
            [_, Some(name)] => format!("{name}() "),
            _ => format!("{} object ", callee.type_name()),
        }
    }

    pub(super) fn unpack(&mut self, value: &Value, count: usize) -> Result<Vec<Value>> {
        let Some(iterator) = self.try_iterate(value)? else {
            return Err(type_error(format!("cannot unpack non-iterable {} object", value.type_name())));
        };
        let mut items = Vec::with_capacity(count);
        while items.len() < count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let got = items.len();
                    return Err(value_error(format!("not enough values to unpack (expected {count}, got {got})")));
                }
            }
        }
        if self.next(&iterator)?.is_some() {
            return Err(value_error(format!("too many values to unpack (expected {count})")));
        }
        Ok(items)
    }

    pub(super) fn unpack_star(&mut self, value: &Value, before: usize, after: usize) -> Result<Vec<Value>> {
        if self.try_iterate(value)?.is_none() {
            return Err(type_error(format!("cannot unpack non-iterable {} object", value.type_name())));
        }
        let mut items = self.collect(value)?;
        if items.len() < before + after {
            let (least, got) = (before + after, items.len());
            return Err(value_error(format!("not enough values to unpack (expected at least {least}, got {got})")));
        }
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        items.push(Value::list(middle));
        items.extend(tail);
        Ok(items)
    }

    pub(super) fn format_field(
        &mut self,
        value: &Value,
        conversion: FormatConversion,
        spec: Option<&Value>,
    ) -> Result<Value> {
        let spec = match spec {
            Some(Value::Str(spec)) => Rc::clone(spec),
            _ => Name::EMPTY.text(),
        };
        let text = match conversion {
            FormatConversion::None => match value {
                Value::Str(text) if spec.is_empty() => return Ok(Value::Str(Rc::clone(text))),
                other => return Ok(Value::str(self.format(other, &spec)?)),
            },
            FormatConversion::Str => self.str(value)?,
            FormatConversion::Repr => self.repr(value)?,
            FormatConversion::Ascii => crate::text::escape_non_ascii(&self.repr(value)?),
        };
        if spec.is_empty() {
            return Ok(Value::str(text));
        }
        Ok(Value::str(self.format(&Value::str(text), &spec)?))
    }

    pub(super) fn raise_from(&mut self, value: &Value, cause: &Value) -> Raise {
        let exception = match crate::methods::exception::raised(self, value) {
            Ok(exception) => exception,
            Err(raise) => return raise,
        };
        let cause: Option<Rc<Exception>> = match cause {
            Value::None => None,
            Value::Exception(_) | Value::Class(_) => match crate::methods::exception::raised(self, cause) {
                Ok(cause) => Some(cause),
                Err(_) => return type_error("exception causes must derive from BaseException"),
            },
            _ => return type_error("exception causes must derive from BaseException"),
        };
        *exception.cause.borrow_mut() = cause;
        exception.suppress_context.set(true);
        Raise::from_exception(exception)
    }

    pub(super) fn enter_context(&mut self, context: &Value) -> Result<Value> {
        let lacks = |value: &Value| {
            type_error(format!("'{}' object does not support the context manager protocol", value.type_name()))
        };
        match context {
            Value::Object(object) => object.clone().object().enter(self, context),
            Value::Instance(instance) => {
                let class = Rc::clone(instance.class());
                match class.lookup_defined(Name::ENTER) {
                    Some(enter) => {
                        if class.lookup_defined(Name::EXIT).is_none() && instance.payload().is_unset() {
                            let name = context.type_name();
                            return Err(type_error(format!(
                                "'{name}' object does not support the context manager protocol (missed __exit__ method)"
                            )));
                        }
                        self.call_unbound(&enter, context, &[])
                    }
                    None => match instance.payload() {
                        Value::Object(object) => object.clone().object().enter(self, context),
                        _ => Err(lacks(context)),
                    },
                }
            }
            other => Err(lacks(other)),
        }
    }

    /// Ends a `with` block; tells whether an exception is swallowed.
    pub(super) fn exit_context(&mut self, context: &Value, exception: Option<&Rc<Exception>>) -> Result<bool> {
        let exit = match context {
            Value::Instance(instance) => instance.class().lookup_defined(Name::EXIT),
            _ => None,
        };
        if let Some(exit) = exit {
            let args = match exception {
                Some(exception) => [
                    Value::Class(Rc::clone(exception.class())),
                    Value::Exception(Rc::clone(exception)),
                    crate::traceback::value(exception),
                ],
                None => [Value::None, Value::None, Value::None],
            };
            let result = self.call_unbound(&exit, context, &args)?;
            return self.truth(&result);
        }
        match context.plain() {
            Value::Object(object) => object.clone().object().exit(self, exception),
            _ => Err(type_error(format!(
                "'{}' object does not support the context manager protocol",
                context.type_name()
            ))),
        }
    }

    pub(super) fn display(&mut self, value: &Value) -> Result<()> {
        match self.display.clone() {
            Some(display) => display(self, value),
            None => Ok(()),
        }
    }

    /// `__annotations__` in the namespace of the running code.
    pub(super) fn ensure_annotations(&mut self, globals: &Dict) -> Result<()> {
        let fresh = || Value::from(Dict::new());
        match self.own_names() {
            Some(locals) if locals.get_name(Name::ANNOTATIONS).is_none() => locals.set_name(Name::ANNOTATIONS, fresh()),
            None if globals.get_name(Name::ANNOTATIONS).is_none() => globals.set_name(Name::ANNOTATIONS, fresh()),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn match_kind(&mut self, subject: &Value, mapping: bool) -> Result<bool> {
        Ok(match subject.plain() {
            Value::List(_) | Value::Tuple(_) | Value::Range(_) => !mapping,
            Value::Dict(_) => mapping,
            Value::Instance(instance) => {
                let abstract_name = if mapping { "Mapping" } else { "Sequence" };
                instance.class().ancestors().iter().any(|class| &*class.name() == abstract_name)
            }
            _ => false,
        })
    }

    pub(super) fn match_keys(&mut self, subject: &Value, keys: &Value) -> Result<Value> {
        let Value::Tuple(keys) = keys else { return Err(broken()) };
        let mut values = Vec::with_capacity(keys.len());
        for key in keys.iter() {
            let found = match subject.plain() {
                Value::Dict(dict) => Rc::clone(dict).get(self, key)?,
                _ if self.contains(subject, key)? => Some(self.item(subject, key)?),
                _ => None,
            };
            match found {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
        Ok(Value::tuple(values))
    }

    pub(super) fn match_rest(&mut self, subject: &Value, keys: &Value) -> Result<Value> {
        let rest = Dict::new();
        for (key, value) in self.entries(subject)?.unwrap_or_default() {
            if !self.contains(keys, &key)? {
                rest.insert(self, key, value)?;
            }
        }
        Ok(Value::from(rest))
    }

    /// The attributes that a class pattern asks for: `row` has the class, the number of positional patterns and the names.
    pub(super) fn match_class(&mut self, subject: &Value, row: &[Value]) -> Result<Value> {
        let [class_value, count, Value::Tuple(names)] = row else { return Err(broken()) };
        let Value::Class(class) = class_value else { return Err(type_error("called match pattern must be a class")) };
        if !self.is_instance(subject, class_value)? {
            return Ok(Value::None);
        }
        let count = count.as_int().unwrap_or(0) as usize;
        let mut wanted: Vec<Name> = Vec::with_capacity(count + names.len());
        let mut values = Vec::with_capacity(count + names.len());
        if count > 0 {
            match class.lookup(Name::MATCH_ARGS) {
                Some(Value::Tuple(list)) => {
                    if count > list.len() {
                        let (class, most) = (class.name(), list.len());
                        let plural = if most == 1 { "" } else { "s" };
                        return Err(type_error(format!(
                            "{class}() accepts {most} positional sub-pattern{plural} ({count} given)"
                        )));
                    }
                    wanted.extend(list[..count].iter().filter_map(|name| name.as_str().map(Name::new)));
                }
                _ if count == 1 && matches_itself(class) => values.push(subject.clone()),
                _ => {
                    let class = class.name();
                    return Err(type_error(format!("{class}() accepts 0 positional sub-patterns ({count} given)")));
                }
            }
        }
        wanted.extend(names.iter().filter_map(|name| name.as_str().map(Name::new)));
        for name in wanted {
            match self.find_attribute(subject, name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
        Ok(Value::tuple(values))
    }
}

/// Whether a class pattern with one positional pattern means the subject itself, as `int(x)` does.
fn matches_itself(class: &Class) -> bool {
    let itself = [
        &types::BOOL,
        &types::BYTES,
        &types::DICT,
        &types::FLOAT,
        &types::FROZENSET,
        &types::INT,
        &types::LIST,
        &types::SET,
        &types::STR,
        &types::TUPLE,
    ];
    itself.iter().any(|native| class.derives_from(native))
}

/// A list's items as a tuple's.
pub(super) fn tuple_of(value: &Value) -> Rc<Tuple> {
    match value {
        Value::Tuple(tuple) => Rc::clone(tuple),
        Value::List(list) => Rc::new(Tuple::from(list.to_vec())),
        _ => Rc::new(Tuple::new([])),
    }
}
