//! The names that a program sees: `tf`, what hangs under it, and the builtins of the dialect.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_grad::Function;
use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Name, NativeClass, NativeFunction, Result, Value, Vm};
use tape_tensor::DType;

use crate::{call, dispatch, dtype, errors, library};

/// What a dotted name stands for.
#[derive(Clone, Copy)]
pub enum Entry {
    /// A function of the op table.
    Op(&'static Function),
    /// A function written for the language.
    Native(&'static NativeFunction),
    /// One that stands behind TensorFlow's dispatcher.
    Dispatched(&'static NativeFunction),
    Class(&'static NativeClass),
    /// A name that a module of the [`library`] defines.
    Library(&'static str, &'static str),
    DType(DType),
    /// A value that is made when somebody asks.
    Made(fn(&mut Vm) -> Result<Value>),
    /// A module under another name: the dotted name it really has.
    Module(&'static str),
}

/// Every dotted name under `tf`, made on first use.
pub struct Names {
    entries: FxHashMap<&'static str, Entry>,
}

thread_local! {
    static NAMES: Rc<Names> = Rc::new(Names::collect());
}

impl Names {
    /// The names of this thread's TensorFlow.
    #[must_use]
    pub fn get() -> Rc<Names> {
        NAMES.with(Rc::clone)
    }

    fn collect() -> Names {
        let mut entries = FxHashMap::default();
        for function in tape_ops::functions() {
            entries.extend(function.paths.iter().map(|path| (*path, Entry::Op(function))));
        }
        entries.extend(DType::ALL.into_iter().map(|dtype| (dtype_path(dtype), Entry::DType(dtype))));
        entries
            .extend(errors::CLASSES.iter().filter_map(|(class, _)| Some((errors::path(class)?, Entry::Class(class)))));
        entries.extend(crate::table::FAMILIES.iter().flat_map(|family| family.iter().copied()));
        Names { entries }
    }

    /// What a dotted name stands for. `tf.compat.v1` and `tf.compat.v2` share the names of `tf`.
    #[must_use]
    pub fn entry(&self, path: &str) -> Option<Entry> {
        self.find(path).map(|(_, entry)| entry)
    }

    /// What a dotted name stands for, with the spelling under which it is known.
    fn find(&self, path: &str) -> Option<(&'static str, Entry)> {
        let plain = path.replacen("tf.compat.v1.", "tf.", 1).replacen("tf.compat.v2.", "tf.", 1);
        let known = |path: &str| self.entries.get_key_value(path).map(|(path, entry)| (*path, *entry));
        known(&plain).or_else(|| {
            // Dtypes stand under `tf.dtypes` too.
            let name = plain.strip_prefix("tf.dtypes.")?;
            known(&format!("tf.{name}")).filter(|(_, entry)| matches!(entry, Entry::DType(_)))
        })
    }

    /// Whether names hang under this one.
    fn is_module(&self, path: &str) -> bool {
        matches!(path, "tf.compat" | "tf.compat.v1" | "tf.compat.v2")
            || self.entries.keys().any(|key| key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
    }

    /// The names directly under a dotted one.
    fn under(&self, path: &str) -> Vec<&'static str> {
        let heads = self.entries.keys().filter_map(|key| key.strip_prefix(path)?.strip_prefix('.')?.split('.').next());
        let mut names: Vec<&'static str> = heads.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn value(&self, vm: &mut Vm, path: &str) -> Result<Option<Value>> {
        if let Some((spelled, entry)) = self.find(path) {
            return to_value(vm, entry, spelled).map(Some);
        }
        Ok(self.is_module(path).then(|| module(path)))
    }
}

fn to_value(vm: &mut Vm, entry: Entry, path: &'static str) -> Result<Value> {
    Ok(match entry {
        Entry::Op(function) => call::value(function, path),
        Entry::Native(function) => Value::Native(function),
        Entry::Dispatched(function) => dispatch::value(function),
        Entry::Class(class) => Value::from(class),
        Entry::Library(module, name) => library::value(vm, module, name)?,
        Entry::DType(dtype) => dtype::value(dtype),
        Entry::Made(make) => make(vm)?,
        Entry::Module(path) => module(path),
    })
}

/// A module whose names are those under a dotted one.
fn module(path: &str) -> Value {
    let shown = path.replacen("tf", "tensorflow", 1);
    Value::from(Rc::new(Module::lazy(&shown, Rc::new(Under(path.to_owned())))))
}

/// The contents of a module under `tf`.
struct Under(String);

impl Namespace for Under {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        Names::get().value(vm, &format!("{}.{name}", self.0))
    }

    fn names(&self) -> Vec<&'static str> {
        Names::get().under(&self.0)
    }
}

/// The builtins of the dialect: `tf`, `true`, `tape`, and every op whose bare name means nothing in Python.
struct Dialect;

/// Builtins of Python that share a name with an op.
const PYTHONS_OWN: &[&str] = &[
    "abs",
    "complex",
    "pow",
    "range",
    "round",
    "print",
    "map",
    "bool",
    "int",
    "float",
    "str",
    "sum",
    "min",
    "max",
    "any",
    "all",
    "size",
    "shape",
    "rank",
    "fill",
    "while_loop",
    "case",
    "cond",
    "string",
    "half",
    "double",
    "device",
    "function",
];

impl Namespace for Dialect {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        let text = name.as_str();
        Ok(match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "none" => Some(Value::None),
            "tf" => Some(vm.import("tensorflow")?),
            "np" => Some(vm.import("numpy")?),
            "tape" => Some(Value::from(&crate::tape::GRADIENT_TAPE)),
            _ if is_bare(text) => Names::get().value(vm, &format!("tf.{text}"))?,
            _ => None,
        })
    }

    fn names(&self) -> Vec<&'static str> {
        let names = Names::get();
        let mut all = vec!["true", "false", "none", "tf", "np", "tape"];
        all.extend(names.under("tf").into_iter().filter(|name| is_bare(name)));
        all
    }
}

