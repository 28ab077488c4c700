//! `tf.custom_gradient` and `tf.recompute_grad`: gradients that the program writes itself.

use std::rc::Rc;

use tape_grad::infer::Form;
use tape_grad::{
    Attr, Attrs, Batch, Cotangent, DTypes, Error, Gradient, Input, Kernel, Kind, OpDef, Pullback, Reads, Refuses,
    Source, Tape, Tensor, Unconnected, Upstream, Variable, apply,
};
use tape_lang::exception::{runtime_error, type_error, value_error};
use tape_lang::value::Method;
use tape_lang::{Args, Class, Name, NativeClass, NativeFunction, Object, Raise, Result, Value, Vm};
use tape_tensor::Array;

use crate::convert::{Wanted, as_tensor, as_variable, to_tensor};
use crate::errors::{Tail, raise};
use crate::{machine, nest, slices, tensor, variable};

/// The op whose way back the program wrote: its outputs were computed elsewhere and come in as parameters.
static CUSTOM: OpDef = OpDef {
    name: "CustomGradient",
    inputs: &[Input::new("args", DTypes::ANY).of("").many()],
    infer: |_, attrs| {
        Ok(outputs(attrs).map(|array| Form { dtype: array.dtype(), shape: array.shape().clone().into() }).collect())
    },
    kernel: Kernel::Whole(|_, attrs| Ok(outputs(attrs).cloned().collect())),
    gradient: Gradient::Joint(Reads::NOTHING, |recorded, upstream| match recorded.attrs().get("pullback") {
        Attr::Pullback(Pullback(pull)) => pull(upstream),
        _ => Ok(vec![None; recorded.inputs()]),
    }),
    batch: Batch::Loop,
    refuses: Refuses::Values,
};

/// What was computed before the op was applied.
fn outputs(attrs: &Attrs) -> impl Iterator<Item = &Array> {
    attrs.entries().iter().filter_map(|(_, attr)| match attr {
        Attr::Array(array) => Some(&**array),
        _ => None,
    })
}

pub(crate) static CUSTOM_GRADIENT: NativeFunction = NativeFunction::new(
    "custom_gradient",
    "(f=None)",
    "Decorator to define a function with a custom gradient.",
    |_, args| Ok(if args[0].is_none() { Value::Native(&CUSTOM_GRADIENT) } else { decorated(&args[0], How::Custom) }),
)
.python();

pub(crate) static RECOMPUTE_GRAD: NativeFunction =
    NativeFunction::new("recompute_grad", "(f)", "Recomputes the function on the way back.", |_, args| {
        Ok(decorated(&args[0], How::Recompute))
    })
    .python();

#[derive(Clone, Copy, PartialEq)]
enum How {
    Custom,
    Recompute,
}

fn decorated(function: &Value, how: How) -> Value {
    Value::object(Decorated { function: function.clone(), how })
}

/// A function with a gradient of its own.
struct Decorated {
    function: Value,
    how: How,
}

/// A method: the function with its first argument.
fn bound(function: Value, receiver: Value) -> Value {
    Value::Method(Rc::new(Method { receiver, function }))
}

static FUNCTION: NativeClass = NativeClass::new("function");

impl Object for Decorated {
    fn class(&self) -> Rc<Class> {
        FUNCTION.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.function.clone());
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        match name.as_str() {
            "__wrapped__" => Ok(Some(self.function.clone())),
            "__class__" => Ok(None),
            _ => vm.get_attribute(&self.function, name).map(Some),
        }
    }

    fn descriptor_get(
        &self,
        _vm: &mut Vm,
        _this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        let function = decorated(&self.function, self.how);
        instance.map(|instance| Ok(bound(function, instance.clone())))
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        crate::sites::mark(vm);
        match self.how {
            How::Custom => custom(vm, &self.function, args),
            How::Recompute => recompute(vm, &self.function, args),
        }
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        vm.repr(&self.function)
    }
}

