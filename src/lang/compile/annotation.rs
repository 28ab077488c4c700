//! Annotations: values, or their texts after `from __future__ import annotations`.

use tape_text::{Source, Span};

use super::Compiler;
use super::statement::docstring;
use super::symbols::Faulty;
use crate::ast::{Constant, Expr, ExprKind, Operator, Stmt, StmtKind};
use crate::code::Reg;
use crate::value::Value;

/// Whether a program puts off its annotations: whether that is among the imports from `__future__` that begin it.
pub(super) fn are_postponed(body: &[Stmt]) -> bool {
    let start = usize::from(docstring(body).is_some());
    let from_future = body[start..].iter().map_while(|stmt| match &stmt.kind {
        StmtKind::ImportFrom { module: Some(module), names, level: 0 } if &**module == "__future__" => Some(names),
        _ => None,
    });
    from_future.flatten().any(|alias| &*alias.name == "annotations")
}

impl<'s> Compiler<'s> {
    /// What an annotation is kept as.
    pub(super) fn annotation(&mut self, expr: &'s Expr, d: Reg) -> Faulty<()> {
        let inner = match &expr.kind {
            ExprKind::Starred(inner) => inner,
            _ => expr,
        };
        if self.postponed {
            let text = text_of(&self.source, expr);
            self.constant(Value::str(text), Some(d), expr.span);
        } else {
            self.expr(inner, Some(d))?;
        }
        Ok(())
    }
}

/// An annotation as CPython writes it: its usual parts in one form, whatever else as it stands.
fn text_of(source: &Source, expr: &Expr) -> String {
    let list = |items: &[Expr]| items.iter().map(|item| text_of(source, item)).collect::<Vec<_>>().join(", ");
    match &expr.kind {
        ExprKind::Name(name) => name.to_string(),
        ExprKind::Constant(Constant::Ellipsis) => "...".to_owned(),
        ExprKind::Constant(Constant::Str(text)) => crate::text::quote(text),
        ExprKind::Constant(Constant::None) => "None".to_owned(),
        ExprKind::Attribute { value, name, .. } => format!("{}.{name}", text_of(source, value)),
        ExprKind::Subscript { value, index, .. } => match &index.kind {
            ExprKind::Tuple(items) if items.len() == 1 => format!("{}[{},]", text_of(source, value), list(items)),
            ExprKind::Tuple(items) if items.len() > 1 => format!("{}[{}]", text_of(source, value), list(items)),
            _ => format!("{}[{}]", text_of(source, value), text_of(source, index)),
        },
        ExprKind::BinOp { left, op: Operator::BitOr, right, .. } => {
            format!("{} | {}", text_of(source, left), text_of(source, right))
        }
        ExprKind::List(items) => format!("[{}]", list(items)),
        ExprKind::Tuple(items) if items.len() == 1 => format!("({},)", list(items)),
        ExprKind::Tuple(items) => format!("({})", list(items)),
        ExprKind::Starred(inner) => format!("*{}", text_of(source, inner)),
        _ => as_written(source, expr.span),
    }
}

fn as_written(source: &Source, span: Span) -> String {
    source.text().get(span.start as usize..span.end as usize).unwrap_or_default().to_owned()
}
