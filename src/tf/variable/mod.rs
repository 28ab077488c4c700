//! Variables as the language sees them: `tf.Variable`.

mod assign;
mod construct;
mod scatter;

use std::rc::Rc;

use tape_grad::Variable;
use tape_lang::exception::{attribute_error, runtime_error, type_error, value_error};
use tape_lang::{
    Class, Comparison, Name, NativeClass, NativeFunction, Object, Operator, Property, Result, Side, UnaryOp, Value, Vm,
};
use tape_show::PrintOptions;

use crate::shape::{self, Sizes};
use crate::tensor::{self, operators};
use crate::{dtype, reference};

pub use assign::{Change, assign_slice};
pub use construct::make;

/// `tf.Variable`, whose constructor makes resource variables.
pub static VARIABLE: NativeClass = NativeClass::new("Variable")
    .module("tensorflow.python.ops.variables")
    .constructor(&construct::NEW)
    .methods(METHODS)
    .properties(PROPERTIES);

/// What variables and the results of their assignments are: the class under whose name TensorFlow has the methods.
static BASE_RESOURCE_VARIABLE: NativeClass =
    NativeClass::new("BaseResourceVariable").module("tensorflow.python.ops.resource_variable_ops").base(&VARIABLE);

/// The class of every variable in eager mode.
pub static RESOURCE_VARIABLE: NativeClass = NativeClass::new("ResourceVariable")
    .module("tensorflow.python.ops.resource_variable_ops")
    .base(&BASE_RESOURCE_VARIABLE);

/// The class of what assignments give back.
static UNREAD_VARIABLE: NativeClass = NativeClass::new("_UnreadVariable")
    .module("tensorflow.python.ops.resource_variable_ops")
    .base(&BASE_RESOURCE_VARIABLE);

/// A variable as a value of the language.
pub struct VariableObject {
    variable: Variable,
    /// The shape that assignments must fit, where it was declared wider than the first value's.
    declared: Sizes,
    /// What optimizers put the value through after each step; the variable itself does not.
    constraint: Value,
    unread: bool,
}

impl VariableObject {
    /// The variable.
    #[must_use]
    pub fn variable(&self) -> &Variable {
        &self.variable
    }

    /// `repr(variable)` under numpy's print options.
    #[must_use]
    pub fn text(&self, options: &PrintOptions) -> String {
        let name = if self.unread { "UnreadVariable".to_owned() } else { format!("{}:0", self.variable.name()) };
        let value = self.variable.peek();
        if self.declared.is_none() {
            return tape_show::tensor::variable_repr(&name, value.array(), options);
        }
        format!(
            "<tf.Variable '{name}' shape={} dtype={}, numpy={}>",
            tape_show::shape::partial_str(self.declared.as_deref()),
            value.dtype(),
            tape_show::tensor::value_repr(value.array(), options)
        )
    }

    fn sizes(&self) -> Vec<Option<usize>> {
        self.declared.clone().unwrap_or_else(|| self.variable.shape().iter().map(|&size| Some(size)).collect())
    }
}

/// A variable as a value.
#[must_use]
pub fn value(variable: Variable) -> Value {
    Value::object(VariableObject { variable, declared: None, constraint: Value::None, unread: false })
}

/// The variable behind a value.
fn own(this: &Value) -> Result<&VariableObject> {
    this.downcast::<VariableObject>().ok_or_else(|| type_error("a Variable is needed here"))
}

