//! Elementwise functions: which dtype they compute in, the kernels, the warnings, and the ufunc objects that programs call.

mod complex;
mod drive;
pub mod faults;
mod integer;
mod object;
mod operand;
mod ops;
mod real;
mod resolve;
mod single;

use num_complex::Complex;
use tape_lang::{Result, Vm};
use tape_tensor::cast::cast;
use tape_tensor::{Array, DType};

use crate::error::from_kernel;
use crate::items::Items;

pub use faults::Faults;
pub use object::{UFUNC, UFUNCS, UfuncObject};
pub use operand::{Operand, text as text_operand};
pub use ops::{Binary, Unary};
pub use resolve::common;

/// Runs an expression with `$t` standing for the Rust type of an integer dtype, or other ones for floats and complex numbers.
macro_rules! by_kind {
    ($dtype:expr, bool => $bool:expr, $int:ident => $integer:expr, $real:ident => $float:expr, $part:ident => $complex:expr, $other:expr) => {
        match $dtype {
            DType::Bool => $bool,
            DType::Int8 => {
                type $int = i8;
                $integer
            }
            DType::Int16 => {
                type $int = i16;
                $integer
            }
            DType::Int32 => {
                type $int = i32;
                $integer
            }
            DType::Int64 => {
                type $int = i64;
                $integer
            }
            DType::UInt8 => {
                type $int = u8;
                $integer
            }
            DType::UInt16 => {
                type $int = u16;
                $integer
            }
            DType::UInt32 => {
                type $int = u32;
                $integer
            }
            DType::UInt64 => {
                type $int = u64;
                $integer
            }
            DType::Float32 => {
                type $real = f32;
                $float
            }
            DType::Float64 => {
                type $real = f64;
                $float
            }
            DType::Complex64 => {
                type $part = f32;
                $complex
            }
            DType::Complex128 => {
                type $part = f64;
                $complex
            }
            DType::Float16 | DType::BFloat16 | DType::String => $other,
        }
    };
}

/// A kernel's answer: half precision goes through single precision.
type Kernel = tape_tensor::Result<Array>;

/// The elements of two arrays of one dtype combined, without a look at what numpy warns of.
///
/// # Errors
/// The kernels' errors; [`tape_tensor::Error::Unimplemented`] where the dtype has no such operation.
fn combine(op: Binary, x: &Array, y: &Array) -> Kernel {
    if let Some(compare) = op.comparison() {
        return tape_tensor::elementwise::compare(compare, x, y);
    }
    if op.is_logical() {
        let truth = |array: &Array| cast(array, DType::Bool);
        return integer::bool_binary(op, &truth(x)?, &truth(y)?);
    }
    by_kind!(
        x.dtype(),
        bool => integer::bool_binary(op, x, y),
        T => integer::binary::<T>(op, x, y),
        T => real::binary::<T>(op, x, y),
        T => complex::binary::<T>(op, x, y),
        through_single(x.dtype(), &[x, y], |arrays| combine(op, &arrays[0], &arrays[1]))
    )
}

/// An operation on each element of an array, without a look at what numpy warns of.
///
/// # Errors
/// As [`combine`].
fn each(op: Unary, x: &Array) -> Kernel {
    by_kind!(
        x.dtype(),
        bool => integer::bool_unary(op, x),
        T => integer::unary::<T>(op, x),
        T => real::unary::<T>(op, x),
        T => complex::unary::<T>(op, x),
        through_single(x.dtype(), &[x], |arrays| each(op, &arrays[0]))
    )
}

/// Computes in single precision what is stored in half of it.
fn through_single(dtype: DType, arrays: &[&Array], compute: impl Fn(&[Array]) -> Kernel) -> Kernel {
    if dtype == DType::String {
        return Err(tape_tensor::Error::Unimplemented("strings".to_owned()));
    }
    let wide = arrays.iter().map(|array| cast(array, DType::Float32)).collect::<tape_tensor::Result<Vec<_>>>()?;
    let result = compute(&wide)?;
    if result.dtype() == DType::Float32 { cast(&result, dtype) } else { Ok(result) }
}

/// Two operands of whatever dtypes combined, as numpy's ufunc does it.
///
/// # Errors
/// `TypeError` where the dtypes have no such operation, `ValueError` where the shapes do not broadcast.
pub fn binary(vm: &mut Vm, op: Binary, left: &Operand, right: &Operand) -> Result<Items> {
    if left.is_text() || right.is_text() {
        return operand::text_binary(op, left, right);
    }
    if let Some(answer) = resolve::out_of_range(op, left, right) {
        return answer;
    }
    let dtype = resolve::binary(op, left, right)?;
    let (x, y) = (left.array_as(dtype)?, right.array_as(dtype)?);
    let result = combine(op, &x, &y).map_err(|error| resolve::refused(error, op.name(), &x, Some(&y)))?;
    if has_faults(op, dtype) {
        let faults = if dtype.is_integer() {
            integer_faults(op, &x, &y, &result)
        } else {
            faults::of_binary(op, &x, &y, &result)
        };
        if faults != Faults::default() {
            let scalar = left.is_scalar() && right.is_scalar() && resolve::has_scalar_math(op);
            let name = if scalar { format!("scalar {}", op.name()) } else { op.name().to_owned() };
            faults.report(vm, &name)?;
        }
    }
    Ok(result.into())
}

