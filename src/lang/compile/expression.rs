//! Expressions.

use num_traits::Zero;
use tape_text::Span;

use super::symbols::{Faulty, Place, fault};
use super::unit::Label;
use super::{Compiler, has_registers};
use crate::ast::{
    BoolOp, CmpOp, Compare, Constant, Conversion, DictItem, Expr, ExprKind, FStringPart, Operator, UnaryOp,
};
use crate::code::{FormatConversion, NO_SPEC, Op, Reg};
use crate::exception::Marks;
use crate::name::Name;
use crate::value::Value;

/// How many items of a display are gathered in registers before they are added to what there is.
const CHUNK: usize = 64;

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

    /// `and`, `or` and `x if c else y`: their parts may not write to a variable before all of it is known.
    fn branching(&mut self, expr: &'s Expr, want: Option<Reg>) -> Faulty<Reg> {
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
    fn truth_value(&mut self, expr: &'s Expr, want: Option<Reg>) -> Faulty<Reg> {
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

    fn compare(&mut self, compare: &'s Compare, want: Option<Reg>, span: Span) -> Faulty<Reg> {
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

    /// Compiles items into registers in a row and gives the first.
    pub(super) fn row(&mut self, items: &'s [Expr]) -> Faulty<Reg> {
        let first = self.unit().live();
        for item in items {
            let r = self.temp();
            self.expr(item, Some(r))?;
        }
        Ok(first)
    }

    fn tuple(&mut self, items: &'s [Expr], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if items.len() <= CHUNK && !has_star(items) {
            let s = self.row(items)?;
            let d = self.result(save, want);
            self.emit(span, Op::BuildTuple { d, s, n: items.len() as u16 });
            return Ok(d);
        }
        let s = self.gathered(items, None, span)?;
        let d = self.result(save, want);
        self.emit(span, Op::ListToTuple { d, s });
        Ok(d)
    }

    fn list(&mut self, items: &'s [Expr], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if items.len() <= CHUNK && !has_star(items) {
            let s = self.row(items)?;
            let d = self.result(save, want);
            self.emit(span, Op::BuildList { d, s, n: items.len() as u16 });
            return Ok(d);
        }
        let s = self.gathered(items, None, span)?;
        let d = self.result(save, want);
        if d != s {
            self.emit(span, Op::Take { d, s });
        }
        Ok(d)
    }

    /// A list of many or starred items, in a temporary.
    pub(super) fn gathered(&mut self, items: &'s [Expr], callee: Option<Reg>, span: Span) -> Faulty<Reg> {
        let list = self.temp();
        self.emit(span, Op::BuildList { d: list, s: list, n: 0 });
        for item in items {
            let save = self.unit().live();
            match &item.kind {
                ExprKind::Starred(inner) => {
                    let s = self.operand(inner)?;
                    let op = match callee {
                        Some(callee) => Op::SpreadArguments { list, s, callee },
                        None => Op::ListExtend { list, s },
                    };
                    self.emit(if callee.is_some() { span } else { inner.span }, op);
                }
                _ => {
                    let s = self.operand(item)?;
                    self.emit(item.span, Op::ListAppend { list, s });
                }
            }
            self.unit().free_to(save);
        }
        Ok(list)
    }

    fn set(&mut self, items: &'s [Expr], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if items.len() <= CHUNK && !has_star(items) {
            let s = self.row(items)?;
            let d = self.result(save, want);
            self.emit(span, Op::BuildSet { d, s, n: items.len() as u16 });
            return Ok(d);
        }
        let set = self.temp();
        self.emit(span, Op::BuildSet { d: set, s: set, n: 0 });
        for item in items {
            let save = self.unit().live();
            match &item.kind {
                ExprKind::Starred(inner) => {
                    let s = self.operand(inner)?;
                    self.emit(inner.span, Op::SetUpdate { set, s });
                }
                _ => {
                    let s = self.operand(item)?;
                    self.emit(item.span, Op::SetAdd { set, s });
                }
            }
            self.unit().free_to(save);
        }
        Ok(self.moved(set, save, want, span))
    }

    /// Moves a finished temporary to where it is wanted.
    pub(super) fn moved(&mut self, from: Reg, save: Reg, want: Option<Reg>, span: Span) -> Reg {
        let d = self.result(save, want);
        if d != from {
            self.emit(span, Op::Take { d, s: from });
        }
        d
    }

    fn dict(&mut self, items: &'s [DictItem], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if items.len() <= CHUNK / 2 && items.iter().all(|item| item.key.is_some()) {
            let s = self.unit().live();
            for item in items {
                let (k, v) = (self.temp(), self.temp());
                if let Some(key) = &item.key {
                    self.expr(key, Some(k))?;
                }
                self.expr(&item.value, Some(v))?;
            }
            let d = self.result(save, want);
            self.emit(span, Op::BuildDict { d, s, n: items.len() as u16 });
            return Ok(d);
        }
        let dict = self.temp();
        self.emit(span, Op::BuildDict { d: dict, s: dict, n: 0 });
        for item in items {
            let save = self.unit().live();
            match &item.key {
                Some(key) => {
                    let k = self.operand(key)?;
                    let v = self.operand(&item.value)?;
                    self.emit(span, Op::DictSet { dict, k, v });
                }
                None => {
                    let s = self.operand(&item.value)?;
                    self.emit(item.value.span, Op::DictUpdate { dict, s });
                }
            }
            self.unit().free_to(save);
        }
        Ok(self.moved(dict, save, want, span))
    }

    fn fstring(&mut self, parts: &'s [FStringPart], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if let [FStringPart::Formatted(_)] = parts {
            let r = self.part(&parts[0], want, span)?;
            return Ok(r);
        }
        let s = self.unit().live();
        for part in parts {
            let r = self.temp();
            self.part(part, Some(r), span)?;
        }
        let d = self.result(save, want);
        self.emit(span, Op::BuildString { d, s, n: parts.len() as u16 });
        Ok(d)
    }

    fn part(&mut self, part: &'s FStringPart, want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let field = match part {
            FStringPart::Literal(text) => return Ok(self.constant(Value::str(&**text), want, span)),
            FStringPart::Formatted(field) => field,
        };
        let save = self.unit().live();
        let s = self.operand(&field.value)?;
        let spec = match field.spec.as_deref() {
            None | Some([]) => NO_SPEC,
            Some(parts) => self.fstring(parts, None, field.span)?,
        };
        let conversion = match field.conversion {
            None => FormatConversion::None,
            Some(Conversion::Str) => FormatConversion::Str,
            Some(Conversion::Repr) => FormatConversion::Repr,
            Some(Conversion::Ascii) => FormatConversion::Ascii,
        };
        let d = self.result(save, want);
        self.emit(span, Op::Format { conversion, d, s, spec });
        Ok(d)
    }
}

pub(super) fn has_star(items: &[Expr]) -> bool {
    items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
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
