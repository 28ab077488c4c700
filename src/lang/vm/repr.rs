//! `repr` of the language's own values.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::class::Class;
use crate::exception::{Exception, KEY_ERROR, UNICODE_ERROR, type_error};
use crate::name::Name;
use crate::value::Value;
use crate::{number, text};

impl Vm {
    pub(super) fn repr_of(&mut self, value: &Value) -> Result<String> {
        Ok(match value {
            Value::None => "None".to_owned(),
            Value::Unset => "<unset>".to_owned(),
            Value::Ellipsis => "Ellipsis".to_owned(),
            Value::NotImplemented => "NotImplemented".to_owned(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            Value::Int(int) => int.to_string(),
            Value::BigInt(int) => number::repr_big(int)?,
            Value::Float(float) => number::repr_float(*float),
            Value::Complex(complex) => number::repr_complex(**complex),
            Value::Str(text) => text::quote(text),
            Value::Bytes(bytes) => text::quote_bytes(bytes),
            Value::List(list) => return self.nested(value, "[...]", |vm| vm.items_repr("[", &list.to_vec(), "]")),
            Value::Tuple(tuple) => {
                let close = if tuple.len() == 1 { ",)" } else { ")" };
                return self.nested(value, "(...)", |vm| vm.items_repr("(", tuple, close));
            }
            Value::Dict(dict) => return self.nested(value, "{...}", |vm| vm.dict_repr(&dict.items())),
            Value::Set(set) if set.is_empty() => "set()".to_owned(),
            Value::Set(set) => return self.nested(value, "set(...)", |vm| vm.items_repr("{", &set.to_vec(), "}")),
            Value::FrozenSet(set) if set.is_empty() => "frozenset()".to_owned(),
            Value::FrozenSet(set) => {
                return self.nested(value, "frozenset(...)", |vm| vm.items_repr("frozenset({", &set.to_vec(), "})"));
            }
            Value::Range(range) if range.step == 1 => format!("range({}, {})", range.start, range.stop),
            Value::Range(range) => format!("range({}, {}, {})", range.start, range.stop, range.step),
            Value::Slice(slice) => {
                let parts = [slice.start.clone(), slice.stop.clone(), slice.step.clone()];
                return self.items_repr("slice(", &parts, ")");
            }
            Value::Function(function) => format!("<function {} at {:#x}>", function.qualname(), value.id()),
            Value::Method(method) => return self.method_repr(&method.function, &method.receiver),
            Value::Native(native) if native.is_method() => {
                let owner = native.qualname().rsplit_once('.').map_or("object", |(owner, _)| owner);
                format!("<method '{}' of '{owner}' objects>", native.name())
            }
            Value::Native(native) => format!("<built-in function {}>", native.name()),
            Value::Class(class) => return self.class_repr(class, value),
            Value::Module(module) => {
                let file = module.dict.get_name(Name::FILE);
                match file.as_ref().and_then(Value::as_str) {
                    Some(file) => format!("<module '{}' from '{file}'>", module.name),
                    None => format!("<module '{}' (built-in)>", module.name),
                }
            }
            Value::Generator(_) => format!("<generator object {} at {:#x}>", self.generator_name(value), value.id()),
            Value::Cell(_) => format!("<cell at {:#x}>", value.id()),
            Value::Object(object) => return object.object().repr(self, value),
            Value::Instance(instance) => {
                if let Some(result) = self.call_special(value, Name::REPR, &[])? {
                    return match result.as_str() {
                        Some(text) => Ok(text.to_owned()),
                        None => Err(type_error(format!("__repr__ returned non-string (type {})", result.type_name()))),
                    };
                }
                match instance.payload() {
                    Value::Unset => default_repr(instance.class(), value),
                    Value::Object(object) => return object.clone().object().repr(self, value),
                    Value::Set(_) | Value::FrozenSet(_) => {
                        let inner = value.plain().clone();
                        let items = self.collect(&inner)?;
                        let name = value.type_name();
                        if items.is_empty() {
                            return Ok(format!("{name}()"));
                        }
                        return self.items_repr(&format!("{name}({{"), &items, "})");
                    }
                    payload => return self.repr(&payload.clone()),
                }
            }
            Value::Exception(exception) => {
                if let Some(result) = self.call_special(value, Name::REPR, &[])? {
                    return self.str(&result);
                }
                let args = Rc::clone(&exception.args.borrow());
                let name = exception.class().name();
                return self.call_repr(&name, &args);
            }
        })
    }

    /// The repr of a container's contents, unless the container holds itself.
    pub(crate) fn nested(
        &mut self,
        value: &Value,
        inner: &str,
        repr: impl FnOnce(&mut Vm) -> Result<String>,
    ) -> Result<String> {
        let address = value.identity().unwrap_or(0);
        if self.in_repr.contains(&address) {
            return Ok(inner.to_owned());
        }
        self.in_repr.push(address);
        let result = repr(self);
        self.in_repr.pop();
        result
    }

    fn items_repr(&mut self, open: &str, items: &[Value], close: &str) -> Result<String> {
        let mut text = open.to_owned();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&self.repr(item)?);
        }
        text.push_str(close);
        Ok(text)
    }

    fn dict_repr(&mut self, items: &[(Value, Value)]) -> Result<String> {
        let mut text = String::from("{");
        for (index, (key, value)) in items.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            let (key, value) = (self.repr(key)?, self.repr(value)?);
            text.push_str(&key);
            text.push_str(": ");
            text.push_str(&value);
        }
        text.push('}');
        Ok(text)
    }

    fn class_repr(&mut self, class: &Rc<Class>, value: &Value) -> Result<String> {
        if class.has_metaclass()
            && let Some(result) = self.call_special(value, Name::REPR, &[])?
        {
            return self.str(&result);
        }
        Ok(format!("<class '{}'>", class.qualified_name()))
    }

    fn method_repr(&mut self, function: &Value, receiver: &Value) -> Result<String> {
        if let Value::Native(native) = function {
            let (name, class) = (native.name(), receiver.type_name());
            if let Value::Class(class) = receiver {
                return Ok(format!("<built-in method {name} of type object at {:#x}>", class.version()));
            }
            return Ok(format!("<built-in method {name} of {class} object at {:#x}>", receiver.id()));
        }
        let name = match function {
            Value::Function(function) => function.qualname(),
            other => other.type_name(),
        };
        Ok(format!("<bound method {name} of {}>", self.repr(receiver)?))
    }

    /// `name(arg, …)`: the repr of an exception.
    pub(crate) fn call_repr(&mut self, name: &str, args: &[Value]) -> Result<String> {
        self.items_repr(&format!("{name}("), args, ")")
    }

    /// What a `UnicodeDecodeError` or `UnicodeEncodeError` says of the place and the reason.
    fn codec_error_text(
        &mut self,
        encoding: &Value,
        object: &Value,
        at: (&Value, &Value),
        reason: &Value,
    ) -> Result<String> {
        let (start, end) = (self.index(at.0)?, self.index(at.1)?);
        let (encoding, reason) = (self.str(encoding)?, self.str(reason)?);
        let one = end == start + 1;
        let place = if one { format!("position {start}") } else { format!("position {start}-{}", end - 1) };
        let first = usize::try_from(start).unwrap_or(0);
        let what = match object.plain() {
            Value::Bytes(bytes) if one => format!("decode byte {:#04x}", bytes.get(first).copied().unwrap_or(0)),
            Value::Bytes(_) => "decode bytes".to_owned(),
            Value::Str(text) if one => {
                let char = text.char_at(first).unwrap_or_default();
                format!("encode character '{}'", crate::text::escape_non_ascii(&char.to_string()))
            }
            _ => "encode characters".to_owned(),
        };
        Ok(format!("'{encoding}' codec can't {what} in {place}: {reason}"))
    }

    /// `str` of an exception.
    pub(crate) fn exception_text(&mut self, exception: &Rc<Exception>) -> Result<String> {
        let args = Rc::clone(&exception.args.borrow());
        match &args[..] {
            [] => Ok(String::new()),
            [key] if exception.is(&KEY_ERROR) => self.repr(key),
            [one] => self.str(one),
            [encoding, object, start, end, reason] if exception.is(&crate::exception::UNICODE_ERROR) => {
                self.codec_error_text(encoding, object, (start, end), reason)
            }
            [message, _] if exception.is(&crate::exception::SYNTAX_ERROR) => {
                let message = self.str(message)?;
                match ["filename", "lineno"]
                    .map(|name| exception.own_attribute(Name::new(name)).filter(|value| !value.is_none()))
                {
                    [Some(file), Some(line)] => {
                        Ok(format!("{message} ({}, line {})", self.str(&file)?, self.str(&line)?))
                    }
                    _ => Ok(message),
                }
            }
            [number, text] if exception.is(&crate::exception::OS_ERROR) => {
                let mut message = format!("[Errno {}] {}", self.str(number)?, self.str(text)?);
                for (name, before) in [("filename", ": "), ("filename2", " -> ")] {
                    if let Some(file) = exception.dict().get_str(name).filter(|file| !file.is_none()) {
                        message = format!("{message}{before}{}", self.repr(&file)?);
                    }
                }
                Ok(message)
            }
            [codec, object, start, end, reason] if exception.is(&UNICODE_ERROR) => {
                match unicode_error_text(object, [codec, reason].map(Value::as_str), [start, end].map(Value::as_int)) {
                    Some(text) => Ok(text),
                    None => self.items_repr("(", &args, ")"),
                }
            }
            many => self.items_repr("(", many, ")"),
        }
    }
}

