//! What could stand at the cursor: names, attributes, modules, arguments, keywords, magics.
//!
//! Only names and attributes are looked up to find out; nothing is called.

use tape_lang::value::Dict;
use tape_lang::{Name, Value, Vm};

use super::highlight::KEYWORDS;
use super::magic;
use super::signature::{is_function, parameter_names};

/// What can be put in place of a part of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// Where the part begins that a candidate replaces; it ends at the cursor.
    pub start: usize,
    /// The candidates, in order.
    pub candidates: Vec<String>,
}

/// Completes a text at a position.
pub fn complete(vm: &mut Vm, globals: &Dict, text: &str, position: usize) -> Completions {
    let before = &text[..position];
    let line = before.rsplit('\n').next().unwrap_or(before);
    let path_start = before.len() - trailing(before, |c| is_word(c) || c == '.').len();
    let path = &before[path_start..];
    let (owner, word) = path.rsplit_once('.').map_or((None, path), |(owner, word)| (Some(owner), word));
    let start = position - word.len();
    if path.starts_with(|c: char| c.is_ascii_digit()) {
        return Completions { start, candidates: Vec::new() };
    }
    let at_start_of_line = line.trim_start().strip_prefix('%').is_some_and(|rest| !rest.contains(' '));
    if at_start_of_line && owner.is_none() {
        let cell = line.trim_start().starts_with("%%");
        return finish(start, word, magic::names(cell).map(str::to_owned).collect());
    }
    if let Some(candidates) = imported(vm, line, path) {
        let start = if owner.is_some() && line.trim_start().starts_with("import") { path_start } else { start };
        return finish(start, &before[start..], candidates);
    }
    let candidates = match owner {
        Some("") if before[..path_start].ends_with(['\'', '"']) => attribute_names(vm, &Value::str(""), word),
        Some(owner) => match look_up(vm, globals, owner) {
            Some(value) => attribute_names(vm, &value, word),
            None => Vec::new(),
        },
        None => {
            let mut names = arguments(vm, globals, &before[..path_start]);
            names.extend(all_names(vm, globals));
            names
        }
    };
    finish(start, word, candidates)
}

/// The candidates that begin with a word; private ones only for a word that asks for them.
fn finish(start: usize, word: &str, candidates: Vec<String>) -> Completions {
    let mut fitting: Vec<String> = candidates
        .into_iter()
        .filter(|name| name.starts_with(word) && (!name.starts_with('_') || word.starts_with('_')))
        .collect();
    fitting.sort_by_key(|name| (!name.ends_with('='), name.starts_with('_'), name.to_lowercase()));
    fitting.dedup();
    Completions { start, candidates: fitting }
}

/// Whether a character may be part of a name.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The end of a text as far as its characters belong.
pub fn trailing(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let begin = text.char_indices().rev().take_while(|(_, c)| belongs(*c)).last().map_or(text.len(), |(at, _)| at);
    &text[begin..]
}

/// The modules or names that can be imported, when the line is an import.
fn imported(vm: &mut Vm, line: &str, path: &str) -> Option<Vec<String>> {
    let mut words = line.split_whitespace();
    match words.next()? {
        "import" if line.trim_start() != "import" => Some(vm.module_names().into_iter().map(str::to_owned).collect()),
        "from" => {
            let module = words.next()?;
            let rest = words.next();
            match rest {
                None if !path.is_empty() => Some(vm.module_names().into_iter().map(str::to_owned).collect()),
                Some("import") => {
                    let value = vm.import(module).ok()?;
                    Some(vm.attribute_names(&value))
                }
                _ => Some(vec!["import".to_string()]),
            }
        }
        _ => None,
    }
}

/// Every name that a program can use as it stands.
fn all_names(vm: &mut Vm, globals: &Dict) -> Vec<String> {
    let mut names: Vec<String> = globals.keys().iter().filter_map(|key| key.as_str().map(str::to_owned)).collect();
    names.extend(vm.builtin_names());
    names.extend(KEYWORDS.iter().map(|word| (*word).to_string()));
    names
}

fn attribute_names(vm: &mut Vm, value: &Value, word: &str) -> Vec<String> {
    let names = vm.attribute_names(value);
    names.into_iter().filter(|name| !name.starts_with('_') || word.starts_with('_')).collect()
}

/// The value of a dotted name, without calling anything of the program's.
pub fn look_up(vm: &mut Vm, globals: &Dict, path: &str) -> Option<Value> {
    let mut parts = path.split('.');
    let first = parts.next()?;
    let mut value = match globals.get_str(first) {
        Some(value) => value,
        None => vm.builtin(Name::new(first)).ok().flatten()?,
    };
    for part in parts {
        value = vm.find_attribute(&value, Name::new(part)).ok().flatten()?;
    }
    Some(value)
}

/// What a candidate stands for, in the words that Jupyter's clients know. `owner` is what stands before it, with its dot.
pub fn kind(vm: &mut Vm, globals: &Dict, owner: &str, candidate: &str) -> &'static str {
    let owner = trailing(owner, |c| is_word(c) || c == '.');
    if candidate.ends_with('=') {
        return "param";
    }
    if owner.is_empty() && KEYWORDS.contains(&candidate) {
        return "keyword";
    }
    match look_up(vm, globals, &format!("{owner}{candidate}")) {
        Some(Value::Class(_)) => "class",
        Some(Value::Module(_)) => "module",
        Some(value) if is_function(&value) => "function",
        Some(_) => "instance",
        None if owner.is_empty() && magic::find(candidate).is_some() => "magic",
        None => "",
    }
}

/// `name=` for each parameter of the function whose call is open at the end of a text.
fn arguments(vm: &mut Vm, globals: &Dict, before: &str) -> Vec<String> {
    let Some(open) = open_parenthesis(before) else { return Vec::new() };
    let callee = trailing(&before[..open], |c| is_word(c) || c == '.');
    let Some(value) = look_up(vm, globals, callee) else { return Vec::new() };
    parameter_names(vm, &value).into_iter().map(|name| format!("{name}=")).collect()
}

/// Where the innermost parenthesis stands that is not closed in a text.
pub fn open_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => return Some(at),
            '[' | '{' if depth == 0 => return None,
            '(' | '[' | '{' => depth -= 1,
            '\n' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}
