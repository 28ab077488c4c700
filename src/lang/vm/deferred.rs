//! Functions whose bodies are compiled when they are first called: those of the modules that are written in the language.
//!
//! Such a function has code with its parameters, and [`Op::EnterBody`] as its only instruction. The body is compiled as if its
//! function stood alone in its classes, which gives the same code: names are looked up the same way, and the only variable that it
//! can share with what is around it is `__class__`.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tape_text::Source;

use super::frame::{Frame, too_deep};
use super::registers::empty;
use super::{Vm, raise_syntax_error};
use crate::code::{Code, Definition, Op};
use crate::compile::{Mode, compile};
use crate::exception::{Marks, system_error};
use crate::methods::code::CODE;
use crate::object::Object;
use crate::parse::{DeferredBody, parse_deferring};
use crate::value::{Dict, Value};
use crate::{Class, Result};

/// A body that is compiled when it is needed. It is the only constant of the code that stands for it.
struct Body {
    source: Rc<Source>,
    parsed: DeferredBody,
    code: OnceCell<Rc<Code>>,
}

impl Object for Body {
    fn class(&self) -> Rc<Class> {
        CODE.class()
    }
}

impl Body {
    /// The code, compiled if this is the first call.
    fn code(&self) -> Result<&Rc<Code>> {
        if let Some(code) = self.code.get() {
            return Ok(code);
        }
        let compiled =
            self.parsed.parse(&self.source).and_then(|module| compile(&module, &self.source, Mode::default()));
        let mut code = compiled.map_err(|error| raise_syntax_error(&self.source, &error))?;
        // Default values that are functions come before it.
        for _ in 0..=self.parsed.depth() {
            code = code.codes.last().cloned().ok_or_else(|| system_error("a deferred body without a function"))?;
        }
        Ok(self.code.get_or_init(|| code))
    }
}

/// The body that code stands for.
fn body(code: &Code) -> Option<&Body> {
    code.constants.first()?.downcast::<Body>()
}

impl Vm {
    /// As [`Vm::run_source`], for a text that is known to be sound: bodies of functions are compiled when they are first called.
    ///
    /// # Errors
    /// What the text raises.
    ///
    /// # Examples
    /// ```
    /// use std::rc::Rc;
    /// use tape_lang::{Vm, value::Dict, vm::Silent};
    /// use tape_text::Source;
    ///
    /// let mut vm = Vm::new(Box::new(Silent));
    /// let globals = Rc::new(Dict::new());
    /// vm.run_deferring(&Source::new("<text>", "def double(x): return 2 * x\nfour = double(2)\n"), &globals)?;
    /// assert!(globals.get_str("four").is_some_and(|four| vm.repr(&four).is_ok_and(|text| text == "4")));
    /// # Ok::<(), tape_lang::Raise>(())
    /// ```
    pub fn run_deferring(&mut self, source: &Rc<Source>, globals: &Rc<Dict>) -> Result<Value> {
        let code = compile_deferring(source)?;
        self.run_code(&code, globals, None)
    }

    /// Goes over from the code that stands for a body to the body's own; the frame has noted where it is.
    pub(super) fn enter_body(&mut self) -> Result<()> {
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        let Some(body) = body(frame.code()) else { return Err(system_error("code without a body")) };
        let code = body.code()?;
        if !self.registers.fits(frame.base, code.registers) {
            return Err(too_deep());
        }
        for register in frame.code().variables.len()..code.variables.len() {
            // SAFETY: the registers were checked to lie inside the memory.
            unsafe { empty(frame.base.add(register)) };
        }
        // The function keeps the code that stands for the body, and that keeps the body.
        let (code, first) = (Rc::as_ptr(code), code.ops.as_ptr());
        frame.code = code;
        frame.pc = first;
        Ok(())
    }
}

impl Frame {
    /// The code that runs, to keep.
    pub(super) fn shared_code(&self) -> Rc<Code> {
        let of_function = &self.function().code;
        let entered = body(of_function).and_then(|body| body.code.get()).filter(|code| Rc::as_ptr(code) == self.code);
        Rc::clone(entered.unwrap_or(of_function))
    }
}

fn compile_deferring(source: &Rc<Source>) -> Result<Rc<Code>> {
    let told = |error| raise_syntax_error(source, &error);
    let (module, bodies) = parse_deferring(source).map_err(told)?;
    let mut code = compile(&module, source, Mode::default()).map_err(told)?;
    // The tree shares the definitions of functions with the code, and nothing else.
    drop(module);
    let mut bodies = bodies.into_iter().map(|body| (body.name_start(), body)).collect();
    defer(&mut code, source, &mut bodies);
    match bodies.len() {
        0 => Ok(code),
        lost => Err(system_error(format!("{lost} bodies of functions in {} were lost", source.name()))),
    }
}

/// Puts bodies in the places of the functions that stand for them, which are known by where their names stand.
fn defer(code: &mut Rc<Code>, source: &Rc<Source>, bodies: &mut FxHashMap<u32, DeferredBody>) {
    let Some(code) = Rc::get_mut(code) else { return };
    for inner in &mut code.codes {
        let parsed = match &inner.definition {
            Some(Definition::Function(def)) => bodies.remove(&def.name_span.start),
            _ => None,
        };
        match parsed {
            Some(parsed) => stand_for(inner, Body { source: Rc::clone(source), parsed, code: OnceCell::new() }),
            None => defer(inner, source, bodies),
        }
    }
}

fn stand_for(code: &mut Rc<Code>, body: Body) {
    let Some(code) = Rc::get_mut(code) else { return };
    code.ops = Box::new([Op::EnterBody]);
    code.marks = Box::new([code.marks.first().copied().unwrap_or(Marks::default())]);
    code.constants = Box::new([Value::object(body)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles every body below some code, and tells how many there are.
    fn compile_all(code: &Code) -> usize {
        let compiled = |code: &Code| match body(code) {
            Some(body) => {
                assert_eq!(body.code().map_err(|raise| format!("{raise:?}")).map(|code| code.name), Ok(code.name));
                1
            }
            None => compile_all(code),
        };
        code.codes.iter().map(|code| compiled(code)).sum()
    }

    #[test]
    fn every_body_of_the_library_compiles() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/library");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).expect("the library") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a module");
            let source = Source::new(path.display().to_string(), text);
            let code = compile_deferring(&source).unwrap_or_else(|raise| panic!("{}: {raise:?}", path.display()));
            count += compile_all(&code);
        }
        assert!(count > 500, "{count} bodies");
    }
}
