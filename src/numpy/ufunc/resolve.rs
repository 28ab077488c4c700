//! In which dtype an operation computes, and numpy's words where there is none.

use tape_lang::exception::type_error;
use tape_lang::{Raise, Result};
use tape_tensor::{Array, DType, Error, Scalar};

use super::{Binary, Operand, Unary};
use crate::convert::{bounds, descr_of};
use crate::error::from_kernel;
use crate::exceptions::NO_LOOP_ERROR;
use crate::items::Items;
use crate::promote::{as_float, promote, with_complex, with_float, with_int};

/// The dtype of two operands together.
#[must_use]
pub fn common(left: &Operand, right: &Operand) -> DType {
    match (left.dtype(), right.dtype()) {
        (Some(x), Some(y)) => promote(x, y),
        (Some(own), None) => weakly(own, right),
        (None, Some(own)) => weakly(own, left),
        (None, None) => promote(left.own_dtype(), right.own_dtype()),
    }
}

/// A dtype together with one of Python's numbers.
fn weakly(own: DType, number: &Operand) -> DType {
    match number {
        Operand::Float(_) => with_float(own),
        Operand::Complex(_) => with_complex(own),
        _ => with_int(own),
    }
}

/// The dtype in which a ufunc of two operands computes.
///
/// # Errors
/// `TypeError` where there is none.
pub fn binary(op: Binary, left: &Operand, right: &Operand) -> Result<DType> {
    let dtype = common(left, right);
    let small = |dtype| if dtype == DType::Bool { DType::Int8 } else { dtype };
    match op {
        Binary::Divide => Ok(if dtype == DType::Bool || dtype.is_integer() { DType::Float64 } else { dtype }),
        Binary::FloatPower => Ok(if dtype.is_complex() { DType::Complex128 } else { DType::Float64 }),
        Binary::Subtract if dtype == DType::Bool => Err(type_error(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the \
             logical_xor function instead.",
        )),
        Binary::FloorDivide | Binary::Remainder | Binary::Fmod if dtype.is_complex() => {
            Err(unsupported(op.name(), &[left, right]))
        }
        Binary::FloorDivide | Binary::Remainder | Binary::Fmod | Binary::Power => Ok(small(dtype)),
        Binary::BitwiseAnd | Binary::BitwiseOr | Binary::BitwiseXor if !is_whole(dtype) => {
            Err(unsupported(op.name(), &[left, right]))
        }
        Binary::LeftShift | Binary::RightShift | Binary::Gcd | Binary::Lcm if !is_whole(dtype) => {
            Err(unsupported(op.name(), &[left, right]))
        }
        Binary::LeftShift | Binary::RightShift | Binary::Gcd | Binary::Lcm => Ok(small(dtype)),
        Binary::Arctan2
        | Binary::Hypot
        | Binary::Logaddexp
        | Binary::Logaddexp2
        | Binary::Copysign
        | Binary::Nextafter
        | Binary::Heaviside => {
            if dtype.is_complex() {
                Err(unsupported(op.name(), &[left, right]))
            } else {
                Ok(as_float(dtype))
            }
        }
        _ => Ok(dtype),
    }
}

fn is_whole(dtype: DType) -> bool {
    dtype == DType::Bool || dtype.is_integer()
}

/// A comparison with an integer of Python's that the other operand's dtype cannot hold has an answer all the same.
pub fn out_of_range(op: Binary, left: &Operand, right: &Operand) -> Option<Result<Items>> {
    op.comparison()?;
    let (own, int, own_is_left) = match (left.dtype(), right.weak_int(), left.weak_int(), right.dtype()) {
        (Some(own), Some(int), ..) => (own, int, true),
        (.., Some(int), Some(own)) => (own, int, false),
        _ => return None,
    };
    if !own.is_integer() {
        return None;
    }
    let (least, greatest) = bounds(own);
    if (least..=greatest).contains(&int) {
        return None;
    }
    let own_is_less = (int > greatest) == own_is_left;
    let answer = match op {
        Binary::Equal => false,
        Binary::NotEqual => true,
        Binary::Less | Binary::LessEqual => own_is_less,
        _ => !own_is_less,
    };
    let shape = if own_is_left { left.shape() } else { right.shape() };
    Some(Array::full(shape, Scalar::Bool(answer)).map(Items::from).map_err(from_kernel))
}

