//! Expressions.

use num_traits::Zero;
use tape_text::Span;

use super::display::CHUNK;
use super::symbols::{Faulty, Place, fault};
use super::{Compiler, has_registers};
use crate::ast::{Constant, Expr, ExprKind, Operator, UnaryOp};
use crate::code::{Op, Reg};
use crate::name::Name;
use crate::value::Value;

impl<'s> Compiler<'s> {
    /// Compiles an expression into the register that wants it; without one, into a temporary or the variable that it is.
    pub(super) fn expr(&mut self, expr: &'s Expr, want: Option<Reg>) -> Faulty<Reg> {
        if let Some(value) = constant(expr) {
            return Ok(self.constant(value, want, expr.span));
        }
        let span = expr.span;
        match &expr.kind {
            ExprKind::Constant(_) => self.unreachable(want, span),
            ExprKind::Name(name) => {
                let name = self.name(name);
                Ok(self.load_name(name, want, span))
            }
            ExprKind::BoolOp { .. } | ExprKind::IfExp { .. } => self.branching(expr, want),
            ExprKind::NamedExpr { target, value } => {
                let ExprKind::Name(name) = &target.kind else {
                    return fault(target.span, "cannot use assignment expressions");
                };
                let name = self.name(name);
                let r = want.unwrap_or_else(|| self.temp());
                let save = self.unit().live();
                self.expr(value, Some(r))?;
                let copy = self.temp();
                self.emit(span, Op::Move { d: copy, s: r });
                self.store_name(name, copy, span);
                self.unit().free_to(save);
                Ok(r)
            }
            ExprKind::BinOp { left, op, op_span, right } => self.binary(left, *op, *op_span, right, want, span),
            ExprKind::UnaryOp { op: UnaryOp::Not, .. } => self.truth_value(expr, want),
            ExprKind::UnaryOp { op, operand } => {
                let save = self.unit().live();
                let a = self.operand(operand)?;
                let d = self.result(save, want);
                self.emit(span, Op::Unary { op: *op, d, a });
                Ok(d)
            }
            ExprKind::Lambda(lambda) => self.lambda(lambda, want),
            ExprKind::Dict(items) => self.dict(items, want, span),
            ExprKind::Set(items) => self.set(items, want, span),
            ExprKind::List(items) => self.list(items, want, span),
            ExprKind::Tuple(items) => self.tuple(items, want, span),
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::GeneratorExp { .. } => self.comprehension(expr, want),
            ExprKind::Yield(value) => {
                let save = self.unit().live();
                let s = match value {
                    Some(value) => self.expr(value, None)?,
                    None => self.constant(Value::None, None, span),
                };
                let d = self.result(save, want);
                self.emit(span, Op::Yield { d, s });
                Ok(d)
            }
            ExprKind::YieldFrom(value) => {
                let save = self.unit().live();
                let it = self.temp();
                let sent = self.temp();
                self.expr(value, Some(it))?;
                self.emit(span, Op::Iter { d: it, s: it });
                let k = self.unit().constant(Value::None);
                self.emit(span, Op::Const { d: sent, k });
                let d = self.result(save, want);
                self.emit(span, Op::YieldFrom { d, it });
                Ok(d)
            }
            ExprKind::Compare(compare) => self.compare(compare, want, span),
            ExprKind::Call(call) => self.call(call, want, span),
            ExprKind::JoinedStr(parts) => self.fstring(parts, want, span),
            ExprKind::Attribute { value, name, .. } => {
                let save = self.unit().live();
                let a = self.operand(value)?;
                let d = self.result(save, want);
                let name = self.name(name);
                let c = self.unit().cache(name);
                self.emit(span, Op::LoadAttr { d, a, c });
                Ok(d)
            }
            ExprKind::Subscript { value, index, brackets } => self.item(value, index, *brackets, want, span),
            ExprKind::Starred(_) => fault(span, "can't use starred expression here"),
            ExprKind::Slice { lower, upper, step } => {
                let save = self.unit().live();
                let s = self.temp();
                let (stop, by) = (self.temp(), self.temp());
                for (bound, r) in [(lower, s), (upper, stop), (step, by)] {
                    match bound {
                        Some(bound) => drop(self.expr(bound, Some(r))?),
                        None => drop(self.constant(Value::None, Some(r), span)),
                    }
                }
                let d = self.result(save, want);
                self.emit(span, Op::BuildSlice { d, s });
                Ok(d)
            }
        }
    }

