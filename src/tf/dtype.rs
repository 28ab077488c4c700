//! Dtypes as the language sees them: `tf.float32`.

use std::rc::Rc;

use tape_lang::exception::{attribute_error, type_error};
use tape_lang::{
    Class, Comparison, Name, NativeClass, NativeFunction, Object, Property, Raise, Result, Value, Vm, types,
};
use tape_tensor::{Array, DType};

/// The class of dtypes.
pub static DTYPE: NativeClass =
    NativeClass::new("DType").module("tensorflow.python.framework.dtypes").properties(PROPERTIES);

/// A dtype as a value of the language.
pub struct DTypeObject(DType);

/// A dtype as a value.
#[must_use]
pub fn value(dtype: DType) -> Value {
    Value::object(DTypeObject(dtype))
}

/// Other spellings of dtypes: `tf.double`, `tf.as_dtype("half")`.
pub const ALIASES: &[(&str, DType)] =
    &[("half", DType::Float16), ("float", DType::Float32), ("double", DType::Float64)];

/// The dtype of a name, aliases included.
#[must_use]
pub fn by_name(name: &str) -> Option<DType> {
    DType::from_name(name).or_else(|| ALIASES.iter().find(|alias| alias.0 == name).map(|alias| alias.1))
}

/// What stands for a dtype: `tf.float32`, `"float32"`, `np.float32`, `np.dtype("float32")`, `float`, `bool`.
///
/// # Errors
/// TensorFlow's `TypeError` for anything else.
pub fn of(vm: &mut Vm, value: &Value) -> Result<DType> {
    if let Some(dtype) = quietly(value) {
        return Ok(dtype);
    }
    Err(refused(vm, value)?)
}

/// [`of`] without an error.
#[must_use]
pub fn quietly(value: &Value) -> Option<DType> {
    if let Some(object) = value.downcast::<DTypeObject>() {
        return Some(object.0);
    }
    if let Some(name) = value.as_str() {
        return by_name(name);
    }
    if let Some(dtype) = tape_numpy::dtype_of(value) {
        return Some(dtype);
    }
    match value {
        Value::Class(class) if Rc::ptr_eq(class, &types::FLOAT.class()) => Some(DType::Float32),
        Value::Class(class) if Rc::ptr_eq(class, &types::BOOL.class()) => Some(DType::Bool),
        Value::Int(code) => DType::ALL.into_iter().find(|dtype| enum_of(*dtype) == *code),
        _ => None,
    }
}

fn refused(vm: &mut Vm, value: &Value) -> Result<Raise> {
    let shown = vm.repr(value)?;
    Ok(type_error(format!("Cannot convert the argument `type_value`: {shown} to a TensorFlow DType.")))
}

/// The number of a dtype in TensorFlow's protocol buffers.
const fn enum_of(dtype: DType) -> i64 {
    match dtype {
        DType::Float32 => 1,
        DType::Float64 => 2,
        DType::Int32 => 3,
        DType::UInt8 => 4,
        DType::Int16 => 5,
        DType::Int8 => 6,
        DType::String => 7,
        DType::Complex64 => 8,
        DType::Int64 => 9,
        DType::Bool => 10,
        DType::BFloat16 => 14,
        DType::UInt16 => 17,
        DType::Complex128 => 18,
        DType::Float16 => 19,
        DType::UInt32 => 22,
        DType::UInt64 => 23,
    }
}

fn own(this: &Value) -> Result<DType> {
    this.downcast::<DTypeObject>().map(|object| object.0).ok_or_else(|| type_error("a DType is needed here"))
}

fn flag(this: &Value, test: impl Fn(DType) -> bool) -> Result<Value> {
    own(this).map(|dtype| Value::Bool(test(dtype)))
}

