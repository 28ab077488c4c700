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

/// A notebook of code cells.
fn notebook(cells: &[&str]) -> tape_notebook::Notebook {
    let mut notebook = tape_notebook::Notebook::new();
    cells.iter().for_each(|cell| notebook.push(tape_notebook::Kind::Code, cell));
    notebook
}

/// The outputs of a notebook file's cells, printed.
fn outputs(text: &str) -> Vec<String> {
    let read = tape_notebook::Notebook::read(text).unwrap();
    read.cells().map(|cell| format!("{:?}", cell.outputs)).collect()
}

#[test]
fn a_notebook_gets_its_outputs_where_it_is() {
    let cells =
        ["x = 20", "1 / 0", "!pip install y\n%pip install z", "input()", "x + 1", "", "import beside", "beside.z"];
    let file = script("notebook", "a.ipynb", &notebook(&cells).write());
    script("notebook", "beside.tape", "z = 'imported'\n");
    let output = run(&["notebook", &file]);
    assert_eq!((out(&output).as_str(), err(&output).as_str(), output.status.code()), ("", "", Some(0)));
    let left = outputs(&fs::read_to_string(&file).unwrap());
    assert_eq!(left[0], "[]");
    assert!(left[1].contains("ZeroDivisionError"));
    assert!(left[2].contains("tape runs no commands of the system: !pip install y"));
    assert!(left[2].contains("tape installs nothing"));
    assert!(left[3].contains("StdinNotImplementedError"));
    assert!(left[4].contains("Result { number: 5, data: [(\"text/plain\", \"21\")]"));
    assert_eq!(left[5], "[]");
    assert!(left[7].contains("Result { number: 7, data: [(\"text/plain\", \"'imported'\")]"));
}

#[test]
fn a_notebook_may_go_elsewhere() {
    let text = notebook(&["print('é')"]).write();
    let file = script("notebook-out", "a.ipynb", &text);
    let target = scratch("notebook-out").join("b.ipynb");
    assert!(run(&["notebook", &file, "-o", target.to_str().unwrap()]).status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let written = fs::read_to_string(target).unwrap();
    assert!(outputs(&written)[0].contains("é"));
    assert_eq!(out(&run_on(&["notebook", "-", "-o", "-"], &text)), written);
}

#[test]
fn what_is_no_notebook_is_wrong_usage() {
    let file = script("notebook-wrong", "a.ipynb", "print(1)");
    let output = run(&["notebook", &file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("is no notebook: it is not JSON"));
    assert_eq!(run(&["notebook", "/nowhere/a.ipynb"]).status.code(), Some(2));
}

#[test]
fn save_writes_where_programs_may_write() {
    let folder = scratch("save");
    let cells = notebook(&["x = 1", "%time x", "%save work.ipynb", "%save work 1-2", "%save"]);
    let file = script("save", "a.ipynb", &cells.write());
    let output = tape(&["notebook", &file, "-o", "-", "--write", "."]).current_dir(&folder).output().unwrap();
    let left = outputs(&out(&output));
    assert!(left[2].contains("2 cells were written to file `work.ipynb`\\n"));
    assert!(left[4].contains("UsageError"));
    assert_eq!(fs::read_to_string(folder.join("work.tape")).unwrap(), "x = 1\n# %time x\n");
    assert!(fs::read_to_string(folder.join("work.ipynb")).unwrap().contains("%time x"));
    let closed = outputs(&out(&run(&["notebook", &file, "-o", "-"])));
    assert!(closed[2].contains("in memory only"));
}

#[test]
fn the_kernel_is_made_known() {
    let prefix = scratch("prefix");
    assert!(run(&["kernel", "install", "--prefix", prefix.to_str().unwrap()]).status.success());
    let spec = fs::read_to_string(prefix.join("share/jupyter/kernels/tape/kernel.json")).unwrap();
    assert!(spec.contains(env!("CARGO_BIN_EXE_tape")) && spec.contains("{connection_file}"));
    let file = script("kernel", "connection.json", r#"{"transport": "tcp", "ip": "0.0.0.0"}"#);
    let output = run(&["kernel", "run", &file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("only this machine is served"));
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
