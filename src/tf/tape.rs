//! `tf.GradientTape` and `tf.autodiff.ForwardAccumulator` as the language sees them.

use std::rc::Rc;

use smallvec::{SmallVec, smallvec};
use tape_grad::{Cotangent, Forward, Source, Tape, Tensor, Unconnected, Variable};
use tape_lang::exception::{attribute_error, runtime_error, type_error, value_error};
use tape_lang::{Args, Class, Exception, NativeClass, NativeFunction, Object, Raise, Result, Value, Vm};

use crate::convert::{Wanted, as_variable, to_tensor};
use crate::errors::{Tail, raise};
use crate::tensor::TensorObject;
use crate::{dtype, log, machine, nest, slices, tensor, variable};

/// `tf.GradientTape`.
pub static GRADIENT_TAPE: NativeClass = NativeClass::new("GradientTape")
    .module("tensorflow.python.eager.backprop")
    .doc("Record operations for automatic differentiation.")
    .constructor(&NEW)
    .methods(METHODS);

/// What a tape says when it is asked while it records.
const INSIDE: &str = "Calling GradientTape.gradient on a persistent tape inside its context is significantly \
less efficient than calling it outside the context (it causes the gradient ops to be recorded on the tape, leading to increased \
CPU and memory usage). Only call GradientTape.gradient inside the context if you actually want to trace the gradient in order to \
compute higher order derivatives.";

static NEW: NativeFunction = NativeFunction::new(
    "GradientTape.__init__",
    "(cls, persistent=False, watch_accessed_variables=True)",
    "A tape that has not begun to record.",
    |vm, args| {
        let (persistent, accessed) = (vm.truth(&args[1])?, vm.truth(&args[2])?);
        Ok(Value::object(TapeObject(Tape::new(persistent, accessed))))
    },
)
.python();

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("GradientTape.watch", "(self, tensor)", "Follows a tensor from now on.", watch).python(),
    NativeFunction::new(
        "GradientTape.gradient",
        "(self, target, sources, output_gradients=None, unconnected_gradients='none')",
        "The gradient of the sum of the targets with respect to each source.",
        gradient,
    )
    .python(),
    NativeFunction::new(
        "GradientTape.jacobian",
        "(self, target, sources, unconnected_gradients='none', parallel_iterations=None, experimental_use_pfor=True)",
        "The jacobian of the target with respect to each source.",
        jacobian,
    )
    .python(),
    NativeFunction::new(
        "GradientTape.batch_jacobian",
        "(self, target, source, unconnected_gradients='none', parallel_iterations=None, experimental_use_pfor=True)",
        "The jacobian of each member of a batch.",
        batch_jacobian,
    )
    .python(),
    NativeFunction::new("GradientTape.reset", "(self)", "Forgets everything and records anew.", |_, args| {
        own(&args[0])?.reset().map(|()| Value::None).map_err(|error| raise(error, Tail::Unnamed))
    })
    .python(),
    NativeFunction::new(
        "GradientTape.stop_recording",
        "(self)",
        "A context in which the tape does not record.",
        |_, args| {
            own(&args[0])?;
            Ok(Value::object(Pause(args[0].clone())))
        },
    )
    .python(),
    NativeFunction::new(
        "GradientTape.watched_variables",
        "(self)",
        "The variables that the tape follows.",
        |_, args| Ok(Value::tuple(own(&args[0])?.watched_variables().into_iter().map(variable::value))),
    )
    .python(),
    NativeFunction::new("GradientTape.__enter__", "(self)", "Begins to record.", |vm, args| enter(vm, &args[0]))
        .python(),
    NativeFunction::new("GradientTape.__exit__", "(self, typ, value, traceback)", "Stops recording.", |_, args| {
        own(&args[0])?.exit();
        Ok(Value::None)
    })
    .python(),
];

/// A tape as a value of the language.
pub struct TapeObject(Tape);

impl Object for TapeObject {
    fn class(&self) -> Rc<Class> {
        GRADIENT_TAPE.class()
    }

