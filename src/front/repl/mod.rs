//! The prompt: reads cells with an editor, shows what comes of them.

mod block;
mod helper;
mod history;
mod keys;
mod paste;

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::atomic::Ordering;

use rustyline::config::{BellStyle, CompletionType, Config};
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Editor, history::History as _};
use tape_text::{Markup, Palette, Tag};

use self::block::Style;
use self::helper::Assistant;
use self::history::History;
use self::keys::State;
use self::paste::{Origin, Request};
use super::arguments::Settings;
use crate::shell::{Kind, Outcome, Session, completeness, startup_file};

/// How many cells the editor remembers.
const HISTORY: usize = 10_000;

/// Runs the prompt until the user leaves; returns the status to exit with.
pub fn run(session: &mut Session, settings: &Settings, palette: Palette) -> i32 {
    let style = if settings.plain { Style::Plain } else { Style::Numbered };
    session.begin_prompt();
    let flag = session.interrupt_flag();
    if !settings.no_config
        && let Some(text) = startup_file()
    {
        let outcome = session.submit(&text, Kind::Script { name: "startup.tape", echo: false });
        if let Some(status) = show(session, outcome, palette) {
            return status;
        }
    }
    let session = RefCell::new(session);
    let mut prompt = match Prompt::new(&session, style, palette, settings) {
        Ok(prompt) => prompt,
        Err(error) => {
            super::say(&format!("tape: the terminal cannot be used: {error}"));
            return 1;
        }
    };
    loop {
        match prompt.read() {
            Read::Cell(text) => {
                flag.store(false, Ordering::Relaxed);
                let outcome = session.borrow_mut().submit(&text, Kind::Cell);
                session.borrow_mut().vm().console().flush();
                if let Some(status) = show(*session.borrow_mut(), outcome, palette) {
                    return status;
                }
                session.borrow_mut().show_figures();
                prompt.separate();
            }
            Read::Nothing => {}
            Read::End => return 0,
        }
    }
}

/// Shows what came of a cell; returns a status when the session is over.
fn show(session: &mut Session, outcome: Outcome, palette: Palette) -> Option<i32> {
    let markup = match outcome {
        Outcome::Done => return None,
        Outcome::Exit(status) => return Some(status),
        Outcome::Value(shown) => shown.markup(),
        Outcome::Error(failure) => {
            let mut markup = failure.traceback.markup();
            if let Some(hint) = failure.hint {
                markup.push(Tag::Hint, hint);
                markup.push(Tag::Plain, "\n");
            }
            markup
        }
    };
    session.vm().write_stdout(&palette.render(&markup));
    session.vm().console().flush();
    None
}

/// What came from the keyboard.
enum Read {
    Cell(String),
    /// A line that was thrown away.
    Nothing,
    /// The user leaves.
    End,
}

/// The editor and what belongs to it.
struct Prompt<'s> {
    session: &'s RefCell<&'s mut Session>,
    editor: Editor<Assistant<'s>, MemHistory>,
    state: State,
    history: History,
    style: Style,
    palette: Palette,
    /// The block that `%paste` or `%cpaste` brought last.
    pasted: Option<String>,
}

