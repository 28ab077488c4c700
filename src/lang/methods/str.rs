//! `str`.

use std::rc::Rc;

use super::receiver::{bounds, most, text};
use super::str_make;
use crate::Result;
use crate::exception::{type_error, value_error};
use crate::format::{Fields, format_template};
use crate::native::{Args, NativeFunction};
use crate::text::{self, LineEnds, Window};
use crate::value::{Str, Value};
use crate::vm::Vm;

pub use str_make::{NEW, STATIC_METHODS};

/// The methods of strings.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "str.capitalize",
        "(self, /)",
        "A copy with its first character in upper case, the rest lower.",
        |_, args| Ok(Value::str(text::capitalize(text(&args)?))),
    ),
    NativeFunction::new("str.casefold", "(self, /)", "A copy for comparisons without case.", |_, args| {
        Ok(Value::str(text::fold_case(text(&args)?)))
    }),
    NativeFunction::new(
        "str.center",
        "(self, width, fillchar=' ', /)",
        "Centred in a field of a width.",
        |vm, args| pad(vm, &args, text::centre),
    ),
    NativeFunction::new(
        "str.count",
        "(self, sub, start=None, end=None, /)",
        "How often sub stands in it.",
        |vm, args| {
            let found = window(vm, &args)?.map_or(0, |(window, sub)| window.count(sub));
            Ok(Value::from(found))
        },
    ),
    NativeFunction::new(
        "str.encode",
        "(self, /, encoding='utf-8', errors='strict')",
        "Its bytes in an encoding.",
        str_make::encode,
    ),
    NativeFunction::new(
        "str.endswith",
        "(self, suffix, start=None, end=None, /)",
        "Whether it ends with a suffix.",
        |vm, args| affix(vm, &args, "endswith", |part, affix| part.ends_with(affix)),
    ),
    NativeFunction::new("str.expandtabs", "(self, /, tabsize=8)", "Tabs become blanks.", |vm, args| {
        let size = vm.index(&args[1])?.max(0) as usize;
        Ok(Value::str(text::expand_tabs(text(&args)?, size)))
    }),
    NativeFunction::new(
        "str.find",
        "(self, sub, start=None, end=None, /)",
        "Where sub first stands, or -1.",
        |vm, args| {
            Ok(window(vm, &args)?.and_then(|(window, sub)| window.find(sub)).map_or(Value::Int(-1), Value::from))
        },
    ),
    NativeFunction::new("str.format", "(self, /, *args, **kwargs)", "Fills the fields in braces.", |vm, args| {
        let fields = Fields { positional: Some(args.rest(1)), named: args.get(2) };
        Ok(Value::str(format_template(vm, text(&args)?, fields)?))
    }),
    NativeFunction::new(
        "str.format_map",
        "(self, mapping, /)",
        "Fills the fields in braces from a mapping.",
        |vm, args| {
            let fields = Fields { positional: None, named: args.get(1) };
            Ok(Value::str(format_template(vm, text(&args)?, fields)?))
        },
    ),
    NativeFunction::new("str.index", "(self, sub, start=None, end=None, /)", "Where sub first stands.", |vm, args| {
        let found = window(vm, &args)?.and_then(|(window, sub)| window.find(sub));
        found.map(Value::from).ok_or_else(|| value_error("substring not found"))
    }),
    NativeFunction::new("str.isalnum", "(self, /)", "Whether all are letters or numbers.", |_, args| {
        all(&args, text::is_alphanumeric)
    }),
    NativeFunction::new("str.isalpha", "(self, /)", "Whether all are letters.", |_, args| all(&args, text::is_letter)),
    NativeFunction::new("str.isascii", "(self, /)", "Whether all are ASCII.", |_, args| {
        Ok(Value::Bool(text(&args)?.is_ascii()))
    }),
    NativeFunction::new("str.isdecimal", "(self, /)", "Whether all are decimal digits.", |_, args| {
        all(&args, |c| text::decimal_value(c).is_some())
    }),
    NativeFunction::new("str.isdigit", "(self, /)", "Whether all are digits.", |_, args| all(&args, text::is_digit)),
    NativeFunction::new("str.isidentifier", "(self, /)", "Whether it is an identifier.", |_, args| {
        Ok(Value::Bool(text::is_identifier(text(&args)?)))
    }),
    NativeFunction::new("str.islower", "(self, /)", "Whether all letters with a case are small.", |_, args| {
        Ok(Value::Bool(text::is_lower(text(&args)?)))
    }),
    NativeFunction::new("str.isnumeric", "(self, /)", "Whether all are numeric.", |_, args| {
        all(&args, text::is_numeric)
    }),
    NativeFunction::new("str.isprintable", "(self, /)", "Whether repr() shows all as they are.", |_, args| {
        Ok(Value::Bool(text(&args)?.chars().all(tape_text::is_printable)))
    }),
    NativeFunction::new("str.isspace", "(self, /)", "Whether all are blanks.", |_, args| all(&args, text::is_space)),
    NativeFunction::new("str.istitle", "(self, /)", "Whether words begin with capitals.", |_, args| {
        Ok(Value::Bool(text::is_titled(text(&args)?)))
    }),
    NativeFunction::new("str.isupper", "(self, /)", "Whether all letters with a case are capitals.", |_, args| {
        Ok(Value::Bool(text::is_upper(text(&args)?)))
    }),
    NativeFunction::new("str.join", "(self, iterable, /)", "Joins strings with this one between them.", join),
    NativeFunction::new(
        "str.ljust",
        "(self, width, fillchar=' ', /)",
        "At the left of a field of a width.",
        |vm, args| pad(vm, &args, text::left_justify),
    ),
    NativeFunction::new("str.lower", "(self, /)", "A copy in lower case.", |_, args| {
        Ok(Value::str(text(&args)?.to_lowercase()))
    }),
    NativeFunction::new("str.lstrip", "(self, chars=None, /)", "Without leading blanks (or chars).", |_, args| {
        strip(&args, "lstrip", |text, is| text.trim_start_matches(is))
    }),
    NativeFunction::new("str.partition", "(self, sep, /)", "What is before, at and after the first sep.", |_, args| {
        let separator = separator(&args[1])?;
        Ok(Value::tuple(text::partition(text(&args)?, separator).map(Value::from)))
    }),
    NativeFunction::new("str.removeprefix", "(self, prefix, /)", "Without a prefix.", |_, args| {
        let prefix = named_text(&args[1], "removeprefix() argument")?;
        let this = text(&args)?;
        Ok(Value::str(this.strip_prefix(prefix).unwrap_or(this)))
    }),
    NativeFunction::new("str.removesuffix", "(self, suffix, /)", "Without a suffix.", |_, args| {
        let suffix = named_text(&args[1], "removesuffix() argument")?;
        let this = text(&args)?;
        Ok(Value::str(this.strip_suffix(suffix).unwrap_or(this)))
    }),
    NativeFunction::new(
        "str.replace",
        "(self, old, new, count=-1, /)",
        "A copy with old replaced by new.",
        |vm, args| {
            let old = named_text(&args[1], "replace() argument 1")?;
            let new = named_text(&args[2], "replace() argument 2")?;
            let count = most(vm, &args[3])?;
            Ok(Value::str(text::replace(text(&args)?, old, new, count)))
        },
    ),
    NativeFunction::new(
        "str.rfind",
        "(self, sub, start=None, end=None, /)",
        "Where sub last stands, or -1.",
        |vm, args| {
            Ok(window(vm, &args)?.and_then(|(window, sub)| window.rfind(sub)).map_or(Value::Int(-1), Value::from))
        },
    ),
    NativeFunction::new("str.rindex", "(self, sub, start=None, end=None, /)", "Where sub last stands.", |vm, args| {
        let found = window(vm, &args)?.and_then(|(window, sub)| window.rfind(sub));
        found.map(Value::from).ok_or_else(|| value_error("substring not found"))
    }),
    NativeFunction::new(
        "str.rjust",
        "(self, width, fillchar=' ', /)",
        "At the right of a field of a width.",
        |vm, args| pad(vm, &args, text::right_justify),
    ),
    NativeFunction::new("str.rpartition", "(self, sep, /)", "What is before, at and after the last sep.", |_, args| {
        let separator = separator(&args[1])?;
        Ok(Value::tuple(text::rpartition(text(&args)?, separator).map(Value::from)))
    }),
    NativeFunction::new(
        "str.rsplit",
        "(self, /, sep=None, maxsplit=-1)",
        "Its words, counted from the right.",
        |vm, args| split(vm, &args, text::rsplit_at, text::rsplit_blanks),
    ),
    NativeFunction::new("str.rstrip", "(self, chars=None, /)", "Without trailing blanks (or chars).", |_, args| {
        strip(&args, "rstrip", |text, is| text.trim_end_matches(is))
    }),
    NativeFunction::new(
        "str.split",
        "(self, /, sep=None, maxsplit=-1)",
        "Its words, or what stands between seps.",
        |vm, args| split(vm, &args, text::split_at, text::split_blanks),
    ),
    NativeFunction::new("str.splitlines", "(self, /, keepends=False)", "Its lines.", |vm, args| {
        let ends = if vm.truth(&args[1])? { LineEnds::Kept } else { LineEnds::Dropped };
        Ok(list_of(text::split_lines(text(&args)?, ends)))
    }),
    NativeFunction::new(
        "str.startswith",
        "(self, prefix, start=None, end=None, /)",
        "Whether it begins with a prefix.",
        |vm, args| affix(vm, &args, "startswith", |part, affix| part.starts_with(affix)),
    ),
    NativeFunction::new("str.strip", "(self, chars=None, /)", "Without blanks (or chars) at both ends.", |_, args| {
        strip(&args, "strip", |text, is| text.trim_matches(is))
    }),
    NativeFunction::new("str.swapcase", "(self, /)", "Capitals become small letters and the reverse.", |_, args| {
        Ok(Value::str(text::swap_case(text(&args)?)))
    }),
    NativeFunction::new("str.title", "(self, /)", "Every word begins with a capital.", |_, args| {
        Ok(Value::str(text::title(text(&args)?)))
    }),
    NativeFunction::new(
        "str.translate",
        "(self, table, /)",
        "Characters replaced through a table.",
        str_make::translate,
    ),
    NativeFunction::new("str.upper", "(self, /)", "A copy in upper case.", |_, args| {
        Ok(Value::str(text(&args)?.to_uppercase()))
    }),
    NativeFunction::new("str.zfill", "(self, width, /)", "Zeros in front, up to a width.", |vm, args| {
        let width = width(vm, &args[1])?;
        Ok(Value::str(text::zero_fill(text(&args)?, width)))
    }),
];

