//! What README.md and the examples show must be true.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(program: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tape")).args(["-c", program]).stdin(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// The fenced blocks of a Markdown text: language and content.
fn blocks(markdown: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let content = lines.by_ref().take_while(|line| *line != "```");
            blocks.push((language, content.map(|line| format!("{line}\n")).collect()));
        }
    }
    blocks
}

#[test]
fn the_readme_shows_true_outputs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = blocks(&readme);
    let mut checked = 0;
    for pair in blocks.windows(2) {
        if let [("python", program), ("text", output)] = pair {
            assert_eq!(run(program), *output, "{program}");
            checked += 1;
        }
    }
    assert!(checked >= 3);
}

#[test]
fn the_readme_shows_a_true_session() {
    use tape::shell::{Kind, Manner, Outcome, Session, paste};
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, text) = blocks(&readme).into_iter().find(|(_, text)| text.starts_with("$ tape\nIn [1]: ")).unwrap();
    let text = text.strip_prefix("$ tape\n").unwrap();
    let mut session = Session::new(Box::new(tape_lang::vm::Silent), Manner::Notebook);
    session.begin_prompt();
    let mut shown = String::new();
    for cell in text
        .split("\n\nIn [")
        .map(|cell| if cell.starts_with("In [") { cell.to_owned() } else { format!("In [{cell}") })
    {
        let is_input = |line: &&str| line.starts_with("In [") || line.starts_with("   ...: ");
        let input: Vec<&str> = cell.lines().take_while(is_input).collect();
        let outcome = session.submit(&paste::clean(&input.join("\n")), Kind::Cell);
        let output = match outcome {
            Outcome::Done | Outcome::Exit(_) => String::new(),
            Outcome::Value(value) => value.markup().plain(),
            Outcome::Error(failure) => failure.traceback.plain(),
        };
        shown.push_str(&format!("{}\n{output}\n", input.join("\n")));
    }
    assert_eq!(shown.trim_end(), text.trim_end());
}

#[test]
fn every_example_prints_what_tensorflow_prints() {
    let mut checked = 0;
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        let expected = root().join("tests/examples").join(path.with_extension("out").file_name().unwrap());
        let output = Command::new(env!("CARGO_BIN_EXE_tape")).arg(&path).stdin(Stdio::null()).output().unwrap();
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            fs::read_to_string(&expected).unwrap(),
            "{}",
            path.display()
        );
        checked += 1;
    }
    assert!(checked >= 6);
}
