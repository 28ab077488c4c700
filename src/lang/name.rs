//! Interned identifiers: comparing two names compares two numbers.
//!
//! The table belongs to the thread, as every [`Value`](crate::Value) does; a [`Name`] means nothing on another thread.
//! It also keeps one string value per name, so that handing an attribute's name to the language allocates nothing.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::value::{Str, Value};

/// An interned identifier.
///
/// # Examples
/// ```
/// use tape_lang::Name;
/// assert_eq!(Name::new("__init__"), Name::INIT);
/// assert_eq!(Name::new("loss").as_str(), "loss");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(u32);

struct Table {
    by_text: FxHashMap<&'static str, u32>,
    entries: Vec<(&'static str, Rc<Str>)>,
}

impl Table {
    fn seeded() -> Table {
        let mut table = Table { by_text: FxHashMap::default(), entries: Vec::with_capacity(512) };
        for text in SEEDS {
            table.add(text);
        }
        table
    }

    fn add(&mut self, text: &'static str) -> u32 {
        let id = self.entries.len() as u32;
        self.by_text.insert(text, id);
        self.entries.push((text, Rc::new(Str::interned(text, Name(id)))));
        id
    }
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::new(Table::seeded());
}

impl Name {
    /// The name that reads `text`.
    #[must_use]
    pub fn new(text: &str) -> Name {
        TABLE.with_borrow_mut(|table| match table.by_text.get(text) {
            Some(&id) => Name(id),
            None => Name(table.add(Box::leak(text.to_owned().into_boxed_str()))),
        })
    }

    /// The name that reads `text`, if anything has used it yet: a lookup of an unknown name need not intern it.
    #[must_use]
    pub fn existing(text: &str) -> Option<Name> {
        TABLE.with_borrow(|table| table.by_text.get(text).map(|&id| Name(id)))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        TABLE.with_borrow(|table| table.entries[self.0 as usize].0)
    }

    /// Its text as the one string that all uses of the name share.
    #[must_use]
    pub fn text(self) -> Rc<Str> {
        TABLE.with_borrow(|table| Rc::clone(&table.entries[self.0 as usize].1))
    }

    /// [`Name::text`] as a value.
    #[must_use]
    pub fn value(self) -> Value {
        Value::Str(self.text())
    }

