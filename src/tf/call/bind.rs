//! Which argument is for which parameter, with the errors that TensorFlow gives for those that fit none.

use smallvec::SmallVec;
use tape_grad::{Function, ParamKind};
use tape_lang::exception::type_error;
use tape_lang::{Args, Raise, Result, Value};

use crate::dispatch;

/// The functions that TensorFlow exports straight from its op wrappers, each with the name that errors show: a wrong call
/// of these raises Python's own error. Recorded by asking each function of TensorFlow 2.21 for a keyword it lacks.
static DIRECT: &str = include_str!("direct.txt");

/// How a function of TensorFlow treats its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Exported from an op wrapper, under this name.
    Direct(&'static str),
    /// A Python function behind TensorFlow's dispatcher, which words errors its own way.
    Dispatched,
}

impl Style {
    /// The style of the function with this dotted name.
    pub fn of(path: &str) -> Style {
        let found = DIRECT.lines().filter_map(|line| line.split_once(' ')).find(|(public, _)| *public == path);
        found.map_or(Style::Dispatched, |(_, name)| Style::Direct(name))
    }
}

/// The arguments by parameter; nothing where one was left out.
pub type Bound = SmallVec<[Option<Value>; 6]>;

/// Sorts the arguments of a call by parameter.
pub fn bind(function: &'static Function, style: Style, args: Args<'_>) -> Result<Bound> {
    let mut bound: Bound = smallvec::smallvec![None; function.params.len()];
    let given = args.by_position();
    let rest = function.params.iter().position(|param| param.kind == ParamKind::Rest);
    if given.len() > bound.len() && rest.is_none() {
        return Err(too_many(function, style, given.len()));
    }
    let (given, further) = given.split_at(rest.unwrap_or(given.len()).min(given.len()));
    for (place, value) in bound.iter_mut().zip(given) {
        *place = Some(value.clone());
    }
    if let Some(rest) = rest {
        bound[rest] = Some(Value::list(further.to_vec()));
    }
    for (name, value) in args.by_name() {
        let text = name.as_str();
        match function.params.iter().position(|param| param.name == text) {
            Some(index) if bound[index].is_none() => bound[index] = Some(value.clone()),
            Some(_) => return Err(given_twice(style, text)),
            None => return Err(unknown(style, text)),
        }
    }
    let missing: Vec<&str> = function
        .params
        .iter()
        .zip(&bound)
        .filter(|(param, value)| value.is_none() && param.default.is_none())
        .map(|(param, _)| param.name)
        .collect();
    if missing.is_empty() { Ok(bound) } else { Err(absent(style, &missing)) }
}

fn too_many(function: &Function, style: Style, given: usize) -> Raise {
    let most = function.params.len();
    match style {
        Style::Dispatched => dispatch::too_many(most, given),
        Style::Direct(name) => {
            let least = function.params.iter().filter(|param| param.default.is_none()).count();
            let (takes, plural) = if least == most {
                (most.to_string(), if most == 1 { "" } else { "s" })
            } else {
                (format!("from {least} to {most}"), "s")
            };
            type_error(format!("{name}() takes {takes} positional argument{plural} but {given} were given"))
        }
    }
}

fn given_twice(style: Style, param: &str) -> Raise {
    match style {
        Style::Dispatched => dispatch::given_twice(param),
        Style::Direct(name) => type_error(format!("{name}() got multiple values for argument '{param}'")),
    }
}

fn unknown(style: Style, keyword: &str) -> Raise {
    match style {
        Style::Dispatched => dispatch::unknown(keyword),
        Style::Direct(name) => type_error(format!("{name}() got an unexpected keyword argument '{keyword}'")),
    }
}

fn absent(style: Style, missing: &[&str]) -> Raise {
    let Style::Direct(name) = style else { return dispatch::absent() };
    let quoted: Vec<String> = missing.iter().map(|param| format!("'{param}'")).collect();
    let (list, plural) = match quoted.as_slice() {
        [only] => (only.clone(), ""),
        [first, second] => (format!("{first} and {second}"), "s"),
        [init @ .., last] => (format!("{}, and {last}", init.join(", ")), "s"),
        [] => (String::new(), "s"),
    };
    type_error(format!("{name}() missing {} required positional argument{plural}: {list}", missing.len()))
}
