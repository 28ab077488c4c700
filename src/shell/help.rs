//! What there is to say about a name: IPython's fields.

use tape_lang::value::Dict;
use tape_lang::{Name, Result, Value, Vm};
use tape_text::{Markup, Tag};

use super::complete::look_up;
use super::signature::signature;

/// A longer text is shown by its two ends.
const LONGEST: usize = 200;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What can be told without calling a method of the program's and without looking at the elements of an array.
    Glance,
    /// `name?`.
    Usual,
    /// `name??`, with the source.
    Source,
}

/// Explains what a dotted name stands for; nothing when it stands for nothing.
///
/// # Errors
/// What the repr of the value raises.
pub fn about(vm: &mut Vm, globals: &Dict, path: &str, depth: Depth) -> Result<Option<Markup>> {
    let Some(value) = look_up(vm, globals, path) else { return Ok(None) };
    let mut fields: Vec<(&str, String)> = Vec::new();
    let is_class = matches!(value, Value::Class(_));
    let callable = is_class || value.is_function();
    if callable && let Some(signature) = signature(vm, &value)? {
        fields.push((if is_class { "Init signature" } else { "Signature" }, format!("{path}{signature}")));
    }
    if !callable {
        fields.push(("Type", value.type_name()));
    }
    if !callable && depth != Depth::Glance {
        fields.push(("String form", shortened(&vm.str(&value)?)));
        if let Some(Ok(length)) = vm.length_of(&value) {
            fields.push(("Length", length.to_string()));
        }
    }
    let source = if depth == Depth::Source { source(&value) } else { None };
    match source {
        Some(text) => fields.push(("Source", format!("\n{text}"))),
        None => {
            if let Some(doc) = doc(vm, &value)? {
                fields.push(("Docstring", doc));
            }
        }
    }
    if callable {
        fields.push(("Type", value.type_name()));
    }
    Ok(Some(layout(&fields)))
}

/// `Title: text`, the texts in a column; one of several lines begins below its title.
fn layout(fields: &[(&str, String)]) -> Markup {
    let width = fields.iter().map(|(title, _)| title.len()).max().unwrap_or(0);
    let mut markup = Markup::default();
    for (index, (title, text)) in fields.iter().enumerate() {
        if index > 0 {
            markup.push(Tag::Plain, "\n");
        }
        let text = text.trim_matches('\n');
        let gap = if text.contains('\n') { "\n" } else { " " };
        markup.push(Tag::Heading, format!("{title}:"));
        markup.push(Tag::Plain, format!("{:pad$}{gap}{text}", "", pad = width - title.len()));
    }
    markup
}

/// The docstring with its indentation taken out.
fn doc(vm: &mut Vm, value: &Value) -> Result<Option<String>> {
    let doc = vm.find_attribute(value, Name::DOC)?;
    Ok(doc.as_ref().and_then(Value::as_str).map(clean).filter(|text| !text.is_empty()))
}

/// A docstring as `inspect.cleandoc` leaves it: without the indentation that its lines share but for the first.
fn clean(doc: &str) -> String {
    let mut lines = doc.lines();
    let first = lines.next().unwrap_or("").trim_start();
    let rest: Vec<&str> = lines.collect();
    let indent_of = |line: &&str| line.len() - line.trim_start().len();
    let indent = rest.iter().filter(|line| !line.trim().is_empty()).map(indent_of).min().unwrap_or(0);
    let rest = rest.iter().map(|line| line.get(indent..).unwrap_or_else(|| line.trim_start()));
    let text: Vec<&str> = std::iter::once(first).chain(rest).collect();
    text.join("\n").trim_matches('\n').to_owned()
}

/// The text of a function that the program defined.
fn source(value: &Value) -> Option<String> {
    let function = match value {
        Value::Function(function) => function,
        Value::Method(method) => match &method.function {
            Value::Function(function) => function,
            _ => return None,
        },
        _ => return None,
    };
    let source = &function.code.source;
    let span = match function.code.definition.as_ref()? {
        tape_lang::code::Definition::Function(definition) => definition.span,
        tape_lang::code::Definition::Lambda(lambda) => lambda.body.span,
    };
    let (line, _) = source.position(span.start);
    let end = source.position(span.end.saturating_sub(1)).0;
    Some((line..=end).map(|number| source.line(number)).collect::<Vec<_>>().join("\n"))
}

fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let begin: String = text.chars().take(LONGEST / 2).collect();
    let end: String = text.chars().skip(length - LONGEST / 2).collect();
    format!("{begin} <...> {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docstrings_lose_their_indentation() {
        assert_eq!(clean("One.\n\n    Two.\n      Three.\n    "), "One.\n\nTwo.\n  Three.");
        assert_eq!(clean("  One."), "One.");
        assert_eq!(clean(""), "");
    }
}
