//! Functions, lambdas, comprehensions and classes: scopes that become code of their own.

use std::rc::Rc;

use tape_text::Span;

use super::Compiler;
use super::statement::docstring;
use super::symbols::{Faulty, all, in_registers};
use super::unit::Unit;
use crate::ast::{ClassDef, Comprehension, Expr, ExprKind, FunctionDef, Lambda, Parameters};
use crate::code::{Code, CodeKind, Definition, Op, ParameterList, Reg};
use crate::name::Name;
use crate::value::Value;

impl<'s> Compiler<'s> {
    /// Compiles a scope with `work` and returns its code.
    fn inner<T>(
        &mut self,
        node: &T,
        kind: CodeKind,
        name: Name,
        span: Span,
        work: impl FnOnce(&mut Self) -> Faulty<()>,
    ) -> Faulty<Rc<Code>> {
        let scope = self.symbols.scope(self.symbols.id_of(node));
        let kind = if scope.is_generator { CodeKind::Generator } else { kind };
        let qualname = self.qualified(name);
        let mut unit = Unit::new(scope, kind, name, &qualname);
        unit.line = self.source.position(span.start).0;
        unit.captures = scope.free.iter().map(|free| self.unit().capture(*free)).collect();
        self.units.push(unit);
        let result = work(self);
        let unit = self.units.pop();
        result?;
        let source = Rc::clone(&self.source);
        match unit {
            Some(unit) => Ok(Rc::new(unit.finish(source))),
            None => super::symbols::fault(span, "no code"),
        }
    }

    /// `outer.<locals>.name`, or `Class.name`.
    fn qualified(&mut self, name: Name) -> String {
        let outer = self.unit();
        match outer.kind {
            CodeKind::Module => name.to_string(),
            CodeKind::Class if outer.qualname == "<module>" => name.to_string(),
            CodeKind::Class => format!("{}.{name}", outer.qualname),
            CodeKind::Function | CodeKind::Generator => format!("{}.<locals>.{name}", outer.qualname),
        }
    }

    /// Puts cells into the registers of the variables that inner functions share.
    fn make_cells(&mut self, span: Span) {
        let scope = self.scope();
        for name in scope.variables() {
            if scope.place(name) == super::symbols::Place::Cell {
                let r = self.unit().register(name);
                self.emit(span, Op::MakeCell { r });
            }
        }
    }

    fn parameters(&mut self, parameters: &'s Parameters) {
        let names = in_registers(parameters).map(|parameter| self.name(&parameter.name)).collect();
        let list = ParameterList {
            names,
            positional_only: parameters.positional_only.len(),
            positional: parameters.positional_only.len() + parameters.positional.len(),
            keyword_only: parameters.keyword_only.len(),
            rest: parameters.rest.is_some(),
            keyword_rest: parameters.keyword_rest.is_some(),
        };
        self.unit().set_parameters(list);
    }

    fn return_none(&mut self, span: Span) {
        let k = self.unit().constant(Value::None);
        let live = self.unit().live();
        self.emit(span, Op::ReturnConst { k, live });
    }

    pub(super) fn function_def(&mut self, def: &'s Rc<FunctionDef>) -> Faulty<()> {
        let name = self.name(&def.name);
        let slots = self.decorators(&def.decorators)?;
        let s = self.defaults(&def.parameters, def.returns.as_ref(), def.name_span)?;
        let class = self.class;
        let code = self.inner(&**def, CodeKind::Function, Name::new(&def.name), def.span, |compiler| {
            compiler.unit().definition = Some(Definition::Function(Rc::clone(def)));
            compiler.parameters(&def.parameters);
            compiler.make_cells(def.name_span);
            if let Some(doc) = docstring(&def.body) {
                compiler.unit().doc = doc;
            }
            compiler.block(&def.body)?;
            let end = Span { start: def.span.end, end: def.span.end };
            compiler.return_none(end);
            Ok(())
        })?;
        self.class = class;
        let code = self.unit().code(code);
        self.emit(def.name_span, Op::MakeFunction { d: s, code, s });
        self.decorate(&slots, &def.decorators);
        let made = slots.first().copied().unwrap_or(s);
        self.store_name(name, made, def.name_span);
        Ok(())
    }

    /// Evaluates decorators; each is called with what the next one makes, which stands where its argument is expected.
    fn decorators(&mut self, decorators: &'s [Expr]) -> Faulty<Vec<Reg>> {
        let mut slots = Vec::with_capacity(decorators.len());
        for decorator in decorators {
            let (f, _this) = (self.temp(), self.temp());
            self.expr(decorator, Some(f))?;
            slots.push(f);
        }
        Ok(slots)
    }

    fn decorate(&mut self, slots: &[Reg], decorators: &'s [Expr]) {
        for (&f, decorator) in slots.iter().zip(decorators).rev() {
            self.emit(decorator.span, Op::Call { d: f, f, n: 1 });
        }
    }

