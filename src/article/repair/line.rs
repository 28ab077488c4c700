//! A logical line of a program that has lost its layout: what it is, which names it binds and which it uses.

use tape_lang::parse::fragment::{Token, TokenKind, tokens};
use tape_lang::parse::parse;
use tape_text::Source;

/// The part that a line plays among blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A statement of its own.
    Simple,
    /// A line that opens a block, by its keyword.
    Header(TokenKind),
    /// `else:`, `except …:` and the like: it opens a block that goes on where another ended.
    Clause(TokenKind),
    /// `@…`.
    Decorator,
}

/// A logical line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text, without indentation.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Whether the block that it opens stands on the same line.
    pub inline: bool,
    /// How far it was indented, where anything in its text is.
    pub indent: Option<usize>,
    /// Whether it was lost and put back: what it opens is not as deep on the page as it is here.
    pub put_back: bool,
    /// The lines of comments before it.
    pub comments: Vec<String>,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// The names that it binds around it.
    pub bound: Vec<String>,
    /// The names that it needs.
    pub used: Vec<String>,
    /// The parameters of a `def`.
    pub parameters: Vec<String>,
    /// The first word, if it is a keyword.
    pub keyword: Option<TokenKind>,
}

impl Line {
    /// Reads a line.
    pub fn new(text: &str) -> Line {
        let text = text.trim();
        let tokens = tokens(text);
        let keyword = tokens.first().map(|token| token.kind);
        let colon = header_colon(text, &tokens);
        let role = match (keyword, colon) {
            (Some(TokenKind::At), _) => Role::Decorator,
            (Some(kind), Some(_)) if is_clause(kind) => Role::Clause(kind),
            (Some(kind), Some(_)) if opens_block(kind) => Role::Header(kind),
            _ => Role::Simple,
        };
        let inline = role != Role::Simple && colon.is_some_and(|colon| colon + 1 < tokens.len());
        let mut names = Names::new(text, &tokens);
        names.read();
        Line {
            text: text.to_owned(),
            role,
            inline,
            indent: None,
            put_back: false,
            comments: vec![],
            after_blank: false,
            bound: names.bound,
            used: names.used,
            parameters: names.parameters,
            keyword,
        }
    }

    /// Whether nothing can follow it in its block.
    pub fn jumps(&self) -> bool {
        self.role == Role::Simple
            && match self.keyword {
                Some(TokenKind::Return | TokenKind::Raise) => true,
                Some(TokenKind::Flow) => !self.text.starts_with("pass"),
                _ => false,
            }
    }

    /// Whether it says `name.method(`.
    pub fn calls(&self, name: &str, method: &str) -> bool {
        self.count_calls(name, method) > 0
    }

    /// How often it says `name.method(`.
    pub fn count_calls(&self, name: &str, method: &str) -> usize {
        let own = |(at, _): &(usize, &str)| {
            !self.text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
        };
        self.text.match_indices(&format!("{name}.{method}(")).filter(own).count()
    }
}

/// Whether a keyword opens a block.
pub fn opens_block(kind: TokenKind) -> bool {
    use TokenKind::{Class, Def, For, If, Match, Try, While, With};
    is_clause(kind) || matches!(kind, Class | Def | For | If | Match | Try | While | With)
}

fn is_clause(kind: TokenKind) -> bool {
    use TokenKind::{Case, Elif, Else, Except, Finally};
    matches!(kind, Case | Elif | Else | Except | Finally)
}

/// The token of the colon that ends a header, outside brackets and lambdas.
pub fn header_colon(text: &str, tokens: &[Token]) -> Option<usize> {
    let first = tokens.first()?.kind;
    if !opens_block(first) {
        return None;
    }
    let mut depth = 0usize;
    let mut lambdas = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            kind if kind.opens() => depth += 1,
            kind if kind.closes() => depth = depth.saturating_sub(1),
            TokenKind::Lambda if depth == 0 => lambdas += 1,
            TokenKind::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
            TokenKind::Colon if depth == 0 => {
                let soft = matches!(first, TokenKind::Match | TokenKind::Case);
                let header = &text[..token.end as usize];
                return (!soft || is_header(header)).then_some(index);
            }
            _ => {}
        }
    }
    None
}

