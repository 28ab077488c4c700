//! Simple statements, but for assignments.

use std::rc::Rc;

use super::builder::Builder;
use super::target::Purpose;
use super::{Built, Pair, Rule};
use crate::ast::{Alias, Expr, ExprKind, Identifier, Stmt, StmtKind};
use crate::layout::TokenKind;

impl Builder<'_> {
    pub(super) fn simple_stmt(&self, pair: Pair<'_>) -> Built<Stmt> {
        let span = self.span(&pair);
        let first = self.first(&pair);
        let kind = match pair.as_rule() {
            Rule::assignment => self.assignment(pair)?,
            Rule::FLOW => match self.token_text(first) {
                "break" => StmtKind::Break,
                "continue" => StmtKind::Continue,
                _ => StmtKind::Pass,
            },
            Rule::return_stmt => {
                let mut pairs = pair.into_inner();
                StmtKind::Return(match pairs.peek() {
                    Some(_) => Some(self.next_star_expressions(&mut pairs)?),
                    None => None,
                })
            }
            Rule::raise_stmt => {
                let mut pairs = pair.into_inner();
                let exc = self.maybe_expression(&mut pairs)?;
                let cause = self.maybe_expression(&mut pairs)?;
                StmtKind::Raise { exc, cause }
            }
            Rule::assert_stmt => {
                let mut pairs = pair.into_inner();
                let test = self.expression(&mut pairs)?;
                let msg = self.maybe_expression(&mut pairs)?;
                StmtKind::Assert { test, msg }
            }
            Rule::del_stmt => self.del_stmt(pair)?,
            Rule::global_stmt => {
                let names = pair.into_inner().map(|name| self.pair_name(&name).0).collect();
                if self.token_text(first) == "global" { StmtKind::Global(names) } else { StmtKind::Nonlocal(names) }
            }
            Rule::import_name => StmtKind::Import(pair.into_inner().map(|alias| self.alias(alias)).collect()),
            _ => self.import_from(pair),
        };
        Ok(Stmt { span, kind })
    }

    /// `del a, (b, c)`: the outermost tuple without parentheses is a list of targets.
    fn del_stmt(&self, pair: Pair<'_>) -> Built<StmtKind> {
        let mut pairs = pair.into_inner();
        let bare = pairs.peek().is_some_and(|pair| self.is_bare_tuple(&pair));
        let targets = self.next_star_expressions(&mut pairs)?;
        self.check_target(&targets, Purpose::Delete)?;
        Ok(StmtKind::Delete(match targets.kind {
            ExprKind::Tuple(items) if bare => items,
            kind => vec![Expr { span: targets.span, kind }],
        }))
    }

    /// `a.b as c`, or `a as b`.
    fn alias(&self, pair: Pair<'_>) -> Alias {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = inner.next().map_or_else(|| Rc::from("*"), |name| self.dotted_name(&name));
        Alias { span, name, asname: inner.next().map(|name| self.pair_name(&name).0) }
    }

    /// A dotted name as one text, without the blanks that may stand in it.
    fn dotted_name(&self, pair: &Pair<'_>) -> Identifier {
        let (first, after) = (self.first(pair), self.after(pair));
        if after == first + 1 {
            return self.name(first);
        }
        (first..after).map(|index| self.token_text(index)).collect::<String>().into()
    }

    fn import_from(&self, pair: Pair<'_>) -> StmtKind {
        let (mut module, mut names, mut level) = (None, Vec::new(), 0);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::dots => {
                    let dots = self.first(&inner)..self.after(&inner);
                    level = dots.map(|i| if self.kind(i) == TokenKind::Ellipsis { 3 } else { 1 }).sum();
                }
                Rule::dotted_name => module = Some(self.dotted_name(&inner)),
                Rule::import_star => {
                    names.push(Alias { span: self.span(&inner), name: Rc::from("*"), asname: None });
                }
                _ => names.push(self.alias(inner)),
            }
        }
        StmtKind::ImportFrom { module, names, level }
    }
}
