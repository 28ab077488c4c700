//! Expressions around operators: tuples, `yield`, `:=`, `if … else`, `lambda`.

use std::rc::Rc;

use tape_text::Span;

use super::builder::Builder;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{Expr, ExprKind, Lambda};
use crate::layout::TokenKind;

impl Builder<'_> {
    /// What `eval` takes: one expression, or a tuple of them.
    pub(super) fn eval(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        let Some(pair) = pairs.next() else { return Err(self.invalid_syntax(0)) };
        let (first, after) = (self.first(&pair), self.after(&pair) - 2);
        let comma = self.kind(after - 1) == TokenKind::Comma;
        let mut items = Vec::new();
        let mut inner = pair.into_inner();
        while inner.peek().is_some() {
            items.push(self.expression(&mut inner)?);
        }
        Ok(one_or_tuple(items, comma, self.tokens_span(first, after)))
    }

    /// Whether a row of expressions is a tuple: there is a comma in it.
    pub(super) fn is_bare_tuple(&self, pair: &Pair<'_>) -> bool {
        let row = matches!(pair.as_rule(), Rule::star_expressions | Rule::star_targets | Rule::subject_expr);
        row && (self.kind(self.after(pair) - 1) == TokenKind::Comma || self.has_comma(pair))
    }

    /// Whether a row has a comma between its elements: the first of them then ends before the row does.
    fn has_comma(&self, pair: &Pair<'_>) -> bool {
        pair.clone()
            .into_inner()
            .any(|inner| self.kind(self.after(&inner)) == TokenKind::Comma && { self.after(&inner) < self.after(pair) })
    }

    /// The next pair as `star_expressions`.
    pub(crate) fn next_star_expressions(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        let Some(pair) = pairs.next() else { return Err(self.invalid_syntax(0)) };
        let (first, after) = (self.first(&pair), self.after(&pair));
        let comma = self.kind(after - 1) == TokenKind::Comma;
        let mut inner = pair.into_inner();
        let head = self.star_named_expression(&mut inner)?;
        if !comma && inner.peek().is_none() {
            return Ok(head);
        }
        let mut items = vec![head];
        while inner.peek().is_some() {
            items.push(self.star_named_expression(&mut inner)?);
        }
        Ok(one_or_tuple(items, true, self.tokens_span(first, after)))
    }

    /// `*a`, or an expression with or without `:=`.
    pub(super) fn star_named_expression(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        match pairs.peek() {
            Some(pair) if pair.as_rule() == Rule::starred => {
                pairs.next();
                self.starred(pair)
            }
            _ => self.named_expression(pairs),
        }
    }

    pub(super) fn starred(&self, pair: Pair<'_>) -> Built<Expr> {
        let (span, start) = (self.span(&pair), self.first(&pair));
        let value = self.deeper(1, start, || match pair.into_inner().next() {
            Some(operand) => self.operators(operand),
            None => Err(self.invalid_syntax(start)),
        })?;
        Ok(Expr { span, kind: ExprKind::Starred(Box::new(value)) })
    }

    /// An expression, or `name := expression`.
    pub(super) fn named_expression(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        let Some(pair) = pairs.peek().filter(|pair| pair.as_rule() == Rule::assignment_expression) else {
            return self.expression(pairs);
        };
        pairs.next();
        let (span, first) = (self.span(&pair), self.first(&pair));
        let mut inner = pair.into_inner();
        inner.next();
        let value = self.deeper(1, first, || self.expression(&mut inner))?;
        let target = Box::new(self.name_expr(first));
        Ok(Expr { span, kind: ExprKind::NamedExpr { target, value: Box::new(value) } })
    }

    /// The next expression, if there is one.
    pub(super) fn maybe_expression(&self, pairs: &mut Pairs<'_>) -> Built<Option<Expr>> {
        if pairs.peek().is_some() { self.expression(pairs).map(Some) } else { Ok(None) }
    }

    /// The next expression.
    pub(crate) fn expression(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        let Some(pair) = pairs.next() else { return Err(self.invalid_syntax(0)) };
        if pair.as_rule() == Rule::lambdef {
            return self.lambdef(pair);
        }
        match pairs.peek() {
            Some(tail) if tail.as_rule() == Rule::conditional => {
                pairs.next();
                self.conditional(pair, tail)
            }
            _ => self.operators(pair),
        }
    }

    /// `a if b else c if d else e`: a chain, built from its right end.
    fn conditional(&self, head: Pair<'_>, tail: Pair<'_>) -> Built<Expr> {
        let start = self.first(&head);
        let end = self.span(&tail).end;
        let links = tail.into_inner();
        let lambdas = links.clone().filter(|pair| pair.as_rule() == Rule::lambda_head).count();
        self.deeper(lambdas + (links.len() - lambdas) / 2, start, || {
            let mut bodies =
                vec![Link { starts: self.token_span(start), heads: Vec::new(), expr: self.operators(head)? }];
            let mut tests = Vec::new();
            let mut heads = Vec::new();
            for pair in links {
                if pair.as_rule() == Rule::lambda_head {
                    heads.push(pair);
                } else if tests.len() < bodies.len() {
                    tests.push(self.operators(pair)?);
                } else {
                    let starts = self.token_span(self.first(&pair));
                    bodies.push(Link { starts, heads: std::mem::take(&mut heads), expr: self.operators(pair)? });
                }
            }
            let mut chain = match bodies.pop() {
                Some(last) => self.wrap_lambdas(last.heads, last.expr, end)?,
                None => return Err(self.invalid_syntax(start)),
            };
            while let (Some(test), Some(link)) = (tests.pop(), bodies.pop()) {
                let span = Span { start: link.starts.start, end };
                let kind = ExprKind::IfExp { test: Box::new(test), body: Box::new(link.expr), orelse: Box::new(chain) };
                chain = self.wrap_lambdas(link.heads, Expr { span, kind }, end)?;
            }
            Ok(chain)
        })
    }

    fn lambdef(&self, pair: Pair<'_>) -> Built<Expr> {
        let (start, end) = (self.first(&pair), self.span(&pair).end);
        let mut pairs = pair.into_inner();
        let mut heads = Vec::new();
        while pairs.peek().is_some_and(|pair| pair.as_rule() == Rule::lambda_head) {
            heads.extend(pairs.next());
        }
        self.deeper(heads.len(), start, || {
            let body = self.expression(&mut pairs)?;
            self.wrap_lambdas(heads, body, end)
        })
    }

    /// Puts `lambda …:` heads around a body that ends at byte `end`.
    fn wrap_lambdas(&self, heads: Vec<Pair<'_>>, body: Expr, end: u32) -> Built<Expr> {
        let mut wrapped = body;
        for head in heads.into_iter().rev() {
            let span = Span { start: self.span(&head).start, end };
            let parameters = match head.into_inner().next() {
                Some(pair) => self.parameters(pair)?,
                None => crate::ast::Parameters::default(),
            };
            let lambda = Lambda { span, parameters, body: wrapped };
            wrapped = Expr { span, kind: ExprKind::Lambda(Rc::new(lambda)) };
        }
        Ok(wrapped)
    }

    pub(super) fn yield_expr(&self, pair: Pair<'_>) -> Built<Expr> {
        let (span, start) = (self.span(&pair), self.first(&pair));
        let mut pairs = pair.into_inner();
        let kind = self.deeper(1, start, || match pairs.peek() {
            None => Ok(ExprKind::Yield(None)),
            Some(from) if from.as_rule() == Rule::yield_from => {
                Ok(ExprKind::YieldFrom(Box::new(self.expression(&mut from.into_inner())?)))
            }
            Some(_) => Ok(ExprKind::Yield(Some(Box::new(self.next_star_expressions(&mut pairs)?)))),
        })?;
        Ok(Expr { span, kind })
    }
}

/// A link of a chain of conditional expressions: the lambdas before it, and its operand.
struct Link<'p> {
    starts: Span,
    heads: Vec<Pair<'p>>,
    expr: Expr,
}

/// A tuple if there is a comma, otherwise its only element.
fn one_or_tuple(mut items: Vec<Expr>, comma: bool, span: Span) -> Expr {
    match items.pop() {
        Some(only) if items.is_empty() && !comma => only,
        last => {
            items.extend(last);
            Expr { span, kind: ExprKind::Tuple(items) }
        }
    }
}
