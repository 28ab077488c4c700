//! Loops, `return`, `try` and `with`: what enters and leaves blocks.

use tape_text::Span;

use super::Compiler;
use super::symbols::{Faulty, fault};
use super::unit::Block;
use crate::ast::{Constant, ExceptHandler, Expr, ExprKind, For, Stmt, Try, WithItem};
use crate::code::{Op, Reg};
use crate::value::Value;

impl<'s> Compiler<'s> {
    pub(super) fn while_loop(&mut self, test: &'s Expr, body: &'s [Stmt], orelse: &'s [Stmt]) -> Faulty<()> {
        let (top, again, end) = (self.unit().label(), self.unit().label(), self.unit().label());
        let endless = matches!(&test.kind, ExprKind::Constant(Constant::Bool(true)))
            || matches!(&test.kind, ExprKind::Constant(Constant::Int(int)) if *int != 0);
        let otherwise = self.unit().label();
        // The test stands once before the loop and once behind its body, where it jumps back.
        if !endless {
            self.jump_if(test, otherwise, false)?;
            self.unit().reset();
        }
        let before = self.unit().assigned();
        self.unit().put(top);
        self.unit().blocks.push(Block::Loop { break_to: end, continue_to: again, iterator: None });
        self.block(body)?;
        self.unit().put(again);
        self.unit().set_assigned(before.clone());
        if endless {
            self.jump(top, test.span);
        } else {
            self.jump_if(test, top, true)?;
            self.unit().reset();
        }
        self.unit().blocks.pop();
        self.unit().put(otherwise);
        self.unit().set_assigned(before.clone());
        self.block(orelse)?;
        self.unit().set_assigned(before);
        self.unit().put(end);
        Ok(())
    }

    pub(super) fn for_loop(&mut self, statement: &'s For, span: Span) -> Faulty<()> {
        let (it, _position) = (self.temp(), self.temp());
        let save = self.unit().live();
        let s = self.operand(&statement.iter)?;
        self.emit(span, Op::GetIter { d: it, s });
        self.unit().free_to(save);
        let (top, next, end) = (self.unit().label(), self.unit().label(), self.unit().label());
        self.jump(next, span);
        let before = self.unit().assigned();
        self.unit().put(top);
        self.unit().blocks.push(Block::Loop { break_to: end, continue_to: next, iterator: Some(it) });
        let item = self.loop_target(&statement.target)?;
        self.block(&statement.body)?;
        self.unit().put(next);
        self.unit().set_assigned(before.clone());
        self.emit(span, Op::ForIter { d: item, it });
        self.jump(top, span);
        self.unit().blocks.pop();
        self.unit().reset();
        self.block(&statement.orelse)?;
        self.unit().set_assigned(before);
        self.unit().put(end);
        Ok(())
    }

    /// Where the items of a loop go: straight into a local variable, or into a temporary that the loop's body begins by
    /// assigning from.
    pub(super) fn loop_target(&mut self, target: &'s Expr) -> Faulty<Reg> {
        if let ExprKind::Name(name) = &target.kind {
            let name = self.name(name);
            if self.scope().place(name) == super::symbols::Place::Local {
                let register = self.unit().register(name);
                self.unit().note_assigned(register);
                return Ok(register);
            }
        }
        let item = self.temp();
        self.store(target, item)?;
        self.unit().free_to(item);
        Ok(item)
    }

    pub(super) fn leave_loop(&mut self, span: Span, is_break: bool) -> Faulty<()> {
        let Some(depth) = self.unit().blocks.iter().rposition(|block| matches!(block, Block::Loop { .. })) else {
            return fault(span, if is_break { "'break' outside loop" } else { "'continue' not properly in loop" });
        };
        self.unwind(depth + 1, span, |compiler| {
            let Block::Loop { break_to, continue_to, iterator } = compiler.unit().blocks[depth] else { return };
            if is_break {
                if let Some(r) = iterator {
                    compiler.emit(span, Op::Clear { r });
                }
                compiler.jump(break_to, span);
            } else {
                compiler.jump(continue_to, span);
            }
        })?;
        self.unit().set_assigned(None);
        Ok(())
    }

    pub(super) fn return_statement(&mut self, value: Option<&'s Expr>, span: Span) -> Faulty<()> {
        let known = value.map_or(Some(Value::None), super::expression::constant);
        if let Some(known) = known {
            let k = self.unit().constant(known);
            self.unwind(0, span, |compiler| {
                let live = compiler.unit().live();
                compiler.emit(span, Op::ReturnConst { k, live });
            })?;
        } else if let Some(value) = value {
            let mut r = self.expr(value, None)?;
            let leaves_blocks =
                self.unit().blocks.iter().any(|block| !matches!(block, Block::Loop { .. } | Block::Held { .. }));
            if leaves_blocks && !self.unit().is_temp(r) {
                // What is left on the way may assign to the variable.
                let copy = self.temp();
                self.emit(span, Op::Move { d: copy, s: r });
                r = copy;
            }
            self.unwind(0, span, |compiler| {
                let live = compiler.unit().live();
                compiler.emit(span, Op::Return { r, live });
            })?;
        }
        self.unit().set_assigned(None);
        Ok(())
    }

