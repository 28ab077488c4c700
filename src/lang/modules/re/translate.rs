//! Python's regular expressions as those of `fancy_regex`.
//!
//! Both are close; what differs is written out here: `$` and `\Z`, brackets inside a set, braces that repeat nothing, octal and
//! `\u` escapes, verbose patterns, flags (only `i` is left to the engine). Errors are found on the way, in CPython's words.

/// `re.ASCII`.
pub(super) const ASCII: i64 = 256;
/// `re.DOTALL`.
pub(super) const DOTALL: i64 = 16;
/// `re.IGNORECASE`.
pub(super) const IGNORECASE: i64 = 2;
/// `re.MULTILINE`.
pub(super) const MULTILINE: i64 = 8;
/// `re.UNICODE`.
pub(super) const UNICODE: i64 = 32;
/// `re.VERBOSE`.
pub(super) const VERBOSE: i64 = 64;

/// What is wrong with a pattern, and where (in characters).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    pub(super) message: String,
    pub(super) position: Option<usize>,
}

/// A pattern for the engine.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) text: String,
    pub(super) flags: i64,
    /// How many groups capture.
    pub(super) groups: usize,
    /// The names of groups, with their numbers.
    pub(super) names: Vec<(String, usize)>,
}

type Result<T> = std::result::Result<T, PatternError>;

/// What a repetition would repeat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Item,
    Repeat,
}

/// A group whose end was not seen.
struct Open {
    position: usize,
    /// Its number, if it captures.
    number: Option<usize>,
    /// The flags outside of it.
    flags: i64,
}

struct Translator {
    chars: Vec<char>,
    at: usize,
    out: String,
    flags: i64,
    groups: usize,
    names: Vec<(String, usize)>,
    open: Vec<Open>,
    last: Last,
}

/// Reads a pattern.
pub(super) fn translate(pattern: &str, flags: i64) -> Result<Translated> {
    let mut translator = Translator {
        chars: pattern.chars().collect(),
        at: 0,
        out: String::new(),
        flags,
        groups: 0,
        names: Vec::new(),
        open: Vec::new(),
        last: Last::Nothing,
    };
    while translator.at < translator.chars.len() {
        translator.step()?;
    }
    if let Some(open) = translator.open.last() {
        return fail("missing ), unterminated subpattern", open.position);
    }
    let Translator { out, flags, groups, names, .. } = translator;
    let flags = if flags & ASCII == 0 { flags | UNICODE } else { flags };
    let text = if flags & IGNORECASE == 0 { out } else { format!("(?i:{out})") };
    Ok(Translated { text, flags, groups, names })
}

fn fail<T>(message: impl Into<String>, position: usize) -> Result<T> {
    Err(PatternError { message: message.into(), position: Some(position) })
}

impl Translator {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    /// Steps over a text if it comes next.
    fn skip(&mut self, text: &str) -> bool {
        let fits = text.chars().eq(self.chars[self.at..].iter().copied().take(text.chars().count()));
        if fits {
            self.at += text.chars().count();
        }
        fits
    }

    fn has(&self, flag: i64) -> bool {
        self.flags & flag != 0
    }

    fn item(&mut self, text: &str) {
        self.out.push_str(text);
        self.last = Last::Item;
    }

    fn anchor(&mut self, text: &str) {
        self.out.push_str(text);
        self.last = Last::Nothing;
    }