    fn enter(&self, vm: &mut Vm, this: &Value) -> Result<Value> {
        enter(vm, this)
    }

    fn exit(&self, _vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        self.0.exit();
        Ok(false)
    }
}

fn own(this: &Value) -> Result<&Tape> {
    this.downcast::<TapeObject>().map(|object| &object.0).ok_or_else(|| type_error("a GradientTape is needed here"))
}

fn enter(_vm: &mut Vm, this: &Value) -> Result<Value> {
    own(this)?.enter().map_err(|error| raise(error, Tail::Unnamed))?;
    Ok(this.clone())
}

/// `with tape.stop_recording():`
struct Pause(Value);

static PAUSE: NativeClass = NativeClass::new("_GeneratorContextManager").module("contextlib");

impl Object for Pause {
    fn class(&self) -> Rc<Class> {
        PAUSE.class()
    }

    fn enter(&self, _vm: &mut Vm, _this: &Value) -> Result<Value> {
        let tape = own(&self.0)?;
        if !tape.has_recording() {
            return Err(runtime_error("Trying to stop recording a tape which is not recording."));
        }
        tape.pause().map(|()| Value::None).map_err(|error| raise(error, Tail::Unnamed))
    }

    fn exit(&self, _vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        let tape = own(&self.0)?;
        // A plain tape that was asked meanwhile has nothing to go on with.
        if tape.has_recording() {
            tape.enter().map_err(|error| raise(error, Tail::Unnamed))?;
        }
        Ok(false)
    }
}

fn watch(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let tape = own(&args[0])?;
    if !tape.has_recording() {
        return Err(attribute_error("'NoneType' object has no attribute '_tape'"));
    }
    each_leaf(vm, &args[1], |vm, leaf| watch_leaf(vm, tape, leaf)).map(|_| Value::None)
}

fn watch_leaf(vm: &mut Vm, tape: &Tape, leaf: &Value) -> Result<()> {
    let Some(source) = source_of(leaf) else {
        let shown = vm.str(leaf)?;
        return Err(value_error(format!(
            "Passed in object {shown} of type '{}', not tf.Tensor or tf.Variable or ExtensionType.",
            leaf.type_name()
        )));
    };
    let dtype = dtype_of(&source);
    if !dtype.is_differentiable() {
        let warning = "The dtype of the watched tensor must be floating (e.g. tf.float32), got";
        log::warn(vm, &format!("{warning} tf.{dtype}"))?;
    }
    match &source {
        Source::Tensor(tensor) => tape.watch(tensor),
        Source::Variable(variable) => tape.watch_variable(variable),
    }
    Ok(())
}

fn source_of(value: &Value) -> Option<Source> {
    if let Some(object) = value.downcast::<TensorObject>() {
        return Some(Source::from(object.tensor()));
    }
    as_variable(value).map(Source::from)
}

fn dtype_of(source: &Source) -> tape_tensor::DType {
    match source {
        Source::Tensor(tensor) => tensor.dtype(),
        Source::Variable(variable) => Variable::dtype(variable),
    }
}

/// The source behind a leaf, or TensorFlow's error for what is none.
fn expect_source(vm: &mut Vm, leaf: &Value) -> Result<Source> {
    if let Some(source) = source_of(leaf) {
        return Ok(source);
    }
    if let Some(slices) = leaf.downcast::<slices::SlicesObject>() {
        return Ok(Source::from(&slices.slices().values));
    }
    if tape_numpy::array_of(leaf).is_some() {
        return Err(attribute_error(format!("'{}' object has no attribute '_id'", qualified(leaf))));
    }
    match leaf {
        Value::None | Value::Str(_) => Err(dtype::of(vm, leaf).map_or_else(
            |raised| raised,
            |_| attribute_error(format!("'{}' object has no attribute '_id'", leaf.type_name())),
        )),
        _ => Err(attribute_error(format!("'{}' object has no attribute 'dtype'", leaf.type_name()))),
    }
}

fn qualified(value: &Value) -> String {
    value.class().qualified_name()
}

