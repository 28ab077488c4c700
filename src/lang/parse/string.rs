//! String literals: escapes, and neighbours joined.

use std::ops::Range;
use std::rc::Rc;

use super::Built;
use super::builder::Builder;
use crate::ast::{Constant, Expr, ExprKind, FStringPart, FormattedValue};
use crate::layout::StringLiteral;
use crate::syntax_error::Fault;

impl Builder<'_> {
    /// The string literals at these tokens, as one expression.
    pub(super) fn strings(&self, tokens: Range<usize>) -> Built<Expr> {
        let span = self.tokens_span(tokens.start, tokens.end);
        let mut parts = Parts::default();
        let mut bytes = Vec::new();
        let (mut is_bytes, mut is_formatted) = (None, false);
        for token in tokens.clone() {
            let literal = StringLiteral::of(self.token_text(token));
            let at = self.token_span(token);
            // CPython marks what it has read last: the token after the strings.
            let marked = self.token_span(tokens.end);
            let content = at.start as usize + literal.opening..at.end as usize - literal.quotes;
            if literal.bytes {
                if !self.text[content.clone()].is_ascii() {
                    return Err(Fault::at(at, "bytes can only contain ASCII literal characters"));
                }
                self.bytes_literal(content, literal.raw, &mut bytes).map_err(|message| Fault::at(marked, message))?;
            } else if literal.formatted {
                self.fstring(content, literal.raw, marked, &mut parts)?;
            } else {
                let text = self.text_literal(content, literal.raw).map_err(|message| Fault::at(marked, message))?;
                parts.push_text(&text);
            }
            if *is_bytes.get_or_insert(literal.bytes) != literal.bytes {
                return Err(Fault::at(marked, "cannot mix bytes and nonbytes literals"));
            }
            is_formatted |= literal.formatted;
        }
        let kind = if is_bytes == Some(true) {
            ExprKind::Constant(Constant::Bytes(bytes.into()))
        } else if is_formatted {
            ExprKind::JoinedStr(parts.finish())
        } else {
            ExprKind::Constant(Constant::Str(parts.text.into()))
        };
        Ok(Expr { span, kind })
    }

    /// The text that a part of the source stands for. Line ends are `\n`, however the file spells them.
    pub(super) fn text_literal(&self, content: Range<usize>, raw: bool) -> Result<String, String> {
        let written = &self.text[content];
        let unified;
        let written = if written.contains('\r') {
            unified = written.replace("\r\n", "\n").replace('\r', "\n");
            &unified
        } else {
            written
        };
        if raw || !written.contains('\\') { Ok(written.to_owned()) } else { decode_text(written) }
    }

    fn bytes_literal(&self, content: Range<usize>, raw: bool, bytes: &mut Vec<u8>) -> Result<(), String> {
        let written = self.text[content].replace("\r\n", "\n");
        if raw {
            bytes.extend(written.bytes());
            return Ok(());
        }
        decode_bytes(&written, bytes)
    }
}

/// The parts of a string as they are read: text that follows text joins it.
#[derive(Default)]
pub(super) struct Parts {
    parts: Vec<FStringPart>,
    text: String,
}

impl Parts {
    pub(super) fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn push_field(&mut self, field: FormattedValue) {
        self.end_text();
        self.parts.push(FStringPart::Formatted(Box::new(field)));
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(FStringPart::Literal(Rc::from(self.text.as_str())));
            self.text.clear();
        }
    }

    /// All parts of an f-string.
    pub(super) fn finish(mut self) -> Vec<FStringPart> {
        self.end_text();
        self.parts
    }
}

/// What a backslash and the character after it stand for, where that is a single character.
fn simple_escape(c: u8) -> Option<u8> {
    Some(match c {
        b'\\' => b'\\',
        b'\'' => b'\'',
        b'"' => b'"',
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        _ => return None,
    })
}

/// The value of up to three octal digits, and how many there are.
fn octal(digits: &[u8]) -> (u32, usize) {
    let count = digits.iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    (digits[..count].iter().fold(0, |value, digit| value * 8 + u32::from(digit - b'0')), count)
}

