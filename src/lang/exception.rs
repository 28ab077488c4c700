//! Exceptions: values of the language, and the one-word error that Rust code passes on.
//!
//! An error is raised without a position; each frame that it leaves adds where it was ([`Exception::traceback`]). Code that
//! raises needs no [`Vm`](crate::Vm): `return Err(type_error("…"))`.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use tape_text::{Source, Span};

use crate::class::{Class, NativeClass};
use crate::code::Code;
use crate::name::Name;
use crate::types;
use crate::value::{Dict, Tuple, Value, drop_deep};
use crate::vm::Activation;

/// A place that an exception passed on its way out.
#[derive(Clone)]
pub struct TracebackEntry {
    /// The text that was running.
    pub source: Rc<Source>,
    /// The expression or statement that was being evaluated.
    pub span: Span,
    /// The line (from 1) that a traceback names.
    pub line: u32,
    /// The code that was running.
    pub code: Rc<Code>,
    /// Its globals.
    pub globals: Rc<Dict>,
    /// What the `^^^^` markers of a traceback stand under, with the finer `~~^~~` form of operators, calls and items.
    pub marks: Marks,
    /// The call.
    pub(crate) activation: Activation,
    /// The variables that the call left behind, if this exception ended it: a tuple in the order of the code's variables and free
    /// variables, or the namespace of the body of a class.
    pub(crate) variables: Value,
}

impl TracebackEntry {
    /// Hands over the values that it holds.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Dict(Rc::clone(&self.globals)));
        visit(self.variables.clone());
        self.activation.visit(visit);
    }

    /// The function's name, `<module>` at the top.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.code.name.as_str()
    }
}

impl std::fmt::Debug for TracebackEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} in {}", self.source.name(), self.line, self.function())
    }
}

/// Where a traceback's markers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// All of the expression.
    pub whole: Span,
    /// The part under which `^` stands while the rest has `~`; empty if all of it has `^`.
    pub anchor: Span,
}

/// What the arguments of a `UnicodeError` are.
const UNICODE_FIELDS: [&str; 5] = ["encoding", "object", "start", "end", "reason"];

/// What the tuple behind the message of a `SyntaxError` holds.
const SYNTAX_FIELDS: [&str; 6] = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

/// An exception.
pub struct Exception {
    class: Rc<Class>,
    /// `args`.
    pub args: RefCell<Rc<Tuple>>,
    dict: OnceCell<Rc<Dict>>,
    /// The frames it passed, innermost first.
    pub traceback: RefCell<Vec<TracebackEntry>>,
    /// `__cause__`: what `raise … from` named.
    pub cause: RefCell<Option<Rc<Exception>>>,
    /// `__context__`: what was being handled when it was raised.
    pub context: RefCell<Option<Rc<Exception>>>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
}

impl Exception {
    /// An exception of a class with its arguments.
    #[must_use]
    pub fn new(class: Rc<Class>, args: impl IntoIterator<Item = Value>) -> Exception {
        Exception {
            class,
            args: RefCell::new(Rc::new(Tuple::new(args))),
            dict: OnceCell::new(),
            traceback: RefCell::default(),
            cause: RefCell::default(),
            context: RefCell::default(),
            suppress_context: Cell::new(false),
        }
    }

    /// Its class.
    #[must_use]
    pub fn class(&self) -> &Rc<Class> {
        &self.class
    }

    /// Its attributes beside `args`.
    #[must_use]
    pub fn dict(&self) -> &Rc<Dict> {
        self.dict.get_or_init(|| Rc::new(Dict::new()))
    }

    /// Its attributes beside `args`, if it ever had any.
    pub(crate) fn dict_if_any(&self) -> Option<&Rc<Dict>> {
        self.dict.get()
    }

    /// An attribute of its own: one that was set, or one that its class reads off the arguments.
    #[must_use]
    pub(crate) fn own_attribute(&self, name: Name) -> Option<Value> {
        if let Some(value) = self.dict.get().and_then(|dict| dict.get_name(name)) {
            return Some(value);
        }
        match name.as_str() {
            "value" if self.is(&STOP_ITERATION) => Some(self.stop_value()),
            "code" if self.is(&SYSTEM_EXIT) => Some(match &self.args.borrow()[..] {
                [] => Value::None,
                [one] => one.clone(),
                many => Value::tuple(many.iter().cloned()),
            }),
            "msg" if self.is(&IMPORT_ERROR) && self.args.borrow().len() == 1 => self.args.borrow().first().cloned(),
            field if self.is(&UNICODE_ERROR) => {
                let index = UNICODE_FIELDS.iter().position(|known| *known == field)?;
                self.args.borrow().get(index).cloned()
            }
            field if self.is(&SYNTAX_ERROR) => self.syntax_detail(field),
            "name" | "obj" | "path" | "errno" | "strerror" | "filename" | "msg" if self.has_detail(name.as_str()) => {
                Some(Value::None)
            }
            _ => None,
        }
    }

