//! Articles as they come from web pages, run by `tape article`.
#![allow(clippy::unwrap_used, reason = "a test that cannot run fails")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tape_notebook::{Kind, Notebook, Output as Left};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles").join(name)
}

fn article(name: &str) -> Output {
    run(&[], &path(name))
}

fn run(options: &[&str], file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tape")).arg("article").args(options).arg(file).output().unwrap()
}

/// What is said of a text given on standard input.
fn said_of(text: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tape"));
    let mut child = command.args(["article", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// A file of this test's own.
fn scratch(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tape-article-{}-{name}", std::process::id()));
    fs::write(&path, text).unwrap();
    path
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

/// Pages as they come: all their outputs are TensorFlow's own.
#[test]
fn pages_as_they_are_copied() {
    let last = |name: &str| {
        let said = String::from_utf8(article(name).stdout).unwrap();
        said.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(last("notebook-page.txt"), "6 of 6 outputs agree");
    assert_eq!(last("blocks-on-a-line.txt"), "4 of 4 outputs agree");
    assert_eq!(last("eaten-marks.txt"), "5 of 5 outputs agree");
    assert_eq!(last("page.html"), "5 of 5 outputs agree");
    assert_eq!(last("transcript.md"), "4 of 4 outputs agree");
    // A custom loop, higher derivatives, Jacobians, a regression with plots, an equation solved by a network, clipped gradients.
    assert_eq!(last("medium.txt"), "6 of 6 outputs agree");
    assert_eq!(last("notebook-with-traceback.txt"), "6 of 6 outputs agree");
    assert_eq!(last("readme.md"), "6 of 6 outputs agree");
    assert_eq!(last("book-pages.txt"), "4 of 4 outputs agree");
    assert_eq!(last("lost-line-ends.txt"), "5 of 5 outputs agree");
    assert_eq!(last("forum.txt"), "6 of 6 outputs agree");
    // Two guides (as they are copied, and without indentation), a page of a loop written by hand, a post, and a thread with answers.
    assert_eq!(last("guide-introduction.txt"), "20 of 20 outputs agree");
    assert_eq!(last("guide-advanced.txt"), "19 of 19 outputs agree");
    assert_eq!(last("training-loop.html"), "6 of 6 outputs agree");
    assert_eq!(last("medium-hessian.txt"), "8 of 8 outputs agree");
    assert_eq!(last("stack-overflow.txt"), "8 of 8 outputs agree");
}

#[test]
fn an_output_that_is_code_as_it_stands() {
    let page = |shown: &str| {
        format!(
            "<p>Print:</p><pre>y = 3 * 3.0\nprint('y =', y)</pre><pre>{shown}</pre><pre>print(y + 1)</pre><pre>10.0</pre>"
        )
    };
    assert_eq!(said_of(&page("y = 9.0")), "block 1: agrees\nblock 2: agrees\n2 of 2 outputs agree\n");
    // What is not printed is code.
    assert_eq!(
        said_of(&page("y = 9")),
        "block 1: differs\n  the article shows\n    10.0\n  here it is\n    y = 9.0\n    10\n0 of 1 outputs agree\n"
    );
    let said = said_of("Print:\n\nfor n in range(2):\n    print('n =', n)\nn = 0\nn = 1\nn = n + 1\nprint(n)\n2\n");
    assert!(said.ends_with("2 of 2 outputs agree\n"), "{said}");
}

#[test]
fn an_output_that_looks_like_words() {
    let said = said_of("Print:\n\nx = 2\nprint(f'loss after {x} steps')\n\nloss after 2 steps\n\nAs you see.\n");
    assert_eq!(said, "block 1: agrees\n1 of 1 outputs agree\n");
    let said = said_of("Print:\n\nx = 2\nprint(f'loss after {x} steps')\n\nloss after 3 steps\n\nAs you see.\n");
    assert_eq!(said, "block 1: shows no output\n0 of 0 outputs agree\n");
}

#[test]
fn nothing_is_guessed_in_markdown_that_is_in_order() {
    let said = said_of(
        "x = 1\n\n```python\nfor i in range(2):\n    x2 = i\nprint(x2)  # the next step print(x2)\n```\n\n```\n1\n```\n",
    );
    assert_eq!(said, "block 1: agrees\n1 of 1 outputs agree\n");
    let said = said_of("```python\nx = 3\nprint(x2)\n```\n\nOutput:\n\n```\n9\n```\n");
    assert!(said.starts_with("block 1: differs\n") && said.contains("NameError"), "{said}");
    // The front of a value may be lost on a page, but not here.
    let said = said_of("```python\nimport tensorflow as tf\ntf.constant(6.0)\n```\n\n```\n6.0>\n```\n");
    assert!(said.ends_with("0 of 1 outputs agree\n"), "{said}");
}

#[test]
fn outputs_are_rewritten_where_they_differ() {
    let text = fs::read_to_string(path("wrong.md")).unwrap();
    let more = "\n> ```python\n> print(x)\n> 1 / 0\n> ```\n>\n> ```\n> 5\n> ```\n\n```python\nprint('same')\n```\n\n```\nsame\n```\n";
    let file = scratch("update.md", &format!("{text}{more}"));
    let output = run(&["--update"], &file);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "block 1: rewritten\nblock 2: rewritten\nblock 3: agrees\n3 of 3 outputs agree\n");
    assert!(output.status.success());
    let shown =
        "> <tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>\n> ZeroDivisionError: division by zero\n";
    let expected = format!("{text}{more}").replace("7.0", "6.0").replace("> 5\n", shown);
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    let said = String::from_utf8(run(&[], &file).stdout).unwrap();
    assert!(said.ends_with("3 of 3 outputs agree\n"), "{said}");
    fs::remove_file(file).unwrap();
}

#[test]
fn a_damaged_page_is_not_rewritten() {
    let output = run(&["--update"], &path("blocks-on-a-line.txt"));
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("is no Markdown file in order"), "{said}");
}

#[test]
fn the_recovered_code_becomes_a_notebook() {
    let target = scratch("out.ipynb", "");
    let output = run(&["--notebook", target.to_str().unwrap()], &path("gradient-tape-article.txt"));
    assert!(output.status.success());
    let notebook = Notebook::read(&fs::read_to_string(&target).unwrap()).unwrap();
    let cells: Vec<_> = notebook.cells().collect();
    assert_eq!(cells.len(), 8);
    assert!(cells.iter().all(|cell| cell.kind == Kind::Code && cell.outputs.len() == 1));
    assert!(cells[3].source.contains("\n    t.watch(x)\n    y = 2*(x**3)"), "{}", cells[3].source);
    assert!(matches!(&cells[1].outputs[0], Left::Result { number: 2, .. }));
    assert!(matches!(&cells[5].outputs[0], Left::Error { name, .. } if name == "RuntimeError"));
    fs::remove_file(target).unwrap();
}
