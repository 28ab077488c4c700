//! What came of a cell, in the form that notebooks and Jupyter share.

use tape_lang::vm::Picture;
use tape_notebook::{Data, Output};
use tape_text::Palette;

use crate::shell::{Failure, Outcome, Shown};

/// The output that an outcome is; nothing when there is nothing to show.
pub fn of(outcome: &Outcome) -> Option<Output> {
    match outcome {
        Outcome::Done | Outcome::Exit(_) => None,
        Outcome::Value(Shown { number, text }) => {
            Some(Output::Result { number: *number, data: vec![("text/plain".to_owned(), text.clone())] })
        }
        Outcome::Error(failure) => Some(error(failure)),
    }
}

fn error(failure: &Failure) -> Output {
    let value = match &failure.place {
        Some((name, line)) => format!("{} ({name}, line {line})", failure.message),
        None => failure.message.clone(),
    };
    let traceback = failure.traceback.pieces().iter().map(|piece| Palette::Ansi.render(piece)).collect();
    Output::Error { name: failure.class.clone(), value, traceback }
}

/// The forms of a picture: a drawing, and a line for those who show no drawings.
pub fn forms(picture: &dyn Picture) -> Data {
    vec![("image/svg+xml".to_owned(), picture.svg()), ("text/plain".to_owned(), picture.text())]
}
