//! `tape notebook`: runs the cells of a notebook and writes down what they leave.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result};
use tape_lang::vm::{Console, Picture};
use tape_notebook::{Kind, Notebook, Output, Stream};

use super::arguments::Settings;
use super::{files, interrupt, outputs};
use crate::shell::{self, Manner, Outcome, Session, paste};

/// The tag of cells that are left as they are, as nbclient knows it.
const SKIP: &str = "skip-execution";

/// Runs `input` and writes it to `output`, or back to where it came from; `-` is standard input or output.
///
/// # Errors
/// When a file cannot be read or written, or is no notebook.
pub fn run(input: &Path, output: Option<&Path>, settings: &Settings) -> Result<()> {
    let named = |path: &Path| format!("'{}'", path.display());
    let text = if input == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(input)
    };
    let text = text.with_context(|| format!("can't open file {}", named(input)))?;
    let mut notebook = Notebook::read(&text).with_context(|| format!("{} is no notebook", named(input)))?;
    let mut runner = Runner::new();
    let flag = runner.session.interrupt_flag();
    interrupt::listen(&flag);
    interrupt::watch(settings, &flag);
    files::grant(&mut runner.session, settings)?;
    let folder =
        input.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), PathBuf::from);
    runner.session.set_program(&[], &folder);
    runner.execute(&mut notebook);
    files::report(&mut runner.session);
    let target = output.unwrap_or(input);
    if target == Path::new("-") {
        super::write(&notebook.write());
        return Ok(());
    }
    std::fs::write(target, notebook.write()).with_context(|| format!("can't write file {}", named(target)))
}

/// A session whose outputs are kept.
pub struct Runner {
    session: Session,
    kept: Rc<RefCell<Kept>>,
}

impl Default for Runner {
    fn default() -> Runner {
        Runner::new()
    }
}

impl Runner {
    /// A fresh session.
    #[must_use]
    pub fn new() -> Runner {
        let kept = Rc::default();
        let mut session = Session::new(Box::new(Recorder(Rc::clone(&kept))), Manner::Notebook);
        session.begin_prompt();
        Runner { session, kept }
    }

    /// Runs the cells of a notebook in order and sets their outputs. A cell after an error runs as well.
    pub fn execute(&mut self, notebook: &mut Notebook) {
        let cells: Vec<_> = notebook.cells().enumerate().collect();
        for (index, cell) in cells {
            let skipped = cell.source.trim().is_empty() || cell.tags.iter().any(|tag| tag == SKIP);
            if cell.kind != Kind::Code || skipped {
                continue;
            }
            let number = self.session.number();
            let (outcome, outputs) = self.cell(&cell.source);
            notebook.set_outputs(index, Some(number), &outputs);
            if matches!(outcome, Outcome::Exit(_)) {
                return;
            }
        }
    }

    /// The names that mean something before anything has run.
    #[must_use]
    pub fn vocabulary(&mut self) -> HashSet<String> {
        paste::vocabulary(self.session.vm())
    }

    /// The session itself.
    pub fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Runs a cell.
    pub fn cell(&mut self, source: &str) -> (Outcome, Vec<Output>) {
        self.session.interrupt_flag().store(false, Ordering::Relaxed);
        let outcome = self.session.submit(source, shell::Kind::Cell);
        if let Some(output) = outputs::of(&outcome) {
            self.kept.borrow_mut().push(output);
        }
        self.session.show_figures();
        (outcome, self.kept.borrow_mut().take())
    }
}

/// What a cell has left so far. Printed text is held back until something else comes, each stream by itself: so does IPython's
/// kernel within a cell that takes no longer than a moment, and where text went matters more than when.
#[derive(Default)]
struct Kept {
    outputs: Vec<Output>,
    out: String,
    err: String,
}

impl Kept {
    fn push(&mut self, output: Output) {
        self.settle(Stream::Out);
        self.settle(Stream::Err);
        self.outputs.push(output);
    }

    /// Puts down what a stream has held back.
    fn settle(&mut self, stream: Stream) {
        let held = match stream {
            Stream::Out => &mut self.out,
            Stream::Err => &mut self.err,
        };
        Output::print(&mut self.outputs, stream, held);
        held.clear();
    }

    fn take(&mut self) -> Vec<Output> {
        self.settle(Stream::Out);
        self.settle(Stream::Err);
        std::mem::take(&mut self.outputs)
    }
}

/// The console of a session that nobody sits before.
struct Recorder(Rc<RefCell<Kept>>);

impl Console for Recorder {
    fn write_stdout(&mut self, text: &str) {
        self.0.borrow_mut().out.push_str(text);
    }

    fn write_stderr(&mut self, text: &str) {
        self.0.borrow_mut().err.push_str(text);
    }

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }

    fn takes_input(&self) -> bool {
        false
    }

    fn flush(&mut self) {
        self.0.borrow_mut().settle(Stream::Out);
    }

    fn flush_stderr(&mut self) {
        self.0.borrow_mut().settle(Stream::Err);
    }

    fn show(&mut self, picture: &dyn Picture) -> bool {
        self.0.borrow_mut().push(Output::Display { data: outputs::forms(picture) });
        true
    }
}
