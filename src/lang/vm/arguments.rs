//! Binding a call's arguments to the parameters of a function of the program.

use std::rc::Rc;

use smallvec::SmallVec;

use super::Vm;
use crate::Result;
use crate::code::ParameterList;
use crate::exception::{Raise, type_error};
use crate::name::Name;
use crate::native::{Args, missing_arguments};
use crate::value::{Dict, Function, Tuple, Value};

/// The values of all parameters, in the order of their registers.
pub(super) type Bound = SmallVec<[Value; 8]>;

impl Vm {
    /// Binds arguments to parameters, with CPython's errors for those that do not fit.
    pub(super) fn bind_arguments(&mut self, function: &Function, args: Args<'_>) -> Result<Bound> {
        let parameters = &function.code.parameters;
        let given = args.by_position();
        let mut bound: Bound = smallvec::smallvec![Value::Unset; parameters.count()];
        let direct = given.len().min(parameters.positional);
        bound[..direct].clone_from_slice(&given[..direct]);
        let rest_at = parameters.positional + parameters.keyword_only;
        if parameters.rest {
            bound[rest_at] = Value::Tuple(Rc::new(Tuple::new(given[direct..].iter().cloned())));
        }
        let extra = parameters.keyword_rest.then(|| Rc::new(Dict::new()));
        self.bind_named(function, args, &mut bound, extra.as_ref())?;
        if given.len() > parameters.positional && !parameters.rest {
            return Err(too_many(function, given.len(), &bound));
        }
        if let Some(extra) = extra {
            bound[rest_at + usize::from(parameters.rest)] = Value::Dict(extra);
        }
        fill_defaults(function, &mut bound)?;
        Ok(bound)
    }

    fn bind_named(
        &mut self,
        function: &Function,
        args: Args<'_>,
        bound: &mut Bound,
        extra: Option<&Rc<Dict>>,
    ) -> Result<()> {
        let parameters = &function.code.parameters;
        let by_name = parameters.positional_only..parameters.positional + parameters.keyword_only;
        for (name, value) in args.by_name() {
            let found = parameters.names[by_name.clone()].iter().position(|known| *known == name);
            match (found.map(|found| found + parameters.positional_only), extra) {
                (Some(index), _) if bound[index].is_unset() => bound[index] = value.clone(),
                (Some(_), _) => {
                    let function = function.qualname();
                    return Err(type_error(format!("{function}() got multiple values for argument '{name}'")));
                }
                (None, Some(extra)) => extra.set_name(name, value.clone()),
                (None, None) => return Err(unexpected(function, args, name)),
            }
        }
        Ok(())
    }
}

fn fill_defaults(function: &Function, bound: &mut Bound) -> Result<()> {
    let parameters = &function.code.parameters;
    let defaults = Rc::clone(&function.defaults.borrow());
    let first = parameters.positional.saturating_sub(defaults.len());
    for (index, slot) in bound[..parameters.positional].iter_mut().enumerate() {
        if slot.is_unset() && index >= first {
            *slot = defaults[index - first + defaults.len().saturating_sub(parameters.positional)].clone();
        }
    }
    lacking(function, parameters, bound, 0..parameters.positional, "positional")?;
    let named = parameters.positional..parameters.positional + parameters.keyword_only;
    if let Some(defaults) = function.keyword_defaults.borrow().as_ref() {
        for index in named.clone() {
            if bound[index].is_unset()
                && let Some(default) = defaults.get_name(parameters.names[index])
            {
                bound[index] = default;
            }
        }
    }
    lacking(function, parameters, bound, named, "keyword-only")
}

fn lacking(
    function: &Function,
    parameters: &ParameterList,
    bound: &Bound,
    range: std::ops::Range<usize>,
    kind: &str,
) -> Result<()> {
    let names: Vec<&str> =
        range.filter(|&index| bound[index].is_unset()).map(|index| parameters.names[index].as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(missing_arguments(&function.qualname(), kind, &names))
}

#[cold]
fn unexpected(function: &Function, args: Args<'_>, name: Name) -> Raise {
    let parameters = &function.code.parameters;
    let qualname = function.qualname();
    let only = &parameters.names[..parameters.positional_only];
    let misplaced: Vec<&str> = only.iter().filter(|only| args.names.contains(only)).map(|only| only.as_str()).collect();
    if misplaced.is_empty() {
        return type_error(format!("{qualname}() got an unexpected keyword argument '{name}'"));
    }
    let list = misplaced.join(", ");
    type_error(format!("{qualname}() got some positional-only arguments passed as keyword arguments: '{list}'"))
}

#[cold]
fn too_many(function: &Function, given: usize, bound: &Bound) -> Raise {
    let parameters = &function.code.parameters;
    let most = parameters.positional;
    let least = most.saturating_sub(function.defaults.borrow().len());
    let named = parameters.positional..parameters.positional + parameters.keyword_only;
    let named_given = bound[named].iter().filter(|value| !value.is_unset()).count();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let takes = if least == most { most.to_string() } else { format!("from {least} to {most}") };
    let takes_plural = if least == most { plural(most) } else { "s" };
    let qualname = function.qualname();
    let were = if given == 1 && named_given == 0 { "was" } else { "were" };
    let given = if named_given > 0 {
        format!(
            "{given} positional argument{} (and {named_given} keyword-only argument{})",
            plural(given),
            plural(named_given)
        )
    } else {
        given.to_string()
    };
    type_error(format!("{qualname}() takes {takes} positional argument{takes_plural} but {given} {were} given"))
}
