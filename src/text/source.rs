//! Program text and places in it.

use std::rc::Rc;

/// A program text with the name that tracebacks show for it.
///
/// # Examples
/// ```
/// use tape_text::Source;
/// let source = Source::new("<stdin>", "x = 1\ny = 2\n");
/// assert_eq!(source.position(6), (2, 0));
/// assert_eq!(source.line(2), "y = 2");
/// ```
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Byte offset at which each line begins.
    line_starts: Vec<u32>,
}

impl Source {
    /// Takes a text and the file name (or `<cell 3>`) under which errors mention it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Rc<Source> {
        let text = text.into();
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1));
        Rc::new(Source { name: name.into(), text, line_starts })
    }

    /// The file's name as tracebacks show it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line (from 1) and the byte column (from 0) of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        (line as u32, offset - self.line_starts[line - 1])
    }

    /// The text of line `number` (from 1) without its newline; empty when there is no such line.
    #[must_use]
    pub fn line(&self, number: u32) -> &str {
        let Some(&start) = (number as usize).checked_sub(1).and_then(|i| self.line_starts.get(i)) else { return "" };
        let rest = &self.text[start as usize..];
        rest.split('\n').next().unwrap_or("").trim_end_matches('\r')
    }

    /// How many lines the text has; a text that ends in a newline has an empty last one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.line_starts.len() as u32
    }
}

/// A range of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
