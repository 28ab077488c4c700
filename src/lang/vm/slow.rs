//! What instructions do when it takes more than a few operations.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::ast::CmpOp;
use crate::class::Class;
use crate::code::{Cache, Code, Reg};
use crate::exception::{Exception, Raise, name_error, system_error, type_error, unbound_local_error};
use crate::name::Name;
use crate::operator::Comparison;
use crate::types;
use crate::value::{Dict, Function, Str, Value};

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
pub(super) fn undefined(name: Name) -> Raise {
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

/// A bound method as its function and its receiver; anything else, and nothing.
pub(super) fn parts_of_method(callee: Value) -> (Value, Value) {
    match &callee {
        Value::Method(method) => (method.function.clone(), method.receiver.clone()),
        _ => (callee, Value::Unset),
    }
}

pub(super) fn delete_global(globals: &Dict, name: Name) -> Result<()> {
    match globals.remove_name(name) {
        Some(_) => Ok(()),
        None => Err(undefined(name)),
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
        let Some(locals) = self.own_names() else {
            return Err(system_error(format!("no locals found when storing '{name}'")));
        };
        if let Some((_, namespace)) = self.prepared.iter().find(|(dict, _)| Rc::ptr_eq(dict, locals)) {
            let namespace = namespace.clone();
            return self.set_item(&namespace, &name.value(), value);
        }
        locals.set_name(name, value);
        Ok(())
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
}
