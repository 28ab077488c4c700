//! The names of keras: `tf.keras` and `keras`.
//!
//! What they stand for is written in the language itself (`library/keras/*.tape`).

use std::rc::Rc;

use tape_lang::exception::type_error;
use tape_lang::value::Module;
use tape_lang::vm::{ModuleLoader, Namespace};
use tape_lang::{Args, Name, NativeClass, NativeFunction, Result, Value, Vm};

use crate::library;
use crate::namespace::Entry;
use crate::table::Family;
use crate::variable::VariableObject;

/// What `keras.Variable` derives from: its instances stand on a variable of TensorFlow, which ops and tapes take them for.
static VARIABLE_BASE: NativeClass =
    NativeClass::new("Variable").module("keras.src.backend.common.variables").constructor(&VARIABLE_BASE_NEW);

static VARIABLE_BASE_NEW: NativeFunction =
    NativeFunction::new("Variable.__new__", "(cls, variable)", "Stands on a variable.", stand_on).python();

fn stand_on(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    match args[1].downcast::<VariableObject>() {
        Some(_) => Ok(args[1].clone()),
        None => Err(type_error("a tf.Variable is needed here")),
    }
}

/// A package: a module whose names are those of the library's modules below it.
struct Package(&'static str);

impl Package {
    fn module(path: &'static str) -> Rc<Module> {
        Rc::new(Module::lazy(path, Rc::new(Package(path))))
    }

    /// The dotted names of the modules directly below.
    fn below(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        library::MODULES.iter().filter_map(|(path, _)| {
            let name = path.strip_prefix(self.0)?.strip_prefix('.')?;
            (!name.contains('.')).then_some((name, *path))
        })
    }
}

impl Namespace for Package {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        let path = self.below().find(|(own, _)| *own == name.as_str()).map(|(_, path)| path);
        path.map(|path| vm.import(path)).transpose()
    }

    fn names(&self) -> Vec<&'static str> {
        self.below().map(|(name, _)| name).collect()
    }
}

/// Modules that the library stands on.
pub static MODULES: &[(&str, ModuleLoader)] = &[
    ("keras.src", |_| Ok(Package::module("keras.src"))),
    ("keras.src.backend.tensorflow", |_| Ok(Package::module("keras.src.backend.tensorflow"))),
    ("keras.src._native", |_| {
        let module = Module::new("keras.src._native");
        module.dict.set_str("VariableBase", Value::from(&VARIABLE_BASE));
        Ok(Rc::new(module))
    }),
];

/// Declares the names under `tf.keras` by the modules that have them.
macro_rules! names {
    ($($module:literal { $($path:literal $name:literal),* $(,)? })*) => {
        /// The names under `tf.keras`.
        pub static NAMES: Family = &[
            ("tf.initializers", Entry::Module("tf.keras.initializers")),
            ("tf.optimizers", Entry::Module("tf.keras.optimizers")),
            $($((concat!("tf.keras.", $path), Entry::Library($module, $name)),)*)*
        ];
    };
}

