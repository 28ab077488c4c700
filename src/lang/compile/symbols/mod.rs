//! Which variables each scope has, and where each name in it is to be found.

mod finder;
mod outside;

use rustc_hash::FxHashMap;
use tape_text::Span;

pub use self::outside::{Outside, outside};

use self::finder::Finder;
use crate::ast::{Expr, Parameters, Stmt};
use crate::name::Name;
use crate::syntax_error::Fault;

/// What goes wrong while compiling.
pub(super) type Faulty<T> = Result<T, Box<Fault>>;

pub(super) fn fault<T>(span: Span, message: impl Into<String>) -> Faulty<T> {
    Err(Box::new(Fault::syntax(message, span.start as usize..span.end as usize)))
}

/// What kind of text a scope covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Comprehension,
}

/// Where a name of a scope is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a register.
    Local,
    /// In a register that holds a cell, because inner functions share it.
    Cell,
    /// In a cell of a function around.
    Free,
    /// In the globals, or else the builtins.
    Global,
    /// In the namespace of a class body (or of code run with locals of its own), or else the globals.
    Name,
}

#[derive(Clone, Copy, Default)]
struct Uses {
    assigned: bool,
    used: bool,
    parameter: bool,
    global: bool,
    nonlocal: bool,
    deleted: bool,
    annotated: bool,
}

/// A scope: its names in the order in which they first occur.
pub(super) struct Scope {
    pub kind: ScopeKind,
    parent: Option<usize>,
    uses: FxHashMap<Name, Uses>,
    order: Vec<Name>,
    places: FxHashMap<Name, Place>,
    /// Names that are free here, in the order in which the code captures them.
    pub free: Vec<Name>,
    pub is_generator: bool,
    /// Whether it has `:=`, which may change a variable in the middle of an expression.
    pub has_walrus: bool,
    /// What a fault of the scope marks.
    span: Span,
}

impl Scope {
    /// The place of a name.
    pub fn place(&self, name: Name) -> Place {
        let unknown = if self.kind == ScopeKind::Class { Place::Name } else { Place::Global };
        self.places.get(&name).copied().unwrap_or(unknown)
    }

    /// The parameters and local variables that need registers, in the order of their first occurrence.
    pub fn variables(&self) -> impl Iterator<Item = Name> + '_ {
        self.order.iter().copied().filter(|name| matches!(self.places.get(name), Some(Place::Local | Place::Cell)))
    }

    /// Whether a name is ever deleted, so that a read after an assignment may still find nothing.
    pub fn is_deleted(&self, name: Name) -> bool {
        self.uses.get(&name).is_some_and(|uses| uses.deleted)
    }

    /// Whether it has annotated names: it then gets `__annotations__`.
    pub fn is_annotated(&self) -> bool {
        self.uses.values().any(|uses| uses.annotated)
    }
}

/// All scopes of a program, by the syntax node that opens them.
pub(super) struct Symbols {
    scopes: Vec<Scope>,
    by_node: FxHashMap<usize, usize>,
}

impl Symbols {
    /// Finds the scopes of a program.
    pub fn of_module(body: &[Stmt], own_locals: bool) -> Faulty<Symbols> {
        let mut finder = Finder::new();
        let kind = if own_locals { ScopeKind::Class } else { ScopeKind::Module };
        finder.open(kind, Span::default());
        finder.block(body)?;
        finder.symbols.resolve()?;
        Ok(finder.symbols)
    }

    /// Finds the scopes of an expression.
    pub fn of_expression(expr: &Expr, own_locals: bool) -> Faulty<Symbols> {
        let mut finder = Finder::new();
        let kind = if own_locals { ScopeKind::Class } else { ScopeKind::Module };
        finder.open(kind, Span::default());
        finder.expr(expr)?;
        finder.symbols.resolve()?;
        Ok(finder.symbols)
    }

    pub fn scope(&self, id: usize) -> &Scope {
        &self.scopes[id]
    }

    /// The scope that a node opens.
    pub fn id_of<T>(&self, node: &T) -> usize {
        self.by_node.get(&address(node)).copied().unwrap_or(0)
    }

