//! The files of a session.
//!
//! What a program opens, saves or loads lives in memory and is gone at the end. The real disk is reached only under
//! directories that were granted ([`Files::grant`]): there, files that exist are read, and written if the grant says so; what
//! is saved under a directory that may only be read stays in memory and hides the file of that name. No spelling of a path
//! leads out of a granted directory: see [`grant`](mod@grant).

mod beneath;
mod error;
mod grant;
mod stream;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

pub use self::error::FileError;
pub use self::grant::Access;
use self::grant::{Grant, Real};
pub use self::stream::{Mode, Stream};

/// What file operations give.
pub type Result<T> = std::result::Result<T, FileError>;

/// The bytes of a file in memory, shared by those who have it open.
type Content = Rc<RefCell<Vec<u8>>>;

/// Where a program starts when nothing was granted.
const HOME: &str = "/home/tape";

/// A file or directory in memory.
enum Node {
    Directory,
    File { content: Content, modified: f64 },
}

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Status {
    /// Whether it is a directory.
    pub is_directory: bool,
    /// Its length in bytes.
    pub size: u64,
    /// When it was last written, in seconds since 1970.
    pub modified: f64,
}

/// A file system in memory, with windows to the disk.
///
/// Paths are those that programs write: absolute, or relative to the current directory of the program.
///
/// # Examples
/// ```
/// use tape_lang::files::{FileError, Files};
/// let files = Files::default();
/// files.write("weights.bin", &[1, 2, 3])?;
/// assert_eq!(files.read("/home/tape/./weights.bin")?, [1, 2, 3]);
/// assert_eq!(files.read("/etc/passwd"), Err(FileError::NotFound));
/// # Ok::<(), FileError>(())
/// ```
pub struct Files {
    nodes: RefCell<BTreeMap<String, Node>>,
    directory: RefCell<String>,
    grants: RefCell<Vec<Grant>>,
}

impl Default for Files {
    fn default() -> Files {
        let files =
            Files { nodes: RefCell::default(), directory: RefCell::new(String::new()), grants: RefCell::default() };
        files.insert_directories("/tmp");
        files.start_in(HOME);
        files
    }
}

impl Files {
    /// Makes `directory` the one that relative paths start from, whether it exists or not.
    pub fn start_in(&self, directory: &str) {
        let directory = self.absolute(directory);
        self.insert_directories(&directory);
        *self.directory.borrow_mut() = directory;
    }

    /// Lets programs reach a directory of the disk under its own path.
    ///
    /// # Errors
    /// When it does not exist or is no directory.
    pub fn grant(&self, directory: &Path, access: Access) -> std::io::Result<()> {
        let named = self.absolute(&directory.to_string_lossy());
        let grants = Grant::of(directory, named, access)?;
        for grant in grants {
            self.insert_directories(grant.name());
            self.grants.borrow_mut().push(grant);
        }
        Ok(())
    }

    fn insert_directories(&self, path: &str) {
        let ends = path.match_indices('/').map(|(at, _)| at).skip(1).chain([path.len()]);
        for end in ends {
            self.nodes.borrow_mut().entry(path[..end].to_owned()).or_insert(Node::Directory);
        }
    }

