//! Directories of the disk that programs may reach.
//!
//! A path is first made absolute without `.` and `..`, as text; only then a grant is looked for. What is found there is
//! made canonical by the operating system, which follows every symbolic link, and must still lie inside the granted directory.
//! A file that does not exist yet is judged by the directory it would lie in, and a link that leads nowhere is refused,
//! because writing through it would make a file where it points.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::stream::{Mode, Stream};
use super::{FileError, Result, Status};

/// What a program may do with the files under a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read them.
    Read,
    /// Read, write and remove them.
    Write,
}

/// A directory that may be reached, under one of its names.
pub(super) struct Grant {
    name: String,
    root: PathBuf,
    access: Access,
}

impl Grant {
    /// The grants of a directory: under the absolute form of the name that was given, and under its canonical name.
    pub(super) fn of(directory: &Path, named: String, access: Access) -> std::io::Result<Vec<Grant>> {
        let root = fs::canonicalize(directory)?;
        if !root.is_dir() {
            return Err(std::io::ErrorKind::NotADirectory.into());
        }
        let mut names = vec![named, root.to_string_lossy().into_owned()];
        names.dedup();
        Ok(names.into_iter().map(|name| Grant { name, root: root.clone(), access }).collect())
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What follows the directory's name in a path inside of it.
    fn rest<'a>(&self, name: &'a str) -> Option<&'a str> {
        let rest = name.strip_prefix(self.name.trim_end_matches('/'))?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
    }
}

/// A place on the disk that was found to lie inside a granted directory.
pub(super) struct Real {
    /// Its canonical path.
    pub(super) path: PathBuf,
    pub(super) access: Access,
}

/// What an absolute name stands for on the disk; nothing if no grant covers it. The narrowest grant decides, of equal ones the
/// most generous.
pub(super) fn find(grants: &[Grant], name: &str) -> Result<Option<Real>> {
    let covering = grants.iter().filter_map(|grant| grant.rest(name).map(|rest| (grant, rest)));
    let Some((grant, rest)) = covering.max_by_key(|(grant, _)| (grant.name.len(), grant.access == Access::Write))
    else {
        return Ok(None);
    };
    if name.contains('\0') {
        return Err(FileError::Invalid);
    }
    let wanted = grant.root.join(rest);
    let path = match fs::canonicalize(&wanted) {
        Ok(path) => path,
        // A link that leads nowhere exists, though what it names does not.
        Err(_) if fs::symlink_metadata(&wanted).is_ok() => return Err(FileError::Denied),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => match place_to_be(&wanted) {
            Some(path) => path,
            None => return Ok(None),
        },
        Err(error) => return Err(error.into()),
    };
    if path.starts_with(&grant.root) { Ok(Some(Real { path, access: grant.access })) } else { Err(FileError::Denied) }
}

/// The canonical path of a file that does not exist, in a directory that does.
fn place_to_be(path: &Path) -> Option<PathBuf> {
    let directory = fs::canonicalize(path.parent()?).ok()?;
    Some(directory.join(path.file_name()?))
}

impl Real {
    pub(super) fn status(&self) -> Result<Status> {
        let metadata = fs::metadata(&self.path)?;
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Status {
            is_directory: metadata.is_dir(),
            size: metadata.len(),
            modified: modified.unwrap_or_default().as_secs_f64(),
        })
    }

    /// Opens it. Only ordinary files are opened: a device or a pipe could stop the program for ever, or be no file at all.
    pub(super) fn open(&self, mode: Mode) -> Result<Stream> {
        if fs::metadata(&self.path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(FileError::Denied);
        }
        let mut options = OpenOptions::new();
        options.read(mode.read).write(mode.write && !mode.append).append(mode.append);
        options.truncate(mode.truncate).create(mode.create && mode.write).create_new(mode.new);
        Ok(Stream::disk(options.open(&self.path)?, mode))
    }

    pub(super) fn read(&self) -> Result<Vec<u8>> {
        self.open(Mode::READ)?.read(None)
    }

    pub(super) fn list(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let name: OsString = entry?.file_name();
            names.push(name.to_string_lossy().into_owned());
        }
        Ok(names)
    }

    fn writable(&self) -> Result<&Path> {
        if self.access == Access::Write { Ok(&self.path) } else { Err(FileError::Denied) }
    }

    pub(super) fn make_directory(&self) -> Result<()> {
        Ok(fs::create_dir(self.writable()?)?)
    }

    pub(super) fn remove(&self) -> Result<()> {
        Ok(fs::remove_file(self.writable()?)?)
    }

    pub(super) fn remove_directory(&self) -> Result<()> {
        Ok(fs::remove_dir(self.writable()?)?)
    }
}
