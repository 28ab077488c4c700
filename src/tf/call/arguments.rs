//! From the values of a call to the tensors and parameters of an op.

use std::rc::Rc;

use smallvec::SmallVec;
use tape_grad::{Argument, Attr, Function, Param, ParamKind};
use tape_lang::exception::{type_error, value_error};
use tape_lang::{Result, Value, Vm};
use tape_tensor::{DType, Shape, cast};

use super::bind::Bound;
use crate::convert::{Wanted, as_tensor, to_tensor};
use crate::errors::Tail;
use crate::{dtype, nest, shape};

/// Functions that convert their operands one after the other before the op sees them: the second is only hinted at the
/// first one's dtype, and errors of the op mention the call's name.
const CONVERTS_FIRST: &[&str] = &[
    "tf.add",
    "tf.matmul",
    "tf.divide",
    "tf.truediv",
    "tf.nn.softmax_cross_entropy_with_logits",
    "tf.expand_dims",
    "tf.squeeze",
];

/// How a function converts its arguments.
#[derive(Clone, Copy)]
pub struct Conversion {
    converts_first: bool,
    tail: Tail,
}

impl Conversion {
    /// That of a function.
    pub fn of(function: &Function) -> Conversion {
        let converts_first = function.paths.iter().any(|path| CONVERTS_FIRST.contains(path));
        Conversion { converts_first, tail: tail_of(function) }
    }
}

/// Converted arguments, and how the messages of the op's errors end.
pub struct Converted {
    pub values: Vec<Argument>,
    pub tail: Tail,
}

/// Converts the arguments of a call, one for each parameter.
pub fn convert(vm: &mut Vm, function: &'static Function, how: Conversion, bound: &Bound) -> Result<Converted> {
    let Conversion { converts_first, tail } = how;
    let groups = Groups::of(function, bound, converts_first);
    let mut converter = Converter { groups, converts_first, listed: false };
    let mut values = Vec::with_capacity(bound.len());
    for (param, value) in function.params.iter().zip(bound) {
        values.push(match value {
            Some(value) => converter.argument(vm, param, value)?,
            None => default(param),
        });
    }
    let tail = if converter.listed && !converts_first { Tail::Absent } else { tail };
    Ok(Converted { values, tail })
}

/// Some functions give their op a name of its own.
fn tail_of(function: &Function) -> Tail {
    match function.paths.first() {
        Some(&"tf.concat") => Tail::Named("concat"),
        Some(&"tf.split") => Tail::Named("split"),
        Some(&"tf.stack") => Tail::Named("stack"),
        Some(&"tf.unstack") => Tail::Named("unstack"),
        Some(&"tf.linalg.diag") => Tail::Named("diag"),
        Some(&"tf.linalg.diag_part" | &"tf.linalg.trace") => Tail::Named("diag_part"),
        Some(&"tf.linalg.set_diag") => Tail::Named("set_diag"),
        Some(&"tf.sort" | &"tf.argsort") => Tail::Named("strided_slice/"),
        _ => Tail::Unnamed,
    }
}

/// Whether an input of an op takes TensorFlow off its fast path: a list, a string or a numpy scalar.
fn is_listed(value: &Value) -> bool {
    matches!(value.plain(), Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_))
        || tape_numpy::is_scalar(value)
}

/// How the errors of an op end that got these values as its inputs.
pub fn tail_for(inputs: &[&Value]) -> Tail {
    if inputs.iter().any(|input| is_listed(input)) { Tail::Absent } else { Tail::Unnamed }
}

