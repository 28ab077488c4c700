//! Atoms: names, literals and what stands in brackets.

use super::builder::Builder;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::{Comprehension, Constant, DictItem, Expr, ExprKind};
use crate::layout::TokenKind;
use crate::syntax_error::Fault;

/// What stands in brackets.
struct Elements {
    items: Vec<Expr>,
    generators: Vec<Comprehension>,
}

impl Builder<'_> {
    pub(super) fn atom(&self, pair: Pair<'_>) -> Built<Expr> {
        let first = self.first(&pair);
        let span = self.span(&pair);
        let constant = match pair.as_rule() {
            Rule::NAME => return Ok(self.name_expr(first)),
            Rule::NUMBER => self.number(first)?,
            Rule::SINGLETON => self.singleton(first),
            Rule::ELLIPSIS => Constant::Ellipsis,
            Rule::group => return self.deeper(1, first, || self.group(pair)),
            Rule::list => return self.deeper(1, first, || self.list(pair)),
            Rule::dict => return self.deeper(1, first, || self.dict_or_set(pair)),
            _ => return self.strings(first..self.after(&pair)),
        };
        Ok(Expr { span, kind: ExprKind::Constant(constant) })
    }

    /// `None`, `True` or `False`.
    pub(super) fn singleton(&self, token: usize) -> Constant {
        match self.token_text(token) {
            "True" => Constant::Bool(true),
            "False" => Constant::Bool(false),
            _ => Constant::None,
        }
    }

    /// What an f-string's braces hold: as if it stood in parentheses.
    pub(super) fn fstring_value(&self, pairs: &mut Pairs<'_>) -> Built<Expr> {
        pairs.next().map_or_else(|| Err(self.invalid_syntax(0)), |pair| self.group(pair))
    }

    /// What stands before the last token of a pair: a `)`, or the end of the text.
    fn group(&self, pair: Pair<'_>) -> Built<Expr> {
        let span = self.span(&pair);
        let comma = self.kind(self.after(&pair) - 2) == TokenKind::Comma;
        let pairs = pair.into_inner();
        match pairs.peek() {
            None => return Ok(Expr { span, kind: ExprKind::Tuple(Vec::new()) }),
            Some(inner) if inner.as_rule() == Rule::yield_expr => return self.yield_expr(inner),
            Some(_) => {}
        }
        let Elements { mut items, generators } = self.elements(pairs)?;
        if !generators.is_empty()
            && let Some(element) = items.pop()
        {
            return Ok(Expr { span, kind: ExprKind::GeneratorExp { element: Box::new(element), generators } });
        }
        if comma || items.len() != 1 {
            return Ok(Expr { span, kind: ExprKind::Tuple(items) });
        }
        match items.pop() {
            Some(only) if !matches!(only.kind, ExprKind::Starred(_)) => Ok(only),
            starred => {
                let marked = starred.map_or(span, |starred| starred.span);
                Err(Fault::at(marked, "cannot use starred expression here"))
            }
        }
    }

    fn list(&self, pair: Pair<'_>) -> Built<Expr> {
        let span = self.span(&pair);
        let Elements { mut items, generators } = self.elements(pair.into_inner())?;
        if !generators.is_empty()
            && let Some(element) = items.pop()
        {
            return Ok(Expr { span, kind: ExprKind::ListComp { element: Box::new(element), generators } });
        }
        Ok(Expr { span, kind: ExprKind::List(items) })
    }

    fn elements(&self, mut pairs: Pairs<'_>) -> Built<Elements> {
        let mut items = Vec::new();
        while let Some(next) = pairs.peek() {
            if next.as_rule() == Rule::for_if_clause {
                self.refuse_starred_element(items.last())?;
                return Ok(Elements { items, generators: self.comprehension(&mut pairs)? });
            }
            items.push(self.star_named_expression(&mut pairs)?);
        }
        Ok(Elements { items, generators: Vec::new() })
    }

    fn refuse_starred_element(&self, element: Option<&Expr>) -> Built<()> {
        match element {
            Some(Expr { span, kind: ExprKind::Starred(_) }) => {
                Err(Fault::at(*span, "iterable unpacking cannot be used in comprehension"))
            }
            _ => Ok(()),
        }
    }

    fn dict_or_set(&self, pair: Pair<'_>) -> Built<Expr> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let mut items = Vec::new();
        let mut generators = Vec::new();
        while let Some(next) = pairs.peek() {
            if next.as_rule() == Rule::for_if_clause {
                generators = self.comprehension(&mut pairs)?;
            } else {
                items.push(self.item(next, &mut pairs)?);
            }
        }
        let is_dict = items.first().is_none_or(|item| !matches!(item, Item::Element(_)));
        let kind = match (is_dict, generators.is_empty()) {
            (true, true) => ExprKind::Dict(self.dict_items(items)?),
            (false, true) => ExprKind::Set(self.set_items(items)?),
            (true, false) => self.dict_comprehension(items, generators)?,
            (false, false) => {
                let element = self.set_items(items)?.pop();
                self.refuse_starred_element(element.as_ref())?;
                let Some(element) = element else { return Err(Fault::at(span, "invalid syntax")) };
                ExprKind::SetComp { element: Box::new(element), generators }
            }
        };
        Ok(Expr { span, kind })
    }

    fn item(&self, next: Pair<'_>, pairs: &mut Pairs<'_>) -> Built<Item> {
        if next.as_rule() == Rule::double_starred {
            pairs.next();
            let stars = self.first(&next);
            return match next.into_inner().next() {
                Some(operand) => Ok(Item::Unpacked { stars, value: self.operators(operand)? }),
                None => Err(self.invalid_syntax(stars)),
            };
        }
        let key = self.star_named_expression(pairs)?;
        match pairs.peek() {
            Some(value) if value.as_rule() == Rule::item_value => {
                pairs.next();
                let colon = self.first(&value);
                Ok(Item::Pair { key, colon, value: self.expression(&mut value.into_inner())? })
            }
            _ => Ok(Item::Element(key)),
        }
    }

    fn dict_items(&self, items: Vec<Item>) -> Built<Vec<DictItem>> {
        let mut built = Vec::with_capacity(items.len());
        for item in items {
            built.push(match item {
                Item::Pair { key, colon, .. }
                    if matches!(key.kind, ExprKind::Starred(_) | ExprKind::NamedExpr { .. }) =>
                {
                    return Err(self.invalid_syntax(colon));
                }
                Item::Pair { key, value, .. } => DictItem { key: Some(key), value },
                Item::Unpacked { value, .. } => DictItem { key: None, value },
                Item::Element(Expr { span, kind: ExprKind::Starred(_) }) => {
                    return Err(Fault::at(span, "invalid syntax"));
                }
                Item::Element(key) => {
                    let end = key.span.end as usize;
                    return Err(Box::new(Fault::key_without_value(end)));
                }
            });
        }
        Ok(built)
    }

    fn set_items(&self, items: Vec<Item>) -> Built<Vec<Expr>> {
        let mut built = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Item::Element(element) => built.push(element),
                Item::Pair { colon: token, .. } | Item::Unpacked { stars: token, .. } => {
                    return Err(self.invalid_syntax(token));
                }
            }
        }
        Ok(built)
    }

    fn dict_comprehension(&self, mut items: Vec<Item>, generators: Vec<Comprehension>) -> Built<ExprKind> {
        match items.pop() {
            Some(Item::Pair { key, value, .. }) => {
                Ok(ExprKind::DictComp { key: Box::new(key), value: Box::new(value), generators })
            }
            Some(Item::Unpacked { stars, .. }) => {
                Err(Fault::at(self.token_span(stars), "dict unpacking cannot be used in dict comprehension"))
            }
            _ => Err(self.invalid_syntax(0)),
        }
    }
}

/// What stands between the commas of `{…}`.
enum Item {
    Element(Expr),
    Pair { key: Expr, colon: usize, value: Expr },
    Unpacked { stars: usize, value: Expr },
}
