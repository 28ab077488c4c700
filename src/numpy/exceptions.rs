//! The exceptions that numpy defines itself.

use tape_lang::NativeClass;
use tape_lang::exception::{INDEX_ERROR, TYPE_ERROR, VALUE_ERROR};

/// `numpy.exceptions.AxisError`.
pub static AXIS_ERROR: NativeClass =
    NativeClass::new("AxisError").module("numpy.exceptions").base(&VALUE_ERROR).second_base(&INDEX_ERROR);

/// `numpy.linalg.LinAlgError`.
pub static LINALG_ERROR: NativeClass = NativeClass::new("LinAlgError").module("numpy.linalg").base(&VALUE_ERROR);

/// The base of what ufuncs raise for operands that they do not take.
pub static UFUNC_TYPE_ERROR: NativeClass =
    NativeClass::new("UFuncTypeError").module("numpy._core._exceptions").base(&TYPE_ERROR);

/// What ufuncs raise for dtypes that they do not take; numpy shows it under the name of its base.
pub static NO_LOOP_ERROR: NativeClass = NativeClass::new("UFuncTypeError")
    .qualname("_UFuncNoLoopError")
    .module("numpy._core._exceptions")
    .base(&UFUNC_TYPE_ERROR);

/// What in-place operators raise for results that do not fit the array; numpy shows it under the name of its base.
pub static CASTING_ERROR: NativeClass = NativeClass::new("UFuncTypeError")
    .qualname("_UFuncOutputCastingError")
    .module("numpy._core._exceptions")
    .base(&UFUNC_TYPE_ERROR);
