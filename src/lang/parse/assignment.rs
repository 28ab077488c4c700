//! Assignments of every kind; an expression statement is one without a target.

use super::builder::Builder;
use super::target::{self, Purpose};
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{AnnAssign, Expr, ExprKind, Operator, StmtKind};
use crate::layout::TokenKind;
use crate::syntax_error::Fault;

/// What stands on one side of a `=`.
struct Written {
    expr: Expr,
    /// Its first token.
    start: usize,
    /// Whether it is a tuple without parentheses.
    bare: bool,
}

impl Builder<'_> {
    pub(super) fn assignment(&self, pair: Pair<'_>) -> Built<StmtKind> {
        let mut pairs = pair.into_inner();
        let first_token = pairs.peek().map_or(0, |pair| self.first(&pair));
        let bare = pairs.peek().is_some_and(|pair| self.is_bare_tuple(&pair));
        let target = self.annotated_rhs(&mut pairs)?;
        match pairs.peek().map(|pair| pair.as_rule()) {
            None => Ok(StmtKind::Expr(target)),
            Some(Rule::augassign) => self.augmented(target, &mut pairs),
            Some(Rule::annotation) => self.annotated(target, bare, first_token, &mut pairs),
            Some(_) => self.plain(target, bare, first_token, pairs),
        }
    }

    /// `yield …` or expressions.
    pub(super) fn annotated_rhs(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        match pairs.peek() {
            Some(pair) if pair.as_rule() == Rule::yield_expr => {
                pairs.next();
                self.yield_expr(pair)
            }
            _ => self.next_star_expressions(pairs),
        }
    }

    fn plain(&self, first: Expr, bare: bool, first_token: usize, mut pairs: Pairs<'_>) -> Built<StmtKind> {
        let mut written = vec![Written { expr: first, start: first_token, bare }];
        while let Some(pair) = pairs.peek() {
            let (start, bare) = (self.first(&pair), self.is_bare_tuple(&pair));
            written.push(Written { expr: self.annotated_rhs(&mut pairs)?, start, bare });
        }
        let value = written.pop().map_or_else(|| self.name_expr(first_token), |last| last.expr);
        let single = written.len() == 1;
        for target in &written {
            self.check_assignment(target, Some(&value).filter(|_| single))?;
        }
        Ok(StmtKind::Assign { targets: written.into_iter().map(|target| target.expr).collect(), value })
    }

    /// Refuses a target that cannot be assigned to. Where it is the only one, a comparison may have been meant.
    fn check_assignment(&self, target: &Written, value: Option<&Expr>) -> Built<()> {
        let yields = matches!(target.expr.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
        if yields && self.kind(target.start) == TokenKind::Yield {
            return Err(Fault::at(target.expr.span, "assignment to yield expression not possible"));
        }
        let Some(invalid) = target::find_invalid(&target.expr, Purpose::Assign) else { return Ok(()) };
        let name = target::describe(invalid);
        if value.is_some_and(target::is_operand) && self.could_be_comparison(target, invalid) {
            let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
            return Err(Fault::at(invalid.span, message));
        }
        Err(Fault::at(invalid.span, format!("cannot assign to {name}")))
    }

    /// Whether `invalid = value`, at the end of the target, reads like a comparison with one sign too few.
    fn could_be_comparison(&self, target: &Written, invalid: &Expr) -> bool {
        let last = match &target.expr.kind {
            ExprKind::Tuple(items) if target.bare => items.last(),
            _ => Some(&target.expr),
        };
        let grouped = !target.bare && self.token_span(target.start).start < target.expr.span.start;
        let operand = grouped || target::is_operand(invalid) && !target::begins_with_display(invalid);
        operand && last.is_some_and(|last| std::ptr::eq(last, invalid))
    }

    fn augmented(&self, target: Expr, pairs: &mut Pairs<'_>) -> Built<StmtKind> {
        let op_token = pairs.next().map_or(0, |pair| self.first(&pair));
        if !matches!(target.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }) {
            let message = format!("'{}' is an illegal expression for augmented assignment", target::describe(&target));
            return Err(Fault::at(target.span, message));
        }
        let value = self.annotated_rhs(pairs)?;
        let op = augmented_operator(self.token_text(op_token));
        Ok(StmtKind::AugAssign { target, op, op_span: self.token_span(op_token), value })
    }

    fn annotated(&self, target: Expr, bare: bool, first_token: usize, pairs: &mut Pairs<'_>) -> Built<StmtKind> {
        let refuse = |message: &str| Err(Fault::at(target.span, message));
        match &target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {}
            ExprKind::List(_) => return refuse("only single target (not list) can be annotated"),
            ExprKind::Tuple(items) => {
                let marked = items.first().filter(|_| bare).map_or(target.span, |item| item.span);
                return Err(Fault::at(marked, "only single target (not tuple) can be annotated"));
            }
            _ => return refuse("illegal target for annotation"),
        }
        let mut inner = pairs.next().map(Pair::into_inner);
        let annotation = match &mut inner {
            Some(inner) => self.expression(inner)?,
            None => self.name_expr(first_token),
        };
        let value = if pairs.peek().is_some() { Some(self.annotated_rhs(pairs)?) } else { None };
        let simple = matches!(target.kind, ExprKind::Name(_)) && self.kind(first_token).is_name();
        Ok(StmtKind::AnnAssign(Box::new(AnnAssign { target, annotation, value, simple })))
    }
}

fn augmented_operator(text: &str) -> Operator {
    match text {
        "-=" => Operator::Sub,
        "*=" => Operator::Mult,
        "@=" => Operator::MatMult,
        "/=" => Operator::Div,
        "%=" => Operator::Mod,
        "**=" => Operator::Pow,
        "<<=" => Operator::LShift,
        ">>=" => Operator::RShift,
        "|=" => Operator::BitOr,
        "^=" => Operator::BitXor,
        "&=" => Operator::BitAnd,
        "//=" => Operator::FloorDiv,
        _ => Operator::Add,
    }
}
