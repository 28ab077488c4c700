//! Programs that are none, and how CPython 3.11 refuses them: class, sentence, line, and what is marked.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use tape_lang::compile::{Mode, compile};
use tape_lang::parse::parse;
use tape_text::Source;

/// Where CPython reads tokens in an order of its own: it says something else here.
const DIFFERENT: &[&str] = &["{'a': 1, f(x y): 2}", "with a as b{\n  c"];

/// A place as it was recorded: lines and columns of begin and end.
fn recorded_place(text: &str) -> Option<(i64, i64, i64, i64)> {
    let mut numbers = text.split([':', '-']).filter(|part| !part.is_empty()).map(str::parse);
    let mut next = || numbers.next()?.ok();
    let (line, column, end_line, end_column) = (next()?, next()?, next()?, next()?);
    let end_column = if text.ends_with(":-1") { -1 } else { end_column };
    Some((line, column, end_line, end_column))
}

#[test]
fn refusals_are_those_of_cpython() {
    let programs = include_str!("errors.py.txt").split("\n%%\n");
    let recorded = include_str!("errors.recorded").lines();
    let (mut count, mut same_place, mut wrong) = (0, 0, Vec::new());
    for (program, expected) in programs.zip(recorded).filter(|(program, _)| !DIFFERENT.contains(program)) {
        let (expected_place, expected) = expected.split_once(' ').unwrap();
        let error = parse(&Source::new("<test>", program)).expect_err(program);
        let found = (error.line.into(), error.column.into(), error.end_line.into(), error.end_column.into());
        let line = expected_place.split(':').next().unwrap();
        if error.to_string() != expected || error.line.to_string() != line {
            wrong.push(format!("{program}\n  {expected_place} {expected}\n  {found:?} {error}"));
        }
        same_place += usize::from(recorded_place(expected_place) == Some(found));
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 650, "{count}");
    assert!(same_place + 3 >= count, "{same_place} of {count}");
}

#[test]
fn refusals_of_the_compiler_are_those_of_cpython() {
    let programs = include_str!("unsound.py.txt").split("\n%%\n");
    for (program, expected) in programs.zip(include_str!("unsound.recorded").lines()) {
        let source = Source::new("<test>", program);
        let compiled = parse(&source).and_then(|module| compile(&module, &source, Mode::default()));
        let error = compiled.map(|_| ()).expect_err(program);
        let (place, expected) = expected.split_once(' ').unwrap();
        assert_eq!(error.to_string(), expected, "{program}");
        // CPython finds this when it looks back, and marks the first of the two declarations.
        let looks_back = expected.ends_with("is nonlocal and global");
        assert!(looks_back || place.starts_with(&format!("{}:", error.line)), "{program}");
    }
}

#[test]
fn a_stray_newline_kind_is_no_error() {
    assert!(parse(&Source::new("<test>", "if x:\r\n    y\r\n\r\nz\r\n")).is_ok());
    assert!(parse(&Source::new("<test>", "\u{feff}x = 1\n")).is_ok());
}

#[test]
fn coroutines_are_named_as_missing() {
    let error = parse(&Source::new("<test>", "async def f(): pass")).unwrap_err();
    assert_eq!(error.to_string(), "SyntaxError: 'async' is not supported: this language has no coroutines");
}