fn unconnected(vm: &mut Vm, given: &Value) -> Result<Unconnected> {
    let value = match given.as_str() {
        Some(_) => given.clone(),
        None => vm.get_attribute(given, tape_lang::Name::new("value"))?,
    };
    match value.as_str() {
        Some("none") => Ok(Unconnected::None),
        Some("zero") => Ok(Unconnected::Zero),
        _ => Err(value_error(format!("Unknown value for unconnected_gradients: {}", vm.repr(given)?))),
    }
}

/// Logs TensorFlow's advice for a persistent tape that is asked inside its own block.
fn warn_inside(vm: &mut Vm, tape: &Tape) -> Result<()> {
    if tape.is_recording() && tape.is_persistent() { log::warn(vm, INSIDE) } else { Ok(()) }
}

fn gradient(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let tape = own(&args[0])?;
    if !tape.has_recording() {
        return Err(raise(tape_grad::Error::new(tape_grad::Kind::TapeSpent), Tail::Unnamed));
    }
    warn_inside(vm, tape)?;
    if args[1].is_none() {
        return Err(type_error(
            "Argument `target` should be a list or nested structure of Tensors, Variables or CompositeTensors to be \
             differentiated, but received None.",
        ));
    }
    let unconnected = unconnected(vm, &args[4])?;
    let targets = each_leaf(vm, &args[1], expect_source)?;
    let sources = each_leaf(vm, &args[2], expect_source)?;
    let targets = tape.targets(&targets, &sources);
    let upstream = upstream(vm, &args[3], &targets)?;
    crate::sites::mark(vm);
    let gradients = machine::lend(vm, || tape.gradient(&targets, &sources, upstream.as_deref(), unconnected))
        .map_err(|error| raise(error, Tail::Unnamed))?;
    nest::pack(vm, &args[2], &mut gradients.into_iter().map(to_value))
}

/// Does something with each leaf of a structure, in order; nearly always there is one.
fn each_leaf<T>(
    vm: &mut Vm,
    structure: &Value,
    mut read: impl FnMut(&mut Vm, &Value) -> Result<T>,
) -> Result<SmallVec<[T; 1]>> {
    if nest::is_leaf(structure) {
        return Ok(smallvec![read(vm, structure)?]);
    }
    let leaves = nest::flatten(vm, structure)?;
    leaves.iter().map(|leaf| read(vm, leaf)).collect()
}

/// What flows into each target, where that was given.
fn upstream(vm: &mut Vm, given: &Value, targets: &[Tensor]) -> Result<Option<Vec<Option<Tensor>>>> {
    if given.is_none() {
        return Ok(None);
    }
    let leaves = nest::flatten(vm, given)?;
    let tensors = leaves.iter().enumerate().map(|(index, leaf)| {
        let wanted = targets.get(index).map_or(Wanted::Any, |target| Wanted::Preferably(target.dtype()));
        to_tensor(vm, leaf, wanted).map(Some)
    });
    tensors.collect::<Result<Vec<_>>>().map(Some)
}

fn to_value(gradient: Option<Cotangent>) -> Value {
    match gradient {
        None => Value::None,
        Some(Cotangent::Dense(dense)) => tensor::value(dense),
        Some(Cotangent::Sparse(sparse)) => slices::value(*sparse),
    }
}

fn jacobian(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let tape = own(&args[0])?;
    if !tape.has_recording() {
        return Err(raise(tape_grad::Error::new(tape_grad::Kind::TapeSpent), Tail::Unnamed));
    }
    warn_inside(vm, tape)?;
    let target = shaped(&args[1])?;
    let sources = each_leaf(vm, &args[2], expect_source)?;
    if !args[4].is_none() && vm.truth(&args[5])? {
        return Err(value_error(
            "Encountered an exception while vectorizing the jacobian computation. Vectorization can be disabled by setting \
             experimental_use_pfor to False.",
        ));
    }
    let target = tape.targets(&[target], &sources).swap_remove(0);
    let unconnected = unconnected(vm, &args[3])?;
    let jacobians = machine::lend(vm, || tape.jacobian(&target, &sources, unconnected))
        .map_err(|error| raise(error, Tail::Unnamed))?;
    nest::pack(vm, &args[2], &mut jacobians.into_iter().map(to_value))
}

