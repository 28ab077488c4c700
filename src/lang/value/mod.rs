//! Values of the language: sixteen bytes each, cheap to clone.
//!
//! What programs use all the time is a variant of [`Value`]; everything else is an [`Object`](crate::Object) behind
//! [`Value::Object`]. Containers nest as deeply as a program likes: dropping them never recurses ([`drop_deep`]).

mod big_range;
mod bytes;
mod convert;
mod dict;
mod drop_deep;
mod equal;
mod function;
mod hash;
mod instance;
mod list;
mod range;
mod set;
mod text;
pub(crate) mod words;

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex64;

use crate::class::{Class, NativeClass};
use crate::exception::Exception;
use crate::native::NativeFunction;
use crate::obj::Obj;
use crate::types;
use crate::vm::Generator;

pub use big_range::{BigRange, range_value};
pub use bytes::Bytes;
pub use dict::{Dict, Entry};
pub use drop_deep::{Contents, drop_deep};
pub use function::{Cell, Function, Method};
pub(crate) use hash::hash_tuple;
pub use hash::{hash_float, hash_int, hash_text};
pub use instance::{Instance, Module};
pub use list::{List, Tuple};
pub use range::{Range, Slice, SliceIndices};
pub use set::Set;
pub use text::Str;

/// A value of the language.
///
/// The tag takes a whole word, so that no word is read back that was written in parts.
///
/// # Examples
/// ```
/// use tape_lang::Value;
/// let list = Value::list(vec![Value::Int(1), Value::from("two")]);
/// assert_eq!(list.type_name(), "list");
/// assert_eq!(std::mem::size_of::<Value>(), 16);
/// ```
#[derive(Default)]
#[repr(u64)]
pub enum Value {
    /// No value at all: a local that is not bound, an argument that was not given. Programs never see it.
    ///
    /// It comes first: memory full of zeros is memory full of this.
    Unset,
    /// `None`.
    #[default]
    None,
    /// `...`.
    Ellipsis,
    /// What a binary method returns to let the other operand try.
    NotImplemented,
    /// `True`, `False`.
    Bool(bool),
    /// An integer of 64 bits; larger ones are [`Value::BigInt`]. No integer that fits is ever a `BigInt`.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// A function written in Rust. It is the last kind that owns nothing on the heap.
    Native(&'static NativeFunction),
    /// An integer that does not fit 64 bits.
    BigInt(Rc<BigInt>),
    /// A complex number.
    Complex(Rc<Complex64>),
    /// A string.
    Str(Rc<Str>),
    /// `bytes`.
    Bytes(Rc<Bytes>),
    /// A list.
    List(Rc<List>),
    /// A tuple.
    Tuple(Rc<Tuple>),
    /// A dict.
    Dict(Rc<Dict>),
    /// A set.
    Set(Rc<Set>),
    /// A frozenset.
    FrozenSet(Rc<Set>),
    /// `range(…)`.
    Range(Rc<Range>),
    /// `slice(…)`, or `a:b:c` in an index.
    Slice(Rc<Slice>),
    /// A function or lambda of the program.
    Function(Rc<Function>),
    /// A callable with its first argument.
    Method(Rc<Method>),
    /// A class.
    Class(Rc<Class>),
    /// An instance of a class of the program.
    Instance(Rc<Instance>),
    /// An exception.
    Exception(Rc<Exception>),
    /// A module.
    Module(Rc<Module>),
    /// A generator.
    Generator(Rc<Generator>),
    /// Anything else.
    Object(Obj),
    /// The box of a variable that inner functions share. Programs never see it.
    Cell(Rc<Cell>),
}

impl Value {
    /// A string.
    #[must_use]
    pub fn str(text: impl Into<String>) -> Value {
        Value::Str(Rc::new(Str::new(text)))
    }

