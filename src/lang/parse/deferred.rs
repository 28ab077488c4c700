//! Bodies of functions that are left unread until somebody calls the function.
//!
//! A program imports a module of the standard library for a few of its functions, and reading the bodies of the others is most
//! of the work. The layout pass, which is cheap, sees where they end. So each body is cut out of the tokens, and what the compiler
//! has to know of it stays: its documentation, and that it refers to its class if it does. Generators are read at once.

use std::ops::Range;
use std::rc::Rc;

use tape_text::Source;

use super::builder::Builder;
use super::{Grammar, Rule, parse_statements};
use crate::ast::{ClassDef, Identifier, Module, Stmt, StmtKind};
use crate::layout::{self, Layout, Token, TokenKind};
use crate::syntax_error::{SyntaxError, explain};
use pest::Parser;

/// A body of fewer tokens is read at once.
const FEWEST: usize = 12;

/// A function whose body has not been read.
pub(crate) struct DeferredBody {
    layout: Rc<Layout>,
    /// The tokens of the function, from `def` on.
    tokens: Range<usize>,
    /// The names of the classes around it.
    classes: Vec<Identifier>,
}

impl DeferredBody {
    /// Where the function's name stands in the text.
    pub fn name_start(&self) -> u32 {
        self.layout.tokens[self.tokens.start + 1].start
    }

    /// How many classes there are around it.
    pub fn depth(&self) -> usize {
        self.classes.len()
    }

    /// Reads it: a module that has the function alone, within its classes.
    ///
    /// # Errors
    /// As [`super::parse`].
    pub fn parse(&self, source: &Rc<Source>) -> Result<Module, SyntaxError> {
        let (text, Range { start, end }) = (source.text(), self.tokens.clone());
        let mut body = Vec::new();
        let built = match Grammar::parse(Rule::statement, &self.layout.marks[start..end]) {
            Ok(pairs) => Builder::new(text, &self.layout.tokens).statements(pairs, start, &mut body),
            Err(_) => Err(explain(text, &self.layout, start)),
        };
        built.map_err(|fault| SyntaxError::new(source, *fault))?;
        for name in self.classes.iter().rev() {
            body = vec![class_around(Rc::clone(name), body)];
        }
        Ok(Module { body })
    }
}

fn class_around(name: Identifier, body: Vec<Stmt>) -> Stmt {
    let span = body[0].span;
    let class = ClassDef { span, name, name_span: span, bases: vec![], keywords: vec![], body, decorators: vec![] };
    Stmt { span, kind: StmtKind::ClassDef(Box::new(class)) }
}

/// Parses a program but for the bodies of its functions.
///
/// # Errors
/// As [`super::parse`]; what is wrong in a body is told when that is read.
pub(crate) fn parse_deferring(source: &Rc<Source>) -> Result<(Module, Vec<DeferredBody>), SyntaxError> {
    let text = source.text();
    let layout = Rc::new(layout::read(text));
    let mut cutter = Cutter::new(text, &layout);
    cutter.run();
    let Cutter { kept, bodies, .. } = cutter;
    let marks = kept.iter().map(|token| token.kind.mark() as char).collect();
    let rest = Layout { marks, tokens: kept, open: Vec::new(), fault: None };
    match parse_statements(text, &rest) {
        Ok(module) => Ok((module, bodies)),
        Err(fault) => Err(SyntaxError::new(source, *fault)),
    }
}

