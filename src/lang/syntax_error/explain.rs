//! Why pest could not read a statement: the sentence that CPython has for it.
//!
//! pest tells how far it got; the token there is where "invalid syntax" points when nothing better is known. CPython
//! knows better in many cases: its grammar has rules for programs that are wrong in a common way. Here those rules are
//! tried where CPython would try them: first in the innermost bracket that is open at the token, from its left to its
//! right, then in the brackets around it, then in the line.
//!
//! # Design
//! All of this runs only after a statement failed, so it may read tokens again as often as it likes. It asks the same
//! grammar (does an expression begin here, and where does it end?), so there is no second description of the language.

use super::probe::Probe;
use super::{Fault, Reach, blocks, brackets, expressions, headers};
use crate::layout::{Layout, TokenKind};
use crate::parse::Rule;

/// What is wrong with the statement that begins at token `start`.
pub(crate) fn explain(text: &str, layout: &Layout, start: usize) -> Box<Fault> {
    let probe = Probe::new(text, layout, start, Rule::statement);
    let found = explain_failure(&probe);
    let fault = probe.reached_fault().unwrap_or(found);
    // At the end of the text the prompt may still ask for more.
    if probe.only_ends_follow(probe.failed) { Box::new(fault.unfinished()) } else { fault }
}

fn explain_failure(probe: &Probe<'_>) -> Box<Fault> {
    if let Some(fault) = probe.layout_fault(probe.failed) {
        return fault;
    }
    let line = probe.line_start(probe.failed);
    if let Some(fault) = blocks::fault_in_lines_before(probe, line) {
        return fault;
    }
    if let Some(fault) = blocks::fault_between_lines(probe, line) {
        return fault;
    }
    let found = brackets::open_at_failure(probe, line)
        .iter()
        .rev()
        .find_map(|bracket| brackets::fault_in(probe, *bracket))
        .or_else(|| headers::fault_in(probe, line))
        .or_else(|| expressions::fault_in_line(probe, line));
    found.unwrap_or_else(|| invalid_syntax(probe))
}

/// What is wrong with the text that should be an expression and nothing else.
pub(crate) fn explain_expression(text: &str, layout: &Layout) -> Box<Fault> {
    let probe = Probe::new(text, layout, 0, Rule::eval);
    let open = brackets::open_at_failure(&probe, 0);
    let found = open.iter().rev().find_map(|bracket| brackets::fault_in(&probe, *bracket));
    let found = found.or_else(|| expressions::fault_in_line(&probe, 0)).unwrap_or_else(|| invalid_syntax(&probe));
    probe.reached_fault().unwrap_or(found)
}

/// What is wrong with the expression in an f-string's braces.
pub(crate) fn explain_field(text: &str, layout: &Layout) -> Box<Fault> {
    let probe = Probe::new(text, layout, 0, Rule::fstring);
    let open = brackets::open_at_failure(&probe, 0);
    let found = open.iter().rev().find_map(|bracket| brackets::fault_in(&probe, *bracket));
    found.or_else(|| brackets::fault_in_field(&probe)).unwrap_or_else(|| invalid_syntax(&probe))
}

/// What is said when nothing better is known.
fn invalid_syntax(probe: &Probe<'_>) -> Box<Fault> {
    let span = probe.span(probe.failed);
    let range = span.start as usize..span.end as usize;
    Box::new(match probe.kind(probe.failed) {
        TokenKind::Indent => Fault::indentation("unexpected indent", range.end..range.end).reaching(Reach::Indentation),
        TokenKind::Dedent => Fault::indentation("unexpected unindent", range).reaching(Reach::Indentation),
        _ => Fault::syntax("invalid syntax", range),
    })
}
