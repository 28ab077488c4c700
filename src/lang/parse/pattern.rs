//! `match` and its patterns.

use tape_text::Span;

use super::builder::Builder;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{Expr, ExprKind, MatchCase, Operator, Pattern, PatternKind, Stmt, StmtKind, UnaryOp};
use crate::layout::TokenKind;
use crate::syntax_error::Fault;

impl Builder<'_> {
    pub(super) fn match_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let first = self.first(&pair);
        let mut pairs = pair.into_inner();
        let Some(subject) = pairs.next() else { return Err(self.invalid_syntax(first)) };
        let bare = self.is_bare_tuple(&subject);
        let subject_span = self.span(&subject);
        let mut items = Vec::new();
        let mut inner = subject.into_inner();
        while inner.peek().is_some() {
            items.push(self.star_named_expression(&mut inner)?);
        }
        let subject = match items.pop() {
            Some(only) if !bare => only,
            last => {
                items.extend(last);
                Expr { span: subject_span, kind: ExprKind::Tuple(items) }
            }
        };
        if matches!(subject.kind, ExprKind::Starred(_)) {
            return Err(Fault::at(subject.span, "invalid syntax"));
        }
        let mut cases = Vec::new();
        for case in pairs {
            cases.push(self.deeper(1, first, || self.case_block(case))?);
        }
        Ok(Stmt { span, kind: StmtKind::Match { subject, cases } })
    }

    fn case_block(&self, pair: Pair<'_>) -> Built<MatchCase> {
        let first = self.first(&pair);
        let mut pairs = pair.into_inner();
        let Some(patterns) = pairs.next() else { return Err(self.invalid_syntax(first)) };
        let pattern = self.patterns(patterns)?;
        let guard = match pairs.peek() {
            Some(guard) if guard.as_rule() == Rule::guard => {
                pairs.next();
                Some(self.named_expression(&mut guard.into_inner())?)
            }
            _ => None,
        };
        Ok(MatchCase { pattern, guard, body: self.next_block(&mut pairs)? })
    }

    /// One pattern, or a sequence of them without brackets.
    fn patterns(&self, pair: Pair<'_>) -> Built<Pattern> {
        let span = self.span(&pair);
        let comma = self.kind(self.after(&pair) - 1) == TokenKind::Comma;
        self.one_or_sequence(pair.into_inner(), comma, span)
    }

    fn one_or_sequence(&self, pairs: Pairs<'_>, comma: bool, span: Span) -> Built<Pattern> {
        let mut patterns = self.pattern_list(pairs)?;
        match patterns.pop() {
            Some(only) if patterns.is_empty() && !comma => match only.kind {
                PatternKind::Star(_) => Err(Fault::at(only.span, "invalid syntax")),
                _ => Ok(only),
            },
            last => {
                patterns.extend(last);
                Ok(Pattern { span, kind: PatternKind::Sequence(patterns) })
            }
        }
    }

    fn pattern_list(&self, pairs: Pairs<'_>) -> Built<Vec<Pattern>> {
        let mut patterns = Vec::new();
        for pair in pairs {
            patterns.push(self.maybe_star_pattern(pair)?);
        }
        Ok(patterns)
    }

    fn maybe_star_pattern(&self, pair: Pair<'_>) -> Built<Pattern> {
        if pair.as_rule() != Rule::star_pattern {
            return self.pattern(pair);
        }
        let name = self.first(&pair) + 1;
        let kind = match self.kind(name) {
            TokenKind::Underscore => PatternKind::Star(None),
            _ => PatternKind::Star(Some(self.name(name))),
        };
        Ok(Pattern { span: self.span(&pair), kind })
    }

    /// `a | b as c`.
    fn pattern(&self, pair: Pair<'_>) -> Built<Pattern> {
        let first = self.first(&pair);
        let mut alternatives = Vec::new();
        let mut name = None;
        let mut after = first;
        let whole = self.span(&pair);
        for inner in pair.into_inner() {
            if inner.as_rule() == Rule::as_target {
                name = Some(self.first(&inner) + 1);
            } else {
                after = self.after(&inner);
                alternatives.push(self.deeper(1, first, || self.closed_pattern(inner))?);
            }
        }
        let pattern = match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Pattern { span: self.tokens_span(first, after), kind: PatternKind::Or(alternatives) }
            }
        };
        let Some(name) = name else { return Ok(pattern) };
        if self.kind(name) == TokenKind::Underscore {
            return Err(Fault::at(self.token_span(name), "cannot use '_' as a target"));
        }
        let kind = PatternKind::As { pattern: Some(Box::new(pattern)), name: Some(self.name(name)) };
        Ok(Pattern { span: whole, kind })
    }

    fn closed_pattern(&self, pair: Pair<'_>) -> Built<Pattern> {
        let span = self.span(&pair);
        let first = self.first(&pair);
        let kind = match pair.as_rule() {
            Rule::name_pattern => self.name_pattern(pair)?,
            Rule::SINGLETON => PatternKind::Singleton(self.singleton(first)),
            Rule::complex_number | Rule::strings => PatternKind::Value(self.literal_expr(pair)?),
            Rule::sequence_pattern => PatternKind::Sequence(self.pattern_list(pair.into_inner())?),
            Rule::group_pattern => {
                let inner = pair.clone().into_inner();
                if inner.clone().next().is_none() {
                    PatternKind::Sequence(Vec::new())
                } else {
                    let comma = self.kind(self.after(&pair) - 2) == TokenKind::Comma;
                    return self.one_or_sequence(inner, comma, span);
                }
            }
            _ => self.mapping_pattern(pair)?,
        };
        Ok(Pattern { span, kind })
    }

    /// `x`, `a.b` or `a.b(…)`.
    fn name_pattern(&self, pair: Pair<'_>) -> Built<PatternKind> {
        let first = self.first(&pair);
        let mut inner = pair.into_inner();
        let Some(name) = inner.next() else { return Err(self.invalid_syntax(first)) };
        let after = self.after(&name);
        let Some(arguments) = inner.next() else {
            return Ok(match self.kind(first) {
                _ if after > first + 1 => PatternKind::Value(self.dotted_expr(first, after)),
                TokenKind::Underscore => PatternKind::As { pattern: None, name: None },
                _ => PatternKind::As { pattern: None, name: Some(self.name(first)) },
            });
        };
        let class = self.dotted_expr(first, after);
        let (mut patterns, mut keywords) = (Vec::new(), Vec::new());
        let mut first_positional = None;
        for argument in arguments.into_inner() {
            if argument.as_rule() == Rule::keyword_pattern {
                let name = self.first(&argument);
                let Some(value) = argument.into_inner().nth(1) else { return Err(self.invalid_syntax(name)) };
                keywords.push((self.name(name), self.pattern(value)?));
            } else {
                let late = !keywords.is_empty();
                let pattern = self.pattern(argument)?;
                if late {
                    first_positional.get_or_insert(pattern.span);
                }
                patterns.push(pattern);
            }
        }
        match first_positional {
            Some(span) => Err(Fault::at(span, "positional patterns follow keyword patterns")),
            None => Ok(PatternKind::Class { class, patterns, keywords }),
        }
    }

    /// Names joined by dots, from token `first` up to but not including `after`.
    fn dotted_expr(&self, first: usize, after: usize) -> Expr {
        let mut expr = self.name_expr(first);
        for name in (first + 2..after).step_by(2) {
            let span = expr.span.to(self.token_span(name));
            let kind =
                ExprKind::Attribute { value: Box::new(expr), name: self.name(name), name_span: self.token_span(name) };
            expr = Expr { span, kind };
        }
        expr
    }

    /// A number, possibly with a sign or an imaginary part, or a string.
    fn literal_expr(&self, pair: Pair<'_>) -> Built<Expr> {
        let (first, after) = (self.first(&pair), self.after(&pair));
        if pair.as_rule() == Rule::strings {
            let strings = self.strings(first..after)?;
            return match strings.kind {
                ExprKind::JoinedStr(_) => {
                    Err(Fault::at(strings.span, "patterns may only match literals and attribute lookups"))
                }
                _ => Ok(strings),
            };
        }
        let negative = self.kind(first) == TokenKind::Minus;
        let number = first + usize::from(negative);
        let mut expr = self.number_expr(number)?;
        if negative {
            let kind = ExprKind::UnaryOp { op: UnaryOp::USub, operand: Box::new(expr) };
            expr = Expr { span: self.tokens_span(first, number + 1), kind };
        }
        if after == number + 1 {
            return Ok(expr);
        }
        let op = if self.kind(number + 1) == TokenKind::Plus { Operator::Add } else { Operator::Sub };
        if self.is_imaginary(number) {
            return Err(Fault::at(self.token_span(number), "real number required in complex literal"));
        }
        if !self.is_imaginary(number + 2) {
            return Err(Fault::at(self.token_span(number + 2), "imaginary number required in complex literal"));
        }
        let kind = ExprKind::BinOp {
            left: Box::new(expr),
            op,
            op_span: self.token_span(number + 1),
            right: Box::new(self.number_expr(number + 2)?),
        };
        Ok(Expr { span: self.tokens_span(first, after), kind })
    }

    fn mapping_pattern(&self, pair: Pair<'_>) -> Built<PatternKind> {
        let (mut keys, mut patterns, mut rest) = (Vec::new(), Vec::new(), None);
        for item in pair.into_inner() {
            let first = self.first(&item);
            if rest.is_some() {
                return Err(self.invalid_syntax(first));
            }
            if item.as_rule() == Rule::double_star_pattern {
                if self.kind(first + 1) == TokenKind::Underscore {
                    return Err(self.invalid_syntax(first + 1));
                }
                rest = Some(self.name(first + 1));
                continue;
            }
            let mut inner = item.into_inner();
            let (Some(key), Some(value)) = (inner.next(), inner.next()) else {
                return Err(self.invalid_syntax(first));
            };
            keys.push(match key.as_rule() {
                Rule::SINGLETON => Expr { span: self.span(&key), kind: ExprKind::Constant(self.singleton(first)) },
                Rule::dotted_name if self.after(&key) > first + 1 => self.dotted_expr(first, self.after(&key)),
                Rule::dotted_name => return Err(self.invalid_syntax(first + 1)),
                _ => self.literal_expr(key)?,
            });
            patterns.push(self.pattern(value)?);
        }
        Ok(PatternKind::Mapping { keys, patterns, rest })
    }
}
