//! A small Python: its values, its classes and the machine that runs it. Knows no tensors; they come in as [`Object`]s.
//!
//! * [`name`]: interned identifiers.
//! * [`value`]: the sixteen-byte [`Value`] and the containers, functions and instances behind it.
//! * [`class`]: classes; [`types`]: the built-in ones; [`methods`]: what those can do, a file a class.
//! * [`object`]: the protocol for values written in Rust; [`obj`]: the pointer to one.
//! * [`native`]: functions written in Rust, their signatures and arguments.
//! * [`exception`]: exceptions, the one-word error [`Raise`], the tree of classes; [`traceback`]: how they are shown.
//! * [`operator`]: operators and their methods; [`number`] and [`sequence`]: what they do to the language's own values.
//! * [`files`]: the files of a session, in memory.
//! * [`builtins`]: the functions and classes that need no import.
//! * [`iterator`]: iterators over containers; [`format`](mod@format): format specs; [`text`]: what strings can do.
//! * [`cycles`]: the collector of reference cycles.
//! * [`ast`]: the syntax tree; [`code`]: what it is compiled to; [`vm`]: the machine that runs it.
//!
//! # How to write a native function, a class and an object
//! A function is an entry of a static table: name, signature, a sentence, body. The signature is bound before the body runs:
//! `args[i]` is the i-th parameter, defaults that are literals are filled in, wrong calls raise CPython's own errors.
//! ```
//! use std::rc::Rc;
//! use tape_lang::exception::value_error;
//! use tape_lang::value::Module;
//! use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Operator, Result, Side, Value, Vm};
//!
//! static HALF: NativeFunction = NativeFunction::new("parts.half", "(x, /, *, exact=False)", "Half of x.", |vm, args| {
//!     if vm.truth(&args[1])? && args[0].as_int().is_some_and(|int| int % 2 == 1) {
//!         return Err(value_error("odd"));
//!     }
//!     vm.binary(Operator::Div, &args[0], &Value::Int(2))
//! });
//!
//! // A class is a static table too; a value of it is any Rust type that implements `Object`.
//! static METERS: NativeClass = NativeClass::new("Meters").module("units").constructor(&NEW).methods(METHODS);
//! static NEW: NativeFunction = NativeFunction::new("Meters", "(cls, length)", "A length.", |vm, args| {
//!     Ok(Value::object(Meters(vm.float(&args[1])?)))
//! });
//! static METHODS: &[NativeFunction] = &[NativeFunction::new("Meters.feet", "(self, /)", "In feet.", |_vm, args| {
//!     let Some(Meters(length)) = args[0].downcast() else { return Ok(Value::None) };
//!     Ok(Value::Float(length * 3.28084))
//! })];
//!
//! struct Meters(f64);
//! impl Object for Meters {
//!     fn class(&self) -> Rc<Class> {
//!         METERS.class()
//!     }
//!     fn binary(&self, _vm: &mut Vm, _this: &Value, op: Operator, other: &Value, _side: Side) -> Result<Value> {
//!         match (op, other.downcast::<Meters>()) {
//!             (Operator::Add, Some(other)) => Ok(Value::object(Meters(self.0 + other.0))),
//!             _ => Ok(Value::NotImplemented),
//!         }
//!     }
//!     fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
//!         Ok(format!("{} m", self.0))
//!     }
//! }
//!
//! // A module is registered under its name and made when a program imports it.
//! let mut vm = Vm::new(Box::new(tape_lang::vm::Silent));
//! vm.register_module("units", |_vm| {
//!     let module = Module::new("units");
//!     module.dict.set_str("half", Value::Native(&HALF));
//!     module.dict.set_str("Meters", Value::from(&METERS));
//!     Ok(Rc::new(module))
//! });
//! let two = vm.call_values(&Value::from(&METERS), &[Value::Int(2)])?;
//! let sum = vm.binary(Operator::Add, &two, &two)?;
//! assert_eq!(vm.repr(&sum)?, "4 m");
//! # Ok::<(), tape_lang::Raise>(())
//! ```
//! Three rules: never hold a borrow of a list, dict or set while the program may run; never recurse into values without
//! [`Vm::deeper`]; let loops of unknown length call [`Vm::check_interrupt`].

pub mod ast;
pub mod builtins;
pub mod class;
pub mod code;
pub mod compile;
pub mod cycles;
pub mod exception;
pub mod fault;
pub mod files;
mod finalize;
pub mod format;
pub mod generic;
pub mod iterator;
mod layout;
pub mod methods;
mod modules;
pub mod name;
pub mod native;
pub mod number;
pub mod obj;
pub mod object;
pub mod operator;
pub mod parse;
pub mod sequence;
mod sort;
pub mod suggestion;
pub mod syntax_error;
pub mod text;
pub mod traceback;
pub mod types;
pub mod value;
pub mod vm;

pub use class::{Class, NativeClass, Property};
pub use exception::{Exception, Raise};
pub use name::Name;
pub use native::{Args, NativeFunction};
pub use obj::Obj;
pub use object::Object;
pub use operator::{Comparison, Operator, Side, UnaryOp};
pub use value::Value;
pub use vm::Vm;

/// What everything that may raise returns.
pub type Result<T> = std::result::Result<T, Raise>;
