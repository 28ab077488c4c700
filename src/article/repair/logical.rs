//! From the lines of a page to logical lines: brackets joined, several statements on a line taken apart, broken words mended.

use std::collections::HashSet;

use tape_lang::parse::fragment::{TokenKind, is_closed, tokens};

use super::comments::{comment_start, is_strong, uncover};
use super::line::{Line, Role, is_header, parses};
use super::mend::{mend, run_in};
use super::split::split;
use crate::Known;

/// The most lines that one logical line covers.
const LONGEST: usize = 80;

/// The logical lines of a text that parses.
pub fn lines_of(text: &str) -> Vec<Line> {
    groups(text).into_iter().filter(|group| !group.text.trim().is_empty()).map(|group| Line::new(&group.text)).collect()
}

/// The logical lines of a damaged text, and what was repaired in them. With `one_line`, headers are parted from the statements behind them
/// even where that would be a program. Nothing when a line of it is no code, or none is.
pub fn lines(text: &str, known: Known<'_>, one_line: bool) -> Option<(Vec<Line>, Vec<String>)> {
    let mut notes: Vec<String> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut comments: Vec<String> = Vec::new();
    let mut after_blank = false;
    let bound: HashSet<String> = lines_of(text).into_iter().flat_map(|line| line.bound).collect();
    let visible = |name: &str| known(name) || bound.contains(name);
    let margin = text.lines().filter(|line| !line.trim().is_empty()).map(indent_of).min().unwrap_or(0);
    for group in uncovered(text, known, &visible, &mut notes) {
        if group.text.trim().is_empty() {
            after_blank = true;
            continue;
        }
        if group.text.trim_start().starts_with('#') {
            comments.push(group.text.trim().to_owned());
            continue;
        }
        let parts = statements(&group.text, &visible, one_line, &mut notes)?;
        let several = parts.len() > 1;
        for part in parts {
            let mut line = Line::new(&part);
            line.comments = std::mem::take(&mut comments);
            line.after_blank = std::mem::take(&mut after_blank);
            line.indent = (!several).then(|| indent_of(&group.text) - margin);
            lines.push(line);
        }
    }
    if lines.iter().all(|line| line.indent.is_none_or(|indent| indent == 0)) {
        lines.iter_mut().for_each(|line| line.indent = None);
    }
    (!lines.is_empty()).then_some((lines, notes))
}

/// Lines with other texts, where those differ.
pub fn replace(lines: &mut [Line], texts: &[String]) {
    for (line, text) in lines.iter_mut().zip(texts) {
        if line.text != *text {
            let mut changed = Line::new(text);
            changed.comments = std::mem::take(&mut line.comments);
            changed.indent = line.indent;
            changed.put_back = line.put_back;
            changed.after_blank = line.after_blank;
            *line = changed;
        }
    }
}

/// The logical lines of a text, after code has been taken out of the comments that swallow it.
fn uncovered(text: &str, known: Known<'_>, visible: Known<'_>, notes: &mut Vec<String>) -> Vec<Group> {
    let mut shown = String::new();
    let mut found = false;
    for line in text.lines() {
        match uncover(line, known).filter(|lines| is_meant(lines, visible)) {
            Some(lines) => {
                shown.push_str(&lines);
                found = true;
            }
            None => shown.push_str(line),
        }
        shown.push('\n');
    }
    if found {
        notes.push("code behind comments".to_owned());
    }
    groups(&shown)
}

/// Whether code that came out of a comment is no row of calls of things that the program does not know: `# 2 sin(a) cos(a)` is a formula.
fn is_meant(lines: &str, visible: Known<'_>) -> bool {
    let mut code = lines.lines().skip(1).map(|line| &line[..comment_start(line).unwrap_or(line.len())]);
    let calls = |part: &Line| {
        part.role == Role::Simple && part.keyword.is_some_and(TokenKind::is_name) && part.bound.is_empty()
    };
    let unknown = |part: &Line| {
        // What is printed may have lost something.
        calls(part) && !part.text.starts_with("print(") && part.used.iter().any(|name| !visible(name))
    };
    code.all(|line| {
        let parts: Vec<Line> = split(line).unwrap_or_default().iter().map(|part| Line::new(part)).collect();
        parts.is_empty() || !parts.iter().all(unknown)
    })
}