    /// Makes the code that leaves all blocks but the first `keep`, then what `done` adds; their handlers are not in force there.
    fn unwind(&mut self, keep: usize, span: Span, done: impl FnOnce(&mut Self)) -> Faulty<()> {
        let blocks = self.unit().blocks.clone();
        let suspended = self.unit().suspended();
        let assigned = self.unit().assigned();
        while self.unit().blocks.len() > keep {
            let Some(block) = self.unit().blocks.pop() else { break };
            let handlers = self.handlers_outside();
            match block {
                Block::Loop { .. } | Block::Held { .. } => {}
                Block::Finally { body } => {
                    self.unit().suspend_handlers(handlers);
                    let live = self.unit().live();
                    self.inline_finally(body, live)?;
                    self.unit().free_to(live);
                }
                Block::With { context, span } => {
                    self.unit().suspend_handlers(handlers);
                    self.emit(span, Op::WithExit { context });
                }
                Block::Handler { register } => {
                    self.unit().suspend_handlers(handlers);
                    self.emit(span, Op::LeaveHandler { r: register });
                }
                Block::Named { name } => {
                    self.unit().suspend_handlers(handlers);
                    let k = self.constant(Value::None, None, span);
                    self.store_name(name, k, span);
                    self.unit().free_to(k);
                    self.delete_name(name, span);
                }
            }
        }
        self.unit().blocks = blocks;
        done(self);
        self.unit().resume_handlers(&suspended);
        self.unit().set_assigned(assigned);
        Ok(())
    }

    /// The body of a `finally` in the middle of other code: temporaries below `live` stay.
    fn inline_finally(&mut self, body: &'s [Stmt], live: Reg) -> Faulty<()> {
        self.unit().blocks.push(Block::Held { live });
        self.block(body)?;
        self.unit().blocks.pop();
        Ok(())
    }

    /// How many handlers belong to the blocks that are left on the stack of blocks.
    fn handlers_outside(&mut self) -> usize {
        let unit = self.unit();
        unit.blocks
            .iter()
            .map(|block| match block {
                Block::Loop { .. } | Block::Held { .. } => 0,
                _ => 1,
            })
            .sum::<usize>()
            .min(unit.open_handlers())
    }

    pub(super) fn try_statement(&mut self, statement: &'s Try, span: Span) -> Faulty<()> {
        if statement.star {
            return fault(span, "except* is not supported");
        }
        if statement.finalbody.is_empty() {
            return self.try_except(statement, span);
        }
        let register = self.unit().live();
        let handler = self.unit().label();
        let end = self.unit().label();
        let before = self.unit().assigned();
        self.unit().open_handler(handler, register);
        self.unit().blocks.push(Block::Finally { body: &statement.finalbody });
        if statement.handlers.is_empty() {
            self.block(&statement.body)?;
            self.block(&statement.orelse)?;
        } else {
            self.try_except(statement, span)?;
        }
        self.unit().blocks.pop();
        self.unit().close_handler();
        self.unit().reset();
        self.block(&statement.finalbody)?;
        let after = self.unit().assigned();
        self.jump(end, span);

        self.unit().put(handler);
        self.unit().set_assigned(before);
        self.handling(register, span, |compiler| {
            compiler.block(&statement.finalbody)?;
            compiler.pass_on(register, span);
            Ok(())
        })?;
        self.unit().put(end);
        self.unit().set_assigned(after);
        self.unit().reset();
        Ok(())
    }

    /// The code that handles the exception in a register: if it raises another, the handled one is put back first.
    fn handling(&mut self, register: Reg, span: Span, work: impl FnOnce(&mut Self) -> Faulty<()>) -> Faulty<()> {
        let cleanup = self.unit().label();
        self.unit().free_to(register);
        let _exception = self.temp();
        let _before = self.temp();
        self.emit(span, Op::EnterHandler { r: register });
        self.unit().open_handler(cleanup, register + 2);
        self.unit().blocks.push(Block::Handler { register });
        work(self)?;
        self.unit().blocks.pop();
        self.unit().close_handler();
        self.unit().put(cleanup);
        self.unit().free_to(register + 2);
        let other = self.temp();
        self.emit(span, Op::LeaveHandler { r: register });
        self.emit(span, Op::Reraise { r: other });
        Ok(())
    }

    /// Raises the handled exception again, outside its handler.
    fn pass_on(&mut self, register: Reg, span: Span) {
        let other = self.temp();
        self.emit(span, Op::Take { d: other, s: register });
        let were = self.unit().suspended();
        let keep = self.unit().open_handlers() - 1;
        self.unit().suspend_handlers(keep);
        self.emit(span, Op::LeaveHandler { r: register });
        self.emit(span, Op::Reraise { r: other });
        self.unit().resume_handlers(&were);
        self.unit().set_assigned(None);
    }

