//! The names under `tf` that are not ops: classes, constants, and functions that call back into the program.

use std::rc::Rc;

use tape_lang::value::Module;
use tape_lang::vm::ModuleLoader;
use tape_lang::{Value, Vm};
use tape_tensor::DType;

use crate::namespace::Entry::{self, Class, Made, Native};
use crate::{
    constant, custom, dtype, errors, keras, log, nest, print, random, scope, shape, slices, tape, tensor, variable,
};

/// A family of dotted names and what they stand for.
pub type Family = &'static [(&'static str, Entry)];

/// All families.
pub static FAMILIES: &[Family] = &[FOUNDATIONS, LIBRARY, random::NAMES, keras::NAMES];

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

const CONTROL: &str = "tensorflow.python.ops.control_flow_ops";
const FUNCTIONAL: &str = "tensorflow.python.ops.functional_ops";
const NEST: &str = "tensorflow.python.util.nest";
const FUNCTION: &str = "tensorflow.python.eager.polymorphic_function.polymorphic_function";

/// What is written in the language itself, and what it stands on.
static LIBRARY: Family = &[
    ("tf.Module", Entry::Library("tensorflow.python.module.module", "Module")),
    ("tf.name_scope", Class(&scope::NAME_SCOPE)),
    ("tf.nest.flatten", Native(&nest::FLATTEN)),
    ("tf.nest.map_structure", Entry::Library(NEST, "map_structure")),
    ("tf.nest.pack_sequence_as", Entry::Library(NEST, "pack_sequence_as")),
    ("tf.nest.assert_same_structure", Entry::Library(NEST, "assert_same_structure")),
    ("tf.nest.is_nested", Entry::Library(NEST, "is_nested")),
    ("tf.cond", Entry::Library(CONTROL, "cond_for_tf_v2")),
    ("tf.switch_case", Entry::Library(CONTROL, "switch_case")),
    ("tf.while_loop", Entry::Library(CONTROL, "while_loop_v2")),
    ("tf.get_logger", Entry::Library(log::MODULE, "get_logger")),
    ("tf.group", Entry::Library(CONTROL, "group")),
    ("tf.map_fn", Entry::Library(FUNCTIONAL, "map_fn_v2")),
    ("tf.vectorized_map", Entry::Library(FUNCTIONAL, "vectorized_map")),
    ("tf.foldl", Entry::Library(FUNCTIONAL, "foldl_v2")),
    ("tf.foldr", Entry::Library(FUNCTIONAL, "foldr_v2")),
    ("tf.scan", Entry::Library(FUNCTIONAL, "scan_v2")),
    ("tf.TensorArray", Entry::Library("tensorflow.python.ops.tensor_array_ops", "TensorArray")),
    ("tf.TensorSpec", Entry::Library("tensorflow.python.framework.tensor", "TensorSpec")),
    ("tf.function", Entry::Library(FUNCTION, "function")),
    ("tf.autograph.experimental.do_not_convert", Entry::Library(FUNCTION, "do_not_convert")),
    ("tf.config.run_functions_eagerly", Entry::Library(FUNCTION, "run_functions_eagerly")),
    ("tf.config.functions_run_eagerly", Entry::Library(FUNCTION, "functions_run_eagerly")),
    ("tf.config.list_physical_devices", Entry::Library(CONTEXT, "list_physical_devices")),
    ("tf.config.experimental.list_physical_devices", Entry::Library(CONTEXT, "list_physical_devices")),
    ("tf.config.list_logical_devices", Entry::Library(CONTEXT, "list_logical_devices")),
    ("tf.device", Entry::Library(CONTEXT, "device")),
    ("tf.timestamp", Entry::Library(CONTEXT, "timestamp")),
    ("tf.constant_initializer", Entry::Library(INIT, "Constant")),
    ("tf.ones_initializer", Entry::Library(INIT, "Ones")),
    ("tf.random_normal_initializer", Entry::Library(INIT, "RandomNormal")),
    ("tf.random_uniform_initializer", Entry::Library(INIT, "RandomUniform")),
    ("tf.zeros_initializer", Entry::Library(INIT, "Zeros")),
];

const INIT: &str = "tensorflow.python.ops.init_ops_v2";

const CONTEXT: &str = "tensorflow.python.eager.context";

/// Modules inside TensorFlow that articles import from.
pub static INNER_MODULES: &[(&str, ModuleLoader)] = &[
    ("tensorflow.python.eager.backprop", |_| {
        let module = Module::new("tensorflow.python.eager.backprop");
        module.dict.set_str("GradientTape", Value::from(&tape::GRADIENT_TAPE));
        Ok(Rc::new(module))
    }),
    ("tensorflow._nest", |_| {
        let module = Module::new("tensorflow._nest");
        module.dict.set_str("pack", Value::Native(&nest::PACK));
        Ok(Rc::new(module))
    }),
];

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
