//! Making functions and classes while a program runs, and calls with `*` and `**`.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Vm;
use super::frame::FrameKind;
use super::gather::tuple_of;
use super::registers::{clear, empty, put, take};
use super::slow::broken;
use crate::Result;
use crate::code::{Capture, Code, CodeKind, Reg};
use crate::exception::type_error;
use crate::name::Name;
use crate::native::Args;
use crate::types;
use crate::value::{Cell, Dict, Function, Value};

impl Vm {
    /// The function of an inner piece of code, with the cells that it shares with the running frame.
    ///
    /// # Safety
    /// The registers are those of the running frame.
    pub(super) unsafe fn make_function(&mut self, outer: &Code, index: u16, regs: *mut Value, s: Reg) -> Value {
        let code = &outer.codes[usize::from(index)];
        let Some(frame) = self.frames.last() else { return Value::None };
        let around = frame.function();
        let closure = code.captures.iter().map(|capture| match capture {
            Capture::Cell(register) => match frame.register(usize::from(*register)) {
                Value::Cell(cell) => Rc::clone(cell),
                other => Rc::new(Cell::new(other.clone())),
            },
            Capture::Free(index) => Rc::clone(&around.closure[usize::from(*index)]),
        });
        let closure = closure.collect();
        // SAFETY: the caller's: three temporaries in a row.
        let [defaults, keyword_defaults, annotations] = unsafe {
            let first = regs.add(usize::from(s));
            [take(first), take(first.add(1)), take(first.add(2))]
        };
        Value::Function(Rc::new(Function {
            closure,
            globals: Rc::clone(&around.globals),
            defaults: RefCell::new(tuple_of(&defaults)),
            keyword_defaults: RefCell::new(match keyword_defaults {
                Value::Dict(dict) => Some(dict),
                _ => None,
            }),
            annotations: RefCell::new(match annotations {
                Value::Dict(dict) => Some(dict),
                _ => None,
            }),
            name: RefCell::new(code.name.value()),
            qualname: RefCell::new(Value::Str(Rc::clone(&code.qualname))),
            doc: RefCell::new(code.doc.clone()),
            dict: OnceCell::new(),
            code: Rc::clone(code),
        }))
    }

    /// A function without parameters for a module's code.
    pub(super) fn function_of(code: &Rc<Code>, globals: &Rc<Dict>) -> Rc<Function> {
        Rc::new(Function {
            closure: Box::default(),
            globals: Rc::clone(globals),
            defaults: RefCell::new(tuple_of(&Value::None)),
            keyword_defaults: RefCell::default(),
            annotations: RefCell::default(),
            name: RefCell::new(code.name.value()),
            qualname: RefCell::new(Value::Str(Rc::clone(&code.qualname))),
            doc: RefCell::default(),
            dict: OnceCell::new(),
            code: Rc::clone(code),
        })
    }

    /// Makes a class: the registers hold the function of its body, its name, the list of bases and the dict of keywords.
    ///
    /// # Safety
    /// They are temporaries of the running frame.
    pub(super) unsafe fn build_class(&mut self, row: *mut Value) -> Result<Value> {
        // SAFETY: the caller's.
        let [body, name, bases, keywords] =
            unsafe { [take(row), take(row.add(1)), take(row.add(2)), take(row.add(3))] };
        let (Value::Function(body), Value::List(bases)) = (&body, &bases) else { return Err(broken()) };
        let original = bases.to_vec();
        let resolved = self.resolve_bases(&original)?;
        let keywords = match &keywords {
            Value::Dict(dict) => Some(dict),
            _ => None,
        };
        let metaclass = self.metaclass(&resolved, keywords)?;
        let namespace = self.prepare_namespace(metaclass.as_ref(), &name, &resolved, keywords)?;
        let Value::Dict(locals) = namespace.plain().clone() else { return Err(broken()) };
        let watched = matches!(namespace, Value::Instance(_));
        if watched {
            self.prepared.push((Rc::clone(&locals), namespace.clone()));
        }
        let outcome = self.enter(body, std::iter::empty(), Some(Rc::clone(&locals)));
        if watched {
            self.prepared.pop();
        }
        outcome?;
        if resolved.len() != original.len() || resolved.iter().zip(&original).any(|(a, b)| !a.is(b)) {
            locals.set_str("__orig_bases__", Value::tuple(original));
        }
        match metaclass {
            Some(metaclass) => self.call_metaclass(&metaclass, name, resolved, Some(namespace), keywords),
            None => self.make_class(name.as_str().unwrap_or_default(), &resolved, locals, None, keywords),
        }
    }

    /// What a class body stores its names in: a dict, or what the metaclass's `__prepare__` gives.
    fn prepare_namespace(
        &mut self,
        metaclass: Option<&Value>,
        name: &Value,
        bases: &[Value],
        keywords: Option<&Rc<Dict>>,
    ) -> Result<Value> {
        let Some(Value::Class(meta)) = metaclass else { return Ok(Value::Dict(Rc::default())) };
        let Some(prepare) = meta.lookup_defined(Name::PREPARE) else { return Ok(Value::Dict(Rc::default())) };
        let prepare = self.bind(&prepare, None, meta)?;
        let prepared = self.call_metaclass(&prepare, name.clone(), bases.to_vec(), None, keywords)?;
        if matches!(prepared.plain(), Value::Dict(_)) {
            return Ok(prepared);
        }
        let kind = prepared.type_name();
        Err(type_error(format!("{}.__prepare__() must return a mapping, not {kind}", meta.name())))
    }

