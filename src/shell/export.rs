//! The dialect as plain TensorFlow Python: the same program, with its comments and its layout, that prints the same.
//!
//! # Design
//! The text is changed where it must be and nowhere else: names that only the dialect has (`true`, `tape`, `ones`) are spelled as
//! Python spells them, and what `tf`, `np` and `plt` stand for is imported above. Which names the program has taken for itself
//! follows from its scopes, not from its words.

use tape_lang::ast::{Constant, Expr, ExprKind, Module, Stmt, StmtKind};
use tape_lang::compile::{Outside, outside};
use tape_lang::parse::parse;
use tape_lang::syntax_error::SyntaxError;
use tape_lang::{Name, Vm};
use tape_text::{Source, Span};

/// Writes a program as TensorFlow Python. With `echo` the values of bare expressions at the top are shown, as `tape --echo` shows
/// them.
///
/// # Errors
/// CPython's `SyntaxError` for a text that is no program.
///
/// # Examples
/// ```
/// use tape::shell::{Manner, Session};
/// let mut session = Session::new(Box::new(tape_lang::vm::Silent), Manner::Plain);
/// let exported = session.export("a.tape", "with tape() as t:  # records\n    y = ones(3)\n", false)?;
/// assert_eq!(exported, "import tensorflow as tf\n\nwith tf.GradientTape() as t:  # records\n    y = tf.ones(3)\n");
/// # Ok::<(), tape_lang::syntax_error::SyntaxError>(())
/// ```
pub fn export(vm: &mut Vm, name: &str, text: &str, echo: bool) -> Result<String, SyntaxError> {
    let source = Source::new(name, text);
    let module = parse(&source)?;
    let outside = outside(&module, &source)?;
    let mut export = Export {
        text,
        module: &module,
        outside: &outside,
        edits: Vec::new(),
        imports: Vec::new(),
        shows_description: false,
    };
    export.spell_names(vm);
    if echo {
        export.show_values();
    }
    export.keep_what_fields_show();
    export.import_modules();
    Ok(export.finish())
}

/// A change of the text: what stands instead of some bytes.
struct Edit {
    span: Span,
    text: String,
}

impl Edit {
    fn insert(at: u32, text: impl Into<String>) -> Edit {
        Edit { span: Span { start: at, end: at }, text: text.into() }
    }
}

struct Export<'a> {
    text: &'a str,
    module: &'a Module,
    outside: &'a Outside,
    edits: Vec<Edit>,
    /// Lines to stand above the program.
    imports: Vec<String>,
    shows_description: bool,
}

/// The modules that are there without an import: their names, and what imports them.
const MODULES: [(&str, &str); 3] = [("plt", "matplotlib.pyplot"), ("np", "numpy"), ("tf", "tensorflow")];

