//! `str`: text that knows whether it is ASCII, so that indexing most strings is indexing bytes.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use crate::name::Name;
use crate::value::hash::hash_text;

/// An immutable string.
///
/// # Examples
/// ```
/// use tape_lang::value::Str;
/// assert_eq!(Str::new("naïve").char_count(), 5);
/// assert!(Str::new("plain").is_ascii());
/// ```
pub struct Str {
    text: String,
    ascii: bool,
    /// The hash once somebody asked; 0 before.
    hash: Cell<i64>,
    /// The interned name, if this is the one string of a name.
    name: Option<Name>,
}

impl Str {
    /// Takes the text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Str {
        let text = text.into();
        Str { ascii: text.is_ascii(), text, hash: Cell::new(0), name: None }
    }

    /// The one string of a name.
    pub(crate) fn interned(text: &str, name: Name) -> Str {
        Str { name: Some(name), ..Str::new(text) }
    }

    /// The name that reads the same.
    #[must_use]
    pub fn to_name(&self) -> Name {
        self.name.unwrap_or_else(|| Name::new(&self.text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether every character is ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// What `len()` counts.
    #[must_use]
    pub fn char_count(&self) -> usize {
        if self.ascii { self.text.len() } else { self.text.chars().count() }
    }

    /// The character at an index that counts characters.
    #[must_use]
    pub fn char_at(&self, index: usize) -> Option<char> {
        if self.ascii { self.text.as_bytes().get(index).map(|&b| char::from(b)) } else { self.text.chars().nth(index) }
    }

    /// Appends in place; only whoever holds the last reference can reach this.
    pub(crate) fn push_str(&mut self, other: &Str) {
        self.text.push_str(&other.text);
        self.ascii &= other.ascii;
        self.hash.set(0);
    }

    /// Appends what is known to be ASCII, as digits are.
    pub(crate) fn extend_ascii(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.hash.set(0);
    }

    /// Whether it may be appended to in place.
    pub(crate) fn is_interned(&self) -> bool {
        self.name.is_some()
    }

    /// Its hash, computed once.
    #[inline]
    #[must_use]
    pub fn hash(&self) -> i64 {
        match self.hash.get() {
            0 => {
                let hash = hash_text(&self.text);
                self.hash.set(hash);
                hash
            }
            hash => hash,
        }
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Str {
    #[inline]
    fn eq(&self, other: &Str) -> bool {
        same_bytes(self.text.as_bytes(), other.text.as_bytes())
    }
}

/// Whether both are the same. Most names and words are short: their ends, which may overlap, are compared as numbers, for a call of the
/// library's comparison takes longer.
#[inline]
fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    /// Whether the first and the last so many bytes are the same; nothing where there are fewer.
    #[inline(always)]
    fn same_ends<const N: usize>(left: &[u8], right: &[u8]) -> Option<bool> {
        let starts = left.first_chunk::<N>()? == right.first_chunk::<N>()?;
        Some(starts & (left.last_chunk::<N>()? == right.last_chunk::<N>()?))
    }
    if left.len() != right.len() {
        return false;
    }
    match left.len() {
        8..=16 => same_ends::<8>(left, right).unwrap_or(false),
        4..=7 => same_ends::<4>(left, right).unwrap_or(false),
        0..=3 => left.iter().zip(right).all(|(left, right)| left == right),
        _ => left == right,
    }
}

impl Eq for Str {}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}