    /// Replaces bases that are no classes by those they stand for (`__mro_entries__`).
    fn resolve_bases(&mut self, bases: &[Value]) -> Result<Vec<Value>> {
        let mut resolved = Vec::with_capacity(bases.len());
        for base in bases {
            if matches!(base, Value::Class(_)) {
                resolved.push(base.clone());
                continue;
            }
            match self.find_attribute(base, Name::new("__mro_entries__"))? {
                Some(entries) => {
                    let entries = self.call_values(&entries, &[Value::tuple(bases.iter().cloned())])?;
                    resolved.extend(self.collect(&entries)?);
                }
                None => resolved.push(base.clone()),
            }
        }
        Ok(resolved)
    }

    /// The metaclass that the keywords or the bases give; nothing for `type`.
    fn metaclass(&mut self, bases: &[Value], keywords: Option<&Rc<Dict>>) -> Result<Option<Value>> {
        let named = keywords.and_then(|keywords| keywords.get_name(Name::METACLASS));
        let mut winner = match named {
            Some(Value::Class(class)) => class,
            Some(other) => return Ok(Some(other)),
            None => types::TYPE.class(),
        };
        for base in bases {
            let Value::Class(base) = base else { continue };
            let metaclass = base.metaclass();
            if metaclass.is_subclass(&winner) {
                winner = metaclass;
            } else if !winner.is_subclass(&metaclass) {
                return Err(type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
                ));
            }
        }
        Ok((!Rc::ptr_eq(&winner, &types::TYPE.class())).then_some(Value::Class(winner)))
    }

    fn call_metaclass(
        &mut self,
        metaclass: &Value,
        name: Value,
        bases: Vec<Value>,
        namespace: Option<Value>,
        keywords: Option<&Rc<Dict>>,
    ) -> Result<Value> {
        let mut values = vec![name, Value::tuple(bases)];
        values.extend(namespace);
        let mut names = Vec::new();
        for (key, value) in keywords.map(|keywords| keywords.items()).unwrap_or_default() {
            let key = Name::new(key.as_str().unwrap_or_default());
            if key != Name::METACLASS {
                names.push(key);
                values.push(value);
            }
        }
        self.call(metaclass, Args { values: &values, names: &names })
    }

    /// Calls what is in the register `f` with `n` registers from `first` on, the last ones named.
    ///
    /// # Safety
    /// The registers are those of the running frame.
    pub(super) unsafe fn begin_named_call(
        &mut self,
        regs: *mut Value,
        f: Reg,
        first: Reg,
        n: u16,
        names: &Value,
    ) -> Result<bool> {
        let Value::Tuple(names) = names else { return Err(broken()) };
        let mut list: smallvec::SmallVec<[Name; 8]> = smallvec::SmallVec::new();
        for name in names.iter() {
            if let Value::Str(text) = name {
                list.push(text.to_name());
            }
        }
        // SAFETY: the caller's.
        unsafe {
            let start = regs.add(usize::from(first));
            let values = std::slice::from_raw_parts(start, usize::from(n));
            let callee = (*regs.add(usize::from(f))).clone();
            let args = Args { values, names: &list };
            if let Value::Function(function) = &callee
                && function.code.kind == CodeKind::Function
            {
                let bound = self.bind_arguments(function, args)?;
                clear(start, usize::from(n));
                return self.begin_bound(regs, f, f, function, bound, FrameKind::Call, Value::Unset);
            }
            let result = self.call(&callee, args)?;
            clear(start, usize::from(n));
            put(regs.add(usize::from(f)), result);
        }
        Ok(false)
    }

    /// Calls what is in the register `f` with the list and the dict behind it.
    ///
    /// # Safety
    /// As [`Vm::begin_named_call`].
    pub(super) unsafe fn begin_spread_call(&mut self, regs: *mut Value, d: Reg, f: Reg, method: bool) -> Result<bool> {
        // SAFETY: the caller's.
        let (callee, this, list, keywords) = unsafe {
            let f = regs.add(usize::from(f));
            let this = if method { take(f.add(1)) } else { Value::Unset };
            ((*f).clone(), this, take(f.add(2)), take(f.add(3)))
        };
        let Value::List(list) = &list else { return Err(broken()) };
        let mut values = Vec::with_capacity(list.len() + 1);
        if !this.is_unset() {
            values.push(this);
        }
        values.append(&mut list.borrow_mut());
        let mut names = Vec::new();
        if let Value::Dict(keywords) = &keywords {
            for (key, value) in keywords.items() {
                if let Value::Str(text) = &key {
                    names.push(text.to_name());
                    values.push(value);
                }
            }
        }
        let args = Args { values: &values, names: &names };
        if let Value::Function(function) = &callee
            && function.code.kind == CodeKind::Function
        {
            let bound = self.bind_arguments(function, args)?;
            // SAFETY: the caller's.
            return unsafe { self.begin_bound(regs, d, f, function, bound, FrameKind::Call, Value::Unset) };
        }
        let result = self.call(&callee, args)?;
        // SAFETY: the caller's.
        unsafe {
            empty(regs.add(usize::from(f)));
            put(regs.add(usize::from(d)), result);
        }
        Ok(false)
    }
}
