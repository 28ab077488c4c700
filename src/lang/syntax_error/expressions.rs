//! Faults in expressions: two in a row, `=` for `==`, `if` without `else`, `print` as a statement.

use super::Fault;
use super::blocks::invalid_target;
use super::brackets;
use super::probe::Probe;
use crate::ast::ExprKind;
use crate::layout::TokenKind;
use crate::parse::target::Purpose;
use crate::parse::{Rule, target};

/// A stretch of tokens at one level of brackets, up to the failure.
pub(super) struct Region {
    /// Its first token.
    first: usize,
    /// How many brackets are open around it.
    depth: usize,
    /// The token that opened it, if one did.
    open: Option<usize>,
    /// Whether it holds the parameters of a `def`.
    pub is_parameters: bool,
    /// Whether it holds the arguments of a call.
    pub is_call: bool,
    /// Whether its elements may be named (`a := b`): `=` in them is then a slip.
    named: bool,
}

impl Region {
    /// What stands in the bracket that opens at a token.
    pub fn bracket(probe: &Probe<'_>, open: usize) -> Region {
        let before = open.checked_sub(1).filter(|&before| before >= probe.start);
        let kind = before.map(|before| probe.kind(before));
        let is_parameters = kind.is_some_and(TokenKind::is_name)
            && open >= probe.start + 2
            && probe.kind(open - 2) == TokenKind::Def
            && probe.kind(open) == TokenKind::LeftParen;
        let is_trailer = kind.is_some_and(ends_operand);
        let is_call = !is_parameters && is_trailer && probe.kind(open) == TokenKind::LeftParen;
        let named = !is_parameters && !is_call;
        Region { first: open + 1, depth: probe.depth + 1, open: Some(open), is_parameters, is_call, named }
    }

    /// The braces of an f-string, which are read as parentheses.
    pub fn field(probe: &Probe<'_>) -> Region {
        Region { first: 0, depth: probe.depth, open: None, is_parameters: false, is_call: false, named: true }
    }

    fn line(first: usize) -> Region {
        Region { first, depth: 0, open: None, is_parameters: false, is_call: false, named: false }
    }
}

/// Whether a token can end an operand, so that a bracket after it is a call or a subscript.
fn ends_operand(kind: TokenKind) -> bool {
    kind.is_name()
        || kind.closes()
        || matches!(kind, TokenKind::Number | TokenKind::Str | TokenKind::Singleton | TokenKind::Ellipsis)
}

/// Whether an expression can begin with a token.
fn begins_expression(kind: TokenKind) -> bool {
    use TokenKind as T;
    kind.is_name()
        || kind.opens()
        || matches!(kind, T::Number | T::Str | T::Singleton | T::Ellipsis | T::Plus | T::Minus | T::Tilde)
        || matches!(kind, T::Not | T::Lambda)
}

/// What is wrong with the expressions of the line that begins at token `line`.
pub(super) fn fault_in_line(probe: &Probe<'_>, line: usize) -> Option<Box<Fault>> {
    fault_in(probe, &Region::line(line))
}

/// What is wrong with the expression at a token of a header.
pub(super) fn fault_in_header(probe: &Probe<'_>, line: usize, start: usize) -> Option<Box<Fault>> {
    fault_at(probe, &Region::line(line), start).unwrap_or_else(Some)
}

/// What is wrong with the expressions of a region, from its left to its right.
pub(super) fn fault_in(probe: &Probe<'_>, region: &Region) -> Option<Box<Fault>> {
    for start in expression_starts(probe, region) {
        match fault_at(probe, region, start) {
            Err(fault) => return Some(fault),
            Ok(Some(fault)) => return Some(fault),
            Ok(None) => {}
        }
    }
    targets_of_for(probe, region).or_else(|| lambda_parameters(probe, region))
}

