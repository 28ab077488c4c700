//! What computations over plain numbers and text refuse to do, in CPython's words, before it becomes an exception.

use std::borrow::Cow;
use std::fmt;

use crate::exception::{self, Raise};

/// Which class of exception a [`Fault`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `TypeError`.
    Type,
    /// `ValueError`.
    Value,
    /// `ZeroDivisionError`.
    ZeroDivision,
    /// `OverflowError`.
    Overflow,
    /// `IndexError`.
    Index,
    /// `LookupError`.
    Lookup,
    /// `MemoryError`.
    Memory,
}

/// Why a computation cannot be done.
///
/// # Examples
/// ```
/// use tape_lang::fault::{Fault, FaultKind};
/// let fault = Fault::zero_division("division by zero");
/// assert_eq!(fault.kind(), FaultKind::ZeroDivision);
/// assert_eq!(fault.to_string(), "division by zero");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    message: Cow<'static, str>,
}

/// What a computation that may fail gives.
pub type Computed<T> = std::result::Result<T, Fault>;

impl Fault {
    /// A fault of any kind.
    #[must_use]
    pub fn new(kind: FaultKind, message: impl Into<Cow<'static, str>>) -> Fault {
        Fault { kind, message: message.into() }
    }

    /// A `TypeError`.
    #[must_use]
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultKind::Type, message)
    }

    /// A `ValueError`.
    #[must_use]
    pub fn value(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultKind::Value, message)
    }

    /// A `ZeroDivisionError`.
    #[must_use]
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultKind::ZeroDivision, message)
    }

    /// An `OverflowError`.
    #[must_use]
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultKind::Overflow, message)
    }

    /// Its class of exception.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// CPython's sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for Raise {
    fn from(fault: Fault) -> Raise {
        let class = match fault.kind {
            FaultKind::Type => &exception::TYPE_ERROR,
            FaultKind::Value => &exception::VALUE_ERROR,
            FaultKind::ZeroDivision => &exception::ZERO_DIVISION_ERROR,
            FaultKind::Overflow => &exception::OVERFLOW_ERROR,
            FaultKind::Index => &exception::INDEX_ERROR,
            FaultKind::Lookup => &exception::LOOKUP_ERROR,
            FaultKind::Memory => return Raise::with_args(&exception::MEMORY_ERROR, []),
        };
        Raise::new(class, fault.message)
    }
}