/// Lines of a text that belong together: an open bracket or string goes on.
struct Group {
    text: String,
}

fn groups(text: &str) -> Vec<Group> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let length = group_length(&lines[at..]);
        found.push(Group { text: lines[at..at + length].join("\n") });
        at += length;
    }
    found
}

/// The lines of a text, those that a bracket or a string joins as one.
pub fn statements_in(text: &str) -> impl Iterator<Item = String> {
    groups(text).into_iter().map(|group| group.text)
}

/// The text with its logical lines changed; nothing when none is.
pub fn each_group(text: &str, change: fn(&str) -> Option<String>) -> Option<String> {
    let mut changed = false;
    let each = |group: Group| match change(&group.text) {
        Some(other) => {
            changed = true;
            other + "\n"
        }
        None => group.text + "\n",
    };
    let all = groups(text).into_iter().map(each).collect();
    changed.then_some(all)
}

/// How many lines belong to the first.
fn group_length(lines: &[&str]) -> usize {
    let first = lines[0];
    if first.trim().is_empty() || is_closed(first) && !first.trim_end().ends_with('\\') {
        return 1;
    }
    let mut text = first.trim_start().to_owned();
    let mut goes_on = first.trim_end().ends_with('\\');
    for (index, line) in lines.iter().enumerate().skip(1).take(LONGEST) {
        text.push('\n');
        text.push_str(line);
        // Only such a line can close what is open.
        let may_close = goes_on || line.contains(['\'', '"', ')', ']', '}']);
        goes_on = line.trim_end().ends_with('\\');
        if may_close && !goes_on && is_closed(&text) {
            return index + 1;
        }
    }
    1
}

fn indent_of(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| matches!(c, ' ' | '\t'));
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The statements of a logical line.
fn statements(text: &str, known: Known<'_>, one_line: bool, notes: &mut Vec<String>) -> Option<Vec<String>> {
    let text = text.trim();
    if is_command(text) {
        return Some(vec![text.to_owned()]);
    }
    if is_whole(text, one_line) {
        return Some(vec![text.to_owned()]);
    }
    let mut note = |note: String| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    if let Some(parts) = split(text)
        && parts.iter().all(|part| is_strong(part) || is_value(part, known))
        && run_in(text, known).is_none()
    {
        note("several statements on a line".to_owned());
        return Some(parts);
    }
    if let Some((mended, lost)) = mend(text, known) {
        lost.into_iter().for_each(|what| note(format!("lost {what}")));
        if is_whole(&mended, one_line) {
            return Some(vec![mended]);
        }
        let parts = split(&mended)?;
        if parts.len() > 1 {
            note("several statements on a line".to_owned());
        }
        return Some(parts);
    }
    let parts = split(text)?;
    note("several statements on a line".to_owned());
    Some(parts)
}

/// Whether a line is a statement, or a header with or without its block behind it.
fn is_whole(text: &str, one_line: bool) -> bool {
    let line = Line::new(text);
    match line.role {
        Role::Simple => parses(text),
        Role::Decorator => parses(&format!("{text}\ndef f(): pass\n")),
        Role::Header(_) | Role::Clause(_) if line.inline => !one_line && parses(&with_owner(text)),
        Role::Header(_) | Role::Clause(_) => is_header(text[..comment_start(text).unwrap_or(text.len())].trim()),
    }
}

/// Whether a statement only shows a value that the program knows.
fn is_value(part: &str, known: Known<'_>) -> bool {
    let line = Line::new(part);
    let strong = tokens(part).len() > 1 && line.used.iter().all(|name| known(name));
    strong || part.starts_with(['"', '\'']) || matches!(part, "pass" | "return")
}

/// A clause with its block on the same line, after what it needs before it.
fn with_owner(text: &str) -> String {
    match Line::new(text).role {
        Role::Clause(kind) => {
            use TokenKind::{Elif, Else};
            let owner = if matches!(kind, Elif | Else) { "if x: pass" } else { "try: pass" };
            format!("{owner}\n{text}\n")
        }
        _ => format!("{text}\n"),
    }
}

