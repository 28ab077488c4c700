//! The pass itself: a loop over the bytes of a text.

use std::ops::Range;

use super::number;
use super::string::{StringLiteral, find_string_end};
use super::token::{Token, TokenKind};
use super::{Layout, LayoutFault, MAX_BRACKETS, MAX_INDENTS};
use crate::syntax_error::{Fault, Reach};

/// What the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A program: lines and blocks count.
    Program,
    /// Part of an expression: they do not.
    Bracketed,
}

/// How far a line is indented, once with tabs to the next multiple of eight and once with tabs as one blank: where the
/// two disagree about which line is deeper, the indentation depends on the width of a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Indentation {
    wide: u32,
    narrow: u32,
}

/// Reads a text token by token.
pub(super) struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// The next byte.
    at: usize,
    mode: Mode,
    tokens: Vec<Token>,
    marks: Vec<u8>,
    brackets: Vec<(u8, u32)>,
    indents: Vec<Indentation>,
}

/// A reason to stop reading.
type Stop = Box<LayoutFault>;

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, range: Range<usize>, mode: Mode) -> Scanner<'t> {
        let expected = range.len() / 3 + 4;
        Scanner {
            text,
            bytes: &text.as_bytes()[..range.end],
            at: range.start,
            mode,
            tokens: Vec::with_capacity(expected),
            marks: Vec::with_capacity(expected),
            brackets: Vec::new(),
            indents: Vec::new(),
        }
    }

    /// Reads everything.
    pub(super) fn run(mut self) -> Layout {
        let fault = match self.read_all() {
            Ok(()) => None,
            Err(stop) => {
                self.push(TokenKind::Unknown, stop.fault.span.start as usize, stop.fault.span.end as usize);
                Some(*stop)
            }
        };
        // Marks are ASCII, so this never replaces anything.
        let marks = String::from_utf8(self.marks).unwrap_or_default();
        Layout { marks, tokens: self.tokens, open: self.brackets, fault }
    }

    fn read_all(&mut self) -> Result<(), Stop> {
        if self.at == 0 && self.text.starts_with('\u{feff}') {
            self.at = 3;
        }
        let mut at_line_start = self.mode == Mode::Program;
        loop {
            if at_line_start {
                self.read_indentation()?;
                at_line_start = false;
            }
            self.skip_blanks()?;
            let start = self.at;
            let Some(&byte) = self.bytes.get(start) else { return self.finish() };
            match byte {
                b'\n' | b'\r' => {
                    self.skip_line_end();
                    if self.mode == Mode::Program && self.brackets.is_empty() {
                        self.push(TokenKind::Newline, start, start);
                        at_line_start = true;
                    }
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.read_word()?,
                b'0'..=b'9' => self.read_number()?,
                b'.' if self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => self.read_number()?,
                b'"' | b'\'' => self.read_string(start)?,
                b'(' | b'[' | b'{' => self.open_bracket(byte)?,
                b')' | b']' | b'}' => self.close_bracket(byte)?,
                _ => self.read_operator()?,
            }
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.tokens.push(Token { kind, start: start as u32, end: end as u32 });
        self.marks.push(kind.mark());
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Steps over `\n`, `\r\n` or `\r`.
    fn skip_line_end(&mut self) {
        self.at += if self.peek(0) == Some(b'\r') && self.peek(1) == Some(b'\n') { 2 } else { 1 };
    }

    /// Steps over blanks, a comment, and backslashes that join lines.
    fn skip_blanks(&mut self) -> Result<(), Stop> {
        loop {
            match self.peek(0) {
                Some(b' ' | b'\t' | b'\x0c') => self.at += 1,
                Some(b'#') => self.skip_comment(),
                Some(b'\\') => self.join_line()?,
                _ => return Ok(()),
            }
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
    }

    /// Steps over a backslash and the line end after it.
    fn join_line(&mut self) -> Result<(), Stop> {
        let backslash = self.at;
        self.at += 1;
        match self.peek(0) {
            Some(b'\n' | b'\r') => self.skip_line_end(),
            None => return Err(end_of_text(backslash)),
            Some(_) => {
                let message = "unexpected character after line continuation character";
                return Err(late(Fault::syntax(message, self.at..self.at + 1).reaching(Reach::Unsaid)));
            }
        }
        if self.at >= self.bytes.len() { Err(end_of_text(backslash)) } else { Ok(()) }
    }

    /// At the start of a line: skips blank lines, then opens or closes blocks.
    fn read_indentation(&mut self) -> Result<(), Stop> {
        loop {
            let line = self.at;
            let indentation = self.measure_indentation()?;
            match self.peek(0) {
                Some(b'#') => {
                    self.skip_comment();
                    if self.at < self.bytes.len() {
                        self.skip_line_end();
                    }
                }
                Some(b'\n' | b'\r') => self.skip_line_end(),
                None => return Ok(()),
                Some(_) => return self.indent_to(indentation, line),
            }
        }
    }

    /// Steps over the blanks at the start of a line. A backslash among them joins the next line on, and the first
    /// line's indentation counts.
    fn measure_indentation(&mut self) -> Result<Indentation, Stop> {
        let mut here = Indentation { wide: 0, narrow: 0 };
        let mut joined = None;
        loop {
            match self.peek(0) {
                Some(b' ') => here = Indentation { wide: here.wide + 1, narrow: here.narrow + 1 },
                Some(b'\t') => here = Indentation { wide: (here.wide / 8 + 1) * 8, narrow: here.narrow + 1 },
                Some(b'\x0c') => here = Indentation { wide: 0, narrow: 0 },
                Some(b'\\') => {
                    joined.get_or_insert(here);
                    self.join_line()?;
                    continue;
                }
                _ => return Ok(joined.unwrap_or(here)),
            }
            self.at += 1;
        }
    }

    fn indent_to(&mut self, to: Indentation, line: usize) -> Result<(), Stop> {
        const OUTERMOST: Indentation = Indentation { wide: 0, narrow: 0 };
        let whole_line = line..self.at;
        let tabs = || {
            let message = "inconsistent use of tabs and spaces in indentation";
            late(Fault::tab(message, whole_line.clone()).reaching(Reach::Unsaid))
        };
        let current = self.indents.last().copied().unwrap_or(OUTERMOST);
        if to.wide == current.wide {
            return if to.narrow == current.narrow { Ok(()) } else { Err(tabs()) };
        }
        if to.wide > current.wide {
            if self.indents.len() + 1 >= MAX_INDENTS {
                let fault = Fault::indentation("too many levels of indentation", whole_line);
                return Err(late(fault.reaching(Reach::Unsaid)));
            }
            if to.narrow <= current.narrow {
                return Err(tabs());
            }
            self.indents.push(to);
            self.push(TokenKind::Indent, line, self.at);
            return Ok(());
        }
        let kept = self.indents.iter().take_while(|open| open.wide <= to.wide).count();
        let reached = self.indents[..kept].last().copied().unwrap_or(OUTERMOST);
        if reached.wide != to.wide {
            let message = "unindent does not match any outer indentation level";
            let rest = &self.bytes[self.at..];
            let end = self.at + rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
            return Err(late(Fault::indentation(message, end..end).reaching(Reach::LineEnd)));
        }
        if reached.narrow != to.narrow {
            return Err(tabs());
        }
        for _ in kept..self.indents.len() {
            self.push(TokenKind::Dedent, self.at, self.at);
        }
        self.indents.truncate(kept);
        Ok(())
    }

    /// At the end of the text: ends the line and the blocks.
    fn finish(&mut self) -> Result<(), Stop> {
        let end = self.bytes.len();
        if self.mode == Mode::Program {
            if let Some(&(bracket, at)) = self.brackets.last() {
                return Err(late(never_closed(bracket, at)));
            }
            let in_line = self
                .tokens
                .last()
                .is_some_and(|token| !matches!(token.kind, TokenKind::Newline | TokenKind::Dedent | TokenKind::Indent));
            if in_line {
                self.push(TokenKind::Newline, end, end);
            }
            for _ in 0..self.indents.len() {
                self.push(TokenKind::Dedent, end, end);
            }
        }
        self.push(TokenKind::End, end, end);
        Ok(())
    }

    fn open_bracket(&mut self, bracket: u8) -> Result<(), Stop> {
        let at = self.at;
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(early(Fault::syntax("too many nested parentheses", at..at + 1)));
        }
        self.brackets.push((bracket, at as u32));
        self.at += 1;
        let kind = match bracket {
            b'(' => TokenKind::LeftParen,
            b'[' => TokenKind::LeftBracket,
            _ => TokenKind::LeftBrace,
        };
        self.push(kind, at, at + 1);
        Ok(())
    }

    fn close_bracket(&mut self, bracket: u8) -> Result<(), Stop> {
        let at = self.at;
        let (opening, kind) = match bracket {
            b')' => (b'(', TokenKind::RightParen),
            b']' => (b'[', TokenKind::RightBracket),
            _ => (b'{', TokenKind::RightBrace),
        };
        let closing = bracket as char;
        match self.brackets.pop() {
            Some((open, _)) if open == opening => {
                self.at += 1;
                self.push(kind, at, at + 1);
                Ok(())
            }
            Some((open, open_at)) => {
                let open = open as char;
                let mut message =
                    format!("closing parenthesis '{closing}' does not match opening parenthesis '{open}'");
                if self.line_of(open_at as usize) != self.line_of(at) {
                    message.push_str(&format!(" on line {}", self.line_of(open_at as usize)));
                }
                Err(early(Fault::syntax(message, at..at + 1)))
            }
            None => Err(early(Fault::syntax(format!("unmatched '{closing}'"), at..at + 1))),
        }
    }

    /// The number of the line that holds a byte.
    fn line_of(&self, at: usize) -> usize {
        line_of(self.text, at)
    }

    fn read_word(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let ascii = rest.iter().position(|&b| !(b.is_ascii_alphanumeric() || b == b'_')).unwrap_or(rest.len());
        self.at += ascii;
        match self.peek(0) {
            Some(b'"' | b'\'') if StringLiteral::is_prefix(&self.bytes[start..self.at]) => {
                return self.read_string(start);
            }
            Some(0x80..) => return self.read_unicode_name(start),
            _ => {}
        }
        let word = &self.text[start..self.at];
        let kind = TokenKind::keyword(word).unwrap_or_else(|| self.name_kind(word));
        if matches!(word, "async" | "await") {
            let message = format!("'{word}' is not supported: this language has no coroutines");
            return Err(early(Fault::syntax(message, start..self.at)));
        }
        self.push(kind, start, self.at);
        Ok(())
    }

    /// The kind of a word that is no keyword: two of them are keywords where a statement begins.
    fn name_kind(&self, word: &str) -> TokenKind {
        match word {
            "_" => TokenKind::Underscore,
            "match" if self.at_statement_start() => TokenKind::Match,
            "case" if self.at_statement_start() => TokenKind::Case,
            _ => TokenKind::Name,
        }
    }

    fn at_statement_start(&self) -> bool {
        self.mode == Mode::Program
            && self
                .tokens
                .last()
                .is_none_or(|t| matches!(t.kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent))
    }

    /// Reads a name with characters beyond ASCII.
    fn read_unicode_name(&mut self, start: usize) -> Result<(), Stop> {
        let rest = &self.text[start..self.bytes.len()];
        let length = rest.find(|c: char| c.is_ascii() && !(c.is_ascii_alphanumeric() || c == '_'));
        let word = &rest[..length.unwrap_or(rest.len())];
        self.at = start + word.len();
        for (offset, c) in word.char_indices() {
            let fits = if offset == 0 {
                c == '_' || unicode_ident::is_xid_start(c)
            } else {
                unicode_ident::is_xid_continue(c)
            };
            if !fits {
                let at = start + offset;
                return Err(early(Fault::syntax(invalid_character(c), at..at + c.len_utf8())));
            }
        }
        self.push(TokenKind::Name, start, self.at);
        Ok(())
    }

    fn read_number(&mut self) -> Result<(), Stop> {
        let start = self.at;
        self.at = number::find_number_end(self.bytes, start).map_err(early)?;
        self.push(TokenKind::Number, start, self.at);
        Ok(())
    }

    fn read_string(&mut self, start: usize) -> Result<(), Stop> {
        match find_string_end(self.bytes, self.at) {
            Ok(end) => {
                self.at = end;
                self.push(TokenKind::Str, start, end);
                Ok(())
            }
            Err(unterminated) => {
                // A line end at the very end of the text begins no line.
                let detected = unterminated.detected - usize::from(unterminated.triple);
                let line = self.line_of(detected);
                let what = if unterminated.triple { "triple-quoted string" } else { "string" };
                let message = format!("unterminated {what} literal (detected at line {line})");
                let fault = Fault::syntax(message, start..start + 1);
                Err(early(Fault { unfinished: unterminated.triple, ..fault }))
            }
        }
    }

    fn read_operator(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let (kind, length) = operator(&self.bytes[start..]);
        if kind == TokenKind::Unknown {
            let c = self.text[start..].chars().next().unwrap_or('\0');
            if c == '\0' {
                return Err(early(Fault::syntax("source code cannot contain null bytes", start..start + 1)));
            }
            if c.is_ascii_control() {
                return Err(early(Fault::syntax(invalid_character(c), start..start + 1)));
            }
        }
        self.at += length;
        self.push(kind, start, self.at);
        Ok(())
    }
}

/// The operator at the start of `rest` and its length.
fn operator(rest: &[u8]) -> (TokenKind, usize) {
    use TokenKind as T;
    let second = rest.get(1).copied().unwrap_or(0);
    let third = rest.get(2).copied().unwrap_or(0);
    match (rest.first().copied().unwrap_or(0), second, third) {
        (b'*', b'*', b'=') | (b'/', b'/', b'=') | (b'<', b'<', b'=') | (b'>', b'>', b'=') => (T::AugAssign, 3),
        (b'.', b'.', b'.') => (T::Ellipsis, 3),
        (b'*', b'*', _) => (T::DoubleStar, 2),
        (b'/', b'/', _) => (T::Division, 2),
        (b'<', b'<', _) | (b'>', b'>', _) => (T::Shift, 2),
        (b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^', b'=', _) => (T::AugAssign, 2),
        (b'=' | b'!' | b'<' | b'>', b'=', _) => (T::Comparison, 2),
        // The old spelling of `!=`: CPython's tokenizer knows it, and its parser then refuses it.
        (b'<', b'>', _) => (T::Unknown, 2),
        (b'-', b'>', _) => (T::Arrow, 2),
        (b':', b'=', _) => (T::ColonEqual, 2),
        (b'<' | b'>', ..) => (T::Comparison, 1),
        (b'+', ..) => (T::Plus, 1),
        (b'-', ..) => (T::Minus, 1),
        (b'*', ..) => (T::Star, 1),
        (b'/', ..) => (T::Slash, 1),
        (b'%', ..) => (T::Division, 1),
        (b'@', ..) => (T::At, 1),
        (b'~', ..) => (T::Tilde, 1),
        (b'&', ..) => (T::Ampersand, 1),
        (b'|', ..) => (T::VerticalBar, 1),
        (b'^', ..) => (T::Circumflex, 1),
        (b'=', ..) => (T::Equal, 1),
        (b',', ..) => (T::Comma, 1),
        (b':', ..) => (T::Colon, 1),
        (b';', ..) => (T::Semicolon, 1),
        (b'.', ..) => (T::Dot, 1),
        _ => (T::Unknown, 1),
    }
}

/// The number of the line that holds a byte, from 1.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count()
}

/// A fault that CPython's tokenizer reports itself, without an end unless it is told one.
fn early(fault: Fault) -> Stop {
    let reach = if fault.reach == Reach::Told { Reach::Told } else { Reach::Start };
    Box::new(LayoutFault { fault: fault.reaching(reach), precedes: true })
}

/// A fault that CPython reports only when its parser gets there.
fn late(fault: Fault) -> Stop {
    Box::new(LayoutFault { fault, precedes: false })
}

/// A backslash with nothing after it.
fn end_of_text(backslash: usize) -> Stop {
    let fault = Fault::syntax("unexpected EOF while parsing", backslash + 1..backslash + 1);
    late(fault.reaching(Reach::LineEnd).unfinished())
}

/// What to say of a bracket that is still open at the end.
pub(crate) fn never_closed(bracket: u8, at: u32) -> Fault {
    let at = at as usize;
    Fault::syntax(format!("'{}' was never closed", bracket as char), at..at + 1).reaching(Reach::Unsaid).unfinished()
}

/// What to say of a character that can stand nowhere.
fn invalid_character(c: char) -> String {
    let code = c as u32;
    if tape_text::is_printable(c) {
        format!("invalid character '{c}' (U+{code:04X})")
    } else {
        format!("invalid non-printable character U+{code:04X}")
    }
}
