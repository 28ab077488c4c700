//! The virtual machine and what native code asks of it.
//!
//! [`Vm`] is given to every native function. Its methods are Python's operations on values, by their Python names:
//! [`Vm::call`], [`Vm::get_attribute`], [`Vm::binary`], [`Vm::item`], [`Vm::iterate`] … They run the program's own methods
//! where it defines them.

mod arguments;
mod attribute;
mod begin;
mod build;
mod cached;
mod call;
mod classes;
mod clock;
mod container;
mod convert;
mod deferred;
mod frame;
mod frames;
mod fstring;
mod gather;
mod generator;
mod import;
mod matching;
mod numeric;
mod operate;
mod program;
mod quick;
mod rare;
mod registers;
mod repr;
mod rescue;
mod run;
mod slow;
mod walk;

use std::any::{Any, TypeId};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};
use tape_text::{Source, Span};

use crate::Result;
use crate::builtins;
use crate::exception::{Exception, KEYBOARD_INTERRUPT, Raise, recursion_error};
use crate::modules;
use crate::name::Name;
use crate::value::{Dict, Value};

pub use convert::not_a_class;
pub(crate) use frames::Activation;
pub use frames::FrameObject;
pub use generator::Generator;
pub use import::{ModuleLoader, Resolver};
pub(crate) use numeric::{Numeric, is_candidate};
pub use program::{compile_expression_source, compile_source, raise_syntax_error};
pub(crate) use repr::default_repr;
pub use rescue::quiet_panics;
pub(crate) use walk::Walk;

/// Where the program's output goes and its input comes from. The run time itself never prints.
pub trait Console {
    /// Text for standard output.
    fn write_stdout(&mut self, text: &str);
    /// Text for standard error.
    fn write_stderr(&mut self, text: &str);
    /// A line of input without its newline, after showing a prompt; nothing at the end of input.
    fn read_line(&mut self, prompt: &str) -> Option<String>;
    /// Whether somebody is there whom [`read_line`](Console::read_line) could ask.
    fn takes_input(&self) -> bool {
        true
    }
    /// Makes text visible at once that was written to standard output: `print(…, flush=True)`.
    fn flush(&mut self) {}
    /// The same for standard error, where that is held back.
    fn flush_stderr(&mut self) {}
    /// Shows a picture in a form that it can show, after what was written before; false if it shows none.
    fn show(&mut self, _picture: &dyn Picture) -> bool {
        false
    }
}

/// A picture that a program shows. Each form is made when a console asks for it: a notebook takes [`svg`](Picture::svg) and
/// [`text`](Picture::text), a terminal [`characters`](Picture::characters), a script whose output goes to a file nothing.
pub trait Picture {
    /// What stands for it where only text is shown: `<Figure size 640x480 with 1 Axes>` (`text/plain`).
    fn text(&self) -> String;
    /// The picture as a file (`image/svg+xml`).
    fn svg(&self) -> String;
    /// The picture's pixels as a PNG file, in the letters of base64 (`image/png`); empty for a picture that is too large.
    fn png_base64(&self) -> String;
    /// The picture in characters, at most so many wide, with or without the escape sequences of colours.
    fn characters(&self, columns: usize, color: bool) -> String;
}

/// A console that swallows output and has no input.
pub struct Silent;

impl Console for Silent {
    fn write_stdout(&mut self, _text: &str) {}
    fn write_stderr(&mut self, _text: &str) {}
    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }
}

/// A source of names that makes a value only when somebody asks: the contents of a module of thousands of names, or a room's
/// builtins.
pub trait Namespace {
    /// The value of a name, if there is one. It is kept where it was asked for, so this is asked once.
    ///
    /// # Errors
    /// What making the value raises.
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>>;
    /// All its names, for `dir()`, `import *` and completion.
    fn names(&self) -> Vec<&'static str>;
}

/// What is done with the value of an expression statement at a prompt.
pub type DisplayHook = Rc<dyn Fn(&mut Vm, &Value) -> Result<()>>;

/// The virtual machine: everything that a running program shares.
pub struct Vm {
    builtins: Rc<Dict>,
    lazy_builtins: Vec<Rc<dyn Namespace>>,
    /// The builtins that were made on first use: Python has no such names.
    lent: FxHashSet<Name>,
    /// The global names that the program has deleted: what was lent by them is not lent again.
    given_back: FxHashSet<Name>,
    modules: Rc<Dict>,
    loaders: FxHashMap<&'static str, ModuleLoader>,
    resolver: Option<Resolver>,
    console: Box<dyn Console>,
    display: Option<DisplayHook>,
    states: FxHashMap<TypeId, Rc<dyn Any>>,
    interrupt: Arc<AtomicBool>,
    /// How deep native code that calls itself is nested; frames count beside it.
    depth: usize,
    recursion_limit: usize,
    /// The exception that is being handled, for `__context__` and a bare `raise`.
    handled: Option<Rc<Exception>>,
    /// The containers whose repr is being made, to find those that hold themselves.
    in_repr: Vec<usize>,
    /// The namespaces with a `__setitem__` of their own that metaclasses prepared for class bodies that are running, each
    /// beside the dict inside it.
    prepared: Vec<(Rc<Dict>, Value)>,
    /// The calls of the program's functions that are running.
    frames: Vec<frame::Frame>,
    /// How many of them were given a number: see [`Activation`].
    numbered: i64,
    registers: registers::Registers,
    /// The numbers of functions that run on them alone.
    numbers: numeric::Stack,
}

/// Where the program stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The text that is running.
    pub source: Rc<Source>,
    /// The expression that is being evaluated.
    pub span: Span,
}

