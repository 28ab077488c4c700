//! Assignments and `del`.

use tape_text::Span;

use super::symbols::{Faulty, Place, fault};
use super::{Compiler, is_name};
use crate::ast::{AnnAssign, Expr, ExprKind, Operator};
use crate::code::{Op, Reg};
use crate::name::Name;

impl<'s> Compiler<'s> {
    /// The register of a name that is a plain local variable.
    fn local(&mut self, target: &Expr) -> Option<Reg> {
        let ExprKind::Name(name) = &target.kind else { return None };
        let name = self.name(name);
        (self.scope().place(name) == Place::Local).then(|| self.unit().register(name))
    }

    pub(super) fn assign(&mut self, targets: &'s [Expr], value: &'s Expr) -> Faulty<()> {
        if let [target] = targets {
            if let Some(register) = self.local(target) {
                // Code inside the value may still read the old one: only the last instruction writes.
                self.expr(value, Some(register))?;
                self.unit().note_assigned(register);
                return Ok(());
            }
            if self.assign_pairwise(target, value)? {
                return Ok(());
            }
            let s = self.operand(value)?;
            return self.store(target, s);
        }
        let s = self.temp();
        self.expr(value, Some(s))?;
        for (index, target) in targets.iter().enumerate() {
            let copy = if index + 1 == targets.len() {
                s
            } else {
                let copy = self.temp();
                self.emit(value.span, Op::Move { d: copy, s });
                copy
            };
            self.store(target, copy)?;
        }
        Ok(())
    }

    /// `a, b = x, y` needs no tuple.
    fn assign_pairwise(&mut self, target: &'s Expr, value: &'s Expr) -> Faulty<bool> {
        let (ExprKind::Tuple(targets) | ExprKind::List(targets), ExprKind::Tuple(values)) = (&target.kind, &value.kind)
        else {
            return Ok(false);
        };
        let starred = super::display::has_star(targets) || super::display::has_star(values);
        if targets.len() != values.len() || starred || values.len() > 16 {
            return Ok(false);
        }
        let first = self.row(values)?;
        for (index, target) in targets.iter().enumerate() {
            self.store(target, first + index as Reg)?;
        }
        Ok(true)
    }

