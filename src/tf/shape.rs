//! Shapes as the language sees them: `tf.TensorShape`.

use std::rc::Rc;

use tape_grad::Tensor;
use tape_lang::exception::{index_error, type_error, value_error};
use tape_lang::{
    Args, Class, Comparison, NativeClass, NativeFunction, Object, Operator, Property, Result, Side, Value, Vm,
};
use tape_tensor::{Array, DType, Shape, cast};

use crate::convert::Wanted;

/// The class of shapes.
pub static TENSOR_SHAPE: NativeClass = NativeClass::new("TensorShape")
    .module("tensorflow.python.framework.tensor_shape")
    .constructor(&NEW)
    .methods(METHODS)
    .properties(PROPERTIES);

/// Sizes of which some may be unknown; nothing where not even the rank is known.
pub type Sizes = Option<Vec<Option<usize>>>;

/// A shape as a value of the language.
pub struct ShapeObject(Sizes);

impl ShapeObject {
    /// The sizes as a vector: of `int32`, unless they need more or the place asks for another dtype.
    ///
    /// # Errors
    /// TensorFlow's `ValueError` where sizes are unknown or too large for the dtype.
    pub fn to_tensor(&self, wanted: Wanted) -> Result<Tensor> {
        let known = self.0.as_ref().and_then(|sizes| sizes.iter().copied().collect::<Option<Vec<usize>>>());
        let Some(sizes) = known else {
            return Err(value_error(format!(
                "Cannot convert a partially known TensorShape {} to a Tensor.",
                shown(self.0.as_deref())
            )));
        };
        let sizes: Vec<i64> = sizes.into_iter().map(|size| size as i64).collect();
        let wide = sizes.iter().any(|&size| i32::try_from(size).is_err());
        let dtype = wanted.dtype().unwrap_or(if wide { DType::Int64 } else { DType::Int32 });
        match cast::cast(&Array::from_vec([sizes.len()], sizes), dtype) {
            Ok(array) if !wide || dtype != DType::Int32 => Ok(Tensor::new(array)),
            _ => Err(value_error(format!(
                "Cannot convert TensorShape {} to dtype {dtype}; a dimension is too large. Consider using tf.int64.",
                shown(self.0.as_deref())
            ))),
        }
    }
}

/// A known shape as a value.
#[must_use]
pub fn value(shape: &Shape) -> Value {
    from_sizes(Some(shape.iter().map(|&size| Some(size)).collect()))
}

/// A shape that may not be wholly known as a value.
#[must_use]
pub fn from_sizes(sizes: Sizes) -> Value {
    Value::object(ShapeObject(sizes))
}

/// What stands for a shape that may have unknown sizes: a `TensorShape`, a sequence of sizes and `None`s, a number, `None`.
///
/// # Errors
/// TensorFlow's, for sizes that are none.
pub fn partial(vm: &mut Vm, given: &Value) -> Result<Sizes> {
    if let Some(object) = given.downcast::<ShapeObject>() {
        return Ok(object.0.clone());
    }
    match given {
        Value::None => Ok(None),
        Value::Int(_) | Value::Bool(_) => Ok(Some(vec![size(vm, given)?])),
        _ => {
            let items = vm.collect(given)?;
            items.iter().map(|item| size(vm, item)).collect::<Result<Vec<_>>>().map(Some)
        }
    }
}

fn size(vm: &mut Vm, given: &Value) -> Result<Option<usize>> {
    if given.is_none() {
        return Ok(None);
    }
    let Ok(size) = vm.index(given) else {
        let (shown, class) = (vm.repr(given)?, vm.repr(&Value::Class(given.class()))?);
        return Err(type_error(format!(
            "Dimension value must be integer or None or have an __index__ method, got value '{shown}' with type '{class}'"
        )));
    };
    usize::try_from(size).map(Some).map_err(|_| value_error(format!("Dimension {size} must be >= 0")))
}

