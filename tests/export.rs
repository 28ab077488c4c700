//! What `tape export` writes: recorded texts, each of which prints under TensorFlow what is recorded beside it (`export.py`).

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut programs: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "tape")).collect();
    programs.sort();
    programs
}

fn tape(arguments: &[&str], file: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tape"));
    let output = command.args(arguments).arg(file).stdin(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn exports_are_as_recorded() {
    for program in programs() {
        let recorded = fs::read_to_string(program.with_extension("py")).unwrap();
        assert_eq!(tape(&["export", "--echo"], &program), recorded, "{}", program.display());
    }
}

#[test]
fn the_programs_print_what_their_exports_print_under_tensorflow() {
    assert!(!programs().is_empty());
    for program in programs() {
        let recorded = fs::read_to_string(program.with_extension("out")).unwrap();
        assert_eq!(tape(&["--echo"], &program), recorded, "{}", program.display());
    }
}

#[test]
fn what_python_understands_is_left_as_it_is() {
    let text = "#!/usr/bin/env python3\nimport tensorflow as tf\n\n\nx = tf.ones( (2,3) )   # spaces stay\nprint(x)\n";
    let file = std::env::temp_dir().join(format!("tape-export-{}.py", std::process::id()));
    fs::write(&file, text).unwrap();
    assert_eq!(tape(&["export"], &file), text);
    // What was exported is exported as it is.
    for program in programs() {
        let exported = program.with_extension("py");
        assert_eq!(tape(&["export"], &exported), fs::read_to_string(&exported).unwrap());
    }
}
