//! Damage that shows only in names: words that nothing binds, calls that lost their `()`, a tape that nobody opened.

use tape_lang::parse::fragment::{TokenKind, tokens};

use super::line::{Line, Role};
use super::mend::{Edit, blanks, power_in};
use super::split::split;
use crate::Known;

/// Methods that are always called, and without arguments where nothing stands in their parentheses.
const CALLED: &[&str] = &[
    "numpy",
    "as_list",
    "keys",
    "values",
    "items",
    "copy",
    "reset",
    "stop_recording",
    "tolist",
    "item",
    "watched_variables",
    "num_elements",
    "read_value",
    "lower",
    "upper",
    "strip",
    "is_fully_defined",
    "pop",
    "popitem",
    "clear",
    "split",
];

/// Methods and functions that may as well be attributes: they are called where other calls are known to have lost their `()`.
const MOSTLY_CALLED: &[&str] =
    &["value", "random", "rand", "randn", "decode", "encode", "bit_length", "executing_eagerly"];

/// The lines with the blanks and `**` that their unbound names have lost, and what was lost.
pub fn unbound(lines: &[Line], known: Known<'_>) -> Option<(Vec<String>, Vec<&'static str>)> {
    let visible = |name: &str| known(name) || lines.iter().any(|line| binds(line, name));
    let mut lost = Vec::new();
    let mut changed = Vec::new();
    for line in lines {
        let mut text = line.text.clone();
        for name in line.used.iter().filter(|name| !visible(name)) {
            if let Some((mended, what)) = mend_name(&text, name, &visible) {
                text = mended;
                if !lost.contains(&what) {
                    lost.push(what);
                }
            }
        }
        changed.push(text);
    }
    (!lost.is_empty()).then_some((changed, lost))
}

/// Whether a line binds a name, or takes it as a parameter.
pub fn binds(line: &Line, name: &str) -> bool {
    line.bound.iter().chain(&line.parameters).any(|bound| bound == name)
}

/// The line with all places of an unbound name changed in the same way, if the change leaves no unbound name behind.
fn mend_name(text: &str, name: &str, visible: Known<'_>) -> Option<(String, &'static str)> {
    let mut edits: Vec<Edit> = blanks(name, 0);
    edits.extend(power_in(name, 0, visible));
    edits.extend(between_names(name, visible));
    edits.into_iter().find_map(|edit| {
        let meant = format!("{}{}{}", &name[..edit.at], edit.text, &name[edit.at..]);
        let changed = replace_word(text, name, &meant);
        let parts = split(&changed)?;
        let fine = parts
            .iter()
            .all(|part| Line::new(part).used.iter().all(|used| !name.contains(used.as_str()) || visible(used)));
        (fine && parts.len() == 1).then_some((changed, edit.lost))
    })
}

/// `xy` for `x**y`.
fn between_names(name: &str, visible: Known<'_>) -> Option<Edit> {
    let at = (1..name.len()).find(|&at| name.is_char_boundary(at) && visible(&name[..at]) && visible(&name[at..]))?;
    Some(Edit { at, text: "**", lost: "`**`" })
}

/// Replaces a name where it stands as a name of its own.
fn replace_word(text: &str, name: &str, meant: &str) -> String {
    let mut found = String::new();
    let mut from = 0;
    let words = tokens(text);
    for (index, token) in words.iter().enumerate() {
        let (start, end) = (token.start as usize, token.end as usize);
        let attribute = index > 0 && words[index - 1].kind == TokenKind::Dot;
        if &text[start..end] == name && !attribute {
            found.push_str(&text[from..start]);
            found.push_str(meant);
            from = end;
        }
    }
    found.push_str(&text[from..]);
    found
}

/// Whether the calls of a program have lost their `()`: none is left, and something must have had one.
pub fn parentheses_lost(texts: &[String]) -> bool {
    if texts.iter().any(|text| text.trim().starts_with("with ") && !uncalled(text, &Callable::default()).is_empty()) {
        return true;
    }
    let instantiated = || {
        let callable = Callable { classes: classes(texts), ..Callable::default() };
        texts.iter().any(|text| uncalled(text, &callable).len() > uncalled(text, &Callable::default()).len())
    };
    !texts.iter().any(|text| has_empty_call(text)) && (texts.iter().any(|text| bare_call(text)) || instantiated())
}

fn has_empty_call(text: &str) -> bool {
    use TokenKind::{LeftParen, RightParen};
    tokens(text).windows(2).any(|pair| (pair[0].kind, pair[1].kind) == (LeftParen, RightParen))
}

