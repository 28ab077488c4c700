//! From the syntax tree to code.
//!
//! [`symbols`] decides where each name is to be found; then each scope becomes a [`Code`]. Variables live in registers; an
//! expression is compiled into the register that wants it, or into a temporary, or yields the register of the variable that it is.

mod annotation;
mod assign;
mod call;
mod condition;
mod control;
mod display;
mod expression;
mod function;
mod pattern;
mod statement;
mod symbols;
mod unit;
mod validity;

use std::rc::Rc;

use tape_text::{Source, Span};

use crate::ast::{Expr, ExprKind, Module, Stmt, StmtKind};
use crate::code::{Code, CodeKind, Op, Reg};
use crate::exception::Marks;
use crate::name::Name;
use crate::syntax_error::SyntaxError;

pub use symbols::{Outside, outside};

use symbols::{Faulty, ScopeKind, Symbols};
use unit::Unit;

/// What happens to the values of expression statements at the top of a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Echo {
    /// Nothing: a script.
    #[default]
    Nothing,
    /// The last statement's is shown, if it is an expression: a notebook cell.
    Last,
    /// Those at the top are shown: a script that is echoed.
    Top,
    /// All are shown, those of loops and branches too: Python's own prompt.
    All,
}

/// How a program is to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// What is shown.
    pub echo: Echo,
    /// Whether names are looked up in a namespace of their own before the globals: `exec(code, globals, locals)`.
    pub own_locals: bool,
}

/// Compiles a program.
///
/// # Errors
/// CPython's `SyntaxError` for a `return` outside a function and the like.
pub fn compile(module: &Module, source: &Rc<Source>, mode: Mode) -> Result<Rc<Code>, SyntaxError> {
    let build = || {
        let symbols = Symbols::of_module(&module.body, mode.own_locals)?;
        let mut compiler = Compiler::new(&symbols, source, mode);
        compiler.postponed = annotation::are_postponed(&module.body);
        compiler.module(&module.body)?;
        Ok(compiler.finish())
    };
    build().map_err(|fault: Box<crate::syntax_error::Fault>| SyntaxError::new(source, *fault))
}

/// Compiles an expression; the code returns its value.
///
/// # Errors
/// As [`compile`].
pub fn compile_expression(expr: &Expr, source: &Rc<Source>, mode: Mode) -> Result<Rc<Code>, SyntaxError> {
    let build = || {
        let symbols = Symbols::of_expression(expr, mode.own_locals)?;
        let mut compiler = Compiler::new(&symbols, source, mode);
        let r = compiler.expr(expr, None)?;
        let live = compiler.unit().live();
        compiler.emit(expr.span, Op::Return { r, live });
        Ok(compiler.finish())
    };
    build().map_err(|fault: Box<crate::syntax_error::Fault>| SyntaxError::new(source, *fault))
}

/// Compiles one program: the units of the scopes around the current place, innermost last.
struct Compiler<'s> {
    symbols: &'s Symbols,
    source: Rc<Source>,
    units: Vec<Unit<'s>>,
    /// The innermost class, for private names.
    class: Option<Name>,
    mode: Mode,
    /// Whether annotations are kept as texts.
    postponed: bool,
}

impl<'s> Compiler<'s> {
    fn new(symbols: &'s Symbols, source: &Rc<Source>, mode: Mode) -> Compiler<'s> {
        let kind = if mode.own_locals { CodeKind::Class } else { CodeKind::Module };
        let unit = Unit::new(symbols.scope(0), kind, Name::MODULE_CODE, "<module>");
        Compiler { symbols, source: Rc::clone(source), units: vec![unit], class: None, mode, postponed: false }
    }

    fn finish(mut self) -> Rc<Code> {
        let source = Rc::clone(&self.source);
        let unit = self.units.swap_remove(0);
        Rc::new(unit.finish(source))
    }

    fn unit(&mut self) -> &mut Unit<'s> {
        let last = self.units.len() - 1;
        &mut self.units[last]
    }

    fn scope(&self) -> &'s symbols::Scope {
        self.units[self.units.len() - 1].scope
    }

    fn name(&self, text: &str) -> Name {
        symbols::mangle(self.class, text)
    }

    fn emit(&mut self, span: Span, op: Op) -> usize {
        self.unit().emit(Marks { whole: span, anchor: Span::default() }, op)
    }

    fn emit_marked(&mut self, whole: Span, anchor: Span, op: Op) -> usize {
        self.unit().emit(Marks { whole, anchor }, op)
    }

    fn temp(&mut self) -> Reg {
        self.unit().temp()
    }

    fn module(&mut self, body: &'s [Stmt]) -> Faulty<()> {
        if self.scope().is_annotated() {
            self.emit(Span::default(), Op::Annotations);
        }
        if self.mode.echo == Echo::Nothing
            && let Some(doc) = statement::docstring(body)
        {
            let span = body[0].span;
            let r = self.temp();
            let k = self.unit().constant(doc);
            self.emit(span, Op::Const { d: r, k });
            self.store_name(Name::DOC, r, span);
            self.unit().free_to(r);
        }
        let last = body.len().saturating_sub(1);
        for (index, stmt) in body.iter().enumerate() {
            let shown = match self.mode.echo {
                Echo::Nothing => false,
                Echo::Last => index == last,
                Echo::Top | Echo::All => true,
            };
            match &stmt.kind {
                StmtKind::Expr(value) if shown => self.display(value)?,
                _ => self.stmt(stmt)?,
            }
        }
        let k = self.unit().constant(crate::Value::None);
        self.emit(Span::default(), Op::ReturnConst { k, live: 0 });
        Ok(())
    }

    /// Whether each expression statement is shown here, in loops and branches too, as at Python's own prompt.
    fn shows(&self) -> bool {
        self.mode.echo == Echo::All && self.scope().kind == ScopeKind::Module
    }

    fn display(&mut self, value: &'s Expr) -> Faulty<()> {
        let s = self.expr(value, None)?;
        self.emit(value.span, Op::Display { s });
        self.unit().reset();
        Ok(())
    }
}

/// Whether an expression is a name, which is read straight from its register.
fn is_name(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_))
}

/// Whether a scope's variables live in registers.
fn has_registers(kind: ScopeKind) -> bool {
    matches!(kind, ScopeKind::Function | ScopeKind::Comprehension)
}
