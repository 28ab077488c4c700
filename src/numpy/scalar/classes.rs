//! The classes of numpy's scalars: the abstract ones and one for each element type.

use std::cell::OnceCell;
use std::rc::Rc;

use tape_lang::value::Dict;
use tape_lang::{Class, NativeClass, NativeFunction, Value, types};
use tape_tensor::DType;

use super::string;

/// Declares a class with its base, and for a type of numbers its constructor.
macro_rules! scalar_classes {
    ($($constant:ident = $name:literal: $base:ident $(and $second:ident)? $(of $dtype:ident)?;)*) => {
        $(
            #[doc = concat!("`numpy.", $name, "`.")]
            pub static $constant: NativeClass = NativeClass::new($name)
                .module("numpy")
                .named_in_full()
                .base(&$base)
                $(.second_base(&types::$second))?
                $(.constructor({
                    static NEW: NativeFunction = NativeFunction::new($name, "(cls, value=0, /)", "A number of this type.", |vm, args| {
                        super::construct(vm, DType::$dtype, &args[1])
                    });
                    &NEW
                }))?;
        )*
    };
}

/// `numpy.generic`: what all scalars are.
pub static GENERIC: NativeClass = NativeClass::new("generic")
    .module("numpy")
    .named_in_full()
    .methods(crate::ndarray::METHODS)
    .properties(crate::ndarray::PROPERTIES)
    .doc("Base class for numpy scalar types.");

scalar_classes! {
    NUMBER = "number": GENERIC;
    INTEGER = "integer": NUMBER;
    SIGNED_INTEGER = "signedinteger": INTEGER;
    UNSIGNED_INTEGER = "unsignedinteger": INTEGER;
    INEXACT = "inexact": NUMBER;
    FLOATING = "floating": INEXACT;
    COMPLEX_FLOATING = "complexfloating": INEXACT;
    FLEXIBLE = "flexible": GENERIC;
    CHARACTER = "character": FLEXIBLE;
    OBJECT = "object_": GENERIC;
    BOOL = "bool": GENERIC of Bool;
    INT8 = "int8": SIGNED_INTEGER of Int8;
    INT16 = "int16": SIGNED_INTEGER of Int16;
    INT32 = "int32": SIGNED_INTEGER of Int32;
    INT64 = "int64": SIGNED_INTEGER of Int64;
    UINT8 = "uint8": UNSIGNED_INTEGER of UInt8;
    UINT16 = "uint16": UNSIGNED_INTEGER of UInt16;
    UINT32 = "uint32": UNSIGNED_INTEGER of UInt32;
    UINT64 = "uint64": UNSIGNED_INTEGER of UInt64;
    FLOAT16 = "float16": FLOATING of Float16;
    FLOAT32 = "float32": FLOATING of Float32;
    FLOAT64 = "float64": FLOATING and FLOAT of Float64;
    COMPLEX64 = "complex64": COMPLEX_FLOATING of Complex64;
    COMPLEX128 = "complex128": COMPLEX_FLOATING and COMPLEX of Complex128;
}

/// `bfloat16`, which a package beside numpy defines.
pub static BFLOAT16: NativeClass = NativeClass::new("bfloat16").module("ml_dtypes").base(&GENERIC).constructor({
    static NEW: NativeFunction = NativeFunction::new("bfloat16", "(cls, value=0, /)", "A bfloat16.", |vm, args| {
        super::construct(vm, DType::BFloat16, &args[1])
    });
    &NEW
});

/// The class of the scalars of an element type; strings are objects.
#[must_use]
pub fn class_of(dtype: DType) -> &'static NativeClass {
    match dtype {
        DType::Bool => &BOOL,
        DType::Int8 => &INT8,
        DType::Int16 => &INT16,
        DType::Int32 => &INT32,
        DType::Int64 => &INT64,
        DType::UInt8 => &UINT8,
        DType::UInt16 => &UINT16,
        DType::UInt32 => &UINT32,
        DType::UInt64 => &UINT64,
        DType::Float16 => &FLOAT16,
        DType::BFloat16 => &BFLOAT16,
        DType::Float32 => &FLOAT32,
        DType::Float64 => &FLOAT64,
        DType::Complex64 => &COMPLEX64,
        DType::Complex128 => &COMPLEX128,
        DType::String => &OBJECT,
    }
}

/// The element type of a scalar class.
#[must_use]
pub fn dtype_of_class(class: &Class) -> Option<DType> {
    let table = class.native_table()?;
    DType::ALL.into_iter().filter(|dtype| *dtype != DType::String).find(|dtype| std::ptr::eq(table, class_of(*dtype)))
}

thread_local! {
    static TEXT: OnceCell<Rc<Class>> = const { OnceCell::new() };
    static BYTES: OnceCell<Rc<Class>> = const { OnceCell::new() };
}

/// `numpy.str_`.
#[must_use]
pub fn text_class() -> Rc<Class> {
    TEXT.with(|class| Rc::clone(class.get_or_init(|| string_class("str_", &types::STR))))
}

/// `numpy.bytes_`.
#[must_use]
pub fn bytes_class() -> Rc<Class> {
    BYTES.with(|class| Rc::clone(class.get_or_init(|| string_class("bytes_", &types::BYTES))))
}

/// A class of strings. Its instances stand on strings of the language, so it is derived as programs derive classes.
fn string_class(name: &str, base: &'static NativeClass) -> Rc<Class> {
    let dict = Rc::new(Dict::new());
    dict.set_str("__module__", Value::str("numpy"));
    dict.set_str("__repr__", Value::object(string::StringRepr));
    let bases = vec![base.class(), CHARACTER.class()];
    Class::new(name, bases, dict, None).unwrap_or_else(|_| base.class())
}