/// Whether a shape could be `sizes`.
#[must_use]
pub fn is_compatible(sizes: Option<&[Option<usize>]>, shape: &Shape) -> bool {
    let Some(sizes) = sizes else { return true };
    sizes.len() == shape.rank()
        && sizes.iter().zip(shape.iter()).all(|(size, own)| size.is_none_or(|size| size == *own))
}

static NEW: NativeFunction =
    NativeFunction::new("TensorShape.__init__", "(cls, dims)", "A shape from sizes or `None`.", |vm, args| {
        partial(vm, &args[1]).map(from_sizes)
    })
    .python();

fn own(this: &Value) -> Result<&ShapeObject> {
    this.downcast::<ShapeObject>().ok_or_else(|| type_error("a TensorShape is needed here"))
}

fn shown(sizes: Option<&[Option<usize>]>) -> String {
    tape_show::shape::partial_str(sizes)
}

fn count(size: Option<usize>) -> Value {
    size.map_or(Value::None, Value::from)
}

static PROPERTIES: &[Property] = &[
    Property::new("rank", "The number of axes, or None.", |_, this| Ok(count(own(this)?.0.as_ref().map(Vec::len)))),
    Property::new("ndims", "The number of axes, or None.", |_, this| Ok(count(own(this)?.0.as_ref().map(Vec::len)))),
    Property::new("dims", "The sizes as `Dimension`s, or None.", |_, this| {
        let Some(sizes) = &own(this)?.0 else { return Ok(Value::None) };
        Ok(Value::list(sizes.iter().map(|&size| Value::object(Dimension(size))).collect()))
    }),
];

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("TensorShape.as_list", "(self)", "The sizes as a list.", |_, args| match &own(&args[0])?.0 {
        Some(sizes) => Ok(Value::list(sizes.iter().map(|&size| count(size)).collect())),
        None => Err(value_error("as_list() is not defined on an unknown TensorShape.")),
    })
    .python(),
    NativeFunction::new("TensorShape.num_elements", "(self)", "The number of elements, or None.", |_, args| {
        let sizes = own(&args[0])?.0.as_ref();
        Ok(count(sizes.and_then(|sizes| sizes.iter().try_fold(1_usize, |product, size| product.checked_mul((*size)?)))))
    })
    .python(),
    NativeFunction::new("TensorShape.is_fully_defined", "(self)", "Whether every size is known.", |_, args| {
        Ok(Value::Bool(own(&args[0])?.0.as_ref().is_some_and(|sizes| sizes.iter().all(Option::is_some))))
    })
    .python(),
    NativeFunction::new("TensorShape.concatenate", "(self, other)", "These sizes, then the others.", |vm, args| {
        let other = partial(vm, &args[1])?;
        Ok(from_sizes(joined(&own(&args[0])?.0, &other)))
    })
    .python(),
    NativeFunction::new("TensorShape.is_compatible_with", "(self, other)", "Whether both can be equal.", |vm, args| {
        let other = partial(vm, &args[1])?;
        Ok(Value::Bool(merged(&own(&args[0])?.0, &other).is_some()))
    })
    .python(),
    NativeFunction::new("TensorShape.merge_with", "(self, other)", "What both know together.", |vm, args| {
        let (own, other) = (&own(&args[0])?.0, partial(vm, &args[1])?);
        merged(own, &other).map(from_sizes).ok_or_else(|| {
            value_error(format!("Shapes {} and {} are not compatible", shown(own.as_deref()), shown(other.as_deref())))
        })
    })
    .python(),
    NativeFunction::new(
        "TensorShape.assert_is_compatible_with",
        "(self, other)",
        "Refuses other shapes.",
        |vm, args| {
            let (own, other) = (&own(&args[0])?.0, partial(vm, &args[1])?);
            match merged(own, &other) {
                Some(_) => Ok(Value::None),
                None => {
                    let other = vm.str(&args[1])?;
                    Err(value_error(format!("Shapes {} and {other} are incompatible", shown(own.as_deref()))))
                }
            }
        },
    )
    .python(),
    NativeFunction::new("TensorShape.assert_has_rank", "(self, rank)", "Refuses other ranks.", |vm, args| {
        with_rank(vm, args).map(|_| Value::None)
    })
    .python(),
    NativeFunction::new("TensorShape.with_rank", "(self, rank)", "The shape, if it has this rank.", with_rank).python(),
    NativeFunction::new(
        "TensorShape.with_rank_at_least",
        "(self, rank)",
        "The shape, if it has this rank.",
        |vm, args| {
            let least = vm.index(&args[1])?;
            match &own(&args[0])?.0 {
                Some(sizes) if (sizes.len() as i64) < least => {
                    Err(value_error(format!("Shape {} must have rank at least {least}", shown(Some(sizes)))))
                }
                _ => Ok(args[0].clone()),
            }
        },
    )
    .python(),
    NativeFunction::new(
        "TensorShape.with_rank_at_most",
        "(self, rank)",
        "The shape, if it has this rank.",
        |vm, args| {
            let most = vm.index(&args[1])?;
            match &own(&args[0])?.0 {
                Some(sizes) if (sizes.len() as i64) > most => {
                    Err(value_error(format!("Shape {} must have rank at most {most}", shown(Some(sizes)))))
                }
                _ => Ok(args[0].clone()),
            }
        },
    )
    .python(),
    NativeFunction::new("TensorShape.assert_same_rank", "(self, other)", "Refuses other ranks.", |vm, args| {
        let (own, other) = (&own(&args[0])?.0, partial(vm, &args[1])?);
        match (own, &other) {
            (Some(left), Some(right)) if left.len() != right.len() => Err(value_error(format!(
                "Shapes {} and {} must have the same rank",
                shown(Some(left)),
                shown(Some(right))
            ))),
            _ => Ok(Value::None),
        }
    })
    .python(),
    NativeFunction::new("TensorShape.assert_is_fully_defined", "(self)", "Refuses unknown sizes.", |_, args| {
        let sizes = &own(&args[0])?.0;
        if sizes.as_ref().is_some_and(|sizes| sizes.iter().all(Option::is_some)) {
            return Ok(Value::None);
        }
        Err(value_error(format!("Shape {} is not fully defined", shown(sizes.as_deref()))))
    })
    .python(),
    NativeFunction::new(
        "TensorShape.most_specific_compatible_shape",
        "(self, other)",
        "What both have in common.",
        |vm, args| {
            let (Some(left), Some(right)) = (own(&args[0])?.0.clone(), partial(vm, &args[1])?) else {
                return Ok(from_sizes(None));
            };
            if left.len() != right.len() {
                return Ok(from_sizes(None));
            }
            Ok(from_sizes(Some(left.into_iter().zip(right).map(|(a, b)| if a == b { a } else { None }).collect())))
        },
    )
    .python(),
];

