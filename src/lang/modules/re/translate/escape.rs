//! Escapes, and sets in brackets.

use super::{ASCII, Last, Result, Translator, fail};

impl Translator {
    /// An escape outside of a set.
    pub(super) fn escape(&mut self, start: usize) -> Result<()> {
        let Some(next) = self.take() else { return fail("bad escape (end of pattern)", start) };
        match next {
            'A' => self.anchor("\\A"),
            'Z' => self.anchor("\\z"),
            'b' | 'B' => self.anchor(&format!("\\{next}")),
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => {
                let class = self.class(next);
                self.item(&class);
            }
            '1'..='9' => return self.reference(start, next),
            _ => {
                let literal = self.character(start, next)?;
                push_literal(&mut self.out, literal);
                self.last = Last::Item;
            }
        }
        Ok(())
    }

    fn class(&self, letter: char) -> String {
        let members = match letter.to_ascii_lowercase() {
            _ if !self.has(ASCII) => return format!("\\{letter}"),
            'd' => "0-9",
            'w' => "a-zA-Z0-9_",
            _ => " \\t\\n\\r\\x0b\\x0c",
        };
        format!("[{}{members}]", if letter.is_ascii_uppercase() { "^" } else { "" })
    }

    /// A reference to a group, or a character in octal.
    fn reference(&mut self, start: usize, first: char) -> Result<()> {
        let mut digits = String::from(first);
        while digits.len() < 3
            && let Some(digit) = self.peek().filter(char::is_ascii_digit)
        {
            let octal = digits.bytes().all(|b| b < b'8') && digit < '8';
            if digits.len() == 2 && !octal {
                break;
            }
            digits.push(digit);
            self.at += 1;
        }
        if digits.len() == 3 {
            let value = u32::from_str_radix(&digits, 8).unwrap_or(u32::MAX);
            let Some(literal) = char::from_u32(value).filter(|_| value <= 0o377) else {
                return fail(format!("octal escape value \\{digits} outside of range 0-0o377"), start);
            };
            push_literal(&mut self.out, literal);
            self.last = Last::Item;
            return Ok(());
        }
        let number: usize = digits.parse().unwrap_or(usize::MAX);
        if number > self.groups {
            return fail(format!("invalid group reference {number}"), start + 1);
        }
        if self.open.iter().any(|open| open.number == Some(number)) {
            return fail("cannot refer to an open group", start);
        }
        self.item(&format!("(?:\\{number})"));
        Ok(())
    }

    /// The character that an escape stands for, in a set or outside.
    fn character(&mut self, start: usize, next: char) -> Result<char> {
        Ok(match next {
            'a' => '\x07',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0b',
            'x' => self.digits(start, 2)?,
            'u' => self.digits(start, 4)?,
            'U' => self.digits(start, 8)?,
            '0'..='7' => {
                let mut value = next.to_digit(8).unwrap_or(0);
                for _ in 0..2 {
                    let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
                    value = value * 8 + digit;
                    self.at += 1;
                }
                char::from_u32(value).unwrap_or('\0')
            }
            c if c.is_ascii_alphanumeric() => return fail(format!("bad escape \\{c}"), start),
            other => other,
        })
    }

    fn digits(&mut self, start: usize, count: usize) -> Result<char> {
        let text: String = self.chars[self.at..].iter().take(count).take_while(|c| c.is_ascii_hexdigit()).collect();
        let letter = self.chars[start + 1];
        self.at += text.len();
        if text.len() < count {
            return fail(format!("incomplete escape \\{letter}{text}"), start);
        }
        match u32::from_str_radix(&text, 16).ok().and_then(char::from_u32) {
            Some(c) => Ok(c),
            None => fail(format!("bad escape \\{letter}{text}"), start),
        }
    }

    /// A set, after its bracket.
    pub(super) fn set(&mut self, start: usize) -> Result<()> {
        let mut set = String::from(if self.skip("^") { "[^" } else { "[" });
        let first = self.at;
        loop {
            let position = self.at;
            match self.peek() {
                None => return fail("unterminated character set", start),
                Some(']') if position > first => break,
                _ => {}
            }
            let low = self.member(&mut set, start)?;
            let is_range = self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|&c| c != ']');
            if !is_range {
                if let Some(low) = low {
                    push_literal(&mut set, low);
                }
                continue;
            }
            self.at += 1;
            let mut class = String::new();
            let high = self.member(&mut class, start)?;
            let range: String = self.chars[position..self.at].iter().collect();
            match (low, high) {
                (Some(low), Some(high)) if low <= high => {
                    push_literal(&mut set, low);
                    set.push('-');
                    push_literal(&mut set, high);
                }
                _ => return fail(format!("bad character range {range}"), position),
            }
        }
        self.at += 1;
        set.push(']');
        self.item(&set);
        Ok(())
    }

    /// A member of a set: a character, or a class that is added at once.
    fn member(&mut self, set: &mut String, opened: usize) -> Result<Option<char>> {
        let start = self.at;
        match self.take() {
            None => fail("unterminated character set", opened),
            Some('\\') => match self.take() {
                None => fail("bad escape (end of pattern)", start),
                Some(c @ ('d' | 'D' | 'w' | 'W' | 's' | 'S')) => {
                    set.push_str(&self.class(c));
                    Ok(None)
                }
                Some('b') => Ok(Some('\x08')),
                Some(c) => self.character(start, c).map(Some),
            },
            Some(c) => Ok(Some(c)),
        }
    }
}

/// A character that stands for itself, in a set or outside.
pub(super) fn push_literal(out: &mut String, c: char) {
    match c {
        c if c.is_alphanumeric() || c == '_' => out.push(c),
        c => out.push_str(&format!("\\x{{{:x}}}", u32::from(c))),
    }
}
