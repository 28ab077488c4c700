//! One test per recorded cell: `tests/ipython/NAME.tape` must show what IPython showed.
//!
//! A session's cells are divided by `# ---`; `tests/record_ipython.py` records what each shows. Frames inside IPython and
//! TensorFlow are left out of what is expected: the shell shows the program's own. Cells listed in
//! `tests/ipython/not-yet.txt` are known to differ; one that agrees fails until it is taken out of the list.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use libtest_mimic::{Arguments, Trial};
use tape::shell::{Kind, Manner, Outcome, Session};
use tape_lang::vm::Console;

const RULE: &str = "# ---\n";

/// Where the recorder's own Python lives: frames from there are not the program's.
const LIBRARIES: [&str; 2] = ["File ~/tf/", "File ~/.pyenv/"];

fn main() {
    let arguments = Arguments::from_args();
    // Deep recursion needs the stack that the binary gives its own thread.
    let trials = std::thread::Builder::new().stack_size(256 << 20).spawn(trials).unwrap().join().unwrap();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ipython");
    let not_yet = not_yet(&root.join("not-yet.txt"));
    let mut sessions: Vec<_> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    sessions.retain(|path| path.extension().is_some_and(|extension| extension == "tape"));
    sessions.sort();
    let mut trials = Vec::new();
    for path in sessions {
        let session = path.file_stem().unwrap().to_string_lossy().into_owned();
        let program = fs::read_to_string(&path).unwrap();
        let expected = fs::read_to_string(path.with_extension("out")).unwrap();
        let shown = run(program.split(RULE));
        for (number, (want, got)) in expected.split(RULE).zip(shown).enumerate() {
            let name = format!("{session}/{}", number + 1);
            let reason = not_yet.get(&name).cloned();
            let want = own_frames(want);
            trials.push(Trial::test(name, move || verdict(&want, &got, reason.as_deref()).map_err(Into::into)));
        }
    }
    trials
}

fn verdict(want: &str, got: &str, not_yet: Option<&str>) -> Result<(), String> {
    match (want == got, not_yet) {
        (true, None) | (false, Some(_)) => Ok(()),
        (true, Some(_)) => Err("agrees now: take it out of tests/ipython/not-yet.txt".to_owned()),
        (false, None) => Err(format!("IPython shows\n{want}\nthe session shows\n{got}")),
    }
}

fn not_yet(path: &Path) -> HashMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    let entries = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    entries
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, reason)| (name.to_owned(), reason.to_owned()))
        .collect()
}

/// A recorded traceback without the frames of libraries; frames are divided by blank lines.
fn own_frames(recorded: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for part in recorded.split("\n\n") {
        if LIBRARIES.iter().any(|library| part.starts_with(library)) {
            continue;
        }
        kept.push(part);
    }
    kept.join("\n\n")
}

/// What each cell of a session shows.
fn run<'t>(cells: impl Iterator<Item = &'t str>) -> Vec<String> {
    let output = Rc::new(RefCell::new(String::new()));
    let mut session = Session::new(Box::new(Recorder(Rc::clone(&output))), Manner::Notebook);
    session.begin_prompt();
    let mut shown = Vec::new();
    for cell in cells {
        let outcome = session.submit(cell.strip_suffix('\n').unwrap_or(cell), Kind::Cell);
        let mut text = output.take();
        match outcome {
            Outcome::Done | Outcome::Exit(_) => {}
            Outcome::Value(value) => text.push_str(&value.markup().plain()),
            Outcome::Error(failure) => text.push_str(&failure.traceback.plain()),
        }
        shown.push(text);
    }
    shown
}

struct Recorder(Rc<RefCell<String>>);

impl Console for Recorder {
    fn write_stdout(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn write_stderr(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }
}
