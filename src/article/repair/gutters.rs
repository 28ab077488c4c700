//! What stands at the edges of lines on a page or between them: line numbers, quote marks, backquotes, blank lines between all lines, log
//! lines.

use tape_lang::parse::fragment::is_closed;

/// The text without the line numbers before its lines, or before its code in lines of their own.
pub fn without_numbers(text: &str) -> Option<String> {
    numbered_lines(text).or_else(|| number_column(text))
}

/// `1 import tensorflow as tf`, `2: …`, `3. …`: most lines begin with a number, each greater than the one before.
fn numbered_lines(text: &str) -> Option<String> {
    let split: Vec<Option<(usize, &str)>> = text.lines().map(number_before).collect();
    let filled = text.lines().filter(|line| !line.trim().is_empty()).count();
    let numbers: Vec<usize> = split.iter().flatten().map(|(number, _)| *number).collect();
    let rising = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if numbers.len() < 2 || !rising || numbers.len() * 10 < filled * 6 {
        return None;
    }
    let lines: Vec<&str> = text.lines().zip(&split).map(|(line, split)| split.map_or(line, |(_, rest)| rest)).collect();
    // All code is set off from its number by the same blanks.
    let off = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines.iter().zip(&split).filter(|(line, split)| split.is_some() && !line.trim().is_empty());
    let margin = margin.map(|(line, _)| off(line)).min().unwrap_or(0);
    let cut = |(line, split): (&&str, &Option<(usize, &str)>)| match split {
        Some(_) => line.get(margin..).unwrap_or("").to_owned(),
        None => (*line).to_owned(),
    };
    Some(lines.iter().zip(&split).map(cut).collect::<Vec<String>>().join("\n"))
}

/// The number with which a line begins, and what stands behind it.
pub fn number_before(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let number = line.get(..digits)?.parse().ok()?;
    let rest = &line[digits..];
    let after = rest.strip_prefix([':', '.', '|', ')']).unwrap_or(rest);
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some((number, after))
}

/// Lines that are only `1`, `2`, `3` …, before the code that they number.
fn number_column(text: &str) -> Option<String> {
    let filled: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_next = |(index, line): &(usize, &&str)| line.trim().parse() == Ok(index + 1);
    let numbers = filled.iter().enumerate().take_while(is_next).count();
    let code = filled.get(numbers..)?;
    (numbers >= 2 && code.len() >= numbers / 2 && !code.is_empty()).then(|| code.join("\n"))
}

/// How deep quotations are believed to stand in each other.
const QUOTATIONS: usize = 5;

/// The text without the `>` before each line of a quotation, and of one that is quoted in it.
pub fn without_quote_marks(text: &str) -> Option<String> {
    let mut found = unquoted(text)?;
    for _ in 1..QUOTATIONS {
        let Some(inner) = unquoted(&found) else { break };
        found = inner;
    }
    Some(found)
}

/// The text without its outer quote marks. One line alone may say that something is greater.
fn unquoted(text: &str) -> Option<String> {
    let inner: Vec<Option<&str>> = text.lines().map(quoted).collect();
    let is_quoted = |row: usize| inner.get(row).is_some_and(Option::is_some);
    let in_quotation = |row: usize| is_quoted(row) && (is_quoted(row + 1) || row > 0 && is_quoted(row - 1));
    if !(0..inner.len()).any(in_quotation) {
        return None;
    }
    let lines = text.lines().enumerate();
    let lines: Vec<&str> = lines.map(|(row, line)| inner[row].filter(|_| in_quotation(row)).unwrap_or(line)).collect();
    Some(lines.join("\n"))
}

/// What stands behind a quote mark. `>>>` is a prompt.
fn quoted(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('>')?;
    let nested = rest.starts_with('>') && !rest.starts_with(">>");
    match rest.strip_prefix(' ') {
        Some(text) => Some(text),
        None => (rest.is_empty() || nested).then_some(rest),
    }
}

/// The text without backquotes at the edges of its lines. Code has none there, so they can only be a page's; a comment may end in one
/// that belongs to another before it.
pub fn without_backquotes(text: &str) -> Option<String> {
    if !text.contains('`') {
        return None;
    }
    let strip = |line: &str| {
        let inner = line.trim().trim_matches('`');
        let indent = &line[..line.len() - line.trim_start().len()];
        let pairs = inner.matches('`').count().is_multiple_of(2);
        if pairs { format!("{indent}{inner}") } else { line.trim_end().to_owned() }
    };
    let lines: Vec<String> = text.lines().filter(|line| !is_fence(line)).map(strip).collect();
    let same = lines.iter().map(String::as_str).eq(text.lines().map(str::trim_end));
    (!same).then(|| lines.join("\n"))
}