/// What `UnicodeEncodeError` and `UnicodeDecodeError` say of their arguments.
fn unicode_error_text(object: &Value, words: [Option<&str>; 2], range: [Option<i64>; 2]) -> Option<String> {
    let ([Some(codec), Some(reason)], [Some(start), Some(end)]) = (words, range) else { return None };
    let single = end == start + 1;
    let last = end - 1;
    Some(match object {
        Value::Bytes(bytes) if single => {
            let byte = bytes.get(usize::try_from(start).ok()?)?;
            format!("'{codec}' codec can't decode byte {byte:#04x} in position {start}: {reason}")
        }
        Value::Bytes(_) => format!("'{codec}' codec can't decode bytes in position {start}-{last}: {reason}"),
        Value::Str(text) if single => {
            let mut shown = String::new();
            text::push_escape(&mut shown, text.char_at(usize::try_from(start).ok()?)?);
            format!("'{codec}' codec can't encode character '{shown}' in position {start}: {reason}")
        }
        Value::Str(_) => format!("'{codec}' codec can't encode characters in position {start}-{last}: {reason}"),
        _ => return None,
    })
}

/// `<module.Class object at 0x…>`.
pub(crate) fn default_repr(class: &Rc<Class>, value: &Value) -> String {
    format!("<{} object at {:#x}>", class.qualified_name(), value.id())
}
