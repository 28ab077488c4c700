//! Calls of the functions in the op table: arguments in, tensors out.

mod arguments;
mod bind;

pub use arguments::tail_for;

use std::rc::Rc;

use smallvec::SmallVec;
use tape_grad::{Argument, Arguments, Attrs, Body, Function, Returned, apply};
use tape_lang::{Args, Class, NativeClass, Object, Result, Value, Vm};

use crate::errors::raise;
use crate::{machine, tensor};

/// The class of the functions in the op table. They are Python functions in TensorFlow.
static FUNCTION: NativeClass = NativeClass::new("function");

/// A function of the op table as a value of the language.
pub struct FunctionObject {
    function: &'static Function,
    /// The dotted name it was found under.
    path: &'static str,
    /// How it treats its arguments under that name.
    style: bind::Style,
    conversion: arguments::Conversion,
}

/// A function under one of its names as a value.
#[must_use]
pub fn value(function: &'static Function, path: &'static str) -> Value {
    let (style, conversion) = (bind::Style::of(path), arguments::Conversion::of(function));
    Value::object(FunctionObject { function, path, style, conversion })
}

impl FunctionObject {
    /// The declaration, for help.
    #[must_use]
    pub fn function(&self) -> &'static Function {
        self.function
    }
}

impl Object for FunctionObject {
    fn class(&self) -> Rc<Class> {
        FUNCTION.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: tape_lang::Name) -> Result<Option<Value>> {
        Ok(match name.as_str() {
            "__name__" | "__qualname__" => Some(Value::str(short_name(self.path))),
            "__doc__" => Some(Value::str(self.function.doc)),
            "__module__" => Some(Value::str("tensorflow")),
            _ => None,
        })
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        crate::sites::mark(vm);
        let bound = bind::bind(self.function, self.style, args)?;
        let converted = arguments::convert(vm, self.function, self.conversion, &bound)?;
        let returned = machine::lend(vm, || run(self.function, converted.values));
        let returned = returned.map_err(|error| raise(error, converted.tail))?;
        to_value(vm, returned)
    }

    fn repr(&self, _vm: &mut Vm, this: &Value) -> Result<String> {
        Ok(format!("<function {} at {:#x}>", short_name(self.path), this.id()))
    }
}

fn short_name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Runs a function on converted arguments.
fn run(function: &'static Function, values: Vec<Argument>) -> tape_grad::Result<Returned> {
    match function.body {
        Body::Composite(body) => body(&Arguments::new(function, values)),
        Body::Op(op) => {
            let mut inputs: SmallVec<[&tape_grad::Tensor; 4]> = SmallVec::new();
            let mut attrs = Vec::new();
            for (param, value) in function.params.iter().zip(&values) {
                match value {
                    Argument::Tensor(tensor) => inputs.push(tensor),
                    Argument::Tensors(tensors) => inputs.extend(tensors),
                    Argument::Attr(_) if param.kind == tape_grad::ParamKind::Name => {}
                    Argument::Attr(attr) => attrs.push((param.name, attr.clone())),
                }
            }
            let mut outputs = apply(op, &inputs, Attrs::new(attrs))?;
            Ok(match (outputs.len(), outputs.pop()) {
                (1, Some(only)) => Returned::One(only),
                (_, Some(last)) => Returned::List(outputs.into_iter().chain([last]).collect()),
                (_, None) => Returned::List(Vec::new()),
            })
        }
    }
}

/// What a function gave, as a value.
///
/// # Errors
/// What making a named tuple raises.
pub fn to_value(vm: &mut Vm, returned: Returned) -> Result<Value> {
    Ok(match returned {
        Returned::One(tensor) => tensor::value(tensor),
        Returned::List(tensors) => Value::list(tensors.into_iter().map(tensor::value).collect()),
        Returned::Pair(tensors, tensor) => {
            Value::tuple([Value::list(tensors.into_iter().map(tensor::value).collect()), tensor::value(tensor)])
        }
        Returned::Tuple(tensors) => Value::tuple(tensors.into_iter().map(tensor::value)),
        Returned::Named(name, fields, tensors) => {
            let collections = vm.import("collections")?;
            let namedtuple = vm.get_attribute(&collections, tape_lang::Name::new("namedtuple"))?;
            let fields = Value::list(fields.iter().map(|&field| Value::str(field)).collect());
            let class = vm.call(&namedtuple, Args::positional(&[Value::str(name), fields]))?;
            let items: Vec<Value> = tensors.into_iter().map(tensor::value).collect();
            vm.call(&class, Args::positional(&items))?
        }
    })
}
