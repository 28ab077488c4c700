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
    "GradientTape",
    "pop",
    "popitem",
    "clear",
    "split",
];

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
    let survived = texts.iter().any(|text| text.contains("()"));
    !survived && texts.iter().any(|text| uncalled_header(text) || bare_call(text) || shown_method(text))
}

/// `with tf.GradientTape as t:`.
fn uncalled_header(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("with ") && !uncalled(text, &[]).is_empty()
}

/// `print` or `x.numpy` as a statement.
fn bare_call(text: &str) -> bool {
    text.trim() == "print"
        || (tokens(text).len() > 2
            && !text.contains('=')
            && CALLED.iter().any(|name| text.trim().ends_with(&format!(".{name}"))))
}

/// `print(x.numpy)`: what only a call gives is shown without one.
fn shown_method(text: &str) -> bool {
    text.trim().starts_with("print(") && !uncalled(text, &[]).is_empty()
}

/// Where `()` was eaten in a line: after a name that is always called, or one of these functions.
fn uncalled(text: &str, functions: &[String]) -> Vec<usize> {
    let words = tokens(text);
    let word = |index: usize| &text[words[index].start as usize..words[index].end as usize];
    let mut found = Vec::new();
    for index in 0..words.len() {
        if !words[index].kind.is_name() || words.get(index + 1).is_some_and(|next| next.kind == TokenKind::LeftParen) {
            continue;
        }
        let after_dot = index > 0 && words[index - 1].kind == TokenKind::Dot;
        let before = index.checked_sub(1).map(|index| words[index].kind);
        let defines = matches!(
            before,
            Some(TokenKind::Def | TokenKind::Class | TokenKind::As | TokenKind::Import | TokenKind::From)
        );
        let assigned = words.get(index + 1).is_some_and(|next| next.kind == TokenKind::Equal) && !after_dot;
        let method = after_dot && CALLED.contains(&word(index));
        let tape = word(index) == "GradientTape" || (word(index) == "print" && words.len() == 1);
        let function = !after_dot && functions.iter().any(|name| name == word(index));
        let whole = word(index) == "super" && words.get(index + 1).is_some_and(|next| next.kind == TokenKind::Dot);
        if !defines && !assigned && (method || tape || function || whole) {
            found.push(words[index].end as usize);
        }
    }
    if words.first().is_some_and(|first| first.kind == TokenKind::From || first.kind == TokenKind::Import) {
        Vec::new()
    } else {
        found
    }
}

/// The lines with the `()` that they have lost.
pub fn with_parentheses(texts: &[String]) -> Option<Vec<String>> {
    // A function without parameters that lost its own `()` lost them at its calls too.
    let functions: Vec<String> = texts
        .iter()
        .filter_map(|text| text.trim().strip_prefix("def ")?.split_once("():"))
        .map(|(name, _)| name.to_owned())
        .collect();
    let mend = |text: &String| {
        let mut mended = text.clone();
        for at in uncalled(text, &functions).into_iter().rev() {
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
        let asked =
            |line: &&Line| ["gradient", "jacobian", "batch_jacobian"].iter().any(|method| line.calls(name, method));
        let persistent = if lines[index..].iter().filter(asked).count() > 1 { "persistent=True" } else { "" };
        return Some((index, format!("with {class}({persistent}) as {name}:")));
    }
    None
}
