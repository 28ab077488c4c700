//! The directories of the disk that the command line opens to programs, and what is said of files that were not kept.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, Result};
use tape_lang::files::{Access, Files};

use super::arguments::Settings;
use crate::shell::Session;

/// How many files are named at the end.
const NAMED: usize = 5;

/// Opens the directories of `--read` and `--write`. Programs then start in the current directory, so that relative paths mean
/// to them what they mean to the user.
///
/// # Errors
/// When one of them does not exist or is no directory.
pub fn grant(session: &mut Session, settings: &Settings) -> Result<()> {
    if settings.read.is_empty() && settings.write.is_empty() {
        return Ok(());
    }
    let files = session.vm().files();
    let current = std::env::current_dir().context("can't find the current directory")?;
    files.start_in(&current.to_string_lossy());
    let open = |directories: &[PathBuf], access| {
        directories.iter().try_for_each(|directory| {
            files.grant(directory, access).with_context(|| format!("can't open directory '{}'", directory.display()))
        })
    };
    open(&settings.read, Access::Read)?;
    open(&settings.write, Access::Write)
}

/// Says on a terminal which files of the program lived only in memory.
pub fn report(session: &mut Session) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    if let Some(line) = lost(&session.vm().files()) {
        session.vm().write_stderr(&line);
    }
}

/// The line that names the files in memory, if there are any.
fn lost(files: &Files) -> Option<String> {
    let names = files.unsaved();
    let shown = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if names.len() > NAMED { format!(" and {} more", names.len() - NAMED) } else { String::new() };
    (!names.is_empty())
        .then(|| format!("tape: kept in memory only: {shown}{more} (--write DIR lets programs write to DIR)\n"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn files_in_memory_are_named() {
        let files = Files::default();
        assert_eq!(lost(&files), None);
        files.write("/tmp/passing.txt", b"").unwrap();
        assert_eq!(lost(&files), None);
        files.write("weights.npy", b"").unwrap();
        assert!(lost(&files).unwrap().starts_with("tape: kept in memory only: /home/tape/weights.npy ("));
    }
}
