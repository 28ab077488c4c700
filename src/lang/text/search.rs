//! Finding text in text, by positions that count characters.

/// A part of a text between two positions that count characters, as `str.find` and its sisters take them.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// The part.
    pub text: &'a str,
    /// How many characters stand before it.
    pub offset: usize,
}

/// The byte at which the character number `index` begins; the end of the text if there are fewer.
#[must_use]
pub fn byte_of_char(text: &str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

/// The bounds that `start` and `end` mean in a sequence of `length` items; negative ones count from the end. The start may lie
/// behind the end, and behind the sequence.
#[must_use]
pub fn clamp_bounds(start: i64, end: i64, length: usize) -> (usize, usize) {
    let length = length as i64;
    let from_end = |index: i64| if index < 0 { index.saturating_add(length).max(0) } else { index };
    (from_end(start) as usize, from_end(end).min(length) as usize)
}

impl<'a> Window<'a> {
    /// The part from `start` to `end`; nothing when it would end before it begins.
    #[must_use]
    pub fn new(text: &'a str, start: i64, end: i64) -> Option<Window<'a>> {
        if start == 0 && end == i64::MAX {
            return Some(Window { text, offset: 0 });
        }
        let (start, end) = clamp_bounds(start, end, text.chars().count());
        if start > end {
            return None;
        }
        let part = &text[byte_of_char(text, start)..byte_of_char(text, end)];
        Some(Window { text: part, offset: start })
    }

    /// Where `needle` first stands, in characters of the whole text.
    #[must_use]
    pub fn find(&self, needle: &str) -> Option<usize> {
        self.text.find(needle).map(|at| self.char_of(at))
    }

    /// Where `needle` last stands.
    #[must_use]
    pub fn rfind(&self, needle: &str) -> Option<usize> {
        self.text.rfind(needle).map(|at| self.char_of(at))
    }

    fn char_of(&self, byte: usize) -> usize {
        self.offset + self.text[..byte].chars().count()
    }

    /// How often `needle` stands in it without overlapping; an empty one stands around every character.
    #[must_use]
    pub fn count(&self, needle: &str) -> usize {
        if needle.is_empty() { self.text.chars().count() + 1 } else { self.text.matches(needle).count() }
    }
}

/// `text.replace(old, new, most)`; no bound replaces all.
#[must_use]
pub fn replace(text: &str, old: &str, new: &str, most: Option<usize>) -> String {
    match most {
        Some(most) => text.replacen(old, new, most),
        None => text.replace(old, new),
    }
}