    /// A list of these items.
    #[must_use]
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(List::new(items)))
    }

    /// A tuple of these items.
    #[must_use]
    pub fn tuple(items: impl IntoIterator<Item = Value>) -> Value {
        Value::Tuple(Rc::new(Tuple::new(items)))
    }

    /// An empty dict; fill it through [`Dict`]'s methods.
    #[must_use]
    pub fn dict() -> Value {
        Value::Dict(Rc::new(Dict::new()))
    }

    /// `bytes`.
    #[must_use]
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Value {
        Value::Bytes(Rc::new(Bytes::new(bytes)))
    }

    /// A complex number.
    #[must_use]
    pub fn complex(re: f64, im: f64) -> Value {
        Value::Complex(Rc::new(Complex64::new(re, im)))
    }

    /// An integer of any size, in its smallest form.
    #[must_use]
    pub fn big(int: BigInt) -> Value {
        match i64::try_from(&int) {
            Ok(small) => Value::Int(small),
            Err(_) => Value::BigInt(Rc::new(int)),
        }
    }

    /// The method that calls `function` with `receiver` before its other arguments.
    #[must_use]
    pub fn bound(receiver: &Value, function: &Value) -> Value {
        Value::Method(Rc::new(Method { receiver: receiver.clone(), function: function.clone() }))
    }

    /// Wraps a Rust object.
    #[must_use]
    pub fn object(object: impl crate::Object) -> Value {
        Value::Object(Obj::new(object))
    }

    /// Whether this is `None`.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Whether there is no value here.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        matches!(self, Value::Unset)
    }

    /// Its class.
    #[must_use]
    pub fn class(&self) -> Rc<Class> {
        match self {
            Value::Instance(instance) => Rc::clone(instance.class()),
            Value::Exception(exception) => Rc::clone(exception.class()),
            Value::Object(object) => object.object().class(),
            Value::Class(class) => class.metaclass(),
            other => other.native_class().class(),
        }
    }

    /// The built-in class of a variant; `object` for those that carry their class with them.
    pub(crate) fn native_class(&self) -> &'static NativeClass {
        match self {
            Value::None | Value::Unset => &types::NONE_TYPE,
            Value::Ellipsis => &types::ELLIPSIS,
            Value::NotImplemented => &types::NOT_IMPLEMENTED,
            Value::Bool(_) => &types::BOOL,
            Value::Int(_) | Value::BigInt(_) => &types::INT,
            Value::Float(_) => &types::FLOAT,
            Value::Complex(_) => &types::COMPLEX,
            Value::Str(_) => &types::STR,
            Value::Bytes(_) => &types::BYTES,
            Value::List(_) => &types::LIST,
            Value::Tuple(_) => &types::TUPLE,
            Value::Dict(_) => &types::DICT,
            Value::Set(_) => &types::SET,
            Value::FrozenSet(_) => &types::FROZENSET,
            Value::Range(_) => &types::RANGE,
            Value::Slice(_) => &types::SLICE,
            Value::Function(_) => &types::FUNCTION,
            Value::Method(method) => method.native_class(),
            Value::Native(_) => &types::BUILTIN_FUNCTION,
            Value::Module(_) => &types::MODULE,
            Value::Generator(_) => &types::GENERATOR,
            Value::Cell(_) => &types::CELL,
            Value::Class(_) => &types::TYPE,
            Value::Instance(_) | Value::Exception(_) | Value::Object(_) => &types::OBJECT,
        }
    }

    /// The name of its class, as error messages show it.
    #[must_use]
    pub fn type_name(&self) -> String {
        self.class().error_name()
    }

    /// Whether both are the same object: what `is` asks. Small values are the same when they are equal.
    #[must_use]
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::None, Value::None) | (Value::Unset, Value::Unset) => true,
            (Value::Ellipsis, Value::Ellipsis) | (Value::NotImplemented, Value::NotImplemented) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Str(a), Value::Str(b)) => Rc::ptr_eq(a, b) || (a.len() <= 20 && a == b),
            (Value::Tuple(a), Value::Tuple(b)) => Rc::ptr_eq(a, b) || (a.is_empty() && b.is_empty()),
            (Value::Method(_), Value::Method(_)) => self.identity() == other.identity(),
            _ => match (self.identity(), other.identity()) {
                (Some(a), Some(b)) => a == b && std::mem::discriminant(self) == std::mem::discriminant(other),
                _ => false,
            },
        }
    }

    /// How many references there are to what lives on the heap; 0 for values that live in the variant itself.
    pub(crate) fn reference_count(&self) -> usize {
        macro_rules! count {
            ($($kind:ident)*) => {
                match self {
                    $(Value::$kind(shared) => Rc::strong_count(shared),)*
                    Value::Object(object) => object.count(),
                    _ => 0,
                }
            };
        }
        count!(
            BigInt Complex Str Bytes List Tuple Dict Set FrozenSet Range Slice Function Method Class Instance Exception Module
            Generator Cell
        )
    }

    /// The address of what lives on the heap; nothing for values that live in the variant itself.
    #[must_use]
    pub fn identity(&self) -> Option<usize> {
        Some(match self {
            Value::BigInt(rc) => Rc::as_ptr(rc) as usize,
            Value::Complex(rc) => Rc::as_ptr(rc) as usize,
            Value::Str(rc) => Rc::as_ptr(rc) as usize,
            Value::Bytes(rc) => Rc::as_ptr(rc) as usize,
            Value::List(rc) => Rc::as_ptr(rc) as usize,
            Value::Tuple(rc) => Rc::as_ptr(rc) as usize,
            Value::Dict(rc) => Rc::as_ptr(rc) as usize,
            Value::Set(rc) => Rc::as_ptr(rc) as usize,
            Value::FrozenSet(rc) => Rc::as_ptr(rc) as usize,
            Value::Range(rc) => Rc::as_ptr(rc) as usize,
            Value::Slice(rc) => Rc::as_ptr(rc) as usize,
            Value::Function(rc) => Rc::as_ptr(rc) as usize,
            Value::Method(rc) => Rc::as_ptr(rc) as usize,
            Value::Native(native) => std::ptr::from_ref(*native) as usize,
            Value::Class(rc) => Rc::as_ptr(rc) as usize,
            Value::Instance(rc) => Rc::as_ptr(rc) as usize,
            Value::Exception(rc) => Rc::as_ptr(rc) as usize,
            Value::Module(rc) => Rc::as_ptr(rc) as usize,
            Value::Generator(rc) => Rc::as_ptr(rc) as usize,
            Value::Object(object) => object.address(),
            Value::Cell(rc) => Rc::as_ptr(rc) as usize,
            _ => return None,
        })
    }

    /// What `id()` shows: the address, or a number made of a small value that does not coincide with one.
    #[must_use]
    pub fn id(&self) -> i64 {
        if let Some(address) = self.identity() {
            return address as i64;
        }
        match self {
            Value::Int(int) => 0x7f00_0000_0000 + int.wrapping_mul(32) % 0x00ff_0000_0000,
            Value::Float(float) => 0x7e00_0000_0000 + (hash_float(*float) % 0x00ff_0000_0000) * 8,
            Value::Bool(value) => 0x7d00_0000_0000 + i64::from(*value) * 32,
            Value::None => 0x7d00_0000_0040,
            Value::Ellipsis => 0x7d00_0000_0060,
            _ => 0x7d00_0000_0080,
        }
    }

    /// The Rust object behind it, if it is one of type `T`; looks through an instance of a class derived from it.
    #[must_use]
    pub fn downcast<T: crate::Object>(&self) -> Option<&T> {
        match self {
            Value::Object(object) => object.downcast::<T>(),
            Value::Instance(instance) => match instance.payload() {
                Value::Object(object) => object.downcast::<T>(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The text, if it is a string (or an instance of a class derived from `str`).
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self.plain() {
            Value::Str(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The integer, if it is a small one; `True` is 1 as in Python.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self.plain() {
            Value::Int(int) => Some(*int),
            Value::Bool(value) => Some(i64::from(*value)),
            _ => None,
        }
    }

    /// The number as floating point, if it is an integer or a float.
    #[must_use]
    pub fn as_float(&self) -> Option<f64> {
        match self.plain() {
            Value::Float(float) => Some(*float),
            Value::Int(int) => Some(*int as f64),
            Value::Bool(value) => Some(f64::from(u8::from(*value))),
            Value::BigInt(int) => num_traits::ToPrimitive::to_f64(&**int),
            _ => None,
        }
    }

    /// The value of the built-in class that an instance of a derived class stands on; any other value as it is.
    #[must_use]
    pub fn plain(&self) -> &Value {
        match self {
            Value::Instance(instance) if !instance.payload().is_unset() => instance.payload(),
            other => other,
        }
    }

    /// Whether values of this kind can be called without looking at them closer (functions, classes and methods).
    #[must_use]
    pub fn is_function(&self) -> bool {
        matches!(self, Value::Function(_) | Value::Method(_) | Value::Native(_) | Value::Class(_))
    }
}

/// For assertions in tests and debugging only; [`Vm::repr`](crate::Vm::repr) is what programs see.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::None => f.write_str("None"),
            Value::Bool(value) => write!(f, "Bool({value})"),
            Value::Int(int) => write!(f, "Int({int})"),
            Value::Float(float) => write!(f, "Float({float:?})"),
            Value::Str(text) => write!(f, "Str({:?})", text.as_str()),
            Value::List(list) => f.debug_list().entries(list.borrow().iter()).finish(),
            Value::Tuple(tuple) => f.debug_list().entries(tuple.iter()).finish(),
            other => write!(f, "<{}>", other.type_name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_sixteen_bytes() {
        assert_eq!(size_of::<Value>(), 16);
        assert_eq!(size_of::<Option<Value>>(), 16);
        assert_eq!(size_of::<crate::Result<Value>>(), 16);
    }
}
