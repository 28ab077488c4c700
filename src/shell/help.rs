//! What there is to say about a name: IPython's fields.

use tape_lang::value::Dict;
use tape_lang::{Name, Result, Value, Vm};
use tape_text::{Markup, Tag};

use super::complete::{is_word, look_up, open_parenthesis, trailing};
use super::signature::{is_function, signature};

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
pub fn about(vm: &mut Vm, globals: &Dict, path: &str, depth: Depth) -> Result<Option<About>> {
    let Some(value) = look_up(vm, globals, path) else { return Ok(None) };
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    let is_class = matches!(value, Value::Class(_));
    let callable = is_function(&value);
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
    Ok(Some(About { fields }))
}

/// What is said about a name: titles and texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    fields: Vec<(&'static str, String)>,
}

impl About {
    /// `Title: text`, the texts in a column; one of several lines begins below its title.
    #[must_use]
    pub fn markup(&self) -> Markup {
        let width = self.fields.iter().map(|(title, _)| title.len()).max().unwrap_or(0);
        let mut markup = Markup::default();
        for (index, (title, text)) in self.fields.iter().enumerate() {
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

    /// The same as Markdown: signatures and sources as code, examples in docstrings too.
    #[must_use]
    pub fn markdown(&self) -> String {
        let field = |(title, text): &(&str, String)| match *title {
            "Signature" | "Init signature" | "Source" => format!("```python\n{}\n```", text.trim_matches('\n')),
            "Docstring" => docstring(text),
            "String form" => format!("```\n{text}\n```"),
            _ => format!("**{title}:** {text}"),
        };
        self.fields.iter().map(field).collect::<Vec<_>>().join("\n\n")
    }
}

/// A docstring as Markdown: what begins with a prompt is an example, up to the next blank line.
fn docstring(text: &str) -> String {
    let paragraph = |text: &str| match text.trim_start().starts_with(">>>") {
        true => format!("```python\n{text}\n```"),
        false => text.to_owned(),
    };
    text.split("\n\n").map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The names that somebody may mean who asks for help at a position: the dotted name there, then the function whose call is open.
///
/// # Examples
/// ```
/// use tape::shell::help::subjects;
/// assert_eq!(subjects("y = tf.square(x)", 8), ["tf.square"]);
/// assert_eq!(subjects("y = tf.square(x)", 15), ["x", "tf.square"]);
/// assert!(subjects("", 0).is_empty());
/// ```
#[must_use]
pub fn subjects(text: &str, position: usize) -> Vec<String> {
    let (before, after) = text.split_at(position);
    let path = |text: &str| trailing(text, |c| is_word(c) || c == '.').to_owned();
    let rest: String = after.chars().take_while(|c| is_word(*c)).collect();
    let here = path(before) + &rest;
    let open = open_parenthesis(before).map(|open| path(&before[..open]));
    [Some(here), open].into_iter().flatten().filter(|name| !name.is_empty()).collect()
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

    #[test]
    fn help_as_markdown() {
        let fields = vec![
            ("Signature", "f(x)".to_owned()),
            ("Docstring", "Does it.\n\n>>> f(1)\n2\n\nMore.".to_owned()),
            ("Type", "function".to_owned()),
        ];
        let expected = "```python\nf(x)\n```\n\nDoes it.\n\n```python\n>>> f(1)\n2\n```\n\nMore.\n\n**Type:** function";
        assert_eq!(About { fields }.markdown(), expected);
    }
}
