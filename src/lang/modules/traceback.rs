//! `_traceback`: the texts of exceptions, below `traceback`.

use std::rc::Rc;

use crate::Result;
use crate::exception::{Exception, TracebackEntry, type_error};
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
    let mut entries: Vec<TracebackEntry> = traceback.entries.iter().rev().cloned().collect();
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

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "_traceback.place_of_caller",
        "(calls, /)",
        "The file, line and text of a caller.",
        |vm, args| {
            let calls = usize::try_from(vm.index(&args[0])?).unwrap_or_default();
            let place = vm.place_of_caller(calls).map(|place| {
                let (line, _) = place.source.position(place.span.start);
                // CPython looks for the text in a file: what was given as a string has none.
                let name = place.source.name();
                let text = if ["<string>", "<stdin>"].contains(&name) { "" } else { place.source.line(line) };
                [Value::str(name), Value::Int(i64::from(line)), Value::str(text)]
            });
            Ok(Value::tuple(place.unwrap_or([Value::str("sys"), Value::Int(1), Value::str("")]).to_vec()))
        },
    ),
    NativeFunction::new(
        "_traceback.frames",
        "(tb, limit, /)",
        "File, line, name and text of each frame.",
        |vm, args| {
            let frames = entries(vm, &args[0], &args[1])?.into_iter().map(|entry| {
                let line = entry.source.line(entry.line);
                let (file, name) = (Value::str(entry.source.name()), Value::str(entry.function()));
                Value::tuple([file, Value::from(entry.line), name, Value::str(line.trim())])
            });
            Ok(Value::list(frames.collect()))
        },
    ),
    NativeFunction::new("_traceback.texts", "(tb, limit, /)", "Each frame as Python shows it.", |vm, args| {
        let entries = entries(vm, &args[0], &args[1])?;
        Ok(Value::list(traceback::frame_texts(&entries).into_iter().map(Value::str).collect()))
    }),
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
