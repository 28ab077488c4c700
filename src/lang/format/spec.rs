//! The format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::fault::{Computed, Fault};

/// Where the text stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`.
    Left,
    /// `>`.
    Right,
    /// `^`.
    Centre,
    /// `=`: the padding goes between sign and digits.
    AfterSign,
}

/// Which numbers show a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `-`: negative ones.
    Minus,
    /// `+`: all.
    Plus,
    /// A blank: all, a blank for those that are not negative.
    Space,
}

/// A specification, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatSpec {
    /// What the field is filled with.
    pub fill: char,
    /// Where the text stands.
    pub align: Align,
    /// The sign, if the specification has one.
    pub sign: Option<Sign>,
    /// `z`: a negative zero, after rounding, loses its sign.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    /// The least width.
    pub width: usize,
    /// `,` or `_` between groups of digits.
    pub grouping: Option<char>,
    /// Digits behind the point, significant digits, or characters of a string.
    pub precision: Option<usize>,
    /// The type, if the specification has one.
    pub kind: Option<char>,
}

impl FormatSpec {
    /// The specification that asks for nothing.
    pub(super) fn plain(align: Align) -> FormatSpec {
        FormatSpec {
            fill: ' ',
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
        }
    }

    /// Reads a specification for a value of the type `type_name`, whose text stands at `default_align`.
    ///
    /// # Errors
    /// `ValueError` for what is no specification.
    pub fn parse(text: &str, default_align: Align, type_name: &str) -> Computed<FormatSpec> {
        let mut spec = FormatSpec::plain(default_align);
        let mut rest = Cursor { rest: text };
        let aligned = spec.read_alignment(&mut rest);
        spec.sign = match rest.peek() {
            Some('-') => Some(Sign::Minus),
            Some('+') => Some(Sign::Plus),
            Some(' ') => Some(Sign::Space),
            _ => None,
        };
        if spec.sign.is_some() {
            rest.skip();
        }
        spec.no_negative_zero = rest.take('z');
        spec.alternate = rest.take('#');
        if aligned != Some(Filled::Given) && rest.take('0') {
            spec.fill = '0';
            if aligned.is_none() && default_align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = rest.number()?.unwrap_or(0);
        spec.read_grouping(&mut rest)?;
        if rest.take('.') {
            let missing = || Fault::value("Format specifier missing precision");
            spec.precision = Some(rest.number()?.ok_or_else(missing)?);
        }
        spec.kind = rest.peek();
        rest.skip();
        if !rest.rest.is_empty() {
            return Err(Fault::value(format!("Invalid format specifier '{text}' for object of type '{type_name}'")));
        }
        if spec.grouping.is_some() {
            // A string's grouping is wrong before its sign is.
            let implied = if default_align == Align::Left { Some('s') } else { None };
            spec.check_grouping(spec.kind.or(implied))?;
        }
        Ok(spec)
    }

    fn read_alignment(&mut self, rest: &mut Cursor<'_>) -> Option<Filled> {
        let mut chars = rest.rest.chars();
        let (first, second) = (chars.next()?, chars.next());
        if let Some(align) = second.and_then(alignment) {
            self.fill = first;
            self.align = align;
            rest.skip();
            rest.skip();
            return Some(Filled::Given);
        }
        self.align = alignment(first)?;
        rest.skip();
        Some(Filled::Default)
    }

    fn read_grouping(&mut self, rest: &mut Cursor<'_>) -> Computed<()> {
        let both = || Fault::value("Cannot specify both ',' and '_'.");
        if rest.take(',') {
            self.grouping = Some(',');
        }
        if rest.take('_') {
            if self.grouping.is_some() {
                return Err(both());
            }
            self.grouping = Some('_');
        }
        if self.grouping == Some('_') && rest.peek() == Some(',') {
            return Err(both());
        }
        Ok(())
    }

    fn check_grouping(&self, kind: Option<char>) -> Computed<()> {
        let Some(grouping) = self.grouping else { return Ok(()) };
        match kind {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | 'F' | '%') => Ok(()),
            Some('b' | 'o' | 'x' | 'X') if grouping == '_' => Ok(()),
            Some(kind) => Err(cannot_group(grouping, kind)),
        }
    }

    /// How many digits stand between separators.
    pub(super) fn group_size(&self) -> usize {
        if matches!(self.kind, Some('b' | 'o' | 'x' | 'X')) { 4 } else { 3 }
    }

    /// What stands for the sign of a number.
    pub(super) fn sign_text(&self, negative: bool) -> &'static str {
        match self.sign {
            _ if negative => "-",
            Some(Sign::Plus) => "+",
            Some(Sign::Space) => " ",
            Some(Sign::Minus) | None => "",
        }
    }

    /// Pads a text to the width; [`Align::AfterSign`] counts as right.
    #[must_use]
    pub fn pad(&self, text: &str) -> String {
        let missing = self.width.saturating_sub(text.chars().count());
        let left = match self.align {
            Align::Left => 0,
            Align::Right | Align::AfterSign => missing,
            Align::Centre => missing / 2,
        };
        let mut padded = String::with_capacity(text.len() + missing);
        padded.extend(std::iter::repeat_n(self.fill, left));
        padded.push_str(text);
        padded.extend(std::iter::repeat_n(self.fill, missing - left));
        padded
    }
}

/// The error for a separator that the type does not allow.
fn cannot_group(grouping: char, kind: char) -> Fault {
    Fault::value(format!("Cannot specify '{grouping}' with '{}'.", shown_kind(kind)))
}

/// The error for a type that the value does not know.
pub(super) fn unknown_kind(kind: char, type_name: &str) -> Fault {
    Fault::value(format!("Unknown format code '{}' for object of type '{type_name}'", shown_kind(kind)))
}

fn shown_kind(kind: char) -> String {
    if (' '..'\u{7f}').contains(&kind) { kind.to_string() } else { format!("\\x{:x}", u32::from(kind)) }
}

/// Where the fill character came from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filled {
    Given,
    Default,
}

fn alignment(c: char) -> Option<Align> {
    Some(match c {
        '<' => Align::Left,
        '>' => Align::Right,
        '^' => Align::Centre,
        '=' => Align::AfterSign,
        _ => return None,
    })
}

struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip(&mut self) {
        self.rest = &self.rest[self.peek().map_or(0, char::len_utf8)..];
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.skip();
        }
        found
    }

    fn number(&mut self) -> Computed<Option<usize>> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        if digits.is_empty() {
            return Ok(None);
        }
        let too_many = |_| Fault::value("Too many decimal digits in format string");
        digits.parse::<i64>().map(|number| Some(number as usize)).map_err(too_many)
    }
}