    /// Whether it begins and ends with two underscores.
    #[must_use]
    pub fn is_dunder(self) -> bool {
        let text = self.as_str();
        text.len() > 4 && text.starts_with("__") && text.ends_with("__")
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", self.as_str())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Declares the names that the run time itself speaks of, as constants in the order of the table.
macro_rules! seeds {
    ($($constant:ident = $text:literal,)*) => {
        const SEEDS: &[&str] = &[$($text),*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Seed { $($constant),* }
        impl Name {
            $(
                #[doc = concat!("`", $text, "`")]
                pub const $constant: Name = Name(Seed::$constant as u32);
            )*
        }
    };
}

seeds! {
    EMPTY = "",
    INIT = "__init__", NEW = "__new__", DEL = "__del__", CALL = "__call__", CLASS = "__class__", DICT = "__dict__",
    DOC = "__doc__", NAME = "__name__", QUALNAME = "__qualname__", MODULE = "__module__", BASES = "__bases__",
    BASE = "__base__", MRO = "__mro__", SLOTS = "__slots__", FILE = "__file__", PATH = "__path__",
    ANNOTATIONS = "__annotations__", DEFAULTS = "__defaults__", KWDEFAULTS = "__kwdefaults__", CODE = "__code__",
    GLOBALS = "__globals__", CLOSURE = "__closure__", WRAPPED = "__wrapped__", SELF = "__self__", FUNC = "__func__",
    BUILTINS = "__builtins__", ALL = "__all__", MAIN = "__main__", IMPORT = "__import__", BUILD_CLASS = "__build_class__",
    CLASSCELL = "__classcell__", INIT_SUBCLASS = "__init_subclass__", SET_NAME = "__set_name__",
    CLASS_GETITEM = "__class_getitem__", PREPARE = "__prepare__", INSTANCECHECK = "__instancecheck__",
    SUBCLASSCHECK = "__subclasscheck__", SUBCLASSES = "__subclasses__", MATCH_ARGS = "__match_args__",
    ABSTRACTMETHODS = "__abstractmethods__", ISABSTRACTMETHOD = "__isabstractmethod__",
    GETATTR = "__getattr__", GETATTRIBUTE = "__getattribute__", SETATTR = "__setattr__", DELATTR = "__delattr__",
    GET = "__get__", SET = "__set__", DELETE = "__delete__", DIR = "__dir__",
    REPR = "__repr__", STR = "__str__", FORMAT = "__format__", BYTES = "__bytes__", HASH = "__hash__", BOOL = "__bool__",
    INT = "__int__", FLOAT = "__float__", COMPLEX = "__complex__", INDEX = "__index__", ROUND = "__round__",
    TRUNC = "__trunc__", FLOOR = "__floor__", CEIL = "__ceil__", ABS = "__abs__", NEG = "__neg__", POS = "__pos__",
    INVERT = "__invert__", LEN = "__len__", LENGTH_HINT = "__length_hint__", GETITEM = "__getitem__",
    SETITEM = "__setitem__", DELITEM = "__delitem__", MISSING = "__missing__", CONTAINS = "__contains__",
    ITER = "__iter__", NEXT = "__next__", REVERSED = "__reversed__", ENTER = "__enter__", EXIT = "__exit__",
    LT = "__lt__", LE = "__le__", EQ = "__eq__", NE = "__ne__", GT = "__gt__", GE = "__ge__",
    ADD = "__add__", SUB = "__sub__", MUL = "__mul__", MATMUL = "__matmul__", TRUEDIV = "__truediv__", MOD = "__mod__",
    POW = "__pow__", LSHIFT = "__lshift__", RSHIFT = "__rshift__", OR = "__or__", XOR = "__xor__", AND = "__and__",
    FLOORDIV = "__floordiv__", DIVMOD = "__divmod__",
    RADD = "__radd__", RSUB = "__rsub__", RMUL = "__rmul__", RMATMUL = "__rmatmul__", RTRUEDIV = "__rtruediv__",
    RMOD = "__rmod__", RPOW = "__rpow__", RLSHIFT = "__rlshift__", RRSHIFT = "__rrshift__", ROR = "__ror__",
    RXOR = "__rxor__", RAND = "__rand__", RFLOORDIV = "__rfloordiv__", RDIVMOD = "__rdivmod__",
    IADD = "__iadd__", ISUB = "__isub__", IMUL = "__imul__", IMATMUL = "__imatmul__", ITRUEDIV = "__itruediv__",
    IMOD = "__imod__", IPOW = "__ipow__", ILSHIFT = "__ilshift__", IRSHIFT = "__irshift__", IOR = "__ior__",
    IXOR = "__ixor__", IAND = "__iand__", IFLOORDIV = "__ifloordiv__",
    CAUSE = "__cause__", CONTEXT = "__context__", SUPPRESS_CONTEXT = "__suppress_context__",
    TRACEBACK = "__traceback__", NOTES = "__notes__", WEAKREF = "__weakref__", FSPATH = "__fspath__",
    COPY = "__copy__", DEEPCOPY = "__deepcopy__", REDUCE = "__reduce__", SPEC = "__spec__",
    ARGS = "args", VALUE = "value", SEND = "send", THROW = "throw", CLOSE = "close", KEYS = "keys", LAMBDA = "<lambda>",
    LISTCOMP = "<listcomp>", SETCOMP = "<setcomp>", DICTCOMP = "<dictcomp>", GENEXPR = "<genexpr>", MODULE_CODE = "<module>",
    METACLASS = "metaclass", RETURN = "return", UNDERSCORE = "_", SELF_ARGUMENT = "self",
}
