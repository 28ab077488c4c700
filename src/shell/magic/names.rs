//! `%who`, `%who_ls`, `%whos` and `%reset`: the names that the user made.

use tape_lang::{Result, Value, Vm};

use super::Call;
use crate::shell::state::State;

/// How many names stand in a row of `%who`.
const ROW: usize = 9;

/// A longer text is shown by its two ends.
const LONGEST: usize = 50;

/// The user's names and values, those of certain types only when the line names types.
fn chosen(vm: &mut Vm, line: &str) -> Vec<(String, Value)> {
    let state = vm.state::<State>();
    let types: Vec<&str> = line.split_whitespace().collect();
    let value = |name: String| state.globals.get_str(&name).map(|value| (name, value));
    let all = state.user_names().into_iter().filter_map(value);
    all.filter(|(_, value)| types.is_empty() || types.contains(&value.type_name().as_str())).collect()
}

/// Says why there is nothing to list.
fn say_none(vm: &mut Vm, line: &str) {
    let asked = !line.trim().is_empty();
    vm.write_stdout(if asked {
        "No variables match your requested type.\n"
    } else {
        "Interactive namespace is empty.\n"
    });
}

/// `%who`.
pub fn who(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let names = chosen(vm, call.line);
    if names.is_empty() {
        say_none(vm, call.line);
        return Ok(Value::None);
    }
    let mut text = String::new();
    for row in names.chunks(ROW) {
        row.iter().for_each(|(name, _)| text.push_str(&format!("{name}\t ")));
        if row.len() == ROW {
            text.push('\n');
        }
    }
    text.push('\n');
    vm.write_stdout(&text);
    Ok(Value::None)
}

/// `%who_ls`.
pub fn who_ls(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    Ok(Value::list(chosen(vm, call.line).into_iter().map(|(name, _)| Value::str(name)).collect()))
}

/// `%whos`.
pub fn whos(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let names = chosen(vm, call.line);
    if names.is_empty() {
        say_none(vm, call.line);
        return Ok(Value::None);
    }
    let width = |label: &str, texts: Vec<usize>| texts.into_iter().max().unwrap_or(0).max(label.len()) + 3;
    let name_width = width("Variable", names.iter().map(|(name, _)| name.chars().count()).collect());
    let type_width = width("Type", names.iter().map(|(_, value)| value.type_name().chars().count()).collect());
    let rule = "-".repeat(name_width + type_width + "Data/Info".len() + 1);
    vm.write_stdout(&format!("{:name_width$}{:type_width$} Data/Info\n{rule}\n", "Variable", "Type"));
    for (name, value) in names {
        let info = info(vm, &value);
        vm.write_stdout(&format!("{name:name_width$}{:type_width$} {info}\n", value.type_name()));
    }
    Ok(Value::None)
}

/// What `%whos` shows of a value: how long a container is, what an array holds, or the text.
fn info(vm: &mut Vm, value: &Value) -> String {
    match value {
        Value::List(list) => return format!("n={}", list.len()),
        Value::Tuple(tuple) => return format!("n={}", tuple.len()),
        Value::Dict(dict) => return format!("n={}", dict.len()),
        _ => {}
    }
    if value.type_name() == "ndarray"
        && let Some(info) = array_info(vm, value)
    {
        return info;
    }
    let text = vm.str(value).unwrap_or_else(|_| "<object with a str that fails>".to_owned()).replace('\n', "\\n");
    let length = text.chars().count();
    if length < LONGEST {
        return text;
    }
    let begin: String = text.chars().take(LONGEST / 2).collect();
    let end: String = text.chars().skip(length - LONGEST / 2).collect();
    format!("{begin}<...>{end}")
}

/// `2x3: 6 elems, type `float64`, 48 bytes`.
fn array_info(vm: &mut Vm, value: &Value) -> Option<String> {
    let mut attribute = |name: &str| vm.find_attribute(value, tape_lang::Name::new(name)).ok().flatten();
    let (shape, size, bytes, dtype) =
        (attribute("shape")?, attribute("size")?, attribute("nbytes")?, attribute("dtype")?);
    let Value::Tuple(shape) = shape else { return None };
    let shape: Vec<String> = shape.iter().filter_map(|size| size.as_int().map(|size| size.to_string())).collect();
    let (size, bytes) = (size.as_int()?, bytes.as_int()?);
    let text = format!("{}: {size} elems, type `{}`, {bytes} bytes", shape.join("x"), vm.str(&dtype).ok()?);
    Some(match bytes {
        ..100_000 => text,
        100_000..1_048_576 => format!("{text} ({} kb)", bytes as f64 / 1024.0),
        _ => format!("{text} ({} Mb)", bytes as f64 / 1_048_576.0),
    })
}

/// `%reset`.
pub fn reset(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let sure = call.line.split_whitespace().any(|word| word == "-f") || {
        let question = "Once deleted, variables cannot be recovered. Proceed (y/[n])? ";
        vm.console().read_line(question).is_some_and(|answer| answer.trim().eq_ignore_ascii_case("y"))
    };
    if !sure {
        vm.write_stdout("Nothing done.\n");
        return Ok(Value::None);
    }
    let state = vm.state::<State>();
    for name in state.user_names() {
        drop(state.globals.remove_name(tape_lang::Name::new(&name)));
    }
    Ok(Value::None)
}
