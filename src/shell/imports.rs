//! Modules and scripts of the user's: files beside the program.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use tape_lang::compile::Mode;
use tape_lang::value::{Dict, Module};
use tape_lang::{Result, Value, Vm};
use tape_text::Source;

use super::state::State;

/// What a module's file may be called.
const ENDINGS: [&str; 2] = ["tape", "py"];

/// Lets programs import the modules in a folder.
pub fn import_from(vm: &mut Vm, folder: &Path) {
    let folder = folder.to_owned();
    vm.set_resolver(Rc::new(move |vm, name| match find(&folder, name) {
        Some((path, text)) => load(vm, name, &path, &text).map(Some),
        None => Ok(None),
    }));
}

/// The file of a dotted name, as `a/b.tape`, `a/b.py` or `a/b/__init__.py`, and its text. A name that `__import__` was given may
/// hold anything: only names of files are looked for, no paths.
fn find(folder: &Path, name: &str) -> Option<(PathBuf, String)> {
    if !name.split('.').all(|part| Path::new(part).file_name().is_some_and(|name| name == part)) {
        return None;
    }
    let base = name.split('.').fold(folder.to_owned(), |path, part| path.join(part));
    let files = ENDINGS.iter().flat_map(|ending| {
        let mut file = base.clone().into_os_string();
        file.push(format!(".{ending}"));
        [PathBuf::from(file), base.join(format!("__init__.{ending}"))]
    });
    files.into_iter().find_map(|path| std::fs::read_to_string(&path).ok().map(|text| (path, text)))
}

/// Runs a module's file.
fn load(vm: &mut Vm, name: &str, path: &Path, text: &str) -> Result<Rc<Module>> {
    let module = Rc::new(Module::new(name));
    let path = path.to_string_lossy();
    module.dict.set_str("__file__", Value::str(&*path));
    run(vm, &path, text, &module.dict)?;
    Ok(module)
}

fn run(vm: &mut Vm, name: &str, text: &str, globals: &Rc<Dict>) -> Result<()> {
    vm.run_source(&Source::new(name, text), globals, Mode::default())?;
    Ok(())
}

/// Runs a script in a namespace of its own and keeps the names that it leaves: what `%run` does.
///
/// # Errors
/// What the script raises.
pub fn run_file(vm: &mut Vm, path: &str, text: &str) -> Result<()> {
    let globals = Rc::new(Dict::new());
    globals.set_str("__name__", Value::str("__main__"));
    globals.set_str("__file__", Value::str(path));
    run(vm, path, text, &globals)?;
    let state = vm.state::<State>();
    for (name, value) in globals.items() {
        if let Some(name) = name.as_str().filter(|name| !name.starts_with("__")) {
            state.globals.set_str(name, value);
        }
    }
    Ok(())
}