static PROPERTIES: &[Property] = &[
    Property::new("name", "The name, with `:0`.", |_, this| {
        let object = own(this)?;
        Ok(Value::str(if object.unread {
            "UnreadVariable".to_owned()
        } else {
            format!("{}:0", object.variable.name())
        }))
    }),
    Property::new("shape", "The shape, as a `TensorShape`.", |_, this| Ok(shape::from_sizes(Some(own(this)?.sizes())))),
    Property::new("dtype", "The element type.", |_, this| Ok(dtype::value(own(this)?.variable.dtype()))),
    Property::new("trainable", "Whether tapes follow it without being told.", |_, this| {
        Ok(Value::Bool(own(this)?.variable.is_trainable()))
    }),
    Property::new("device", "Where it lives.", |_, _| Ok(Value::str(tensor::DEVICE))),
    Property::new("constraint", "What optimizers put the value through after each step.", |_, this| {
        Ok(own(this)?.constraint.clone())
    }),
    Property::new("initializer", "Nothing in eager mode.", |_, _| Ok(Value::None)),
    Property::new("op", "Only symbolic.", |_, _| {
        Err(attribute_error("Tensor.op is undefined when eager execution is enabled."))
    }),
    Property::new("graph", "Only symbolic.", |_, _| {
        Err(attribute_error("Tensor.graph is undefined when eager execution is enabled."))
    }),
    Property::new("initial_value", "Only symbolic.", |_, _| {
        Err(runtime_error("This property is not supported when eager execution is enabled."))
    }),
];

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("BaseResourceVariable.numpy", "(self)", "A copy as a numpy array or scalar.", |_, args| {
        Ok(tape_numpy::value_of(own(&args[0])?.variable.peek().array().clone()))
    })
    .python(),
    NativeFunction::new(
        "BaseResourceVariable.__array__",
        "(self, dtype=None)",
        "A copy as a numpy array.",
        |_, args| Ok(tape_numpy::ndarray_of(own(&args[0])?.variable.peek().array().clone())),
    )
    .python(),
    NativeFunction::new("BaseResourceVariable.value", "(self)", "The value as a tensor.", |_, args| {
        Ok(tensor::value(own(&args[0])?.variable.read()))
    })
    .python(),
    NativeFunction::new("BaseResourceVariable.read_value", "(self)", "The value as a tensor.", |_, args| {
        Ok(tensor::value(own(&args[0])?.variable.read()))
    })
    .python(),
    assign::ASSIGN,
    assign::ASSIGN_ADD,
    assign::ASSIGN_SUB,
    scatter::SCATTER_UPDATE,
    scatter::SCATTER_ADD,
    scatter::SCATTER_SUB,
    scatter::SCATTER_MAX,
    scatter::SCATTER_MIN,
    scatter::SCATTER_MUL,
    scatter::SCATTER_DIV,
    scatter::BATCH_SCATTER_UPDATE,
    scatter::SCATTER_ND_UPDATE,
    scatter::SCATTER_ND_ADD,
    scatter::SCATTER_ND_SUB,
    scatter::SPARSE_READ,
    scatter::GATHER_ND,
    NativeFunction::new("Variable.get_shape", "(self)", "The shape, as a `TensorShape`.", |_, args| {
        Ok(shape::from_sizes(Some(own(&args[0])?.sizes())))
    })
    .python(),
    NativeFunction::new("Variable.set_shape", "(self, shape)", "Checks that the shape fits.", |vm, args| {
        let (own, given) = (own(&args[0])?.variable.shape(), shape::partial(vm, &args[1])?);
        if shape::is_compatible(given.as_deref(), &own) {
            return Ok(Value::None);
        }
        let (own, given) = (tape_show::shape::str(&own), tape_show::shape::partial_str(given.as_deref()));
        Err(value_error(format!("Shapes {own} and {given} are not compatible")))
    })
    .python(),
    NativeFunction::new("Variable.ref", "(self)", "A hashable reference to the variable.", |_, args| {
        Ok(reference::value(args[0].clone()))
    })
    .python(),
    NativeFunction::new("BaseResourceVariable.is_initialized", "(self, name=None)", "Always.", |_, _| {
        Ok(tensor::value(tape_grad::Tensor::scalar(true)))
    })
    .python(),
    NativeFunction::new("BaseResourceVariable.eval", "(self, session=None)", "Only in graphs.", |_, _| {
        Err(runtime_error("This operation is not supported when eager execution is enabled."))
    })
    .python(),
];