/// Whether something under `tf` is a builtin by its bare name.
fn is_bare(name: &str) -> bool {
    let entry = || Names::get().entry(&format!("tf.{name}"));
    !PYTHONS_OWN.contains(&name)
        && matches!(entry(), Some(Entry::Op(_) | Entry::Native(_) | Entry::Dispatched(_) | Entry::Class(_)))
}

/// How Python spells a builtin that only the dialect has; nothing for names that mean the same in both.
///
/// # Examples
/// ```
/// use tape_tf::namespace::python_spelling;
/// assert_eq!(python_spelling("tape").as_deref(), Some("tf.GradientTape"));
/// assert_eq!(python_spelling("true").as_deref(), Some("True"));
/// assert_eq!(python_spelling("print"), None);
/// ```
#[must_use]
pub fn python_spelling(name: &str) -> Option<String> {
    Some(match name {
        "true" => "True".to_owned(),
        "false" => "False".to_owned(),
        "none" => "None".to_owned(),
        "tape" => "tf.GradientTape".to_owned(),
        _ if is_bare(name) => format!("tf.{name}"),
        _ => return None,
    })
}

fn dtype_path(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "tf.bool",
        DType::Int8 => "tf.int8",
        DType::Int16 => "tf.int16",
        DType::Int32 => "tf.int32",
        DType::Int64 => "tf.int64",
        DType::UInt8 => "tf.uint8",
        DType::UInt16 => "tf.uint16",
        DType::UInt32 => "tf.uint32",
        DType::UInt64 => "tf.uint64",
        DType::Float16 => "tf.float16",
        DType::BFloat16 => "tf.bfloat16",
        DType::Float32 => "tf.float32",
        DType::Float64 => "tf.float64",
        DType::Complex64 => "tf.complex64",
        DType::Complex128 => "tf.complex128",
        DType::String => "tf.string",
    }
}

/// Brings TensorFlow into a machine: the module `tensorflow`, the paths inside it that articles use, the builtins.
pub fn install(vm: &mut Vm) {
    vm.register_module("tensorflow", |_| {
        let module = Module::lazy("tensorflow", Rc::new(Under("tf".to_owned())));
        module.dict.set_str("__version__", Value::str(crate::VERSION));
        Ok(Rc::new(module))
    });
    vm.register_module("keras", |_| Ok(Rc::new(Module::lazy("keras", Rc::new(Under("tf.keras".to_owned()))))));
    for (path, loader) in crate::table::INNER_MODULES.iter().chain(crate::keras::MODULES).chain(library::MODULES) {
        vm.register_module(path, *loader);
    }
    vm.add_builtins(Rc::new(Dialect));
    vm.defer_with(tape_tensor::settle);
}
