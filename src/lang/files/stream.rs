//! Open files.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use super::{Content, FileError, Result};

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// It can be read.
    pub read: bool,
    /// It can be written.
    pub write: bool,
    /// What is written goes to its end.
    pub append: bool,
    /// It is emptied first.
    pub truncate: bool,
    /// It is made if it does not exist.
    pub create: bool,
    /// It must not exist.
    pub new: bool,
}

impl Mode {
    const CLOSED: Mode = Mode { read: false, write: false, append: false, truncate: false, create: false, new: false };
    /// Reads a file that exists.
    pub const READ: Mode = Mode { read: true, ..Mode::CLOSED };
    /// Makes a file or replaces one.
    pub const WRITE: Mode = Mode { write: true, truncate: true, create: true, ..Mode::CLOSED };
}

/// An open file: bytes and a position in them.
pub struct Stream {
    source: Source,
    mode: Mode,
}

enum Source {
    Memory { content: Content, position: u64 },
    Disk(File),
}

impl Stream {
    pub(super) fn memory(content: Content, mode: Mode) -> Stream {
        let position = if mode.append { content.borrow().len() as u64 } else { 0 };
        Stream { source: Source::Memory { content, position }, mode }
    }

    pub(super) fn disk(file: File, mode: Mode) -> Stream {
        Stream { source: Source::Disk(file), mode }
    }

    /// Reads up to so many bytes, or all that follow.
    ///
    /// # Errors
    /// When it was not opened for reading.
    pub fn read(&mut self, limit: Option<u64>) -> Result<Vec<u8>> {
        if !self.mode.read {
            return Err(FileError::WrongMode);
        }
        match &mut self.source {
            Source::Memory { content, position } => {
                let content = content.borrow();
                let start = (*position as usize).min(content.len());
                let length = limit.map_or(usize::MAX, |limit| limit as usize).min(content.len() - start);
                *position += length as u64;
                Ok(content[start..start + length].to_vec())
            }
            Source::Disk(file) => {
                let mut bytes = Vec::new();
                file.take(limit.unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// Writes bytes at the position, or at the end of a file that is appended to.
    ///
    /// # Errors
    /// When it was not opened for writing.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if !self.mode.write {
            return Err(FileError::WrongMode);
        }
        match &mut self.source {
            Source::Memory { content, position } => {
                let mut content = content.borrow_mut();
                let start = if self.mode.append { content.len() } else { *position as usize };
                if start > content.len() {
                    resize(&mut content, start)?;
                }
                let over = (content.len() - start).min(bytes.len());
                content[start..start + over].copy_from_slice(&bytes[..over]);
                content.extend_from_slice(&bytes[over..]);
                *position = (start + bytes.len()) as u64;
                Ok(())
            }
            Source::Disk(file) => Ok(file.write_all(bytes)?),
        }
    }

    /// Moves to a position and returns it, in bytes from the start.
    ///
    /// # Errors
    /// When it would be before the start.
    pub fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        match &mut self.source {
            Source::Memory { content, position } => {
                let target = match to {
                    SeekFrom::Start(offset) => i64::try_from(offset).ok(),
                    SeekFrom::Current(offset) => (*position as i64).checked_add(offset),
                    SeekFrom::End(offset) => (content.borrow().len() as i64).checked_add(offset),
                };
                *position = target.and_then(|target| u64::try_from(target).ok()).ok_or(FileError::Invalid)?;
                Ok(*position)
            }
            Source::Disk(file) => Ok(file.seek(to)?),
        }
    }

    /// Cuts the file off at a length, or fills it up with zeros.
    ///
    /// # Errors
    /// When it was not opened for writing.
    pub fn truncate(&mut self, length: u64) -> Result<()> {
        if !self.mode.write {
            return Err(FileError::WrongMode);
        }
        match &mut self.source {
            Source::Memory { content, .. } => resize(&mut content.borrow_mut(), length as usize)?,
            Source::Disk(file) => file.set_len(length)?,
        }
        Ok(())
    }
}

/// Cuts bytes off at a length, or fills them up with zeros; a length beyond the memory there is becomes an error.
fn resize(bytes: &mut Vec<u8>, length: usize) -> Result<()> {
    let more = length.saturating_sub(bytes.len());
    bytes.try_reserve_exact(more).map_err(|_| FileError::NoSpace)?;
    bytes.resize(length, 0);
    Ok(())
}
