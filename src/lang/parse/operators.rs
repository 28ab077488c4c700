//! Operands and operators in a row, by precedence.

use std::sync::LazyLock;

use pest::pratt_parser::{Assoc, Op, PrattParser};
use tape_text::Span;

use super::builder::Builder;
use super::{Built, Pair, Rule};
use crate::ast::{BoolOp, CmpOp, Compare, Expr, ExprKind, Operator, UnaryOp};
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

/// An expression with what it covers: its own span, and any parentheses around it.
pub(super) struct Operand {
    pub expr: Expr,
    pub span: Span,
}

impl Operand {
    /// Whether the expression stands in parentheses that are not part of it.
    fn is_grouped(&self) -> bool {
        self.span != self.expr.span
    }

    fn new(span: Span, kind: ExprKind) -> Operand {
        Operand { expr: Expr { span, kind }, span }
    }
}

impl Builder<'_> {
    /// A `disjunction` or `bitwise_or`: everything from `or` to attributes and calls.
    pub fn operators(&self, pair: Pair<'_>) -> Built<Expr> {
        let start = self.first(&pair);
        let mut pairs = pair.into_inner();
        let count = pairs.len();
        if count == 1
            && let Some(atom) = pairs.next()
        {
            return self.atom(atom);
        }
        self.deeper(count - 1, start, || {
            let built = PRECEDENCE
                .map_primary(|atom| {
                    let span = self.span(&atom);
                    Ok(Operand { expr: self.atom(atom)?, span })
                })
                .map_prefix(|op, operand| Ok(self.unary(&op, operand?)))
                .map_infix(|left, op, right| Ok(self.binary(left?, &op, right?)))
                .map_postfix(|operand, trailer| self.trailer(operand?, trailer))
                .parse(pairs)?;
            Ok(built.expr)
        })
    }

    fn unary(&self, op: &Pair<'_>, operand: Operand) -> Operand {
        let span = self.span(op).to(operand.span);
        let op = match self.kind(self.first(op)) {
            TokenKind::Not => UnaryOp::Not,
            TokenKind::Plus => UnaryOp::UAdd,
            TokenKind::Minus => UnaryOp::USub,
            _ => UnaryOp::Invert,
        };
        Operand::new(span, ExprKind::UnaryOp { op, operand: Box::new(operand.expr) })
    }

    fn binary(&self, left: Operand, op: &Pair<'_>, right: Operand) -> Operand {
        let span = left.span.to(right.span);
        match op.as_rule() {
            Rule::or_op => boolean(BoolOp::Or, left, right, span),
            Rule::and_op => boolean(BoolOp::And, left, right, span),
            Rule::comparison_op => comparison(self.comparison_operator(op), left, right, span),
            _ => {
                let kind = ExprKind::BinOp {
                    left: Box::new(left.expr),
                    op: arithmetic_operator(self.token_text(self.first(op))),
                    op_span: self.span(op),
                    right: Box::new(right.expr),
                };
                Operand::new(span, kind)
            }
        }
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

/// `a and b and c` is one node.
fn boolean(op: BoolOp, left: Operand, right: Operand, span: Span) -> Operand {
    let grouped = left.is_grouped();
    let values = match left.expr.kind {
        ExprKind::BoolOp { op: same, mut values } if same == op && !grouped => {
            values.push(right.expr);
            values
        }
        kind => vec![Expr { span: left.expr.span, kind }, right.expr],
    };
    Operand::new(span, ExprKind::BoolOp { op, values })
}

/// `a < b < c` is one node.
fn comparison(op: CmpOp, left: Operand, right: Operand, span: Span) -> Operand {
    let grouped = left.is_grouped();
    let compare = match left.expr.kind {
        ExprKind::Compare(mut compare) if !grouped => {
            compare.ops.push(op);
            compare.comparators.push(right.expr);
            compare
        }
        kind => Box::new(Compare {
            left: Expr { span: left.expr.span, kind },
            ops: vec![op],
            comparators: vec![right.expr],
        }),
    };
    Operand::new(span, ExprKind::Compare(compare))
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
