//! The names that a logical line binds, and those that it needs.

use tape_lang::parse::fragment::{Token, TokenKind};

use super::line::opens_block;

/// The names of a line.
#[derive(Debug, Default)]
pub struct Names {
    /// Those that it binds around it.
    pub bound: Vec<String>,
    /// Those that it needs.
    pub used: Vec<String>,
    /// The parameters of a `def`.
    pub parameters: Vec<String>,
}

/// The names of a line with these tokens, of which the first so many are its header.
pub fn names_of(text: &str, tokens: &[Token], header: usize) -> Names {
    let (first, rest) = tokens.split_at(header);
    let mut names = Reader::new(text, first).read();
    let own_scope = first.first().is_some_and(|word| matches!(word.kind, TokenKind::Def | TokenKind::Class));
    let mut inside: Vec<String> = names.parameters.clone();
    for statement in rest.split(|word| word.kind == TokenKind::Semicolon) {
        let part = Reader::new(text, statement).read();
        let visible = |name: &String| inside.contains(name) || names.bound.contains(name);
        let needed: Vec<String> = part.used.into_iter().filter(|name| !visible(name)).collect();
        names.used.extend(needed);
        // What the body of a function binds is its own.
        if own_scope { &mut inside } else { &mut names.bound }.extend(part.bound);
    }
    names
}