    fn try_except(&mut self, statement: &'s Try, span: Span) -> Faulty<()> {
        let register = self.unit().live();
        let handler = self.unit().label();
        let end = self.unit().label();
        let before = self.unit().assigned();
        self.unit().open_handler(handler, register);
        let depth = self.unit().blocks.len();
        self.unit().blocks.push(Block::Finally { body: &[] });
        self.block(&statement.body)?;
        self.unit().blocks.truncate(depth);
        self.unit().close_handler();
        self.block(&statement.orelse)?;
        let mut after = self.unit().assigned();
        self.jump(end, span);

        self.unit().put(handler);
        self.unit().set_assigned(before.clone());
        self.handling(register, span, |compiler| {
            for clause in &statement.handlers {
                compiler.unit().set_assigned(before.clone());
                compiler.except(clause, register, end)?;
                let here = compiler.unit().assigned();
                compiler.unit().set_assigned(after.take());
                compiler.unit().meet(here);
                after = compiler.unit().assigned();
            }
            compiler.unit().reset();
            if statement.handlers.iter().all(|clause| clause.class.is_some()) {
                compiler.pass_on(register, span);
            }
            Ok(())
        })?;
        self.unit().put(end);
        self.unit().set_assigned(after);
        self.unit().reset();
        Ok(())
    }

    fn except(&mut self, clause: &'s ExceptHandler, register: Reg, end: super::unit::Label) -> Faulty<()> {
        let span = clause.span;
        let next = self.unit().label();
        self.unit().reset();
        if let Some(class) = &clause.class {
            let r = self.operand(class)?;
            self.emit(class.span, Op::TestException { r: register, class: r });
            self.jump(next, class.span);
            self.unit().reset();
        }
        match &clause.name {
            None => self.block(&clause.body)?,
            Some(name) => {
                let name = self.name(name);
                let copy = self.temp();
                self.emit(span, Op::Move { d: copy, s: register });
                self.store_name(name, copy, span);
                self.unit().reset();
                let unname = self.unit().label();
                let done = self.unit().label();
                let other = self.unit().live();
                self.unit().open_handler(unname, other);
                self.unit().blocks.push(Block::Named { name });
                self.block(&clause.body)?;
                self.unit().blocks.pop();
                self.unit().close_handler();
                let after = self.unit().assigned();
                self.forget_name(name, span);
                self.jump(done, span);
                self.unit().put(unname);
                let other = self.temp();
                self.forget_name(name, span);
                self.emit(span, Op::Reraise { r: other });
                self.unit().put(done);
                self.unit().set_assigned(after);
            }
        }
        self.unit().reset();
        let were = self.unit().suspended();
        let keep = self.unit().open_handlers() - 1;
        self.unit().suspend_handlers(keep);
        self.emit(span, Op::LeaveHandler { r: register });
        self.jump(end, span);
        self.unit().resume_handlers(&were);
        self.unit().put(next);
        Ok(())
    }

    /// `name = None; del name`: the name of an exception ends with its clause.
    fn forget_name(&mut self, name: crate::Name, span: Span) {
        let none = self.constant(Value::None, None, span);
        self.store_name(name, none, span);
        self.unit().free_to(none);
        self.delete_name(name, span);
    }

    pub(super) fn with(&mut self, items: &'s [WithItem], body: &'s [Stmt], span: Span) -> Faulty<()> {
        let Some((item, rest)) = items.split_first() else { return self.block(body) };
        let context = self.temp();
        self.expr(&item.context, Some(context))?;
        let entered = self.temp();
        self.emit(span, Op::WithEnter { d: entered, context });
        let handler = self.unit().label();
        let (end, swallow) = (self.unit().label(), self.unit().label());
        let before = self.unit().assigned();
        self.unit().open_handler(handler, context + 1);
        self.unit().blocks.push(Block::With { context, span });
        match &item.target {
            Some(target) => self.store(target, entered)?,
            None => drop(self.emit(span, Op::Clear { r: entered })),
        }
        self.unit().reset();
        self.with(rest, body, span)?;
        self.unit().blocks.pop();
        self.unit().close_handler();
        self.emit(span, Op::WithExit { context });
        let after = self.unit().assigned();
        self.jump(end, span);

        self.unit().put(handler);
        self.unit().set_assigned(before.clone());
        let register = context + 1;
        self.unit().free_to(register);
        self.handling(register, span, |compiler| {
            let swallowed = compiler.temp();
            compiler.emit(span, Op::WithExcept { d: swallowed, context, r: register });
            compiler.emit(span, Op::Test { expect: true, r: swallowed });
            compiler.jump(swallow, span);
            compiler.pass_on(register, span);
            Ok(())
        })?;
        self.unit().put(swallow);
        self.emit(span, Op::LeaveHandler { r: register });
        self.unit().put(end);
        self.emit(span, Op::Clear { r: context });
        self.unit().set_assigned(after);
        self.unit().meet(before);
        self.unit().reset();
        Ok(())
    }
}