    /// Constants were looked at before; this keeps the match whole.
    fn unreachable(&mut self, want: Option<Reg>, span: Span) -> Faulty<Reg> {
        Ok(self.constant(Value::None, want, span))
    }

    /// Frees the operands' temporaries and gives the register for the result.
    pub(super) fn result(&mut self, save: Reg, want: Option<Reg>) -> Reg {
        self.unit().free_to(save);
        want.unwrap_or_else(|| self.temp())
    }

    pub(super) fn constant(&mut self, value: Value, want: Option<Reg>, span: Span) -> Reg {
        let k = self.unit().constant(value);
        let d = want.unwrap_or_else(|| self.temp());
        self.emit(span, Op::Const { d, k });
        d
    }

    /// An operand that must not change before it is used: a variable is copied where `:=` may change it.
    pub(super) fn operand(&mut self, expr: &'s Expr) -> Faulty<Reg> {
        if self.scope().has_walrus && super::is_name(expr) {
            let want = self.temp();
            return self.expr(expr, Some(want));
        }
        self.expr(expr, None)
    }

    pub(super) fn load_name(&mut self, name: Name, want: Option<Reg>, span: Span) -> Reg {
        let scope = self.scope();
        match scope.place(name) {
            Place::Local => {
                let r = self.unit().register(name);
                if scope.is_deleted(name) || !self.unit().is_assigned(r) {
                    self.emit(span, Op::CheckLocal { r });
                    if !scope.is_deleted(name) {
                        self.unit().note_assigned(r);
                    }
                }
                match want {
                    Some(d) if d != r => {
                        self.emit(span, Op::Move { d, s: r });
                        d
                    }
                    _ => r,
                }
            }
            Place::Cell => {
                let d = want.unwrap_or_else(|| self.temp());
                let r = self.unit().register(name);
                self.emit(span, Op::LoadCell { d, r });
                d
            }
            Place::Free => {
                let d = want.unwrap_or_else(|| self.temp());
                let i = self.unit().free(name);
                let op = if has_registers(scope.kind) {
                    Op::LoadFree { d, i }
                } else {
                    let c = self.unit().cache(name);
                    Op::LoadNameOrFree { d, c, i }
                };
                self.emit(span, op);
                d
            }
            Place::Global => {
                let d = want.unwrap_or_else(|| self.temp());
                let c = self.unit().cache(name);
                self.emit(span, Op::LoadGlobal { d, c });
                d
            }
            Place::Name => {
                let d = want.unwrap_or_else(|| self.temp());
                let c = self.unit().cache(name);
                self.emit(span, Op::LoadName { d, c });
                d
            }
        }
    }

