//! An op's parameters that are not tensors: axes, flags, dtypes.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use tape_tensor::random::Philox;
use tape_tensor::{Array, DType, Shape};

use crate::{Cotangent, Result, Upstream};

/// One parameter's value.
#[derive(Clone, Debug)]
pub enum Attr {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Ints(Rc<[i64]>),
    Str(Rc<str>),
    DType(DType),
    Shape(Shape),
    /// A list of anything else: of lists, or of mixed values.
    List(Rc<[Attr]>),
    /// A parameter that is a whole array, but which no gradient ever flows to (an index table, say).
    Array(Rc<Array>),
    /// What a `custom_gradient` gave for its own way back.
    Pullback(Pullback),
    /// The random stream that a stateful op draws from and moves on.
    Stream(Rc<Cell<Philox>>),
}

/// Declares how plain values become parameters.
macro_rules! into_attr {
    ($($type:ty, $value:pat => $attr:expr;)*) => {
        $(impl From<$type> for Attr {
            fn from($value: $type) -> Attr {
                $attr
            }
        })*
    };
}

into_attr! {
    bool, value => Attr::Bool(value);
    i32, value => Attr::Int(value.into());
    i64, value => Attr::Int(value);
    usize, value => Attr::Int(value as i64);
    f64, value => Attr::Float(value);
    &[i64], values => Attr::Ints(values.into());
    &[usize], values => Attr::Ints(values.iter().map(|&value| value as i64).collect());
    Vec<i64>, values => Attr::Ints(values.into());
    Vec<usize>, values => Attr::from(&values[..]);
    &str, text => Attr::Str(text.into());
    String, text => Attr::Str(text.into());
    DType, dtype => Attr::DType(dtype);
    Shape, shape => Attr::Shape(shape);
    &Shape, shape => Attr::Shape(shape.clone());
}

impl<T: Into<Attr>> From<Option<T>> for Attr {
    fn from(value: Option<T>) -> Attr {
        value.map_or(Attr::None, Into::into)
    }
}

impl Attr {
    /// Several whole numbers; a single one counts as a list of one.
    #[must_use]
    pub fn as_ints(&self) -> Option<&[i64]> {
        match self {
            Attr::Ints(values) => Some(values),
            Attr::Int(value) => Some(std::slice::from_ref(value)),
            _ => None,
        }
    }
}

/// A gradient function that is only known at run time: from what flows into the outputs to what flows into the inputs.
#[derive(Clone)]
pub struct Pullback(pub Rc<PullbackFn>);

/// The function of a [`Pullback`].
pub type PullbackFn = dyn Fn(&Upstream<'_>) -> Result<Vec<Option<Cotangent>>>;

impl fmt::Debug for Pullback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pullback")
    }
}

/// An op's parameters by name, in the order of the declaration. Cheap to clone; an op without parameters allocates none.
///
/// # Examples
/// ```
/// use tape_grad::{Attr, Attrs};
/// let attrs = Attrs::new([("axis", Attr::Int(1)), ("keepdims", Attr::Bool(true))]);
/// assert_eq!(attrs.int("axis"), Some(1));
/// assert!(attrs.flag("keepdims"));
/// assert!(matches!(attrs.get("name"), Attr::None));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Attrs(Option<Rc<Vec<(&'static str, Attr)>>>);

impl Attrs {
    /// No parameters.
    pub const NONE: Attrs = Attrs(None);

    /// Parameters with their names.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = (&'static str, Attr)>) -> Attrs {
        let entries: Vec<_> = entries.into_iter().collect();
        Attrs((!entries.is_empty()).then(|| Rc::new(entries)))
    }

    /// All parameters in order.
    #[must_use]
    pub fn entries(&self) -> &[(&'static str, Attr)] {
        self.0.as_ref().map_or(&[], |entries| entries)
    }

    /// The value of a parameter; [`Attr::None`] where it was not given.
    #[must_use]
    pub fn get(&self, name: &str) -> &Attr {
        self.entries().iter().find(|entry| entry.0 == name).map_or(&Attr::None, |entry| &entry.1)
    }

    /// A whole number.
    #[must_use]
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Attr::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// A real number; a whole one counts.
    #[must_use]
    pub fn float(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Attr::Float(value) => Some(*value),
            Attr::Int(value) => Some(*value as f64),
            _ => None,
        }
    }

    /// A flag; absent ones are false.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Attr::Bool(true))
    }

    /// Several whole numbers; a single one counts as a list of one.
    #[must_use]
    pub fn ints(&self, name: &str) -> Option<&[i64]> {
        self.get(name).as_ints()
    }

    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Attr::Str(text) => Some(text),
            _ => None,
        }
    }

    /// An element type.
    #[must_use]
    pub fn dtype(&self, name: &str) -> Option<DType> {
        match self.get(name) {
            Attr::DType(dtype) => Some(*dtype),
            _ => None,
        }
    }

    /// A shape.
    #[must_use]
    pub fn shape(&self, name: &str) -> Option<&Shape> {
        match self.get(name) {
            Attr::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    /// A table of numbers.
    #[must_use]
    pub fn array(&self, name: &str) -> Option<&Array> {
        match self.get(name) {
            Attr::Array(array) => Some(array),
            _ => None,
        }
    }
}
