//! The clauses of comprehensions.

use super::builder::Builder;
use super::{Built, Pair, Pairs, Rule};
use crate::ast::Comprehension;

impl Builder<'_> {
    /// All clauses that follow.
    pub(super) fn comprehension(&self, pairs: &mut Pairs<'_>) -> Built<Vec<Comprehension>> {
        let mut clauses = Vec::new();
        while let Some(clause) = pairs.peek().filter(|pair| pair.as_rule() == Rule::for_if_clause) {
            pairs.next();
            clauses.push(self.for_if_clause(clause)?);
        }
        Ok(clauses)
    }

    fn for_if_clause(&self, pair: Pair<'_>) -> Built<Comprehension> {
        let start = self.first(&pair);
        let mut pairs = pair.into_inner();
        let target = self.star_targets(&mut pairs)?;
        let Some(iter) = pairs.next() else { return Err(self.invalid_syntax(start)) };
        let iter = self.operators(iter)?;
        let mut conditions = Vec::new();
        for condition in pairs {
            conditions.push(self.operators(condition)?);
        }
        Ok(Comprehension { target, iter, conditions })
    }
}
