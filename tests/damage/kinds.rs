//! The kinds of damage that web pages do to code, each as a page does it: to the whole text, wherever it applies.

use tape_lang::parse::fragment::{Token, TokenKind, is_closed, tokens};

use super::chance::Chance;

/// A kind of damage.
pub struct Kind {
    /// Its name, as reports show it.
    pub name: &'static str,
    /// The damaged text; nothing for a text that has nothing to damage.
    pub apply: fn(&str, &mut Chance) -> Option<String>,
}

/// All kinds, in the order in which two of them come about: what a later kind changes, an earlier one could not find any more.
pub const KINDS: &[Kind] = &[
    Kind { name: "lost with line", apply: lost_with },
    Kind { name: "lost blanks", apply: lost_blanks },
    Kind { name: "eaten **", apply: eaten_powers },
    Kind { name: "eaten ()", apply: eaten_parentheses },
    Kind { name: "lost indentation", apply: lost_indentation },
    Kind { name: "blocks on one line", apply: one_line },
    Kind { name: "swallowing comments", apply: swallowing_comments },
    Kind { name: "blank lines", apply: blank_lines },
    Kind { name: "prompts >>>", apply: classic_prompts },
    Kind { name: "prompts In [3]", apply: numbered_prompts },
    Kind { name: "prompts In [None]", apply: cell_prompts },
    Kind { name: "log lines", apply: log_lines },
    Kind { name: "smart quotes", apply: smart_quotes },
    Kind { name: "dashes for minus", apply: dashes },
    Kind { name: "non-breaking spaces", apply: hard_blanks },
    Kind { name: "HTML entities", apply: entities },
    Kind { name: "backquotes", apply: backquotes },
    Kind { name: "line numbers", apply: line_numbers },
    Kind { name: "broken fences", apply: broken_fences },
];

fn changed(before: &str, after: String) -> Option<String> {
    (before != after).then_some(after)
}

fn each_line(text: &str, change: impl FnMut(&str) -> String) -> String {
    text.lines().map(change).map(|line| line + "\n").collect()
}

/// The text without such bytes.
fn without(text: &str, ranges: Vec<(usize, usize)>) -> Option<String> {
    let mut kept = text.to_owned();
    for (from, to) in ranges.into_iter().rev() {
        kept.replace_range(from..to, "");
    }
    changed(text, kept)
}

/// `importtensorflow astf`: a keyword runs into the name behind it.
fn lost_blanks(text: &str, _: &mut Chance) -> Option<String> {
    let words = tokens(text);
    let glued = |pair: &[Token]| {
        let (from, to) = (pair[0].end as usize, pair[1].start as usize);
        let keyword = &text[pair[0].start as usize..from];
        let runs_in = pair[1].kind.is_name() || text[to..].starts_with(|c: char| c.is_alphabetic());
        let said = ["import", "from", "as", "with", "for", "in", "if", "return", "def", "not", "while", "class"];
        (said.contains(&keyword) && runs_in && &text[from..to] == " ").then_some((from, to))
    };
    without(text, words.windows(2).filter_map(glued).collect())
}

/// `x2` for `x**2`.
fn eaten_powers(text: &str, _: &mut Chance) -> Option<String> {
    use TokenKind::{DoubleStar, Number, RightBracket, RightParen};
    let words = tokens(text);
    let power = |pair: &[Token]| {
        let value = pair[0].kind.is_name() || matches!(pair[0].kind, Number | RightParen | RightBracket);
        (pair[1].kind == DoubleStar && value).then_some((pair[1].start as usize, pair[1].end as usize))
    };
    without(text, words.windows(2).filter_map(power).collect())
}

/// `x.numpy` for `x.numpy()`, `def f:` for `def f():`.
fn eaten_parentheses(text: &str, _: &mut Chance) -> Option<String> {
    use TokenKind::{LeftParen, RightParen};
    let words = tokens(text);
    let empty = |row: &[Token]| {
        let call = row[0].kind.is_name() && row[1].kind == LeftParen && row[2].kind == RightParen;
        call.then_some((row[1].start as usize, row[2].end as usize))
    };
    without(text, words.windows(3).filter_map(empty).collect())
}

