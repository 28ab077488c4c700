//! `bytes`.

use std::ops::Deref;

/// An immutable sequence of bytes.
pub struct Bytes {
    bytes: Box<[u8]>,
}

impl Bytes {
    /// Takes the bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Bytes {
        Bytes { bytes: bytes.into().into_boxed_slice() }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}