impl Export<'_> {
    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn binds(&self, name: &str) -> bool {
        self.outside.bound.contains(&Name::new(name))
    }

    /// Spells the names that Python does not have.
    fn spell_names(&mut self, vm: &mut Vm) {
        for &(name, span) in &self.outside.reads {
            if let Some((_, module)) = MODULES.iter().find(|(own, _)| *own == name.as_str()) {
                self.import(&format!("import {module} as {name}"));
                continue;
            }
            let Some(spelled) = tape_tf::namespace::python_spelling(name.as_str()) else { continue };
            if self.comes_from_a_star(vm, name) {
                continue;
            }
            let text = match spelled.strip_prefix("tf.") {
                Some(rest) => format!("{}.{rest}", self.tensorflow(span)),
                None => spelled,
            };
            self.edits.push(Edit { span, text });
        }
    }

    /// Whether `from module import *` has brought a name.
    fn comes_from_a_star(&self, vm: &mut Vm, name: Name) -> bool {
        self.outside.stars.iter().any(|module| {
            let found = vm.import(module).and_then(|module| vm.find_attribute(&module, name));
            matches!(found, Ok(Some(_)))
        })
    }

    /// What TensorFlow is called at a place; it is imported unless the program has done so above.
    fn tensorflow(&mut self, at: Span) -> &'static str {
        let imported = |stmt: &Stmt| match &stmt.kind {
            StmtKind::Import(names) => {
                names.iter().any(|alias| &*alias.name == "tensorflow" && alias.asname.as_deref() == Some("tf"))
            }
            _ => false,
        };
        match self.module.body.iter().find(|stmt| imported(stmt)) {
            Some(stmt) if stmt.span.start < at.start => return "tf",
            None if self.binds("tf") => {
                self.import("import tensorflow");
                return "tensorflow";
            }
            _ => self.import("import tensorflow as tf"),
        }
        "tf"
    }

    fn import(&mut self, line: &str) {
        if !self.imports.iter().any(|own| own == line) {
            self.imports.push(line.to_owned());
        }
    }

    /// Has the values of bare expressions shown by what Python's own prompt shows them with.
    fn show_values(&mut self) {
        let show = if self.binds("sys") { "__import__(\"sys\").displayhook" } else { "sys.displayhook" };
        let mut shown = false;
        for (index, stmt) in self.module.body.iter().enumerate() {
            let StmtKind::Expr(value) = &stmt.kind else { continue };
            if self.only_prints(value) {
                continue;
            }
            shown = true;
            if stays_above(index, stmt) {
                // The description stays what and where it is; it is shown after the imports.
                self.shows_description = true;
                continue;
            }
            // The commas of a tuple would separate arguments.
            let is_tuple = matches!(value.kind, ExprKind::Tuple(_));
            let (open, close) = if is_tuple { ("((", "))") } else { ("(", ")") };
            self.edits.push(Edit::insert(stmt.span.start, format!("{show}{open}")));
            self.edits.push(Edit::insert(stmt.span.end, close));
        }
        if shown && !self.binds("sys") {
            self.import("import sys");
        }
        if self.shows_description {
            self.imports.push(format!("{show}(__doc__)"));
        }
    }

    /// Whether an expression is a call of Python's `print`, whose value nobody wants to see.
    fn only_prints(&self, value: &Expr) -> bool {
        let ExprKind::Call(call) = &value.kind else { return false };
        self.outside.reads.iter().any(|(name, span)| name.as_str() == "print" && *span == call.func.span)
    }

    /// A field such as `{ones(3)=}` shows its own text: that text is written out where the expression is changed.
    fn keep_what_fields_show(&mut self) {
        for &(field, value) in &self.outside.fields {
            let inside = |edit: &Edit| edit.span.start >= value.start && edit.span.end <= value.end;
            let after = self.slice(Span { start: value.end, end: field.end });
            let closing = after.len() - after.trim_start_matches([' ', ')']).len();
            if !after[closing..].starts_with('=') || !self.edits.iter().any(inside) {
                continue;
            }
            let shows = closing + 1 + after[closing + 1..].len() - after[closing + 1..].trim_start().len();
            let rest = &after[shows..];
            let start = field.start + 1;
            let shown = self.slice(Span { start, end: value.end + shows as u32 });
            let shown = shown.replace('{', "{{").replace('}', "}}");
            let closed = if rest.starts_with('}') { "!r" } else { "" };
            let changed = Edit {
                span: Span { start: value.end + closing as u32, end: value.end + shows as u32 },
                text: closed.to_owned(),
            };
            self.edits.push(Edit::insert(field.start, shown));
            self.edits.push(changed);
        }
    }

    /// Puts the imports above the first statement that is neither the program's description nor a `__future__` import.
    fn import_modules(&mut self) {
        self.imports.sort_by_key(|line| (line.ends_with("(__doc__)"), line != "import sys", line.clone()));
        let first = self.module.body.iter().enumerate().find(|(index, stmt)| !stays_above(*index, stmt));
        if self.imports.is_empty() {
            return;
        }
        let Some((_, stmt)) = first else {
            self.edits.push(Edit::insert(self.text.len() as u32, format!("\n{}\n", self.imports.join("\n"))));
            return;
        };
        let start = beginning(stmt) as usize;
        let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let shares_line = self.text[line..start].contains(';');
        let is_import = matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. });
        let (at, text) = match (shares_line, is_import) {
            (true, _) => (start, self.imports.join("; ") + "; "),
            (false, true) => (line, self.imports.join("\n") + "\n"),
            (false, false) => (line, self.imports.join("\n") + "\n\n"),
        };
        self.edits.insert(0, Edit::insert(at as u32, text));
    }

    fn finish(mut self) -> String {
        // Edits at one place stay in the order in which they were made.
        self.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut text = String::with_capacity(self.text.len() + 256);
        let mut at = 0;
        for Edit { span, text: instead } in &self.edits {
            text.push_str(&self.text[at..span.start as usize]);
            text.push_str(instead);
            at = span.end as usize;
        }
        text + &self.text[at..]
    }
}

/// Whether Python wants a statement before all others.
fn stays_above(index: usize, stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Expr(value) => index == 0 && matches!(value.kind, ExprKind::Constant(Constant::Str(_))),
        StmtKind::ImportFrom { module, .. } => module.as_deref() == Some("__future__"),
        _ => false,
    }
}

/// Where a statement begins, its decorators counted.
fn beginning(stmt: &Stmt) -> u32 {
    let decorators = match &stmt.kind {
        StmtKind::FunctionDef(def) => &def.decorators[..],
        StmtKind::ClassDef(def) => &def.decorators[..],
        _ => &[],
    };
    decorators.first().map_or(stmt.span.start, |first| first.span.start.min(stmt.span.start))
}
