//! Names and attributes looked up where they stood the last time: each instruction that reads or writes one has a cache.

use super::Vm;
use super::registers::put;
use super::slow::undefined;
use crate::Result;
use crate::code::Cache;
use crate::name::Name;
use crate::value::words::{may_hold_others, tag};
use crate::value::{Dict, Value};

/// A cache remembers the position of an attribute in an instance's dict.
const OWN: u8 = 1;
/// A cache remembers a function in a class of the program.
const METHOD: u8 = 2;
/// A cache remembers a native function of a built-in kind of value.
const NATIVE: u8 = 3;
/// A cache remembers a position in a module's dict.
const IN_MODULE: u8 = 4;
/// A cache remembers a native function of the class of an object written in Rust.
const OF_OBJECT: u8 = 5;

/// Sets a global, at the position where it stood the last time.
#[inline]
pub(super) fn store_global(globals: &Dict, cache: &Cache, value: Value) {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &mut *cache.memory.get() };
    match globals.slot_at(memory.slot as usize, &cache.text) {
        // SAFETY: the slot was just found, and what is dropped runs no program.
        Some(slot) => unsafe { put(slot, value) },
        None => {
            globals.set_text(&cache.text, value);
            memory.slot = globals.position_of(&cache.text).unwrap_or(0) as u32;
        }
    }
}

/// Where an attribute of an instance lies that stood there the last time in an instance of the same class, or one of a module.
/// The place is good until the program runs on.
#[inline(always)]
pub(super) fn known_attribute(value: &Value, cache: &Cache) -> Option<*const Value> {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &*cache.memory.get() };
    let dict = match value {
        Value::Instance(instance) if memory.kind == OWN && instance.class().version() == memory.version => {
            instance.dict_if_any()?
        }
        Value::Module(module) if memory.kind == IN_MODULE => &module.dict,
        _ => return None,
    };
    dict.slot_at(memory.slot as usize, &cache.text).map(<*mut Value>::cast_const)
}

/// Where an attribute of an instance lies that may be set to `new` there, as the last time in an instance of the same class.
#[inline(always)]
pub(super) fn known_place(value: &Value, cache: &Cache, new: &Value) -> Option<*mut Value> {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &*cache.memory.get() };
    match value {
        Value::Instance(instance) if memory.kind == OWN && instance.class().version() == memory.version => {
            let dict = instance.dict_if_any()?;
            if may_hold_others(new) && !dict.is_watched() {
                return None;
            }
            dict.slot_at(memory.slot as usize, &cache.text)
        }
        _ => None,
    }
}

/// A method found the last time, for values of the same class.
#[inline(always)]
pub(super) fn known_method(value: &Value, cache: &Cache) -> Option<*const Value> {
    // SAFETY: only the machine touches a cache's memory, one instruction at a time.
    let memory = unsafe { &*cache.memory.get() };
    let known = match value {
        Value::Instance(instance) if memory.kind == METHOD && instance.class().version() == memory.version => {
            match instance.dict_if_any() {
                Some(dict) => dict.is_small_without(&cache.text) || dict.position_of(&cache.text).is_none(),
                None => true,
            }
        }
        Value::Instance(_) => false,
        other => memory.kind == NATIVE && u64::from(memory.slot) == tag(other),
    };
    known.then_some(&raw const memory.value)
}

impl Vm {
    /// Where a global or a builtin lies that stood there the last time. The place is good until the program runs on.
    #[inline(always)]
    pub(super) fn known_global(&self, globals: &Dict, cache: &Cache) -> Option<*const Value> {
        // SAFETY: only the machine touches a cache's memory, one instruction at a time.
        let memory = unsafe { &*cache.memory.get() };
        let dict = match memory.kind {
            1 => globals,
            2 if memory.address == std::ptr::from_ref(globals) as usize && memory.version == globals.keys_version() => {
                &self.builtins
            }
            _ => return None,
        };
        dict.slot_at(memory.slot as usize, &cache.text).map(<*mut Value>::cast_const)
    }

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
            Value::Object(object) => {
                let class = object.object().class();
                // SAFETY: as above.
                let (kind, version) = unsafe { ((*memory).kind, (*memory).version) };
                let known = if kind == OF_OBJECT && version == class.version() {
                    // SAFETY: as above.
                    Some(unsafe { (*memory).value.clone() })
                } else {
                    class
                        .lookup(cache.name)
                        .filter(|found| matches!(found, Value::Native(native) if native.is_method()))
                };
                if let Some(function) = known {
                    // What the object has of its own comes before its class's methods.
                    if let Some(own) = object.clone().object().get_attribute(self, value, cache.name)? {
                        return Ok((own, false));
                    }
                    // SAFETY: as above.
                    unsafe {
                        (*memory).kind = OF_OBJECT;
                        (*memory).version = class.version();
                        (*memory).value = function.clone();
                    }
                    return Ok((function, true));
                }
            }
            Value::Module(_) => {
                if let Some(known) = known_attribute(value, cache) {
                    // SAFETY: the place was just found.
                    return Ok((unsafe { (*known).clone() }, false));
                }
                return Ok((self.load_attribute(value, cache)?, false));
            }
            _ => {}
        }
        Ok((self.get_attribute(value, cache.name)?, false))
    }

    /// `value.name = new`, and a note of where it stands in instances.
    pub(super) fn store_attribute(&mut self, value: &Value, cache: &Cache, new: Value) -> Result<()> {
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
}