    fn step(&mut self) -> Result<()> {
        let start = self.at;
        let Some(next) = self.take() else { return Ok(()) };
        match next {
            '#' if self.has(VERBOSE) => while self.take().is_some_and(|c| c != '\n') {},
            c if self.has(VERBOSE) && c.is_ascii_whitespace() => {}
            '.' if self.has(DOTALL) => self.item("(?s:.)"),
            '.' => self.item("."),
            '^' if self.has(MULTILINE) => self.anchor("(?m:^)"),
            '^' => self.anchor("\\A"),
            '$' if self.has(MULTILINE) => self.anchor("(?m:$)"),
            '$' => self.anchor("(?=\\n?\\z)"),
            '|' => self.anchor("|"),
            '(' => self.group(start)?,
            ')' => self.close(start)?,
            '[' => self.set(start)?,
            '\\' => self.escape(start)?,
            '*' | '+' | '?' => self.repeat(start, &next.to_string())?,
            '{' => match self.bounds(start)? {
                Some(bounds) => self.repeat(start, &bounds)?,
                None => self.item("\\{"),
            },
            other => {
                push_literal(&mut self.out, other);
                self.last = Last::Item;
            }
        }
        Ok(())
    }

    fn repeat(&mut self, start: usize, bounds: &str) -> Result<()> {
        match self.last {
            Last::Nothing => return fail("nothing to repeat", start),
            Last::Repeat => return fail("multiple repeat", start),
            Last::Item => {}
        }
        self.out.push_str(bounds);
        if let Some(mark) = self.peek().filter(|c| matches!(c, '?' | '+')) {
            self.at += 1;
            self.out.push(mark);
        }
        self.last = Last::Repeat;
        Ok(())
    }

    /// `{m,n}` after its brace; nothing if the brace stands for itself.
    fn bounds(&mut self, start: usize) -> Result<Option<String>> {
        let Some(length) = self.chars[self.at..].iter().position(|&c| c == '}') else { return Ok(None) };
        let text: String = self.chars[self.at..self.at + length].iter().collect();
        let (low, high) = text.split_once(',').map_or((text.as_str(), None), |(low, high)| (low, Some(high)));
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !number(low) || !high.is_none_or(number) || text.is_empty() {
            return Ok(None);
        }
        let value = |text: &str| text.parse::<u64>().ok();
        if let (Some(low), Some(high)) = (value(low), high.and_then(value))
            && high < low
        {
            return fail("min repeat greater than max repeat", start + 1);
        }
        self.at += length + 1;
        let low = if low.is_empty() { "0" } else { low };
        Ok(Some(match high {
            None => format!("{{{low}}}"),
            Some(high) => format!("{{{low},{high}}}"),
        }))
    }

    fn begin(&mut self, position: usize, text: &str, number: Option<usize>) {
        self.open.push(Open { position, number, flags: self.flags });
        self.anchor(text);
    }

    fn group(&mut self, start: usize) -> Result<()> {
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

    fn close(&mut self, start: usize) -> Result<()> {
        let Some(open) = self.open.pop() else { return fail("unbalanced parenthesis", start) };
        self.flags = open.flags;
        self.item(")");
        Ok(())
    }

    /// An escape outside of a set.
    fn escape(&mut self, start: usize) -> Result<()> {
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
    fn set(&mut self, start: usize) -> Result<()> {
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
fn push_literal(out: &mut String, c: char) {
    match c {
        c if c.is_alphanumeric() || c == '_' => out.push(c),
        c => out.push_str(&format!("\\x{{{:x}}}", u32::from(c))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_written_out() {
        let text = |pattern: &str| translate(pattern, 0).unwrap().text;
        assert_eq!(text("a$"), "a(?=\\n?\\z)");
        assert_eq!(text("[[]"), "[\\x{5b}]");
        assert_eq!(text("x{,3}{"), "x{0,3}\\{");
        assert_eq!(text("(?x) a  # letter\n b"), "ab");
        assert_eq!(text("(?P<n>a)(?P=n)"), "(a)(?:\\1)");
    }

    #[test]
    fn errors_name_their_place() {
        let error = |pattern: &str| translate(pattern, 0).unwrap_err();
        assert_eq!(error("(a").message, "missing ), unterminated subpattern");
        assert_eq!(error("*a").message, "nothing to repeat");
        assert_eq!(error("a**").position, Some(2));
    }
}
