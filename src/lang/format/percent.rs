//! `%`-formatting: `"%-8s %5.2f" % (name, value)`.

use num_bigint::BigInt;

use super::layout::Parts;
use super::number::check_size;
use super::spec::{Align, FormatSpec};
use super::{format_float, format_int};
use crate::Result;
use crate::exception::{overflow_error, type_error, value_error};
use crate::methods::byte_strings::content;
use crate::name::Name;
use crate::text::escape_non_ascii;
use crate::value::Value;
use crate::vm::Vm;

/// `template % args`.
///
/// # Errors
/// `TypeError` for arguments that do not fit the template, `ValueError` for a template that is none, and what the
/// arguments' own methods raise.
pub fn percent(vm: &mut Vm, template: &str, args: &Value) -> Result<String> {
    let arguments = Arguments::new(vm, args);
    fill(vm, template, arguments)
}

/// `template % args` of bytes, each of which stands for the character of its number.
///
/// # Errors
/// As [`percent`].
pub fn percent_bytes(vm: &mut Vm, template: &[u8], args: &Value) -> Result<Vec<u8>> {
    let template: String = template.iter().copied().map(char::from).collect();
    let arguments = Arguments { for_bytes: true, ..Arguments::new(vm, args) };
    Ok(to_bytes(&fill(vm, &template, arguments)?))
}

/// The bytes that the characters of a text stand for.
fn to_bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| c as u8).collect()
}

/// What `%b` puts into bytes.
fn bytes_as_text(vm: &mut Vm, value: &Value) -> Result<String> {
    let made = match value {
        Value::Instance(_) => vm.call_special(value, Name::new("__bytes__"), &[])?,
        _ => None,
    };
    match content(made.as_ref().unwrap_or(value)) {
        Some(bytes) => Ok(bytes.into_iter().map(char::from).collect()),
        None => Err(type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
            value.type_name()
        ))),
    }
}

fn fill(vm: &mut Vm, template: &str, mut arguments: Arguments<'_>) -> Result<String> {
    let mut text = String::with_capacity(template.len() + 16);
    let mut chars = Chars { template, at: 0, index: 0 };
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
        } else if chars.peek() == Some('%') {
            chars.next();
            text.push('%');
        } else {
            let directive = Directive::read(vm, &mut chars, &mut arguments)?;
            directive.render(vm, &mut arguments, &mut text)?;
        }
    }
    arguments.finish()?;
    Ok(text)
}

/// Walks a template and counts characters, by which errors name places.
struct Chars<'a> {
    template: &'a str,
    at: usize,
    index: usize,
}

impl Chars<'_> {
    fn peek(&self) -> Option<char> {
        self.template[self.at..].chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.next();
        }
        found
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        self.index += 1;
        Some(c)
    }
}

/// The values that directives take, one after another or by key.
struct Arguments<'a> {
    whole: &'a Value,
    /// The items of a tuple, or the one value.
    items: &'a [Value],
    taken: usize,
    is_tuple: bool,
    is_mapping: bool,
    /// Whether bytes are filled in, not text.
    for_bytes: bool,
}

impl<'a> Arguments<'a> {
    fn new(vm: &mut Vm, whole: &'a Value) -> Arguments<'a> {
        let plain = whole.plain();
        let items = match plain {
            Value::Tuple(tuple) => &tuple[..],
            _ => std::slice::from_ref(whole),
        };
        let is_tuple = matches!(plain, Value::Tuple(_));
        // Whatever has items by key may be a mapping, strings and tuples aside.
        let is_mapping = match plain {
            Value::Tuple(_) | Value::Str(_) => false,
            Value::Dict(_) | Value::List(_) | Value::Bytes(_) | Value::Range(_) => true,
            Value::Instance(_) => whole.class().lookup(crate::Name::GETITEM).is_some(),
            Value::Object(_) => vm.length_of(whole).is_some(),
            _ => false,
        };
        Arguments { whole, items, taken: 0, is_tuple, is_mapping, for_bytes: false }
    }

    fn next(&mut self) -> Result<&'a Value> {
        let item = self.items.get(self.taken).ok_or_else(|| type_error("not enough arguments for format string"))?;
        self.taken += 1;
        Ok(item)
    }

