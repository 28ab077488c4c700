//! `_re`: the engine below `re`, over `fancy_regex`.

mod translate;

use std::cell::OnceCell;
use std::rc::Rc;

use fancy_regex::{CompileError, Error, Regex, RegexBuilder};

use self::translate::{PatternError, translate};
use crate::Result;
use crate::class::{Class, NativeClass, Property};
use crate::exception::{runtime_error, type_error};
use crate::methods::receiver::wrong_receiver;
use crate::native::{Args, NativeFunction};
use crate::object::Object;
use crate::value::{Dict, Module, Str, Value};
use crate::vm::Vm;

/// Where a match may begin and must end.
#[derive(Clone, Copy)]
enum How {
    /// Anywhere.
    Search,
    /// It begins at the position.
    Match,
    /// It is all of the text from the position.
    Full,
    /// It begins at the position and is not empty.
    Some,
}

impl How {
    const ALL: [How; 4] = [How::Search, How::Match, How::Full, How::Some];

    fn pattern(self, text: &str) -> String {
        match self {
            How::Search => text.to_owned(),
            How::Match | How::Some => format!("\\G(?:{text})"),
            How::Full => format!("\\G(?:{text})\\z"),
        }
    }
}

/// A compiled pattern; what anchors it is compiled when it is first asked for.
struct Program {
    text: String,
    flags: i64,
    groups: usize,
    names: Vec<(String, usize)>,
    /// By [`How`]; nothing where the pattern can never match in that way.
    engines: [OnceCell<Option<Regex>>; 4],
}

static PROGRAM: NativeClass =
    NativeClass::new("Program").module("_re").methods(METHODS).properties(PROPERTIES).not_a_base();

impl Object for Program {
    fn class(&self) -> Rc<Class> {
        PROGRAM.class()
    }
}

impl Program {
    fn engine(&self, how: How) -> Result<Option<&Regex>> {
        let cell = &self.engines[how as usize];
        if let Some(engine) = cell.get() {
            return Ok(engine.as_ref());
        }
        let mut builder = RegexBuilder::new(&how.pattern(&self.text));
        let engine = match builder.find_not_empty(matches!(how, How::Some)).build() {
            Ok(engine) => Some(engine),
            Err(Error::CompileError(error)) if matches!(*error, CompileError::PatternCanNeverMatch) => None,
            Err(error) => return Err(runtime_error(format!("this pattern is not supported: {error}"))),
        };
        Ok(cell.get_or_init(|| engine).as_ref())
    }

    /// The first match at or after a byte: where it and its groups begin and end.
    fn find(&self, how: How, text: &str, from: usize) -> Result<Option<Spans>> {
        let Some(engine) = self.engine(how)? else { return Ok(None) };
        let found = engine.captures_from_pos(text, from);
        let found = found.map_err(|error| runtime_error(format!("matching was given up: {error}")))?;
        Ok(found.map(|found| (0..=self.groups).map(|at| found.get(at).map(|m| (m.start(), m.end()))).collect()))
    }
}

/// Where a match and its groups begin and end, in bytes.
type Spans = Vec<Option<(usize, usize)>>;

/// Bytes as characters, for places that come in about rising order.
struct Places<'a> {
    text: &'a Str,
    byte: usize,
    char: usize,
}

impl Places<'_> {
    fn char_of(&mut self, byte: usize) -> usize {
        if self.text.is_ascii() {
            return byte;
        }
        let count = |from, to| self.text.as_str()[from..to].chars().count();
        self.char =
            if byte >= self.byte { self.char + count(self.byte, byte) } else { self.char - count(byte, self.byte) };
        self.byte = byte;
        self.char
    }

    /// The byte at which a character begins; the text's length beyond its end.
    fn byte_of(&self, char: usize) -> usize {
        if self.text.is_ascii() {
            return char.min(self.text.len());
        }
        self.text.as_str().char_indices().nth(char).map_or(self.text.len(), |(byte, _)| byte)
    }

    /// A match as the tuple that `re` makes a match object of: begin and end of each group, -1 for those without part in it.
    fn tuple(&mut self, spans: &Spans) -> Value {
        let places = spans.iter().flat_map(|span| match span {
            Some((start, end)) => [self.char_of(*start) as i64, self.char_of(*end) as i64],
            None => [-1, -1],
        });
        Value::tuple(places.map(Value::Int).collect::<Vec<_>>())
    }
}

fn this<'a>(args: &Args<'a>) -> Result<&'a Program> {
    args.values[0].downcast().ok_or_else(|| wrong_receiver("Program", args.values.first()))
}

