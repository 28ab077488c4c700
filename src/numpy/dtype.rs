//! `np.dtype` and what it says.

use std::rc::Rc;

use tape_lang::value::hash_text;
use tape_lang::{Class, Comparison, NativeClass, NativeFunction, Object, Property, Result, Value, Vm};

use crate::descr::{self, Descr};
use crate::scalar;

/// `numpy.dtype`.
pub static DTYPE: NativeClass = NativeClass::new("dtype")
    .module("numpy")
    .named_in_full()
    .constructor(&NEW)
    .methods(METHODS)
    .properties(PROPERTIES)
    .doc("Create a data type object.");

/// An element type as a value.
pub struct DTypeObject(pub Descr);

static NEW: NativeFunction =
    NativeFunction::new("dtype", "(cls, dtype, align=False, copy=False)", "The type that a name means.", |vm, args| {
        let descr = descr::argument(vm, &args[1])?.unwrap_or(Descr::Number(tape_tensor::DType::Float64));
        Ok(Value::object(DTypeObject(descr)))
    });

static METHODS: &[NativeFunction] =
    &[NativeFunction::new("dtype.newbyteorder", "(self, new_order='S', /)", "The same type.", |_vm, args| {
        Ok(args[0].clone())
    })];

fn read(value: &Value) -> Descr {
    value.downcast::<DTypeObject>().map_or(Descr::Object, |dtype| dtype.0)
}

static PROPERTIES: &[Property] = &[
    Property::new("name", "The name.", |_, this| Ok(Value::str(read(this).name()))),
    Property::new("kind", "The general kind, a letter.", |_, this| Ok(Value::from(read(this).kind()))),
    Property::new("char", "The code, a letter.", |_, this| Ok(Value::from(read(this).char()))),
    Property::new("str", "The code with byte order and size.", |_, this| Ok(Value::str(read(this).code()))),
    Property::new("itemsize", "Bytes of an element.", |_, this| Ok(Value::from(read(this).itemsize()))),
    Property::new("alignment", "Bytes that elements are aligned to.", |_, this| {
        Ok(Value::from(match read(this) {
            Descr::Number(dtype) if dtype.is_complex() => dtype.size() / 2,
            Descr::Text(_) => 4,
            Descr::Bytes(_) => 1,
            other => other.itemsize(),
        }))
    }),
    Property::new("type", "The class of its scalars.", |_, this| Ok(type_of(read(this)))),
    Property::new("byteorder", "The byte order.", |_, this| {
        Ok(Value::str(if read(this).code().starts_with('|') { "|" } else { "=" }))
    }),
    Property::new("num", "The number of the type.", |_, this| Ok(Value::Int(number(read(this))))),
    Property::new("shape", "The shape of a sub-array.", |_, _| Ok(Value::tuple([]))),
    Property::new("ndim", "The rank of a sub-array.", |_, _| Ok(Value::Int(0))),
    Property::new("names", "The names of fields.", |_, _| Ok(Value::None)),
    Property::new("fields", "The fields.", |_, _| Ok(Value::None)),
    Property::new("hasobject", "Whether elements are objects.", |_, this| Ok(Value::Bool(read(this) == Descr::Object))),
    Property::new("isbuiltin", "Whether numpy itself defines it.", |_, _| Ok(Value::Int(1))),
];

/// The class of the scalars of a type.
#[must_use]
pub fn type_of(descr: Descr) -> Value {
    match descr {
        Descr::Number(dtype) => Value::from(scalar::class_of(dtype)),
        Descr::Text(_) => Value::Class(scalar::text_class()),
        Descr::Bytes(_) => Value::Class(scalar::bytes_class()),
        Descr::Object => Value::from(&scalar::OBJECT),
    }
}

/// `dtype.num`: the position in numpy's list of types.
fn number(descr: Descr) -> i64 {
    const CODES: &str = "?bBhHiIlLqQfdgFDGOSUVMme";
    CODES.find(descr.char()).map_or(256, |position| position as i64)
}

impl Object for DTypeObject {
    fn class(&self) -> Rc<Class> {
        DTYPE.class()
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let meant = match descr::of_value(other) {
            Some(descr) => Some(descr),
            None if other.is_none() => Some(Descr::Number(tape_tensor::DType::Float64)),
            None => match other.as_str() {
                Some(text) => Descr::parse(text),
                None => return Ok(Value::NotImplemented),
            },
        };
        let _ = vm;
        match op {
            Comparison::Eq => Ok(Value::Bool(meant == Some(self.0))),
            Comparison::NotEq => Ok(Value::Bool(meant != Some(self.0))),
            _ => Ok(Value::NotImplemented),
        }
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(self.0.repr())
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(self.0.text())
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Ok(hash_text(&self.0.code()))
    }
}
