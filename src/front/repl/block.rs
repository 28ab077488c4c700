//! Blocks of several lines in the editor.
//!
//! rustyline shows one prompt, before the first line. The continuation prompts of the others are therefore part of the
//! edited text: put in by the Enter key, taken out before anybody else sees the text.

use tape_lang::parse::Completeness;

/// How prompts look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `In [1]: ` and `   ...: `.
    Numbered,
    /// `>>> ` and `... `.
    Plain,
}

impl Style {
    /// The prompt before a cell's first line.
    #[must_use]
    pub fn prompt(self, number: usize) -> String {
        match self {
            Style::Numbered => format!("In [{number}]: "),
            Style::Plain => ">>> ".to_string(),
        }
    }

    /// The prompt before each further line, as wide as the first.
    #[must_use]
    pub fn continuation(self, number: usize) -> String {
        match self {
            Style::Numbered => {
                let width = self.prompt(number).len() - 1;
                format!("{:>width$} ", "...:")
            }
            Style::Plain => "... ".to_string(),
        }
    }
}

/// The text of a line after its continuation prompt, whatever the number it was made for.
fn after_continuation(line: &str) -> Option<&str> {
    let dots = line.trim_start_matches(' ');
    if let Some(rest) = dots.strip_prefix("...:") {
        return Some(rest.strip_prefix(' ').unwrap_or(rest));
    }
    line.strip_prefix("... ").or(if line == "..." { Some("") } else { None })
}

/// How many bytes of a line are its continuation prompt.
#[must_use]
pub fn prompt_width(line: &str) -> usize {
    after_continuation(line).map_or(0, |rest| line.len() - rest.len())
}

/// Whether a text was pasted, or part of it: the Enter key puts a continuation prompt before each further line, a paste does not.
#[must_use]
pub fn is_pasted(text: &str) -> bool {
    is_transcript(text) || text.split('\n').skip(1).any(|line| after_continuation(line).is_none())
}

fn is_transcript(text: &str) -> bool {
    [">>> ", "In ["].iter().any(|prompt| text.trim_start().starts_with(prompt))
}

/// The edited text as a program. A pasted transcript keeps its prompts: they tell what was typed from what was printed.
#[must_use]
pub fn without_prompts(text: &str) -> String {
    if is_transcript(text) {
        return text.to_string();
    }
    let mut lines = text.split('\n');
    let mut program = lines.next().unwrap_or("").to_string();
    for line in lines {
        program.push('\n');
        program.push_str(after_continuation(line).unwrap_or(line));
    }
    program
}

/// A program as the editor shows it.
#[must_use]
pub fn with_prompts(program: &str, continuation: &str) -> String {
    program.replace('\n', &format!("\n{continuation}"))
}

/// What a key does to the edited text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Hands the text over.
    Submit,
    /// Puts text in at the cursor.
    Insert(String),
    /// Takes so many bytes away before the cursor.
    Delete(usize),
    /// What the key does anyway.
    Default,
}

/// What Enter does: a block goes on until it is finished, and a line in the middle of a text is divided.
#[must_use]
pub fn enter(text: &str, cursor: usize, continuation: &str, completeness: impl Fn(&str) -> Completeness) -> Edit {
    let after = without_prompts(&text[cursor..]);
    let whole = without_prompts(text);
    if whole.contains('\n') && after.trim_end_matches([' ', '\t']).contains('\n') && !after.trim().is_empty() {
        let indent = match completeness(&without_prompts(&text[..cursor])) {
            Completeness::Incomplete { indent } => indent,
            Completeness::Complete | Completeness::Invalid => 0,
        };
        return Edit::Insert(format!("\n{continuation}{}", " ".repeat(indent)));
    }
    match completeness(&whole) {
        Completeness::Incomplete { indent } => Edit::Insert(format!("\n{continuation}{}", " ".repeat(indent))),
        Completeness::Complete | Completeness::Invalid => Edit::Submit,
    }
}