    /// An attribute of a `SyntaxError`, which its arguments give: a message and a tuple of details.
    fn syntax_detail(&self, name: &str) -> Option<Value> {
        let args = self.args.borrow();
        let detail = match name {
            "msg" => args.first(),
            "print_file_and_line" => None,
            _ => {
                let index = SYNTAX_FIELDS.iter().position(|known| *known == name)?;
                args.get(1).and_then(|details| match details {
                    Value::Tuple(details) => details.get(index),
                    _ => None,
                })
            }
        };
        Some(detail.cloned().unwrap_or(Value::None))
    }

    /// Whether its class has an attribute that is `None` unless it was given.
    fn has_detail(&self, name: &str) -> bool {
        match name {
            "name" => self.is(&NAME_ERROR) || self.is(&ATTRIBUTE_ERROR) || self.is(&IMPORT_ERROR),
            "obj" => self.is(&ATTRIBUTE_ERROR),
            "path" => self.is(&IMPORT_ERROR),
            "msg" => self.is(&IMPORT_ERROR),
            _ => self.is(&OS_ERROR),
        }
    }

    /// Whether its class is `class` or derives from it.
    #[must_use]
    pub fn is(&self, class: &'static NativeClass) -> bool {
        self.class.derives_from(class)
    }

    /// The `value` of a `StopIteration`.
    #[must_use]
    pub fn stop_value(&self) -> Value {
        if let Some(value) = self.dict.get().and_then(|dict| dict.get_name(Name::VALUE)) {
            return value;
        }
        self.args.borrow().first().cloned().unwrap_or(Value::None)
    }

    /// Whether a chain of contexts starting here holds `other`.
    fn chain_holds(self: &Rc<Exception>, other: &Rc<Exception>) -> bool {
        let mut link = Some(Rc::clone(self));
        while let Some(exception) = link {
            if Rc::ptr_eq(&exception, other) {
                return true;
            }
            link = exception.context.borrow().clone();
        }
        false
    }

    /// Sets what was being handled when it was raised, unless that is known or would make the chain a ring.
    pub fn set_context(self: &Rc<Exception>, handled: &Rc<Exception>) {
        if self.context.borrow().is_none() && !handled.chain_holds(self) {
            *self.context.borrow_mut() = Some(Rc::clone(handled));
        }
    }
}

impl Drop for Exception {
    fn drop(&mut self) {
        let linked = [self.cause.get_mut().take(), self.context.get_mut().take()];
        let mut linked: Vec<Value> = linked.into_iter().flatten().map(Value::Exception).collect();
        if !linked.is_empty() {
            drop_deep(&mut linked);
        }
    }
}

/// An exception on its way out: the error of every [`Result`](crate::Result) here. One word.
#[derive(Clone)]
pub struct Raise {
    exception: Rc<Exception>,
}

impl Raise {
    /// Raises a built-in class with a message.
    #[must_use]
    pub fn new(class: &'static NativeClass, message: impl Into<String>) -> Raise {
        Raise::with_args(class, [Value::str(message)])
    }

    /// Raises a built-in class with arguments.
    #[must_use]
    pub fn with_args(class: &'static NativeClass, args: impl IntoIterator<Item = Value>) -> Raise {
        Raise { exception: Rc::new(Exception::new(class.class(), args)) }
    }

    /// Raises an exception that exists.
    #[must_use]
    pub fn from_exception(exception: Rc<Exception>) -> Raise {
        Raise { exception }
    }

    /// The exception.
    #[must_use]
    pub fn exception(&self) -> &Rc<Exception> {
        &self.exception
    }

    /// The exception, taken out.
    #[must_use]
    pub fn into_exception(self) -> Rc<Exception> {
        self.exception
    }

    /// Whether its class is `class` or derives from it.
    #[must_use]
    pub fn is(&self, class: &'static NativeClass) -> bool {
        self.exception.is(class)
    }
}

