//! Why a file cannot be had.

use std::io::ErrorKind;

use crate::exception::{
    FILE_EXISTS_ERROR, FILE_NOT_FOUND_ERROR, IS_A_DIRECTORY_ERROR, NOT_A_DIRECTORY_ERROR, OS_ERROR, PERMISSION_ERROR,
    Raise,
};
use crate::value::Value;

/// Why a file cannot be had: those of the operating system's errors that programs tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is none.
    NotFound,
    /// There is one already.
    Exists,
    /// It is a directory.
    IsADirectory,
    /// It is no directory.
    NotADirectory,
    /// The directory holds something.
    NotEmpty,
    /// It may not be read or written.
    Denied,
    /// The file would become too large.
    NoSpace,
    /// The operation makes no sense.
    Invalid,
    /// The stream was not opened for that.
    WrongMode,
    /// The disk failed.
    Disk(String),
}

impl FileError {
    /// The number and the text that Linux has for it.
    fn number_and_text(&self) -> (i64, &str) {
        match self {
            FileError::NotFound => (2, "No such file or directory"),
            FileError::Disk(text) => (5, text),
            FileError::WrongMode => (9, "Bad file descriptor"),
            FileError::Denied => (13, "Permission denied"),
            FileError::Exists => (17, "File exists"),
            FileError::NotADirectory => (20, "Not a directory"),
            FileError::IsADirectory => (21, "Is a directory"),
            FileError::Invalid => (22, "Invalid argument"),
            FileError::NoSpace => (28, "No space left on device"),
            FileError::NotEmpty => (39, "Directory not empty"),
        }
    }

    /// It as CPython's exception, about these paths.
    #[must_use]
    pub fn raise(&self, paths: &[Value]) -> Raise {
        let class = match self {
            FileError::NotFound => &FILE_NOT_FOUND_ERROR,
            FileError::Exists => &FILE_EXISTS_ERROR,
            FileError::IsADirectory => &IS_A_DIRECTORY_ERROR,
            FileError::NotADirectory => &NOT_A_DIRECTORY_ERROR,
            FileError::Denied => &PERMISSION_ERROR,
            _ => &OS_ERROR,
        };
        let (number, text) = self.number_and_text();
        let raise = Raise::with_args(class, [Value::Int(number), Value::str(text)]);
        let dict = raise.exception().dict();
        dict.set_str("errno", Value::Int(number));
        dict.set_str("strerror", Value::str(text));
        for (name, path) in ["filename", "filename2"].into_iter().zip(paths) {
            dict.set_str(name, path.clone());
        }
        raise
    }
}

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> FileError {
        match error.kind() {
            ErrorKind::NotFound => FileError::NotFound,
            ErrorKind::AlreadyExists => FileError::Exists,
            ErrorKind::PermissionDenied => FileError::Denied,
            ErrorKind::NotADirectory => FileError::NotADirectory,
            ErrorKind::IsADirectory => FileError::IsADirectory,
            ErrorKind::DirectoryNotEmpty => FileError::NotEmpty,
            ErrorKind::InvalidInput => FileError::Invalid,
            kind => FileError::Disk(kind.to_string()),
        }
    }
}
