//! Builtins that speak with the world: `input`, `open`, `print`.

use crate::Result;
use crate::class::NativeClass;
use crate::exception::{NOT_IMPLEMENTED_ERROR, Raise, SYSTEM_EXIT, eof_error, type_error};
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::value::Value;
use crate::vm::Vm;

/// What a notebook raises that nobody sits before.
static STDIN_NOT_IMPLEMENTED_ERROR: NativeClass =
    NativeClass::new("StdinNotImplementedError").module("IPython.core.error").base(&NOT_IMPLEMENTED_ERROR);

const NO_INPUT: &str = "raw_input was called, but this frontend does not support input requests.";

pub(super) static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("exit", "(code=None)", "Ends the program.", leave),
    NativeFunction::new("input", "(prompt='', /)", "Read a string from standard input.", |vm, args| {
        let prompt = vm.str(&args[0])?;
        if !vm.console().takes_input() {
            return Err(Raise::new(&STDIN_NOT_IMPLEMENTED_ERROR, NO_INPUT));
        }
        let line = vm.console().read_line(&prompt);
        vm.check_interrupt()?;
        line.map(Value::from).ok_or_else(|| eof_error("EOF when reading a line"))
    }),
    NativeFunction::new(
        "open",
        "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        "Open file and return a stream.",
        |vm, args| {
            let io = vm.import("io")?;
            vm.call_method(&io, Name::new("open"), args.values)
        },
    ),
    NativeFunction::new("quit", "(code=None)", "Ends the program.", leave),
    NativeFunction::new(
        "print",
        "(*args, sep=' ', end='\\n', file=None, flush=False)",
        "Prints the values to a stream, or to sys.stdout by default.",
        print,
    ),
];

fn leave(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Err(Raise::with_args(&SYSTEM_EXIT, [args[0].clone()]))
}

fn print(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (separator, end) = (separator(&args[1], "sep", " ")?, separator(&args[2], "end", "\n")?);
    let mut text = String::new();
    for (index, value) in args.rest(0).iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        match value {
            Value::Str(value) => text.push_str(value),
            other => text.push_str(&vm.str(other)?),
        }
    }
    text.push_str(end);
    let file = match &args[3] {
        Value::None => vm.redirected_stdout(),
        file => Some(file.clone()),
    };
    match &file {
        None => vm.write_stdout(&text),
        Some(file) => drop(vm.call_method(file, Name::new("write"), &[Value::str(text)])?),
    }
    if vm.truth(&args[4])? {
        match &file {
            None => vm.console().flush(),
            Some(file) => drop(vm.call_method(file, Name::new("flush"), &[])?),
        }
    }
    Ok(Value::None)
}

fn separator<'a>(value: &'a Value, name: &str, default: &'static str) -> Result<&'a str> {
    match value.plain() {
        Value::None => Ok(default),
        Value::Str(text) => Ok(text),
        other => Err(type_error(format!("{name} must be None or a string, not {}", other.type_name()))),
    }
}