/// A target that must be one tensor.
fn shaped(value: &Value) -> Result<Source> {
    source_of(value).ok_or_else(|| attribute_error(format!("'{}' object has no attribute 'shape'", value.type_name())))
}

fn batch_jacobian(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let tape = own(&args[0])?;
    if !tape.has_recording() {
        return Err(raise(tape_grad::Error::new(tape_grad::Kind::TapeSpent), Tail::Unnamed));
    }
    let (target, source) = (shaped(&args[1])?, expect_source(vm, &args[2])?);
    let target = tape.targets(&[target], std::slice::from_ref(&source)).swap_remove(0);
    for shape in [target.shape(), source.value().shape()] {
        if shape.rank() < 2 {
            return Err(value_error(format!("Shape {} must have rank at least 2", tape_show::shape::str(&shape))));
        }
    }
    let unconnected = unconnected(vm, &args[3])?;
    warn_inside(vm, tape)?;
    machine::lend(vm, || tape.batch_jacobian(&target, &source, unconnected))
        .map(to_value)
        .map_err(|error| raise(error, Tail::Unnamed))
}

/// `tf.autodiff.ForwardAccumulator`.
pub static FORWARD_ACCUMULATOR: NativeClass = NativeClass::new("ForwardAccumulator")
    .module("tensorflow.python.eager.forwardprop")
    .doc("Computes Jacobian-vector products using forward-mode autodiff.")
    .constructor(&NEW_FORWARD)
    .methods(FORWARD_METHODS);

static NEW_FORWARD: NativeFunction = NativeFunction::new(
    "ForwardAccumulator.__init__",
    "(cls, primals, tangents)",
    "An accumulator with a tangent for each primal.",
    |vm, args| {
        let primals = each_leaf(vm, &args[1], expect_source)?;
        let tangents = nest::flatten(vm, &args[2])?;
        if primals.len() != tangents.len() {
            return Err(value_error("The two structures don't have the same nested structure."));
        }
        let mut pairs = Vec::with_capacity(primals.len());
        for (primal, tangent) in primals.into_iter().zip(&tangents) {
            let tangent = to_tensor(vm, tangent, Wanted::Preferably(dtype_of(&primal)))?;
            pairs.push((primal, tangent));
        }
        Ok(Value::object(ForwardObject(Forward::new(&pairs))))
    },
)
.python();

static FORWARD_METHODS: &[NativeFunction] = &[NativeFunction::new(
    "ForwardAccumulator.jvp",
    "(self, primals, unconnected_gradients='none')",
    "How values move when the primals move along their tangents.",
    |vm, args| {
        let Some(object) = args[0].downcast::<ForwardObject>() else { return Err(wrong_accumulator()) };
        let unconnected = unconnected(vm, &args[2])?;
        let sources = each_leaf(vm, &args[1], expect_source)?;
        let mut moved = Vec::with_capacity(sources.len());
        for source in &sources {
            moved.push(match (object.0.jvp(source), unconnected) {
                (Some(tangent), _) => tensor::value(tangent),
                (None, Unconnected::None) => Value::None,
                (None, Unconnected::Zero) => {
                    let zeros = tape_grad::basic::zeros_like(&source.value());
                    tensor::value(zeros.map_err(|error| raise(error, Tail::Unnamed))?)
                }
            });
        }
        nest::pack(vm, &args[1], &mut moved.into_iter())
    },
)
.python()];

fn wrong_accumulator() -> Raise {
    type_error("a ForwardAccumulator is needed here")
}

/// A forward accumulator as a value of the language.
struct ForwardObject(Forward);

impl Object for ForwardObject {
    fn class(&self) -> Rc<Class> {
        FORWARD_ACCUMULATOR.class()
    }

    fn enter(&self, _vm: &mut Vm, this: &Value) -> Result<Value> {
        self.0.enter();
        Ok(this.clone())
    }

    fn exit(&self, _vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        self.0.exit();
        Ok(false)
    }
}
