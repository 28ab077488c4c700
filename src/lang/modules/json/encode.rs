//! Values as JSON.

use std::rc::Rc;

use crate::Result;
use crate::exception::{type_error, value_error};
use crate::number::repr_float;
use crate::value::{Dict, Value};
use crate::vm::Vm;

/// How a document is written.
pub(super) struct Style {
    /// What makes something else of values that JSON does not have.
    pub(super) default: Value,
    pub(super) skip_keys: bool,
    pub(super) ascii: bool,
    pub(super) check_circular: bool,
    pub(super) allow_nan: bool,
    pub(super) sort_keys: bool,
    /// What a level is indented by; nothing writes all in one line.
    pub(super) indent: Option<String>,
    pub(super) item_separator: String,
    pub(super) key_separator: String,
}

/// A document in the making.
pub(super) struct Encoder<'a> {
    pub(super) style: &'a Style,
    pub(super) out: String,
    /// The containers that are being written, by identity.
    open: Vec<usize>,
}

impl<'a> Encoder<'a> {
    pub(super) fn new(style: &'a Style) -> Encoder<'a> {
        Encoder { style, out: String::new(), open: Vec::new() }
    }

    /// Writes a value.
    pub(super) fn value(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        match value.plain() {
            Value::None => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Int(int) => self.out.push_str(&int.to_string()),
            int @ Value::BigInt(_) => self.out.push_str(&vm.repr(int)?),
            Value::Float(float) => {
                let text = self.float(*float)?;
                self.out.push_str(&text);
            }
            Value::Str(text) => self.string(text),
            Value::List(items) => self.nested(vm, value, |this, vm| this.items(vm, &items.to_vec()))?,
            Value::Tuple(items) => self.nested(vm, value, |this, vm| this.items(vm, items))?,
            Value::Dict(dict) => self.nested(vm, value, |this, vm| this.dict(vm, dict))?,
            _ => self.other(vm, value)?,
        }
        Ok(())
    }

    fn other(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        if self.style.default.is_none() {
            return Err(type_error(format!("Object of type {} is not JSON serializable", value.class().name())));
        }
        let default = self.style.default.clone();
        self.nested(vm, value, |this, vm| {
            let made = vm.call_values(&default, std::slice::from_ref(value))?;
            this.value(vm, &made)
        })
    }

    /// Writes what a container holds, one level deeper.
    fn nested(
        &mut self,
        vm: &mut Vm,
        container: &Value,
        write: impl FnOnce(&mut Self, &mut Vm) -> Result<()>,
    ) -> Result<()> {
        let identity = container.identity().unwrap_or_default();
        if self.style.check_circular && identity != 0 && self.open.contains(&identity) {
            return Err(value_error("Circular reference detected"));
        }
        self.open.push(identity);
        vm.deeper(" while encoding a JSON object", |vm| write(self, vm))?;
        self.open.pop();
        Ok(())
    }

    fn new_line(&mut self, depth: usize) {
        if let Some(indent) = &self.style.indent {
            self.out.push('\n');
            self.out.push_str(&indent.repeat(depth));
        }
    }

    fn items(&mut self, vm: &mut Vm, items: &[Value]) -> Result<()> {
        if items.is_empty() {
            self.out.push_str("[]");
            return Ok(());
        }
        let depth = self.open.len();
        self.out.push('[');
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(&self.style.item_separator);
            }
            self.new_line(depth);
            self.value(vm, item)?;
        }
        self.new_line(depth - 1);
        self.out.push(']');
        Ok(())
    }

    fn dict(&mut self, vm: &mut Vm, dict: &Rc<Dict>) -> Result<()> {
        let mut pairs = dict.items();
        if pairs.is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        if self.style.sort_keys {
            let keys = Value::list(pairs.iter().map(|(key, _)| key.clone()).collect());
            vm.call_method(&keys, crate::Name::new("sort"), &[])?;
            let keys = vm.collect(&keys)?;
            pairs.clear();
            for key in keys {
                let value = dict.get(vm, &key)?.unwrap_or(Value::None);
                pairs.push((key, value));
            }
        }
        let depth = self.open.len();
        self.out.push('{');
        let mut first = true;
        for (key, value) in pairs {
            let Some(key) = self.key(vm, &key)? else { continue };
            if !std::mem::take(&mut first) {
                self.out.push_str(&self.style.item_separator);
            }
            self.new_line(depth);
            self.string(&key);
            self.out.push_str(&self.style.key_separator);
            self.value(vm, &value)?;
        }
        if !first {
            self.new_line(depth - 1);
        }
        self.out.push('}');
        Ok(())
    }

    /// The text of a key; nothing if it is left out.
    fn key(&self, vm: &mut Vm, key: &Value) -> Result<Option<String>> {
        Ok(Some(match key.plain() {
            Value::Str(text) => text.as_str().to_owned(),
            Value::Float(float) => self.float(*float)?,
            Value::Bool(value) => value.to_string(),
            Value::None => "null".to_owned(),
            int @ (Value::Int(_) | Value::BigInt(_)) => vm.repr(int)?,
            _ if self.style.skip_keys => return Ok(None),
            _ => {
                let given = key.class().name();
                return Err(type_error(format!("keys must be str, int, float, bool or None, not {given}")));
            }
        }))
    }

    fn float(&self, float: f64) -> Result<String> {
        if float.is_finite() {
            return Ok(repr_float(float));
        }
        if !self.style.allow_nan {
            return Err(value_error("Out of range float values are not JSON compliant"));
        }
        Ok(if float.is_nan() {
            "NaN"
        } else if float > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned())
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\x08' => self.out.push_str("\\b"),
                '\x0c' => self.out.push_str("\\f"),
                c if c < ' ' || (self.style.ascii && c > '~') => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        self.out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}
