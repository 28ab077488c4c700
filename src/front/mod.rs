//! The ways in, each thin: arguments, scripts, the prompt. Only this room prints.

pub mod arguments;
mod article;
pub mod console;
mod export;
mod files;
mod graphics;
mod interrupt;
mod kernel;
pub mod notebook;
mod outputs;
mod reference;
mod repl;
mod script;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};

use anyhow::Result;
use clap::Parser;
use tape_text::Palette;

use self::arguments::{Arguments, Color, Command};
use self::console::Streams;
use self::script::{NotText, Program};
use crate::shell::{Manner, Session};

/// The status of wrong usage, and of a file that cannot be read.
const USAGE: i32 = 2;

/// The status of a program that ends in an exception.
const FAILED: i32 = 1;

/// Does what the command line says and returns the status to exit with.
#[must_use]
pub fn main(words: impl Iterator<Item = OsString>) -> i32 {
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no error; clap knows which is which.
            let _ = error.print();
            return error.exit_code();
        }
    };
    match run(&arguments) {
        Ok(status) => status,
        Err(error) if error.is::<NotText>() => {
            say(&error.to_string());
            FAILED
        }
        Err(error) => {
            say(&format!("tape: {error:#}"));
            USAGE
        }
    }
}

fn run(arguments: &Arguments) -> Result<i32> {
    let palette = palette(arguments.settings.color);
    match &arguments.command {
        Some(Command::Doc { name }) => return Ok(reference::doc(name, palette)),
        Some(Command::Ops { json }) => return Ok(reference::ops(*json)),
        Some(Command::Export { file, echo }) => return export::run(file, *echo),
        _ => {}
    }
    tape_lang::vm::quiet_panics();
    match &arguments.command {
        Some(Command::Notebook { input, output }) => {
            return notebook::run(input, output.as_deref(), &arguments.settings).map(|()| 0);
        }
        Some(Command::Article { file, options }) => return article::run(file, options, &arguments.settings),
        Some(Command::Kernel { action }) => return kernel::main(action, &arguments.settings).map(|()| 0),
        _ => {}
    }
    let manner = if arguments.settings.plain { Manner::Plain } else { Manner::Notebook };
    let mut session = Session::new(Box::new(Streams::new(palette)), manner);
    let flag = session.interrupt_flag();
    interrupt::listen(&flag);
    interrupt::watch(&arguments.settings, &flag);
    files::grant(&mut session, &arguments.settings)?;
    let Some(program) = program(arguments)? else { return Ok(repl::run(&mut session, &arguments.settings, palette)) };
    session.set_program(&program.arguments, program.folder());
    let status = script::run(&mut session, &program, arguments.echo);
    let goes_on = arguments.interactive && std::io::stdin().is_terminal();
    if !goes_on {
        session.end();
    }
    files::report(&mut session);
    if goes_on {
        return Ok(repl::run(&mut session, &arguments.settings, palette));
    }
    Ok(status)
}

/// The program to run; nothing when the prompt is asked for.
fn program(arguments: &Arguments) -> Result<Option<Program>> {
    let words: Vec<String> = arguments.program.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    if let Some(code) = &arguments.code {
        return Ok(Some(Program::from_code(code, words)));
    }
    match words.split_first() {
        Some((file, rest)) => Program::from_file(file, rest.to_vec()).map(Some),
        None if std::io::stdin().is_terminal() => Ok(None),
        None => Program::from_stdin("", Vec::new()).map(Some),
    }
}

/// Whether what people read on a terminal is coloured. `NO_COLOR` counts as <https://no-color.org> says.
fn palette(color: Color) -> Palette {
    let wanted = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
            std::io::stdout().is_terminal() && !refused && !dumb
        }
    };
    if wanted { Palette::Ansi } else { Palette::Plain }
}

/// Writes to standard output.
fn write(text: &str) {
    // When standard output is closed there is nobody to tell.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// A line on standard error.
fn say(text: &str) {
    // When standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{text}");
}