/// A line `with … as t:` is gone whose block begins with `t.watch(…)`, and the block's indentation with it.
fn lost_with(text: &str, _: &mut Chance) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let opens = |at: usize| {
        let name = lines[at].strip_prefix("with tf.GradientTape(")?.split_once(") as ")?.1.strip_suffix(':')?;
        let watch = format!("    {name}.watch(");
        let once = lines.iter().filter(|line| line.contains(&format!("as {name}:"))).count() == 1;
        (once && lines.get(at + 1)?.starts_with(&watch)).then_some(at)
    };
    let at = (0..lines.len()).find_map(opens)?;
    let kept = lines[..at].iter().map(|line| (*line).to_owned());
    let after = &lines[at + 1..];
    let length = after.iter().take_while(|line| line.is_empty() || line.starts_with(' ')).count();
    let (body, rest) = after.split_at(length);
    let body = body.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    let rest = rest.iter().map(|line| (*line).to_owned());
    Some(kept.chain(body).chain(rest).map(|line| line + "\n").collect())
}

/// A comment and the line behind it have become one line. A comment may well end in a value, so that line assigns or calls.
fn swallowing_comments(text: &str, chance: &mut Chance) -> Option<String> {
    let notes = ["# the next step", "#sum it up", "# this one is easy", "# x is 3 here"];
    let lines: Vec<&str> = text.lines().collect();
    let mut damaged = String::new();
    for (at, line) in lines.iter().enumerate() {
        damaged.push_str(line);
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let says = next.contains(" = ") || next.contains('(');
        let same_block =
            says && !next.trim().is_empty() && indent(next) == indent(line) && !next.trim_start().starts_with('#');
        let plain = !line.trim().is_empty() && !line.contains(['#', '\\']) && !line.trim_end().ends_with(':');
        if same_block
            && plain
            && is_closed(line)
            && is_closed(next)
            && is_closed(&lines[..at].join("\n"))
            && chance.one_in(2)
        {
            damaged.push_str(&format!(" {} {}", chance.pick(&notes), next.trim_start()));
            damaged.push('\n');
            damaged.push_str(&lines[at + 2..].join("\n"));
            damaged.push('\n');
            return Some(damaged);
        }
        damaged.push('\n');
    }
    None
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn lost_indentation(text: &str, _: &mut Chance) -> Option<String> {
    changed(text, each_line(text, |line| line.trim_start().to_owned()))
}

/// Each stretch between blank lines on a line of its own, without its comments.
fn one_line(text: &str, _: &mut Chance) -> Option<String> {
    let mut lines = vec![String::new()];
    for line in text.lines().map(without_comment) {
        match lines.last_mut() {
            Some(last) if !line.trim().is_empty() => {
                let blank = if last.is_empty() { "" } else { " " };
                last.push_str(&format!("{blank}{}", line.trim()));
            }
            _ => lines.push(String::new()),
        }
    }
    changed(text, lines.iter().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect())
}

fn without_comment(line: &str) -> &str {
    let end = tokens(line).last().map_or(0, |token| token.end as usize);
    match line[end..].find('#') {
        Some(at) => &line[..end + at],
        None => line,
    }
}

/// Whether a statement of the module begins at each line.
fn begins(lines: &[&str]) -> Vec<bool> {
    let clauses = ["else", "elif", "except", "finally", ")", "]", "}"];
    let begins = |at: usize| {
        let line = lines[at];
        let decorated = at > 0 && lines[at - 1].starts_with('@');
        let fresh = !line.is_empty() && !line.starts_with([' ', '\t']) && !clauses.iter().any(|c| line.starts_with(c));
        fresh && !decorated && is_closed(&lines[..at].join("\n"))
    };
    (0..lines.len()).map(begins).collect()
}

/// What TensorFlow says on a terminal, between the statements.
fn log_lines(text: &str, chance: &mut Chance) -> Option<String> {
    let logs = [
        "2023-03-01 10:12:45.123456: I tensorflow/core/platform/cpu_feature_guard.cc:193] This TensorFlow binary is optimized with oneDNN",
        "WARNING:tensorflow:Calling GradientTape.gradient on a persistent tape inside its context is significantly less efficient.",
        "I0000 00:00:1700000000.123456   12345 gpu_device.cc:2022] Created device /job:localhost/replica:0/task:0/device:GPU:0",
    ];
    let lines: Vec<&str> = text.lines().collect();
    let mut any = false;
    let mut damaged = String::new();
    for (line, begins) in lines.iter().zip(begins(&lines)) {
        if begins && !damaged.is_empty() && (!any || chance.one_in(6)) {
            damaged.push_str(&format!("{}\n", chance.pick(&logs)));
            any = true;
        }
        damaged.push_str(&format!("{line}\n"));
    }
    any.then_some(damaged)
}

fn blank_lines(text: &str, _: &mut Chance) -> Option<String> {
    (text.lines().count() > 2).then(|| each_line(text, |line| format!("{line}\n")))
}

/// Prompts before all lines, with an output behind some statements.
fn prompted(text: &str, first: impl Fn(usize) -> String, next: &str, output: impl Fn(usize) -> String) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let begins = begins(&lines);
    let mut number = 0;
    let mut damaged = String::new();
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() && begins.get(at + 1) != Some(&false) {
            continue;
        }
        if begins[at] {
            number += 1;
        }
        let prompt = if begins[at] { first(number) } else { next.to_owned() };
        damaged.push_str(format!("{prompt}{line}").trim_end());
        damaged.push('\n');
        let ends = begins.get(at + 1).copied().unwrap_or(true);
        if ends && !begins[at] {
            damaged.push_str(&format!("{}\n", next.trim_end()));
        }
        if ends && line.starts_with("print(") {
            damaged.push_str(&format!("{}\n", output(number)));
        }
    }
    damaged
}

