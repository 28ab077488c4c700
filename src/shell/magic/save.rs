//! `%save`: earlier inputs as a notebook or a script.

use tape_lang::{Result, Value, Vm};
use tape_notebook::{Kind, Notebook};

use super::past::numbers;
use super::{Call, transform, usage_error};
use crate::shell::state::State;

/// `%save`. It writes where programs write: to the files of the session.
pub fn save(vm: &mut Vm, call: Call<'_>) -> Result<Value> {
    let (file, ranges) = call.line.trim().split_once(char::is_whitespace).unwrap_or((call.line.trim(), ""));
    if file.is_empty() {
        return Err(usage_error("%save needs a file"));
    }
    let known = [".ipynb", ".tape", ".py"].iter().any(|ending| file.ends_with(ending));
    let path = if known { file.to_owned() } else { format!("{file}.tape") };
    let state = vm.state::<State>();
    // The cell that saves is not one of those that are saved.
    let inputs: Vec<String> = state.raw_inputs.borrow().iter().take(state.number.get()).cloned().collect();
    let cells: Vec<&str> = numbers(ranges, inputs.len())?.into_iter().map(|number| inputs[number].as_str()).collect();
    let text = if path.ends_with(".ipynb") { notebook(&cells) } else { script(&cells) };
    let files = vm.files();
    files.write(&path, text.as_bytes()).map_err(|error| error.raise(&[Value::str(&path)]))?;
    let kept = if files.unsaved().contains(&files.absolute(&path)) {
        ", in memory only (--write DIR lets programs write to DIR)"
    } else {
        ""
    };
    vm.write_stdout(&format!("{} cells were written to file `{path}`{kept}\n", cells.len()));
    Ok(Value::None)
}

fn notebook(cells: &[&str]) -> String {
    let mut notebook = Notebook::new();
    cells.iter().for_each(|cell| notebook.push(Kind::Code, cell));
    notebook.write()
}

/// The cells one after another. A script knows no magics: they become comments, in a block behind a `pass`.
fn script(cells: &[&str]) -> String {
    let mut script = String::new();
    for cell in cells {
        let program = transform(cell);
        for line in cell.lines() {
            let (indent, code) = line.split_at(line.len() - line.trim_start().len());
            let stays = program.lines().any(|own| own == line);
            let mark = if stays {
                ""
            } else if indent.is_empty() {
                "# "
            } else {
                "pass  # "
            };
            script.push_str(&format!("{indent}{mark}{code}\n"));
        }
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magics_become_comments() {
        let cells = ["%matplotlib inline\nx = 1", "for i in x:\n    %time f()", "%%timeit\nf()"];
        assert_eq!(
            script(&cells),
            "# %matplotlib inline\nx = 1\nfor i in x:\n    pass  # %time f()\n# %%timeit\n# f()\n"
        );
    }

    #[test]
    fn a_cell_is_a_cell() {
        let read = Notebook::read(&notebook(&["%time 1", "x = 2"])).unwrap();
        assert_eq!(read.cells().map(|cell| cell.source).collect::<Vec<_>>(), ["%time 1", "x = 2"]);
    }
}
