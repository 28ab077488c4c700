//! Questions about the tokens around a failure, answered by the grammar.

use std::cell::Cell;

use pest::Parser;
use tape_text::Span;

use super::{Fault, blocks};
use crate::ast::Expr;
use crate::layout::{Layout, Token, TokenKind};
use crate::parse::{Builder, Grammar, Rule};

/// The tokens of a statement that does not parse.
pub(super) struct Probe<'t> {
    pub text: &'t str,
    layout: &'t Layout,
    /// The statement's first token.
    pub start: usize,
    /// The furthest token that pest could not take.
    pub failed: usize,
    /// The furthest token looked at so far.
    reached: Cell<usize>,
    /// How many brackets are open around the text: one for a field of an f-string.
    pub depth: usize,
}

/// An expression at some token: what it is and the token after it.
pub(super) struct Found {
    pub expr: Expr,
    pub after: usize,
}

impl<'t> Probe<'t> {
    /// Finds out how far pest gets with a rule. A field of an f-string is read as if it stood in parentheses.
    pub fn new(text: &'t str, layout: &'t Layout, start: usize, rule: Rule) -> Probe<'t> {
        let depth = usize::from(rule == Rule::fstring);
        let mut probe = Probe { text, layout, start, failed: start, reached: Cell::new(start), depth };
        let rule = if rule == Rule::statement { blocks::clause(&probe).unwrap_or(rule) } else { rule };
        probe.failed += furthest_failure(&layout.marks[start..], rule);
        probe.reached.set(probe.failed);
        probe
    }

    pub fn token(&self, index: usize) -> Token {
        let end = self.text.len() as u32;
        self.layout.tokens.get(index).copied().unwrap_or(Token { kind: TokenKind::End, start: end, end })
    }

    pub fn kind(&self, index: usize) -> TokenKind {
        self.token(index).kind
    }

    /// The kind of the token before a token; before the first a line ends.
    pub fn kind_before(&self, index: usize) -> TokenKind {
        index.checked_sub(1).map_or(TokenKind::Newline, |before| self.kind(before))
    }

    pub fn span(&self, index: usize) -> Span {
        let token = self.token(index);
        Span { start: token.start, end: token.end }
    }

    /// What the tokens from `first` up to but not including `after` cover.
    pub fn range(&self, first: usize, after: usize) -> Span {
        self.span(first).to(self.span(after.max(first + 1) - 1))
    }

    pub fn word(&self, index: usize) -> &'t str {
        let token = self.token(index);
        &self.text[token.start as usize..token.end as usize]
    }

    pub fn kinds(&self, first: usize, after: usize) -> impl Iterator<Item = (usize, TokenKind)> {
        (first..after).map(|index| (index, self.kind(index)))
    }

    /// Why the text cannot be read from this token on, if it cannot.
    pub fn layout_fault(&self, index: usize) -> Option<Box<Fault>> {
        let found = self.layout.fault.as_ref()?;
        (index + 1 >= self.layout.tokens.len()).then(|| Box::new(found.fault.clone()))
    }

    /// What looking for the fault came upon: the place from which on the text cannot be read, or a bracket of an
    /// earlier line that is never closed.
    pub fn reached_fault(&self) -> Option<Box<Fault>> {
        let reached = self.reached.get();
        self.layout_fault(reached).or_else(|| {
            let found = self.layout.fault.as_ref()?;
            let &(_, open) = self.layout.open.last()?;
            let between = self.text.get(open as usize..self.span(reached).start as usize)?;
            between.contains('\n').then(|| Box::new(found.fault.clone()))
        })
    }

    /// Whether nothing but line ends and block ends follow.
    pub fn only_ends_follow(&self, index: usize) -> bool {
        let ends = |kind| matches!(kind, TokenKind::Newline | TokenKind::Dedent | TokenKind::End);
        (index..self.layout.tokens.len()).all(|index| ends(self.kind(index)))
    }

    /// The first token of the line that holds a token.
    pub fn line_start(&self, index: usize) -> usize {
        let ends = |kind| matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent);
        (0..index).rev().find(|&before| ends(self.kind(before))).map_or(0, |before| before + 1)
    }

    /// The token after what a rule reads here, if it reads anything.
    pub fn matches(&self, rule: Rule, index: usize) -> Option<usize> {
        let marks = self.layout.marks.get(index..)?;
        let Ok(pairs) = Grammar::parse(rule, marks) else {
            self.note_reached(index + furthest_failure(marks, rule));
            return None;
        };
        let after = index + pairs.last().map_or(0, |last| last.as_span().end());
        self.note_reached(after);
        Some(after)
    }

    fn note_reached(&self, index: usize) {
        self.reached.set(self.reached.get().max(index));
    }

    /// The expression that a rule reads here.
    ///
    /// # Errors
    /// What is wrong with an expression that pest can read.
    pub fn expression(&self, rule: Rule, index: usize) -> Result<Option<Found>, Box<Fault>> {
        let Some(after) = self.matches(rule, index) else { return Ok(None) };
        let Some(Ok(mut pairs)) = self.layout.marks.get(index..).map(|marks| Grammar::parse(rule, marks)) else {
            return Ok(None);
        };
        let builder = Builder::new(self.text, &self.layout.tokens);
        builder.start_at(index);
        let expr = match rule {
            Rule::disjunction | Rule::bitwise_or => match pairs.next() {
                Some(pair) => builder.operators(pair)?,
                None => return Ok(None),
            },
            Rule::star_expressions => builder.next_star_expressions(&mut pairs)?,
            _ => builder.expression(&mut pairs)?,
        };
        Ok(Some(Found { expr, after }))
    }

    /// A `SyntaxError` that marks these tokens.
    pub fn fault(&self, first: usize, after: usize, message: impl Into<String>) -> Box<Fault> {
        Fault::at(self.range(first, after), message)
    }
}

/// The furthest token that pest looked at in vain.
fn furthest_failure(marks: &str, rule: Rule) -> usize {
    // The switch is global, but all it costs another parser is a little time.
    pest::set_error_detail(true);
    let failed = Grammar::parse(rule, marks);
    pest::set_error_detail(false);
    match failed {
        Ok(_) => 0,
        Err(error) => error.parse_attempts().map_or(0, |attempts| attempts.max_position),
    }
}
