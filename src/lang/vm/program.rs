//! Running programs.

use std::rc::Rc;

use tape_text::Source;

use super::Vm;
use crate::Result;
use crate::code::Code;
use crate::compile::{Mode, compile, compile_expression};
use crate::exception::{INDENTATION_ERROR, RECURSION_ERROR, Raise, SYNTAX_ERROR, TAB_ERROR};
use crate::name::Name;
use crate::parse::{parse, parse_expression};
use crate::syntax_error::{SyntaxError, SyntaxErrorKind};
use crate::value::{Dict, Module, Value};

impl Vm {
    /// Runs compiled code over globals; `locals` is a namespace that is looked at first, for code compiled with
    /// [`Mode::own_locals`]. The result is that of an expression, `None` for a program.
    ///
    /// # Errors
    /// What the program raises.
    pub fn run_code(&mut self, code: &Rc<Code>, globals: &Rc<Dict>, locals: Option<Rc<Dict>>) -> Result<Value> {
        self.note_main(globals);
        let function = Vm::function_of(code, globals);
        self.enter(&function, std::iter::empty(), locals)
    }

    /// The namespace that calls itself `__main__` first becomes the module of that name.
    fn note_main(&mut self, globals: &Rc<Dict>) {
        let is_main = || globals.get_name(Name::NAME).is_some_and(|name| name.as_str() == Some("__main__"));
        if self.modules.get_name(Name::MAIN).is_none() && is_main() {
            let module = Module { name: "__main__".into(), dict: Rc::clone(globals), lazy: None };
            self.modules.set_name(Name::MAIN, Value::Module(Rc::new(module)));
        }
    }

    /// Parses, compiles and runs a program.
    ///
    /// # Errors
    /// `SyntaxError`, and what the program raises.
    ///
    /// # Examples
    /// ```
    /// use std::rc::Rc;
    /// use tape_lang::compile::Mode;
    /// use tape_lang::value::Dict;
    /// let mut vm = tape_lang::Vm::new(Box::new(tape_lang::vm::Silent));
    /// let globals = Rc::new(Dict::new());
    /// vm.run_source(&tape_text::Source::new("<stdin>", "x = 6 * 7\n"), &globals, Mode::default())?;
    /// assert_eq!(globals.get_str("x").and_then(|x| x.as_int()), Some(42));
    /// # Ok::<(), tape_lang::Raise>(())
    /// ```
    pub fn run_source(&mut self, source: &Rc<Source>, globals: &Rc<Dict>, mode: Mode) -> Result<Value> {
        let code = compile_source(source, mode)?;
        self.run_code(&code, globals, None)
    }

    /// The value of an expression: `eval`.
    ///
    /// # Errors
    /// `SyntaxError`, and what the expression raises.
    pub fn evaluate(&mut self, source: &Rc<Source>, globals: &Rc<Dict>, locals: Option<Rc<Dict>>) -> Result<Value> {
        let mode = Mode { own_locals: locals.is_some(), ..Mode::default() };
        let code = compile_expression_source(source, mode)?;
        self.run_code(&code, globals, locals)
    }
}

/// Parses and compiles a program.
///
/// # Errors
/// `SyntaxError` as an exception.
pub fn compile_source(source: &Rc<Source>, mode: Mode) -> Result<Rc<Code>> {
    let module = parse(source).map_err(|error| raise_syntax_error(source, &error))?;
    compile(&module, source, mode).map_err(|error| raise_syntax_error(source, &error))
}

/// Parses and compiles an expression.
///
/// # Errors
/// `SyntaxError` as an exception.
pub fn compile_expression_source(source: &Rc<Source>, mode: Mode) -> Result<Rc<Code>> {
    let tree = parse_expression(source).map_err(|error| raise_syntax_error(source, &error))?;
    compile_expression(&tree, source, mode).map_err(|error| raise_syntax_error(source, &error))
}

/// A syntax error as the exception that a program sees.
#[must_use]
pub fn raise_syntax_error(source: &Source, error: &SyntaxError) -> Raise {
    let class = match error.kind {
        SyntaxErrorKind::Syntax => &SYNTAX_ERROR,
        SyntaxErrorKind::Indentation => &INDENTATION_ERROR,
        SyntaxErrorKind::Tab => &TAB_ERROR,
        SyntaxErrorKind::Recursion => return Raise::new(&RECURSION_ERROR, error.message.clone()),
    };
    let details = [
        ("filename", Value::str(source.name())),
        ("lineno", Value::from(error.line)),
        ("offset", Value::from(error.column)),
        ("text", Value::str(&*error.text)),
        ("end_lineno", Value::from(error.end_line)),
        ("end_offset", Value::from(error.end_column)),
    ];
    let tuple = Value::tuple(details.iter().map(|(_, value)| value.clone()));
    let raise = Raise::with_args(class, [Value::str(&*error.message), tuple]);
    let dict = raise.exception().dict();
    dict.set_str("msg", Value::str(&*error.message));
    for (name, value) in details {
        dict.set_name(Name::new(name), value);
    }
    raise
}
