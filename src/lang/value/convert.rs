//! Rust's values as values of the language.

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex64;

use super::{Dict, Instance, List, Module, Set, Str, Tuple, Value};
use crate::class::{Class, NativeClass};
use crate::exception::{Exception, Raise};
use crate::name::Name;
use crate::native::NativeFunction;
use crate::obj::Obj;

/// One conversion a line: `Type, pattern => value`.
macro_rules! conversions {
    ($($from:ty, $value:ident => $to:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Value {
                $to
            }
        })*
    };
}

conversions! {
    bool, value => Value::Bool(value);
    i64, value => Value::Int(value);
    i32, value => Value::Int(i64::from(value));
    u32, value => Value::Int(i64::from(value));
    usize, value => Value::Int(value as i64);
    f64, value => Value::Float(value);
    f32, value => Value::Float(f64::from(value));
    BigInt, value => Value::big(value);
    Complex64, value => Value::Complex(Rc::new(value));
    &str, value => Value::str(value);
    String, value => Value::str(value);
    char, value => Value::str(value);
    Name, value => value.value();
    (), _value => Value::None;
    Rc<Str>, value => Value::Str(value);
    Rc<List>, value => Value::List(value);
    Rc<Tuple>, value => Value::Tuple(value);
    Rc<Dict>, value => Value::Dict(value);
    Dict, value => Value::Dict(Rc::new(value));
    Set, value => Value::Set(Rc::new(value));
    Rc<Class>, value => Value::Class(value);
    &'static NativeClass, value => Value::Class(value.class());
    &'static NativeFunction, value => Value::Native(value);
    Rc<Instance>, value => Value::Instance(value);
    Rc<Exception>, value => Value::Exception(value);
    Raise, value => Value::Exception(value.into_exception());
    Rc<Module>, value => Value::Module(value);
    Obj, value => Value::Object(value);
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}