fn subject<'a>(args: &Args<'a>) -> Result<&'a Rc<Str>> {
    match args.values[1].plain() {
        Value::Str(text) => Ok(text),
        other => Err(type_error(format!("expected string or bytes-like object, got '{}'", other.type_name()))),
    }
}

/// The bounds of a search, in bytes.
fn bounds(vm: &mut Vm, places: &Places<'_>, args: &Args<'_>) -> Result<(usize, usize)> {
    let mut bound = |value: &Value| Ok::<_, crate::Raise>(usize::try_from(vm.index(value)?).unwrap_or(0));
    let (start, end) = (bound(&args.values[2])?, bound(&args.values[3])?);
    Ok((places.byte_of(start), places.byte_of(end)))
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Program.find", "(self, text, start, end, how, /)", "The first match.", |vm, args| {
        let (program, text) = (this(&args)?, subject(&args)?);
        let mut places = Places { text, byte: 0, char: 0 };
        let (start, end) = bounds(vm, &places, &args)?;
        let how = How::ALL.get(vm.index(&args[4])? as usize).copied().unwrap_or(How::Search);
        if start > end {
            return Ok(Value::None);
        }
        let found = program.find(how, &text.as_str()[..end], start)?;
        Ok(found.map_or(Value::None, |spans| places.tuple(&spans)))
    }),
    NativeFunction::new(
        "Program.find_all",
        "(self, text, start, end, limit, /)",
        "All matches that do not overlap, or the first so many.",
        find_all,
    ),
];

fn find_all(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (program, text) = (this(&args)?, subject(&args)?);
    let mut places = Places { text, byte: 0, char: 0 };
    let (mut from, end) = bounds(vm, &places, &args)?;
    let limit = usize::try_from(vm.index(&args[4])?).ok().filter(|&limit| limit > 0).unwrap_or(usize::MAX);
    let searched = &text.as_str()[..end];
    let (mut found, mut after_empty) = (Vec::new(), false);
    while from <= end && found.len() < limit {
        vm.check_interrupt()?;
        // After an empty match the next one is not empty or begins at least a character later.
        let again = if after_empty { program.find(How::Some, searched, from)? } else { None };
        if after_empty && again.is_none() {
            from += searched[from..].chars().next().map_or(1, char::len_utf8);
            after_empty = false;
            continue;
        }
        let Some(spans) = again.map_or_else(|| program.find(How::Search, searched, from), |spans| Ok(Some(spans)))?
        else {
            break;
        };
        found.push(places.tuple(&spans));
        let Some((start, stop)) = spans[0] else { break };
        (from, after_empty) = (stop, stop == start);
    }
    Ok(Value::list(found))
}

static PROPERTIES: &[Property] = &[
    Property::new("flags", "the flags, those inside the pattern included", |_, value| {
        Ok(Value::Int(program(value)?.flags))
    }),
    Property::new("groups", "how many groups capture", |_, value| Ok(Value::from(program(value)?.groups))),
    Property::new("groupindex", "the numbers of named groups", |_, value| {
        let names = Dict::new();
        for (name, number) in &program(value)?.names {
            names.set_str(name, Value::from(*number));
        }
        Ok(Value::from(names))
    }),
];

fn program(value: &Value) -> Result<&Program> {
    value.downcast().ok_or_else(|| wrong_receiver("Program", Some(value)))
}

static FUNCTIONS: &[NativeFunction] = &[NativeFunction::new(
    "_re.compile",
    "(pattern, flags, /)",
    "The program of a pattern, or its error as a message and a position.",
    |vm, args| {
        let pattern =
            args[0].as_str().ok_or_else(|| type_error("first argument must be string or compiled pattern"))?;
        let flags = vm.index(&args[1])?;
        Ok(match compile(pattern, flags) {
            Ok(program) => Value::object(program),
            Err(error) => Value::tuple([Value::str(error.message), error.position.map_or(Value::None, Value::from)]),
        })
    },
)];

fn compile(pattern: &str, flags: i64) -> std::result::Result<Program, PatternError> {
    let translated = translate(pattern, flags)?;
    let engine = RegexBuilder::new(&translated.text).build();
    let engine = engine.map_err(|error| PatternError { message: error.to_string(), position: None })?;
    Ok(Program {
        text: translated.text,
        flags: translated.flags,
        groups: translated.groups,
        names: translated.names,
        engines: [OnceCell::from(Some(engine)), OnceCell::new(), OnceCell::new(), OnceCell::new()],
    })
}

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_re", "The engine of regular expressions.", &[FUNCTIONS]))
}
