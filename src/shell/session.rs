//! A session: cells and scripts go in, outcomes come out.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tape_article::repair::Reading;
use tape_lang::compile::{Echo, Mode, compile};
use tape_lang::parse::{self, Completeness, parse};
use tape_lang::syntax_error::SyntaxError;
use tape_lang::vm::Console;
use tape_lang::{Name, Value, Vm};
use tape_text::Source;

use super::complete::{Completions, complete, kind};
use super::failure::{self, Form};
use super::help::{About, Depth};
use super::outcome::{Outcome, Shown};
use super::pretty::pretty;
use super::state::State;
use super::traceback::cell_name;
use super::{help, highlight, imports, magic, paste};

/// How cells are numbered and errors shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As a notebook: the value of the last expression, IPython's tracebacks.
    Notebook,
    /// As Python's own prompt: every value's repr, Python's tracebacks.
    Plain,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A cell of the session.
    Cell,
    /// A cell that takes no number and stays out of the history.
    Aside,
    /// A script, by the name that tracebacks show; with its bare expressions shown or not.
    Script {
        /// Its path, `<stdin>` or `<string>`.
        name: &'a str,
        /// Whether bare expressions are shown.
        echo: bool,
    },
}

/// One program in the making: its names, its history, its machine.
pub struct Session {
    vm: Vm,
    state: Rc<State>,
    manner: Manner,
}

impl Session {
    /// A session that writes to a console.
    ///
    /// # Examples
    /// ```
    /// use tape::shell::{Kind, Manner, Outcome, Session};
    /// let mut session = Session::new(Box::new(tape_lang::vm::Silent), Manner::Notebook);
    /// session.begin_prompt();
    /// session.submit("x = 20", Kind::Cell);
    /// let Outcome::Value(shown) = session.submit("x + 1", Kind::Cell) else { panic!() };
    /// assert_eq!(shown.text, "21");
    /// ```
    #[must_use]
    pub fn new(console: Box<dyn Console>, manner: Manner) -> Session {
        let mut vm = Vm::new(console);
        super::rooms::install(&mut vm);
        let state = vm.state::<State>();
        state.globals.set_str("__name__", Value::str("__main__"));
        Session { vm, state, manner }
    }

    /// The flag that stops the running program with `KeyboardInterrupt`.
    #[must_use]
    pub fn interrupt_flag(&self) -> Arc<AtomicBool> {
        self.vm.interrupt_flag()
    }

    /// The machine, for what a front sets up before the first program: the script's folder, its arguments.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// Tells the program its arguments and the folder beside which its modules are.
    pub fn set_program(&mut self, arguments: &[String], folder: &Path) {
        if let Ok(sys) = self.vm.import("sys") {
            let argv = Value::list(arguments.iter().map(|argument| Value::str(argument.as_str())).collect());
            // A module takes any attribute.
            let _ = self.vm.set_attribute(&sys, Name::new("argv"), argv);
        }
        imports::import_from(&mut self.vm, folder);
    }

    /// The number of the next cell.
    #[must_use]
    pub fn number(&self) -> usize {
        self.state.number.get()
    }

    /// Makes the session a prompt's: gives the program `In`, `Out`, `_`, `get_ipython` and `exit`.
    pub fn begin_prompt(&mut self) {
        self.state.install_names();
        magic::install(&mut self.vm);
        // Modules take any attribute.
        let _ = tape_tf::log::be_interactive(&mut self.vm);
        let state = Rc::clone(&self.state);
        let plain = self.manner == Manner::Plain;
        self.vm
            .set_display(Rc::new(move |vm, value| if plain { show_plain(vm, value) } else { keep(vm, &state, value) }));
    }

    /// Runs a text.
    pub fn submit(&mut self, text: &str, kind: Kind<'_>) -> Outcome {
        let outcome = match kind {
            Kind::Cell => self.cell(text, true),
            Kind::Aside => self.cell(text, false),
            Kind::Script { name, echo } => self.script(text, name, echo),
        };
        self.vm.run_finalizers();
        outcome
    }

    /// Ends the program: calls the finalizers of its globals, as Python does when it exits.
    pub fn end(&mut self) {
        self.vm.end_program(&self.state.globals);
        self.vm.console().flush();
    }

    /// A program as plain TensorFlow Python, with the values of bare expressions shown if `echo` says so.
    ///
    /// # Errors
    /// CPython's `SyntaxError` for a text that is no program.
    pub fn export(&mut self, name: &str, text: &str, echo: bool) -> Result<String, SyntaxError> {
        super::export::export(&mut self.vm, name, text, echo)
    }

    /// What is shown for an error in the syntax of a program.
    pub fn explain(&mut self, name: &str, text: &str, error: &SyntaxError) -> String {
        let outcome = self.syntax_error(&Source::new(name, text), error, Form::Python);
        if let Outcome::Error(failure) = outcome { failure.traceback.plain() } else { String::new() }
    }

    fn script(&mut self, text: &str, name: &str, echo: bool) -> Outcome {
        let echo = if echo { Echo::Top } else { Echo::Nothing };
        if echo == Echo::Top {
            self.vm.set_display(Rc::new(show_plain));
        }
        let source = Source::new(name, text);
        self.run(&source, echo, Form::Python)
    }

