//! Calls.

use tape_text::Span;

use super::Compiler;
use super::display::has_star;
use super::symbols::Faulty;
use crate::ast::{Call, Expr, ExprKind, Keyword};
use crate::code::{Op, Reg};
use crate::value::Value;

/// More arguments than this are gathered in a list first.
const MOST_IN_REGISTERS: usize = 200;

impl<'s> Compiler<'s> {
    pub(super) fn call(&mut self, call: &'s Call, want: Option<Reg>, span: Span) -> Faulty<Reg> {
        let save = self.unit().live();
        let (f, method) = self.callee(&call.func)?;
        let plain = !has_star(&call.args)
            && call.keywords.iter().all(|keyword| keyword.name.is_some())
            && call.args.len() + call.keywords.len() <= MOST_IN_REGISTERS;
        if !plain {
            self.spread(f, &call.args, &call.keywords, span)?;
            let d = self.result(save, want);
            self.emit(span, Op::CallSpread { method, d, f });
            return Ok(d);
        }
        self.row(&call.args)?;
        let n = (call.args.len() + call.keywords.len()) as u16;
        if call.keywords.is_empty() {
            let d = self.result(save, want);
            self.emit(span, if method { Op::CallMethod { d, f, n } } else { Op::Call { d, f, n } });
            return Ok(d);
        }
        let mut names = Vec::with_capacity(call.keywords.len());
        for keyword in &call.keywords {
            let r = self.temp();
            self.expr(&keyword.value, Some(r))?;
            names.extend(keyword.name.as_ref().map(|name| self.name(name).value()));
        }
        let names = self.unit().constant(Value::tuple(names));
        self.emit(span, Op::CallNamed { method, f, n, names });
        Ok(self.moved(f, save, want, span))
    }

    /// Puts what is called into a register with an empty one behind it; tells whether that may hold a first argument.
    fn callee(&mut self, func: &'s Expr) -> Faulty<(Reg, bool)> {
        let (f, _this) = (self.temp(), self.temp());
        let ExprKind::Attribute { value, name, .. } = &func.kind else {
            self.expr(func, Some(f))?;
            return Ok((f, false));
        };
        let save = self.unit().live();
        let a = self.operand(value)?;
        self.unit().free_to(save);
        let name = self.name(name);
        let c = self.unit().cache(name);
        self.emit(func.span, Op::LoadMethod { d: f, a, c });
        Ok((f, true))
    }

    /// Gathers arguments in a list behind the callee, and named ones in a dict behind that.
    pub(super) fn spread(&mut self, f: Reg, args: &'s [Expr], keywords: &'s [Keyword], span: Span) -> Faulty<()> {
        let list = self.gathered(args, Some(f), span)?;
        debug_assert_eq!(list, f + 2);
        let dict = self.temp();
        if keywords.is_empty() {
            self.emit(span, Op::Clear { r: dict });
            return Ok(());
        }
        self.emit(span, Op::BuildDict { d: dict, s: dict, n: 0 });
        for keyword in keywords {
            let save = self.unit().live();
            match &keyword.name {
                Some(name) => {
                    // A pair of its own, merged, so that a name given twice is noticed.
                    let (k, v) = (self.temp(), self.temp());
                    let name = self.name(name);
                    self.constant(name.value(), Some(k), keyword.span);
                    self.expr(&keyword.value, Some(v))?;
                    self.emit(span, Op::BuildDict { d: k, s: k, n: 1 });
                    self.emit(span, Op::DictMerge { dict, s: k, callee: f });
                }
                None => {
                    let s = self.operand(&keyword.value)?;
                    self.emit(span, Op::DictMerge { dict, s, callee: f });
                }
            }
            self.unit().free_to(save);
        }
        Ok(())
    }
}
