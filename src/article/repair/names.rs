//! Damage that shows only in names: words that nothing binds, a tape that nobody opened.

use std::collections::HashSet;

use tape_lang::parse::fragment::{TokenKind, tokens};

use super::line::{Line, Role};
use super::mend::{Edit, blanks, power_in};
use super::split::split;
use crate::Known;

/// The lines with the blanks and `**` that their unbound names have lost, and what was lost.
pub fn unbound(lines: &[Line], known: Known<'_>) -> Option<(Vec<String>, Vec<&'static str>)> {
    let bound = bound(lines);
    let visible = |name: &str| known(name) || bound.contains(name);
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

/// The names that lines bind, or take as parameters.
pub fn bound(lines: &[Line]) -> HashSet<&str> {
    lines.iter().flat_map(|line| line.bound.iter().chain(&line.parameters)).map(String::as_str).collect()
}

/// The line with all places of an unbound name changed in the same way, if the change leaves no unbound name behind.
fn mend_name(text: &str, name: &str, visible: Known<'_>) -> Option<(String, &'static str)> {
    let mut edits: Vec<Edit> = blanks(name, 0);
    edits.extend(power_in(name, 0, visible));
    edits.extend(between_names(name, visible));
    edits.into_iter().find_map(|edit| {
        let meant = format!("{}{}{}", &name[..edit.at], edit.text, &name[edit.at..]);
        let changed = replace_word(text, name, &meant);
        let mut parts = split(&changed)?;
        parts.retain(|part| !part.starts_with('#'));
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

/// The `with … as t:` that is missing before `t.watch(x)`, where nothing binds `t`: the line before which it goes, and its text.
pub fn with_tape(lines: &[Line], known: Known<'_>) -> Option<(usize, String)> {
    let mut before: HashSet<&str> = HashSet::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(name) = watching(line)
            && !known(name)
            && !before.contains(name)
        {
            let bare = known("GradientTape") || before.contains("GradientTape");
            let class = if bare { "GradientTape" } else { "tf.GradientTape" };
            let asked: usize = lines[index..].iter().map(|line| times_asked(line, name)).sum();
            let persistent = if asked > 1 { "persistent=True" } else { "" };
            return Some((index, format!("with {class}({persistent}) as {name}:")));
        }
        before.extend(bound(std::slice::from_ref(line)));
    }
    None
}

/// Whether lines ask a tape for gradients that nothing has opened: its `with` line is lost, and with it what would tell where it was.
pub fn lack_a_tape(lines: &[Line], known: Known<'_>) -> bool {
    let bound = bound(lines);
    let is_open = |name: &str| known(name) || bound.contains(name);
    lines.iter().any(|line| line.used.iter().any(|name| !is_open(name) && times_asked(line, name) > 0))
}

/// The tape of a line `t.watch(…)`.
fn watching(line: &Line) -> Option<&str> {
    let (name, _) = line.text.split_once(".watch(")?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (line.role == Role::Simple && plain).then_some(name)
}

/// How often a line asks a tape for gradients.
fn times_asked(line: &Line, tape: &str) -> usize {
    ["gradient", "jacobian", "batch_jacobian"].iter().map(|method| line.count_calls(tape, method)).sum()
}