impl<'s> Prompt<'s> {
    fn new(
        session: &'s RefCell<&'s mut Session>,
        style: Style,
        palette: Palette,
        settings: &Settings,
    ) -> rustyline::Result<Prompt<'s>> {
        let config = Config::builder()
            .max_history_size(HISTORY)?
            .completion_type(CompletionType::List)
            .bell_style(BellStyle::None)
            .tab_stop(4)
            .indent_size(4)
            .build();
        let mut editor = Editor::with_history(config.clone(), MemHistory::with_config(&config))?;
        let state = State::default();
        editor.set_helper(Some(Assistant::new(session, palette, state.clone())));
        keys::bind(&mut editor, &state, completeness);
        let history = if settings.no_config { History::forgetful() } else { History::open(HISTORY) };
        let mut prompt = Prompt { session, editor, state, history, style, palette, pasted: None };
        let earlier: Vec<String> = prompt.history.entries().map(str::to_owned).collect();
        for program in earlier {
            prompt.remember(&program)?;
        }
        Ok(prompt)
    }

    /// Reads a cell.
    fn read(&mut self) -> Read {
        let number = self.session.borrow().number();
        let prompt = self.style.prompt(number);
        self.state.set_continuation(&self.style.continuation(number));
        let mut styled = Markup::default();
        styled.push(Tag::InPrompt, prompt.clone());
        let styled = self.palette.render(&styled);
        match self.editor.readline(&(prompt, styled)) {
            Ok(edited) => {
                let pasted = block::is_pasted(&edited);
                let mut program = block::without_prompts(&edited);
                match Request::of(&program) {
                    Some(request) => match request.and_then(|request| self.take(request)) {
                        Ok(block) => program = block,
                        Err(message) => {
                            write_line(&format!("UsageError: {message}"));
                            return Read::Nothing;
                        }
                    },
                    None if pasted => program = self.mended(program),
                    None => {}
                }
                if !program.trim().is_empty() {
                    // A history that cannot be written is no reason to stop.
                    let _ = self.remember(&program);
                    self.history.add(&program);
                }
                Read::Cell(program)
            }
            Err(ReadlineError::Interrupted) => {
                write_line("\nKeyboardInterrupt\n");
                Read::Nothing
            }
            Err(_) => {
                write_line("");
                Read::End
            }
        }
    }

    /// The program that a paste magic brings, as IPython's do; an empty one where a variable keeps it.
    fn take(&mut self, request: Request) -> Result<String, String> {
        let text = match &request.origin {
            Origin::Clipboard => paste::clipboard()?,
            Origin::Lines(end) => self.read_lines(end, request.quiet),
            Origin::Again => {
                let Some(block) = self.pasted.clone() else {
                    return Err("No previous pasted block available".to_owned());
                };
                let first = block.lines().next().unwrap_or_default();
                write_line(&format!("Re-executing '{first}...' ({} chars)", block.trim_end().chars().count()));
                return Ok(block);
            }
        };
        if request.origin == Origin::Clipboard && !request.quiet {
            write_line(text.trim_end_matches('\n'));
            write_line("## -- End pasted text --");
        }
        if let Some(name) = request.name {
            self.session.borrow_mut().keep_lines(&name, &text);
            write_line(&format!("Block assigned to '{name}'"));
            return Ok(String::new());
        }
        let block = self.mended(text);
        self.pasted = Some(block.clone());
        Ok(block)
    }

    /// The lines until one that is `end`, or the end of input.
    fn read_lines(&self, end: &str, quiet: bool) -> String {
        if !quiet {
            write_line(&format!("Pasting code; enter '{end}' alone on the line to stop or use Ctrl-D."));
        }
        let prompt = if quiet { "" } else { ":" };
        let mut session = self.session.borrow_mut();
        let console = session.vm().console();
        let lines = std::iter::from_fn(|| console.read_line(prompt).filter(|line| line.trim() != end));
        lines.map(|line| line + "\n").collect()
    }

    /// What a paste was before a page damaged it, after a line that says what was repaired.
    fn mended(&self, pasted: String) -> String {
        let Some(reading) = self.session.borrow().repaired(&pasted) else { return pasted };
        let mut markup = Markup::default();
        markup.push(Tag::Hint, format!("repaired: {}", reading.notes.join(", ")));
        write_line(&self.palette.render(&markup));
        reading.text
    }

    /// Puts a program into the editor's history, as the editor shows it.
    fn remember(&mut self, program: &str) -> rustyline::Result<()> {
        let number = self.session.borrow().number();
        let entry = block::with_prompts(program.trim_end_matches('\n'), &self.style.continuation(number));
        self.state.add_entry(entry.clone());
        self.editor.history_mut().add_owned(entry)?;
        Ok(())
    }

    /// The blank line that stands before each numbered prompt.
    fn separate(&self) {
        if self.style == Style::Numbered {
            write_line("");
        }
    }
}

/// A line on standard output.
fn write_line(text: &str) {
    // When standard output is closed there is nobody to tell.
    let _ = writeln!(io::stdout(), "{text}");
}
