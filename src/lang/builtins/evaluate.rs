//! `eval` and `exec`: programs in strings.

use std::rc::Rc;

use tape_text::Source;

use crate::Result;
use crate::code::Code;
use crate::compile::Mode;
use crate::cycles;
use crate::exception::{type_error, value_error};
use crate::methods::code::CodeObject;
use crate::native::{Args, NativeFunction};
use crate::value::{Dict, Value};
use crate::vm::{Vm, compile_expression_source, compile_source};

/// The functions.
pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)",
        "Compile source into a code object that can be executed by exec() or eval().",
        compile,
    ),
    NativeFunction::new(
        "eval",
        "(source, globals=None, locals=None, /)",
        "Evaluate the given source in the context of globals and locals.",
        |vm, args| {
            let (globals, locals) = namespaces(vm, "eval", args)?;
            if let Some(code) = args[0].downcast::<CodeObject>() {
                return run(vm, code, &globals, locals);
            }
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
            if let Some(code) = args[0].downcast::<CodeObject>() {
                run(vm, code, &globals, locals)?;
                return Ok(Value::None);
            }
            let source = source(&args, "exec")?;
            let code = compile_source(&source, Mode { own_locals: locals.is_some(), ..Mode::default() })?;
            vm.run_code(&code, &globals, locals)?;
            Ok(Value::None)
        },
    ),
];

fn compile(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(text) = args[0].as_str() else {
        return Err(type_error("compile() arg 1 must be a string, bytes or AST object"));
    };
    let source = Source::new(args[1].as_str().unwrap_or("<string>"), text);
    let is_expression = match args[2].as_str() {
        Some("eval") => true,
        Some("exec" | "single") => false,
        _ => return Err(value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let code = compiled(&source, is_expression, Mode::default())?;
    Ok(Value::object(CodeObject { code, source: Some((source, is_expression)) }))
}

fn compiled(source: &Rc<Source>, is_expression: bool, mode: Mode) -> Result<Rc<Code>> {
    if is_expression { compile_expression_source(source, mode) } else { compile_source(source, mode) }
}

/// Runs a code object.
fn run(vm: &mut Vm, object: &CodeObject, globals: &Rc<Dict>, locals: Option<Rc<Dict>>) -> Result<Value> {
    match (&object.source, &locals) {
        (Some((source, is_expression)), Some(_)) => {
            let code = compiled(source, *is_expression, Mode { own_locals: true, ..Mode::default() })?;
            vm.run_code(&code, globals, locals)
        }
        _ if !object.code.free.is_empty() => {
            Err(type_error("code object passed to exec() may not contain free variables"))
        }
        _ => vm.run_code(&object.code, globals, None),
    }
}

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
