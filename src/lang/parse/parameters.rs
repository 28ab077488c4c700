//! The parameters of functions and lambdas: the grammar takes them in any order, this refuses wrong orders.

use super::builder::Builder;
use super::{Built, Pair, Rule};
use crate::ast::{Parameter, Parameters};
use crate::layout::TokenKind;
use crate::syntax_error::Fault;

impl Builder<'_> {
    pub(super) fn parameters(&self, pair: Pair<'_>) -> Built<Parameters> {
        let mut order = Order::default();
        for inner in pair.into_inner() {
            self.parameter(inner, &mut order)?;
        }
        if let Some(star) = order.bare_star
            && order.parameters.keyword_only.is_empty()
        {
            let marked = star + usize::from(self.kind(star + 1) == TokenKind::Colon);
            return Err(Fault::at(self.token_span(marked), "named arguments must follow bare *"));
        }
        Ok(order.parameters)
    }

    fn parameter(&self, pair: Pair<'_>, order: &mut Order) -> Built<()> {
        let first = self.first(&pair);
        let refuse = |message: &str| Err(Fault::at(self.token_span(first), message));
        let kind = self.kind(first);
        if order.parameters.keyword_rest.is_some() {
            return refuse("arguments cannot follow var-keyword argument");
        }
        match kind {
            TokenKind::Slash => {
                if order.slash {
                    return refuse("/ may appear only once");
                }
                if order.star {
                    return refuse("/ must be ahead of *");
                }
                if order.parameters.positional.is_empty() {
                    let followed = self.kind(first + 1) == TokenKind::Comma;
                    return refuse(if followed { "at least one argument must precede /" } else { "invalid syntax" });
                }
                order.slash = true;
                order.parameters.positional_only = std::mem::take(&mut order.parameters.positional);
            }
            TokenKind::Star | TokenKind::DoubleStar => self.rest_parameter(pair, order)?,
            _ => {
                let parameter = self.named_parameter(pair, first)?;
                if order.star {
                    order.parameters.keyword_only.push(parameter);
                } else {
                    if parameter.default.is_none() && order.default {
                        return refuse("non-default argument follows default argument");
                    }
                    order.default |= parameter.default.is_some();
                    order.parameters.positional.push(parameter);
                }
            }
        }
        Ok(())
    }

    /// `*`, `*args` or `**kwargs`.
    fn rest_parameter(&self, pair: Pair<'_>, order: &mut Order) -> Built<()> {
        let first = self.first(&pair);
        let is_star = self.kind(first) == TokenKind::Star;
        if is_star && order.star {
            return Err(Fault::at(self.token_span(first), "* argument may appear only once"));
        }
        let default = pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::default);
        if !self.kind(first + 1).is_name() {
            if let Some(default) = default {
                return Err(self.invalid_syntax(self.first(&default)));
            }
            order.star = true;
            order.bare_star = Some(first);
            return Ok(());
        }
        if let Some(default) = default {
            let kind = if is_star { "var-positional" } else { "var-keyword" };
            let message = format!("{kind} argument cannot have default value");
            return Err(Fault::at(self.token_span(self.first(&default)), message));
        }
        let parameter = Some(self.named_parameter(pair, first + 1)?);
        if is_star {
            order.star = true;
            order.parameters.rest = parameter;
        } else {
            order.parameters.keyword_rest = parameter;
        }
        Ok(())
    }

    /// A parameter whose name is this token.
    fn named_parameter(&self, pair: Pair<'_>, name: usize) -> Built<Parameter> {
        let mut span = self.token_span(name);
        let (mut annotation, mut default) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::annotation => {
                    span = span.to(self.span(&inner));
                    annotation = Some(self.expression(&mut inner.into_inner())?);
                }
                Rule::star_annotation => {
                    span = span.to(self.span(&inner));
                    annotation = Some(self.star_named_expression(&mut inner.into_inner())?);
                }
                Rule::default => default = Some(self.expression(&mut inner.into_inner())?),
                _ => {}
            }
        }
        Ok(Parameter { span, name: self.name(name), annotation, default })
    }
}

/// What has been seen so far.
#[derive(Default)]
struct Order {
    parameters: Parameters,
    slash: bool,
    star: bool,
    /// The token of a `*` without a name.
    bare_star: Option<usize>,
    /// Whether a positional parameter had a default.
    default: bool,
}