/// The dtype in which a ufunc of one operand computes.
///
/// # Errors
/// `TypeError` where there is none.
pub fn unary(op: Unary, dtype: DType) -> Result<DType> {
    match op {
        Unary::Negative if dtype == DType::Bool => Err(type_error(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not \
             function instead.",
        )),
        Unary::Invert if !is_whole(dtype) => Err(unsupported_text(op.name())),
        Unary::Square | Unary::Reciprocal | Unary::Conjugate if dtype == DType::Bool => Ok(DType::Int8),
        op if op.is_test() && op != Unary::Signbit => Ok(dtype),
        op if op.keeps_integers() => Ok(dtype),
        Unary::Degrees
        | Unary::Radians
        | Unary::Rad2deg
        | Unary::Deg2rad
        | Unary::Cbrt
        | Unary::Fabs
        | Unary::Signbit
        | Unary::Spacing
            if dtype.is_complex() =>
        {
            Err(unsupported_text(op.name()))
        }
        _ => Ok(as_float(dtype)),
    }
}

/// Whether warnings of two scalars name the operation `scalar add`.
#[must_use]
pub const fn has_scalar_math(op: Binary) -> bool {
    matches!(
        op,
        Binary::Add
            | Binary::Subtract
            | Binary::Multiply
            | Binary::Divide
            | Binary::FloorDivide
            | Binary::Remainder
            | Binary::Power
    )
}

/// A ufunc that does not take the dtypes of its operands.
#[must_use]
pub fn unsupported(name: &str, _operands: &[&Operand]) -> Raise {
    unsupported_text(name)
}

fn unsupported_text(name: &str) -> Raise {
    type_error(format!(
        "ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any supported \
         types according to the casting rule ''safe''"
    ))
}

/// A ufunc that finds no function for its operands, one of which is no number.
#[must_use]
pub fn no_loop(name: &str, operands: &[&Operand]) -> Raise {
    if name == "multiply" {
        return type_error(
            "The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to \
             multiply strings without specifying 'out'.",
        );
    }
    let is_comparison = matches!(name, "less" | "less_equal" | "greater" | "greater_equal" | "equal" | "not_equal");
    if !is_comparison && !matches!(name, "add" | "subtract") {
        return unsupported_text(name);
    }
    let kinds: Vec<String> = operands
        .iter()
        .map(|operand| {
            let items = match operand {
                Operand::Items(items) => items.clone(),
                other => other.array().into(),
            };
            let descr = descr_of(&items);
            if is_comparison { format!("<class 'numpy.dtypes.{}'>", class_name(&descr)) } else { descr.repr() }
        })
        .collect();
    let text =
        format!("ufunc '{name}' did not contain a loop with signature matching types ({}) -> None", kinds.join(", "));
    Raise::new(&NO_LOOP_ERROR, text)
}

/// The name of a dtype's own class: `Float64DType`.
fn class_name(descr: &crate::descr::Descr) -> String {
    use crate::descr::Descr;
    match descr {
        Descr::Text(_) => "StrDType".to_owned(),
        Descr::Bytes(_) => "BytesDType".to_owned(),
        Descr::Object => "ObjectDType".to_owned(),
        Descr::Number(dtype) => {
            let name = dtype.name();
            let split = if name.starts_with("uint") { 2 } else { 1 };
            format!("{}{}DType", name[..split].to_uppercase(), &name[split..])
        }
    }
}

/// A kernel's refusal in numpy's words.
#[must_use]
pub fn refused(error: Error, name: &str, x: &Array, y: Option<&Array>) -> Raise {
    match (error, y) {
        (Error::Unimplemented(_), Some(y)) if x.dtype() == DType::Bool || y.dtype() == DType::Bool => {
            unsupported_text(name)
        }
        (Error::Unimplemented(_), _) => unsupported_text(name),
        (other, _) => from_kernel(other),
    }
}
