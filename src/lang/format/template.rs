//! `str.format`: a template with fields in braces.

use crate::Result;
use crate::exception::{index_error, key_error, value_error};
use crate::name::Name;
use crate::text::{escape_non_ascii, push_escape};
use crate::value::Value;
use crate::vm::Vm;

/// How deep fields may stand in the specifications of fields.
const DEEPEST: usize = 2;

/// Where the values of fields come from.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// Values by number; nothing for `format_map`.
    pub positional: Option<&'a [Value]>,
    /// Values by name: a dict, or any mapping for `format_map`.
    pub named: Option<&'a Value>,
}

/// `template.format(…)`.
///
/// # Errors
/// `ValueError` for a template that is none, `IndexError` and `KeyError` for values that are missing, and what the values'
/// own methods raise.
pub fn format_template(vm: &mut Vm, template: &str, fields: Fields<'_>) -> Result<String> {
    Filler { vm, fields, numbering: Numbering::Unknown }.fill(template, DEEPEST)
}

/// How the fields of a template are numbered so far.
enum Numbering {
    Unknown,
    Manual,
    Automatic(usize),
}

struct Filler<'a> {
    vm: &'a mut Vm,
    fields: Fields<'a>,
    numbering: Numbering,
}

impl Filler<'_> {
    fn fill(&mut self, template: &str, depth: usize) -> Result<String> {
        if depth == 0 {
            return Err(value_error("Max string recursion exceeded"));
        }
        let mut text = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while !rest.is_empty() {
            let (literal, field) = next_piece(&mut rest)?;
            text.push_str(literal);
            if let Some(field) = field {
                text.push_str(&self.render(&field, depth)?);
            }
        }
        Ok(text)
    }

    fn render(&mut self, field: &Field<'_>, depth: usize) -> Result<String> {
        let value = self.value(field.name)?;
        let value = match field.conversion {
            None => value,
            Some('s') => Value::str(self.vm.str(&value)?),
            Some('r') => Value::str(self.vm.repr(&value)?),
            Some('a') => Value::str(escape_non_ascii(&self.vm.repr(&value)?)),
            Some(other) => return Err(unknown_conversion(other)),
        };
        if field.spec.contains('{') {
            let spec = self.fill(field.spec, depth - 1)?;
            return self.vm.format(&value, &spec);
        }
        self.vm.format(&value, field.spec)
    }

    /// The value of `name.attribute[item]`.
    fn value(&mut self, name: &str) -> Result<Value> {
        let (first, mut path) = split_name(name);
        let mut value = self.first(first)?;
        while let Some(step) = next_step(&mut path)? {
            value = match step {
                Step::Attribute(name) => self.vm.get_attribute(&value, Name::new(name))?,
                Step::Item(key) => self.vm.item(&value, &key)?,
            };
        }
        Ok(value)
    }

    fn first(&mut self, name: &str) -> Result<Value> {
        let index = if name.is_empty() { None } else { parse_index(name)? };
        let index = match (index, &mut self.numbering) {
            (None, _) if !name.is_empty() => return self.named(name),
            (None, Numbering::Manual) => {
                let text = "cannot switch from manual field specification to automatic field numbering";
                return Err(value_error(text));
            }
            (Some(_), Numbering::Automatic(_)) => {
                let text = "cannot switch from automatic field numbering to manual field specification";
                return Err(value_error(text));
            }
            (Some(index), numbering) => {
                *numbering = Numbering::Manual;
                index
            }
            (None, Numbering::Automatic(next)) => {
                *next += 1;
                *next - 1
            }
            (None, numbering) => {
                *numbering = Numbering::Automatic(1);
                0
            }
        };
        let values = self.fields.positional.ok_or_else(|| value_error("Format string contains positional fields"))?;
        let missing = || index_error(format!("Replacement index {index} out of range for positional args tuple"));
        values.get(index).cloned().ok_or_else(missing)
    }

    fn named(&mut self, name: &str) -> Result<Value> {
        match self.fields.named {
            Some(Value::Dict(dict)) if self.fields.positional.is_some() => {
                dict.get_str(name).ok_or_else(|| key_error(Value::str(name)))
            }
            Some(mapping) => self.vm.item(mapping, &Value::str(name)),
            None => Err(key_error(Value::str(name))),
        }
    }
}

