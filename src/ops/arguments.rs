//! From the bound arguments of a call to the Rust types that the bodies of functions take.

use tape_grad::{Argument, Arguments, Attr, Error, Kind, Result, Tensor};
use tape_tensor::{DType, Shape};

/// A Rust type that a parameter can have.
pub(crate) trait FromArgument<'a>: Sized {
    /// The value of an argument; `None` where it has another type.
    fn from_argument(argument: &'a Argument) -> Option<Self>;
}

/// The argument for a parameter.
///
/// # Errors
/// If the argument has another type than the parameter declares, which binding rules out.
pub(crate) fn take<'a, T: FromArgument<'a>>(arguments: &'a Arguments, name: &str) -> Result<T> {
    let function = arguments.function();
    let position = function.params.iter().position(|param| param.name == name);
    position.and_then(|position| arguments.values().get(position)).and_then(T::from_argument).ok_or_else(|| {
        let path = function.paths.first().unwrap_or(&"?");
        Error::new(Kind::Type(format!("{path}() got an argument of an invalid type for '{name}'")))
    })
}

macro_rules! from_argument {
    ($($type:ty, $pattern:pat => $value:expr;)*) => {
        $(impl<'a> FromArgument<'a> for $type {
            fn from_argument(argument: &'a Argument) -> Option<Self> {
                match argument {
                    $pattern => Some($value),
                    _ => None,
                }
            }
        })*
    };
}

from_argument! {
    &'a Tensor, Argument::Tensor(tensor) => tensor;
    &'a [Tensor], Argument::Tensors(tensors) => tensors;
    i64, Argument::Attr(Attr::Int(value)) => *value;
    bool, Argument::Attr(Attr::Bool(value)) => *value;
    &'a str, Argument::Attr(Attr::Str(text)) => text;
    DType, Argument::Attr(Attr::DType(dtype)) => *dtype;
    &'a Shape, Argument::Attr(Attr::Shape(shape)) => shape;
    &'a Attr, Argument::Attr(attr) => attr;
}

impl<'a> FromArgument<'a> for f64 {
    fn from_argument(argument: &'a Argument) -> Option<f64> {
        match argument {
            Argument::Attr(Attr::Float(value)) => Some(*value),
            Argument::Attr(Attr::Int(value)) => Some(*value as f64),
            _ => None,
        }
    }
}

impl<'a> FromArgument<'a> for &'a [i64] {
    fn from_argument(argument: &'a Argument) -> Option<&'a [i64]> {
        match argument {
            Argument::Attr(Attr::Ints(values)) => Some(values),
            Argument::Attr(Attr::Int(value)) => Some(std::slice::from_ref(value)),
            _ => None,
        }
    }
}

impl<'a, T: FromArgument<'a>> FromArgument<'a> for Option<T> {
    fn from_argument(argument: &'a Argument) -> Option<Option<T>> {
        match argument {
            Argument::Attr(Attr::None) => Some(None),
            given => T::from_argument(given).map(Some),
        }
    }
}