    /// A number for `*`.
    fn next_size(&mut self, kind: &str) -> Result<i64> {
        match self.next()?.plain() {
            Value::Int(int) => Ok(*int),
            Value::Bool(value) => Ok(i64::from(*value)),
            Value::BigInt(_) => Err(overflow_error(format!("Python int too large to convert to C {kind}"))),
            _ => Err(type_error("* wants int")),
        }
    }

    fn finish(&self) -> Result<()> {
        let unused = if self.is_tuple { self.taken < self.items.len() } else { self.taken == 0 && !self.is_mapping };
        if unused {
            return Err(type_error("not all arguments converted during string formatting"));
        }
        Ok(())
    }
}

/// What stands between `%` and the end of a directive.
#[derive(Default)]
struct Directive {
    /// The value that the key stands for.
    keyed: Option<Value>,
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    kind: char,
    /// Where the kind stands.
    index: usize,
}

impl Directive {
    fn read(vm: &mut Vm, chars: &mut Chars<'_>, arguments: &mut Arguments<'_>) -> Result<Directive> {
        let mut directive = Directive::default();
        if chars.take('(') {
            directive.read_key(vm, chars, arguments)?;
        }
        directive.read_flags(chars);
        directive.read_width(chars, arguments)?;
        if chars.take('.') {
            let precision = match chars.take('*') {
                true => arguments.next_size("int")?.max(0) as usize,
                false => read_number(chars, "precision too big")?,
            };
            directive.precision = Some(precision);
        }
        if matches!(chars.peek(), Some('h' | 'l' | 'L')) {
            chars.next();
        }
        directive.index = chars.index;
        directive.kind = chars.next().ok_or_else(|| value_error("incomplete format"))?;
        Ok(directive)
    }

    fn read_key(&mut self, vm: &mut Vm, chars: &mut Chars<'_>, arguments: &mut Arguments<'_>) -> Result<()> {
        if !arguments.is_mapping {
            return Err(type_error("format requires a mapping"));
        }
        let start = chars.at;
        let mut depth = 1;
        while depth > 0 {
            match chars.next() {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
                None => return Err(value_error("incomplete format key")),
            }
        }
        let key = &chars.template[start..chars.at - 1];
        let key = if arguments.for_bytes { Value::bytes(to_bytes(key)) } else { Value::str(key) };
        self.keyed = Some(vm.item(arguments.whole, &key)?);
        Ok(())
    }

    fn read_flags(&mut self, chars: &mut Chars<'_>) {
        while let Some(flag) = chars.peek() {
            match flag {
                '-' => self.left = true,
                '+' => self.plus = true,
                ' ' => self.blank = true,
                '#' => self.alternate = true,
                '0' => self.zero = true,
                _ => return,
            }
            chars.next();
        }
    }

    fn read_width(&mut self, chars: &mut Chars<'_>, arguments: &mut Arguments<'_>) -> Result<()> {
        if chars.take('*') {
            let width = arguments.next_size("ssize_t")?;
            self.left |= width < 0;
            self.width = width.unsigned_abs() as usize;
        } else {
            self.width = read_number(chars, "width too big")?;
        }
        Ok(())
    }

    fn render(mut self, vm: &mut Vm, arguments: &mut Arguments<'_>, text: &mut String) -> Result<()> {
        let value = match self.keyed.take() {
            Some(value) => value,
            None => arguments.next()?.clone(),
        };
        let rendered = match self.kind {
            's' | 'b' if arguments.for_bytes => self.text(bytes_as_text(vm, &value)?)?,
            'r' if arguments.for_bytes => self.text(escape_non_ascii(&vm.repr(&value)?))?,
            's' => self.text(vm.str(&value)?)?,
            'r' => self.text(vm.repr(&value)?)?,
            'a' => self.text(escape_non_ascii(&vm.repr(&value)?))?,
            'c' => match content(&value).as_deref() {
                Some(&[byte]) if arguments.for_bytes => self.text(char::from(byte).to_string())?,
                _ => self.text(character(vm, &value)?)?,
            },
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => self.integer(&self.whole_number(vm, &value)?)?,
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => self.float(vm.float(&value)?)?,
            other => {
                let shown = if (' '..'\u{7f}').contains(&other) { other } else { '?' };
                let (code, index) = (u32::from(other), self.index);
                return Err(value_error(format!(
                    "unsupported format character '{shown}' ({code:#x}) at index {index}"
                )));
            }
        };
        text.push_str(&rendered);
        Ok(())
    }

