//! Builtins about names: `dir`, `globals`, `locals`, `vars`, `__import__`.

use crate::Result;
use crate::exception::{runtime_error, type_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::value::Value;
use crate::vm::Vm;

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "__import__",
        "(name, globals=None, locals=None, fromlist=(), level=0)",
        "Import a module.",
        import,
    ),
    NativeFunction::new("dir", "(object=<absent>, /)", "Return an alphabetized list of names.", dir),
    NativeFunction::new(
        "globals",
        "()",
        "Return the dictionary containing the current scope's global variables.",
        |vm, _| vm.globals().map(Value::Dict).ok_or_else(no_frame),
    ),
    NativeFunction::new(
        "locals",
        "()",
        "Return a dictionary containing the current scope's local variables.",
        |vm, _| vm.locals().map(Value::Dict).ok_or_else(no_frame),
    ),
    NativeFunction::new(
        "vars",
        "(object=<absent>, /)",
        "Return the __dict__ attribute of an object, or the local variables.",
        |vm, args| {
            let Some(object) = args.get(0) else { return vm.locals().map(Value::Dict).ok_or_else(no_frame) };
            let wrong = || type_error("vars() argument must have __dict__ attribute");
            vm.find_attribute(object, Name::DICT)?.ok_or_else(wrong)
        },
    ),
];

fn no_frame() -> crate::Raise {
    runtime_error("no program is running")
}

fn import(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let wrong = || type_error(format!("__import__() argument 1 must be str, not {}", args[0].type_name()));
    let name = args[0].as_str().ok_or_else(wrong)?;
    let module = vm.import(name)?;
    // Without a list of names the top of the path is meant.
    match name.split_once('.') {
        Some((top, _)) if !vm.truth(&args[3])? => vm.import(top),
        _ => Ok(module),
    }
}

fn dir(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let names = match args.get(0) {
        None => {
            let locals = vm.locals().ok_or_else(no_frame)?;
            vm.collect(&Value::Dict(locals))?
        }
        Some(Value::Module(module)) if module.dict.get_name(Name::DIR).is_some() => {
            let names = vm.call_method(&args[0], Name::DIR, &[])?;
            vm.collect(&names)?
        }
        Some(object) => match vm.call_special(object, Name::DIR, &[])? {
            Some(names) => vm.collect(&names)?,
            None => vm.attribute_names(object).into_iter().map(Value::from).collect(),
        },
    };
    let names = crate::sort::sorted(vm, names, &Value::None, crate::sort::Direction::Ascending)?;
    Ok(Value::list(names))
}
