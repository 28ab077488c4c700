//! Functions written in Rust: their signatures, and the arguments they get.
//!
//! A signature is written as `inspect.signature` shows it: `(self, iterable, /, *, key=None, reverse=False)`. The run
//! time binds a call to it, with CPython's own errors, before it enters the function: `args[i]` is the value of the i-th
//! parameter in the order of the signature, whatever way it was given. `*args` arrives as one tuple, `**kwargs` as one dict.
//! A default that is a plain literal is filled in; any other (`=<unrepresentable>`, `=...`) leaves [`Value::Unset`], for which
//! [`Args::get`] says `None`.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::Result;
use crate::exception::type_error;
use crate::name::Name;
use crate::value::{Dict, Tuple, Value};
use crate::vm::Vm;

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

/// How a parameter may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or by name.
    Positional,
    /// `*args`.
    Rest,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    KeywordRest,
}

/// A parameter of a signature.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// How it may be given.
    pub kind: ParamKind,
    /// The text of its default.
    pub default: Option<&'static str>,
}

impl Param {
    fn default_value(&self) -> Value {
        match self.default.unwrap_or("") {
            "None" => Value::None,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "()" => Value::tuple([]),
            text => match text.as_bytes().first() {
                // Line ends are the only escape that a default has.
                Some(b'\'') => Value::str(text.trim_matches('\'').replace("\\n", "\n")),
                Some(b'0'..=b'9' | b'-') => match text.parse() {
                    Ok(int) => Value::Int(int),
                    Err(_) => text.parse().map_or(Value::Unset, Value::Float),
                },
                _ => Value::Unset,
            },
        }
    }
}

/// One piece of a signature between commas.
enum Item {
    Nothing,
    /// `/`.
    Slash,
    /// `*`.
    Star,
    Param(Param),
}

const fn read_item(item: &'static str) -> Item {
    let kind = match item.as_bytes() {
        b"" => return Item::Nothing,
        b"/" => return Item::Slash,
        b"*" => return Item::Star,
        [b'*', b'*', ..] => ParamKind::KeywordRest,
        [b'*', ..] => ParamKind::Rest,
        _ => ParamKind::Positional,
    };
    let bytes = item.as_bytes();
    let mut start = 0;
    while bytes[start] == b'*' {
        start += 1;
    }
    let mut split = start;
    while split < bytes.len() && bytes[split] != b'=' {
        split += 1;
    }
    let default = if split < bytes.len() { Some(slice(item, split + 1, item.len())) } else { None };
    Item::Param(Param { name: trim(slice(item, start, split)), kind, default })
}

/// A signature. What every call needs is counted at compile time; the parameters are read when a call needs their names.
#[derive(Clone, Copy)]
pub struct Signature {
    text: &'static str,
    count: usize,
    /// How many may be given by position.
    positional: usize,
    /// How many of those must be given.
    required: usize,
    rest: Option<usize>,
    keyword_rest: Option<usize>,
    /// Whether any parameter may be given by name.
    keywords: bool,
    /// Whether the first parameter is `self` or `cls`, which errors do not count.
    receiver: bool,
}

thread_local! {
    static PARAMS: RefCell<FxHashMap<usize, &'static [Param]>> = RefCell::default();
}

impl Signature {
    /// Reads a signature.
    ///
    /// # Panics
    /// At compile time, when the text is no signature.
    #[must_use]
    #[allow(clippy::panic, reason = "runs at compile time only: a static table with a wrong signature does not build")]
    pub const fn parse(text: &'static str) -> Signature {
        let bytes = text.as_bytes();
        let end = bytes.len() - 1;
        if bytes[0] != b'(' || bytes[end] != b')' {
            panic!("a signature stands in parentheses");
        }
        let mut signature = Signature {
            text,
            count: 0,
            positional: 0,
            required: 0,
            rest: None,
            keyword_rest: None,
            keywords: false,
            receiver: false,
        };
        let mut keyword_only = false;
        let mut at = 1;
        while at < end {
            let stop = item_end(bytes, at, end);
            match read_item(trim(slice(text, at, stop))) {
                Item::Nothing => {}
                Item::Slash => signature.keywords = false,
                Item::Star => keyword_only = true,
                Item::Param(param) => {
                    signature.count_param(param, keyword_only);
                    if matches!(param.kind, ParamKind::Rest) {
                        keyword_only = true;
                    }
                }
            }
            at = stop + 1;
        }
        signature
    }

