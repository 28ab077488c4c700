//! Renders a syntax tree as tests/record/trees.py renders CPython's.

use std::fmt::Write;

use tape_lang::ast::*;
use tape_text::Span;

/// The tree of a module, as one line.
pub fn dump(module: &Module) -> String {
    let mut out = Dumper { text: String::new(), quiet: 0 };
    out.text.push_str("Module(");
    out.stmts(&module.body);
    out.text.push(')');
    out.text
}

struct Dumper {
    text: String,
    /// How many f-strings this is inside of: there CPython's places mean nothing.
    quiet: usize,
}

impl Dumper {
    fn place(&mut self, span: Span) {
        if self.quiet == 0 {
            let _ = write!(self.text, "@{}-{}", span.start, span.end);
        }
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Dumper, &T)) {
        self.add("[");
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.add(", ");
            }
            each(self, item);
        }
        self.add("]");
    }

    fn option<T>(&mut self, item: Option<&T>, each: impl FnOnce(&mut Dumper, &T)) {
        match item {
            Some(item) => each(self, item),
            None => self.add("None"),
        }
    }

    fn name(&mut self, name: Option<&Identifier>) {
        self.add(name.map_or("None", |name| name));
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        self.list(stmts, Dumper::stmt);
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        self.list(exprs, Dumper::expr);
    }

    fn comma(&mut self) {
        self.add(", ");
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.add("FunctionDef(");
                self.add(&def.name);
                self.comma();
                self.parameters(&def.parameters);
                self.comma();
                self.stmts(&def.body);
                self.comma();
                self.exprs(&def.decorators);
                self.comma();
                self.option(def.returns.as_ref(), Dumper::expr);
            }
            StmtKind::ClassDef(def) => {
                self.add("ClassDef(");
                self.add(&def.name);
                self.comma();
                self.exprs(&def.bases);
                self.comma();
                self.list(&def.keywords, Dumper::keyword);
                self.comma();
                self.stmts(&def.body);
                self.comma();
                self.exprs(&def.decorators);
            }
            StmtKind::Return(value) => {
                self.add("Return(");
                self.option(value.as_ref(), Dumper::expr);
            }
            StmtKind::Delete(targets) => {
                self.add("Delete(");
                self.exprs(targets);
            }
            StmtKind::Assign { targets, value } => {
                self.add("Assign(");
                self.exprs(targets);
                self.comma();
                self.expr(value);
            }
            StmtKind::AugAssign { target, op, value, .. } => {
                self.add("AugAssign(");
                self.expr(target);
                let _ = write!(self.text, ", {op:?}, ");
                self.expr(value);
            }
            StmtKind::AnnAssign(node) => {
                self.add("AnnAssign(");
                self.expr(&node.target);
                self.comma();
                self.expr(&node.annotation);
                self.comma();
                self.option(node.value.as_ref(), Dumper::expr);
                self.add(if node.simple { ", 1" } else { ", 0" });
            }
            StmtKind::For(node) => {
                self.add("For(");
                self.expr(&node.target);
                self.comma();
                self.expr(&node.iter);
                self.comma();
                self.stmts(&node.body);
                self.comma();
                self.stmts(&node.orelse);
            }
            StmtKind::While { test, body, orelse } => self.branch("While(", test, body, orelse),
            StmtKind::If { test, body, orelse } => self.branch("If(", test, body, orelse),
            StmtKind::With { items, body } => {
                self.add("With(");
                self.list(items, |out, item| {
                    out.add("withitem(");
                    out.expr(&item.context);
                    out.comma();
                    out.option(item.target.as_ref(), Dumper::expr);
                    out.add(")");
                });
                self.comma();
                self.stmts(body);
            }
            StmtKind::Match { subject, cases } => {
                self.add("Match(");
                self.expr(subject);
                self.comma();
                self.list(cases, |out, case| {
                    out.add("match_case(");
                    out.pattern(&case.pattern);
                    out.comma();
                    out.option(case.guard.as_ref(), Dumper::expr);
                    out.comma();
                    out.stmts(&case.body);
                    out.add(")");
                });
            }
            StmtKind::Raise { exc, cause } => {
                self.add("Raise(");
                self.option(exc.as_ref(), Dumper::expr);
                self.comma();
                self.option(cause.as_ref(), Dumper::expr);
            }
            StmtKind::Try(node) => self.try_stmt(node),
            StmtKind::Assert { test, msg } => {
                self.add("Assert(");
                self.expr(test);
                self.comma();
                self.option(msg.as_ref(), Dumper::expr);
            }
            StmtKind::Import(names) => {
                self.add("Import(");
                self.list(names, Dumper::alias);
            }
            StmtKind::ImportFrom { module, names, level } => {
                self.add("ImportFrom(");
                self.name(module.as_ref());
                self.comma();
                self.list(names, Dumper::alias);
                let _ = write!(self.text, ", {level}");
            }
            StmtKind::Global(names) => {
                self.add("Global(");
                self.list(names, |out, name| out.add(name));
            }
            StmtKind::Nonlocal(names) => {
                self.add("Nonlocal(");
                self.list(names, |out, name| out.add(name));
            }
            StmtKind::Expr(value) => {
                self.add("Expr(");
                self.expr(value);
            }
            StmtKind::Pass => self.add("Pass("),
            StmtKind::Break => self.add("Break("),
            StmtKind::Continue => self.add("Continue("),
        }
        self.add(")");
        self.place(stmt.span);
    }

    fn branch(&mut self, open: &str, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        self.add(open);
        self.expr(test);
        self.comma();
        self.stmts(body);
        self.comma();
        self.stmts(orelse);
    }

    fn try_stmt(&mut self, node: &Try) {
        self.add(if node.star { "TryStar(" } else { "Try(" });
        self.stmts(&node.body);
        self.comma();
        self.list(&node.handlers, |out, handler| {
            out.add("ExceptHandler(");
            out.option(handler.class.as_ref(), Dumper::expr);
            out.comma();
            out.name(handler.name.as_ref());
            out.comma();
            out.stmts(&handler.body);
            out.add(")");
            out.place(handler.span);
        });
        self.comma();
        self.stmts(&node.orelse);
        self.comma();
        self.stmts(&node.finalbody);
    }

    fn alias(&mut self, alias: &Alias) {
        self.add("alias(");
        self.add(&alias.name);
        self.comma();
        self.name(alias.asname.as_ref());
        self.add(")");
        self.place(alias.span);
    }

    fn keyword(&mut self, keyword: &Keyword) {
        self.add("keyword(");
        self.name(keyword.name.as_ref());
        self.comma();
        self.expr(&keyword.value);
        self.add(")");
        self.place(keyword.span);
    }

    fn parameters(&mut self, parameters: &Parameters) {
        self.add("arguments(");
        self.list(&parameters.positional_only, Dumper::parameter);
        self.comma();
        self.list(&parameters.positional, Dumper::parameter);
        self.comma();
        self.option(parameters.rest.as_ref(), Dumper::parameter);
        self.comma();
        self.list(&parameters.keyword_only, Dumper::parameter);
        self.comma();
        self.list(&parameters.keyword_only, |out, parameter| out.option(parameter.default.as_ref(), Dumper::expr));
        self.comma();
        self.option(parameters.keyword_rest.as_ref(), Dumper::parameter);
        self.comma();
        let positional = parameters.positional_only.iter().chain(&parameters.positional);
        let defaults: Vec<&Expr> = positional.filter_map(|parameter| parameter.default.as_ref()).collect();
        self.list(&defaults, |out, default| out.expr(default));
        self.add(")");
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.add("arg(");
        self.add(&parameter.name);
        self.comma();
        self.option(parameter.annotation.as_ref(), Dumper::expr);
        self.add(")");
        self.place(parameter.span);
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Constant(constant) => {
                self.constant(constant);
                self.place(expr.span);
                return;
            }
            ExprKind::Name(name) => {
                self.add("Name(");
                self.add(name);
            }
            ExprKind::BoolOp { op, values } => {
                let _ = write!(self.text, "BoolOp({op:?}, ");
                self.exprs(values);
            }
            ExprKind::NamedExpr { target, value } => {
                self.add("NamedExpr(");
                self.expr(target);
                self.comma();
                self.expr(value);
            }
            ExprKind::BinOp { left, op, right, .. } => {
                self.add("BinOp(");
                self.expr(left);
                let _ = write!(self.text, ", {op:?}, ");
                self.expr(right);
            }
            ExprKind::UnaryOp { op, operand } => {
                let _ = write!(self.text, "UnaryOp({op:?}, ");
                self.expr(operand);
            }
            ExprKind::Lambda(lambda) => {
                self.add("Lambda(");
                self.parameters(&lambda.parameters);
                self.comma();
                self.expr(&lambda.body);
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.add("IfExp(");
                self.expr(test);
                self.comma();
                self.expr(body);
                self.comma();
                self.expr(orelse);
            }
            ExprKind::Dict(items) => {
                self.add("Dict(");
                self.list(items, |out, item| out.option(item.key.as_ref(), Dumper::expr));
                self.comma();
                self.list(items, |out, item| out.expr(&item.value));
            }
            ExprKind::Set(items) => {
                self.add("Set(");
                self.exprs(items);
            }
            ExprKind::ListComp { element, generators } => self.comprehension("ListComp(", element, generators),
            ExprKind::SetComp { element, generators } => self.comprehension("SetComp(", element, generators),
            ExprKind::GeneratorExp { element, generators } => {
                self.comprehension("GeneratorExp(", element, generators);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.add("DictComp(");
                self.expr(key);
                self.comma();
                self.expr(value);
                self.comma();
                self.generators(generators);
            }
            ExprKind::Yield(value) => {
                self.add("Yield(");
                self.option(value.as_deref(), Dumper::expr);
            }
            ExprKind::YieldFrom(value) => {
                self.add("YieldFrom(");
                self.expr(value);
            }
            ExprKind::Compare(compare) => {
                self.add("Compare(");
                self.expr(&compare.left);
                self.comma();
                self.list(&compare.ops, |out, op| out.add(&format!("{op:?}")));
                self.comma();
                self.exprs(&compare.comparators);
            }
            ExprKind::Call(call) => {
                self.add("Call(");
                self.expr(&call.func);
                self.comma();
                self.exprs(&call.args);
                self.comma();
                self.list(&call.keywords, Dumper::keyword);
            }
            ExprKind::JoinedStr(parts) => self.joined(parts),
            ExprKind::Attribute { value, name, .. } => {
                self.add("Attribute(");
                self.expr(value);
                self.comma();
                self.add(name);
            }
            ExprKind::Subscript { value, index, .. } => {
                self.add("Subscript(");
                self.expr(value);
                self.comma();
                self.expr(index);
            }
            ExprKind::Starred(value) => {
                self.add("Starred(");
                self.expr(value);
            }
            ExprKind::List(items) => {
                self.add("List(");
                self.exprs(items);
            }
            ExprKind::Tuple(items) => {
                self.add("Tuple(");
                self.exprs(items);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.add("Slice(");
                self.option(lower.as_deref(), Dumper::expr);
                self.comma();
                self.option(upper.as_deref(), Dumper::expr);
                self.comma();
                self.option(step.as_deref(), Dumper::expr);
            }
        }
        self.add(")");
        self.place(expr.span);
    }

    fn joined(&mut self, parts: &[FStringPart]) {
        self.add("JoinedStr(");
        self.quiet += 1;
        self.list(parts, |out, part| match part {
            FStringPart::Literal(text) => out.string(text),
            FStringPart::Formatted(field) => {
                out.add("FormattedValue(");
                out.expr(&field.value);
                out.add(match field.conversion {
                    None => ", -1, ",
                    Some(Conversion::Str) => ", 115, ",
                    Some(Conversion::Repr) => ", 114, ",
                    Some(Conversion::Ascii) => ", 97, ",
                });
                out.option(field.spec.as_ref(), |out, spec| {
                    out.joined(spec);
                    out.add(")");
                });
                out.add(")");
            }
        });
        self.quiet -= 1;
    }

    fn comprehension(&mut self, open: &str, element: &Expr, generators: &[Comprehension]) {
        self.add(open);
        self.expr(element);
        self.comma();
        self.generators(generators);
    }

    fn generators(&mut self, generators: &[Comprehension]) {
        self.list(generators, |out, generator| {
            out.add("comprehension(");
            out.expr(&generator.target);
            out.comma();
            out.expr(&generator.iter);
            out.comma();
            out.exprs(&generator.conditions);
            out.add(", 0)");
        });
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Value(value) => {
                self.add("MatchValue(");
                self.expr(value);
            }
            PatternKind::Singleton(constant) => {
                self.add("MatchSingleton(");
                self.constant(constant);
            }
            PatternKind::Sequence(patterns) => {
                self.add("MatchSequence(");
                self.list(patterns, Dumper::pattern);
            }
            PatternKind::Mapping { keys, patterns, rest } => {
                self.add("MatchMapping(");
                self.exprs(keys);
                self.comma();
                self.list(patterns, Dumper::pattern);
                self.comma();
                self.name(rest.as_ref());
            }
            PatternKind::Class { class, patterns, keywords } => {
                self.add("MatchClass(");
                self.expr(class);
                self.comma();
                self.list(patterns, Dumper::pattern);
                self.comma();
                self.list(keywords, |out, keyword| out.add(&keyword.0));
                self.comma();
                self.list(keywords, |out, keyword| out.pattern(&keyword.1));
            }
            PatternKind::Star(name) => {
                self.add("MatchStar(");
                self.name(name.as_ref());
            }
            PatternKind::As { pattern, name } => {
                self.add("MatchAs(");
                self.option(pattern.as_deref(), Dumper::pattern);
                self.comma();
                self.name(name.as_ref());
            }
            PatternKind::Or(patterns) => {
                self.add("MatchOr(");
                self.list(patterns, Dumper::pattern);
            }
        }
        self.add(")");
        self.place(pattern.span);
    }

    fn constant(&mut self, constant: &Constant) {
        let text = match constant {
            Constant::None => "None".to_owned(),
            Constant::Bool(true) => "True".to_owned(),
            Constant::Bool(false) => "False".to_owned(),
            Constant::Ellipsis => "Ellipsis".to_owned(),
            Constant::Int(value) => format!("{value:#x}"),
            Constant::BigInt(value) => format!("{:#x}", **value),
            Constant::Float(value) => format!("f{:016x}", value.to_bits()),
            Constant::Imaginary(value) => format!("j{:016x}", value.to_bits()),
            Constant::Str(text) => return self.string(text),
            Constant::Bytes(bytes) => bytes.iter().fold("b".to_owned(), |text, byte| format!("{text}{byte:02x}")),
        };
        self.add(&text);
    }

    /// A string as JSON writes it in ASCII.
    fn string(&mut self, text: &str) {
        self.add("\"");
        for unit in text.encode_utf16() {
            match unit {
                0x22 => self.add("\\\""),
                0x5c => self.add("\\\\"),
                0x0a => self.add("\\n"),
                0x0d => self.add("\\r"),
                0x09 => self.add("\\t"),
                0x08 => self.add("\\b"),
                0x0c => self.add("\\f"),
                0x20..=0x7e => self.text.push(unit as u8 as char),
                _ => self.add(&format!("\\u{unit:04x}")),
            }
        }
        self.add("\"");
    }
}