    /// Decides where every name of every scope is to be found, from the outside in.
    fn resolve(&mut self) -> Faulty<()> {
        for id in 0..self.scopes.len() {
            for name in self.scopes[id].order.clone() {
                let place = self.place_of(id, name)?;
                // An inner function may have made it a cell already.
                self.scopes[id].places.entry(name).or_insert(place);
            }
        }
        Ok(())
    }

    fn place_of(&mut self, id: usize, name: Name) -> Faulty<Place> {
        let scope = &self.scopes[id];
        let uses = scope.uses.get(&name).copied().unwrap_or_default();
        if uses.global {
            return Ok(Place::Global);
        }
        let bound = uses.assigned || uses.parameter;
        match scope.kind {
            ScopeKind::Module => return Ok(Place::Global),
            ScopeKind::Class if uses.nonlocal => {}
            ScopeKind::Class => {
                // A class body looks in its own namespace first, then in a function around it.
                if !bound && self.capture(id, name) {
                    return Ok(Place::Free);
                }
                return Ok(Place::Name);
            }
            ScopeKind::Function | ScopeKind::Comprehension if bound && !uses.nonlocal => return Ok(Place::Local),
            ScopeKind::Function | ScopeKind::Comprehension => {}
        }
        if self.capture(id, name) {
            return Ok(Place::Free);
        }
        if uses.nonlocal {
            let span = self.scopes[id].span;
            return fault(span, format!("no binding for nonlocal '{name}' found"));
        }
        Ok(Place::Global)
    }

    /// Makes a name of a scope free if a function around it binds the name.
    fn capture(&mut self, id: usize, name: Name) -> bool {
        let mut passed = vec![id];
        let mut at = self.scopes[id].parent;
        while let Some(outer) = at {
            let scope = &self.scopes[outer];
            let uses = scope.uses.get(&name).copied().unwrap_or_default();
            let is_function = matches!(scope.kind, ScopeKind::Function | ScopeKind::Comprehension);
            let class_cell = scope.kind == ScopeKind::Class && name == Name::CLASS && scope.parent.is_some();
            if is_function && uses.global {
                return false;
            }
            if class_cell || (is_function && (uses.assigned || uses.parameter) && !uses.nonlocal) {
                self.scopes[outer].places.insert(name, Place::Cell);
                if class_cell && !self.scopes[outer].order.contains(&name) {
                    self.scopes[outer].order.push(name);
                }
                for inner in passed {
                    let scope = &mut self.scopes[inner];
                    let own = scope.kind == ScopeKind::Class && scope.uses.get(&name).is_some_and(|uses| uses.assigned);
                    if !own {
                        scope.places.insert(name, Place::Free);
                    }
                    if !self.scopes[inner].free.contains(&name) {
                        self.scopes[inner].free.push(name);
                    }
                }
                return true;
            }
            passed.push(outer);
            at = scope.parent;
        }
        false
    }
}

fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

/// The name that `__private` stands for inside a class.
pub(super) fn mangle(class: Option<Name>, name: &str) -> Name {
    match class {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            let class = class.as_str().trim_start_matches('_');
            if class.is_empty() { Name::new(name) } else { Name::new(&format!("_{class}{name}")) }
        }
        _ => Name::new(name),
    }
}

/// All parameters in the order in which they are written.
pub(super) fn all(parameters: &Parameters) -> impl Iterator<Item = &crate::ast::Parameter> {
    let Parameters { positional_only, positional, rest, keyword_only, keyword_rest } = parameters;
    positional_only.iter().chain(positional).chain(rest).chain(keyword_only).chain(keyword_rest)
}

/// All parameters in the order of their registers: `*args` and `**kwargs` come last.
pub(super) fn in_registers(parameters: &Parameters) -> impl Iterator<Item = &crate::ast::Parameter> {
    let Parameters { positional_only, positional, rest, keyword_only, keyword_rest } = parameters;
    positional_only.iter().chain(positional).chain(keyword_only).chain(rest).chain(keyword_rest)
}