/// Goes through the tokens and takes out the bodies of functions.
struct Cutter<'t> {
    text: &'t str,
    layout: &'t Rc<Layout>,
    /// The tokens that stay.
    kept: Vec<Token>,
    bodies: Vec<DeferredBody>,
    /// The blocks that are open: the name of the class whose body it is, if it is one.
    blocks: Vec<Option<Identifier>>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, layout: &'t Rc<Layout>) -> Cutter<'t> {
        Cutter { text, layout, kept: Vec::new(), bodies: Vec::new(), blocks: Vec::new() }
    }

    fn run(&mut self) {
        let tokens = &self.layout.tokens;
        let (mut at, mut class) = (0, None);
        while at < tokens.len() {
            match tokens[at].kind {
                TokenKind::Class => class = tokens.get(at + 1).map(|&name| Rc::from(self.text_of(name))),
                TokenKind::Indent => self.blocks.push(class.take()),
                TokenKind::Dedent => drop(self.blocks.pop()),
                TokenKind::Def => {
                    at = self.function(at);
                    continue;
                }
                _ => {}
            }
            self.kept.push(tokens[at]);
            at += 1;
        }
    }

    fn text_of(&self, token: Token) -> &'t str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// Keeps of a function what is read at once, and gives the token behind it.
    fn function(&mut self, def: usize) -> usize {
        let tokens = &self.layout.tokens;
        let Some((block, end)) = block_of(tokens, def) else {
            self.kept.push(tokens[def]);
            return def + 1;
        };
        let doc = tokens[block..end].iter().take_while(|token| token.kind == TokenKind::Str).count();
        // Behind the documentation a line ends; a string that goes on is none.
        let first = if doc > 0 && tokens[block + doc].kind == TokenKind::Newline { block + doc + 1 } else { block };
        let body = &tokens[first..end];
        if body.len() < FEWEST || body.iter().any(|token| token.kind == TokenKind::Yield) {
            self.kept.extend_from_slice(&tokens[def..=end]);
            return end + 1;
        }
        let names_class =
            |token: &&Token| token.kind == TokenKind::Name && ["super", "__class__"].contains(&self.text_of(**token));
        // What stands for the body covers it.
        let last = body.iter().rfind(|token| !matches!(token.kind, TokenKind::Newline | TokenKind::Dedent));
        let (start, end_of_text) = (body[0].start, last.map_or(body[0].end, |token| token.end));
        let covers = Token { kind: TokenKind::Ellipsis, start, end: end_of_text };
        let line_end = Token { kind: TokenKind::Newline, start: end_of_text, end: end_of_text };
        let stands = body.iter().find(names_class).copied();
        self.kept.extend_from_slice(&tokens[def..first]);
        self.kept.extend(stands.into_iter().flat_map(|name| [name, line_end]));
        self.kept.extend([covers, line_end, tokens[end]]);
        let classes = self.blocks.iter().flatten().cloned().collect();
        self.bodies.push(DeferredBody { layout: Rc::clone(self.layout), tokens: def..end + 1, classes });
        end + 1
    }
}

/// The first token of an indented body, and the `Dedent` that ends it.
fn block_of(tokens: &[Token], def: usize) -> Option<(usize, usize)> {
    let mut depth = 0;
    let colon = tokens[def..].iter().position(|token| {
        depth += i32::from(token.kind.opens()) - i32::from(token.kind.closes());
        depth == 0 && token.kind == TokenKind::Colon
    })?;
    let begin = def + colon + 1;
    if tokens.get(begin + 1)?.kind != TokenKind::Indent {
        return None;
    }
    let mut depth = 0;
    let length = tokens[begin + 1..].iter().position(|token| {
        depth += i32::from(token.kind == TokenKind::Indent) - i32::from(token.kind == TokenKind::Dedent);
        depth == 0
    })?;
    Some((begin + 2, begin + 1 + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_cut_out() {
        let long = "    a = [1, 2, 3]\n        b = [4, 5, 6]\n";
        let text = format!(
            "def f(x=lambda: 1):\n    'doc'\n    {0}\nclass C:\n    def m(self):\n        if self:\n        {1}\n\
             \n    def short(self): return 1\n    def g(self):\n        yield 1, 2, 3, 4, 5, 6, 7, 8\n",
            long.trim_start().replace("    b", "b"),
            "    return super().m(1, 2, 3, 4)"
        );
        let source = Source::new("<test>", text);
        let (module, bodies) = parse_deferring(&source).expect("sound");
        assert_eq!(module.body.len(), 2);
        let found: Vec<_> =
            bodies.iter().map(|body| (body.depth(), body.parse(&source).expect("sound").body.len())).collect();
        assert_eq!(found, [(0, 1), (1, 1)]);
        let whole = super::super::parse(&source).expect("sound");
        let (StmtKind::FunctionDef(whole), StmtKind::FunctionDef(cut)) = (&whole.body[0].kind, &module.body[0].kind)
        else {
            panic!("functions");
        };
        assert_eq!((whole.span, whole.name_span, &whole.body[0]), (cut.span, cut.name_span, &cut.body[0]));
        assert_eq!((whole.body.len(), cut.body.len()), (3, 2));
    }
}
