//! A function as the user sees it: the names it goes by, its parameters, its help, and the op behind it.
//!
//! What reads a [`Function`]: the `tf` namespace (names), the binding of arguments (parameters), completion and help
//! (doc and examples), the list of all ops, and the tests that run every example.

use tape_tensor::{DType, Shape};

use crate::{Attr, OpDef, Result, Tensor};

/// A function of the public interface.
#[derive(Debug)]
pub struct Function {
    /// Every dotted name: `tf.add`, `tf.math.add`. The first is the one that help shows.
    pub paths: &'static [&'static str],
    /// The parameters in order.
    pub params: &'static [Param],
    /// A sentence, details, and examples as `>>>` lines with the output that TensorFlow gives.
    pub doc: &'static str,
    /// What it does.
    pub body: Body,
}

/// What a function does with its bound arguments.
#[derive(Clone, Copy)]
pub enum Body {
    /// Applies one op: tensor arguments in order are its inputs, the others its attributes, under their own names.
    Op(&'static OpDef),
    /// Computes in terms of ops.
    Composite(fn(&Arguments) -> Result<Returned>),
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Body::Op(op) => write!(f, "Op({})", op.name),
            Body::Composite(_) => f.write_str("Composite"),
        }
    }
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name, as a keyword.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParamKind,
    /// The default as Python source; `None` where an argument is required.
    pub default: Option<&'static str>,
}

/// What a parameter takes, and how an argument is converted for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParamKind {
    /// A tensor, or what converts to one. Parameters of one group (`T`) convert to the dtype of the first that has one.
    Tensor(&'static str),
    /// A tensor that is converted to one dtype, as indices are.
    TensorOf(DType),
    /// A tensor or `None`.
    OptionalTensor(&'static str),
    /// A list of tensors of one dtype.
    Tensors,
    /// All further positional arguments, as tensors.
    Rest,
    /// A whole number.
    Int,
    /// A real number.
    Float,
    /// A truth value.
    Bool,
    /// A text.
    Str,
    /// A dtype, by object or by name.
    DType,
    /// A shape: a list of sizes, a `TensorShape`, an integer tensor.
    Shape,
    /// `None`, a whole number, or a list of them: axes.
    Ints,
    /// Any plain value: the function looks for itself.
    Any,
    /// `name=`, which eager mode ignores.
    Name,
}

/// The arguments of a call, converted, in the order of the parameters.
#[derive(Clone, Debug)]
pub struct Arguments {
    function: &'static Function,
    values: Vec<Argument>,
}

/// One converted argument.
#[derive(Clone, Debug)]
pub enum Argument {
    Tensor(Tensor),
    Tensors(Vec<Tensor>),
    Attr(Attr),
}

impl Arguments {
    /// Arguments for a function, one for each of its parameters.
    #[must_use]
    pub fn new(function: &'static Function, values: Vec<Argument>) -> Arguments {
        Arguments { function, values }
    }

    /// The function that was called.
    #[must_use]
    pub fn function(&self) -> &'static Function {
        self.function
    }

    /// All of them in order.
    #[must_use]
    pub fn values(&self) -> &[Argument] {
        &self.values
    }

    fn get(&self, name: &str) -> Option<&Argument> {
        let position = self.function.params.iter().position(|param| param.name == name)?;
        self.values.get(position)
    }

    /// The tensor given for a parameter.
    ///
    /// # Errors
    /// If none was given, which binding rules out for required parameters.
    pub fn tensor(&self, name: &str) -> Result<&Tensor> {
        self.optional_tensor(name).ok_or_else(|| {
            crate::Error::new(crate::Kind::Value(format!(
                "Argument `{name}` of {} is missing.",
                self.function.paths[0]
            )))
        })
    }

    /// The tensor given for a parameter, if any.
    #[must_use]
    pub fn optional_tensor(&self, name: &str) -> Option<&Tensor> {
        match self.get(name) {
            Some(Argument::Tensor(tensor)) => Some(tensor),
            _ => None,
        }
    }

    /// The tensors given for a parameter.
    #[must_use]
    pub fn tensors(&self, name: &str) -> &[Tensor] {
        match self.get(name) {
            Some(Argument::Tensors(tensors)) => tensors,
            _ => &[],
        }
    }

    /// The plain value given for a parameter.
    #[must_use]
    pub fn attr(&self, name: &str) -> &Attr {
        match self.get(name) {
            Some(Argument::Attr(attr)) => attr,
            _ => &Attr::None,
        }
    }

    /// A whole number, if one was given.
    #[must_use]
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.attr(name) {
            Attr::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// A real number, if one was given.
    #[must_use]
    pub fn float(&self, name: &str) -> Option<f64> {
        match self.attr(name) {
            Attr::Float(value) => Some(*value),
            Attr::Int(value) => Some(*value as f64),
            _ => None,
        }
    }

    /// A truth value; absent ones are false.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.attr(name), Attr::Bool(true))
    }

    /// Axes, if any were given.
    #[must_use]
    pub fn ints(&self, name: &str) -> Option<&[i64]> {
        match self.attr(name) {
            Attr::Ints(values) => Some(values),
            Attr::Int(value) => Some(std::slice::from_ref(value)),
            _ => None,
        }
    }

    /// A text, if one was given.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.attr(name) {
            Attr::Str(text) => Some(text),
            _ => None,
        }
    }

    /// A dtype, if one was given.
    #[must_use]
    pub fn dtype(&self, name: &str) -> Option<DType> {
        match self.attr(name) {
            Attr::DType(dtype) => Some(*dtype),
            _ => None,
        }
    }

    /// A shape, if one was given.
    #[must_use]
    pub fn shape(&self, name: &str) -> Option<&Shape> {
        match self.attr(name) {
            Attr::Shape(shape) => Some(shape),
            _ => None,
        }
    }
}

/// What a function gives back.
#[derive(Clone, Debug)]
pub enum Returned {
    One(Tensor),
    List(Vec<Tensor>),
    Tuple(Vec<Tensor>),
    /// A pair of a list and a tensor.
    Pair(Vec<Tensor>, Tensor),
    /// A named tuple: its type's name and its fields'.
    Named(&'static str, &'static [&'static str], Vec<Tensor>),
}

impl From<Vec<Tensor>> for Returned {
    fn from(tensors: Vec<Tensor>) -> Returned {
        Returned::List(tensors)
    }
}

impl From<(Tensor, Tensor)> for Returned {
    fn from((first, second): (Tensor, Tensor)) -> Returned {
        Returned::Tuple(vec![first, second])
    }
}

impl From<(Tensor, Tensor, Tensor)> for Returned {
    fn from((first, second, third): (Tensor, Tensor, Tensor)) -> Returned {
        Returned::Tuple(vec![first, second, third])
    }
}

impl From<Tensor> for Returned {
    fn from(tensor: Tensor) -> Returned {
        Returned::One(tensor)
    }
}
