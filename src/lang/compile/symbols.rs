//! Which variables each scope has, and where each name in it is to be found.

use rustc_hash::FxHashMap;
use tape_text::Span;

use crate::ast::{Alias, Comprehension, Expr, ExprKind, FStringPart, Parameters, Pattern, PatternKind, Stmt, StmtKind};
use crate::name::Name;
use crate::syntax_error::Fault;

use super::validity;

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

/// Walks the tree and notes what each scope does with each name.
struct Finder {
    symbols: Symbols,
    current: usize,
    /// The innermost class, whose name private names are mangled with.
    class: Option<Name>,
    /// What CPython calls the innermost comprehension.
    comprehension: &'static str,
    /// How many iterables of comprehensions this is inside of.
    iterables: usize,
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

impl Finder {
    fn new() -> Finder {
        let symbols = Symbols { scopes: Vec::new(), by_node: FxHashMap::default() };
        Finder { symbols, current: 0, class: None, comprehension: "", iterables: 0 }
    }

    fn open(&mut self, kind: ScopeKind, span: Span) -> usize {
        let id = self.symbols.scopes.len();
        let parent = (id > 0).then_some(self.current);
        self.symbols.scopes.push(Scope {
            kind,
            parent,
            uses: FxHashMap::default(),
            order: Vec::new(),
            places: FxHashMap::default(),
            free: Vec::new(),
            is_generator: false,
            has_walrus: false,
            span,
        });
        self.current = id;
        id
    }

    fn within<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        span: Span,
        work: impl FnOnce(&mut Finder) -> Faulty<()>,
    ) -> Faulty<()> {
        let outer = self.current;
        let id = self.open(kind, span);
        self.symbols.by_node.insert(address(node), id);
        work(self)?;
        self.current = outer;
        Ok(())
    }

    fn scope(&mut self) -> &mut Scope {
        &mut self.symbols.scopes[self.current]
    }

    fn uses(&mut self, name: &str) -> &mut Uses {
        let name = mangle(self.class, name);
        let scope = self.scope();
        scope.uses.entry(name).or_insert_with(|| {
            scope.order.push(name);
            Uses::default()
        })
    }

    fn bind(&mut self, name: &str) {
        self.uses(name).assigned = true;
    }

