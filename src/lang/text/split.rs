//! Taking text apart.

use super::unicode::{is_line_break, is_space};

/// `text.split(separator, most)` at a separator that is not empty; no bound splits everywhere.
#[must_use]
pub fn split_at<'a>(text: &'a str, separator: &str, most: Option<usize>) -> Vec<&'a str> {
    match most {
        Some(most) => text.splitn(most.saturating_add(1), separator).collect(),
        None => text.split(separator).collect(),
    }
}

/// `text.rsplit(separator, most)`: as [`split_at`], from the right.
#[must_use]
pub fn rsplit_at<'a>(text: &'a str, separator: &str, most: Option<usize>) -> Vec<&'a str> {
    let Some(most) = most else { return split_at(text, separator, None) };
    let mut parts: Vec<&str> = text.rsplitn(most.saturating_add(1), separator).collect();
    parts.reverse();
    parts
}

/// `text.split(None, most)`: at runs of blanks.
///
/// # Examples
/// ```
/// use tape_lang::text::split_blanks;
/// assert_eq!(split_blanks("  a b  c ", Some(1)), ["a", "b  c "]);
/// ```
#[must_use]
pub fn split_blanks(text: &str, most: Option<usize>) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if Some(parts.len()) == most {
            parts.push(rest);
            break;
        }
        let end = rest.find(is_space).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
    }
    parts
}

/// `text.rsplit(None, most)`.
#[must_use]
pub fn rsplit_blanks(text: &str, most: Option<usize>) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if Some(parts.len()) == most {
            parts.push(rest);
            break;
        }
        let start = rest.char_indices().rev().find(|&(_, c)| is_space(c)).map_or(0, |(at, c)| at + c.len_utf8());
        parts.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    parts.reverse();
    parts
}

/// `text.splitlines(keepends)`.
///
/// # Examples
/// ```
/// use tape_lang::text::{LineEnds, split_lines};
/// assert_eq!(split_lines("a\r\n\nb", LineEnds::Dropped), ["a", "", "b"]);
/// ```
#[must_use]
pub fn split_lines(text: &str, ends: LineEnds) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = match rest.find(is_line_break) {
            None => (rest.len(), rest.len()),
            Some(at) if rest[at..].starts_with("\r\n") => (at, at + 2),
            Some(at) => (at, at + rest[at..].chars().next().map_or(0, char::len_utf8)),
        };
        lines.push(&rest[..if ends == LineEnds::Kept { after } else { line }]);
        rest = &rest[after..];
    }
    lines
}

/// Whether [`split_lines`] leaves the line breaks at the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// They stay.
    Kept,
    /// They go.
    Dropped,
}

/// `text.partition(separator)`.
#[must_use]
pub fn partition<'a>(text: &'a str, separator: &'a str) -> [&'a str; 3] {
    match text.split_once(separator) {
        Some((before, after)) => [before, separator, after],
        None => [text, "", ""],
    }
}

/// `text.rpartition(separator)`.
#[must_use]
pub fn rpartition<'a>(text: &'a str, separator: &'a str) -> [&'a str; 3] {
    match text.rsplit_once(separator) {
        Some((before, after)) => [before, separator, after],
        None => ["", "", text],
    }
}
