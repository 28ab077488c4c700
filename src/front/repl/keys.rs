//! The keys that a shell treats otherwise than an editor of single lines.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use rustyline::history::History;
use rustyline::{
    Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, Helper, KeyCode, KeyEvent, Modifiers,
    Movement, RepeatCount,
};
use tape_lang::parse::Completeness;

use super::block::{self, Edit};

/// What the keys need to know; the loop that reads cells keeps it up to date.
#[derive(Clone, Default)]
pub struct State(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    /// The prompt before the second and each further line of the cell.
    continuation: String,
    /// The history's entries as the editor shows them.
    entries: HashSet<String>,
    /// How many bytes before the cursor the next completion takes away.
    erased: Option<usize>,
}

impl State {
    /// Sets the prompt before each further line.
    pub fn set_continuation(&self, prompt: &str) {
        self.with(|inner| inner.continuation = prompt.to_string());
    }

    /// Notes an entry of the history.
    pub fn add_entry(&self, entry: String) {
        self.with(|inner| inner.entries.insert(entry));
    }

    /// How many bytes before the cursor are to go, if that is what the editor's call for candidates means.
    pub fn take_erased(&self) -> Option<usize> {
        self.with(|inner| inner.erased.take())
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        // A key's handler that panicked leaves the state as it was: it may be used on.
        work(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// A key and what it does.
struct Key<F>(State, F);

impl<F: Fn(&State, &EventContext<'_>) -> Option<Cmd> + Send + Sync> ConditionalEventHandler for Key<F> {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        (self.1)(&self.0, context)
    }
}

/// Binds the keys.
pub fn bind<H: Helper, I: History>(
    editor: &mut Editor<H, I>,
    state: &State,
    completeness: impl Fn(&str) -> Completeness + Send + Sync + 'static,
) {
    let mut bind = |code: KeyCode, handler: Box<dyn ConditionalEventHandler>| {
        editor.bind_sequence(KeyEvent(code, Modifiers::NONE), EventHandler::Conditional(handler));
    };
    let enter = move |state: &State, context: &EventContext<'_>| {
        let continuation = state.with(|inner| inner.continuation.clone());
        command(block::enter(context.line(), context.pos(), &continuation, &completeness), state)
    };
    bind(KeyCode::Enter, Box::new(Key(state.clone(), enter)));
    let backspace =
        |state: &State, context: &EventContext<'_>| command(block::backspace(context.line(), context.pos()), state);
    bind(KeyCode::Backspace, Box::new(Key(state.clone(), backspace)));
    let tab = |state: &State, context: &EventContext<'_>| command(block::tab(context.line(), context.pos()), state);
    bind(KeyCode::Tab, Box::new(Key(state.clone(), tab)));
    bind(KeyCode::Up, Box::new(Key(state.clone(), up)));
    bind(KeyCode::Down, Box::new(Key(state.clone(), down)));
}

/// The editor's command for an edit.
///
/// A command that takes several characters away would be given the count of the key's repetitions instead of its own. A
/// completion is free to put nothing in the place of what stands before the cursor, so that is how a level goes.
fn command(edit: Edit, state: &State) -> Option<Cmd> {
    match edit {
        Edit::Submit => Some(Cmd::AcceptLine),
        Edit::Insert(text) => Some(Cmd::Insert(1, text)),
        Edit::Delete(count) => {
            state.with(|inner| inner.erased = Some(count));
            Some(Cmd::Complete)
        }
        Edit::Default => None,
    }
}

/// Up moves within a block; from its first line it goes back to the last entry that begins with what stands before the
/// cursor.
fn up(state: &State, context: &EventContext<'_>) -> Option<Cmd> {
    if context.line()[..context.pos()].contains('\n') {
        return Some(Cmd::Move(Movement::LineUp(1)));
    }
    Some(if browses(state, context) { Cmd::PreviousHistory } else { Cmd::HistorySearchBackward })
}

fn down(state: &State, context: &EventContext<'_>) -> Option<Cmd> {
    if context.line()[context.pos()..].contains('\n') {
        return Some(Cmd::Move(Movement::LineDown(1)));
    }
    Some(if browses(state, context) { Cmd::NextHistory } else { Cmd::HistorySearchForward })
}

/// Whether there is nothing to search for: an empty text, or an entry that the history put there. (In an entry of one line
/// that a search found, the cursor stands behind what was searched for.)
fn browses(state: &State, context: &EventContext<'_>) -> bool {
    let (line, cursor) = (context.line(), context.pos());
    let untouched = cursor == line.len() || line.contains('\n');
    cursor == 0 || (untouched && state.with(|inner| inner.entries.contains(line)))
}