    const fn count_param(&mut self, param: Param, keyword_only: bool) {
        match param.kind {
            ParamKind::Rest => self.rest = Some(self.count),
            ParamKind::KeywordRest => self.keyword_rest = Some(self.count),
            _ => {
                self.receiver |= self.count == 0 && matches!(param.name.as_bytes(), b"self" | b"cls");
                self.keywords = true;
                if !keyword_only {
                    self.positional += 1;
                    self.required += param.default.is_none() as usize;
                }
            }
        }
        self.count += 1;
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Its parameters in order.
    #[must_use]
    pub fn params(&self) -> &'static [Param] {
        PARAMS.with_borrow_mut(|known| *known.entry(self.text.as_ptr() as usize).or_insert_with(|| self.read_params()))
    }

    fn read_params(&self) -> &'static [Param] {
        let mut params: Vec<Param> = Vec::with_capacity(self.count);
        let (bytes, end) = (self.text.as_bytes(), self.text.len() - 1);
        let mut keyword_only = false;
        let mut at = 1;
        while at < end {
            let stop = item_end(bytes, at, end);
            match read_item(trim(slice(self.text, at, stop))) {
                Item::Nothing => {}
                Item::Slash => params.iter_mut().for_each(|param| param.kind = ParamKind::PositionalOnly),
                Item::Star => keyword_only = true,
                Item::Param(mut param) => {
                    match param.kind {
                        ParamKind::Rest => keyword_only = true,
                        ParamKind::Positional if keyword_only => param.kind = ParamKind::KeywordOnly,
                        _ => {}
                    }
                    params.push(param);
                }
            }
            at = stop + 1;
        }
        Box::leak(params.into_boxed_slice())
    }
}

/// Where the parameter that begins at `at` ends: the next comma outside brackets and quotes.
const fn item_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let mut i = at;
    let mut depth = 0;
    let mut quoted = false;
    while i < end {
        match bytes[i] {
            b'\'' => quoted = !quoted,
            b'(' | b'[' | b'{' if !quoted => depth += 1,
            b')' | b']' | b'}' if !quoted => depth -= 1,
            b',' if depth == 0 && !quoted => return i,
            _ => {}
        }
        i += 1;
    }
    end
}

