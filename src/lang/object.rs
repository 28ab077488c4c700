//! The protocol through which other rooms bring their own kinds of values into the language.

use std::any::Any;
use std::rc::Rc;

use crate::class::Class;
use crate::exception::{Exception, attribute_error, type_error};
use crate::name::Name;
use crate::native::Args;
use crate::operator::{Comparison, Operator, Side, UnaryOp};
use crate::value::Value;
use crate::vm::Vm;
use crate::{Result, exception::not_subscriptable};

/// A value written in Rust.
///
/// Every method but [`class`](Object::class) has a default that raises what CPython raises for an object that lacks the
/// operation (or says that there is no such thing), so that a type overrides only what it has. Methods and properties
/// that programs call by name stand in its [`NativeClass`](crate::NativeClass), not here.
///
/// `this` is the value through which the object was reached: the object itself, or the instance of a class derived from its
/// class. Return it (cloned) where Python would return `self`.
pub trait Object: Any {
    /// Its class: usually `MY_CLASS.class()`.
    fn class(&self) -> Rc<Class>;

    /// An attribute of the instance, asked for before the class's methods; properties of the class win over it.
    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, _name: Name) -> Result<Option<Value>> {
        Ok(None)
    }

    /// `this.name = value`.
    fn set_attribute(&self, _vm: &mut Vm, name: Name, _value: Value) -> Result<()> {
        let class = self.class();
        match class.lookup(name) {
            Some(_) => Err(attribute_error(format!("'{}' object attribute '{name}' is read-only", class.error_name()))),
            None => Err(attribute_error(format!("'{}' object has no attribute '{name}'", class.error_name()))),
        }
    }

    /// `del this.name`.
    fn del_attribute(&self, _vm: &mut Vm, name: Name) -> Result<()> {
        Err(attribute_error(format!("'{}' object has no attribute '{name}'", self.class().error_name())))
    }

    /// The names of the instance's own attributes, for `dir()` and completion.
    fn names(&self) -> Vec<Name> {
        Vec::new()
    }

    /// `this(…)`.
    fn call(&self, _vm: &mut Vm, _this: &Value, _args: Args<'_>) -> Result<Value> {
        Err(type_error(format!("'{}' object is not callable", self.class().error_name())))
    }

    /// Whether it can be called: what `callable()` says.
    fn is_callable(&self) -> bool {
        false
    }

    /// A binary operator with the object on `side`. [`Value::NotImplemented`] lets the other operand try.
    fn binary(&self, _vm: &mut Vm, _this: &Value, _op: Operator, _other: &Value, _side: Side) -> Result<Value> {
        Ok(Value::NotImplemented)
    }

    /// `this op= other`. [`Value::NotImplemented`] falls back to the binary operator.
    fn inplace(&self, _vm: &mut Vm, _this: &Value, _op: Operator, _other: &Value) -> Result<Value> {
        Ok(Value::NotImplemented)
    }

    /// `-this`, `+this`, `~this` (never `not`).
    fn unary(&self, _vm: &mut Vm, _this: &Value, op: UnaryOp) -> Result<Value> {
        Err(type_error(format!("bad operand type for unary {}: '{}'", op.description(), self.class().error_name())))
    }

    /// A comparison with the object on the left. [`Value::NotImplemented`] lets the other operand try; `==` and `!=` then
    /// fall back to identity.
    fn compare(&self, _vm: &mut Vm, _this: &Value, _op: Comparison, _other: &Value) -> Result<Value> {
        Ok(Value::NotImplemented)
    }

    /// `abs(this)`.
    fn abs(&self, _vm: &mut Vm, _this: &Value) -> Result<Value> {
        Err(type_error(format!("bad operand type for abs(): '{}'", self.class().error_name())))
    }

    /// `this[key]`.
    fn item(&self, _vm: &mut Vm, _this: &Value, _key: &Value) -> Result<Value> {
        Err(not_subscriptable(self.class().error_name().into()))
    }

    /// `this[key] = value`.
    fn set_item(&self, _vm: &mut Vm, _key: &Value, _value: Value) -> Result<()> {
        Err(type_error(format!("'{}' object does not support item assignment", self.class().error_name())))
    }

    /// `del this[key]`.
    fn del_item(&self, _vm: &mut Vm, _key: &Value) -> Result<()> {
        Err(type_error(format!("'{}' object doesn't support item deletion", self.class().error_name())))
    }

    /// `len(this)`; nothing if it has no length.
    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        None
    }

    /// `item in this`; nothing lets the run time look through [`iterate`](Object::iterate).
    fn contains(&self, _vm: &mut Vm, _item: &Value) -> Option<Result<bool>> {
        None
    }

    /// `iter(this)`: an iterator; nothing if it has none. Iterators return `this`.
    fn iterate(&self, _vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        None
    }

    /// `next(this)`: the next item, nothing at the end.
    fn next(&self, _vm: &mut Vm) -> Result<Option<Value>> {
        Err(type_error(format!("'{}' object is not an iterator", self.class().error_name())))
    }

    /// Whether it is an iterator.
    fn is_iterator(&self) -> bool {
        false
    }

    /// `bool(this)`; an object with a length overrides this if its truth is something else.
    fn truth(&self, vm: &mut Vm) -> Result<bool> {
        self.length(vm).map_or(Ok(true), |length| Ok(length? != 0))
    }

    /// `int(this)` and its use as an index when `index` is asked for; nothing if it is no number.
    fn int(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        None
    }

    /// Its use as an index (`__index__`).
    fn index(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        None
    }

    /// `float(this)`.
    fn float(&self, _vm: &mut Vm) -> Option<Result<f64>> {
        None
    }

    /// `complex(this)`; nothing lets `float` answer.
    fn complex(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        None
    }

    /// `repr(this)`.
    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        Ok(format!("<{} object at {:#x}>", self.class().qualified_name(), this.id()))
    }

    /// `str(this)`.
    fn str(&self, vm: &mut Vm, this: &Value) -> Result<String> {
        self.repr(vm, this)
    }

    /// `format(this, spec)`.
    fn format(&self, vm: &mut Vm, this: &Value, spec: &str) -> Result<String> {
        if spec.is_empty() {
            return vm.str(this);
        }
        Err(type_error(format!("unsupported format string passed to {}.__format__", self.class().error_name())))
    }

    /// `hash(this)`: the address, unless the object says otherwise.
    fn hash(&self, _vm: &mut Vm, this: &Value) -> Result<i64> {
        Ok(this.id() >> 4)
    }

    /// `with this as …`: what the target is set to.
    fn enter(&self, _vm: &mut Vm, _this: &Value) -> Result<Value> {
        Err(type_error(format!("'{}' object does not support the context manager protocol", self.class().error_name())))
    }

    /// The end of a `with` block; true swallows the exception.
    fn exit(&self, _vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        Err(type_error(format!("'{}' object does not support the context manager protocol", self.class().error_name())))
    }

    /// `Class[key]`-like use of a type object, and `isinstance(_, this)`: whether `value` is one; nothing if it is no class.
    fn instance_check(&self, _vm: &mut Vm, _value: &Value) -> Option<Result<bool>> {
        None
    }

    /// What a descriptor gives when it is found in a class: `instance.name` or `owner.name`. Nothing if it is no descriptor.
    /// A callable that is to become a method returns itself bound: see [`Value::bound`].
    fn descriptor_get(
        &self,
        _vm: &mut Vm,
        _this: &Value,
        _instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        None
    }

    /// What a data descriptor does with `instance.name = value`. Nothing if it is none.
    fn descriptor_set(&self, _vm: &mut Vm, _instance: &Value, _value: Option<Value>) -> Option<Result<()>> {
        None
    }

    /// Tells it that a class was made that holds it under `name`: `__set_name__`.
    fn set_name(&self, _vm: &mut Vm, _owner: &Rc<Class>, _name: Name) -> Result<()> {
        Ok(())
    }

    /// Hands over a copy of each value that it holds, so that rings of references through it are found (see
    /// [`cycles`](crate::cycles)). Every reference it has is handed over at most once.
    fn visit(&self, _visit: &mut dyn FnMut(Value)) {}

    /// Lets go of the values it holds, if it can: it is part of a ring that nobody refers to.
    fn release(&self) {}

    /// Whether it is a data descriptor: it then wins over the instance's attributes.
    fn is_data_descriptor(&self) -> bool {
        false
    }
}