impl std::fmt::Debug for Raise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{:?}", self.exception.class.name(), &self.exception.args.borrow()[..])
    }
}

/// Declares CPython's tree of exception classes: `CONSTANT "Name" base "documentation";`
macro_rules! exception_classes {
    ($($constant:ident $name:literal $base:ident $doc:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $doc)]
            pub static $constant: NativeClass = NativeClass::new($name).base(&$base).doc($doc);
        )*
        /// All of them, as builtins.
        pub static CLASSES: &[&NativeClass] = &[&types::BASE_EXCEPTION, $(&$constant),*];
    };
}

use types::BASE_EXCEPTION;

exception_classes! {
    EXCEPTION "Exception" BASE_EXCEPTION "Common base class for all non-exit exceptions.";
    SYSTEM_EXIT "SystemExit" BASE_EXCEPTION "Request to exit from the interpreter.";
    KEYBOARD_INTERRUPT "KeyboardInterrupt" BASE_EXCEPTION "Program interrupted by user.";
    GENERATOR_EXIT "GeneratorExit" BASE_EXCEPTION "Request that a generator exit.";
    STOP_ITERATION "StopIteration" EXCEPTION "Signal the end from iterator.__next__().";
    STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION "Signal the end from iterator.__anext__().";
    ARITHMETIC_ERROR "ArithmeticError" EXCEPTION "Base class for arithmetic errors.";
    FLOATING_POINT_ERROR "FloatingPointError" ARITHMETIC_ERROR "Floating point operation failed.";
    OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR "Result too large to be represented.";
    ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR
        "Second argument to a division or modulo operation was zero.";
    ASSERTION_ERROR "AssertionError" EXCEPTION "Assertion failed.";
    ATTRIBUTE_ERROR "AttributeError" EXCEPTION "Attribute not found.";
    BUFFER_ERROR "BufferError" EXCEPTION "Buffer error.";
    EOF_ERROR "EOFError" EXCEPTION "Read beyond end of file.";
    IMPORT_ERROR "ImportError" EXCEPTION "Import can't find module, or can't find name in module.";
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR "Module not found.";
    LOOKUP_ERROR "LookupError" EXCEPTION "Base class for lookup errors.";
    INDEX_ERROR "IndexError" LOOKUP_ERROR "Sequence index out of range.";
    KEY_ERROR "KeyError" LOOKUP_ERROR "Mapping key not found.";
    MEMORY_ERROR "MemoryError" EXCEPTION "Out of memory.";
    NAME_ERROR "NameError" EXCEPTION "Name not found globally.";
    UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR "Local name referenced but not bound to a value.";
    OS_ERROR "OSError" EXCEPTION "Base class for I/O related errors.";
    FILE_EXISTS_ERROR "FileExistsError" OS_ERROR "File already exists.";
    FILE_NOT_FOUND_ERROR "FileNotFoundError" OS_ERROR "File not found.";
    IS_A_DIRECTORY_ERROR "IsADirectoryError" OS_ERROR "Operation doesn't work on directories.";
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" OS_ERROR "Operation only works on directories.";
    PERMISSION_ERROR "PermissionError" OS_ERROR "Not enough permissions.";
    TIMEOUT_ERROR "TimeoutError" OS_ERROR "Timeout expired.";
    BLOCKING_IO_ERROR "BlockingIOError" OS_ERROR "I/O operation would block.";
    CHILD_PROCESS_ERROR "ChildProcessError" OS_ERROR "Child process error.";
    CONNECTION_ERROR "ConnectionError" OS_ERROR "Connection error.";
    BROKEN_PIPE_ERROR "BrokenPipeError" CONNECTION_ERROR "Broken pipe.";
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" CONNECTION_ERROR "Connection aborted.";
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" CONNECTION_ERROR "Connection refused.";
    CONNECTION_RESET_ERROR "ConnectionResetError" CONNECTION_ERROR "Connection reset.";
    INTERRUPTED_ERROR "InterruptedError" OS_ERROR "Interrupted by signal.";
    PROCESS_LOOKUP_ERROR "ProcessLookupError" OS_ERROR "Process not found.";
    REFERENCE_ERROR "ReferenceError" EXCEPTION "Weak ref proxy used after referent went away.";
    RUNTIME_ERROR "RuntimeError" EXCEPTION "Unspecified run-time error.";
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR "Method or function hasn't been implemented yet.";
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR "Recursion limit exceeded.";
    SYNTAX_ERROR "SyntaxError" EXCEPTION "Invalid syntax.";
    INDENTATION_ERROR "IndentationError" SYNTAX_ERROR "Improper indentation.";
    TAB_ERROR "TabError" INDENTATION_ERROR "Improper mixture of spaces and tabs.";
    SYSTEM_ERROR "SystemError" EXCEPTION "Internal error in the Python interpreter.";
    TYPE_ERROR "TypeError" EXCEPTION "Inappropriate argument type.";
    VALUE_ERROR "ValueError" EXCEPTION "Inappropriate argument value (of correct type).";
    UNICODE_ERROR "UnicodeError" VALUE_ERROR "Unicode related error.";
    UNICODE_DECODE_ERROR "UnicodeDecodeError" UNICODE_ERROR "Unicode decoding error.";
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" UNICODE_ERROR "Unicode encoding error.";
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" UNICODE_ERROR "Unicode translation error.";
    WARNING "Warning" EXCEPTION "Base class for warning categories.";
    USER_WARNING "UserWarning" WARNING "Base class for warnings generated by user code.";
    DEPRECATION_WARNING "DeprecationWarning" WARNING "Base class for warnings about deprecated features.";
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" WARNING
        "Base class for warnings about features which will be deprecated in the future.";
    RUNTIME_WARNING "RuntimeWarning" WARNING "Base class for warnings about dubious runtime behavior.";
    FUTURE_WARNING "FutureWarning" WARNING
        "Base class for warnings about constructs that will change semantically in the future.";
    SYNTAX_WARNING "SyntaxWarning" WARNING "Base class for warnings about dubious syntax.";
    ENCODING_WARNING "EncodingWarning" WARNING "Base class for warnings about encodings.";
    IMPORT_WARNING "ImportWarning" WARNING "Base class for warnings about probable mistakes in module imports.";
    RESOURCE_WARNING "ResourceWarning" WARNING "Base class for warnings about resource usage.";
    UNICODE_WARNING "UnicodeWarning" WARNING "Base class for warnings about Unicode related problems.";
    BYTES_WARNING "BytesWarning" WARNING "Base class for warnings about bytes and buffer related problems.";
}

