//! `sys`: what a program may know of the machine that runs it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::{Raise, SYSTEM_EXIT, type_error, value_error};
use crate::name::Name;
use crate::native::NativeFunction;
use crate::object::Object;
use crate::traceback;
use crate::value::{Module, Value};
use crate::vm::Vm;

/// The release whose behaviour the language has.
const VERSION: (i64, i64, i64) = (3, 11, 7);

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("sys._getframe", "(depth=0, /)", "Return a frame object from the call stack.", |vm, args| {
        let depth = usize::try_from(vm.index(&args[0])?).unwrap_or_default();
        let frame = vm.frame_of_caller(depth).ok_or_else(|| value_error("call stack is not deep enough"))?;
        Ok(Value::object(frame))
    }),
    NativeFunction::new(
        "sys.exc_info",
        "()",
        "Return current exception information: (type, value, traceback).",
        |vm, _| {
            Ok(match vm.handled_exception() {
                Some(exception) => {
                    let (value, traceback) = (Value::Exception(Rc::clone(exception)), traceback::value(exception));
                    Value::tuple([Value::Class(value.class()), value, traceback])
                }
                None => Value::tuple([Value::None, Value::None, Value::None]),
            })
        },
    ),
    NativeFunction::new(
        "sys.exit",
        "(status=None, /)",
        "Exit the interpreter by raising SystemExit(status).",
        |_, args| {
            let status = (!args[0].is_none()).then(|| args[0].clone());
            Err(Raise::with_args(&SYSTEM_EXIT, status))
        },
    ),
    NativeFunction::new("sys.getdefaultencoding", "()", "Return the current default encoding.", |_, _| {
        Ok(Value::str("utf-8"))
    }),
    NativeFunction::new("sys.getrecursionlimit", "()", "Return the current value of the recursion limit.", |vm, _| {
        Ok(Value::from(vm.recursion_limit()))
    }),
    NativeFunction::new("sys.getrefcount", "(object, /)", "Return the reference count of object.", |_, _| {
        Ok(Value::Int(2))
    }),
    NativeFunction::new(
        "sys.getsizeof",
        "(object, default=None)",
        "Return the size of object in bytes.",
        |vm, args| Ok(Value::Int(size_of(vm, &args[0]))),
    ),
    NativeFunction::new("sys.intern", "(string, /)", "Intern the given string.", |_, args| match args[0].as_str() {
        Some(text) => Ok(Name::new(text).value()),
        None => Err(type_error(format!("intern() argument must be str, not {}", args[0].type_name()))),
    }),
    NativeFunction::new(
        "sys.setrecursionlimit",
        "(limit, /)",
        "Set the maximum depth of the interpreter stack to n.",
        |vm, args| {
            let limit = usize::try_from(vm.index(&args[0])?).unwrap_or(0);
            if limit == 0 {
                return Err(value_error("recursion limit must be greater or equal than 1"));
            }
            vm.set_recursion_limit(limit);
            Ok(Value::None)
        },
    ),
];

/// The size that CPython on a 64-bit machine gives for such an object.
fn size_of(vm: &mut Vm, value: &Value) -> i64 {
    match value {
        Value::None => 16,
        Value::Bool(false) | Value::Int(0) => 24,
        Value::Bool(true) => 28,
        Value::Int(int) => 24 + 4 * (64 - int.unsigned_abs().leading_zeros() as i64).div_euclid(30).max(0) + 4,
        Value::BigInt(int) => 24 + 4 * (int.bits() as i64 + 29).div_euclid(30),
        Value::Float(_) => 24,
        Value::Complex(_) => 32,
        Value::Str(text) if text.is_ascii() => 49 + text.len() as i64,
        Value::Str(text) => 74 + 2 * text.char_count() as i64,
        Value::Bytes(bytes) => 33 + bytes.len() as i64,
        Value::List(list) => 56 + 8 * list.len() as i64,
        Value::Tuple(tuple) => 40 + 8 * tuple.len() as i64,
        Value::Dict(dict) if dict.is_empty() => 64,
        Value::Dict(dict) => 184 + 96 * (dict.len() as i64 / 6),
        Value::Set(_) | Value::FrozenSet(_) => 216,
        Value::Range(_) => 48,
        Value::Function(_) => 152,
        other => vm.length_of(other).and_then(Result::ok).map_or(48, |length| 48 + 8 * length as i64),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Error,
    In,
}

/// `sys.stdout`, `sys.stderr` or `sys.stdin`.
struct TextStream {
    stream: Stream,
}

static TEXT_STREAM: NativeClass = NativeClass::new("TextIOWrapper").module("_io").methods(STREAM_METHODS).not_a_base();

static STREAM_METHODS: &[NativeFunction] = &[
    NativeFunction::new("TextIOWrapper.flush", "(self, /)", "Makes what was written visible.", |vm, args| {
        match args[0].downcast::<TextStream>() {
            Some(stream) if stream.stream == Stream::Error => vm.console().flush_stderr(),
            _ => vm.console().flush(),
        }
        Ok(Value::None)
    }),
    NativeFunction::new("TextIOWrapper.isatty", "(self, /)", "Whether it is a terminal.", |_, _| {
        Ok(Value::Bool(false))
    }),
    NativeFunction::new("TextIOWrapper.readline", "(self, size=-1, /)", "Reads a line.", |vm, _| {
        let line = vm.console().read_line("");
        Ok(Value::str(line.map_or(String::new(), |line| line + "\n")))
    }),
    NativeFunction::new("TextIOWrapper.write", "(self, text, /)", "Writes a text.", |vm, args| {
        let wrong = || type_error(format!("write() argument must be str, not {}", args[1].type_name()));
        let text = args[1].as_str().ok_or_else(wrong)?;
        let stream = args[0].downcast::<TextStream>().map_or(Stream::Out, |stream| stream.stream);
        match stream {
            Stream::Error => vm.write_stderr(text),
            Stream::Out | Stream::In => vm.write_stdout(text),
        }
        Ok(Value::from(text.chars().count()))
    }),
];

impl Object for TextStream {
    fn class(&self) -> Rc<Class> {
        TEXT_STREAM.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(match name.as_str() {
            "name" => Some(Value::str(self.name())),
            "encoding" => Some(Value::str("utf-8")),
            "closed" => Some(Value::Bool(false)),
            _ => None,
        })
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let mode = if self.stream == Stream::In { "r" } else { "w" };
        Ok(format!("<_io.TextIOWrapper name='{}' mode='{mode}' encoding='utf-8'>", self.name()))
    }
}

impl TextStream {
    fn name(&self) -> &'static str {
        match self.stream {
            Stream::Out => "<stdout>",
            Stream::Error => "<stderr>",
            Stream::In => "<stdin>",
        }
    }
}

