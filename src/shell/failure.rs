//! From an exception to what is shown of it.

use std::rc::Rc;

use tape_lang::exception::{SYSTEM_EXIT, TracebackEntry};
use tape_lang::syntax_error::SyntaxError;
use tape_lang::traceback::python;
use tape_lang::vm::raise_syntax_error;
use tape_lang::{Exception, Raise, Value, Vm};
use tape_text::{Markup, Source};

use super::hint::hint;
use super::outcome::{Failure, Outcome, Report};
use super::traceback::{self, Frame, Link, Relation};

/// Whose form an error is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// IPython's.
    Notebook,
    /// CPython's.
    Python,
}

/// What an exception that nobody caught comes to.
pub fn outcome(vm: &mut Vm, raise: &Raise, form: Form) -> Outcome {
    let exception = raise.exception();
    if raise.is(&SYSTEM_EXIT) && form == Form::Python {
        return exit(vm, exception);
    }
    let class = exception.class().name().to_string();
    let message = message(vm, exception);
    let traceback = match form {
        Form::Python => from_python(&python(vm, exception)),
        Form::Notebook if raise.is(&SYSTEM_EXIT) => traceback::show_exit(&class, &message),
        Form::Notebook => {
            let chain = chain(vm, exception);
            traceback::show(&chain)
        }
    };
    let hint = hint(vm, exception, &class, &message);
    Outcome::Error(Box::new(Failure { class, message, traceback, place: None, hint }))
}

/// `SystemExit`: no code is 0, a number is itself, anything else is said on standard error.
fn exit(vm: &mut Vm, exception: &Rc<Exception>) -> Outcome {
    let args = exception.args.borrow().to_vec();
    match args.first() {
        None | Some(Value::None) => Outcome::Exit(0),
        Some(code) => match code.as_int() {
            Some(status) => Outcome::Exit(status as i32),
            None => {
                let text = vm.str(code).unwrap_or_default();
                vm.write_stderr(&format!("{text}\n"));
                Outcome::Exit(1)
            }
        },
    }
}

/// A program that does not parse.
pub fn of_syntax_error(vm: &mut Vm, source: &Source, error: &SyntaxError, form: Form) -> Failure {
    let traceback = match form {
        Form::Notebook => traceback::show_syntax_error(source, error),
        Form::Python => from_python(&python(vm, raise_syntax_error(source, error).exception())),
    };
    let class = error.kind.class_name().to_owned();
    Failure {
        class,
        message: error.message.clone(),
        traceback,
        place: Some((source.name().to_owned(), error.line)),
        hint: None,
    }
}

/// CPython's report, which is one piece.
fn from_python(text: &str) -> Report {
    Report::new(vec![Markup::from_plain(text.strip_suffix('\n').unwrap_or(text))])
}

fn message(vm: &mut Vm, exception: &Rc<Exception>) -> String {
    vm.str(&Value::Exception(Rc::clone(exception))).unwrap_or_else(|_| "<exception str() failed>".to_owned())
}

/// The exceptions that led to this one, the first to arise first.
fn chain(vm: &mut Vm, exception: &Rc<Exception>) -> Vec<Link> {
    let mut links = Vec::new();
    let mut next = Some((Rc::clone(exception), None));
    let mut seen: Vec<*const Exception> = Vec::new();
    while let Some((exception, leads_to)) = next {
        if seen.contains(&Rc::as_ptr(&exception)) {
            break;
        }
        seen.push(Rc::as_ptr(&exception));
        let frames = exception.traceback.borrow().iter().rev().filter(|entry| is_of_user(entry)).map(frame).collect();
        let message = message(vm, &exception);
        if let Some(Link { relation, .. }) = links.last_mut() {
            *relation = leads_to;
        }
        links.push(Link { class: exception.class().name().to_string(), message, frames, relation: None });
        let cause = exception.cause.borrow().clone().map(|cause| (cause, Some(Relation::Cause)));
        let context = || exception.context.borrow().clone().filter(|_| !exception.suppress_context.get());
        next = cause.or_else(|| context().map(|context| (context, Some(Relation::Context))));
    }
    links.reverse();
    links
}

/// Whether a frame is the program's own and not of what is built in.
fn is_of_user(entry: &TracebackEntry) -> bool {
    !entry.source.name().starts_with(traceback::EMBEDDED)
}

fn frame(entry: &TracebackEntry) -> Frame {
    Frame { source: Rc::clone(&entry.source), line: entry.line, call: call(entry) }
}

/// `A.m(self)`: the function with its parameters' names; nothing at the top level.
fn call(entry: &TracebackEntry) -> String {
    let code = &entry.code;
    let list = &code.parameters;
    let names = |range: std::ops::Range<usize>| list.names[range].iter().map(|name| name.as_str().to_owned());
    let given = list.positional + list.keyword_only;
    let mut parts: Vec<String> = names(0..given).collect();
    let mut rest = names(given..list.names.len());
    parts.extend(rest.next().filter(|_| list.rest).map(|name| format!("*{name}")));
    parts.extend(list.names.last().filter(|_| list.keyword_rest).map(|name| format!("**{name}")));
    match entry.function() {
        "<module>" => String::new(),
        // CPython hands a comprehension its iterator under a name that nobody can write.
        "<listcomp>" | "<setcomp>" | "<dictcomp>" | "<genexpr>" => format!("{}(.0)", code.qualname.as_str()),
        _ => format!("{}({})", code.qualname.as_str(), parts.join(", ")),
    }
}
