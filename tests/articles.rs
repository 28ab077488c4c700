//! Articles as they come from web pages, run by `tape article`.
#![allow(clippy::unwrap_used, reason = "a test that cannot run fails")]

use std::process::{Command, Output};

fn article(name: &str) -> Output {
    let file = format!("{}/tests/articles/{name}", env!("CARGO_MANIFEST_DIR"));
    Command::new(env!("CARGO_BIN_EXE_tape")).args(["article", &file]).output().unwrap()
}

#[test]
fn the_article_that_began_it_agrees_as_the_web_left_it() {
    let output = article("gradient-tape-article.txt");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().last(), Some("8 of 8 outputs agree"), "{said}");
    assert!(output.status.success());
}

#[test]
fn sound_markdown_is_run_as_it_stands() {
    let said = String::from_utf8(article("sound.md").stdout).unwrap();
    assert_eq!(
        said,
        "block 1: agrees\nblock 2: agrees\nblock 3: shows no output\nblock 4: agrees\n3 of 3 outputs agree\n"
    );
}

#[test]
fn an_output_that_differs_is_shown_beside_ours() {
    let output = article("wrong.md");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("block 1: differs\n  the article shows\n    7.0\n  here it is\n    6.0\n"), "{said}");
    assert!(said.ends_with("0 of 1 outputs agree\n"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_article_without_code_is_no_success() {
    assert_eq!(article("prose.md").status.code(), Some(1));
}