    fn block(&mut self, body: &[Stmt]) -> Faulty<()> {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Faulty<()> {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.exprs(&def.decorators)?;
                self.signature(&def.parameters)?;
                self.option(def.returns.as_ref())?;
                self.bind(&def.name);
                self.within(&**def, ScopeKind::Function, def.span, |finder| {
                    finder.parameters(&def.parameters)?;
                    finder.block(&def.body)
                })?;
            }
            StmtKind::ClassDef(def) => {
                self.exprs(&def.decorators)?;
                self.exprs(&def.bases)?;
                validity::keywords(&def.keywords)?;
                def.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
                self.bind(&def.name);
                let class = self.class.replace(Name::new(&def.name));
                self.within(&**def, ScopeKind::Class, def.span, |finder| finder.block(&def.body))?;
                self.class = class;
            }
            StmtKind::Return(value) => {
                if matches!(self.scope().kind, ScopeKind::Module | ScopeKind::Class) {
                    return fault(stmt.span, "'return' outside function");
                }
                self.option(value.as_ref())?;
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.deleted(target))?,
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                targets.iter().try_for_each(|target| self.target(target))?;
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target)?;
                self.expr(value)?;
                self.target(target)?;
            }
            StmtKind::AnnAssign(assign) => {
                if let (ExprKind::Name(name), true) = (&assign.target.kind, assign.simple) {
                    let uses = self.uses(name);
                    if uses.global || uses.nonlocal {
                        let kind = if uses.global { "global" } else { "nonlocal" };
                        return fault(assign.target.span, format!("annotated name '{name}' can't be {kind}"));
                    }
                    uses.annotated = true;
                    uses.assigned = true;
                } else {
                    self.target(&assign.target)?;
                }
                self.expr(&assign.annotation)?;
                self.option(assign.value.as_ref())?;
            }
            StmtKind::For(statement) => {
                self.expr(&statement.iter)?;
                self.target(&statement.target)?;
                self.block(&statement.body)?;
                self.block(&statement.orelse)?;
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.block(body)?;
                self.block(orelse)?;
            }
            StmtKind::With { items, body } => {
                for item in items {
                    self.expr(&item.context)?;
                    item.target.iter().try_for_each(|target| self.target(target))?;
                }
                self.block(body)?;
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                validity::cases(cases)?;
                for case in cases {
                    self.pattern(&case.pattern)?;
                    self.option(case.guard.as_ref())?;
                    self.block(&case.body)?;
                }
            }
            StmtKind::Raise { exc, cause } => {
                self.option(exc.as_ref())?;
                self.option(cause.as_ref())?;
            }
            StmtKind::Try(statement) => {
                validity::handlers(&statement.handlers)?;
                self.block(&statement.body)?;
                for handler in &statement.handlers {
                    self.option(handler.class.as_ref())?;
                    if let Some(name) = &handler.name {
                        let uses = self.uses(name);
                        uses.assigned = true;
                        uses.deleted = true;
                    }
                    self.block(&handler.body)?;
                }
                self.block(&statement.orelse)?;
                self.block(&statement.finalbody)?;
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.option(msg.as_ref())?;
            }
            StmtKind::Import(names) => names.iter().for_each(|alias| self.imported(alias)),
            StmtKind::ImportFrom { names, .. } => {
                for alias in names {
                    if &*alias.name != "*" {
                        self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                    } else if self.scope().kind != ScopeKind::Module {
                        return fault(stmt.span, "import * only allowed at module level");
                    }
                }
            }
            StmtKind::Global(names) => names.iter().try_for_each(|name| self.declare(stmt.span, name, "global"))?,
            StmtKind::Nonlocal(names) => names.iter().try_for_each(|name| self.declare(stmt.span, name, "nonlocal"))?,
            StmtKind::Expr(value) => self.expr(value)?,
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
        Ok(())
    }

    fn imported(&mut self, alias: &Alias) {
        match &alias.asname {
            Some(name) => self.bind(name),
            None => self.bind(alias.name.split('.').next().unwrap_or_default()),
        }
    }

    fn declare(&mut self, span: Span, name: &str, kind: &str) -> Faulty<()> {
        if kind == "nonlocal" && self.scope().kind == ScopeKind::Module {
            return fault(span, "nonlocal declaration not allowed at module level");
        }
        let uses = self.uses(name);
        let problem = match () {
            () if uses.parameter => Some(format!("name '{name}' is parameter and {kind}")),
            () if (kind == "global" && uses.nonlocal) || (kind == "nonlocal" && uses.global) => {
                Some(format!("name '{name}' is nonlocal and global"))
            }
            () if uses.annotated => Some(format!("annotated name '{name}' can't be {kind}")),
            () if uses.assigned => Some(format!("name '{name}' is assigned to before {kind} declaration")),
            () if uses.used => Some(format!("name '{name}' is used prior to {kind} declaration")),
            () => None,
        };
        if let Some(problem) = problem {
            return fault(span, problem);
        }
        match kind {
            "global" => uses.global = true,
            _ => uses.nonlocal = true,
        }
        if kind == "nonlocal" {
            self.scope().span = span;
        }
        Ok(())
    }

    fn signature(&mut self, parameters: &Parameters) -> Faulty<()> {
        for parameter in all(parameters) {
            self.option(parameter.default.as_ref())?;
            self.option(parameter.annotation.as_ref())?;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &Parameters) -> Faulty<()> {
        for parameter in in_registers(parameters) {
            let uses = self.uses(&parameter.name);
            if uses.parameter {
                return fault(
                    parameter.span,
                    format!("duplicate argument '{}' in function definition", parameter.name),
                );
            }
            uses.parameter = true;
        }
        Ok(())
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Faulty<()> {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn option(&mut self, expr: Option<&Expr>) -> Faulty<()> {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn target(&mut self, target: &Expr) -> Faulty<()> {
        match &target.kind {
            ExprKind::Name(name) => {
                self.bind(name);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.target(item)),
            ExprKind::Starred(inner) => self.target(inner),
            _ => self.expr(target),
        }
    }

    fn deleted(&mut self, target: &Expr) -> Faulty<()> {
        match &target.kind {
            ExprKind::Name(name) => {
                let uses = self.uses(name);
                uses.assigned = true;
                uses.deleted = true;
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.deleted(item)),
            _ => self.expr(target),
        }
    }

    fn expr(&mut self, expr: &Expr) -> Faulty<()> {
        match &expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) => {
                self.uses(name).used = true;
                // `super()` without arguments needs the class that is being defined.
                if &**name == "super" && self.scope().kind == ScopeKind::Function {
                    self.uses("__class__").used = true;
                }
                Ok(())
            }
            ExprKind::BoolOp { values, .. } => self.exprs(values),
            ExprKind::NamedExpr { target, value } => {
                if self.iterables > 0 {
                    let message = "assignment expression cannot be used in a comprehension iterable expression";
                    return fault(expr.span, message);
                }
                self.expr(value)?;
                self.walrus(target)
            }
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::Lambda(lambda) => {
                self.signature(&lambda.parameters)?;
                self.within(&**lambda, ScopeKind::Function, lambda.span, |finder| {
                    finder.parameters(&lambda.parameters)?;
                    finder.expr(&lambda.body)
                })
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict(items) => items.iter().try_for_each(|item| {
                self.option(item.key.as_ref())?;
                self.expr(&item.value)
            }),
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => self.exprs(items),
            ExprKind::ListComp { element, generators }
            | ExprKind::SetComp { element, generators }
            | ExprKind::GeneratorExp { element, generators } => self.comprehension(expr, generators, &[element]),
            ExprKind::DictComp { key, value, generators } => self.comprehension(expr, generators, &[key, value]),
            ExprKind::Yield(value) => {
                self.yields(expr.span)?;
                self.option(value.as_deref())
            }
            ExprKind::YieldFrom(value) => {
                self.yields(expr.span)?;
                self.expr(value)
            }
            ExprKind::Compare(compare) => {
                self.expr(&compare.left)?;
                self.exprs(&compare.comparators)
            }
            ExprKind::Call(call) => {
                self.expr(&call.func)?;
                self.exprs(&call.args)?;
                validity::keywords(&call.keywords)?;
                call.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
            }
            ExprKind::JoinedStr(parts) => self.parts(parts),
            ExprKind::Attribute { value, .. } | ExprKind::Starred(value) => self.expr(value),
            ExprKind::Subscript { value, index, .. } => {
                self.expr(value)?;
                self.expr(index)
            }
            ExprKind::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().try_for_each(|bound| self.option(bound.as_deref()))
            }
        }
    }

    fn parts(&mut self, parts: &[FStringPart]) -> Faulty<()> {
        for part in parts {
            if let FStringPart::Formatted(field) = part {
                self.expr(&field.value)?;
                field.spec.iter().try_for_each(|spec| self.parts(spec))?;
            }
        }
        Ok(())
    }

    fn yields(&mut self, span: Span) -> Faulty<()> {
        match self.scope().kind {
            ScopeKind::Function => {
                self.scope().is_generator = true;
                Ok(())
            }
            ScopeKind::Comprehension => fault(span, format!("'yield' inside {}", self.comprehension)),
            ScopeKind::Module | ScopeKind::Class => fault(span, "'yield' outside function"),
        }
    }

    /// The target of `:=` belongs to the scope around all comprehensions.
    fn walrus(&mut self, target: &Expr) -> Faulty<()> {
        let ExprKind::Name(name) = &target.kind else { return self.target(target) };
        let start = self.current;
        while self.scope().kind == ScopeKind::Comprehension {
            let uses = self.uses(name);
            if uses.parameter || uses.assigned {
                self.current = start;
                return fault(
                    target.span,
                    format!("assignment expression cannot rebind comprehension iteration variable '{name}'"),
                );
            }
            uses.used = true;
            self.current = self.scope().parent.unwrap_or(0);
        }
        if start != self.current && self.scope().kind == ScopeKind::Class {
            return fault(target.span, "assignment expression within a comprehension cannot be used in a class body");
        }
        self.scope().has_walrus = true;
        let is_global = self.scope().kind == ScopeKind::Module || self.uses(name).global;
        self.bind(name);
        self.current = start;
        if is_global {
            self.uses(name).used = true;
        }
        Ok(())
    }

    fn comprehension(&mut self, node: &Expr, generators: &[Comprehension], elements: &[&Expr]) -> Faulty<()> {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        self.iterable(&first.iter)?;
        let is_generator = matches!(node.kind, ExprKind::GeneratorExp { .. });
        let around = std::mem::replace(
            &mut self.comprehension,
            match node.kind {
                ExprKind::GeneratorExp { .. } => "generator expression",
                ExprKind::SetComp { .. } => "set comprehension",
                ExprKind::DictComp { .. } => "dict comprehension",
                _ => "list comprehension",
            },
        );
        self.within(node, ScopeKind::Comprehension, node.span, |finder| {
            finder.uses(".0").parameter = true;
            finder.scope().is_generator = is_generator;
            finder.target(&first.target)?;
            finder.exprs(&first.conditions)?;
            for generator in rest {
                finder.iterable(&generator.iter)?;
                finder.target(&generator.target)?;
                finder.exprs(&generator.conditions)?;
            }
            elements.iter().try_for_each(|element| finder.expr(element))
        })?;
        self.comprehension = around;
        Ok(())
    }

    /// What a comprehension iterates over: no place for `:=`.
    fn iterable(&mut self, iter: &Expr) -> Faulty<()> {
        self.iterables += 1;
        self.expr(iter)?;
        self.iterables -= 1;
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern) -> Faulty<()> {
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::Mapping { keys, patterns, rest } => {
                self.exprs(keys)?;
                rest.iter().for_each(|name| self.bind(name));
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::Class { class, patterns, keywords } => {
                self.expr(class)?;
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                keywords.iter().try_for_each(|(_, pattern)| self.pattern(pattern))
            }
            PatternKind::Star(name) => {
                name.iter().for_each(|name| self.bind(name));
                Ok(())
            }
            PatternKind::As { pattern, name } => {
                name.iter().for_each(|name| self.bind(name));
                pattern.iter().try_for_each(|pattern| self.pattern(pattern))
            }
        }
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
