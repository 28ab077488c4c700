//! Pasted text made into a program: prompts come off, and so does an indentation that all lines share.
//!
//! The rules are IPython's: a text whose first line begins with a prompt (or whose second line begins with a
//! continuation prompt) loses the prompts of all its lines. One thing is added: in a transcript, a line that has no
//! prompt is what the program printed, and is left out.

/// The program in a pasted or typed text.
///
/// # Examples
/// ```
/// use tape_article::repair::prompts::clean;
/// assert_eq!(clean(">>> for i in range(2):\n...     print(i)\n... \n0\n1\n"), "for i in range(2):\n    print(i)\n\n");
/// assert_eq!(clean("In [3]: x = 1\n   ...: x\nOut[3]: 1\n"), "x = 1\nx\n");
/// assert_eq!(clean("    x = 1\n    y = 2\n"), "x = 1\ny = 2\n");
/// ```
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = without_leading_blank_lines(&text);
    let text = dedent(text);
    let text = strip(&text, classic_initial, classic);
    strip(&text, notebook, notebook)
}

/// The text from its first line that is not blank.
fn without_leading_blank_lines(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n')
        && line.trim().is_empty()
    {
        rest = after;
    }
    rest
}

/// Takes the first line's indentation off every line that has it.
fn dedent(text: &str) -> String {
    let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
    if indent == 0 || is_continuation(text) {
        return text.to_string();
    }
    let (indent, _) = text.split_at(indent);
    text.split_inclusive('\n').map(|line| line.strip_prefix(indent).unwrap_or(line)).collect()
}

/// Whether a text begins with IPython's continuation prompt, whose blanks are no indentation.
fn is_continuation(text: &str) -> bool {
    text.trim_start().starts_with("...:")
}

/// Takes a kind of prompt off each line, when the text begins as a transcript with that kind of prompt.
fn strip(text: &str, initial: fn(&str) -> Option<&str>, prompt: fn(&str) -> Option<&str>) -> String {
    let mut lines = text.split_inclusive('\n');
    let begins = lines.next().and_then(initial).is_some();
    if !begins && lines.next().and_then(prompt).is_none() {
        return text.to_string();
    }
    let mut program = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        match prompt(line) {
            Some(rest) => program.push_str(rest),
            None if number == 0 => program.push_str(line),
            None => {}
        }
    }
    program
}

/// The code on a notebook's page: prompts that stand alone on their lines, or before cells that have not run, mark where a cell
/// begins, and the lines behind them have none. What `Out[3]:` shows is left out, up to the next cell or blank line.
///
/// # Examples
/// ```
/// use tape_article::repair::prompts::page_cells;
/// assert_eq!(page_cells("In [3]:\nx = 1\nx + 1\nOut[3]:\n2\nIn [4]:\nx\n").as_deref(), Some("x = 1\nx + 1\n\nx\n"));
/// assert_eq!(page_cells("In [None]: x = 1\ny = 2\n").as_deref(), Some("x = 1\ny = 2\n"));
/// assert_eq!(page_cells("In [1]: x = 1\n"), None);
/// ```
#[must_use]
pub fn page_cells(text: &str) -> Option<String> {
    if !text.lines().any(|line| is_page_cell(line.trim_start()))
        || text.lines().any(|line| line.trim_start().starts_with("...:"))
    {
        return None;
    }
    let mut program = String::new();
    let mut shown = false;
    for line in text.lines() {
        if let Some((_, code)) = cell(line.trim_start()) {
            shown = false;
            if !program.is_empty() {
                program.push('\n');
            }
            if !code.trim().is_empty() {
                program.push_str(&format!("{}\n", code.strip_prefix(' ').unwrap_or(code)));
            }
            continue;
        }
        shown = (shown && !line.trim().is_empty()) || line.starts_with("Out[");
        if !shown {
            program.push_str(&format!("{line}\n"));
        }
    }
    Some(program)
}

/// The number of a notebook's cell and what follows its prompt: `In [3]: x`; a page shows `In [ ]` and `In [None]` for cells that have
/// not run.
pub(crate) fn cell(line: &str) -> Option<(&str, &str)> {
    let (number, code) = line.strip_prefix("In [")?.split_once("]:")?;
    let number = number.trim();
    (has_not_run(number) || number.bytes().all(|b| b.is_ascii_digit())).then_some((number, code))
}

/// Whether a line begins a cell as a notebook's page shows it, with the code behind the line or not run yet.
pub(crate) fn is_page_cell(line: &str) -> bool {
    cell(line).is_some_and(|(number, code)| code.trim().is_empty() || has_not_run(number))
}

fn has_not_run(number: &str) -> bool {
    matches!(number, "" | "None" | "*")
}

/// What follows `>>> `.
fn classic_initial(line: &str) -> Option<&str> {
    after_prompt(line, ">>>")
}

/// What follows `>>> ` or `... `.
fn classic(line: &str) -> Option<&str> {
    after_prompt(line, ">>>").or_else(|| after_prompt(line, "..."))
}

/// What follows a prompt of Python's, which ends in a blank or ends the line.
pub(crate) fn after_prompt<'l>(line: &'l str, prompt: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(prompt)?;
    match rest.strip_prefix(' ') {
        Some(code) => Some(code),
        None if rest.is_empty() || rest.starts_with('\n') => Some(rest),
        None => None,
    }
}

/// What follows `In [3]: ` or `   ...: `.
fn notebook(line: &str) -> Option<&str> {
    if line.starts_with("In [") {
        let (_, rest) = cell(line)?;
        return rest.strip_prefix(' ').or(rest.trim().is_empty().then_some(rest));
    }
    let dots = line.trim_start_matches([' ', '\t']);
    let rest = dots.trim_start_matches('.');
    let rest = if dots.len() - rest.len() >= 3 { rest.strip_prefix(':')? } else { return None };
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_code_stays_as_it_is() {
        for text in ["x = 1\n\n\ny = 2", "def f():\n    ...\n", "...", "x = [1,\n  2]", ""] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn blank_lines_inside_a_pasted_block_survive() {
        assert_eq!(
            clean(">>> def f():\n...     x = 1\n...\n...     return x\n"),
            "def f():\n    x = 1\n\n    return x\n"
        );
    }

    #[test]
    fn several_prompts_and_their_outputs() {
        assert_eq!(clean(">>> x = 2\n>>> x\n2\n>>> x + 1\n3"), "x = 2\nx\nx + 1\n");
        assert_eq!(
            clean("In [1]: def f():\n   ...:     return 1\n   ...: \n\nIn [2]: f()\nOut[2]: 1\n"),
            "def f():\n    return 1\n\nf()\n"
        );
        assert_eq!(clean("In [12]: x\n    ...: y"), "x\ny");
    }

    #[test]
    fn an_indented_transcript() {
        assert_eq!(clean("   >>> x = 1\n   >>> x\n   1\n"), "x = 1\nx\n");
    }

    #[test]
    fn line_ends_of_other_systems() {
        assert_eq!(clean("x = 1\r\ny = 2\r\n"), "x = 1\ny = 2\n");
    }
}
