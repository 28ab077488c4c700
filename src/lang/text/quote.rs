//! Text in quotes: `repr` of strings and bytes.

use std::fmt::Write;

use tape_text::is_printable;

/// The quote that needs the least escaping: double quotes only around text with single ones and no double ones.
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

/// `repr(str)`.
///
/// # Examples
/// ```
/// use tape_lang::text::quote;
/// assert_eq!(quote("it's"), "\"it's\"");
/// assert_eq!(quote("a\n\u{200b}"), r"'a\n\u200b'");
/// ```
#[must_use]
pub fn quote(text: &str) -> String {
    quote_where(text, is_printable)
}

/// `ascii(str)`: every character beyond ASCII is escaped.
#[must_use]
pub fn quote_ascii(text: &str) -> String {
    quote_where(text, |c| c.is_ascii() && is_printable(c))
}

fn quote_where(text: &str, shown: impl Fn(char) -> bool) -> String {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push(quote);
    for c in text.chars() {
        if c == quote || c == '\\' {
            quoted.push('\\');
            quoted.push(c);
        } else if shown(c) {
            quoted.push(c);
        } else {
            push_escape(&mut quoted, c);
        }
    }
    quoted.push(quote);
    quoted
}

/// Escapes what is beyond ASCII in a text that has been quoted already: how `ascii()` treats any `repr`.
#[must_use]
pub fn escape_non_ascii(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            push_escape(&mut escaped, c);
        }
    }
    escaped
}

/// `\n`, `\x7f`, `\u200b` or `\U0001f600`.
pub fn push_escape(text: &mut String, c: char) {
    match c {
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        _ => {
            let code = u32::from(c);
            // Writing into a String cannot fail.
            let _ = match code {
                0..=0xff => write!(text, "\\x{code:02x}"),
                0x100..=0xffff => write!(text, "\\u{code:04x}"),
                _ => write!(text, "\\U{code:08x}"),
            };
        }
    }
}

/// `repr(bytes)`.
///
/// # Examples
/// ```
/// use tape_lang::text::quote_bytes;
/// assert_eq!(quote_bytes(b"caf\xc3\xa9"), r"b'caf\xc3\xa9'");
/// ```
#[must_use]
pub fn quote_bytes(bytes: &[u8]) -> String {
    quote_bytes_where(bytes, |c, quote| c == quote || c == '\\')
}

/// The `repr` of bytes that can be changed, within the parentheses: single quotes are escaped even between double ones.
///
/// ```
/// use tape_lang::text::quote_changeable_bytes;
/// assert_eq!(quote_changeable_bytes(b"it's"), r#"b"it\'s""#);
/// ```
#[must_use]
pub fn quote_changeable_bytes(bytes: &[u8]) -> String {
    quote_bytes_where(bytes, |c, _| c == '\'' || c == '\\')
}

fn quote_bytes_where(bytes: &[u8], is_escaped: impl Fn(char, char) -> bool) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut quoted = String::with_capacity(bytes.len() + 3);
    quoted.push('b');
    quoted.push(quote);
    for &byte in bytes {
        let c = char::from(byte);
        if is_escaped(c, quote) {
            quoted.push('\\');
            quoted.push(c);
        } else if c.is_ascii() && !c.is_ascii_control() {
            quoted.push(c);
        } else {
            push_escape(&mut quoted, c);
        }
    }
    quoted.push(quote);
    quoted
}
