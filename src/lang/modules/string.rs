//! `_string`: templates of `str.format` taken apart, below `string.Formatter`.

use std::rc::Rc;

use crate::Result;
use crate::exception::type_error;
use crate::format::{Step, next_piece, next_step, parse_index, split_name};
use crate::native::{Args, NativeFunction};
use crate::value::{Module, Value};
use crate::vm::Vm;

fn text<'a>(args: &Args<'a>) -> Result<&'a str> {
    let expected = || type_error(format!("expected str, got {}", args.values[0].type_name()));
    args.values[0].as_str().ok_or_else(expected)
}

/// The pieces of a template: literal text, and a field's name, specification and conversion.
fn pieces(template: &str) -> Result<Vec<Value>> {
    let mut rest = template;
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (literal, field) = next_piece(&mut rest)?;
        let [name, spec, conversion] = field.map_or([Value::None, Value::None, Value::None], |field| {
            let conversion = field.conversion.map_or(Value::None, Value::str);
            [Value::str(field.name), Value::str(field.spec), conversion]
        });
        pieces.push(Value::tuple([Value::str(literal), name, spec, conversion]));
    }
    Ok(pieces)
}

/// The steps behind a field's first name: whether each is an attribute, and its name or key.
fn steps(mut path: &str) -> Result<Vec<Value>> {
    let mut steps = Vec::new();
    while let Some(step) = next_step(&mut path)? {
        steps.push(match step {
            Step::Attribute(name) => Value::tuple([Value::Bool(true), Value::str(name)]),
            Step::Item(key) => Value::tuple([Value::Bool(false), key]),
        });
    }
    Ok(steps)
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "_string.formatter_parser",
        "(template, /)",
        "Parse the argument as a format string.",
        |_vm, args| Ok(Value::list(pieces(text(&args)?)?)),
    ),
    NativeFunction::new(
        "_string.formatter_field_name_split",
        "(name, /)",
        "Split the argument as a field name.",
        |_vm, args| {
            let (first, path) = split_name(text(&args)?);
            let first = parse_index(first)?.map_or_else(|| Value::str(first), Value::from);
            Ok(Value::tuple([first, Value::list(steps(path)?)]))
        },
    ),
];

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_string", "Templates taken apart.", &[FUNCTIONS]))
}
