//! `eval` and `exec`: programs in strings.

use std::rc::Rc;

use tape_text::Source;

use crate::Result;
use crate::compile::Mode;
use crate::cycles;
use crate::exception::type_error;
use crate::native::{Args, NativeFunction};
use crate::value::{Dict, Value};
use crate::vm::{Vm, compile_source};

/// The functions.
pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "eval",
        "(source, globals=None, locals=None, /)",
        "Evaluate the given source in the context of globals and locals.",
        |vm, args| {
            let (globals, locals) = namespaces(vm, "eval", args)?;
            let source = source(&args, "eval")?;
            vm.evaluate(&source, &globals, locals)
        },
    ),
    NativeFunction::new(
        "exec",
        "(source, globals=None, locals=None, /)",
        "Execute the given source in the context of globals and locals.",
        |vm, args| {
            let (globals, locals) = namespaces(vm, "exec", args)?;
            // The functions that it defines there refer to their globals.
            cycles::watch_dict(&globals);
            let source = source(&args, "exec")?;
            let code = compile_source(&source, Mode { own_locals: locals.is_some(), ..Mode::default() })?;
            vm.run_code(&code, &globals, locals)?;
            Ok(Value::None)
        },
    ),
];

fn source(args: &Args<'_>, function: &str) -> Result<Rc<Source>> {
    match args[0].as_str() {
        Some(text) => Ok(Source::new("<string>", text)),
        None => Err(type_error(format!("{function}() arg 1 must be a string, bytes or code object"))),
    }
}

/// The globals and, where they differ from them, the locals that the code sees.
fn namespaces(vm: &Vm, function: &str, args: Args<'_>) -> Result<(Rc<Dict>, Option<Rc<Dict>>)> {
    let dict = |value: &Value, what: &str| match value.plain() {
        Value::None => Ok(None),
        Value::Dict(dict) => Ok(Some(Rc::clone(dict))),
        other => {
            let name = other.type_name();
            Err(type_error(format!("{function}() {what} must be a dict, not {name}")))
        }
    };
    let given = dict(&args[1], "globals")?;
    let globals = given.clone().or_else(|| vm.globals()).unwrap_or_default();
    let locals = match dict(&args[2], "locals")? {
        Some(locals) => Some(locals),
        None if given.is_some() => None,
        None => vm.locals(),
    };
    Ok((Rc::clone(&globals), locals.filter(|locals| !Rc::ptr_eq(locals, &globals))))
}