/// `sys.version_info`.
struct VersionInfo;

static VERSION_INFO: NativeClass = NativeClass::new("version_info").module("sys").not_a_base();

impl VersionInfo {
    fn tuple() -> Value {
        let (major, minor, micro) = VERSION;
        Value::tuple([Value::Int(major), Value::Int(minor), Value::Int(micro), Value::str("final"), Value::Int(0)])
    }
}

impl Object for VersionInfo {
    fn class(&self) -> Rc<Class> {
        VERSION_INFO.class()
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        let index =
            ["major", "minor", "micro", "releaselevel", "serial"].iter().position(|field| *field == name.as_str());
        index.map(|index| vm.item(&VersionInfo::tuple(), &Value::from(index))).transpose()
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        vm.item(&VersionInfo::tuple(), key)
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(5))
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(vm.iterate(&VersionInfo::tuple()))
    }

    fn compare(&self, vm: &mut Vm, _this: &Value, op: crate::Comparison, other: &Value) -> Result<Value> {
        vm.compare(op, &VersionInfo::tuple(), other)
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let (major, minor, micro) = VERSION;
        Ok(format!("sys.version_info(major={major}, minor={minor}, micro={micro}, releaselevel='final', serial=0)"))
    }
}

/// The arguments of the script.
#[derive(Default)]
struct Arguments(RefCell<Vec<String>>);

impl Vm {
    /// Sets `sys.argv`: the script's name and its arguments.
    pub fn set_arguments(&mut self, arguments: Vec<String>) {
        self.state::<Arguments>().0.replace(arguments);
    }

    /// What the program put in the place of standard output (`contextlib.redirect_stdout`, `sys.stdout = …`), if anything.
    #[must_use]
    pub(crate) fn redirected_stdout(&self) -> Option<Value> {
        let Some(Value::Module(sys)) = self.modules().get_str("sys") else { return None };
        let stdout = sys.dict.get_str("stdout")?;
        let is_console = stdout.downcast::<TextStream>().is_some_and(|stream| stream.stream == Stream::Out);
        (!is_console).then_some(stdout)
    }
}

/// `sys.float_info`, `sys.int_info` and the like as plain namespaces.
fn float_info() -> Value {
    let info = Rc::new(Module::new("sys.float_info"));
    for (name, value) in [("max", f64::MAX), ("min", f64::MIN_POSITIVE), ("epsilon", f64::EPSILON)] {
        info.dict.set_str(name, Value::Float(value));
    }
    let integers = [
        ("max_exp", 1024),
        ("max_10_exp", 308),
        ("min_exp", -1021),
        ("min_10_exp", -307),
        ("dig", 15),
        ("mant_dig", 53),
        ("radix", 2),
        ("rounds", 1),
    ];
    for (name, value) in integers {
        info.dict.set_str(name, Value::Int(value));
    }
    Value::Module(info)
}

/// Makes the module.
pub(super) fn load(vm: &mut Vm) -> Result<Rc<Module>> {
    let doc = "This module provides access to some objects used or maintained by the\ninterpreter.";
    let module = super::module_of("sys", doc, &[FUNCTIONS]);
    let arguments = vm.state::<Arguments>().0.borrow().clone();
    let arguments = if arguments.is_empty() { vec![String::new()] } else { arguments };
    let (major, minor, micro) = VERSION;
    let texts = [("byteorder", "little".to_owned()), ("platform", "linux".to_owned()), ("executable", String::new())];
    for (name, text) in texts.into_iter().chain([("version", format!("{major}.{minor}.{micro} (tape)"))]) {
        module.dict.set_str(name, Value::str(text));
    }
    let streams = [("stdin", Stream::In), ("stdout", Stream::Out), ("stderr", Stream::Error)];
    for (name, stream) in streams {
        let value = Value::object(TextStream { stream });
        module.dict.set_str(&format!("__{name}__"), value.clone());
        module.dict.set_str(name, value);
    }
    let values = [
        ("argv", Value::list(arguments.into_iter().map(Value::from).collect())),
        ("float_info", float_info()),
        ("hexversion", Value::Int(major << 24 | minor << 16 | micro << 8 | 0xf0)),
        ("maxsize", Value::Int(i64::MAX)),
        ("maxunicode", Value::Int(0x10_ffff)),
        ("modules", Value::Dict(Rc::clone(vm.modules()))),
        ("path", Value::list(Vec::new())),
        ("version_info", Value::object(VersionInfo)),
    ];
    for (name, value) in values {
        module.dict.set_str(name, value);
    }
    Ok(module)
}
