//! The module `numpy`: its names, made when somebody asks for them.

use std::rc::Rc;

use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Name, NativeClass, NativeFunction, Result, Value, Vm};

use crate::dtype::DTYPE;
use crate::exceptions::AXIS_ERROR;
use crate::functions::grids::GridMaker;
use crate::functions::indexing::{self, IndexMaker};
use crate::functions::{
    apply, calculus, creation, elements, grids, joining, matrices, ranges, reductions, shaping, sorting, statistics,
    types,
};
use crate::ndarray::NDARRAY;
use crate::ufunc::{UFUNC, UFUNCS, UfuncObject};
use crate::{limits, printing, scalar, settings};

/// The functions of `numpy` itself, a table a theme.
static TABLES: &[&[NativeFunction]] = &[
    creation::FUNCTIONS,
    grids::FUNCTIONS,
    ranges::FUNCTIONS,
    shaping::FUNCTIONS,
    joining::FUNCTIONS,
    sorting::FUNCTIONS,
    reductions::FUNCTIONS,
    elements::FUNCTIONS,
    matrices::FUNCTIONS,
    apply::FUNCTIONS,
    statistics::FUNCTIONS,
    calculus::FUNCTIONS,
    indexing::FUNCTIONS,
    types::FUNCTIONS,
    printing::FUNCTIONS,
    settings::FUNCTIONS,
];

/// The classes of `numpy` itself, with all their names.
static CLASSES: &[(&str, &NativeClass)] = &[
    ("ndarray", &NDARRAY),
    ("dtype", &DTYPE),
    ("ufunc", &UFUNC),
    ("errstate", &settings::ERRSTATE),
    ("finfo", &limits::FINFO),
    ("iinfo", &limits::IINFO),
    ("generic", &scalar::GENERIC),
    ("number", &scalar::NUMBER),
    ("integer", &scalar::INTEGER),
    ("signedinteger", &scalar::SIGNED_INTEGER),
    ("unsignedinteger", &scalar::UNSIGNED_INTEGER),
    ("inexact", &scalar::INEXACT),
    ("floating", &scalar::FLOATING),
    ("complexfloating", &scalar::COMPLEX_FLOATING),
    ("flexible", &scalar::FLEXIBLE),
    ("character", &scalar::CHARACTER),
    ("object_", &scalar::OBJECT),
    ("bool", &scalar::BOOL),
    ("bool_", &scalar::BOOL),
    ("int8", &scalar::INT8),
    ("byte", &scalar::INT8),
    ("int16", &scalar::INT16),
    ("short", &scalar::INT16),
    ("int32", &scalar::INT32),
    ("intc", &scalar::INT32),
    ("int64", &scalar::INT64),
    ("int_", &scalar::INT64),
    ("intp", &scalar::INT64),
    ("long", &scalar::INT64),
    ("longlong", &scalar::INT64),
    ("uint8", &scalar::UINT8),
    ("ubyte", &scalar::UINT8),
    ("uint16", &scalar::UINT16),
    ("ushort", &scalar::UINT16),
    ("uint32", &scalar::UINT32),
    ("uintc", &scalar::UINT32),
    ("uint64", &scalar::UINT64),
    ("uint", &scalar::UINT64),
    ("uintp", &scalar::UINT64),
    ("ulong", &scalar::UINT64),
    ("ulonglong", &scalar::UINT64),
    ("float16", &scalar::FLOAT16),
    ("half", &scalar::FLOAT16),
    ("float32", &scalar::FLOAT32),
    ("single", &scalar::FLOAT32),
    ("float64", &scalar::FLOAT64),
    ("double", &scalar::FLOAT64),
    ("complex64", &scalar::COMPLEX64),
    ("csingle", &scalar::COMPLEX64),
    ("complex128", &scalar::COMPLEX128),
    ("cdouble", &scalar::COMPLEX128),
];

/// The constants of `numpy`.
fn constant(name: &str) -> Option<Value> {
    Some(match name {
        "pi" => Value::Float(std::f64::consts::PI),
        "e" => Value::Float(std::f64::consts::E),
        "inf" => Value::Float(f64::INFINITY),
        "nan" => Value::Float(f64::NAN),
        "euler_gamma" => Value::Float(0.577_215_664_901_532_9),
        "newaxis" => Value::None,
        "True_" => crate::value_of(tape_tensor::Array::scalar(true)),
        "False_" => crate::value_of(tape_tensor::Array::scalar(false)),
        "little_endian" => Value::Bool(true),
        "__version__" => Value::str("2.4.6"),
        _ => return None,
    })
}

const CONSTANTS: &[&str] =
    &["pi", "e", "inf", "nan", "euler_gamma", "newaxis", "True_", "False_", "little_endian", "__version__"];

/// The values of `numpy` that need making.
const MADE: &[&str] = &["str_", "bytes_", "mgrid", "ogrid", "r_", "c_", "s_", "index_exp"];

/// The modules inside `numpy`.
const PARTS: &[&str] = &["random", "linalg", "testing", "exceptions"];

/// Makes the module.
///
/// # Errors
/// None.
pub fn numpy(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(Rc::new(Module::lazy("numpy", Rc::new(Numpy))))
}

/// Makes `numpy.exceptions`.
///
/// # Errors
/// None.
pub fn exceptions(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = Module::new("numpy.exceptions");
    module.dict.set_str("AxisError", Value::from(&AXIS_ERROR));
    Ok(Rc::new(module))
}

struct Numpy;

impl Namespace for Numpy {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        let name = name.as_str();
        if let Some((_, ufunc)) = UFUNCS.iter().find(|(own, _)| *own == name) {
            return Ok(Some(Value::object(UfuncObject(*ufunc))));
        }
        if let Some(function) = TABLES.iter().copied().flatten().find(|function| function.name() == name) {
            return Ok(Some(Value::Native(function)));
        }
        if let Some((_, class)) = CLASSES.iter().find(|(own, _)| *own == name) {
            return Ok(Some(Value::from(*class)));
        }
        Ok(match name {
            "r_" => Some(Value::object(IndexMaker::Rows)),
            "c_" => Some(Value::object(IndexMaker::Columns)),
            "s_" | "index_exp" => Some(Value::object(IndexMaker::Plain)),
            part if PARTS.contains(&part) => Some(vm.import(&format!("numpy.{part}"))?),
            "str_" => Some(Value::Class(scalar::text_class())),
            "bytes_" => Some(Value::Class(scalar::bytes_class())),
            "mgrid" => Some(Value::object(GridMaker { sparse: false })),
            "ogrid" => Some(Value::object(GridMaker { sparse: true })),
            other => constant(other),
        })
    }

    fn names(&self) -> Vec<&'static str> {
        let functions = TABLES.iter().copied().flatten().map(NativeFunction::name);
        let ufuncs = UFUNCS.iter().map(|(name, _)| *name);
        let classes = CLASSES.iter().map(|(name, _)| *name);
        functions
            .chain(ufuncs)
            .chain(classes)
            .chain(CONSTANTS.iter().copied())
            .chain(MADE.iter().copied())
            .chain(PARTS.iter().copied())
            .collect()
    }
}
