//! What the editor shows while somebody types: colours, matching brackets, candidates, grey suggestions.

use std::borrow::Cow;
use std::cell::RefCell;

use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::Validator;
use rustyline::{Context, Helper};
use tape_text::{Markup, Palette, Tag};

use super::block::{prompt_width, without_prompts};
use super::keys::State;
use crate::shell::Session;
use crate::shell::highlight::{highlight, matching_bracket};

/// rustyline's helper over a session.
pub struct Assistant<'s> {
    session: &'s RefCell<&'s mut Session>,
    palette: Palette,
    suggestions: HistoryHinter,
    keys: State,
}

impl<'s> Assistant<'s> {
    /// A helper for the session at the prompt.
    #[must_use]
    pub fn new(session: &'s RefCell<&'s mut Session>, palette: Palette, keys: State) -> Assistant<'s> {
        Assistant { session, palette, suggestions: HistoryHinter::new(), keys }
    }
}

impl Helper for Assistant<'_> {}
impl Validator for Assistant<'_> {}

impl Completer for Assistant<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        if let Some(erased) = self.keys.take_erased() {
            return Ok((position.saturating_sub(erased), vec![String::new()]));
        }
        let before = without_prompts(&line[..position]);
        let found = self.session.borrow_mut().complete(&before, before.len());
        let word = before.len() - found.start;
        Ok((position.saturating_sub(word), found.candidates))
    }
}

impl Hinter for Assistant<'_> {
    type Hint = String;

    fn hint(&self, line: &str, position: usize, context: &Context<'_>) -> Option<String> {
        let hint = self.suggestions.hint(line, position, context)?;
        // The rest of a block would fill the screen: its first line says enough.
        (!hint.contains('\n')).then_some(hint)
    }
}

impl Highlighter for Assistant<'_> {
    fn highlight<'l>(&self, line: &'l str, position: usize) -> Cow<'l, str> {
        if self.palette == Palette::Plain {
            return Cow::Borrowed(line);
        }
        let session = self.session.borrow();
        Cow::Owned(self.palette.render(&colored(line, position, |word| session.is_builtin(word))))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        let mut markup = Markup::default();
        markup.push(Tag::Hint, hint);
        Cow::Owned(self.palette.render(&markup))
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.palette == Palette::Ansi
    }
}

/// The edited text in tags: its continuation prompts as prompts, the rest as program text.
fn colored(text: &str, position: usize, is_builtin: impl Fn(&str) -> bool) -> Markup {
    let program = without_prompts(text);
    let bracket = matching_bracket(&program, without_prompts(&text[..position]).len());
    let mut prompts = text.split('\n').skip(1).map(|line| &line[..prompt_width(line)]);
    let mut markup = Markup::default();
    let mut at = 0;
    for (tag, piece) in highlight(&program, is_builtin).pieces() {
        let tag = if bracket == Some(at) { Tag::Match } else { *tag };
        at += piece.len();
        for (index, line) in piece.split('\n').enumerate() {
            if index > 0 {
                markup.push(Tag::Plain, "\n");
                markup.push(Tag::InPrompt, prompts.next().unwrap_or(""));
            }
            markup.push(tag, line);
        }
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_colored_as_prompts_and_nothing_is_lost() {
        let text = "for x in y:\n   ...:     '''a\n   ...: b'''";
        let markup = colored(text, 0, |_| false);
        assert_eq!(markup.plain(), text);
        assert_eq!(markup.pieces().iter().filter(|(tag, text)| *tag == Tag::InPrompt && text == "   ...: ").count(), 2);
    }

    #[test]
    fn the_other_bracket_is_marked() {
        let markup = colored("f(1)", 4, |_| false);
        assert!(markup.pieces().contains(&(Tag::Match, "(".to_string())));
    }
}
