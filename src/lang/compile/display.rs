//! What is put together from parts: tuples, lists, sets, dicts and f-strings.

use tape_text::Span;

use super::Compiler;
use super::symbols::Faulty;
use crate::ast::{Conversion, DictItem, Expr, ExprKind, FStringPart, FormattedValue};
use crate::code::{FormatConversion, NO_SPEC, Op, Reg};
use crate::value::Value;

/// How many items of a display are gathered in registers before they are added to what there is.
pub(super) const CHUNK: usize = 64;

impl<'s> Compiler<'s> {
    /// Compiles items into registers in a row and gives the first.
    pub(super) fn row(&mut self, items: &'s [Expr]) -> Faulty<Reg> {
        let first = self.unit().live();
        for item in items {
            let r = self.temp();
            self.expr(item, Some(r))?;
        }
        Ok(first)
    }

    pub(super) fn tuple(&mut self, items: &'s [Expr], want: Option<Reg>, span: Span) -> Faulty<Reg> {
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

    pub(super) fn list(&mut self, items: &'s [Expr], want: Option<Reg>, span: Span) -> Faulty<Reg> {
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
        // As in CPython, errors name the function only if one starred argument is all there is.
        let callee = callee.filter(|_| items.len() == 1);
        for item in items {
            let save = self.unit().live();
            match &item.kind {
                ExprKind::Starred(inner) => {
                    let s = self.operand(inner)?;
                    let op = match callee {
                        Some(callee) => Op::SpreadArguments { list, s, callee },
                        None => Op::ListExtend { list, s },
                    };
                    self.emit(span, op);
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

    pub(super) fn set(&mut self, items: &'s [Expr], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        if items.len() <= CHUNK && !has_star(items) {
            let s = self.row(items)?;
            // CPython makes constants a frozenset beforehand and merges that, which shows in the order of the members.
            if items.len() > 2 && items.iter().all(is_constant) {
                self.emit(span, Op::BuildSet { d: s, s, n: items.len() as u16 });
                let set = self.temp();
                self.emit(span, Op::BuildSet { d: set, s: set, n: 0 });
                self.emit(span, Op::SetUpdate { set, s });
                return Ok(self.moved(set, save, want, span));
            }
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
                    self.emit(span, Op::SetUpdate { set, s });
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

    pub(super) fn dict(&mut self, items: &'s [DictItem], want: Option<Reg>, span: Span) -> Faulty<Reg> {
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

    /// An f-string, or the format specification of one of its fields: one text that grows.
    pub(super) fn fstring(&mut self, parts: &'s [FStringPart], want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let first = match parts {
            [FStringPart::Literal(text)] => return Ok(self.constant(Value::str(&**text), want, span)),
            [FStringPart::Literal(text), ..] => text,
            _ => "",
        };
        let save = self.unit().live();
        let text = self.temp();
        let k = self.unit().constant(Value::str(first));
        self.emit(span, Op::StartText { d: text, k });
        for part in &parts[usize::from(!first.is_empty())..] {
            match part {
                FStringPart::Literal(more) => {
                    let k = self.unit().constant(Value::str(&**more));
                    self.emit(span, Op::AppendText { d: text, k });
                }
                FStringPart::Formatted(field) => self.field(field, text, span)?,
            }
        }
        Ok(self.moved(text, save, want, span))
    }

    fn field(&mut self, field: &'s FormattedValue, text: Reg, span: Span) -> Faulty<()> {
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
        self.emit(span, Op::AppendField { conversion, d: text, s, spec });
        self.unit().free_to(save);
        Ok(())
    }
}

pub(super) fn has_star(items: &[Expr]) -> bool {
    items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
}

/// Whether CPython's compiler knows the value: literals, and what is computed of them.
fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) => true,
        ExprKind::UnaryOp { operand, .. } => is_constant(operand),
        ExprKind::BinOp { left, right, .. } => is_constant(left) && is_constant(right),
        ExprKind::Tuple(items) => items.iter().all(is_constant),
        _ => false,
    }
}
