//! Functions written in Rust: their signatures, and the arguments they get.
//!
//! A signature is written as `inspect.signature` shows it: `(self, iterable, /, *, key=None, reverse=False)`. The run
//! time binds a call to it, with CPython's own errors, before it enters the function: `args[i]` is the value of the i-th
//! parameter in the order of the signature, whatever way it was given. `*args` arrives as one tuple, `**kwargs` as one dict.
//! A default that is a plain literal is filled in; any other (`=<unrepresentable>`, `=...`) leaves [`Value::Unset`], for which
//! [`Args::get`] says `None`.

mod refusal;
mod signature;

use std::ops::Deref;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::Result;
use crate::name::Name;
use crate::value::{Dict, Tuple, Value};
use crate::vm::Vm;

pub(crate) use self::refusal::missing_arguments;
use self::signature::slice;
pub use self::signature::{Param, ParamKind, Signature};

/// The arguments of a call.
///
/// What a function of Rust gets has been bound: `values` has one value per parameter and `names` is empty. What is handed to
/// [`Vm::call`] may have names: they belong to the last values.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// The values: by position, then by name.
    pub values: &'a [Value],
    /// The names of the last values.
    pub names: &'a [Name],
}

impl<'a> Args<'a> {
    /// Arguments by position.
    #[must_use]
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { values, names: &[] }
    }

    /// No arguments.
    #[must_use]
    pub fn none() -> Args<'static> {
        Args { values: &[], names: &[] }
    }

    /// The argument of a parameter, unless it was left out and its default is no literal.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'a Value> {
        self.values.get(index).filter(|value| !value.is_unset())
    }

    /// Those given by position.
    #[must_use]
    pub fn by_position(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// Those given by name.
    pub fn by_name(&self) -> impl Iterator<Item = (Name, &'a Value)> + use<'a> {
        self.names.iter().copied().zip(&self.values[self.values.len() - self.names.len()..])
    }

    /// The values of a `*args` parameter.
    #[must_use]
    pub fn rest(&self, index: usize) -> &'a [Value] {
        match self.values.get(index) {
            Some(Value::Tuple(tuple)) => tuple,
            _ => &[],
        }
    }

    /// The dict of a `**kwargs` parameter.
    #[must_use]
    pub fn keywords(&self, index: usize) -> Option<&'a Rc<Dict>> {
        match self.values.get(index) {
            Some(Value::Dict(dict)) => Some(dict),
            _ => None,
        }
    }
}

impl Deref for Args<'_> {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        self.values
    }
}

/// Whose errors a call with wrong arguments raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Those of CPython's functions in C.
    C,
    /// Those of CPython's functions in C that count their arguments with `PyArg_UnpackTuple`.
    Unpack,
    /// Those of a `def`.
    Python,
}

/// What a function gives for some arguments by position, without the machine; nothing for all others.
pub(crate) type Shortcut = fn(&[Value]) -> Option<Value>;

/// A function of one float that gives a float.
pub(crate) type RealFunction = fn(f64) -> f64;

/// A function written in Rust, in a static table.
///
/// # Examples
/// ```
/// use tape_lang::{NativeFunction, Value};
/// static ADD: NativeFunction = NativeFunction::new("math.add", "(a, b=1, /)", "The sum.", |vm, args| {
///     vm.binary(tape_lang::Operator::Add, &args[0], &args[1])
/// });
/// assert_eq!(ADD.name(), "add");
/// ```
pub struct NativeFunction {
    qualname: &'static str,
    name: &'static str,
    signature: Signature,
    doc: &'static str,
    function: fn(&mut Vm, Args<'_>) -> Result<Value>,
    style: Style,
    /// Whether a method gets an instance of a derived class as it is, not the value it stands on.
    whole: bool,
    /// What it does to a float, where that is all.
    real_function: Option<RealFunction>,
    /// What it gives where that takes no machine.
    shortcut: Option<Shortcut>,
}

impl NativeFunction {
    /// A function: its name with its class or module (`list.append`, `math.sqrt`, `len`), its signature, a sentence, its body.
    #[must_use]
    pub const fn new(
        qualname: &'static str,
        signature: &'static str,
        doc: &'static str,
        function: fn(&mut Vm, Args<'_>) -> Result<Value>,
    ) -> NativeFunction {
        let bytes = qualname.as_bytes();
        let mut start = bytes.len();
        while start > 0 && bytes[start - 1] != b'.' {
            start -= 1;
        }
        NativeFunction {
            qualname,
            name: slice(qualname, start, bytes.len()),
            signature: Signature::parse(signature),
            doc,
            function,
            style: Style::C,
            whole: false,
            real_function: None,
            shortcut: None,
        }
    }

    /// Wrong arguments raise the errors of a `def`: for what is written in Python in TensorFlow or numpy.
    #[must_use]
    pub const fn python(self) -> NativeFunction {
        NativeFunction { style: Style::Python, ..self }
    }

    /// A wrong number of arguments is refused in the words of `PyArg_UnpackTuple`.
    #[must_use]
    pub const fn unpack(self) -> NativeFunction {
        NativeFunction { style: Style::Unpack, ..self }
    }

    /// A method that gets an instance of a derived class as it is, not the built-in value it stands on.
    #[must_use]
    pub const fn whole(self) -> NativeFunction {
        NativeFunction { whole: true, ..self }
    }

    /// A function of one number that gives `function` of it as a float, and raises where that is infinite or no number: numeric code
    /// calls it straight.
    pub(crate) const fn real(self, function: RealFunction) -> NativeFunction {
        NativeFunction { real_function: Some(function), ..self }
    }

    /// What it does to a float, where that is all.
    pub(crate) fn real_function(&self) -> Option<RealFunction> {
        self.real_function
    }

    /// A function that is called for its commonest arguments without binding them.
    pub(crate) const fn shortcut(self, shortcut: Shortcut) -> NativeFunction {
        NativeFunction { shortcut: Some(shortcut), ..self }
    }

    /// What it gives for these arguments by position, where that takes no machine.
    #[inline(always)]
    pub(crate) fn call_shortly(&self, arguments: &[Value]) -> Option<Value> {
        self.shortcut.and_then(|shortcut| shortcut(arguments))
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its name with its class or module.
    #[must_use]
    pub fn qualname(&self) -> &'static str {
        self.qualname
    }

    /// Its signature.
    #[must_use]
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// What `help()` says.
    #[must_use]
    pub fn doc(&self) -> &'static str {
        self.doc
    }