fn is_command(text: &str) -> bool {
    text.starts_with(['%', '!'])
}

/// Whether a line of a page is code and no prose, as it stands or after a repair.
#[must_use]
pub fn is_code_line(text: &str, known: Known<'_>) -> bool {
    is_plain_code_line(text, known) || maybe_code(text, known).is_some_and(|code| is_mendable(&code, known))
}

/// What may be damaged code at the beginning of a line, by the signs that it has.
#[must_use]
pub fn maybe_code(text: &str, known: Known<'_>) -> Option<String> {
    let code = first_code(text, known);
    let signs = code.contains("tf.")
        || code.contains(" = ")
        || code.starts_with("import")
        || code.starts_with("from")
        || code.starts_with('[') && code.ends_with(']') && code.contains(" for")
        || code.ends_with(':') && code.contains('(');
    (signs && split(&code).is_none()).then_some(code)
}

/// Whether a repair makes code of a text.
#[must_use]
pub fn is_mendable(code: &str, known: Known<'_>) -> bool {
    mend(code, known).is_some()
}

/// Whether a line of a page is code as it stands, or several statements in a row.
#[must_use]
pub fn is_plain_code_line(text: &str, known: Known<'_>) -> bool {
    let code = first_code(text, known);
    if code.starts_with("!pip") || code.starts_with("%matplotlib") {
        return true;
    }
    if begins_open(&code) {
        return true;
    }
    let Some(parts) = split(&code).filter(|_| !code.is_empty()) else { return false };
    if let [part] = &parts[..]
        && is_part_of_value(part, known)
    {
        return true;
    }
    let spaced = code.contains([' ', '(', '=', '.', ':']);
    let bound: Vec<String> = parts.iter().flat_map(|part| Line::new(part).bound).collect();
    let visible = |name: &str| known(name) || bound.iter().any(|own| own == name);
    let known_word = |part: &String| is_value(part, &visible) || visible(part.trim());
    parts.iter().any(|part| is_strong(part)) && parts.iter().all(|part| is_strong(part) || known_word(part))
        || (parts.len() == 1 && known(&code) && !spaced)
}

/// Whether a line assigns what goes on below it: `x = f([1,`, `parts = {`.
fn begins_open(code: &str) -> bool {
    let words = tokens(code);
    let assigns = words.len() > 2 && words[0].kind.is_name() && words[1].kind == TokenKind::Equal;
    let goes_on = words.last().is_some_and(|word| word.kind.opens() || word.kind == TokenKind::Comma);
    assigns && goes_on && code.ends_with(['(', '[', '{', ',']) && !is_closed(code)
}

/// Whether a statement is no more than an attribute or an element of what the program knows, or a row of them: `grads[-1]`, `x.shape`,
/// `[x.name for x in xs]`.
fn is_part_of_value(part: &str, known: Known<'_>) -> bool {
    let words = tokens(part);
    let ends = words.last().is_some_and(|word| word.kind.is_name() || word.kind.closes());
    let parted = words.get(1).is_some_and(|word| matches!(word.kind, TokenKind::Dot | TokenKind::LeftBracket));
    let used = Line::new(part).used;
    if words.first().is_some_and(|word| word.kind.opens()) && words.iter().any(|word| word.kind == TokenKind::For) {
        return used.iter().all(|name| known(name));
    }
    // A page speaks of `tf.GradientTape` in its headings too.
    let module = used.first().is_some_and(|name| matches!(name.as_str(), "tf" | "np" | "plt" | "tensorflow" | "numpy"));
    parted && ends && !module && !part.contains(' ') && !used.is_empty() && used.iter().all(|name| known(name))
}

/// The code with which a line begins, before its comments.
fn first_code(text: &str, known: Known<'_>) -> String {
    let text = text.trim();
    if text.contains('\n') {
        // A statement over several lines: a comment in it ends no statement.
        return text.to_owned();
    }
    let uncovered = uncover(text, known);
    let code = uncovered.as_deref().unwrap_or(text).lines().next().unwrap_or_default();
    code[..comment_start(code).unwrap_or(code.len())].trim().to_owned()
}