fn decode_text(written: &str) -> Result<String, String> {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        let escape = &rest[backslash..];
        let position = decoder_position(&written[..written.len() - escape.len()]);
        let (decoded, length) = decode_escape(escape, position)?;
        text.extend(decoded);
        rest = &escape[length..];
    }
    text.push_str(rest);
    Ok(text)
}

/// Where CPython's decoder thinks it is: it is handed a text in which other than ASCII characters stand as ten
/// characters of escape.
fn decoder_position(before: &str) -> usize {
    before.chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum()
}

/// The character that an escape stands for, if any, and the escape's length. An escape that means nothing is left as
/// it is: the backslash then is the character.
fn decode_escape(escape: &str, position: usize) -> Result<(Option<char>, usize), String> {
    let bytes = escape.as_bytes();
    let Some(&letter) = bytes.get(1) else { return Ok((Some('\\'), 1)) };
    match letter {
        b'\n' => Ok((None, 2)),
        b'0'..=b'7' => {
            let (value, count) = octal(&bytes[1..]);
            Ok((char::from_u32(value), 1 + count))
        }
        b'x' => hexadecimal(bytes, 2, "truncated \\xXX escape", position),
        b'u' => hexadecimal(bytes, 4, "truncated \\uXXXX escape", position),
        b'U' => hexadecimal(bytes, 8, "truncated \\UXXXXXXXX escape", position),
        b'N' => named(escape, position),
        _ => Ok(simple_escape(letter).map_or((Some('\\'), 1), |value| (Some(value as char), 2))),
    }
}

fn hexadecimal(bytes: &[u8], digits: usize, truncated: &str, position: usize) -> Result<(Option<char>, usize), String> {
    let found = bytes[2..].iter().take(digits).take_while(|b| b.is_ascii_hexdigit()).count();
    let fail = |reason: &str| Err(decoder_error(position, position + 1 + found, reason));
    if found < digits {
        return fail(truncated);
    }
    let value = bytes[2..2 + digits].iter().fold(0, |value, &b| value * 16 + (b as char).to_digit(16).unwrap_or(0));
    match char::from_u32(value) {
        Some(c) => Ok((Some(c), 2 + digits)),
        None if value > 0x10_ffff => fail("illegal Unicode character"),
        None => Err(format!("the lone surrogate U+{value:04X} is not supported in strings")),
    }
}

/// `\N{name}`: a character by its name in Unicode.
fn named(escape: &str, position: usize) -> Result<(Option<char>, usize), String> {
    const MALFORMED: &str = "malformed \\N character escape";
    let Some(braces) = escape[2..].strip_prefix('{') else {
        return Err(decoder_error(position, position + 1, MALFORMED));
    };
    match braces.find('}').map(|end| &braces[..end]) {
        None => Err(decoder_error(position, position + escape.len() - 1, MALFORMED)),
        Some("") => Err(decoder_error(position, position + 2, MALFORMED)),
        Some(name) => match unicode_names2::character(name) {
            Some(c) => Ok((Some(c), name.len() + "\\N{}".len())),
            None => Err(decoder_error(position, position + name.len() + 3, "unknown Unicode character name")),
        },
    }
}

fn decoder_error(first: usize, last: usize, reason: &str) -> String {
    format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {reason}")
}

fn decode_bytes(written: &str, decoded: &mut Vec<u8>) -> Result<(), String> {
    let bytes = written.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let letter = bytes.get(at + 1).copied();
        let (value, length) = match (byte, letter) {
            (b'\\', Some(b'\n')) => (None, 2),
            (b'\\', Some(b'0'..=b'7')) => {
                let (value, count) = octal(&bytes[at + 1..]);
                (Some(value as u8), 1 + count)
            }
            (b'\\', Some(b'x')) => {
                let digits = written.get(at + 2..at + 4).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if digits.is_none() {
                    return Err(format!("(value error) invalid \\x escape at position {at}"));
                }
                (digits, 4)
            }
            (b'\\', Some(letter)) => simple_escape(letter).map_or((Some(b'\\'), 1), |value| (Some(value), 2)),
            _ => (Some(byte), 1),
        };
        decoded.extend(value);
        at += length;
    }
    Ok(())
}
