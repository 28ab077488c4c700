//! Groups: what stands behind `(?`, names, flags.

use super::{ASCII, DOTALL, IGNORECASE, MULTILINE, Open, Result, Translator, UNICODE, VERBOSE, fail};

impl Translator {
    fn begin(&mut self, position: usize, text: &str, number: Option<usize>) {
        self.open.push(Open { position, number, flags: self.flags });
        self.anchor(text);
    }

    pub(super) fn group(&mut self, start: usize) -> Result<()> {
        if !self.skip("?") {
            self.groups += 1;
            self.begin(start, "(", Some(self.groups));
            return Ok(());
        }
        for plain in [":", "=", "!", ">", "<=", "<!"] {
            if self.skip(plain) {
                self.begin(start, &format!("(?{plain}"), None);
                return Ok(());
            }
        }
        let Some(next) = self.take() else { return fail("unexpected end of pattern", self.at) };
        match next {
            'P' if self.skip("<") => self.named(start),
            'P' if self.skip("=") => {
                let (name, at) = self.name(')')?;
                let number = self.number_of(&name, at)?;
                self.item(&format!("(?:\\{number})"));
                Ok(())
            }
            'P' => match self.peek() {
                Some(next) => fail(format!("unknown extension ?P{next}"), start + 1),
                None => fail("unexpected end of pattern", self.at),
            },
            '#' => {
                while let Some(c) = self.take() {
                    if c == ')' {
                        return Ok(());
                    }
                }
                fail("missing ), unterminated comment", start)
            }
            '(' => {
                let (name, at) = self.name(')')?;
                let number = match name.parse::<usize>() {
                    Ok(number) if number == 0 || number > self.groups => {
                        return fail(format!("invalid group reference {number}"), at);
                    }
                    Ok(number) => number,
                    Err(_) => self.number_of(&name, at)?,
                };
                self.begin(start, &format!("(?({number})"), None);
                Ok(())
            }
            '<' => {
                let next = self.peek().map(String::from).unwrap_or_default();
                fail(format!("unknown extension ?<{next}"), start + 1)
            }
            c if c == '-' || c.is_ascii_alphabetic() => {
                self.at -= 1;
                self.flag_group(start)
            }
            other => fail(format!("unknown extension ?{other}"), start + 1),
        }
    }

    fn named(&mut self, start: usize) -> Result<()> {
        let (name, at) = self.name('>')?;
        if let Some((_, number)) = self.names.iter().find(|(known, _)| *known == name) {
            let number = *number;
            let message =
                format!("redefinition of group name '{name}' as group {}; was group {number}", self.groups + 1);
            return fail(message, at);
        }
        self.groups += 1;
        self.names.push((name, self.groups));
        self.begin(start, "(", Some(self.groups));
        Ok(())
    }

    /// A name up to its end, and where it began.
    fn name(&mut self, end: char) -> Result<(String, usize)> {
        let start = self.at;
        let Some(length) = self.chars[start..].iter().position(|&c| c == end) else {
            return match self.at == self.chars.len() {
                true => fail("missing group name", start),
                false => fail(format!("missing {end}, unterminated name"), start),
            };
        };
        let name: String = self.chars[start..start + length].iter().collect();
        self.at += length + 1;
        if name.is_empty() {
            return fail("missing group name", start);
        }
        let digits = end == ')' && name.bytes().all(|b| b.is_ascii_digit());
        let word = name.chars().all(|c| c == '_' || c.is_alphanumeric()) && !name.starts_with(|c: char| c.is_numeric());
        if !word && !digits {
            return fail(format!("bad character in group name '{name}'"), start);
        }
        Ok((name, start))
    }

    fn number_of(&self, name: &str, at: usize) -> Result<usize> {
        let Some((_, number)) = self.names.iter().find(|(known, _)| known == name) else {
            return fail(format!("unknown group name '{name}'"), at);
        };
        if self.open.iter().any(|open| open.number == Some(*number)) {
            return fail("cannot refer to an open group", at);
        }
        Ok(*number)
    }

    /// `(?flags)` and `(?flags-flags:…)`, after the question mark.
    fn flag_group(&mut self, start: usize) -> Result<()> {
        let (mut added, mut removed, mut removing) = (0, 0, false);
        loop {
            let position = self.at;
            let flag = match self.take() {
                Some('a') => ASCII,
                Some('i') => IGNORECASE,
                Some('m') => MULTILINE,
                Some('s') => DOTALL,
                Some('u') => UNICODE,
                Some('x') => VERBOSE,
                Some('L') => return fail("bad inline flags: cannot use 'L' flag with a str pattern", position + 1),
                Some('-') if !removing => {
                    removing = true;
                    continue;
                }
                Some(')') if !removing => {
                    if start > 0 {
                        return fail("global flags not at the start of the expression", start);
                    }
                    self.flags |= added;
                    return Ok(());
                }
                Some(':') => break,
                Some(c) if c.is_ascii_alphabetic() && position == start + 2 => {
                    return fail(format!("unknown extension ?{c}"), start + 1);
                }
                Some(c) if c.is_ascii_alphabetic() => return fail("unknown flag", position),
                None => return fail("missing -, : or )", position),
                Some(_) => return fail("missing -, : or )", position),
            };
            if removing { removed |= flag } else { added |= flag }
        }
        let on = if added & IGNORECASE != 0 { "i" } else { "" };
        let off = if removed & IGNORECASE != 0 { "-i" } else { "" };
        self.begin(start, &format!("(?{on}{off}:"), None);
        self.flags = (self.flags | added) & !removed;
        Ok(())
    }

    pub(super) fn close(&mut self, start: usize) -> Result<()> {
        let Some(open) = self.open.pop() else { return fail("unbalanced parenthesis", start) };
        self.flags = open.flags;
        self.item(")");
        Ok(())
    }
}