impl Vm {
    /// A machine with the language's own builtins and modules, writing to `console`.
    #[must_use]
    pub fn new(console: Box<dyn Console>) -> Vm {
        let mut vm = Vm {
            builtins: Rc::new(Dict::new()),
            lazy_builtins: Vec::new(),
            lent: FxHashSet::default(),
            given_back: FxHashSet::default(),
            modules: Rc::new(Dict::new()),
            loaders: FxHashMap::default(),
            resolver: None,
            console,
            display: None,
            states: FxHashMap::default(),
            interrupt: Arc::default(),
            depth: 0,
            recursion_limit: 1000,
            handled: None,
            in_repr: Vec::new(),
            prepared: Vec::new(),
            frames: Vec::with_capacity(64),
            numbered: 0,
            registers: registers::Registers::new(),
            numbers: numeric::Stack::default(),
        };
        builtins::install(&vm);
        modules::install(&mut vm);
        vm
    }

    /// The state that a room keeps with the machine, made on first use. It has interior mutability of its own.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// let mut vm = tape_lang::Vm::new(Box::new(tape_lang::vm::Silent));
    /// #[derive(Default)]
    /// struct Calls(Cell<u32>);
    /// vm.state::<Calls>().0.set(3);
    /// assert_eq!(vm.state::<Calls>().0.get(), 3);
    /// ```
    pub fn state<T: Default + 'static>(&mut self) -> Rc<T> {
        let state = self.states.entry(TypeId::of::<T>()).or_insert_with(|| Rc::new(T::default()));
        Rc::clone(state).downcast::<T>().unwrap_or_default()
    }

    /// The flag that stops the program: set it from another thread or a signal handler.
    #[must_use]
    pub fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Raises `KeyboardInterrupt` if the flag is set. Native code that works for long calls this now and then.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    #[inline]
    pub fn check_interrupt(&mut self) -> Result<()> {
        if self.interrupt.load(Ordering::Relaxed) {
            self.interrupt.store(false, Ordering::Relaxed);
            return Err(Raise::with_args(&KEYBOARD_INTERRUPT, []));
        }
        Ok(())
    }

    /// How deep calls may nest.
    #[must_use]
    pub fn recursion_limit(&self) -> usize {
        self.recursion_limit
    }

    /// Sets how deep calls may nest: `sys.setrecursionlimit`.
    pub fn set_recursion_limit(&mut self, limit: usize) {
        self.recursion_limit = limit;
    }

    /// Runs native code that calls itself, one level deeper. `doing` completes CPython's sentence: `" in comparison"`,
    /// `" while getting the repr of an object"`, or nothing.
    ///
    /// # Errors
    /// `RecursionError` at the limit, and what `work` raises.
    pub fn deeper<T>(&mut self, doing: &str, work: impl FnOnce(&mut Vm) -> Result<T>) -> Result<T> {
        if self.depth + self.frames.len() >= self.recursion_limit {
            return Err(recursion_error(format!("maximum recursion depth exceeded{doing}")));
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }

    /// Writes to standard output.
    pub fn write_stdout(&mut self, text: &str) {
        self.console.write_stdout(text);
    }

    /// Writes to standard error.
    pub fn write_stderr(&mut self, text: &str) {
        self.console.write_stderr(text);
    }

    /// The console.
    pub fn console(&mut self) -> &mut dyn Console {
        &mut *self.console
    }

    /// Puts another console in place and returns the old one.
    pub fn set_console(&mut self, console: Box<dyn Console>) -> Box<dyn Console> {
        std::mem::replace(&mut self.console, console)
    }

    /// Sets what is done with the value of an expression statement at a prompt.
    pub fn set_display(&mut self, display: DisplayHook) {
        self.display = Some(display);
    }

    /// The builtins that have been used so far. Programs look here after their globals.
    #[must_use]
    pub fn builtins(&self) -> &Rc<Dict> {
        &self.builtins
    }

    /// Adds builtins that are made on first use; sources added later win. They stand in for names that a program has not bound: once it
    /// has deleted a global of that name, the name means nothing any more, as in Python.
    pub fn add_builtins(&mut self, names: Rc<dyn Namespace>) {
        self.lazy_builtins.push(names);
    }

    /// A builtin.
    ///
    /// # Errors
    /// What making it raises.
    pub fn builtin(&mut self, name: Name) -> Result<Option<Value>> {
        if let Some(value) = self.builtins.get_name(name) {
            return Ok(Some(value));
        }
        if self.given_back.contains(&name) {
            return Ok(None);
        }
        for source in self.lazy_builtins.clone().into_iter().rev() {
            if let Some(value) = source.get(self, name)? {
                self.builtins.set_name(name, value.clone());
                self.lent.insert(name);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Lends nothing any more by the name of a global that the program has deleted.
    fn give_back(&mut self, name: Name) {
        self.given_back.insert(name);
        if self.lent.remove(&name) {
            drop(self.builtins.remove_name(name));
        }
    }

    /// The names of all builtins.
    #[must_use]
    pub fn builtin_names(&self) -> Vec<String> {
        let made = self.builtins.keys().into_iter().filter_map(|key| key.as_str().map(str::to_owned));
        let mut names: Vec<String> = made.collect();
        let lent = self.lazy_builtins.iter().flat_map(|source| source.names());
        names.extend(lent.filter(|name| !self.given_back.iter().any(|gone| gone.as_str() == *name)).map(str::to_owned));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The exception that is being handled: what `sys.exc_info()` shows.
    #[must_use]
    pub fn handled_exception(&self) -> Option<&Rc<Exception>> {
        self.handled.as_ref()
    }
}
