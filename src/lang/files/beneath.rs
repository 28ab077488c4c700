//! Files below a directory of the disk, reached part by part from the open directory itself.
//!
//! No path is looked up as a whole, and no part of one may be a symbolic link. So what was found to lie inside the
//! directory is inside it still when it is opened, whatever somebody puts in its place between the two.

#[cfg(unix)]
pub(super) use self::unix::Directory;

#[cfg(not(unix))]
pub(super) use self::other::Directory;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::Result;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;
    use std::time::{Duration, UNIX_EPOCH};

    use nix::dir::Dir;
    use nix::errno::Errno;
    use nix::fcntl::{OFlag, openat};
    use nix::sys::stat::{Mode as Permissions, mkdirat};
    use nix::unistd::{UnlinkatFlags, unlinkat};

    use crate::files::stream::Mode;

    /// An open directory of the disk.
    pub struct Directory(OwnedFd);

    /// How a directory is opened on the way to something inside it.
    const PASSING: OFlag = OFlag::O_RDONLY.union(OFlag::O_DIRECTORY).union(OFlag::O_NOFOLLOW).union(OFlag::O_CLOEXEC);

    /// Symbolic links, and pipes that nobody reads, are refused.
    fn denied(error: Errno) -> Errno {
        if matches!(error, Errno::ELOOP | Errno::ENXIO) { Errno::EACCES } else { error }
    }

    impl Directory {
        /// Opens the directory of a canonical path.
        pub fn open_at(path: &Path) -> Result<Directory> {
            Ok(Directory(nix::fcntl::open(path, PASSING, Permissions::empty())?))
        }

        /// The directory that holds what `path` names, and the name therein; `.` for the directory itself.
        fn holder<'a>(&self, path: &'a Path) -> Result<(OwnedFd, &'a Path)> {
            let mut holder = self.0.try_clone()?;
            let Some(name) = path.file_name() else { return Ok((holder, Path::new("."))) };
            for part in path.parent().into_iter().flat_map(Path::components) {
                holder = openat(&holder, part.as_os_str(), PASSING, Permissions::empty()).map_err(denied)?;
            }
            Ok((holder, Path::new(name)))
        }

        /// Whether something is a directory, its length in bytes, and how long after 1970 it was written.
        pub fn status(&self, path: &Path) -> Result<(bool, u64, Duration)> {
            // An entry that cannot be opened for reading can still be looked at.
            #[cfg(target_os = "linux")]
            const LOOKING: OFlag = OFlag::O_PATH;
            #[cfg(not(target_os = "linux"))]
            const LOOKING: OFlag = OFlag::O_NONBLOCK;
            let (holder, name) = self.holder(path)?;
            let flags = LOOKING | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
            let metadata = File::from(openat(&holder, name, flags, Permissions::empty())?).metadata()?;
            if metadata.is_symlink() {
                return Err(Errno::EACCES.into());
            }
            let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            Ok((metadata.is_dir(), metadata.len(), modified.unwrap_or_default()))
        }

        /// Opens a file. Only ordinary ones are opened: a device or a pipe could stop the program for ever.
        pub fn open(&self, path: &Path, mode: Mode) -> Result<File> {
            let (holder, name) = self.holder(path)?;
            let mut flags = match (mode.read, mode.write) {
                (true, true) => OFlag::O_RDWR,
                (false, true) => OFlag::O_WRONLY,
                _ => OFlag::O_RDONLY,
            };
            // An open of a pipe waits for its other end, unless it must not block.
            flags |= OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC | OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
            flags.set(OFlag::O_APPEND, mode.append);
            flags.set(OFlag::O_CREAT, mode.write && (mode.create || mode.new));
            flags.set(OFlag::O_EXCL, mode.new);
            let permissions = Permissions::from_bits_truncate(0o666);
            let file = File::from(openat(&holder, name, flags, permissions).map_err(denied)?);
            if !file.metadata()?.is_file() {
                return Err(Errno::EACCES.into());
            }
            if mode.truncate {
                file.set_len(0)?;
            }
            Ok(file)
        }

        /// The names in a directory, in no order.
        pub fn list(&self, path: &Path) -> Result<Vec<String>> {
            let (holder, name) = self.holder(path)?;
            let mut names = Vec::new();
            for entry in Dir::openat(&holder, name, PASSING, Permissions::empty()).map_err(denied)? {
                let entry = entry?;
                let name = entry.file_name().to_bytes();
                if name != b"." && name != b".." {
                    names.push(std::ffi::OsStr::from_bytes(name).to_string_lossy().into_owned());
                }
            }
            Ok(names)
        }

        /// Makes a directory.
        pub fn make_directory(&self, path: &Path) -> Result<()> {
            let (holder, name) = self.holder(path)?;
            Ok(mkdirat(&holder, name, Permissions::from_bits_truncate(0o777))?)
        }

        /// Removes a file.
        pub fn remove(&self, path: &Path) -> Result<()> {
            let (holder, name) = self.holder(path)?;
            Ok(unlinkat(&holder, name, UnlinkatFlags::NoRemoveDir)?)
        }

        /// Removes an empty directory.
        pub fn remove_directory(&self, path: &Path) -> Result<()> {
            let (holder, name) = self.holder(path)?;
            Ok(unlinkat(&holder, name, UnlinkatFlags::RemoveDir)?)
        }
    }
}

/// Systems whose paths are not those that programs write: none of their directories can be granted.
#[cfg(not(unix))]
mod other {
    use std::fs::File;
    use std::io::{ErrorKind, Result};
    use std::path::Path;
    use std::time::Duration;

    use crate::files::stream::Mode;

    /// No directory.
    pub enum Directory {}

    impl Directory {
        pub fn open_at(_: &Path) -> Result<Directory> {
            Err(ErrorKind::Unsupported.into())
        }

        pub fn status(&self, _: &Path) -> Result<(bool, u64, Duration)> {
            match *self {}
        }

        pub fn open(&self, _: &Path, _: Mode) -> Result<File> {
            match *self {}
        }

        pub fn list(&self, _: &Path) -> Result<Vec<String>> {
            match *self {}
        }

        pub fn make_directory(&self, _: &Path) -> Result<()> {
            match *self {}
        }

        pub fn remove(&self, _: &Path) -> Result<()> {
            match *self {}
        }

        pub fn remove_directory(&self, _: &Path) -> Result<()> {
            match *self {}
        }
    }
}