/// The dtype that the first tensor among the arguments of one dtype parameter gives the others.
struct Groups(SmallVec<[(&'static str, DType); 2]>);

impl Groups {
    fn of(function: &Function, bound: &Bound, converts_first: bool) -> Groups {
        let mut groups = Groups(SmallVec::new());
        if converts_first {
            return groups;
        }
        for (param, value) in function.params.iter().zip(bound) {
            let (Some(group), Some(value)) = (group_of(param.kind), value) else { continue };
            if groups.get(group).is_none()
                && let Some(dtype) = dtype_of_tensor(value)
            {
                groups.0.push((group, dtype));
            }
        }
        groups
    }

    fn get(&self, group: &str) -> Option<DType> {
        self.0.iter().find(|known| known.0 == group).map(|known| known.1)
    }
}

fn group_of(kind: ParamKind) -> Option<&'static str> {
    match kind {
        ParamKind::Tensor(group) | ParamKind::OptionalTensor(group) => Some(group),
        _ => None,
    }
}

/// The dtype of a tensor or variable, without reading it.
fn dtype_of_tensor(value: &Value) -> Option<DType> {
    if let Some(object) = value.downcast::<crate::tensor::TensorObject>() {
        return Some(object.tensor().dtype());
    }
    crate::convert::as_variable(value).map(tape_grad::Variable::dtype)
}

struct Converter {
    groups: Groups,
    converts_first: bool,
    /// Whether an input of the op was a list, a string or a numpy scalar.
    listed: bool,
}

impl Converter {
    fn argument(&mut self, vm: &mut Vm, param: &Param, value: &Value) -> Result<Argument> {
        match param.kind {
            ParamKind::Tensor(group) => self.tensor(vm, group, value).map(Argument::Tensor),
            ParamKind::OptionalTensor(_) if value.is_none() => Ok(Argument::Attr(Attr::None)),
            ParamKind::OptionalTensor(group) => self.tensor(vm, group, value).map(Argument::Tensor),
            ParamKind::TensorOf(dtype) => {
                self.note(value);
                to_tensor(vm, value, Wanted::Preferably(dtype)).map(Argument::Tensor)
            }
            ParamKind::Tensors | ParamKind::Rest => self.tensors(vm, value),
            ParamKind::Name => Ok(Argument::Attr(Attr::None)),
            kind => {
                if matches!(kind, ParamKind::Ints | ParamKind::Shape) {
                    self.note(value);
                }
                plain(vm, kind, value).map(Argument::Attr)
            }
        }
    }

    fn note(&mut self, value: &Value) {
        self.listed |= is_listed(value);
    }

    fn tensor(&mut self, vm: &mut Vm, group: &'static str, value: &Value) -> Result<tape_grad::Tensor> {
        self.note(value);
        let wanted = match self.groups.get(group) {
            Some(dtype) if self.converts_first => Wanted::Preferably(dtype),
            // A tensor of another dtype is left for the op to refuse.
            Some(dtype) if !crate::convert::is_tensor_like(value) => Wanted::Exactly(dtype),
            _ => Wanted::Any,
        };
        let tensor = to_tensor(vm, value, wanted)?;
        if self.groups.get(group).is_none() {
            self.groups.0.push((group, tensor.dtype()));
        }
        Ok(tensor)
    }

    fn tensors(&mut self, vm: &mut Vm, value: &Value) -> Result<Argument> {
        let items = match value.plain() {
            Value::List(_) | Value::Tuple(_) => nest_items(value),
            _ if as_tensor(value)?.is_some() => vm.collect(value)?,
            _ => vm.collect(value)?,
        };
        let dtype = items.iter().find_map(dtype_of_tensor);
        let mut tensors = Vec::with_capacity(items.len());
        for item in &items {
            self.note(item);
            let wanted = match dtype.or_else(|| tensors.first().map(tape_grad::Tensor::dtype)) {
                Some(dtype) if !crate::convert::is_tensor_like(item) => Wanted::Exactly(dtype),
                _ => Wanted::Any,
            };
            tensors.push(to_tensor(vm, item, wanted)?);
        }
        Ok(Argument::Tensors(tensors))
    }
}

fn nest_items(value: &Value) -> Vec<Value> {
    match value.plain() {
        Value::List(list) => list.to_vec(),
        Value::Tuple(tuple) => tuple.to_vec(),
        _ => Vec::new(),
    }
}

/// A parameter that is no tensor.
fn plain(vm: &mut Vm, kind: ParamKind, value: &Value) -> Result<Attr> {
    if value.is_none() {
        return Ok(Attr::None);
    }
    Ok(match kind {
        ParamKind::Int => Attr::Int(whole(vm, value)?),
        ParamKind::Float => Attr::Float(vm.float(value)?),
        ParamKind::Bool => Attr::Bool(vm.truth(value)?),
        ParamKind::Str => match value.as_str() {
            Some(text) => Attr::Str(Rc::from(text)),
            None => return Err(type_error(format!("Expected a string, got {}", vm.repr(value)?))),
        },
        ParamKind::DType => Attr::DType(dtype::of(vm, value)?),
        ParamKind::Shape => Attr::Shape(known_shape(vm, value)?),
        ParamKind::Ints => ints(vm, value)?,
        _ => any(vm, value)?,
    })
}

fn whole(vm: &mut Vm, value: &Value) -> Result<i64> {
    vm.index(value)
}

/// A shape all of whose sizes are given: a list, a `TensorShape`, or a tensor of integers.
fn known_shape(vm: &mut Vm, value: &Value) -> Result<Shape> {
    let sizes = match ints_of_array(value)? {
        Some(sizes) => sizes,
        None => match value {
            Value::Int(size) => vec![*size],
            _ if value.downcast::<shape::ShapeObject>().is_some() => {
                let sizes = shape::partial(vm, value)?.unwrap_or_default();
                let Some(known) = sizes.into_iter().collect::<Option<Vec<usize>>>() else {
                    let shown = vm.str(value)?;
                    return Err(value_error(format!(
                        "Cannot convert a partially known TensorShape {shown} to a Tensor."
                    )));
                };
                return Ok(Shape::from(known));
            }
            _ => sequence_of_ints(vm, value)?,
        },
    };
    sizes
        .into_iter()
        .map(|size| {
            usize::try_from(size).map_err(|_| {
                tape_lang::Raise::new(
                    &crate::errors::INVALID_ARGUMENT,
                    format!(
                        "{{{{function_node __wrapped__Fill_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} Dimension {size} must be >= 0 [Op:Fill] name: "
                    ),
                )
            })
        })
        .collect::<Result<Vec<usize>>>()
        .map(Shape::from)
}

/// The numbers of an integer tensor or array.
fn ints_of_array(value: &Value) -> Result<Option<Vec<i64>>> {
    let array = match as_tensor(value)? {
        Some(tensor) => tensor.array().clone(),
        None => match tape_numpy::array_of(value) {
            Some(array) => array,
            None => return Ok(None),
        },
    };
    let wide = cast::cast(&array, DType::Int64).ok().filter(|_| array.dtype().is_integer());
    match wide.as_ref().and_then(tape_tensor::Array::as_slice::<i64>) {
        Some(numbers) => Ok(Some(numbers.to_vec())),
        None => Err(type_error(format!("Integers are needed here, not a tensor of dtype {}.", array.dtype()))),
    }
}

/// Whole numbers in a list, of which some may be tensors without axes.
fn sequence_of_ints(vm: &mut Vm, value: &Value) -> Result<Vec<i64>> {
    let leaves = match value.plain() {
        Value::List(_) | Value::Tuple(_) => nest::flatten(vm, value)?,
        Value::Range(_) => vm.collect(value)?,
        _ => {
            // Whatever it is, the conversion to a tensor knows what to say of it.
            let tensor = to_tensor(vm, value, Wanted::Any)?;
            return ints_of_array(&crate::tensor::value(tensor)).map(Option::unwrap_or_default);
        }
    };
    let mut numbers = Vec::with_capacity(leaves.len());
    for leaf in &leaves {
        match vm.index(leaf) {
            Ok(number) => numbers.push(number),
            _ => {
                let tensor = to_tensor(vm, value, Wanted::Any)?;
                return ints_of_array(&crate::tensor::value(tensor)).map(Option::unwrap_or_default);
            }
        }
    }
    Ok(numbers)
}

/// One whole number or several.
fn ints(vm: &mut Vm, value: &Value) -> Result<Attr> {
    if let Value::Int(number) = value {
        return Ok(Attr::Int(*number));
    }
    if let Some(numbers) = ints_of_array(value)? {
        return Ok(Attr::Ints(numbers.into()));
    }
    if value.downcast::<shape::ShapeObject>().is_some() {
        return Ok(Attr::Ints(known_shape(vm, value)?.iter().map(|&size| size as i64).collect()));
    }
    Ok(Attr::Ints(sequence_of_ints(vm, value)?.into()))
}

/// A parameter of no declared kind.
fn any(vm: &mut Vm, value: &Value) -> Result<Attr> {
    Ok(match value.plain() {
        Value::Bool(flag) => Attr::Bool(*flag),
        Value::Int(int) => Attr::Int(*int),
        Value::Float(float) => Attr::Float(*float),
        Value::Str(text) => Attr::Str(Rc::from(text.as_str())),
        Value::None => Attr::None,
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            let items = vm.collect(value)?;
            list(items.iter().map(|item| any(vm, item)).collect::<Result<Vec<Attr>>>()?)
        }
        _ => {
            if let Some(dtype) = dtype::quietly(value) {
                return Ok(Attr::DType(dtype));
            }
            if value.downcast::<shape::ShapeObject>().is_some() {
                let sizes = shape::partial(vm, value)?;
                let size = |size: Option<usize>| size.map_or(Attr::None, Attr::from);
                return Ok(sizes.map_or(Attr::None, |sizes| list(sizes.into_iter().map(size).collect())));
            }
            let tensor = to_tensor(vm, value, Wanted::Any)?;
            match (tensor.dtype().is_integer(), tensor.rank(), ints_of_array(value)) {
                (true, 0, Ok(Some(numbers))) if numbers.len() == 1 => Attr::Int(numbers[0]),
                (true, 1, Ok(Some(numbers))) => Attr::Ints(numbers.into()),
                _ => Attr::Array(Rc::new(tensor.array().clone())),
            }
        }
    })
}

/// A list of parameters; of whole numbers alone, as such.
fn list(items: Vec<Attr>) -> Attr {
    let numbers: Option<Rc<[i64]>> =
        items.iter().map(|item| if let Attr::Int(number) = item { Some(*number) } else { None }).collect();
    numbers.map_or_else(|| Attr::List(items.into()), Attr::Ints)
}

/// The value of a parameter that was left out, from its default's text.
fn default(param: &Param) -> Argument {
    let text = param.default.unwrap_or("None");
    let attr = match text {
        "None" => Attr::None,
        "True" => Attr::Bool(true),
        "False" => Attr::Bool(false),
        _ => {
            if let Some(name) = text.strip_prefix("tf.") {
                dtype::by_name(name).map_or(Attr::None, Attr::DType)
            } else if let Some(quoted) = text.strip_prefix(['\'', '"']) {
                Attr::Str(Rc::from(quoted.trim_end_matches(['\'', '"'])))
            } else if let Ok(int) = text.parse() {
                if param.kind == ParamKind::Float { Attr::Float(int as f64) } else { Attr::Int(int) }
            } else if let Ok(float) = text.parse() {
                Attr::Float(float)
            } else {
                Attr::None
            }
        }
    };
    if let ParamKind::Tensor(_) | ParamKind::TensorOf(_) = param.kind {
        match attr {
            Attr::Float(value) => return Argument::Tensor(tape_grad::Tensor::scalar(value as f32)),
            Attr::Int(value) => return Argument::Tensor(tape_grad::Tensor::scalar(value as i32)),
            _ => {}
        }
    }
    Argument::Attr(attr)
}
