//! `_traceback`: the texts of exceptions, below `traceback`.

use std::rc::Rc;

use crate::Result;
use crate::exception::{Exception, type_error};
use crate::native::{Args, NativeFunction};
use crate::traceback;
use crate::value::{Module, Value};
use crate::vm::Vm;

fn exception<'a>(args: &Args<'a>) -> Result<&'a Rc<Exception>> {
    match &args.values[0] {
        Value::Exception(exception) => Ok(exception),
        other => Err(type_error(format!("exception expected for value, {} found", other.type_name()))),
    }
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
