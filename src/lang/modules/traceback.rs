//! `_traceback`: the texts of exceptions, below `traceback`.

use std::rc::Rc;

use tape_text::Source;

use crate::Result;
use crate::exception::{Exception, TracebackEntry, type_error};
use crate::methods::code::CodeObject;
use crate::native::{Args, NativeFunction};
use crate::traceback::{self, Traceback};
use crate::value::{Module, Value};
use crate::vm::Vm;

fn exception<'a>(args: &Args<'a>) -> Result<&'a Rc<Exception>> {
    match &args.values[0] {
        Value::Exception(exception) => Ok(exception),
        other => Err(type_error(format!("exception expected for value, {} found", other.type_name()))),
    }
}

/// The frames of a traceback, innermost first.
fn entries(traceback: &Value) -> Result<&[TracebackEntry]> {
    match traceback.downcast::<Traceback>() {
        Some(traceback) => Ok(traceback.entries()),
        None if traceback.is_none() => Ok(&[]),
        None => Err(type_error(format!("traceback expected, {} found", traceback.type_name()))),
    }
}

/// Whether a text was given as a string: CPython looks for lines in a file and finds none.
fn is_nameless(source: &Source) -> bool {
    ["<string>", "<stdin>"].contains(&source.name())
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "_traceback.place_of_caller",
        "(calls, /)",
        "The file, line and text of a caller.",
        |vm, args| {
            let calls = usize::try_from(vm.index(&args[0])?).unwrap_or_default();
            let place = vm.place_of_caller(calls).map(|place| {
                let (line, _) = place.source.position(place.span.start);
                let text = if is_nameless(&place.source) { "" } else { place.source.line(line) };
                [Value::str(place.source.name()), Value::Int(i64::from(line)), Value::str(text)]
            });
            Ok(Value::tuple(place.unwrap_or([Value::str("sys"), Value::Int(1), Value::str("")]).to_vec()))
        },
    ),
    NativeFunction::new(
        "_traceback.frames",
        "(tb, /)",
        "File, line, name and text of each frame, outermost first, and how Python shows it.",
        |_vm, args| {
            let frames = entries(&args[0])?.iter().rev().map(|entry| {
                let line = entry.source.line(entry.line);
                let (file, name) = (Value::str(entry.source.name()), Value::str(entry.function()));
                let shown = Value::str(traceback::frame_text(entry));
                Value::tuple([file, Value::from(entry.line), name, Value::str(line.trim()), shown])
            });
            Ok(Value::list(frames.collect()))
        },
    ),
    NativeFunction::new(
        "_traceback.lines",
        "(code, first, last, /)",
        "Lines of the text that code was compiled from, with their ends; None if CPython has none.",
        |vm, args| {
            let code = args[0].downcast::<CodeObject>().map(|object| &object.code);
            let Some(source) = code.map(|code| &code.source).filter(|source| !is_nameless(source)) else {
                return Ok(Value::None);
            };
            let (first, last) = (vm.index(&args[1])?.max(1), vm.index(&args[2])?.min(i64::from(source.lines())));
            Ok(Value::list((first..=last).map(|line| Value::str(format!("{}\n", source.line(line as u32)))).collect()))
        },
    ),
    NativeFunction::new("_traceback.format", "(exception, /)", "The traceback as Python shows it.", |vm, args| {
        Ok(Value::str(traceback::formatted(vm, exception(&args)?)))
    }),
    NativeFunction::new("_traceback.only", "(exception, /)", "The lines that name the exception.", |vm, args| {
        Ok(Value::str(traceback::plain_summary(vm, exception(&args)?)))
    }),
];

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_traceback", "Texts of exceptions.", &[FUNCTIONS]))
}
