//! `tf.Variable(...)`.

use tape_grad::Variable;
use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};

use super::VariableObject;
use crate::convert::{Wanted, to_named_tensor};
use crate::{dtype, scope, shape};

pub(super) static NEW: NativeFunction = NativeFunction::new(
    "Variable.__init__",
    "(cls, initial_value=None, trainable=None, validate_shape=True, caching_device=None, name=None, variable_def=None, \
     dtype=None, import_scope=None, constraint=None, synchronization=None, aggregation=None, shape=None, \
     experimental_enable_variable_lifting=True, **kwargs)",
    "A variable that holds a value.",
    construct,
)
.python();

fn construct(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let [initial, trainable, name, wanted, constraint, declared] =
        [&args[1], &args[2], &args[5], &args[7], &args[9], &args[12]];
    if initial.is_none() {
        return Err(value_error(
            "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a `variable_def`. \
             You provided neither.",
        ));
    }
    let initial = if initial.is_function() { vm.call(initial, Args::none())? } else { initial.clone() };
    let wanted = if wanted.is_none() { Wanted::Any } else { Wanted::Exactly(dtype::of(vm, wanted)?) };
    let value = to_named_tensor(vm, "initial_value", &initial, wanted)?;
    let sizes = if declared.is_none() { None } else { shape::partial(vm, declared)? };
    if !shape::is_compatible(sizes.as_deref(), &value.shape()) {
        let (own, given) = (tape_show::shape::str(&value.shape()), vm.repr(declared)?);
        return Err(value_error(format!(
            "In this `tf.Variable` creation, the initial value's shape ({own}) is not compatible with the explicitly \
             supplied `shape` argument ({given})."
        )));
    }
    if !constraint.is_none() && !vm.is_callable(constraint) {
        return Err(value_error(format!(
            "Argument `constraint` must be None or a callable. a callable. Got a {}:  {}",
            vm.repr(&Value::Class(constraint.class()))?,
            vm.str(constraint)?
        )));
    }
    let trainable = trainable.is_none() || vm.truth(trainable)?;
    let name = if name.is_none() { "Variable".to_owned() } else { vm.str(name)? };
    let open = sizes.filter(|sizes| sizes.iter().any(Option::is_none));
    let name = scope::scoped(vm, &name);
    let variable = Variable::new(value.array().clone(), name, trainable);
    let constraint = constraint.clone();
    Ok(Value::object(VariableObject { variable, declared: open, constraint, unread: false }))
}

/// A variable as keras and modules make it.
#[must_use]
pub fn make(array: tape_tensor::Array, name: &str, trainable: bool) -> Value {
    super::value(Variable::new(array, name, trainable))
}