const fn slice(text: &'static str, start: usize, end: usize) -> &'static str {
    text.split_at(end).0.split_at(start).1
}

const fn trim(text: &'static str) -> &'static str {
    text.trim_ascii()
}

/// Whose errors a call with wrong arguments raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Those of CPython's functions in C.
    C,
    /// Those of a `def`.
    Python,
}

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
        }
    }

    /// Wrong arguments raise the errors of a `def`: for what is written in Python in TensorFlow or numpy.
    #[must_use]
    pub const fn python(self) -> NativeFunction {
        NativeFunction { style: Style::Python, ..self }
    }

    /// A method that gets an instance of a derived class as it is, not the built-in value it stands on.
    #[must_use]
    pub const fn whole(self) -> NativeFunction {
        NativeFunction { whole: true, ..self }
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
        for (index, param) in self.signature.params().iter().enumerate() {
            if !bound[index].is_unset() || matches!(param.kind, ParamKind::Rest | ParamKind::KeywordRest) {
                continue;
            }
            if param.default.is_none() {
                return Err(self.missing(index, bound, args));
            }
            bound[index] = param.default_value();
        }
        Ok(())
    }

    /// How many leading parameters errors do not count.
    fn hidden(&self) -> usize {
        usize::from(self.signature.receiver)
    }

    fn wrong_count(&self, args: Args<'_>) -> crate::Raise {
        let signature = &self.signature;
        let hidden = self.hidden();
        let given = args.by_position().len();
        if self.style == Style::Python {
            return self.python_wrong_count(given);
        }
        let (given, most) = (given - hidden.min(given), signature.positional - hidden);
        let least = signature.required - hidden.min(signature.required);
        if !args.names.is_empty() && !signature.keywords && signature.keyword_rest.is_none() {
            return type_error(format!("{}() takes no keyword arguments", self.qualname));
        }
        let qualname = self.qualname;
        if most == 0 && !signature.keywords {
            return type_error(format!("{qualname}() takes no arguments ({given} given)"));
        }
        if most == 1 && least == 1 && !signature.keywords {
            return type_error(format!("{qualname}() takes exactly one argument ({given} given)"));
        }
        if signature.keywords && most == 0 {
            return type_error(format!("{}() takes no positional arguments", self.name));
        }
        if signature.keywords {
            let keyword_only = signature.params().iter().filter(|p| p.kind == ParamKind::KeywordOnly).count();
            let bound = if least == most && keyword_only == 0 { "exactly" } else { "at most" };
            let kind = if keyword_only > 0 { "positional " } else { "" };
            let name = self.name;
            return type_error(format!("{name}() takes {bound} {most} {kind}argument{} ({given} given)", plural(most)));
        }
        type_error(unpack_error(self.name, given, least, most))
    }

    fn missing(&self, index: usize, bound: &[Value], args: Args<'_>) -> crate::Raise {
        let signature = &self.signature;
        if self.style == Style::Python {
            return self.python_missing(bound);
        }
        let hidden = self.hidden();
        let param = &signature.params()[index];
        let given = args.by_position().len();
        let given = given - hidden.min(given);
        if given == 0 && index < hidden {
            return type_error(format!("unbound method {}() needs an argument", self.qualname));
        }
        if param.kind == ParamKind::PositionalOnly {
            let least = signature
                .params()
                .iter()
                .filter(|p| p.kind == ParamKind::PositionalOnly && p.default.is_none())
                .count()
                - hidden;
            if !signature.keywords {
                return self.wrong_count(args);
            }
            return type_error(format!(
                "{}() takes at least {least} positional argument{} ({given} given)",
                self.name,
                plural(least)
            ));
        }
        type_error(format!("{}() missing required argument '{}' (pos {})", self.name, param.name, index + 1 - hidden))
    }

    fn unknown_keyword(&self, name: Name) -> crate::Raise {
        if self.style == Style::Python {
            return type_error(format!("{}() got an unexpected keyword argument '{name}'", self.qualname));
        }
        if !self.signature.keywords {
            return type_error(format!("{}() takes no keyword arguments", self.qualname));
        }
        type_error(format!("'{name}' is an invalid keyword argument for {}()", self.name))
    }

    fn given_twice(&self, index: usize) -> crate::Raise {
        let param = self.signature.params()[index].name;
        if self.style == Style::Python {
            return type_error(format!("{}() got multiple values for argument '{param}'", self.qualname));
        }
        let position = index + 1 - self.hidden();
        type_error(format!("argument for {}() given by name ('{param}') and position ({position})", self.name))
    }

    fn python_wrong_count(&self, given: usize) -> crate::Raise {
        let signature = &self.signature;
        let most = signature.positional;
        let least = signature.required;
        let name = self.qualname;
        let takes = if least == most {
            format!("{most} positional argument{}", plural(most))
        } else {
            format!("from {least} to {most} positional arguments")
        };
        let were = if given == 1 { "was" } else { "were" };
        type_error(format!("{name}() takes {takes} but {given} {were} given"))
    }

    fn python_missing(&self, bound: &[Value]) -> crate::Raise {
        let params = self.signature.params();
        let lacks = |kind: fn(ParamKind) -> bool| -> Vec<&str> {
            let lacking = params.iter().zip(bound).filter(|(p, v)| v.is_unset() && p.default.is_none() && kind(p.kind));
            lacking.map(|(p, _)| p.name).collect()
        };
        let positional = lacks(|kind| matches!(kind, ParamKind::PositionalOnly | ParamKind::Positional));
        if positional.is_empty() {
            return missing_arguments(self.qualname, "keyword-only", &lacks(|kind| kind == ParamKind::KeywordOnly));
        }
        missing_arguments(self.qualname, "positional", &positional)
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// CPython's sentence for a function that checks the count of its arguments itself (`PyArg_UnpackTuple`).
fn unpack_error(name: &str, given: usize, least: usize, most: usize) -> String {
    let (bound, limit) = match () {
        () if least == most => ("", least),
        () if given < least => ("at least ", least),
        () => ("at most ", most),
    };
    format!("{name} expected {bound}{limit} argument{}, got {given}", plural(limit))
}

/// CPython's sentence for required arguments of a `def` that were not given.
pub(crate) fn missing_arguments(function: &str, kind: &str, names: &[&str]) -> crate::Raise {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let list = match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
    };
    let count = names.len();
    type_error(format!("{function}() missing {count} required {kind} argument{}: {list}", plural(count)))
}
