//! What of TensorFlow is written in the language itself: `library/*.tape`, compiled when somebody first asks for it,
//! and its functions when they are first called.
//!
//! Each file is a module under the name that TensorFlow's own has, so that classes show the right one.

use std::rc::Rc;

use tape_lang::value::Module;
use tape_lang::vm::ModuleLoader;
use tape_lang::{Name, Result, Value, Vm};
use tape_text::Source;

/// Lists the files with the modules that they are.
macro_rules! library {
    ($($file:literal $module:literal;)*) => {
        /// The modules by name.
        pub static MODULES: &[(&str, ModuleLoader)] =
            &[$(($module, |vm| load(vm, $module, include_str!(concat!("library/", $file, ".tape"))))),*];
    };
}

library! {
    "context" "tensorflow.python.eager.context";
    "control_flow" "tensorflow.python.ops.control_flow_ops";
    "function" "tensorflow.python.eager.polymorphic_function.polymorphic_function";
    "functional" "tensorflow.python.ops.functional_ops";
    "init_ops" "tensorflow.python.ops.init_ops_v2";
    "keras/adaptive" "keras.src.optimizers.rmsprop";
    "keras/arithmetic" "keras.src.backend.tensorflow.numpy";
    "keras/config" "keras.src.backend.config";
    "keras/descent" "keras.src.optimizers.sgd";
    "keras/dtypes" "keras.src.backend.common.dtypes";
    "keras/constants" "keras.src.initializers.constant_initializers";
    "keras/draws" "keras.src.initializers.random_initializers";
    "keras/initializer" "keras.src.initializers.initializer";
    "keras/initializers" "keras.src.initializers";
    "keras/moments" "keras.src.optimizers.adam";
    "keras/name_scope" "keras.src.backend.common.name_scope";
    "keras/naming" "keras.src.utils.naming";
    "keras/optimizer" "keras.src.optimizers.optimizer";
    "keras/optimizers" "keras.src.optimizers";
    "keras/rows" "keras.src.backend.tensorflow.sparse";
    "keras/rule" "keras.src.optimizers._rule";
    "keras/schedules" "keras.src.optimizers.schedules.learning_rate_schedule";
    "keras/seeds" "keras.src.random.seed_generator";
    "keras/serialization" "keras.src.saving.serialization_lib";
    "keras/variable" "keras.src.backend";
    "logging" "tensorflow.python.platform.tf_logging";
    "module" "tensorflow.python.module.module";
    "nest" "tensorflow.python.util.nest";
    "tensor_array" "tensorflow.python.ops.tensor_array_ops";
    "tensor_spec" "tensorflow.python.framework.tensor";
    "trackable" "tensorflow.python.trackable.data_structures";
}

fn load(vm: &mut Vm, name: &str, text: &str) -> Result<Rc<Module>> {
    let module = Rc::new(Module::new(name));
    // Known before it runs, so that the files may import each other.
    vm.modules().set_str(name, Value::Module(Rc::clone(&module)));
    let source = Source::new(format!("<library {name}>"), text);
    match vm.run_deferring(&source, &module.dict) {
        Ok(_) => Ok(module),
        Err(raised) => {
            drop(vm.modules().remove_name(Name::new(name)));
            Err(raised)
        }
    }
}

/// A name that one of the files defines.
///
/// # Errors
/// What the file raises when it first runs.
pub fn value(vm: &mut Vm, module: &str, name: &str) -> Result<Value> {
    let module = vm.import(module)?;
    vm.get_attribute(&module, Name::new(name))
}
