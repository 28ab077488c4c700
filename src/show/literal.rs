//! Text and bytes as literals: Python's `b'…'` and `'…'`, and TensorFlow's C escapes.

use std::fmt::Write as _;

use tape_text::is_printable;

/// Appends Python's `repr` of a bytes object.
///
/// # Examples
/// ```
/// let mut text = String::new();
/// tape_show::literal::bytes(b"it's\n\xff", &mut text);
/// assert_eq!(text, r#"b"it's\n\xff""#);
/// ```
pub fn bytes(bytes: &[u8], out: &mut String) {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        match byte {
            b' '..=b'~' if byte != b'\\' && char::from(byte) != quote => out.push(char::from(byte)),
            0x7f.. => push_hex(u32::from(byte), out),
            _ => push_escape(char::from(byte), out),
        }
    }
    out.push(quote);
}

/// Appends Python's `repr` of a string.
///
/// What [`is_printable`] refuses is escaped.
pub fn text(text: &str, out: &mut String) {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    out.push(quote);
    for character in text.chars() {
        if character == '\\' || character == quote || character < ' ' {
            push_escape(character, out);
        } else if !is_printable(character) {
            push_hex(u32::from(character), out);
        } else {
            out.push(character);
        }
    }
    out.push(quote);
}

/// Appends bytes as TensorFlow's printing escapes them: C escapes below 128, all else as it is.
pub(crate) fn c_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    for &byte in bytes {
        match byte {
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            b'"' | b'\'' | b'\\' => out.extend([b'\\', byte]),
            b' '..=b'~' | 0x80.. => out.push(byte),
            _ => out.extend(format!("\\{byte:03o}").bytes()),
        }
    }
}

/// Python prefers single quotes unless only those occur inside.
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

fn push_escape(character: char, out: &mut String) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\\' | '\'' | '"' => {
            out.push('\\');
            out.push(character);
        }
        _ => push_hex(u32::from(character), out),
    }
}

fn push_hex(code: u32, out: &mut String) {
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}
