//! Where a number ends, and what is wrong with it.

use crate::syntax_error::{Fault, Reach};

/// The end of the number that begins at `start` with a digit, or with a point and a digit.
///
/// # Errors
/// The sentence of CPython's tokenizer for a number that is none.
pub(super) fn find_number_end(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut number = Number { bytes, start, at: start };
    match (number.peek(), number.bytes.get(start + 1)) {
        (Some(b'0'), Some(b'x' | b'X')) => number.prefixed("hexadecimal", |b| b.is_ascii_hexdigit()),
        (Some(b'0'), Some(b'o' | b'O')) => number.prefixed("octal", |b| (b'0'..b'8').contains(&b)),
        (Some(b'0'), Some(b'b' | b'B')) => number.prefixed("binary", |b| matches!(b, b'0' | b'1')),
        _ => number.decimal(),
    }?;
    Ok(number.at)
}

struct Number<'t> {
    bytes: &'t [u8],
    start: usize,
    at: usize,
}

impl Number<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn at_digit(&self) -> bool {
        self.peek().is_some_and(|b| b.is_ascii_digit())
    }

    /// A fault that marks the last character that was still right.
    fn fault(&self, message: String) -> Fault {
        Fault::syntax(message, self.at.saturating_sub(1)..self.at)
    }

    fn invalid(&self, kind: &str) -> Fault {
        self.fault(format!("invalid {kind} literal"))
    }

    fn prefixed(&mut self, kind: &str, is_digit: fn(u8) -> bool) -> Result<(), Fault> {
        self.at += 2;
        loop {
            if self.peek() == Some(b'_') {
                self.at += 1;
            }
            if !self.peek().is_some_and(is_digit) {
                return Err(self.wrong_digit(kind).unwrap_or_else(|| self.invalid(kind)));
            }
            while self.peek().is_some_and(is_digit) {
                self.at += 1;
            }
            if self.peek() != Some(b'_') {
                break;
            }
        }
        match self.wrong_digit(kind) {
            Some(fault) => Err(fault),
            None => self.end(kind),
        }
    }

    /// What to say when a decimal digit follows that is too great for an octal or binary number.
    fn wrong_digit(&self, kind: &str) -> Option<Fault> {
        let digit = self.peek().filter(|b| b.is_ascii_digit() && kind != "hexadecimal")?;
        let message = format!("invalid digit '{}' in {kind} literal", digit as char);
        Some(Fault::syntax(message, self.at..self.at + 1))
    }

    fn decimal(&mut self) -> Result<(), Fault> {
        self.digits()?;
        let whole = self.start..self.at;
        let is_float = self.fraction_and_exponent()?;
        if matches!(self.peek(), Some(b'j' | b'J')) {
            self.at += 1;
            return self.end("imaginary");
        }
        let written = &self.bytes[whole.clone()];
        if !is_float && written.first() == Some(&b'0') && written.iter().any(|b| (b'1'..=b'9').contains(b)) {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            let zeros = written.iter().take_while(|b| matches!(b, b'0' | b'_')).count();
            return Err(Fault::syntax(message, whole.start..whole.start + zeros).reaching(Reach::Told));
        }
        self.end("decimal")
    }

    /// Digits with single underscores between them; none at all is fine.
    fn digits(&mut self) -> Result<(), Fault> {
        loop {
            while self.at_digit() {
                self.at += 1;
            }
            if self.peek() != Some(b'_') || self.at == self.start {
                return Ok(());
            }
            self.at += 1;
            if !self.at_digit() {
                return Err(self.invalid("decimal"));
            }
        }
    }

    fn fraction_and_exponent(&mut self) -> Result<bool, Fault> {
        let mut is_float = false;
        if self.peek() == Some(b'.') {
            is_float = true;
            self.at += 1;
            if self.at_digit() {
                self.digits()?;
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            let sign = matches!(self.bytes.get(self.at + 1), Some(b'+' | b'-'));
            let digit = self.at + 1 + usize::from(sign);
            if self.bytes.get(digit).is_some_and(u8::is_ascii_digit) {
                is_float = true;
                self.at = digit;
                self.digits()?;
            } else if sign {
                self.at = digit;
                return Err(self.invalid("decimal"));
            }
        }
        Ok(is_float)
    }

    /// After the last digit no letter may follow, but for a keyword (`1if x else 2`).
    fn end(&self, kind: &str) -> Result<(), Fault> {
        let rest = &self.bytes[self.at..];
        const KEYWORDS: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"or", b"not"];
        let letter = rest.first().is_some_and(|&b| b.is_ascii_alphanumeric() || b == b'_');
        if !letter || KEYWORDS.iter().any(|keyword| rest.starts_with(keyword)) {
            return Ok(());
        }
        Err(self.invalid(kind))
    }
}
