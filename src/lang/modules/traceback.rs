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

/// The frames of a traceback, outermost first: all, the first `limit`, or the last where it is negative.
fn entries(vm: &mut Vm, traceback: &Value, limit: &Value) -> Result<Vec<TracebackEntry>> {
    if traceback.is_none() {
        return Ok(Vec::new());
    }
    let Some(traceback) = traceback.downcast::<Traceback>() else {
        return Err(type_error(format!("traceback expected, {} found", traceback.type_name())));
    };
    let mut entries: Vec<TracebackEntry> = traceback.entries().iter().rev().cloned().collect();
    if !limit.is_none() {
        let limit = vm.index(limit)?;
        let count = usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX).min(entries.len());
        if limit < 0 {
            entries.drain(..entries.len() - count);
        } else {
            entries.truncate(count);
        }
    }
    Ok(entries)
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
        "(tb, limit, /)",
        "File, line, name and text of each frame, and how Python shows it.",
        |vm, args| {
            let frames = entries(vm, &args[0], &args[1])?.into_iter().map(|entry| {
                let line = entry.source.line(entry.line);
                let (file, name) = (Value::str(entry.source.name()), Value::str(entry.function()));
                let shown = Value::str(traceback::frame_text(&entry));
                Value::tuple([file, Value::from(entry.line), name, Value::str(line.trim()), shown])
            });
            Ok(Value::list(frames.collect()))
        },
    ),
    NativeFunction::new("_traceback.texts", "(tb, limit, /)", "Each frame as Python shows it.", |vm, args| {
        let entries = entries(vm, &args[0], &args[1])?;
        Ok(Value::list(traceback::frame_texts(&entries).into_iter().map(Value::str).collect()))
    }),
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