/// Runs something and gives the variables that it read.
fn watching<T>(vm: &mut Vm, work: impl FnOnce(&mut Vm) -> Result<T>) -> Result<(T, Vec<Variable>)> {
    let watcher = Tape::new(true, true);
    watcher.enter().map_err(|error| raise(error, Tail::Unnamed))?;
    let result = work(vm);
    watcher.exit();
    Ok((result?, watcher.watched_variables()))
}

fn custom(vm: &mut Vm, function: &Value, args: Args<'_>) -> Result<Value> {
    let (returned, read) = watching(vm, |vm| vm.call(function, args))?;
    let (result, grad_fn) = match returned.plain() {
        Value::Tuple(pair) if pair.len() == 2 => (pair[0].clone(), pair[1].clone()),
        _ => return Err(type_error(format!("cannot unpack non-iterable {} object", returned.type_name()))),
    };
    let mut inputs = Vec::new();
    for value in args.by_position() {
        inputs.extend(nest::flatten(vm, value)?);
    }
    let given = |variable: &Variable| {
        let same = |value: &Value| as_variable(value).is_some_and(|own| own.same(variable));
        inputs.iter().any(same) || args.by_name().any(|(_, value)| same(value))
    };
    let variables: Vec<Variable> = read.into_iter().filter(|variable| !given(variable)).collect();
    if !variables.is_empty() && !accepts_variables(&grad_fn) {
        let shown: Vec<Value> = variables.iter().cloned().map(variable::value).collect();
        let shown = vm.repr(&Value::list(shown))?;
        return Err(type_error(format!(
            "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since function uses variables: {shown}"
        )));
    }
    let count = inputs.len();
    let mut tensors = inputs.iter().map(|value| to_tensor(vm, value, Wanted::Any)).collect::<Result<Vec<_>>>()?;
    tensors.extend(variables.iter().map(Variable::read));
    let outputs = nest::flatten(vm, &result)?;
    let outputs = outputs.iter().map(|value| to_tensor(vm, value, Wanted::Any)).collect::<Result<Vec<_>>>()?;
    let pull = pullback(result.clone(), grad_fn, outputs.clone(), variables, count);
    record(vm, &result, &tensors, &outputs, pull)
}

/// Whether a gradient function has a parameter for the variables' gradients.
fn accepts_variables(grad_fn: &Value) -> bool {
    match grad_fn {
        Value::Function(function) => {
            let parameters = &function.code.parameters;
            parameters.keyword_rest || parameters.names.iter().any(|name| name.as_str() == "variables")
        }
        Value::Method(method) => accepts_variables(&method.function),
        // What else can be called says for itself what it does not accept.
        _ => true,
    }
}

/// Puts the outputs on the tapes with a way back of their own.
fn record(vm: &mut Vm, structure: &Value, inputs: &[Tensor], outputs: &[Tensor], pull: Pullback) -> Result<Value> {
    let arrays = outputs.iter().map(|output| ("output", Attr::Array(Rc::new(output.array().clone()))));
    let attrs = Attrs::new(arrays.chain([("pullback", Attr::Pullback(pull))]));
    let references: Vec<&Tensor> = inputs.iter().collect();
    let recorded =
        machine::lend(vm, || apply(&CUSTOM, &references, attrs)).map_err(|error| raise(error, Tail::Unnamed))?;
    nest::pack(vm, structure, &mut recorded.into_iter().map(tensor::value))
}

fn foreign(raised: Raise) -> Error {
    Error::new(Kind::Foreign(Box::new(raised)))
}

/// Runs a part of the program inside a sweep.
fn in_program<T>(work: impl FnOnce(&mut Vm) -> Result<T>) -> tape_grad::Result<T> {
    match machine::borrow(work) {
        Some(result) => result.map_err(foreign),
        None => Err(foreign(runtime_error("a gradient of the program was asked for while no program runs"))),
    }
}