/// `[a for 1 …]`: what stands after a `for` that lacks its `in`.
fn targets_of_for(probe: &Probe<'_>, region: &Region) -> Option<Box<Fault>> {
    let open = probe.kind(region.open?);
    for clause in level(probe, region, probe.failed + 1).filter(|&index| probe.kind(index) == TokenKind::For) {
        // Where a `for` is what failed, CPython still looks behind it after `[a,` and `{a,`.
        let after_comma = open != TokenKind::LeftParen && probe.kind_before(clause) == TokenKind::Comma;
        if clause == region.first || clause == probe.failed && !after_comma {
            continue;
        }
        let targets = probe.matches(Rule::star_targets, clause + 1);
        if targets.is_some_and(|end| probe.kind(end) == TokenKind::In) {
            continue;
        }
        let found = match fault_at(probe, region, clause + 1) {
            Ok(None) => probe.expression(Rule::star_expressions, clause + 1),
            Ok(Some(fault)) | Err(fault) => return Some(fault),
        };
        return match found {
            Err(fault) => Some(fault),
            Ok(found) => invalid_target(&found?.expr, Purpose::For),
        };
    }
    None
}

/// The tokens of a region up to `end` that stand in no bracket of it.
pub(super) fn level(probe: &Probe<'_>, region: &Region, end: usize) -> impl Iterator<Item = usize> {
    let mut nested = 0_usize;
    probe.kinds(region.first, end).filter_map(move |(index, kind)| {
        let here = nested == 0;
        if kind.opens() {
            nested += 1;
        } else if kind.closes() {
            nested = nested.saturating_sub(1);
        }
        here.then_some(index)
    })
}

/// The tokens at which CPython would try to read an expression.
fn expression_starts(probe: &Probe<'_>, region: &Region) -> Vec<usize> {
    let mut starts = Vec::new();
    // Names after `lambda` up to its colon, after `for` up to its `in`, and the parameters of a function are no
    // expressions.
    let mut names = region.is_parameters;
    for index in level(probe, region, probe.failed + 1) {
        if starts_expression(probe, region, index, names) {
            starts.push(index);
        }
        match probe.kind(index) {
            TokenKind::Lambda | TokenKind::For => names = true,
            TokenKind::Colon | TokenKind::In => names = region.is_parameters,
            _ => {}
        }
    }
    starts
}

/// Whether CPython would try to read an expression at a token of a region, by what stands before it; `names` says that
/// what stands between commas there are names.
fn starts_expression(probe: &Probe<'_>, region: &Region, index: usize, names: bool) -> bool {
    use TokenKind as T;
    if index == region.first {
        return !names && !is_statement_word(probe.kind(index));
    }
    let head = (region.open.is_none() && region.depth == 0).then(|| probe.kind(region.first));
    let is_second = index == region.first + 1;
    match probe.kind_before(index) {
        T::Equal | T::Colon | T::Arrow | T::Semicolon | T::ColonEqual | T::AugAssign | T::Else => true,
        T::Return | T::Yield | T::Raise | T::Assert | T::Del | T::With | T::Except => true,
        T::Comma => !names && !matches!(head, Some(T::From | T::Import)),
        T::At => head == Some(T::At) && is_second,
        T::If | T::Elif | T::While => head.is_some() && is_second,
        T::In => head == Some(T::For),
        T::From => head != Some(T::From),
        T::Star | T::DoubleStar => region.is_call && (is_second || probe.kind(index - 2) == T::Comma),
        _ => false,
    }
}

/// Whether a word begins a statement rather than an expression.
fn is_statement_word(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(kind, T::Import | T::From | T::Def | T::Class | T::Try | T::Scope | T::Case | T::Flow)
}

/// How many names in a row are looked behind.
const MAX_NAMES: usize = 50;

/// What is wrong with the expression that should begin at a token.
fn fault_at(probe: &Probe<'_>, region: &Region, start: usize) -> Result<Option<Box<Fault>>, Box<Fault>> {
    fault_after_names(probe, region, start, MAX_NAMES)
}

fn fault_after_names(
    probe: &Probe<'_>,
    region: &Region,
    start: usize,
    names: usize,
) -> Result<Option<Box<Fault>>, Box<Fault>> {
    if let Some(found) = probe.expression(Rule::disjunction, start)? {
        if let Some(fault) = two_in_a_row(probe, region, start, found.after) {
            return Ok(Some(fault));
        }
        if probe.kind(found.after) == TokenKind::If
            && let Some(test) = probe.matches(Rule::disjunction, found.after + 1)
            && !matches!(probe.kind(test), TokenKind::Else | TokenKind::Colon)
        {
            return Ok(Some(probe.fault(start, test, "expected 'else' after 'if' expression")));
        }
    }
    if let Some(fault) = print_statement(probe, region, start, names)? {
        return Ok(Some(fault));
    }
    let takes_names = takes_names(probe, region, start);
    if (takes_names || region.depth == 0 && start == region.first)
        && let Some(found) = probe.expression(Rule::expression, start)?
        && probe.kind(found.after) == TokenKind::ColonEqual
        && !matches!(found.expr.kind, ExprKind::Name(_))
        && probe.matches(Rule::expression, found.after + 1).is_some()
    {
        let message = format!("cannot use assignment expressions with {}", target::describe(&found.expr));
        return Ok(Some(Fault::at(found.expr.span, message)));
    }
    if takes_names { slipped_equal(probe, start) } else { Ok(None) }
}

