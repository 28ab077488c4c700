//! F-strings: literal text and replacement fields.
//!
//! As in CPython 3.11 a field's expression ends where a `!`, `:`, `=` or `}` stands outside brackets and strings; it
//! may hold no backslash and no comment.

use std::ops::Range;

use pest::Parser;
use tape_text::Span;

use super::builder::Builder;
use super::string::Parts;
use super::{Built, Grammar, Rule};
use crate::ast::{Conversion, Expr, FormattedValue};
use crate::layout;
use crate::syntax_error::{Fault, explain_field};

/// How deep a field may lie in the format specs of others.
const MAX_NESTED: usize = 2;

/// The greatest number of brackets open in an expression.
const MAX_BRACKETS: usize = 200;

/// Reads one f-string.
struct Reader<'b, 't> {
    builder: &'b Builder<'t>,
    bytes: &'t [u8],
    at: usize,
    end: usize,
    raw: bool,
    /// What errors mark.
    marked: Span,
}

impl Builder<'_> {
    /// Reads the content of an f-string into parts.
    pub(super) fn fstring(&self, content: Range<usize>, raw: bool, marked: Span, parts: &mut Parts) -> Built<()> {
        let mut reader =
            Reader { builder: self, bytes: self.text.as_bytes(), at: content.start, end: content.end, raw, marked };
        reader.parts(0, parts)
    }
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied().filter(|_| self.at < self.end)
    }

    fn refuse<T>(&self, message: impl Into<String>) -> Built<T> {
        Err(Fault::at(self.marked, format!("f-string: {}", message.into())))
    }

    /// Refuses a character that no field's expression may hold.
    fn refuse_character<T>(&self, what: &str) -> Built<T> {
        Err(Fault::at(self.marked, format!("f-string expression part cannot include {what}")))
    }

    /// Text and fields up to the end, or in a format spec up to its `}`.
    fn parts(&mut self, nested: usize, parts: &mut Parts) -> Built<()> {
        loop {
            self.text(nested, parts)?;
            match self.peek() {
                Some(b'{') => self.field(nested, parts)?,
                _ => return Ok(()),
            }
        }
    }

    /// Literal text up to a field, the end, or in a format spec a `}`.
    fn text(&mut self, nested: usize, parts: &mut Parts) -> Built<()> {
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' if !self.raw => self.skip_escape(),
                b'{' | b'}' => {
                    let doubled = nested == 0 && self.at + 1 < self.end && self.bytes[self.at + 1] == byte;
                    if !doubled {
                        if byte == b'}' && nested == 0 {
                            return self.refuse("single '}' is not allowed");
                        }
                        break;
                    }
                    self.push_literal(start..self.at + 1, parts)?;
                    self.at += 2;
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
        self.push_literal(start..self.at, parts)
    }

    /// Steps over a backslash and what belongs to it; a brace after it stays a brace, but for that of `\N{name}`.
    fn skip_escape(&mut self) {
        self.at += 1;
        match self.peek() {
            Some(b'N') if self.bytes.get(self.at + 1) == Some(&b'{') => {
                let name = &self.bytes[self.at..self.end];
                self.at += name.iter().position(|&b| b == b'}').map_or(name.len(), |end| end + 1);
            }
            Some(b'{' | b'}') | None => {}
            Some(_) => self.at += 1,
        }
    }

    fn push_literal(&self, range: Range<usize>, parts: &mut Parts) -> Built<()> {
        let text = self.builder.text_literal(range, self.raw).map_err(|message| Fault::at(self.marked, message))?;
        parts.push_text(&text);
        Ok(())
    }

    /// A field, from its `{` to its `}`.
    fn field(&mut self, nested: usize, parts: &mut Parts) -> Built<()> {
        if nested >= MAX_NESTED {
            return self.refuse("expressions nested too deeply");
        }
        let open = self.at;
        self.at += 1;
        let expression = self.at..self.expression_end()?;
        self.at = expression.end;
        if self.at >= self.end {
            return self.refuse("expecting '}'");
        }
        let value = self.value(expression.clone())?;
        let mut debug = false;
        if self.peek() == Some(b'=') {
            debug = true;
            self.at += 1;
            while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
                self.at += 1;
            }
            parts.push_text(&self.builder.text[expression.start..self.at]);
        }
        let mut conversion = self.conversion()?;
        let mut spec = None;
        if self.peek() == Some(b':') {
            self.at += 1;
            let mut inner = Parts::default();
            self.parts(nested + 1, &mut inner)?;
            spec = Some(inner.finish());
        }
        if self.peek() != Some(b'}') {
            return self.refuse("expecting '}'");
        }
        self.at += 1;
        if debug && conversion.is_none() && spec.is_none() {
            conversion = Some(Conversion::Repr);
        }
        let span = Span::new(open, self.at);
        parts.push_field(FormattedValue { span, value, conversion, spec });
        Ok(())
    }

    /// `!r` and the like.
    fn conversion(&mut self) -> Built<Option<Conversion>> {
        if self.peek() != Some(b'!') {
            return Ok(None);
        }
        self.at += 1;
        if self.at >= self.end {
            return self.refuse("expecting '}'");
        }
        let rest = &self.builder.text[self.at..self.end];
        let letter = rest.chars().next().unwrap_or('}');
        self.at += letter.len_utf8();
        match letter {
            's' => Ok(Some(Conversion::Str)),
            'r' => Ok(Some(Conversion::Repr)),
            'a' => Ok(Some(Conversion::Ascii)),
            _ => self.refuse("invalid conversion character: expected 's', 'r', or 'a'"),
        }
    }

    /// Where the expression that begins here ends.
    fn expression_end(&self) -> Built<usize> {
        let mut brackets: Vec<u8> = Vec::new();
        let mut at = self.at;
        while at < self.end {
            let byte = self.bytes[at];
            match byte {
                b'\\' => return self.refuse_character("a backslash"),
                b'#' => return self.refuse_character("'#'"),
                b'"' | b'\'' => {
                    at = self.string_end(at)?;
                    continue;
                }
                b'(' | b'[' | b'{' => {
                    if brackets.len() >= MAX_BRACKETS {
                        return self.refuse("too many nested parenthesis");
                    }
                    brackets.push(byte);
                }
                b'!' | b'=' | b'<' | b'>' if brackets.is_empty() => {
                    if self.bytes.get(at + 1) == Some(&b'=') && at + 1 < self.end {
                        at += 2;
                        continue;
                    }
                    if matches!(byte, b'!' | b'=') {
                        return Ok(at);
                    }
                }
                b':' | b'}' if brackets.is_empty() => return Ok(at),
                b')' | b']' | b'}' => self.close(byte, brackets.pop())?,
                _ => {}
            }
            at += 1;
        }
        match brackets.pop() {
            Some(open) => self.refuse(format!("unmatched '{}'", open as char)),
            None => Ok(at),
        }
    }

    fn close(&self, closing: u8, open: Option<u8>) -> Built<()> {
        let (closing, open) = (closing as char, open.map(char::from));
        match (open, closing) {
            (Some('('), ')') | (Some('['), ']') | (Some('{'), '}') => Ok(()),
            (Some(open), _) => {
                self.refuse(format!("closing parenthesis '{closing}' does not match opening parenthesis '{open}'"))
            }
            (None, _) => self.refuse(format!("unmatched '{closing}'")),
        }
    }

    /// The end of a string inside an expression.
    fn string_end(&self, quote: usize) -> Built<usize> {
        let content = &self.bytes[..self.end];
        match layout::find_string_end(content, quote) {
            Ok(end) if content[quote..end].contains(&b'\\') => self.refuse_character("a backslash"),
            Ok(end) => Ok(end),
            Err(_) => self.refuse("unterminated string"),
        }
    }

    /// Parses the expression of a field.
    fn value(&self, range: Range<usize>) -> Built<Expr> {
        let text = self.builder.text;
        if text[range.clone()].trim_ascii().is_empty() {
            return match self.peek() {
                Some(byte @ (b'!' | b':' | b'=')) => {
                    self.refuse(format!("expression required before '{}'", byte as char))
                }
                _ => self.refuse("empty expression not allowed"),
            };
        }
        let field = Span::new(range.start, range.end);
        let layout = layout::read_bracketed(text, range);
        if let Some(found) = layout.fault {
            return Err(Box::new(Fault { field: Some(field), ..found.fault }));
        }
        match Grammar::parse(Rule::fstring, &layout.marks) {
            Ok(mut pairs) => {
                let inner = Builder::new(text, &layout.tokens);
                let value = inner.fstring_value(&mut pairs);
                self.builder.note_height(inner.height() + 2, 0)?;
                value
            }
            Err(_) => Err(explain_field(text, &layout)),
        }
        .map_err(|mut fault| {
            fault.field.get_or_insert(field);
            if !fault.message.starts_with("f-string: ") {
                fault.message.insert_str(0, "f-string: ");
            }
            fault
        })
    }
}
