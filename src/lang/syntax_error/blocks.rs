//! Faults between lines: blocks that are missing, or stand where none can.

use super::probe::Probe;
use super::{Fault, Reach};
use crate::ast::Expr;
use crate::layout::{Token, TokenKind};
use crate::parse::{Rule, check_statement, target};

/// The first line of the statement before `line` that parses but is no program, such as `1 = x`.
pub(super) fn fault_in_lines_before(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    let mut first = probe.start;
    while first < line {
        let end = (first..line).find(|&index| probe.kind(index) == TokenKind::Newline)?;
        if let Some(fault) = fault_of_line(probe, first, end) {
            return Some(fault);
        }
        first = end + 1;
        while first < line && matches!(probe.kind(first), TokenKind::Indent | TokenKind::Dedent) {
            first += 1;
        }
    }
    None
}

/// What is wrong with a line that pest can read. A header gets a block to be read with.
fn fault_of_line(probe: &Probe<'_>, first: usize, newline: usize) -> Option<Box<Fault>> {
    let mut tokens: Vec<Token> = (first..newline).map(|index| probe.token(index)).collect();
    let head = tokens.first_mut()?;
    match head.kind {
        TokenKind::Elif => head.kind = TokenKind::If,
        TokenKind::Else | TokenKind::Except | TokenKind::Finally | TokenKind::Case | TokenKind::At => return None,
        _ => {}
    }
    if probe.kind_before(newline) == TokenKind::Colon {
        tokens.push(Token { kind: TokenKind::Flow, ..probe.token(newline) });
    }
    tokens.push(probe.token(newline));
    check_statement(probe.text, &tokens)
}

/// A block that is missing or a clause that is.
pub(super) fn fault_between_lines(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    let failed = probe.failed;
    let at_line_start = failed == line || matches!(probe.kind(failed), TokenKind::Indent | TokenKind::Dedent);
    if !at_line_start || failed == 0 {
        return None;
    }
    if probe.kind_before(failed) == TokenKind::Newline
        && failed >= probe.start + 2
        && probe.kind(failed - 2) == TokenKind::Colon
        && probe.kind(failed) != TokenKind::Indent
    {
        return missing_block(probe, probe.line_start(failed - 1));
    }
    let header = header_before(probe, failed)?;
    let clause = matches!(probe.kind(failed), TokenKind::Except | TokenKind::Finally);
    if probe.kind(header) == TokenKind::Try && !clause {
        let fault = probe.fault(failed, failed + 1, "expected 'except' or 'finally' block");
        return Some(Box::new(fault.reaching(reach(probe, failed))));
    }
    None
}

/// "expected an indented block after …", by the first word of the header.
fn missing_block(probe: &Probe<'_>, header: usize) -> Option<Box<Fault>> {
    let what = match probe.kind(header) {
        TokenKind::Def => "function definition".to_owned(),
        TokenKind::Class => "class definition".to_owned(),
        TokenKind::Except if probe.kind(header + 1) == TokenKind::Star => "'except*' statement".to_owned(),
        TokenKind::If
        | TokenKind::Elif
        | TokenKind::Else
        | TokenKind::For
        | TokenKind::While
        | TokenKind::With
        | TokenKind::Try
        | TokenKind::Except
        | TokenKind::Finally
        | TokenKind::Match
        | TokenKind::Case => format!("'{}' statement", probe.word(header)),
        _ => return None,
    };
    let line = 1 + probe.text[..probe.span(header).start as usize].matches('\n').count();
    let marked = probe.span(probe.failed);
    let message = format!("expected an indented block after {what} on line {line}");
    let fault = Fault::indentation(message, marked.start as usize..marked.end as usize);
    Some(Box::new(fault.reaching(reach(probe, probe.failed))))
}

/// Where a token at the start of a line is said to end.
fn reach(probe: &Probe<'_>, index: usize) -> Reach {
    match probe.kind(index) {
        _ if probe.only_ends_follow(index) => Reach::LineEnd,
        TokenKind::Dedent => Reach::Indentation,
        _ => Reach::Span,
    }
}

/// The rule of the clause that the statement begins with, if the statement before it can have such a clause: pest then
/// read that statement without it, because the clause does not parse.
pub(super) fn clause(probe: &Probe<'_>) -> Option<Rule> {
    use TokenKind as T;
    let clause = probe.kind(probe.start);
    let rule = match clause {
        T::Elif => Rule::elif_stmt,
        T::Else => Rule::else_block,
        T::Except => Rule::except_block,
        T::Finally => Rule::finally_block,
        _ => return None,
    };
    let fits = match probe.kind(header_before(probe, probe.start)?) {
        T::If | T::Elif => matches!(clause, T::Elif | T::Else),
        T::For | T::While => clause == T::Else,
        T::Try | T::Except => clause != T::Elif,
        _ => false,
    };
    fits.then_some(rule)
}

/// The first token of the header whose block ends right before token `index`.
fn header_before(probe: &Probe<'_>, index: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut line = index;
    loop {
        let last = line.checked_sub(1)?;
        match probe.kind(last) {
            TokenKind::Dedent => depth += 1,
            TokenKind::Indent => depth = depth.checked_sub(1)?,
            _ => {
                let first = probe.line_start(last);
                if depth == 0 {
                    return Some(first);
                }
                line = first;
                continue;
            }
        }
        line = last;
    }
}

/// Why an expression cannot be what `for` or `with` assigns to.
pub(super) fn invalid_target(expr: &Expr, purpose: target::Purpose) -> Option<Box<Fault>> {
    target::find_invalid(expr, purpose).map(|invalid| target::refuse(invalid, purpose))
}
