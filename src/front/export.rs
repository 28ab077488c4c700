//! `tape export`: a program as plain TensorFlow Python.

use std::io::Write;

use anyhow::Result;
use tape_lang::vm::Silent;

use super::script::Program;
use crate::shell::{Manner, Session};

/// Writes the export of a file to standard output; a program with a fault in its syntax is explained as Python explains it.
///
/// # Errors
/// When the file cannot be read, or is no text.
pub fn run(file: &str, echo: bool) -> Result<i32> {
    let program = Program::from_file(file, Vec::new())?;
    let mut session = Session::new(Box::new(Silent), Manner::Plain);
    match session.export(&program.name, &program.text, echo) {
        Ok(text) => {
            // When standard output is closed there is nobody to tell.
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(0)
        }
        Err(error) => {
            super::say(session.explain(&program.name, &program.text, &error).trim_end());
            Ok(super::FAILED)
        }
    }
}