fn with_rank(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let rank = vm.index(&args[1])?;
    match &own(&args[0])?.0 {
        Some(sizes) if sizes.len() as i64 != rank => {
            Err(value_error(format!("Shape {} must have rank {rank}", shown(Some(sizes)))))
        }
        Some(_) => Ok(args[0].clone()),
        None => Ok(from_sizes(Some(vec![None; usize::try_from(rank).unwrap_or(0).min(255)]))),
    }
}

fn joined(left: &Sizes, right: &Sizes) -> Sizes {
    Some(left.as_ref()?.iter().chain(right.as_ref()?).copied().collect())
}

/// What two shapes know together; nothing where they contradict each other.
fn merged(left: &Sizes, right: &Sizes) -> Option<Sizes> {
    let (Some(left), Some(right)) = (left, right) else { return Some(left.clone().or_else(|| right.clone())) };
    if left.len() != right.len() {
        return None;
    }
    let sizes = left.iter().zip(right).map(|(&a, &b)| match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => Some(a.or(b)),
    });
    sizes.collect::<Option<Vec<_>>>().map(Some)
}

impl Object for ShapeObject {
    fn class(&self) -> Rc<Class> {
        TENSOR_SHAPE.class()
    }

    fn binary(&self, vm: &mut Vm, _this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        if op != Operator::Add {
            return Ok(Value::NotImplemented);
        }
        let other = partial(vm, other)?;
        Ok(from_sizes(match side {
            Side::Left => joined(&self.0, &other),
            Side::Right => joined(&other, &self.0),
        }))
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let equal = match op {
            Comparison::Eq | Comparison::NotEq if other.is_none() => false,
            Comparison::Eq | Comparison::NotEq => partial(vm, other).is_ok_and(|other| other == self.0),
            _ => return Ok(Value::NotImplemented),
        };
        Ok(Value::Bool(equal == (op == Comparison::Eq)))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let Some(sizes) = &self.0 else { return Ok(Value::None) };
        if let Value::Slice(slice) = key {
            let picked = slice.indices(vm, sizes.len())?.iter().map(|index| sizes[index]).collect();
            return Ok(from_sizes(Some(picked)));
        }
        let index = vm.index(key)?;
        let counted = if index < 0 { index + sizes.len() as i64 } else { index };
        let size = usize::try_from(counted).ok().and_then(|index| sizes.get(index).copied());
        size.map(count).ok_or_else(|| index_error("tuple index out of range"))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(match &self.0 {
            Some(sizes) => Ok(sizes.len()),
            None => Err(value_error("Cannot take the length of shape with unknown rank.")),
        })
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(match &self.0 {
            Some(sizes) => vm.iterate(&Value::list(sizes.iter().map(|&size| count(size)).collect())),
            None => Err(value_error("Cannot iterate over a shape with unknown rank.")),
        })
    }

