//! Functions and classes.

use std::rc::Rc;

use super::arguments::Arguments;
use super::builder::Builder;
use super::{Built, Pair, Rule};
use crate::ast::{ClassDef, Expr, FunctionDef, Parameters, Stmt, StmtKind};

impl Builder<'_> {
    /// Decorators and what they decorate.
    pub(super) fn decorated(&self, pair: Pair<'_>) -> Built<Stmt> {
        let start = self.first(&pair);
        let mut decorators = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::decorator => decorators.push(self.named_expression(&mut inner.into_inner())?),
                Rule::class_def => return self.class_def(inner, decorators),
                _ => return self.function_def(inner, decorators),
            }
        }
        Err(self.invalid_syntax(start))
    }

    pub(super) fn function_def(&self, pair: Pair<'_>, decorators: Vec<Expr>) -> Built<Stmt> {
        let span = self.span(&pair);
        let name = self.first(&pair) + 1;
        let mut parameters = Parameters::default();
        let mut returns = None;
        let mut body = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::parameters => parameters = self.parameters(inner)?,
                Rule::returns => returns = Some(self.expression(&mut inner.into_inner())?),
                Rule::block => body = self.block(inner)?,
                _ => {}
            }
        }
        let (name, name_span) = (self.name(name), self.token_span(name));
        let def = FunctionDef { span, name, name_span, parameters, body, decorators, returns };
        Ok(Stmt { span, kind: StmtKind::FunctionDef(Rc::new(def)) })
    }

    pub(super) fn class_def(&self, pair: Pair<'_>, decorators: Vec<Expr>) -> Built<Stmt> {
        let span = self.span(&pair);
        let name = self.first(&pair) + 1;
        let mut arguments = Arguments::default();
        let mut body = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::call => {
                    let clause = inner.clone().into_inner().find(|pair| pair.as_rule() == Rule::for_if_clause);
                    if let Some(clause) = clause {
                        return Err(self.invalid_syntax(self.first(&clause)));
                    }
                    arguments = self.arguments(inner)?;
                }
                Rule::block => body = self.block(inner)?,
                _ => {}
            }
        }
        let (name, name_span) = (self.name(name), self.token_span(name));
        let Arguments { args: bases, keywords } = arguments;
        let def = ClassDef { span, name, name_span, bases, keywords, body, decorators };
        Ok(Stmt { span, kind: StmtKind::ClassDef(Box::new(def)) })
    }
}