    /// The absolute path without `.`, `..` and repeated slashes: the name under which a file is known.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        let directory = if path.starts_with('/') { String::new() } else { self.directory.borrow().clone() };
        let mut parts: Vec<&str> = Vec::new();
        for part in directory.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        format!("/{}", parts.join("/"))
    }

    /// The directory that relative paths start from.
    #[must_use]
    pub fn directory(&self) -> String {
        self.directory.borrow().clone()
    }

    /// Changes the directory that relative paths start from.
    ///
    /// # Errors
    /// When it does not exist or is no directory.
    pub fn change_directory(&self, path: &str) -> Result<()> {
        let path = self.existing(path)?;
        if !self.status_of(&path)?.is_directory {
            return Err(FileError::NotADirectory);
        }
        *self.directory.borrow_mut() = path;
        Ok(())
    }

    /// The name of a path whose last part may be a file only if nothing follows it, as `file/` would.
    fn existing(&self, path: &str) -> Result<String> {
        if path.is_empty() {
            return Err(FileError::NotFound);
        }
        let name = self.absolute(path);
        if path.ends_with('/') && !self.status_of(&name)?.is_directory {
            return Err(FileError::NotADirectory);
        }
        Ok(name)
    }

    /// What a name stands for on the disk, if a grant covers it.
    fn real(&self, name: &str) -> Result<Option<Real>> {
        grant::find(&self.grants.borrow(), name)
    }

    fn status_of(&self, name: &str) -> Result<Status> {
        match self.nodes.borrow().get(name) {
            Some(Node::File { content, modified }) => {
                let size = content.borrow().len() as u64;
                return Ok(Status { is_directory: false, size, modified: *modified });
            }
            Some(Node::Directory) => return Ok(Status { is_directory: true, size: 4096, modified: 0.0 }),
            None if name == "/" => return Ok(Status { is_directory: true, size: 4096, modified: 0.0 }),
            None => {}
        }
        match self.real(name)? {
            Some(real) => real.status(),
            None => Err(self.missing(name)),
        }
    }

    /// Why a name does not exist: something on the way to it is a file, or it is just not there.
    fn missing(&self, name: &str) -> FileError {
        let ends = name.match_indices('/').map(|(at, _)| at).skip(1);
        let through_a_file = |end| matches!(self.nodes.borrow().get(&name[..end]), Some(Node::File { .. }));
        if ends.into_iter().any(through_a_file) { FileError::NotADirectory } else { FileError::NotFound }
    }

    /// What is known of a file or directory.
    ///
    /// # Errors
    /// When it does not exist or may not be seen.
    pub fn status(&self, path: &str) -> Result<Status> {
        self.status_of(&self.existing(path)?)
    }

    /// Whether there is such a file or directory.
    #[must_use]
    pub fn exists(&self, path: &str) -> bool {
        self.status(path).is_ok()
    }

    /// Opens a file.
    ///
    /// # Errors
    /// As the mode says; a directory cannot be opened.
    pub fn open(&self, path: &str, mode: Mode) -> Result<Stream> {
        if path.is_empty() {
            return Err(FileError::NotFound);
        }
        let name = self.absolute(path);
        let status = self.status_of(&name);
        match &status {
            Ok(status) if mode.new && (status.is_directory || !path.ends_with('/')) => return Err(FileError::Exists),
            Ok(status) if status.is_directory => return Err(FileError::IsADirectory),
            Ok(_) if path.ends_with('/') => return Err(FileError::NotADirectory),
            Err(FileError::NotFound) if mode.create && path.ends_with('/') => return Err(FileError::IsADirectory),
            Err(FileError::NotFound) if mode.create => self.check_parent(&name)?,
            Err(error) => return Err(error.clone()),
            Ok(_) => {}
        }
        if let Some(Node::File { content, modified }) = self.nodes.borrow_mut().get_mut(&name) {
            if mode.truncate {
                content.borrow_mut().clear();
            }
            if mode.write {
                *modified = now();
            }
            return Ok(Stream::memory(Rc::clone(content), mode));
        }
        match self.real(&name)? {
            Some(real) if !mode.write || real.access == Access::Write => real.open(mode),
            Some(real) => {
                let kept = if mode.truncate || status.is_err() { Vec::new() } else { real.read()? };
                Ok(self.make_file(name, kept, mode))
            }
            None if mode.create => Ok(self.make_file(name, Vec::new(), mode)),
            // It went while it was looked at.
            None => Err(FileError::NotFound),
        }
    }

    fn make_file(&self, name: String, bytes: Vec<u8>, mode: Mode) -> Stream {
        let content = Content::new(RefCell::new(bytes));
        self.nodes.borrow_mut().insert(name, Node::File { content: Rc::clone(&content), modified: now() });
        Stream::memory(content, mode)
    }

    fn check_parent(&self, name: &str) -> Result<()> {
        match self.status_of(parent(name)) {
            Ok(status) if status.is_directory => Ok(()),
            Ok(_) => Err(FileError::NotADirectory),
            Err(error) => Err(error),
        }
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// When it does not exist, is a directory, or may not be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>> {
        self.open(path, Mode::READ)?.read(None)
    }

    /// Makes a file of these bytes, or replaces one.
    ///
    /// # Errors
    /// When there is no such directory, or it is a directory.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        self.open(path, Mode::WRITE)?.write(bytes)
    }

    /// The names in a directory, sorted.
    ///
    /// # Errors
    /// When it does not exist or is no directory.
    pub fn list(&self, path: &str) -> Result<Vec<String>> {
        let name = self.existing(path)?;
        if !self.status_of(&name)?.is_directory {
            return Err(FileError::NotADirectory);
        }
        let mut names = match self.real(&name)? {
            Some(real) if real.status().is_ok_and(|status| status.is_directory) => real.list()?,
            _ => Vec::new(),
        };
        let prefix = if name == "/" { name } else { name + "/" };
        for path in self.nodes.borrow().range(prefix.clone()..).map(|(path, _)| path) {
            match path.strip_prefix(&prefix) {
                Some(rest) if rest.is_empty() || rest.contains('/') => {}
                Some(rest) => names.push(rest.to_owned()),
                None => break,
            }
        }
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// Makes a directory.
    ///
    /// # Errors
    /// When it exists, or the one above it does not.
    pub fn make_directory(&self, path: &str) -> Result<()> {
        if path.is_empty() {
            return Err(FileError::NotFound);
        }
        let name = self.absolute(path);
        match self.status_of(&name) {
            Ok(_) => return Err(FileError::Exists),
            Err(FileError::NotFound) => self.check_parent(&name)?,
            Err(error) => return Err(error),
        }
        match self.real(&name)? {
            Some(real) if real.access == Access::Write => real.make_directory(),
            _ => {
                self.nodes.borrow_mut().insert(name, Node::Directory);
                Ok(())
            }
        }
    }

    /// Removes a file.
    ///
    /// # Errors
    /// When it does not exist, is a directory, or lies on the disk where nothing may be written.
    pub fn remove(&self, path: &str) -> Result<()> {
        let name = self.existing(path)?;
        if self.status_of(&name)?.is_directory {
            return Err(FileError::IsADirectory);
        }
        if self.nodes.borrow_mut().remove(&name).is_some() {
            return Ok(());
        }
        self.real(&name)?.map_or(Err(FileError::NotFound), |real| real.remove())
    }

    /// Removes an empty directory.
    ///
    /// # Errors
    /// When it does not exist, is a file, holds something, or lies on the disk where nothing may be written.
    pub fn remove_directory(&self, path: &str) -> Result<()> {
        let name = self.existing(path)?;
        if !self.list(&name)?.is_empty() {
            return Err(FileError::NotEmpty);
        }
        if self.grants.borrow().iter().any(|grant| grant.name() == name) || name == "/" {
            return Err(FileError::Denied);
        }
        if self.nodes.borrow_mut().remove(&name).is_some() {
            return Ok(());
        }
        self.real(&name)?.map_or(Err(FileError::NotFound), |real| real.remove_directory())
    }

    /// Gives a file or directory another name; a file of that name is replaced.
    ///
    /// # Errors
    /// When the old name does not exist, the new one is a directory or inside of none, or either may not be written.
    pub fn rename(&self, from: &str, to: &str) -> Result<()> {
        let (from, to) = (self.existing(from)?, self.absolute(to));
        let status = self.status_of(&from)?;
        self.check_parent(&to)?;
        if from == to {
            return Ok(());
        }
        match self.status_of(&to) {
            Ok(there) if there.is_directory && !status.is_directory => return Err(FileError::IsADirectory),
            Ok(there) if !there.is_directory && status.is_directory => return Err(FileError::NotADirectory),
            Ok(there) if there.is_directory && !self.list(&to)?.is_empty() => return Err(FileError::NotEmpty),
            _ => {}
        }
        if to.strip_prefix(&from).is_some_and(|rest| rest.starts_with('/')) {
            return Err(FileError::Invalid);
        }
        if status.is_directory { self.move_directory(&from, &to) } else { self.move_file(&from, &to) }
    }

    fn move_file(&self, from: &str, to: &str) -> Result<()> {
        let bytes = self.read(from)?;
        // Nothing is lost when the old name may not go.
        if !self.nodes.borrow().contains_key(from) && self.real(from)?.is_some_and(|real| real.access == Access::Read) {
            return Err(FileError::Denied);
        }
        self.write(to, &bytes)?;
        self.remove(from)
    }

    fn move_directory(&self, from: &str, to: &str) -> Result<()> {
        if !self.exists(to) {
            self.make_directory(to)?;
        }
        for name in self.list(from)? {
            self.rename(&format!("{from}/{name}"), &format!("{to}/{name}"))?;
        }
        self.remove_directory(from)
    }

    /// The files that live only in memory and are no temporary ones.
    #[must_use]
    pub fn unsaved(&self) -> Vec<String> {
        let nodes = self.nodes.borrow();
        let files = nodes.iter().filter(|(name, node)| matches!(node, Node::File { .. }) && !name.starts_with("/tmp/"));
        files.map(|(name, _)| name.clone()).collect()
    }
}

/// The directory that holds a name.
fn parent(name: &str) -> &str {
    match name.rfind('/') {
        None | Some(0) => "/",
        Some(at) => &name[..at],
    }
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

impl crate::Vm {
    /// The files of the session.
    pub fn files(&mut self) -> Rc<Files> {
        self.state::<Files>()
    }
}
