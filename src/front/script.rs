//! Scripts: files, `-c`, and standard input read to its end.

use std::fmt;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};

use crate::shell::{Kind, Outcome, Session};

/// A program from the command line.
#[derive(Debug)]
pub struct Program {
    /// The name that tracebacks show.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What it finds in `sys.argv`.
    pub arguments: Vec<String>,
}

impl Program {
    /// The text after `-c`.
    #[must_use]
    pub fn from_code(code: &str, arguments: Vec<String>) -> Program {
        let arguments = std::iter::once("-c".to_owned()).chain(arguments).collect();
        Program { name: "<string>".to_owned(), text: code.to_owned(), arguments }
    }

    /// A file; `-` is standard input.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn from_file(path: &str, arguments: Vec<String>) -> Result<Program> {
        if path == "-" {
            return Program::from_stdin("-", arguments);
        }
        let bytes = std::fs::read(path).with_context(|| format!("can't open file '{path}'"))?;
        let name = path.to_owned();
        let arguments = std::iter::once(name.clone()).chain(arguments).collect();
        Ok(Program { text: text(bytes, &name)?, name, arguments })
    }

    /// Standard input, read to its end.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn from_stdin(name: &str, arguments: Vec<String>) -> Result<Program> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("can't read standard input")?;
        let arguments = std::iter::once(name.to_owned()).chain(arguments).collect();
        Ok(Program { name: "<stdin>".to_owned(), text: text(bytes, "<stdin>")?, arguments })
    }

    /// The folder beside which modules are found: the script's, or the current one.
    #[must_use]
    pub fn folder(&self) -> &Path {
        let file = Path::new(&self.name);
        match file.parent() {
            Some(folder) if !self.name.starts_with('<') && !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }
}

/// A program that is no text in UTF-8, in Python's words.
#[derive(Debug)]
pub struct NotText {
    byte: u8,
    name: String,
    line: usize,
}

impl std::error::Error for NotText {}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotText { byte, name, line } = self;
        write!(
            f,
            "SyntaxError: Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, but no encoding \
             declared; see https://peps.python.org/pep-0263/ for details"
        )
    }
}

/// The text of a file, without a byte-order mark and with line ends of one kind.
fn text(bytes: Vec<u8>, name: &str) -> Result<String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let (before, after) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        NotText { byte: after.first().copied().unwrap_or_default(), name: name.to_owned(), line }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

/// Runs a program and says what its process exits with.
pub fn run(session: &mut Session, program: &Program, echo: bool) -> i32 {
    let outcome = session.submit(&program.text, Kind::Script { name: &program.name, echo });
    session.vm().console().flush();
    match outcome {
        Outcome::Done | Outcome::Value(_) => 0,
        Outcome::Exit(status) => status,
        Outcome::Error(failure) => {
            session.vm().write_stderr(&failure.traceback.plain());
            if failure.class == "KeyboardInterrupt" { 130 } else { 1 }
        }
    }
}