fn classic_prompts(text: &str, _: &mut Chance) -> Option<String> {
    Some(prompted(text, |_| ">>> ".to_owned(), "... ", |_| "tf.Tensor(6.0, shape=(), dtype=float32)".to_owned()))
}

fn numbered_prompts(text: &str, _: &mut Chance) -> Option<String> {
    let out = |number| format!("Out[{number}]: <tf.Tensor: shape=(), dtype=float32, numpy=6.0>");
    Some(prompted(text, |number| format!("In [{number}]: "), "   ...: ", out))
}

/// A notebook's page: `In [None]:` before the cell.
fn cell_prompts(text: &str, _: &mut Chance) -> Option<String> {
    Some(format!("In [None]:\n{text}"))
}

fn smart_quotes(text: &str, _: &mut Chance) -> Option<String> {
    let mut open = false;
    let mut curl = |pair: [char; 2]| {
        open = !open;
        if open { pair[0] } else { pair[1] }
    };
    let curled = text.chars().map(|c| match c {
        '"' => curl(['“', '”']),
        '\'' => curl(['‘', '’']),
        c => c,
    });
    changed(text, curled.collect())
}

fn dashes(text: &str, chance: &mut Chance) -> Option<String> {
    changed(text, text.replace('-', chance.pick(&["–", "−"])))
}

fn hard_blanks(text: &str, _: &mut Chance) -> Option<String> {
    changed(text, text.replace(' ', "\u{a0}"))
}

fn entities(text: &str, _: &mut Chance) -> Option<String> {
    let quoted = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    changed(text, quoted.replace('"', "&quot;").replace('\'', "&#39;"))
}

fn backquotes(text: &str, _: &mut Chance) -> Option<String> {
    let quote = |line: &str| if line.trim().is_empty() { line.to_owned() } else { format!("`{line}`") };
    Some(each_line(text, quote))
}

fn line_numbers(text: &str, chance: &mut Chance) -> Option<String> {
    let count = text.lines().count();
    if count < 2 {
        return None;
    }
    if chance.one_in(3) {
        return Some((1..=count).map(|number| format!("{number}\n")).collect::<String>() + text);
    }
    let mark = chance.pick(&["", ":", "."]);
    let mut number = 0;
    Some(each_line(text, |line| {
        number += 1;
        format!("{number:>2}{mark} {line}")
    }))
}

fn broken_fences(text: &str, chance: &mut Chance) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let places: Vec<usize> =
        begins(&lines).iter().enumerate().filter(|(_, begins)| **begins).map(|(at, _)| at).collect();
    let middle = *places.get(places.len() / 2)?;
    Some(match chance.below(3) {
        0 => format!("```python\n{text}"),
        1 => format!("```{text}"),
        _ => format!("{}\n```\n{}\n```\n", lines[..middle].join("\n"), lines[middle..].join("\n")),
    })
}
