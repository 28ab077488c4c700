//! What every part of the parser shares: from pest's pairs to tokens, spans and names, and the bound on height.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_text::Span;

use super::{Built, Pair};
use crate::ast::{Expr, ExprKind, Identifier, MAX_HEIGHT};
use crate::layout::{Token, TokenKind};
use crate::syntax_error::Fault;

/// How deep one call of [`Builder::deeper`] may lie in others: more than brackets, blocks and f-strings can nest
/// (lambdas in the defaults of lambdas could), less than the stack has room for.
const MAX_NESTING: usize = 400;

/// Builds the tree of one text.
pub(crate) struct Builder<'t> {
    /// The original text.
    pub text: &'t str,
    tokens: &'t [Token],
    /// The token at which the text that pest read begins.
    base: Cell<usize>,
    /// The height of the highest tree built since a caller last asked.
    height: Cell<usize>,
    /// How many calls of [`Builder::deeper`] are under way.
    nesting: Cell<usize>,
    /// Names seen so far: a program says the same ones again and again.
    names: RefCell<FxHashMap<&'t str, Identifier>>,
}

impl<'t> Builder<'t> {
    pub fn new(text: &'t str, tokens: &'t [Token]) -> Builder<'t> {
        Builder {
            text,
            tokens,
            base: Cell::new(0),
            height: Cell::new(0),
            nesting: Cell::new(0),
            names: RefCell::default(),
        }
    }

    /// From now on pairs count from this token.
    pub fn start_at(&self, token: usize) {
        self.base.set(token);
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

    /// The height of what has been built.
    pub fn height(&self) -> usize {
        self.height.get()
    }

    /// Builds something, and tells how high it is.
    pub fn measured<T>(&self, build: impl FnOnce() -> Built<T>) -> Built<(T, usize)> {
        let around = self.height.replace(0);
        let built = build();
        let height = self.height.replace(around);
        Ok((built?, height))
    }

    /// Notes that a tree of this height, whose first token is `start`, has been built.
    ///
    /// # Errors
    /// `RecursionError` when it is higher than [`MAX_HEIGHT`].
    pub fn note_height(&self, height: usize, start: usize) -> Built<()> {
        if height > MAX_HEIGHT {
            return Err(Box::new(Fault::recursion(self.token_span(start))));
        }
        self.height.set(self.height.get().max(height));
        Ok(())
    }

    /// Builds something that will lie `levels` nodes deep in a node whose first token is `start`.
    ///
    /// # Errors
    /// As [`Builder::note_height`].
    pub fn deeper<T>(&self, levels: usize, start: usize, build: impl FnOnce() -> Built<T>) -> Built<T> {
        let nesting = self.nesting.get();
        if levels > MAX_HEIGHT || nesting > MAX_NESTING {
            return Err(Box::new(Fault::recursion(self.token_span(start))));
        }
        self.nesting.set(nesting + 1);
        let measured = self.measured(build);
        self.nesting.set(nesting);
        let (built, height) = measured?;
        self.note_height(height + levels, start)?;
        Ok(built)
    }

    /// What is said when nothing better is known: this token cannot stand here.
    pub fn invalid_syntax(&self, index: usize) -> Box<Fault> {
        Fault::at(self.token_span(index), "invalid syntax")
    }
}
