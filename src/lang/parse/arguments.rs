//! What follows an operand: attributes, calls and their arguments, subscripts.

use super::builder::Builder;
use super::operators::Operand;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{Call, Comprehension, Expr, ExprKind, Keyword};
use crate::layout::TokenKind;
use crate::syntax_error::Fault;

/// The arguments of a call or a class.
#[derive(Default)]
pub(super) struct Arguments {
    pub args: Vec<Expr>,
    pub keywords: Vec<Keyword>,
}

impl Builder<'_> {
    pub(super) fn trailer(&self, operand: Operand, pair: Pair<'_>) -> Built<Operand> {
        let brackets = self.span(&pair);
        let span = operand.span.to(brackets);
        let first = self.first(&pair);
        let mut height = operand.height;
        let kind = match pair.as_rule() {
            Rule::attribute => ExprKind::Attribute {
                value: Box::new(operand.expr),
                name: self.name(first + 1),
                name_span: self.token_span(first + 1),
            },
            Rule::call => {
                let (Arguments { args, keywords }, inside) = self.measured(|| self.arguments(pair))?;
                height = height.max(inside + 1);
                ExprKind::Call(Box::new(Call { func: operand.expr, args, keywords, parentheses: brackets }))
            }
            _ => {
                let (index, inside) = self.measured(|| self.slices(pair))?;
                height = height.max(inside + 1);
                ExprKind::Subscript { value: Box::new(operand.expr), index: Box::new(index), brackets }
            }
        };
        Ok(Operand { expr: Expr { span, kind }, span, height: height + 1 })
    }

    /// What stands in the parentheses of a call.
    pub(super) fn arguments(&self, pair: Pair<'_>) -> Built<Arguments> {
        let last = self.after(&pair) - 1;
        let parentheses = self.span(&pair);
        let mut arguments = Arguments::default();
        let mut generator = None;
        let mut pairs = pair.into_inner();
        while let Some(next) = pairs.peek() {
            if generator.is_some() {
                break;
            }
            match next.as_rule() {
                Rule::starred_argument => self.starred_argument(next, &mut pairs, &mut arguments)?,
                Rule::double_starred_argument => {
                    pairs.next();
                    let span = self.span(&next);
                    let value = self.expression(&mut next.into_inner())?;
                    arguments.keywords.push(Keyword { span, name: None, value });
                }
                _ => generator = self.argument(next, last, &mut pairs, &mut arguments)?,
            }
        }
        if let Some((start, generators)) = generator {
            let alone = arguments.args.len() == 1 && arguments.keywords.is_empty();
            if !alone || self.kind(last - 1) == TokenKind::Comma || pairs.peek().is_some() {
                let marked = self.comprehension_span(start, last);
                return Err(Fault::at(marked, "Generator expression must be parenthesized"));
            }
            if let Some(element) = arguments.args.pop() {
                let kind = ExprKind::GeneratorExp { element: Box::new(element), generators };
                arguments.args.push(Expr { span: parentheses, kind });
            }
        }
        Ok(arguments)
    }

    fn starred_argument(&self, pair: Pair<'_>, pairs: &mut Pairs<'_>, arguments: &mut Arguments) -> Built<()> {
        pairs.next();
        let span = self.span(&pair);
        if arguments.keywords.iter().any(|keyword| keyword.name.is_none()) {
            let message = "iterable argument unpacking follows keyword argument unpacking";
            return Err(Fault::at(self.token_span(self.first(&pair)), message));
        }
        let value = self.expression(&mut pair.into_inner())?;
        arguments.args.push(Expr { span, kind: ExprKind::Starred(Box::new(value)) });
        Ok(())
    }

    /// An argument by position or by name. Returns the clauses after it, and its first token, if it is the element of
    /// a generator.
    fn argument(
        &self,
        pair: Pair<'_>,
        closing: usize,
        pairs: &mut Pairs<'_>,
        arguments: &mut Arguments,
    ) -> Built<Option<(usize, Vec<Comprehension>)>> {
        let first = self.first(&pair);
        let value = self.named_expression(pairs)?;
        if let Some(keyword) = pairs.peek().filter(|next| next.as_rule() == Rule::keyword_value) {
            pairs.next();
            let is_generator = pairs.peek().is_some_and(|next| next.as_rule() == Rule::for_if_clause);
            arguments.keywords.push(self.keyword(first, &value, keyword, is_generator)?);
            return Ok(None);
        }
        let generators = self.comprehension(pairs)?;
        if !arguments.keywords.is_empty() {
            let unpacked = arguments.keywords.iter().any(|keyword| keyword.name.is_none());
            let what = if unpacked { " unpacking" } else { "" };
            let message = format!("positional argument follows keyword argument{what}");
            return Err(Fault::at(self.token_span(closing), message));
        }
        arguments.args.push(value);
        Ok(Some((first, generators)).filter(|(_, generators)| !generators.is_empty()))
    }

    fn keyword(&self, first: usize, target: &Expr, pair: Pair<'_>, is_generator: bool) -> Built<Keyword> {
        let equals = self.first(&pair);
        let span = self.token_span(first).to(self.span(&pair));
        let ExprKind::Name(name) = &target.kind else {
            let message = if self.kind(first) == TokenKind::Singleton && equals == first + 1 {
                format!("cannot assign to {}", self.token_text(first))
            } else {
                "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned()
            };
            return Err(Fault::at(self.tokens_span(first, equals + 1), message));
        };
        if equals != first + 1 {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Err(Fault::at(self.tokens_span(first, equals + 1), message));
        }
        if is_generator {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Err(Fault::at(self.tokens_span(first, equals + 1), message));
        }
        let value = self.expression(&mut pair.into_inner())?;
        Ok(Keyword { span, name: Some(name.clone()), value })
    }

    /// From the element of a generator to the end of its last clause, before the token `closing`.
    fn comprehension_span(&self, start: usize, closing: usize) -> tape_text::Span {
        let mut depth = 0_usize;
        let end = (start..closing).find(|&index| {
            let kind = self.kind(index);
            depth = if kind.opens() { depth + 1 } else { depth - usize::from(kind.closes() && depth > 0) };
            depth == 0 && kind == TokenKind::Comma
        });
        self.tokens_span(start, end.unwrap_or(closing))
    }

    /// What stands in the brackets of a subscript.
    fn slices(&self, pair: Pair<'_>) -> Built<Expr> {
        let (first, last) = (self.first(&pair) + 1, self.after(&pair) - 1);
        let comma = self.kind(last - 1) == TokenKind::Comma;
        let mut items = Vec::new();
        for slice in pair.into_inner() {
            items.push(self.slice(slice)?);
        }
        match items.pop() {
            Some(only) if items.is_empty() && !comma && !matches!(only.kind, ExprKind::Starred(_)) => Ok(only),
            item => {
                items.extend(item);
                Ok(Expr { span: self.tokens_span(first, last), kind: ExprKind::Tuple(items) })
            }
        }
    }

    fn slice(&self, pair: Pair<'_>) -> Built<Expr> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let mut lower = None;
        match pairs.peek() {
            Some(starred) if starred.as_rule() == Rule::starred_argument => {
                let value = self.expression(&mut starred.into_inner())?;
                return Ok(Expr { span, kind: ExprKind::Starred(Box::new(value)) });
            }
            Some(tail) if tail.as_rule() == Rule::slice_tail => {}
            _ => {
                let expr = self.named_expression(&mut pairs)?;
                if pairs.peek().is_none() {
                    return Ok(expr);
                }
                lower = Some(Box::new(expr));
            }
        }
        let (mut upper, mut step) = (None, None);
        for part in pairs.next().map(Pair::into_inner).into_iter().flatten() {
            let is_upper = part.as_rule() == Rule::upper;
            let bound = Some(Box::new(self.expression(&mut part.into_inner())?));
            if is_upper { upper = bound } else { step = bound }
        }
        Ok(Expr { span, kind: ExprKind::Slice { lower, upper, step } })
    }
}