/// Takes the next piece off a template: text (with one brace for two at its end), and the field behind it, if there is one.
///
/// # Errors
/// `ValueError` for braces that do not match.
pub(crate) fn next_piece<'a>(rest: &mut &'a str) -> Result<(&'a str, Option<Field<'a>>)> {
    let text = *rest;
    let Some(at) = text.find(['{', '}']) else {
        *rest = "";
        return Ok((text, None));
    };
    let brace = &text[at..=at];
    let after = &text[at + 1..];
    if after.starts_with(brace) {
        *rest = &after[1..];
        return Ok((&text[..=at], None));
    }
    if brace == "}" || after.is_empty() {
        return Err(value_error(format!("Single '{brace}' encountered in format string")));
    }
    let (field, after) = Field::read(after)?;
    *rest = after;
    Ok((&text[..at], Some(field)))
}

/// The first part of a field's name, and its path of attributes and items.
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    name.split_at(name.find(['.', '[']).unwrap_or(name.len()))
}

/// A step on the path of a field's name.
pub(crate) enum Step<'a> {
    /// `.name`.
    Attribute(&'a str),
    /// `[key]`, where digits are a number.
    Item(Value),
}

/// Takes the next step off a path.
///
/// # Errors
/// `ValueError` for a path that is none.
pub(crate) fn next_step<'a>(path: &mut &'a str) -> Result<Option<Step<'a>>> {
    let Some(kind) = path.chars().next() else { return Ok(None) };
    let after = &path[kind.len_utf8()..];
    let step;
    (step, *path) = match kind {
        '.' => after.split_at(after.find(['.', '[']).unwrap_or(after.len())),
        '[' => after.split_once(']').ok_or_else(|| value_error("Missing ']' in format string"))?,
        _ => return Err(value_error("Only '.' or '[' may follow ']' in format field specifier")),
    };
    if step.is_empty() {
        return Err(value_error("Empty attribute in format string"));
    }
    Ok(Some(if kind == '.' {
        Step::Attribute(step)
    } else {
        Step::Item(parse_index(step)?.map_or_else(|| Value::str(step), Value::from))
    }))
}

/// The index that digits stand for; nothing for any other text.
pub(crate) fn parse_index(text: &str) -> Result<Option<usize>> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let too_many = |_| value_error("Too many decimal digits in format string");
    text.parse::<i64>().map(|index| Some(index as usize)).map_err(too_many)
}

fn unknown_conversion(conversion: char) -> crate::Raise {
    let mut shown = String::new();
    if (' '..'\u{7f}').contains(&conversion) {
        shown.push(conversion);
    } else {
        push_escape(&mut shown, conversion);
    }
    value_error(format!("Unknown conversion specifier {shown}"))
}

/// What stands between braces.
pub(crate) struct Field<'a> {
    /// Its name, with its path.
    pub name: &'a str,
    /// The letter behind `!`.
    pub conversion: Option<char>,
    /// What stands behind the colon.
    pub spec: &'a str,
}

impl<'a> Field<'a> {
    /// Reads a field behind its opening brace; gives also what follows it.
    fn read(text: &'a str) -> Result<(Field<'a>, &'a str)> {
        let (end, stop) = name_end(text)?;
        let name = &text[..end];
        let mut rest = &text[end + 1..];
        if stop == '}' {
            return Ok((Field { name, conversion: None, spec: "" }, rest));
        }
        let mut conversion = None;
        if stop == '!' {
            let missing = || value_error("end of string while looking for conversion specifier");
            let found = rest.chars().next().ok_or_else(missing)?;
            conversion = Some(found);
            rest = &rest[found.len_utf8()..];
            match rest.chars().next() {
                Some('}') => return Ok((Field { name, conversion, spec: "" }, &rest[1..])),
                Some(':') => rest = &rest[1..],
                Some(_) => return Err(value_error("expected ':' after conversion specifier")),
                None => {}
            }
        }
        let mut depth = 1;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok((Field { name, conversion, spec: &rest[..at] }, &rest[at + 1..]));
            }
        }
        Err(value_error("unmatched '{' in format spec"))
    }
}

/// Where a field's name ends, and what ends it. Inside square brackets nothing does.
fn name_end(text: &str) -> Result<(usize, char)> {
    let mut in_brackets = false;
    for (at, c) in text.char_indices() {
        match c {
            ']' => in_brackets = false,
            _ if in_brackets => {}
            '[' => in_brackets = true,
            '{' => return Err(value_error("unexpected '{' in field name")),
            '}' | ':' | '!' => return Ok((at, c)),
            _ => {}
        }
    }
    Err(value_error("expected '}' before end of string"))
}