/// What Backspace does: a level of indentation goes at once, and an empty line with its prompt.
#[must_use]
pub fn backspace(text: &str, cursor: usize) -> Edit {
    let start = text[..cursor].rfind('\n').map_or(0, |newline| newline + 1);
    let prompt = if start > 0 { prompt_width(&text[start..cursor]) } else { 0 };
    let typed = &text[start + prompt..cursor];
    if typed.is_empty() && start > 0 {
        return Edit::Delete(prompt + 1);
    }
    if !typed.is_empty() && typed.bytes().all(|b| b == b' ') {
        return Edit::Delete((typed.len() - 1) % 4 + 1);
    }
    Edit::Default
}

/// What Tab does where nothing can be completed: it indents.
#[must_use]
pub fn tab(text: &str, cursor: usize) -> Edit {
    let start = text[..cursor].rfind('\n').map_or(0, |newline| newline + 1);
    let prompt = if start > 0 { prompt_width(&text[start..cursor]) } else { 0 };
    let typed = &text[start + prompt..cursor];
    if typed.bytes().all(|b| b == b' ') { Edit::Insert(" ".repeat(4 - typed.len() % 4)) } else { Edit::Default }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tape_lang::parse::completeness;

    #[test]
    fn prompts_are_as_wide_as_their_number() {
        assert_eq!(Style::Numbered.prompt(7), "In [7]: ");
        assert_eq!(Style::Numbered.continuation(7), "   ...: ");
        assert_eq!(Style::Numbered.continuation(12), "    ...: ");
        assert_eq!(Style::Plain.continuation(12), "... ");
    }

    #[test]
    fn prompts_come_and_go() {
        let program = "for x in y:\n    f(x)\n";
        let shown = with_prompts(program, &Style::Numbered.continuation(1));
        assert_eq!(shown, "for x in y:\n   ...:     f(x)\n   ...: ");
        assert_eq!(without_prompts(&shown), program);
        assert_eq!(without_prompts("def f():\n...     pass\n..."), "def f():\n    pass\n");
        assert_eq!(without_prompts(">>> def f():\n...     pass\n..."), ">>> def f():\n...     pass\n...");
    }

    #[test]
    fn pastes_have_no_continuation_prompts() {
        assert!(!is_pasted("x = 1") && !is_pasted("for x in y:\n   ...:     f(x)\n   ...: "));
        assert!(is_pasted("for x in y:\nf(x)\n") && is_pasted(">>> x"));
    }

    #[test]
    fn enter_goes_on_until_the_block_is_finished() {
        let press = |text: &str| enter(text, text.len(), "   ...: ", completeness);
        assert_eq!(press("x = 1"), Edit::Submit);
        assert_eq!(press("for x in y:"), Edit::Insert("\n   ...:     ".into()));
        assert_eq!(press("for x in y:\n   ...:     f(x)"), Edit::Insert("\n   ...:     ".into()));
        assert_eq!(press("for x in y:\n   ...:     f(x)\n   ...:     "), Edit::Submit);
        assert_eq!(press("f(1,"), Edit::Insert("\n   ...: ".into()));
        assert_eq!(press("x = )"), Edit::Submit);
    }

    #[test]
    fn enter_in_the_middle_divides_a_line() {
        let text = "def f():\n   ...:     a\n   ...:     b\n   ...: ";
        assert_eq!(enter(text, 8, "   ...: ", completeness), Edit::Insert("\n   ...:     ".into()));
        assert_eq!(enter("abc", 1, "   ...: ", completeness), Edit::Submit);
    }

    #[test]
    fn backspace_removes_a_level() {
        assert_eq!(backspace("x:\n   ...:     ", 15), Edit::Delete(4));
        assert_eq!(backspace("x:\n   ...:   ", 13), Edit::Delete(2));
        assert_eq!(backspace("x:\n   ...: ", 11), Edit::Delete(9));
        assert_eq!(backspace("x:\n   ...: y", 12), Edit::Default);
        assert_eq!(backspace("", 0), Edit::Default);
    }

    #[test]
    fn tab_indents_at_the_begin_of_a_line() {
        assert_eq!(tab("x:\n   ...: ", 11), Edit::Insert("    ".into()));
        assert_eq!(tab("x:\n   ...:   ", 13), Edit::Insert("  ".into()));
        assert_eq!(tab("x", 1), Edit::Default);
    }
}