/// Whether an operation can have faults at all.
fn has_faults(op: Binary, dtype: DType) -> bool {
    match dtype {
        DType::Bool => false,
        dtype if dtype.is_integer() => {
            matches!(op, Binary::FloorDivide | Binary::Remainder | Binary::Fmod)
                || matches!(op, Binary::Add | Binary::Subtract | Binary::Multiply)
        }
        _ => op.comparison().is_none() && !op.is_logical(),
    }
}

/// Division by zero; and for scalars only, results that wrapped.
fn integer_faults(op: Binary, x: &Array, y: &Array, result: &Array) -> Faults {
    let is_zero = |array: &Array| {
        cast(array, DType::Bool).ok().and_then(|truth| Some(truth.as_slice::<bool>()?.contains(&false)))
    };
    match op {
        Binary::FloorDivide | Binary::Remainder | Binary::Fmod => {
            Faults { divide: !x.is_empty() && is_zero(y).unwrap_or(false), ..Faults::default() }
        }
        _ if result.shape().rank() == 0 => {
            let wide = |array: &Array| array.get(0).and_then(operand::whole_number);
            let (Some(a), Some(b), Some(r)) = (wide(x), wide(y), wide(result)) else { return Faults::default() };
            let exact = match op {
                Binary::Add => a + b,
                Binary::Subtract => a - b,
                _ => a * b,
            };
            Faults { overflow: exact != r, ..Faults::default() }
        }
        _ => Faults::default(),
    }
}

/// An operation on each element, as numpy's ufunc does it.
///
/// # Errors
/// `TypeError` where the dtype has no such operation.
pub fn unary(vm: &mut Vm, op: Unary, operand: &Array) -> Result<Array> {
    let dtype = resolve::unary(op, operand.dtype())?;
    let x = cast(operand, dtype).map_err(from_kernel)?;
    let result = each(op, &x).map_err(|error| resolve::refused(error, op.name(), operand, None))?;
    if (dtype.is_floating() || dtype.is_complex()) && !op.is_test() {
        faults::of_unary(op, &x, &result).report(vm, op.name())?;
    }
    Ok(result)
}

/// Complex numbers of a real and an imaginary part, both of one float dtype.
///
/// # Errors
/// None that a caller with such parts sees.
pub fn complex_of(re: &Array, im: &Array) -> Kernel {
    match re.dtype() {
        DType::Float32 => drive::zip(re, im, |re: f32, im: f32| Complex::new(re, im)),
        _ => {
            drive::zip(&cast(re, DType::Float64)?, &cast(im, DType::Float64)?, |re: f64, im: f64| Complex::new(re, im))
        }
    }
}

/// [`binary`] of two arrays of one dtype, under another name in warnings.
///
/// # Errors
/// As [`binary`].
pub fn named_binary(vm: &mut Vm, op: Binary, x: &Array, y: &Array, name: &str) -> Result<Array> {
    let result = combine(op, x, y).map_err(from_kernel)?;
    if has_faults(op, x.dtype()) && !x.dtype().is_integer() {
        faults::of_binary(op, x, y, &result).report(vm, name)?;
    }
    Ok(result)
}

/// [`binary`] of two arrays, without warnings.
///
/// # Errors
/// As [`binary`].
pub fn quiet_binary(op: Binary, x: &Array, y: &Array) -> Result<Array> {
    let (left, right) = (Operand::from(x), Operand::from(y));
    let dtype = resolve::binary(op, &left, &right)?;
    let (x, y) = (left.array_as(dtype)?, right.array_as(dtype)?);
    combine(op, &x, &y).map_err(|error| resolve::refused(error, op.name(), &x, Some(&y)))
}

/// [`unary`], without warnings.
///
/// # Errors
/// As [`unary`].
pub fn quiet_unary(op: Unary, operand: &Array) -> Result<Array> {
    let x = cast(operand, resolve::unary(op, operand.dtype())?).map_err(from_kernel)?;
    each(op, &x).map_err(|error| resolve::refused(error, op.name(), operand, None))
}

/// The nearest whole number, halves to the even one.
#[must_use]
pub fn round_half_even(x: f64) -> f64 {
    real::round_to_even(x)
}
