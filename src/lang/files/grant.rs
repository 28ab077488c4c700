//! Directories of the disk that programs may reach.
//!
//! A path is first made absolute without `.` and `..`, as text; only then a grant is looked for. What is found there is
//! made canonical by the operating system, which follows every symbolic link, and must still lie inside the granted directory.
//! A file that does not exist yet is judged by the directory it would lie in, and a link that leads nowhere is refused,
//! because writing through it would make a file where it points. What was found is then reached from the open directory, where
//! no link is followed any more: see [`beneath`](super::beneath).

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::beneath::Directory;
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
    directory: Rc<Directory>,
    access: Access,
}

impl Grant {
    /// The grants of a directory: under the absolute form of the name that was given, and under its canonical name.
    pub(super) fn of(directory: &Path, named: String, access: Access) -> std::io::Result<Vec<Grant>> {
        let root = fs::canonicalize(directory)?;
        if !root.is_dir() {
            return Err(ErrorKind::NotADirectory.into());
        }
        let directory = Rc::new(Directory::open_at(&root)?);
        let mut names = vec![named, root.to_string_lossy().into_owned()];
        names.dedup();
        let grant = |name| Grant { name, root: root.clone(), directory: Rc::clone(&directory), access };
        Ok(names.into_iter().map(grant).collect())
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
    directory: Rc<Directory>,
    /// Its canonical path from there on.
    path: PathBuf,
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
        Err(error) => match (nearest(&wanted, &grant.root)?, error.kind()) {
            (Some(holder), ErrorKind::NotFound) => holder.join(wanted.file_name().unwrap_or_default()),
            (None, ErrorKind::NotFound) => return Ok(None),
            _ => return Err(error.into()),
        },
    };
    let path = path.strip_prefix(&grant.root).map_err(|_| FileError::Denied)?.to_owned();
    Ok(Some(Real { directory: Rc::clone(&grant.directory), path, access: grant.access }))
}

/// The canonical path of the directory that something would lie in, if there is one. Where the way leads outside, nothing is
/// said of what is there.
fn nearest(path: &Path, root: &Path) -> Result<Option<PathBuf>> {
    let found = path.ancestors().enumerate().skip(1).find_map(|(up, path)| Some((up, fs::canonicalize(path).ok()?)));
    match found {
        Some((_, path)) if !path.starts_with(root) => Err(FileError::Denied),
        Some((1, path)) => Ok(Some(path)),
        _ => Ok(None),
    }
}

impl Real {
    pub(super) fn status(&self) -> Result<Status> {
        let (is_directory, size, modified) = self.directory.status(&self.path)?;
        Ok(Status { is_directory, size, modified: modified.as_secs_f64() })
    }

    pub(super) fn open(&self, mode: Mode) -> Result<Stream> {
        Ok(Stream::disk(self.directory.open(&self.path, mode)?, mode))
    }

    pub(super) fn read(&self) -> Result<Vec<u8>> {
        self.open(Mode::READ)?.read(None)
    }

    pub(super) fn list(&self) -> Result<Vec<String>> {
        Ok(self.directory.list(&self.path)?)
    }

    fn writable(&self) -> Result<&Path> {
        if self.access == Access::Write { Ok(&self.path) } else { Err(FileError::Denied) }
    }

    pub(super) fn make_directory(&self) -> Result<()> {
        Ok(self.directory.make_directory(self.writable()?)?)
    }

    pub(super) fn remove(&self) -> Result<()> {
        Ok(self.directory.remove(self.writable()?)?)
    }

    pub(super) fn remove_directory(&self) -> Result<()> {
        Ok(self.directory.remove_directory(self.writable()?)?)
    }
}