    /// Assigns the value in a register, which is consumed if it is a temporary.
    pub(super) fn store(&mut self, target: &'s Expr, s: Reg) -> Faulty<()> {
        let span = target.span;
        match &target.kind {
            ExprKind::Name(name) => {
                let name = self.name(name);
                self.store_name(name, s, span);
                Ok(())
            }
            ExprKind::Attribute { value, name, .. } => {
                let save = self.unit().live();
                let a = self.operand(value)?;
                let name = self.name(name);
                let c = self.unit().cache(name);
                self.emit(span, Op::StoreAttr { a, s, c });
                self.unit().free_to(save);
                Ok(())
            }
            ExprKind::Subscript { value, index, brackets } => {
                let save = self.unit().live();
                let a = self.operand(value)?;
                let b = self.operand(index)?;
                self.emit_marked(span, *brackets, Op::SetItem { a, b, s });
                self.unit().free_to(save);
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => self.unpack(targets, s, span),
            ExprKind::Starred(_) => fault(span, "starred assignment target must be in a list or tuple"),
            _ => fault(span, "cannot assign to expression"),
        }
    }

    fn unpack(&mut self, targets: &'s [Expr], a: Reg, span: Span) -> Faulty<()> {
        let save = self.unit().live();
        let star = targets.iter().position(|target| matches!(target.kind, ExprKind::Starred(_)));
        let first = self.unit().live();
        for _ in targets {
            self.temp();
        }
        match star {
            None => self.emit(span, Op::Unpack { a, s: first, n: targets.len() as u16 }),
            Some(star) => {
                let after = targets.len() - star - 1;
                if targets[star + 1..].iter().any(|target| matches!(target.kind, ExprKind::Starred(_))) {
                    return fault(span, "multiple starred expressions in assignment");
                }
                if star > 255 || after > 255 {
                    return fault(span, "too many expressions in star-unpacking assignment");
                }
                self.emit(span, Op::UnpackStar { a, s: first, counts: (star as u16) << 8 | after as u16 })
            }
        };
        for (index, target) in targets.iter().enumerate() {
            let target = match &target.kind {
                ExprKind::Starred(inner) => inner,
                _ => target,
            };
            self.store(target, first + index as Reg)?;
        }
        self.unit().free_to(save);
        Ok(())
    }

    /// Assigns the value in a register, which is consumed if it is a temporary, to a name.
    pub(super) fn store_name(&mut self, name: Name, s: Reg, span: Span) {
        match self.scope().place(name) {
            Place::Local => {
                let d = self.unit().register(name);
                let op = if self.unit().is_temp(s) { Op::Take { d, s } } else { Op::Move { d, s } };
                if d != s {
                    self.emit(span, op);
                }
                self.unit().note_assigned(d);
            }
            Place::Cell => {
                let r = self.unit().register(name);
                self.emit(span, Op::StoreCell { r, s });
            }
            Place::Free => {
                let i = self.unit().free(name);
                self.emit(span, Op::StoreFree { i, s });
            }
            Place::Global => {
                let c = self.unit().cache(name);
                self.emit(span, Op::StoreGlobal { s, c });
            }
            Place::Name => {
                let c = self.unit().cache(name);
                self.emit(span, Op::StoreName { s, c });
            }
        }
    }

    pub(super) fn delete(&mut self, target: &'s Expr) -> Faulty<()> {
        let span = target.span;
        let save = self.unit().live();
        match &target.kind {
            ExprKind::Name(name) => {
                let name = self.name(name);
                self.delete_name(name, span);
            }
            ExprKind::Attribute { value, name, .. } => {
                let a = self.operand(value)?;
                let name = self.name(name);
                let c = self.unit().cache(name);
                self.emit(span, Op::DeleteAttr { a, c });
            }
            ExprKind::Subscript { value, index, brackets } => {
                let a = self.operand(value)?;
                let b = self.operand(index)?;
                self.emit_marked(span, *brackets, Op::DelItem { a, b });
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                for target in targets {
                    self.delete(target)?;
                }
            }
            _ => return fault(span, "cannot delete expression"),
        }
        self.unit().free_to(save);
        Ok(())
    }

    pub(super) fn delete_name(&mut self, name: Name, span: Span) {
        let op = match self.scope().place(name) {
            Place::Local => {
                let r = self.unit().register(name);
                self.unit().note_deleted(r);
                Op::DeleteLocal { r }
            }
            Place::Cell => Op::DeleteCell { r: self.unit().register(name) },
            Place::Free => Op::DeleteFree { i: self.unit().free(name) },
            Place::Global => Op::DeleteGlobal { c: self.unit().cache(name) },
            Place::Name => Op::DeleteName { c: self.unit().cache(name) },
        };
        self.emit(span, op);
    }

    pub(super) fn augmented(&mut self, target: &'s Expr, op: Operator, value: &'s Expr, span: Span) -> Faulty<()> {
        match &target.kind {
            ExprKind::Name(name) => {
                let name = self.name(name);
                if self.scope().place(name) == Place::Local && is_name(target) {
                    let d = self.load_name(name, None, target.span);
                    let b = self.operand(value)?;
                    self.emit(span, inplace_op(op, d, d, b));
                    return Ok(());
                }
                let a = self.load_name(name, None, target.span);
                let b = self.operand(value)?;
                self.emit(span, inplace_op(op, a, a, b));
                self.store_name(name, a, span);
                Ok(())
            }
            ExprKind::Attribute { value: object, name, .. } => {
                let name = self.name(name);
                let a = self.temp();
                self.expr(object, Some(a))?;
                let copy = self.temp();
                self.emit(target.span, Op::Move { d: copy, s: a });
                let c = self.unit().cache(name);
                self.emit(target.span, Op::LoadAttr { d: copy, a: copy, c });
                let b = self.operand(value)?;
                self.emit(span, inplace_op(op, copy, copy, b));
                let c = self.unit().cache(name);
                self.emit(target.span, Op::StoreAttr { a, s: copy, c });
                Ok(())
            }
            ExprKind::Subscript { value: object, index, brackets } => {
                let (a, k) = (self.temp(), self.temp());
                self.expr(object, Some(a))?;
                self.expr(index, Some(k))?;
                let (copy, key) = (self.temp(), self.temp());
                self.emit(target.span, Op::Move { d: copy, s: a });
                self.emit(target.span, Op::Move { d: key, s: k });
                self.emit_marked(target.span, *brackets, Op::Item { d: copy, a: copy, b: key });
                let b = self.operand(value)?;
                self.emit(span, inplace_op(op, copy, copy, b));
                self.emit_marked(target.span, *brackets, Op::SetItem { a, b: k, s: copy });
                Ok(())
            }
            _ => fault(target.span, "illegal expression for augmented assignment"),
        }
    }

    pub(super) fn annotated(&mut self, assign: &'s AnnAssign, span: Span) -> Faulty<()> {
        if let Some(value) = &assign.value {
            self.assign(std::slice::from_ref(&assign.target), value)?;
        }
        let ExprKind::Name(name) = &assign.target.kind else { return Ok(()) };
        if !assign.simple || super::has_registers(self.scope().kind) {
            return Ok(());
        }
        self.unit().reset();
        let s = self.temp();
        self.annotation(&assign.annotation, s)?;
        let a = self.temp();
        self.load_name(Name::ANNOTATIONS, Some(a), span);
        let b = self.temp();
        let name = self.name(name);
        self.constant(name.value(), Some(b), span);
        self.emit(span, Op::SetItem { a, b, s });
        Ok(())
    }
}

fn inplace_op(op: Operator, d: Reg, a: Reg, b: Reg) -> Op {
    match op {
        Operator::Add => Op::AddInplace { d, a, b },
        Operator::Sub => Op::SubInplace { d, a, b },
        Operator::Mult => Op::MulInplace { d, a, b },
        op => Op::Inplace { op, d, a, b },
    }
}
