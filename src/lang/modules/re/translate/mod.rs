//! Python's regular expressions as those of `fancy_regex`.
//!
//! Both are close; what differs is written out here: `$` and `\Z`, brackets inside a set, braces that repeat nothing, octal and
//! `\u` escapes, verbose patterns, flags (only `i` is left to the engine). Errors are found on the way, in CPython's words.

mod escape;
mod group;

use self::escape::push_literal;

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
