//! Faults in the line itself: headers without a colon, and statements with a sentence of their own.

use super::Fault;
use super::blocks::invalid_target;
use super::expressions;
use super::probe::Probe;
use crate::layout::TokenKind;
use crate::parse::Rule;
use crate::parse::target::Purpose;

/// What is wrong with the line that begins at token `line`.
pub(super) fn fault_in(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    match probe.kind(line) {
        TokenKind::If | TokenKind::Elif | TokenKind::While | TokenKind::Class | TokenKind::Match => {
            missing_colon_at_end(probe, line)
        }
        TokenKind::Case => pattern_target(probe).or_else(|| missing_colon_at_end(probe, line)),
        TokenKind::Else | TokenKind::Try | TokenKind::Finally => forced(probe, line + 1, TokenKind::Colon, "':'"),
        TokenKind::For => for_statement(probe, line),
        TokenKind::With => with_statement(probe, line),
        TokenKind::Def => definition(probe, line),
        TokenKind::Except => except_clause(probe, line),
        TokenKind::From => trailing_comma(probe, line),
        TokenKind::Del => refused_target(probe, line + 1, Purpose::Delete),
        _ => None,
    }
}

/// "expected ':'" when the line ends where the colon should stand.
fn missing_colon_at_end(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    if probe.kind(failed) != TokenKind::Newline || failed == line + 1 {
        return None;
    }
    let expression = match probe.kind(line) {
        TokenKind::If | TokenKind::Elif | TokenKind::While => probe.matches(Rule::named_expression, line + 1),
        TokenKind::Match => probe.matches(Rule::subject_expr, line + 1),
        TokenKind::Case => {
            let patterns = probe.matches(Rule::patterns, line + 1)?;
            probe.matches(Rule::guard, patterns).or(Some(patterns))
        }
        _ => probe.matches(Rule::call, line + 2).or(Some(line + 2)),
    };
    (expression == Some(failed)).then(|| expected(probe, failed, "':'"))
}

/// `case a as 1`.
fn pattern_target(probe: &Probe<'_>) -> Option<Box<Fault>> {
    let failed = probe.failed;
    if probe.kind_before(failed) != TokenKind::As || probe.kind(failed).is_name() {
        return None;
    }
    let after = probe.matches(Rule::expression, failed)?;
    Some(probe.fault(failed, after, "invalid pattern target"))
}

fn expected(probe: &Probe<'_>, at: usize, what: &str) -> Box<Fault> {
    probe.fault(at, at + 1, format!("expected {what}"))
}

/// A token that must stand here, whatever stands instead.
fn forced(probe: &Probe<'_>, at: usize, kind: TokenKind, what: &str) -> Option<Box<Fault>> {
    (probe.failed == at && probe.kind(at) != kind).then(|| expected(probe, at, what))
}

fn for_statement(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    if let Some(targets) = probe.matches(Rule::star_targets, line + 1)
        && probe.kind(targets) == TokenKind::In
    {
        if let Some(fault) = refused_target(probe, line + 1, Purpose::For) {
            return Some(fault);
        }
        let iter = probe.matches(Rule::star_expressions, targets + 1)?;
        let ends = iter == probe.failed && probe.kind(iter) == TokenKind::Newline;
        return ends.then(|| expected(probe, iter, "':'"));
    }
    expressions::fault_in_header(probe, line, line + 1).or_else(|| refused_target(probe, line + 1, Purpose::For))
}

/// Why the expressions at a token cannot be targets.
fn refused_target(probe: &Probe<'_>, start: usize, purpose: Purpose) -> Option<Box<Fault>> {
    match probe.expression(Rule::star_expressions, start) {
        Err(fault) => Some(fault),
        Ok(found) => invalid_target(&found?.expr, purpose),
    }
}

fn with_statement(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    // `with a as 1`: the target is refused when the item ends behind it.
    let target = (line..failed).rev().find(|&index| probe.kind(index) == TokenKind::As);
    if let Some(at) = target
        && let Ok(Some(found)) = probe.expression(Rule::expression, at + 1)
        && matches!(probe.kind(found.after), TokenKind::Comma | TokenKind::RightParen | TokenKind::Colon)
        && let Some(fault) = invalid_target(&found.expr, Purpose::Assign)
    {
        return Some(fault);
    }
    let ends = probe.kind(failed) == TokenKind::Newline && failed > line + 1;
    let whole = ends
        && (with_items_end(probe, line + 1) == Some(failed) || with_parentheses_end(probe, line + 1) == Some(failed));
    whole.then(|| expected(probe, failed, "':'"))
}

/// The token after `a as b, c as d`.
fn with_items_end(probe: &Probe<'_>, first: usize) -> Option<usize> {
    let mut end = probe.matches(Rule::with_item, first)?;
    while probe.kind(end) == TokenKind::Comma
        && let Some(next) = probe.matches(Rule::with_item, end + 1)
    {
        end = next;
    }
    Some(end)
}

/// The token after `(a as b, c as d)`.
fn with_parentheses_end(probe: &Probe<'_>, first: usize) -> Option<usize> {
    let items = (probe.kind(first) == TokenKind::LeftParen).then(|| with_items_end(probe, first + 1))??;
    let end = items + usize::from(probe.kind(items) == TokenKind::Comma);
    (probe.kind(end) == TokenKind::RightParen).then_some(end + 1)
}

fn definition(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    if !probe.kind(line + 1).is_name() {
        return None;
    }
    if let Some(fault) = forced(probe, line + 2, TokenKind::LeftParen, "'('") {
        return Some(fault);
    }
    let parameters = probe.matches(Rule::parameters, line + 3)?;
    if probe.kind(parameters) != TokenKind::RightParen {
        return None;
    }
    let colon = probe.matches(Rule::returns, parameters + 1).unwrap_or(parameters + 1);
    (probe.kind(colon) != TokenKind::Colon).then(|| expected(probe, colon, "':'"))
}

fn except_clause(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    let star = usize::from(probe.kind(line + 1) == TokenKind::Star);
    let class = line + 1 + star;
    if star == 1 && matches!(probe.kind(class), TokenKind::Newline | TokenKind::Colon) {
        return Some(probe.fault(failed, failed + 1, "expected one or more exception types"));
    }
    let Some(after) = probe.matches(Rule::expression, class) else {
        let bare = star == 0 && probe.kind(class) == TokenKind::Newline;
        return bare.then(|| expected(probe, class, "':'"));
    };
    if probe.kind(after) == TokenKind::Comma
        && let Some(more) = probe.matches(Rule::star_expressions, after + 1)
        && probe.kind(alias_end(probe, more)) == TokenKind::Colon
    {
        let message = "multiple exception types must be parenthesized";
        return Some(probe.fault(class, alias_end(probe, more), message));
    }
    let end = alias_end(probe, after);
    (probe.kind(end) == TokenKind::Newline && end == failed).then(|| expected(probe, end, "':'"))
}

/// The token after `as name`, if that stands here.
fn alias_end(probe: &Probe<'_>, at: usize) -> usize {
    if probe.kind(at) == TokenKind::As && probe.kind(at + 1).is_name() { at + 2 } else { at }
}

fn trailing_comma(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    let import = (line..failed).any(|index| probe.kind(index) == TokenKind::Import);
    let comma = (failed.saturating_sub(1)..=failed).find(|&index| probe.kind(index) == TokenKind::Comma)?;
    let ends = import && probe.kind(comma + 1) == TokenKind::Newline && probe.kind_before(comma).is_name();
    let message = "trailing comma not allowed without surrounding parentheses";
    ends.then(|| probe.fault(comma + 1, comma + 2, message))
}