/// Finds the names in the tokens of a line.
struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    names: Names,
    /// Names of comprehensions and lambdas.
    inner: Vec<String>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Reader { text, tokens, names: Names::default(), inner: vec![] }
    }

    fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn read(mut self) -> Names {
        self.statement();
        self.names
    }

    fn statement(&mut self) {
        match self.kind(0) {
            Some(TokenKind::Import) => return self.import(0),
            Some(TokenKind::From) => {
                let import = (0..self.tokens.len()).find(|&index| self.kind(index) == Some(TokenKind::Import));
                return if let Some(import) = import {
                    self.import(import)
                };
            }
            Some(TokenKind::Scope) => return,
            _ => {}
        }
        let targets = self.targets();
        let mut depth = 0usize;
        for index in 0..self.tokens.len() {
            match self.tokens[index].kind {
                kind if kind.opens() => depth += 1,
                kind if kind.closes() => depth = depth.saturating_sub(1),
                TokenKind::Str => self.fields(self.word(index)),
                TokenKind::For => self.for_targets(index, depth),
                TokenKind::Lambda => self.lambda(index),
                kind if kind.is_name() => self.name(index, depth, index < targets),
                _ => {}
            }
        }
        let (inner, parameters) = (&self.inner, &self.names.parameters);
        self.names.used.retain(|name| !inner.contains(name) && !parameters.contains(name));
    }

    /// The tokens before the last `=` outside brackets, or before `+=`.
    fn targets(&self) -> usize {
        let mut depth = 0usize;
        let mut end = 0;
        if self.kind(0).is_some_and(opens_block) && self.kind(0) != Some(TokenKind::Match) {
            return 0;
        }
        for (index, token) in self.tokens.iter().enumerate() {
            match token.kind {
                kind if kind.opens() => depth += 1,
                kind if kind.closes() => depth = depth.saturating_sub(1),
                TokenKind::Lambda if depth == 0 => break,
                TokenKind::Equal | TokenKind::AugAssign if depth == 0 => end = index,
                TokenKind::Colon if depth == 0 && index == 1 => end = index,
                _ => {}
            }
        }
        end
    }

    fn name(&mut self, index: usize, depth: usize, target: bool) {
        let word = self.word(index);
        let before = index.checked_sub(1).and_then(|index| self.kind(index));
        let after = self.kind(index + 1);
        match (before, after) {
            (Some(TokenKind::Dot), _) => {}
            (Some(TokenKind::Def), _) => {
                self.names.bound.push(word.to_owned());
                self.parameters(index + 1);
            }
            (Some(TokenKind::Class | TokenKind::As), _) => self.names.bound.push(word.to_owned()),
            (_, Some(TokenKind::ColonEqual)) => self.names.bound.push(word.to_owned()),
            (_, Some(TokenKind::Equal)) if depth > 0 && !target => {}
            (_, Some(TokenKind::Dot | TokenKind::LeftParen | TokenKind::LeftBracket)) => {
                self.names.used.push(word.to_owned())
            }
            (_, Some(TokenKind::AugAssign)) if target => {
                self.names.bound.push(word.to_owned());
                self.names.used.push(word.to_owned());
            }
            _ if target && !self.in_brackets_of_use(index) => self.names.bound.push(word.to_owned()),
            _ => self.names.used.push(word.to_owned()),
        }
    }

    /// Whether a target's token stands in an index or call: `x[i] = …` uses `i`.
    fn in_brackets_of_use(&self, index: usize) -> bool {
        let mut depth = 0usize;
        for at in (0..index).rev() {
            match self.tokens[at].kind {
                kind if kind.closes() => depth += 1,
                kind if kind.opens() && depth > 0 => depth -= 1,
                kind if kind.opens() => {
                    let before = at.checked_sub(1).and_then(|at| self.kind(at));
                    return before.is_some_and(|kind| kind.is_name() || kind.closes());
                }
                _ => {}
            }
        }
        false
    }

    /// The parameters in the parentheses after a function's name.
    fn parameters(&mut self, open: usize) {
        let mut depth = 0usize;
        for index in open..self.tokens.len() {
            let before = self.kind(index - 1);
            match self.tokens[index].kind {
                kind if kind.opens() => depth += 1,
                kind if kind.closes() => depth = depth.saturating_sub(1),
                kind if kind.is_name() && depth == 1 => {
                    use TokenKind::{Comma, DoubleStar, LeftParen, Star};
                    if matches!(before, Some(LeftParen | Comma | Star | DoubleStar)) {
                        self.names.parameters.push(self.word(index).to_owned());
                    }
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn import(&mut self, import: usize) {
        let mut index = import + 1;
        while index < self.tokens.len() {
            let as_name = self.kind(index + 1) == Some(TokenKind::As);
            let part = self.kind(index - 1) == Some(TokenKind::Dot);
            if self.tokens[index].kind.is_name() && !as_name && !part {
                self.names.bound.push(self.word(index).to_owned());
            }
            index += 1;
        }
    }

    fn for_targets(&mut self, at: usize, depth: usize) {
        let names = (at + 1..self.tokens.len()).take_while(|&index| self.kind(index) != Some(TokenKind::In));
        let names: Vec<String> =
            names.filter(|&i| self.tokens[i].kind.is_name()).map(|i| self.word(i).to_owned()).collect();
        let outer = depth == 0 && at == 0;
        if outer {
            self.names.bound.extend(names.iter().cloned());
        }
        self.inner.extend(names);
    }

    fn lambda(&mut self, at: usize) {
        let names = (at + 1..self.tokens.len()).take_while(|&index| self.kind(index) != Some(TokenKind::Colon));
        let names: Vec<String> =
            names.filter(|&i| self.tokens[i].kind.is_name()).map(|i| self.word(i).to_owned()).collect();
        self.inner.extend(names);
    }

    /// The names at the beginning of an f-string's fields.
    fn fields(&mut self, literal: &str) {
        let prefix = literal.split(['\'', '"']).next().unwrap_or_default();
        if !prefix.contains(['f', 'F']) {
            return;
        }
        for field in literal.split('{').skip(1) {
            let name: String = field.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                self.names.used.push(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;

    fn names(text: &str) -> (Vec<String>, Vec<String>) {
        let line = Line::new(text);
        (line.bound, line.used)
    }

    #[test]
    fn names_bound_and_used() {
        let expect = |text: &str, bound: &[&str], used: &[&str]| {
            let (b, u) = names(text);
            assert_eq!(
                (b.iter().map(String::as_str).collect::<Vec<_>>(), u.iter().map(String::as_str).collect()),
                (bound.to_vec(), used.to_vec()),
                "{text}"
            );
        };
        expect("a, b = f(x, k=y)", &["a", "b"], &["f", "x", "y"]);
        expect("x[i] = y.z", &[], &["x", "i", "y"]);
        expect("n += 1", &["n"], &["n"]);
        expect("with tf.GradientTape() as t:", &["t"], &["tf"]);
        expect("for i in range(n):", &["i"], &["range", "n"]);
        expect("a = 1; b = a + c", &["a", "b"], &["c"]);
        expect("for i in r: s = i; t = s", &["i", "s", "t"], &["r"]);
        expect("def f(p): q = p; return q + w", &["f"], &["w"]);
        expect("import tensorflow as tf, math", &["tf", "math"], &[]);
        expect("from a.b import c as d", &["d"], &[]);
        expect("s = [q * k for q in r]", &["s"], &["k", "r"]);
        expect("print(f'{g} {h:.2f}')", &[], &["print", "g", "h"]);
    }
}