fn list_of(parts: Vec<&str>) -> Value {
    Value::list(parts.into_iter().map(Value::from).collect())
}

fn all(args: &Args<'_>, is: impl Fn(char) -> bool) -> Result<Value> {
    Ok(Value::Bool(text::all_are(text(args)?, is)))
}

/// The part of the text that is searched and what is searched for.
fn window<'a>(vm: &mut Vm, args: &Args<'a>) -> Result<Option<(Window<'a>, &'a str)>> {
    let sub = args.values[1].as_str().ok_or_else(|| type_error(format!("must be str, not {}", args[1].type_name())))?;
    let (start, end) = bounds(vm, args, 2)?;
    Ok(Window::new(text(args)?, start, end).map(|window| (window, sub)))
}

/// A text argument, named for the error.
pub(super) fn named_text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
    value.as_str().ok_or_else(|| type_error(format!("{name} must be str, not {}", value.type_name())))
}

fn separator(value: &Value) -> Result<&str> {
    match value.as_str() {
        None => Err(type_error(format!("must be str, not {}", value.type_name()))),
        Some("") => Err(value_error("empty separator")),
        Some(separator) => Ok(separator),
    }
}

/// The widest field: what is wider could not be kept in memory.
const WIDEST: i64 = 1 << 32;

fn width(vm: &mut Vm, value: &Value) -> Result<usize> {
    let width = vm.index(value)?;
    if width > WIDEST {
        return Err(crate::exception::memory_error(""));
    }
    Ok(width.max(0) as usize)
}

