//! `_json`: reading and writing documents, below `json`.

mod decode;
mod encode;

use std::rc::Rc;

use self::decode::{Decoder, Hooks, Stop};
use self::encode::{Encoder, Style};
use crate::Result;
use crate::exception::type_error;
use crate::native::{Args, NativeFunction};
use crate::value::{Module, Value};
use crate::vm::Vm;

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "_json.decode",
        "(text, start, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict, /)",
        "The value that begins at a character and the place where it ends, or what is wrong and where.",
        decode,
    ),
    NativeFunction::new(
        "_json.encode",
        "(value, default, skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, item_separator, \
         key_separator, /)",
        "The text of a value.",
        encode,
    ),
];

fn decode(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Value::Str(text) = args[0].plain() else {
        let given = args[0].type_name();
        return Err(type_error(format!("first argument must be a string, not {given}")));
    };
    let start = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let start = text.as_str().char_indices().nth(start).map_or(text.len(), |(byte, _)| byte);
    let hooks = Hooks {
        object: args[2].clone(),
        pairs: args[3].clone(),
        float: args[4].clone(),
        int: args[5].clone(),
        constant: args[6].clone(),
        strict: vm.truth(&args[7])?,
    };
    let mut decoder = Decoder { text: text.as_str(), at: start, hooks: &hooks };
    decoder.skip_space();
    let place = |byte: usize| Value::from(text.as_str()[..byte].chars().count());
    match decoder.value(vm) {
        Ok(value) => Ok(Value::tuple([value, place(decoder.at), Value::None])),
        Err(Stop::Wrong(message, at)) => Ok(Value::tuple([Value::None, place(at), Value::str(message)])),
        Err(Stop::Raised(raise)) => Err(raise),
    }
}

fn encode(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let indent = match &args[7] {
        Value::None => None,
        given => Some(match text(given) {
            Some(text) => text,
            None => " ".repeat(usize::try_from(vm.index(given)?).unwrap_or(0)),
        }),
    };
    let style = Style {
        default: args[1].clone(),
        skip_keys: vm.truth(&args[2])?,
        ascii: vm.truth(&args[3])?,
        check_circular: vm.truth(&args[4])?,
        allow_nan: vm.truth(&args[5])?,
        sort_keys: vm.truth(&args[6])?,
        indent,
        item_separator: text(&args[8]).unwrap_or_else(|| ", ".to_owned()),
        key_separator: text(&args[9]).unwrap_or_else(|| ": ".to_owned()),
    };
    let mut encoder = Encoder::new(&style);
    encoder.value(vm, &args[0])?;
    Ok(Value::str(encoder.out))
}

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_json", "Documents in JSON.", &[FUNCTIONS]))
}
