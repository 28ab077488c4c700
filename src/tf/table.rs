//! The names under `tf` that are not ops: classes, constants, and functions that call back into the program.

use std::rc::Rc;

use tape_lang::value::Module;
use tape_lang::vm::ModuleLoader;
use tape_lang::{Value, Vm};
use tape_tensor::DType;

use crate::namespace::Entry::{self, Class, Made, Native};
use crate::{constant, custom, dtype, errors, print, random, shape, slices, tape, tensor, variable};

/// A family of dotted names and what they stand for.
pub type Family = &'static [(&'static str, Entry)];

/// All families.
pub static FAMILIES: &[Family] = &[FOUNDATIONS, random::NAMES];

/// What everything else stands on.
static FOUNDATIONS: Family = &[
    ("tf.GradientTape", Class(&tape::GRADIENT_TAPE)),
    ("tf.autodiff.GradientTape", Class(&tape::GRADIENT_TAPE)),
    ("tf.autodiff.ForwardAccumulator", Class(&tape::FORWARD_ACCUMULATOR)),
    ("tf.Tensor", Class(&tensor::TENSOR)),
    ("tf.Variable", Class(&variable::VARIABLE)),
    ("tf.IndexedSlices", Class(&slices::INDEXED_SLICES)),
    ("tf.TensorShape", Class(&shape::TENSOR_SHAPE)),
    ("tf.DType", Class(&dtype::DTYPE)),
    ("tf.dtypes.DType", Class(&dtype::DTYPE)),
    ("tf.errors.OpError", Class(&errors::OP_ERROR)),
    ("tf.half", Entry::DType(DType::Float16)),
    ("tf.double", Entry::DType(DType::Float64)),
    ("tf.newaxis", Made(|_| Ok(Value::None))),
    ("tf.as_dtype", Native(&dtype::AS_DTYPE)),
    ("tf.dtypes.as_dtype", Native(&dtype::AS_DTYPE)),
    ("tf.constant", Native(&constant::CONSTANT)),
    ("tf.convert_to_tensor", Native(&constant::CONVERT_TO_TENSOR)),
    ("tf.is_tensor", Native(&constant::IS_TENSOR)),
    ("tf.print", Native(&print::PRINT)),
    ("tf.executing_eagerly", Native(&constant::EXECUTING_EAGERLY)),
    ("tf.custom_gradient", Native(&custom::CUSTOM_GRADIENT)),
    ("tf.recompute_grad", Native(&custom::RECOMPUTE_GRAD)),
    ("tf.UnconnectedGradients", Made(unconnected_gradients)),
    ("tf.version.VERSION", Made(|_| Ok(Value::str(crate::VERSION)))),
];

/// Modules inside TensorFlow that articles import from.
pub static INNER_MODULES: &[(&str, ModuleLoader)] = &[("tensorflow.python.eager.backprop", |_| {
    let module = Module::new("tensorflow.python.eager.backprop");
    module.dict.set_str("GradientTape", Value::from(&tape::GRADIENT_TAPE));
    Ok(Rc::new(module))
})];

/// `tf.UnconnectedGradients`, an enum of the program's own kind.
fn unconnected_gradients(vm: &mut Vm) -> tape_lang::Result<Value> {
    let enums = vm.import("enum")?;
    let class = vm.get_attribute(&enums, tape_lang::Name::new("Enum"))?;
    let members = Value::list(
        [("NONE", "none"), ("ZERO", "zero")]
            .into_iter()
            .map(|(name, value)| Value::tuple([Value::str(name), Value::str(value)]))
            .collect(),
    );
    vm.call(&class, tape_lang::Args::positional(&[Value::str("UnconnectedGradients"), members]))
}