    /// Evaluates defaults and annotations into three registers in a row and gives the first.
    fn defaults(&mut self, parameters: &'s Parameters, returns: Option<&'s Expr>, span: Span) -> Faulty<Reg> {
        let s = self.temp();
        let (keyword_defaults, annotations) = (self.temp(), self.temp());
        let positional: Vec<&'s Expr> = parameters
            .positional_only
            .iter()
            .chain(&parameters.positional)
            .filter_map(|parameter| parameter.default.as_ref())
            .collect();
        if positional.is_empty() {
            self.emit(span, Op::Clear { r: s });
        } else {
            let save = self.unit().live();
            for default in &positional {
                let r = self.temp();
                self.expr(default, Some(r))?;
            }
            self.emit(span, Op::BuildTuple { d: s, s: save, n: positional.len() as u16 });
            self.unit().free_to(save);
        }
        let named = parameters.keyword_only.iter();
        let named: Vec<_> =
            named.filter_map(|parameter| Some((self.name(&parameter.name), parameter.default.as_ref()?))).collect();
        self.pairs(&named, keyword_defaults, span, |compiler, value, d| compiler.expr(value, Some(d)).map(drop))?;
        let mut annotated: Vec<(Name, &'s Expr)> = all(parameters)
            .filter_map(|parameter| Some((self.name(&parameter.name), parameter.annotation.as_ref()?)))
            .collect();
        annotated.extend(returns.map(|returns| (Name::RETURN, returns)));
        self.pairs(&annotated, annotations, span, Self::annotation)?;
        Ok(s)
    }

    /// A dict of names and what `evaluate` makes of expressions; nothing for none.
    fn pairs(
        &mut self,
        pairs: &[(Name, &'s Expr)],
        d: Reg,
        span: Span,
        evaluate: impl Fn(&mut Self, &'s Expr, Reg) -> Faulty<()>,
    ) -> Faulty<()> {
        if pairs.is_empty() {
            self.emit(span, Op::Clear { r: d });
            return Ok(());
        }
        let save = self.unit().live();
        for (name, value) in pairs {
            let (k, v) = (self.temp(), self.temp());
            self.constant(name.value(), Some(k), span);
            evaluate(self, value, v)?;
        }
        self.emit(span, Op::BuildDict { d, s: save, n: pairs.len() as u16 });
        self.unit().free_to(save);
        Ok(())
    }

    pub(super) fn lambda(&mut self, lambda: &'s Rc<Lambda>, want: Option<Reg>) -> Faulty<Reg> {
        let span = lambda.span;
        let save = self.unit().live();
        let s = self.defaults(&lambda.parameters, None, span)?;
        let code = self.inner(&**lambda, CodeKind::Function, Name::LAMBDA, span, |compiler| {
            compiler.unit().definition = Some(Definition::Lambda(Rc::clone(lambda)));
            compiler.parameters(&lambda.parameters);
            compiler.make_cells(span);
            let r = compiler.expr(&lambda.body, None)?;
            let live = compiler.unit().live();
            compiler.emit(lambda.body.span, Op::Return { r, live });
            Ok(())
        })?;
        let code = self.unit().code(code);
        let d = self.result(save, want);
        self.emit(span, Op::MakeFunction { d, code, s });
        Ok(d)
    }

    pub(super) fn comprehension(&mut self, node: &'s Expr, want: Option<Reg>) -> Faulty<Reg> {
        let span = node.span;
        let (name, generators) = match &node.kind {
            ExprKind::ListComp { generators, .. } => (Name::LISTCOMP, generators),
            ExprKind::SetComp { generators, .. } => (Name::SETCOMP, generators),
            ExprKind::DictComp { generators, .. } => (Name::DICTCOMP, generators),
            ExprKind::GeneratorExp { generators, .. } => (Name::GENEXPR, generators),
            _ => return self.expr(node, want),
        };
        let save = self.unit().live();
        let (f, _this, argument) = (self.temp(), self.temp(), self.temp());
        for empty in [f, f + 1, argument] {
            self.emit(span, Op::Clear { r: empty });
        }
        let code = self.inner(node, CodeKind::Function, name, span, |compiler| {
            let names = [Name::new(".0")].into();
            compiler.unit().set_parameters(ParameterList {
                names,
                positional_only: 1,
                positional: 1,
                ..ParameterList::default()
            });
            compiler.make_cells(span);
            compiler.comprehension_body(node, generators)
        })?;
        let code = self.unit().code(code);
        self.emit(span, Op::MakeFunction { d: f, code, s: f });
        let iter = &generators[0].iter;
        self.expr(iter, Some(argument))?;
        self.emit(iter.span, Op::IterArgument { d: argument, s: argument });
        let d = self.result(save, want);
        self.emit(span, Op::Call { d, f, n: 1 });
        Ok(d)
    }

    fn comprehension_body(&mut self, node: &'s Expr, generators: &'s [Comprehension]) -> Faulty<()> {
        let span = node.span;
        let result = self.temp();
        match &node.kind {
            ExprKind::ListComp { .. } if matches!(generators, [only] if only.conditions.is_empty()) => {
                self.emit(span, Op::BuildListFor { d: result, over: 0 });
            }
            ExprKind::ListComp { .. } => drop(self.emit(span, Op::BuildList { d: result, s: result, n: 0 })),
            ExprKind::SetComp { .. } => drop(self.emit(span, Op::BuildSet { d: result, s: result, n: 0 })),
            ExprKind::DictComp { .. } => drop(self.emit(span, Op::BuildDict { d: result, s: result, n: 0 })),
            _ => {}
        }
        self.comprehension_loops(node, generators, true, result)?;
        if matches!(node.kind, ExprKind::GeneratorExp { .. }) {
            self.return_none(span);
            return Ok(());
        }
        let live = self.unit().live();
        self.emit(span, Op::Return { r: result, live });
        Ok(())
    }

    fn comprehension_loops(
        &mut self,
        node: &'s Expr,
        generators: &'s [Comprehension],
        outermost: bool,
        result: Reg,
    ) -> Faulty<()> {
        let Some((generator, rest)) = generators.split_first() else { return self.comprehension_item(node, result) };
        let span = generator.iter.span;
        let save = self.unit().live();
        let (it, _position) = (self.temp(), self.temp());
        let s = if outermost { 0 } else { self.operand(&generator.iter)? };
        self.emit(span, Op::GetIter { d: it, s });
        self.unit().free_to(it + 2);
        let (top, next) = (self.unit().label(), self.unit().label());
        self.jump(next, span);
        self.unit().put(top);
        let item = self.loop_target(&generator.target)?;
        for condition in &generator.conditions {
            self.jump_if(condition, next, false)?;
        }
        self.comprehension_loops(node, rest, false, result)?;
        self.unit().put(next);
        self.emit(span, Op::ForIter { d: item, it });
        self.jump(top, span);
        self.unit().free_to(save);
        Ok(())
    }

    fn comprehension_item(&mut self, node: &'s Expr, result: Reg) -> Faulty<()> {
        let span = node.span;
        let save = self.unit().live();
        match &node.kind {
            ExprKind::ListComp { element, .. } => {
                let s = self.operand(element)?;
                self.emit(span, Op::ListAppend { list: result, s });
            }
            ExprKind::SetComp { element, .. } => {
                let s = self.operand(element)?;
                self.emit(span, Op::SetAdd { set: result, s });
            }
            ExprKind::DictComp { key, value, .. } => {
                let k = self.operand(key)?;
                let v = self.operand(value)?;
                self.emit(span, Op::DictSet { dict: result, k, v });
            }
            ExprKind::GeneratorExp { element, .. } => {
                let s = self.operand(element)?;
                let d = self.temp();
                self.emit(span, Op::Yield { d, s });
                self.emit(span, Op::Clear { r: d });
            }
            _ => {}
        }
        self.unit().free_to(save);
        Ok(())
    }

    pub(super) fn class_def(&mut self, def: &'s ClassDef) -> Faulty<()> {
        let name = self.name(&def.name);
        let span = def.span;
        let slots = self.decorators(&def.decorators)?;
        let s = self.temp();
        let (class_name, bases, keywords) = (self.temp(), self.temp(), self.temp());
        for empty in [s, class_name, bases] {
            self.emit(span, Op::Clear { r: empty });
        }
        let outer_class = self.class.replace(Name::new(&def.name));
        let code =
            self.inner(def, CodeKind::Class, Name::new(&def.name), def.span, |compiler| compiler.class_body(def))?;
        self.class = outer_class;
        let code = self.unit().code(code);
        self.emit(span, Op::MakeFunction { d: s, code, s });
        self.constant(Name::new(&def.name).value(), Some(class_name), span);
        // The list of bases and the dict of keywords are gathered as those of a call: behind `class_name`.
        self.unit().free_to(bases);
        self.spread(s, &def.bases, &def.keywords, span)?;
        self.unit().free_to(keywords + 1);
        self.emit(span, Op::MakeClass { d: s, s });
        self.unit().free_to(s + 1);
        self.decorate(&slots, &def.decorators);
        let made = slots.first().copied().unwrap_or(s);
        self.store_name(name, made, span);
        Ok(())
    }

    fn class_body(&mut self, def: &'s ClassDef) -> Faulty<()> {
        let span = def.name_span;
        self.make_cells(span);
        let s = self.temp();
        self.load_name(Name::NAME, Some(s), span);
        self.store_name(Name::MODULE, s, span);
        let qualname = self.unit().qualname.clone();
        self.constant(Value::str(qualname), Some(s), span);
        self.store_name(Name::QUALNAME, s, span);
        if let Some(doc) = docstring(&def.body) {
            self.constant(doc, Some(s), span);
            self.store_name(Name::DOC, s, span);
        }
        self.unit().reset();
        if self.scope().is_annotated() {
            self.emit(span, Op::Annotations);
        }
        self.block(&def.body)?;
        if self.scope().place(Name::CLASS) == super::symbols::Place::Cell {
            let d = self.temp();
            let r = self.unit().register(Name::CLASS);
            self.emit(span, Op::CellOf { d, r });
            self.store_name(Name::CLASSCELL, d, span);
        }
        self.return_none(span);
        Ok(())
    }
}
