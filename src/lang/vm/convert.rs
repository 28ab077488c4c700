//! Conversions: truth, numbers, text, hashes; and what a value is an instance of.

use std::rc::Rc;

use num_traits::ToPrimitive;

use super::Vm;
use crate::Result;
use crate::class::Class;
use crate::exception::{overflow_error, type_error, value_error};
use crate::name::Name;
use crate::number;
use crate::value::Value;

impl Vm {
    /// `bool(value)`.
    ///
    /// # Errors
    /// What `__bool__` or `__len__` raises, and a `TypeError` for a `__bool__` that returns no bool.
    #[inline]
    pub fn truth(&mut self, value: &Value) -> Result<bool> {
        match value {
            Value::Bool(value) => Ok(*value),
            Value::None => Ok(false),
            Value::Int(int) => Ok(*int != 0),
            other => self.truth_rare(other),
        }
    }

    fn truth_rare(&mut self, value: &Value) -> Result<bool> {
        Ok(match value {
            Value::Float(float) => *float != 0.0,
            Value::Complex(complex) => complex.re != 0.0 || complex.im != 0.0,
            Value::Str(text) => !text.is_empty(),
            Value::List(list) => !list.is_empty(),
            Value::Tuple(tuple) => !tuple.is_empty(),
            Value::Dict(dict) => !dict.is_empty(),
            Value::Object(object) => return object.object().truth(self),
            Value::Instance(instance) => {
                if let Some(result) = self.call_special(value, Name::BOOL, &[])? {
                    let Value::Bool(truth) = result else {
                        return Err(type_error(format!(
                            "__bool__ should return bool, returned {}",
                            result.type_name()
                        )));
                    };
                    return Ok(truth);
                }
                if let Value::Object(object) = instance.payload()
                    && instance.class().lookup_defined(Name::LEN).is_none()
                {
                    return object.clone().object().truth(self);
                }
                return self.length_of(value).map_or(Ok(true), |length| Ok(length? != 0));
            }
            Value::Class(class) if class.has_metaclass() => {
                return match self.call_special(value, Name::BOOL, &[])? {
                    Some(result) => self.truth(&result),
                    None => Ok(true),
                };
            }
            other => return self.length_of(other).map_or(Ok(true), |length| Ok(length? != 0)),
        })
    }

    /// Whether the value can be used as an index.
    #[must_use]
    pub fn has_index(&mut self, value: &Value) -> bool {
        match value.plain() {
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => true,
            Value::Instance(instance) => instance.class().lookup_defined(Name::INDEX).is_some(),
            Value::Object(object) => object.clone().object().index(self).is_some(),
            _ => false,
        }
    }

    /// The integer that a value is, through `__index__`.
    ///
    /// # Errors
    /// `TypeError` when it is no integer; what `__index__` raises.
    pub fn index_value(&mut self, value: &Value) -> Result<Value> {
        match value.plain() {
            Value::Int(int) => Ok(Value::Int(*int)),
            Value::Bool(value) => Ok(Value::Int(i64::from(*value))),
            Value::BigInt(int) => Ok(Value::BigInt(Rc::clone(int))),
            Value::Instance(_) => match self.call_special(value, Name::INDEX, &[])? {
                Some(result) if matches!(result.plain(), Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) => {
                    Ok(result)
                }
                Some(result) => Err(type_error(format!("__index__ returned non-int (type {})", result.type_name()))),
                None => Err(not_an_integer(value)),
            },
            Value::Object(object) => match object.clone().object().index(self) {
                Some(result) => result,
                None => Err(not_an_integer(value)),
            },
            _ => Err(not_an_integer(value)),
        }
    }

    /// [`Vm::index_value`] as a number of 64 bits.
    ///
    /// # Errors
    /// As there, and `OverflowError` when it does not fit.
    pub fn index(&mut self, value: &Value) -> Result<i64> {
        if let Value::Int(int) = value {
            return Ok(*int);
        }
        match self.index_value(value)? {
            Value::BigInt(_) => Err(overflow_error("Python int too large to convert to C ssize_t")),
            other => Ok(other.as_int().unwrap_or(0)),
        }
    }