    fn binary(
        &mut self,
        left: &'s Expr,
        op: Operator,
        op_span: Span,
        right: &'s Expr,
        want: Option<Reg>,
        span: Span,
    ) -> Faulty<Reg> {
        let save = self.unit().live();
        if let Some(value) = constant(left).filter(|_| matches!(op, Operator::Mult | Operator::Sub)) {
            let k = self.unit().constant(value);
            let b = self.operand(right)?;
            let d = self.result(save, want);
            let op = if op == Operator::Mult { Op::KMul { d, k, b } } else { Op::KSub { d, k, b } };
            self.emit_marked(span, op_span, op);
            return Ok(d);
        }
        let a = self.operand(left)?;
        if let Some(value) = constant(right) {
            let k = self.unit().constant(value);
            let with_constant = |d| match op {
                Operator::Add => Some(Op::AddK { d, a, k }),
                Operator::Sub => Some(Op::SubK { d, a, k }),
                Operator::Mult => Some(Op::MulK { d, a, k }),
                Operator::Mod => Some(Op::ModK { d, a, k }),
                Operator::FloorDiv => Some(Op::FloorDivK { d, a, k }),
                _ => None,
            };
            if with_constant(0).is_some() {
                let d = self.result(save, want);
                if let Some(op) = with_constant(d) {
                    self.emit_marked(span, op_span, op);
                }
                return Ok(d);
            }
        }
        let b = self.operand(right)?;
        let d = self.result(save, want);
        self.emit_marked(span, op_span, binary_op(op, d, a, b));
        Ok(d)
    }

    fn item(&mut self, value: &'s Expr, index: &'s Expr, brackets: Span, want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        let a = self.operand(value)?;
        if let Some(key) = constant(index) {
            let k = self.unit().constant(key);
            let d = self.result(save, want);
            self.emit_marked(span, brackets, Op::ItemK { d, a, k });
            return Ok(d);
        }
        let b = self.operand(index)?;
        let d = self.result(save, want);
        self.emit_marked(span, brackets, Op::Item { d, a, b });
        Ok(d)
    }
}

fn binary_op(op: Operator, d: Reg, a: Reg, b: Reg) -> Op {
    match op {
        Operator::Add => Op::Add { d, a, b },
        Operator::Sub => Op::Sub { d, a, b },
        Operator::Mult => Op::Mul { d, a, b },
        Operator::Div => Op::Div { d, a, b },
        Operator::Mod => Op::Mod { d, a, b },
        Operator::FloorDiv => Op::FloorDiv { d, a, b },
        op => Op::Binary { op, d, a, b },
    }
}

/// The value of an expression that is known before the program runs.
pub(super) fn constant(expr: &Expr) -> Option<Value> {
    match &expr.kind {
        ExprKind::Constant(constant) => Some(literal(constant)),
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => match constant(operand)? {
            Value::Bool(_) => None,
            number => crate::number::unary(UnaryOp::USub, &number),
        },
        ExprKind::BinOp { left, op: op @ (Operator::Add | Operator::Sub), right, .. } => {
            // Complex literals: `1 + 2j`.
            match (&left.kind, constant(right)?) {
                (ExprKind::Constant(Constant::Int(_) | Constant::Float(_)), imaginary @ Value::Complex(_)) => {
                    crate::number::binary(*op, &constant(left)?, &imaginary).ok()
                }
                _ => None,
            }
        }
        ExprKind::Tuple(items) if items.len() <= CHUNK => {
            let values: Option<Vec<Value>> = items.iter().map(constant).collect();
            values.map(Value::tuple)
        }
        _ => None,
    }
}

pub(super) fn literal(constant: &Constant) -> Value {
    match constant {
        Constant::None => Value::None,
        Constant::Bool(value) => Value::Bool(*value),
        Constant::Ellipsis => Value::Ellipsis,
        Constant::Int(int) => Value::Int(*int),
        Constant::BigInt(int) if int.is_zero() => Value::Int(0),
        Constant::BigInt(int) => Value::BigInt(int.clone()),
        Constant::Float(float) => Value::Float(*float),
        Constant::Imaginary(imaginary) => Value::complex(0.0, *imaginary),
        Constant::Str(text) if is_identifier(text) => Name::new(text).value(),
        Constant::Str(text) => Value::str(&**text),
        Constant::Bytes(bytes) => Value::bytes(bytes.to_vec()),
    }
}

/// Short strings that look like names are interned: they are keys more often than not.
fn is_identifier(text: &str) -> bool {
    text.len() <= 32 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
