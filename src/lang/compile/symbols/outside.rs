//! The names that a program finds without binding them: its builtins.

use std::rc::Rc;

use rustc_hash::FxHashSet;
use tape_text::{Source, Span};

use super::finder::{Event, Finder, Trail};
use super::{Place, ScopeKind, Symbols};
use crate::ast::{Identifier, Module};
use crate::name::Name;
use crate::syntax_error::SyntaxError;

/// What a program takes from outside.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// Each place where a name that the program has not bound is read.
    pub reads: Vec<(Name, Span)>,
    /// The names that it binds anywhere.
    pub bound: Vec<Name>,
    /// The fields of its f-strings, from `{` to `}`, and the expressions in them.
    pub fields: Vec<(Span, Span)>,
    /// The modules of which it imports everything (`from math import *`), whose names count as from outside.
    pub stars: Vec<Identifier>,
}

/// Finds the names that a program reads but has not bound where it reads them.
///
/// A text alone does not always say when a name is bound. Code at the top has bound what stands above it, so that
/// `ones = ones(3)` reads a builtin and the next line does not; functions, which run later, find all that is bound at the top.
///
/// # Errors
/// CPython's `SyntaxError` for `nonlocal x` without an `x` and the like.
///
/// # Examples
/// ```
/// use tape_lang::{compile::outside, parse::parse};
/// use tape_text::Source;
/// let source = Source::new("<stdin>", "size = size(3)\nprint(size)\n");
/// let names: Vec<_> = outside(&parse(&source)?, &source)?.reads;
/// assert_eq!(names.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["size", "print"]);
/// # Ok::<(), tape_lang::syntax_error::SyntaxError>(())
/// ```
pub fn outside(module: &Module, source: &Rc<Source>) -> Result<Outside, SyntaxError> {
    let mut finder = Finder::new();
    finder.trail = Some(Trail::default());
    finder.open(ScopeKind::Module, Span::default());
    let found = finder.block(&module.body).and_then(|()| finder.symbols.resolve());
    found.map_err(|fault| SyntaxError::new(source, *fault))?;
    let Trail { events, fields, stars } = finder.trail.unwrap_or_default();
    Ok(Outside { reads: reads(&finder.symbols, &events), bound: bound(&events), fields, stars })
}

fn bound(events: &[Event]) -> Vec<Name> {
    let name = |event: &Event| if let Event::Bound(_, name) = event { Some(*name) } else { None };
    events.iter().filter_map(name).collect()
}

fn reads(symbols: &Symbols, events: &[Event]) -> Vec<(Name, Span)> {
    let is_global = |scope: usize, name: Name| symbols.scope(scope).place(name) == Place::Global;
    let globals = events.iter().filter_map(|event| match event {
        Event::Bound(scope, name) if is_global(*scope, *name) => Some(*name),
        _ => None,
    });
    let globals: FxHashSet<Name> = globals.collect();
    // What has been bound so far, by scope; globals count as the module's.
    let mut so_far: FxHashSet<(usize, Name)> = FxHashSet::default();
    let mut reads = Vec::new();
    for event in events {
        match event {
            Event::Bound(scope, name) => {
                so_far.insert((if is_global(*scope, *name) { 0 } else { *scope }, *name));
            }
            Event::Read(scope, name, span) => {
                let at_once = symbols.runs_at_once(*scope);
                let global = if at_once { so_far.contains(&(0, *name)) } else { globals.contains(name) };
                let own = match symbols.scope(*scope).place(*name) {
                    Place::Global => global,
                    // A class body reads its own names once it has bound them.
                    Place::Name => global || so_far.contains(&(*scope, *name)),
                    Place::Local | Place::Cell | Place::Free => true,
                };
                if !own {
                    reads.push((*name, *span));
                }
            }
        }
    }
    reads
}

impl Symbols {
    /// Whether the code of a scope runs where it stands: at the top, in a class or comprehension at the top.
    fn runs_at_once(&self, scope: usize) -> bool {
        let scope = &self.scopes[scope];
        scope.kind != ScopeKind::Function && scope.parent.is_none_or(|parent| self.runs_at_once(parent))
    }
}
