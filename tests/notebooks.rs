//! `tape notebook` leaves in each cell what IPython's kernel with TensorFlow leaves: one test per notebook of `tests/notebooks`.
//!
//! The notebooks hold what `tests/record_notebooks.py` recorded. Compared are the cells' outputs, one by one: printed text, values,
//! class, text and report of errors, the forms of figures. Not compared are the colours of a report (IPython colours the program in it
//! token by token), its frames inside TensorFlow and IPython, the names of the files that IPython keeps cells in, and the drawing
//! itself: a PNG there, an SVG here.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use tape_notebook::{Cell, Kind, Notebook, Output};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notebooks");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let trial = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || compare(&path))
    };
    let mut trials: Vec<Trial> = paths.into_iter().map(trial).collect();
    trials.push(Trial::test("all_ten_are_there", {
        let count = trials.len();
        move || if count >= 10 { Ok(()) } else { Err(format!("{count} notebooks").into()) }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn compare(path: &Path) -> Result<(), Failed> {
    let recorded = Notebook::read(&fs::read_to_string(path)?)?;
    let ran = Command::new(env!("CARGO_BIN_EXE_tape")).arg("notebook").arg(path).args(["-o", "-"]).output()?;
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into_owned().into());
    }
    let ours = Notebook::read(std::str::from_utf8(&ran.stdout)?)?;
    let mut differences = String::new();
    let mut number = 0;
    for (theirs, ours) in recorded.cells().zip(ours.cells()) {
        number += usize::from(theirs.kind == Kind::Code && !theirs.source.trim().is_empty());
        let (want, got) = (outputs(&theirs, number), outputs(&ours, number));
        if want != got {
            let source = theirs.source;
            differences += &format!("\nIn [{number}]: {source}\nIPython leaves\n{want:#?}\nthis leaves\n{got:#?}\n");
        }
    }
    if differences.is_empty() { Ok(()) } else { Err(differences.into()) }
}

/// What is compared of a cell's outputs.
fn outputs(cell: &Cell, number: usize) -> Vec<Output> {
    let text = |text: String| own_name(&text, number);
    let plain = |output| match output {
        Output::Stream { stream, text: printed } => Output::Stream { stream, text: text(printed) },
        Output::Error { name, value, traceback } => {
            let traceback = traceback.iter().map(|piece| without_colors(piece));
            let own = traceback.filter(|piece| !piece.starts_with("File ~/tf/")).collect();
            Output::Error { name, value: text(value), traceback: own }
        }
        Output::Display { data } => Output::Display { data: data.into_iter().map(form).collect() },
        other => other,
    };
    cell.outputs.iter().cloned().map(plain).collect()
}

/// A drawing is a drawing.
fn form((kind, text): (String, String)) -> (String, String) {
    if kind.starts_with("image/") { ("image".to_owned(), String::new()) } else { (kind, text) }
}

/// A text in which the file that IPython keeps a cell in, `/tmp/ipykernel_123/456.py` or `456.py`, is called `<cell 7>`.
fn own_name(text: &str, number: usize) -> String {
    let Some(end) = text.find(".py") else { return text.to_owned() };
    let digits = text[..end].trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() == end {
        return text.to_owned();
    }
    let folder = digits.find("/tmp/ipykernel_").unwrap_or(digits.len());
    let rest = own_name(&text[end + ".py".len()..], number);
    format!("{}<cell {number}>{rest}", &text[..folder])
}

fn without_colors(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}