/// Declares functions that raise a class with a message.
macro_rules! raisers {
    ($($function:ident = $class:ident;)*) => {
        $(
            #[doc = concat!("Raises [`", stringify!($class), "`] with a message.")]
            #[must_use]
            #[cold]
            pub fn $function(message: impl Into<String>) -> Raise {
                Raise::new(&$class, message)
            }
        )*
    };
}

raisers! {
    type_error = TYPE_ERROR;
    value_error = VALUE_ERROR;
    attribute_error = ATTRIBUTE_ERROR;
    index_error = INDEX_ERROR;
    name_error = NAME_ERROR;
    unbound_local_error = UNBOUND_LOCAL_ERROR;
    runtime_error = RUNTIME_ERROR;
    not_implemented_error = NOT_IMPLEMENTED_ERROR;
    recursion_error = RECURSION_ERROR;
    zero_division_error = ZERO_DIVISION_ERROR;
    overflow_error = OVERFLOW_ERROR;
    import_error = IMPORT_ERROR;
    module_not_found_error = MODULE_NOT_FOUND_ERROR;
    os_error = OS_ERROR;
    file_not_found_error = FILE_NOT_FOUND_ERROR;
    eof_error = EOF_ERROR;
    memory_error = MEMORY_ERROR;
    lookup_error = LOOKUP_ERROR;
    assertion_error = ASSERTION_ERROR;
    system_error = SYSTEM_ERROR;
}

/// Raises `KeyError` with the missing key, which the message shows as its repr.
#[must_use]
#[cold]
pub fn key_error(key: Value) -> Raise {
    Raise::with_args(&KEY_ERROR, [key])
}

/// Raises `StopIteration` with the value that a generator returned.
#[must_use]
#[cold]
pub fn stop_iteration(value: Value) -> Raise {
    Raise::with_args(&STOP_ITERATION, (!value.is_none()).then_some(value))
}

/// Raises `TypeError` for `x[…]` on what has no items.
#[must_use]
#[cold]
pub fn not_subscriptable(class: Rc<str>) -> Raise {
    type_error(format!("'{class}' object is not subscriptable"))
}