    fn truth(&self, _vm: &mut Vm) -> Result<bool> {
        Ok(self.0.is_some())
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(tape_show::shape::partial_repr(self.0.as_deref()))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(shown(self.0.as_deref()))
    }

    fn hash(&self, vm: &mut Vm, _this: &Value) -> Result<i64> {
        let sizes = self.0.iter().flatten().map(|&size| count(size)).collect::<Vec<_>>();
        vm.hash(&Value::tuple(sizes))
    }
}

static DIMENSION: NativeClass =
    NativeClass::new("Dimension").module("tensorflow.python.framework.tensor_shape").properties(DIMENSION_PROPERTIES);

static DIMENSION_PROPERTIES: &[Property] = &[Property::new("value", "The size, or None.", |_, this| {
    Ok(count(this.downcast::<Dimension>().and_then(|d| d.0)))
})];

/// One size, as `TensorShape.dims` lists it.
struct Dimension(Option<usize>);

impl Object for Dimension {
    fn class(&self) -> Rc<Class> {
        DIMENSION.class()
    }

    fn index(&self, _vm: &mut Vm) -> Option<Result<Value>> {
        Some(Ok(count(self.0)))
    }

    fn int(&self, vm: &mut Vm) -> Option<Result<Value>> {
        self.index(vm)
    }

    fn compare(&self, _vm: &mut Vm, _this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        let other = match other.downcast::<Dimension>() {
            Some(other) => other.0,
            None => other.as_int().and_then(|size| usize::try_from(size).ok()),
        };
        Ok(match op {
            Comparison::Eq => Value::Bool(self.0 == other),
            Comparison::NotEq => Value::Bool(self.0 != other),
            _ => Value::NotImplemented,
        })
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(self.0.map_or("Dimension(None)".to_owned(), |size| format!("Dimension({size})")))
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(self.0.map_or("?".to_owned(), |size| size.to_string()))
    }
}