static PROPERTIES: &[Property] = &[
    Property::new("name", "Its name.", |_, this| Ok(Value::str(own(this)?.name()))),
    Property::new("size", "Bytes of one element.", |_, this| {
        let dtype = own(this)?;
        Ok(Value::from(if dtype == DType::String { 0 } else { dtype.size() }))
    }),
    Property::new("is_floating", "Whether it is a real floating point type.", |_, this| flag(this, DType::is_floating)),
    Property::new("is_integer", "Whether it is an integer type.", |_, this| flag(this, DType::is_integer)),
    Property::new("is_complex", "Whether it is a complex type.", |_, this| flag(this, DType::is_complex)),
    Property::new("is_bool", "Whether it is bool.", |_, this| flag(this, |dtype| dtype == DType::Bool)),
    Property::new("is_unsigned", "Whether it is an unsigned integer type.", |_, this| flag(this, DType::is_unsigned)),
    Property::new("is_numeric", "Whether it is a type of numbers.", |_, this| {
        flag(this, |dtype| dtype.is_floating() || dtype.is_integer() || dtype.is_complex())
    }),
    Property::new("is_quantized", "Whether it is a quantized type.", |_, this| flag(this, |_| false)),
    Property::new("is_numpy_compatible", "Whether numpy has it.", |_, this| flag(this, |_| true)),
    Property::new("base_dtype", "Itself.", |_, this| own(this).map(value)),
    Property::new("real_dtype", "The type of a complex type's parts.", |_, this| {
        own(this).map(|dtype| {
            value(match dtype {
                DType::Complex64 => DType::Float32,
                DType::Complex128 => DType::Float64,
                other => other,
            })
        })
    }),
    Property::new("as_numpy_dtype", "numpy's type.", |_, this| Ok(tape_numpy::scalar_class(own(this)?))),
    Property::new("as_datatype_enum", "Its number in protocol buffers.", |_, this| Ok(Value::Int(enum_of(own(this)?)))),
    Property::new("min", "The smallest value.", |_, this| limit(own(this)?, Limit::Smallest)),
    Property::new("max", "The largest value.", |_, this| limit(own(this)?, Limit::Largest)),
    Property::new("limits", "What images of this type range over.", |_, this| {
        let dtype = own(this)?;
        if dtype.is_floating() {
            return Ok(Value::tuple([Value::Int(0), Value::Int(1)]));
        }
        // Negative numbers are no intensities.
        Ok(Value::tuple([Value::Int(0), limit(dtype, Limit::Largest)?]))
    }),
];

#[derive(Clone, Copy, PartialEq)]
enum Limit {
    Smallest,
    Largest,
}

fn limit(dtype: DType, which: Limit) -> Result<Value> {
    use half::{bf16, f16};
    let pick =
        |smallest: i128, largest: i128| Value::big((if which == Limit::Smallest { smallest } else { largest }).into());
    let numpy = |array: Array| array.get(0).map_or(Value::None, tape_numpy::scalar_value);
    Ok(match dtype {
        DType::Int8 => pick(i8::MIN.into(), i8::MAX.into()),
        DType::Int16 => pick(i16::MIN.into(), i16::MAX.into()),
        DType::Int32 => pick(i32::MIN.into(), i32::MAX.into()),
        DType::Int64 => pick(i64::MIN.into(), i64::MAX.into()),
        DType::UInt8 => pick(0, u8::MAX.into()),
        DType::UInt16 => pick(0, u16::MAX.into()),
        DType::UInt32 => pick(0, u32::MAX.into()),
        DType::UInt64 => pick(0, u64::MAX.into()),
        DType::Float16 => numpy(Array::scalar(if which == Limit::Smallest { f16::MIN } else { f16::MAX })),
        DType::BFloat16 => numpy(Array::scalar(if which == Limit::Smallest { bf16::MIN } else { bf16::MAX })),
        DType::Float32 => numpy(Array::scalar(if which == Limit::Smallest { f32::MIN } else { f32::MAX })),
        DType::Float64 => numpy(Array::scalar(if which == Limit::Smallest { f64::MIN } else { f64::MAX })),
        DType::Bool | DType::Complex64 | DType::Complex128 | DType::String => {
            let word = if which == Limit::Smallest { "minimum" } else { "maximum" };
            let shown = tape_show::dtype::str(dtype);
            return Err(type_error(format!("Cannot find {word} value of {shown} with type {shown}.")));
        }
    })
}

impl Object for DTypeObject {
    fn class(&self) -> Rc<Class> {
        DTYPE.class()
    }

    fn set_attribute(&self, _vm: &mut Vm, name: Name, _value: Value) -> Result<()> {
        Err(attribute_error(format!("'DType' object has no attribute '{name}'")))
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let equal = !matches!(other, Value::Int(_)) && quietly(other) == Some(self.0);
        Ok(match op {
            Comparison::Eq => Value::Bool(equal),
            Comparison::NotEq => Value::Bool(!equal),
            _ => Value::NotImplemented,
        })
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::dtype::repr(self.0))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::dtype::str(self.0))
    }

    fn hash(&self, _vm: &mut Vm, _this: &Value) -> Result<i64> {
        Ok(enum_of(self.0))
    }
}

pub(crate) static AS_DTYPE: NativeFunction =
    NativeFunction::new("as_dtype", "(type_value)", "The dtype that a value stands for.", |vm, args| {
        of(vm, &args[0]).map(value)
    })
    .python();