/// The way back that calls the program's gradient function.
fn pullback(
    structure: Value,
    grad_fn: Value,
    outputs: Vec<Tensor>,
    variables: Vec<Variable>,
    count: usize,
) -> Pullback {
    Pullback(Rc::new(move |upstream: &Upstream<'_>| {
        in_program(|vm| {
            let mut flowing = Vec::with_capacity(outputs.len());
            for (index, output) in outputs.iter().enumerate() {
                flowing.push(match upstream.get(index) {
                    Some(gradient) => gradient.clone(),
                    None => tape_grad::basic::zeros_like(output).map_err(|error| raise(error, Tail::Unnamed))?,
                });
            }
            let packed = nest::pack(vm, &structure, &mut flowing.into_iter().map(tensor::value))?;
            let arguments: Vec<Value> = match packed.plain() {
                Value::Tuple(tuple) => tuple.to_vec(),
                Value::List(list) => list.to_vec(),
                _ => vec![packed.clone()],
            };
            let (own, of_variables) = call_grad_fn(vm, &grad_fn, arguments, &variables)?;
            let own = nest::flatten(vm, &own)?;
            if own.len() != count {
                return Err(value_error(format!(
                    "custom_gradient function expected to return {count} gradients, but returned {} instead.",
                    own.len()
                )));
            }
            own.iter().chain(&of_variables).map(|value| cotangent(vm, value)).collect()
        })
    }))
}

fn call_grad_fn(
    vm: &mut Vm,
    grad_fn: &Value,
    mut arguments: Vec<Value>,
    variables: &[Variable],
) -> Result<(Value, Vec<Value>)> {
    if variables.is_empty() {
        return Ok((vm.call_values(grad_fn, &arguments)?, Vec::new()));
    }
    arguments.push(Value::list(variables.iter().cloned().map(variable::value).collect()));
    let names = [Name::new("variables")];
    let returned = vm.call(grad_fn, Args { values: &arguments, names: &names })?;
    let pair = vm.collect(&returned)?;
    let [own, of_variables] = pair.as_slice() else {
        return Err(value_error(format!("not enough values to unpack (expected 2, got {})", pair.len())));
    };
    let of_variables = nest::flatten(vm, of_variables)?;
    if of_variables.len() != variables.len() {
        return Err(value_error("Must return gradient for each variable from @custom_gradient grad_fn."));
    }
    Ok((own.clone(), of_variables))
}

fn cotangent(vm: &mut Vm, value: &Value) -> Result<Option<Cotangent>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Some(object) = value.downcast::<slices::SlicesObject>() {
        return Ok(Some(object.slices().clone().into()));
    }
    to_tensor(vm, value, Wanted::Any).map(|tensor| Some(tensor.into()))
}

/// Runs the function without recording it; on the way back it runs again, recorded.
fn recompute(vm: &mut Vm, function: &Value, args: Args<'_>) -> Result<Value> {
    let (result, variables) = watching(vm, |vm| vm.call(function, args))?;
    let (values, names) = (args.values.to_vec(), args.names.to_vec());
    let mut inputs = Vec::new();
    for value in &values {
        for leaf in nest::flatten(vm, value)? {
            inputs.extend(as_tensor(&leaf)?);
        }
    }
    let sources: Vec<Source> = inputs.iter().map(Source::from).chain(variables.iter().map(Source::from)).collect();
    inputs.extend(variables.iter().map(Variable::read));
    let outputs = nest::flatten(vm, &result)?;
    let outputs = outputs.iter().map(|value| to_tensor(vm, value, Wanted::Any)).collect::<Result<Vec<_>>>()?;
    let function = function.clone();
    let pull = Pullback(Rc::new(move |upstream: &Upstream<'_>| {
        let tape = Tape::new(false, true);
        tape.enter()?;
        for source in &sources {
            match source {
                Source::Tensor(tensor) => tape.watch(tensor),
                Source::Variable(variable) => tape.watch_variable(variable),
            }
        }
        let again = in_program(|vm| {
            let result = vm.call(&function, Args { values: &values, names: &names })?;
            let outputs = nest::flatten(vm, &result)?;
            outputs.iter().map(|value| to_tensor(vm, value, Wanted::Any)).collect::<Result<Vec<_>>>()
        });
        tape.exit();
        tape.gradient(&again?, &sources, Some(upstream.all()), Unconnected::None)
    }));
    record(vm, &result, &inputs, &outputs, pull)
}
