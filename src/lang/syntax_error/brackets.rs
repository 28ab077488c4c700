//! Faults inside brackets.

use super::Fault;
use super::expressions::{self, Region};
use super::probe::Probe;
use crate::layout::TokenKind;
use crate::parse::Rule;

/// The brackets of a line that are open at the failure, from the outermost.
pub(super) fn open_at_failure(probe: &Probe<'_>, line: usize) -> Vec<usize> {
    let mut open = Vec::new();
    for (index, kind) in probe.kinds(line, probe.failed) {
        if kind.opens() {
            open.push(index);
        } else if kind.closes() {
            open.pop();
        }
    }
    open
}

/// What is wrong in the bracket that opens at token `open`.
pub(super) fn fault_in(probe: &Probe<'_>, open: usize) -> Option<Box<Fault>> {
    let region = Region::bracket(probe, open);
    if region.is_parameters {
        return parameters(probe, open, "Function parameters cannot be parenthesized")
            .or_else(|| in_parameters(probe))
            .or_else(|| expressions::fault_in(probe, &region));
    }
    let is_brace = probe.kind(open) == TokenKind::LeftBrace;
    if is_brace && let Some(fault) = key_without_value(probe, &region, open) {
        return Some(fault);
    }
    expressions::fault_in(probe, &region)
        .or_else(|| if region.is_call { in_call(probe, open) } else { None })
        .or_else(|| in_display(probe, open))
        .or_else(|| if is_brace { in_dict(probe, open) } else { None })
}

/// What is wrong in the braces of an f-string.
pub(super) fn fault_in_field(probe: &Probe<'_>) -> Option<Box<Fault>> {
    expressions::fault_in(probe, &Region::field(probe))
}

/// `(a, b)` among parameters.
pub(super) fn parameters(probe: &Probe<'_>, open: usize, message: &str) -> Option<Box<Fault>> {
    let failed = probe.failed;
    let follows = matches!(probe.kind_before(failed), TokenKind::Comma | TokenKind::LeftParen | TokenKind::Lambda);
    if probe.kind(failed) != TokenKind::LeftParen || failed <= open || !follows {
        return None;
    }
    let mut at = failed + 1;
    while probe.kind(at).is_name() {
        at += 1;
        if probe.kind(at) == TokenKind::Comma {
            at += 1;
        }
    }
    let closed = at > failed + 1 && probe.kind(at) == TokenKind::RightParen;
    closed.then(|| probe.fault(failed, at + 1, message))
}

/// `a=` without a value, `/ *` without a comma.
fn in_parameters(probe: &Probe<'_>) -> Option<Box<Fault>> {
    let failed = probe.failed;
    let before = probe.kind_before(failed);
    match probe.kind(failed) {
        TokenKind::RightParen | TokenKind::Comma if before == TokenKind::Equal => {
            Some(probe.fault(failed - 1, failed, "expected default value expression"))
        }
        TokenKind::Star if before == TokenKind::Slash => {
            Some(probe.fault(failed, failed + 1, "expected comma between / and *"))
        }
        _ => None,
    }
}

/// `f(a.b=…)`, `f(a=1, b …)`.
fn in_call(probe: &Probe<'_>, open: usize) -> Option<Box<Fault>> {
    let mut start = open + 1;
    let mut keyword = None;
    while start <= probe.failed {
        let named = probe.kind(start).is_name() && probe.kind(start + 1) == TokenKind::Equal;
        let end = match probe.kind(start) {
            TokenKind::Star => probe.matches(Rule::expression, start + 1)?,
            TokenKind::DoubleStar => {
                keyword = Some(" unpacking");
                probe.matches(Rule::expression, start + 1)?
            }
            _ if named => {
                keyword.get_or_insert("");
                probe.matches(Rule::expression, start + 2)?
            }
            _ => {
                let end = probe.matches(Rule::named_expression, start)?;
                if probe.kind(end) == TokenKind::Equal {
                    return Some(assigned_expression(probe, start, end));
                }
                if let Some(what) = keyword {
                    let message = format!("positional argument follows keyword argument{what}");
                    return Some(probe.fault(probe.failed, probe.failed + 1, message));
                }
                end
            }
        };
        if probe.kind(end) != TokenKind::Comma {
            return None;
        }
        start = end + 1;
    }
    None
}

/// `f(a.b=…)`, `f(True=…)`.
fn assigned_expression(probe: &Probe<'_>, start: usize, equals: usize) -> Box<Fault> {
    let message = if probe.kind(start) == TokenKind::Singleton && equals == start + 1 {
        format!("cannot assign to {}", probe.word(start))
    } else {
        "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned()
    };
    probe.fault(start, equals + 1, message)
}

/// `[a, b for …]`, `(**a)`.
fn in_display(probe: &Probe<'_>, open: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    let kind = probe.kind(open);
    if kind == TokenKind::LeftParen {
        let unpacks = probe.kind(open + 1) == TokenKind::DoubleStar && failed == open + 1;
        let closed = unpacks
            && probe.matches(Rule::expression, open + 2).is_some_and(|end| probe.kind(end) == TokenKind::RightParen);
        return closed.then(|| probe.fault(open + 1, open + 2, "cannot use double starred expression here"));
    }
    if probe.kind(failed) != TokenKind::For || probe.matches(Rule::for_if_clause, failed).is_none() {
        return None;
    }
    let elements = probe.matches(Rule::elements, open + 1)?;
    let whole = elements == failed || elements + 1 == failed && probe.kind(elements) == TokenKind::Comma;
    let tuple = whole && (open + 1..failed).any(|index| probe.kind(index) == TokenKind::Comma);
    let end = if probe.kind_before(failed) == TokenKind::Comma && !has_two_elements(probe, open, failed) {
        failed
    } else {
        failed - usize::from(probe.kind_before(failed) == TokenKind::Comma)
    };
    tuple.then(|| probe.fault(open + 1, end, "did you forget parentheses around the comprehension target?"))
}

fn has_two_elements(probe: &Probe<'_>, open: usize, failed: usize) -> bool {
    probe.matches(Rule::star_named_expression, open + 1).is_some_and(|end| end + 1 < failed)
}

/// `{a: b, c}`: a key without a value after the first item.
fn key_without_value(probe: &Probe<'_>, region: &Region, open: usize) -> Option<Box<Fault>> {
    let commas = |index: &usize| probe.kind(*index) == TokenKind::Comma;
    let level = || expressions::level(probe, region, probe.failed);
    let first_comma = level().find(commas)?;
    let unpacks = probe.kind(open + 1) == TokenKind::DoubleStar;
    if !unpacks && !level().any(|at| at < first_comma && probe.kind(at) == TokenKind::Colon) {
        return None;
    }
    let key = level().filter(commas).last()? + 1;
    let after = probe.matches(Rule::expression, key)?;
    if probe.kind(after) == TokenKind::Colon {
        return None;
    }
    let end = probe.range(key, after).end as usize;
    Some(Box::new(Fault::key_without_value(end)))
}

/// What is special in dict displays.
fn in_dict(probe: &Probe<'_>, open: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    if probe.kind_before(failed) != TokenKind::Colon || failed < open + 3 {
        return None;
    }
    match probe.kind(failed) {
        TokenKind::RightBrace | TokenKind::Comma => {
            let message = "expression expected after dictionary key and ':'";
            Some(probe.fault(failed - 1, failed, message))
        }
        TokenKind::Star => {
            let after = probe.matches(Rule::bitwise_or, failed + 1)?;
            let message = "cannot use a starred expression in a dictionary value";
            Some(probe.fault(failed, after, message))
        }
        _ => None,
    }
}
