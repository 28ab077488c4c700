//! The walls of the house: which room may know which, how long a file may be, and who may print.

#![allow(clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may know. An arrow that is not here points back.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("random", &[]),
    ("lang", &["random", "text"]),
    ("tensor", &["random", "text"]),
    ("grad", &["tensor", "random", "text"]),
    ("ops", &["grad", "tensor", "random", "text"]),
    ("show", &["tensor", "text"]),
    ("numpy", &["lang", "ops", "grad", "tensor", "show", "random", "text"]),
    ("notebook", &[]),
    ("plot", &[]),
    ("pyplot", &["plot", "lang", "numpy", "show", "tensor", "text"]),
    ("tf", &["numpy", "lang", "ops", "grad", "tensor", "show", "random", "text"]),
    ("article", &["lang", "text"]),
    ("shell", &["notebook", "article", "tf", "numpy", "pyplot", "lang", "ops", "grad", "tensor", "show", "text"]),
    (
        "front",
        &["shell", "notebook", "article", "tf", "numpy", "pyplot", "lang", "ops", "grad", "tensor", "show", "text"],
    ),
];

/// A longer file has more than one reason to change.
const LONGEST_FILE: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files under a directory but for tests and examples.
fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let outside = ["tests", "examples", "benches", "target"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !outside {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The lines of a file that are code, numbered from 1.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The rooms that a line of code names as crates or modules of the house.
fn rooms_named(line: &str) -> Vec<&'static str> {
    let named = |room: &str| {
        let crate_path = format!("tape_{room}::");
        let module_path = format!("crate::{room}::");
        line.contains(&crate_path) || (["shell", "front"].contains(&room) && line.contains(&module_path))
    };
    ARROWS.iter().map(|(room, _)| *room).filter(|room| named(room)).collect()
}

#[test]
fn every_room_is_on_the_map() {
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = ARROWS.iter().any(|(room, _)| *room == name);
        assert!(!entry.path().is_dir() || known, "src/{name} is not on the map in tests/walls.rs");
    }
}

#[test]
fn imports_run_one_way() {
    let mut wrong = Vec::new();
    for (room, may_know) in ARROWS {
        for file in rust_files(&root().join("src").join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in code_lines(&text) {
                for named in rooms_named(line) {
                    if named != *room && !may_know.contains(&named) {
                        wrong.push(format!("{}:{number}: {room} may not know {named}", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_depend_one_way() {
    for (room, may_know) in ARROWS {
        let Ok(manifest) = fs::read_to_string(root().join("src").join(room).join("Cargo.toml")) else { continue };
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or("").split("\n[").next().unwrap_or("");
        for line in dependencies.lines() {
            if let Some(named) = line.strip_prefix("tape-").and_then(|rest| rest.split(['.', ' ']).next()) {
                assert!(may_know.contains(&named), "src/{room}/Cargo.toml: {room} may not depend on {named}");
            }
        }
    }
}

#[test]
fn files_have_one_reason() {
    let lengths: BTreeMap<PathBuf, usize> = rust_files(&root().join("src"))
        .into_iter()
        .map(|file| (file.clone(), fs::read_to_string(&file).unwrap().lines().count()))
        .collect();
    let long: Vec<String> = lengths
        .iter()
        .filter(|(_, lines)| **lines > LONGEST_FILE)
        .map(|(file, lines)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn only_the_front_prints() {
    let mut wrong = Vec::new();
    for (room, _) in ARROWS.iter().filter(|(room, _)| *room != "front") {
        for file in rust_files(&root().join("src").join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in code_lines(&text) {
                if ["println!", "eprintln!", "print!(", "eprint!(", "io::stdout(", "io::stderr("]
                    .iter()
                    .any(|call| line.contains(call))
                {
                    wrong.push(format!("{}:{number}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "inner rooms return data:\n{}", wrong.join("\n"));
}