/// `print` or `x.numpy` as a statement, `print(x.numpy)`, `for k in x.items:`, `super.__init__(…)`.
fn bare_call(text: &str) -> bool {
    let text = text.trim();
    let method =
        tokens(text).len() > 2 && !text.contains('=') && CALLED.iter().any(|name| text.ends_with(&format!(".{name}")));
    let shown = ["print(", "for ", "super."].iter().any(|start| text.starts_with(start));
    text == "print" || method || (shown && !uncalled(text, &Callable::default()).is_empty())
}

/// What is called besides the methods that always are.
#[derive(Default)]
struct Callable {
    /// Functions that have no parameters.
    functions: Vec<String>,
    /// Classes, which are called where all of a value or a statement is their name.
    classes: Vec<String>,
    /// Methods that may as well be attributes.
    methods: Vec<&'static str>,
}

/// The classes that a program defines.
fn classes(texts: &[String]) -> Vec<String> {
    let name = |text: &String| {
        let name: String =
            text.trim().strip_prefix("class ")?.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        Some(name)
    };
    texts.iter().filter_map(name).collect()
}

/// Where `()` was eaten in a line: after a name that is always called, or one of these.
fn uncalled(text: &str, callable: &Callable) -> Vec<usize> {
    use TokenKind::{As, Class, Colon, Def, Dot, Equal, From, Import, LeftParen, Semicolon};
    let words = tokens(text);
    let word = |index: usize| &text[words[index].start as usize..words[index].end as usize];
    let kind = |index: usize| words.get(index).map(|token| token.kind);
    if matches!(kind(0), Some(From | Import)) {
        return vec![];
    }
    let is_uncalled = |index: &usize| {
        let index = *index;
        let (before, after) = (index.checked_sub(1).and_then(kind), kind(index + 1));
        let attribute = before == Some(Dot);
        if !words[index].kind.is_name()
            || after == Some(LeftParen)
            || matches!(before, Some(Def | Class | As | Import | From))
            || (after == Some(Equal) && !attribute)
        {
            return false;
        }
        let name = word(index);
        // A tape's class may be spoken of too: `GradientTape.__name__`, `isinstance(t, GradientTape)`.
        if name == "GradientTape" {
            return matches!(after, None | Some(As | Colon | Semicolon));
        }
        if attribute {
            return CALLED.contains(&name) || (callable.methods.contains(&name) && !matches!(after, Some(Dot | Equal)));
        }
        let whole = matches!(before, None | Some(Equal | Semicolon | Colon)) && matches!(after, None | Some(Semicolon));
        (name == "print" && words.len() == 1)
            || (name == "super" && after == Some(Dot))
            || (callable.functions.iter().any(|function| function == name) && after != Some(Dot))
            || (callable.classes.iter().any(|class| class == name) && whole)
    };
    (0..words.len()).filter(is_uncalled).map(|index| words[index].end as usize).collect()
}

/// The lines with the `()` that they have lost.
pub fn with_parentheses(texts: &[String]) -> Option<Vec<String>> {
    // A function without parameters that lost its own `()` lost them at its calls too.
    let functions = texts
        .iter()
        .filter_map(|text| text.trim().strip_prefix("def ")?.split_once("():"))
        .map(|(name, _)| name.to_owned())
        .collect();
    let set = |name: &str| texts.iter().any(|text| text.contains(&format!(".{name} =")));
    let methods = MOSTLY_CALLED.iter().copied().filter(|name| !set(name)).collect();
    let callable = Callable { functions, classes: classes(texts), methods };
    let mend = |text: &String| {
        let mut mended = text.clone();
        for at in uncalled(text, &callable).into_iter().rev() {
            mended.insert_str(at, "()");
        }
        mended
    };
    let mended: Vec<String> = texts.iter().map(mend).collect();
    (mended != texts).then_some(mended)
}

/// The lines with the `with … as t:` that is missing before `t.watch(x)`, where nothing binds `t`.
pub fn with_tape(lines: &[Line], known: Known<'_>) -> Option<(usize, String)> {
    for (index, line) in lines.iter().enumerate() {
        let Some((name, _)) = line.text.split_once(".watch(") else { continue };
        let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if line.role != Role::Simple || !plain || known(name) || lines[..index].iter().any(|line| binds(line, name)) {
            continue;
        }
        let bare = known("GradientTape") || lines[..index].iter().any(|line| binds(line, "GradientTape"));
        let class = if bare { "GradientTape" } else { "tf.GradientTape" };
        let asked = |line: &Line| {
            ["gradient", "jacobian", "batch_jacobian"]
                .iter()
                .map(|method| line.count_calls(name, method))
                .sum::<usize>()
        };
        let persistent = if lines[index..].iter().map(asked).sum::<usize>() > 1 { "persistent=True" } else { "" };
        return Some((index, format!("with {class}({persistent}) as {name}:")));
    }
    None
}
