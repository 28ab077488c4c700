//! The command line: a contract that scripts and other tests rely on.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn tape(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tape"));
    command.args(arguments).stdin(Stdio::null()).env_remove("NO_COLOR").current_dir(scratch("cwd"));
    command
}

fn run(arguments: &[&str]) -> Output {
    tape(arguments).output().unwrap()
}

fn run_on(arguments: &[&str], input: &str) -> Output {
    let mut child =
        tape(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of this test process.
fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tape-cli-{}", std::process::id())).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn script(folder: &str, name: &str, text: &str) -> String {
    let path = scratch(folder).join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_script_prints_what_it_prints() {
    let file = script("prints", "a.tape", "1 + 1\nprint('hello', 3)\n");
    let output = run(&[&file]);
    assert_eq!((out(&output).as_str(), err(&output).as_str(), output.status.code()), ("hello 3\n", "", Some(0)));
}

#[test]
fn echo_shows_bare_expressions() {
    let file = script("echo", "a.tape", "1 + 1\nx = 3\nNone\n'a'\nprint('b')\nfor i in range(2):\n    i\n");
    assert_eq!(out(&run(&["--echo", &file])), "2\n'a'\nb\n");
}

#[test]
fn code_and_standard_input() {
    assert_eq!(out(&run(&["-c", "print(6 * 7)"])), "42\n");
    assert_eq!(out(&run_on(&[], "def f():\n    return 5\nprint(f())")), "5\n");
    assert_eq!(out(&run_on(&["-"], "print('dash')\n")), "dash\n");
    assert_eq!(out(&run_on(&[], "")), "");
}

#[test]
fn arguments_reach_the_script() {
    let file = script("argv", "a.tape", "import sys\nprint(sys.argv[1:])\n");
    assert_eq!(out(&run(&[&file, "x", "--color", "-v"])), "['x', '--color', '-v']\n");
    assert_eq!(out(&run(&["-c", "import sys; print(sys.argv)", "y"])), "['-c', 'y']\n");
}

#[test]
fn an_uncaught_exception_ends_in_pythons_traceback() {
    let file = script("raises", "a.tape", "def f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n");
    let output = run(&[&file]);
    assert_eq!(out(&output), "before\n");
    assert_eq!(output.status.code(), Some(1));
    let expected = format!(
        "Traceback (most recent call last):\n  File \"{file}\", line 5, in <module>\n    f(0)\n  File \"{file}\", line 2, in f\n    \
         return 1 / x\n           ~~^~~\nZeroDivisionError: division by zero\n"
    );
    assert_eq!(err(&output), expected);
}

#[test]
fn a_syntax_error_is_told_as_python_tells_it() {
    let file = script("syntax", "a.tape", "x = 1\nif x\n    pass\n");
    let output = run(&[&file]);
    assert_eq!(err(&output), format!("  File \"{file}\", line 2\n    if x\n        ^\nSyntaxError: expected ':'\n"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn system_exit_sets_the_status() {
    assert_eq!(run(&["-c", "import sys; sys.exit()"]).status.code(), Some(0));
    assert_eq!(run(&["-c", "import sys; sys.exit(3)"]).status.code(), Some(3));
    assert_eq!(run(&["-c", "raise SystemExit(True)"]).status.code(), Some(1));
    let output = run(&["-c", "import sys; sys.exit('no good')"]);
    assert_eq!((err(&output).as_str(), output.status.code()), ("no good\n", Some(1)));
}

#[test]
fn wrong_usage_is_status_2() {
    assert_eq!(run(&["--no-such-option"]).status.code(), Some(2));
    assert_eq!(run(&["--color", "perhaps", "-c", "1"]).status.code(), Some(2));
    assert_eq!(run(&["--memory", "2X", "-c", "1"]).status.code(), Some(2));
    let output = run(&["no_such_file.tape"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("can't open file 'no_such_file.tape'"), "{}", err(&output));
    assert_eq!(run(&["--help"]).status.code(), Some(0));
    assert_eq!(run(&["--version"]).status.code(), Some(0));
}

#[test]
fn a_file_called_as_a_later_subcommand_runs() {
    let folder = scratch("named");
    fs::write(folder.join("notebook"), "print('a script')").unwrap();
    let output = tape(&["notebook"]).current_dir(&folder).output().unwrap();
    assert_eq!(out(&output), "a script\n");
}

#[test]
fn modules_beside_the_script_can_be_imported() {
    script("beside", "helper.py", "VALUE = 7\ndef double(x):\n    return 2 * x\n");
    script("beside", "other.tape", "from helper import double\nTWICE = double(21)\n");
    let file = script("beside", "main.tape", "import helper, other\nprint(helper.VALUE, other.TWICE)\n");
    assert_eq!(out(&run(&[&file])), "7 42\n");
}

#[test]
fn a_limit_of_time_ends_the_program() {
    let output = run(&["--timeout", "0.3", "-c", "while True: pass"]);
    assert_ne!(output.status.code(), Some(0));
    assert!(err(&output).contains("TimeoutError"), "{}", err(&output));
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let mut child =
        tape(&["-c", "while True: print('x' * 1000)"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
}

#[test]
fn tracebacks_in_files_and_pipes_have_no_colours() {
    for color in ["auto", "never", "always"] {
        let output = run(&["--color", color, "-c", "1 / 0"]);
        assert!(!err(&output).contains('\u{1b}'));
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_do_not_matter() {
    let file = script("marks", "a.tape", "\u{feff}print(1)\r\nprint(2)\r\n");
    assert_eq!(out(&run(&[&file])), "1\n2\n");
}

#[test]
fn doc_explains_and_ops_lists() {
    assert!(out(&run(&["doc", "len"])).contains("Return the number of items in a container."));
    let output = run(&["doc", "no.such.name"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("no.such.name"));
    assert!(out(&run(&["ops"])).contains("tf.sin(x, name=None)\n"));
    let json = out(&run(&["ops", "--json"]));
    assert!(json.starts_with("[\n  {\"name\": ") && json.ends_with("}\n]\n"));
}

#[test]
fn figures_are_saved_as_pixels_and_as_drawings() {
    let folder = scratch("figures");
    let code = format!(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig({:?})\nplt.savefig({:?}, dpi=50)",
        folder.join("a.svg"),
        folder.join("a.png")
    );
    let output = run(&["--write", folder.to_str().unwrap(), "-c", &code]);
    assert_eq!((out(&output).as_str(), err(&output).as_str()), ("", ""));
    assert!(fs::read(folder.join("a.svg")).unwrap().starts_with(b"<svg"));
    let png = fs::read(folder.join("a.png")).unwrap();
    // A PNG says its width and height behind its first sixteen bytes.
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png[16..24] == [0, 0, 1, 64, 0, 0, 0, 240]);
}
