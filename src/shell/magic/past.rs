//! `%history` and `%run`.

use tape_lang::exception::os_error;
use tape_lang::{Result, Value, Vm};

use super::{Call, options, usage_error};
use crate::shell::run_file;
use crate::shell::state::State;

/// `%history`.
pub fn history(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let (flags, rest) = options(call.line, "not", "")?;
    let has = |wanted: char| flags.iter().any(|(flag, _)| *flag == wanted);
    let state = vm.state::<State>();
    let inputs = state.raw_inputs.borrow().clone();
    let mut text = String::new();
    for number in numbers(rest, inputs.len())? {
        let input = &inputs[number];
        if has('n') {
            let line_end = if input.contains('\n') { "\n" } else { " " };
            text.push_str(&format!("{number:4}:{line_end}"));
        }
        text.push_str(input);
        text.push('\n');
        if has('o')
            && let Some(value) = state.output(vm, number)
        {
            text.push_str(&vm.repr(&value)?);
            text.push('\n');
        }
    }
    vm.write_stdout(&text);
    Ok(Value::None)
}

/// The numbers that ranges such as `4 7-9` name; all when there are none.
pub(super) fn numbers(ranges: &str, end: usize) -> Result<Vec<usize>> {
    if ranges.trim().is_empty() {
        return Ok((1..end).collect());
    }
    let mut numbers = Vec::new();
    for range in ranges.split_whitespace() {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let parse =
            |text: &str| text.parse::<usize>().map_err(|_| usage_error(format!("`{range}` is no range of inputs")));
        numbers.extend((parse(first)?..=parse(last)?).filter(|number| (1..end).contains(number)));
    }
    Ok(numbers)
}

/// `%run`.
pub fn run(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let mut words = call.line.split_whitespace().map(|word| word.trim_matches(['\'', '"']));
    let Some(file) = words.next() else { return Err(usage_error("%run needs a file")) };
    let candidates = [file.to_owned(), format!("{file}.tape"), format!("{file}.py")];
    let is_script = |path: &&String| path.ends_with(".tape") || path.ends_with(".py");
    let found = candidates
        .iter()
        .filter(is_script)
        .find_map(|path| std::fs::read_to_string(path).ok().map(|text| (path, text)));
    let Some((path, text)) = found else { return Err(os_error(format!("File `'{file}'` not found."))) };
    run_file(vm, path, &text)?;
    Ok(Value::None)
}

/// `%paste` where no prompt is that could read: the prompt itself reads what follows.
pub fn paste(_: &mut Vm, _: Call<'_>) -> Result<Value> {
    Err(usage_error("%paste needs the prompt of a terminal"))
}
