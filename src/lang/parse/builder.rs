//! What every part of the parser shares: from pest's pairs to tokens, spans and names, and the bound on height.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_text::Span;

use super::{Built, Pair};
use crate::ast::{Expr, ExprKind, Identifier, MAX_HEIGHT};
use crate::layout::{Token, TokenKind};
use crate::syntax_error::Fault;

/// Builds the tree of one text.
pub(crate) struct Builder<'t> {
    /// The original text.
    pub text: &'t str,
    tokens: &'t [Token],
    /// The token at which the text that pest read begins.
    base: Cell<usize>,
    /// How many nodes the one being built lies under.
    height: Cell<usize>,
    /// Names seen so far: a program says the same ones again and again.
    names: RefCell<FxHashMap<&'t str, Identifier>>,
}

impl<'t> Builder<'t> {
    pub fn new(text: &'t str, tokens: &'t [Token]) -> Builder<'t> {
        Builder { text, tokens, base: Cell::new(0), height: Cell::new(0), names: RefCell::default() }
    }

    /// The same, for a text that lies under `height` nodes of another tree.
    pub fn below(text: &'t str, tokens: &'t [Token], height: usize) -> Builder<'t> {
        let builder = Builder::new(text, tokens);
        builder.height.set(height);
        builder
    }

    /// From now on pairs count from this token.
    pub fn start_at(&self, token: usize) {
        self.base.set(token);
    }

    /// How many nodes the one being built lies under.
    pub fn height(&self) -> usize {
        self.height.get()
    }

    /// The index of a pair's first token.
    pub fn first(&self, pair: &Pair<'_>) -> usize {
        self.base.get() + pair.as_span().start()
    }

    /// The index after a pair's last token.
    pub fn after(&self, pair: &Pair<'_>) -> usize {
        self.base.get() + pair.as_span().end()
    }

    pub fn token(&self, index: usize) -> Token {
        let end = self.text.len() as u32;
        self.tokens.get(index).copied().unwrap_or(Token { kind: TokenKind::End, start: end, end })
    }

    pub fn kind(&self, index: usize) -> TokenKind {
        self.token(index).kind
    }

    pub fn token_span(&self, index: usize) -> Span {
        let token = self.token(index);
        Span { start: token.start, end: token.end }
    }

    pub fn token_text(&self, index: usize) -> &'t str {
        let token = self.token(index);
        &self.text[token.start as usize..token.end as usize]
    }

    /// What the tokens from `first` up to but not including `after` cover, without line ends and block ends behind.
    pub fn tokens_span(&self, first: usize, after: usize) -> Span {
        let mut last = after.saturating_sub(1);
        while last > first && matches!(self.kind(last), TokenKind::Newline | TokenKind::Dedent | TokenKind::End) {
            last -= 1;
        }
        self.token_span(first).to(self.token_span(last))
    }

    /// What a pair covers.
    pub fn span(&self, pair: &Pair<'_>) -> Span {
        self.tokens_span(self.first(pair), self.after(pair))
    }

    /// The name at a token.
    pub fn name(&self, index: usize) -> Identifier {
        let text = self.token_text(index);
        Rc::clone(self.names.borrow_mut().entry(text).or_insert_with(|| Rc::from(text)))
    }

    /// The first `NAME` in a pair, as a name and its place.
    pub fn pair_name(&self, pair: &Pair<'_>) -> (Identifier, Span) {
        let index = self.first(pair);
        (self.name(index), self.token_span(index))
    }

    /// A name as an expression.
    pub fn name_expr(&self, index: usize) -> Expr {
        Expr { span: self.token_span(index), kind: ExprKind::Name(self.name(index)) }
    }

    /// Builds something that lies `levels` nodes deeper.
    ///
    /// # Errors
    /// `RecursionError` when the tree would be higher than [`MAX_HEIGHT`].
    pub fn deeper<T>(&self, levels: usize, pair_start: usize, build: impl FnOnce() -> Built<T>) -> Built<T> {
        let height = self.height.get();
        if height + levels > MAX_HEIGHT {
            return Err(Box::new(Fault::recursion(self.token_span(pair_start))));
        }
        self.height.set(height + levels);
        let built = build();
        self.height.set(height);
        built
    }

    /// What is said when nothing better is known: this token cannot stand here.
    pub fn invalid_syntax(&self, index: usize) -> Box<Fault> {
        Fault::at(self.token_span(index), "invalid syntax")
    }
}
