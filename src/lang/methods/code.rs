//! Code objects: what `compile()` gives and `function.__code__` shows.

use std::rc::Rc;

use tape_text::Source;

use super::receiver::wrong_receiver;
use crate::class::{Class, NativeClass, Property};
use crate::code::{Capture, Code, CodeKind};
use crate::name::Name;
use crate::object::Object;
use crate::operator::Comparison;
use crate::value::Value;
use crate::{Result, Vm};

/// The class of code objects.
pub static CODE: NativeClass = NativeClass::new("code").properties(PROPERTIES).not_a_base();

/// Compiled code.
pub struct CodeObject {
    /// What runs.
    pub code: Rc<Code>,
    /// What `compile()` compiled: the text, and whether it is an expression. Whoever runs it compiles it anew, for the namespaces
    /// that it is given.
    pub source: Option<(Rc<Source>, bool)>,
}

impl Object for CodeObject {
    fn class(&self) -> Rc<Class> {
        CODE.class()
    }

    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        let (name, file) = (self.code.name, self.code.source.name());
        Ok(format!("<code object {name} at {:#x}, file \"{file}\", line {}>", this.id(), self.code.line))
    }

    /// Two objects of the same code are equal; CPython makes one object only.
    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let equal = other.downcast::<CodeObject>().map(|other| Rc::ptr_eq(&self.code, &other.code));
        Ok(match (op, equal) {
            (Comparison::Eq, Some(equal)) => Value::Bool(equal),
            (Comparison::NotEq, Some(equal)) => Value::Bool(!equal),
            _ => Value::NotImplemented,
        })
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Ok((Rc::as_ptr(&self.code) as usize >> 4) as i64)
    }
}

fn names<'a>(names: impl IntoIterator<Item = &'a Name>) -> Value {
    Value::tuple(names.into_iter().map(|name| name.value()))
}

/// The variables that inner functions share.
fn shared(code: &Code) -> Value {
    let mut shared: Vec<Name> = Vec::new();
    for capture in code.codes.iter().flat_map(|inner| &inner.captures) {
        if let Capture::Cell(register) = capture
            && let Some(&name) = code.variables.get(usize::from(*register))
            && !shared.contains(&name)
        {
            shared.push(name);
        }
    }
    names(&shared)
}

/// CPython's bits: optimized, new locals, `*args`, `**kwargs`, nested, generator.
fn flags(code: &Code) -> i64 {
    let is_function = !matches!(code.kind, CodeKind::Module | CodeKind::Class);
    let bits = [
        (is_function, 3),
        (code.parameters.rest, 4),
        (code.parameters.keyword_rest, 8),
        (!code.free.is_empty(), 16),
        (code.kind == CodeKind::Generator, 32),
    ];
    bits.iter().filter(|(is_set, _)| *is_set).map(|(_, bit)| bit).sum()
}

/// Declares computed attributes of code.
macro_rules! properties {
    ($($name:literal $doc:literal |$code:ident| $body:expr;)*) => {
        static PROPERTIES: &[Property] = &[$(Property::new($name, $doc, |_vm, this| {
            let Some(object) = this.downcast::<CodeObject>() else { return Err(wrong_receiver("code", Some(this))) };
            let $code = &object.code;
            Ok($body)
        })),*];
    };
}

properties! {
    "co_argcount" "How many parameters may be given by position." |code| Value::from(code.parameters.positional);
    "co_cellvars" "The variables that inner functions share." |code| shared(code);
    "co_consts" "Its constants." |code| {
        Value::tuple(std::iter::once(code.doc.clone()).chain(code.constants.iter().cloned()))
    };
    "co_filename" "The file that it was compiled from." |code| Value::str(code.source.name());
    "co_firstlineno" "Its first line." |code| Value::from(code.line);
    "co_flags" "What it is, as bits." |code| Value::Int(flags(code));
    "co_freevars" "The variables that it gets from the function around it." |code| names(&code.free);
    "co_kwonlyargcount" "How many parameters must be given by name." |code| Value::from(code.parameters.keyword_only);
    "co_name" "Its name." |code| code.name.value();
    "co_names" "The globals and attributes that it uses." |code| {
        let mut used: Vec<Name> = Vec::new();
        for cache in &code.caches {
            if !used.contains(&cache.name) {
                used.push(cache.name);
            }
        }
        names(&used)
    };
    "co_nlocals" "How many variables it has." |code| Value::from(code.variables.len());
    "co_posonlyargcount" "How many parameters must be given by position." |code| Value::from(code.parameters.positional_only);
    "co_qualname" "Its qualified name." |code| Value::Str(Rc::clone(&code.qualname));
    "co_stacksize" "How many registers it has." |code| Value::from(code.registers);
    "co_varnames" "Its parameters and variables." |code| names(&code.variables);
}
