//! What the shell adds to the language: `%magics`, `!commands`, `name?`.
//!
//! Each magic is declared once, in [`MAGICS`]: completion, `%lsmagic`, `%magic` and help read the table.

mod capture;
mod names;
mod past;
mod save;
mod shell;
mod stopwatch;
mod timeit;
mod transform;

use tape_lang::exception::EXCEPTION;
use tape_lang::{NativeClass, Raise, Result, Value, Vm};

pub use shell::install;
pub use transform::transform;

/// What a magic is called with.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The rest of its line.
    pub line: &'a str,
    /// The lines below it, for a `%%magic`.
    pub cell: Option<&'a str>,
}

/// A `%command`.
pub struct Magic {
    /// Its name without `%`.
    pub name: &'static str,
    /// Whether `%%name` is there too.
    pub takes_cell: bool,
    /// How it is called.
    pub usage: &'static str,
    /// What it does.
    pub doc: &'static str,
    run: fn(&mut Vm, Call<'_>) -> Result<Value>,
}

/// Declares the table: name, cell form or not, usage, documentation, function.
macro_rules! magics {
    ($($name:literal $takes_cell:literal $usage:literal $doc:literal $run:expr;)*) => {
        /// Every magic there is.
        pub static MAGICS: &[Magic] =
            &[$(Magic { name: $name, takes_cell: $takes_cell, usage: $usage, doc: $doc, run: $run }),*];
    };
}

magics! {
    "autoreload" false "%autoreload [MODE]" "Does nothing: what is built in does not change." shell::nothing;
    "capture" true "%capture STATEMENT" "Runs a statement (or a cell) and throws its output away." capture::capture;
    "conda" false "%conda [ARGS]..." "Says that nothing is installed here." shell::install_nothing;
    "config" false "%config [SETTING]" "Does nothing: there is nothing to configure." shell::nothing;
    "cpaste" false "%cpaste [-q] [-r] [-s END] [NAME]"
        "Reads a program up to a line that is only -- (or END) and runs it as %paste does." past::paste;
    "hist" false "%hist [-n] [-o] [RANGE]..." "The same as %history." past::history;
    "history" false "%history [-n] [-o] [RANGE]..."
        "Shows earlier inputs; -n with their numbers, -o with their outputs. A RANGE is 4 or 2-5." past::history;
    "load_ext" false "%load_ext NAME" "Does nothing: there are no extensions." shell::nothing;
    "lsmagic" false "%lsmagic" "Lists the magics." shell::list;
    "magic" false "%magic" "Explains every magic." shell::explain;
    "matplotlib" false "%matplotlib [inline]" "Does nothing: figures need no backend here." shell::nothing;
    "paste" false "%paste [-q] [-r] [NAME]"
        "Shows the program in the clipboard, repairs it if a page has damaged it, and runs it; -q shows nothing, -r runs the last one \
         again, a NAME only keeps its lines." past::paste;
    "pinfo" false "%pinfo NAME" "Explains what a name stands for; the same as NAME?" shell::pinfo;
    "pinfo2" false "%pinfo2 NAME" "Explains it with its source; the same as NAME??" shell::pinfo2;
    "pip" false "%pip [ARGS]..." "Says that nothing is installed here." shell::install_nothing;
    "reload_ext" false "%reload_ext NAME" "Does nothing: there are no extensions." shell::nothing;
    "reset" false "%reset [-f]" "Deletes all names that the user made; asks first, unless -f is given." names::reset;
    "run" false "%run FILE [ARGS]..." "Runs a script in a namespace of its own and keeps the names that it leaves." past::run;
    "save" false "%save FILE [RANGE]..."
        "Writes earlier inputs to a notebook (FILE.ipynb) or a script (FILE.tape). A RANGE is 4 or 2-5." save::save;
    "tensorflow_version" false "%tensorflow_version [VERSION]" "Does nothing: there is one version." shell::nothing;
    "time" true "%time STATEMENT" "Runs a statement (or a cell) and shows how long it took." stopwatch::time;
    "timeit" true "%timeit [-n LOOPS] [-r RUNS] [-p DIGITS] [-q] [-o] STATEMENT"
        "Runs a statement many times and shows how long one run takes. As %%timeit the first line is set-up." timeit::timeit;
    "who" false "%who [TYPE]..." "Lists the names that the user made." names::who;
    "who_ls" false "%who_ls [TYPE]..." "The same as a sorted list." names::who_ls;
    "whos" false "%whos [TYPE]..." "Lists them with their types and values." names::whos;
}

/// An error of somebody who called a magic wrongly: shown without a traceback.
pub static USAGE_ERROR: NativeClass = NativeClass::new("UsageError").module("IPython.core.error").base(&EXCEPTION);

/// Raises [`USAGE_ERROR`].
fn usage_error(message: impl Into<String>) -> Raise {
    Raise::new(&USAGE_ERROR, message)
}

/// The magics as they are typed behind their `%` or `%%`.
pub fn names(cell: bool) -> impl Iterator<Item = &'static str> {
    MAGICS.iter().filter(move |magic| magic.takes_cell || !cell).map(|magic| magic.name)
}

/// The magic of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Magic> {
    MAGICS.iter().find(|magic| magic.name == name)
}

/// Runs `%name line` or `%%name line` with a cell.
fn run(vm: &mut Vm, name: &str, call: Call<'_>) -> Result<Value> {
    let magic = find(name).filter(|magic| magic.takes_cell || call.cell.is_none());
    match (magic, call.cell) {
        (Some(magic), _) => (magic.run)(vm, call),
        (None, None) => Err(usage_error(format!("Line magic function `%{name}` not found."))),
        (None, Some(_)) => Err(usage_error(format!("Cell magic `%%{name}` not found."))),
    }
}

/// The flags and their values at the beginning of a line, and the rest. A letter in `with_value` takes a value.
fn options<'l>(line: &'l str, flags: &str, with_value: &str) -> Result<(Vec<(char, &'l str)>, &'l str)> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while let Some(word) = rest.strip_prefix('-').filter(|word| word.starts_with(char::is_alphabetic)) {
        let (word, after) = word.split_once([' ', '\t']).unwrap_or((word, ""));
        let Some(letter) = word.chars().next() else { break };
        let value = &word[letter.len_utf8()..];
        if with_value.contains(letter) {
            let (value, after) = if value.is_empty() {
                after.trim_start().split_once([' ', '\t']).unwrap_or((after.trim(), ""))
            } else {
                (value, after)
            };
            found.push((letter, value));
            rest = after.trim_start();
        } else if flags.contains(letter) && value.is_empty() {
            found.push((letter, ""));
            rest = after.trim_start();
        } else {
            return Err(usage_error(format!("option -{letter} not recognized ( allowed: \"{flags}{with_value}\" )")));
        }
    }
    Ok((found, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_explains_itself() {
        assert!(MAGICS.is_sorted_by_key(|magic| magic.name));
        for magic in MAGICS {
            assert!(magic.usage.starts_with(&format!("%{}", magic.name)), "{}", magic.name);
            assert!(magic.doc.ends_with(['.', '?']), "{}", magic.name);
        }
    }

    #[test]
    fn options_come_before_the_statement() {
        let (found, rest) = options("-n 10 -r3 -q x - 1", "q", "nr").unwrap();
        assert_eq!(found, [('n', "10"), ('r', "3"), ('q', "")]);
        assert_eq!(rest, "x - 1");
        assert!(options("-z x", "q", "nr").is_err());
        assert_eq!(options("-1 + 2", "q", "nr").unwrap().1, "-1 + 2");
    }
}
