//! Statements, and compound statements.

use tape_text::Span;

use super::builder::Builder;
use super::target::Purpose;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{ExceptHandler, For, Stmt, StmtKind, Try, WithItem};
use crate::layout::TokenKind;
use crate::syntax_error::Fault;

impl Builder<'_> {
    /// Builds what pest read at token `at` as a `statement`; returns the token after it.
    pub(crate) fn statements(&self, pairs: Pairs<'_>, at: usize, body: &mut Vec<Stmt>) -> Built<usize> {
        self.start_at(at);
        let mut after = at + 1;
        for pair in pairs {
            after = self.after(&pair);
            self.statement(pair, body)?;
        }
        Ok(after)
    }

    /// A compound statement, or the simple ones of a line.
    pub(super) fn statement(&self, pair: Pair<'_>, body: &mut Vec<Stmt>) -> Built<()> {
        for inner in pair.into_inner() {
            let stmt = match inner.as_rule() {
                Rule::if_stmt => self.if_stmt(inner)?,
                Rule::for_stmt => self.for_stmt(inner)?,
                Rule::while_stmt => self.while_stmt(inner)?,
                Rule::with_stmt => self.with_stmt(inner)?,
                Rule::try_stmt => self.try_stmt(inner)?,
                Rule::function_def => self.function_def(inner, Vec::new())?,
                Rule::class_def => self.class_def(inner, Vec::new())?,
                Rule::decorated => self.decorated(inner)?,
                Rule::match_stmt => self.match_stmt(inner)?,
                _ => self.simple_stmt(inner)?,
            };
            body.push(stmt);
        }
        Ok(())
    }

    /// An indented block, or the statements after a colon.
    pub(super) fn block(&self, pair: Pair<'_>) -> Built<Vec<Stmt>> {
        self.deeper(1, self.first(&pair), || {
            let mut body = Vec::new();
            if self.kind(self.first(&pair)) == TokenKind::Newline {
                for statement in pair.into_inner() {
                    self.statement(statement, &mut body)?;
                }
            } else {
                self.statement(pair, &mut body)?;
            }
            Ok(body)
        })
    }

    /// The next pair as a block; a grammar rule puts one there.
    pub(super) fn next_block(&self, pairs: &mut Pairs<'_>) -> Built<Vec<Stmt>> {
        pairs.next().map_or_else(|| Ok(Vec::new()), |pair| self.block(pair))
    }

    /// The block of an `else`, if one follows.
    fn else_block(&self, pairs: &mut Pairs<'_>) -> Built<Vec<Stmt>> {
        match pairs.peek().map(|pair| pair.as_rule()) {
            Some(Rule::else_block | Rule::finally_block) => {
                let mut inner = pairs.next().map(Pair::into_inner);
                inner.as_mut().map_or_else(|| Ok(Vec::new()), |inner| self.next_block(inner))
            }
            _ => Ok(Vec::new()),
        }
    }

    fn if_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let start = self.first(&pair);
        let mut pairs = pair.into_inner();
        let test = self.named_expression(&mut pairs)?;
        let body = self.next_block(&mut pairs)?;
        let mut clauses = Vec::new();
        while pairs.peek().is_some_and(|pair| pair.as_rule() == Rule::elif_stmt) {
            clauses.extend(pairs.next());
        }
        let orelse = self.deeper(clauses.len(), start, || {
            let mut elifs = Vec::with_capacity(clauses.len());
            for clause in clauses {
                let from = self.token_span(self.first(&clause)).start;
                let mut inner = clause.into_inner();
                elifs.push((from, self.named_expression(&mut inner)?, self.next_block(&mut inner)?));
            }
            let mut orelse = self.else_block(&mut pairs)?;
            for (from, test, body) in elifs.into_iter().rev() {
                let kind = StmtKind::If { test, body, orelse };
                orelse = vec![Stmt { span: Span { start: from, end: span.end }, kind }];
            }
            Ok(orelse)
        })?;
        Ok(Stmt { span, kind: StmtKind::If { test, body, orelse } })
    }

    fn while_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let test = self.named_expression(&mut pairs)?;
        let body = self.next_block(&mut pairs)?;
        let orelse = self.else_block(&mut pairs)?;
        Ok(Stmt { span, kind: StmtKind::While { test, body, orelse } })
    }

    fn for_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let target = self.star_targets(&mut pairs)?;
        let iter = self.next_star_expressions(&mut pairs)?;
        let body = self.next_block(&mut pairs)?;
        let orelse = self.else_block(&mut pairs)?;
        Ok(Stmt { span, kind: StmtKind::For(Box::new(For { target, iter, body, orelse })) })
    }

    fn with_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let mut items = Vec::new();
        let mut body = Vec::new();
        for inner in pair.into_inner() {
            if inner.as_rule() == Rule::with_item {
                items.push(self.with_item(inner)?);
            } else {
                body = self.block(inner)?;
            }
        }
        Ok(Stmt { span, kind: StmtKind::With { items, body } })
    }

    fn with_item(&self, pair: Pair<'_>) -> Built<WithItem> {
        let mut pairs = pair.into_inner();
        let context = self.expression(&mut pairs)?;
        let target = match pairs.next() {
            Some(target) => {
                let target = self.star_target(target)?;
                self.check_target(&target, Purpose::Assign)?;
                Some(target)
            }
            None => None,
        };
        Ok(WithItem { context, target })
    }

    fn try_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let body = self.next_block(&mut pairs)?;
        let mut handlers = Vec::new();
        let mut star = None;
        while pairs.peek().is_some_and(|pair| pair.as_rule() == Rule::except_block) {
            let Some(clause) = pairs.next() else { break };
            let first = self.first(&clause);
            let (handler, is_star) = self.except_block(clause)?;
            if *star.get_or_insert(is_star) != is_star {
                let marked = if is_star { self.tokens_span(first, first + 2) } else { self.token_span(first) };
                let message = "cannot have both 'except' and 'except*' on the same 'try'";
                return Err(Fault::at(marked, message));
            }
            handlers.push(handler);
        }
        let mut orelse = Vec::new();
        if pairs.peek().is_some_and(|pair| pair.as_rule() == Rule::else_block) {
            orelse = self.else_block(&mut pairs)?;
        }
        let finalbody = self.else_block(&mut pairs)?;
        let kind = Try { body, handlers, orelse, finalbody, star: star.unwrap_or(false) };
        Ok(Stmt { span, kind: StmtKind::Try(Box::new(kind)) })
    }

    /// An `except` clause, and whether it is `except*`.
    fn except_block(&self, pair: Pair<'_>) -> Built<(ExceptHandler, bool)> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let mut is_star = false;
        let mut handler = ExceptHandler { span, class: None, name: None, body: Vec::new() };
        while let Some(next) = pairs.peek() {
            match next.as_rule() {
                Rule::except_star => {
                    is_star = true;
                    pairs.next();
                }
                Rule::NAME => {
                    handler.name = Some(self.pair_name(&next).0);
                    pairs.next();
                }
                Rule::block => handler.body = self.next_block(&mut pairs)?,
                _ => handler.class = Some(self.expression(&mut pairs)?),
            }
        }
        Ok((handler, is_star))
    }
}
