//! Statements.

use tape_text::Span;

use super::Compiler;
use super::symbols::{Faulty, fault};
use crate::ast::{Alias, Constant, Expr, ExprKind, Stmt, StmtKind, UnaryOp};
use crate::code::Op;
use crate::name::Name;
use crate::value::Value;

/// The docstring that a body begins with.
pub(super) fn docstring(body: &[Stmt]) -> Option<Value> {
    let StmtKind::Expr(expr) = &body.first()?.kind else { return None };
    match &expr.kind {
        ExprKind::Constant(Constant::Str(text)) => Some(Value::str(&**text)),
        _ => None,
    }
}

impl<'s> Compiler<'s> {
    pub(super) fn block(&mut self, body: &'s [Stmt]) -> Faulty<()> {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    pub(super) fn stmt(&mut self, stmt: &'s Stmt) -> Faulty<()> {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def)?,
            StmtKind::ClassDef(def) => self.class_def(def)?,
            StmtKind::Return(value) => self.return_statement(value.as_ref(), span)?,
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.delete(target)?;
                }
            }
            StmtKind::Assign { targets, value } => self.assign(targets, value)?,
            StmtKind::AugAssign { target, op, value, .. } => self.augmented(target, *op, value, span)?,
            StmtKind::AnnAssign(assign) => self.annotated(assign, span)?,
            StmtKind::For(statement) => self.for_loop(statement, span)?,
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse)?,
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse)?,
            StmtKind::With { items, body } => self.with(items, body, span)?,
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases)?,
            StmtKind::Raise { exc, cause } => self.raise(exc.as_ref(), cause.as_ref(), span)?,
            StmtKind::Try(statement) => self.try_statement(statement, span)?,
            StmtKind::Assert { test, msg } => self.assert(test, msg.as_ref(), span)?,
            StmtKind::Import(names) => {
                for alias in names {
                    self.import(alias);
                }
            }
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module.as_deref().unwrap_or(""), names, *level, span);
            }
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => {}
            StmtKind::Expr(value) if self.shows() => self.display(value)?,
            StmtKind::Expr(value) => {
                if super::expression::constant(value).is_none() {
                    let r = self.expr(value, None)?;
                    if self.unit().is_temp(r) {
                        self.emit(span, Op::Clear { r });
                    }
                }
            }
            StmtKind::Break => self.leave_loop(span, true)?,
            StmtKind::Continue => self.leave_loop(span, false)?,
        }
        self.unit().reset();
        if self.unit().is_too_large() {
            return fault(span, "too much code in one scope");
        }
        Ok(())
    }

    fn if_statement(&mut self, test: &'s Expr, body: &'s [Stmt], orelse: &'s [Stmt]) -> Faulty<()> {
        let otherwise = self.unit().label();
        self.jump_if(test, otherwise, false)?;
        self.unit().reset();
        let before = self.unit().assigned();
        self.block(body)?;
        if orelse.is_empty() {
            self.unit().put(otherwise);
            self.unit().meet(before);
            return Ok(());
        }
        let end = self.unit().label();
        self.jump(end, test.span);
        self.unit().put(otherwise);
        let after_body = self.unit().assigned();
        self.unit().set_assigned(before);
        self.block(orelse)?;
        self.unit().meet(after_body);
        self.unit().put(end);
        Ok(())
    }

    fn raise(&mut self, exc: Option<&'s Expr>, cause: Option<&'s Expr>, span: Span) -> Faulty<()> {
        match (exc, cause) {
            (None, _) => drop(self.emit(span, Op::RaiseAgain)),
            (Some(exc), None) => {
                let r = self.operand(exc)?;
                self.emit(span, Op::Raise { r });
            }
            (Some(exc), Some(cause)) => {
                let r = self.operand(exc)?;
                let cause = self.operand(cause)?;
                self.emit(span, Op::RaiseFrom { r, cause });
            }
        }
        self.unit().set_assigned(None);
        Ok(())
    }

    fn assert(&mut self, test: &'s Expr, msg: Option<&'s Expr>, span: Span) -> Faulty<()> {
        let end = self.unit().label();
        self.jump_if(test, end, true)?;
        // CPython's compiler leaves the place of the comparison that it saw last.
        let span = last_comparison(test).unwrap_or(span);
        let before = self.unit().assigned();
        match msg {
            Some(msg) => {
                let r = self.operand(msg)?;
                self.emit(span, Op::RaiseAssertion { r });
            }
            None => drop(self.emit(span, Op::RaiseAssertionBare)),
        }
        self.unit().set_assigned(before);
        self.unit().put(end);
        Ok(())
    }

    fn import(&mut self, alias: &'s Alias) {
        let d = self.temp();
        let name = Name::new(&alias.name);
        let name = self.unit().name_index(name);
        self.emit(alias.span, Op::Import { whole: alias.asname.is_some(), d, name, level: 0 });
        let target = match &alias.asname {
            Some(name) => name,
            None => alias.name.split('.').next().unwrap_or_default(),
        };
        let target = self.name(target);
        self.store_name(target, d, alias.span);
        self.unit().free_to(d);
    }

    fn import_from(&mut self, module: &str, names: &'s [Alias], level: u32, span: Span) {
        let m = self.temp();
        let name = self.unit().name_index(Name::new(module));
        self.emit(span, Op::Import { whole: true, d: m, name, level: level as u16 });
        for alias in names {
            if &*alias.name == "*" {
                self.emit(span, Op::ImportStar { m });
                continue;
            }
            let d = self.temp();
            let name = self.unit().name_index(Name::new(&alias.name));
            self.emit(span, Op::ImportFrom { d, m, name });
            let target = self.name(alias.asname.as_ref().unwrap_or(&alias.name));
            self.store_name(target, d, span);
            self.unit().free_to(d);
        }
        self.emit(span, Op::Clear { r: m });
    }
}

/// Where the comparison is that decides last whether a condition holds.
fn last_comparison(test: &Expr) -> Option<Span> {
    match &test.kind {
        ExprKind::Compare(_) => Some(test.span),
        ExprKind::UnaryOp { op: UnaryOp::Not, operand } => last_comparison(operand),
        ExprKind::BoolOp { values, .. } => values.iter().rev().find_map(last_comparison),
        ExprKind::IfExp { test, body, orelse } => {
            [orelse, body, test].into_iter().find_map(|part| last_comparison(part))
        }
        _ => None,
    }
}