/// TensorFlow's advice for `variable op= value`, for the operators that it refuses.
fn advice(op: Operator) -> Option<&'static str> {
    Some(match op {
        Operator::Add => {
            "`variable += value` with `tf.Variable`s is not supported. Use `variable.assign_add(value)` to modify the variable, \
             or `out = variable + value` if you need to get a new output Tensor."
        }
        Operator::Sub => {
            "`variable -= value` with `tf.Variable`s is not supported. Use `variable.assign_sub(value)` to modify the variable, \
             or `out = variable * value` if you need to get a new output Tensor."
        }
        Operator::Mult => {
            "`var *= value` with `tf.Variable`s is not supported. Use `var.assign(var * value)` to modify the variable, \
             or `out = var * value` if you need to get a new output Tensor."
        }
        Operator::Div => {
            "`var /= value` with `tf.Variable`s is not supported. Use `var.assign(var / value)` to modify the variable, \
             or `out = var / value` if you need to get a new output Tensor."
        }
        Operator::Pow => {
            "`var **= value` with `tf.Variable`s is not supported. Use `var.assign(var ** value)` to modify the variable, \
             or `out = var ** value` if you need to get a new output Tensor."
        }
        _ => return None,
    })
}

impl Object for VariableObject {
    fn class(&self) -> Rc<Class> {
        if self.unread { UNREAD_VARIABLE.class() } else { RESOURCE_VARIABLE.class() }
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.constraint.clone());
    }

    fn set_attribute(&self, _vm: &mut Vm, name: Name, _value: Value) -> Result<()> {
        let class = self.class();
        Err(match class.lookup(name) {
            Some(_) => attribute_error(format!("property '{name}' of '{}' object has no setter", class.name())),
            None => attribute_error(format!(
                "'{}' object takes no attributes of the program's here: '{name}'",
                class.name()
            )),
        })
    }

    fn binary(&self, vm: &mut Vm, this: &Value, op: Operator, other: &Value, side: Side) -> Result<Value> {
        operators::binary(vm, op, this, other, side)
    }

    fn inplace(&self, _vm: &mut Vm, _this: &Value, op: Operator, _other: &Value) -> Result<Value> {
        advice(op).map_or(Ok(Value::NotImplemented), |text| Err(runtime_error(text)))
    }

    fn unary(&self, vm: &mut Vm, _this: &Value, op: UnaryOp) -> Result<Value> {
        crate::sites::mark(vm);
        operators::unary(op, &self.variable.read())
    }

    fn compare(&self, vm: &mut Vm, this: &Value, op: Comparison, other: &Value) -> Result<Value> {
        operators::compare(vm, op, this, other)
    }

    fn abs(&self, vm: &mut Vm, _this: &Value) -> Result<Value> {
        crate::sites::mark(vm);
        operators::wrap(tape_ops::abs(self.variable.read()))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let read = self.variable.read();
        let selected = tensor::index(vm, &read, key)?;
        Ok(tensor::value_of_slice(selected, &self.variable, key))
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(vm.iterate(&tensor::value(self.variable.read())))
    }

    fn truth(&self, _vm: &mut Vm) -> Result<bool> {
        tensor::truth(&self.variable.read())
    }

    fn int(&self, vm: &mut Vm) -> Option<Result<Value>> {
        Some(vm.int(&tensor::value(self.variable.read())))
    }

    fn float(&self, vm: &mut Vm) -> Option<Result<f64>> {
        Some(vm.float(&tensor::value(self.variable.read())))
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(self.text(&tape_numpy::print_options(vm)))
    }

    fn hash(&self, vm: &mut Vm, _this: &Value) -> Result<i64> {
        Err(type_error(format!(
            "Variable is unhashable. Instead, use variable.ref() as the key. (Variable: {})",
            self.text(&tape_numpy::print_options(vm))
        )))
    }
}