    fn cell(&mut self, text: &str, numbered: bool) -> Outcome {
        let text = paste::clean(text);
        if text.trim().is_empty() {
            return Outcome::Done;
        }
        if matches!(text.trim(), "exit" | "quit") {
            return Outcome::Exit(0);
        }
        let program = magic::transform(&text);
        self.state.begin(&text, &program, numbered);
        self.state.quiet.set(highlight::ends_in_semicolon(&program));
        let (name, echo, form) = match self.manner {
            Manner::Notebook => (cell_name(self.number()), Echo::Last, Form::Notebook),
            Manner::Plain => ("<stdin>".to_owned(), Echo::All, Form::Python),
        };
        let outcome = self.run(&Source::new(name, program), echo, form);
        let shown = self.state.shown.borrow_mut().take();
        let number = self.number();
        self.state.end(numbered);
        match (outcome, shown, self.state.exit.take()) {
            (_, _, Some(status)) => Outcome::Exit(status),
            (Outcome::Done, Some(text), None) => Outcome::Value(Shown { number, text }),
            (outcome, _, None) => outcome,
        }
    }

    fn run(&mut self, source: &Rc<Source>, echo: Echo, form: Form) -> Outcome {
        let mode = Mode { echo, ..Mode::default() };
        let code = match parse(source).and_then(|module| compile(&module, source, mode)) {
            Ok(code) => code,
            Err(error) => return self.syntax_error(source, &error, form),
        };
        match self.vm.run_code(&code, &self.state.globals, None) {
            Ok(_) => Outcome::Done,
            Err(raise) => failure::outcome(&mut self.vm, &raise, form),
        }
    }

    fn syntax_error(&mut self, source: &Source, error: &SyntaxError, form: Form) -> Outcome {
        Outcome::Error(Box::new(failure::of_syntax_error(&mut self.vm, source, error, form)))
    }

    /// Shows the figures that a cell left open, as a notebook does. To be called after what came of the cell has been shown; at a
    /// plain prompt, as in Python, figures wait for `plt.show()`.
    pub fn show_figures(&mut self) {
        if self.manner == Manner::Notebook {
            tape_pyplot::show_figures(&mut self.vm);
        }
    }

    /// What could stand at a position of a text.
    pub fn complete(&mut self, text: &str, position: usize) -> Completions {
        complete(&mut self.vm, &self.state.globals, text, position)
    }

    /// What a candidate of [`complete`](Session::complete) stands for: `function`, `class`, `module`, `instance`, `keyword`, `param`,
    /// `magic`. `owner` is what stands before it, with its dot.
    pub fn kind(&mut self, owner: &str, candidate: &str) -> &'static str {
        kind(&mut self.vm, &self.state.globals, owner, candidate)
    }

    /// The texts of the cells so far, by their numbers from 1.
    #[must_use]
    pub fn inputs(&self) -> Vec<(usize, String)> {
        self.state.raw_inputs.borrow().iter().cloned().enumerate().skip(1).collect()
    }

    /// The user's names with what there is to say about each, for questions that come while a cell runs. Values are not
    /// looked at for it, but for the defaults of parameters.
    pub fn snapshot(&mut self) -> Vec<(String, About)> {
        let globals = Rc::clone(&self.state.globals);
        let about = |name: String| {
            let about = help::about(&mut self.vm, &globals, &name, Depth::Glance).ok().flatten()?;
            Some((name, about))
        };
        self.state.user_names().into_iter().filter_map(about).collect()
    }

    /// Explains what a dotted name stands for.
    pub fn inspect(&mut self, name: &str) -> Option<About> {
        help::about(&mut self.vm, &self.state.globals, name, Depth::Usual).ok().flatten()
    }

    /// Gives a name to the lines of a text.
    pub fn keep_lines(&mut self, name: &str, text: &str) {
        self.state.globals.set_str(name, Value::list(text.lines().map(Value::str).collect()));
    }

    /// The program that a damaged paste was ([`paste::repaired`]).
    #[must_use]
    pub fn repaired(&self, text: &str) -> Option<Reading> {
        let builtins = paste::vocabulary(&self.vm);
        paste::repaired(text, &|name| builtins.contains(name) || self.state.globals.get_str(name).is_some())
    }

    /// Whether a word is a builtin that the program has not taken for itself.
    #[must_use]
    pub fn is_builtin(&self, word: &str) -> bool {
        self.state.globals.get_str(word).is_none() && self.vm.builtins().get_str(word).is_some()
    }
}

/// Whether a cell can run as it stands, or wants more lines. A cell magic goes on until a blank line.
#[must_use]
pub fn completeness(text: &str) -> Completeness {
    let text = paste::clean(text);
    if text.starts_with("%%") {
        let goes_on = text.lines().last().is_some_and(|line| !line.trim().is_empty()) && !text.ends_with("\n\n");
        let asks = text.trim_end().ends_with('?');
        return if goes_on && !asks { Completeness::Incomplete { indent: 0 } } else { Completeness::Complete };
    }
    parse::completeness(&magic::transform(&text))
}

/// The program that the user wants to run before each prompt, if there is one: `startup.tape` in the configuration folder.
#[must_use]
pub fn startup_file() -> Option<String> {
    let home = || std::env::home_dir().map(|home| home.join(".config"));
    let given = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    std::fs::read_to_string(given.or_else(home)?.join("tape/startup.tape")).ok()
}

/// Shows a value as Python's own prompt does.
fn show_plain(vm: &mut Vm, value: &Value) -> tape_lang::Result<()> {
    if !value.is_none() {
        let text = vm.repr(value)?;
        vm.write_stdout(&text);
        vm.write_stdout("\n");
    }
    Ok(())
}

/// Keeps the value of a cell's last expression, with its text unless a semicolon hides it.
fn keep(vm: &mut Vm, state: &State, value: &Value) -> tape_lang::Result<()> {
    if value.is_none() || state.quiet.get() {
        return Ok(());
    }
    let text = pretty(vm, value)?;
    state.keep(vm, value)?;
    *state.shown.borrow_mut() = Some(text);
    Ok(())
}
