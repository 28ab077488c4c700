//! Walks the tree and notes what each scope does with each name.

use rustc_hash::FxHashMap;
use tape_text::Span;

use super::super::validity;
use super::{Faulty, Scope, ScopeKind, Symbols, Uses, address, all, fault, in_registers, mangle};
use crate::ast::{
    Alias, Comprehension, Expr, ExprKind, FStringPart, Identifier, Parameters, Pattern, PatternKind, Stmt, StmtKind,
};
use crate::name::Name;

/// Walks the tree and notes what each scope does with each name.
pub(super) struct Finder {
    pub(super) symbols: Symbols,
    current: usize,
    /// The innermost class, whose name private names are mangled with.
    class: Option<Name>,
    /// What CPython calls the innermost comprehension.
    comprehension: &'static str,
    /// How many iterables of comprehensions this is inside of.
    iterables: usize,
    /// What happens to names, for those who ask for it.
    pub(super) trail: Option<Trail>,
}

/// What happens to names, in the order in which the program does it, and the fields of its f-strings.
#[derive(Default)]
pub(super) struct Trail {
    pub(super) events: Vec<Event>,
    /// Each field from `{` to `}`, and the expression in it.
    pub(super) fields: Vec<(Span, Span)>,
    /// The modules of which everything is imported.
    pub(super) stars: Vec<Identifier>,
}

/// A name is bound or read in a scope.
pub(super) enum Event {
    Bound(usize, Name),
    Read(usize, Name, Span),
}

impl Finder {
    pub(super) fn new() -> Finder {
        let symbols = Symbols { scopes: Vec::new(), by_node: FxHashMap::default() };
        Finder { symbols, current: 0, class: None, comprehension: "", iterables: 0, trail: None }
    }

    pub(super) fn open(&mut self, kind: ScopeKind, span: Span) -> usize {
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
        let bound = Event::Bound(self.current, mangle(self.class, name));
        self.note(bound);
    }

    fn note(&mut self, event: Event) {
        if let Some(trail) = &mut self.trail {
            trail.events.push(event);
        }
    }

    pub(super) fn block(&mut self, body: &[Stmt]) -> Faulty<()> {
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
                    self.bind(name);
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
                        self.uses(name).deleted = true;
                        self.bind(name);
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
            StmtKind::ImportFrom { module, names, .. } => {
                for alias in names {
                    if let (Some(trail), Some(module), "*") = (&mut self.trail, module, &*alias.name) {
                        trail.stars.push(module.clone());
                    }
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

    pub(super) fn expr(&mut self, expr: &Expr) -> Faulty<()> {
        match &expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) => {
                self.uses(name).used = true;
                self.note(Event::Read(self.current, mangle(self.class, name), expr.span));
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
                if let Some(trail) = &mut self.trail {
                    trail.fields.push((field.span, field.value.span));
                }
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