    /// Whether its first parameter is `self`.
    #[must_use]
    pub fn is_method(&self) -> bool {
        self.signature.receiver && self.signature.text.starts_with("(self")
    }

    /// Binds the arguments and runs it.
    ///
    /// # Errors
    /// `TypeError` for arguments that do not fit, and whatever it raises itself.
    #[inline]
    pub fn call(&'static self, vm: &mut Vm, args: Args<'_>) -> Result<Value> {
        let signature = &self.signature;
        let derived = signature.receiver && !self.whole && matches!(args.values.first(), Some(Value::Instance(_)));
        if args.names.is_empty()
            && args.values.len() == signature.count
            && signature.positional == signature.count
            && !derived
        {
            return (self.function)(vm, args);
        }
        let mut bound = self.bind(vm, args)?;
        if derived && let Some(first) = bound.first_mut() {
            *first = first.plain().clone();
        }
        (self.function)(vm, Args::positional(&bound))
    }

    fn bind(&self, vm: &mut Vm, args: Args<'_>) -> Result<SmallVec<[Value; 8]>> {
        let signature = &self.signature;
        let given = args.by_position();
        if signature.rest.is_none() && given.len() > signature.positional {
            return Err(self.wrong_count(args));
        }
        if signature.positional == signature.count && args.names.is_empty() && given.len() >= signature.required {
            let defaults = &signature.defaults()[given.len()..];
            return Ok(given.iter().chain(defaults).cloned().collect());
        }
        let mut bound: SmallVec<[Value; 8]> = smallvec::smallvec![Value::Unset; signature.count];
        let direct = given.len().min(signature.positional);
        bound[..direct].clone_from_slice(&given[..direct]);
        if let Some(rest) = signature.rest {
            bound[rest] = Value::Tuple(Rc::new(Tuple::new(given[direct..].iter().cloned())));
        }
        let extra = signature.keyword_rest.map(|_| Rc::new(Dict::new()));
        for (name, value) in args.by_name() {
            let text = name.as_str();
            let wanted = |param: &Param| {
                param.name == text && matches!(param.kind, ParamKind::Positional | ParamKind::KeywordOnly)
            };
            match signature.params().iter().position(wanted) {
                Some(index) if bound[index].is_unset() => bound[index] = value.clone(),
                Some(index) => return Err(self.given_twice(index)),
                None => match &extra {
                    Some(extra) => drop(extra.insert(vm, name.value(), value.clone())?),
                    None => return Err(self.unknown_keyword(name)),
                },
            }
        }
        if let (Some(index), Some(extra)) = (signature.keyword_rest, extra) {
            bound[index] = Value::Dict(extra);
        }
        self.fill_defaults(&mut bound, args)?;
        Ok(bound)
    }

    fn fill_defaults(&self, bound: &mut [Value], args: Args<'_>) -> Result<()> {
        for (index, (param, default)) in self.signature.params().iter().zip(self.signature.defaults()).enumerate() {
            if !bound[index].is_unset() || matches!(param.kind, ParamKind::Rest | ParamKind::KeywordRest) {
                continue;
            }
            if param.default.is_none() {
                return Err(self.missing(index, bound, args));
            }
            bound[index] = default.clone();
        }
        Ok(())
    }
}