names! {
    "keras.src.backend" {
        "Variable" "Variable",
    }
    "keras.src.backend.config" {
        "backend.backend" "backend", "backend.epsilon" "epsilon", "backend.floatx" "floatx",
        "backend.image_data_format" "image_data_format", "backend.set_epsilon" "set_epsilon",
        "backend.set_floatx" "set_floatx", "backend.set_image_data_format" "set_image_data_format",
        "config.backend" "backend", "config.epsilon" "epsilon", "config.floatx" "floatx",
        "config.image_data_format" "image_data_format", "config.set_epsilon" "set_epsilon",
        "config.set_floatx" "set_floatx", "config.set_image_data_format" "set_image_data_format",
    }
    "keras.src.backend.common.dtypes" {
        "backend.result_type" "result_type", "utils.standardize_dtype" "standardize_dtype",
    }
    "keras.src.backend.common.name_scope" {
        "backend.name_scope" "name_scope", "name_scope" "name_scope",
    }
    "keras.src.utils.naming" {
        "backend.get_uid" "get_uid", "backend.reset_uids" "reset_uids",
    }
    "keras.src.initializers" {
        "initializers.deserialize" "deserialize", "initializers.get" "get", "initializers.serialize" "serialize",
    }
    "keras.src.initializers.initializer" {
        "Initializer" "Initializer", "initializers.Initializer" "Initializer",
    }
    "keras.src.initializers.constant_initializers" {
        "initializers.Constant" "Constant", "initializers.constant" "Constant",
        "initializers.Identity" "Identity", "initializers.identity" "Identity",
        "initializers.Ones" "Ones", "initializers.ones" "Ones",
        "initializers.Zeros" "Zeros", "initializers.zeros" "Zeros",
    }
    "keras.src.initializers.random_initializers" {
        "initializers.GlorotNormal" "GlorotNormal", "initializers.glorot_normal" "GlorotNormal",
        "initializers.GlorotUniform" "GlorotUniform", "initializers.glorot_uniform" "GlorotUniform",
        "initializers.HeNormal" "HeNormal", "initializers.he_normal" "HeNormal",
        "initializers.HeUniform" "HeUniform", "initializers.he_uniform" "HeUniform",
        "initializers.LecunNormal" "LecunNormal", "initializers.lecun_normal" "LecunNormal",
        "initializers.LecunUniform" "LecunUniform", "initializers.lecun_uniform" "LecunUniform",
        "initializers.Orthogonal" "Orthogonal", "initializers.orthogonal" "Orthogonal",
        "initializers.RandomNormal" "RandomNormal", "initializers.random_normal" "RandomNormal",
        "initializers.RandomUniform" "RandomUniform", "initializers.random_uniform" "RandomUniform",
        "initializers.TruncatedNormal" "TruncatedNormal", "initializers.truncated_normal" "TruncatedNormal",
        "initializers.VarianceScaling" "VarianceScaling", "initializers.variance_scaling" "VarianceScaling",
    }
    "keras.src.random.seed_generator" {
        "random.SeedGenerator" "SeedGenerator", "random.normal" "normal", "random.truncated_normal" "truncated_normal",
        "random.uniform" "uniform", "utils.set_random_seed" "set_random_seed",
    }
    "keras.src.optimizers" {
        "optimizers.deserialize" "deserialize", "optimizers.get" "get", "optimizers.serialize" "serialize",
        "optimizers.legacy.Adagrad" "LegacyOptimizerWarning", "optimizers.legacy.Adam" "LegacyOptimizerWarning",
        "optimizers.legacy.Ftrl" "LegacyOptimizerWarning", "optimizers.legacy.Optimizer" "LegacyOptimizerWarning",
        "optimizers.legacy.RMSprop" "LegacyOptimizerWarning", "optimizers.legacy.SGD" "LegacyOptimizerWarning",
    }
    "keras.src.optimizers.optimizer" {
        "Optimizer" "Optimizer", "optimizers.Optimizer" "Optimizer",
    }
    "keras.src.optimizers.sgd" {
        "optimizers.Lion" "Lion", "optimizers.SGD" "SGD",
    }
    "keras.src.optimizers.adam" {
        "optimizers.Adam" "Adam", "optimizers.AdamW" "AdamW", "optimizers.Adamax" "Adamax", "optimizers.Lamb" "Lamb",
        "optimizers.Nadam" "Nadam",
    }
    "keras.src.optimizers.rmsprop" {
        "optimizers.Adadelta" "Adadelta", "optimizers.Adagrad" "Adagrad", "optimizers.Ftrl" "Ftrl",
        "optimizers.RMSprop" "RMSprop",
    }
    "keras.src.optimizers.schedules.learning_rate_schedule" {
        "optimizers.schedules.CosineDecay" "CosineDecay",
        "optimizers.schedules.CosineDecayRestarts" "CosineDecayRestarts",
        "optimizers.schedules.ExponentialDecay" "ExponentialDecay",
        "optimizers.schedules.InverseTimeDecay" "InverseTimeDecay",
        "optimizers.schedules.LearningRateSchedule" "LearningRateSchedule",
        "optimizers.schedules.PiecewiseConstantDecay" "PiecewiseConstantDecay",
        "optimizers.schedules.PolynomialDecay" "PolynomialDecay",
        "optimizers.schedules.deserialize" "deserialize", "optimizers.schedules.serialize" "serialize",
    }
}
