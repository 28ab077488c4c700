//! Programs of the corpus print what CPython printed for them (`tests/record/corpus.sh`), one test a file.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use libtest_mimic::{Arguments, Failed, Trial};
use tape_lang::compile::Mode;
use tape_lang::value::{Dict, Value};
use tape_lang::vm::Console;
use tape_lang::{Vm, traceback};
use tape_text::Source;

/// Collects output.
struct Collect(Rc<RefCell<String>>);

impl Console for Collect {
    fn write_stdout(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn write_stderr(&mut self, _text: &str) {}

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }
}

/// What a program prints, and its traceback if it ends in one.
fn output(path: &Path) -> String {
    let collected = Rc::new(RefCell::new(String::new()));
    let mut vm = Vm::new(Box::new(Collect(Rc::clone(&collected))));
    let globals = Rc::new(Dict::new());
    globals.set_str("__name__", Value::str("__main__"));
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    if let Err(raise) = vm.run_source(&Source::new(name, text), &globals, Mode::default()) {
        let text = traceback::python(&mut vm, raise.exception());
        collected.borrow_mut().push_str(&text);
    }
    collected.take()
}

/// Checks a program that is known to fail: it must still do so, else its line in the list has to go.
fn check_failing(path: &Path) -> Result<(), Failed> {
    match check(path) {
        Ok(()) => Err("it passes now: take its line out of not-yet.txt".into()),
        Err(_) => Ok(()),
    }
}

/// The programs below a folder.
fn programs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut programs: Vec<PathBuf> = entries
        .flat_map(|path| match path.extension() {
            _ if path.is_dir() => programs(&path),
            Some(extension) if extension == "py" => vec![path],
            _ => Vec::new(),
        })
        .collect();
    programs.sort();
    programs
}

fn check(path: &Path) -> Result<(), Failed> {
    let expected = std::fs::read_to_string(path.with_extension("out")).unwrap();
    let path = path.to_owned();
    // Deep recursion needs a stack of known size.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(move || output(&path)).unwrap();
    let printed = thread.join().map_err(|_| "panicked")?;
    if printed == expected {
        return Ok(());
    }
    let lines = expected.lines().zip(printed.lines()).enumerate();
    let differs: Vec<String> = lines
        .filter(|(_, (expected, printed))| expected != printed)
        .map(|(at, (expected, printed))| format!("line {}\n  expected {expected}\n  printed  {printed}", at + 1))
        .take(5)
        .collect();
    let (wanted, got) = (expected.lines().count(), printed.lines().count());
    Err(format!("{}\n{wanted} lines expected, {got} printed", differs.join("\n")).into())
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let list = std::fs::read_to_string(folder.join("not-yet.txt")).unwrap();
    let not_yet: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let trials = programs(&folder).into_iter().map(|path| {
        let name = path.with_extension("").strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        let check = if not_yet.contains(&name.as_str()) { check_failing } else { check };
        Trial::test(name, move || check(&path))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}