    /// The bound of a slice: too large ones are cut to what fits.
    ///
    /// # Errors
    /// `TypeError` when it is no integer.
    pub fn slice_index(&mut self, value: &Value) -> Result<i64> {
        if !self.has_index(value) {
            return Err(type_error("slice indices must be integers or None or have an __index__ method"));
        }
        Ok(match self.index_value(value)? {
            Value::BigInt(int) => {
                int.to_i64().unwrap_or(if int.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX })
            }
            other => other.as_int().unwrap_or(0),
        })
    }

    /// `float(value)` of a number; strings are for `float()` itself.
    ///
    /// # Errors
    /// `TypeError` when it is no number; `OverflowError` for too large integers.
    pub fn float(&mut self, value: &Value) -> Result<f64> {
        if says_itself(value, Name::FLOAT) {
            return self.float_of_instance(value);
        }
        match value.plain() {
            Value::Float(float) => Ok(*float),
            Value::Int(int) => Ok(*int as f64),
            Value::Bool(value) => Ok(f64::from(u8::from(*value))),
            Value::BigInt(int) => Ok(number::big_to_float(int)?),
            Value::Instance(_) => self.float_of_instance(value),
            Value::Object(object) => match object.clone().object().float(self) {
                Some(result) => result,
                None => Err(not_real(value)),
            },
            _ => Err(not_real(value)),
        }
    }

    /// What an instance's own methods make of it as a float.
    fn float_of_instance(&mut self, value: &Value) -> Result<f64> {
        if let Some(result) = self.call_special(value, Name::FLOAT, &[])? {
            let Value::Float(float) = result.plain() else {
                let (class, name) = (value.type_name(), result.type_name());
                return Err(type_error(format!("{class}.__float__ returned non-float (type {name})")));
            };
            return Ok(*float);
        }
        if self.has_index(value) {
            let int = self.index_value(value)?;
            return self.float(&int);
        }
        Err(not_real(value))
    }

    /// `int(value)` of a number; strings are for `int()` itself.
    ///
    /// # Errors
    /// `TypeError` when it is no number; `ValueError` for NaN, `OverflowError` for infinity.
    pub fn int(&mut self, value: &Value) -> Result<Value> {
        if says_itself(value, Name::INT) {
            return self.int_of_instance(value);
        }
        match value.plain() {
            Value::Float(float) if float.is_nan() => Err(value_error("cannot convert float NaN to integer")),
            Value::Float(float) => match num_traits::FromPrimitive::from_f64(float.trunc()) {
                Some(int) => Ok(Value::big(int)),
                None => Err(overflow_error("cannot convert float infinity to integer")),
            },
            Value::Instance(_) => self.int_of_instance(value),
            Value::Object(object) => {
                let object = object.clone();
                match object.object().int(self).or_else(|| object.object().index(self)) {
                    Some(result) => result,
                    None => Err(not_int(value)),
                }
            }
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => self.index_value(value),
            _ => Err(not_int(value)),
        }
    }

    /// What an instance's own methods make of it as an integer.
    fn int_of_instance(&mut self, value: &Value) -> Result<Value> {
        for method in [Name::INT, Name::INDEX, Name::TRUNC] {
            if let Some(result) = self.call_special(value, method, &[])? {
                if method == Name::INT && !matches!(result.plain(), Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) {
                    let given = result.type_name();
                    return Err(type_error(format!("__int__ returned non-int (type {given})")));
                }
                return self.index_value(&result);
            }
        }
        Err(not_int(value))
    }

    /// `repr(value)`.
    ///
    /// # Errors
    /// What `__repr__` raises; `RecursionError`.
    pub fn repr(&mut self, value: &Value) -> Result<String> {
        self.deeper(" while getting the repr of an object", |vm| vm.repr_of(value))
    }

    /// `str(value)`.
    ///
    /// # Errors
    /// What `__str__` or `__repr__` raises.
    pub fn str(&mut self, value: &Value) -> Result<String> {
        match value {
            Value::Str(text) => Ok(text.as_str().to_owned()),
            Value::Instance(_) | Value::Exception(_) => self.deeper(" while getting the str of an object", |vm| {
                if let Some(result) = vm.call_special(value, Name::STR, &[])? {
                    return text_result(&result, "__str__");
                }
                match value.plain() {
                    Value::Exception(exception) => vm.exception_text(exception),
                    Value::Object(object) if value.class().lookup_defined(Name::REPR).is_none() => {
                        object.clone().object().str(vm, value)
                    }
                    Value::Str(text) => Ok(text.to_string()),
                    _ => vm.repr(value),
                }
            }),
            Value::Object(object) => {
                self.deeper(" while getting the str of an object", |vm| object.object().str(vm, value))
            }
            other => self.repr(other),
        }
    }

    /// `format(value, spec)`.
    ///
    /// # Errors
    /// What `__format__` raises; `ValueError` and `TypeError` for specs that the type does not understand.
    pub fn format(&mut self, value: &Value, spec: &str) -> Result<String> {
        match value {
            Value::Instance(instance) => {
                if let Some(result) = self.call_special(value, Name::FORMAT, &[Value::str(spec)])? {
                    return text_result(&result, "__format__");
                }
                if spec.is_empty() {
                    return self.str(value);
                }
                match instance.payload() {
                    Value::Unset => {}
                    Value::Object(object) => return object.clone().object().format(self, value, spec),
                    payload => return crate::format::format_value(self, &payload.clone(), spec),
                }
                Err(type_error(format!("unsupported format string passed to {}.__format__", value.type_name())))
            }
            Value::Object(object) => object.object().format(self, value, spec),
            other => crate::format::format_value(self, other, spec),
        }
    }

    /// `hash(value)`.
    ///
    /// # Errors
    /// `TypeError` when it cannot be hashed; what `__hash__` raises.
    pub fn hash(&mut self, value: &Value) -> Result<i64> {
        if let Some(hash) = value.plain_hash() {
            return Ok(hash);
        }
        match value {
            Value::Tuple(tuple) => {
                let mut hashes = Vec::with_capacity(tuple.len());
                self.deeper("", |vm| {
                    for item in tuple.iter() {
                        hashes.push(vm.hash(item)?);
                    }
                    Ok(())
                })?;
                Ok(crate::value::hash_tuple(hashes.into_iter()))
            }
            Value::FrozenSet(set) => {
                let mut hash = 0i64;
                for member in set.to_vec() {
                    let part = self.hash(&member)?;
                    hash ^= (part ^ 89_869_747 ^ (part << 16)).wrapping_mul(3_644_798_167);
                }
                Ok(hash.wrapping_mul(69_069).wrapping_add(907_133_923))
            }
            Value::Object(object) => object.object().hash(self, value),
            Value::Method(method) => {
                let function = self.hash(&method.function)?;
                Ok((method.receiver.id() >> 4) ^ function)
            }
            Value::Instance(instance) => self.instance_hash(value, instance.class()),
            Value::Exception(exception) => self.instance_hash(value, exception.class()),
            Value::Class(class) if class.has_metaclass() => match self.call_special(value, Name::HASH, &[])? {
                Some(hash) => self.index(&hash),
                None => Ok(value.id() >> 4),
            },
            Value::Class(_) | Value::Cell(_) | Value::Unset => Ok(value.id() >> 4),
            other => Err(unhashable(other)),
        }
    }

    fn instance_hash(&mut self, value: &Value, class: &Rc<Class>) -> Result<i64> {
        match class.lookup(Name::HASH) {
            Some(Value::None) => Err(unhashable(value)),
            Some(function) if !matches!(function, Value::Native(_)) => {
                let result = self.call_unbound(&function, value, &[])?;
                match result.plain() {
                    Value::Int(int) => Ok(crate::value::hash_int(*int)),
                    big @ Value::BigInt(_) => Ok(big.plain_hash().unwrap_or(0)),
                    Value::Bool(value) => Ok(i64::from(*value)),
                    _ => Err(type_error("__hash__ method should return an integer")),
                }
            }
            _ if value.plain().is(value) => Ok(value.id() >> 4),
            _ => match value.plain().clone() {
                Value::Object(object) => object.object().hash(self, value),
                plain => self.hash(&plain),
            },
        }
    }

    /// `isinstance(value, class)`: a class, a tuple of classes, or whatever answers for itself.
    ///
    /// # Errors
    /// `TypeError` when it is no class.
    pub fn is_instance(&mut self, value: &Value, class: &Value) -> Result<bool> {
        match class {
            Value::Class(class) => {
                if class.has_metaclass()
                    && let Some(check) = class.metaclass().lookup_defined(Name::INSTANCECHECK)
                {
                    let this = Value::Class(Rc::clone(class));
                    let result = self.call_unbound(&check, &this, std::slice::from_ref(value))?;
                    return self.truth(&result);
                }
                Ok(value.class().is_subclass(class))
            }
            Value::Tuple(classes) => {
                for class in classes.iter() {
                    if self.is_instance(value, class)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Object(object) => match object.object().instance_check(self, value) {
                Some(result) => result,
                None => Err(not_a_class("isinstance", 2)),
            },
            Value::Instance(_) => match self.call_special(class, Name::INSTANCECHECK, std::slice::from_ref(value))? {
                Some(verdict) => self.truth(&verdict),
                None => Err(not_a_class("isinstance", 2)),
            },
            Value::None => Ok(value.is_none()),
            _ => Err(not_a_class("isinstance", 2)),
        }
    }
}

/// CPython's sentence for the classes argument of `isinstance` and `issubclass`.
#[must_use]
pub fn not_a_class(function: &str, position: usize) -> crate::Raise {
    let kind = if function == "issubclass" { "class, a tuple of classes" } else { "type, a tuple of types" };
    type_error(format!("{function}() arg {position} must be a {kind}, or a union"))
}

fn text_result(result: &Value, method: &str) -> Result<String> {
    match result.as_str() {
        Some(text) => Ok(text.to_owned()),
        None if method == "__format__" => {
            Err(type_error(format!("__format__ must return a str, not {}", result.type_name())))
        }
        None => Err(type_error(format!("{method} returned non-string (type {})", result.type_name()))),
    }
}

fn not_an_integer(value: &Value) -> crate::Raise {
    type_error(format!("'{}' object cannot be interpreted as an integer", value.type_name()))
}

fn not_real(value: &Value) -> crate::Raise {
    type_error(format!("must be real number, not {}", value.type_name()))
}

fn not_int(value: &Value) -> crate::Raise {
    let name = value.type_name();
    type_error(format!("int() argument must be a string, a bytes-like object or a real number, not '{name}'"))
}

fn unhashable(value: &Value) -> crate::Raise {
    type_error(format!("unhashable type: '{}'", value.type_name()))
}

/// Whether a value stands on one of a built-in class, but its own class says what it is as a number.
fn says_itself(value: &Value, method: Name) -> bool {
    matches!(value, Value::Instance(instance) if !instance.payload().is_unset())
        && value.class().lookup_defined(method).is_some()
}
