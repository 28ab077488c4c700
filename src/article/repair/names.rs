//! Damage that shows only in names: words that nothing binds, a tape that nobody opened.

use tape_lang::parse::fragment::{TokenKind, tokens};

use super::line::{Line, Role};
use super::mend::{Edit, blanks, power_in};
use super::split::split;
use crate::Known;

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
