//! From tokens to the syntax tree: pest reads, this builds and checks.
//!
//! A file a kind of node. The grammar is wider than the language in a few places (targets, parameters, arguments);
//! what is too wide is refused here, with CPython's sentences. What pest cannot read at all is explained in
//! [`crate::syntax_error`].

mod arguments;
mod assignment;
mod atom;
mod block;
mod builder;
mod completeness;
mod comprehension;
mod deferred;
mod definition;
mod expression;
pub mod fragment;
mod fstring;
mod number;
mod operators;
mod parameters;
mod pattern;
mod simple;
mod string;
pub(crate) mod target;

use std::rc::Rc;

use pest::Parser;
use tape_text::{Source, Span};

pub use completeness::{Completeness, completeness};

pub(crate) use self::builder::Builder;
pub(crate) use self::deferred::{DeferredBody, parse_deferring};
use crate::ast::{Expr, Module};
use crate::layout::{self, Layout, Token, TokenKind};
use crate::syntax_error::{Fault, SyntaxError, explain, explain_expression};

/// pest's parser for `grammar/tape.pest`.
#[derive(pest_derive::Parser)]
#[grammar = "../../grammar/tape.pest"]
pub(crate) struct Grammar;

/// What pest found, in one place of the token text.
pub(crate) type Pair<'p> = pest::iterators::Pair<'p, Rule>;
/// What pest found, in a row.
pub(crate) type Pairs<'p> = pest::iterators::Pairs<'p, Rule>;
/// What building a node yields.
pub(crate) type Built<T> = Result<T, Box<Fault>>;

/// Parses a program.
///
/// # Errors
/// CPython's `SyntaxError`, `IndentationError`, `TabError` or `RecursionError` for a text that is no program.
///
/// # Examples
/// ```
/// use tape_lang::parse::parse;
/// use tape_text::Source;
/// let module = parse(&Source::new("<stdin>", "x = 1\nif x:\n    print(x)\n"))?;
/// assert_eq!(module.body.len(), 2);
/// let error = parse(&Source::new("<stdin>", "for i in x\n    pass\n")).unwrap_err();
/// assert_eq!(error.to_string(), "SyntaxError: expected ':'");
/// # Ok::<(), tape_lang::syntax_error::SyntaxError>(())
/// ```
pub fn parse(source: &Rc<Source>) -> Result<Module, SyntaxError> {
    parse_program(source.text()).map_err(|fault| SyntaxError::new(source, *fault))
}

/// Parses an expression, as `eval` takes it: blanks before it are skipped.
///
/// # Errors
/// As [`parse`].
pub fn parse_expression(source: &Rc<Source>) -> Result<Expr, SyntaxError> {
    parse_eval(source.text()).map_err(|fault| SyntaxError::new(source, *fault))
}

fn parse_program(text: &str) -> Built<Module> {
    let layout = layout::read(text);
    match parse_statements(text, &layout) {
        Ok(module) => match layout.fault {
            Some(found) => Err(Box::new(found.fault)),
            None => Ok(module),
        },
        Err(fault) => Err(prefer_layout_fault(text, layout, fault)),
    }
}

/// CPython tells what its tokenizer finds wrong in a text even when an earlier line does not parse (but for a line that
/// is indented wrongly), and a bracket that is never closed rather than what it makes of the lines after it.
fn prefer_layout_fault(text: &str, layout: Layout, fault: Box<Fault>) -> Box<Fault> {
    if let Some(found) = layout.fault {
        if found.precedes && !fault.is_unexpected_block() {
            return Box::new(found.fault);
        }
        if let Some(&(_, at)) = layout.open.last()
            && text.get(at as usize..fault.span.start as usize).is_some_and(|between| between.contains('\n'))
        {
            return Box::new(found.fault);
        }
    }
    fault
}

fn parse_statements(text: &str, layout: &Layout) -> Built<Module> {
    let builder = Builder::new(text, &layout.tokens);
    let mut body = Vec::new();
    let mut at = 0;
    while layout.tokens.get(at).is_some_and(|token| token.kind != TokenKind::End) {
        let pairs = match Grammar::parse(Rule::statement, &layout.marks[at..]) {
            Ok(pairs) => pairs,
            Err(error) if is_stack_limit(&error) => {
                let token = layout.tokens[at];
                return Err(Box::new(Fault::recursion(Span { start: token.start, end: token.end })));
            }
            Err(_) => return Err(explain(text, layout, at)),
        };
        at = builder.statements(pairs, at, &mut body)?;
    }
    Ok(Module { body })
}

fn parse_eval(text: &str) -> Built<Expr> {
    let begin = text.len() - text.trim_start_matches([' ', '\t']).len();
    let text = &text[begin..];
    let layout = layout::read(text);
    let built = match Grammar::parse(Rule::eval, &layout.marks) {
        Ok(mut pairs) => Builder::new(text, &layout.tokens).eval(&mut pairs),
        Err(error) if is_stack_limit(&error) => Err(Box::new(Fault::recursion(Span::new(0, 0)))),
        Err(_) => Err(explain_expression(text, &layout)),
    };
    built.map_err(|fault| Box::new(prefer_layout_fault(text, layout, fault).moved(begin)))
}

/// What is wrong with the single statement that these tokens say, if pest can read it.
pub(crate) fn check_statement(text: &str, tokens: &[Token]) -> Option<Box<Fault>> {
    let marks: String = tokens.iter().map(|token| token.kind.mark() as char).collect();
    let pairs = Grammar::parse(Rule::statement, &marks).ok()?;
    Builder::new(text, tokens).statements(pairs, 0, &mut Vec::new()).err()
}

/// Whether pest gave up because the stack was nearly used up.
fn is_stack_limit(error: &pest::error::Error<Rule>) -> bool {
    matches!(&error.variant, pest::error::ErrorVariant::CustomError { message } if message.contains("limit"))
}
