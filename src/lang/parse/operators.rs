//! Operands and operators in a row, by precedence.

use std::sync::LazyLock;

use pest::pratt_parser::{Assoc, Op, PrattParser};
use tape_text::Span;

use super::builder::Builder;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{BoolOp, CmpOp, Compare, Expr, ExprKind, MAX_HEIGHT, Operator, UnaryOp};
use crate::layout::TokenKind;

/// From the weakest to the strongest; `-a ** b` is `-(a ** b)`, `a ** -b` is what it says.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(left(Rule::or_op))
        .op(left(Rule::and_op))
        .op(Op::prefix(Rule::not_op))
        .op(left(Rule::comparison_op))
        .op(left(Rule::bitor_op))
        .op(left(Rule::bitxor_op))
        .op(left(Rule::bitand_op))
        .op(left(Rule::shift_op))
        .op(left(Rule::sum_op))
        .op(left(Rule::term_op))
        .op(Op::prefix(Rule::unary_op))
        .op(Op::infix(Rule::power_op, Assoc::Right))
        .op(Op::postfix(Rule::attribute) | Op::postfix(Rule::call) | Op::postfix(Rule::subscript))
});

/// An expression with what it covers, its own span and any parentheses around it, and its height.
pub(super) struct Operand {
    pub expr: Expr,
    pub span: Span,
    pub height: usize,
}

impl Operand {
    /// Whether the expression stands in parentheses that are not part of it.
    fn is_grouped(&self) -> bool {
        self.span != self.expr.span
    }
}

impl Builder<'_> {
    /// A `disjunction` or `bitwise_or`: everything from `or` to attributes and calls.
    pub(crate) fn operators(&self, pair: Pair<'_>) -> Built<Expr> {
        let start = self.first(&pair);
        let mut pairs = pair.into_inner();
        if pairs.len() == 1
            && let Some(atom) = pairs.next()
        {
            return self.atom(atom);
        }
        if pairs.len() > MAX_HEIGHT {
            self.refuse_long_chain(&pairs, start)?;
        }
        let built = PRECEDENCE
            .map_primary(|atom| {
                let span = self.span(&atom);
                let (expr, height) = self.measured(|| self.atom(atom))?;
                Ok(Operand { expr, span, height })
            })
            .map_prefix(|op, operand| self.checked(self.unary(&op, operand?), start))
            .map_infix(|left, op, right| self.checked(self.binary(left?, &op, right?), start))
            .map_postfix(|operand, trailer| self.checked(self.trailer(operand?, trailer)?, start))
            .parse(pairs)?;
        self.note_height(built.height, start)?;
        Ok(built.expr)
    }

    /// Operators that lean to the right nest as they are read: too many of them are refused beforehand.
    fn refuse_long_chain(&self, pairs: &Pairs<'_>, start: usize) -> Built<()> {
        let leaning = |rule| matches!(rule, Rule::not_op | Rule::unary_op | Rule::power_op);
        let count = pairs.clone().filter(|pair| leaning(pair.as_rule())).take(MAX_HEIGHT + 1).count();
        self.note_height(if count > MAX_HEIGHT { count } else { 0 }, start)
    }

    fn checked(&self, operand: Operand, start: usize) -> Built<Operand> {
        if operand.height > MAX_HEIGHT {
            self.note_height(operand.height, start)?;
        }
        Ok(operand)
    }

    fn unary(&self, op: &Pair<'_>, operand: Operand) -> Operand {
        let span = self.span(op).to(operand.span);
        let op = match self.kind(self.first(op)) {
            TokenKind::Not => UnaryOp::Not,
            TokenKind::Plus => UnaryOp::UAdd,
            TokenKind::Minus => UnaryOp::USub,
            _ => UnaryOp::Invert,
        };
        let kind = ExprKind::UnaryOp { op, operand: Box::new(operand.expr) };
        Operand { expr: Expr { span, kind }, span, height: operand.height + 1 }
    }

    fn binary(&self, left: Operand, op: &Pair<'_>, right: Operand) -> Operand {
        let span = left.span.to(right.span);
        let flat = !left.is_grouped();
        let (left_height, right_height) = (left.height, right.height);
        let (kind, joined) = match op.as_rule() {
            Rule::or_op => boolean(BoolOp::Or, left.expr, right.expr, flat),
            Rule::and_op => boolean(BoolOp::And, left.expr, right.expr, flat),
            Rule::comparison_op => comparison(self.comparison_operator(op), left.expr, right.expr, flat),
            _ => {
                let kind = ExprKind::BinOp {
                    left: Box::new(left.expr),
                    op: arithmetic_operator(self.token_text(self.first(op))),
                    op_span: self.span(op),
                    right: Box::new(right.expr),
                };
                (kind, false)
            }
        };
        let height = (left_height + usize::from(!joined)).max(right_height + 1);
        Operand { expr: Expr { span, kind }, span, height }
    }

    fn comparison_operator(&self, op: &Pair<'_>) -> CmpOp {
        let first = self.first(op);
        let two_words = self.after(op) > first + 1;
        match self.token_text(first) {
            "==" => CmpOp::Eq,
            "!=" => CmpOp::NotEq,
            "<" => CmpOp::Lt,
            "<=" => CmpOp::LtE,
            ">" => CmpOp::Gt,
            ">=" => CmpOp::GtE,
            "in" => CmpOp::In,
            "is" if two_words => CmpOp::IsNot,
            "is" => CmpOp::Is,
            _ => CmpOp::NotIn,
        }
    }
}

/// `a and b and c` is one node: tells whether `right` joined one.
fn boolean(op: BoolOp, left: Expr, right: Expr, flat: bool) -> (ExprKind, bool) {
    match left.kind {
        ExprKind::BoolOp { op: same, mut values } if same == op && flat => {
            values.push(right);
            (ExprKind::BoolOp { op, values }, true)
        }
        kind => (ExprKind::BoolOp { op, values: vec![Expr { span: left.span, kind }, right] }, false),
    }
}

/// `a < b < c` is one node: tells whether `right` joined one.
fn comparison(op: CmpOp, left: Expr, right: Expr, flat: bool) -> (ExprKind, bool) {
    match left.kind {
        ExprKind::Compare(mut compare) if flat => {
            compare.ops.push(op);
            compare.comparators.push(right);
            (ExprKind::Compare(compare), true)
        }
        kind => {
            let left = Expr { span: left.span, kind };
            (ExprKind::Compare(Box::new(Compare { left, ops: vec![op], comparators: vec![right] })), false)
        }
    }
}

fn arithmetic_operator(text: &str) -> Operator {
    match text {
        "-" => Operator::Sub,
        "*" => Operator::Mult,
        "@" => Operator::MatMult,
        "/" => Operator::Div,
        "%" => Operator::Mod,
        "**" => Operator::Pow,
        "<<" => Operator::LShift,
        ">>" => Operator::RShift,
        "|" => Operator::BitOr,
        "^" => Operator::BitXor,
        "&" => Operator::BitAnd,
        "//" => Operator::FloorDiv,
        _ => Operator::Add,
    }
}