/// Whether a line is only a fence, with or without a language.
pub fn is_fence(line: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches('`');
    let rest_of_tildes = line.trim_start_matches('~');
    let language = |rest: &str| rest.trim().chars().all(|c| c.is_ascii_alphanumeric() || "-_+{}.".contains(c));
    let known = |rest: &str| rest.trim().is_empty() || LANGUAGES.contains(&rest.trim().trim_matches(['{', '}', '.']));
    (line.len() - rest.len() >= 3 && language(rest) && known(rest))
        || (line.len() - rest_of_tildes.len() >= 3 && language(rest_of_tildes))
}

/// What stands after a fence that opens.
pub const LANGUAGES: &[&str] = &[
    "python",
    "python3",
    "py",
    "py3",
    "tape",
    "pycon",
    "ipython",
    "ipython3",
    "text",
    "txt",
    "output",
    "console",
    "bash",
    "sh",
    "shell",
    "plaintext",
    "none",
    "json",
    "yaml",
    "Python",
];

/// The text without the blank line after each of its lines.
pub fn without_blank_lines(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let alone = lines.windows(2).filter(|pair| !pair[0].trim().is_empty() && !pair[1].trim().is_empty()).count();
    if filled < 3 || alone * 4 > filled {
        return None;
    }
    let kept: Vec<&str> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
    Some(kept.join("\n"))
}

/// Whether a blank line stands after each line, even inside a string or between brackets, where nobody puts one.
pub fn doubles_line_ends(text: &str) -> bool {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let alternates = lines.iter().enumerate().all(|(at, line)| line.trim().is_empty() == (at % 2 == 1));
    let open = |at: usize| !is_closed(&lines[..at].join("\n"));
    alternates && lines.len() > 4 && (1..lines.len()).step_by(2).any(open)
}

/// The text without the lines that TensorFlow, absl and Python's logging write to a terminal. None of them is code.
pub fn without_logs(text: &str) -> Option<String> {
    let kept: Vec<&str> = text.lines().filter(|line| !is_log(line.trim())).collect();
    (kept.len() < text.lines().count()).then(|| kept.join("\n"))
}

/// `2023-03-01 10:12:45.123456: I tensorflow/…`, `I0000 00:00:1700000000.123456   12345 file.cc:12] …`, `WARNING:tensorflow:…`.
fn is_log(line: &str) -> bool {
    let shape = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let levels = ["DEBUG:", "INFO:", "WARNING:", "ERROR:", "CRITICAL:"];
    let logged = levels.iter().filter_map(|level| line.strip_prefix(level)).any(|rest| {
        let logger = rest.split(':').next().unwrap_or_default();
        rest.len() > logger.len() && logger.chars().all(|c| c.is_alphanumeric() || "._".contains(c))
    });
    let absl =
        line.starts_with(['I', 'W', 'E', 'F']) && line.contains("] ") && shape(&line[1..]).starts_with("0000 00:00:");
    logged || absl || shape(line).starts_with("0000-00-00 00:00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_lines() {
        assert_eq!(without_numbers("1 x = 1\n2 for i in x:\n3     y\n").as_deref(), Some("x = 1\nfor i in x:\n    y"));
        assert_eq!(without_numbers("1\n2\n3\nx\ny\nz").as_deref(), Some("x\ny\nz"));
        assert_eq!(without_numbers("x = 1\ny = 2"), None);
    }

    #[test]
    fn log_lines() {
        let log = "2023-03-01 10:12:45.123456: I tensorflow/core/a.cc:193] This\nx = 1\nWARNING:tensorflow:Calling\n\
                   I0000 00:00:1700000000.123456   12345 gpu_device.cc:2022] Created\ny = 2";
        assert_eq!(without_logs(log).as_deref(), Some("x = 1\ny = 2"));
        assert_eq!(without_logs("WARNING: int = 3\n"), None);
    }

    #[test]
    fn quotations() {
        assert_eq!(without_quote_marks("> x = 1\n>\n> > y\n> > z\nw\n").as_deref(), Some("x = 1\n\ny\nz\nw"));
        assert_eq!(without_quote_marks(">>> x = 1\n>>> x\n"), None);
        assert_eq!(without_quote_marks("y = (x\n> 3)\n"), None);
    }

    #[test]
    fn backquotes_and_blank_lines() {
        assert_eq!(without_backquotes("x = 1  # of `t2`\n"), None);
        assert_eq!(without_backquotes("`x = 1`\n`y = 2`").as_deref(), Some("x = 1\ny = 2"));
        assert_eq!(without_blank_lines("a\n\nb\n\nc\n").as_deref(), Some("a\nb\nc"));
        assert_eq!(without_blank_lines("a\nb\n\nc\n"), None);
        assert!(doubles_line_ends("f(1)\n\ng('''a\n\nb''')\n\n"));
        assert!(!doubles_line_ends("f(1)\n\ng(2)\n\nh(3)\n\n"));
        assert!(is_fence("```python") && is_fence("```") && !is_fence("```import x as y"));
    }
}
