//! What can be assigned to, and what things are called when they cannot.

use super::builder::Builder;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{CmpOp, Constant, Expr, ExprKind};
use crate::syntax_error::Fault;

/// What a target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is assigned to.
    Assign,
    /// It is what `for` assigns to.
    For,
    /// It is deleted.
    Delete,
}

impl Builder<'_> {
    /// The next pair as the targets of a `for`.
    pub(super) fn star_targets(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        let Some(pair) = pairs.next() else { return Err(self.invalid_syntax(0)) };
        let span = self.span(&pair);
        let bare = self.is_bare_tuple(&pair);
        let mut targets = Vec::new();
        for inner in pair.into_inner() {
            targets.push(self.star_target(inner)?);
        }
        for target in &targets {
            self.check_target(target, Purpose::For)?;
        }
        match targets.pop() {
            Some(target) if !bare => Ok(target),
            last => {
                targets.extend(last);
                Ok(Expr { span, kind: ExprKind::Tuple(targets) })
            }
        }
    }

    /// `a` or `*a`.
    pub(super) fn star_target(&self, pair: Pair<'_>) -> Built<Expr> {
        if pair.as_rule() == Rule::starred { self.starred(pair) } else { self.operators(pair) }
    }

    /// Refuses what cannot be a target.
    pub(super) fn check_target(&self, target: &Expr, purpose: Purpose) -> Built<()> {
        match find_invalid(target, purpose) {
            None => Ok(()),
            Some(invalid) => Err(refuse(invalid, purpose)),
        }
    }
}

/// Why this expression is no target.
pub(crate) fn refuse(invalid: &Expr, purpose: Purpose) -> Box<Fault> {
    let verb = if purpose == Purpose::Delete { "delete" } else { "assign to" };
    Fault::at(invalid.span, format!("cannot {verb} {}", describe(invalid)))
}

/// The first part of a target that cannot be one.
pub(crate) fn find_invalid(target: &Expr, purpose: Purpose) -> Option<&Expr> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().find_map(|item| find_invalid(item, purpose)),
        ExprKind::Starred(value) if purpose != Purpose::Delete => find_invalid(value, purpose),
        // `for x in y` read as one expression.
        ExprKind::Compare(compare) if purpose == Purpose::For => match compare.ops.first() {
            Some(CmpOp::In) => find_invalid(&compare.left, purpose),
            _ => None,
        },
        _ => Some(target),
    }
}

/// Whether an expression begins with a display or a constant for which CPython never guesses that `==` was meant.
pub(crate) fn begins_with_display(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::GeneratorExp { .. } => true,
        ExprKind::Constant(Constant::None | Constant::Bool(_)) => true,
        ExprKind::BinOp { left, .. } => begins_with_display(left),
        ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => begins_with_display(value),
        ExprKind::Call(call) => begins_with_display(&call.func),
        _ => false,
    }
}

/// Whether an expression binds at least as tightly as `|`: it can stand beside `==` without parentheses.
pub(crate) fn is_operand(expr: &Expr) -> bool {
    !matches!(
        expr.kind,
        ExprKind::BoolOp { .. }
            | ExprKind::UnaryOp { op: crate::ast::UnaryOp::Not, .. }
            | ExprKind::Compare(_)
            | ExprKind::IfExp { .. }
            | ExprKind::Lambda(_)
            | ExprKind::Starred(_)
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
            | ExprKind::NamedExpr { .. }
    )
}

/// What CPython calls an expression in its messages.
pub(crate) fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::Bool(true)) => "True",
        ExprKind::Constant(Constant::Bool(false)) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Name(_) => "name",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare(_) => "comparison",
        ExprKind::Call(_) => "function call",
        ExprKind::JoinedStr(_) => "f-string expression",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Slice { .. } => "slice",
    }
}
