//! The standard modules that are written in the language itself (`library/*.tape`), compiled when they are first imported.

use std::rc::Rc;

use tape_text::Source;

use crate::value::{Module, Value};
use crate::vm::{ModuleLoader, Namespace, Vm};
use crate::{Name, Result};

/// Lists the modules by their names, which are those of their files: those that CPython has in Python, and those that it has in C.
macro_rules! library {
    (python { $($python:literal),* $(,)? } compiled { $($compiled:literal),* $(,)? }) => {
        pub(super) static MODULES: &[(&str, ModuleLoader)] =
            &[$(library!($python),)* $(library!($compiled)),*];

        /// The modules that CPython has in C: their classes show with their module in messages, and their frames do not show.
        static COMPILED: &[&str] = &[$($compiled),*];
    };
    ($name:literal) => {
        ($name, |vm| load(vm, $name, include_str!(concat!("../library/", $name, ".tape"))))
    };
}

library! {
    python {
        "_abc_protocols",
        "_annotation",
        "_inspect_frames",
        "_inspect_signature",
        "_normal_dist",
        "_re_flags",
        "_string_template",
        "_strptime",
        "_typing_forms",
        "_user",
        "abc",
        "collections",
        "collections.abc",
        "contextlib",
        "copy",
        "csv",
        "dataclasses",
        "enum",
        "fnmatch",
        "fractions",
        "functools",
        "glob",
        "inspect",
        "io",
        "json",
        "keyword",
        "logging",
        "numbers",
        "os",
        "pathlib",
        "posixpath",
        "pprint",
        "random",
        "re",
        "shutil",
        "statistics",
        "string",
        "tempfile",
        "textwrap",
        "time",
        "timeit",
        "traceback",
        "types",
        "typing",
        "warnings",
    }
    compiled {
        "_datetime_date",
        "_datetime_delta",
        "_datetime_time",
        "_datetime_zone",
        "_decimal_context",
        "_decimal_functions",
        "_decimal_integers",
        "_decimal_number",
        "_decimal_signals",
        "_decimal_text",
        "_io_base",
        "_io_files",
        "_io_memory",
        "bisect",
        "datetime",
        "decimal",
        "heapq",
        "operator",
    }
}

/// Whether CPython has the module in C, while it is written in the language here.
pub(crate) fn is_compiled(module: &str) -> bool {
    COMPILED.contains(&module)
}

/// Whether a text is that of such a module.
pub(crate) fn is_text_of_compiled(source: &Source) -> bool {
    source.name().strip_prefix("<frozen ").and_then(|rest| rest.strip_suffix('>')).is_some_and(is_compiled)
}

/// Names that a module gets from another one when somebody asks for them, because the other is large and they are seldom asked
/// for: the module, the other one, and which names.
static LATE: &[(&str, &str, &[&str])] = &[
    ("collections", "_user", &["UserDict", "UserList", "UserString"]),
    ("collections", "collections.abc", &["abc"]),
    ("re", "_re_flags", RE_FLAGS),
    ("string", "_string_template", &["Template"]),
];

/// Patterns take numbers as flags; the enumeration has their names.
static RE_FLAGS: &[&str] = &[
    "A",
    "ASCII",
    "DEBUG",
    "DOTALL",
    "I",
    "IGNORECASE",
    "L",
    "LOCALE",
    "M",
    "MULTILINE",
    "NOFLAG",
    "RegexFlag",
    "S",
    "T",
    "TEMPLATE",
    "U",
    "UNICODE",
    "VERBOSE",
    "X",
];

/// The late names of a module.
struct Late(&'static str);

impl Late {
    fn entries(&self) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static [&'static str])> {
        LATE.iter().filter(|(module, ..)| *module == self.0)
    }
}

impl Namespace for Late {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        let Some((module, from, _)) = self.entries().find(|(.., names)| names.contains(&name.as_str())) else {
            return Ok(None);
        };
        let found = vm.import(from)?;
        let is_child = from.strip_prefix(module).is_some_and(|rest| rest.strip_prefix('.') == Some(name.as_str()));
        if is_child { Ok(Some(found)) } else { vm.get_attribute(&found, name).map(Some) }
    }

    fn names(&self) -> Vec<&'static str> {
        self.entries().flat_map(|(.., names)| names.iter().copied()).collect()
    }
}

fn load(vm: &mut Vm, name: &'static str, text: &str) -> Result<Rc<Module>> {
    let has_late = LATE.iter().any(|(module, ..)| *module == name);
    let lazy = has_late.then(|| Rc::new(Late(name)) as Rc<dyn Namespace>);
    let module = Rc::new(Module { lazy, ..Module::new(name) });
    // Known before it runs, so that modules may import each other.
    vm.modules().set_str(name, Value::Module(Rc::clone(&module)));
    let source = Source::new(format!("<frozen {name}>"), text);
    match vm.run_deferring(&source, &module.dict) {
        Ok(_) => Ok(module),
        Err(raise) => {
            drop(vm.modules().remove_name(Name::new(name)));
            Err(raise)
        }
    }
}