    fn spec(&self) -> FormatSpec {
        let align = if self.left { Align::Left } else { Align::Right };
        FormatSpec { width: self.width, ..FormatSpec::plain(align) }
    }

    fn text(&self, text: String) -> Result<String> {
        let spec = self.spec();
        check_size(&spec)?;
        let shown = match self.precision.and_then(|most| text.char_indices().nth(most)) {
            Some((end, _)) if self.kind != 'c' => &text[..end],
            _ => &text[..],
        };
        Ok(spec.pad(shown))
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.blank) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        }
    }

    fn integer(&self, int: &BigInt) -> Result<String> {
        let negative = int.sign() == num_bigint::Sign::Minus;
        let magnitude = BigInt::from(int.magnitude().clone());
        let kind = if matches!(self.kind, 'i' | 'u') { 'd' } else { self.kind };
        let mut digits = format_int(&magnitude, &kind.to_string(), "int")?;
        let places = self.precision.unwrap_or(0);
        check_size(&FormatSpec { width: places, ..self.spec() })?;
        digits.insert_str(0, &"0".repeat(places.saturating_sub(digits.len())));
        let prefix = match kind {
            'o' if self.alternate => "0o",
            'x' if self.alternate => "0x",
            'X' if self.alternate => "0X",
            _ => "",
        };
        self.lay_out(Parts { sign: self.sign(negative), prefix, whole: &digits, rest: "" }, self.zero)
    }

    fn float(&self, float: f64) -> Result<String> {
        let negative = float.is_sign_negative() && !float.is_nan();
        let alternate = if self.alternate { "#" } else { "" };
        let magnitude = if negative { -float } else { float };
        let spec = format!("{alternate}.{}{}", self.precision.unwrap_or(6), self.kind);
        let digits = format_float(magnitude, &spec)?;
        let parts = Parts { sign: self.sign(negative), prefix: "", whole: &digits, rest: "" };
        self.lay_out(parts, self.zero)
    }

    /// With zeros between sign and digits, or blanks on either side.
    fn lay_out(&self, parts: Parts<'_>, zero: bool) -> Result<String> {
        let mut spec = self.spec();
        if zero && !self.left {
            spec.fill = '0';
            spec.align = Align::AfterSign;
        }
        check_size(&spec)?;
        Ok(parts.lay_out(&spec))
    }

    /// The integer that `%d` or `%x` shows.
    fn whole_number(&self, vm: &mut Vm, value: &Value) -> Result<BigInt> {
        let decimal = matches!(self.kind, 'd' | 'i' | 'u');
        let wanted = if decimal { "a real number" } else { "an integer" };
        let wrong = || {
            let message = format!("%{} format: {wanted} is required, not {}", self.kind, value.type_name());
            type_error(message)
        };
        let int = match value.plain() {
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => value.plain().clone(),
            Value::Float(float) if decimal => Value::big(crate::number::float::to_int(*float)?),
            Value::Str(_) | Value::Bytes(_) => return Err(wrong()),
            _ if decimal => {
                vm.int(value).map_err(|raise| if raise.is(&crate::exception::TYPE_ERROR) { wrong() } else { raise })?
            }
            _ if vm.has_index(value) => vm.index_value(value)?,
            _ => return Err(wrong()),
        };
        crate::number::to_big(&int).ok_or_else(wrong)
    }
}

fn read_number(chars: &mut Chars<'_>, too_big: &'static str) -> Result<usize> {
    let start = chars.at;
    while chars.peek().is_some_and(|c| c.is_ascii_digit()) {
        chars.next();
    }
    let digits = &chars.template[start..chars.at];
    if digits.is_empty() {
        return Ok(0);
    }
    digits.parse::<i64>().map(|number| number as usize).map_err(|_| value_error(too_big))
}

fn character(vm: &mut Vm, value: &Value) -> Result<String> {
    if let Value::Str(text) = value.plain() {
        let mut chars = text.chars();
        return match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c.to_string()),
            _ => Err(type_error("%c requires int or char")),
        };
    }
    if !vm.has_index(value) {
        return Err(type_error("%c requires int or char"));
    }
    let out_of_range = || overflow_error("%c arg not in range(0x110000)");
    let code = vm.index_value(value)?.as_int().and_then(|code| u32::try_from(code).ok());
    code.and_then(char::from_u32).map(String::from).ok_or_else(out_of_range)
}
