//! The history across sessions: a file of programs, whole blocks as one entry each.

use std::path::{Path, PathBuf};

use rustyline::config::Config;
use rustyline::history::{FileHistory, History as _};

/// The programs that were typed, now and in earlier sessions.
pub struct History {
    file: FileHistory,
    path: Option<PathBuf>,
}

impl History {
    /// One that is kept nowhere.
    #[must_use]
    pub fn forgetful() -> History {
        History { file: FileHistory::new(), path: None }
    }

    /// The user's. When it cannot be read or written, the session goes on without.
    #[must_use]
    pub fn open(longest: usize) -> History {
        let config = Config::builder().max_history_size(longest).map(|builder| builder.build()).unwrap_or_default();
        let mut file = FileHistory::with_config(&config);
        let path = path().filter(|path| path.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok()));
        if let Some(path) = path.as_deref().filter(|path| path.exists()) {
            let _ = file.load(path);
        }
        History { file, path }
    }

    /// The programs, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.file.iter().map(String::as_str)
    }

    /// Adds a program and writes it down at once, so that a session that dies loses nothing.
    pub fn add(&mut self, program: &str) {
        let added = self.file.add(program.trim_end_matches('\n')).unwrap_or(false);
        if let Some(path) = self.path.as_deref().filter(|_| added) {
            let _ = self.file.append(path);
        }
    }
}

/// Where the history is kept: in the user's state folder, as the XDG base directory specification names it.
fn path() -> Option<PathBuf> {
    let home = || std::env::home_dir().map(|home| home.join(".local/state"));
    let folder =
        std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute()).or_else(home)?;
    Some(folder.join(Path::new("tape/history")))
}