/// `a b` in brackets.
fn two_in_a_row(probe: &Probe<'_>, region: &Region, start: usize, after: usize) -> Option<Box<Fault>> {
    let prefixed = probe.kind(start).is_name() && probe.kind(start + 1) == TokenKind::Str;
    // CPython takes the beginnings of its soft keywords for them here.
    let soft = probe.kind(start).is_name()
        && ["match", "case", "_"].iter().any(|keyword| keyword.starts_with(probe.word(start)));
    let legacy = matches!(probe.word(start), "print" | "exec") && after == start + 1;
    if prefixed || soft || legacy {
        return None;
    }
    if !begins_expression(probe.kind(after)) {
        return None;
    }
    let end = probe.matches(Rule::expression, after)?;
    let closes = probe.kind_before(end).closes();
    let depth = if closes || region.depth > 0 { region.depth } else { 0 };
    (depth > 0).then(|| probe.fault(start, end, "invalid syntax. Perhaps you forgot a comma?"))
}

/// `print x`, `exec x`.
fn print_statement(
    probe: &Probe<'_>,
    region: &Region,
    start: usize,
    names: usize,
) -> Result<Option<Box<Fault>>, Box<Fault>> {
    let next = probe.kind(start + 1);
    if names == 0
        || !(begins_expression(next) || next == TokenKind::Star)
        || !probe.kind(start).is_name()
        || next == TokenKind::LeftParen
    {
        return Ok(None);
    }
    // For any name CPython looks at what follows it as at a statement's expressions, and finds what is wrong there.
    let Some(after) = probe.matches(Rule::star_expressions, start + 1) else { return Ok(None) };
    if let Some(fault) = fault_after_names(probe, region, start + 1, names - 1)? {
        return Ok(Some(fault));
    }
    let name = probe.word(start);
    if !matches!(name, "print" | "exec") {
        return Ok(None);
    }
    let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
    Ok(Some(probe.fault(start, after, message)))
}

/// Whether `name := value` could stand at this token.
fn takes_names(probe: &Probe<'_>, region: &Region, start: usize) -> bool {
    use TokenKind as T;
    if region.depth == 0 {
        let head = probe.kind(region.first);
        return start == region.first + 1 && matches!(head, T::If | T::Elif | T::While | T::At | T::Match);
    }
    let begins = start == region.first || probe.kind_before(start) == T::Comma;
    region.named && begins
}

/// `a = b` where only `a == b` or `a := b` could stand.
fn slipped_equal(probe: &Probe<'_>, start: usize) -> Result<Option<Box<Fault>>, Box<Fault>> {
    let Some(found) = probe.expression(Rule::bitwise_or, start)? else { return Ok(None) };
    if probe.kind(found.after) != TokenKind::Equal {
        return Ok(None);
    }
    let Some(end) = probe.matches(Rule::bitwise_or, found.after + 1) else { return Ok(None) };
    if matches!(probe.kind(end), TokenKind::Equal | TokenKind::ColonEqual) {
        return Ok(None);
    }
    if probe.kind(start).is_name() && found.after == start + 1 {
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        return Ok(Some(probe.fault(start, end, message)));
    }
    let name = target::describe(&found.expr);
    let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
    Ok((!target::begins_with_display(&found.expr)).then(|| Fault::at(found.expr.span, message)))
}

/// `lambda (a, b): …`
fn lambda_parameters(probe: &Probe<'_>, region: &Region) -> Option<Box<Fault>> {
    let lambda = (region.first..probe.failed).rev().find(|&index| probe.kind(index) == TokenKind::Lambda)?;
    brackets::parameters(probe, lambda, "Lambda expression parameters cannot be parenthesized")
}