fn pad(vm: &mut Vm, args: &Args<'_>, pad: fn(&str, usize, char) -> String) -> Result<Value> {
    let width = width(vm, &args[1])?;
    let fill = args[2].as_str().ok_or_else(|| {
        type_error(format!("The fill character must be a unicode character, not {}", args[2].type_name()))
    })?;
    let mut chars = fill.chars();
    let (Some(fill), None) = (chars.next(), chars.next()) else {
        return Err(type_error("The fill character must be exactly one character long"));
    };
    Ok(Value::str(pad(text(args)?, width, fill)))
}

fn affix(vm: &mut Vm, args: &Args<'_>, name: &str, holds: impl Fn(&str, &str) -> bool) -> Result<Value> {
    let affixes = match args[1].plain() {
        affix @ Value::Str(_) => std::slice::from_ref(affix),
        Value::Tuple(affixes) => affixes,
        other => {
            let given = other.type_name();
            return Err(type_error(format!("{name} first arg must be str or a tuple of str, not {given}")));
        }
    };
    let (start, end) = bounds(vm, args, 2)?;
    let window = Window::new(text(args)?, start, end);
    for affix in affixes {
        let wrong = || type_error(format!("tuple for {name} must only contain str, not {}", affix.type_name()));
        let affix = affix.as_str().ok_or_else(wrong)?;
        if window.as_ref().is_some_and(|window| holds(window.text, affix)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn strip(args: &Args<'_>, name: &str, trim: for<'a> fn(&'a str, &dyn Fn(char) -> bool) -> &'a str) -> Result<Value> {
    let this = text(args)?;
    let trimmed = match args[1].plain() {
        Value::None => trim(this, &text::is_space),
        Value::Str(chars) => trim(this, &|c| chars.contains(c)),
        _ => return Err(type_error(format!("{name} arg must be None or str"))),
    };
    if trimmed.len() == this.len() {
        return Ok(Value::Str(Rc::clone(this)));
    }
    Ok(Value::str(trimmed))
}

type SplitAt = for<'a> fn(&'a str, &str, Option<usize>) -> Vec<&'a str>;
type SplitBlanks = for<'a> fn(&'a str, Option<usize>) -> Vec<&'a str>;

fn split(vm: &mut Vm, args: &Args<'_>, at: SplitAt, blanks: SplitBlanks) -> Result<Value> {
    let count = most(vm, &args[2])?;
    let this = text(args)?;
    let parts = match args[1].plain() {
        Value::None => blanks(this, count),
        Value::Str(separator) if separator.is_empty() => return Err(value_error("empty separator")),
        Value::Str(separator) => at(this, separator, count),
        other => return Err(type_error(format!("must be str or None, not {}", other.type_name()))),
    };
    Ok(list_of(parts))
}

fn join(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let separator: &Rc<Str> = text(&args)?;
    if vm.try_iterate(&args[1])?.is_none() {
        return Err(type_error("can only join an iterable"));
    }
    let items = vm.collect(&args[1])?;
    let mut joined = String::new();
    for (index, item) in items.iter().enumerate() {
        let wrong = || type_error(format!("sequence item {index}: expected str instance, {} found", item.type_name()));
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(item.as_str().ok_or_else(wrong)?);
    }
    Ok(Value::str(joined))
}
