//! What a character is: the answers of `str.isalpha` and its sisters.

use super::unicode_tables::{DECIMAL, DIGIT, FOLD, LETTER, NUMERIC, TITLE};

fn in_ranges(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let after = ranges.partition_point(|&(start, _)| start <= code);
    after > 0 && code <= ranges[after - 1].1
}

fn mapped(table: &'static [(u32, &'static str)], c: char) -> Option<&'static str> {
    table.binary_search_by_key(&u32::from(c), |&(code, _)| code).ok().map(|row| table[row].1)
}

/// Whether it is a letter.
#[must_use]
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { in_ranges(LETTER, c) }
}

/// The value of a decimal digit of any script.
#[must_use]
pub fn decimal_value(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    let after = DECIMAL.partition_point(|&(start, _)| start <= code);
    let &(start, end) = DECIMAL.get(after.checked_sub(1)?)?;
    (code <= end).then(|| (code - start) % 10)
}

/// Whether it is a digit, superscripts and the like included.
#[must_use]
pub fn is_digit(c: char) -> bool {
    decimal_value(c).is_some() || in_ranges(DIGIT, c)
}

/// Whether it stands for a number: digits, fractions, numerals.
#[must_use]
pub fn is_numeric(c: char) -> bool {
    is_digit(c) || in_ranges(NUMERIC, c)
}

/// Whether it is a letter or a number.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    is_letter(c) || is_numeric(c)
}

/// Whether `str.split` and `str.strip` take it for a blank: Unicode's white space and the four separators of ASCII.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Whether it ends a line for `str.splitlines`.
#[must_use]
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\x0b' | '\x0c' | '\r' | '\x1c' | '\x1d' | '\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether it is a title-case letter, as `ǅ`.
#[must_use]
pub fn is_title(c: char) -> bool {
    matches!(u32::from(c), 0x1c5 | 0x1c8 | 0x1cb | 0x1f2 | 0x1f88..=0x1f8f | 0x1f98..=0x1f9f | 0x1fa8..=0x1faf | 0x1fbc | 0x1fcc | 0x1ffc)
}

/// Whether it has a case.
#[must_use]
pub fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || is_title(c)
}

/// Appends its title case.
pub fn push_title(c: char, text: &mut String) {
    match mapped(TITLE, c) {
        Some(title) => text.push_str(title),
        None => text.extend(c.to_uppercase()),
    }
}

/// Appends its case folding.
pub fn push_folded(c: char, text: &mut String) {
    match mapped(FOLD, c) {
        Some(folded) => text.push_str(folded),
        None => text.extend(c.to_lowercase()),
    }
}

/// Whether the text is an identifier.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
}