/// Whether a text is the first line of a block, up to its colon.
pub fn is_header(text: &str) -> bool {
    let Some(first) = tokens(text).first().map(|token| token.kind) else { return false };
    let program = match first {
        TokenKind::Elif => format!("{} pass\n", &text.trim_start()[2..]),
        TokenKind::Else => format!("if x: pass\n{} pass\n", text.trim_start()),
        TokenKind::Except | TokenKind::Finally => format!("try: pass\n{} pass\n", text.trim_start()),
        TokenKind::Case => format!("match x:\n {} pass\n", text.trim_start()),
        TokenKind::Match => format!("{}\n case _: pass\n", text.trim_start()),
        TokenKind::Try => return text.trim_start().trim_start_matches("try").trim() == ":",
        kind if opens_block(kind) => format!("{} pass\n", text.trim_start()),
        _ => return false,
    };
    parses(&program)
}

/// Whether a text is a program.
pub fn parses(text: &str) -> bool {
    parse(&Source::new("<article>", text)).is_ok()
}

/// Finds the names in the tokens of a line.
struct Names<'t> {
    text: &'t str,
    tokens: &'t [Token],
    bound: Vec<String>,
    used: Vec<String>,
    parameters: Vec<String>,
    /// Names of comprehensions and lambdas.
    inner: Vec<String>,
}

impl<'t> Names<'t> {
    fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Names { text, tokens, bound: vec![], used: vec![], parameters: vec![], inner: vec![] }
    }

    fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn read(&mut self) {
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
        let inner = std::mem::take(&mut self.inner);
        self.used.retain(|name| !inner.contains(name) && !self.parameters.contains(name));
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
                TokenKind::Semicolon => break,
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
                self.bound.push(word.to_owned());
                self.parameters(index + 1);
            }
            (Some(TokenKind::Class | TokenKind::As), _) => self.bound.push(word.to_owned()),
            (_, Some(TokenKind::ColonEqual)) => self.bound.push(word.to_owned()),
            (_, Some(TokenKind::Equal)) if depth > 0 && !target => {}
            (_, Some(TokenKind::Dot | TokenKind::LeftParen | TokenKind::LeftBracket)) => {
                self.used.push(word.to_owned())
            }
            (_, Some(TokenKind::AugAssign)) if target => {
                self.bound.push(word.to_owned());
                self.used.push(word.to_owned());
            }
            _ if target && !self.in_brackets_of_use(index) => self.bound.push(word.to_owned()),
            _ => self.used.push(word.to_owned()),
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
                        self.parameters.push(self.word(index).to_owned());
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
                self.bound.push(self.word(index).to_owned());
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
            self.bound.extend(names.iter().cloned());
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
                self.used.push(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        expect("import tensorflow as tf, math", &["tf", "math"], &[]);
        expect("from a.b import c as d", &["d"], &[]);
        expect("s = [q * k for q in r]", &["s"], &["k", "r"]);
        expect("print(f'{g} {h:.2f}')", &[], &["print", "g", "h"]);
    }

    #[test]
    fn roles() {
        assert_eq!(Line::new("else:").role, Role::Clause(TokenKind::Else));
        assert_eq!(Line::new("x = lambda a: a").role, Role::Simple);
        assert!(Line::new("if x: y = 1").inline);
        assert!(!Line::new("if x:").inline);
        assert_eq!(Line::new("match = 3").role, Role::Simple);
        assert_eq!(Line::new("def f(a, *b, c=d):").parameters, ["a", "b", "c"]);
    }
}
