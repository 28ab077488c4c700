//! JSON as values.

use std::rc::Rc;

use crate::exception::Raise;
use crate::value::{Dict, Value};
use crate::vm::Vm;

/// What a program wants to be called for parts of a document; `None` where it left the default.
pub(super) struct Hooks {
    pub(super) object: Value,
    pub(super) pairs: Value,
    pub(super) float: Value,
    pub(super) int: Value,
    pub(super) constant: Value,
    /// Whether control characters inside strings are errors.
    pub(super) strict: bool,
}

/// Why reading stopped.
pub(super) enum Stop {
    /// The text is no JSON: what is wrong, and at which byte.
    Wrong(&'static str, usize),
    /// A hook raised, or the nesting is too deep.
    Raised(Raise),
}

impl From<Raise> for Stop {
    fn from(raise: Raise) -> Stop {
        Stop::Raised(raise)
    }
}

type Read<T> = std::result::Result<T, Stop>;

/// Reads a document.
pub(super) struct Decoder<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) hooks: &'a Hooks,
}

impl Decoder<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over white space.
    pub(super) fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn skip(&mut self, text: &str) -> bool {
        let fits = self.text[self.at..].starts_with(text);
        if fits {
            self.at += text.len();
        }
        fits
    }

    /// The value that begins here.
    pub(super) fn value(&mut self, vm: &mut Vm) -> Read<Value> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                Ok(Value::str(self.string()?))
            }
            Some(b'{') => self.nested(vm, Decoder::object),
            Some(b'[') => self.nested(vm, Decoder::array),
            Some(b'-' | b'0'..=b'9') => self.number(vm),
            _ if self.skip("null") => Ok(Value::None),
            _ if self.skip("true") => Ok(Value::Bool(true)),
            _ if self.skip("false") => Ok(Value::Bool(false)),
            _ if self.skip("NaN") => self.constant(vm, "NaN", f64::NAN),
            _ if self.skip("Infinity") => self.constant(vm, "Infinity", f64::INFINITY),
            _ => Err(Stop::Wrong("Expecting value", start)),
        }
    }

    fn constant(&self, vm: &mut Vm, name: &str, value: f64) -> Read<Value> {
        if self.hooks.constant.is_none() {
            return Ok(Value::Float(value));
        }
        Ok(vm.call_values(&self.hooks.constant, &[Value::str(name)])?)
    }

    /// Reads what is inside of brackets, one level deeper.
    fn nested(&mut self, vm: &mut Vm, read: fn(&mut Self, &mut Vm) -> Read<Value>) -> Read<Value> {
        self.at += 1;
        let mut wrong = None;
        let value = vm.deeper(" while decoding a JSON object from a unicode string", |vm| match read(self, vm) {
            Ok(value) => Ok(value),
            Err(Stop::Raised(raise)) => Err(raise),
            Err(stop) => {
                wrong = Some(stop);
                Ok(Value::None)
            }
        })?;
        wrong.map_or(Ok(value), Err)
    }

    fn array(&mut self, vm: &mut Vm) -> Read<Value> {
        let mut items = Vec::new();
        self.skip_space();
        if self.skip("]") {
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value(vm)?);
            self.skip_space();
            if self.skip("]") {
                return Ok(Value::list(items));
            }
            if !self.skip(",") {
                return Err(Stop::Wrong("Expecting ',' delimiter", self.at));
            }
            self.skip_space();
        }
    }

    fn object(&mut self, vm: &mut Vm) -> Read<Value> {
        let mut pairs = Vec::new();
        self.skip_space();
        if self.skip("}") {
            return self.finish(vm, pairs);
        }
        loop {
            if !self.skip("\"") {
                return Err(Stop::Wrong("Expecting property name enclosed in double quotes", self.at));
            }
            let key = Value::str(self.string()?);
            self.skip_space();
            if !self.skip(":") {
                return Err(Stop::Wrong("Expecting ':' delimiter", self.at));
            }
            self.skip_space();
            let value = self.value(vm)?;
            pairs.push((key, value));
            self.skip_space();
            if self.skip("}") {
                return self.finish(vm, pairs);
            }
            if !self.skip(",") {
                return Err(Stop::Wrong("Expecting ',' delimiter", self.at));
            }
            self.skip_space();
        }
    }

    /// A dict of the pairs, or what the program makes of them.
    fn finish(&self, vm: &mut Vm, pairs: Vec<(Value, Value)>) -> Read<Value> {
        if !self.hooks.pairs.is_none() {
            let pairs = pairs.into_iter().map(|(key, value)| Value::tuple([key, value])).collect();
            return Ok(vm.call_values(&self.hooks.pairs, &[Value::list(pairs)])?);
        }
        let dict = Dict::new();
        for (key, value) in pairs {
            dict.insert(vm, key, value)?;
        }
        let dict = Value::Dict(Rc::new(dict));
        if self.hooks.object.is_none() {
            return Ok(dict);
        }
        Ok(vm.call_values(&self.hooks.object, &[dict])?)
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at > start
    }

    fn number(&mut self, vm: &mut Vm) -> Read<Value> {
        let start = self.at;
        let negative = self.skip("-");
        if negative && self.skip("Infinity") {
            return self.constant(vm, "-Infinity", f64::NEG_INFINITY);
        }
        if !self.skip("0") && !self.digits() {
            return Err(Stop::Wrong("Expecting value", start));
        }
        let whole = self.at;
        if !(self.skip(".") && self.digits()) {
            self.at = whole;
        }
        let mantissa = self.at;
        if self.skip("e") || self.skip("E") {
            let _sign = self.skip("+") || self.skip("-");
            if !self.digits() {
                self.at = mantissa;
            }
        }
        let text = &self.text[start..self.at];
        let (hook, is_int) = if self.at == whole { (&self.hooks.int, true) } else { (&self.hooks.float, false) };
        if !hook.is_none() {
            return Ok(vm.call_values(hook, &[Value::str(text)])?);
        }
        Ok(if is_int { integer(text) } else { Value::Float(text.parse().unwrap_or(f64::NAN)) })
    }

    /// The text of a string, after its opening quote.
    fn string(&mut self) -> Read<String> {
        let begin = self.at - 1;
        let mut text = String::new();
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let Some(length) = rest.iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20) else {
                return Err(Stop::Wrong("Unterminated string starting at", begin));
            };
            text.push_str(&self.text[self.at..self.at + length]);
            self.at += length;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape(begin)?),
                _ if self.hooks.strict => return Err(Stop::Wrong("Invalid control character at", self.at)),
                control => {
                    text.extend(control.map(char::from));
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self, begin: usize) -> Read<char> {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else { return Err(Stop::Wrong("Unterminated string starting at", begin)) };
        self.at += 1;
        Ok(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let place = self.at;
                if (0xd800..0xdc00).contains(&unit) && self.skip("\\u") {
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                    self.at = place;
                }
                // A text here holds no half of a pair.
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(Stop::Wrong("Invalid \\escape", start)),
        })
    }

    /// The four digits of `\u`.
    fn unit(&mut self) -> Read<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let Some(unit) = digits.and_then(|d| u32::from_str_radix(std::str::from_utf8(d).ok()?, 16).ok()) else {
            return Err(Stop::Wrong("Invalid \\uXXXX escape", self.at - 1));
        };
        self.at += 4;
        Ok(unit)
    }
}

/// The integer that some digits are.
fn integer(text: &str) -> Value {
    text.parse().map_or_else(|_| Value::big(text.parse().unwrap_or_default()), Value::Int)
}
