//! Conditions: comparisons, `and`, `or`, `not`, and the jumps that they decide.

use tape_text::Span;

use super::Compiler;
use super::expression::constant;
use super::symbols::Faulty;
use super::unit::Label;
use crate::ast::{BoolOp, CmpOp, Compare, Expr, ExprKind, UnaryOp};
use crate::code::{Op, Reg};
use crate::exception::Marks;
use crate::value::Value;

impl<'s> Compiler<'s> {
    /// `and`, `or` and `x if c else y`: their parts may not write to a variable before all of it is known.
    pub(super) fn branching(&mut self, expr: &'s Expr, want: Option<Reg>) -> Faulty<Reg> {
        let span = expr.span;
        let save = self.unit().live();
        let d = self.temp();
        let end = self.unit().label();
        match &expr.kind {
            ExprKind::BoolOp { op, values } => {
                let last = values.len() - 1;
                let mut after_first = None;
                for (index, value) in values.iter().enumerate() {
                    self.expr(value, Some(d))?;
                    if index == 0 {
                        after_first = self.unit().assigned();
                    }
                    if index < last {
                        self.emit(span, Op::TestKeep { expect: *op == BoolOp::Or, r: d });
                        self.jump(end, span);
                    }
                }
                self.unit().set_assigned(after_first);
            }
            ExprKind::IfExp { test, body, orelse } => {
                let otherwise = self.unit().label();
                self.jump_if(test, otherwise, false)?;
                let before = self.unit().assigned();
                self.expr(body, Some(d))?;
                self.jump(end, span);
                self.unit().put(otherwise);
                self.unit().set_assigned(before.clone());
                self.expr(orelse, Some(d))?;
                self.unit().set_assigned(before);
            }
            _ => {}
        }
        self.unit().put(end);
        self.unit().free_to(save);
        Ok(match want {
            Some(want) => {
                self.emit(span, Op::Take { d: want, s: d });
                want
            }
            None => self.temp(),
        })
    }

    pub(super) fn jump(&mut self, label: Label, span: Span) {
        self.unit().jump(Marks { whole: span, anchor: Span::default() }, label);
    }

    /// `True` or `False` for a condition.
    pub(super) fn truth_value(&mut self, expr: &'s Expr, want: Option<Reg>) -> Faulty<Reg> {
        if let ExprKind::UnaryOp { operand, .. } = &expr.kind {
            let save = self.unit().live();
            let a = self.operand(operand)?;
            let d = self.result(save, want);
            self.emit(expr.span, Op::Unary { op: UnaryOp::Not, d, a });
            return Ok(d);
        }
        self.expr(expr, want)
    }

    /// Jumps to a label if the truth of a condition is `expect`.
    pub(super) fn jump_if(&mut self, test: &'s Expr, label: Label, expect: bool) -> Faulty<()> {
        let span = test.span;
        if let Some(value) = constant(test) {
            if value.plain_truth() == Some(expect) {
                self.jump(label, span);
                return Ok(());
            }
            if value.plain_truth().is_some() {
                return Ok(());
            }
        }
        match &test.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.jump_if(operand, label, !expect),
            ExprKind::BoolOp { op, values } => {
                let Some((last, init)) = values.split_last() else { return Ok(()) };
                // A part that decides the whole: false for `and`, true for `or`.
                let decides = *op == BoolOp::Or;
                let before = self.unit().assigned();
                if decides == expect {
                    for value in init {
                        self.jump_if(value, label, expect)?;
                    }
                    self.jump_if(last, label, expect)?;
                } else {
                    let skip = self.unit().label();
                    for value in init {
                        self.jump_if(value, skip, decides)?;
                    }
                    self.jump_if(last, label, expect)?;
                    self.unit().put(skip);
                }
                self.unit().set_assigned(before);
                Ok(())
            }
            ExprKind::Compare(compare) if compare.ops.len() == 1 => self.jump_if_compared(compare, label, expect, span),
            _ => {
                let save = self.unit().live();
                let r = self.expr(test, None)?;
                self.emit(span, Op::Test { expect, r });
                self.jump(label, span);
                self.unit().free_to(save);
                Ok(())
            }
        }
    }

    fn jump_if_compared(&mut self, compare: &'s Compare, label: Label, expect: bool, span: Span) -> Faulty<()> {
        let save = self.unit().live();
        let right = &compare.comparators[0];
        let a = self.operand(&compare.left)?;
        let known = constant(right);
        let op = match (compare.ops[0], known) {
            (CmpOp::Is, Some(Value::None)) => Op::TestNone { expect, a },
            (CmpOp::IsNot, Some(Value::None)) => Op::TestNone { expect: !expect, a },
            (op, Some(value)) if !matches!(op, CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn) => {
                let k = self.unit().constant(value);
                match op {
                    CmpOp::Lt => Op::TestLtK { expect, a, k },
                    CmpOp::LtE => Op::TestLtEK { expect, a, k },
                    CmpOp::Gt => Op::TestGtK { expect, a, k },
                    CmpOp::GtE => Op::TestGtEK { expect, a, k },
                    CmpOp::Eq => Op::TestEqK { expect, a, k },
                    _ => Op::TestNotEqK { expect, a, k },
                }
            }
            (op, _) => {
                let b = self.operand(right)?;
                match op {
                    CmpOp::Lt => Op::TestLt { expect, a, b },
                    CmpOp::LtE => Op::TestLtE { expect, a, b },
                    CmpOp::Gt => Op::TestGt { expect, a, b },
                    CmpOp::GtE => Op::TestGtE { expect, a, b },
                    CmpOp::Eq => Op::TestEq { expect, a, b },
                    CmpOp::NotEq => Op::TestNotEq { expect, a, b },
                    CmpOp::Is => Op::TestIs { expect, a, b },
                    CmpOp::IsNot => Op::TestIs { expect: !expect, a, b },
                    CmpOp::In => Op::TestIn { expect, a, b },
                    CmpOp::NotIn => Op::TestIn { expect: !expect, a, b },
                }
            }
        };
        self.emit(span, op);
        self.jump(label, span);
        self.unit().free_to(save);
        Ok(())
    }

    pub(super) fn compare(&mut self, compare: &'s Compare, want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if let ([op], [right]) = (&compare.ops[..], &compare.comparators[..]) {
            let a = self.operand(&compare.left)?;
            let b = self.operand(right)?;
            let d = self.result(save, want);
            self.emit(span, Op::Compare { op: *op, d, a, b });
            return Ok(d);
        }
        // A chain: each operand between two comparisons is evaluated once and used twice.
        let d = self.temp();
        let end = self.unit().label();
        let mut a = self.temp();
        self.expr(&compare.left, Some(a))?;
        let last = compare.ops.len() - 1;
        for (index, (op, right)) in compare.ops.iter().zip(&compare.comparators).enumerate() {
            let b = self.temp();
            self.expr(right, Some(b))?;
            if index == last {
                self.emit(span, Op::Compare { op: *op, d, a, b });
                break;
            }
            let copy = self.temp();
            self.emit(span, Op::Move { d: copy, s: b });
            self.emit(span, Op::Compare { op: *op, d, a, b });
            self.emit(span, Op::TestKeep { expect: false, r: d });
            self.jump(end, span);
            a = copy;
        }
        self.unit().put(end);
        self.unit().free_to(save);
        Ok(match want {
            Some(want) => {
                self.emit(span, Op::Take { d: want, s: d });
                want
            }
            None => self.temp(),
        })
    }
}
